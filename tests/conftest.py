"""The option `--accept`, which rewrites the golden files instead of comparing with them; one of each browser.

With several workers (`pytest -n 2`, by pytest-xdist) the tests of a file stay together, since they share its fixtures;
tests/decks/conftest.py groups its own by deck. Each worker has its own browsers, projects and LibreOffice profile.
"""

from __future__ import annotations

import os

import pytest

from tests.browser import chromium, firefox

__all__ = ["chromium", "firefox"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files; read the diff before committing it")


def pytest_configure() -> None:
    # Microsoft's validator runs for a second or two: .NET need not prepare for more.
    os.environ |= {"DOTNET_TieredPGO": "0", "DOTNET_gcConcurrent": "0"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Group tests for workers; the decks' first, since small groups at the end even out when workers are done."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not item.nodeid.startswith("tests/decks/"))
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--accept"))
