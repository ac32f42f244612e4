"""Whether a talk gives the same bytes whenever, wherever and by whomever it is built: built twice, and compared.

Each build is a process of its own, with its own order of hashes, time zone, language, umask, folder and cache. What it
reads is the same: the outline and all beside it stand where they are.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from talkdeck.build.talk import Job
from talkdeck.model.values import Struct


class Conditions(Struct, frozen=True):
    """What is around a build and must not matter."""

    name: str
    hashes: str
    zone: str
    language: str
    umask: int


CONDITIONS = (
    Conditions("one", "1", "Asia/Shanghai", "zh_CN.UTF-8", 0o022),
    Conditions("öther place", "4242", "America/St_Johns", "C", 0o077),
)

ROW = 40
"""Characters of a line that are shown before and behind the place where it differs."""


class Difference(Struct, frozen=True):
    """Two builds of a file that differ: at what `part` of it, and what each has there."""

    file: str
    part: str
    one: str
    other: str


class Verified(Struct, frozen=True):
    """What came of comparing: the files that were compared, and those that differ. `said` is why one was not built."""

    talk: Path
    files: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    said: str = ""


def verify(job: Job) -> Verified:
    """Build a talk twice and compare every file."""
    with tempfile.TemporaryDirectory(prefix="talkdeck-verify-") as folder:
        outs = []
        for conditions in CONDITIONS:
            here = Path(folder, conditions.name)
            here.mkdir()
            done = _build(job, conditions, here)
            if done.returncode:
                return Verified(job.talk, said=done.stderr.strip())
            outs.append(here / "out")
        names = sorted({path.relative_to(out).as_posix() for out in outs for path in out.rglob("*") if path.is_file()})
        found = (difference(name, *(out / name for out in outs)) for name in names)
        return Verified(job.talk, tuple(names), tuple(each for each in found if each))


def _build(job: Job, conditions: Conditions, here: Path) -> subprocess.CompletedProcess[str]:
    """Build a talk into `out` of a folder, in a process of its own."""
    command = [sys.executable, "-m", "talkdeck", "build", os.path.abspath(job.talk), "--to", ",".join(job.formats)]
    prints = job.prints
    command += ["--out", str(here / "out"), "--quiet", "--no-cache", *(["--offline"] if job.offline else [])]
    command += ["--brand", job.brand] if job.brand else []
    command += ["--strict"] if job.strict else []
    command += ["--slides", prints.slides] if prints.slides else []
    command += ["--with-notes"] if prints.kind == "handout" else ["--builds"] if prints.kind == "builds" else []
    command += ["--width", str(prints.width)] if "png" in job.formats else []
    # Only pictures that were fetched are shared: to fetch them again is not what is asked.
    given = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    env = given | {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONHASHSEED": conditions.hashes,
        "PYTHONUTF8": "1",
        "TZ": conditions.zone,
        "LANG": conditions.language,
        "TALKDECK_CACHE": str(_cache(here)),
    }
    # A talk outside of any project belongs to the folder that it is built from.
    cwd = here if (job.root / "talks").is_dir() else job.root
    return subprocess.run(
        command, cwd=cwd, env=env, umask=conditions.umask, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def _cache(here: Path) -> Path:
    """A cache that has fetched pictures and nothing else."""
    from talkdeck.model.resources import cache_folder

    place = here / "cache"
    place.mkdir()
    pictures = cache_folder("pictures")
    if pictures is not None and pictures.is_dir():
        (place / "pictures").symlink_to(pictures, target_is_directory=True)
    return place


def difference(name: str, one: Path, other: Path) -> Difference | None:
    """Where two files differ first; None where they do not."""
    for path, who in ((one, CONDITIONS[1]), (other, CONDITIONS[0])):
        if not path.is_file():
            return Difference(name, "the file", f"only there in the build `{who.name}`", "")
    left, right = one.read_bytes(), other.read_bytes()
    if left == right:
        return None
    if zipfile.is_zipfile(one) and zipfile.is_zipfile(other):
        return _in_zip(name, one, other)
    return Difference(name, *_first(left, right))


def _in_zip(name: str, one: Path, other: Path) -> Difference:
    with zipfile.ZipFile(one) as left, zipfile.ZipFile(other) as right:
        ours, theirs = left.namelist(), right.namelist()
        if ours != theirs:
            return Difference(name, "names or order of parts", *_apart(ours, theirs))
        for part in ours:
            if left.read(part) != right.read(part):
                place, *what = _first(left.read(part), right.read(part))
                return Difference(name, f"{part}, {place}", *what)
            if (known := str(left.getinfo(part))) != str(right.getinfo(part)):
                return Difference(name, f"{part}, its entry", known, str(right.getinfo(part)))
    return Difference(name, "the zip around its parts", "", "")


def _apart(one: Sequence[str], other: Sequence[str]) -> tuple[str, str]:
    pairs = zip([*one, ""], [*other, ""], strict=False)
    return next(((left, right) for left, right in pairs if left != right), ("", ""))


def _first(one: bytes, other: bytes) -> tuple[str, str, str]:
    """The first line that differs, and an excerpt of it in both around the first character that does."""
    at = next((n for n, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), None)
    at = min(len(one), len(other)) if at is None else at
    start = one.rfind(b"\n", 0, at) + 1
    begin = max(start, at - ROW)
    line = one.count(b"\n", 0, at) + 1
    return f"line {line}", _excerpt(one[begin : at + ROW]), _excerpt(other[begin : at + ROW])


def _excerpt(data: bytes) -> str:
    return repr(data.partition(b"\n")[0].decode("utf-8", "backslashreplace"))


def shown(result: Verified) -> Iterator[str]:
    """Lines that tell a person."""
    if result.said:
        yield f"{result.talk}: it could not be built"
        yield result.said
    for each in result.differences:
        yield f"{each.file} differs: {each.part}"
        yield from (f"  {text}" for text in (each.one, each.other) if text)
    if not result.said and not result.differences:
        yield f"{result.talk}: the same bytes twice ({', '.join(result.files)})"
