"""Stamps of files: what tells without reading a file whether it is still the one that was looked at."""

from __future__ import annotations

import os
from pathlib import Path

Stamp = tuple[int, int, int, int] | None

RACE = 2_000_000_000
"""Nanoseconds within which two writes may leave one stamp: file systems tell times in steps, the coarsest of 2 s."""


def stamp(path: Path | str) -> Stamp:
    """Times of change in ns (of content, then of anything), size in bytes and number of a file; None if there is none.

    An editor that writes a file in place changes its times; one that writes another and renames it changes its number.
    Tools that set a time back (`cp -p`, `touch -r`) still change the second.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def is_settled(known: Stamp, now: int) -> bool:
    """Whether a stamp taken at `now` (ns) tells of every later change: the file is no younger than the clock's steps.

    A file from the future never is.
    """
    return known is not None and max(known[:2]) + RACE < now
