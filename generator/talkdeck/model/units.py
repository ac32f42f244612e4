"""Lengths and rectangles: integer EMU everywhere between the stages.

914400 EMU are an inch, 12700 a point, 9525 a CSS pixel. Integers add up exactly and give the same bytes on every
machine. Type sizes are hundredths of a point (`Cpt`), as PowerPoint's `sz` attribute has them.
"""

from __future__ import annotations

from itertools import pairwise

from talkdeck.model.values import Struct

Emu = int
Cpt = int

EMU_PER_INCH = 914_400
EMU_PER_PT = 12_700
EMU_PER_PX = 9_525
EMU_PER_CPT = 127


def inches(value: float) -> Emu:
    """Inches to EMU, rounded to the nearest."""
    return round(value * EMU_PER_INCH)


def points(value: float) -> Emu:
    """Points to EMU, rounded to the nearest."""
    return round(value * EMU_PER_PT)


class Rect(Struct, frozen=True):
    """A rectangle in EMU; the origin is the slide's top left corner."""

    x: Emu
    y: Emu
    w: Emu
    h: Emu

    @property
    def right(self) -> Emu:
        return self.x + self.w

    @property
    def bottom(self) -> Emu:
        return self.y + self.h

    def inset(self, left: Emu, top: Emu | None = None, right: Emu | None = None, bottom: Emu | None = None) -> Rect:
        """The rectangle inside, CSS-like: one value for all sides, two for horizontal and vertical, or four."""
        top = left if top is None else top
        right = left if right is None else right
        bottom = top if bottom is None else bottom
        return Rect(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def contains(self, other: Rect) -> bool:
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom


def share(total: Emu, weights: tuple[int, ...], gap: Emu = 0) -> tuple[tuple[Emu, Emu], ...]:
    """Split a length into tracks (offset, length) with a gap between them; they end exactly on `total`.

    n positive weights in (n >= 1), n tracks out, same order, EMU throughout. Cut points are rounded, not lengths,
    so the rounding error never accumulates and the last track still ends on the margin.
    """
    pool, whole = total - gap * (len(weights) - 1), sum(weights)
    marks = [pool * sum(weights[:i]) // whole for i in range(len(weights) + 1)]
    return tuple((a + gap * i, b - a) for i, (a, b) in enumerate(pairwise(marks)))
