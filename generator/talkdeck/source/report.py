"""Problems drawn for a terminal, with the line and a caret below the mistake, or as plain data for machines."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate

from talkdeck.model.problems import Problem

MAX_CELLS = 100
"""Display cells of an excerpt; of a longer line the part around the caret is shown."""

_RED, _YELLOW, _BLUE, _BOLD, _OFF = "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"
_BREAK = re.compile(r"\r\n|[\r\n]")
_UNSHOWN = frozenset(("Cc", "Cs", "Co", "Cn", "Zl", "Zp"))
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cells(char: str) -> int:
    """Display cells of a character: 2 for wide ones (UAX #11 W and F), 0 for combining and joining ones, else 1."""
    if char < "\u0300":
        return 1
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def render(problem: Problem, source_text: str | None, colour: bool = False) -> str:
    """A problem as lines of text without a final line feed. `source_text` is the whole file, None if it is not at hand.

    With `colour`, ANSI sequences. Nothing of the file reaches the terminal but printable characters.
    """
    span = problem.span
    tint = _RED if problem.is_error else _YELLOW
    paint = (lambda ansi, text: f"{ansi}{text}{_OFF}") if colour else (lambda _ansi, text: text)
    kind = "error" if problem.is_error else "warning"
    lines = [paint(tint, f"{kind}[{problem.code}]") + paint(_BOLD, f": {_shown(problem.text)}")]
    rows = _rows(source_text) if source_text is not None else ()
    row = rows[span.line - 1] if 0 < span.line <= len(rows) else None
    pad = " " * len(str(span.line)) if row else " "
    if span.path:
        lines.append(f"{pad}{paint(_BLUE, '-->')} {_shown(span.path)}:{span.line}:{span.col}")
    if row:
        bar = paint(_BLUE, "|")
        shown, indent, width = _excerpt(row, span.col - 1, span.end_col - 1 if span.end_line == span.line else len(row))
        lines += [
            f"{pad} {bar}",
            f"{paint(_BLUE, str(span.line))} {bar} {shown}",
            f"{pad} {bar} {' ' * indent}{paint(tint, '^' * width)}",
        ]
    lines += [f"{pad} {paint(_BLUE, '=')} {paint(_BOLD, 'hint:')} {_shown(hint)}" for hint in problem.hints]
    return "\n".join(lines)


def as_json(problem: Problem) -> dict[str, object]:
    """A problem as plain data; lines and columns from 1 in characters, the end column exclusive."""
    span = problem.span
    return {
        "code": problem.code,
        "severity": "error" if problem.is_error else "warning",
        "text": problem.text,
        "path": span.path,
        "line": span.line,
        "col": span.col,
        "end_line": span.end_line,
        "end_col": span.end_col,
        "hints": list(problem.hints),
    }


@lru_cache(maxsize=8)
def _rows(text: str) -> tuple[str, ...]:
    return tuple(_BREAK.split(text.removeprefix("\ufeff")))


def _shown(text: str) -> str:
    """Text fit for a terminal: every character that is not shown, or that turns the line about, as a sign or blank."""
    if text.isprintable():
        return text
    return "".join(
        " " if char == "\t" else "\ufffd" if char in _BIDI or unicodedata.category(char) in _UNSHOWN else char
        for char in text
    )


def _excerpt(row: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a line to show, and in display cells where the caret run begins and how long it is (at least 1).

    `start` and `end` are offsets into the line in characters.
    """
    start = min(max(start, 0), len(row))
    end = min(max(end, start), len(row))
    # A long line is first cut to a window of characters, so that a line of a megabyte costs no more than others.
    left = max(0, start - MAX_CELLS)
    row, start, end = _shown(row[left : start + MAX_CELLS]), start - left, min(end - left, start - left + MAX_CELLS)
    cut_right = start + MAX_CELLS == len(row) and left + len(row) > 0
    edge = [0, *accumulate(map(cells, row))]
    first, last = 0, len(row)
    if edge[-1] > MAX_CELLS or left:
        room = MAX_CELLS - 6
        while edge[start] - edge[first] > room // 2:
            first += 1
        while edge[last] - edge[first] > room:
            last -= 1
        end = min(end, last)
    before = "..." if left or first else ""
    after = "..." if last < len(row) or cut_right else ""
    shown = before + row[first:last] + after
    return shown, len(before) + edge[start] - edge[first], max(1, edge[end] - edge[start])
