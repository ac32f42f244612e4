"""What is asked of git: revisions, files as they were, tags. Nothing here changes a repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from talkdeck.model.problems import NOWHERE, Problem, RefusedError
from talkdeck.model.values import Struct


class Repository(Struct, frozen=True):
    """A repository by its top folder."""

    top: Path

    def commit(self, revision: str) -> str:
        """The full name of the commit that a revision means. Raises RefusedError (E621) where there is none."""
        done = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if done is None:
            hints: tuple[str, ...] = (
                "name a tag, a branch or a commit; `git tag` lists the tags",
                "a shallow clone has no older ones",
            )
            if revision == "HEAD":
                hints = ("commit the talks first",)
            raise RefusedError([Problem("E621", f"git knows no revision `{revision}` here", NOWHERE, hints)])
        return done.decode().strip()

    def read(self, commit: str, path: str) -> bytes | None:
        """The bytes of a file (named from the top, with slashes) as they were at a commit; None where there is none."""
        return _git(self.top, "cat-file", "blob", f"{commit}:{path}")

    def files(self, commit: str, folder: str) -> tuple[str, ...]:
        """The files in a folder, without those in folders below it, as they were at a commit."""
        listed = _git(self.top, "ls-tree", "-z", "--name-only", commit, "--", f"{folder}/" if folder else ".") or b""
        return tuple(name for name in os.fsdecode(listed).split("\0") if name)

    def tag(self, name: str) -> str | None:
        """The commit that a tag stands at; None where there is no such tag."""
        done = _git(self.top, "rev-parse", "--verify", "--quiet", f"refs/tags/{name}^{{commit}}")
        return done.decode().strip() if done is not None else None

    def last_tag(self, before: str | None) -> str | None:
        """The nearest version tag (`v*`) in the history of the current commit, but not the one named `before`."""
        leave = ("--exclude", before) if before else ()
        done = _git(self.top, "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", *leave, "HEAD")
        return done.decode().strip() if done is not None else None

    def changed(self) -> tuple[str, ...]:
        """Files that differ from the current commit, and new ones that are not ignored."""
        listed = _git(self.top, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all") or b""
        return tuple(entry[3:] for entry in os.fsdecode(listed).split("\0") if entry)

    def path(self, file: Path) -> str | None:
        """A file's name from the top, with slashes; None where it lies elsewhere."""
        whole = Path(os.path.realpath(file.parent)) / file.name
        return whole.relative_to(self.top).as_posix() if whole.is_relative_to(self.top) else None


def repository(folder: Path) -> Repository | None:
    """The repository that a folder is in; None where it is in none or there is no git."""
    done = _git(folder, "rev-parse", "--show-toplevel")
    return Repository(Path(os.path.realpath(os.fsdecode(done).rstrip("\n")))) if done else None


def needed(folder: Path) -> Repository:
    """The repository that a folder is in. Raises RefusedError (E620) where it is in none or there is no git."""
    found = repository(folder)
    if found is None:
        hints = ("run it inside a clone", "or install git")
        raise RefusedError([Problem("E620", f"`{folder}` is in no git repository", NOWHERE, hints)])
    return found


def _git(folder: Path, *words: str) -> bytes | None:
    """What git says; None when it refuses or is not there."""
    # Messages are looked at by nobody; locks of a repository that somebody else uses are not waited for.
    plain = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(["git", *words], cwd=folder, env=plain, stdin=subprocess.DEVNULL, capture_output=True)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
