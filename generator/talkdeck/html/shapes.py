"""Drawn shapes as SVG: those of a page, and the art of a layout as one background picture."""

from __future__ import annotations

import math
from urllib.parse import quote

from markupsafe import Markup

from talkdeck.brand.model import Ground, SlideLayout
from talkdeck.html.css import colour, name, number, px
from talkdeck.model.page import Close, Curve, LineTo, Move, PathStep, ShapeBox
from talkdeck.model.units import EMU_PER_PX, Emu


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


def drawing(shape: ShapeBox) -> Markup:
    """A page's shape: its colours are classes, which the slide's ground turns into colours."""
    classes = [f"fl-{name(shape.fill)}"] if shape.fill else []
    classes += [f"st-{name(shape.stroke)}"] if shape.stroke else []
    return Markup(outline(shape, f"class='{' '.join(classes)}'"))


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
    return Markup("data:image/svg+xml," + quote(svg, safe=" ='/:,;()"))
