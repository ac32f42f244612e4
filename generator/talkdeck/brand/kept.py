"""Assembled brands, kept in the user's cache: reading and checking a brand takes longer than laying out twenty slides.

A brand is known by the digest of its file, the base's, the slide shape, and the code that assembles it, so a change of
any of them makes another entry. Entries carry their own digest: a damaged one is made anew, never trusted.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path

from talkdeck import __version__
from talkdeck.brand.model import Brand
from talkdeck.model.resources import cache_folder

_DIGEST = 32
_CODE = (Path(__file__).parent, Path(__file__).parents[1] / "model")


def key(name: str, shape: str, *sources: bytes) -> str:
    """The entry's name for a brand of these files."""
    digest = hashlib.sha256(f"{__version__} {sys.version_info[:2]} {name} {shape}".encode())
    for folder in _CODE:
        for module in sorted(folder.glob("*.py")):
            status = module.stat()
            digest.update(f"{module.name} {status.st_mtime_ns} {status.st_size}".encode())
    for source in sources:
        digest.update(hashlib.sha256(source).digest())
    return digest.hexdigest()[:40]


def load(entry: str) -> Brand | None:
    """The brand of an entry; None where there is none, or none that is whole."""
    folder = cache_folder("brands")
    if folder is None:
        return None
    try:
        data = (folder / entry).read_bytes()
        if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        brand = pickle.loads(data[_DIGEST:])
    except (OSError, pickle.PickleError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    return brand if isinstance(brand, Brand) else None


def store(entry: str, brand: Brand) -> None:
    """Keep a brand; a disk that is full or read-only costs the time to assemble it again, nothing more."""
    folder = cache_folder("brands")
    if folder is None:
        return
    data = pickle.dumps(brand, protocol=5)
    part = folder / f"{entry}.{os.getpid()}"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(data).digest() + data)
        part.replace(folder / entry)
