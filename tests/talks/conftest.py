"""The talks of talks/, each built once for a run; with several workers all tests of a talk run on one of them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.talks.facts import Decks, built

GetDecks = Callable[[str], Decks]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if found := re.search(r"talks/test_(\w+)_facts\.py", item.path.as_posix()):
            item.add_marker(pytest.mark.xdist_group(f"facts-{found[1]}"))


@pytest.fixture(scope="session")
def decks(tmp_path_factory: pytest.TempPathFactory) -> GetDecks:
    """Builds a talk when it is first asked for."""
    made: dict[str, Decks] = {}

    def get(talk: str) -> Decks:
        if talk not in made:
            made[talk] = built(talk, tmp_path_factory.mktemp(talk))
        return made[talk]

    return get
