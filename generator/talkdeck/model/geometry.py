"""The forms that boxes have: where their text may stand, where connectors are glued, and their outlines as paths.

Figures are those of DrawingML's preset shapes (ECMA-376 Part 1 §20.1.10.56 and presetShapeDefinitions.xml), so that a
form drawn from here (HTML) and one that PowerPoint draws agree. `radius` is a rounded corner's, or the horizontal
length of the slanted part of a chevron, pentagon, trapezoid or funnel; 0 is the preset's own. All lengths are EMU.
"""

from __future__ import annotations

from typing import Literal

from talkdeck.model.page import Close, Curve, Geometry, LineTo, Move, PathStep, TextBox
from talkdeck.model.units import Emu, Rect

Side = Literal["top", "left", "bottom", "right"]

PICTURE_CORNER = 12
"""A picture's round corners are this part of its width."""

_SITES: dict[str, tuple[int, int, int, int]] = {"ellipse": (0, 2, 4, 6), "triangle": (0, 1, 3, 5), "can": (1, 2, 3, 4)}
_SIDES: tuple[Side, ...] = ("top", "left", "bottom", "right")
_ARC = 0.5523
"""Distance of the control points of a quarter of a circle, for radius 1."""


def slant(shape: Geometry, width: Emu, height: Emu, radius: Emu) -> Emu:
    """The horizontal length of a form's slanted part, 0 for forms without one."""
    if shape in ("chevron", "pentagon"):
        return min(radius or min(width, height) // 2, width)
    if shape in ("trapezoid", "funnel"):
        return min(radius or min(width, height) // 4, width // 2)
    return 0


def text_area(shape: Geometry, width: Emu, height: Emu, radius: Emu) -> tuple[Emu, Emu, Emu, Emu]:
    """How far from its frame a form keeps its text: left, top, right, bottom. PowerPoint adds its insets to that."""
    s = slant(shape, width, height, radius)
    match shape:
        case "round":
            corner = min(radius, min(width, height) // 2) * 29_289 // 100_000
            return corner, corner, corner, corner
        case "ellipse":
            x, y = width * 14_645 // 100_000, height * 14_645 // 100_000
            return x, y, x, y
        case "chevron":
            return (s, 0, s, 0) if width > 2 * s else (0, 0, 0, 0)
        case "pentagon":
            return 0, 0, s // 2, 0
        case "trapezoid":
            return 2 * s // 3, 2 * height * s // (3 * width), 2 * s // 3, 0
        case "funnel":
            return 2 * s // 3, 0, 2 * s // 3, 2 * height * s // (3 * width)
        case "triangle":
            return width // 4, height // 2, width // 4, 0
        case "diamond":
            return width // 4, height // 4, width // 4, height // 4
        case "can":
            lid = min(width, height) // 4
            return 0, lid, 0, lid // 2
        case _:
            return 0, 0, 0, 0


def glue(shape: Geometry, side: Side) -> int:
    """The number of the connection site on a side of a form, as connectors name it."""
    return _SITES.get(shape, (0, 1, 2, 3))[_SIDES.index(side)]


def site(box: TextBox, side: Side) -> tuple[Emu, Emu]:
    """The point on the slide where a connector is glued to a side of a box."""
    return site_of(box.shape, box.frame, box.radius, side)


def site_of(shape: Geometry, frame: Rect, radius: Emu, side: Side) -> tuple[Emu, Emu]:
    """The point on the slide where a connector is glued to a side of a form in a frame."""
    w, h = frame.w, frame.h
    s = slant(shape, w, h, radius)
    x, y = {"top": (w // 2, 0), "left": (0, h // 2), "bottom": (w // 2, h), "right": (w, h // 2)}[side]
    match shape, side:
        case "chevron", "top" | "bottom":
            x = w - s
        case "chevron", "left":
            x = s
        case "pentagon", "top" | "bottom":
            x = (w - s) // 2
        case "trapezoid" | "funnel", "left":
            x = s // 2
        case "trapezoid" | "funnel", "right":
            x = w - s // 2
        case "triangle", "left":
            x = w // 4
        case "triangle", "right":
            x = w - w // 4
    return frame.x + x, frame.y + y


def path(shape: Geometry, width: Emu, height: Emu, radius: Emu) -> tuple[PathStep, ...]:
    """The outline of a form, its frame's top left corner at the origin; none for rect, round and ellipse, which every
    way of drawing has itself."""
    w, h, s = width, height, slant(shape, width, height, radius)
    if shape == "can":
        return _can(w, h)
    corners: dict[str, tuple[tuple[Emu, Emu], ...]] = {
        "chevron": ((0, 0), (w - s, 0), (w, h // 2), (w - s, h), (0, h), (s, h // 2)),
        "pentagon": ((0, 0), (w - s, 0), (w, h // 2), (w - s, h), (0, h)),
        "trapezoid": ((s, 0), (w - s, 0), (w, h), (0, h)),
        "funnel": ((0, 0), (w, 0), (w - s, h), (s, h)),
        "triangle": ((w // 2, 0), (w, h), (0, h)),
        "diamond": ((w // 2, 0), (w, h // 2), (w // 2, h), (0, h // 2)),
    }
    first, *others = corners.get(shape, ((0, 0),))
    return (Move(*first), *(LineTo(*point) for point in others), Close()) if others else ()


def _can(w: Emu, h: Emu) -> tuple[PathStep, ...]:
    """A drum: its side with the round bottom, then the lid's front edge."""
    ry = min(w, h) // 8
    kx, ky = round(w / 2 * _ARC), round(ry * _ARC)
    c = w // 2
    return (
        Move(0, ry),
        Curve(0, ry - ky, c - kx, 0, c, 0),
        Curve(c + kx, 0, w, ry - ky, w, ry),
        LineTo(w, h - ry),
        Curve(w, h - ry + ky, c + kx, h, c, h),
        Curve(c - kx, h, 0, h - ry + ky, 0, h - ry),
        Close(),
        Move(w, ry),
        Curve(w, ry + ky, c + kx, 2 * ry, c, 2 * ry),
        Curve(c - kx, 2 * ry, 0, ry + ky, 0, ry),
    )
