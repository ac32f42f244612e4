"""Talks that were built before: what a build came to, known by all that it was made from.

A talk has a list of what it came to lately, under the digest of the program, of what was asked for and of its outline.
Each has the inputs it was made from with their digests; where all of them are as they were, nothing is built. The decks
themselves are kept by their own digest, and are put where they belong unless they are there already.

Contents decide, never times. Stamps only save reading: a file whose stamp is as it was when it was read last, and was
old enough then, is not read again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from talkdeck.build.files import replacing
from talkdeck.build.inputs import Input, file_digest, noted, place
from talkdeck.build.program import program
from talkdeck.media.stamps import Stamp, is_settled, stamp
from talkdeck.model import kept
from talkdeck.model.dates import EPOCH
from talkdeck.model.problems import Problem, RefusedError, Span
from talkdeck.model.reads import Ledger, digest_of_names
from talkdeck.model.values import Struct, replace

if TYPE_CHECKING:
    from talkdeck.build.talk import About, Job, Result

TALKS, STAMPS, DECKS = "talks", "stamps", "decks"
"""Folders of the cache: what talks came to, stamps of files, decks."""

LATELY = 4
"""So many states of pictures, data and brands are known of one state of an outline."""

FICKLE = ("W404",)
"""Warnings of what other things decide than contents: the fonts of this machine."""


class _Deck(Struct, frozen=True):
    """An output: its name below the folder for outputs, and the fields of `Output`."""

    name: str
    format: str
    size: int
    slides: int
    edition: str | None
    digest: str


class _Built(Struct, frozen=True):
    """What a talk came to, with all that it was made from."""

    inputs: tuple[Input, ...]
    problems: tuple[Problem, ...]
    decks: tuple[_Deck, ...]
    slides: int
    editions: tuple[tuple[str, int], ...]
    about: bytes


def find(job: Job) -> Result | None:
    """What a job comes to, with its files in place, where the same was built before; None where it has to be built."""
    if not _is_kept(job):
        return None
    seen = _Seen(job)
    outline = seen.digest(os.path.abspath(job.talk))
    if outline is None:
        return None
    fresh = next((each for each in _lately(_entry(job, outline)) if seen.unchanged(each.inputs)), None)
    if fresh is None:
        return None
    missing = [each for each in fresh.decks if seen.digest(os.path.abspath(job.out / each.name)) != each.digest]
    if not _put(job, missing):
        return None
    seen.keep()
    return _result(job, fresh, missing)


def keep(job: Job, result: Result, ledger: Ledger) -> None:
    """Keep what a job came to. `ledger` has all that was read for it."""
    if not _is_kept(job) or not result.ok or ledger.torn or any(each.code in FICKLE for each in result.problems):
        return
    outline = ledger.files.get(os.path.abspath(job.talk))
    if outline is None or not all(each.digest for each in result.outputs):
        return
    decks = (
        _Deck(each.path.relative_to(job.out).as_posix(), each.format, each.size, each.slides, each.edition, each.digest)
        for each in result.outputs
    )
    built = _Built(
        noted(ledger, job.root),
        tuple(replace(each, span=portable(each.span, job)) for each in result.problems),
        tuple(decks),
        result.slides,
        result.editions,
        msgspec.json.encode(result.about),
    )
    entry = _entry(job, outline)
    others = [each for each in _lately(entry) if each.inputs != built.inputs]
    with suppress(UnicodeEncodeError):  # a name that is no text cannot be kept
        kept.store_bytes(TALKS, entry, msgspec.json.encode([built, *others[: LATELY - 1]]))


def _is_kept(job: Job) -> bool:
    """PDF and pictures hang on the browser and on fonts that are installed: they are made each time."""
    from talkdeck.build.talk import DECKS as FORMATS

    return job.cache and set(job.formats) <= set(FORMATS)


def _entry(job: Job, outline: str) -> str:
    asked = (job.stem, *job.formats, job.brand or "", str(job.strict), str(job.offline))
    words = (
        program(),
        os.environ.get(EPOCH, ""),
        *asked,
        Path(os.path.relpath(job.talk, job.root)).as_posix(),
        outline,
    )
    return sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()


def _lately(entry: str) -> list[_Built]:
    data = kept.load_bytes(TALKS, entry)
    return msgspec.json.decode(data, type=list[_Built]) if data else []


class _Seen:
    """Digests of files, read again only where their stamps differ from those of the last time."""

    def __init__(self, job: Job) -> None:
        self._job = job
        named = f"{os.path.abspath(job.talk)}\0{os.path.abspath(job.out)}\0{'+'.join(job.formats)}"
        self._entry = sha256(named.encode("utf-8", "surrogateescape")).hexdigest()
        data = kept.load_bytes(STAMPS, self._entry)
        known: dict[str, tuple[Stamp, str]] = (
            msgspec.json.decode(data, type=dict[str, tuple[Stamp, str]]) if data else {}
        )
        self._known = known
        self._now: dict[str, tuple[Stamp, str]] = {}

    def digest(self, path: str, header: int = 0) -> str | None:
        """The digest of a file, but for the bytes of its header; None where there is none that can be read."""
        now, looked = time.time_ns(), stamp(path)
        if looked is None or not os.path.isfile(path):  # a pipe would keep us waiting
            return None
        before = self._known.get(path)
        if before and before[0] == looked:
            digest = before[1]
        else:
            found = file_digest(path, header)
            if found is None:
                return None
            digest = found
        if is_settled(looked, now):
            self._now[path] = looked, digest
        return digest

    def unchanged(self, inputs: Iterable[Input]) -> bool:
        """Whether all inputs are as they were; pictures that could not be had are asked for again."""
        root, missing = self._job.root, []
        for each in inputs:
            if each.kind == "address":
                if each.digest is None:
                    missing.append(each.name)
                elif (path := place(each, root)) is None or self.digest(str(path), picture_header()) != each.digest:
                    return False
            elif each.kind == "folder":
                if digest_of_names(root / each.name) != each.digest:
                    return False
            elif self.digest(os.path.abspath(root / each.name)) != each.digest:
                return False
        return not missing or not self._to_be_had(missing)

    def _to_be_had(self, addresses: list[str]) -> bool:
        """Whether any of these pictures can be had now."""
        from talkdeck.media.library import Library
        from talkdeck.model.problems import NOWHERE

        library = Library(self._job.root, offline=self._job.offline)
        library.prefetch(addresses)
        return any(library.find(each, self._job.root, NOWHERE)[0] for each in addresses)

    def keep(self) -> None:
        """Keep the stamps for the next time."""
        if self._now != self._known:
            with suppress(UnicodeEncodeError):
                kept.store_bytes(STAMPS, self._entry, msgspec.json.encode(self._now))


def picture_header() -> int:
    """Bytes before a fetched picture in its file of the cache."""
    from talkdeck.media.cache import HEADER

    return HEADER


class _GoneError(Exception):
    """A deck is not in the cache any more, or not whole."""


def _put(job: Job, decks: Sequence[_Deck]) -> bool:
    """Put decks where they belong, all or none; False where one of them has to be made."""
    if not decks:
        return True
    try:
        with replacing([job.out / each.name for each in decks]) as parts:
            for deck, part in zip(decks, parts, strict=True):
                if not kept.load_file(DECKS, deck.digest, part.stream):
                    raise _GoneError
    except (_GoneError, RefusedError):  # why it cannot be written is told by the build that follows
        return False
    return True


def _result(job: Job, built: _Built, put: Sequence[_Deck]) -> Result:
    from talkdeck.build.talk import About, Output, Result

    about: tuple[About, ...] = msgspec.json.decode(built.about, type=tuple[About, ...])
    outputs = (
        Output(job.out / each.name, each.format, each.size, each.slides, each.edition, each.digest, each in put)
        for each in built.decks
    )
    return Result(
        talk=job.talk,
        ok=True,
        problems=tuple(replace(each, span=here(each.span, job)) for each in built.problems),
        outputs=tuple(outputs),
        slides=built.slides,
        editions=built.editions,
        about=about,
    )


def portable(span: Span, job: Job) -> Span:
    """A span as it is kept, whose path is told from the talk, its folder or the project."""
    path = Path(span.path)
    if path == job.talk:
        return replace(span, path="talk:")
    for mark, folder in (("beside:", job.talk.parent), ("root:", job.root)):
        if span.path and path.is_relative_to(folder):
            return replace(span, path=f"{mark}{path.relative_to(folder).as_posix()}")
    return span


def here(span: Span, job: Job) -> Span:
    """A span that was kept, as this job names its files."""
    mark, colon, rest = span.path.partition(":")
    if not colon:
        return span
    path = {"talk": job.talk, "beside": job.talk.parent / rest, "root": job.root / rest}.get(mark)
    return replace(span, path=str(path)) if path is not None else span
