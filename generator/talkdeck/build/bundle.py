"""A task with all that it needs, to be done on another machine; and what comes back.

Files are known by content. They are unpacked below a temporary folder, whose name is in nothing that comes back: paths
of problems are told from the talk and the project, and decks do not hang on where they are made.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from talkdeck import __version__
from talkdeck.build.cache import here, portable
from talkdeck.build.files import replacing
from talkdeck.build.fill import Done, Filled, Task, rows_of
from talkdeck.build.inputs import Input, inputs, place
from talkdeck.build.program import own_files
from talkdeck.build.talk import Job, Output, Result, made_anew
from talkdeck.build.warm import Warm
from talkdeck.media import cache as pictures
from talkdeck.media.fetch import Fetcher, UnavailableError
from talkdeck.media.library import Library
from talkdeck.model.problems import Problem
from talkdeck.model.values import Struct, replace

MAKERS = (
    "jinja2",
    "lxml",
    "markupsafe",
    "msgspec",
    "pikepdf",
    "pillow",
    "pygments",
    "python-lucide",
    "resvg-py",
    "segno",
)
"""Packages that the bytes of decks may hang on."""

Work = Job | Task


class Parcel(Struct, frozen=True):
    """A task to be done elsewhere. `talk` is the outline's name below the project's folder.

    `files` have (kind, name, digest) of what the task needs, in the order of their bytes.

    `made_by` is the program that the decks are to be made by; see `versions`.
    """

    work: Work
    talk: str
    files: tuple[tuple[str, str, str], ...]
    made_by: tuple[tuple[str, str], ...]


class Delivery(Struct, frozen=True):
    """What comes back: (name below the folder for outputs, digest, bytes) of files, and what became of the task.

    Of a program that is another one, only `made_by` comes back.
    """

    made_by: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str, bytes], ...] = ()
    result: Result | None = None
    rows: tuple[Done, ...] = ()


@lru_cache(maxsize=1)
def versions() -> tuple[tuple[str, str], ...]:
    """The program by what decides which bytes it makes: (name, version) of itself and of its libraries."""

    def of(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "missing"

    own = (("talkdeck", __version__), ("the files of talkdeck", own_files()[:12]))
    return (*own, *((name, of(name)) for name in MAKERS))


# --- where the build was started --------------------------------------------------------------------------------------


def packed(work: Work) -> tuple[Parcel, list[bytes]]:
    """The parcel of a task, and the bytes of its files."""
    job = work if isinstance(work, Job) else work.job
    outline = Path(os.path.relpath(job.talk, job.root)).as_posix()
    files: dict[tuple[str, str], bytes] = {}
    for each in (Input("file", outline, ""), *_needed(work)):
        # What lies outside the project is refused there as it is here; what is not there is not there either.
        if each.kind == "folder" or each.digest is None or each.name.startswith("../"):
            continue
        path = place(each, job.root)
        if path is not None and (each.kind, each.name) not in files:
            files[each.kind, each.name] = path.read_bytes()
    listed = tuple((kind, name, sha256(data).hexdigest()) for (kind, name), data in files.items())
    return Parcel(work, outline, listed, versions()), list(files.values())


def _needed(work: Work) -> Iterator[Input]:
    """What a talk is made from, or the rows of a task."""
    if isinstance(work, Job):
        yield from inputs(work)
        return
    filled = Filled(work.job, work.columns, lambda: Library(work.job.root, offline=work.job.offline))
    for named in work.rows:
        filled.row = named.row
        yield from inputs(work.job, filled.read)


def unpacked(job: Job, delivery: Delivery) -> Result | list[Done]:
    """Put the files that came back where they belong, and tell what became of the task.

    Raises ValueError where a file is not the one that was sent, RefusedError (E60x) where it cannot be written.
    """
    for name, digest, data in delivery.files:
        if sha256(data).hexdigest() != digest:
            raise ValueError(f"`{name}` came back damaged")
    if delivery.result is not None:
        result = delivery.result
        _put(job, delivery.files)
        outputs = tuple(replace(each, path=job.out / each.path) for each in result.outputs)
        return replace(result, talk=job.talk, outputs=outputs, problems=_told_here(result.problems, job))
    by_name = {name: (name, digest, data) for name, digest, data in delivery.files}
    for done in delivery.rows:
        _put(job, [by_name[each["path"]] for each in done.record.get("outputs", ())])
    return [replace(done, problems=_told_here(done.problems, job)) for done in delivery.rows]


def _put(job: Job, files: Sequence[tuple[str, str, bytes]]) -> None:
    if files:
        with replacing([job.out / name for name, _, _ in files]) as parts:
            for (_, _, data), part in zip(files, parts, strict=True):
                part.stream.write(data)


def _told_here(problems: Sequence[Problem], job: Job) -> tuple[Problem, ...]:
    return tuple(replace(each, span=here(each.span, job)) for each in problems)


# --- where it is done -------------------------------------------------------------------------------------------------

_one_at_a_time = threading.Lock()


class _NoNetwork(Fetcher):
    """Pictures of the network come with the parcel; those that do not were not to be had."""

    def fetch(self, url: str) -> bytes:
        raise UnavailableError("could not be had where the build was started")


def done(parcel: Parcel, *files: bytes, scratch: str | None = None) -> Delivery:
    """Do what a parcel asks for, in a folder below `scratch`. Several threads of one process take turns."""
    made_by = versions()
    if made_by != parcel.made_by:
        return Delivery(made_by)
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="talkdeck-", dir=scratch) as folder:
        root, cache, out = (Path(folder, name) for name in ("project", "pictures", "out"))
        for (kind, name, _), data in zip(parcel.files, files, strict=True):
            path = root / name if kind == "file" else pictures.entry(cache, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        asked = parcel.work if isinstance(parcel.work, Job) else parcel.work.job
        job = replace(asked, talk=root / parcel.talk, root=root, out=out, cache=False)

        def library() -> Library:
            return Library(root, cache, asked.offline, _NoNetwork())

        if isinstance(parcel.work, Job):
            return _talk(job, library, made_by)
        task = replace(parcel.work, job=job)
        rows = tuple(
            replace(each, problems=_told_anywhere(each.problems, job))
            for each in rows_of(task, Filled(job, task.columns, library))
        )
        names = [each["path"] for row in rows for each in row.record.get("outputs", ())]
        return Delivery(made_by, tuple(_files(out, names)), rows=rows)


def _talk(job: Job, library: Callable[[], Library], made_by: tuple[tuple[str, str], ...]) -> Delivery:
    from talkdeck.build.pool import guarded

    warm = Warm(job)
    warm.library = library()
    result = guarded(job, lambda: made_anew(job, lambda step: None, warm))
    outputs: tuple[Output, ...] = tuple(replace(each, path=each.path.relative_to(job.out)) for each in result.outputs)
    files = tuple(_files(job.out, [each.path.as_posix() for each in outputs]))
    problems = _told_anywhere(result.problems, job)
    return Delivery(made_by, files, replace(result, outputs=outputs, problems=problems))


def _files(out: Path, names: Sequence[str]) -> Iterator[tuple[str, str, bytes]]:
    for name in names:
        data = (out / name).read_bytes()
        yield name, sha256(data).hexdigest(), data


def _told_anywhere(problems: Sequence[Problem], job: Job) -> tuple[Problem, ...]:
    """Problems without the name of the folder they were found in."""

    def bare(text: str) -> str:
        for folder in (job.out, job.root, job.root.parent):
            text = text.replace(f"{folder}{os.sep}", "").replace(str(folder), ".")
        return text

    return tuple(
        Problem(each.code, bare(each.text), portable(each.span, job), tuple(map(bare, each.hints))) for each in problems
    )
