"""Timelines of slides: their shape, and that the linter finds what PowerPoint would not take."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from talkdeck.brand.model import Brand
from talkdeck.model.page import Asset, Build, MediaBox, Page, Pages, Player, TableBox, TextBox
from talkdeck.model.values import replace
from talkdeck.pptx import write_pptx
from talkdeck.pptx.lint import lint
from tests.pptx.test_lint import packed, swap, unpacked
from tests.pptx.toy import toy_assets, written

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def text_page(pages: Pages) -> Page:
    """A page whose second box has paragraphs."""
    return next(page for page in pages.pages if _list_on(page) is not None)


def _list_on(page: Page) -> int | None:
    texts = enumerate(page.boxes)
    return next((at for at, box in texts if isinstance(box, TextBox) and len(box.paragraphs) > 1), None)


@pytest.fixture(scope="module")
def moving(pages: Pages, brand: Brand, text_page: Page) -> bytes:
    """Two slides: a text by paragraphs, and a table by rows."""
    at = _list_on(text_page)
    assert at is not None
    first = replace(text_page, builds=(Build(1, at, "paragraphs", 0, 0, "rise"), Build(2, at, "paragraphs", 1, 1)))
    table_page = next(page for page in pages.pages if any(isinstance(box, TableBox) for box in page.boxes))
    table = next(n for n, box in enumerate(table_page.boxes) if isinstance(box, TableBox))
    second = replace(table_page, builds=(Build(1, table, "rows", 1, 1, "wipe"),), transition="morph")
    return written(replace(pages, pages=(first, second), sections=(), player=Player(loop=True, advance=7)), brand)


TEXT, TABLE = "ppt/slides/slide1.xml", "ppt/slides/slide2.xml"
BROKEN: dict[str, tuple[Callable[[Parts], None], str]] = {
    "a node's id twice": (swap(TEXT, '<p:cTn id="5"', '<p:cTn id="4"'), "2 nodes of its timeline have the id 4"),
    "no id": (swap(TEXT, '<p:cTn id="5"', "<p:cTn"), "a node of its timeline has no id"),
    "no number": (swap(TEXT, '<p:cTn id="5"', '<p:cTn id="x"'), "has the id 'x', which is no number from 1 on"),
    "ids that fall": (swap(TEXT, '<p:cTn id="5"', '<p:cTn id="500"'), "ids of its timeline do not rise"),
    "a target that is not there": (swap(TEXT, 'spTgt spid="', 'spTgt spid="9'), "its timeline moves shape 9"),
    "builds of no shape": (swap(TEXT, 'bldP spid="', 'bldP spid="9'), "its builds name shape 9"),
    "a group without builds": (swap(TEXT, ' grpId="0" nodeType', ' grpId="4" nodeType'), "is of group 4, which its"),
    "builds without effects": (swap(TEXT, ' grpId="0" build="p"', ' grpId="4" build="p"'), "which has no effect"),
    "leading nowhere": (swap(TABLE, '<p:tn val="2"/>', '<p:tn val="99"/>'), "leads back to node 99"),
    "out of order": (swap(TEXT, "<p:transition", "<p:timing/><p:transition"), "children of p:sld are out of order"),
    "a choice out of order": (
        swap(TABLE, "<mc:AlternateContent", "<p:timing/><mc:AlternateContent", times=1),
        "children of p:sld are out of order",
    ),
}


def _xml(package: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        return box.read(part).decode()


def test_moving_slides_are_sound(moving: bytes) -> None:
    assert lint(moving) == ()


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_is_found(fault: str, moving: bytes) -> None:
    change, sentence = BROKEN[fault]
    parts = unpacked(moving)
    change(parts)
    found = lint(packed(parts))
    assert any(sentence in each for each in found), found


def test_each_paragraph_is_an_effect_of_its_own(moving: bytes) -> None:
    slide = _xml(moving, TEXT)
    assert slide.count('nodeType="clickEffect"') == 2
    assert '<p:pRg st="0" end="0"/>' in slide
    assert '<p:pRg st="1" end="1"/>' in slide
    assert slide.count(' build="p"/>') == 1
    assert 'presetID="42" presetClass="entr"' in slide


def test_a_row_is_covered_as_the_slide_begins_and_uncovered_by_its_click(moving: bytes) -> None:
    slide = _xml(moving, TABLE)
    start, click = slide.index('<p:cond evt="onBegin" delay="0"><p:tn val="2"/>'), slide.index("clickEffect")
    assert start < slide.index("fillcolor") < slide.index('presetClass="entr"') < click
    assert '<p:animEffect transition="out" filter="wipe(left)">' in slide[click - 200 :]
    assert slide.count('presetClass="exit"') == 1


def test_morph_fades_in_programs_that_do_not_know_it(moving: bytes) -> None:
    slide = _xml(moving, TABLE)
    assert 'Requires="p159"><p:transition spd="slow" advTm="7000"><p159:morph option="byObject"/>' in slide
    assert '<mc:Fallback><p:transition spd="slow" advTm="7000"><p:fade/></p:transition></mc:Fallback>' in slide


def test_the_show_goes_on_by_itself_and_begins_again(moving: bytes, package: bytes) -> None:
    assert '<p:transition spd="fast" advTm="7000"><p:fade/></p:transition>' in _xml(moving, TEXT)
    assert '<p:showPr loop="1"' in _xml(moving, "ppt/presProps.xml")
    assert "showPr" not in _xml(package, "ppt/presProps.xml")


def test_a_recording_that_comes_in_still_plays_by_a_click(pages: Pages, brand: Brand, text_page: Page) -> None:
    assets = {**toy_assets(), "film": Asset(b"film", "video/mp4", 0, 0)}
    title, other = text_page.boxes[0], text_page.boxes[1]
    poster = next(name for name, asset in assets.items() if asset.mime == "image/png")
    film = MediaBox(
        node="film", frame=other.frame, kind="video", asset="film", poster=poster, alt="Film", span=text_page.span
    )
    page = replace(text_page, boxes=(title, film), builds=(Build(1, 1),))
    out = io.BytesIO()
    write_pptx(replace(pages, pages=(page,), sections=()), brand, assets, out)
    assert lint(out.getvalue()) == ()
    slide = _xml(out.getvalue(), TEXT)
    assert slide.index('nodeType="mainSeq"') < slide.index('nodeType="interactiveSeq"') < slide.index("<p:cMediaNode")
