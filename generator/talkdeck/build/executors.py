"""Where tasks run: in this process, in processes beside it, or on a cluster. All of them are `concurrent.futures`.

A task whose process dies is tried again, alone, so that it is known which of them it was that cannot be done.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, TypeVar

from talkdeck.model.values import Struct

T = TypeVar("T")


class Place(Struct, frozen=True):
    """A way to run tasks. `open` gives an executor for the time of a block, `at_once` is how many it runs at a time.

    `submit` hands it a function and a task, and `receive` takes what comes back. `lost` are the exceptions of a task
    that took its process with it; what any other one means, `explain` says. `ask` is called once a second while
    nothing comes back, and raises where nothing will.
    """

    open: Callable[[], AbstractContextManager[Executor]]
    at_once: int
    submit: Callable[[Executor, Callable[[Any], Any], Any], Future[Any]] = lambda executor, do, task: executor.submit(
        do, task
    )
    receive: Callable[[Any, Any], Any] = lambda task, result: result
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    explain: Callable[[BaseException], BaseException] = lambda failure: failure
    ask: Callable[[], None] | None = None
    ahead: int = 2

    @property
    def waiting(self) -> int:
        """How many tasks are handed over at a time, so that nobody waits for work and few are made ready too early."""
        return self.at_once * self.ahead


class Here(Executor):
    """Runs a task as it is submitted, in this process."""

    def submit(self, do: Callable[..., T], /, *args: Any, **options: Any) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(do(*args, **options))
        return future


def here() -> Place:
    """This process."""
    return Place(Here, 1, ahead=1)


def processes(count: int) -> Place:
    """So many processes beside this one."""
    return Place(lambda: _pool(count), count)


@contextmanager
def _pool(count: int) -> Iterator[Executor]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Spawned, not forked: a progress bar's thread may hold a lock at the moment of a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, context, initializer=_await_orders) as pool:
        try:
            yield pool
        except BaseException:
            for child in multiprocessing.active_children():
                child.terminate()
            pool.shutdown(cancel_futures=True)
            raise


def _await_orders() -> None:
    """In a worker: leave Ctrl-C, which reaches all processes of a terminal, to the parent; it will send SIGTERM.

    That unwinds what is being done, so that temporary files are removed.
    """

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, stop)


def run(tasks: Iterable[T], do: Callable[[T], Any], place: Place) -> Generator[tuple[T, Any], None, None]:
    """Every task with its result as it is done; with the exception where its process died, twice and alone.

    Tasks are taken from the iterable as there is room for them. Any other exception passes through, and stops all.
    """
    source = iter(tasks)
    suspects: deque[T] = deque()
    running: dict[Future[Any], T] = {}
    with ExitStack() as stack:
        executor = stack.enter_context(place.open())
        while True:
            alone = bool(suspects)
            broken = False
            try:
                while not broken and len(running) < (1 if alone else place.waiting):
                    task = suspects[0] if alone else next(source)
                    try:
                        running[place.submit(executor, do, task)] = task
                    except place.lost:
                        broken = True
                        if not alone:
                            suspects.append(task)
            except StopIteration:
                if not running:
                    return
            for future in () if broken else _done(running, place):
                task = running.pop(future)
                try:
                    result = place.receive(task, _result(future, place))
                except place.lost as death:
                    broken = True
                    if not alone:
                        suspects.append(task)
                        continue
                    result = death
                if alone:
                    suspects.popleft()
                yield task, result
            if broken:
                suspects.extend(running.values())
                running.clear()
                stack.close()
                executor = stack.enter_context(place.open())


def _done(running: Collection[Future[Any]], place: Place) -> set[Future[Any]]:
    """Futures that are done, at least one."""
    while True:
        done = wait(running, timeout=1 if place.ask else None, return_when=FIRST_COMPLETED).done
        if done or place.ask is None:
            return done
        place.ask()


def _result(future: Future[Any], place: Place) -> Any:
    try:
        return future.result()
    except place.lost:
        raise
    except (Exception, CancelledError) as failure:
        raise place.explain(failure) from failure
