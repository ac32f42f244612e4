"""Promise 8: the same bytes, built twice in a process; tests/build has other processes, places and times."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.decks.conftest import GetDeck
from tests.decks.decks import FULL, KINDS, TALKS, TRENDS, Name, build


@pytest.mark.parametrize("name", [*FULL[::2], *KINDS[::2], *TALKS], ids=str)
def test_a_second_build(deck: GetDeck, root: Path, tmp_path: Path, name: Name) -> None:
    """Nothing that a build leaves behind in the process (caches, counters) changes the next."""
    first, second = deck(name), build(name, root, tmp_path)
    assert first.pptx.read_bytes() == second.pptx.read_bytes()
    assert first.html.read_bytes() == second.html.read_bytes()


def test_no_clock_in_the_package(deck: GetDeck) -> None:
    with zipfile.ZipFile(deck(TRENDS).pptx) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len({(entry.create_system, entry.external_attr) for entry in package.infolist()}) == 1
