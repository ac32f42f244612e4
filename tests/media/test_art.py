"""Generated art: a brand's few colours, calm, small, the same every time, and never twice side by side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkdeck.media import arcs, bands, beams, columns
from talkdeck.media.art import FAMILIES, ArtPalette, choice, draw, variants
from talkdeck.media.canvas import FIELD, FORM, WEIGHTS, Canvas, Dice
from talkdeck.media.lamps import KEY, Lamps
from tests.media.conftest import opened

PALETTE = ArtPalette(ground="FBF8F3", ink="14274E", accent="F26B5B", second="2A9D8F", tint="E9EEF2")
HALL = ArtPalette(ground="0B0A14", ink="F6F5FF", accent="7A4BFF", second="1CC8E6", tint="2B1C78")
FLAT = tuple(family for family in FAMILIES if family != "beams")
COUNTS = {
    "arcs": len(arcs.COMPOSITIONS),
    "bands": len(bands.COMPOSITIONS),
    "beams": len(beams.COMPOSITIONS),
    "columns": len(columns.COMPOSITIONS),
}
SHAPES = ((960, 540), (960, 720), (640, 640), (480, 640), (960, 320))


@pytest.mark.parametrize("family", FLAT)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_composition_fills_every_shape(family: str, shape: tuple[int, int]) -> None:
    seen = set()
    for seed in variants(3 * COUNTS[family], "shapes", family):
        asset = draw(seed, *shape, PALETTE, family)
        picture = opened(asset.data)
        assert (asset.mime, asset.width, asset.height) == ("image/png", *shape)
        assert (picture.mode, picture.size) == ("P", shape)
        # A screen of dots is edges all over, and costs more.
        assert len(asset.data) < (29_000 if family == "columns" else 18_000)
        counts = sorted((count for count, _ in picture.getcolors() or ()), reverse=True)
        # A form on a ground: neither one flat colour nor noise, whose colours would be many and scattered.
        assert counts[0] < 0.985 * shape[0] * shape[1]
        assert sum(counts[:6]) > (0.88 if family == "columns" else 0.93) * shape[0] * shape[1]
        seen.add(choice(seed, family)[0])
    assert seen == set(range(COUNTS[family]))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_composition_lights_the_hall(shape: tuple[int, int]) -> None:
    seen = set()
    for seed in variants(3 * COUNTS["beams"], "shapes", "beams"):
        asset = draw(seed, *shape, HALL, "beams")
        picture = opened(asset.data)
        assert (asset.mime, asset.width, asset.height) == ("image/jpeg", *shape)
        assert picture.size == shape
        assert len(asset.data) < 52_000
        levels = picture.convert("L").histogram()
        pixels = shape[0] * shape[1]
        # Much of the hall is dark, something in it shines, and none of it is overexposed.
        assert sum(levels[:64]) > 0.33 * pixels
        assert sum(levels[150:]) > 0.001 * pixels
        assert sum(levels[240:]) < 0.06 * pixels
        seen.add(choice(seed, "beams")[0])
    assert seen == set(range(COUNTS["beams"]))


def test_light_mirrors_exactly_where_it_is_wider_than_the_picture() -> None:
    # 10 pixels are two and a half of light: mirrored, the half one must be cut at the other side.
    hall = Lamps(10, 8)
    hall.fade(0, 0, 4, 8, KEY, 1.0, True)
    colours = [(0, 0, 0)] + [(255, 255, 255)] * 3
    one, other = (opened(hall.jpeg(colours, mirror)).convert("L").tobytes()[7 * 10 :] for mirror in (False, True))
    assert one[0] > one[9] + 100
    assert abs(one[0] - other[9]) < 24


@pytest.mark.parametrize("family", FAMILIES)
def test_same_seed_same_bytes(family: str) -> None:
    assert draw("talk-3", 480, 270, PALETTE, family) == draw("talk-3", 480, 270, PALETTE, family)
    assert draw("talk-3", 480, 270, PALETTE, family) != draw("talk-4", 480, 270, PALETTE, family)


@pytest.mark.parametrize("family", FAMILIES)
@settings(deadline=None, max_examples=50)
@given(salt=st.text(max_size=12), count=st.integers(0, 70))
def test_neighbours_differ(family: str, salt: str, count: int) -> None:
    seeds = variants(count, salt, family)
    assert len(set(seeds)) == len(seeds) == count
    made = [choice(seed, family) for seed in seeds]
    for number, (composition, colouring) in enumerate(made):
        assert composition not in [c for c, _ in made[max(0, number - 3) : number]]
        assert number == 0 or colouring != made[number - 1][1]
    assert variants(count // 2, salt, family) == seeds[: count // 2]


def test_known_choices_never_change() -> None:
    # A change here changes every deck's pictures.
    assert [choice(f"seed-{n}", "arcs") for n in range(4)] == [(4, 1), (0, 0), (2, 0), (0, 4)]
    assert variants(3, "trends", "bands") == ("trends-0", "trends-1", "trends-2")
    assert [choice(f"seed-{n}", "beams") for n in range(4)] == [(5, 1), (0, 0), (2, 0), (0, 3)]
    assert [choice(f"seed-{n}", "columns") for n in range(4)] == [(4, 1), (0, 0), (2, 0), (0, 3)]


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=8), st.integers(1, 400), st.integers(1, 400), st.sampled_from(FAMILIES))
def test_any_seed_and_shape(seed: str, width: int, height: int, family: str) -> None:
    asset = draw(seed, width, height, PALETTE, family)
    assert opened(asset.data).size == (asset.width, asset.height)


def test_huge_wishes_are_bounded() -> None:
    asset = draw("x", 12_192, 6_858, PALETTE, "arcs")
    assert (asset.width, asset.height) == (2560, 1440)


def test_two_inks_in_one_pixel_mix_exactly() -> None:
    sums: dict[int, set[int]] = {}
    for one in range(6):
        for other in range(6):
            for share in range(5):
                total = share * WEIGHTS[one] + (4 - share) * WEIGHTS[other]
                inks = {one, other} if 0 < share < 4 else {one if share else other}
                assert sums.setdefault(total, inks) == inks
    canvas = Canvas(16, 16)
    canvas.box(8.5, 0, 16, 16, FORM)
    colours = [(0, 0, 0)] * 6
    colours[FIELD], colours[FORM] = (200, 100, 0), (0, 100, 200)
    picture = opened(canvas.png(colours)).convert("RGB")
    assert [picture.getpixel((x, 5)) for x in (7, 8, 9)] == [(200, 100, 0), (100, 100, 100), (0, 100, 200)]


def test_dice_are_fair_enough() -> None:
    dice = Dice("fair")
    counts = [0] * 6
    for _ in range(6_000):
        counts[dice.below(6)] += 1
    assert min(counts) > 850
    assert max(counts) < 1_150
