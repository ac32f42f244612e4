"""Many talks: one after another or several at once, where a talk that fails stops no other."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from talkdeck.build.talk import STEPS, Job, Result, build_talk
from talkdeck.model.problems import NOWHERE, Problem

if TYPE_CHECKING:
    from talkdeck.build.executors import Place

FEW = 3
"""Up to so many talks are built in one process: starting more costs as much as they save."""


def workers(jobs: int | None, talks: int) -> int:
    """How many processes to use: what was asked for, else one for a few talks and one a processor for many."""
    wanted = jobs or (1 if talks <= FEW else os.cpu_count() or 1)
    return max(1, min(wanted, talks))


def build_all(
    jobs: Sequence[Job], processes: int, tell: Callable[[Path, int], None], place: Place | None = None
) -> tuple[Result, ...]:
    """Build every talk; results in the order of the jobs, whatever order they end in.

    `tell` hears of each talk how many of its steps (of len(STEPS)) are now behind it. Raises KeyboardInterrupt when
    stopped, after the processes have stopped too and cleaned up after themselves. `place` is another place than
    processes of this machine.
    """
    done = {index: result for index, job in enumerate(jobs) if (result := _known(job, tell))}
    waiting = [job for index, job in enumerate(jobs) if index not in done]
    processes = min(processes, len(waiting))
    if waiting and (place or processes > 1):
        from talkdeck.build.executors import processes as several

        built = iter(_build_side_by_side(waiting, place or several(processes), tell))
    else:
        built = _one_by_one(waiting, tell)
    results = tuple(done.get(index) or next(built) for index in range(len(jobs)))
    if waiting:
        from talkdeck.build.evict import sweep

        sweep()
    return results


def _known(job: Job, tell: Callable[[Path, int], None]) -> Result | None:
    """What a talk came to before, where nothing that it is made from has changed since."""
    if not job.cache:
        return None
    from talkdeck.build.cache import find

    result = find(job)
    if result is not None:
        tell(job.talk, len(STEPS))
    return result


def _one_by_one(jobs: Sequence[Job], tell: Callable[[Path, int], None]) -> Iterator[Result]:
    for number, job in enumerate(jobs):
        if number and not gc.isenabled():  # as on the command line: then before each talk but the first
            gc.collect()
        yield _watched(job, tell)


def _watched(job: Job, tell: Callable[[Path, int], None]) -> Result:
    result = run(job, lambda step: tell(job.talk, STEPS.index(step)))
    tell(job.talk, len(STEPS))
    return result


def run(job: Job, tell: Callable[[str], None] = lambda step: None) -> Result:
    """Build a talk; see `guarded`."""
    return guarded(job, lambda: build_talk(job, tell))


def guarded(job: Job, build: Callable[[], Result]) -> Result:
    """What `build` comes to; a bug of ours becomes a result (with its traceback), so that others are still built."""
    try:
        return build()
    except Exception as bug:
        import traceback

        return Result(
            talk=job.talk, ok=False, problems=(internal(f"{type(bug).__name__}: {bug}"),), crash=traceback.format_exc()
        )


def internal(what: str) -> Problem:
    """The problem that stands for a bug of ours."""
    return Problem(
        "E690",
        f"internal error, {what}",
        NOWHERE,
        ("this is a mistake of talkdeck, not of the outline; please report it with the output of `talkdeck --debug`",),
    )


def _build_side_by_side(jobs: Sequence[Job], place: Place, tell: Callable[[Path, int], None]) -> tuple[Result, ...]:
    from talkdeck.build.executors import run as run_tasks

    done: dict[Job, Result] = {}
    with closing(run_tasks(jobs, run, place)) as results:
        for job, result in results:
            if isinstance(result, BaseException):
                died = internal("a worker process died, perhaps for want of memory; try --jobs 1")
                result = Result(talk=job.talk, ok=False, problems=(died,))
            done[job] = result
            tell(job.talk, len(STEPS))
    return tuple(done[job] for job in jobs)
