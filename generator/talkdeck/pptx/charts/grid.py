"""The figures of a chart as a sheet of its workbook: columns with heads, and references to them for the chart."""

from __future__ import annotations

from collections.abc import Sequence

from talkdeck.model.values import Struct

SHEET = "Sheet1"
"""PowerPoint's own name for it, in every language."""


class Formula(Struct, frozen=True):
    """A formula with the value it has now."""

    text: str
    value: float


Cell = str | float | Formula | None


class Ref(Struct, frozen=True):
    """Cells that a chart refers to, and what they hold (§21.2.2.123 numRef, §21.2.2.201 strRef).

    `cells` are (index from 0, text) of those that hold something; `count` is how many there are.
    """

    formula: str
    cells: tuple[tuple[int, str], ...]
    count: int


class Column(Struct, frozen=True):
    """A column of a sheet: its letters, head, cells from row 2 on, and the first row that is its own."""

    letters: str
    head: str
    cells: tuple[Cell, ...]
    first: int = 0

    @property
    def name(self) -> Ref:
        """Its head."""
        return Ref(f"{SHEET}!${self.letters}$1", ((0, self.head),), 1)

    @property
    def values(self) -> Ref:
        """Its cells; empty ones hold nothing."""
        own = self.cells[self.first :]
        held = tuple((index, shown(cell)) for index, cell in enumerate(own) if cell is not None)
        letters, first = self.letters, self.first + 2
        return Ref(f"{SHEET}!${letters}${first}:${letters}${first + len(own) - 1}", held, len(own))

    def address(self, row: int) -> str:
        """The address of a cell; rows count from 0 below the head."""
        return f"{self.letters}{row + 2}"


class Grid:
    """A sheet that is filled column by column."""

    def __init__(self) -> None:
        self.columns: list[Column] = []

    def add(self, head: str, cells: Sequence[Cell], first: int = 0) -> Column:
        """A further column; `first` is how many rows below the head it leaves empty."""
        column = Column(letters(len(self.columns)), head, (*[None] * first, *cells), first)
        self.columns.append(column)
        return column


def shown(cell: str | float | Formula) -> str:
    """A cell's text in XML: numbers with the fifteen digits that Excel keeps."""
    if isinstance(cell, str):
        return cell
    return number(cell.value if isinstance(cell, Formula) else cell)


def number(value: float) -> str:
    """A number as XML Schema has doubles, with fifteen digits at most."""
    return format(value, ".15g")


def letters(index: int) -> str:
    """The letters of a column, counted from 0."""
    name = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        name = chr(65 + digit) + name
    return name
