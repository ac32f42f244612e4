"""Slides that were built before: what is kept of a talk from one process to the next, so that only others are built.

It is what `build.warm` keeps in one process, and the parts of slides; encoded pictures are entries of
their own. Sheets, sections and parts are used again under digests of all that they are made from.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256

from talkdeck.build.program import program
from talkdeck.build.talk import Job
from talkdeck.build.warm import Keep, Warm
from talkdeck.layout.pictures import Encoded
from talkdeck.model import kept
from talkdeck.model.page import Asset

FOLDER, PICTURES = "slides", "encoded"


class Pictures(Encoded):
    """Encoded pictures, each an entry of the cache."""

    def __bool__(self) -> bool:
        return True

    def get(self, name: tuple[str, int, int, str], default: Asset | None = None) -> Asset | None:  # type: ignore[override]
        """The picture; None where it has to be encoded."""
        found = kept.load(PICTURES, _picture(name)) if not name[0].startswith("media:") else None
        if isinstance(found, Asset):
            self[name] = found
            return found
        return default

    def clear(self) -> None:
        """What was had stays known until the new ones are kept."""

    def update(self, used: Encoded) -> None:  # type: ignore[override]
        """Keep those that are new."""
        for name, asset in used.items():
            if name not in self and not name[0].startswith("media:"):
                kept.store(PICTURES, _picture(name), asset)


class Known(Warm):
    """A talk of which something is kept from other processes."""

    def keep(self, edition: str | None) -> Keep:
        """What is kept of an edition."""
        if edition not in self.keeps:
            self.keeps[edition] = Keep(encoded=Pictures())
        return self.keeps[edition]


def warm(job: Job) -> Warm:
    """The talk of a job, with what is kept of it."""
    made = Known(job)
    found = kept.load(FOLDER, _entry(job))
    if isinstance(found, tuple):
        made.library.known, held = found
        for edition, (sheets, sections, parts) in held.items():
            made.keep(edition).sheets = sheets
            made.keep(edition).sections = sections
            made.keep(edition).parts = parts
    return made


def store(talk: Warm) -> None:
    """Keep of a talk what the next build of it may use."""
    held = {edition: (keep.sheets, keep.sections, keep.parts) for edition, keep in talk.keeps.items()}
    kept.store(FOLDER, _entry(talk.job), (talk.library.used(), held))


def _entry(job: Job) -> str:
    words: Iterable[str] = (program(), os.path.abspath(job.talk), str(job.talk), job.brand or "", job.stem)
    return sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()


def _picture(name: tuple[str, int, int, str]) -> str:
    return sha256(f"{program()} {name}".encode("utf-8", "surrogateescape")).hexdigest()
