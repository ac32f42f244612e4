"""axe-core's opinion: no violation on the stage, in the article, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import axe_source
from tests.html.conftest import OpenDeck
from tests.html.test_article import LAY_OUT_ALL

if TYPE_CHECKING:
    from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """What axe finds, one line each: rule and element."""
    page.evaluate(axe_source())
    found: list[str] = page.evaluate(
        "axe.run(document).then(found => found.violations.flatMap("
        "each => each.nodes.map(node => `${each.id}: ${node.html.slice(0, 120)} ${node.failureSummary}`)))"
    )
    return found


def test_stage(open_deck: OpenDeck) -> None:
    page = open_deck()
    for _ in range(10):
        assert violations(page) == []
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("width", [360, 620])
def test_article(open_deck: OpenDeck, width: int) -> None:
    page = open_deck(viewport={"width": width, "height": 800})
    page.evaluate(LAY_OUT_ALL)
    assert violations(page) == []


def test_wide_article(open_deck: OpenDeck) -> None:
    page = open_deck()
    page.evaluate(
        "document.getElementById('stage.css').media = 'print'; document.getElementById('article.css').media = 'screen'"
    )
    page.evaluate(LAY_OUT_ALL)
    assert violations(page) == []


def test_paper(open_deck: OpenDeck) -> None:
    page = open_deck()
    page.emulate_media(media="print")
    assert violations(page) == []
