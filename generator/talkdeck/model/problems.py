"""Mistakes and warnings as values: what is wrong, where, and what to do.

An exception is for a bug of ours, a `Problem` for the author. Stages return problems beside their result; nothing is
printed here (`talkdeck.source.report` draws them for a terminal).

Codes are stable and searchable: 1xx YAML, 2xx the outline language, 3xx brands, 4xx pictures and data, 5xx layout,
6xx building and writing. `E` is an error (nothing is written), `W` a warning (`--strict` makes it an error).
"""

from __future__ import annotations

from collections.abc import Iterable

from talkdeck.model.values import Struct


class Span(Struct, frozen=True, order=True):
    """A place in a source file. Lines and columns count from 1 in characters; the end column is exclusive."""

    path: str
    line: int
    col: int
    end_line: int
    end_col: int


NOWHERE = Span("", 1, 1, 1, 1)


class Problem(Struct, frozen=True):
    """One mistake or warning. `text` states the fact in one short sentence, `hints` say what to do, best first."""

    code: str
    text: str
    span: Span
    hints: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.code.startswith("E")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by place in the file, duplicates dropped."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.span, p.code, p.text)))


class RefusedError(Exception):
    """Carries the problems of an input that cannot go on through a stage; the caller reports them all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("; ".join(f"{p.code} {p.text}" for p in self.problems))
