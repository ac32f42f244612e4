"""Promise 1 in LibreOffice: no word outside its box, its cell or its slide; all that pages say is drawn, once."""

from __future__ import annotations

import pytest

from talkdeck.model.page import Page, TextBox
from talkdeck.model.units import Rect
from talkdeck.model.values import replace
from tests.decks.conftest import GetDeck, GetPdf
from tests.decks.decks import DRAWN, TRENDS, Built, Name
from tests.decks.words import Word, overflows, words_of

MOST = 40
"""So many findings are shown; the first ones are enough to see what is wrong."""


def slide_of(built: Built) -> Rect:
    return Rect(0, 0, built.pages.width, built.pages.height)


def report(findings: list[str]) -> str:
    return "\n".join([f"{len(findings)} findings", *findings[:MOST]])


@pytest.mark.parametrize("name", DRAWN, ids=str)
def test_every_word_is_inside_its_box(deck: GetDeck, pdf: GetPdf, name: Name) -> None:
    built = deck(name)
    drawn = words_of(pdf(name), built.pages)
    assert len(drawn) == len(built.pages.pages)
    findings: list[str] = []
    for page, words in zip(built.pages.pages, drawn, strict=True):
        findings += overflows(page, words, slide_of(built))
    assert not findings, report(findings)


@pytest.fixture(scope="module")
def trends(deck: GetDeck, pdf: GetPdf) -> tuple[Built, list[list[Word]]]:
    built = deck(TRENDS)
    return built, words_of(pdf(TRENDS), built.pages)


def changed(page: Page, frame: tuple[int, int, int, int]) -> Page:
    """A page whose text boxes are larger by an amount on each side (left, top, right, bottom)."""
    boxes = tuple(
        replace(box, frame=box.frame.inset(*(-side for side in frame))) if isinstance(box, TextBox) else box
        for box in page.boxes
    )
    return replace(page, boxes=boxes)


@pytest.mark.parametrize("side", range(4), ids=["left", "top", "right", "bottom"])
def test_the_test_can_fail(trends: tuple[Built, list[list[Word]]], side: int) -> None:
    """Frames cut from any side make words stand outside them, on almost every slide."""
    built, drawn = trends
    less = [0, 0, 0, 0]
    less[side] = -built.pages.height // 3
    found = [
        bool(list(overflows(changed(page, (less[0], less[1], less[2], less[3])), words, slide_of(built))))
        for page, words in zip(built.pages.pages, drawn, strict=True)
    ]
    assert sum(found) > len(found) * 0.9


def test_a_lost_paragraph_is_found(trends: tuple[Built, list[list[Word]]]) -> None:
    built, drawn = trends
    page, words = built.pages.pages[2], drawn[2]
    fewer = [word for word in words if word.text != max(words, key=lambda w: len(w.text)).text]
    assert any("does not draw" in finding for finding in overflows(page, fewer, slide_of(built)))
    assert any(
        "which no box" in f or "more than" in f
        for f in overflows(replace(page, boxes=page.boxes[:1]), words, slide_of(built))
    )
