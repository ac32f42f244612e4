"""Art of a magazine's page: half-tone dots, hairline columns, cropped letters, one red form on paper.

All proportions follow the canvas, so that a banner and a tall frame are composed, not cut from a wide one.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, hypot, pi, sin

from talkdeck.media.canvas import BLEND, FIELD, FORM, QUIET, SIDE, SPARK, Canvas, Dice


def halftone(canvas: Canvas, dice: Dice) -> None:
    """A ball printed in coarse dots, beside hairline columns; a small red disc."""
    w, h = canvas.width, canvas.height
    r = 0.44 * h if w >= h else 0.5 * w
    x, y = (w * 0.64, h * 0.5) if w > 1.15 * h else (w * 0.54, h * 0.46)
    _columns(canvas, 0.07 * w, 0.93 * w, 0.08 * h, 0.92 * h)
    canvas.disc(x, y, r, FIELD)
    light = (-0.45 + 0.1 * dice.below(3), -0.45)
    pitch = r / 9
    for px, py in _screen(x - r, y - r, x + r, y + r, pitch):
        u, v = (px - x) / r, (py - y) / r
        if hypot(u, v) < 0.97:
            canvas.disc(px, py, pitch * (0.14 + 0.5 * min(1.0, hypot(u - light[0], v - light[1]) / 1.5)), FORM)
    canvas.disc(x - 1.02 * r, y + 0.72 * r, 0.17 * r, SPARK)


def opening(canvas: Canvas, dice: Dice) -> None:
    """An opening quotation mark, so large that the page crops it; one of its halves is red."""
    w, h = canvas.width, canvas.height
    size = 1.02 * h if w >= h else 0.86 * w
    left, top = w - 1.26 * size if w >= h else -0.04 * w, 0.10 * h if w >= h else 0.2 * h
    _columns(canvas, 0.07 * w, 0.93 * w, 0.08 * h, 0.92 * h)
    red = dice.below(2)
    for number in range(2):
        _quote(canvas, left + number * 0.66 * size, top, size, SPARK if number == red else FORM)


def stem(canvas: Canvas, dice: Dice) -> None:
    """A serif letter of two stems, cropped by the page, and a red disc in its lap."""
    w, h = canvas.width, canvas.height
    high = 1.1 * h if w > 1.2 * h else 0.78 * h
    thick = 0.2 * min(high, w)
    left, top = w * (0.34 if w > 1.2 * h else 0.12), -0.12 * h if w > 1.2 * h else 0.26 * h
    span = min(0.86 * high, 0.78 * w)
    _columns(canvas, 0.06 * w, 0.94 * w, 0.08 * h, 0.92 * h)
    for x in (left, left + span):
        canvas.box(x, top, x + thick, top + high, FORM)
        for level in (top, top + high - thick * 0.16):
            canvas.box(x - 0.42 * thick, level, x + 1.42 * thick, level + thick * 0.16, FORM)
        for side in (0, 1):
            edge, out = x + side * thick, (2 * side - 1) * 0.4 * thick
            foot = top + high - thick * 0.16
            canvas.polygon(((edge, foot - 0.34 * thick), (edge, foot), (edge + out, foot)), FORM)
    canvas.box(left + thick, top + 0.47 * high, left + span, top + 0.52 * high, FORM)
    gap = (span - thick) / 2
    canvas.disc(left + thick + gap, top + 0.47 * high - 0.5 * gap, 0.5 * gap, SPARK)
    if canvas.width > 1.2 * h:
        _lines(canvas, dice, 0.08 * w, 0.25 * w, 0.17 * h, 0.58 * h, True)


def bowl(canvas: Canvas, dice: Dice) -> None:
    """A round letter with its thick and thin strokes, cropped, and a red full stop."""
    w, h = canvas.width, canvas.height
    r = 0.66 * h if w >= h else 0.56 * w
    x, y = w * (0.68 if w > 1.2 * h else 0.56), h * (0.55 if w >= h else 0.5)
    wide = r * 0.94
    for number in range(1, 5):
        canvas.box(w * number / 5, 0, w * number / 5 + max(1, w / 640), h, QUIET)
    canvas.oval(x, y, wide, r, FORM)
    canvas.oval(x, y, wide * 0.47, r * 0.93, FIELD)
    if dice.chance(50):
        pitch = r / 10
        for px, py in _screen(x - wide * 0.4, y - r * 0.2, x + wide * 0.4, y + r * 0.85, pitch):
            if hypot((px - x) / (wide * 0.43), (py - y) / (r * 0.88)) < 1:
                canvas.disc(px, py, pitch * 0.5 * min(1.0, 0.25 + (py - y + 0.2 * r) / r), SIDE)
    canvas.disc(x - wide * 1.22, min(y + r * 0.8, h * 0.84), 0.15 * r, SPARK)


def page(canvas: Canvas, dice: Dice) -> None:
    """A page of columns of lines, with a headline and one red initial."""
    w, h = canvas.width, canvas.height
    count = 5 if w > 2.2 * h else 4 if w > 1.2 * h else 3
    left, top, gap = 0.07 * w, 0.12 * h, 0.03 * w
    wide = (0.86 * w - gap * (count - 1)) / count
    bar = 0.06 * min(h, 1.2 * w)
    canvas.box(left, top - bar * 0.5, 0.93 * w, top - bar * 0.36, FORM)
    canvas.box(left, top, left + wide * (count - 1.2), top + bar, FORM)
    canvas.box(left, top + 1.5 * bar, left + wide * (count - 2 + 0.3 * dice.below(3)), top + 2.5 * bar, FORM)
    head, foot = top + 3.6 * bar, 0.92 * h
    plate = 1 + dice.below(count - 1)
    for number in range(count):
        x = left + number * (wide + gap)
        start = head
        if number == plate:
            canvas.box(x, head, x + wide, head + 0.46 * (foot - head), SIDE)
            canvas.disc(x + wide / 2, head + 0.23 * (foot - head), 0.15 * min(wide, foot - head), BLEND)
            start = head + 0.52 * (foot - head)
        initial = 0.42 * wide if number == 0 else 0
        _lines(canvas, dice, x, x + wide, start, foot, False, initial)
        if number:
            canvas.box(x - gap / 2, head, x - gap / 2 + max(1, w / 640), foot, BLEND)
    canvas.box(left, head, left + 0.36 * wide, head + 0.36 * wide, SPARK)


def voice(canvas: Canvas, dice: Dice) -> None:
    """A recording's level in upright strokes, the one that is heard now in red."""
    w, h = canvas.width, canvas.height
    count = max(19, round(52 * w / max(w, 1.25 * h)))
    pitch = 0.9 * w / count
    middle = 0.5 * h
    now = round(count * (0.3 + 0.08 * dice.below(5)))
    start = dice.below(360) * pi / 180
    canvas.box(0.05 * w, middle - max(0.5, h / 700), 0.95 * w, middle + max(0.5, h / 700), QUIET)
    for number in range(count):
        place = number / count
        swell = abs(sin(3.1 * pi * place + start)) * 0.6 + 0.25 * abs(sin(13 * place + 2 * start)) + 0.05
        high = min(w, 1.4 * h) * 0.4 * min(0.92, swell * (0.6 + 0.05 * dice.below(9)))
        x = 0.05 * w + number * pitch
        if number == now:
            canvas.box(x, 0.06 * h, x + 0.5 * pitch, 0.94 * h, SPARK)
            canvas.disc(x + 0.25 * pitch, 0.06 * h, 0.9 * pitch, SPARK)
        else:
            canvas.box(x, middle - high, x + 0.5 * pitch, middle + high, FORM if number < now else SIDE)


def collage(canvas: Canvas, dice: Dice) -> None:
    """Cut papers that lie over each other, one of them screened, one red."""
    w, h = canvas.width, canvas.height
    lean = (1 if dice.chance(50) else -1) * 0.04 * h
    one = (0.36 * w, 0.10 * h, 0.78 * w, 0.80 * h) if w >= h else (0.16 * w, 0.12 * h, 0.86 * w, 0.62 * h)
    other = (0.56 * w, 0.34 * h, 0.94 * w, 0.92 * h) if w >= h else (0.34 * w, 0.46 * h, 0.94 * w, 0.92 * h)
    _columns(canvas, 0.06 * w, 0.94 * w, 0.06 * h, 0.94 * h)
    left, top, right, bottom = one
    canvas.polygon(((left, top + lean), (right, top), (right, bottom - lean), (left, bottom)), FORM)
    left, top, right, bottom = other
    canvas.polygon(((left, top), (right, top - lean), (right, bottom), (left, bottom + lean)), QUIET)
    pitch = min(right - left, bottom - top) / 13
    for x, y in _screen(left + pitch, top + pitch, right - pitch / 2, bottom - pitch / 2, pitch):
        canvas.disc(x, y, pitch * (0.10 + 0.42 * (y - top) / (bottom - top)), FORM)
    unit = 0.2 * min(w, h)
    x, y = (0.30 * w, 0.62 * h) if w >= h else (0.1 * w, 0.56 * h)
    canvas.polygon(((x, y), (x + 1.5 * unit, y - 0.1 * unit), (x + 1.42 * unit, y + unit), (x, y + 0.9 * unit)), SPARK)


def stop(canvas: Canvas, dice: Dice) -> None:
    """An exclamation mark that runs off the page, with a red point; a screened edge."""
    w, h = canvas.width, canvas.height
    size = min(h, w)
    x = w * (0.72 if w > 1.2 * h else 0.6)
    pitch = size / 18
    ink = dice.of((SIDE, QUIET))
    for px, py in _screen(0, h - 5.2 * pitch, w, h + pitch, pitch):
        canvas.disc(px, py, pitch * 0.52 * max(0.08, 1 - (h - py) / (5.2 * pitch)), ink)
    top, low = -0.06 * h, 0.6 * h
    canvas.polygon(((x - 0.2 * size, top), (x + 0.2 * size, top), (x + 0.07 * size, low), (x - 0.07 * size, low)), FORM)
    canvas.disc(x, low + 0.2 * size, 0.13 * size, SPARK)
    for number in range(5):
        y = h * (0.14 + 0.075 * number)
        canvas.box(0.08 * w, y, w * (0.36 - 0.05 * ((number + dice.below(2)) % 3)), y + max(1, h / 260), FORM)


COMPOSITIONS: tuple[Callable[[Canvas, Dice], None], ...] = (
    halftone,
    opening,
    stem,
    bowl,
    page,
    voice,
    collage,
    stop,
)


_QUARTER = [n * pi / 24 for n in range(13)]


def _columns(canvas: Canvas, left: float, right: float, top: float, bottom: float) -> None:
    """Hairlines between columns as wide as a magazine's, closed by a line above."""
    count = max(3, round(6 * (right - left) / max(right - left, bottom - top)))
    hair = max(1.0, canvas.width / 640)
    for number in range(count + 1):
        x = left + (right - left) * number / count
        canvas.box(x, top, x + hair, bottom, QUIET)
    canvas.box(left, top, right + hair, top + 2 * hair, QUIET)


def _screen(left: float, top: float, right: float, bottom: float, pitch: float) -> list[tuple[float, float]]:
    """The points of a half-tone screen: rows, every second one shifted."""
    rows = int((bottom - top) / (0.86 * pitch)) + 1
    return [
        (left + (column + 0.5 * (row % 2)) * pitch, top + 0.86 * row * pitch)
        for row in range(rows)
        for column in range(int((right - left) / pitch) + 1)
    ]


def _quote(canvas: Canvas, left: float, top: float, size: float, ink: int) -> None:
    """One half of an opening quotation mark `size` high: a ball with a tail that rises and thins."""
    r = 0.27 * size
    x, y = left + r, top + size - r
    tip, rise = left + 0.62 * size, y - top
    outer = [(tip - 0.62 * size * cos(t), y - rise * sin(t)) for t in _QUARTER]
    inner = [(tip - 0.30 * size * cos(t), y - (rise - 0.13 * size) * sin(t)) for t in reversed(_QUARTER)]
    canvas.polygon((*outer, *inner), ink)
    canvas.disc(x, y, r, ink)


def _lines(
    canvas: Canvas, dice: Dice, left: float, right: float, top: float, bottom: float, large: bool, initial: float = 0
) -> None:
    """Lines of text, as bars; the first ones stand clear of an initial, the last of a paragraph is short."""
    pitch = min(canvas.width, canvas.height) / (15 if large else 26)
    y, number = top, dice.below(4)
    while y + pitch * 0.4 <= bottom:
        end = right - (right - left) * (0.4 if number % 5 == 4 else 0.02 * dice.below(3))
        canvas.box(left + (initial if y < top + initial else 0), y, end, y + pitch * 0.36, QUIET)
        y += pitch
        number += 1
