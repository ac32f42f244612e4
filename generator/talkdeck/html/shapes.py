"""Shapes as SVG: drawn ones, forms of text boxes, connectors, and the art of a layout as one background picture."""

from __future__ import annotations

import math
import re
from math import hypot
from urllib.parse import quote

from markupsafe import Markup

from talkdeck.brand.model import Ground, SlideLayout
from talkdeck.html.css import colour, name, number, px
from talkdeck.model.geometry import path
from talkdeck.model.page import Close, ConnectorBox, Curve, LineTo, Move, PathStep, ShapeBox, TextBox
from talkdeck.model.units import EMU_PER_PT, EMU_PER_PX, Emu, Rect

_UNSAFE = re.compile(r"[^A-Za-z0-9_.~ ='/:,;()-]+")
"""What a `data:` address cannot hold as it is, or a style sheet not between double quotation marks."""

HEAD = 3
"""Length and width of an arrow's head in line widths, as PowerPoint draws a head of medium size."""

THINNEST_HEAD = 2 * EMU_PER_PT
"""Heads of thinner lines are as large as this line's."""


def _length(value: Emu) -> str:
    return number(value / EMU_PER_PX)


def path_data(steps: tuple[PathStep, ...]) -> str:
    """A path as the `d` attribute, in CSS pixels."""
    parts = []
    for step in steps:
        match step:
            case Move():
                parts.append(f"M{_length(step.x)} {_length(step.y)}")
            case LineTo():
                parts.append(f"L{_length(step.x)} {_length(step.y)}")
            case Curve():
                points = (step.x1, step.y1, step.x2, step.y2, step.x, step.y)
                parts.append("C" + " ".join(map(_length, points)))
            case Close():
                parts.append("Z")
    return "".join(parts)


def outline(shape: ShapeBox, paint: str) -> str:
    """The SVG element of a shape, its frame's top left corner at the origin; `paint` are its colour attributes."""
    w, h = _length(shape.frame.w), _length(shape.frame.h)
    if shape.stroke_width:
        paint += f" stroke-width='{_length(shape.stroke_width)}'"
    if shape.opacity != 100_000:
        paint += f" opacity='{number(shape.opacity / 100_000, 3)}'"
    match shape.shape:
        case "ellipse":
            rx, ry = _length(shape.frame.w // 2), _length(shape.frame.h // 2)
            return f"<ellipse cx='{rx}' cy='{ry}' rx='{rx}' ry='{ry}' {paint}/>"
        case "path":
            return f"<path d='{path_data(shape.path)}' {paint}/>"
        case _:
            corner = f" rx='{_length(shape.radius)}'" if shape.shape == "round" else ""
            return f"<rect width='{w}' height='{h}'{corner} {paint}/>"


def drawing(shape: ShapeBox) -> str:
    """A page's shape: its colours are classes, which the slide's ground turns into colours."""
    classes = [f"fl-{name(shape.fill)}"] if shape.fill else []
    classes += [f"st-{name(shape.stroke)}"] if shape.stroke else []
    return outline(shape, f"class='{' '.join(classes)}'")


def _fade(name: str, shape: ShapeBox, ground: Ground) -> str:
    """The gradient of a shape as DrawingML has it (§20.1.8.41 a:lin): across the frame, along the given direction."""
    assert shape.fill is not None
    first = ground.colours[shape.fill].hex
    last = first if shape.fade == "clear" else ground.colours[shape.fade or ""].hex
    turn, w, h = math.radians(shape.angle), shape.frame.w, shape.frame.h
    reach = (abs(w * math.cos(turn)) + abs(h * math.sin(turn))) / 2
    dx, dy = round(reach * math.cos(turn)), round(reach * math.sin(turn))
    ends = zip(("x1", "y1", "x2", "y2"), (w // 2 - dx, h // 2 - dy, w // 2 + dx, h // 2 + dy), strict=True)
    course = " ".join(f"{key}='{_length(value)}'" for key, value in ends)
    clear = " stop-opacity='0'" if shape.fade == "clear" else ""
    stops = f"<stop stop-color='{colour(first)}'/><stop offset='1' stop-color='{colour(last)}'{clear}/>"
    return f"<linearGradient id='{name}' gradientUnits='userSpaceOnUse' {course}>{stops}</linearGradient>"


def form(box: TextBox) -> str:
    """The form of a text box behind its words, where a background and round corners cannot draw it; else nothing."""
    if not (box.fill or box.stroke) or (box.shape in ("rect", "round", "ellipse") and not box.stroke):
        return ""
    w, h = box.frame.w, box.frame.h
    steps = path(box.shape, w, h, box.radius)
    shape = "path" if steps else box.shape
    drawn = drawing(
        ShapeBox(
            frame=box.frame,
            shape=shape,  # type: ignore[arg-type]
            radius=box.radius,
            path=steps,
            fill=box.fill,
            stroke=box.stroke,
            stroke_width=box.stroke_width,
        )
    )
    return f'<svg class="form" viewBox="0 0 {_length(w)} {_length(h)}" aria-hidden="true">{drawn}</svg>'


def drawn_frame(box: ShapeBox | ConnectorBox) -> Rect:
    """The place of a shape's drawing: around a connector there is room for its heads, since a level line has no height
    and nothing would be drawn."""
    return box.frame.inset(-HEAD * max(box.stroke_width, THINNEST_HEAD)) if isinstance(box, ConnectorBox) else box.frame


def connector(box: ConnectorBox) -> str:
    """The line of a connector and its heads, the top left corner of `drawn_frame` at the origin."""
    frame, width = drawn_frame(box), _length(box.stroke_width)
    points = [((x - frame.x) / EMU_PER_PX, (y - frame.y) / EMU_PER_PX) for x, y in box.points]
    long = HEAD * max(box.stroke_width, THINNEST_HEAD) / EMU_PER_PX
    heads = []
    if box.arrow != "none":
        points[-1], head = _head(points[-2], points[-1], long)
        heads.append(head)
    if box.arrow == "both":
        points[0], head = _head(points[1], points[0], long)
        heads.append(head)
    course = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    dashes = (
        f' stroke-dasharray="{number(4 * box.stroke_width / EMU_PER_PX)} {number(3 * box.stroke_width / EMU_PER_PX)}"'
    )
    line = f'<polyline class="st-{name(box.stroke)}" points="{course}" stroke-width="{width}"{dashes * box.dashed}/>'
    return line + "".join(f'<path class="fl-{name(box.stroke)}" d="{head}"/>' for head in heads)


def _head(before: tuple[float, float], tip: tuple[float, float], long: float) -> tuple[tuple[float, float], str]:
    """Where a line ends under its head, and the head as path data."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    whole = hypot(dx, dy) or 1.0
    ux, uy = dx / whole, dy / whole
    bx, by = tip[0] - long * ux, tip[1] - long * uy
    corners = (tip, (bx - long / 2 * uy, by + long / 2 * ux), (bx + long / 2 * uy, by - long / 2 * ux))
    under = tip[0] - long * 0.6 * ux, tip[1] - long * 0.6 * uy
    return under, "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "Z"


def art_address(layout: SlideLayout, ground: Ground, width: Emu, height: Emu) -> Markup:
    """The art of a layout as a `data:` address, drawn once however many slides stand on it; empty without art."""
    if not layout.art:
        return Markup()
    elements = []
    for at, shape in enumerate(layout.art):
        paint = f"fill='{colour(ground.colours[shape.fill].hex)}'" if shape.fill else "fill='none'"
        if shape.fill and shape.fade:
            paint = f"fill='url(#f{at})'"
            elements.append(_fade(f"f{at}", shape, ground))
        if shape.stroke:
            paint += f" stroke='{colour(ground.colours[shape.stroke].hex)}'"
        place = f"translate({_length(shape.frame.x)} {_length(shape.frame.y)})"
        elements.append(f"<g transform='{place}'>{outline(shape, paint)}</g>")
    size = f"width='{px(width)}' height='{px(height)}' viewBox='0 0 {_length(width)} {_length(height)}'"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{''.join(elements)}</svg>"
    return Markup("data:image/svg+xml," + _UNSAFE.sub(lambda found: quote(found[0]), svg))
