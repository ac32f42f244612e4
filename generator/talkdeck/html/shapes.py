"""Drawn shapes as SVG: those of a page, and the art of a layout as one background picture."""

from __future__ import annotations

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


def art_address(layout: SlideLayout, ground: Ground, width: Emu, height: Emu) -> Markup:
    """The art of a layout as a `data:` address, drawn once however many slides stand on it; empty without art."""
    if not layout.art:
        return Markup()
    elements = []
    for shape in layout.art:
        paint = f"fill='{colour(ground.colours[shape.fill].hex)}'" if shape.fill else "fill='none'"
        if shape.stroke:
            paint += f" stroke='{colour(ground.colours[shape.stroke].hex)}'"
        place = f"translate({_length(shape.frame.x)} {_length(shape.frame.y)})"
        elements.append(f"<g transform='{place}'>{outline(shape, paint)}</g>")
    size = f"width='{px(width)}' height='{px(height)}' viewBox='0 0 {_length(width)} {_length(height)}'"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{''.join(elements)}</svg>"
    return Markup("data:image/svg+xml," + quote(svg, safe=" ='/:,;()"))
