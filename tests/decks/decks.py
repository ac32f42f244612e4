"""Decks for the end-to-end tests: the talks of talks/ and the stress talks through every stage, written to files once.

A deck is named by talk, brand and shape (`chinese-plain-4x3`), and by its language where it is a further edition
(`idc-editorial-16x9-en`). Fixtures in conftest.py hold them for the whole run, and keep a deck's tests on one worker.
A deck in TALKS, FULL or KINDS costs about a second for every ten slides, most of it LibreOffice's.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

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
from talkdeck.model.values import Struct, replace
from talkdeck.pptx import write_pptx
from talkdeck.source import read
from tests.stress.pictures import draw_pictures

Shape = Literal["16:9", "4:3"]

ROOT = Path(__file__).parents[2]
STRESS = ("chinese", "english", "mixed", "kinds-zh", "kinds-en")
UNFETCHED = ("W401", "W402", "W403")
"""Warnings of pictures that are not there, or not to be had offline."""


class Name(Struct, frozen=True):
    """Which deck: a talk's stem, a brand, a shape; the language of a further edition."""

    talk: str
    brand: str
    shape: Shape
    edition: str | None = None

    def __str__(self) -> str:
        parts = (self.talk, self.brand, self.shape.replace(":", "x"), self.edition)
        return "-".join(part for part in parts if part)


TRENDS = Name("trends", "algmon", "16:9")
IDC = Name("idc", "plain", "16:9")
MEET = Name("meet2024", "stage", "16:9")
LATETALK = Name("latetalk", "editorial", "16:9")
TALKS = (
    TRENDS,
    MEET,
    IDC,
    Name("idc", "plain", "16:9", "en"),
    LATETALK,
    Name("overview", "plain", "16:9"),
)
"""The talks of talks/ as they are given."""

FULL = (
    Name("chinese", "algmon", "16:9"),
    Name("mixed", "editorial", "4:3"),
)
"""A stress talk of the kinds of text, pictures and cards in every brand; KINDS has the shapes."""

KINDS = (
    Name("kinds-zh", "plain", "16:9"),
    Name("kinds-en", "plain", "4:3"),
    Name("kinds-en", "algmon", "16:9"),
    Name("kinds-zh", "algmon", "4:3"),
    Name("kinds-zh", "stage", "16:9"),
    Name("kinds-en", "stage", "4:3"),
    Name("kinds-en", "editorial", "16:9"),
    Name("kinds-zh", "editorial", "4:3"),
)
"""All other kinds at their limits in every brand and shape; each brand has both languages."""

FEW = (*FULL, *KINDS, *TALKS)
"""For all tests."""

DRAWN = (*FULL, KINDS[0], KINDS[3], KINDS[5], KINDS[6], *TALKS)
"""For LibreOffice, which takes twenty seconds for a stress talk: of KINDS each brand, each shape and language twice."""

ALL = (*FEW, Name("english", "plain", "4:3"), Name("chinese", "stage", "4:3"))
"""Some more looks: for what is quick, the layout in Chromium."""


class Built(Struct, frozen=True):
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
    """A project with the talks of talks/ and the stress talks, their pictures drawn. Returns its folder."""
    talks = folder / "talks"
    shutil.copytree(ROOT / "talks", talks)
    draw_pictures(talks / "img")
    for name in STRESS:
        shutil.copy(ROOT / "tests" / "stress" / f"{name}.yaml", talks)
    return folder


def stages(
    path: Path, root: Path, brand_name: str, shape: Shape, edition: str | None = None
) -> tuple[Outline, Deck, Brand, Library]:
    """An outline up to its deck; anything to complain of but pictures that cannot be had fails the test that asked."""
    outline, problems = read(path, edition)
    assert outline is not None, problems
    outline = replace(outline, brand=brand_name, shape=shape)
    brand, more = load(brand_name, shape, root)
    assert brand is not None, more
    library = Library(root, offline=True)
    deck, others = resolve(outline, brand, library, path.stem, path.parent)
    assert not [p for p in (*problems, *more, *others) if p.code not in UNFETCHED]
    return outline, deck, brand, library


def build(name: Name, root: Path, out: Path) -> Built:
    """Build one deck of a project made by `project`."""
    path = root / "talks" / f"{name.talk}.yaml"
    outline, deck, brand, library = stages(path, root, name.brand, name.shape, name.edition)
    pages, problems = arrange(deck, brand)
    assert pages is not None, problems
    assert not problems
    assets, problems = encode(pages, brand, library)
    assert not problems
    pptx, html = out / f"{name}.pptx", out / f"{name}.html"
    with pptx.open("wb") as stream:
        write_pptx(pages, brand, assets, stream)
    with html.open("wb") as stream:
        write_html(pages, brand, assets, stream)
    return Built(name=name, outline=outline, deck=deck, pages=pages, brand=brand, assets=assets, pptx=pptx, html=html)
