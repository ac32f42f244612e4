"""Notes of a slide as a part: a paragraph for each line, in the language of its script (ECMA-376 Part 1 §13.3.5)."""

from __future__ import annotations

from talkdeck.model.escape import escape_text
from talkdeck.pptx.forms import form
from talkdeck.pptx.templates import environment, macros


class NotesWriter:
    """Writes notes: a paragraph for each line, in the language of its script."""

    def __init__(self, asian: str, lang: str) -> None:
        latin = lang if lang.startswith("en-") else "en-US"
        made = macros("notes")
        self._part = form(environment().get_template("notes.xml.j2").render())
        self._asian, self._latin = form(made.line(asian)), form(made.line(latin))
        self._empty = str(made.empty_line(asian))

    def part(self, notes: str) -> str:
        lines = (
            (self._asian if _is_asian(line) else self._latin) % {"text": escape_text(line)} if line else self._empty
            for line in notes.strip("\n").split("\n")
        )
        return self._part % {"lines": "".join(lines)}


def _is_asian(line: str) -> bool:
    """Whether a line has a Han, kana, Hangul or full-width character. (Compiling a pattern of them takes longer.)"""
    return not line.isascii() and any(
        "\u2e80" <= char <= "\u9fff"
        or "\uac00" <= char <= "\ud7af"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or "\U00020000" <= char <= "\U0003ffff"
        for char in line
    )
