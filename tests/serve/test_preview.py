"""The preview in Chromium: what is saved is seen at once and in place, mistakes stand over the last good deck."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from talkdeck.serve.editor import Editor
from tests.html.conftest import current, wait
from tests.serve.conftest import DATA, OUTLINE, PICTURE, Project, Serve

if TYPE_CHECKING:
    from playwright.sync_api import Page

DECK = quote("港口") + "/"


@pytest.fixture
def page(serve: Serve, open_page: Callable[..., Page]) -> Page:
    """The second content slide of the talk, in a page that would forget a mark if it were loaded anew."""
    page = open_page(serve().address + DECK + "#freight")
    wait(page, "document.documentElement.dataset.previewVersion === '1'")
    page.evaluate("() => { window.mark = 1; }")
    return page


def text(page: Page) -> str:
    return page.inner_text("main > .now")


def shows(page: Page, words: str) -> None:
    """Wait until the slide says so; the page was not loaded anew for it."""
    page.wait_for_function("words => document.querySelector('main > .now').textContent.includes(words)", arg=words)
    assert page.evaluate("() => window.mark") == 1


def test_an_edit_is_seen_in_place(page: Page, project: Project) -> None:
    project.edit("比去年多一成", "比去年多两成")
    shows(page, "比去年多两成")
    assert current(page) == "freight"
    assert page.evaluate("() => location.hash") == "#freight"
    assert "比去年多一成" not in page.content()


def test_a_slide_before_moves_the_others_along(page: Page, project: Project) -> None:
    wait(page, "document.querySelector('main > .now').textContent.includes('货运量')")
    page.evaluate("() => { document.querySelector('main > .now').mark = 1; }")
    project.edit("      - id: freight", "      - title: 新的一页\n        bullets: [甲, 乙]\n      - id: freight")
    wait(page, "document.querySelectorAll('main > section').length === 6")
    assert current(page) == "freight"
    assert page.evaluate("() => [...document.querySelectorAll('main > section')].map(s => s.id).at(-1)") == "figures"
    page.keyboard.press("ArrowLeft")
    shows(page, "新的一页")


def test_a_slide_that_goes_leaves_its_neighbour(page: Page, project: Project) -> None:
    page.keyboard.press("End")
    wait(page, "location.hash === '#figures'")
    project.talk.write_text(OUTLINE[: OUTLINE.index("      - id: figures")], "utf-8")
    wait(page, "document.querySelectorAll('main > section').length === 4")
    assert current(page) == "quay"


def test_builds_stay_as_they_are(page: Page, project: Project) -> None:
    project.edit("        bullets:\n", "        build: items\n        bullets:\n")
    wait(page, "document.querySelectorAll('main > .now .later').length === 2")
    page.keyboard.press("ArrowRight")
    wait(page, "document.querySelectorAll('main > .now .later').length === 1")
    project.edit("冷藏货物翻了一番", "冷藏货物翻了两番")
    shows(page, "翻了两番")
    assert page.evaluate("() => location.hash") == "#freight/1"
    assert page.locator("main > .now .later").count() == 1


def test_a_mistake_stands_over_the_last_good_deck(page: Page, project: Project) -> None:
    project.edit("        bullets:\n", "        bulets:\n")
    panel = page.locator(".preview-errors")
    panel.wait_for()
    assert "E201" in panel.inner_text()
    assert "talks/港口.yaml:9:9" in panel.inner_text()
    assert panel.locator(".preview-wrong mark").inner_text() == "bulets"
    assert panel.locator(".preview-wrong .preview-number").inner_text() == "9"
    assert "比去年多一成" in text(page)
    project.edit("        bulets:\n", "        bullets:\n")
    panel.wait_for(state="hidden")
    assert page.evaluate("() => window.mark") == 1


def test_a_closed_mistake_comes_back_with_the_next_save(page: Page, project: Project) -> None:
    panel = page.locator(".preview-errors")
    project.edit("        bullets:\n", "        bulets:\n")
    panel.wait_for()
    panel.get_by_role("button", name="关闭").click()
    panel.wait_for(state="hidden")
    project.edit("        bulets:\n", "        buletts:\n")
    panel.wait_for()


def test_other_files_of_the_talk_are_followed(page: Page, project: Project) -> None:
    page.evaluate("() => { window.before = document.querySelector('#quay img').src; }")
    project.picture.write_text(PICTURE % "orange", "utf-8")
    wait(page, "document.querySelector('#quay img').src !== window.before")
    project.data.write_text(DATA.replace("15", "16"), "utf-8")
    wait(page, "document.querySelector('#figures').textContent.includes('16')")
    accent = "getComputedStyle(document.querySelector('#freight')).getPropertyValue('--accent')"
    assert page.evaluate(f"() => {accent}") == "#b5482a"
    project.brand.write_text(project.brand.read_text("utf-8").replace("B5482A", "1F5FBF"), "utf-8")
    wait(page, f"{accent} === '#1f5fbf'")
    shows(page, "货运量")


def test_a_picture_that_is_away_comes_back(page: Page, project: Project) -> None:
    page.evaluate("() => { window.before = document.querySelector('#quay img').src; }")
    away = project.picture.with_suffix(".away")
    project.picture.rename(away)
    badge = page.locator(".preview-badge[data-kind=warning]")
    badge.wait_for()
    badge.click()
    assert "W401" in page.locator(".preview-warnings").inner_text()
    away.rename(project.picture)
    badge.wait_for(state="hidden")
    wait(page, "document.querySelector('#quay img').src === window.before")


def test_an_outline_that_is_away_comes_back(page: Page, project: Project) -> None:
    project.talk.unlink()
    page.locator(".preview-errors").wait_for()
    assert "E101" in page.locator(".preview-errors").inner_text()
    part = project.talk.with_suffix(".part")
    part.write_text(OUTLINE.replace("货运量", "吞吐量"), "utf-8")
    os.replace(part, project.talk)
    shows(page, "吞吐量")
    page.locator(".preview-errors").wait_for(state="hidden")


def test_a_talk_that_was_never_whole_appears_when_it_is(
    serve: Serve, open_page: Callable[..., Page], project: Project
) -> None:
    project.edit("title: 港口的一年", "titel: 港口的一年")
    page = open_page(serve().address + DECK)
    page.locator(".preview-errors").wait_for()
    project.edit("titel: 港口的一年", "title: 港口的一年")
    page.wait_for_selector("main > .now")
    page.locator(".preview-errors").wait_for(state="hidden")


def test_thumbnails_lead_to_slides(page: Page, project: Project) -> None:
    page.get_by_role("button", name="幻灯片", exact=True).click()
    thumbs = page.locator(".preview-thumb")
    assert thumbs.count() == 5
    page.wait_for_selector(".preview-thumb .slide")
    thumbs.nth(3).click()
    wait(page, "document.querySelector('#quay').checkVisibility()")
    assert thumbs.nth(3).get_attribute("aria-current") == "true"
    project.edit("三个泊位", "四个泊位")
    shows(page, "四个泊位")
    page.locator(".preview-thumb", has_text="四个泊位").wait_for()
    # The stage keeps clear of the bar.
    assert page.evaluate("() => document.querySelector('main').getBoundingClientRect().left") >= 232


def test_a_click_with_alt_leads_to_the_line(serve: Serve, open_page: Callable[..., Page], project: Project) -> None:
    opened = project.root / "opened"
    script = f"import sys; open({str(opened)!r}, 'w').write(sys.argv[1])"
    server = serve(editor=Editor((sys.executable, "-c", script, "{file}|{line}|{column}")))
    page = open_page(server.address + DECK + "#freight")
    target = page.get_by_text("冷藏货物翻了一番").first
    target.hover(modifiers=["Alt"])
    label = page.locator(".preview-label")
    page.keyboard.down("Alt")
    page.wait_for_function("() => document.querySelector('.preview-label').textContent.includes(':')")
    assert label.inner_text() == "talks/港口.yaml:11:13"
    target.click()
    page.keyboard.up("Alt")
    page.wait_for_function("() => document.querySelector('.preview-note.shown')?.textContent.includes('已打开')")
    wait_for_file(page, opened)
    assert opened.read_text() == f"{project.talk}|11|13"
    assert current(page) == "freight"


def wait_for_file(page: Page, path: object) -> None:
    """Wait for what another program writes; the page passes the time."""
    for _ in range(300):
        if os.path.exists(str(path)) and os.path.getsize(str(path)):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"{path} was never written")


def test_the_list_of_talks(serve: Serve, open_page: Callable[..., Page], project: Project) -> None:
    (project.root / "talks" / "second.yaml").write_text("titel: 另一个\n", "utf-8")
    page = open_page(serve().address, locale="zh-CN")
    page.wait_for_function("() => document.querySelectorAll('.talks li').length === 2")
    rows = page.locator(".talks li")
    said = sorted(rows.nth(n).inner_text() for n in range(2))
    assert any("港口的一年" in each and "5 页" in each and "我们的品牌" in each for each in said)
    assert any("second" in each and "错误" in each for each in said)
    page.get_by_role("link", name="港口的一年").click()
    page.wait_for_selector("main > .now")


def test_the_page_is_the_deck_as_built(page: Page) -> None:
    policy = page.get_attribute('meta[http-equiv="Content-Security-Policy"]', "content") or ""
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
