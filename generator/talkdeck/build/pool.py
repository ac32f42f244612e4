"""Many talks: one after another or several at once, where a talk that fails stops no other."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from talkdeck.build.talk import STEPS, Job, Result, build_talk
from talkdeck.model.problems import NOWHERE, Problem

FEW = 3
"""Up to so many talks are built in one process: starting more costs as much as they save."""


def workers(jobs: int | None, talks: int) -> int:
    """How many processes to use: what was asked for, else one for a few talks and one a processor for many."""
    wanted = jobs or (1 if talks <= FEW else os.cpu_count() or 1)
    return max(1, min(wanted, talks))


def build_all(jobs: Sequence[Job], processes: int, tell: Callable[[Path, int], None]) -> tuple[Result, ...]:
    """Build every talk; results in the order of the jobs, whatever order they end in.

    `tell` hears of each talk how many of its steps (of len(STEPS)) are now behind it. Raises KeyboardInterrupt when
    stopped, after the processes have stopped too and cleaned up after themselves.
    """
    done = {index: result for index, job in enumerate(jobs) if (result := _known(job, tell))}
    waiting = [job for index, job in enumerate(jobs) if index not in done]
    processes = min(processes, len(waiting))
    if processes > 1:
        built = iter(_build_side_by_side(waiting, processes, tell))
    else:
        built = (_watched(job, tell) for job in waiting)
    return tuple(done.get(index) or next(built) for index in range(len(jobs)))


def _known(job: Job, tell: Callable[[Path, int], None]) -> Result | None:
    """What a talk came to before, where nothing that it is made from has changed since."""
    if not job.cache:
        return None
    from talkdeck.build.cache import find

    result = find(job)
    if result is not None:
        tell(job.talk, len(STEPS))
    return result


def _watched(job: Job, tell: Callable[[Path, int], None]) -> Result:
    result = run(job, lambda step: tell(job.talk, STEPS.index(step)))
    tell(job.talk, len(STEPS))
    return result


def run(job: Job, tell: Callable[[str], None] = lambda step: None) -> Result:
    """Build a talk; a bug of ours becomes a result (with its traceback), so that the other talks are still built."""
    try:
        return build_talk(job, tell)
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


def _build_side_by_side(jobs: Sequence[Job], processes: int, tell: Callable[[Path, int], None]) -> tuple[Result, ...]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    # Spawned, not forked: a progress bar's thread may hold a lock at the moment of a fork.
    context = multiprocessing.get_context("spawn")
    done: dict[int, Result] = {}
    with ProcessPoolExecutor(processes, context, initializer=_await_orders) as pool:
        waiting = {pool.submit(_obey, job): index for index, job in enumerate(jobs)}
        try:
            for future in as_completed(waiting):
                index = waiting[future]
                try:
                    done[index] = future.result()
                except BrokenProcessPool:
                    done[index] = Result(
                        talk=jobs[index].talk,
                        ok=False,
                        problems=(internal("a worker process died, perhaps for want of memory; try --jobs 1"),),
                    )
                tell(jobs[index].talk, len(STEPS))
        except BaseException:
            for child in multiprocessing.active_children():
                child.terminate()
            pool.shutdown(cancel_futures=True)
            raise
    return tuple(done[index] for index in range(len(jobs)))


def _await_orders() -> None:
    """In a worker: leave Ctrl-C, which reaches all processes of a terminal, to the parent; it will send SIGTERM."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _obey(job: Job) -> Result:
    """In a worker: build one talk; SIGTERM unwinds it, so that its temporary files are removed."""

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, stop)
    return run(job)
