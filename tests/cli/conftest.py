"""A project in a fresh folder, and the command line run in it: in this process, or in one of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from talkdeck.cli import main

SMALL = """\
title: A small talk
lang: en
slides:
  - title: The only slide
    bullets: [one, two]
    notes: Say it.
"""


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one small talk, as the current folder."""
    folder = tmp_path / "project"
    (folder / "talks").mkdir(parents=True)
    (folder / "talks" / "small.yaml").write_text(SMALL, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


@pytest.fixture
def dying_browser(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The only program on the PATH is a Chromium that ends as it starts."""
    broken = project / "bin" / "chromium"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(broken.parent))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def command(*words: str) -> Ran:
        code = main(words)
        return Ran(code, *capsys.readouterr())

    return command


def environment(**more: str) -> dict[str, str]:
    """The environment for a process of its own, with the package to be found and nothing that changes its output."""
    import talkdeck

    root = str(Path(talkdeck.__file__).parents[1])
    drop = ("NO_COLOR", "CI", "TALKDECK_DEBUG", "PYTHONIOENCODING", "PYTHONUTF8")
    kept = {name: value for name, value in os.environ.items() if name not in drop}
    return {**kept, "PYTHONPATH": root, **more}


def spawn(*words: str, **more: str) -> subprocess.Popen[bytes]:
    """Start `talkdeck` in a process of its own; `more` is added to its environment."""
    path = os.pathsep.join(part for part in (more.pop("PYTHONPATH", ""), environment()["PYTHONPATH"]) if part)
    return subprocess.Popen(
        [sys.executable, "-m", "talkdeck", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(**more) | {"PYTHONPATH": path},
        # A shell's background jobs ignore Ctrl-C, and so would all that they start, tests too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def in_own_process(*words: str, **more: str) -> Ran:
    """Run a command in a process of its own, to its end."""
    with spawn(*words, **more) as process:
        out, err = process.communicate()
    return Ran(process.returncode, out.decode(), err.decode())


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
