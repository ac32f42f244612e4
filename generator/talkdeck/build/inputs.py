"""What a talk is made from: every file and address, known by content.

Files are named relative to the project's folder, so that the same talk has the same inputs in another checkout. What
ships with talkdeck (templates, its own brands) is no input; it belongs to the program.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from talkdeck.model import reads
from talkdeck.model.problems import NOWHERE, RefusedError
from talkdeck.model.resources import templates_root
from talkdeck.model.values import Struct

if TYPE_CHECKING:
    from talkdeck.build.talk import Job
    from talkdeck.model.outline import Outline
    from talkdeck.model.problems import Problem

    Editions = tuple[tuple[Outline, ...], tuple[Problem, ...]]

Kind = Literal["file", "folder", "address"]


class Input(Struct, frozen=True, order=True):
    """Something a talk is made from. `name` is relative to the project's folder (with `/`), or an address.

    `digest` is the hex SHA-256 of its bytes, of a folder that of the names in it; None for what was sought and is not
    there.
    """

    kind: Kind
    name: str
    digest: str | None


def inputs(job: Job, read: Callable[[], Editions] | None = None) -> tuple[Input, ...]:
    """All that a talk is made from, by kind and name: outline, data, brands, pictures, recordings, those missing too.

    The outline is read, its brand loaded and its pictures are found (and fetched, unless the job is offline); nothing
    is laid out. Of an outline with mistakes it is what was read until they were found. `read` gives the outlines
    that are made of the file, where they are not just what it says.
    """
    from talkdeck import brand as brands
    from talkdeck import source
    from talkdeck.layout.resolve import resolve
    from talkdeck.media.library import Library

    with reads.keeping() as ledger:
        outlines, _ = read() if read else source.read_editions(job.talk)
        library = Library(job.root, offline=job.offline)
        for outline in outlines:
            brand, _ = brands.load(job.brand or outline.brand, outline.shape, job.root, NOWHERE)
            if brand is not None:
                try:
                    resolve(outline, brand, library, job.talk.stem, job.talk.parent)
                except RefusedError:
                    continue
    return noted(ledger, job.root)


def noted(ledger: reads.Ledger, root: Path) -> tuple[Input, ...]:
    """The inputs that a ledger has, in order."""
    shipped = f"{templates_root()}{os.sep}"
    project = f"{os.path.abspath(root)}{os.sep}"
    found = [Input("address", url, digest) for url, digest in ledger.addresses.items()]
    sought: tuple[tuple[Kind, Mapping[str, str | None]], ...] = (("file", ledger.files), ("folder", ledger.folders))
    for kind, by_path in sought:
        for path, digest in by_path.items():
            if path.startswith(project) or not path.startswith(shipped):
                found.append(Input(kind, _relative(path, root), digest))
    return tuple(sorted(found, key=lambda each: (each.kind, each.name)))


def place(given: Input, root: Path) -> Path | None:
    """Where the bytes of an input are: a file of the project, or the cache's file of a fetched picture.

    The latter begins with `media.cache.HEADER` bytes of its own. None where nothing is kept.
    """
    if given.kind != "address":
        return root / given.name
    from talkdeck.media import cache

    folder = cache.default_folder()
    return cache.entry(folder, given.name) if folder else None


def file_digest(path: Path | str, header: int = 0) -> str | None:
    """The hex SHA-256 of a file, but for the bytes of its header; None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            file.seek(header)
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _relative(path: str, root: Path) -> str:
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive of Windows
        return Path(path).as_posix()
