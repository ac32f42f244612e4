"""Read mode: the article with contents, notes, drawings and boxes that scroll; on phones and wide windows, dark too."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talkdeck.html import write_html
from talkdeck.model.page import ConnectorBox
from talkdeck.model.units import points
from talkdeck.model.values import replace
from tests.browser import Firefox
from tests.html import toy
from tests.html.conftest import OpenDeck, current, wait
from tests.html.test_article import LAY_OUT_ALL
from tests.html.test_axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

MODE = "document.documentElement.dataset.mode"
HERE = "document.querySelector('.toc [aria-current]').textContent"
FIGURE = "document.querySelector('#diagram > .drawn-figure')"
DIAGRAM_WORDS = f"[...{FIGURE}.shadowRoot.querySelectorAll('.r-node')].map(node => node.textContent)"


def diagram() -> toy.Page:
    """Two words and a line from one to the other."""
    frames = toy.rect(1, 3, 2, 1), toy.rect(9, 3, 2, 1)
    line = ConnectorBox(
        node="line",
        start="a",
        end="b",
        start_site="right",
        end_site="left",
        points=((frames[0].right, toy.inches(3.5)), (frames[1].x, toy.inches(3.5))),
        stroke="accent",
        stroke_width=points(2),
    )
    nodes = [
        replace(toy.text("n", "node", frame, toy.para(word), fill="panel"), region=None, node=word)
        for frame, word in zip(frames, ("检索器", "大模型"), strict=True)
    ]
    head = toy.text("title", "title", toy.TITLE, toy.para("先找资料，再回答", 32))
    return toy.page(11, "diagram", "diagram", "bullets", "先找资料，再回答", [head, line, *nodes])


def numbered() -> toy.Page:
    """Two long lines of a program with their numbers."""
    words = "result = transform(first_argument, second_argument, third_argument, fourth_argument)  # 很长"
    lines = [toy.para(toy.runs(words, mono=True), 16, face="mono", colour="code-text") for _ in range(2)]
    numbers = [toy.para(str(n), 16, face="mono", colour="code-comment", align="right") for n in (7, 8)]
    head = toy.text("title", "title", toy.TITLE, toy.para("几行代码", 32))
    beside = replace(toy.text("n", "line-number", toy.rect(0.65, 2, 0.5, 1), *numbers), region=None)
    code = replace(toy.text("c", "code", toy.rect(1.2, 2, 11, 1), *lines), region=None)
    return toy.page(12, "numbered", "code", "bullets", "几行代码", [head, beside, code])


def wide_table() -> toy.Page:
    cells = tuple(toy.Cell((toy.para("很长的单元格 Incomprehensibilities", 16),), (0, 0, 0, 0)) for _ in range(8))
    table = toy.TableBox(
        node="table",
        frame=toy.rect(0.65, 2, 12, 1),
        columns=(toy.inches(1.5),) * 8,
        rows=(toy.Row(toy.inches(0.5), cells), toy.Row(toy.inches(0.5), cells)),
        head=True,
        alt="八列",
        span=toy.NOWHERE,
    )
    head = toy.text("title", "title", toy.TITLE, toy.para("一张宽表", 32))
    return toy.page(13, "wide", "table", "bullets", "一张宽表", [head, table], notes="第一段\n\n第二段")


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy deck with a diagram, numbered code and a wide table at its end, of a brand that has a dark look."""
    out = BytesIO()
    brand = replace(toy.brand(), dark={"paper": "dark", "tint": "dark"})
    grounds = dict(brand.grounds)
    code = {role: colour for role, colour in grounds["paper"].colours.items() if role.startswith("code-")}
    light = {role: replace(colour, hex="FFFFFF") for role, colour in code.items()}
    colours = {**grounds["dark"].colours, **light, "code-panel": replace(code["code-panel"], hex="1B3352")}
    grounds["dark"] = replace(grounds["dark"], colours=colours)
    pages = toy.pages(*toy.deck().pages, diagram(), numbered(), wide_table())
    write_html(pages, replace(brand, grounds=grounds), toy.assets(), out)
    path = tmp_path_factory.mktemp("read") / "article.html"
    path.write_bytes(out.getvalue())
    return path


def sideways(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return width


def test_the_key_leads_to_the_article_and_back_to_what_is_in_sight(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, fragment="#cards")
    page.keyboard.press("r")
    assert page.evaluate(MODE) == "read"
    assert page.locator(".toc").is_visible()
    assert abs(page.evaluate("document.querySelector('#cards').getBoundingClientRect().top")) < 60
    page.evaluate("document.querySelector('#table').scrollIntoView()")
    wait(page, "location.hash === '#table'")
    assert page.evaluate(HERE) == "全球生成式 AI 支出三年增至近四倍"
    page.get_by_role("button", name="放映").click()
    assert current(page) == "table"
    assert not page.locator(".toc").is_visible()


def test_reading_does_not_fill_the_history(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, viewport={"width": 390, "height": 844})
    before = page.evaluate("history.length")
    page.evaluate("document.querySelector('#table').scrollIntoView()")
    wait(page, "location.hash === '#table'")
    assert page.evaluate("history.length") == before


@pytest.mark.parametrize("width", [390, 1280])
def test_the_article_is_whole_and_axe_finds_nothing(open_deck: OpenDeck, article: Path, width: int) -> None:
    page = open_deck(article, viewport={"width": width, "height": 844})
    if width > 640:
        page.keyboard.press("r")
    page.evaluate(LAY_OUT_ALL)
    page.locator("#wide .spoken summary").click()
    page.locator("#wide .scroll[tabindex='0']").wait_for()
    assert sideways(page) <= 0
    assert violations(page) == []
    assert page.get_by_role("region", name="八列").get_attribute("tabindex") == "0"
    page.keyboard.press("d")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(16, 36, 62)"
    assert violations(page) == []


def test_contents_fold_on_a_phone_and_lead_to_their_slide(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, viewport={"width": 390, "height": 844})
    links = page.locator(".toc a")
    assert not links.first.is_visible()
    page.locator(".toc summary").click()
    assert links.count() == 13
    assert page.locator(".toc ol ol a").count() == 11
    links.get_by_text("一张宽表").click()
    wait(page, "document.querySelector('#wide').getBoundingClientRect().top < 700")
    assert not links.first.is_visible()
    wait(page, "location.hash === '#wide'")


def test_a_link_leads_to_its_slide_however_long_heights_take_to_settle(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, viewport={"width": 390, "height": 844})
    # Chromium's scroll anchoring would hide it; not every browser has that.
    page.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    page.evaluate(
        """() => addEventListener("scroll", () => requestAnimationFrame(() => {
          document.querySelector("#cover").style.paddingBottom = "1500px";
          document.querySelector("#code").style.paddingBottom = "1500px";
        }), { once: true })"""
    )
    page.evaluate("document.querySelector('.toc a[href=\"#links\"]').click()")
    wait(page, "scrollY > 3000 && Math.abs(document.querySelector('#links').getBoundingClientRect().top) < 60")
    wait(page, "document.querySelector('.toc [aria-current]').hash === '#links'")
    assert page.evaluate("location.hash") == "#links"
    page.mouse.wheel(0, -2000)
    wait(page, "location.hash !== '#links'")


def test_contents_stand_beside_a_wide_article(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article)
    page.keyboard.press("r")
    box, main = page.locator(".toc").bounding_box(), page.locator("main").bounding_box()
    assert box is not None
    assert main is not None
    assert box["height"] == 720
    assert box["x"] + box["width"] <= main["x"] + 1
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    wait(page, "document.querySelector('.toc [aria-current]').textContent === '一张宽表'")


def test_notes_unfold_one_by_one_and_together(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, viewport={"width": 390, "height": 844})
    page.evaluate(LAY_OUT_ALL)
    notes = page.locator(".spoken p")
    assert notes.count() == page.locator(".notes p").count()
    assert page.locator(".spoken p:visible").count() == 0
    page.locator("#wide .spoken summary").click()
    assert page.locator("#wide .spoken p:visible").all_inner_texts() == ["第一段", "第二段"]
    page.locator("#wide .spoken summary").click()
    button = page.get_by_role("button", name="备注")
    button.click()
    assert page.locator(".spoken p:visible").count() == notes.count()
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert page.locator(".spoken p:visible").count() == 0


def test_a_diagram_keeps_its_lines_and_its_words_once(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, fragment="#diagram", viewport={"width": 1280, "height": 720})
    page.keyboard.press("r")
    wait(page, f"{FIGURE}.shadowRoot.firstChild.getBoundingClientRect().height > 40")
    figure = page.locator("#diagram > .drawn-figure").bounding_box()
    assert figure is not None
    assert figure["height"] < 120
    assert page.evaluate(DIAGRAM_WORDS) == ["检索器", "大模型"]
    assert page.locator("#diagram > .r-node:visible").count() == 0
    line = page.evaluate(
        f"(({{left, right}}) => [left, right])({FIGURE}.shadowRoot.querySelector('polyline').getBoundingClientRect())"
    )
    nodes = page.evaluate(
        f"[...{FIGURE}.shadowRoot.querySelectorAll('.r-node')].map(node => node.getBoundingClientRect().left)"
    )
    assert figure["x"] <= nodes[0] < line[0] < line[1] <= nodes[1] < figure["x"] + figure["width"]
    page.keyboard.press("r")
    assert page.locator("#diagram > .r-node:visible").count() == 2
    assert not page.locator("#diagram > .drawn-figure").is_visible()


def test_lines_of_code_stand_beside_their_numbers(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, fragment="#numbered", viewport={"width": 390, "height": 844})
    tops = "[...document.querySelectorAll('#numbered {} .p')].map(p => Math.round(p.getBoundingClientRect().top))"
    numbers, lines = (page.evaluate(tops.replace("{}", part)) for part in (".r-line-number", "pre"))
    assert numbers == pytest.approx(lines, abs=2)
    assert page.locator("#numbered .r-line-number .p").all_inner_texts() == ["7", "8"]
    page.locator("#numbered pre[tabindex='0']").wait_for()
    assert sideways(page) == 0


def test_the_stage_s_tables_and_print_stay_as_they_are(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, fragment="#wide")
    place = "JSON.stringify(document.querySelector('#wide table').getBoundingClientRect())"
    before = page.evaluate(place)
    page.keyboard.press("r")
    page.emulate_media(media="print")
    assert page.locator(":is(.spoken, .toc, .drawn-figure):visible").count() == 0
    assert page.locator("#diagram > .r-node:visible").count() == 2
    page.emulate_media(media="screen")
    page.keyboard.press("r")
    page.goto(f"{article.as_uri()}#wide")
    wait(page, "document.querySelector('#wide').checkVisibility()")
    assert page.evaluate(place) == before
    assert page.locator("#wide [role=region]").count() == 0


def test_the_article_prints_as_one(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, viewport={"width": 390, "height": 844})
    page.evaluate(
        "window.print = () => { window.printed = ['stage.css', 'article.css'].map(id =>"
        " document.getElementById(id).media) }"
    )
    before = page.evaluate("document.getElementById('article.css').media")
    page.get_by_role("button", name="打印").click()
    wait(page, "window.printed")
    assert page.evaluate("window.printed") == ["not all", "all"]
    page.emulate_media(media="print")
    assert page.locator(".toc:visible").count() == 0
    assert page.locator("#diagram > .drawn-figure").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('#cover')).color") == "rgb(0, 0, 0)"
    assert page.locator("#cover").get_attribute("class").split()[2] == "g-paper"  # type: ignore[union-attr]
    box = page.locator("#diagram > .drawn-figure").bounding_box()
    assert box is not None
    assert 30 < box["height"] < 120
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.getElementById('article.css').media") == before
    assert page.evaluate("document.getElementById('stage.css').media") == "print"
    assert page.locator("#cover").get_attribute("class").split()[2] == "g-dark"  # type: ignore[union-attr]


def test_dark_is_asked_for_on_the_stage_and_the_reader_s_own_in_the_article(open_deck: OpenDeck, article: Path) -> None:
    page = open_deck(article, fragment="#small-models", color_scheme="dark")
    paper = "getComputedStyle(document.querySelector('#small-models')).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.keyboard.press("d")
    assert page.evaluate(paper) == "rgb(16, 36, 62)"
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.keyboard.press("d")
    page.reload()
    page.keyboard.press("r")
    assert page.evaluate(paper) == "rgb(16, 36, 62)"
    page.get_by_role("button", name="深色").click()
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def test_a_brand_of_one_look_has_no_key_for_another(open_deck: OpenDeck) -> None:
    page = open_deck()
    page.keyboard.press("d")
    assert page.evaluate("'dark' in document.documentElement.dataset") is False
    page.keyboard.press("r")
    assert page.get_by_role("button", name="深色").count() == 0


def test_firefox_reads_it_too(firefox: Firefox, article: Path) -> None:
    firefox.resize(1280, 720)
    firefox.open(article, "#diagram")
    firefox.press("r")
    assert firefox.run(f"return {MODE}") == "read"
    assert firefox.run(f"return {DIAGRAM_WORDS}") == ["检索器", "大模型"]
    assert firefox.run(f"return {HERE}") == "先找资料，再回答"
    assert firefox.run("return document.documentElement.scrollWidth <= innerWidth")
    firefox.press("r")
    firefox.press("c")
    assert firefox.run("return document.querySelectorAll('.now > .ink').length") == 1
    firefox.press("b")
    assert firefox.run("return document.documentElement.dataset.veil") == "black"
    firefox.press("x")
    assert firefox.run("return document.documentElement.dataset.veil ?? ''") == ""
