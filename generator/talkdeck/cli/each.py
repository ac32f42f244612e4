"""`talkdeck build --each`: the decks of one outline for every row of a file of data."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from talkdeck import __version__
from talkdeck.build.find import find_talks, root_of
from talkdeck.build.talk import Job
from talkdeck.cli import OK
from talkdeck.cli.commands import (
    cluster_at,
    code_of,
    console_of,
    from_here,
    prints_of,
    refuse,
    unwinding_when_terminated,
)
from talkdeck.cli.console import Console
from talkdeck.cli.options import Settings
from talkdeck.model.problems import Problem, RefusedError
from talkdeck.model.values import replace

if TYPE_CHECKING:
    from talkdeck.build.each import Counts, Each
    from talkdeck.build.executors import Place
    from talkdeck.build.fill import Done

SHOWN = 10
"""So many rows with mistakes, and with warnings, are shown with them; the list of rows has them all."""


def build_rows(
    settings: Settings,
    *,
    talks: Sequence[str],
    formats: tuple[str, ...],
    out: str | None,
    brand: str | None,
    strict: bool,
    offline: bool,
    jobs: int | None,
    each: str,
    name: str | None,
    executor: str | None = None,
    slides: str | None = None,
    with_notes: bool = False,
    builds: bool = False,
    width: int | None = None,
    cache: bool = True,
    verify: bool = False,
) -> int:
    """Build the decks of one outline for every row, or only check them; returns the exit code."""
    from talkdeck.build.each import Each

    if verify:
        raise click.UsageError("--verify is about talks without --each")
    gc.enable()
    console = console_of(settings)
    here = Path.cwd()
    prints = prints_of(formats, slides, with_notes, builds, width)
    found, problems = find_talks(talks, here)
    if problems:
        return refuse(console, problems)
    if len(found) != 1:
        raise click.UsageError(f"--each fills one outline, and these are {len(found)}: name the one")
    (talk,) = found
    root = root_of(talk, here)
    folder = Path(out) if out else from_here(root / "decks", here)
    job = Job(
        talk=talk,
        root=root,
        out=folder,
        formats=formats,
        prints=prints,
        brand=brand,
        strict=strict,
        offline=offline,
        cache=cache,
    )
    try:
        rows = Each(job, Path(each), name or "{slug}")
        total = rows.count()
        with unwinding_when_terminated(), console.progress(total, 1) as tell:
            report = _Report(console, rows, tell)
            counts = rows.build(_choosing(executor, jobs), report.heard)
    except ImportError as missing:
        raise click.UsageError(
            f"{each} is Parquet, for which pyarrow is needed: pip install 'talkdeck[parquet]'"
        ) from missing
    except RefusedError as refusal:
        return refuse(console, refusal.problems)
    return report.sum_up(counts, total)


class _Report:
    """What is said of rows: each mistake at its place, with the row; a warning once, whichever row has it."""

    def __init__(self, console: Console, rows: Each, tell: Any) -> None:
        self.console, self.rows, self._tell = console, rows, tell
        self._done = self._failed = self._warned = 0
        self._code = OK
        self._problems: list[dict[str, Any]] = []

    def heard(self, done: Done, kept: bool) -> None:
        """A row is done."""
        self._done += 1
        self._tell(self.rows.job.talk, self._done)
        wrong = [problem for problem in done.problems if problem.is_error]
        if not done.record["ok"]:
            self._failed += 1
            self._code = max(self._code, *(code_of(problem) for problem in done.problems))
            if done.crash and self.console.debug:
                click.echo(done.crash, err=True)
        elif done.problems:
            self._warned += 1
        if (self._failed if wrong else self._warned) <= SHOWN:
            self.console.show(self._with_row(each, done) if each in wrong else each for each in done.problems)

    def _with_row(self, problem: Problem, done: Done) -> Problem:
        number, line = done.record["row"], done.record["line"]
        place = f"row {number} ({self.rows.data}{f':{line}' if line else ''})"
        return replace(problem, hints=(*problem.hints, f"in {place}"))

    def sum_up(self, counts: Counts, total: int) -> int:
        """The last lines, or the JSON document; the exit code."""
        writing = bool(self.rows.job.formats)
        said = [
            f"{'built' if writing else 'checked'} {counts.built}",
            *([f"{counts.kept} as they were"] if counts.kept else []),
            *([f"{counts.failed} failed"] if counts.failed else []),
        ]
        where = f": {self.rows.manifest}" if writing else ""
        self.console.say(f"{total} row{'s' * (total != 1)}, {', '.join(said)}{where}")
        remark = f"; {self._failed} of {total} rows failed" if self._failed else ""
        if max(self._failed, self._warned) > SHOWN:
            remark += f"; {SHOWN} rows with mistakes or warnings are shown"
            remark += f", all are in {self.rows.manifest}" if writing else ""
        self.console.sum_up(remark)
        self.console.document(
            talkdeck=__version__,
            exit=self._code,
            errors=self.console.errors,
            warnings=self.console.warnings,
            problems=[],
            talk=str(self.rows.job.talk),
            data=str(self.rows.data),
            manifest=str(self.rows.manifest) if writing else None,
            rows={"all": total, "built": counts.built, "kept": counts.kept, "failed": counts.failed},
        )
        return self._code


def _choosing(executor: str | None, jobs: int | None) -> Callable[[int], Place]:
    """Where to build, given the number of tasks (at most FEW + 1 are counted)."""
    from talkdeck.build.each import FEW
    from talkdeck.build.executors import here, processes

    def choose(tasks: int) -> Place:
        if executor and tasks:
            return cluster_at(executor)
        wanted = jobs or (1 if tasks <= FEW else os.cpu_count() or 1)
        count = min(wanted, tasks)
        return processes(count) if count > 1 else here()

    return choose
