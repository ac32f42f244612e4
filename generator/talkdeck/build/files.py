"""Replacing files: the new one whole or the old one untouched, and several of them together or not at all.

Everything is written to a temporary file in the folder of its target, flushed to the disk, and renamed over it. A
failure of any kind (full disk, an exception, Ctrl-C) removes the temporary files and leaves the old ones as they were.
Those of a process that was killed are removed by a later build into their folder.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from talkdeck.model.problems import NOWHERE, Problem, RefusedError

OUT = "name another folder with --out"
ANEW = "write it elsewhere with `talkdeck new some/folder/name`"
"""How to get a file elsewhere: from a build, and from `talkdeck new`."""

STALE = 3600
"""Seconds after which a temporary file that nobody wrote to belongs to a process that is gone."""

_TEMPORARY = re.compile(r"\..+\.talkdeck-[a-z0-9_]{8}\.(?:part|old)")
_STOPPING = (signal.SIGINT, signal.SIGTERM)


class Replacement:
    """One file on its way: write to `stream`, which is the temporary file at `path`; it becomes `target`.

    `shown` is the target as the caller named it; `size` in bytes is known once it is finished.
    """

    def __init__(self, target: Path) -> None:
        self.shown = target
        self.size = 0
        # A link to a file elsewhere (a shared folder, say) stays a link: its target is what is replaced.
        self.target = Path(os.path.realpath(target))
        if self.target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        handle, name = tempfile.mkstemp(prefix=f".{self.target.name}.talkdeck-", suffix=".part", dir=self.target.parent)
        self.path = Path(name)
        self.stream: BinaryIO = os.fdopen(handle, "wb")

    def finish(self) -> None:
        """Bring what was written safely to the disk and close it, with the rights the target has or would have."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.size = self.stream.tell()
        self.stream.close()
        os.chmod(self.path, _mode(self.target))

    def discard(self) -> None:
        """Remove the temporary file, if it is still there. Never raises."""
        with suppress(OSError):
            self.stream.close()
        with suppress(OSError):
            self.path.unlink()


@contextmanager
def replacing(targets: Sequence[Path]) -> Iterator[tuple[Replacement, ...]]:
    """Write files that all take the place of their targets when the block ends well, and none of them otherwise.

    Folders that are missing are made. The caller may close a stream itself (`finish`) to check what it wrote.
    Raises RefusedError with one E60x problem when the file system refuses (see `refusal`); exceptions of the block
    pass through once the temporary files are gone.
    """
    parts: list[Replacement] = []
    try:
        with _uninterrupted():
            for target in targets:
                with _refusing(target):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    _sweep(target.parent)
                    parts.append(Replacement(target))
        try:
            yield tuple(parts)
        except OSError as fault:
            # Writing to a full disk names no file. A fault that names one of somebody else's is not ours to explain.
            if fault.filename is not None:
                raise
            raise RefusedError([refusal(fault, targets[0])]) from fault
        for target, part in zip(targets, parts, strict=True):
            if not part.stream.closed:
                with _refusing(target):
                    part.finish()
        with _uninterrupted():
            _swap_in(targets, parts)
    finally:
        with _uninterrupted():
            for part in parts:
                part.discard()


@cache
def _sweep(folder: Path) -> None:
    """Remove what killed processes left in a folder, once in this process."""
    with suppress(OSError), os.scandir(folder) as found:
        for each in found:
            if _TEMPORARY.fullmatch(each.name):
                status = each.stat(follow_symlinks=False)
                # The old file under its second name keeps its time of change; that of its status is the link's.
                if max(status.st_mtime, status.st_ctime) < time.time() - STALE:
                    os.unlink(each)


def write_new(path: Path, data: bytes) -> None:
    """Create a small file that must not exist yet; a failure leaves nothing behind.

    Raises FileExistsError (nothing is ever overwritten, not even what appeared a moment ago), or RefusedError as
    `replacing` does, with the advice for `talkdeck new`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = open(path, "xb")  # noqa: SIM115
    except FileExistsError:
        if path.exists() or path.is_symlink():
            raise
        raise RefusedError([refusal(NotADirectoryError(errno.ENOTDIR, ""), path, ANEW)]) from None
    except OSError as fault:
        raise RefusedError([refusal(fault, path, ANEW)]) from fault
    try:
        with _refusing(path, ANEW), stream:
            stream.write(data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def refusal(fault: OSError, path: Path, elsewhere: str = OUT) -> Problem:
    """The problem that tells an author why a file could not be written, and what to do about it.

    E601 not allowed, E602 no room, E603 a folder stands where the file should go, E604 the folder cannot be made,
    E605 anything else the system reports. `elsewhere` says how to name another folder.
    """
    name, folder = str(path), path.parent
    match fault.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS | errno.EBUSY | errno.ETXTBSY:
            hints: tuple[str, ...] = (f"make `{folder}` writable, or {elsewhere}",)
            if path.exists():
                hints = (f"close `{path.name}` if PowerPoint or another program has it open", *hints)
            return Problem("E601", f"not allowed to write `{name}`", NOWHERE, hints)
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            hints = (f"free some space, or {elsewhere}, on another disk",)
            return Problem("E602", f"no room left on the disk to write `{name}`; the old file is kept", NOWHERE, hints)
        case errno.EISDIR:
            hints = (f"move that folder away, rename the talk, or {elsewhere}",)
            return Problem("E603", f"`{name}` is a folder, so no file of that name can be written", NOWHERE, hints)
        case errno.ENOTDIR | errno.EEXIST | errno.ENOENT | errno.ELOOP:
            hints = (elsewhere,)
            fact = f"the folder `{folder}` cannot be made or used"
            if wall := next((at for at in (folder, *folder.parents) if os.path.lexists(at) and not at.is_dir()), None):
                fact = f"`{wall}` is no folder, so nothing can be written into it"
                hints = (f"move `{wall.name}` away, or {elsewhere}",)
            return Problem("E604", fact, NOWHERE, hints)
    reason = fault.strerror or str(fault)
    return Problem("E605", f"`{name}` cannot be written: {reason}", NOWHERE, (elsewhere,))


@contextmanager
def _refusing(path: Path, elsewhere: str = OUT) -> Iterator[None]:
    """Turn what the file system says about a path into the problem an author reads."""
    try:
        yield
    except OSError as fault:
        raise RefusedError([refusal(fault, path, elsewhere)]) from fault


def _mode(target: Path) -> int:
    """Permission bits for a new file: those of the one it replaces, else what the umask allows."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _swap_in(targets: Sequence[Path], parts: Sequence[Replacement]) -> None:
    """Rename every temporary file over its target; when one is refused, put those already swapped back as they were.

    A second name (hard link) for each old file is kept until the last rename has succeeded.
    """
    kept: list[tuple[Path, Path | None]] = []
    try:
        for target, part in zip(targets, parts, strict=True):
            with _refusing(target):
                kept.append((part.target, _keep(part) if len(parts) > 1 else None))
                os.replace(part.path, part.target)
    except RefusedError:
        for swapped, old in kept[:-1]:
            if old is not None:
                os.replace(old, swapped)
            else:
                swapped.unlink(missing_ok=True)
        raise
    finally:
        for _, old in kept:
            if old is not None:
                with suppress(OSError):
                    old.unlink(missing_ok=True)


def _keep(part: Replacement) -> Path | None:
    """A second name for the old file of a part, or None when there is no old file."""
    old = part.path.with_suffix(".old")
    try:
        os.link(part.target, old)
    except FileNotFoundError:
        return None
    except OSError:  # a file system without hard links
        import shutil

        shutil.copy2(part.target, old)
    return old


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back for the moment of the renames, so that it cannot fall between two of them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[int] = []
    held = {sign: signal.signal(sign, lambda number, _: caught.append(number)) for sign in _STOPPING}
    try:
        yield
    finally:
        for sign, handler in held.items():
            signal.signal(sign, handler)
    for number in caught:
        signal.raise_signal(number)
