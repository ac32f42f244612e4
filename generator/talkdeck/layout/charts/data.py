"""Charts and tables whose figures stand in a data file: columns chosen by name, each cell checked."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from talkdeck.model.data import Cell, Chart, DataColumn, DataFile, Point, Series, Table, TableRow
from talkdeck.model.problems import Problem, RefusedError
from talkdeck.model.text import Text, plain_text
from talkdeck.model.values import replace
from talkdeck.source.datafile import Entry, Grid, figure, load

T = TypeVar("T")
MARKS = ("computed", "unconfirmed", "estimate")


def with_data(chart: Chart, beside: Path, root: Path) -> Chart:
    """The chart with categories and series from its file. Raises RefusedError with all that is wrong.

    For kind: range the first column chosen is where ranges begin and the second where they end; for kind: scatter the
    first is the horizontal place, the second the value, and the category the point's label.
    """
    given = chart.data
    if given is None:
        return chart
    grid = load(given.file, beside, root, given.where)
    name_at, columns = _columns(grid, given)
    rows = _rows(grid, given, name_at)
    problems: list[Problem] = []
    points = [[_tried(partial(_point, row, at, mark), problems) for row in rows] for at, mark, _ in columns]
    if problems:
        raise RefusedError(problems)
    names = tuple(plain_text(row[name_at].text or "\u2014", row[name_at].span) for row in rows)
    if chart.kind in ("range", "scatter"):
        points_of = _pairs(chart, given, points, names)
        only = Series(values=points_of, where=given.where)
        return replace(chart, data=None, series=(only,), categories=names if chart.kind == "range" else ())
    # An only column needs no name beside the title, unless the outline gives it one.
    nameless = len(columns) == 1 and not (given.series and given.series[0].name)
    series = tuple(
        Series(
            name=None if nameless else name,
            values=tuple(p if p and p.value is not None else None for p in values),
            where=given.where,
        )
        for values, (_, _, name) in zip(points, columns, strict=True)
    )
    return replace(chart, data=None, categories=names, series=series)


def _tried(step: Callable[[], T], problems: list[Problem]) -> T | None:
    try:
        return step()
    except RefusedError as refusal:
        problems += refusal.problems
        return None


def _columns(grid: Grid, given: DataFile) -> tuple[int, list[tuple[int, int | None, Text]]]:
    """The column of categories, and of each series: column, column of marks, name."""
    name_at = grid.column(given.category, given.where) if given.category else 0
    wanted = given.series or tuple(
        DataColumn(column=entry.text, where=given.where)
        for at, entry in enumerate(grid.head)
        if at != name_at and not all(row[at].text.casefold() in ("", *MARKS) for row in grid.rows)
    )
    problems: list[Problem] = []

    def column(one: DataColumn) -> tuple[int, int | None, Text]:
        at = grid.column(one.column, one.where)
        mark = grid.column(one.mark, one.where) if one.mark else None
        return at, mark, one.name or plain_text(grid.head[at].text, one.where)

    found = [_tried(partial(column, one), problems) for one in wanted]
    if problems:
        raise RefusedError(problems)
    return name_at, [one for one in found if one]


def _rows(grid: Grid, given: DataFile, name_at: int) -> list[tuple[Entry, ...]]:
    """The rows, or those that the outline names, in its order."""
    if not given.rows:
        return list(grid.rows)
    by_name: dict[str, tuple[Entry, ...]] = {}
    for row in grid.rows:
        by_name.setdefault(row[name_at].text, row)
    problems = []
    for name in given.rows:
        if name not in by_name:
            close = get_close_matches(name, by_name, 1, 0.5)
            hint = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(list(by_name)[:12])}"
            fact = f"{Path(grid.path).name} has no row `{name}`"
            problems.append(Problem("E446", fact, given.where, (hint,)))
    if problems:
        raise RefusedError(problems)
    return [by_name[name] for name in given.rows]


def _point(row: tuple[Entry, ...], at: int, mark_at: int | None) -> Point:
    mark = None
    if mark_at is not None and row[mark_at].text:
        text = row[mark_at].text.casefold()
        if text not in MARKS:
            hint = f"write {', '.join(MARKS)}, or leave the cell empty"
            raise RefusedError([Problem("E445", f"`{row[mark_at].text}` is no mark", row[mark_at].span, (hint,))])
        mark = cast("object", text)
    return Point(value=figure(row[at]), mark=mark, where=row[at].span)  # type: ignore[arg-type]


def _pairs(
    chart: Chart, given: DataFile, points: list[list[Point | None]], names: tuple[Text, ...]
) -> tuple[Point | None, ...]:
    """Points of two columns: from and to, or across and up."""
    if len(points) != 2:
        what = "where ranges begin and end" if chart.kind == "range" else "across and up"
        hint = f"choose two with `series: [..., ...]`: {what}"
        fact = f"a {chart.kind} takes two columns, not {len(points)}"
        raise RefusedError([Problem("E446", fact, given.where, (hint,))])
    made: list[Point | None] = []
    for first, second, name in zip(*points, names, strict=True):
        if first is None or second is None or first.value is None or second.value is None:
            made.append(None)
        elif chart.kind == "range":
            made.append(replace(second, value=None, low=first.value, high=second.value))
        else:
            made.append(replace(second, x=first.value, label=name))
    return tuple(made)


def table_with_data(table: Table, beside: Path, root: Path) -> Table:
    """The table with head and rows from its file. Raises RefusedError with all that is wrong."""
    given = table.data
    if given is None:
        return table
    grid = load(given.file, beside, root, given.where)
    name_at, columns = _columns(grid, given)
    order = [(name_at, plain_text(grid.head[name_at].text, given.where)), *((at, name) for at, _, name in columns)]
    if not given.series and not given.category:
        order = [(at, plain_text(entry.text, given.where)) for at, entry in enumerate(grid.head)]
    rows = tuple(
        TableRow(cells=tuple(_cell(row[at]) for at, _ in order), where=row[0].span)
        for row in _rows(grid, given, name_at)
    )
    return replace(table, data=None, head=tuple(name for _, name in order), rows=rows)


def _cell(entry: Entry) -> Cell | None:
    return Cell(text=plain_text(entry.text, entry.span), where=entry.span) if entry.text else None
