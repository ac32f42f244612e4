"""Art of bands and lattices: straight, calm, much of the field left free. Each function paints one composition."""

from __future__ import annotations

from collections.abc import Callable

from talkdeck.media.canvas import BLEND, FIELD, FORM, QUIET, SIDE, SPARK, Canvas, Dice


def diagonal(canvas: Canvas, dice: Dice) -> None:
    """Broad diagonal bands out of one corner, narrowing as they go."""
    w, h = canvas.width, canvas.height
    x = float(w + h) * 1.02
    inks = (FORM, SIDE, QUIET, FORM, QUIET) if dice.chance(50) else (SIDE, FORM, QUIET, SIDE, QUIET)
    thick = (w + h) * 0.17
    for number, ink in enumerate(inks):
        _slanted(canvas, x - thick, x, ink)
        x -= thick + (w + h) * (0.018 if number < 2 else 0.03)
        thick *= 0.62
    _slanted(canvas, x - (w + h) * 0.008, x, SPARK)


def panes(canvas: Canvas, dice: Dice) -> None:
    """Translucent sheets that lie over each other."""
    w, h = canvas.width, canvas.height
    one = (0.30 * w, 0.16 * h, 0.68 * w, 0.74 * h)
    other = (0.52 * w, 0.36 * h, 0.90 * w, 0.90 * h)
    if dice.chance(50):
        one, other = (0.30 * w, 0.30 * h, 0.66 * w, 0.90 * h), (0.50 * w, 0.12 * h, 0.92 * w, 0.66 * h)
    canvas.box(0.42 * w, 0, 0.80 * w, h, QUIET)
    canvas.box(*one, SIDE)
    canvas.box(*other, FORM)
    canvas.box(max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]), BLEND)
    unit = 0.1 * min(w, h)
    canvas.box(other[2] - unit, other[3], other[2], other[3] + unit / 5, SPARK)


def lattice(canvas: Canvas, dice: Dice) -> None:
    """A lattice whose cells fill up towards one corner, some of them cut along their diagonal."""
    w, h = canvas.width, canvas.height
    along = max(3, round(4 * max(w, h) / min(w, h))) if max(w, h) < 2 * min(w, h) else round(3 * max(w, h) / min(w, h))
    columns, rows = (along, max(3, round(along * h / w))) if w >= h else (max(3, round(along * w / h)), along)
    cw, ch = w / columns, h / rows
    edge = (columns + rows) * 0.45
    for column in range(columns):
        for row in range(rows):
            depth = column + row - edge + dice.below(3) * 0.5
            x, y = column * cw, row * ch
            if depth >= 1:
                canvas.box(x, y, x + cw, y + ch, dice.of((FORM, SIDE, FORM, QUIET)))
            if depth >= 0 and dice.chance(65):
                canvas.polygon(((x, y + ch), (x + cw, y), (x + cw, y + ch)), dice.of((SIDE, FORM, QUIET)))
            elif column + row + 2 < edge - 1:
                size = min(cw, ch) / 40
                canvas.box(x + cw - size, y + ch - size, x + cw + size, y + ch + size, QUIET)
    column, row = columns - 1 - dice.below(max(1, columns // 4)), rows - 1 - dice.below(2)
    x, y = column * cw, row * ch
    canvas.box(x, y, x + cw, y + ch, FIELD)
    canvas.polygon(((x, y + ch), (x + cw, y), (x + cw, y + ch)), SPARK)


def blinds(canvas: Canvas, dice: Dice) -> None:
    """Upright bands at an even distance that widen from a hair to a wall."""
    w, h = canvas.width, canvas.height
    count = 9 if w > 1.2 * h else 7
    pitch = w * 0.86 / count
    accent = 2 + dice.below(count - 4)
    for number in range(count):
        right = w * 0.14 + pitch * (number + 1)
        wide = pitch * (0.05 + 0.95 * (number / (count - 1)) ** 1.25)
        ink = SPARK if number == accent else FORM if number > count - 4 else SIDE
        canvas.box(right - wide, 0, right + (1 if number == count - 1 else 0), h, ink)


def ribbon(canvas: Canvas, dice: Dice) -> None:
    """A ribbon that folds back at the upper and the lower edge."""
    w, h = canvas.width, canvas.height
    wide, lean = 0.2 * min(w, 1.6 * h), 0.44 * min(w, 1.5 * h)
    x = w - 2.2 * lean - wide * 0.6
    canvas.polygon(((x - 2 * lean, h), (x - 2 * lean + wide, h), (x - lean + wide, 0), (x - lean, 0)), QUIET)
    canvas.polygon(((x - lean, 0), (x - lean + wide, 0), (x + wide, h), (x, h)), QUIET)
    canvas.polygon(((x, h), (x + wide, h), (x + lean + wide, 0), (x + lean, 0)), SIDE)
    canvas.polygon(((x + lean, 0), (x + lean + wide, 0), (x + 2 * lean + wide, h), (x + 2 * lean, h)), FORM)
    # Two legs of the same width cross over a triangle half as wide as it is deep.
    deep = h * wide / (2 * lean)
    canvas.polygon(((x + lean, 0), (x + lean + wide, 0), (x + lean + wide / 2, deep)), BLEND)
    hair = wide * 0.09
    start = x + 2 * lean + wide + 2 * hair
    canvas.polygon(((start - lean, 0), (start - lean + hair, 0), (start + hair, h), (start, h)), SPARK)


def horizon(canvas: Canvas, dice: Dice) -> None:
    """Level bands whose heights double, under a wide free field."""
    w, h = canvas.width, canvas.height
    y, thick = h * 0.46, h * 0.02
    inks = (SPARK, QUIET, SIDE, FORM) if dice.chance(50) else (QUIET, SPARK, SIDE, FORM)
    start = (0.62, 0.44, 0.24, 0.0)
    for number, ink in enumerate(inks):
        high = thick * 2**number
        canvas.box(w * start[number], y, w, y + high, ink)
        y += high + h * 0.018
    canvas.box(0, y - h * 0.018, w, h, FORM)
    canvas.box(0, h * 0.88, w * 0.62, h * 0.9, SIDE)


def corners(canvas: Canvas, dice: Dice) -> None:
    """Square frames set one inside the other, out of a corner."""
    w, h = canvas.width, canvas.height
    step = min(w, h) / 6.4
    inks = (QUIET, FIELD, SIDE, FIELD, FORM) if dice.chance(50) else (FORM, FIELD, QUIET, FIELD, SIDE)
    for number, ink in enumerate(inks):
        reach = step * (5.6 - number * (1.15 if ink == FIELD else 1.1))
        canvas.box(w - reach * 1.25, h - reach, w, h, ink)
    canvas.box(w - step * 0.8 * 1.25, h - step * 0.8, w, h, SPARK)


COMPOSITIONS: tuple[Callable[[Canvas, Dice], None], ...] = (diagonal, panes, lattice, blinds, ribbon, horizon, corners)


def _slanted(canvas: Canvas, start: float, end: float, ink: int) -> None:
    """A band at 45 degrees: the points where x + y lies between start and end."""
    h = canvas.height
    canvas.polygon(((start, 0), (end, 0), (end - h, h), (start - h, h)), ink)
