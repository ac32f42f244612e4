"""Reading outlines: strict YAML to a validated `Outline`, every mistake at its line; the JSON Schema."""

from __future__ import annotations

from pathlib import Path

from talkdeck.model.outline import Outline
from talkdeck.model.problems import Problem


def read(path: Path, edition: str | None = None) -> tuple[Outline | None, tuple[Problem, ...]]:
    """Read an outline from a file; see `talkdeck.source.reader.read`."""
    from talkdeck.source import reader

    return reader.read(path, edition)


def read_editions(path: Path) -> tuple[tuple[Outline, ...], tuple[Problem, ...]]:
    """Read an outline in all its languages; see `talkdeck.source.reader.read_editions`."""
    from talkdeck.source import reader

    return reader.read_editions(path)


def read_bytes(data: bytes, path: str, edition: str | None = None) -> tuple[Outline | None, tuple[Problem, ...]]:
    """Read an outline from bytes; see `talkdeck.source.reader.read_bytes`."""
    from talkdeck.source import reader

    return reader.read_bytes(data, path, edition)
