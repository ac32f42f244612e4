"""Reading outlines: strict YAML to a validated `Outline`, every mistake at its line; the JSON Schema."""

from __future__ import annotations

from collections.abc import Sequence
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


def sound_part(path: Path, problems: Sequence[Problem]) -> tuple[Outline, ...]:
    """The slides without mistakes of a file that cannot be read for these problems; see `talkdeck.source.partial`."""
    from talkdeck.source import partial

    try:
        return partial.sound_part(path.read_bytes(), str(path), problems) if path.is_file() else ()
    except OSError:
        return ()


def read_bytes(data: bytes, path: str, edition: str | None = None) -> tuple[Outline | None, tuple[Problem, ...]]:
    """Read an outline from bytes; see `talkdeck.source.reader.read_bytes`."""
    from talkdeck.source import reader

    return reader.read_bytes(data, path, edition)
