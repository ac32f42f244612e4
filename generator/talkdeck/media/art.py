"""Generated pictures for pictures that are not there: a brand's own pattern, chosen by a seed.

The seed alone decides composition, colouring and details; `variants` makes seeds whose neighbours differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from talkdeck.media.canvas import Canvas, Dice
from talkdeck.model.page import Asset
from talkdeck.model.values import Struct

FAMILIES = ("arcs", "bands", "beams", "columns")

SIDE = 2560
"""Longest side in pixels; a larger wish is scaled down, flat forms lose nothing by it."""

Shade = tuple[str, str, int]
"""A colour of the palette, another one, and how much of that is mixed in, in percent."""

_COLOURINGS: dict[str, tuple[tuple[Shade, ...], ...]] = {
    # Each colouring in the order of the inks: field, form, spark, side, quiet, blend; or the hall and its three lamps.
    "arcs": (
        (
            ("ground", "ink", 0),
            ("ink", "ink", 0),
            ("accent", "ink", 0),
            ("second", "ink", 0),
            ("tint", "ink", 0),
            ("ink", "second", 45),
        ),
        (
            ("ink", "ink", 0),
            ("second", "ink", 0),
            ("accent", "ink", 0),
            ("ground", "ink", 0),
            ("ink", "ground", 14),
            ("second", "ground", 55),
        ),
        (
            ("tint", "ink", 0),
            ("accent", "ink", 0),
            ("ink", "ink", 0),
            ("second", "ink", 0),
            ("ground", "ink", 0),
            ("ink", "accent", 20),
        ),
        (
            ("second", "ground", 0),
            ("ink", "ink", 0),
            ("ground", "ink", 0),
            ("tint", "second", 25),
            ("second", "ink", 18),
            ("ink", "second", 45),
        ),
        (
            ("accent", "ink", 0),
            ("ground", "ink", 0),
            ("ink", "ink", 0),
            ("ink", "accent", 12),
            ("accent", "ground", 24),
            ("accent", "ink", 45),
        ),
    ),
    "bands": (
        (
            ("ground", "ink", 0),
            ("accent", "ink", 0),
            ("ink", "ink", 0),
            ("second", "ground", 35),
            ("tint", "ink", 0),
            ("accent", "ink", 40),
        ),
        (
            ("tint", "ink", 0),
            ("accent", "ink", 0),
            ("ink", "ink", 0),
            ("ground", "ink", 0),
            ("tint", "accent", 14),
            ("accent", "ground", 35),
        ),
        (
            ("accent", "ink", 0),
            ("ground", "ink", 0),
            ("ink", "ink", 0),
            ("accent", "ground", 45),
            ("accent", "ground", 14),
            ("ground", "accent", 22),
        ),
        (
            ("ink", "ink", 0),
            ("accent", "ink", 0),
            ("ground", "ink", 0),
            ("second", "ink", 20),
            ("ink", "ground", 12),
            ("accent", "ground", 45),
        ),
    ),
    "columns": (
        (
            ("ground", "ink", 0),
            ("ink", "ink", 0),
            ("accent", "ink", 0),
            ("second", "ground", 0),
            ("tint", "ink", 0),
            ("ink", "ground", 40),
        ),
        (
            ("tint", "ground", 30),
            ("ink", "ink", 0),
            ("accent", "ink", 0),
            ("tint", "ink", 40),
            ("tint", "ink", 14),
            ("ink", "tint", 40),
        ),
        (
            ("ground", "tint", 35),
            ("second", "ink", 0),
            ("accent", "ink", 0),
            ("ink", "ink", 0),
            ("tint", "ink", 8),
            ("second", "ground", 45),
        ),
        (
            ("ink", "ink", 0),
            ("ground", "ink", 0),
            ("accent", "ink", 0),
            ("second", "tint", 25),
            ("ink", "ground", 16),
            ("ink", "ground", 55),
        ),
    ),
    "beams": (
        (("ground", "ink", 0), ("accent", "ink", 0), ("second", "ink", 0), ("ink", "ink", 0)),
        (("ground", "ink", 0), ("second", "accent", 15), ("accent", "ink", 0), ("ink", "ink", 0)),
        (("ground", "tint", 55), ("accent", "ink", 12), ("second", "ink", 20), ("ink", "ink", 0)),
        (("ground", "tint", 12), ("accent", "second", 45), ("accent", "tint", 20), ("ink", "ink", 0)),
    ),
}


class ArtPalette(Struct, frozen=True):
    """Five colours as RRGGBB: paper, ink, the accent, a second accent, and a pale tint near the paper."""

    ground: str
    ink: str
    accent: str
    second: str
    tint: str


def choice(seed: str, family: str) -> tuple[int, int]:
    """Composition and colouring of a seed, as numbers of the family's lists."""
    dice = Dice(seed)
    return dice.below(_count(family)), dice.below(len(_COLOURINGS[family]))


def variants(count: int, salt: str, family: str = "arcs") -> tuple[str, ...]:
    """`count` seeds: no composition comes back within four, no colouring twice in a row.

    Four, so that in a grid of two or three columns the neighbour above differs too. Deterministic; the beginning of a
    longer row is the shorter row of the same salt.
    """
    seeds: list[str] = []
    made: list[tuple[int, int]] = []
    for number in range(count):
        attempt = 0
        while True:
            seed = f"{salt}-{number}" + (f".{attempt}" if attempt else "")
            composition, colouring = choice(seed, family)
            if composition not in [c for c, _ in made[-3:]] and (not made or colouring != made[-1][1]):
                break
            attempt += 1
        seeds.append(seed)
        made.append((composition, colouring))
    return tuple(seeds)


def draw(seed: str, width: int, height: int, palette: ArtPalette, family: str) -> Asset:
    """Paint a picture of width x height pixels: a PNG of flat forms, or a JPEG where light is soft (`beams`).

    Family is one of FAMILIES; KeyError for another.
    """
    shrink = min(1.0, SIDE / max(width, height, 1))
    width, height = max(8, round(width * shrink)), max(8, round(height * shrink))
    composition, colouring = choice(seed, family)
    dice = Dice(seed + "/details")
    colours = [_mix(palette, shade) for shade in _COLOURINGS[family][colouring]]
    if family == "beams":
        from talkdeck.media import beams
        from talkdeck.media.lamps import Lamps

        hall = Lamps(width, height)
        beams.COMPOSITIONS[composition](hall, dice)
        return Asset(hall.jpeg(colours, mirror=dice.chance(50)), "image/jpeg", width, height)
    canvas = Canvas(width, height)
    _flat(family)[composition](canvas, dice)
    return Asset(
        canvas.png(colours, mirror=dice.chance(50), straight=family in ("bands", "columns")), "image/png", width, height
    )


def _flat(family: str) -> Sequence[Callable[[Canvas, Dice], None]]:
    """The compositions of six inks."""
    from talkdeck.media import arcs, bands, columns

    return {"arcs": arcs.COMPOSITIONS, "bands": bands.COMPOSITIONS, "columns": columns.COMPOSITIONS}[family]


def _count(family: str) -> int:
    """How many compositions a family has."""
    from talkdeck.media import beams

    return len(beams.COMPOSITIONS if family == "beams" else _flat(family))


def _mix(palette: ArtPalette, shade: Shade) -> tuple[int, int, int]:
    one, other, percent = bytes.fromhex(getattr(palette, shade[0])), bytes.fromhex(getattr(palette, shade[1])), shade[2]
    red, green, blue = ((a * (100 - percent) + b * percent + 50) // 100 for a, b in zip(one, other, strict=True))
    return red, green, blue
