"""From a table of the outline to a grid: a draft for each cell, spans with their covered places, what stands out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from talkdeck.brand.model import Region, TextStyle
from talkdeck.brand.roles import on_ground
from talkdeck.layout.stage import Stage
from talkdeck.layout.tables.decimal import aligned_on_points
from talkdeck.layout.words import word
from talkdeck.model.data import Cell, Table, TableRow
from talkdeck.model.page import Align
from talkdeck.model.problems import Span
from talkdeck.model.text import Run as Inline
from talkdeck.model.text import Text, plain_text
from talkdeck.model.values import Struct, field, replace
from talkdeck.text.setting import Draft

NUMBER = re.compile(r"[-+−±≈~<>约]?\s*(?:[¥￥$€£]|[A-Z]{2,3}[$¥]?)?\s*[\d.,\s]*\d\s*\S{0,3}")
"""What counts as a number in a column, with a sign or currency before it and a short unit behind it."""

NOTHING = re.compile(r"[-–—/…]+|n/?a|N/?A|无|暂无")
"""What stands in a cell that has no number."""

PANEL = "panel"
"""The ground of columns and rows that stand out."""


class Slot(Struct, frozen=True):
    """A cell before its size is known.

    `shift` is the room kept free to the right of its text, in thousandths of the size, so that decimal points stand
    below each other; a `figure` has one and stays on one line. `label` says a mark in words.
    """

    draft: Draft
    across: int = 1
    down: int = 1
    head: bool = False
    fill: str | None = None
    shift: int = 0
    figure: bool = False
    label: str = ""


class Line(Struct, frozen=True):
    """A row: a slot for each column, None where another cell covers it. `again` is how a group row is repeated."""

    cells: tuple[Slot | None, ...]
    span: Span
    group: bool = False
    again: tuple[Slot | None, ...] = ()


class Grid(Struct, frozen=True):
    """A table's head (or none) and rows. `weights` are the author's widths, empty where content decides."""

    head: Line | None
    rows: tuple[Line, ...]
    weights: tuple[float, ...] = ()
    units: tuple[tuple[int, int], ...] = field(default=())
    """Ranges of rows that stay on one slide: those that a cell spans, and a group row with the row below it."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return (self.head, *self.rows) if self.head else self.rows

    @property
    def count(self) -> int:
        """How many columns it has."""
        return len(self.lines[0].cells) if self.lines else 0


def grid_of(table: Table, stage: Stage, layout: str, region: str, node: str) -> Grid:
    """The grid of a table whose counts and spans the reader has checked."""
    count = columns_of(table)
    maker = _Maker(table, stage, stage.layout(layout).region(region), node, count)
    rows = maker.rows()
    head = maker.head()
    decimals = [n for n, align in enumerate(maker.aligned) if align == "decimal"]
    head, rows = _on_points(head, rows, decimals, stage)
    return Grid(head, rows, table.widths, units_of(rows))


def columns_of(table: Table) -> int:
    """How many columns a table has: as many as its head, or as its first row of cells fills."""
    if table.head:
        return len(table.head)
    first = next((row for row in table.rows if row.group is None), None)
    return sum(cell.across if cell else 1 for cell in first.cells) if first else 1


class _Maker:
    """Makes the drafts of one table."""

    def __init__(self, table: Table, stage: Stage, place: Region, node: str, count: int) -> None:
        self.table, self.stage, self.place, self.node, self.count = table, stage, place, node, count
        self.styles = stage.brand.styles
        headings = [heading.plain for heading in table.head]
        self.strong = {headings.index(name.plain) for name in table.emphasis if name.plain in headings}
        self.placed = list(placed_cells(table.rows, count))
        self.aligned = self._alignment()

    def _alignment(self) -> list[str]:
        """The author's alignment, else `decimal` for columns whose every filled cell is a number."""
        aligned: list[str] = []
        for column in range(self.count):
            cells = [place.cell for place in (row[column] for row in self.placed)]
            texts = [cell.text.plain.strip() for cell in cells if cell and cell.text and cell.across == 1]
            filled = [text for text in texts if not NOTHING.fullmatch(text)]
            numeric = column > 0 and bool(filled) and all(NUMBER.fullmatch(text) for text in filled)
            given = self.table.align[column] if column < len(self.table.align) else None
            aligned.append(given or ("decimal" if numeric else "left"))
        return aligned

    def align(self, column: int) -> Align:
        kind = self.aligned[column]
        return "right" if kind in ("right", "decimal") else "center" if kind == "center" else "left"

    def head(self) -> Line | None:
        if not self.table.head:
            return None
        cells = tuple(
            self._slot(text, "table-head", f"head.{n}", self.align(n), strong=n in self.strong, accent=n in self.strong)
            for n, text in enumerate(self.table.head)
        )
        return Line(cells, self.table.where)

    def rows(self) -> tuple[Line, ...]:
        return tuple(
            self._group(row, at) if row.group is not None else self._row(row, at)
            for at, row in enumerate(self.table.rows)
        )

    def _row(self, row: TableRow, at: int) -> Line:
        cells: list[Slot | None] = []
        for column, place in enumerate(self.placed[at]):
            if place.covered:
                cells.append(None)
                continue
            cell = place.cell
            text = cell.text if cell else None
            if text is not None and cell is not None and cell.mark:
                text = replace(text, mark=cell.mark)
            across, down = (cell.across, cell.down) if cell else (1, 1)
            strong = row.strong or all(n in self.strong for n in range(column, column + across))
            own = bool(cell and cell.strong)
            where = f"rows.{at}.{place.index}"
            align: Align = "center" if across > 1 and column > 0 else self.align(column)
            slot = self._slot(text, "table", where, align, strong=strong, accent=own, bold=row.strong or own)
            name = column == 0 and bool(self.table.head) and self.aligned[0] == "left" and text is not None
            cells.append(replace(slot, across=across, down=down, head=name))
        return Line(tuple(cells), row.where)

    def _group(self, row: TableRow, at: int) -> Line:
        assert row.group is not None
        rest: tuple[None, ...] = (None,) * (self.count - 1)
        first = self._slot(row.group, "table-group", f"rows.{at}", "left")
        first = replace(first, across=self.count, head=True)
        sign = word("continued", self.stage.lang)
        more = replace(row.group, runs=(*row.group.runs, Inline(sign)))
        again = replace(first, draft=self._slot(more, "table-group", f"rows.{at}", "left").draft)
        return Line((first, *rest), row.where, group=True, again=(again, *rest))

    def _slot(
        self,
        text: Text | None,
        style: str,
        where: str,
        align: Align,
        *,
        strong: bool = False,
        accent: bool = False,
        bold: bool | None = None,
    ) -> Slot:
        """A cell. `strong` ones stand on a panel, `accent` ones have the accent's colour."""
        place = replace(self.place, over=PANEL) if strong else self.place
        look = self.styles[style]
        draft = self.stage.draft(
            text or plain_text(" "),
            place,
            f"{self.node}.{where}",
            style=look,
            align=align,
            bold=bold or None,
            colour=_colour(look, place, accent),
        )
        return Slot(draft, fill=PANEL if strong else None)


def _colour(style: TextStyle, place: Region, accent: bool) -> str:
    return on_ground("accent-ink" if accent else style.colour, place.over)


class Placed(Struct, frozen=True):
    """A place of the grid: the cell that begins there (None for an empty one), and its index in its row."""

    cell: Cell | None = None
    index: int = 0
    covered: bool = False


def placed_cells(rows: Sequence[TableRow], count: int) -> Iterator[list[Placed]]:
    """Each row's places, one for each column. Cells go into the places that no cell above covers, as in HTML."""
    below: dict[tuple[int, int], bool] = {}
    for at, row in enumerate(rows):
        places = [Placed(covered=(at, column) in below) for column in range(count)]
        column = 0
        for index, cell in enumerate(row.cells):
            while column < count and places[column].covered:
                column += 1
            if column >= count:
                break
            across = min(cell.across if cell else 1, count - column)
            for over in range(column, column + across):
                places[over] = Placed(covered=True)
                for under in range(1, cell.down if cell else 1):
                    below[at + under, over] = True
            places[column] = Placed(cell, index)
            column += across
        yield places


def _on_points(
    head: Line | None, rows: tuple[Line, ...], decimals: Sequence[int], stage: Stage
) -> tuple[Line | None, tuple[Line, ...]]:
    """The grid with its columns of numbers shifted so that their decimal points stand below each other."""
    for column in decimals:
        slots = [row.cells[column] for row in rows]
        drafts = [slot.draft if slot is not None and slot.across == 1 else None for slot in slots]
        shifts, top = aligned_on_points(drafts, stage.metrics)
        rows = tuple(
            _with(row, column, replace(slot, shift=shift, figure=True))
            if slot is not None and slot.across == 1
            else row
            for row, slot, shift in zip(rows, slots, shifts, strict=True)
        )
        if head is not None and top and (heading := head.cells[column]) is not None:
            head = _with(head, column, replace(heading, shift=top))
    return head, rows


def _with(line: Line, column: int, slot: Slot) -> Line:
    cells = (*line.cells[:column], slot, *line.cells[column + 1 :])
    return Line(cells, line.span, line.group, line.again)


def units_of(rows: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Ranges (first, behind last) of rows that must not be parted."""
    units: list[tuple[int, int]] = []
    end, first = 0, 0
    for at, row in enumerate(rows):
        reach = at + max((slot.down for slot in row.cells if slot is not None), default=1)
        end = max(end, at + 2 if row.group and at + 1 < len(rows) else reach)
        if end <= at + 1:
            units.append((first, at + 1))
            first = at + 1
    if first < len(rows):
        units.append((first, len(rows)))
    return tuple(units)
