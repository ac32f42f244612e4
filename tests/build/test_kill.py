"""A build that is killed leaves every output old or new, whole, and a cache that gives the right bytes."""

from __future__ import annotations

from pathlib import Path

from bench.kill import loop


def test_killed_at_random_moments(tmp_path: Path) -> None:
    count = loop(tmp_path, rounds=3, seed=7)
    assert count.rounds == 3
    assert count.new + count.old + count.missing == 6
    assert count.checked == 1
