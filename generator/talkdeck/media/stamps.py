"""Stamps of files: what tells without reading a file whether it is still the one that was looked at."""

from __future__ import annotations

import os
from pathlib import Path

Stamp = tuple[int, int, int] | None


def stamp(path: Path | str) -> Stamp:
    """Time of change in ns, size in bytes and number of a file; None where there is none that can be asked for.

    An editor that writes a file in place changes its time; one that writes another and renames it changes its number.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
