"""A talk as it is in a file, or as it was at a revision that git knows: its outlines, and the files beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from pathlib import Path

from talkdeck.diff.git import Repository
from talkdeck.model.outline import Outline
from talkdeck.model.problems import Problem
from talkdeck.model.values import Struct

LARGEST = 100_000_000
"""Files beyond so many bytes are compared by name alone."""


class Revision(Struct, frozen=True):
    """A revision of a talk. `name` is how people call it, `stem` the talk's name; `editions` has its outline in each
    language, its own first, and is empty where there is no such talk. `problems` say what could not be read.

    `fetch` gives the bytes of a file beside the outline by its name there, None where it is not to be had.
    """

    name: str
    stem: str
    editions: tuple[Outline, ...]
    problems: tuple[Problem, ...]
    fetch: Callable[[str], bytes | None]


def missing(name: str, stem: str) -> Revision:
    """A revision in which there is no such talk."""
    return Revision(name, stem, (), (), lambda file: None)


def of_file(path: Path) -> Revision:
    """A talk as it is on the disk."""

    def fetch(file: str) -> bytes | None:
        try:
            beside = path.parent / file
            return beside.read_bytes() if beside.is_file() and beside.stat().st_size <= LARGEST else None
        except (OSError, ValueError):
            return None

    from talkdeck.source import reader
    from talkdeck.source.partial import sound_part

    outlines, problems = reader.read_editions(path)
    if not outlines and path.is_file():
        outlines = sound_part(path.read_bytes(), str(path), problems)
    return Revision(str(path), path.stem, outlines, _errors(problems), fetch)


def of_git(repository: Repository, commit: str, path: str, name: str) -> Revision:
    """A talk as it was at a commit. `path` is from the top of the repository, `name` how people call the revision."""
    stem = Path(path).stem
    data = repository.read(commit, path)
    if data is None:
        return missing(name, stem)

    def fetch(file: str) -> bytes | None:
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), file.replace("\\", "/")))
        return None if beside.startswith(("/", "..")) else repository.read(commit, beside)

    from talkdeck.source import reader
    from talkdeck.source.partial import sound_part

    outlines, problems = reader.read_editions_of(data, name)
    return Revision(name, stem, outlines or sound_part(data, name, problems), _errors(problems), fetch)


def _errors(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.is_error)
