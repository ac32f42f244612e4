"""The hall in Chromium: veil, laser, drawing, touch, wheel, cursor, wake lock, media, going on alone, frames."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talkdeck.html import writer
from tests.html import toy
from tests.html.conftest import OpenDeck, current, wait, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

IDS = [page.id for page in toy.deck().pages]
VEIL = "getComputedStyle(document.documentElement, '::before').backgroundColor"
INK = "[...document.querySelectorAll('.now > .ink > path')].map(path => path.getAttribute('class'))"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """The toy deck with another piece of markup in it."""
    source = write(toy.deck()).decode()
    assert source.count(old) == 1
    path = tmp_path / "changed.html"
    path.write_text(source.replace(old, new), "utf-8")
    return path


def with_options(tmp_path: Path, **options: Any) -> Path:
    """The toy deck with a player's options."""
    return changed(tmp_path, "<main", f"<main data-player='{json.dumps(options)}'")


def test_the_screen_goes_black_or_white_and_any_key_brings_it_back(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#table")
    veil = "document.documentElement.dataset.veil"
    for key, colour in (("b", 0), (".", 0), ("v", 0), ("/", 0), ("w", 255), (";", 255)):
        page.keyboard.press(key)
        assert page.evaluate(VEIL) == f"rgb({colour}, {colour}, {colour})"
        assert page.evaluate("document.elementFromPoint(640, 360).closest('.slide') === null")
        page.keyboard.press("ArrowRight")
        assert page.evaluate(veil) is None
        page.keyboard.press(key)
        page.mouse.click(640, 360)
        assert page.evaluate(veil) is None
        assert current(page) == "table"
    page.keyboard.press("Shift+B")
    assert page.evaluate(veil) is None


def test_the_laser_follows_the_mouse_in_place_of_the_cursor(open_deck: OpenDeck) -> None:
    page = open_deck()
    page.keyboard.press("Shift+L")
    page.mouse.move(400, 300)
    place = "(({left, top, width, height}) => [left + width / 2, top + height / 2])"
    assert page.evaluate(f"{place}(document.querySelector('.dot').getBoundingClientRect())") == [400, 300]
    assert page.evaluate("getComputedStyle(document.querySelector('.now')).cursor") == "none"
    page.mouse.click(900, 300)
    assert current(page) == IDS[1]
    page.keyboard.press("Shift+L")
    assert page.locator(".dot").count() == 0


def stroke(page: Page, *points: tuple[int, int]) -> None:
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point)
    page.mouse.up()


def test_drawing_is_kept_with_its_slide_and_scales(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#cards")
    page.keyboard.press("c")
    stroke(page, (300, 200), (400, 260), (500, 200))
    page.get_by_role("button", name="蓝色").click()
    stroke(page, (300, 400), (500, 420))
    assert current(page) == "cards"
    assert page.evaluate(INK) == ["red", "blue"]
    assert page.locator(".now .ink path").first.bounding_box() == pytest.approx(
        {"x": 300, "y": 200, "width": 200, "height": 45}, abs=16
    )
    page.keyboard.press("ArrowRight")
    assert page.evaluate(INK) == []
    stroke(page, (100, 100), (200, 100))
    page.keyboard.press("ArrowLeft")
    page.set_viewport_size({"width": 640, "height": 360})
    box = page.locator(".now .ink path").first.bounding_box()
    assert box is not None
    assert box["x"] == pytest.approx(150, abs=4)
    page.reload()
    assert page.evaluate(INK) == ["red", "blue"]
    page.keyboard.press("x")
    page.keyboard.press("Control+z")
    assert page.evaluate(INK) == ["red"]
    page.get_by_role("button", name="清除本页").click()
    assert page.evaluate(INK) == []
    page.keyboard.press("Escape")
    assert page.get_by_role("toolbar").count() == 0
    page.goto(page.url.split("#")[0] + "#quote")
    wait(page, "document.querySelectorAll('.now > .ink > path').length === 1")


def test_a_finger_draws_where_it_would_swipe(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#cards", has_touch=True)
    page.keyboard.press("c")
    client = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", 700), ("touchMove", 500), ("touchMove", 300), ("touchEnd", 0)):
        points = [{"x": x, "y": 300}] if x else []
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    wait(page, "document.querySelectorAll('.now > .ink > path').length === 1")
    assert current(page) == "cards"


def test_drawings_stay_off_paper_and_article(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#cards")
    page.keyboard.press("c")
    stroke(page, (300, 200), (500, 200))
    page.emulate_media(media="print")
    assert not page.locator("#cards > .ink").is_visible()
    assert not page.locator(".pen-bar").is_visible()
    page.emulate_media(media="screen")
    page.keyboard.press("r")
    assert not page.locator("#cards > .ink").is_visible()


def test_the_wheel_takes_one_step_a_gesture(open_deck: OpenDeck) -> None:
    page = open_deck()
    # A gesture ends when the wheel is quiet for a moment: the clock stands, or a slow machine would make two of one.
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.mouse.move(640, 360)
    page.evaluate("() => { window.turned = 0; addEventListener('wheel', each => { window.turned += each.deltaY }) }")
    for _ in range(5):
        page.mouse.wheel(0, 60)
    wait(page, f"location.hash === '#{IDS[1]}' && window.turned === 300")
    page.clock.fast_forward(200)
    page.keyboard.down("Control")
    page.mouse.wheel(0, 100)
    page.keyboard.up("Control")
    page.mouse.wheel(0, -100)
    wait(page, f"location.hash === '#{IDS[0]}'")


def test_a_cursor_that_rests_goes_away(open_deck: OpenDeck) -> None:
    page = open_deck()
    page.clock.install()
    cursor = "getComputedStyle(document.querySelector('.now')).cursor"
    page.mouse.move(300, 300)
    assert page.evaluate(cursor) == "auto"
    page.clock.fast_forward(3100)
    assert page.evaluate(cursor) == "none"
    page.mouse.move(310, 300)
    assert page.evaluate(cursor) == "auto"


def test_the_screen_stays_awake_in_full_screen(chromium: Browser, deck_file: Path) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(
        "window.locks = 0; Object.defineProperty(navigator, 'wakeLock', {value: {request: async () => {"
        "window.locks += 1; return {release: async () => { window.locks -= 1 }} }}})"
    )
    page = context.new_page()
    page.goto(deck_file.as_uri())
    assert page.evaluate("window.locks") == 0
    page.keyboard.press("f")
    wait(page, "window.locks === 1")
    page.keyboard.press("f")
    wait(page, "window.locks === 0")
    context.close()


FILM = '<video class="b f1 video" controls{}></video>'
PLAYED = "window.said.join(' ')"


@pytest.mark.parametrize(("attribute", "begins"), [("", ""), (" data-autoplay", "play ")])
def test_a_film_begins_only_where_it_is_told_and_stops_with_its_slide(
    open_deck: OpenDeck, tmp_path: Path, attribute: str, begins: str
) -> None:
    path = changed(tmp_path, '<section class="slide l-cards', f'{FILM.format(attribute)}<section class="slide l-cards')
    source = path.read_text("utf-8")
    film = FILM.format(attribute)
    head, tail = source.replace(film, "").split('<section class="slide l-cards')
    opened, rest = tail.split(">", 1)
    path.write_text(f'{head}<section class="slide l-cards{opened}>{film}{rest}', "utf-8")
    page = open_deck(path)
    page.evaluate(
        "() => { window.said = []; for (const name of ['play', 'pause']) HTMLMediaElement.prototype[name] ="
        " async () => { if (window.said.at(-1) !== name) window.said.push(name) } }"
    )
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(PLAYED) == f"pause {begins}{'pause' if begins else ''}".strip()


def test_slides_go_on_alone_until_a_key_and_begin_anew(open_deck: OpenDeck, tmp_path: Path) -> None:
    path = with_options(tmp_path, advance=5, loop=True)
    page = open_deck(path, fragment="#links")
    page.clock.install()
    page.reload()
    assert current(page) == "links"
    page.clock.run_for(5100)
    assert current(page) == IDS[-1]
    page.clock.run_for(5100)
    assert current(page) == IDS[0]
    page.keyboard.press("ArrowRight")
    assert current(page) == IDS[1]
    assert page.get_by_role("button", name="自动播放已暂停").is_visible()
    page.clock.run_for(20_000)
    assert current(page) == IDS[1]
    page.keyboard.press("a")
    assert page.get_by_role("button", name="自动播放已暂停").count() == 0
    page.clock.run_for(5100)
    assert current(page) == IDS[2]


def test_nothing_goes_on_alone_by_itself(open_deck: OpenDeck) -> None:
    page = open_deck()
    page.clock.install()
    page.reload()
    page.keyboard.press("a")
    page.clock.run_for(100_000)
    assert current(page) == IDS[0]
    assert page.locator(".hall-paused").count() == 0


def test_a_page_around_the_deck_leads_it_and_hears_of_it(open_deck: OpenDeck, deck_file: Path, tmp_path: Path) -> None:
    around = tmp_path / "around.html"
    around.write_text(
        f'<!DOCTYPE html><iframe width="1280" height="720" src="{deck_file.as_uri()}"></iframe>'
        "<script>window.heard = []; addEventListener('message', event => {"
        " if (event.source === frames[0]) window.heard.push(event.data) })</script>",
        "utf-8",
    )
    page = open_deck(deck_file)
    page.goto("about:blank")
    context = page.context
    page = context.new_page()
    page.goto(around.as_uri())
    wait(page, "window.heard.length > 0")
    assert page.evaluate("window.heard[0]") == {
        "talkdeck": "state", "id": IDS[0], "number": 1, "count": len(IDS), "click": 0, "clicks": 0,
        "title": page.evaluate("window.heard[0].title"),
    }  # fmt: skip
    last = "window.heard.at(-1).id"
    page.evaluate("frames[0].postMessage({talkdeck: 'go', to: 'table'}, '*')")
    wait(page, f"{last} === 'table'")
    page.evaluate("frames[0].postMessage({talkdeck: 'go', to: 3, click: 1}, '*')")
    wait(page, f"{last} === '{IDS[2]}'")
    page.evaluate(
        "() => { for (const said of ['go', 5, null, {talkdeck: 'go', to: 'nowhere'}, {talkdeck: 'go', to: 99},"
        " {talkdeck: 'go', to: 1.5}, {talkdeck: 'eval', to: 1}, {to: 1}]) frames[0].postMessage(said, '*');"
        " window.heard = []; frames[0].postMessage({talkdeck: 'state'}, '*') }"
    )
    wait(page, "window.heard.length > 0")
    assert page.evaluate(f"[window.heard.length, {last}]") == [1, IDS[2]]


def test_only_the_page_around_is_heard(open_deck: OpenDeck) -> None:
    page = open_deck()
    page.evaluate("postMessage({talkdeck: 'go', to: 3}, '*')")
    page.evaluate("new Promise(done => { addEventListener('message', done, {once: true}); postMessage('x', '*') })")
    assert current(page) == IDS[0]


def test_every_part_of_the_hall_is_in_the_player() -> None:
    assert {"hall", "touch", "pen", "media", "embed", "read_light", "read"} <= set(writer.PLAYER)
