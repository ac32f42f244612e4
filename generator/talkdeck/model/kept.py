"""Values kept in the user's cache between runs, for what takes longer to make than to read back.

A value is known by the digest of everything it is made from, the code included, so a change of any of that makes
another entry. Entries carry their own digest: a damaged or half-written one is made anew, never trusted.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from talkdeck import __version__
from talkdeck.model.resources import cache_folder

PART = ".part-"
"""What names of files begin with that are being written, or were when their process was killed."""

SPELL = 3600
"""Seconds within which an entry counts as used without being marked as used again."""

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


def load_bytes(folder: str, entry: str) -> bytes | None:
    """The bytes of an entry; None where there is none, or none that is whole. It counts as used now."""
    place = cache_folder(folder)
    if place is None:
        return None
    try:
        with open(place / entry, "rb") as file:
            data = file.read()
            status = os.fstat(file.fileno())
            if time.time() - status.st_mtime > SPELL:
                os.utime(file.fileno() if os.utime in os.supports_fd else place / entry)
    except (OSError, ValueError):
        return None
    body = memoryview(data)[_DIGEST:]
    return bytes(body) if hashlib.sha256(body).digest() == data[:_DIGEST] else None


def store_bytes(folder: str, entry: str, data: bytes) -> bool:
    """Keep bytes; False where that cannot be: a full or read-only disk costs the time to make them again, no more."""
    place = cache_folder(folder)
    if place is None:
        return False
    part = place / f"{PART}{os.getpid()}-{os.urandom(6).hex()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with open(part, "xb") as file:
            file.write(hashlib.sha256(data).digest())
            file.write(data)
        os.replace(part, place / entry)
    except OSError:
        with suppress(OSError):
            part.unlink()
        return False
    return True


def load(folder: str, entry: str) -> Any:
    """The value of an entry; None where there is none, or none that is whole."""
    data = load_bytes(folder, entry)
    if data is None:
        return None
    import pickle

    try:
        return pickle.loads(data)
    except Exception:  # pickle raises what it likes on data of another version
        return None


def store(folder: str, entry: str, value: Any) -> None:
    """Keep a value; a disk that is full or read-only costs the time to make it again, nothing more."""
    import pickle

    store_bytes(folder, entry, pickle.dumps(value, protocol=5))
