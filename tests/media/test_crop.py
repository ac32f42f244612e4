"""A picture in its frame: cropped or fitted, never distorted, never outside."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from talkdeck.media.crop import WHOLE, contain, cover, pixels
from talkdeck.model.units import Rect, inches

side = st.integers(1, 20_000)
emu = st.integers(10_000, 12_192_000)


@settings(deadline=None, max_examples=60)
@given(side, side, emu, emu)
def test_cover_cuts_one_direction_evenly_and_keeps_the_shape(pw: int, ph: int, fw: int, fh: int) -> None:
    left, top, right, bottom = cover(pw, ph, fw, fh)
    assert min(left, top, right, bottom) >= 0
    assert left + right <= WHOLE
    assert top + bottom <= WHOLE
    assert (left, right) == (0, 0) or (top, bottom) == (0, 0)
    assert 0 <= right - left <= 1
    assert 0 <= bottom - top <= 1
    shown_w, shown_h = pw * (WHOLE - left - right), ph * (WHOLE - top - bottom)
    # The remaining part has the frame's shape, to the thousandth of a percent that a crop can say.
    assert abs(shown_w * fh - shown_h * fw) <= max(pw * fh, ph * fw)


def test_cover_of_the_same_shape_cuts_nothing() -> None:
    assert cover(16, 9, 1600, 900) == (0, 0, 0, 0)
    assert cover(400, 300, 300, 300) == (12_500, 0, 12_500, 0)
    assert cover(300, 400, 300, 300) == (0, 12_500, 0, 12_500)


@settings(deadline=None, max_examples=60)
@given(side, side, emu, emu)
def test_contain_fits_inside_and_touches_two_sides(pw: int, ph: int, fw: int, fh: int) -> None:
    frame = Rect(1234, 5678, fw, fh)
    box = contain(pw, ph, frame)
    assert frame.contains(box)
    assert box.w > 0
    assert box.h > 0
    assert box.w == fw or box.h == fh
    assert abs((box.x - frame.x) * 2 + box.w - fw) <= 1
    assert abs((box.y - frame.y) * 2 + box.h - fh) <= 1


def test_pixels_are_two_for_each_of_css() -> None:
    assert pixels(inches(1)) == 192
    assert pixels(inches(13.333333)) == 2560
    assert pixels(1) == 1
    assert pixels(0) == 1
