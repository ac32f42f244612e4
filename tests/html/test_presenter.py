"""The presenter's view: two windows in step from disk and from a server, one window where popups are blocked, notes
with click marks, the time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import Firefox
from tests.html.conftest import OpenDeck, wait
from tests.html.test_axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLIDE = "#small-models"
NOTES = (
    "<p>开场白。</p><p data-click=1>说端云。</p><p>还是端云。</p><p data-click=3>说链接。\n停一下。</p>"
    + "<p>很长的备注。</p>" * 40
)
PLACE = "document.querySelector('.pv-place').textContent"
NOW = "[...document.querySelectorAll('.pv-notes [aria-current]')].map(p => p.textContent)"
DEAF = "addEventListener('message', event => window.deaf && event.stopImmediatePropagation(), true)"
SEVER = """{
  opener = null;
  const real = open;
  window.open = (...all) => real(...all) && {closed: true};
}"""
LOOKS = """slide => {
  const whole = slide.getBoundingClientRect(), scale = whole.width / slide.offsetWidth;
  return [...slide.querySelectorAll('*')].filter(each => !each.closest('.notes, defs')).flatMap(each => {
    const {left, top, width, height} = each.getBoundingClientRect();
    const {fontSize, lineHeight, color, fill, fontVariantNumeric, colorScheme, margin} = getComputedStyle(each);
    const place = [left - whole.left, top - whole.top, width, height].map(length => length / scale);
    return [[[each.tagName, fontSize, lineHeight, color, fill, fontVariantNumeric, colorScheme, margin].join(), place]];
  });
}"""
BEGUN = 1_700_000_000


@pytest.fixture(scope="module")
def talk(deck_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy deck as a talk of ten minutes: three builds and click marks on its third slide, a pace on its second."""
    head, slide, rest = re.split(r'(?=<section [^>]*id="(?:small-models|cards)")', deck_file.read_text("utf-8"))
    for click in (1, 2, 3):
        slide = slide.replace("<li class", f'<li data-build="{click}" class', 1)
        slide = slide.replace("<li><", f'<li data-build="{click}"><', 1) if f'build="{click}"' not in slide else slide
    slide = re.sub(r"(<aside[^>]*>).*(?=</aside>)", lambda found: found[1] + NOTES, slide, flags=re.DOTALL)
    head = re.sub(r"<main( data-player='[^']*')?", "<main data-player='{\"duration\": 10}'", head)
    head = head.replace('id="part-1"', 'id="part-1" data-pace="90"')
    path = tmp_path_factory.mktemp("talk") / "talk.html"
    path.write_text(head + slide + rest, "utf-8")
    return path


def second(stage: Page) -> Page:
    """The window that S opens, once it is there."""
    with stage.expect_popup() as opened:
        stage.keyboard.press("s")
    page = opened.value
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_selector(".pv-now .slide.now")
    return page


def at(page: Page, place: str) -> None:
    """Wait until the address says so."""
    wait(page, f"location.hash === '{place}'")


def test_windows_from_disk_keep_step(open_deck: OpenDeck, talk: Path) -> None:
    stage = open_deck(talk, SLIDE)
    presenter = second(stage)
    assert presenter.url.startswith("file:")
    for key, place in (("ArrowRight", "/1"), (" ", "/2"), ("PageDown", "/3"), ("n", "#cards")):
        presenter.keyboard.press(key)
        for page in (presenter, stage):
            at(page, place if place.startswith("#") else SLIDE + place)
    assert presenter.evaluate(PLACE) == "4 / 10"
    for key, place in (("p", SLIDE + "/3"), ("End", "#statement"), ("Home", "#cover")):
        stage.keyboard.press(key)
        at(presenter, place)
        at(stage, place)
    presenter.keyboard.press("b")
    wait(stage, "document.documentElement.dataset.veil === 'black'")
    wait(presenter, "document.querySelector('.pv-status').textContent === '黑屏'")
    stage.keyboard.press("b")
    wait(presenter, "!document.documentElement.dataset.veil")


def test_of_changes_at_once_the_stage_s_counts(open_deck: OpenDeck, talk: Path) -> None:
    stage = open_deck(talk)
    stage.context.add_init_script(DEAF)
    stage.reload()
    presenter = second(stage)
    wait(presenter, "document.querySelector('.pv-status').textContent === ''")
    for page in (stage, presenter):
        page.evaluate("window.deaf = true")
    presenter.keyboard.press("ArrowRight")
    stage.keyboard.press("End")
    at(presenter, "#part-1")
    at(stage, "#statement")
    for page in (stage, presenter):
        page.evaluate("window.deaf = false")
    at(presenter, "#statement")
    presenter.keyboard.press("ArrowLeft")
    at(stage, "#links")


def test_either_window_may_be_reloaded(open_deck: OpenDeck, talk: Path) -> None:
    stage = open_deck(talk, SLIDE)
    presenter = second(stage)
    presenter.keyboard.press("ArrowRight")
    at(stage, SLIDE + "/1")
    presenter.reload()
    stage.keyboard.press("ArrowRight")
    at(presenter, SLIDE + "/2")
    presenter.keyboard.press("t")
    stage.reload()
    presenter.keyboard.press("ArrowRight")
    at(stage, SLIDE + "/3")
    stage.keyboard.press("ArrowRight")
    at(presenter, "#cards")
    presenter.reload()
    wait(presenter, "document.querySelector('.pv-timer').textContent === '暂停'")
    presenter.keyboard.press("t")
    # A stage that has gone is missed, and said so.
    stage.close()
    wait(presenter, "document.querySelector('.pv-status').textContent.includes('失去联系')")
    presenter.keyboard.press("ArrowRight")
    at(presenter, "#quote")


def test_s_brings_the_window_that_is_open_to_the_front(open_deck: OpenDeck, talk: Path) -> None:
    stage = open_deck(talk)
    presenter = second(stage)
    stage.reload()
    presenter.keyboard.press("ArrowRight")
    at(stage, "#part-1")
    stage.keyboard.press("s")
    stage.keyboard.press("ArrowRight")
    at(presenter, SLIDE)
    assert len(stage.context.pages) == 2
    assert stage.evaluate("document.documentElement.dataset.mode") == "stage"


def test_strangers_are_not_heard(open_deck: OpenDeck, talk: Path) -> None:
    stage = open_deck(talk)
    presenter = second(stage)
    secret = re.search(r"presenter=(\w+)", presenter.url)
    assert secret
    assert len(secret[1]) > 20
    told = "{talkdeck: '%s', turn: 99, at: 5, click: 0, veil: '', since: 0, spent: 0, came: 0}"
    # The right window without the secret, the secret from another window; then one that is heard, to wait for.
    presenter.evaluate(f"opener.postMessage({told % 'guessed'}, '*')")
    stage.evaluate(
        f"() => new Promise(done => {{ addEventListener('message', done, {{once: true}});"
        f" postMessage({told % secret[1]}, '*'); }})"
    )
    presenter.keyboard.press("ArrowRight")
    at(stage, "#part-1")


def test_over_http_a_severed_tie_is_no_loss(chromium: Browser, talk: Path) -> None:
    """Hosts may cut a window off from its opener; BroadcastChannel stays."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    try:
        context.route("http://talk.test/**", lambda route: route.fulfill(path=talk, content_type="text/html"))
        context.add_init_script(SEVER)
        stage = context.new_page()
        stage.goto("http://talk.test/talk.html")
        presenter = second(stage)
        presenter.keyboard.press("ArrowRight")
        at(stage, "#part-1")
        stage.keyboard.press("ArrowRight")
        at(presenter, SLIDE)
    finally:
        context.close()


@pytest.fixture
def blocked(open_deck: OpenDeck, talk: Path) -> Callable[[], Page]:
    """Opens the talk at its third slide where popups are blocked."""

    def blocked() -> Page:
        page = open_deck(talk, SLIDE)
        page.evaluate("window.open = () => null")
        page.keyboard.press("s")
        page.wait_for_selector(".pv-now .slide.now")
        return page

    return blocked


def test_where_popups_are_blocked_the_view_takes_the_stage(blocked: Callable[[], Page]) -> None:
    page = blocked()
    assert page.evaluate("document.documentElement.dataset.mode") == "presenter"
    assert "拦截" in page.locator(".pv-status").inner_text()
    frame, live = page.locator(".pv-now").bounding_box(), page.locator(".pv-now .slide.now").bounding_box()
    assert frame
    assert live
    assert live == pytest.approx(frame, abs=0.6)
    page.keyboard.press("ArrowRight")
    at(page, SLIDE + "/1")
    assert page.locator(".pv-now [data-build='1']").is_visible()
    assert not page.locator(".pv-now [data-build='2']").is_visible()
    page.keyboard.press("s")
    assert page.evaluate("document.documentElement.dataset.mode") == "stage"
    assert page.evaluate("document.body.firstElementChild.matches('main')")
    assert not page.locator(".pv").is_visible()
    page.locator(SLIDE).wait_for()
    page.keyboard.press("Shift+s")
    page.locator(".pv").wait_for()
    page.locator(".pv-stage").click()
    assert not page.locator(".pv").is_visible()


def test_what_the_next_click_shows(blocked: Callable[[], Page]) -> None:
    page = blocked()
    frame = page.locator(".pv-frame")
    assert page.locator(".pv-after").inner_text() == "下一次点击后"
    assert frame.locator("[data-build='1']").is_visible()
    assert not frame.locator("[data-build='2']").is_visible()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.locator(".pv-after").inner_text() == "下一页 · 四个角色，一个团队"
    assert "定题目，定受众，定时长。" in frame.inner_text()
    assert page.evaluate("document.querySelectorAll('.pv-frame [id]').length") == 0
    outer, copy = frame.bounding_box(), frame.locator(".slide").bounding_box()
    assert outer
    assert copy
    assert copy == pytest.approx(outer, abs=0.6)
    page.keyboard.press("End")
    assert page.locator(".pv-after").inner_text() == "已是最后一页"
    assert frame.locator(".slide").count() == 0


def test_slides_look_in_the_view_as_on_the_stage(open_deck: OpenDeck, talk: Path) -> None:
    page = open_deck(talk)

    def looks(selector: str) -> tuple[list[str], list[float]]:
        """Each element's style, and all places and sizes in the slide's own pixels."""
        found = page.locator(selector).evaluate(LOOKS)
        return [style for style, _ in found], [length for _, place in found for length in place]

    wanted = []
    for _ in range(10):
        wanted.append(looks("main .now"))
        page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+s")
    for number in range(10):
        shown = {"main .now": number, ".pv-frame .slide": number + 1}
        for selector, which in shown.items():
            # The third slide's next picture is itself, a build later.
            if which < 10 and (selector == "main .now" or number != 2):
                styles, places = looks(selector)
                assert styles == wanted[which][0]
                assert places == pytest.approx(wanted[which][1], abs=1.5)
        page.keyboard.press("Alt+ArrowRight")


def test_notes_follow_the_clicks(blocked: Callable[[], Page]) -> None:
    page = blocked()
    assert page.evaluate(NOW) == ["开场白。"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(NOW) == ["1说端云。", "还是端云。"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(NOW) == ["1说端云。", "还是端云。"]
    page.get_by_role("button", name="跳到第 3 次点击").click()
    at(page, SLIDE + "/3")
    assert page.evaluate(NOW)[0] == "3说链接。\n停一下。"
    assert page.locator(".pv-clicks").get_attribute("aria-label") == "点击：3 / 3"
    notes = page.locator(".pv-notes")
    notes.focus()
    before = notes.evaluate("each => each.scrollTop")
    page.keyboard.press("ArrowDown")
    wait(page, f"document.querySelector('.pv-notes').scrollTop > {before}")
    at(page, SLIDE + "/3")
    page.keyboard.press("ArrowRight")
    assert notes.inner_text() == "本页没有备注"


def test_the_size_of_notes_is_remembered(open_deck: OpenDeck, talk: Path) -> None:
    stage = open_deck(talk, SLIDE)
    presenter = second(stage)
    size = "parseFloat(getComputedStyle(document.querySelector('.pv-notes')).fontSize)"
    usual = presenter.evaluate(size)
    presenter.keyboard.press("+")
    presenter.keyboard.press("+")
    larger = presenter.evaluate(size)
    assert larger > 1.2 * usual
    presenter.reload()
    presenter.wait_for_selector(".pv-notes")
    assert presenter.evaluate(size) == pytest.approx(larger)
    for _ in range(3):
        presenter.keyboard.press("-")
    assert presenter.evaluate(size) < usual


def test_slides_to_jump_to(blocked: Callable[[], Page]) -> None:
    page = blocked()
    slides = page.get_by_role("combobox")
    rows = slides.locator("option").all_text_contents()
    assert len(rows) == 10
    assert rows[2] == "3 · 小模型与大模型各得其所 · 2:26"
    assert slides.evaluate("each => each.selectedIndex") == 2
    slides.select_option(index=6)
    at(page, "#table")
    page.keyboard.press("ArrowRight")
    at(page, "#code")
    assert slides.evaluate("each => each.selectedIndex") == 7


def test_other_modes_come_back_to_the_view(open_deck: OpenDeck, talk: Path) -> None:
    stage = open_deck(talk, SLIDE)
    presenter = second(stage)
    presenter.keyboard.press("o")
    wait(presenter, "document.documentElement.dataset.mode === 'overview'")
    assert presenter.locator("main .slide").nth(1).is_visible()
    presenter.keyboard.press("ArrowRight")
    presenter.keyboard.press("Enter")
    wait(presenter, "document.querySelector('.pv-now #cards.now')")
    at(stage, "#cards")
    presenter.set_viewport_size({"width": 600, "height": 700})
    wait(presenter, "document.documentElement.dataset.mode === 'presenter'")
    presenter.keyboard.press("ArrowRight")
    at(stage, "#quote")


@pytest.fixture
def timed(chromium: Browser, talk: Path) -> Iterator[Page]:
    """The view in place of the stage, at the first slide, with a clock that only the test moves."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    context.clock.install(time=BEGUN)
    page = context.new_page()
    page.goto(talk.as_uri())
    context.clock.pause_at(BEGUN + 60)
    page.keyboard.press("Shift+s")
    yield page
    context.close()


def times(page: Page) -> list[str]:
    """Elapsed, left, pace, this slide."""
    names = ("elapsed b", "left b", "pace", "slide")
    found: list[str] = [page.locator(f".pv-{name}").inner_text() for name in names]
    return found


def test_times(timed: Page) -> None:
    """Ten minutes for ten slides, ninety seconds of them for the second: nearly 57 seconds for each of the others."""
    page = timed
    assert times(page) == ["0:00", "10:00", "", "本页 0:00 / 0:56"]
    page.clock.run_for(30_000)
    assert times(page)[0] == "0:00"
    page.keyboard.press("t")
    page.clock.run_for(20_000)
    assert times(page) == ["0:20", "9:40", "节奏正好", "本页 0:20 / 0:56"]
    page.keyboard.press("ArrowRight")
    page.clock.run_for(500)
    assert times(page)[2:] == ["超前 0:36", "本页 0:00 / 1:30"]
    page.keyboard.press("t")
    page.clock.run_for(100_000)
    assert times(page)[0] == "0:20"
    page.keyboard.press("t")
    page.clock.run_for(160_000)
    assert times(page) == ["3:00", "7:00", "落后 0:33", "本页 2:40 / 1:30"]
    assert page.locator(".pv-pace").get_attribute("data-tone") == "behind"
    page.clock.run_for(430_000)
    assert times(page)[1] == "0:10"
    assert page.locator(".pv-left span").inner_text() == "超时"
    page.keyboard.press("Shift+t")
    assert times(page)[:2] == ["0:00", "10:00"]


def test_time_runs_from_leaving_the_first_slide(timed: Page) -> None:
    timed.keyboard.press("ArrowRight")
    timed.clock.run_for(65_000)
    assert times(timed)[0] == "1:05"
    assert timed.get_by_role("button", name="暂停").is_visible()


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (640, 360)])
def test_axe_and_room(blocked: Callable[[], Page], size: tuple[int, int]) -> None:
    page = blocked()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.keyboard.press("ArrowRight")
    if size[0] < 1900:
        assert violations(page) == []
    assert page.evaluate("document.querySelector('.pv').scrollWidth <= innerWidth")
    if size[0] > 1000:
        assert page.evaluate("document.querySelector('.pv').scrollHeight <= innerHeight")


def test_paper_shows_slides_not_the_view(blocked: Callable[[], Page]) -> None:
    page = blocked()
    page.emulate_media(media="print")
    assert page.locator(".pv-notes").is_visible() is False
    assert page.evaluate("[...document.querySelectorAll('.slide')].filter(s => s.checkVisibility()).length") == 10


def test_firefox_from_disk(firefox: Firefox, talk: Path) -> None:
    firefox.resize(1280, 720)
    firefox.open(talk, SLIDE)
    stage = firefox.send("WebDriver:GetWindowHandle", {})
    firefox.press("s")
    await_true(firefox, "return true", lambda: len(handles(firefox)) == 2)
    presenter = next(each for each in handles(firefox) if each != stage)
    try:
        for window, key, place in ((presenter, "n", "/1"), (stage, "n", "/2"), (presenter, "p", "/1")):
            switch(firefox, window)
            await_true(firefox, "return Boolean(document.querySelector('main .slide.now'))")
            firefox.press(key)
            for each in (presenter, stage):
                switch(firefox, each)
                await_true(firefox, f"return location.hash === '{SLIDE}{place}'")
        for window, place in ((presenter, "/2"), (stage, "/3")):
            switch(firefox, window)
            firefox.send("WebDriver:Refresh", {})
            switch(firefox, presenter)
            await_true(firefox, "return Boolean(document.querySelector('.pv-now .slide.now'))")
            firefox.press("n")
            switch(firefox, stage)
            await_true(firefox, f"return location.hash === '{SLIDE}{place}'")
    finally:
        switch(firefox, presenter)
        firefox.send("WebDriver:CloseWindow", {})
        switch(firefox, stage)


def handles(firefox: Firefox) -> list[str]:
    found: list[str] = firefox.send("WebDriver:GetWindowHandles", {})
    return found


def switch(firefox: Firefox, handle: str) -> None:
    firefox.send("WebDriver:SwitchToWindow", {"handle": handle, "focus": True})


def await_true(firefox: Firefox, script: str, also: Callable[[], bool] = lambda: True) -> None:
    """Ask until a script is true; each question is a round trip to the browser."""
    for _ in range(500):
        if also() and firefox.run(script):
            return
        firefox.send("WebDriver:ExecuteAsyncScript", {"script": "setTimeout(arguments[0], 20)", "args": []})
    raise AssertionError(f"never true: {script}")
