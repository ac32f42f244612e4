"""The sheet of each kind of chart: what stands in which column of its workbook, and what the chart refers to."""

from __future__ import annotations

from talkdeck.layout.words import word
from talkdeck.model.chart import ChartBox, ChartSeries
from talkdeck.model.values import Struct, field
from talkdeck.pptx.charts.grid import Cell, Column, Formula, Grid, letters


class Sheet(Struct, frozen=True):
    """A filled grid and what stands where.

    `values` has a column for each series, `names` those that name them, `places` their categories or x values. Of a
    range `lows` is the column where it begins, `values` its length. `reference` is the reference line's column,
    `reference_places` its x values.
    """

    grid: Grid
    names: tuple[Column, ...]
    values: tuple[Column, ...]
    places: tuple[Column, ...]
    lows: Column | None = None
    reference: Column | None = None
    reference_places: Column | None = None
    marks: tuple[Column, ...] = field(default=())


def category_text(lines: tuple[str, ...]) -> str:
    """A category's name as a cell has it: its lines as laid out."""
    return "\n".join(lines)


def reference_name(box: ChartBox) -> str:
    """What the reference line is called."""
    return next((note.text for note in box.notes if note.kind == "reference"), "") or word("reference", box.lang)


def sheet_of(box: ChartBox) -> Sheet:
    """The sheet of a chart. A value's mark stands in a column of its own, behind the figures."""
    if box.kind == "scatter":
        return _scatter(box)
    return _range(box) if box.kind == "range" else _categories(box)


def _categories(box: ChartBox) -> Sheet:
    grid = Grid()
    places = grid.add(box.unit, [category_text(lines) for lines in box.categories])
    columns = tuple(grid.add(series.name, [point.value for point in series.points]) for series in box.series)
    reference = None
    if draws_reference(box):
        reference = grid.add(reference_name(box), _repeated(grid, box.reference or 0, len(box.categories)))
    marks = _marks(grid, box, columns)
    return Sheet(grid, columns, columns, (places,) * len(columns), reference=reference, marks=marks)


def _range(box: ChartBox) -> Sheet:
    """Where a range begins, its length, where it ends. The length is reckoned by the workbook.

    A chart can only stack lengths. So what it draws stands side by side, which PowerPoint asks of figures that are
    edited in place, and the end, which a reader changes, behind.
    """
    grid = Grid()
    places = grid.add(box.unit, [category_text(lines) for lines in box.categories])
    (series,) = box.series
    low = grid.add(word("from", box.lang), [p.low for p in series.points])
    end = letters(len(grid.columns) + 1)
    lengths: list[Cell] = [
        None
        if p.value is None or p.low is None
        else Formula(f"{end}{row + 2}-{low.address(row)}", float(f"{p.value - p.low:.12g}"))
        for row, p in enumerate(series.points)
    ]
    length = grid.add(series.name or word("range", box.lang), lengths)
    grid.add(word("to", box.lang), [p.value for p in series.points])
    marks = _marks(grid, box, (length,))
    return Sheet(grid, (length,), (length,), (places,), lows=low, marks=marks)


def _scatter(box: ChartBox) -> Sheet:
    """All x values in the first column, each series' y values in a column of its own, in rows of its own."""
    grid = Grid()
    title = box.x_axis.title if box.x_axis else ""
    xs = grid.add(title or "X", [p.x for series in box.series for p in series.points])
    columns, places, row = [], [], 0
    for series in box.series:
        count = len(series.points)
        columns.append(grid.add(series.name or box.unit or "Y", [p.value for p in series.points], row))
        row += count
        places.append(Column(xs.letters, xs.head, xs.cells[:row], row - count))
    labels = [p.label or None for series in box.series for p in series.points]
    if any(labels):
        grid.add(word("point", box.lang), labels)
    marks = _marks(grid, box, tuple(columns))
    reference = ends = None
    if box.reference is not None and box.x_axis is not None:
        ends = grid.add("X", [box.x_axis.low, box.x_axis.high])
        reference = grid.add(reference_name(box), _repeated(grid, box.reference, 2))
    return Sheet(
        grid,
        tuple(columns),
        tuple(columns),
        tuple(places),
        reference=reference,
        reference_places=ends,
        marks=marks,
    )


def draws_reference(box: ChartBox) -> bool:
    """Whether the reference line is a series of the chart; across lying bars there is no such series."""
    return box.reference is not None and box.kind in ("column", "line", "area", "scatter")


def _repeated(grid: Grid, value: float, count: int) -> list[Cell]:
    """A value in each row: whoever changes the first changes all."""
    first = f"{letters(len(grid.columns))}$2"
    return [value, *(Formula(first, value) for _ in range(count - 1))]


def _marks(grid: Grid, box: ChartBox, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """For each series with doubtful values a column that says which they are."""
    made = []
    for series, column in zip(box.series, columns, strict=True):
        if any(point.doubt for point in series.points):
            made.append(
                grid.add(_marks_head(box, series), [_mark(p.doubt, box.lang) for p in series.points], column.first)
            )
    return tuple(made)


def _marks_head(box: ChartBox, series: ChartSeries) -> str:
    head = word("mark", box.lang)
    return f"{series.name} · {head}" if len(box.series) > 1 and series.name else head


def _mark(doubt: str, lang: str) -> str | None:
    """A mark as a word: the one that text carries in brackets, without them."""
    return word(doubt, lang).strip(" （）()") if doubt else None
