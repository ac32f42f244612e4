"""A laid-out chart: every number, word, colour role and place that both writers need, so that they draw the same.

PowerPoint gets a native chart with its workbook, HTML an inline SVG with real text and a table of the data. Neither
writer chooses a scale, a tick, a label or a colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from talkdeck.model.problems import Span
from talkdeck.model.units import Cpt, Emu, Rect

ChartKind = Literal["column", "bar", "line", "area", "pie", "doughnut", "scatter", "range"]
Doubt = Literal["", "computed", "unconfirmed", "estimate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """A value, in the shown unit; None leaves a gap. `low` is where a range begins, `x` a scatter point's place.

    `label` is what stands at the point, "" for nothing, and `inside` tells whether it stands on the fill. `colour` is a
    role that differs from the series'. `doubt` is drawn as a pattern or dash.
    """

    value: float | None
    low: float | None = None
    x: float | None = None
    label: str = ""
    inside: bool = False
    colour: str | None = None
    doubt: Doubt = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSeries:
    """A series. `direct` is its name written at its last point (instead of a legend), with that label's place."""

    name: str
    points: tuple[ChartPoint, ...]
    colour: str
    direct: Rect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A scale from `low` to `high`; `ticks` are (value, words). `format` is the number format for PowerPoint."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    log: bool = False
    title: str = ""
    format: str = "General"
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartNote:
    """Words placed in a chart: an annotation, a reference line's name, a legend entry with its swatch's role."""

    text: str
    frame: Rect
    kind: Literal["annotation", "reference", "legend"]
    swatch: str | None = None
    anchor: tuple[Emu, Emu] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBox:
    """A chart in a frame. All rectangles are in EMU on the slide.

    `plot` is the inner plot area (axes' lines are its edges). `categories` are broken into lines. `size` is the size of
    labels, `small` that of axis words. `gap` is the space between categories in percent of a column's width.
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

    def words(self) -> tuple[str, ...]:
        """Everything the chart says, for the check that nothing is lost."""
        return (
            *("".join(lines) for lines in self.categories),
            *(series.name for series in self.series),
            *(point.label for series in self.series for point in series.points),
            *(note.text for note in self.notes),
            self.unit,
            self.alt,
        )
