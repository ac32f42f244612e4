"""The decks of some rows: an outline with placeholders, filled and built for each of them, in whichever process."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from talkdeck.build.inputs import Input, noted
from talkdeck.build.manifest import Record
from talkdeck.build.talk import Job, Result, made_anew
from talkdeck.build.warm import Warm
from talkdeck.media.library import Library
from talkdeck.model import reads
from talkdeck.model.outline import Outline
from talkdeck.model.problems import NOWHERE, Problem, Span
from talkdeck.model.values import Struct, replace
from talkdeck.source.placeholders import Template
from talkdeck.source.rows import Row


class Named(Struct, frozen=True):
    """A row to be built. `name` is what its files are called, below the folder for outputs, without ending.

    `inputs` is the digest of what it is made from, files left out.
    """

    row: Row
    name: str
    inputs: str


class Task(Struct, frozen=True):
    """Some rows of one run. `job` is the same for all rows of it, as are the `columns` and the `outline`'s digest."""

    job: Job
    columns: tuple[str, ...] | None
    outline: str
    rows: tuple[Named, ...]


class Done(Struct, frozen=True):
    """What became of a row: what the list of rows says of it, and its problems where they are to be shown."""

    record: Record
    problems: tuple[Problem, ...]
    crash: str | None = None


def build_rows(task: Task) -> list[Done]:
    """Build rows one after another. A mistake of ours in one of them does not keep the others."""
    return rows_of(task, _warm(task.job, task.columns, task.outline))


def rows_of(task: Task, warm: Filled) -> list[Done]:
    """What becomes of the rows of a task with what is kept for all of them."""
    from talkdeck.build.pool import guarded

    done = []
    for named in task.rows:
        folder, _, stem = named.name.rpartition("/")
        job = replace(task.job, name=stem, out=task.job.out / folder)
        with reads.keeping() as ledger:
            result = guarded(job, partial(warm.built, job, named.row))
        done.append(_done(task.job, named, result, ledger))
    return done


@lru_cache(maxsize=2)
def _warm(job: Job, columns: tuple[str, ...] | None, outline: str) -> Filled:
    """What is the same for all rows: made once in a process."""
    return Filled(job, columns, lambda: Library(job.root, offline=job.offline))


class Filled(Warm):
    """An outline that is filled and built again and again: what rows have in common is done once."""

    def __init__(self, job: Job, columns: tuple[str, ...] | None, library: Callable[[], Library]) -> None:
        super().__init__(job)
        self._template = Template(job.talk, columns)
        self._library = library
        self.row = Row(0, 0)

    def read(self) -> tuple[tuple[Outline, ...], tuple[Problem, ...]]:
        """The outlines of the row at hand."""
        return self._template.filled(values_of(self.row))

    def sound_part(self, problems: Sequence[Problem]) -> tuple[Outline, ...]:
        """None: what the file names is not what a row makes of it."""
        return ()

    def saw(self, outlines: Sequence[Outline]) -> None:
        """Nothing of a row is watched."""

    def built(self, job: Job, row: Row) -> Result:
        """The decks of a row, written."""
        self.row = row
        # Files are looked at for each row anew: so they are noted for it, and those of 10,000 rows are not all kept.
        self.library = self._library()
        return made_anew(job, lambda step: None, self)


def values_of(row: Row) -> dict[str, Any]:
    """What placeholders may name: the row's values, `row` (its number) and `columns` (all values by name)."""
    return {"row": row.number, "columns": row.values, **row.values}


def _done(job: Job, named: Named, result: Result, ledger: reads.Ledger) -> Done:
    outputs = []
    for output in result.outputs:
        data = output.path.read_bytes()
        outputs.append(
            {
                "path": Path(os.path.relpath(output.path, job.out)).as_posix(),
                "format": output.format,
                "edition": output.edition,
                "bytes": len(data),
                "sha256": sha256(data).hexdigest(),
            }
        )
    record = said(named.row, named.name, named.inputs, result.ok, result.problems, job)
    record |= {"slides": result.slides, "outputs": outputs, "files": listed(noted(ledger, job.root), job)}
    return Done(record, result.problems, result.crash)


def listed(made_from: Sequence[Input], job: Job) -> list[tuple[str, str, str | None]]:
    """What a row is made from, for the list of rows. The outline is a part of each row's `inputs`.

    Names in folders decide only which name a hint proposes for a picture that is not there: they make no other deck.
    """
    outline = os.path.relpath(job.talk, job.root).replace(os.sep, "/")
    return [(each.kind, each.name, each.digest) for each in made_from if each.name != outline and each.kind != "folder"]


def said(row: Row, name: str | None, inputs: str, ok: bool, problems: Sequence[Problem], job: Job) -> Record:
    """The beginning of what the list says of a row; `problems` name files as seen from the project."""
    from talkdeck.source.report import as_json

    return {
        "row": row.number,
        "line": row.line or None,
        "name": name,
        "ok": ok,
        "inputs": inputs,
        "problems": [as_json(replace(each, span=_from_root(each.span, job.root))) for each in problems],
    }


def told(record: Record, job: Job) -> tuple[Problem, ...]:
    """The problems of a row that the list of rows has."""

    def span(each: Record) -> Span:
        path = os.path.relpath(job.root / each["path"]) if each["path"] else ""
        return Span(path, each["line"], each["col"], each["end_line"], each["end_col"])

    return tuple(Problem(each["code"], each["text"], span(each), tuple(each["hints"])) for each in record["problems"])


def _from_root(span: Span, root: Path) -> Span:
    if span is NOWHERE or not span.path:
        return span
    try:
        return replace(span, path=os.path.relpath(span.path, root).replace(os.sep, "/"))
    except ValueError:  # another drive of Windows
        return span
