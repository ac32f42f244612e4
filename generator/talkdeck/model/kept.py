"""Values kept in the user's cache between runs, for what takes longer to make than to read back.

A value is known by the digest of everything it is made from, the code included, so a change of any of that makes
another entry. Entries carry their own digest: a damaged or half-written one is made anew, never trusted.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from talkdeck import __version__
from talkdeck.model.resources import cache_folder

PART = ".part-"
"""What names of files begin with that are being written, or were when their process was killed."""

SPELL = 3600
"""Seconds within which an entry counts as used without being marked as used again."""

GROWN = "grown"
"""A file of the cache with a byte for each STEP that was written: appended to, so that no process waits for another."""

STEP = 65_536

_CHUNK = 1 << 20
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
    body = _load(folder, entry)
    return None if body is None else bytes(body)


def _load(folder: str, entry: str) -> memoryview | None:
    place = cache_folder(folder)
    if place is None:
        return None
    try:
        with open(place / entry, "rb") as file:
            data = file.read()
            _used(place / entry, file)
    except (OSError, ValueError):
        return None
    body = memoryview(data)[_DIGEST:]
    if hashlib.sha256(body).digest() == data[:_DIGEST]:
        return body
    _remove(place / entry)
    return None


def store_bytes(folder: str, entry: str, data: bytes) -> bool:
    """Keep bytes; False where that cannot be: a full or read-only disk costs the time to make them again, no more."""

    def fill(file: BinaryIO) -> str:
        file.write(hashlib.sha256(data).digest())
        file.write(data)
        return entry

    return _write(folder, fill) is not None


def store_file(folder: str, path: Path) -> str | None:
    """Keep a file under its digest (hex SHA-256), which comes back; None where that cannot be."""

    def fill(file: BinaryIO) -> str:
        digest = hashlib.sha256()
        file.write(bytes(_DIGEST))
        with open(path, "rb") as source:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
        file.seek(0)
        file.write(digest.digest())
        return digest.hexdigest()

    return _write(folder, fill)


def load_file(folder: str, entry: str, out: BinaryIO) -> bool:
    """Write what `store_file` kept to a stream; False where it is not there or not whole, and `out` is of no use.

    Raises OSError where `out` cannot be written.
    """
    place = cache_folder(folder)
    if place is None:
        return False
    try:
        file = open(place / entry, "rb")  # noqa: SIM115
    except OSError:
        return False
    digest = hashlib.sha256()
    with file:
        _used(place / entry, file)
        head = file.read(_DIGEST)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
    if digest.digest() == head and digest.hexdigest() == entry:
        return True
    _remove(place / entry)
    return False


def _write(folder: str, fill: Callable[[BinaryIO], str]) -> str | None:
    """Put a file into a folder under the name that `fill` gives it; None where the disk refuses."""
    place = cache_folder(folder)
    if place is None:
        return None
    part = place / f"{PART}{os.getpid()}-{os.urandom(6).hex()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with open(part, "xb") as file:
            entry = fill(file)
            file.seek(0, os.SEEK_END)
            size = file.tell()
        os.replace(part, place / entry)
        with open(place.parent / GROWN, "ab") as file:
            file.write(b"+" * (1 + size // STEP))
    except OSError:
        _remove(part)
        return None
    return entry


def grown() -> int:
    """Bytes that the cache has grown by, about, since it was last `looked_through`."""
    place = cache_folder(GROWN)
    try:
        return place.stat().st_size * STEP if place else 0
    except OSError:
        return 0


def looked_through() -> None:
    """The cache was looked through; counting begins anew."""
    if (place := cache_folder(GROWN)) is not None:
        _remove(place)


def _used(path: Path, file: BinaryIO) -> None:
    """An entry is used: it goes to the end of the queue of what is removed when there is too much."""
    if abs(time.time() - os.fstat(file.fileno()).st_mtime) > SPELL:
        with suppress(OSError):
            os.utime(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def load(folder: str, entry: str) -> Any:
    """The value of an entry; None where there is none, or none that is whole."""
    data = _load(folder, entry)
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

    def fill(file: BinaryIO) -> str:
        digest = hashlib.sha256()

        class Hashing:
            """What is pickled goes straight to the file: a large talk would be twice in memory."""

            def write(self, data: bytes) -> None:
                digest.update(data)
                file.write(data)

        file.write(bytes(_DIGEST))
        pickle.dump(value, Hashing(), protocol=5)
        file.seek(0)
        file.write(digest.digest())
        return entry

    _write(folder, fill)
