"""Inline text of an outline: runs with their markup, and where they stand in the file."""

from __future__ import annotations

from typing import Literal

from talkdeck.model.problems import NOWHERE, Span
from talkdeck.model.values import Struct

Mark = Literal["computed", "unconfirmed", "estimate", "edited"]


class Run(Struct, frozen=True):
    """A stretch of text in one formatting. `text` is never empty and holds no line break but `\\n` (hard break)."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    script: Literal["", "super", "sub"] = ""
    link: str | None = None


class Text(Struct, frozen=True):
    """Inline text: runs in reading order, no two neighbours of the same formatting, at least one run.

    In an outline: a string (with inline markup) or `{text: ..., mark: computed|unconfirmed|estimate|edited}`.
    """

    runs: tuple[Run, ...]
    span: Span = NOWHERE
    mark: Mark | None = None

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


class Verbatim(Struct, frozen=True):
    """Text taken as it stands, without markup: code, prompts, notes. Line breaks kept, trailing ones dropped."""

    text: str
    span: Span = NOWHERE


def plain_text(text: str, span: Span = NOWHERE) -> Text:
    """Text of one run without markup, for words that the generator itself supplies."""
    return Text((Run(text),), span)
