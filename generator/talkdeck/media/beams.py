"""Art of light in a dark hall: spotlights, horizons, dots. Each function lights one composition.

All proportions follow the canvas, so that a banner and a tall frame are composed, not cut from a wide one.
"""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

from talkdeck.media.canvas import Dice
from talkdeck.media.lamps import FILL, KEY, SPARK, Lamps, turned


def spotlights(hall: Lamps, dice: Dice) -> None:
    """Beams from lamps overhead, each with its pool of light on the floor."""
    w, h = hall.width, hall.height
    count = 5 if w > 2.2 * h else 4 if w > 1.2 * h else 3
    base = h * 0.86
    shift = (dice.below(5) - 2) * 0.05 * w
    for number in range(count):
        x = w * (number + 0.5) / count
        foot = x + shift + (0.5 * w - x) * 0.22
        lamp = KEY if number % 2 == dice.below(2) else FILL
        wide = w / count * (0.78 + 0.08 * dice.below(3))
        hall.cones((x, -0.06 * h), [(foot, base)], wide, lamp, 0.85)
        hall.glow(foot, base, wide * 0.72, wide * 0.17, lamp, 0.8)
        hall.glow(foot, base, wide * 0.3, wide * 0.07, SPARK, 0.75)
        hall.glow(x, -0.02 * h, w / count * 0.22, h * 0.08, SPARK, 0.9)


def crossing(hall: Lamps, dice: Dice) -> None:
    """Two pairs of beams from below that cross, and the light where they meet."""
    w, h = hall.width, hall.height
    high = h * (0.30 + 0.03 * dice.below(4))
    for side, lamp in ((0.16, KEY), (0.84, FILL)):
        x = w * side
        for reach, power in ((1.9, 0.95), (1.25, 0.5)):
            far = (x + (0.5 * w - x) * 2 * reach / 1.9, h + (high - h) * reach)
            hall.cones((x, h * 1.05), [far], 0.34 * min(w, h), lamp, power)
        hall.glow(x, h * 1.02, 0.2 * w, 0.16 * h, lamp, 0.9)
        hall.glow(x, h * 1.0, 0.07 * w, 0.05 * h, SPARK, 0.9)
    hall.glow(0.5 * w, high + 0.04 * h, 0.5 * min(w, h), 0.5 * min(w, h), KEY, 0.5)
    hall.glow(0.5 * w, high + 0.04 * h, 0.2 * min(w, h), 0.2 * min(w, h), SPARK, 0.5)


def horizon(hall: Lamps, dice: Dice) -> None:
    """The rim of a dark planet with the light behind it."""
    w, h = hall.width, hall.height
    radius = 0.95 * max(w, 0.8 * h)
    x, top = w * (0.46 + 0.02 * dice.below(5)), h * (0.58 if w > h else 0.66)
    y = top + radius
    hall.glow(x, top, 0.66 * w, 0.62 * h, KEY, 0.85)
    hall.glow(x, top, 0.5 * w, 0.3 * h, FILL, 0.75)
    hall.glow(x, top, 0.3 * w, 0.11 * h, SPARK, 0.95)
    hall.dark(x, y, radius)
    hall.circle(x, y, radius, 0.3, max(1.5, h / 300))
    hall.glow(x, top + 0.01 * h, 0.34 * w, 0.025 * h, SPARK, 0.8)
    for _ in range(26):
        hall.dot(w * dice.below(1000) / 1000, top * 0.86 * dice.below(1000) / 1000, 0.6, 0.2 + 0.1 * dice.below(5))


def floor(hall: Lamps, dice: Dice) -> None:
    """A floor of lines that run to a glowing horizon."""
    w, h = hall.width, hall.height
    top = h * (0.52 + 0.02 * dice.below(3))
    x = w * (0.4 + 0.05 * dice.below(5))
    hall.glow(x, top, 0.62 * w, 0.5 * h, KEY, 0.95)
    hall.glow(x, top, 0.36 * w, 0.24 * h, FILL, 0.8)
    hall.glow(x, top, 0.2 * w, 0.09 * h, SPARK, 0.8)
    hall.below(top, 0.42)
    hall.fade(0, top, w, top + 0.34 * (h - top), FILL, 0.35, False)
    step = w / 7
    for number in range(-14, 15):
        far = 1 - abs(number) / 15
        hall.line(((x + number * step * 0.12, top), (x + number * step * 1.5, h)), 0.16 + 0.22 * far)
    deep = 1.0
    while deep > 0.012:
        hall.line(((0, top + (h - top) * deep), (w, top + (h - top) * deep)), 0.10 + 0.24 * (1 - deep))
        deep *= 0.66
    hall.line(((0, top), (w, top)), 0.75, max(1, h / 300))


def dots(hall: Lamps, dice: Dice) -> None:
    """A grid of dots that swell where light falls on them."""
    w, h = hall.width, hall.height
    short = min(w, h)
    places = ((0.72, 0.36), (0.3, 0.72)) if w > h else ((0.66, 0.28), (0.36, 0.72))
    for (x, y), lamp, size in zip(places, (KEY, FILL), (0.78, 0.62), strict=True):
        x += 0.03 * (dice.below(5) - 2)
        hall.glow(w * x, h * y, size * max(short, w * 0.55), size * short, lamp, 0.9)
    pitch = short / 15
    rows, columns = int(h / pitch) + 1, int(w / pitch) + 1
    levels = hall.levels()
    for row in range(rows):
        for column in range(columns):
            x, y = (column + 0.5 * (row % 2)) * pitch, (row + 0.5) * pitch
            level = levels(x, y)
            hall.dot(x, y, pitch * (0.035 + 0.26 * level), 0.14 + 0.72 * level)


def pillars(hall: Lamps, dice: Dice) -> None:
    """Pillars of light of different height, as a recording's level."""
    w, h = hall.width, hall.height
    count = max(7, round(20 * w / max(w, 1.1 * h)))
    pitch = w / count
    crest = 0.35 + 0.1 * dice.below(4)
    for number in range(count):
        place = (number + 0.5) / count
        high = 0.16 + 0.62 * max(0.0, 1 - abs(place - crest) * 1.7) ** 1.4 + 0.03 * dice.below(8)
        left, top = number * pitch + 0.16 * pitch, h * (0.92 - min(0.86, high))
        hall.fade(left, top, left + 0.68 * pitch, h * 0.92, KEY if place < crest else FILL, 0.95, True)
        hall.line(((left, top), (left + 0.68 * pitch, top)), 0.5, max(1, h / 220))
    hall.glow(w * crest, h * 0.92, 0.6 * w, 0.12 * h, KEY, 0.6)
    hall.glow(w * crest, h * 0.92, 0.36 * w, 0.035 * h, SPARK, 0.8)
    hall.line(((0, h * 0.92), (w, h * 0.92)), 0.6, max(1, h / 300))


def tunnel(hall: Lamps, dice: Dice) -> None:
    """Rings of light one behind the other, towards a bright end."""
    w, h = hall.width, hall.height
    short = min(w, h)
    x, y = w * (0.62 if w > 1.2 * h else 0.5), h * 0.5
    drift = (dice.below(5) - 2) * 0.028 * short
    radius = 0.86 * max(w * 0.62, h * 0.62)
    number = 0
    while radius > 0.06 * short:
        lamp = (KEY, FILL)[number % 2]
        near = 0.9 - 0.09 * min(number, 5)
        hall.halo(x, y, radius, 0.14 * radius + 3, lamp, near)
        hall.circle(x, y, radius, 0.3 + 0.08 * min(number, 5), max(1, radius / 160))
        radius *= 0.61
        x, y = x + drift * (0.9**number), y - drift * 0.3
        number += 1
    hall.glow(x, y, 0.4 * short, 0.4 * short, FILL, 0.8)
    hall.glow(x, y, 0.16 * short, 0.16 * short, SPARK, 0.95)


def fan(hall: Lamps, dice: Dice) -> None:
    """A fan of thin beams from one lamp."""
    w, h = hall.width, hall.height
    x, y = w * 0.06, h * (0.94 if dice.chance(50) else 0.06)
    turn = -1 if y > h / 2 else 1
    count, reach = 9, 1.25 * (w * w + h * h) ** 0.5
    first = 4 + dice.below(3)
    ends = [turned(x, y, turn * (first + n * (84 - first) / (count - 1)) * pi / 180, reach) for n in range(count)]
    second = (first % 3 + 2, first % 3 + 5)
    for lamp in (KEY, FILL):
        there = [end for n, end in enumerate(ends) if (n in second) == (lamp == FILL)]
        hall.cones((x, y), there, reach * 0.052, lamp, 0.95)
    for end in ends:
        hall.line(((x, y), end), 0.16)
    hall.glow(x, y, 0.36 * w, 0.36 * h, KEY, 0.7)
    hall.glow(x, y, 0.11 * max(w, h), 0.11 * max(w, h), SPARK, 1.0)


def strings(hall: Lamps, dice: Dice) -> None:
    """Fine lines that swing together and part again, with light behind the knot."""
    w, h = hall.width, hall.height
    turns = 1.1 if w > 1.2 * h else 0.8
    start = dice.below(360) * pi / 180
    knot = w * (0.36 + 0.06 * dice.below(4))
    hall.glow(knot, 0.5 * h, 0.55 * w, 0.5 * h, KEY, 0.8)
    hall.glow(knot + 0.18 * w, 0.5 * h, 0.34 * w, 0.3 * h, FILL, 0.75)
    count, steps = 13, 32
    for number in range(count):
        part = number / (count - 1) - 0.5
        points = []
        for step in range(steps + 1):
            x = w * step / steps
            away = (x - knot) / w
            swing = 0.2 * sin(2 * pi * turns * x / w + start) * (0.4 + abs(away))
            points.append((x, h * (0.5 + swing + part * (0.1 + 1.5 * away * away + 0.5 * abs(away)))))
        hall.line(points, 0.18 + 0.3 * (1 - 2 * abs(part)))


COMPOSITIONS: tuple[Callable[[Lamps, Dice], None], ...] = (
    spotlights,
    crossing,
    horizon,
    floor,
    dots,
    pillars,
    tunnel,
    fan,
    strings,
)
