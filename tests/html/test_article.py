"""The article: without script, and on a phone."""

from __future__ import annotations

from pathlib import Path

from tests.html import toy
from tests.html.conftest import OpenDeck, wait, write

# Far slides of the article are laid out when they come near; whoever looks at all of them must ask for that.
LAY_OUT_ALL = (
    "() => { for (const slide of document.querySelectorAll('.slide')) slide.style.contentVisibility = 'visible' }"
)
VISIBLE = """() => [...document.querySelectorAll('.slide')].map(slide =>
  slide.checkVisibility() && slide.innerText.replace(/\\s+/g, ''))"""


def words(page: toy.Page) -> list[str]:
    """What a reader of the article finds of a page: all but footer and slide number."""
    out: list[str] = []
    for box in page.boxes:
        if isinstance(box, toy.TextBox) and box.role not in ("footer", "slide-number"):
            out += ["".join(paragraph.plain.split()) for paragraph in box.paragraphs]
        elif isinstance(box, toy.TableBox):
            out += ["".join(cell.paragraphs[0].plain.split()) for row in box.rows for cell in row.cells]
    return out


def test_without_script_all_slides_can_be_read_in_order(open_deck: OpenDeck) -> None:
    page = open_deck(java_script_enabled=False)
    page.evaluate(LAY_OUT_ALL)
    shown = [section.inner_text() for section in page.locator("main > section").all()]
    for laid_out, text in zip(toy.deck().pages, shown, strict=True):
        rest = "".join(text.split())
        for wanted in words(laid_out):
            assert wanted in rest, laid_out.id
            rest = rest[rest.index(wanted) + len(wanted) :]
        assert rest == ""


def test_a_phone_reads_an_article_without_scrolling_sideways(open_deck: OpenDeck) -> None:
    page = open_deck(viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.evaluate(LAY_OUT_ALL)
    assert all(page.evaluate(VISIBLE))
    too_wide = (
        "[...document.querySelectorAll('.slide *')].filter(e => e.checkVisibility() && !e.closest('.unseen')"
        " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert page.evaluate(too_wide) == []


def test_keys_and_taps_scroll_the_article_as_always(open_deck: OpenDeck) -> None:
    page = open_deck(viewport={"width": 360, "height": 740})
    page.keyboard.press("End")
    wait(page, "scrollY > 1000")
    last = toy.deck().pages[-1].id
    # The article grows while its later slides are laid out on the way.
    wait(page, f"(scrollTo(0, document.documentElement.scrollHeight), location.hash === '#{last}')")
    page.mouse.click(300, 300)
    assert page.url.endswith(f"#{last}")


def test_a_slide_s_address_leads_to_its_place(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#table", viewport={"width": 360, "height": 740})
    assert -5 < page.evaluate("document.querySelector('#table').getBoundingClientRect().top") < 60


def test_the_document_says_what_things_are(open_deck: OpenDeck) -> None:
    page = open_deck(java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert page.locator("h2").count() == 9
    assert page.get_by_role("heading", name="小模型与大模型各得其所", level=2).count() == 1
    assert page.get_by_role("region", name="发展趋势", exact=True).count() == 1
    assert page.locator("#small-models > div > ul > li").count() == 3
    assert page.locator("#small-models ul ul ul > li").inner_text() == "再深一层"
    assert page.locator("#small-models ol").get_attribute("start") == "4"
    assert page.locator("#cards li h3").all_inner_texts() == ["策划", "研究", "设计", "演讲"]
    assert page.locator("#quote figure > blockquote > h2").count() == 1
    assert page.locator("#quote figure > figcaption").inner_text() == "Bill Gates，微软"
    assert page.locator("#figures figure > figcaption").count() == 2
    assert page.get_by_role("img", name="一张示意图").count() == 2
    table = page.get_by_role("table", name="生成式 AI 支出")
    assert table.locator("thead th[scope=col]").count() == 3
    assert table.locator("tbody td").count() == 6
    code = page.locator("#code pre > code").text_content() or ""
    assert code.split("\n")[1] == '    return f"你好 {name} <b>"'
    assert page.locator("#links li a:not([aria-hidden])").count() == 2


def test_footers_numbers_and_drawings_are_left_out(open_deck: OpenDeck) -> None:
    page = open_deck(java_script_enabled=False)
    for kind in (".r-footer", ".r-slide-number", ".shape", ".decorative", ".notes"):
        assert page.locator(kind).count() > 0
        assert page.locator(f"{kind}:visible").count() == 0


def test_a_table_keeps_its_words_on_a_phone_unless_they_have_no_room(open_deck: OpenDeck, tmp_path: Path) -> None:
    def table(y: float, *words: str) -> toy.TableBox:
        cells = tuple(toy.Cell((toy.para(word, 16),), (0, 0, 0, 0)) for word in words)
        width = toy.inches(12) // len(words)
        return toy.TableBox(
            node="table",
            frame=toy.Rect(0, toy.inches(y), width * len(words), toy.inches(1)),
            columns=(width,) * len(words),
            rows=(toy.Row(toy.inches(0.5), cells), toy.Row(toy.inches(0.5), cells)),
            head=True,
            alt="",
            span=toy.NOWHERE,
        )

    boxes: list[toy.Box] = [table(1, "Ships", "1,204", "Before", "支出总额"), table(3, *["Incomprehensibilities"] * 4)]
    path = tmp_path / "tables.html"
    path.write_bytes(write(toy.pages(toy.page(1, "one", "table", "bullets", "x", boxes))))
    page = open_deck(path, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    lines = "[...document.querySelectorAll('tbody')].map(body => Math.max(...[...body.querySelectorAll('.p')].map(" \
        "p => Math.round(p.offsetHeight / parseFloat(getComputedStyle(p).lineHeight)))))"  # fmt: skip
    plain, tight = page.evaluate(lines)
    assert plain == 1
    assert tight > 1
