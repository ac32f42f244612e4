"""Decks for the end-to-end tests: the trends talk and the stress talks through every stage, written to files once.

A deck is named by talk, brand and shape (`chinese-plain-4x3`). Fixtures in conftest.py hold them for the whole run.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from talkdeck.brand import load
from talkdeck.brand.model import Brand
from talkdeck.html import write_html
from talkdeck.layout import arrange
from talkdeck.layout.pictures import encode
from talkdeck.layout.resolve import resolve
from talkdeck.media.library import Library
from talkdeck.model.deck import Deck
from talkdeck.model.outline import Outline
from talkdeck.model.page import Asset, Pages
from talkdeck.pptx import write_pptx
from talkdeck.source import read
from tests.stress.pictures import draw_pictures

if TYPE_CHECKING:
    from typing import Literal

ROOT = Path(__file__).parents[2]
STRESS = ("chinese", "english", "mixed")
LOOKS: tuple[tuple[str, Literal["16:9", "4:3"]], ...] = (
    ("plain", "16:9"),
    ("plain", "4:3"),
    ("algmon", "16:9"),
    ("algmon", "4:3"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """Which deck: a talk's stem, a brand, a shape."""

    talk: str
    brand: str
    shape: Literal["16:9", "4:3"]

    def __str__(self) -> str:
        return f"{self.talk}-{self.brand}-{self.shape.replace(':', 'x')}"


TRENDS = Name("trends", "algmon", "16:9")
ALL = (TRENDS, *(Name(talk, *look) for talk in STRESS for look in LOOKS))
"""Every deck, for what is quick: laid out in Chromium."""

FEW = (
    TRENDS,
    Name("chinese", "algmon", "16:9"),
    Name("chinese", "plain", "4:3"),
    Name("english", "plain", "16:9"),
    Name("english", "algmon", "4:3"),
    Name("mixed", "plain", "16:9"),
    Name("mixed", "algmon", "4:3"),
)
"""Every talk in both shapes and both brands, for all the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A deck with all that the stages handed on, and its files."""

    name: Name
    outline: Outline
    deck: Deck
    pages: Pages
    brand: Brand
    assets: Mapping[str, Asset]
    pptx: Path
    html: Path


def project(folder: Path) -> Path:
    """A project with the trends talk and the stress talks, their pictures drawn. Returns its folder."""
    talks = folder / "talks"
    draw_pictures(talks / "img")
    for source in (ROOT / "talks" / "trends.yaml", *(ROOT / "tests" / "stress" / f"{name}.yaml" for name in STRESS)):
        shutil.copy(source, talks)
    return folder


def stages(
    path: Path, root: Path, brand_name: str, shape: Literal["16:9", "4:3"]
) -> tuple[Outline, Deck, Brand, Library]:
    """An outline up to its deck; any error fails the test that asked."""
    outline, problems = read(path)
    assert outline is not None, problems
    outline = replace(outline, brand=brand_name, shape=shape)
    brand, problems = load(brand_name, shape, root)
    assert brand is not None, problems
    library = Library(root, offline=True)
    deck, problems = resolve(outline, brand, library, path.stem, path.parent)
    assert not [p for p in problems if p.is_error]
    return outline, deck, brand, library


def build(name: Name, root: Path, out: Path) -> Built:
    """Build one deck of a project made by `project`."""
    outline, deck, brand, library = stages(root / "talks" / f"{name.talk}.yaml", root, name.brand, name.shape)
    pages, problems = arrange(deck, brand)
    assert pages is not None, problems
    assets, problems = encode(pages, brand, library)
    assert not problems
    pptx, html = out / f"{name}.pptx", out / f"{name}.html"
    with pptx.open("wb") as stream:
        write_pptx(pages, brand, assets, stream)
    with html.open("wb") as stream:
        write_html(pages, brand, assets, stream)
    return Built(name=name, outline=outline, deck=deck, pages=pages, brand=brand, assets=assets, pptx=pptx, html=html)
