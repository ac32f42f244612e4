"""Drawn shapes as the templates want them: preset or custom geometry, fill and outline as theme colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talkdeck.model.page import Close, Curve, LineTo, Move, PathStep, ShapeBox
from talkdeck.model.units import Rect
from talkdeck.pptx.style import Palette

if TYPE_CHECKING:
    from markupsafe import Markup

_PRESETS = {"rect": "rect", "round": "roundRect", "ellipse": "ellipse"}
_FULLY_ROUND = 50_000


@dataclass(frozen=True, slots=True)
class Segment:
    """One command of a path (§20.1.9): its element's name and points."""

    tag: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A decorative shape. `preset` is None for a path; `corner` is the adjustment of a rounded rectangle."""

    kind: str
    id: int
    name: str
    frame: Rect
    preset: str | None
    corner: int | None
    segments: tuple[Segment, ...]
    fill: Markup | None
    stroke: Markup | None
    stroke_width: int
    fade: Markup | None = None
    angle: int = 0
    """Of a gradient: the colour it ends in, and its direction in 60,000ths of a degree (§20.1.10.3 ST_Angle)."""


def drawing(box: ShapeBox, id_: int, name: str, palette: Palette) -> Drawing:
    """A shape box on the ground of `palette`."""
    frame = box.frame
    corner = None
    if box.shape == "round":
        # avLst adj of roundRect: the radius against the shorter side, in thousandths of a percent, half at most.
        corner = min(_FULLY_ROUND, box.radius * 100_000 // max(1, min(frame.w, frame.h)))
    return Drawing(
        kind="drawing",
        id=id_,
        name=name,
        frame=frame,
        preset=_PRESETS.get(box.shape),
        corner=corner,
        segments=tuple(_segment(step) for step in box.path),
        fill=palette.shade(box.fill, box.opacity) if box.fill else None,
        stroke=palette.shade(box.stroke, box.opacity) if box.stroke else None,
        stroke_width=box.stroke_width,
        fade=_fade(box, palette),
        angle=box.angle % 360 * 60_000,
    )


def _fade(box: ShapeBox, palette: Palette) -> Markup | None:
    if not box.fill or not box.fade:
        return None
    return palette.shade(box.fill, 0) if box.fade == "clear" else palette.shade(box.fade, box.opacity)


def _segment(step: PathStep) -> Segment:
    match step:
        case Move(x, y):
            return Segment("moveTo", ((x, y),))
        case LineTo(x, y):
            return Segment("lnTo", ((x, y),))
        case Curve(x1, y1, x2, y2, x, y):
            return Segment("cubicBezTo", ((x1, y1), (x2, y2), (x, y)))
        case Close():
            return Segment("close", ())
