"""Mistakes of YAML's syntax in plain words: what a parser's complaint most likely means, and what to do."""

from __future__ import annotations

import re
from typing import Any

from talkdeck.model.problems import Problem, Span

_KEY_VALUE = re.compile(r"""\s*(?:-\s+)*(?:[\w-]+|"[^"]*"|'[^']*')\s*:(?:\s|$)""")
_NO_SPACE_COLON = re.compile(r"(\s*(?:-\s+)*)([A-Za-z_][\w-]*):(?=[^\s:/])")
_DASHES = re.compile(r"(?:-\s+)+")
_WIDE_COLON = re.compile(r"(\s*(?:-\s+)*[A-Za-z_][\w-]*)\s*：")
_NO_SPACE_DASH = re.compile(r"(\s*)-(?=[^\s-])")
_LOOK = ("look at this line and the one above; text with special signs in it goes in quotes",)
_QUOTE = "put the value in quotes"

_Found = tuple[str, str, int, int, int, tuple[str, ...]]
"""Code, fact, line and column from 0, length of what to mark, hints."""


def explain(error: Any, text: str, path: str) -> Problem:
    """The problem for a PyYAML error in `text`."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    complaint: str = getattr(error, "problem", None) or str(error)
    context: str = getattr(error, "context", None) or ""
    if mark is None:
        return Problem("E110", f"this is not YAML: {complaint.splitlines()[0]}", Span(path, 1, 1, 1, 2), _LOOK)
    lines = re.split(r"\r\n|[\r\n]", text)
    start = getattr(error, "context_mark", None) or mark
    place = _Place(lines, mark.line, mark.column, start.line, start.column)
    code, fact, line, col, length, hints = _find(complaint, context, place)
    return Problem(code, fact, Span(path, line + 1, col + 1, line + 1, col + 1 + length), hints)


class _Place:
    """Where a parser stopped (`line`, `col`) and where the thing it was reading began (`from_line`, `from_col`)."""

    def __init__(self, lines: list[str], line: int, col: int, from_line: int, from_col: int) -> None:
        self.lines = lines
        self.line = min(line, len(lines) - 1)
        self.col = col
        self.from_line = min(from_line, len(lines) - 1)
        self.from_col = from_col

    @property
    def row(self) -> str:
        return self.lines[self.line]

    @property
    def char(self) -> str:
        return self.row[self.col : self.col + 1]

    def above(self) -> int:
        """The number of the last line before `line` that is not blank or a comment; `line` itself at the top."""
        for number in range(self.line - 1, -1, -1):
            if self.lines[number].strip() and not self.lines[number].lstrip().startswith("#"):
                return number
        return self.line

    def columns(self, col: int) -> str:
        """In which column the line begins, and in which ones what it may belong to does."""
        open_at: list[int] = []
        for row in reversed(self.lines[: self.line]):
            bare = row.lstrip(" ")
            indent = len(row) - len(bare)
            if not bare.strip() or bare.startswith("#") or (open_at and indent >= open_at[0]):
                continue
            inside = _DASHES.match(bare)
            open_at = [indent, *([indent + inside.end()] if inside else []), *open_at]
        listed = [str(at + 1) for at in sorted(set(open_at)) if at != col]
        last = f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else "".join(listed)
        return f"it begins in column {col + 1}; what stands above it, in column{'s' * (len(listed) > 1)} {last}"


def _find(complaint: str, context: str, at: _Place) -> _Found:
    if "expected ':'" in complaint:
        return _no_key(at, at.from_line)
    if "mapping values are not allowed" in complaint:
        return _colon(at)
    if "alphabetic or numeric" in complaint or "undefined alias" in complaint or "alias" in context:
        return _reserved(at, at.col if at.char in ("*", "&") and at.from_col == at.col else at.from_col)
    if "tab character" in complaint or (at.char == "\t" and "cannot start" in complaint):
        return _tab(at)
    if "cannot start any token" in complaint:
        return _reserved(at, at.col)
    if "quoted scalar" in context:
        return _quoted(complaint, at)
    if "scanning a block scalar" in context:
        hint = "the text begins on the next line, indented"
        return "E110", f"nothing may stand after `{at.row[at.from_col : at.col].strip()}`", at.line, at.col, 1, (hint,)
    if "flow sequence" in context or "flow mapping" in context:
        return _bracket(at, "[" if "sequence" in context else "{")
    if "document" in complaint and not at.row.startswith("---") and not at.lines[at.above()].startswith("..."):
        return _no_key(at, at.above())
    if "document" in complaint:
        hint = "one file holds one talk: remove the line `---` (or `...`) and what does not belong to it"
        return "E124", "a second document begins here", at.line, at.col, len(at.row.rstrip()) - at.col or 1, (hint,)
    if "block sequence entries" in complaint:
        hint = "begin the list on the next line:  `key:`  and below it  `  - first item`"
        return "E113", "a list cannot begin on the line of its key", at.line, at.col, 1, (hint,)
    if "node content" in complaint or "mapping keys are not allowed" in complaint:
        return _reserved(at, at.col)
    if "tag" in context or "tag" in complaint or "directive" in context:
        return _reserved(at, at.from_col, at.from_line)
    if "duplicate anchor" in complaint + context:
        hint = "text that begins with `&` must stand in quotes; otherwise give each anchor its own name"
        return "E126", "this anchor's name is used twice", at.line, at.col, 1, (hint,)
    if "expected key" in complaint or "expected '-'" in complaint or "expected <block end>" in complaint:
        return _indentation(at)
    return "E110", f"this is not YAML: {complaint}", at.line, at.col, 1, _LOOK


def _colon(at: _Place) -> _Found:
    """A `: ` where none may stand: in a value, or after a line above that was not read as a key."""
    key = _KEY_VALUE.match(at.row)
    if key and key.end() <= at.col:
        name, _, value = at.row.partition(":")
        shown = value.strip()
        quoted = f'"{shown}"' if '"' not in shown else f"'{shown}'"
        hint = f"{_QUOTE}: {name.strip()}: {quoted if len(shown) <= 60 else chr(34) + '...' + chr(34)}"
        return "E111", "a colon and a space inside text without quotes", at.line, at.col, 1, (hint,)
    above = at.above()
    for number in (at.line, above):
        if number != at.line or not key:
            found = _broken_key(at.lines[number], number)
            if found:
                return found
    if above != at.line:
        col = len(at.row) - len(at.row.lstrip())
        hint = "keys of one mapping start in the same column; nothing can stand below a key that has a value already"
        return (
            "E113",
            "this key is indented further than the text above it allows",
            at.line,
            col,
            1,
            (at.columns(col), hint),
        )
    return "E111", "a colon and a space inside text without quotes", at.line, at.col, 1, (_QUOTE,)


def _no_key(at: _Place, number: int) -> _Found:
    """A line that is neither a key nor a list item."""
    row = at.lines[number]
    found = _broken_key(row, number)
    if found:
        return found
    col = len(row) - len(row.lstrip())
    return (
        "E110",
        "this line is neither `key: value` nor a list item",
        number,
        col,
        max(1, len(row.rstrip()) - col),
        ("a list item begins with a dash and a space", "text over several lines goes below `key: |`, indented"),
    )


def _broken_key(row: str, number: int) -> _Found | None:
    """A key or dash in this line that lacks its space or has a full-width colon."""
    if match := _WIDE_COLON.match(row):
        hint = f"write `{match[1].strip(' -')}: ` with a plain colon and a space"
        return "E114", "a full-width colon `：` does not end a key", number, match.end() - 1, 1, (hint,)
    if match := _NO_SPACE_COLON.match(row):
        hint = f"write `{match[2]}: {row[match.end() :].strip()[:40]}`"
        return "E112", "a space is missing after the colon", number, match.end() - 1, 1, (hint,)
    if match := _NO_SPACE_DASH.match(row):
        hint = f"write `- {row[match.end() :].strip()[:40]}`"
        return "E112", "a space is missing after the dash", number, len(match[1]), 1, (hint,)
    return None


def _reserved(at: _Place, col: int, line: int | None = None) -> _Found:
    number = at.line if line is None else line
    col = max(col, 0)
    char = at.lines[number][col : col + 1] or at.lines[number].strip()[:1]
    hint = f"{_QUOTE}: " + ("'...'" if char == '"' else f'"{char}..."')
    return "E116", f"text without quotes cannot begin with `{char}`", number, col, 1, (hint,)


def _tab(at: _Place) -> _Found:
    """Tabs at the start of a line. The line that is complained of may come after the one with the tab."""
    col = at.row.find("\t", 0, at.col + 1)
    hint = "replace each tab by two spaces (editors can: 'convert indentation to spaces')"
    return "E117", "a tab is used to indent", at.line, max(col, 0), 1, (hint,)


def _quoted(complaint: str, at: _Place) -> _Found:
    if "escape" in complaint or "hexdecimal" in complaint:
        shown = at.row[at.col - 1 : at.col + 1] if at.char != "\\" else at.row[at.col : at.col + 2]
        hints: tuple[str, ...] = (
            "in single quotes a backslash is only a backslash",
            "in double quotes write `\\\\` for one backslash",
        )
        if "invalid Unicode" in complaint:
            hints = ("write the character itself instead of an escape", *hints)
            shown = at.row[at.col - 2 : at.col + 4]
        return "E119", f"the escape `{shown}` stands for no character", at.line, at.col, 1, hints
    row, col = at.lines[at.from_line], at.from_col
    return (
        "E115",
        "this quotation mark is never closed",
        at.from_line,
        col,
        1,
        (f"put `{row[col : col + 1]}` at the end of the text",),
    )


def _bracket(at: _Place, opening: str) -> _Found:
    row, closing = at.lines[at.from_line], "]" if opening == "[" else "}"
    shown = row[at.from_col : at.from_col + 1] or opening
    return (
        "E118",
        f"the bracket `{shown}` is not closed properly",
        at.from_line,
        at.from_col,
        1,
        (
            f"put commas between the parts and `{closing}` at the end",
            f"text that begins with `{shown}` must stand in quotes; so must parts with `,` `: ` or brackets in them",
        ),
    )


def _indentation(at: _Place) -> _Found:
    before = at.row[: at.col].rstrip()
    if before.endswith(("'", '"')):
        quote = before[-1]
        other = '"' if quote == "'" else "'"
        hint = f"the text holds `{quote}` itself: use {other}...{other} around it, or double it: {quote}{quote}"
        if quote == '"':
            hint = "the text holds `\"` itself: use '...' around it, or write it as \\\""
        return "E115", "the text goes on after its closing quotation mark", at.line, at.col, 1, (hint,)
    if at.row.lstrip().startswith("\t") or "\t" in at.row[: len(at.row) - len(at.row.lstrip())]:
        return _tab(at)
    if before.endswith(("]", "}")):
        hint = "text that begins with a bracket must stand in quotes"
        return "E118", "the text goes on after its closing bracket", at.line, at.col, 1, (hint,)
    for number in (at.line, at.above()):
        row = at.lines[number]
        found = None if _KEY_VALUE.match(row) else _broken_key(row, number)
        if found:
            return found
    col = len(at.row) - len(at.row.lstrip())
    hint = "entries of one list or mapping start in the same column; what belongs to an entry stands further right"
    return "E113", "the indentation of this line fits nothing above it", at.line, col, 1, (at.columns(col), hint)
