"""Brands: every shipped one loads in both shapes; every mistake in a brand.yaml is found at its line."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Literal

import pytest

from talkdeck.brand import available, load
from talkdeck.brand.assemble import ROLES
from talkdeck.brand.colour import contrast, with_luminance
from talkdeck.brand.model import SLOTS, Brand, Region
from talkdeck.brand.schema import brand_schema
from talkdeck.model.problems import Problem
from talkdeck.model.units import Rect
from talkdeck.source.schema import schema_text

ROOT = Path(__file__).parents[2]
SHAPES: tuple[Literal["16:9", "4:3"], ...] = ("16:9", "4:3")
BRANDS = [(name, shape) for name in ("algmon", "editorial", "plain", "stage") for shape in SHAPES]


def loaded(name: str, shape: Literal["16:9", "4:3"]) -> Brand:
    brand, problems = load(name, shape, ROOT)
    assert problems == ()
    assert brand is not None
    return brand


def own(tmp_path: Path, text: str) -> tuple[Brand | None, tuple[Problem, ...]]:
    folder = tmp_path / "brands" / "mine"
    folder.mkdir(parents=True)
    (folder / "brand.yaml").write_text(text, "utf-8")
    return load("mine", "16:9", tmp_path)


@pytest.mark.parametrize(("name", "shape"), BRANDS)
def test_shipped_brands_are_whole(name: str, shape: Literal["16:9", "4:3"]) -> None:
    brand = loaded(name, shape)
    assert tuple(brand.theme) == SLOTS
    assert all(set(ROLES) <= set(ground.colours) for ground in brand.grounds.values())
    assert brand.width * 3 == brand.height * 4 if shape == "4:3" else brand.width * 9 == brand.height * 16


@pytest.mark.parametrize(("name", "shape"), BRANDS)
def test_regions_stay_on_the_slide_and_off_each_other(name: str, shape: Literal["16:9", "4:3"]) -> None:
    brand = loaded(name, shape)
    slide = Rect(0, 0, brand.width, brand.height)
    for layout in brand.layouts.values():
        assert all(slide.contains(region.frame) for region in layout.regions), layout.name
        indexes = [region.index for region in layout.regions]
        assert len(indexes) == len(set(indexes))
        overlaps = {(a.name, b.name) for a, b in combinations(layout.regions, 2) if _meet(a, b)}
        assert overlaps <= SHARED, layout.name


SHARED = {("kicker", "time"), ("footnotes", "source"), ("portrait", "attribution")}
SHARED |= {("claim", "points"), ("title", "points"), *((f"formula{n}", f"words{n}") for n in range(1, 5))}
"""Regions of which one makes room where the other is there: `Sheet.kicker`, `layout/foot.py`, `layout/kinds/`."""


def _meet(a: Region, b: Region) -> bool:
    if a.shape == b.shape == "chevron":  # the tip of one points into the other
        return False
    one, other = a.frame, b.frame
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def test_smallest_text_is_never_below_the_floors_of_the_art_direction() -> None:
    for name, shape in BRANDS:
        brand = loaded(name, shape)
        floors = {"footer": 1000, "slide-number": 1000, "source": 1200, "table": 1300, "table-head": 1300}
        floors |= {"table-group": 1300, "table-note": 1200, "diagram-label": 1300}
        floors |= {"panel-answer": 1300, "panel-head": 1300, "stat-source": 1200}
        for style in brand.styles.values():
            small = style.name.startswith(("caption", "kicker", "meta", "chart", "time", "footnote"))
            assert style.sizes[-1] >= floors.get(style.name, 1200 if small else 1600), style.name
            assert list(style.sizes) == sorted(style.sizes, reverse=True)
            assert style.leading >= 1050


def test_an_unknown_brand_gets_a_hint(tmp_path: Path) -> None:
    brand, problems = load("algmom", "16:9", tmp_path)
    assert brand is None
    assert [problem.code for problem in problems] == ["E301"]
    assert "algmon" in problems[0].hints[0]


@pytest.mark.parametrize("name", ["base", "../plain", "", "A b"])
def test_what_is_no_name_is_no_brand(name: str, tmp_path: Path) -> None:
    assert load(name, "16:9", tmp_path)[0] is None


def test_a_project_s_brand_says_only_what_differs(tmp_path: Path) -> None:
    brand, problems = own(tmp_path, "title: Mine\ntheme: {accent1: 7A1FA2}\n")
    assert problems == ()
    assert brand is not None
    assert brand.theme["accent1"] == "7A1FA2"
    assert brand.grounds["paper"].colours["accent"].hex == "7A1FA2"
    assert ("mine", "Mine", "") in available(tmp_path)


def test_only_what_stands_on_a_ground_is_checked_upon_it(tmp_path: Path) -> None:
    _, problems = own(tmp_path, "title: X\ngrounds:\n  dark: {code-text: dk1}\n")
    assert problems == ()


MISTAKES = [
    ("", "E302", 1),
    ("- a list\n", "E302", 1),
    ("title: X\ntheme: {accent1: blue}\n", "E311", 1),
    ("title: X\ntheme: {accent9: 112233}\n", "E311", 1),
    ("title: X\ngrounds:\n  paper:\n    ink: dk7\n", "E312", 4),
    ("title: X\nfonts:\n  body: {latin: [A], asian: [B], metrics: comic}\n", "E319", 3),
    ("title: X\nlayouts:\n  cover: {ground: sky}\n", "E314", 3),
    ("title: X\nlayouts:\n  cover:\n    regions:\n      title: {cols: [1, 13]}\n", "E315", None),
    ("title: X\nlayouts:\n  cover:\n    regions:\n      title: {style: huge}\n", "E316", None),
    ("title: X\nlayouts:\n  cover:\n    regions:\n      title: {y: [1.0, 8.0]}\n", "E317", None),
    ("title: X\ngrounds:\n  paper:\n    ink: lt2\n", "E318", None),
    ("title: X\ndark: {paper: night}\n", "E314", None),
    ("title: X\ndark: {paper: dark}\ngrounds:\n  dark: {code-text: dk1}\n", "E318", 4),
    ("title: X\nlayouts:\n  cover: {like: covre}\n", "E303", 3),
    ("title: X\nlayouts:\n  a: {like: b}\n  b: {like: a}\n", "E303", None),
    ("title: X\nstyles:\n  title: {sizes: [big]}\n", "E203", 3),
    ("title: X\ncolour: red\n", "E201", 2),
    ("title: X\ntitle: Y\n", "E120", 2),
]


@pytest.mark.parametrize(("text", "code", "line"), MISTAKES)
def test_mistakes_are_found(text: str, code: str, line: int | None, tmp_path: Path) -> None:
    brand, problems = own(tmp_path, text)
    assert brand is None
    found = [problem for problem in problems if problem.code == code]
    assert found, [f"{p.code} {p.text}" for p in problems]
    assert all(problem.span.path.endswith("brand.yaml") for problem in found)
    if line is not None:
        assert found[0].span.line == line


def test_luminance_and_contrast_are_powerpoint_s_and_wcag_s() -> None:
    assert with_luminance("FFFFFF", 85_000, 0) == "D9D9D9"
    assert with_luminance("000000", 65_000, 35_000) == "595959"
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_schema_in_the_repository_is_in_step() -> None:
    text = (ROOT / "brand.schema.json").read_text("utf-8")
    assert text == schema_text(brand_schema())
    assert json.loads(text)["properties"]["theme"]["additionalProperties"]["type"] == "string"
