"""Shapes as the templates want them: preset or custom geometry, fill and outline as theme colours, connectors."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from talkdeck.model.geometry import path, slant, text_area
from talkdeck.model.page import Close, ConnectorBox, Curve, Geometry, LineTo, Move, PathStep, ShapeBox
from talkdeck.model.units import Emu, Rect
from talkdeck.model.values import Struct
from talkdeck.pptx.style import Palette

if TYPE_CHECKING:
    from markupsafe import Markup

_PRESETS: dict[str, str] = {
    "rect": "rect",
    "round": "roundRect",
    "ellipse": "ellipse",
    "chevron": "chevron",
    "pentagon": "homePlate",
    "trapezoid": "trapezoid",
    "triangle": "triangle",
    "diamond": "diamond",
    "can": "can",
}
_FULLY_ROUND = 50_000
_FLATTEST = 12_700
"""Least height of a bent connector with more than one step: its corners are in parts of that."""

_TURN = 60_000
"""A degree, as attributes have it (§20.1.10.3 ST_Angle)."""


class Segment(Struct, frozen=True):
    """One command of a path (§20.1.9): its element's name and points."""

    tag: str
    points: tuple[tuple[int, int], ...]


class Outline(Struct, frozen=True):
    """A form (§20.1.9): a preset with its adjustment, or a path in a frame of `size`. `slant` places the sites of a
    path that connectors can be glued to."""

    preset: str | None
    adjust: int | None = None
    segments: tuple[Segment, ...] = ()
    size: tuple[Emu, Emu] = (0, 0)
    slant: Emu | None = None


class Drawing(Struct, frozen=True):
    """A decorative shape."""

    kind: str
    id: int
    name: str
    frame: Rect
    outline: Outline
    fill: Markup | None
    stroke: Markup | None
    stroke_width: int
    fade: Markup | None = None
    angle: int = 0
    """Of a gradient: the colour it ends in, and its direction in 60,000ths of a degree (§20.1.10.3 ST_Angle)."""


def drawing(box: ShapeBox, id_: int, name: str, palette: Palette) -> Drawing:
    """A shape box on the ground of `palette`."""
    frame = box.frame
    if box.shape == "path":
        form = Outline(None, segments=tuple(map(_segment, box.path)), size=(frame.w, frame.h))
    else:
        form = outline(box.shape, frame.w, frame.h, box.radius)
    return Drawing(
        kind="drawing",
        id=id_,
        name=name,
        frame=frame,
        outline=form,
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


def outline(shape: Geometry, width: Emu, height: Emu, radius: Emu) -> Outline:
    """The form of a box. A preset's adjustment is against the shorter side, in thousandths of a percent."""
    preset = _PRESETS.get(shape)
    if preset is None:
        steps = tuple(map(_segment, path(shape, width, height, radius)))
        return Outline(None, None, steps, (width, height), slant(shape, width, height, radius))
    shorter = max(1, min(width, height))
    if shape == "round":
        return Outline(preset, min(_FULLY_ROUND, radius * 100_000 // shorter))
    if radius and (length := slant(shape, width, height, radius)):
        return Outline(preset, length * 100_000 // shorter)
    return Outline(preset)


def insets(inset: tuple[Emu, Emu, Emu, Emu], shape: Geometry, frame: Rect, radius: Emu) -> tuple[Emu, Emu, Emu, Emu]:
    """A box's insets as PowerPoint counts them: from where a preset lets text begin, not from the frame.

    A path of our own lets it begin at the frame: LibreOffice 7.4 loses text in any other area.
    """
    if shape not in _PRESETS or shape == "rect":
        return inset
    area = text_area(shape, frame.w, frame.h, radius)
    left, top, right, bottom = (max(0, own - kept) for own, kept in zip(inset, area, strict=True))
    return left, top, right, bottom


class Course(Struct, frozen=True):
    """How a connector runs: its preset, frame, turn and flips, and the places of its corners.

    A bent connector begins level at its frame's top left corner and ends at the bottom right one; flips and then a
    turn about the frame's centre bring it where it belongs (§20.1.7.6 a:xfrm). `adjust` are parts of width and height
    in thousandths of a percent.
    """

    preset: str
    frame: Rect
    turn: int = 0
    flip_h: bool = False
    flip_v: bool = False
    adjust: tuple[int, ...] = ()


def course(box: ConnectorBox) -> Course:
    """The course of a connector along its points. Raises ValueError for one of no or more than five segments, or
    whose segments do not alternate between level and upright."""
    points = _without_repeats(box.points)
    (x0, y0), (x1, y1) = points[0], points[-1]
    w, h = abs(x1 - x0), abs(y1 - y0)
    left, top = min(x0, x1), min(y0, y1)
    if len(points) == 2:
        return Course("straightConnector1", Rect(left, top, w, h), 0, x1 < x0, y1 < y0)
    if not 3 <= len(points) <= 6:
        raise ValueError(f"{box.node}: no connector has {len(points) - 1} segments")
    upright = points[0][0] == points[1][0]
    for number, ((ax, ay), (bx, by)) in enumerate(pairwise(points)):
        if (ax == bx) != (upright == (number % 2 == 0)) or (ax != bx and ay != by):
            raise ValueError(f"{box.node}: a connector's segments are level and upright by turns")
    along, across = (h, w) if upright else (w, h)
    # Along the first segment and across it, counted from the start towards the end.
    forward = -1 if (y1 < y0 if upright else x1 < x0) else 1
    aside = -1 if (x1 < x0 if upright else y1 < y0) else 1
    if len(points) > 3:
        along, across = max(along, _FLATTEST), max(across, _FLATTEST) if len(points) > 4 else across
    adjust = []
    for number, (x, y) in enumerate(points[1:-2], start=1):
        if number % 2:  # the end of a segment that runs like the first
            adjust.append(((y - y0) if upright else (x - x0)) * forward * 100_000 // along)
        else:
            adjust.append(((x - x0) if upright else (y - y0)) * aside * 100_000 // across)
    preset = f"bentConnector{len(points) - 1}"
    if not upright:
        place = Rect(x0 if forward > 0 else x0 - along, y0 if aside > 0 else y0 - across, along, across)
        return Course(preset, place, 0, forward < 0, aside < 0, tuple(adjust))
    # Turned by 90 degrees, what was level runs downwards and what was below lies to the left.
    cx = x0 + aside * across // 2
    cy = y0 + forward * along // 2
    place = Rect(cx - along // 2, cy - across // 2, along, across)
    return Course(preset, place, 90 * _TURN, forward < 0, aside > 0, tuple(adjust))


def drawn_course(box: ConnectorBox) -> tuple[Rect, Outline]:
    """A connector's course as a path, with its frame; for programs that lead connectors another way."""
    frame = box.frame
    steps: list[PathStep] = [
        (LineTo if n else Move)(x - frame.x, y - frame.y) for n, (x, y) in enumerate(_without_repeats(box.points))
    ]
    size = (max(1, frame.w), max(1, frame.h))
    return frame, Outline(None, segments=tuple(map(_segment, steps)), size=size)


def _without_repeats(points: tuple[tuple[Emu, Emu], ...]) -> list[tuple[Emu, Emu]]:
    """A course without points that stand on the one before."""
    return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]


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
