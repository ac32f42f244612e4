"""The option `--accept`, which rewrites the golden files instead of comparing with them; one of each browser."""

from __future__ import annotations

import pytest

from tests.browser import chromium, firefox

__all__ = ["chromium", "firefox"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files; read the diff before committing it")


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--accept"))
