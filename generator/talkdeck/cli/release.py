"""What `talkdeck release` does: a release of all talks in a folder, or the list of what it would hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from talkdeck import __version__
from talkdeck.build.find import find_talks, project_root, root_of
from talkdeck.build.pool import workers
from talkdeck.build.render import renderer
from talkdeck.build.talk import STEPS
from talkdeck.cli import OK
from talkdeck.cli.commands import refuse, unwinding_when_terminated
from talkdeck.cli.console import Console, as_json, in_units
from talkdeck.cli.options import Settings
from talkdeck.model.problems import RefusedError
from talkdeck.release import Order, make, plan


def release_talks(
    settings: Settings,
    *,
    talks: Sequence[str],
    tag: str,
    out: str | None,
    accept: Sequence[str],
    allow_dirty: bool,
    dry_run: bool,
    offline: bool,
    jobs: int | None,
) -> int:
    """Make a release, or only plan it; returns the exit code."""
    console = Console(quiet=settings.quiet, json=settings.json, debug=settings.debug)
    here = Path.cwd()
    found, problems = find_talks(talks, here)
    if problems:
        return refuse(console, problems)
    order = Order(
        tag=tag,
        talks=found,
        roots=tuple(root_of(talk, here) for talk in found),
        folder=Path(out) if out else _shown(project_root(here) / "dist" / tag, here),
        here=here,
        accepted=tuple(word.strip() for words in accept for word in words.split(",") if word.strip()),
        allow_dirty=allow_dirty,
        offline=offline,
    )
    if not tag or "/" in tag or "\\" in tag or "\0" in tag:
        raise click.BadParameter("a tag is a version, such as v1.4.0", param_hint="--tag")
    try:
        # Whether slides can be drawn is said before anything is done.
        renderer()
        planned = plan(order)
        console.show(planned.warnings)
        if not dry_run:
            with unwinding_when_terminated(), console.progress(len(found), len(STEPS)) as tell:
                make(planned, workers(jobs, len(found)), tell)
    except RefusedError as refusal:
        # Errors last, behind warnings that may be many: they say what to do.
        return refuse(console, sorted(refusal.problems, key=lambda problem: problem.is_error))
    for name in planned.files if dry_run else ():
        console.say(name)
    slides = sum(deck.slides for each in planned.surveys for deck in each.decks)
    counts = f"{len(planned.files)} files, {len(found)} talk{'' if len(found) == 1 else 's'}, {slides} slides"
    since = f"since {planned.last}" if planned.last else "the first release"
    if dry_run:
        console.say(f"would write {order.folder} ({counts}; {since})")
    else:
        size = sum(path.stat().st_size for path in order.folder.rglob("*") if path.is_file())
        console.say(f"wrote {order.folder} ({counts}, {in_units(size)}; {since})")
    console.sum_up(", all accepted")
    console.document(
        talkdeck=__version__,
        exit=OK,
        errors=0,
        warnings=console.warnings,
        problems=[as_json(problem) for problem in planned.warnings],
        tag=tag,
        commit=planned.commit,
        since=planned.last,
        folder=str(order.folder),
        written=not dry_run,
        files=list(planned.files),
    )
    return OK


def _shown(path: Path, here: Path) -> Path:
    return path.relative_to(here) if path.is_relative_to(here) else path
