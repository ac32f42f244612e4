"""The stage in Chromium: places, text that fits, and every way to move."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from talkdeck.model.units import EMU_PER_PX
from talkdeck.model.values import replace
from tests.html import toy
from tests.html.conftest import OpenDeck, current, wait, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

IDS = [page.id for page in toy.deck().pages]
FRAMES = """() => [...document.querySelectorAll('.slide')].map(slide => {
  const old = slide.className; slide.classList.add('now');
  const boxes = [...slide.querySelectorAll('.b')].map(box => {
    const {left, top, width, height} = box.getBoundingClientRect();
    return {node: box.dataset.node, place: [left, top, width, height]};
  });
  slide.className = old;
  return boxes;
})"""
OVERFLOWS = """() => [...document.querySelectorAll('.slide')].flatMap(slide => {
  const old = slide.className; slide.classList.add('now');
  const wrong = [];
  for (const box of slide.querySelectorAll('.b:not(.picture, .shape)')) {
    const outer = box.getBoundingClientRect();
    for (const part of box.querySelectorAll('.p')) {
      const inner = part.getBoundingClientRect();
      if (inner.top < outer.top - .6 || inner.bottom > outer.bottom + .6 || inner.left < outer.left - .6
          || inner.right > outer.right + .6 || part.scrollWidth > part.clientWidth + 1)
        wrong.push(slide.id + ': ' + part.textContent);
    }
  }
  slide.className = old;
  return wrong;
})"""


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (1024, 768), (2000, 700)])
def test_boxes_stand_where_the_layout_put_them(open_deck: OpenDeck, width: int, height: int) -> None:
    page = open_deck(viewport={"width": width, "height": height})
    scale = min(width / 1280, height / 720)
    left, top = (width - 1280 * scale) / 2, (height - 720 * scale) / 2
    found = page.evaluate(FRAMES)
    for laid_out, boxes in zip(toy.deck().pages, found, strict=True):
        assert [box["node"] for box in boxes] == [box.node for box in laid_out.boxes]
        for made, box in zip(laid_out.boxes, boxes, strict=True):
            frame = (made.frame.x, made.frame.y, made.frame.w, made.frame.h)
            wanted = [value / EMU_PER_PX * scale + shift for value, shift in zip(frame, (left, top, 0, 0), strict=True)]
            assert box["place"] == pytest.approx(wanted, abs=0.5), (laid_out.id, made.node)


def test_table_columns_and_rows_stand_where_the_layout_put_them(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#table")
    cells = page.evaluate(
        "[...document.querySelectorAll('#table tr')].map(row => [...row.cells].map(cell => {"
        "const {left, top, width, height} = cell.getBoundingClientRect(); return [left, top, width, height]}))"
    )
    table = next(box for box in toy.deck().pages[6].boxes if box.node == "table")
    assert isinstance(table, toy.TableBox)
    y = table.frame.y
    for row, found in zip(table.rows, cells, strict=True):
        x = table.frame.x
        for width, place in zip(table.columns, found, strict=True):
            assert place == pytest.approx([value / EMU_PER_PX for value in (x, y, width, row.height)], abs=0.5)
            x += width
        y += row.height


@pytest.mark.parametrize("width", [1280, 1920])
def test_no_text_leaves_its_box(open_deck: OpenDeck, width: int) -> None:
    page = open_deck(viewport={"width": width, "height": width * 9 // 16})
    assert page.evaluate(OVERFLOWS) == []


def test_lines_break_the_same_at_every_size(open_deck: OpenDeck) -> None:
    heights = "[...document.querySelectorAll('#small-models .p')].map(p => p.offsetHeight)"
    assert open_deck(fragment="#small-models").evaluate(heights) == open_deck(
        fragment="#small-models", viewport={"width": 700, "height": 2000}
    ).evaluate(heights)


def test_type_has_the_size_and_leading_of_the_page(open_deck: OpenDeck) -> None:
    page = open_deck()
    style = page.evaluate(
        "(({fontSize, lineHeight, fontWeight, color}) => [fontSize, lineHeight, fontWeight, color])"
        "(getComputedStyle(document.querySelector('#cover h1 .p')))"
    )
    assert style == ["72px", "82.8px", "700", "rgb(255, 255, 255)"]


def test_raised_lowered_and_monospaced_text_does_not_move_lines(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#small-models")
    tall, plain = page.evaluate(
        "[document.querySelector('#small-models li:has(sup) .p'), document.querySelector('#small-models ol .p')]"
        ".map(p => p.getBoundingClientRect().height)"
    )
    assert tall == plain


def test_full_width_marks_in_chinese_text_and_narrow_ones_in_english(open_deck: OpenDeck, tmp_path: Path) -> None:
    words = [toy.para(toy.runs("他说“好”"), 30), toy.para(toy.runs("a “good” one"), 30, lang="en-US")]
    box = toy.text("body", "body", toy.BODY, *words)
    path = tmp_path / "marks.html"
    path.write_bytes(write(toy.pages(toy.page(1, "one", "bullets", "bullets", "x", [box]))))
    widths = open_deck(path).evaluate(
        """[...document.querySelectorAll('.p')].map(p => {
          const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf('“');
            if (at < 0) continue;
            const range = new Range(); range.setStart(node, at); range.setEnd(node, at + 1);
            return range.getBoundingClientRect().width;
          }
        })"""
    )
    assert widths[0] == pytest.approx(40, abs=0.1)
    assert widths[1] < 20


def test_a_crop_shows_the_same_part_as_a_source_rectangle(open_deck: OpenDeck, tmp_path: Path) -> None:
    """The left 30 % and the right 10 % are left off: the halves then meet at a third of the frame."""
    frame, crop = toy.rect(1, 1, 6, 2), (30_000, 0, 10_000, 0)
    boxes: list[toy.Box] = [
        toy.picture("photo", frame, "once", crop=crop),
        toy.picture("twice", toy.rect(1, 4, 6, 2), "again", crop=crop),
        toy.picture("twice", toy.rect(9, 4, 1, 1), "whole"),
    ]
    path = tmp_path / "crop.html"
    path.write_bytes(write(toy.pages(toy.page(1, "one", "image", "bullets", "x", boxes))))
    page = open_deck(path)
    wait(page, "[...document.images].every(image => image.complete)")
    shot = Image.open(BytesIO(page.screenshot())).convert("L")
    for y in (1.5, 4.5):
        row = shot.crop((96, round(y * 96), 96 * 7, round(y * 96) + 1)).tobytes()
        seam = max(range(1, len(row)), key=lambda x: abs(row[x] - row[x - 1]))
        assert seam == pytest.approx(96 * 6 / 3, abs=1.5)
    assert shot.getpixel((96 * 8, round(96 * 4.5))) == 255


KEYS = [
    ("ArrowRight", 2, 3), ("ArrowDown", 2, 3), ("PageDown", 2, 3), ("Space", 2, 3), ("Enter", 2, 3),
    ("ArrowLeft", 2, 1), ("ArrowUp", 2, 1), ("PageUp", 2, 1), ("Shift+Space", 2, 1),
    ("Home", 2, 0), ("End", 2, 9), ("ArrowLeft", 0, 0), ("ArrowRight", 9, 9),
]  # fmt: skip


def test_keys(open_deck: OpenDeck) -> None:
    page = open_deck()
    for key, at, then in KEYS:
        page.evaluate(f"() => {{ location.hash = '#{IDS[at]}' }}")
        wait(page, f"document.getElementById('{IDS[at]}').classList.contains('now')")
        page.keyboard.press(key)
        assert current(page) == IDS[then], key
        assert page.url.endswith(f"#{IDS[then]}")


def test_other_keys_belong_to_the_browser(open_deck: OpenDeck) -> None:
    page = open_deck(fragment=f"#{IDS[2]}")
    page.evaluate("addEventListener('keydown', event => window.taken = event.defaultPrevented)")
    for key in ("Control+ArrowRight", "Meta+ArrowRight", "Control+f", "Shift+Tab", "y"):
        page.keyboard.press(key)
        assert current(page) == IDS[2], key
        assert page.evaluate("window.taken") is False


def test_a_number_and_enter_jump(open_deck: OpenDeck) -> None:
    page = open_deck()
    for key in ("1", "0", "Enter"):
        page.keyboard.press(key)
    assert current(page) == IDS[9]
    for key in ("7", "Escape", "3", "Enter"):
        page.keyboard.press(key)
    assert current(page) == IDS[2]
    for key in ("9", "9", "Enter"):
        page.keyboard.press(key)
    assert current(page) == IDS[9]


def test_enter_on_a_link_follows_it_and_arrows_still_move(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#small-models")
    page.evaluate(
        "addEventListener('click', event => { window.clicked = event.target.tagName; event.preventDefault() })"
    )
    page.locator("#small-models a").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("window.clicked") == "A"
    assert current(page) == "small-models"
    page.keyboard.press("ArrowRight")
    assert current(page) == "cards"
    assert page.evaluate("document.activeElement.id") == "cards"


def test_addresses_lead_to_slides_and_back(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#quote")
    assert current(page) == "quote"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.go_back()
    assert current(page) == "figures"
    page.go_back()
    assert current(page) == "quote"
    page.go_forward()
    assert current(page) == "figures"
    page.evaluate("location.hash = '#table'")
    wait(page, "document.querySelector('#table').classList.contains('now')")
    assert current(page) == "table"
    page.evaluate("location.hash = '#no-such-slide%'")
    wait(page, "document.querySelector('#cover').classList.contains('now')")
    assert (
        page.evaluate("[scrollX, scrollY, document.body.scrollTop, document.querySelector('main').scrollTop]")
        == [0] * 4
    )
    assert page.title() == toy.deck().title


def test_clicks(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#small-models")
    page.mouse.click(1100, 400)
    assert current(page) == "cards"
    page.mouse.click(100, 650)
    assert current(page) == "small-models"
    page.mouse.click(1100, 650, button="right")
    assert current(page) == "small-models"
    page.evaluate(
        "document.querySelector('#small-models a').addEventListener('click', event => event.preventDefault())"
    )
    page.locator("#small-models a").click()
    assert current(page) == "small-models"
    page.mouse.move(100, 190)
    page.mouse.down()
    page.mouse.move(700, 190, steps=4)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()")
    assert current(page) == "small-models"


def swipe(page: Page, x: int, y: int, to_x: int, to_y: int, fingers: int = 1) -> None:
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[int, int]) -> None:
        points = [{"x": px + 30 * n, "y": py, "id": n} for n in range(fingers) for px, py in places]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (x, y))
    touch("touchMove", ((x + to_x) // 2, (y + to_y) // 2))
    touch("touchMove", (to_x, to_y))
    touch("touchEnd")


def test_swipes(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#quote", has_touch=True)
    swipe(page, 800, 400, 400, 420)
    assert current(page) == "figures"
    swipe(page, 400, 400, 800, 380)
    assert current(page) == "quote"
    swipe(page, 600, 500, 640, 200)
    assert current(page) == "quote"
    swipe(page, 800, 400, 400, 400, fingers=2)
    assert current(page) == "quote"
    swipe(page, 800, 400, 400, 400)
    assert current(page) == "figures"


def test_fullscreen(open_deck: OpenDeck) -> None:
    page = open_deck()
    page.evaluate("Element.prototype.requestFullscreen = async function () { window.asked = this.tagName }")
    page.keyboard.press("f")
    assert page.evaluate("window.asked") == "HTML"


def test_the_slide_is_announced_politely(open_deck: OpenDeck) -> None:
    page = open_deck()
    said = page.locator("[role=status]")
    assert said.inner_text() == ""
    page.keyboard.press("ArrowRight")
    assert said.inner_text() == "2 / 10: 发展趋势"


def test_one_slide_shows_and_the_fade_ends(open_deck: OpenDeck) -> None:
    page = open_deck(reduced_motion="no-preference")
    page.evaluate(
        "window.met = []; new MutationObserver(() => window.met.push(document.querySelector('#cover').inert))"
        ".observe(document.querySelector('#cover'), { attributes: true })"
    )
    page.keyboard.press("ArrowRight")
    wait(page, "document.querySelectorAll('.was').length === 0")
    assert page.evaluate("window.met")[0]  # while it fades, nothing of it is reached
    assert current(page) == IDS[1]


def test_the_stage_follows_the_window(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#quote")
    page.set_viewport_size({"width": 960, "height": 540})
    wait(page, "document.querySelector('main').getBoundingClientRect().width === 960")
    page.set_viewport_size({"width": 500, "height": 800})
    wait(page, "getComputedStyle(document.querySelector('.r-footer')).display === 'none'")
    assert page.evaluate("document.querySelector('#quote').getBoundingClientRect().top") == pytest.approx(0, abs=60)
    page.set_viewport_size({"width": 1280, "height": 720})
    wait(page, "document.querySelector('main').getBoundingClientRect().width === 1280")
    assert current(page) == "quote"


def test_hostile_text_stays_inert(open_deck: OpenDeck, tmp_path: Path) -> None:
    text = "</style></title><script>window.owned = 1</script>\"><img src=x onerror='window.owned = 1'>"
    run = (toy.Run(text, "zh-CN"), toy.Run("click", "en-US", link="javascript:window.owned=1"))
    boxes: list[toy.Box] = [
        toy.text("title", "title", toy.TITLE, toy.para(text, 10)),
        toy.text("body", "body", toy.BODY, toy.item(run), node=text),
        toy.picture("photo", toy.rect(1, 5, 1, 1), text, link="javascript:window.owned=1"),
    ]
    made = toy.pages(replace(toy.page(1, "one", "bullets", "bullets", text, boxes), notes=text, node=text), title=text)
    path = tmp_path / "hostile.html"
    path.write_bytes(write(made))
    page = open_deck(path)
    assert page.evaluate("window.owned") is None
    assert page.locator("a, script:not(head script), style:not(head style)").count() == 0
    assert page.locator("h1").inner_text() == text
    assert page.title() == text


def four_hundred(tmp_path: Path) -> Path:
    base = toy.deck().pages
    made = [replace(base[n % 10], id=f"s{n}", number=n + 1) for n in range(400)]
    path = tmp_path / "long.html"
    path.write_bytes(write(toy.pages(*made)))
    return path


def test_four_hundred_slides_show_only_one(open_deck: OpenDeck, tmp_path: Path) -> None:
    page = open_deck(four_hundred(tmp_path), fragment="#s399")
    assert current(page) == "s399"


def test_the_overview_draws_what_is_near(open_deck: OpenDeck, tmp_path: Path) -> None:
    page = open_deck(four_hundred(tmp_path), fragment="#s200")
    page.keyboard.press("o")
    drawn = "[...document.querySelectorAll('.slide')].filter(each => each.querySelector('.p')?.checkVisibility())"
    wait(page, f"{drawn}.some(each => each.id === 's200')")
    assert page.evaluate(f"{drawn}.length") < 60
    page.keyboard.press("Home")
    wait(page, f"{drawn}.some(each => each.id === 's0') && !{drawn}.some(each => each.id === 's200')")
    page.keyboard.press("Escape")
    assert current(page) == "s200"


WHAT_SHOWS_EARLY = """(() => {
  window.early = [];
  new MutationObserver(() => {
    const slides = [...document.querySelectorAll(".slide")];
    if (document.readyState !== "loading" || !slides.length) return;
    window.early.push(slides.filter((each) => each.checkVisibility()).map(({ id }) => id).join());
  }).observe(document, { childList: true, subtree: true });
})()"""


@pytest.mark.parametrize(("fragment", "early"), [("", "s0"), ("#s7", "")])
def test_the_first_slide_shows_while_the_rest_is_read(
    open_deck: OpenDeck, tmp_path: Path, fragment: str, early: str
) -> None:
    path = four_hundred(tmp_path)
    page = open_deck(path)
    page.add_init_script(WHAT_SHOWS_EARLY)
    page.goto("about:blank")
    page.goto(path.as_uri() + fragment)
    assert set(page.evaluate("window.early")) == {early}
    assert current(page) == (fragment[1:] or "s0")


def test_a_still_shows_nothing_of_the_player(open_deck: OpenDeck, deck_file: Path) -> None:
    page = open_deck(fragment="#quote")
    assert page.locator(".line").is_visible()
    page.goto(f"{deck_file.as_uri()}?still#cards")
    page.mouse.move(300, 300)
    assert current(page) == "cards"
    assert page.locator(".player:visible").count() == 0
