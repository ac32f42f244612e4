"""Places for the labels of edges: on their own line, clear of nodes, of other labels, and best of other lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from talkdeck.model.units import Emu, Rect, inches

Point = tuple[Emu, Emu]

END = inches(0.1)
"""A line is seen so far on both sides of its label, and before its arrowhead a little more."""
HEAD = inches(0.12)
CLEAR = inches(0.05)
COVERS = 10.0
"""What it costs to cover another edge's line; an inch away from the line's middle costs 1."""


def labelled(
    lines: Sequence[Sequence[Point]], labels: Mapping[int, tuple[Emu, Emu]], nodes: Sequence[Rect], room: Rect
) -> tuple[dict[int, Rect], bool] | None:
    """A frame for each label (width, height by the index of its line), and whether all of them cover no other line.

    None where one finds no place.
    """
    frames: dict[int, Rect] = {}
    clean = True
    for n, (w, h) in labels.items():
        best: tuple[float, int, Rect] | None = None
        for at, (far, frame) in enumerate(_places(lines[n], w, h)):
            near = frame.inset(-CLEAR)
            if not room.contains(frame) or any(_meet(near, other) for other in (*nodes, *frames.values())):
                continue
            covered = sum(
                _touches(near, one, two) for m, line in enumerate(lines) if m != n for one, two in pairwise(line)
            )
            price = far + COVERS * covered, at, frame
            best = min(best, price, key=lambda each: each[:2]) if best else price
        if best is None:
            return None
        frames[n] = best[2]
        clean = clean and best[0] < COVERS
    return frames, clean


def _places(line: Sequence[Point], w: Emu, h: Emu) -> Iterator[tuple[float, Rect]]:
    """Frames centred on a line's segments that are long enough, with their distance from the segment's middle."""
    last = len(line) - 2
    for n, ((x0, y0), (x1, y1)) in enumerate(pairwise(line)):
        level = y0 == y1 or abs(y1 - y0) < abs(x1 - x0)
        length, needed = (abs(x1 - x0), w) if level else (abs(y1 - y0), h)
        room = length - needed - 2 * END - (HEAD if n in (0, last) else 0)
        if room < 0:
            continue
        for part in (50, 35, 65, 20, 80, 5, 95):
            off = (END + HEAD * (n == 0) // 2 + needed // 2) + room * part // 100
            x = x0 + (off if x1 >= x0 else -off) * level
            y = y0 + (off if y1 >= y0 else -off) * (not level)
            y = y + (y1 - y0) * off // length if level and y0 != y1 else y
            far = abs(part - 50) / 100 + (0.0 if level else 0.3)
            yield far - length / inches(40), Rect(x - w // 2, y - h // 2, w, h)


def _meet(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def _touches(frame: Rect, one: Point, two: Point) -> bool:
    x0, x1 = sorted((one[0], two[0]))
    y0, y1 = sorted((one[1], two[1]))
    return x0 < frame.right and frame.x < x1 + 1 and y0 < frame.bottom and frame.y < y1 + 1
