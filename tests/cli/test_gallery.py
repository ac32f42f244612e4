"""The gallery: a page with pictures of every slide, drawn by real programs, used by a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from talkdeck.build import gallery, render
from talkdeck.cli import main
from tests.browser import axe_source
from tests.cli.conftest import Run, files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TWO = """\
title: {zh-CN: 两页的演讲, en: A talk of two slides}
subtitle: {zh-CN: 副标题, en: A subtitle}
date: {zh-CN: 2024年4月6日, en: 6 April 2024}
lang: zh-CN
editions: [en]
slides:
  - title: {zh-CN: 第一件事 & <更多>, en: "One & <more>"}
    bullets: {zh-CN: [一, 二], en: [one, two]}
  - statement: {zh-CN: 一句话, en: A sentence}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The gallery of one talk in two languages, of which two slides are seen before the rest unfolds."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "talks").mkdir()
    (folder / "talks" / "两 页.yaml").write_text(TWO, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(gallery, "AT_ONCE", 2)
        assert main(["-q", "gallery", "--offline", "--out", "g"]) == 0
        yield folder / "g"


def images(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def page_of(path: Path) -> Any:
    from lxml import html

    return html.fromstring(path.read_bytes())


def opened(browser: Browser, folder: Path, asked: list[str], **options: Any) -> Page:
    page = browser.new_page(**options)
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "index.html").as_uri())
    return page


def test_every_slide_of_every_edition_is_shown(built: Path) -> None:
    from PIL import Image

    assert sorted(path.name for path in built.iterdir()) == [
        "index.html",
        "slides",
        "两 页.en.html",
        "两 页.en.pptx",
        "两 页.html",
        "两 页.pptx",
    ]
    for stem in ("两 页", "两 页.en"):
        assert images(built / "slides" / stem) == [
            f"{number:03}{size}.jpg" for number in (1, 2, 3) for size in ("-small", "")
        ]
    colours = set()
    for number in (1, 2, 3):
        with Image.open(built / "slides" / "两 页" / f"{number:03}.jpg") as large:
            assert large.size == (1440, 810)
            colours.add(large.resize((64, 36)).tobytes())
        with Image.open(built / "slides" / "两 页" / f"{number:03}-small.jpg") as small:
            assert small.size == (480, 270)
    assert len(colours) == 3


def test_the_page_says_what_the_talks_are(built: Path) -> None:
    page = page_of(built / "index.html")
    assert page.get("lang") == "zh-CN"
    assert [h.text for h in page.iter("h2")] == ["两页的演讲"]
    assert [" ".join(h.text_content().split()) for h in page.iter("h3")] == [
        "简体中文 两页的演讲",
        "English A talk of two slides",
    ]
    text = page.text_content()
    assert all(words in text for words in ("副标题", "2024年4月6日", "Plain", "3 页", "3 slides", "1 场演讲，共 6 页"))
    alts = [img.get("alt") for img in page.xpath("//a[@class='shot']/img")]
    assert alts[1] == "第 2 页：第一件事 & <更多>"
    assert alts[4] == "Slide 2: One & <more>"
    assert [len(shots) for shots in page.xpath("//ol")] == [2, 1, 2, 1]
    assert page.xpath("//details/ol/@start") == ["3", "3"]
    assert [summary.text for summary in page.iter("summary")] == ["其余 1 页", "1 more slides"]


def test_addresses_lead_to_decks_pictures_and_slides(built: Path) -> None:
    page = page_of(built / "index.html")
    addresses = [*page.xpath("//a/@href"), *page.xpath("//img/@src"), *page.xpath("//a/@data-place")]
    assert all((built / unquote(address.partition("#")[0])).is_file() for address in addresses)
    slides = page_of(built / "两 页.html").xpath("//main/section/@id")
    places = page.xpath("//section[1]//a/@data-place")
    assert [unquote(address.partition("#")[2]) for address in places] == slides


def test_same_decks_same_gallery(project: Path, run: Run) -> None:
    assert run("gallery", "--offline", "--out", "a").code == 0
    assert run("gallery", "--offline", "--out", "b").code == 0
    assert files(project / "a") == files(project / "b")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_gallery_is_accessible(built: Path, chromium: Browser, scheme: str) -> None:
    """Light on a phone with all slides unfolded; dark on a wide screen with a slide shown large."""
    size = {"width": 390, "height": 844} if scheme == "light" else {"width": 1280, "height": 800}
    page = opened(chromium, built, [], bypass_csp=True, color_scheme=scheme, viewport=size)
    if scheme == "light":
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    else:
        page.locator("a.shot").nth(1).click()
        page.locator("dialog img").evaluate("(image) => image.decode()")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(axe_source())
    found = page.evaluate("axe.run()")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    page.close()


def test_slides_open_large_by_keyboard(built: Path, chromium: Browser) -> None:
    asked: list[str] = []
    said: list[str] = []
    page = opened(chromium, built, asked)
    page.on("console", lambda message: said.append(message.text))
    page.locator("a.shot").first.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    assert dialog.locator("p").first.inner_text() == "第 1 页：两页的演讲"
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(dialog.locator("p").first).to_have_text("第 3 页：一句话")
    picture = dialog.locator("img")
    assert unquote(str(picture.get_attribute("src"))).endswith("/slides/两 页/003.jpg")
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 1440
    assert unquote(str(dialog.get_by_role("link").get_attribute("href"))).startswith("两 页.html#")
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.querySelector('img').alt") == "第 3 页：一句话"
    page.close()
    assert said == []
    assert [url for url in asked if not url.startswith(built.as_uri()) and url != "data:,"] == []


def test_without_script_a_slide_is_a_link_to_its_picture(built: Path, chromium: Browser) -> None:
    page = opened(chromium, built, [], java_script_enabled=False)
    page.locator("a.shot").first.click()
    assert page.url.endswith("/001.jpg")
    page.close()


def test_pictures_of_slides_that_are_gone_go(project: Path, run: Run) -> None:
    shots = project / "decks" / "gallery" / "slides" / "small"
    shots.mkdir(parents=True)
    for name in ("001.jpg", "003.jpg", "003-small.jpg", "mine.jpg"):
        (shots / name).write_bytes(b"old")
    assert run("gallery", "--offline").code == 0
    assert images(shots) == ["001-small.jpg", "001.jpg", "002-small.jpg", "002.jpg", "mine.jpg"]
    assert (shots / "001.jpg").read_bytes() != b"old"


def test_a_talk_with_mistakes_stops_no_other(project: Path, run: Run) -> None:
    (project / "talks" / "bad.yaml").write_text("titel: x\n", "utf-8")
    result = run("gallery", "--offline", "--json")
    assert result.code == 1
    told = json.loads(result.out)
    assert told["page"] == str(Path("decks", "gallery", "index.html"))
    assert [talk["ok"] for talk in told["talks"]] == [False, True]
    page = page_of(project / told["page"])
    assert [h.text for h in page.iter("h2")] == ["A small talk"]


def test_no_talk_no_page(project: Path, run: Run) -> None:
    (project / "talks" / "small.yaml").write_text("titel: x\n", "utf-8")
    assert run("gallery").code == 1
    assert not (project / "decks").exists()


def test_without_a_renderer_nothing_is_built(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    result = run("gallery")
    assert result.code == 3
    assert "E611" in result.err
    assert "apt-get install chromium" in result.err
    assert not (project / "decks").exists()


@pytest.mark.usefixtures("dying_browser")
def test_a_renderer_that_fails(project: Path, run: Run) -> None:
    result = run("gallery", "--offline")
    assert result.code == 3
    assert "E612" in result.err
    assert "small.html" in result.err
    assert "Traceback" not in result.err
    assert not (project / "decks" / "gallery" / "index.html").exists()
    assert not (project / "decks" / "gallery" / "slides" / "small" / "001.jpg").exists()


def test_libreoffice_draws_where_chromium_is_not(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.setattr(render, "CHROMIUM", ("no-such-browser",))
    result = run("gallery", "--offline")
    assert (result.code, result.err) == (0, "")
    shots = project / "decks" / "gallery" / "slides" / "small"
    assert images(shots) == ["001-small.jpg", "001.jpg", "002-small.jpg", "002.jpg"]
    with Image.open(shots / "002.jpg") as large:
        assert large.size == (1440, 810)
