"""Promise 4: axe-core finds no violation on the stage, in the article and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import axe_source
from tests.decks.conftest import GetDeck
from tests.decks.decks import IDC, KINDS, LATETALK, MEET, TRENDS, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.decks.decks import Built

LOOKS = (TRENDS, MEET, IDC, LATETALK)
"""A talk in each brand."""

DECKS = (*LOOKS, *KINDS[::2])

EVERYTHING = "for (const slide of document.querySelectorAll('.slide')) slide.style.contentVisibility = 'visible';"


def violations(page: Page, of: str = "document") -> list[str]:
    """What axe finds, one line each: rule, element, why."""
    found: list[str] = page.evaluate(
        f"axe.run({of}).then(found => found.violations.flatMap(each => "
        "each.nodes.map(node => `${each.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`)))"
    )
    return found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce", offline=True)
    yield context.new_page()
    context.close()


def read(page: Page) -> Page:
    """The deck as an article, all of it laid out."""
    page.keyboard.press("r")
    page.wait_for_function("document.documentElement.dataset.mode === 'read'")
    page.evaluate(EVERYTHING)
    # What is too wide is seen, and made to scroll by keyboard, once it is laid out.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")
    return page


def opened(page: Page, built: Built) -> Page:
    page.goto(built.html.as_uri())
    page.evaluate(axe_source())
    return page


@pytest.mark.parametrize("name", LOOKS, ids=str)
def test_stage(deck: GetDeck, page: Page, name: Name) -> None:
    """The first slide of each layout as it stands on the stage; the whole document with the first of them.

    The others differ in their words, and `test_paper` has all of them in the same style sheet.
    """
    built = deck(name)
    assert violations(opened(page, built)) == []
    for each in {each.layout: each for each in reversed(built.pages.pages)}.values():
        page.evaluate(f"location.hash = '#{each.id}'")
        page.wait_for_function(f"document.querySelector('.slide.now').id === '{each.id}'")
        assert violations(page, "'.slide.now'") == []


@pytest.mark.parametrize("name", DECKS, ids=str)
def test_article(deck: GetDeck, page: Page, name: Name) -> None:
    read(opened(page, deck(name)))
    assert violations(page) == []


@pytest.mark.parametrize("name", [TRENDS, *KINDS[::2]], ids=str)
def test_paper(deck: GetDeck, page: Page, name: Name) -> None:
    """Paper has the style sheet of the stage, and all slides at once."""
    opened(page, deck(name)).emulate_media(media="print")
    assert violations(page) == []


def test_the_test_can_fail(deck: GetDeck, page: Page) -> None:
    """In the article, since axe does not judge contrast upon a picture, which the art of a stage's layout is."""
    read(opened(page, deck(TRENDS))).evaluate(
        "document.documentElement.removeAttribute('lang');"
        "for (const p of document.querySelectorAll('.slide .p')) p.style.color = 'var(--rule)'"
    )
    found = violations(page)
    assert any(each.startswith("html-has-lang") for each in found)
    assert any(each.startswith("color-contrast") for each in found)
