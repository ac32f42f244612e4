"""Kills builds at random moments, and looks at what they leave: every output old or new and whole, the cache right.

    python -m bench.kill [--rounds 100] [--seed 0]

Two versions of a small talk are built in turn into one folder with one cache. Each build is killed (SIGKILL) somewhere
between its start and its end; then every output must be that of one of the versions, and a build that is left alone
must give what a build without any cache gives.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

TALK = """\
title: A talk that is killed, {word}
lang: en
brand: plain
slides:
  - title: The {word} slide
    bullets: [one, two, three]
    notes: Say it.
  - title: The same in both
    table: {{head: [name, value], rows: [[a, 1], [b, 2]]}}
"""


@dataclass
class Count:
    """What came of the rounds: builds killed before they ended, and outputs found old, new or not there yet."""

    rounds: int = 0
    killed: int = 0
    old: int = 0
    new: int = 0
    missing: int = 0
    checked: int = 0


def build(folder: Path, out: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "talkdeck", "build", "talk.yaml", "--offline", "--quiet", "--out", out, *options]
    env = os.environ | {"PYTHONPATH": str(ROOT / "generator"), "TALKDECK_CACHE": str(folder / "cache")}
    return subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(child: subprocess.Popen[bytes]) -> None:
    _, said = child.communicate()
    if child.returncode:
        raise AssertionError(f"exit code {child.returncode}: {said.decode(errors='replace')}")


def outputs(folder: Path) -> dict[str, str]:
    """Digests of the decks in a folder, unfinished files left out."""
    decks = (path for path in sorted(folder.glob("*")) if not path.name.startswith("."))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in decks}


def loop(folder: Path, rounds: int, seed: int) -> Count:
    """Kill so many builds. Raises AssertionError for an output that is neither version's."""
    chance, count, talk = random.Random(seed), Count(), folder / "talk.yaml"
    versions = [TALK.format(word=word) for word in ("first", "other")]
    wanted = []
    for number, text in enumerate(versions):
        talk.write_text(text)
        finish(build(folder, f"right{number}", "--no-cache"))
        wanted.append(outputs(folder / f"right{number}"))
    finish(build(folder, "timed"))
    talk.write_text(versions[0] + "# timed\n")
    began = time.monotonic()
    finish(build(folder, "timed"))
    whole = time.monotonic() - began
    for number in range(rounds):
        now = number % 2
        # Most rounds build; in some the whole talk is in the cache, and is only put in place.
        talk.write_text(versions[now] + (f"# round {number}\n" if number % 5 else ""))
        child = build(folder, "out")
        time.sleep(whole * chance.uniform(0.2, 1.0))
        count.rounds += 1
        count.killed += child.poll() is None
        child.kill()
        child.communicate()
        found = outputs(folder / "out")
        for name in wanted[0]:
            count.missing += name not in found
            count.new += found.get(name) == wanted[now][name]
            count.old += found.get(name) == wanted[1 - now][name]
            assert found.get(name) in (None, wanted[0][name], wanted[1][name]), f"round {number}: {name} is broken"
        if number % 5 == 4 or number == rounds - 1:
            finish(build(folder, "out"))
            assert outputs(folder / "out") == wanted[now], f"round {number}: the cache gave something else"
            count.checked += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill builds at random moments, and look at what they leave.")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        count = loop(Path(folder), given.rounds, given.seed)
        left = len(list(Path(folder).rglob(".*part*")))
    print(f"{count.rounds} builds, {count.killed} killed before their end")
    print(f"outputs after them: {count.new} new, {count.old} old, {count.missing} not there yet, 0 broken")
    print(f"{count.checked} builds left alone, all right; {left} unfinished files were left behind")


if __name__ == "__main__":
    main()
