"""How a picture sits in its frame: how much is cropped, how it is fitted, how many pixels it needs."""

from __future__ import annotations

from talkdeck.model.units import EMU_PER_PX, Emu, Rect

WHOLE = 100_000
"""All of a picture's width or height, in thousandths of a percent."""


def cover(picture_w: int, picture_h: int, frame_w: int, frame_h: int) -> tuple[int, int, int, int]:
    """What to leave off left, top, right, bottom (thousandths of a percent) so that a picture fills its frame.

    All four lengths are positive; the picture's are pixels, the frame's any unit. The cut is centred, and an odd
    thousandth goes to the right or bottom. Nothing is cut in more than one direction.
    Source: ECMA-376 Part 1 §20.1.8.55 (a:srcRect) for the unit.
    """
    across, down = picture_w * frame_h, picture_h * frame_w
    if across >= down:
        off = WHOLE - WHOLE * down // across
        return off // 2, 0, off - off // 2, 0
    off = WHOLE - WHOLE * across // down
    return 0, off // 2, 0, off - off // 2


def contain(picture_w: int, picture_h: int, frame: Rect) -> Rect:
    """The largest rectangle of the picture's shape inside the frame, centred. Never empty, never outside."""
    across, down = picture_w * frame.h, picture_h * frame.w
    if across >= down:
        h = max(1, min(frame.h, round(frame.w * picture_h / picture_w)))
        return Rect(frame.x, frame.y + (frame.h - h) // 2, frame.w, h)
    w = max(1, min(frame.w, round(frame.h * picture_w / picture_h)))
    return Rect(frame.x + (frame.w - w) // 2, frame.y, w, frame.h)


def pixels(length: Emu) -> int:
    """Pixels that a length shown on a slide deserves: two for each CSS pixel of 96 dpi, rounded up, at least one."""
    return max(1, -(-2 * length // EMU_PER_PX))
