"""Opens a place of a file in the author's editor, with a command that the author gave; no shell takes part in it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import threading
from pathlib import Path

from talkdeck.model.values import Struct

_PLACE = re.compile(r"\{(file|line|column)\}")


class Editor(Struct, frozen=True):
    """A command as its words; `{file}`, `{line}` and `{column}` in them stand for the place."""

    words: tuple[str, ...]

    def open(self, file: Path, line: int, column: int) -> subprocess.Popen[bytes]:
        """Start the editor and go on; the process that was started. Raises OSError where it cannot be."""
        values = {"file": str(file), "line": str(line), "column": str(column)}
        command = [_PLACE.sub(lambda found: values[found[1]], word) for word in self.words]
        program = shutil.which(command[0]) or command[0]
        nothing = subprocess.DEVNULL
        started = subprocess.Popen(
            [program, *command[1:]], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
        threading.Thread(target=started.wait, daemon=True).start()  # or it would stay a zombie
        return started


def editor(command: str) -> Editor:
    """The editor of a command line as a shell would read it; without `{file}` the file comes last.

    Raises ValueError, saying why, for a command that is none or whose program is not to be found.
    """
    words = shlex.split(command)
    if not words:
        raise ValueError("the command is empty")
    if shutil.which(words[0]) is None:
        raise ValueError(f"there is no program {words[0]!r}")
    if not any("{file}" in word for word in words):
        words.append("{file}")
    return Editor(tuple(words))
