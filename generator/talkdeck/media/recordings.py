"""Films and sounds of a talk: found beside the outline, known by their first bytes and never by their ending.

Problems: W450 missing file, W451 a large one, W452 one that not every program plays; E453 too large, E454 no recording
that can be used, E455 a sound where a film is asked for; E410 to E413 as for pictures.
"""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path
from typing import Literal

from talkdeck.media.stamps import Stamp, stamp
from talkdeck.model import reads
from talkdeck.model.page import Asset
from talkdeck.model.problems import NOWHERE, Problem, RefusedError, Span
from talkdeck.model.values import Struct

LARGE = 50 * 1000 * 1000
"""Bytes from which a recording is worth a warning: both decks hold all of it, and HTML a third more."""

MOST = 300 * 1000 * 1000
"""Bytes that a recording may have; browsers refuse far larger addresses of data."""

Kind = Literal["video", "audio"]

_PARTLY = {
    "video/quicktime": "QuickTime films play in few browsers",
    "video/webm": "PowerPoint does not play WebM everywhere",
    "audio/webm": "PowerPoint does not play WebM everywhere",
    "audio/ogg": "PowerPoint does not play Ogg",
}

_STRANGERS = (
    (rb"RIFF....AVI ", "an AVI film"),
    (rb"\x1a\x45\xdf\xa3", "a Matroska film"),
    (rb"\x30\x26\xb2\x75", "a Windows Media recording"),
    (rb"FLV", "a Flash film"),
    (rb"fLaC", "a FLAC sound"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8", "a picture"),
    (rb"%PDF", "a PDF"),
    (rb"PK\x03\x04", "a ZIP file"),
    (rb"version https://git-lfs", "a Git LFS pointer"),
    (rb"(?i:\s*<(?:!doctype html|html|head|body))", "a web page"),
)


class _Found(Struct, frozen=True):
    """What became of a source: the digest of a recording, and what is to be said of it (`text` follows its name)."""

    key: str | None
    said: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


class Recordings:
    """Finds the recordings of a project; none lies outside `root`, symbolic links followed."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._found: dict[tuple[Path, str, Kind], _Found] = {}
        self._stamps: dict[tuple[Path, str, Kind], Stamp] = {}
        self._paths: dict[str, tuple[Path, str]] = {}

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was asked for, whether it was there or not."""
        return tuple(beside / src for beside, src, _ in self._stamps)

    def refresh(self) -> None:
        """Forget files that have changed since they were looked at."""
        changed = [place for place, known in self._stamps.items() if stamp(place[0] / place[1]) != known]
        gone = {self._found[place].key for place in changed} - {None}
        for place, found in list(self._found.items()):
            if place in changed or found.key in gone:
                del self._found[place], self._stamps[place]

    def find(self, src: str, beside: Path, span: Span, kind: Kind) -> tuple[str | None, tuple[Problem, ...]]:
        """The digest of the recording that `src` names, a file relative to folder `beside`; None if there is none."""
        place = (beside, src, kind)
        found = self._found.get(place) or self._found.setdefault(place, self._look(src, beside, kind))
        name = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in src)[:120]
        problems = (Problem(code, f"recording `{name}` {text}", span, hints) for code, text, hints in found.said)
        return found.key, tuple(problems)

    def read(self, key: str) -> Asset:
        """A recording that was found. Raises RefusedError (E412) where its file changed meanwhile."""
        path, mime = self._paths[key]
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != key:
            fact = f"recording `{path.name}` changed while the deck was built"
            raise RefusedError([Problem("E412", fact, NOWHERE, ("build again",))])
        return Asset(data, mime, 0, 0)

    def _look(self, src: str, beside: Path, kind: Kind) -> _Found:
        self._stamps[beside, src, kind] = stamp(beside / src)
        try:
            path = (beside / src).resolve()
            if not path.is_relative_to(self._root):
                return _wrong("E410", "is outside the project folder", "copy it beside the outline")
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                return _wrong("E411", "is not a file", "name a recording, such as demo.mp4")
            if status.st_size > MOST:
                hint = "put it on a server and give its address, or cut it"
                return _wrong("E453", f"is larger than {MOST // 1_000_000} MB", hint)
            data = path.read_bytes()
            reads.note(beside / src, data)
        except (FileNotFoundError, NotADirectoryError):
            reads.absent(beside / src)
            hint = "put the file there; until then, its poster and its name stand in for it"
            return _wrong("W450", "is not there", hint)
        except (OSError, ValueError, RuntimeError) as failure:
            reason = getattr(failure, "strerror", None) or "its name cannot be a file's"
            return _wrong("E412", f"cannot be read: {reason}", "check the name and the file's permissions")
        if not data:
            return _wrong("E413", "is empty", "save it once more")
        return self._judged(data, path, kind)

    def _judged(self, data: bytes, path: Path, kind: Kind) -> _Found:
        mime = type_of(data[:4096], kind)
        if mime is None:
            stranger = next((what for sign, what in _STRANGERS if re.match(sign, data[:64], re.DOTALL)), "")
            wanted = "MP4, MOV or WebM" if kind == "video" else "MP3, M4A, WAV or Ogg"
            return _wrong("E454", f"is {stranger or 'no recording'}", f"save it as {wanted}")
        if kind == "video" and mime.startswith("audio"):
            return _wrong("E455", "is a sound, not a film", "write `audio:` instead of `video:`")
        said: list[tuple[str, str, tuple[str, ...]]] = []
        if len(data) > LARGE:
            hint = "both decks hold all of it; cut it, or give its address to link to it"
            said.append(("W451", f"has {len(data) / 1e6:.0f} MB", (hint,)))
        if mime in _PARTLY:
            hint = "save it as MP4 (H.264)" if kind == "video" else "save it as MP3 or M4A"
            said.append(("W452", f"does not play in every program: {_PARTLY[mime]}", (hint,)))
        key = hashlib.sha256(data).hexdigest()
        self._paths[key] = path, mime
        return _Found(key, tuple(said))


def _wrong(code: str, text: str, hint: str) -> _Found:
    return _Found(None, ((code, text, (hint,)),))


def type_of(head: bytes, kind: Kind) -> str | None:
    """The media type of a recording by its first bytes, None for what is none. MP4 and WebM may hold either `kind`."""
    if head[4:8] == b"ftyp":
        if head[8:12] in (b"M4A ", b"M4B ", b"M4P "):
            return "audio/mp4"
        if head[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"avis", b"msf1"):
            return None
        if head[8:12] == b"qt  ":
            return "video/quicktime"
        return "audio/mp4" if kind == "audio" else "video/mp4"
    if head[4:8] in (b"moov", b"mdat", b"wide"):
        return "video/quicktime"
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return f"{kind}/webm"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    # A frame of MPEG audio: eleven set bits, a layer that exists, a rate that exists.
    frame = len(head) > 2 and head[0] == 0xFF and head[1] >= 0xE2 and head[1] & 0x06 and head[2] & 0xF0 != 0xF0
    return "audio/mpeg" if head.startswith(b"ID3") or frame else None
