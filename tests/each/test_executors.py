"""Tasks whose processes die: the others are done, and it is known which of them it was."""

from __future__ import annotations

import os
import signal
from concurrent.futures import BrokenExecutor

from talkdeck.build.executors import here, processes, run


def deadly(task: int) -> int:
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


def test_a_task_that_kills_its_process_stops_no_other() -> None:
    results = dict(run(range(6), deadly, processes(2)))
    assert isinstance(results.pop(3), BrokenExecutor)
    assert results == {task: task * task for task in (0, 1, 2, 4, 5)}


def test_tasks_are_taken_as_there_is_room_for_them() -> None:
    taken = []

    def tasks() -> object:
        for task in range(100):
            taken.append(task)
            yield task

    results = run(tasks(), lambda task: task, here())  # type: ignore[arg-type]
    assert next(results) == (0, 0)
    assert taken == [0]
    results.close()
