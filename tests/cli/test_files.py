"""Files are replaced whole, together, or not at all, whatever goes wrong at whatever moment."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from talkdeck.build.files import STALE, _sweep, replacing, write_new
from talkdeck.model.problems import RefusedError
from tests.cli.conftest import files

OLD = {"a.pptx": b"old a", "b.html": b"old b"}
NEW = {"a.pptx": b"new a", "b.html": b"new b"}


def write_all(folder: Path) -> None:
    targets = [folder / name for name in NEW]
    with replacing(targets) as parts:
        for part, data in zip(parts, NEW.values(), strict=True):
            part.stream.write(data)


def failing_at(turn: int, real: Callable[..., Any], fault: Exception) -> Callable[..., Any]:
    """The function, but for its `turn`-th call, which raises."""
    calls = iter(range(10**6))

    def stand_in(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == turn:
            raise fault
        return real(*args, **kwargs)

    return stand_in


def test_new_files_in_a_new_folder(tmp_path: Path) -> None:
    write_all(tmp_path / "x" / "y")
    assert files(tmp_path / "x" / "y") == NEW


def test_old_files_are_replaced_with_their_rights(tmp_path: Path) -> None:
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "a.pptx").chmod(0o640)
    write_all(tmp_path)
    assert files(tmp_path) == NEW
    assert stat.S_IMODE((tmp_path / "a.pptx").stat().st_mode) == 0o640


def test_new_files_obey_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_all(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.pptx").stat().st_mode) == 0o640


def test_what_killed_processes_left_is_removed_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / ".a.pptx.talkdeck-ab12_xyz.part"
    kept = [tmp_path / ".a.pptx.part", tmp_path / "a.talkdeck-ab12_xyz.part", tmp_path / ".gitignore"]
    for path in (left, *kept):
        path.write_bytes(b"half")
    write_all(tmp_path)
    assert left.exists()  # its process may still be at it
    now = time.time()
    monkeypatch.setattr("talkdeck.build.files.time.time", lambda: now + STALE + 60)
    _sweep.cache_clear()
    write_all(tmp_path)
    assert not left.exists()
    assert all(path.exists() for path in kept)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "a.pptx").symlink_to(tmp_path / "shared" / "a.pptx")
    write_all(tmp_path / "decks")
    assert (tmp_path / "decks" / "a.pptx").is_symlink()
    assert files(tmp_path / "shared") == {"a.pptx": b"new a"}


@pytest.mark.parametrize("old", [OLD, {}, {"b.html": b"old b"}], ids=["both", "none", "one"])
@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("call", ["replace", "fsync", "chmod"])
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OSError(errno.ENOSPC, "full"), "E602"),
        (PermissionError(errno.EACCES, "no"), "E601"),
        (OSError(errno.EIO, "broken"), "E605"),
    ],
    ids=["full", "forbidden", "broken"],
)
def test_a_refusal_leaves_everything_as_it_was(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    old: dict[str, bytes],
    turn: int,
    call: str,
    fault: OSError,
    code: str,
) -> None:
    for name, data in old.items():
        (tmp_path / name).write_bytes(data)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing_at(turn, getattr(os, call), fault))
        with pytest.raises(RefusedError) as refusal:
            write_all(tmp_path)
    (problem,) = refusal.value.problems
    assert problem.code == code
    assert tuple(NEW)[turn] in problem.text
    assert problem.hints
    assert files(tmp_path) == old


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("call", ["fsync", "chmod"])
@pytest.mark.parametrize("fault", [KeyboardInterrupt(), SystemExit(143), ZeroDivisionError()])
def test_an_interruption_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int, call: str, fault: BaseException
) -> None:
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing_at(turn, getattr(os, call), fault))  # type: ignore[arg-type]
        with pytest.raises(type(fault)):
            write_all(tmp_path)
    assert files(tmp_path) == OLD


def test_an_interruption_between_the_renames_waits_for_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import signal

    real = os.replace

    def interrupted(*args: Any) -> None:
        signal.raise_signal(signal.SIGINT)
        real(*args)

    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(os, "replace", interrupted)
    # In the background of a shell, where Ctrl-C does not reach, Python leaves the signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_all(tmp_path)
    finally:
        signal.signal(signal.SIGINT, before)
    assert files(tmp_path) == NEW


def test_without_hard_links_old_files_still_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)

    def no_links(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(os, "replace", failing_at(1, os.replace, OSError(errno.EBUSY, "open elsewhere")))
    with pytest.raises(RefusedError):
        write_all(tmp_path)
    assert files(tmp_path) == OLD


def test_what_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "b.html").mkdir()
    with pytest.raises(RefusedError) as refusal:
        write_all(tmp_path)
    assert [problem.code for problem in refusal.value.problems] == ["E603"]
    assert files(tmp_path) == {}
    (tmp_path / "file").write_bytes(b"mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(RefusedError) as refusal:
            write_all(folder)
        assert [problem.code for problem in refusal.value.problems] == ["E604"]
    assert files(tmp_path) == {"file": b"mine"}


def test_a_fault_about_another_file_is_not_explained_as_ours(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="template"), replacing([tmp_path / "a.pptx"]):
        open(tmp_path / "template")  # noqa: SIM115
    assert files(tmp_path) == {}


def test_write_new_never_overwrites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_new(tmp_path / "x" / "a.yaml", b"first")
    for path in (tmp_path / "x" / "a.yaml", tmp_path / "x"):
        with pytest.raises(FileExistsError):
            write_new(path, b"second")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "dangling", b"second")
    with pytest.raises(RefusedError):
        write_new(tmp_path / "x" / "a.yaml" / "b.yaml", b"second")
    assert files(tmp_path) == {"x/a.yaml": b"first"}
