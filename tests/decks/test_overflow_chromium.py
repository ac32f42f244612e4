"""Promise 1 in Chromium, at two sizes of window: every line of text inside its frame and its slide."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talkdeck.html import write_html
from talkdeck.layout import arrange
from talkdeck.model.page import TableBox, TextBox
from talkdeck.model.values import replace
from talkdeck.text.metrics import Advances, Metrics
from tests.decks.conftest import GetDeck
from tests.decks.decks import ALL, FULL, Built, Name

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOLERANCE = 1.0
"""CSS pixels of the window: Chromium snaps text to whole ones."""

SIZES = ((1280, 720), (1920, 1080))
SCRIPT = (Path(__file__).parent / "boxes.js").read_text("utf-8")
SHOW_ALL = """
for (const slide of document.querySelectorAll('.slide')) slide.style.display = 'block';
document.documentElement.style.visibility = 'hidden';
"""
"""Laid out, but not painted: that would take as long again."""


def findings(chromium: Browser, html: Path, *sizes: tuple[int, int]) -> tuple[int, list[str]]:
    """How many boxes and cells a deck has, and what stands outside one in windows of some sizes."""
    context = chromium.new_context(reduced_motion="reduce", offline=True)
    page = context.new_page()
    page.goto(html.as_uri())
    page.evaluate(SHOW_ALL)
    count, found = 0, []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        # The player scales the stage when the window has changed, a frame later.
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        stage = page.evaluate("document.querySelector('main').getBoundingClientRect().toJSON()")
        assert width - stage["width"] < 1 or height - stage["height"] < 1
        count, here = page.evaluate(SCRIPT, TOLERANCE)
        found += [f"{width}x{height} {finding}" for finding in here]
    context.close()
    return count, found


def places(built: Built) -> int:
    """Text boxes and table cells of a deck."""
    boxes = [box for page in built.pages.pages for box in page.boxes]
    cells = sum(
        not cell.covered for box in boxes if isinstance(box, TableBox) for row in box.rows for cell in row.cells
    )
    return cells + sum(isinstance(box, TextBox) for box in boxes)


@pytest.mark.parametrize("name", ALL, ids=str)
def test_every_line_is_inside_its_box(deck: GetDeck, chromium: Browser, name: Name) -> None:
    built = deck(name)
    count, found = findings(chromium, built.html, *SIZES)
    assert count == places(built)
    assert not found, "\n".join([f"{len(found)} findings", *found[:60]])


class Half(Advances):
    """Half of what other advances are."""

    def __init__(self, whole: Advances) -> None:
        super().__init__()
        self._whole = whole

    def __missing__(self, char: str) -> int:
        width = self[char] = self._whole[char] // 2
        return width


@pytest.mark.parametrize("name", FULL[:1], ids=str)
def test_the_test_can_fail(
    deck: GetDeck, chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: Name
) -> None:
    """With half the widths, text is set too large: hundreds of boxes overflow."""
    built = deck(name)
    real = Metrics.advances
    monkeypatch.setattr(Metrics, "advances", lambda self, bold, asian: Half(real(self, bold, asian)))
    fresh = replace(built.deck, slides=built.deck.slides[:12])
    pages, _ = arrange(fresh, built.brand)
    assert pages is not None
    out = BytesIO()
    write_html(pages, built.brand, built.assets, out)
    path = tmp_path / "half.html"
    path.write_bytes(out.getvalue())
    _, found = findings(chromium, path, SIZES[0])
    assert len(found) > 20
