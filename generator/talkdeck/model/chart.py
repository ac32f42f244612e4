"""A laid-out chart: every number, word, colour role and place that both writers need, so that they draw the same.

PowerPoint gets a native chart with its workbook, HTML an inline SVG with real text and a table of the data. Neither
writer chooses a scale, a tick, a label or a colour.

What is where: series, points, categories and axes are the *data* with their scale, for a native chart.
`ChartPoint.mark`, `ChartBox.texts` and `rules` are the same chart *drawn*, for SVG: bars, places of points, words in
their frames, lines. `notes` stand in addition to what a native chart writes by itself: the unit, names of series and
lines, remarks.
"""

from __future__ import annotations

from typing import Literal

from talkdeck.model.problems import Span
from talkdeck.model.units import Cpt, Emu, Rect, points
from talkdeck.model.values import Struct

ChartKind = Literal["column", "bar", "line", "area", "pie", "doughnut", "scatter", "range"]
"""`bar` and `range` lie: categories from top to bottom, values to the right."""

Doubt = Literal["", "computed", "unconfirmed", "estimate"]
Side = Literal["above", "below", "left", "right"]

LINE = points(2.25)
"""Width of a line chart's lines."""
GRID = points(0.75)
"""Width of grid lines, axes and leader lines."""
DOT = points(7)
"""Width of the dot at a line's or scatter chart's point."""
THINNEST = points(5)
"""Least length of a range's bar: less cannot be seen across a hall."""
HOLE = 58
"""Width of a doughnut's hole in percent of its own."""


class ChartPoint(Struct, frozen=True, kw_only=True):
    """A value, in the shown unit; None leaves a gap. `low` is where a range begins, `x` a scatter point's place.

    `label` is what stands at the point, "" for nothing; it is the value in `ChartBox.format` unless `custom`. `inside`
    tells whether it stands on the fill (in its middle), `side` where else it stands. Labels of a pie or doughnut have
    the category's name above the value, and stand outside its slice. `colour` is a role that differs from the series',
    `ink` that of the label. `doubt` is drawn as a pattern or dash. `given` is the value in words for a table of the
    data ("" where there is none).

    Drawn: `mark` is the bar's rectangle, or the point's place (without width and height), None where there is no
    value. A slice has `turn`: where it begins and ends, in 1/60,000 degrees clockwise from the top. `leader` is the
    course of a line from the slice to its label.
    """

    value: float | None
    low: float | None = None
    x: float | None = None
    label: str = ""
    custom: bool = False
    inside: bool = False
    side: Side = "above"
    colour: str | None = None
    ink: str = "ink"
    doubt: Doubt = ""
    given: str = ""
    mark: Rect | None = None
    turn: tuple[int, int] | None = None
    leader: tuple[tuple[Emu, Emu], ...] = ()


class ChartSeries(Struct, frozen=True, kw_only=True):
    """A series. `direct` is its name written at its last point (instead of a legend), with that label's place.

    `width` is that of its line: the important one's is heavier.
    """

    name: str
    points: tuple[ChartPoint, ...]
    colour: str
    direct: Rect | None = None
    width: Emu = LINE


class Axis(Struct, frozen=True, kw_only=True):
    """A scale from `low` to `high`; `ticks` are (value, words). `format` is the number format for PowerPoint.

    An axis that is not `shown` has neither words nor grid lines (each bar has its label), but its scale holds. `step`
    is the distance of ticks; on a `log` axis 10, ticks are its powers (`low` and `high` are powers of ten then).
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    log: bool = False
    title: str = ""
    format: str = "General"
    shown: bool = True
    step: float = 0


class ChartText(Struct, frozen=True, kw_only=True):
    """Words that a native chart writes by itself, in their frame, a line each; what SVG draws. A value knows its
    `series` by number.
    """

    lines: tuple[str, ...]
    frame: Rect
    kind: Literal["tick", "category", "value", "axis"]
    size: Cpt
    colour: str = "ink"
    align: Literal["left", "center", "right"] = "center"
    bold: bool = False
    series: int | None = None


class ChartRule(Struct, frozen=True, kw_only=True):
    """A line that a native chart draws by itself: at a tick, or where bars begin; `frame` has no width or no height."""

    frame: Rect
    kind: Literal["grid", "base"]


class ChartNote(Struct, frozen=True, kw_only=True):
    """Words placed in a chart beside what a native one writes: the unit, a series' name at its line (`direct`), an
    entry of the legend with its swatch's role, a reference line's name, a remark, that the axis is `cut`, the `total`
    in a doughnut.

    `lines` is the text as it breaks. `anchor` is where a remark's line leads to.
    """

    text: str
    frame: Rect
    kind: Literal["annotation", "reference", "legend", "unit", "direct", "cut", "total"]
    lines: tuple[str, ...] = ()
    swatch: str | None = None
    anchor: tuple[Emu, Emu] | None = None
    size: Cpt = 1200
    colour: str = "ink"
    align: Literal["left", "center", "right"] = "left"
    bold: bool = False


class ChartBox(Struct, frozen=True, kw_only=True):
    """A chart in a frame. All rectangles are in EMU on the slide.

    `plot` is the inner plot area (axes' lines are its edges; for a pie the square of its circle). `categories` are
    broken into lines; only every `skip`-th name is shown, from the first on. `size` is the size of labels, `small` that
    of axis words. `gap` is the space between categories in percent of a column's width; grouped columns touch
    (overlap 0), stacked ones overlap by 100, the first series at the bottom. `format` is the number format of labels.
    `reference` is the value of a line across the chart, `reference_line` its course. `markers`: lines of
    at least LINE's width have dots.
    Lines stand at the ticks of a shown axis. Lines have a gap at missing values. The category axis crosses at 0, or at
    the low end of an axis that does not reach it; its words always stand at the low end. Points of a line stand in the
    middle of their category's band; the first point of an area stands on the plot's left edge, the last on its right.
    `title` is the slide's.
    """

    node: str
    frame: Rect
    kind: ChartKind
    stack: Literal["grouped", "stacked", "percent"]
    categories: tuple[tuple[str, ...], ...]
    series: tuple[ChartSeries, ...]
    value_axis: Axis | None
    x_axis: Axis | None
    plot: Rect
    size: Cpt
    small: Cpt
    gap: int
    reference: float | None
    notes: tuple[ChartNote, ...]
    unit: str
    alt: str
    lang: str
    span: Span
    region: str | None = None
    group: None = None
    skip: int = 1
    format: str = "General"
    reference_line: Rect | None = None
    markers: bool = False
    texts: tuple[ChartText, ...] = ()
    rules: tuple[ChartRule, ...] = ()
    title: str = ""

    def words(self) -> tuple[str, ...]:
        """Everything the chart says, for the check that nothing is lost."""
        return (
            *("".join(lines) for lines in self.categories),
            *(series.name for series in self.series),
            *(point.label for series in self.series for point in series.points),
            *(note.text for note in self.notes),
            *(axis.title for axis in (self.value_axis, self.x_axis) if axis),
            self.unit,
            self.alt,
        )
