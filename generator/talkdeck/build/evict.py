"""What the cache holds, and removing of it: all, or what was not used for longest where there is too much.

Only entries are touched, known by their names in the folders that are ours: the cache may be any folder of the user's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from talkdeck.model import kept
from talkdeck.model.resources import cache_folder
from talkdeck.model.values import Struct

KINDS = {
    "decks": "finished decks",
    "talks": "what talks came to",
    "slides": "slides of talks",
    "encoded": "pictures as decks have them",
    "stamps": "stamps of files",
    "brands": "brands, read",
    "layouts": "slide layouts of brands",
    "players": "the player",
    "templates": "templates, compiled",
    "programs": "digests of talkdeck itself",
    "pictures": "fetched pictures",
}
"""Folders of the cache, with what is in them."""

FETCHED = "pictures"
"""What cannot be made again without the network."""

SIZE = "TALKDECK_CACHE_SIZE"
DEFAULT = 1_000_000_000
"""Bytes that the cache may have, where the environment says nothing else."""

_NAME = re.compile(rf"[0-9a-f]{{40,64}}|{re.escape(kept.PART)}.*|__jinja2_[0-9a-f]{{40}}\.cache")
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


class Shelf(Struct, frozen=True):
    """A folder of the cache: its kind, how many entries it has, and how many bytes they are together."""

    kind: str
    entries: int
    size: int


class _Entry(Struct, frozen=True):
    """An entry: when it was used last, in ns."""

    path: Path
    size: int
    used: int


def stock() -> tuple[Shelf, ...]:
    """What the cache holds, by kind; folders that are not there are empty."""
    found = []
    for kind in KINDS:
        sizes = [each.size for each in _entries(kind)]
        found.append(Shelf(kind, len(sizes), sum(sizes)))
    return tuple(found)


def clear(pictures: bool = False) -> tuple[Shelf, ...]:
    """Remove all entries, fetched pictures only where that is asked for; returns what was removed."""
    removed = []
    for kind in KINDS:
        gone = [each for each in _entries(kind) if _removed(each.path)] if kind != FETCHED or pictures else []
        removed.append(Shelf(kind, len(gone), sum(each.size for each in gone)))
        if (folder := cache_folder(kind)) is not None:
            with suppress(OSError):
                folder.rmdir()
    return tuple(removed)


def limit() -> int:
    """How many bytes the cache may have."""
    return in_bytes(os.environ.get(SIZE, "")) or DEFAULT


def in_bytes(text: str) -> int | None:
    """A size as people write it: `500 MB`, `2G`, `1000000`. None for anything else."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)b?\s*", text, re.IGNORECASE)
    return int(float(found[1]) * _UNITS[found[2].lower()]) if found else None


def sweep(most: int | None = None) -> None:
    """Remove what was not used for longest, fetched pictures last, until a fifth of the room is free again.

    Looks only where the cache has grown by a tenth of its limit (`most` bytes) since it was looked through.
    """
    most = limit() if most is None else most
    if kept.grown() * 10 < most:
        return
    kept.looked_through()
    entries = [(kind == FETCHED, each.used, each) for kind in KINDS for each in _entries(kind)]
    left = sum(each.size for _, _, each in entries)
    if left <= most:
        return
    for _, _, each in sorted(entries, key=lambda entry: entry[:2]):
        if left <= most * 4 // 5:
            return
        if _removed(each.path):
            left -= each.size


def _entries(kind: str) -> Iterator[_Entry]:
    folder = cache_folder(kind)
    if folder is None:
        return
    try:
        with os.scandir(folder) as found:
            for each in found:
                with suppress(OSError):
                    if _NAME.fullmatch(each.name) and each.is_file(follow_symlinks=False):
                        status = each.stat(follow_symlinks=False)
                        yield _Entry(Path(each.path), status.st_size, status.st_mtime_ns)
    except OSError:
        return


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
