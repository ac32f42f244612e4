"""What there is to see: the talks of a project under their addresses, each kept by its `Talk`.

An address is the name of a deck as a build would call it: /idc/ and, for a further edition, /idc.en/.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from talkdeck.build.find import find_talks, root_of
from talkdeck.build.talk import Job
from talkdeck.model.problems import NOWHERE, Problem, Span
from talkdeck.model.resources import templates_root
from talkdeck.serve.talk import State, Talk

LANGUAGES = ("en", "ja", "zh-CN", "zh-TW")


class Site:
    """`named` are the talks to show, all of the project's if there is none; `here` is where paths are counted from."""

    def __init__(
        self, named: Sequence[str], here: Path, *, brand: str | None, offline: bool, tell: Callable[[str], None]
    ) -> None:
        self._named, self._here = named, here
        self._brand, self._offline, self._tell = brand, offline, tell
        self._talks: dict[Path, Talk] = {}
        self._lock = threading.Lock()

    def talks(self) -> dict[str, Talk]:
        """The talks there are now, by name. Of two with one name the first is served."""
        found, _ = find_talks(self._named, self._here)
        with self._lock:
            for path in found:
                if path not in self._talks:
                    root, out = root_of(path, self._here), self._here
                    job = Job(talk=path, root=root, out=out, brand=self._brand, offline=self._offline)
                    self._talks[path] = Talk(job, self._tell)
            # A talk whose file is away for a moment, as when an editor replaces it, is still served.
            names: dict[str, Talk] = {}
            for path in (*found, *self._talks):
                if self._named or path in found:
                    names.setdefault(path.stem, self._talks[path])
            return names

    def find(self, name: str) -> tuple[Talk, str] | None:
        """The talk of an address and the edition that is meant, "" for the talk's own language."""
        talks = self.talks()
        if name in talks:
            return talks[name], ""
        stem, _, lang = name.rpartition(".")
        if stem in talks and lang in talks[stem].now().documents:
            return talks[stem], lang
        with self._lock:
            gone = next((talk for path, talk in self._talks.items() if path.stem == name), None)
        return (gone, "") if gone else None

    def stop(self) -> None:
        with self._lock:
            for talk in self._talks.values():
                talk.stop()

    def shown(self, path: str) -> str:
        """A path as people know it: from where the preview was started."""
        whole = Path(path).absolute()
        return str(whole.relative_to(self._here)) if whole.is_relative_to(self._here) else str(whole)

    def is_source(self, talk: Talk, path: Path) -> bool:
        """Whether a file is one that the talk was made from, so that an editor may be told to open it."""
        return path in {Path(source).absolute() for source in talk.sources()}

    def problems(self, state: State) -> list[dict[str, Any]]:
        """Problems for the page, with the lines about which they are."""
        return [
            {
                "code": problem.code,
                "error": problem.is_error,
                "text": problem.text,
                "hints": problem.hints,
                **(self.place(problem.span) if problem.span.path else {}),
                "excerpt": excerpt(problem, state.texts.get(problem.span.path)),
            }
            for problem in state.problems
        ]

    def place(self, span: Span) -> dict[str, Any]:
        """A place in a file: how it is shown, and what `open` takes."""
        return {
            "shown": f"{self.shown(span.path)}:{span.line}:{span.col}",
            "file": str(Path(span.path).absolute()),
            "line": span.line,
            "column": span.col,
        }

    def entry(self, name: str, talk: Talk) -> dict[str, Any]:
        """A talk for the list of talks; building it may take a moment."""
        state = talk.now()
        own = state.documents.get("")
        errors = sum(problem.is_error for problem in state.problems)
        return {
            "name": name,
            "address": f"/{quote(name)}/",
            "title": own.pages.title if own else name,
            "lang": own.pages.lang if own else "",
            "path": self.shown(str(talk.job.talk)),
            "brand": state.brand,
            "slides": len(own.slides) if own else 0,
            "editions": [{"lang": lang, "address": f"/{quote(f'{name}.{lang}')}/"} for lang in state.documents if lang],
            "errors": errors,
            "warnings": len(state.problems) - errors,
        }


def excerpt(problem: Problem, text: str | None) -> dict[str, Any] | None:
    """The line of a problem in three parts (before, at and behind it), with the lines next to it."""
    span = problem.span
    rows = re.split(r"\r\n|[\r\n]", text) if text is not None and span is not NOWHERE else []
    if not 0 < span.line <= len(rows):
        return None
    row = rows[span.line - 1]
    end = span.end_col - 1 if span.end_line == span.line else len(row)
    begin = min(span.col - 1, len(row))
    first = max(0, span.line - 3)
    return {
        "first": first + 1,
        "above": [_short(line) for line in rows[first : span.line - 1]],
        "line": [_short(row[:begin], last=True), _short(row[begin:end]), _short(row[end:])],
        "below": [_short(line) for line in rows[span.line : span.line + 1]],
    }


def _short(text: str, last: bool = False) -> str:
    """A text no longer than an excerpt can show."""
    most = 160
    return text if len(text) <= most else "…" + text[-most:] if last else text[:most] + "…"


def asset(name: str) -> tuple[bytes, str] | None:
    """A file of the preview's own page, and its type."""
    types = {"preview.js": "text/javascript", "preview.css": "text/css", "talks.js": "text/javascript"}
    if name not in types:
        return None
    return (templates_root() / "base" / "html" / "preview" / name).read_bytes(), types[name]
