"""One talk being previewed: built when its files change, its versions handed to the pages that show it."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from talkdeck.build.pool import internal
from talkdeck.build.talk import Job
from talkdeck.build.warm import Warm
from talkdeck.media.stamps import Stamp, stamp
from talkdeck.model.problems import Problem
from talkdeck.model.values import Struct
from talkdeck.serve.document import Document, document

EVERY = 0.025
"""Seconds between two looks at the files of a talk that somebody watches."""

SETTLED = 0.1
"""So many seconds files must have stayed as they are before mistakes are shown: a file half written is no mistake."""

VERSIONS = 16
"""So many versions are remembered, for pages that missed some."""


class State(Struct, frozen=True):
    """A version of a talk. `documents` are the last good ones by language ("" is the talk's own), of version `good`."""

    number: int
    good: int
    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    """The files that problems point into, as they were then."""
    brand: str = ""

    @property
    def ok(self) -> bool:
        return not any(problem.is_error for problem in self.problems)


class Talk:
    """A talk and those who watch it. All methods may be called from any thread."""

    def __init__(self, job: Job, tell: Callable[[str], None] = lambda line: None) -> None:
        self.job = job
        self._tell = tell
        self._warm = Warm(job)
        self._stamps: dict[Path, Stamp] = {}
        self._state = State(0, 0, {}, (), {})
        self._past: dict[int, Mapping[str, Document]] = {}
        self._building = threading.Lock()
        self._changed = threading.Condition()
        self._watchers = 0
        self._stopped = False

    def now(self) -> State:
        """The talk as its files are now, built if they changed."""
        with self._building:
            if self._stamps != self._seen():
                self._publish(self._build())
            return self._state

    def past(self, good: int) -> Mapping[str, Document]:
        """The documents of an earlier version; none where it is forgotten."""
        return self._past.get(good, {})

    def after(self, number: int, patience: float) -> State | None:
        """The first version newer than `number`; None after so many seconds without one, and when the talk stops."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.number != number or self._stopped, patience)
            return None if self._stopped or self._state.number == number else self._state

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While the block runs, changed files make new versions."""
        with self._changed:
            self._watchers += 1
            if self._watchers == 1:
                threading.Thread(target=self._watch, daemon=True).start()
        try:
            yield
        finally:
            with self._changed:
                self._watchers -= 1

    def sources(self) -> tuple[str, ...]:
        """The texts that an author writes and messages point into: outline, brand, data files."""
        pointed = (problem.span.path for problem in self._state.problems)
        return tuple(dict.fromkeys((str(self.job.talk), *map(str, self._warm.texts), *filter(None, pointed))))

    def stop(self) -> None:
        """Wake all who wait; there will be no more versions."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    @property
    def stopped(self) -> bool:
        return self._stopped

    def _watch(self) -> None:
        waiting: State | None = None
        since = 0.0
        while self._watchers and not self._stopped:
            with self._building:
                if self._stamps != self._seen():
                    state, since = self._build(), time.monotonic()
                    waiting = None if state.ok else state
                    if state.ok:
                        self._publish(state)
                elif waiting and time.monotonic() - since >= SETTLED:
                    self._publish(waiting)
                    waiting = None
            time.sleep(EVERY)
        if waiting:
            self._publish(waiting)

    def _seen(self) -> dict[Path, Stamp]:
        return {file: stamp(file) for file in self._stamps or (self.job.talk,)}

    def _build(self) -> State:
        """A new version; of the one before it keeps what is still good."""
        before, began = self._state, time.perf_counter()
        stamps = self._seen()
        collecting = gc.isenabled()
        gc.disable()
        brand = before.brand
        documents: dict[str, Document] = {}
        try:
            made, problems = self._warm.build()
            if made and not any(problem.is_error for problem in problems):
                brand = made[0].brand.title
                for one in made:
                    documents[one.edition or ""] = document(one, self._warm.keep(one.edition).sections)
        except Exception as bug:  # the preview goes on: what it shows then is the last good deck
            problems, documents = (internal(f"{type(bug).__name__}: {bug}"),), {}
        finally:
            if collecting:
                gc.enable()
        # What was looked at before it was read is as it was then; files new to us are as they are now.
        self._stamps = {file: stamps[file] if file in stamps else stamp(file) for file in self._warm.files}
        number = before.number + 1
        texts = {path: text for path in {p.span.path for p in problems if p.span.path} if (text := _text(path))}
        took = 1000 * (time.perf_counter() - began)
        self._tell(f"{self.job.talk}: built in {took:.0f} ms")
        good = number if documents else before.good
        return State(number, good, documents or before.documents, problems, texts, brand)

    def _publish(self, state: State) -> None:
        with self._changed:
            self._state = state
            self._past[state.good] = state.documents
            for old in sorted(self._past)[:-VERSIONS]:
                del self._past[old]
            self._changed.notify_all()


def _text(path: str) -> str | None:
    try:
        return Path(path).read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return None
