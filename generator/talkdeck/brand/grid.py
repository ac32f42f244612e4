"""From a brand's inches and columns to rectangles and paths in EMU, for one slide size."""

from __future__ import annotations

import math
import re
from typing import Literal

from talkdeck.brand.spec import ArtSpec, GridSpec, RegionSpec, TilesSpec
from talkdeck.model.page import Close, Curve, LineTo, Move, PathStep, ShapeBox
from talkdeck.model.units import Emu, Rect, inches, points, share
from talkdeck.model.values import Struct

_NUMBER = re.compile(r"[MLCZ]|-?\d*\.?\d+")


class Canvas(Struct, frozen=True):
    """A slide's size (EMU) and its grid."""

    width: Emu
    height: Emu
    grid: GridSpec

    def frame(self, region: RegionSpec) -> Rect:
        """The rectangle of a region. Raises ValueError (a sentence) where the data make none."""
        if region.cols:
            left, right = self._columns(region.cols)
        elif len(region.x) == 2:
            left, right = (self._edge(value, self.width, at) for at, value in enumerate(region.x))
        else:
            raise ValueError("a region needs `cols: [first, last]` or `x: [left, right]`")
        if len(region.y) != 2:
            raise ValueError("a region needs `y: [top, bottom]`")
        top, bottom = (self._edge(value, self.height, at) for at, value in enumerate(region.y))
        if left >= right or top >= bottom:
            raise ValueError("the region is empty: its right or bottom edge lies before its left or top one")
        return Rect(left, top, right - left, bottom - top)

    def tiles(self, spec: TilesSpec, shape: str) -> tuple[Rect, ...]:
        """The tiles' rectangles, row by row or column by column; tracks end exactly on the grid's edges."""
        across = spec.across.get(shape)
        if not across or across < 1:
            raise ValueError(f"`across` has no number for {shape}")
        if len(spec.y) != 2:
            raise ValueError("tiles need `y: [top, bottom]`")
        left, right = self._columns(spec.cols)
        top, bottom = inches(spec.y[0]), inches(spec.y[1])
        columns = share(right - left, (1,) * across, inches(spec.gap[0]))
        rows = share(bottom - top, (1,) * -(-spec.count // across), inches(spec.gap[-1]))
        if spec.down:
            cells = [Rect(left + x, top + y, w, h) for x, w in columns for y, h in rows]
        else:
            cells = [Rect(left + x, top + y, w, h) for y, h in rows for x, w in columns]
        lift = inches(spec.rise)
        return tuple(Rect(c.x, c.y - n * lift, c.w, c.h + n * lift) for n, c in enumerate(cells[: spec.count]))

    def _columns(self, cols: tuple[int | Literal["edge"], ...]) -> tuple[Emu, Emu]:
        if len(cols) != 2:
            raise ValueError("`cols` needs a first and a last column")
        left, right = inches(self.grid.left), self.width - inches(self.grid.right)
        tracks = share(right - left, (1,) * self.grid.columns, inches(self.grid.gutter))
        for value in cols:
            if value != "edge" and not 1 <= value <= len(tracks):
                raise ValueError(f"there is no column {value}; the grid has {len(tracks)}")
        first, last = cols
        start = 0 if first == "edge" else left + tracks[first - 1][0]
        end = self.width if last == "edge" else left + sum(tracks[last - 1])
        return start, end

    @staticmethod
    def _edge(value: float | Literal["edge"], total: Emu, at: int) -> Emu:
        if value == "edge":
            return total if at else 0
        return total + inches(value) if value < 0 else inches(value)


def part_frame(tile: Rect, region: RegionSpec) -> Rect:
    """A part's rectangle inside its tile: inches from its edges, 0 or negative second values from the far one."""

    def along(values: tuple[float | Literal["edge"], ...], total: Emu) -> tuple[Emu, Emu]:
        if len(values) != 2:
            raise ValueError("a tile's part needs `x: [left, right]` and `y: [top, bottom]`")
        start, end = (0.0 if v == "edge" else v for v in values)
        a = total + inches(start) if start < 0 else inches(start)
        b = total + inches(end) if end <= 0 else inches(end)
        if a >= b:
            raise ValueError("the part is empty: the tile is too small for it")
        return a, b

    left, right = along(region.x, tile.w)
    top, bottom = along(region.y, tile.h)
    return Rect(tile.x + left, tile.y + top, right - left, bottom - top)


def draw(spec: ArtSpec, canvas: Rect) -> ShapeBox:
    """One shape of a brand's art on a canvas: the slide, or a tile. 0 as width or height reaches across."""
    left = canvas.x + (canvas.w if spec.edge == "right" else 0)
    common = {
        "fill": spec.fill,
        "fade": spec.fade,
        "angle": spec.angle,
        "stroke": spec.stroke,
        "stroke_width": points(spec.width) if spec.stroke else 0,
        "opacity": round(spec.opacity * 1000),
    }
    for shape, values in (("rect", spec.rect), ("round", spec.round), ("ellipse", spec.ellipse)):
        if values:
            x, y, w, h = (inches(v) for v in values[:4])
            frame = Rect(left + x, canvas.y + y, w or canvas.w - x, h or canvas.h - y)
            radius = inches(values[4]) if shape == "round" and len(values) > 4 else 0
            return ShapeBox(frame=frame, shape=shape, radius=radius, **common)  # type: ignore[arg-type]
    steps = _ring(spec.arc) if spec.arc else _steps(spec.path or "")
    if not steps:
        raise ValueError("a shape needs one of rect, round, ellipse, arc or path")
    xs = [v for _, numbers in steps for v in numbers[::2]]
    ys = [v for _, numbers in steps for v in numbers[1::2]]
    x0, y0 = min(xs), min(ys)
    frame = Rect(left + inches(x0), canvas.y + inches(y0), inches(max(xs) - x0), inches(max(ys) - y0))
    path = tuple(_step(letter, numbers, x0, y0) for letter, numbers in steps)
    return ShapeBox(frame=frame, shape="path", path=path, **common)  # type: ignore[arg-type]


Step = tuple[str, tuple[float, ...]]
"""A letter of SVG's path language (M, L, C, Z) and its numbers in inches."""


def _step(letter: str, numbers: tuple[float, ...], x0: float, y0: float) -> PathStep:
    n = [inches(v - (y0 if i % 2 else x0)) for i, v in enumerate(numbers)]
    if letter == "M":
        return Move(*n)
    if letter == "L":
        return LineTo(*n)
    return Curve(*n) if letter == "C" else Close()


def _steps(path: str) -> list[Step]:
    """SVG path data (absolute M, L, C, Z) as steps."""
    steps: list[Step] = []
    tokens = _NUMBER.findall(path)
    need = {"M": 2, "L": 2, "C": 6, "Z": 0}
    at, letter = 0, ""
    while at < len(tokens):
        if tokens[at] in need:
            letter, at = tokens[at], at + 1
        if not letter or at + need[letter] > len(tokens):
            raise ValueError(f"the path breaks off: {path!r}")
        steps.append((letter, tuple(float(t) for t in tokens[at : at + need[letter]])))
        at += need[letter]
    return steps


def _ring(arc: tuple[float, ...]) -> list[Step]:
    """Part of a ring (or of a disc, inner radius 0) as a path of cubic curves, at most 90 degrees each.

    The control points' distance 4/3 tan(a/4) keeps the error below 0.03 % of the radius.
    """
    if len(arc) != 6:
        raise ValueError("`arc` needs centre x, y, outer and inner radius, start and end")
    cx, cy, outer, inner, start, end = arc

    def sweep(radius: float, a: float, b: float) -> list[Step]:
        count = max(1, math.ceil(abs(b - a) / 90 - 1e-9))
        step = math.radians((b - a) / count)
        reach = 4 / 3 * math.tan(step / 4) * radius
        curves: list[Step] = []
        for n in range(count):
            t0 = math.radians(a) + n * step
            t1 = t0 + step
            (x0, y0), (x1, y1) = ((cx + radius * math.sin(t), cy - radius * math.cos(t)) for t in (t0, t1))
            numbers = (
                x0 + reach * math.cos(t0),
                y0 + reach * math.sin(t0),
                x1 - reach * math.cos(t1),
                y1 - reach * math.sin(t1),
                x1,
                y1,
            )
            curves.append(("C", tuple(round(v, 6) for v in numbers)))
        return curves

    def point(radius: float, degrees: float) -> tuple[float, float]:
        t = math.radians(degrees)
        return round(cx + radius * math.sin(t), 6), round(cy - radius * math.cos(t), 6)

    whole = abs(end - start) >= 360
    steps: list[Step] = [("M", point(outer, start)), *sweep(outer, start, end)]
    if whole:
        steps.append(("Z", ()))
        if inner:
            steps += [("M", point(inner, end)), *sweep(inner, end, start), ("Z", ())]
        return steps
    steps.append(("L", point(inner, end)))
    if inner:
        steps += sweep(inner, end, start)
    return [*steps, ("Z", ())]
