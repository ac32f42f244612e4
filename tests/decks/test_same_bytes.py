"""Promise 8: the same bytes in another process, folder, time zone, language, with another umask and order of hashes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.decks.conftest import GetDeck
from tests.decks.decks import FULL, KINDS, ROOT, TALKS, TRENDS, Name, build

TALK = ROOT / "talks" / "trends.yaml"


def built_elsewhere(here: Path, umask: int, **environment: str) -> dict[str, str]:
    """The trends talk, copied to a project of its own and built there by the command; digests by file name."""
    (here / "talks").mkdir(parents=True)
    shutil.copy(TALK, here / "talks")
    command = [sys.executable, "-m", "talkdeck", "build", "--offline", "--quiet", "talks/trends.yaml", "--out", "decks"]
    source = Path(sys.modules["talkdeck"].__file__ or "").parents[1]
    env = os.environ | {"PYTHONPATH": str(source), "XDG_CACHE_HOME": str(here / "cache")} | environment
    done = subprocess.run(
        command, cwd=here, env=env, capture_output=True, text=True, umask=umask, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((here / "decks").iterdir())}


def test_another_process_and_place(tmp_path: Path, deck: GetDeck) -> None:
    one = built_elsewhere(tmp_path / "one", 0o022, PYTHONHASHSEED="1", TZ="Asia/Shanghai", LANG="zh_CN.UTF-8")
    other = built_elsewhere(
        tmp_path / "ünd Ω" / "two", 0o077, PYTHONHASHSEED="77", TZ="America/St_Johns", LC_ALL="C", LANG="C"
    )
    assert list(one) == ["trends.html", "trends.pptx"]
    assert one == other
    ours = deck(TRENDS)
    assert one["trends.pptx"] == hashlib.sha256(ours.pptx.read_bytes()).hexdigest()
    assert one["trends.html"] == hashlib.sha256(ours.html.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", [*FULL[::2], *KINDS[::2], *TALKS], ids=str)
def test_a_second_build(deck: GetDeck, root: Path, tmp_path: Path, name: Name) -> None:
    """Nothing that a build leaves behind in the process (caches, counters) changes the next."""
    first, second = deck(name), build(name, root, tmp_path)
    assert first.pptx.read_bytes() == second.pptx.read_bytes()
    assert first.html.read_bytes() == second.html.read_bytes()


def test_no_clock_in_the_package(deck: GetDeck) -> None:
    with zipfile.ZipFile(deck(TRENDS).pptx) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len({(entry.create_system, entry.external_attr) for entry in package.infolist()}) == 1
