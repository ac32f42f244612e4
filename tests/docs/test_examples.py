"""The examples of the manual build without a warning, and every kind of slide has its section, example and picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import make_outline, make_pictures
from talkdeck.build.find import root_of
from talkdeck.build.talk import Job, build_talk
from talkdeck.layout.kinds import KINDS

DOCS = make_pictures.DOCS
EXAMPLES = sorted((*make_pictures.EXAMPLES.glob("*.yaml"), *make_pictures.EXAMPLES.glob("*/talks/*.yaml")))
OUTLINE = (DOCS / "outline.md").read_text("utf-8")

LIMIT = 2_500_000
"""Bytes that all pictures may have together."""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_builds_without_a_warning(path: Path, tmp_path: Path) -> None:
    root = root_of(path, make_pictures.ROOT)
    result = build_talk(Job(talk=path, root=root, out=tmp_path, strict=True, offline=True))
    assert [(problem.code, problem.text) for problem in result.problems] == []
    assert sorted(made.name for made in tmp_path.iterdir()) == [f"{path.stem}.html", f"{path.stem}.pptx"]


def sections() -> dict[str, str]:
    """The text below each heading of the third level, by heading."""
    parts = re.split(r"(?m)^### (.+)$", OUTLINE.partition("\n## Kinds of slide\n")[2].partition("\n## ")[0])
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_kind_has_a_section_in_the_order_of_the_list() -> None:
    assert list(sections()) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_an_example_a_picture_and_limits(kind: str) -> None:
    section = sections()[kind]
    assert "```yaml" in section
    assert re.search(r"!\[[^\]]+\]\(pictures/[^)]+\.pptx\.png\)", section)
    assert re.search(r"!\[[^\]]+\]\(pictures/[^)]+\.html\.png\)", section)
    assert "Limits" in section


def test_every_example_is_shown_somewhere() -> None:
    pages = OUTLINE + (DOCS / "brands.md").read_text("utf-8")
    shown = {match[1].removesuffix(".yaml") for match in re.finditer(r"<!-- (?:example|pictures): (\S+)", pages)}
    assert shown == {path.stem for path in EXAMPLES}


def test_pictures_are_those_that_the_examples_make() -> None:
    names = {name for example in make_pictures.examples() for name in example.pages}
    wanted = {f"{name}.{form}.png" for name in names for form in ("pptx", "html")}
    wanted |= {f"{name}.png" for name in make_pictures.SHEETS}
    assert {path.name for path in make_pictures.PICTURES.iterdir()} == wanted, "run docs/make_pictures.py"


def test_pictures_are_small() -> None:
    from PIL import Image

    paths = sorted(make_pictures.PICTURES.glob("*.png"))
    assert sum(path.stat().st_size for path in paths) < LIMIT
    for path in paths:
        with Image.open(path) as image:
            assert image.width <= (make_pictures.SHEET if path.stem in make_pictures.SHEETS else make_pictures.WIDTH)
            assert image.mode == "P"


@pytest.mark.parametrize("name", make_outline.PAGES)
def test_keys_examples_and_pictures_on_a_page_are_in_step(name: str) -> None:
    text = (DOCS / name).read_text("utf-8")
    assert make_outline.filled(text) == text, "run docs/make_outline.py"


def test_every_class_of_language_and_brands_has_its_table_of_keys() -> None:
    pages = "".join((DOCS / name).read_text("utf-8") for name in make_outline.PAGES)
    assert set(re.findall(r"<!-- keys: (\w+) -->", pages)) == make_outline.classes().keys()
