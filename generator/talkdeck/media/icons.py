"""Lucide icons as paths: their SVG (paths, circles, lines, rectangles) turned into lines and cubic curves.

The icons come with the package python-lucide, as an SQLite file of SVG texts. Importing that package takes 0.12 s of
CPU (it brings a search engine), so the file is found and read without running the package's code.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from talkdeck.model.page import Close, Curve, LineTo, Move, PathStep
from talkdeck.model.units import Emu

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

GRID = 24
"""Icons are drawn on a square of 24 units, with a stroke of 2 units."""

KAPPA = 4 / 3 * math.tan(math.pi / 8)
"""Distance of a quarter circle's control points in radii; the error is below 0.03 % of the radius."""

Segment = tuple[str, tuple[float, ...]]
"""M, L, C or Z with absolute coordinates on the icon's square."""

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_FLAGS = re.compile(r"([Aa])([^A-Za-z]*)")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


@cache
def _texts() -> dict[str, str]:
    """SVG texts by name; older names of an icon lead to it, too."""
    import sqlite3
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("lucide")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("python-lucide is not installed")
    file = Path(spec.submodule_search_locations[0]) / "data" / "lucide-icons.db"
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        icons = dict(connection.execute("SELECT name, svg FROM icons ORDER BY name"))
        aliases = connection.execute("SELECT alias, name FROM icon_aliases ORDER BY alias").fetchall()
    finally:
        connection.close()
    return {alias: icons[name] for alias, name in aliases if name in icons} | icons


def similar(name: str) -> tuple[str, ...]:
    """Names of icons like a name that there is none of, the closest first."""
    plain = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
    return tuple(get_close_matches(plain, _texts(), 3, 0.6))


@cache
def icon(name: str, side: Emu) -> tuple[PathStep, ...] | None:
    """An icon's strokes as a path in a square of `side` EMU; None where there is no icon of that name."""
    text = _texts().get(name)
    if text is None:
        return None
    from xml.etree import ElementTree

    elements = ElementTree.fromstring(text).iter()
    return _steps((segment for element in elements for segment in _segments(element)), side)


def _steps(segments: Iterable[Segment], side: Emu) -> tuple[PathStep, ...]:
    """Segments on the icons' square as steps in a square of `side` EMU."""
    steps: list[PathStep] = []
    for letter, numbers in segments:
        n = [round(v * side / GRID) for v in numbers]
        match letter:
            case "M":
                steps.append(Move(n[0], n[1]))
            case "L":
                steps.append(LineTo(n[0], n[1]))
            case "C":
                steps.append(Curve(n[0], n[1], n[2], n[3], n[4], n[5]))
            case _:
                steps.append(Close())
    return tuple(steps)


def clock(side: Emu) -> tuple[PathStep, ...]:
    """A clock's face and hands in a square of `side` EMU; drawn here, since time codes need no other icon."""
    face = [*_ellipse(12, 12, 10, 10), ("M", (12.0, 6.0)), ("L", (12.0, 12.0)), ("L", (16.0, 14.0))]
    return _steps(face, side)


def _segments(element: Element) -> Iterator[Segment]:
    """The strokes of one element of an icon."""

    def given(*names: str) -> list[float]:
        return [float(element.get(name) or 0) for name in names]

    match element.tag.rpartition("}")[2]:
        case "path":
            yield from path_segments(element.get("d") or "")
        case "line":
            x1, y1, x2, y2 = given("x1", "y1", "x2", "y2")
            yield from (("M", (x1, y1)), ("L", (x2, y2)))
        case "circle":
            cx, cy, r = given("cx", "cy", "r")
            yield from _ellipse(cx, cy, r, r)
        case "ellipse":
            yield from _ellipse(*given("cx", "cy", "rx", "ry"))
        case "rect":
            x, y, w, h, rx, ry = given("x", "y", "width", "height", "rx", "ry")
            yield from _rectangle(x, y, w, h, rx or ry, ry or rx)
        case "polyline" | "polygon" as tag:
            numbers = [float(v) for v in re.findall(r"-?[\d.]+", element.get("points") or "")]
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            yield from ((("L" if at else "M"), point) for at, point in enumerate(points))
            if tag == "polygon":
                yield "Z", ()


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> Iterator[Segment]:
    yield from _rectangle(cx - rx, cy - ry, 2 * rx, 2 * ry, rx, ry)


def _rectangle(x: float, y: float, w: float, h: float, rx: float, ry: float) -> Iterator[Segment]:
    """A rectangle with elliptical corners, clockwise from its upper side."""
    rx, ry = min(rx, w / 2), min(ry, h / 2)
    a, b = rx * (1 - KAPPA), ry * (1 - KAPPA)
    right, bottom = x + w, y + h
    yield "M", (x + rx, y)
    yield "L", (right - rx, y)
    if rx and ry:
        yield "C", (right - a, y, right, y + b, right, y + ry)
    yield "L", (right, bottom - ry)
    if rx and ry:
        yield "C", (right, bottom - b, right - a, bottom, right - rx, bottom)
    yield "L", (x + rx, bottom)
    if rx and ry:
        yield "C", (x + a, bottom, x, bottom - b, x, bottom - ry)
    yield "L", (x, y + ry)
    if rx and ry:
        yield "C", (x, y + b, x + a, y, x + rx, y)
    yield "Z", ()


def _tokens(data: str) -> list[str]:
    """Letters and numbers of path data. The flags of an arc may stand without a blank: `a2 2 0 012-2`."""

    def part(found: re.Match[str]) -> str:
        numbers, at = found[2], 0
        args: list[str] = []
        while at < len(numbers):
            flag = len(args) % 7 in (3, 4)
            piece = re.compile(r"[01]" if flag else r"[-+]?(?:\d+\.?\d*|\.\d+)").search(numbers, at)
            if piece is None:
                break
            args.append(piece[0])
            at = piece.end()
        return f"{found[1]} {' '.join(args)} "

    return _TOKEN.findall(_FLAGS.sub(part, data))


def path_segments(data: str) -> Iterator[Segment]:
    """SVG path data (SVG 2 §9.3) as M, L, C and Z with absolute coordinates; arcs become cubic curves."""
    tokens = _tokens(data)
    at, command = 0, ""
    x = y = start_x = start_y = 0.0
    handle: tuple[str, float, float] = ("", 0.0, 0.0)
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        count = _ARGUMENTS[command.upper()]
        n = [float(token) for token in tokens[at : at + count]]
        at += count
        upper, base = command.upper(), (x, y) if command.islower() else (0.0, 0.0)
        if upper in "MLCSQT":
            n = [v + base[i % 2] for i, v in enumerate(n)]
        last, handle = handle, ("", 0.0, 0.0)
        match upper:
            case "M":
                start_x, start_y = n
                yield "M", (n[0], n[1])
                command = "l" if command == "m" else "L"  # further pairs draw lines
            case "L":
                yield "L", (n[0], n[1])
            case "H":
                n = [n[0] + base[0], y]
                yield "L", (n[0], n[1])
            case "V":
                n = [x, n[0] + base[1]]
                yield "L", (n[0], n[1])
            case "C" | "S":
                if upper == "S":
                    n = [*((2 * x - last[1], 2 * y - last[2]) if last[0] == "C" else (x, y)), *n]
                yield "C", tuple(n)
                handle = ("C", n[2], n[3])
            case "Q" | "T":
                qx, qy = n[:2] if upper == "Q" else (2 * x - last[1], 2 * y - last[2]) if last[0] == "Q" else (x, y)
                ex, ey = n[-2:]
                third = [x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3, ex + (qx - ex) * 2 / 3, ey + (qy - ey) * 2 / 3]
                yield "C", (*third, ex, ey)
                handle = ("Q", qx, qy)
            case "A":
                n[5:] = [n[5] + base[0], n[6] + base[1]]
                yield from _arc((x, y), n)
            case _:
                yield "Z", ()
                n = [start_x, start_y]
        x, y = n[-2:]


def _arc(start: tuple[float, float], n: Sequence[float]) -> Iterator[Segment]:
    """An elliptical arc as cubic curves of 90 degrees at most. SVG 2 §B.2.4 and B.2.5 (centre parameterization)."""
    rx, ry, angle, large, sweep, ex, ey = n
    sx, sy = start
    if not rx or not ry or (sx, sy) == (ex, ey):
        yield "L", (ex, ey)
        return
    rx, ry, phi = abs(rx), abs(ry), math.radians(angle)
    cos, sin = math.cos(phi), math.sin(phi)
    dx, dy = (sx - ex) / 2, (sy - ey) / 2
    px, py = cos * dx + sin * dy, cos * dy - sin * dx
    if (too_small := (px / rx) ** 2 + (py / ry) ** 2) > 1:
        rx, ry = rx * math.sqrt(too_small), ry * math.sqrt(too_small)
    below = (rx * py) ** 2 + (ry * px) ** 2
    reach = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below) * (-1 if large == sweep else 1)
    qx, qy = reach * rx * py / ry, -reach * ry * px / rx
    cx, cy = cos * qx - sin * qy + (sx + ex) / 2, sin * qx + cos * qy + (sy + ey) / 2
    first = math.atan2((py - qy) / ry, (px - qx) / rx)
    turn = math.atan2((-py - qy) / ry, (-px - qx) / rx) - first
    if sweep and turn < 0:
        turn += math.tau
    elif not sweep and turn > 0:
        turn -= math.tau
    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / count
    k = 4 / 3 * math.tan(step / 4)

    def place(u: float, v: float) -> tuple[float, float]:
        return cx + cos * rx * u - sin * ry * v, cy + sin * rx * u + cos * ry * v

    for at in range(count):
        t0 = first + at * step
        t1 = t0 + step
        (u0, v0), (u1, v1) = ((math.cos(t), math.sin(t)) for t in (t0, t1))
        yield "C", (*place(u0 - k * v0, v0 + k * u0), *place(u1 + k * v1, v1 - k * u1), *place(u1, v1))
