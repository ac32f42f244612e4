"""What a talk is made from, noted as it is read: every file of an author is opened through here.

While a `Ledger` is kept, it hears of each file that was read with the digest of the very bytes, of files that were
sought and not there, of folders whose names were looked at, and of pictures asked of the network. Without one nothing
is noted, and nothing is digested.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path

from talkdeck.model.values import Struct, field


class Ledger(Struct):
    """Digests (hex SHA-256) by absolute path or by address; None for what is not there. `folders` are digests of names.

    `torn`: a file changed between two looks at it, so that what was made belongs to no state of the files.
    """

    files: dict[str, str | None] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str | None] = field(default_factory=dict)
    torn: bool = False


_kept: ContextVar[Ledger | None] = ContextVar("talkdeck_ledger", default=None)


@contextmanager
def keeping() -> Iterator[Ledger]:
    """Note all that is read while the block runs, in this thread."""
    ledger = Ledger()
    token = _kept.set(ledger)
    try:
        yield ledger
    finally:
        _kept.reset(token)


def read(path: Path) -> bytes:
    """A file's bytes, noted. Raises OSError."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        absent(path)
        raise
    note(path, data)
    return data


def note(path: Path, data: bytes) -> None:
    """A file was read, and this is what it held."""
    if (ledger := _kept.get()) is not None:
        _enter(ledger, path, sha256(data).hexdigest())


def digested(path: Path, digest: str) -> None:
    """A file was read whose digest is known already."""
    if (ledger := _kept.get()) is not None:
        _enter(ledger, path, digest)


def absent(path: Path) -> None:
    """A file was sought and is not there: its coming changes the talk."""
    if (ledger := _kept.get()) is not None:
        _enter(ledger, path, None)


def folder(path: Path) -> None:
    """The names in a folder were looked at, for a hint."""
    if (ledger := _kept.get()) is not None:
        ledger.folders[os.path.abspath(path)] = digest_of_names(path)


def address(url: str, digest: str | None) -> None:
    """A picture was asked of its address, or of the cache; None where it could not be had."""
    if (ledger := _kept.get()) is not None:
        ledger.addresses[url] = digest


def digest_of_names(path: Path | str) -> str:
    """The digest of the names in a folder, that of none where it cannot be read."""
    try:
        names = sorted(os.listdir(path))
    except (OSError, ValueError):
        names = []
    return sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()


def _enter(ledger: Ledger, path: Path, digest: str | None) -> None:
    name = os.path.abspath(path)
    if ledger.files.setdefault(name, digest) != digest:
        ledger.torn = True
