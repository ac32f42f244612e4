"""What `talkdeck diff` does: two files, or talks at revisions of the repository."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from talkdeck import __version__
from talkdeck.build.files import replacing
from talkdeck.build.find import ENDINGS, find_talks, project_root
from talkdeck.cli import MISTAKES, OK
from talkdeck.cli.commands import refuse
from talkdeck.cli.console import Console
from talkdeck.cli.options import Settings
from talkdeck.diff import Difference, Revision, compare, missing, of_file, of_git
from talkdeck.diff.git import Repository, needed
from talkdeck.diff.show import as_json, markdown, text
from talkdeck.model.problems import RefusedError


def diff_talks(
    settings: Settings, *, talks: Sequence[str], rev: str | None, html: str | None, md: bool, exit_code: bool
) -> int:
    """Compare, show, and return the exit code."""
    console = Console(quiet=settings.quiet, json=settings.json, debug=settings.debug)
    try:
        pairs = _revisions(talks, rev) if rev else [_pair(talks)]
        found = [compare(old, new) for old, new in pairs]
        for one in found:
            console.show(one.unread)
        if html:
            from talkdeck.diff.page import page

            with replacing([Path(html)]) as (part,):
                part.stream.write(page(found, "What changed").encode())
    except RefusedError as refusal:
        return refuse(console, refusal.problems)
    if md:
        click.echo((markdown(found) or "No slide changed.").encode())
    elif not console.json:
        for one in found:
            if one.differs or not rev:
                console.say(text(one, _coloured()))
        if rev and not any(one.differs for one in found):
            console.say("no difference")
    if html:
        click.echo(f"wrote {html}", err=True) if md else console.say(f"wrote {html}")
    lost = any(one.unread and not (old.editions and new.editions) for one, (old, new) in zip(found, pairs, strict=True))
    code = MISTAKES if lost or (exit_code and any(one.differs for one in found)) else OK
    console.sum_up("; slides with mistakes were not compared" if not lost else "")
    console.document(
        talkdeck=__version__,
        exit=code,
        differs=any(one.differs for one in found),
        talks=[as_json(one) for one in found],
    )
    return code


def _pair(talks: Sequence[str]) -> tuple[Revision, Revision]:
    """The two revisions that were named. Raises RefusedError, or UsageError when there are not two."""
    if len(talks) != 2:
        raise click.UsageError("name two outlines, OLD and NEW, or use --rev A..B with talks or none")
    old, new = map(_named, talks)
    return old, new


def _named(name: str) -> Revision:
    """A file, else `REVISION:PATH` as git has it."""
    here = Path.cwd()
    if os.path.exists(name) or ":" not in name:
        found, problems = find_talks([name], here)
        if problems:
            raise RefusedError(problems)
        if len(found) > 1:
            raise click.BadParameter(f"`{name}` holds {len(found)} talks: name one", param_hint="OLD NEW")
        return of_file(found[0])
    revision, _, path = name.partition(":")
    repository = needed(here)
    commit = repository.commit(revision)
    # A bare name is that of a talk in talks/, here too.
    talks = project_root(here) / "talks"
    for place in (here / path, *(talks / f"{path}{end}" for end in ENDINGS)):
        inside = repository.path(place)
        if inside and repository.read(commit, inside) is not None:
            return of_git(repository, commit, inside, f"{revision}:{inside}")
    raise click.BadParameter(f"there is no `{path}` at `{revision}`", param_hint="OLD NEW")


def _revisions(talks: Sequence[str], rev: str) -> list[tuple[Revision, Revision]]:
    """Each talk at both revisions; without names, all that either revision has in `talks/`."""
    old, dots, new = rev.partition("..")
    if dots and (not old or new.startswith(".")):
        raise click.BadParameter("write A..B for two revisions, or A for the files as they are now", param_hint="--rev")
    here = Path.cwd()
    repository = needed(here)
    # `A..` is A against the current commit, as for git itself.
    commits = [repository.commit(old), repository.commit(new or "HEAD") if dots else None]
    names = (old, (new or "HEAD") if dots else None)
    if talks:
        paths = [_inside(repository, name, here) for name in talks]
    else:
        paths = sorted({path for commit in commits for path in talks_at(repository, commit, here)})
    return [
        (
            at(repository, commits[0], path, f"{names[0]}:{path}", here),
            at(repository, commits[1], path, f"{names[1]}:{path}" if names[1] else path, here),
        )
        for path in paths
    ]


def _inside(repository: Repository, name: str, here: Path) -> str:
    """A talk's path from the top of its repository, whether it is still there or was."""
    found, problems = find_talks([name], here)
    path = here / (found[0] if found and not problems else name)
    if (inside := repository.path(path)) is None:
        raise click.BadParameter(f"`{name}` is not in the repository `{repository.top}`", param_hint="TALK")
    return inside


def talks_at(repository: Repository, commit: str | None, here: Path) -> tuple[str, ...]:
    """The talks of the project at a commit, or as they are now (None): paths from the top of the repository."""
    root = project_root(here)
    folder = repository.path(root / "talks")
    if folder is None:
        return ()
    if commit is None:
        found, _ = find_talks([], here)
        return tuple(path for talk in found if (path := repository.path(here / talk)))
    return tuple(path for path in repository.files(commit, folder) if path.lower().endswith(ENDINGS))


def at(repository: Repository, commit: str | None, path: str, name: str, here: Path) -> Revision:
    """A talk at a commit, or as it is now (None)."""
    if commit is not None:
        return of_git(repository, commit, path, name)
    file = repository.top / path
    shown = Path(os.path.relpath(file, here))
    return of_file(shown) if file.exists() else missing(str(shown), file.stem)


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


__all__ = ["Difference", "at", "diff_talks", "talks_at"]
