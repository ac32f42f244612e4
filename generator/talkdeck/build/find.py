"""Which talks a run is about: the files and folders named, or every talk of the project."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from talkdeck.model.problems import NOWHERE, Problem

ENDINGS = (".yaml", ".yml")


def project_root(start: Path) -> Path:
    """The nearest folder with a `talks/` folder in it, from `start` upwards; `start` itself when there is none."""
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if (folder / "talks").is_dir()), start)


def root_of(talk: Path, here: Path) -> Path:
    """The project folder a talk's pictures and brands belong to.

    For a talk outside any project that is the folder `here` it is built from, or its own when it lies elsewhere.
    """
    folder = Path(os.path.abspath(talk)).parent
    root = project_root(folder)
    return here if not (root / "talks").is_dir() and folder.is_relative_to(here) else root


def find_talks(named: Sequence[str], here: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Talks in the order named, each folder's sorted by name, none twice; the project's `talks/` when none is named.

    A name without ending that is no file (`trends`) means the talk of that name in `talks/`. Paths under `here` come
    back relative to it. Problems: E606 two talks with one name, E607 no such file, E608 a folder without talks.
    """
    talks = project_root(here) / "talks"
    found: list[Path] = []
    problems: list[Problem] = []
    for name in named or (str(talks),):
        path = here / name
        # os.path answers False where pathlib raises: a name too long, a NUL in it, a link in a circle.
        if os.path.isdir(path):
            inside = _talks_in(path)
            found += inside
            if not inside:
                problems.append(_nothing_in(path))
        elif os.path.exists(path):
            found.append(path)
        elif short := next((talks / f"{name}{end}" for end in ENDINGS if os.path.isfile(talks / f"{name}{end}")), None):
            found.append(short)
        elif not named:
            problems.append(_nothing_in(path))
        else:
            problems.append(_missing(name, talks, here))
    unique = tuple(dict.fromkeys(_shorten(path, here) for path in found))
    return unique, (*problems, *_same_names(unique))


def _talks_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
    except OSError:  # a folder that may not be read holds nothing for us
        return []


def _shorten(path: Path, here: Path) -> Path:
    """The path as short as it can be told apart, without `..` detours."""
    whole = Path(os.path.abspath(path))
    return whole.relative_to(here) if whole.is_relative_to(here) else whole


def _nothing_in(folder: Path) -> Problem:
    hints = ("`talkdeck new my-talk` starts one", "or name the outlines to build")
    return Problem("E608", f"no talk (*.yaml) to be read in `{folder}`", NOWHERE, hints)


def _missing(name: str, talks: Path, here: Path) -> Problem:
    """No file of this name; says where it was looked for, and which talks are there."""
    known = [path.stem for path in _talks_in(talks)] if talks.is_dir() else []
    close = difflib.get_close_matches(Path(name).stem, known, 1)
    hints = (f"did you mean `{close[0]}`?",) if close else ()
    if known and not close:
        hints = (f"talks there: {', '.join(known[:12])}{' ...' if len(known) > 12 else ''}",)
    return Problem("E607", f"there is no outline `{name}` in `{here}` or `{_shorten(talks, here)}`", NOWHERE, hints)


def _same_names(talks: Sequence[Path]) -> list[Problem]:
    """Talks whose decks would get one name, compared as a file system that ignores case and composition would."""
    problems = []
    first: dict[str, Path] = {}
    for talk in talks:
        other = first.setdefault(_folded(talk.stem), talk)
        if other != talk:
            problems.append(_rivals(other, talk, talk.stem))
    for talk in talks:
        # Reading an outline for its editions costs more than all of this, so only where a name asks for it.
        begin = _folded(f"{talk.stem}.")
        if any(stem.startswith(begin) for stem in first):
            for name in (f"{talk.stem}.{language}" for language in _editions(talk)):
                if _folded(name) in first:
                    problems.append(_rivals(talk, first[_folded(name)], name))
    return problems


def _folded(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()


def _rivals(one: Path, other: Path, stem: str) -> Problem:
    fact = f"`{one}` and `{other}` would both be written to `{stem}.pptx`"
    return Problem("E606", fact, NOWHERE, ("rename one of them", "or build them one by one, each with its own --out"))


def _editions(talk: Path) -> tuple[str, ...]:
    """The further languages of a talk; none where it cannot be read, which building it will tell."""
    from talkdeck import source

    outline, _ = source.read(talk)
    return outline.editions if outline else ()
