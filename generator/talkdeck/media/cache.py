"""The cache of fetched pictures: one file for each address, checked when read, replaced atomically."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from talkdeck.model.resources import cache_folder

HEADER = 65
"""Bytes before the picture in a cache file: the hex SHA-256 of what follows, and a line feed."""


def default_folder() -> Path | None:
    """The user's cache folder for pictures; None without a home."""
    return cache_folder("pictures")


def entry(folder: Path, url: str) -> Path:
    """The cache file of an address."""
    return folder / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def load(folder: Path | None, url: str) -> bytes | None:
    """The picture of an address, or None if it is not there or no longer what was stored."""
    if folder is None:
        return None
    try:
        stored = entry(folder, url).read_bytes()
    except OSError:
        return None
    body = stored[HEADER:]
    return body if stored[:HEADER] == _header(body) else None


def store(folder: Path | None, url: str, body: bytes) -> Path | None:
    """Write a picture to the cache; its file, or None if that cannot be (a full or read-only disk costs no deck)."""
    if folder is None:
        return None
    path = entry(folder, url)
    name = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".part-")
        with os.fdopen(handle, "wb") as out:
            out.write(_header(body))
            out.write(body)
        os.replace(name, path)
    except OSError:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        return None
    return path


def _header(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n"
