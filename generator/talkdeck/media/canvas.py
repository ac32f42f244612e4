"""A canvas of six inks for generated art: flat shapes with smooth edges in a palette PNG, in a few milliseconds.

Shapes are painted at twice the size, each pixel holding the weight of its ink. Halving the plane adds the weights of
four pixels; weights are chosen so that a sum tells which inks met, so the sum is the index of their mixed colour in
the palette. One small plane of bytes does what three channels and a search for colours would.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations_with_replacement

from PIL import Image, ImageChops, ImageDraw

FIELD, FORM, SPARK, SIDE, QUIET, BLEND = range(6)
"""The inks by what they do: the ground; the large form; the small accent; the second form; what stays back; and what
shows where form and side overlap."""

WEIGHTS = (3, 26, 0, 63, 61, 53)
"""Weight of each ink. Sums of four of at most two inks are all different, and so are 121 of the 126 sums of any four:
the best there is under 64, as four times a weight must fit a byte. The five that fall together are corners of three
inks; the weights are dealt out so that the one that is shown wrong hardly ever occurs."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


def _mixtures() -> dict[int, tuple[int, ...]]:
    """Which four inks make a sum; of two answers the one of fewer inks, then of lower ones."""
    fours = sorted(combinations_with_replacement(range(6), 4), key=lambda four: (len(set(four)), four), reverse=True)
    return {sum(WEIGHTS[ink] for ink in four): four for four in fours}


_MIXTURES = _mixtures()


class Dice:
    """Choices drawn from a seed: the same on every machine and in every version, unlike `random`."""

    def __init__(self, seed: str) -> None:
        self._bytes = self._stream(seed)

    @staticmethod
    def _stream(seed: str) -> Iterator[int]:
        block = seed.encode("utf-8", "surrogatepass")
        while True:
            block = hashlib.sha256(block).digest()
            yield from block

    def below(self, count: int) -> int:
        """A whole number from 0 to count - 1; count at most 65536."""
        return (next(self._bytes) << 8 | next(self._bytes)) * count >> 16

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent

    def of(self, options: Sequence[int]) -> int:
        return options[self.below(len(options))]


class Canvas:
    """Width x height pixels to paint on, all FIELD at first. Lengths are pixels; what lies outside is cut."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._plane = Image.new("L", (2 * width, 2 * height), 4 * WEIGHTS[FIELD])
        self._draw = ImageDraw.Draw(self._plane)
        self._masks: dict[tuple[int, ...], Image.Image] = {}

    def box(self, left: float, top: float, right: float, bottom: float, ink: int) -> None:
        x0, y0, x1, y1 = round(2 * left), round(2 * top), round(2 * right) - 1, round(2 * bottom) - 1
        if x1 >= x0 and y1 >= y0:
            self._draw.rectangle((x0, y0, x1, y1), fill=4 * WEIGHTS[ink])

    def polygon(self, points: Iterable[tuple[float, float]], ink: int) -> None:
        self._draw.polygon([(2 * x, 2 * y) for x, y in points], fill=4 * WEIGHTS[ink])

    def disc(self, x: float, y: float, radius: float, ink: int, clip: Box | None = None) -> None:
        """A disc, or the part of it inside `clip`."""
        if clip is None:
            self._draw.ellipse(_round(x, y, radius), fill=4 * WEIGHTS[ink])
        else:
            self._stamp(clip, x, y, radius, 0, ink)

    def ring(self, x: float, y: float, radius: float, width: float, ink: int, clip: Box | None = None) -> None:
        """A ring whose outer edge has that radius, or the part of it inside `clip`."""
        if clip is None:
            self._draw.ellipse(_round(x, y, radius), outline=4 * WEIGHTS[ink], width=max(1, round(2 * width)))
        else:
            self._stamp(clip, x, y, radius, radius - width, ink)

    def oval(self, x: float, y: float, wide: float, high: float, ink: int) -> None:
        """An upright oval with half axes `wide` and `high`."""
        self._draw.ellipse((2 * (x - wide), 2 * (y - high), 2 * (x + wide), 2 * (y + high)), fill=4 * WEIGHTS[ink])

    def lens(self, one: tuple[float, float, float], other: tuple[float, float, float], ink: int) -> None:
        """Where two discs (x, y, radius) overlap."""
        (x, y, r), (u, v, s) = one, other
        if area := self._area((max(x - r, u - s), max(y - r, v - s), min(x + r, u + s), min(y + r, v + s))):
            mask = ImageChops.logical_and(self._mask(area, *one, 0), self._mask(area, *other, 0))
            self._plane.paste(4 * WEIGHTS[ink], area, mask)

    def png(self, colours: Sequence[tuple[int, int, int]], mirror: bool = False, straight: bool = False) -> bytes:
        """The picture as a palette PNG, with a colour for each of the six inks.

        `mirror` swaps left and right. `straight` says that its edges are lines, which a search for repeats packs
        better; else run-length coding does, in a third of the time. A filter before it would only break up the runs.
        """
        small = self._plane.reduce(2)
        if mirror:
            small = small.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        palette = bytearray(3 * 256)
        for index, four in _MIXTURES.items():
            for channel in range(3):
                palette[3 * index + channel] = (sum(colours[ink][channel] for ink in four) + 2) >> 2
        small.putpalette(bytes(palette))
        out = io.BytesIO()
        method = zlib.Z_DEFAULT_STRATEGY if straight else zlib.Z_RLE
        small.save(out, "PNG", compress_level=3, compress_type=method)
        return out.getvalue()

    def _stamp(self, clip: Box, x: float, y: float, radius: float, hole: float, ink: int) -> None:
        """Paint what lies inside `clip` of a disc with a hole."""
        left, top, right, bottom = clip
        if area := self._area(
            (max(left, x - radius), max(top, y - radius), min(right, x + radius), min(bottom, y + radius))
        ):
            self._plane.paste(4 * WEIGHTS[ink], area, self._mask(area, x, y, radius, hole))

    def _area(self, clip: Box) -> tuple[int, int, int, int] | None:
        """A clip in pixels of the plane, None if nothing of it is on the canvas."""
        x0, y0 = max(0, round(2 * clip[0])), max(0, round(2 * clip[1]))
        x1, y1 = min(2 * self.width, round(2 * clip[2])), min(2 * self.height, round(2 * clip[3]))
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def _mask(self, area: tuple[int, int, int, int], x: float, y: float, radius: float, hole: float) -> Image.Image:
        """The part of a disc, or of a ring around a hole, in an area of the plane. Tiles of a grid share theirs."""
        left, top, right, bottom = area
        outer, inner = ([a - b for a, b in zip(_round(x, y, r), (left, top) * 2, strict=True)] for r in (radius, hole))
        key = (right - left, bottom - top, *outer, *inner)
        mask = self._masks.get(key)
        if mask is None:
            mask = self._masks[key] = Image.new("1", (right - left, bottom - top), 0)
            draw = ImageDraw.Draw(mask)
            draw.ellipse(outer, fill=255)
            if hole > 0:
                draw.ellipse(inner, fill=0)
        return mask


def _round(x: float, y: float, radius: float) -> tuple[int, int, int, int]:
    """The box of a disc in the plane. Whole numbers, so that a disc and its parts have the same edge; Pillow counts
    the last pixel in."""
    left, top, size = round(2 * (x - radius)), round(2 * (y - radius)), max(0, round(4 * radius) - 1)
    return left, top, left + size, top + size
