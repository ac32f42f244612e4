"""What the decks of a row are called: a pattern such as `{slug}` or `{region}/{row:04}-{company:slug}`.

`{column}` is a column as it stands, `{column:slug}` made fit for a name, `{row}` the row's number (`{row:04}` with
noughts). `{slug}` is the column of that name, else the slug of the row's first value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from talkdeck.model.problems import NOWHERE, Problem, RefusedError
from talkdeck.model.values import Struct
from talkdeck.source.slug import slug

MOST = 180
"""Bytes of a name; file systems take 255, and endings and the names of temporary files come behind it."""

_WIDTH = re.compile(r"0?[1-9]\d?")
_UNFIT = re.compile(r'[<>:"/\\|?*]')
# What Windows keeps for devices, whatever the ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class Pattern(Struct, frozen=True):
    """A pattern that was understood: (text, column or None, what to make of it) one after another."""

    parts: tuple[tuple[str, str | None, str], ...]

    @property
    def numbered(self) -> bool:
        """Whether the number of the row is in the names."""
        return any(column == "row" for _, column, _ in self.parts)

    def name(self, number: int, values: Mapping[str, Any]) -> str:
        """The name for a row. Raises ValueError, with what is wrong in words, where it can be no file's."""
        made = []
        for text, column, spec in self.parts:
            made.append(text)
            if column is not None:
                made.append(_filled(column, spec, number, values))
        name = unicodedata.normalize("NFC", "".join(made))
        for part in name.split("/"):
            if fault := _fault(part):
                raise ValueError(f"`{name[:80]}` cannot be a file's name: {fault}")
        return name


def pattern(text: str, columns: Sequence[str] | None) -> Pattern:
    """The pattern that a text says. `columns` are the names that rows have, None where that differs by row.

    Raises ValueError with what is wrong in words.
    """
    parts = []
    try:
        found = list(Formatter().parse(text))
    except ValueError as error:
        raise ValueError(f"{error}; a brace that is meant is written twice") from None
    for literal, column, spec, conversion in found:
        spec = spec or ""
        if column is not None:
            known = None if columns is None else {*columns, "row", "slug"}
            if not column or conversion:
                raise ValueError("between braces stands the name of a column, such as {slug}")
            if known is not None and column not in known:
                raise ValueError(
                    f"there is no column `{column}`; there are {', '.join(f'`{c}`' for c in columns or ())}"
                )
            if spec != "slug" and not (spec == "" or (column == "row" and _WIDTH.fullmatch(spec))):
                raise ValueError(f"`:{spec}` is not understood; there are {{column:slug}} and {{row:04}}")
        parts.append((literal, column, spec))
    if any(part.startswith(".") or not part for part in text.split("/")):
        raise ValueError("a name is below the folder for outputs, and does not begin with a dot or a slash")
    return Pattern(tuple(parts))


def _filled(column: str, spec: str, number: int, values: Mapping[str, Any]) -> str:
    if column == "row" and "row" not in values:
        return format(number, f"{spec}d" if spec != "slug" else "d")
    if column == "slug" and "slug" not in values:
        said, spec = next(iter(values.values()), None), "slug"
    elif column in values:
        said = values[column]
    else:
        raise ValueError(f"the row has no `{column}`")
    if said is None or isinstance(said, (list, dict)):
        raise ValueError(f"the row's `{column}` is {'empty' if said is None else 'no text'}")
    text = slug(said) if spec == "slug" else str(said)
    if not text:
        raise ValueError(f"the row's `{column}` is empty" if not said else f"`{said}` has no letter for a name")
    if "/" in text or "\\" in text:
        raise ValueError(f"the row's `{column}` has a slash in it; {{{column}:slug}} makes a name of it")
    return text


def _fault(part: str) -> str:
    """Why a part of a path can be no name of a file, here or on Windows; empty if it can."""
    if found := _UNFIT.search(part):
        return f"`{found.group()}` cannot stand in one"
    if not part.isprintable():
        return "it has a character that cannot be seen"
    if not part or part.startswith(".") or part != part.strip() or part.endswith("."):
        return "it is empty, or begins or ends with a dot or a blank"
    if _DEVICES.fullmatch(part):
        return "Windows keeps it for a device"
    if len(part.encode("utf-8", "surrogatepass")) > MOST:
        return f"it has more than {MOST} bytes"
    return ""


class Taken:
    """The names that rows have got, compared as a file system that ignores case would.

    `endings` are what the files of one row add to its name (`.en`, `-card`), which is no other row's name then.
    """

    def __init__(self, endings: Sequence[str]) -> None:
        self._endings = ("", *endings)
        self._rows: dict[str, int] = {}

    def take(self, name: str, number: int) -> int | None:
        """The row that has got the name, or one of its files, already; None if it is free, and taken from now on."""
        folded = name.casefold()
        names = [f"{folded}{ending.casefold()}" for ending in self._endings]
        other = next((self._rows[each] for each in names if each in self._rows), None)
        if other is None:
            self._rows.update(dict.fromkeys(names, number))
        return other


def refuse(fact: str) -> RefusedError:
    """What is wrong with a pattern, to be raised."""
    hints = ("such as --name '{slug}', --name '{region}/{company:slug}', --name 'offer-{row:04}'",)
    return RefusedError([Problem("E630", f"--name: {fact}", NOWHERE, hints)])
