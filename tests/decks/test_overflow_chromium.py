"""Promise 1 in Chromium, at two sizes of window: every line of text inside its frame and its slide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talkdeck.html import write_html
from talkdeck.layout import arrange
from talkdeck.model.page import TableBox, TextBox
from talkdeck.text.metrics import Advances, Metrics
from tests.decks.conftest import GetDeck
from tests.decks.decks import ALL, Built, Name

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOLERANCE = 1.0
"""CSS pixels of the window: Chromium snaps text to whole ones."""

SCRIPT = (Path(__file__).parent / "boxes.js").read_text("utf-8")
SHOW_ALL = "for (const slide of document.querySelectorAll('.slide')) slide.style.display = 'block'"


def findings(chromium: Browser, html: Path, width: int, height: int) -> tuple[int, list[str]]:
    """How many boxes and cells a deck has in a window of a size, and what stands outside one."""
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", offline=True)
    page = context.new_page()
    page.goto(html.as_uri())
    page.evaluate(SHOW_ALL)
    count, found = page.evaluate(SCRIPT, TOLERANCE)
    context.close()
    return count, found


def places(built: Built) -> int:
    """Text boxes and table cells of a deck."""
    boxes = [box for page in built.pages.pages for box in page.boxes]
    cells = sum(len(row.cells) for box in boxes if isinstance(box, TableBox) for row in box.rows)
    return cells + sum(isinstance(box, TextBox) for box in boxes)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("name", ALL, ids=str)
def test_every_line_is_inside_its_box(deck: GetDeck, chromium: Browser, name: Name, width: int, height: int) -> None:
    built = deck(name)
    count, found = findings(chromium, built.html, width, height)
    assert count == places(built)
    assert not found, "\n".join([f"{len(found)} findings", *found[:60]])


def narrow(advances: Mapping[str, int]) -> Advances:
    return Advances({char: width // 2 for char, width in advances.items()})


def test_the_test_can_fail(deck: GetDeck, chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With half the widths, text is set too large: hundreds of boxes overflow."""
    built = deck(ALL[1])
    real = Metrics.advances
    made: dict[tuple[str, bool, bool], Advances] = {}

    def half(self: Metrics, bold: bool, asian: bool) -> Advances:
        key = self.name, bold, asian
        return made.setdefault(key, narrow({chr(code): real(self, bold, asian)[chr(code)] for code in range(0x9FFF)}))

    monkeypatch.setattr(Metrics, "advances", half)
    fresh = replace(built.deck, slides=built.deck.slides[:12])
    pages, _ = arrange(fresh, built.brand)
    assert pages is not None
    out = BytesIO()
    write_html(pages, built.brand, built.assets, out)
    path = tmp_path / "half.html"
    path.write_bytes(out.getvalue())
    _, found = findings(chromium, path, 1280, 720)
    assert len(found) > 20
