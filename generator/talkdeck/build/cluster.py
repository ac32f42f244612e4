"""A Dask cluster as a place where tasks run: `dask://HOST:PORT` names its scheduler.

Bytes of inputs are tasks of their own, named by their digest: each goes to the cluster once, and when the worker that
holds it dies, the scheduler has it made again. So it has tasks that were running there, as often as it is set to.
"""

from __future__ import annotations

import logging
import socket
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Any

from talkdeck.build.bundle import Delivery, Parcel, Work, done, packed, unpacked, versions
from talkdeck.build.executors import Place
from talkdeck.build.talk import Job
from talkdeck.model.problems import NOWHERE, Problem, RefusedError

SECONDS = 10
"""How long a scheduler may take to answer, and the first worker to be there."""

BLOBS = 200
"""So many files are left on the cluster for the next task; those of a row's own would fill it otherwise."""


class Cluster:
    """The cluster whose scheduler listens at `address` (`HOST:PORT`). Raises ImportError without distributed."""

    def __init__(self, address: str) -> None:
        import distributed
        from distributed.scheduler import KilledWorker

        self.address = address
        self._distributed: Any = distributed
        self._lost: tuple[type[BaseException], ...] = (KilledWorker,)
        self._client: Any = None
        self._blobs: dict[str, Any] = {}

    def place(self) -> Place:
        """The cluster as a place for tasks. Raises RefusedError: E634 no answer, E635 no worker."""
        return Place(self._open, 2, self._submit, self._receive, lost=self._lost, explain=self._explain, ask=self._ask)

    @contextmanager
    def _open(self) -> Iterator[Executor]:
        with _unheard():
            try:
                yield self._connected().get_executor(pure=False)
            finally:
                client, self._client = self._client, None
                self._blobs.clear()
                if client is not None:
                    client.close(timeout=2)

    def _connected(self) -> Any:
        if self._client is not None:
            return self._client
        host, _, port = self.address.rpartition(":")
        try:
            # Dask would try again and again for all of the time; a port where nobody listens is known at once.
            socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS).close()
            self._client = self._distributed.Client(f"tcp://{self.address}", timeout=SECONDS, set_as_default=False)
        except (OSError, ValueError) as fault:
            hint = "see that the scheduler runs there: `dask scheduler` says its address"
            raise _refused("E634", f"no cluster answers at {self.address}", hint) from fault
        try:
            self._client.wait_for_workers(1, timeout=SECONDS)
        except (TimeoutError, OSError) as fault:
            self._client.close(timeout=2)
            fact = f"the cluster at {self.address} has no worker"
            raise _refused("E635", fact, f"start one: `dask worker {self.address}`") from fault
        return self._client

    def _submit(self, executor: Executor, _do: Callable[[Any], Any], work: Work) -> Future[Any]:
        parcel, files = packed(work)
        futures = [self._blob(digest, data) for (_, _, digest), data in zip(parcel.files, files, strict=True)]
        return executor.submit(_on_worker, parcel, *futures)

    def _blob(self, digest: str, data: bytes) -> Any:
        """The bytes of a file on the cluster; those that were wanted lately stay there."""
        future = self._blobs.pop(digest, None) or self._client.submit(bytes, data, key=f"talkdeck-{digest}")
        self._blobs[digest] = future
        if len(self._blobs) > BLOBS:
            del self._blobs[next(iter(self._blobs))]
        return future

    def _receive(self, work: Work, delivery: Delivery) -> Any:
        for (name, ours), (_, theirs) in zip(versions(), delivery.made_by, strict=True):
            if ours != theirs:
                fact = f"a worker of {self.address} has {name} {theirs}, and here it is {ours}: decks would differ"
                raise _refused("E636", fact, "install the same versions there")
        job = work if isinstance(work, Job) else work.job
        try:
            result = unpacked(job, delivery)
        except ValueError as fault:
            raise _refused("E637", f"from the cluster at {self.address}, {fault}", "run it again") from fault
        return result

    def _ask(self) -> None:
        # Dask gives up all tasks of a client that lost its scheduler, even if it finds it again.
        if self._client.status != "running":
            raise self._gone()

    def _explain(self, failure: BaseException) -> BaseException:
        if isinstance(failure, CancelledError) or type(failure).__name__ == "FutureCancelledError":
            return self._gone()
        if isinstance(failure, ImportError):
            return _refused("E636", f"a worker of {self.address} has no talkdeck: {failure}", "install it there")
        return failure

    def _gone(self) -> RefusedError:
        hint = "what is done is in its place; run it again to go on"
        return _refused("E638", f"the cluster at {self.address} has gone in the middle of the build", hint)


def _on_worker(parcel: Parcel, *files: bytes) -> Delivery:
    """On a worker: in its own folder, which Dask empties when the worker has died."""
    from distributed import get_worker

    worker: Any = get_worker()
    return done(parcel, *files, scratch=worker.local_directory)


@contextmanager
def _unheard() -> Iterator[None]:
    """What Dask has to log and to warn of when connections come and go is said by us, in one sentence."""
    loggers = [
        logger
        for name, logger in logging.root.manager.loggerDict.items()
        if name.partition(".")[0] in ("distributed", "tornado")
        and isinstance(logger, logging.Logger)
        and not logger.disabled
    ]
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger in loggers:
            logger.disabled = False


def _refused(code: str, fact: str, hint: str) -> RefusedError:
    return RefusedError([Problem(code, fact, NOWHERE, (hint,))])
