"""Builds that are killed, and builds at the same time: outputs are whole, and the cache gives the right bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.kill import loop

from talkdeck.build import talk


def test_killed_at_random_moments(tmp_path: Path) -> None:
    count = loop(tmp_path, rounds=3, seed=7)
    assert count.rounds == 3
    assert count.new + count.old + count.missing == 6
    assert count.checked == 1


def test_two_builds_at_once(project: Path) -> None:
    """Both begin with an empty cache and write the same decks; what they leave is what one alone makes."""
    command = [sys.executable, "-m", "talkdeck", "build", "--offline", "--jobs", "1"]
    env = os.environ | {"PYTHONPATH": str(Path(talk.__file__).parents[2])}
    both = [subprocess.Popen(command, cwd=project, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [each.communicate()[0] for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    left = {path.name: path.read_bytes() for path in (project / "decks").iterdir()}
    assert sorted(left) == ["small.html", "small.pptx"]
    assert (
        "unchanged" in subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=True).stdout
    )
    alone = [*command, "--no-cache", "--out", "alone"]
    subprocess.run(alone, cwd=project, env=env, check=True, stdout=subprocess.DEVNULL)
    assert left == {path.name: path.read_bytes() for path in (project / "alone").iterdir()}
