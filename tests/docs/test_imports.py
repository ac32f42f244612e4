"""Imports run one way, as docs/architecture.md says: every module of the package is parsed and looked at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "generator" / "talkdeck"

LOWER: dict[str, set[str]] = {
    "model": set(),
    "math": {"model"},
    "source": {"model", "math"},
    "text": {"model"},
    "media": {"model"},
    "brand": {"model", "source", "text"},
    "layout": {"model", "math", "source", "text", "media", "brand"},
    "pptx": {"model", "text", "brand", "layout"},
    "html": {"model", "text", "brand", "layout"},
    "build": {"model", "source", "text", "media", "brand", "layout", "pptx", "html"},
    "diff": {"model", "source", "build"},
    "release": {"model", "source", "media", "brand", "layout", "build", "diff"},
    "serve": {"model", "media", "html", "build"},
    "cli": {"model", "source", "brand", "layout", "build", "diff", "release", "serve"},
}
"""What each package may import besides itself."""


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """(line, module) of every import in a file, inside functions too; relative ones made absolute."""
    here = ("talkdeck", *path.relative_to(PACKAGE).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: len(here) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            yield node.lineno, module
            for alias in node.names:
                yield node.lineno, f"{module}.{alias.name}"


def of_ours(module: str) -> str | None:
    """The package of ours that a module belongs to."""
    parts = module.split(".")
    return parts[1] if parts[0] == "talkdeck" and len(parts) > 1 and parts[1] in LOWER else None


@pytest.mark.parametrize("package", LOWER)
def test_a_package_imports_only_what_stands_below_it(package: str) -> None:
    modules = sorted((PACKAGE / package).rglob("*.py"))
    assert modules
    wrong = {
        f"{path.relative_to(PACKAGE)}:{line} imports {module}"
        for path in modules
        for line, module in imports(path)
        if (other := of_ours(module)) and other != package and other not in LOWER[package]
    }
    assert not wrong


def test_every_package_has_its_place() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == LOWER.keys()


def test_no_package_stands_below_itself() -> None:
    done: set[str] = set()
    while waiting := [name for name in LOWER if name not in done and LOWER[name] <= done]:
        done.update(waiting)
    assert done == LOWER.keys()


def test_the_writers_never_meet() -> None:
    assert "html" not in LOWER["pptx"]
    assert "pptx" not in LOWER["html"]
