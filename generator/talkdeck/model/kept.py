"""Values kept in the user's cache between runs, for what takes longer to make than to read back.

A value is known by the digest of everything it is made from, the code included, so a change of any of that makes
another entry. Entries carry their own digest: a damaged or half-written one is made anew, never trusted.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from talkdeck import __version__
from talkdeck.model.resources import cache_folder

_DIGEST = 32


def key(code: Iterable[Path], *sources: bytes | str) -> str:
    """An entry's name: `code` are folders whose files made the value, `sources` is what they made it from."""
    digest = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    for folder in code:
        with os.scandir(folder) as found:
            files = sorted((each.name, each.stat()) for each in found if each.is_file())
        for name, status in files:
            digest.update(f"{name} {status.st_mtime_ns} {status.st_size}".encode())
    for source in sources:
        digest.update(hashlib.sha256(source.encode() if isinstance(source, str) else source).digest())
    return digest.hexdigest()[:40]


def load(folder: str, entry: str) -> Any:
    """The value of an entry; None where there is none, or none that is whole."""
    place = cache_folder(folder)
    if place is None:
        return None
    try:
        data = (place / entry).read_bytes()
        if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        return pickle.loads(data[_DIGEST:])
    except Exception:  # pickle raises what it likes on data of another version
        return None


def store(folder: str, entry: str, value: Any) -> None:
    """Keep a value; a disk that is full or read-only costs the time to make it again, nothing more."""
    place = cache_folder(folder)
    if place is None:
        return
    data = pickle.dumps(value, protocol=5)
    part = place / f"{entry}.{os.getpid()}"
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(data).digest() + data)
        part.replace(place / entry)
