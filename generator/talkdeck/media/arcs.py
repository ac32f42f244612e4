"""Art of circles and arcs: large forms that shelter small ones. Each function paints one composition on a canvas.

All proportions follow the canvas, so that a banner and a tall frame are composed, not cut from a wide one.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, cos, pi, sin

from talkdeck.media.canvas import BLEND, FIELD, FORM, QUIET, SIDE, SPARK, Canvas, Dice


def quarters(canvas: Canvas, dice: Dice) -> None:
    """A grid of quarter and half discs that thins out towards one side."""
    cell, columns, rows, left, top = _grid(canvas, (3, 4)[dice.below(2)])
    for column in range(columns):
        for row in range(rows):
            # From 0 at one corner to 1 at the opposite one: nothing in the first third, everything past two thirds.
            place = (1.5 * (column + 0.5) / columns + 0.5 * (row + 0.5) / rows) / 2
            if place < 0.36 or dice.below(100) > 330 * (place - 0.28):
                continue
            x, y = left + column * cell, top + row * cell
            clip = (x, y, x + cell, y + cell)
            cx, cy = x + cell * dice.below(2), y + cell * dice.below(2)
            match dice.below(10):
                case 0 | 1 | 2:
                    canvas.disc(cx, cy, cell, dice.of((FORM, FORM, SIDE, QUIET)), clip)
                case 3 | 4 | 5:
                    canvas.disc(cx, cy, cell, dice.of((FORM, SIDE)), clip)
                    canvas.disc(cx, cy, cell / 2, dice.of((SPARK, FIELD, QUIET)), clip)
                case 6:
                    canvas.box(*clip, SIDE)
                    canvas.disc(cx, cy, cell, FORM, clip)
                case 7:
                    canvas.disc(x + cell / 2, cy, cell / 2, dice.of((FORM, SIDE, SPARK)), clip)
                case 8:
                    canvas.box(*clip, QUIET)
                    canvas.disc(x + cell / 2, y + cell / 2, cell / 4, SPARK)
                case _:
                    canvas.disc(x + cell / 2, y + cell / 2, cell / 2, dice.of((FORM, SIDE)))


def shelter(canvas: Canvas, dice: Dice) -> None:
    """A large disc that holds a small one, with a wide quiet ring around both."""
    w, h = canvas.width, canvas.height
    r = 0.36 * min(w, h) * (1.15 if max(w, h) > 1.3 * min(w, h) else 1)
    x = w * (0.66 if w > h else 0.52)
    y = h * (0.52 if w >= h else 0.58)
    for step in (3, 2):
        canvas.disc(x, y, r * (1 + 0.42 * step), QUIET)
        canvas.disc(x, y, r * (1 + 0.42 * step) - r * 0.24, FIELD)
    canvas.disc(x, y, r, FORM)
    angle = (30 + dice.below(30)) * pi / 180
    small = r * 0.42
    cx, cy = x - (r - small * 1.22) * cos(angle), y + (r - small * 1.22) * sin(angle)
    canvas.disc(cx, cy, small, SPARK)
    if dice.chance(60):
        canvas.disc(x + r * 0.95 * cos(angle), y - r * 0.95 * sin(angle), small * 0.5, SIDE)


def rings(canvas: Canvas, dice: Dice) -> None:
    """Concentric rings that spread from a corner, and one disc that travels on them."""
    w, h = canvas.width, canvas.height
    reach = 0.78 * (w * w + h * h) ** 0.5 if max(w, h) < 2 * min(w, h) else 0.62 * max(w, h)
    count = 5 + dice.below(2)
    step = reach / count
    inks = (QUIET, FIELD, SIDE, FIELD, FORM, FIELD, QUIET)
    first = dice.below(3)
    for number in range(count):
        r = reach - number * step
        canvas.disc(w, h, r, inks[(2 * number + 2 * first) % 6])
        canvas.disc(w, h, r - step * (0.36 + 0.06 * number), FIELD)
    canvas.disc(w, h, step * 0.62, SPARK)
    # It stands at a height that is on the canvas, on the outermost ring that passes there.
    y = h * (22 + 5 * dice.below(6)) / 100
    r = next((r for n in range(1, count) if (r := reach - n * step) < w * 0.92), step * 2)
    rise = min(h - y, r * 0.96)
    x, y = w - (r * r - rise * rise) ** 0.5, h - rise
    canvas.disc(x, y, step * 0.44, FIELD)
    canvas.disc(x, y, step * 0.3, SPARK)


def growing(canvas: Canvas, dice: Dice) -> None:
    """A row of half discs that grow along one line, the last with a small one at its side."""
    w, h = canvas.width, canvas.height
    count = 4 if w >= 1.2 * h else 3
    ratio = 1.55
    # Widths follow a geometric row and fill the canvas; in a square or tall one the last runs off the edge.
    unit = w * (0.94 if w >= 1.2 * h else 1.28) / sum(ratio**n for n in range(count))
    base = h * (0.74 if w <= 2.2 * h else 0.82)
    x = w * 0.03
    inks = (SPARK, SIDE, FORM, SIDE) if dice.chance(50) else (SIDE, SPARK, SIDE, FORM)
    for number in range(count):
        wide = unit * ratio**number
        ink = FORM if number == count - 1 else inks[number]
        canvas.disc(x + wide / 2, base, wide / 2, ink)
        if number == count - 1:
            canvas.disc(x + wide / 2, base, wide / 4, SPARK if dice.chance(50) else SIDE)
        x += wide
    canvas.box(0, base, w, h, QUIET)
    if w <= 2.2 * h:
        canvas.disc(w * 0.2, h * 0.22, min(w, h) * 0.07, SPARK)


def woven(canvas: Canvas, dice: Dice) -> None:
    """Broad bands that turn in quarter circles from tile to tile and make paths."""
    cell, columns, rows, left, top = _grid(canvas, (2, 3)[dice.below(2)])
    wide = cell / 3
    for column in range(columns):
        for row in range(rows):
            x, y = left + column * cell, top + row * cell
            clip = (x, y, x + cell, y + cell)
            down = dice.below(2)
            corners = ((x, y + cell * down), (x + cell, y + cell * (1 - down)))
            for cx, cy in corners:
                ink = QUIET if 3 * column < columns else SIDE if (column + row) % 3 == 0 else FORM
                canvas.ring(cx, cy, 2 * wide, wide, ink, clip)
            if 3 * column >= columns and dice.chance(22):
                cx, cy = corners[dice.below(2)]
                canvas.disc(cx, cy, wide * 0.62, SPARK)


def sunrise(canvas: Canvas, dice: Dice) -> None:
    """A half disc over horizontal bands that narrow towards it."""
    w, h = canvas.width, canvas.height
    base = h * 0.62
    r = min(0.46 * h, 0.34 * w)
    x = w * (0.62 if w > h else 0.5)
    canvas.disc(x, base, r * 1.34, QUIET)
    canvas.disc(x, base, r, SPARK)
    canvas.disc(x, base, r * 0.42, FORM)
    y, thick = base, (h - base) / 9.4
    inks = (FORM, FIELD, SIDE, FIELD, FORM) if dice.chance(50) else (SIDE, FIELD, FORM, FIELD, SIDE)
    for number, ink in enumerate(inks):
        high = thick * (1 + 0.45 * number)
        canvas.box(0, y, w, y + high + 1, ink)
        y += high
    canvas.box(0, y, w, h, inks[-1])


def nested(canvas: Canvas, dice: Dice) -> None:
    """Discs one inside the other that all touch at one point."""
    w, h = canvas.width, canvas.height
    r = min(0.64 * h, 0.6 * w) if w >= h else 0.58 * w
    # They touch at (x, y) and open from there up and to the left.
    x, y = (w * 0.86, h * 0.84) if w < 1.2 * h else (w * 0.84, h * 0.88)
    angle = (40 + 9 * dice.below(5)) * pi / 180
    inks = (QUIET, FORM, SIDE, FIELD, SPARK) if dice.chance(50) else (QUIET, SIDE, FORM, FIELD, SPARK)
    for size, ink in zip((1, 0.76, 0.54, 0.34, 0.17), inks, strict=True):
        canvas.disc(x - r * size * cos(angle), y - r * size * sin(angle), r * size, ink)


def union(canvas: Canvas, dice: Dice) -> None:
    """Two large discs that overlap, and a small one where they meet."""
    w, h = canvas.width, canvas.height
    r = (0.37 if max(w, h) > 1.15 * min(w, h) else 0.31) * min(w, h)
    tilt = (dice.below(5) - 2) * 9 * pi / 180 + (pi / 2 if h > w else 0)
    gap = r * 0.56 if max(w, h) > 1.15 * min(w, h) else r * 0.36
    x, y = w * (0.58 if w > 1.15 * h else 0.5), h * 0.5
    one = (x - gap * cos(tilt), y - gap * sin(tilt), r)
    other = (x + gap * cos(tilt), y + gap * sin(tilt), r)
    canvas.disc(x, y, r * 2.05, QUIET)
    canvas.disc(*one, FORM)
    canvas.disc(*other, SIDE)
    canvas.lens(one, other, BLEND)
    canvas.disc(x, y, r * 0.2, SPARK)


COMPOSITIONS: tuple[Callable[[Canvas, Dice], None], ...] = (
    quarters,
    shelter,
    rings,
    growing,
    woven,
    sunrise,
    nested,
    union,
)


def _grid(canvas: Canvas, short: int) -> tuple[int, int, int, int, int]:
    """Square cells that cover the canvas, `short` of them along its short side: size, columns, rows, left, top."""
    w, h = canvas.width, canvas.height
    along = max(short, round(max(w, h) * short / min(w, h)))
    # Whole pixels, so that all cells are alike and share their shapes.
    cell = ceil(max(min(w, h) / short, max(w, h) / along))
    columns, rows = (along, ceil(h / cell)) if w >= h else (ceil(w / cell), along)
    return cell, columns, rows, (w - columns * cell) // 2, (h - rows * cell) // 2
