"""The toy deck as a file, and pages of Chromium that record whatever they would ask of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talkdeck.html import write_html
from talkdeck.model.page import Pages
from tests.html import toy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


OpenDeck = Callable[..., "Page"]


def write(pages: Pages) -> bytes:
    """A deck of the toy brand and pictures as HTML."""
    out = BytesIO()
    write_html(pages, toy.brand(), toy.assets(), out)
    return out.getvalue()


@pytest.fixture(scope="session")
def deck_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy deck, written once."""
    path = tmp_path_factory.mktemp("html") / "toy.html"
    path.write_bytes(write(toy.deck()))
    return path


@pytest.fixture
def open_deck(chromium: Browser, deck_file: Path) -> Iterator[OpenDeck]:
    """Opens a deck (the toy deck if none is given) in a fresh offline context.

    The test fails at its end if the deck asked for anything but itself, broke its own content security policy, or
    wrote an error to the console.
    """
    contexts, wrongs = [], []

    def open_deck(path: Path = deck_file, fragment: str = "", **options: Any) -> Page:
        settings: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}, "reduced_motion": "reduce", **options}
        context = chromium.new_context(**settings)
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.on("console", lambda said: wrongs.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrongs.append(str(error)))
        address = path.as_uri()
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((address, "data:")) else wrongs.append(f"asked for {request.url[:200]}")
            ),
        )
        page.goto(address + fragment)
        return page

    yield open_deck
    for context in contexts:
        context.close()
    assert wrongs == []


def current(page: Page) -> str:
    """The id of the one slide that shows; fails where it is not exactly one."""
    shown: list[str] = page.evaluate(
        "[...document.querySelectorAll('.slide')].filter(s => s.checkVisibility()).map(s => s.id)"
    )
    assert len(shown) == 1, shown
    return shown[0]


def wait(page: Page, script: str) -> None:
    """Wait until an expression is true. As a function, because the deck's policy forbids to evaluate strings."""
    page.wait_for_function(f"() => {script}")
