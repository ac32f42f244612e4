"""A dark hall lit by three lamps, for generated art: soft light in a JPEG, in a few milliseconds.

Light is painted at a quarter of the size, where every operation is sixteen times cheaper; soft forms lose nothing by
it. Each lamp has a plane of its own, how bright it is at each point, and planes add up as light does. A matrix then
turns three brightnesses into the colours of the lamps. Sharp details are painted at full size on top.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import ceil, cos, floor, hypot, sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter

KEY, FILL, SPARK = range(3)
"""The lamps: the large light, the second one, and the white of what is brightest."""

SCALE = 4
"""Pixels of the picture for each pixel of light, along either side."""

RIM = 181
"""What Pillow's round gradient holds at its rim: its distances are times the root of two, and 256 at the corners."""

Point = tuple[float, float]


class Lamps:
    """Width x height pixels of darkness. Lengths are pixels of the picture; power is 0 to 1."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        size = (-(-width // SCALE), -(-height // SCALE))
        self._planes = [Image.new("L", size, 0) for _ in range(3)]
        self._lines: Image.Image | None = None
        self._round = Image.radial_gradient("L")

    def glow(self, x: float, y: float, wide: float, high: float, lamp: int, power: float = 1.0) -> None:
        """An oval of light with half axes `wide` and `high` that fades from its middle to its edge."""
        self._add(lamp, _fall(power, 2.0), x - wide, y - high, x + wide, y + high)

    def cones(self, apex: Point, middles: Sequence[Point], spread: float, lamp: int, power: float = 1.0) -> None:
        """Beams from a lamp at `apex`, each to a point where it is as wide as `spread`; they weaken on their way."""
        x, y = apex
        plane = self._planes[lamp]
        xs, ys = [x, *(u for u, _ in middles)], [y, *(v for _, v in middles)]
        x0, y0 = (max(0, floor((min(all_) - spread) / SCALE)) for all_ in (xs, ys))
        x1 = min(plane.width, ceil((max(xs) + spread) / SCALE))
        y1 = min(plane.height, ceil((max(ys) + spread) / SCALE))
        if x1 <= x0 or y1 <= y0:
            return
        mask, lit = (Image.new("L", (x1 - x0, y1 - y0), 0) for _ in range(2))
        draw = ImageDraw.Draw(mask)
        # A core inside a wider, weaker beam, softened: no edge is hard, as in haze.
        for share, level in ((0.5, 120), (0.31, 255)):
            for u, v in middles:
                reach = max(1.0, hypot(u - x, v - y))
                across, down = share * spread * (v - y) / reach, share * spread * (x - u) / reach
                ends = ((x, y), (u + across, v + down), (u - across, v - down))
                draw.polygon([(a / SCALE - x0, b / SCALE - y0) for a, b in ends], fill=level)
        mask = mask.filter(ImageFilter.BoxBlur(max(1.0, spread / SCALE / 14)))
        far = 1.12 * max(hypot(u - x, v - y) for u, v in middles)
        left, top = x - x0 * SCALE, y - y0 * SCALE
        self._patch(lit, _fall(power, 1.2), left - far, top - far, left + far, top + far)
        patch = ImageChops.multiply(mask, lit)
        plane.paste(ImageChops.add(plane.crop((x0, y0, x1, y1)), patch), (x0, y0))

    def fade(self, left: float, top: float, right: float, bottom: float, lamp: int, power: float, up: bool) -> None:
        """A box whose light fades to nothing, upward from its foot or downward from its head."""
        box = [round(value / SCALE) for value in (left, top, right, bottom)]
        size = (max(1, box[2] - box[0]), max(1, box[3] - box[1]))
        ramp = Image.linear_gradient("L").resize((1, size[1]), Image.Resampling.BILINEAR)
        if not up:
            ramp = ramp.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        ramp = ramp.point([round(power * 255 * (n / 255) ** 1.7) for n in range(256)]).resize(size)
        plane = self._planes[lamp]
        plane.paste(
            ImageChops.add(plane.crop((box[0], box[1], box[0] + size[0], box[1] + size[1])), ramp), (box[0], box[1])
        )

    def halo(self, x: float, y: float, radius: float, width: float, lamp: int, power: float = 1.0) -> None:
        """A ring of light, brightest at its radius, softly gone `width` inside and outside of it."""
        far = radius + width
        levels = [power * max(0.0, 1 - abs(n / RIM - radius / far) * far / width) ** 2 for n in range(256)]
        ring = self._round.point([round(255 * level) for level in levels])
        self._add(lamp, ring, x - far, y - far, x + far, y + far)

    def dark(self, x: float, y: float, radius: float) -> None:
        """A round body in front of the light so far: it is dark."""
        mask = Image.new("L", (self._planes[0].width * SCALE, self._planes[0].height * SCALE), 0)
        ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        mask = mask.reduce(SCALE)
        for plane in self._planes:
            plane.paste(0, (0, 0), mask)

    def below(self, y: float, power: float) -> None:
        """What lies below a level keeps only that share of its light."""
        top = round(y / SCALE)
        for plane in self._planes:
            box = (0, top, plane.width, plane.height)
            if top < plane.height:
                plane.paste(plane.crop(box).point([round(power * n) for n in range(256)]), box)

    def line(self, points: Iterable[Point], power: float, width: float = 1.0) -> None:
        """A sharp line of light."""
        where = [(2 * x, 2 * y) for x, y in points]
        self._pen().line(where, fill=round(255 * power), width=max(2, round(2 * width)))

    def dot(self, x: float, y: float, radius: float, power: float) -> None:
        """A small sharp disc of light."""
        box = (2 * (x - radius), 2 * (y - radius), 2 * (x + radius), 2 * (y + radius))
        self._pen().ellipse(box, fill=round(255 * power))

    def circle(self, x: float, y: float, radius: float, power: float, width: float = 1.0) -> None:
        """A sharp ring."""
        box = (2 * (x - radius), 2 * (y - radius), 2 * (x + radius), 2 * (y + radius))
        self._pen().ellipse(box, outline=round(255 * power), width=max(2, round(2 * width)))

    def levels(self) -> Callable[[float, float], float]:
        """How bright all lamps together are at a point by now, 0 to 1; what lies outside is dark."""
        key, fill, spark = self._planes
        levels, wide = ImageChops.add(ImageChops.add(key, fill), spark).tobytes(), key.width

        def level(x: float, y: float) -> float:
            inside = 0 <= x < self.width and 0 <= y < self.height
            return levels[int(y) // SCALE * wide + int(x) // SCALE] / 255 if inside else 0.0

        return level

    def jpeg(self, colours: Sequence[tuple[int, int, int]], mirror: bool = False) -> bytes:
        """The picture, with the colours of the hall and of its three lamps. `mirror` swaps left and right."""
        hall, *lamps = colours
        matrix = tuple(
            part for band in range(3) for part in (*((lamp[band] - hall[band]) / 255 for lamp in lamps), hall[band])
        )
        light = Image.merge("RGB", self._planes).convert("RGB", matrix).convert("YCbCr")
        if mirror:
            light = light.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        bright, *tints = light.split()
        size, half = (self.width, self.height), (-(-self.width // 2), -(-self.height // 2))
        # A mirrored plane of light may reach past the picture at its left edge, not at its right one.
        over = (light.width * SCALE - self.width) / SCALE
        part = (over if mirror else 0, 0, light.width - (0 if mirror else over), self.height / SCALE)
        bright = bright.resize(size, Image.Resampling.BILINEAR, part)
        # JPEG keeps one tint for four pixels, so more would be thrown away.
        tints = [
            tint.resize(half, Image.Resampling.BILINEAR, part).resize(size, Image.Resampling.NEAREST) for tint in tints
        ]
        if self._lines is not None:
            # Lines are brighter, not of another colour: they take that of the light around them.
            lines = self._lines.reduce(2)
            bright = ImageChops.add(bright, lines.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirror else lines)
        picture = Image.merge("YCbCr", (bright, *tints))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=75)
        return out.getvalue()

    def _pen(self) -> ImageDraw.ImageDraw:
        """What draws lines: at twice the size, so that halving smooths them."""
        if self._lines is None:
            self._lines = Image.new("L", (2 * self.width, 2 * self.height), 0)
            self._draw = ImageDraw.Draw(self._lines)
        return self._draw

    def _patch(self, plane: Image.Image, light: Image.Image, *box: float) -> None:
        """Add a light, stretched to a box of the picture, to what the plane holds there."""
        left, top, right, bottom = (value / SCALE for value in box)
        x0, y0 = max(0, floor(left)), max(0, floor(top))
        x1, y1 = min(plane.width, ceil(right)), min(plane.height, ceil(bottom))
        if x1 > x0 and y1 > y0:
            across, down = light.width / (right - left), light.height / (bottom - top)
            wanted = (across, 0.0, (x0 - left) * across, 0.0, down, (y0 - top) * down)
            part = light.transform((x1 - x0, y1 - y0), Image.Transform.AFFINE, wanted, Image.Resampling.BILINEAR)
            plane.paste(ImageChops.add(plane.crop((x0, y0, x1, y1)), part), (x0, y0))

    def _add(self, lamp: int, light: Image.Image, *box: float) -> None:
        self._patch(self._planes[lamp], light, *box)


@lru_cache(maxsize=64)
def _fall(power: float, bend: float) -> Image.Image:
    """A round light: `power` in its middle, nothing at its rim. Pictures share theirs, and none paints on it."""
    levels = [round(255 * power * max(0.0, 1 - n / RIM) ** bend) for n in range(256)]
    return Image.radial_gradient("L").point(levels)


def turned(x: float, y: float, angle: float, reach: float) -> Point:
    """The point `reach` away in the direction of an angle, in radians, 0 to the right and growing clockwise."""
    return x + reach * cos(angle), y + reach * sin(angle)
