"""The pictures of a talk: found beside the outline or fetched from their addresses, known by content, encoded once.

Problems: W401 missing file, W402 address that cannot be had, W403 not asked because offline, W404 drawing with words;
E410 outside the project, E411 not a file, E412 unreadable, E413 empty, E414 no picture that can be read, E415 damaged,
E416 too many pixels, E417 too many bytes, E418 not an address.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import stat
import threading
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from talkdeck.media import cache as pictures
from talkdeck.media.facts import Facts, PictureError, inspect
from talkdeck.media.recordings import Recordings
from talkdeck.media.stamps import Stamp, stamp
from talkdeck.model import reads
from talkdeck.model.deck import PictureRef
from talkdeck.model.page import Asset
from talkdeck.model.problems import NOWHERE, Problem, RefusedError, Span
from talkdeck.model.values import Struct

if TYPE_CHECKING:
    from talkdeck.media.fetch import Fetcher

SIZE = 100 * 1024 * 1024
"""Most bytes of a picture file in the project."""

THREADS = 8
"""Most addresses fetched at once."""

_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:)?//|data:", re.IGNORECASE)
_ART = "generated art stands in for it"


class _Source(Struct, frozen=True):
    """Where the bytes of a picture are, to be read again when they are encoded: a thousand pictures fill no memory."""

    path: Path | None
    offset: int
    data: bytes | None
    name: str


class _Found(Struct, frozen=True):
    """What became of a source, whoever asks: a picture, or why not (`text` follows the source's name), or both."""

    ref: PictureRef | None
    code: str = ""
    text: str = ""
    hints: tuple[str, ...] = ()


class Library:
    """Finds and encodes the pictures of a project.

    `root` is the project folder: no picture lies outside it, symbolic links followed. `cache` keeps fetched pictures,
    by default in the user's cache folder. `offline` never touches the network; what is cached is still used.
    `fetcher` is for tests and for other limits. `recordings` finds films and sounds. `known` has what was found of
    pictures by the digest of their bytes: those that are in it need not be looked at again.
    """

    def __init__(
        self, root: Path, cache: Path | None = None, offline: bool = False, fetcher: Fetcher | None = None
    ) -> None:
        self._root = root.resolve()
        self._cache = cache if cache is not None else pictures.default_folder()
        self._offline = offline
        self._given_fetcher = fetcher
        self._files: dict[tuple[Path, str], _Found] = {}
        self._stamps: dict[tuple[Path, str], Stamp] = {}
        self._addresses: dict[str, _Found] = {}
        self._sources: dict[str, _Source] = {}
        self._spans: dict[str, Span] = {}
        self._lock = threading.Lock()
        self.recordings = Recordings(root)
        self.known: dict[str, Facts] = {}

    def used(self) -> dict[str, Facts]:
        """What was found of the pictures that were asked for, as `known`."""
        return {key: self.known[key] for key in self._sources}

    @property
    def root(self) -> Path:
        """The project folder."""
        return self._root

    def find(self, src: str, beside: Path, span: Span) -> tuple[PictureRef | None, tuple[Problem, ...]]:
        """The picture that `src` names: a file relative to folder `beside`, or an http(s) address.

        No picture comes back with an error, or with a warning where art can stand in (W401-W403); one that can be had
        may still carry a warning (W404). The same source is looked at once, however often it is asked for.
        """
        if _ADDRESS.match(src):
            if src not in self._addresses:
                self._addresses[src] = self._fetch(src)
            found = self._addresses[src]
            reads.address(src, found.ref.key if found.ref else None)
        else:
            found = self._files.get((beside, src)) or self._files.setdefault((beside, src), self._look(src, beside))
        if found.ref is not None:
            self._spans.setdefault(found.ref.key, span)
        if not found.code:
            return found.ref, ()
        return found.ref, (Problem(found.code, f"picture {_quoted(src)} {found.text}", span, found.hints),)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was asked for, pictures and recordings, whether it was there or not."""
        return (*(beside / src for beside, src in self._stamps), *self.recordings.files)

    def refresh(self) -> None:
        """Forget files that have changed since they were looked at, so that they are looked at again."""
        changed = [place for place, known in self._stamps.items() if stamp(place[0] / place[1]) != known]
        # Another file may have the same bytes; it is looked at again too, lest they be sought in the one that changed.
        gone = {found.ref.key for place in changed if (found := self._files[place]).ref}
        for place, found in list(self._files.items()):
            if place in changed or (found.ref and found.ref.key in gone):
                del self._files[place], self._stamps[place]
        for key in gone:
            self._sources.pop(key, None)
        self.recordings.refresh()

    def prefetch(self, addresses: Iterable[str]) -> None:
        """Fetch addresses at once that `find` will be asked for. Anything else than an http(s) address is passed over.

        One address of each host goes first, so that a host that does not answer is waited for once.
        """
        wanted = [a for a in dict.fromkeys(addresses) if _ADDRESS.match(a) and a not in self._addresses]
        leaders: dict[str, str] = {}
        for address in wanted:
            leaders.setdefault(_host(address), address)
        first = set(leaders.values())
        for batch in (list(leaders.values()), [address for address in wanted if address not in first]):
            self._fetch_all(batch)

    def encode(self, key: str, width_px: int, height_px: int) -> Asset:
        """A found picture, encoded to just cover that many pixels (what the slide shows, at 2x).

        Raises RefusedError if its pixels turn out to be damaged, or its file changed since it was found; KeyError if
        `key` was never found.
        """
        from talkdeck.media.raster import encode

        source = self._sources[key]
        data = self._read(source)
        if data is None or hashlib.sha256(data).hexdigest() != key:
            hint = "build again"
            text = f"picture {_quoted(source.name)} changed while the deck was built"
            raise RefusedError([Problem("E412", text, self._spans.get(key, NOWHERE), (hint,))])
        try:
            return encode(data, width_px, height_px)
        except PictureError as failure:
            text = f"picture {_quoted(source.name)} {failure.text}"
            raise RefusedError([Problem(failure.code, text, self._spans.get(key, NOWHERE), failure.hints)]) from failure

    def _look(self, src: str, beside: Path) -> _Found:
        """Find a file and look at it."""
        self._stamps[beside, src] = stamp(beside / src)
        try:
            path = (beside / src).resolve()
            if not path.is_relative_to(self._root):
                hint = "copy it beside the outline and name it from there"
                return _Found(None, "E410", "is outside the project folder", (hint,))
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                what = "is a folder" if stat.S_ISDIR(status.st_mode) else "is not a regular file"
                return _Found(None, "E411", f"{what}, not a picture", ("name a picture file",))
            if status.st_size > SIZE:
                return _Found(None, "E417", f"is larger than {SIZE // 1024 // 1024} MB", ("scale it down",))
            data = path.read_bytes()
            reads.note(beside / src, data)
        except (FileNotFoundError, NotADirectoryError):
            return self._missing(src, beside)
        except (OSError, ValueError, RuntimeError) as failure:
            reason = getattr(failure, "strerror", None) or "its name cannot be a file's"
            return _Found(None, "E412", f"cannot be read: {reason}", ("check the name and the file's permissions",))
        return self._take(data, _Source(path, 0, None, src))

    def _missing(self, src: str, beside: Path) -> _Found:
        place = beside / src
        reads.absent(place)
        reads.folder(place.parent)
        if "\\" in src:
            reads.folder(place.parent.joinpath(src.replace("\\", "/")).parent)
        here = place.resolve()
        shown = here.relative_to(self._root).as_posix() if here.is_relative_to(self._root) else src
        alike = _alike(src, place)
        hints = (*((f"did you mean `{alike}`?",) if alike else ()), f"put the file at {shown}; until then, {_ART}")
        return _Found(None, "W401", "is not there", hints)

    def _fetch(self, url: str) -> _Found:
        """Get the picture of an address: from the cache, else from the network."""
        if not re.match(r"https?://[^/]", url, re.IGNORECASE):
            hint = "give a file beside the outline, or an address that begins with https://"
            return _Found(None, "E418", "is not an http(s) address", (hint,))
        cached = pictures.load(self._cache, url)
        if cached is not None and self._cache is not None:
            found = self._take(cached, _Source(pictures.entry(self._cache, url), pictures.HEADER, None, url))
            if found.ref is not None:
                return found
        if self._offline:
            return _Found(None, "W403", "was not asked for: offline", (f"build once without --offline; {_ART}",))
        from talkdeck.media.fetch import UnavailableError
        from talkdeck.media.raster import prove

        advice = (f"put the picture beside the outline and name the file; until then, {_ART}",)
        try:
            body = self._fetcher.fetch(url)
            facts = inspect(body)
            with self._lock:
                # One at a time: eight large pictures decoded at once would fill the memory.
                prove(body)
        except (UnavailableError, PictureError) as failure:
            return _Found(None, "W402", str(failure), advice)
        path = pictures.store(self._cache, url, body)
        offset, data = (pictures.HEADER, None) if path is not None else (0, body)
        return self._remember(hashlib.sha256(body).hexdigest(), facts, _Source(path, offset, data, url))

    @cached_property
    def _fetcher(self) -> Fetcher:
        """Made when something is to be fetched: sockets take longer to import than a local picture to find."""
        from talkdeck.media.fetch import Fetcher

        return self._given_fetcher or Fetcher()

    def _fetch_all(self, addresses: list[str]) -> None:
        """Fetch addresses in parallel, those of dead hosts without a thread."""
        waiting: list[str] = []
        for address in addresses:
            if self._offline or self._fetcher.is_dead(address):
                self._addresses[address] = self._fetch(address)
            else:
                waiting.append(address)
        waiting.reverse()

        def work() -> None:
            while True:
                with self._lock:
                    if not waiting:
                        return
                    address = waiting.pop()
                found = self._fetch(address)
                self._addresses[address] = found

        threads = [threading.Thread(target=work, daemon=True) for _ in range(min(THREADS, len(waiting)))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _take(self, data: bytes, source: _Source) -> _Found:
        """Look at a picture's bytes and remember where they are."""
        key = hashlib.sha256(data).hexdigest()
        facts = self.known.get(key)
        if facts is None:
            try:
                facts = inspect(data)
            except PictureError as failure:
                return _Found(None, failure.code, failure.text, failure.hints)
        return self._remember(key, facts, source)

    def _remember(self, key: str, facts: Facts, source: _Source) -> _Found:
        self.known[key] = facts
        self._sources.setdefault(key, source)
        ref = PictureRef(key, facts.width, facts.height)
        if facts.has_words:
            hint = "turn its text into paths, or export it as PNG"
            return _Found(ref, "W404", "holds text, which is drawn in the fonts of this machine", (hint,))
        return _Found(ref)

    def _read(self, source: _Source) -> bytes | None:
        if source.data is not None or source.path is None:
            return source.data
        try:
            return source.path.read_bytes()[source.offset :]
        except OSError:
            return None


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _alike(src: str, place: Path) -> str | None:
    """A source that names a file which is there and called nearly so: other case, ending, slashes, or a slip."""
    if "\\" in src and place.parent.joinpath(src.replace("\\", "/")).is_file():
        return src.replace("\\", "/")
    try:
        names = sorted(os.listdir(place.parent))
    except (OSError, ValueError):
        return None
    wanted = place.name.casefold()
    stem = wanted.rpartition(".")[0] or wanted
    folded = {name.casefold(): name for name in names}
    near = folded.get(wanted) or next((n for n in names if n.casefold().rpartition(".")[0] == stem), None)
    if near is None:
        close = difflib.get_close_matches(wanted, folded, 1, 0.8)
        near = folded[close[0]] if close else None
    return src[: len(src) - len(place.name)] + near if near and src.endswith(place.name) else None


def _quoted(src: str) -> str:
    """A source for a message: one line, not too long."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in src)
    return f"`{clean if len(clean) <= 120 else clean[:100] + '…' + clean[-16:]}`"
