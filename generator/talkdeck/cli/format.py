"""What `talkdeck fmt` does: outlines put in order, file by file or from standard input to standard output."""

from __future__ import annotations

import difflib
import errno
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from talkdeck import __version__
from talkdeck.build.files import refusal, replacing
from talkdeck.build.find import find_talks, root_of
from talkdeck.cli import MISTAKES, OK
from talkdeck.cli.commands import SCHEMA, code_of, refuse
from talkdeck.cli.console import Console, as_json
from talkdeck.cli.options import Settings
from talkdeck.model.problems import Problem, RefusedError
from talkdeck.source.format import formatted

STDIN = "-"
BESIDE = "copy the outline elsewhere and put the copy in order"


def format_talks(settings: Settings, *, talks: Sequence[str], check: bool, diff: bool) -> int:
    """Put outlines in order, or only say which ones are not; returns the exit code.

    An outline with mistakes, or that may not be written, is left as it is, and the others are put in order.
    """
    console = Console(quiet=settings.quiet, json=settings.json, debug=settings.debug)
    if STDIN in talks:
        if len(talks) > 1:
            raise click.BadParameter("`-` stands alone: standard input to standard output", param_hint="TALK")
        return _format_stream(console, check, diff)
    here = Path.cwd()
    found, problems = find_talks(talks, here)
    # Two outlines of one name would be in each other's way as decks only.
    problems = tuple(problem for problem in problems if problem.code != "E606")
    if problems:
        return refuse(console, problems)
    changed: list[Path] = []
    for talk in found:
        try:
            before = _read(talk)
            after, errors = formatted(before, str(talk), _schema_for(talk, here))
            if after != before:
                changed.append(talk)
                if not check and not diff:
                    _write(talk, after)
        except RefusedError as refused:
            errors = refused.problems
        if errors:
            problems += tuple(errors)
            console.show(errors)
        elif after != before:
            if diff:
                _show(console, _difference(before, after, str(talk)))
            if check or not diff:
                console.say(f"{'would change' if check else 'changed'} {talk}")
    return _finish(console, problems, changed if check else [], changed=[str(talk) for talk in changed])


def _format_stream(console: Console, check: bool, diff: bool) -> int:
    before = sys.stdin.buffer.read()
    after, errors = formatted(before, STDIN)
    console.show(errors)
    if not errors and not console.json and not (check and not diff):
        _show(console, _difference(before, after, STDIN) if diff else after)
    return _finish(console, errors, [Path(STDIN)] if check and after != before else [], changed=[])


def _finish(console: Console, problems: Sequence[Problem], unlike: Sequence[Path], **more: Any) -> int:
    code = max((code_of(problem) for problem in problems), default=MISTAKES if unlike else OK)
    console.sum_up()
    console.document(
        talkdeck=__version__,
        exit=code,
        errors=console.errors,
        warnings=console.warnings,
        problems=[as_json(problem) for problem in problems],
        **more,
    )
    return code


def _read(talk: Path) -> bytes:
    """An outline's bytes. What cannot be read is told as for every other command."""
    from talkdeck.source import reader

    try:
        if talk.is_file() and talk.stat().st_size <= reader.MAX_BYTES:
            return talk.read_bytes()
    except OSError:
        pass
    raise RefusedError(reader.read_editions(talk)[1])


def _write(talk: Path, data: bytes) -> None:
    """Replace an outline whole or not at all. One that is protected is left: replacing it would get around that."""
    if not talk.stat().st_mode & stat.S_IWUSR or not os.access(talk, os.W_OK):
        fault = PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(talk))
        problem = refusal(fault, talk, BESIDE)
        raise RefusedError([Problem(problem.code, problem.text, problem.span, ("make the file writable", BESIDE))])
    with replacing([talk]) as (part,):
        part.stream.write(data)


def _schema_for(talk: Path, here: Path) -> str | None:
    """The way from an outline to its project's schema; None where the project has none."""
    target = root_of(talk, here) / SCHEMA
    if not target.is_file():
        return None
    return Path(os.path.relpath(target, Path(os.path.abspath(talk)).parent)).as_posix()


def _difference(before: bytes, after: bytes, name: str) -> bytes:
    old, new = (data.decode("utf-8-sig").splitlines(keepends=True) for data in (before, after))
    found = difflib.unified_diff(old, new, f"{name} (as it is)", f"{name} (in order)")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in found).encode()


def _show(console: Console, data: bytes) -> None:
    if not console.json:
        click.echo(data, nl=False)
