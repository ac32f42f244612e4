"""The outline language: charts, tables and matrices, and the files their figures may come from."""

from __future__ import annotations

from typing import ClassVar, Literal

from talkdeck.model.node import Node, doc
from talkdeck.model.problems import NOWHERE, Span
from talkdeck.model.text import Mark, Text


class DataColumn(Node):
    """A column of a data file that becomes a series; a column's name is enough."""

    short: ClassVar[str] = "column"
    column: str = doc("The column's name in the file.")
    name: Text | None = doc("What the deck calls it; the column's name if left out.", default=None)
    mark: str | None = doc("A column that says of each value computed, unconfirmed or estimate.", default=None)
    where: Span = NOWHERE


class DataFile(Node):
    """Figures from a CSV, JSON or YAML file beside the outline, columns chosen by name."""

    short: ClassVar[str] = "file"
    file: str = doc("The file, relative to the outline.")
    category: str | None = doc("The column of categories; the first one if left out.", default=None)
    series: tuple[DataColumn, ...] = doc("The columns of values; all others if left out.", default=())
    rows: tuple[str, ...] = doc("Only the rows of these categories, in this order.", default=())
    where: Span = NOWHERE


class Point(Node):
    """A value of a chart; a number is enough, null is a missing value."""

    short: ClassVar[str] = "value"
    value: float | None = doc("The number.", default=None)
    low: float | None = doc("Where a range begins (kind: range).", default=None)
    high: float | None = doc("Where a range ends (kind: range).", default=None)
    x: float | None = doc("Place on the horizontal axis (kind: scatter).", default=None)
    label: Text | None = doc("Words at the point instead of the number.", default=None)
    mark: Literal["computed", "unconfirmed", "estimate"] | None = doc("How sure the value is.", default=None)
    where: Span = NOWHERE


class Series(Node):
    """Values of one kind, one for each category. Series may also be written as a mapping of name to values."""

    named: ClassVar[str] = "name"
    short: ClassVar[str] = "values"
    name: Text | None = doc("The series' name.", default=None)
    values: tuple[Point | None, ...] = doc("A value for each category; null where there is none.")
    where: Span = NOWHERE


class Reference(Node):
    """A line across a chart at a value."""

    short: ClassVar[str] = "value"
    value: float = doc("Where it is.")
    label: Text | None = doc("What it stands for.", default=None)
    where: Span = NOWHERE


class Annotation(Node):
    """A remark at a point of a chart."""

    at: Text = doc("The category.")
    text: Text = doc("The remark.")
    series: Text | None = doc("The series, where there are several.", default=None)
    where: Span = NOWHERE


class Chart(Node):
    """A chart: native in PowerPoint with its workbook, drawn with real text in HTML."""

    kind: Literal["column", "bar", "line", "area", "pie", "doughnut", "scatter", "range"] = doc(
        "column (upright) or bar (lying), line, area, pie, doughnut, scatter, or range (from-to for each category)."
    )
    stack: Literal["grouped", "stacked", "percent"] = doc(
        "How several series of a column, bar or area chart stand: side by side, stacked, or as shares of 100 %.",
        default="grouped",
    )
    categories: tuple[Text, ...] = doc("Names along the axis, or of a pie's parts.", default=())
    series: tuple[Series, ...] = doc("Values, as a list, or as a mapping of name to values.", default=())
    values: tuple[Point | None, ...] = doc(
        "The values of a chart with one series, which then needs no name.", default=()
    )
    data: DataFile | None = doc("A data file instead of categories and series.", default=None)
    unit: Text | None = doc("The unit that the chart shows, such as 亿美元 or billion US dollars.", default=None)
    given: Text | None = doc(
        "The unit of the figures where it is another: 亿 (10^8), 万, million, billion ... are converted to `unit`.",
        default=None,
    )
    decimals: int | None = doc("Digits behind the point; as many as the figures have if left out.", default=None)
    axis: Literal["linear", "log"] = doc("The value axis.", default="linear")
    least: float | None = doc("Where the value axis begins; 0 for columns and bars if left out.", default=None)
    most: float | None = doc("Where the value axis ends.", default=None)
    x_title: Text | None = doc("What the horizontal axis of a scatter chart counts, with its unit.", default=None)
    highlight: tuple[Text, ...] = doc("Categories or series in the accent colour; the others step back.", default=())
    sort: Literal["none", "rising", "falling"] = doc("Put categories in the order of their values.", default="none")
    reference: Reference | None = doc("A line across the chart at a value.", default=None)
    annotations: tuple[Annotation, ...] = doc("Remarks at points.", default=())
    labels: Literal["auto", "all", "ends", "none"] = doc("Which points show their value.", default="auto")
    note: Text | None = doc("A footnote under the chart.", default=None)
    alt: Text | None = doc("What the chart shows; made from its data if left out.", default=None)
    where: Span = NOWHERE


class Cell(Node):
    """A cell of a table; a string is enough."""

    short: ClassVar[str] = "text"
    text: Text | None = doc("The cell's text; none for an empty cell.", default=None)
    across: int = doc("How many columns it spans.", default=1)
    down: int = doc("How many rows it spans.", default=1)
    strong: bool = doc("Emphasised.", default=False)
    mark: Mark | None = doc("How sure the text is.", default=None)
    where: Span = NOWHERE


class TableRow(Node):
    """A row of a table; a list of cells is enough. A `group` row names the rows below it."""

    short: ClassVar[str] = "cells"
    cells: tuple[Cell | None, ...] = doc("The row's cells, one for each column not spanned; null is empty.", default=())
    group: Text | None = doc("A heading across the table for the rows that follow.", default=None)
    strong: bool = doc("Emphasised, such as a total.", default=False)
    where: Span = NOWHERE


class Table(Node):
    """A table: head row, rows, and how columns are aligned."""

    head: tuple[Text, ...] = doc("Column headings.", default=())
    rows: tuple[TableRow, ...] = doc(
        "Rows of cells, one for each heading; null is an empty cell. `{group: ...}` heads the rows below it.",
        default=(),
    )
    data: DataFile | None = doc("A data file instead of head and rows.", default=None)
    align: tuple[Literal["left", "center", "right", "decimal"], ...] = doc(
        "Alignment of each column; columns of numbers align on their decimal point if left out.", default=()
    )
    widths: tuple[float, ...] = doc("Relative widths of the columns; by their content if left out.", default=())
    emphasis: tuple[Text, ...] = doc("Headings of the columns that stand out.", default=())
    caption: Text | None = doc("A line under the table.", default=None)
    footnotes: tuple[Text, ...] = doc("Notes under the table, numbered 1, 2 ...; refer to them by ^1^.", default=())
    where: Span = NOWHERE


MATRIX_MARKS = ("full", "part", "none", "open")
"""Words that stand for a mark in a cell of a matrix."""


class MatrixRow(Node):
    """A row of a matrix: its name and a mark or words for each column."""

    named: ClassVar[str] = "name"
    short: ClassVar[str] = "cells"
    name: Text = doc("What the row is about.")
    cells: tuple[Text | None, ...] = doc("full, part, none or open for a mark, else words; one for each column.")
    where: Span = NOWHERE


class Matrix(Node):
    """Rows against columns, with marks: full, part, none, open (not known), or a few words."""

    columns: tuple[Text, ...] = doc("Column headings.")
    rows: tuple[MatrixRow, ...] = doc("Rows, as a list, or as a mapping of name to cells.")
    corner: Text | None = doc("What the rows are.", default=None)
    caption: Text | None = doc("A line under it; the marks are explained by themselves.", default=None)
    where: Span = NOWHERE
