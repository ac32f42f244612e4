"""Data-driven decks: the decks of one outline with placeholders for every row of a file.

Rows are read, built and listed as they come, some at a time, so that ten thousand of them need no more memory than ten.
A row with a mistake stops no other. What a run before has done, and what has not changed since, is not done again; see
`build.manifest` for how that is known after a run that was killed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from yaml import MappingNode, ScalarNode, SequenceNode

from talkdeck.build.executors import Place, run
from talkdeck.build.fill import Done, Named, Task, build_rows, said, told
from talkdeck.build.inputs import Input, file_digest, place
from talkdeck.build.manifest import Manifest, Record
from talkdeck.build.names import Pattern, Taken, pattern, refuse
from talkdeck.build.pool import internal
from talkdeck.build.program import program
from talkdeck.build.talk import Job
from talkdeck.model.problems import Problem, RefusedError, Span
from talkdeck.model.values import Struct, replace
from talkdeck.source.placeholders import Template
from talkdeck.source.rows import Row, Rows
from talkdeck.source.yaml import entries

T = TypeVar("T")

CHUNK = 8
"""Rows of a task: so many are done again, at most, after a process was killed."""

FEW = 3
"""Up to so many tasks are done in one process: starting more costs as much as they save."""

Heard = Callable[[Done, bool], None]
"""Hears of a row that is done, and whether it is as a run before has left it."""


class Counts(Struct):
    """How many rows were built, were as a run before had left them, and could not be built."""

    built: int = 0
    kept: int = 0
    failed: int = 0


class Each:
    """The decks of `job`'s outline for every row of the file at `data`, called as the pattern `name` says.

    What is wrong whatever the rows hold is raised as RefusedError: the outline (E1xx, E26x), the data file (E46x), the
    pattern (E630). Raises ImportError where Parquet is asked for and pyarrow is not installed. Where the job is without
    `cache`, all rows are built, whatever a run before has done.
    """

    def __init__(self, job: Job, data: Path, name: str) -> None:
        self.job = replace(job, cache=False)
        self._anew = not job.cache or not job.formats
        self.data = data
        self._rows = Rows(data)
        self.columns = self._rows.columns
        self._template = Template(job.talk, self.columns)
        try:
            self._pattern: Pattern = pattern(name, self.columns)
        except ValueError as fault:
            raise refuse(str(fault)) from None
        self._outline = sha256(job.talk.read_bytes()).hexdigest()
        prints = job.prints
        options = (*job.formats, prints.slides, prints.kind, prints.width, job.brand, job.strict, job.offline)
        self._common = (program(), self._outline, options, os.environ.get("SOURCE_DATE_EPOCH"))
        self._numbered = "row" in self._template.names
        self.manifest = job.out / f"{job.talk.stem}.each.jsonl"

    def count(self) -> int:
        """How many rows there are. Raises RefusedError (E462) where there is none."""
        count = sum(1 for _ in Rows(self.data))
        if not count:
            hint = "below the headings stands a line for each deck"
            raise RefusedError([Problem("E462", "the file has no rows", Span(str(self.data), 1, 1, 1, 1), (hint,))])
        return count

    def build(self, choose: Callable[[int], Place], heard: Heard) -> Counts:
        """Build all rows. `choose` says where, given up to FEW + 1 of the number of tasks to be done.

        Raises RefusedError where the list of rows cannot be written, or where the data file turns out to be none.
        """
        counts = Counts()
        manifest = Manifest(self.manifest)
        with manifest.open() if self.job.formats else nullcontext():
            tasks: Iterable[Task] = self._tasks(manifest, counts, heard)
            first = list(islice(tasks, FEW + 1))
            where = choose(len(first))
            tasks = chain(first, tasks)
            while tasks:
                again: list[Task] = []
                with closing(run(tasks, build_rows, where)) as results:
                    for task, result in results:
                        if isinstance(result, BaseException):
                            if len(task.rows) > 1:
                                again += (replace(task, rows=(row,)) for row in task.rows)
                                continue
                            result = [self._lost(task.rows[0])]
                        manifest.add(done.record for done in result)
                        for done in result:
                            _count(counts, done, heard)
                tasks = again
        return counts

    def _tasks(self, manifest: Manifest, counts: Counts, heard: Heard) -> Iterator[Task]:
        """What is to be done; of rows with mistakes, and of those that are done already, it is said at once."""
        seen = _Seen(self.job)

        def waiting() -> Iterator[Named]:
            taken = Taken(_endings(self._template, self.job))
            for row in self._rows:
                named = self._named(row, taken)
                if isinstance(named, Done):
                    manifest.add([named.record])
                    _count(counts, named, heard)
                elif not self._anew and (record := manifest.before(named.inputs)) and seen.unchanged(record):
                    manifest.keep(record | {"row": row.number, "line": row.line or None})
                    counts.kept += 1
                    heard(Done(record, told(record, self.job)), True)
                else:
                    yield named

        rows = waiting()
        while chunk := tuple(islice(rows, CHUNK)):
            yield Task(self.job, self.columns, self._outline, chunk)

    def _named(self, row: Row, taken: Taken) -> Named | Done:
        """The row with its name, or why it cannot be built."""
        if row.problems:
            return self._wrong(row, None, row.problems)
        span = Span(str(self.data), max(row.line, 1), 1, max(row.line, 1), 2)
        try:
            name = self._pattern.name(row.number, row.values)
        except ValueError as fault:
            return self._wrong(row, None, (Problem("E631", str(fault), span, ("change the row, or --name",)),))
        other = taken.take(name, row.number)
        if other is not None:
            fact = f"rows {other} and {row.number} would both be called `{name}`"
            hint = "give --name a column that differs, or {row}"
            return self._wrong(row, name, (Problem("E632", fact, span, (hint,)),))
        number = row.number if self._numbered else None
        made_of = json.dumps([*self._common, name, number, row.values], ensure_ascii=False)
        return Named(row, name, sha256(made_of.encode("utf-8", "surrogatepass")).hexdigest())

    def _wrong(self, row: Row, name: str | None, problems: tuple[Problem, ...]) -> Done:
        return Done(said(row, name, "", False, problems, self.job), problems)

    def _lost(self, named: Named) -> Done:
        problems = (internal("a worker process died, perhaps for want of memory"),)
        return self._wrong(named.row, named.name, problems)


def _count(counts: Counts, done: Done, heard: Heard) -> None:
    if done.record["ok"]:
        counts.built += 1
    else:
        counts.failed += 1
    heard(done, False)


def _endings(template: Template, job: Job) -> list[str]:
    """What the files of a row add to its name, so that two rows may not meet."""
    root = template.root
    given = {name: value for name, _, value in entries(root)} if isinstance(root, MappingNode) else {}
    languages = given.get("editions")
    items = languages.value if isinstance(languages, SequenceNode) else ()
    endings = [f".{item.value}" for item in items if isinstance(item, ScalarNode)]
    prints = {"pdf": "-handout", "png": "-card"}
    return [*endings, *(prints[form] for form in job.formats if form in prints)]


class _Seen:
    """Whether what a row was made from and came to is as it was. A file that many rows share is read once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._digests: dict[str, str | None] = {}

    def unchanged(self, record: Record) -> bool:
        """Whether a row of the last run is still as it was; pictures that could not be had are asked for again."""
        if not record["ok"]:
            return False
        for each in (Input(*given) for given in record["files"]):
            if each.kind == "address" and each.digest is None:
                if not self._job.offline:
                    return False
            elif (path := place(each, self._job.root)) is None or self._shared(path, each.kind) != each.digest:
                return False
        return all(file_digest(self._job.out / each["path"]) == each["sha256"] for each in record["outputs"])

    def _shared(self, path: Path, kind: str) -> str | None:
        from talkdeck.media.cache import HEADER

        if str(path) not in self._digests:
            self._digests[str(path)] = file_digest(path, HEADER if kind == "address" else 0)
        return self._digests[str(path)]
