"""The list of what became of rows: one line of JSON for each, written as rows are done.

While a run goes on, lines are appended and brought to the disk; when it ends, the file is replaced by one in the order
of the rows. So a run that is killed at any moment leaves a list of all that was done: a line that was not finished is
passed over, and of two lines about the same row the later one counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from talkdeck.build.files import refusal, replacing
from talkdeck.model.problems import RefusedError

Record = dict[str, Any]
"""What a line says. `inputs` is the digest of all that the row is made from but for files, `row` its number."""


def encoded(record: Record) -> bytes:
    """A record as a line, its line feed included."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


class Manifest:
    """The list at `path`, as the last run left it and as this run goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._before = dict(_known(path))
        self._now: dict[int, bytes] = {}
        self._stream: IO[bytes] | None = None

    def before(self, inputs: str) -> Record | None:
        """What the last run said of a row with these inputs."""
        line = self._before.get(inputs)
        return json.loads(line) if line else None

    def keep(self, record: Record) -> None:
        """A row that is as the last run left it; it is in the list already."""
        self._now[record["row"]] = encoded(record)

    def add(self, records: Iterable[Record]) -> None:
        """Rows that were done now; they are on the disk when this returns."""
        lines = []
        for record in records:
            self._now[record["row"]] = line = encoded(record)
            lines.append(line)
        if lines and self._stream:
            try:
                self._stream.write(b"".join(lines))
                self._stream.flush()
                os.fsync(self._stream.fileno())
            except OSError as fault:
                raise RefusedError([refusal(fault, self.path)]) from fault

    @contextmanager
    def open(self) -> Iterator[None]:
        """Rows are added while the block runs; when it ends well, the list is put in order.

        Raises RefusedError (E60x) where the file system refuses.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # A line that was torn would spoil the next one.
            torn = self.path.exists() and not _ends_a_line(self.path)
            self._stream = self.path.open("ab")
            if torn:
                self._stream.write(b"\n")
        except OSError as fault:
            raise RefusedError([refusal(fault, self.path)]) from fault
        with self._stream:
            yield
        ordered = b"".join(self._now[number] for number in sorted(self._now))
        if not self.path.exists() or self.path.read_bytes() != ordered:
            with replacing([self.path]) as (part,):
                part.stream.write(ordered)


def _known(path: Path) -> Iterator[tuple[str, bytes]]:
    """Inputs and line of every row that the file tells of."""
    try:
        with path.open("rb") as file:
            for line in file:
                try:
                    record = json.loads(line)
                    yield str(record["inputs"]), line
                except (ValueError, TypeError, KeyError):
                    continue
    except OSError:
        return


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        if not file.tell():
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
