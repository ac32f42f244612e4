"""Fixtures: decks built once for the run, their PDFs by LibreOffice, Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.decks.decks import FEW, Built, Name, build, project
from tests.decks.said import Said, said_by_html, said_by_pptx
from tests.render import pptx_to_pdf

GetDeck = Callable[[Name], Built]
GetSaid = Callable[[Name, str], list[Said]]
GetPdf = Callable[[Name], Path]

AT_ONCE = 2
"""LibreOffice processes side by side; each converts one deck under its own profile."""


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project folder."""
    return project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def deck(root: Path, tmp_path_factory: pytest.TempPathFactory) -> GetDeck:
    """Builds a deck when it is first asked for."""
    out = tmp_path_factory.mktemp("decks")
    made: dict[Name, Built] = {}

    def get(name: Name) -> Built:
        if name not in made:
            made[name] = build(name, root, out)
        return made[name]

    return get


@pytest.fixture(scope="session")
def said(deck: GetDeck) -> GetSaid:
    """What a deck's file says (`pptx`, `html`), read once."""
    read: dict[tuple[Name, str], list[Said]] = {}

    def get(name: Name, form: str) -> list[Said]:
        if (name, form) not in read:
            built = deck(name)
            read[name, form] = said_by_pptx(built.pptx) if form == "pptx" else said_by_html(built.html)
        return read[name, form]

    return get


@pytest.fixture(scope="session")
def pdf(deck: GetDeck, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GetPdf]:
    """The PDF of a deck. The first to ask sets LibreOffice to work on all of them, the others wait for their own."""
    out = tmp_path_factory.mktemp("pdf")
    jobs: dict[Name, Future[Path]] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:

        def get(name: Name) -> Path:
            for each in () if jobs else FEW:
                jobs[each] = pool.submit(pptx_to_pdf, deck(each).pptx, out)
            return jobs[name].result()

        yield get
        pool.shutdown(cancel_futures=True)
