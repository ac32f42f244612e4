"""What a person or a machine gets to see: problems with their excerpt, what was written, a progress bar, or JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from talkdeck.model.problems import Problem
from talkdeck.model.values import replace

DRAWN = 3
"""So many warnings of one code are drawn with their excerpt; of the others a line says where they are. A talk whose 60
pictures are all missing should not push its other problems off the screen."""

EXCERPT_LIMIT = 16_000_000
"""Files larger than this many bytes are not read again to show a line of them."""


class Console:
    """Output of one run: problems on standard error, results on standard output; under --json one document there."""

    def __init__(self, *, quiet: bool, json: bool, debug: bool) -> None:
        self.quiet, self.json, self.debug = quiet, json, debug or bool(os.environ.get("TALKDECK_DEBUG"))
        self.colour = _wants_colour()
        self.errors = self.warnings = 0
        self._shown: set[Problem] = set()
        self._of_code: dict[str, int] = {}
        self._texts: dict[str, str | None] = {}

    def say(self, line: str) -> None:
        """A line about what was done, unless that is not wanted."""
        if not self.quiet and not self.json:
            click.echo(line)

    def show(self, problems: Iterable[Problem]) -> None:
        """Draw problems, each once per run however many talks have it in common."""
        from talkdeck.source.report import render

        for problem in problems:
            if problem in self._shown:
                continue
            self._shown.add(problem)
            if problem.is_error:
                self.errors += 1
            else:
                self.warnings += 1
            nth = self._of_code[problem.code] = self._of_code.get(problem.code, 0) + 1
            if self.json:
                continue
            if problem.is_error or nth <= DRAWN:
                drawn = render(problem, self._text(problem.span.path), self.colour) + "\n"
            else:
                fact, _, place = render(replace(problem, hints=()), None).partition("\n")
                drawn = f"{place.removeprefix('  --> ')}: {fact}" if place else fact
            click.echo(drawn, err=True, color=True)

    def sum_up(self, remark: str = "") -> None:
        """The last line of a run with problems: how many there are."""
        if (self.errors or self.warnings) and not self.json:
            click.echo(f"{tally(self.errors, self.warnings)}{remark}", err=True)

    def document(self, **values: Any) -> None:
        """The JSON document of a run, when that is what is wanted. Plain ASCII where the stream is not UTF-8."""
        if self.json:
            plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
            click.echo(json.dumps(values, ensure_ascii=plain, indent=2))

    @contextmanager
    def progress(self, talks: int, steps: int) -> Iterator[Callable[[Path, int], None]]:
        """A progress bar while the block runs, where somebody sits at a terminal; it goes when the block ends.

        Gives a function to call with a talk and how many of its steps are done.
        """
        if self.quiet or self.json or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or "CI" in os.environ:
            yield lambda talk, done: None
            return
        from rich.console import Console as Terminal
        from rich.progress import BarColumn, Progress, TextColumn

        behind: dict[Path, int] = {}
        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        with Progress(*columns, console=Terminal(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=talks * steps)

            def tell(talk: Path, done: int) -> None:
                behind[talk] = done
                bar.update(task, completed=sum(behind.values()), description=talk.name)

            yield tell

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            self._texts[path] = _readable(Path(path)) if path else None
        return self._texts[path]


def as_json(problem: Problem) -> Mapping[str, Any]:
    """A problem as JSON values."""
    from talkdeck.source import report

    values: Mapping[str, Any] = report.as_json(problem)
    return values


def tally(errors: int, warnings: int) -> str:
    """`2 errors, 1 warning`; only what there is."""
    counts = ((errors, "error"), (warnings, "warning"))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count) or "no problems"


def in_units(size: int) -> str:
    """A file's size for people: `820 kB`, `1.2 MB`."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def show_bug(bug: Exception, debug: bool) -> None:
    """Say that something went wrong which is our mistake; the traceback only when asked for."""
    if debug or os.environ.get("TALKDECK_DEBUG"):
        import traceback

        click.echo("".join(traceback.format_exception(bug)), err=True, nl=False)
    click.echo(f"talkdeck: internal error, {type(bug).__name__}: {bug}", err=True)
    click.echo(
        "This is a mistake of talkdeck. Please report it with the output of the same command and --debug.", err=True
    )


def _wants_colour() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _readable(path: Path) -> str | None:
    """The text of a file that a problem points into; None where there is nothing to show an excerpt of."""
    try:
        if not path.is_file() or path.stat().st_size > EXCERPT_LIMIT:
            return None
        return path.read_bytes().decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return None
