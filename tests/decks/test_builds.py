"""A talk with every kind of build takes the same clicks in both decks: as laid out, in PowerPoint's timeline, in what
LibreOffice understands of it, and by pressing keys in Chromium. With builds off both are complete.
"""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from lxml import etree

from pptx import Presentation
from talkdeck.html import write_html
from talkdeck.layout import arrange
from talkdeck.layout.pictures import encode
from talkdeck.model.motion import NATURAL, By, Effect
from talkdeck.model.page import Pages
from talkdeck.model.values import Struct
from talkdeck.pptx import write_pptx
from talkdeck.pptx.lint import lint
from tests.decks.decks import stages
from tests.decks.test_package import VALIDATOR
from tests.render import pptx_to_odp

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OUTLINE = Path(__file__).parent / "builds.yaml"
CLICKS = [int(n) for n in re.findall(r"#> (\d+)", OUTLINE.read_text("utf-8"))]
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SHOW = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
STATE = """() => {
  const slide = document.querySelector(".slide.now");
  const seen = [...slide.querySelectorAll("[data-build], [data-build-out]")].map((each) =>
    getComputedStyle(each).visibility + (each.matches(".past") ? " dim" : ""));
  return [slide.id, seen.join(), seen.some((each) => each.startsWith("hidden"))];
}"""
HIDDEN = """() => [...document.querySelectorAll("[data-build], [data-build-out]")].filter((each) =>
  getComputedStyle(each).visibility !== "visible" || getComputedStyle(each).opacity !== "1").length"""


class Moving(Struct, frozen=True):
    """The talk, laid out and as files."""

    pages: Pages
    pptx: Path
    html: Path


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Moving:
    folder = tmp_path_factory.mktemp("moving")
    _, deck, brand, library = stages(OUTLINE, folder, "plain", "16:9")
    pages, problems = arrange(deck, brand)
    assert pages is not None, problems
    assert not problems
    assets, _ = encode(pages, brand, library)
    made = Moving(pages, folder / "builds.pptx", folder / "builds.html")
    with made.pptx.open("wb") as stream:
        write_pptx(pages, brand, assets, stream)
    with made.html.open("wb") as stream:
        write_html(pages, brand, assets, stream)
    return made


@pytest.fixture(scope="module")
def shown(moving: Moving, chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page.goto(moving.html.as_uri())
    yield page
    page.close()


def slides(package: Path) -> Iterator[Any]:
    with zipfile.ZipFile(package) as box:
        for number in range(1, len(CLICKS) + 1):
            yield etree.fromstring(box.read(f"ppt/slides/slide{number}.xml"))


def clicks_of(slide: Any) -> int:
    """Clicks of a slide by its timeline alone: steps of the main sequence that wait, and not for the slide's begin."""
    waiting = slide.iterfind(f".//{P}cTn[@nodeType='mainSeq']/{P}childTnLst/{P}par/{P}cTn")
    conditions = [step.findall(f"{P}stCondLst/{P}cond") for step in waiting]
    return sum([each.attrib for each in step] == [{"delay": "indefinite"}] for step in conditions)


def test_the_talk_has_every_kind_of_build_and_effect(moving: Moving) -> None:
    builds = {(page.kind, build.part, build.effect) for page in moving.pages.pages for build in page.builds}
    assert {effect for _, _, effect in builds} == set(get_args(Effect))
    assert {part for _, part, _ in builds} == {"box", "paragraphs", "rows", "series", "dim", "bright"}
    assert {kind for kind, _, _ in builds} == NATURAL.keys() - {"video", "audio"}
    assert {by for can in NATURAL.values() for by in can} == set(get_args(By))
    assert {page.transition for page in moving.pages.pages} == {"none", "push", "wipe", "morph", "fade"}


def test_pages_take_the_clicks_that_the_outline_says(moving: Moving) -> None:
    assert [page.clicks for page in moving.pages.pages] == CLICKS


def test_the_timeline_of_the_powerpoint_deck_has_as_many(moving: Moving) -> None:
    assert [clicks_of(slide) for slide in slides(moving.pptx)] == CLICKS


def test_libreoffice_understands_as_many(moving: Moving, tmp_path: Path) -> None:
    with zipfile.ZipFile(pptx_to_odp(moving.pptx, tmp_path)) as box:
        content = etree.fromstring(box.read("content.xml"))
    found = [
        sum(each.get(f"{SHOW}node-type") == "on-click" for each in page.iter()) for page in content.iter(f"{DRAW}page")
    ]
    assert found == CLICKS


def test_as_many_keys_are_pressed_in_the_html_deck(shown: Page) -> None:
    """Each key changes something, and before the slide goes nothing of it is hidden any more. The talk has a key of its
    own for it."""
    found = [0]
    id_, before, hidden = shown.evaluate(STATE)
    for _ in range(sum(CLICKS) + len(CLICKS) - 1):
        shown.keyboard.press("n")
        now, seen, still_hidden = shown.evaluate(STATE)
        if now == id_:
            assert seen != before, (id_, found)
            found[-1] += 1
        else:
            assert not hidden, id_
            found.append(0)
        id_, before, hidden = now, seen, still_hidden
    assert not hidden, id_
    assert found == CLICKS


def test_on_paper_and_in_the_article_everything_is_there(shown: Page, moving: Moving) -> None:
    assert shown.locator("[data-build]").count() > 100
    shown.goto(f"{moving.html.as_uri()}#slide-1")
    shown.reload()
    assert shown.evaluate(HIDDEN) > 0
    shown.emulate_media(media="print")
    assert shown.evaluate(HIDDEN) == 0
    shown.emulate_media(media="screen")
    shown.set_viewport_size({"width": 390, "height": 800})
    shown.reload()
    assert shown.evaluate("document.documentElement.dataset.mode") == "read"
    assert shown.evaluate(HIDDEN) == 0


def test_attributes_say_transition_pace_options_and_marks(moving: Moving) -> None:
    html = moving.html.read_text("utf-8")
    (options,) = re.findall(r'data-player="([^"]*)"', html)
    keys = {"next": ["n", "PageDown"], "overview": ["Tab"]}
    assert json.loads(options.replace("&#34;", '"')) == {"duration": 30, "keys": keys}
    wanted = [page.transition for page in moving.pages.pages if page.transition != "fade"]
    assert re.findall(r'data-transition="(\w+)"', html) == wanted
    assert re.findall(r'data-pace="(\d+)"', html) == ["90"]
    assert re.findall(r'<p data-click="(\d)">(.*?)</p>', html) == [
        ("1", "第一点：数字从哪里来。"),
        ("2", "第二点。"),
        ("3", "结论。"),
    ]
    assert "<p>开场先停一停。</p>" in html
    assert "[click]" not in html


def test_the_package_is_sound_to_the_linter_the_sdk_and_python_pptx(moving: Moving) -> None:
    assert lint(moving.pptx) == ()
    done = subprocess.run([VALIDATOR, moving.pptx], capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout)["errors"] == []
    read = Presentation(str(moving.pptx))
    assert "[点击]" in read.slides[1].notes_slide.notes_text_frame.text


def test_what_waits_for_its_row_is_not_to_be_seen_while_editing(moving: Moving) -> None:
    """Covers have neither fill nor line of their own, stand over their rows, and are on slides of tables alone."""
    read = Presentation(str(moving.pptx))
    for page, slide in zip(moving.pages.pages, read.slides, strict=True):
        covers = [shape for shape in slide.shapes if shape.name.startswith("Cover")]
        assert len(covers) == sum(build.part == "rows" for build in page.builds)
        for cover in covers:
            assert cover.fill.type is not None
            assert cover.fill.type.name == "BACKGROUND"
            assert cover.line.fill.type is not None
            assert cover.line.fill.type.name == "BACKGROUND"
