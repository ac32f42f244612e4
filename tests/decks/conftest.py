"""Fixtures: decks built once for the run, and their PDFs by LibreOffice.

With several workers (`pytest -n 2`) all tests on a deck run on one of them, so that it is built and converted once.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.decks.decks import TRENDS, Built, Name, build, project
from tests.decks.said import Said, said_by_html, said_by_pptx
from tests.render import pptx_to_pdf

GetDeck = Callable[[Name], Built]
GetSaid = Callable[[Name, str], list[Said]]
GetPdf = Callable[[Name], Path]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Group the tests on a deck; those that name none are on the trends talk."""
    for item in items:
        name = (
            item.callspec.params.get("name")
            if isinstance(item, pytest.Function) and hasattr(item, "callspec")
            else None
        )
        if isinstance(name, Name) or "deck" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(str(name or TRENDS)))


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
def pdf(deck: GetDeck, tmp_path_factory: pytest.TempPathFactory) -> GetPdf:
    """The PDF of a deck, converted once."""
    out = tmp_path_factory.mktemp("pdf")
    made: dict[Name, Path] = {}

    def get(name: Name) -> Path:
        if name not in made:
            made[name] = pptx_to_pdf(deck(name).pptx, out)
        return made[name]

    return get
