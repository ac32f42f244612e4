"""A font program in the Compact Font Format, of outlines that are known: what a PDF embeds as `Type1C`.

Sources: Adobe Technical Notes 5176 (The Compact Font Format) and 5177 (The Type 2 Charstring Format).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence

from talkdeck.model.values import Struct

STANDARD_STRINGS = 391
"""So many names every reader knows by number; a font's own names are counted from there."""

LINE, CURVE, MOVE, END = 5, 8, 21, 14
"""Operators of charstrings: rlineto, rrcurveto, rmoveto, endchar."""


class Outline(Struct, frozen=True):
    """A glyph: its advance, and contours of segments in units of which the em has 1000, y upwards.

    Each segment is the points it goes through: one for a line, three for a curve (two controls and the end). The first
    of a contour is the one point where it begins; contours close by themselves and fill by the nonzero rule.
    """

    width: float
    contours: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]


def write_cff(name: str, glyphs: Mapping[str, Outline], box: Sequence[float]) -> bytes:
    """A font of these glyphs by name, with an empty `.notdef` before them. `box` is that of all: x0, y0, x1, y1."""
    names = list(glyphs)
    programs = [_charstring(Outline(0, ())), *(_charstring(glyphs[each]) for each in names)]
    charset = b"\0" + b"".join(struct.pack(">H", STANDARD_STRINGS + at) for at in range(len(names)))
    head = b"\1\0\4\4" + _index([name.encode("ascii")])
    behind = _index([each.encode("ascii") for each in names]) + _index([])
    outlines = _index(programs)
    private = b""

    def top(at: int) -> bytes:
        # Offsets take five bytes each whatever they are, so that the length is known before they are.
        entries = b"".join(_integer(round(edge)) for edge in box) + b"\x05"
        entries += _offset(at) + b"\x0f"
        entries += _offset(at + len(charset)) + b"\x11"
        entries += _offset(len(private)) + _offset(at + len(charset) + len(outlines)) + b"\x12"
        return _index([entries])

    start = len(head) + len(top(0)) + len(behind)
    return head + top(start) + behind + charset + outlines + private


def _index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\0\0"
    ends = [1]
    for item in items:
        ends.append(ends[-1] + len(item))
    return struct.pack(">HB", len(items), 4) + struct.pack(f">{len(ends)}I", *ends) + b"".join(items)


def _offset(value: int) -> bytes:
    return b"\x1d" + struct.pack(">i", value)


def _integer(value: int) -> bytes:
    """A whole number as dictionaries and charstrings have it."""
    if -107 <= value <= 107:
        return bytes([value + 139])
    return b"\x1c" + struct.pack(">h", value)


def _number(value: float) -> bytes:
    """A number of a charstring, to the 65536th."""
    whole = round(value)
    return _integer(whole) if whole == value else b"\xff" + struct.pack(">i", round(value * 65536))


def _charstring(outline: Outline) -> bytes:
    """Moves from point to point; the width stands before the first."""
    made = [_number(outline.width)]
    here = (0.0, 0.0)
    for contour in outline.contours:
        for at, points in enumerate(contour):
            steps: list[float] = []
            for point in points:
                # What was rounded before is made up for: errors do not add up along a contour.
                step = tuple(round((to - back) * 65536) / 65536 for to, back in zip(point, here, strict=True))
                here = (here[0] + step[0], here[1] + step[1])
                steps += step
            made += map(_number, steps)
            made.append(bytes([MOVE if not at else LINE if len(points) == 1 else CURVE]))
    return b"".join(made) + bytes([END])


def bounds(outlines: Iterable[Outline]) -> tuple[float, float, float, float]:
    """The box around all points, controls too: x0, y0, x1, y1; zeros where there are none."""
    points = [point for outline in outlines for contour in outline.contours for part in contour for point in part]
    if not points:
        return (0, 0, 0, 0)
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))
