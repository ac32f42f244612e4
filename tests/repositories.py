"""Git repositories with a tiny talk, for tests of what is asked of git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

TALK = """\
title: A small talk
lang: en
agenda: none
slides:
  - id: only
    title: The only slide
    bullets: [one, two]
    notes: Say it.
"""

LATER = TALK.replace("[one, two]", "[one, three]")


def git(folder: Path, *words: str) -> str:
    """Run git with nothing of this machine's settings; its output."""
    plain = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{
            f"GIT_{who}_{what}": "talkdeck@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        },
        **{f"GIT_{who}_DATE": "2024-01-01T00:00:00Z" for who in ("AUTHOR", "COMMITTER")},
    }
    done = subprocess.run(["git", *words], cwd=folder, env=plain, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def with_two_versions(folder: Path) -> Path:
    """A repository whose talk was tagged v0.1.0, then changed and tagged v0.2.0; nothing else has changed since."""
    (folder / "talks").mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("/decks/\n/dist/\n/site/\n.venv/\n", "utf-8")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    for tag, talk in (("v0.1.0", TALK), ("v0.2.0", LATER)):
        (folder / "talks" / "small.yaml").write_text(talk, "utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "--message", tag)
        git(folder, "tag", tag)
    return folder
