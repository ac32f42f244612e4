"""Charts as PowerPoint has them: a chart part, its workbook, and what is drawn upon it.

Everything that is shown comes from a laid-out `ChartBox`: scale, number formats, places, colours. The chart refers to
the cells of its workbook, so a reader who changes a number there sees the chart change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkdeck.model.chart import GRID, HOLE, Axis, ChartBox, ChartNote
from talkdeck.model.units import Emu, points
from talkdeck.model.values import Struct, replace
from talkdeck.pptx.charts.drawing import drawing, draws_line, instants, reference_look
from talkdeck.pptx.charts.grid import Column, Ref, number
from talkdeck.pptx.charts.looks import Label, Look, Looks, PointLook, Words, names_itself, part
from talkdeck.pptx.charts.sheets import Sheet, draws_reference, sheet_of
from talkdeck.pptx.charts.workbook import workbook
from talkdeck.pptx.style import Palette
from talkdeck.pptx.templates import environment

if TYPE_CHECKING:
    from markupsafe import Markup

NAME_AIR = points(9)
"""Between the plot and the names of categories: a little more than is drawn, or LibreOffice would shrink the plot."""

LEGEND_AIR = points(3)
"""Between a legend's edge and its first entry."""

_GROUPING = {"grouped": "clustered", "stacked": "stacked", "percent": "percentStacked"}


class SeriesForm(Struct, frozen=True):
    """A series for the template. `places` are its categories or x values, `trend` draws a line on to both edges."""

    index: int
    name: Ref
    look: Look
    places: Ref
    values: Ref
    points: tuple[PointLook, ...] = ()
    label: Label | None = None
    labels: tuple[Label, ...] = ()
    trend: Look | None = None
    leader: Markup | None = None


class AxisForm(Struct, frozen=True):
    """A value axis (§21.2.2.226 valAx); numbers as XML has them. `between` is the distance of lines without words."""

    low: str
    high: str
    step: str | None
    between: str | None
    log: bool
    format: str
    shown: bool
    lines: bool


class LegendForm(Struct, frozen=True):
    """A legend (§21.2.2.93): where it begins, and the series that it leaves out."""

    place: tuple[str, str]
    left_out: tuple[int, ...]
    words: Words


class ChartParts(Struct, frozen=True):
    """The parts of one chart. `drawing` is None where nothing is drawn upon it."""

    chart: str
    workbook: bytes
    drawing: str | None


def has_drawing(box: ChartBox) -> bool:
    """Whether a chart needs a part for what is drawn upon it."""
    return draws_line(box) or bool(instants(box)) or bool(_drawn(box))


def _drawn(box: ChartBox) -> list[ChartNote]:
    """The words that are drawn upon a chart: titles of axes too, for which LibreOffice would shrink the plot."""
    notes = [note for note in box.notes if not _said(box, note)]
    return notes + [
        ChartNote(
            text="".join(text.lines),
            lines=text.lines,
            frame=text.frame,
            kind="unit",
            size=text.size,
            colour=text.colour,
            align=text.align,
        )
        for text in box.texts
        if text.kind == "axis"
    ]


def chart_parts(box: ChartBox, palette: Palette, alt_lang: str, workbook_id: str, drawing_id: str | None) -> ChartParts:
    """The parts of a chart on a ground; the ids are those of its relations to workbook and drawing.

    Same box, same bytes. Raises KeyError for a colour role that the ground does not have.
    """
    box = _down_to_names(box)
    looks = Looks(box, palette, alt_lang)
    sheet = sheet_of(box)
    lying, based = box.kind in ("bar", "range"), any(rule.kind == "base" for rule in box.rules) or not box.rules
    text = (
        environment()
        .get_template("chart.xml.j2")
        .render(
            kind=box.kind,
            lang=box.lang,
            plot=(
                *(part(at, whole) for at, whole in _inside(box)),
                part(box.plot.w, box.frame.w),
                part(box.plot.h, box.frame.h),
            ),
            bar_grouping="stacked" if box.kind == "range" else _GROUPING[box.stack],
            grouping="standard" if box.stack == "grouped" else _GROUPING[box.stack],
            overlap=100 if box.stack != "grouped" or box.kind == "range" else 0,
            gap=box.gap,
            series=_series(box, sheet, looks, palette),
            reference=_reference(box, sheet, looks, palette),
            lows=_lows(box, sheet),
            value_axis=_axis(box, box.value_axis, lying=lying, lines=True),
            x_axis=_axis(box, box.x_axis, lying=True, lines=False),
            legend=_legend(box, looks),
            skip=box.skip,
            crosses=_crosses(box.value_axis),
            rule=palette["rule"],
            axis_line=palette["muted"] if based else None,
            grid=GRID,
            hole=HOLE,
            small=looks.words(box.small, "muted"),
            names=looks.words(box.small, "ink"),
            workbook=workbook_id,
            drawing=drawing_id,
        )
    )
    drawn = None
    if drawing_id is not None:
        drawn = drawing(box, _drawn(box), looks, palette)
    return ChartParts(text, workbook(sheet.grid, box.format), drawn)


def _down_to_names(box: ChartBox) -> ChartBox:
    """A chart whose plot reaches to the names of its categories, its axis as much longer: nothing else moves.

    Names stand at the edge of the plot, but the layout has left room between for labels of negative bars.
    """
    axis, plot = box.value_axis, box.plot
    names = [text.frame for text in box.texts if text.kind == "category"]
    if axis is None or axis.shown or axis.log or not names or box.kind not in ("column", "bar"):
        return box
    if box.kind == "column":
        longer = min(frame.y for frame in names) - NAME_AIR - plot.bottom
        stretched, length = replace(plot, h=plot.h + longer), plot.h
    else:
        longer = plot.x - max(frame.right for frame in names) - NAME_AIR
        stretched, length = replace(plot, x=plot.x - longer, w=plot.w + longer), plot.w
    if longer < NAME_AIR:
        return box
    low = axis.low - (axis.high - axis.low) * longer / length
    return replace(box, plot=stretched, value_axis=replace(axis, low=low))


def _inside(box: ChartBox) -> tuple[tuple[Emu, Emu], ...]:
    return (box.plot.x - box.frame.x, box.frame.w), (box.plot.y - box.frame.y, box.frame.h)


def _series(box: ChartBox, sheet: Sheet, looks: Looks, palette: Palette) -> list[SeriesForm]:
    first = 1 if sheet.lows else 0
    made = []
    for index, series in enumerate(box.series):
        label, labels = looks.labels(series)
        name = looks.series_name(index)
        made.append(
            SeriesForm(
                index=first + index,
                name=sheet.names[index].name,
                look=looks.series(series),
                places=sheet.places[index].values,
                values=sheet.values[index].values,
                points=looks.points(series),
                label=label,
                labels=(*labels, name) if name else labels,
                leader=palette["muted"],
            )
        )
    return made


def _lows(box: ChartBox, sheet: Sheet) -> SeriesForm | None:
    """The unseen series that ranges stand on."""
    return _bare(0, sheet.lows, sheet.places[0], Look(kind=box.kind)) if sheet.lows else None


def _reference(box: ChartBox, sheet: Sheet, looks: Looks, palette: Palette) -> SeriesForm | None:
    """The reference line. Between categories it would end in the middle of the outer ones, so a trend goes on."""
    if sheet.reference is None:
        return None
    line = reference_look(palette)
    places = sheet.reference_places or sheet.places[0]
    count = len(places.cells) - places.first
    through = box.kind in ("column", "line") and count > 1
    bare = _bare(len(box.series), sheet.reference, places, Look(kind="line") if through else line)
    labels: tuple[Label, ...] = ()
    note = _reference_note(box)
    if note is not None and box.reference_line is not None:
        half = box.plot.w // (2 * count) if box.kind in ("column", "line") else 0
        labels = (looks.name_label(note, count - 1, (box.plot.right - half, box.reference_line.y)),)
    return replace(bare, labels=labels, trend=line if through else None)


def _reference_note(box: ChartBox) -> ChartNote | None:
    """The words at the reference line that its series says itself: right of the plot, on one line."""
    for note in box.notes:
        if note.kind == "reference" and len(note.lines) <= 1 and note.frame.x >= box.plot.right:
            return note if draws_reference(box) and box.reference_line is not None else None
    return None


def _bare(index: int, column: Column, places: Column, look: Look) -> SeriesForm:
    return SeriesForm(index, column.name, look, places.values, column.values)


def _axis(box: ChartBox, axis: Axis | None, *, lying: bool, lines: bool) -> AxisForm | None:
    if axis is None:
        return None
    # An axis of shares counts to 1, whatever it shows.
    scale = 100 if box.stack == "percent" and axis is box.value_axis and axis.high > 1 else 1
    step, between = axis.step / scale, None
    if _worded(box, lying) * 2 <= len(axis.ticks) + 1 and _worded(box, lying):
        step, between = (step * step, step) if axis.log else (step * 2, step)
    return AxisForm(
        low=number(axis.low / scale),
        high=number(axis.high / scale),
        step=number(step) if step and (between or not axis.log) else None,
        between=number(between) if between else None,
        log=axis.log,
        format="0%" if scale == 100 else axis.format,
        shown=axis.shown,
        lines=lines,
    )


def _worded(box: ChartBox, lying: bool) -> int:
    """How many ticks of an axis have words: left of the plot, or of a lying axis below it."""
    ticks = [text for text in box.texts if text.kind == "tick"]
    return sum((text.frame.y >= box.plot.bottom) == lying for text in ticks)


def _crosses(axis: Axis | None) -> str:
    """Where bars begin. Automatic is 0, or 1 on a logarithmic axis, or the end next to it.

    Not the low end where automatic says the same: LibreOffice sets the labels of logarithmic bars to their left then.
    """
    return "min" if axis and (axis.high < 0 or (axis.log and axis.low < 1)) else "autoZero"


def _entries(box: ChartBox) -> Sequence[ChartNote]:
    """The notes that a legend says: all entries, if they stand in one row and the names are the series'."""
    entries = [note for note in box.notes if note.kind == "legend" and note.swatch is not None]
    names = [series.name for series in box.series]
    return entries if len({note.frame.y for note in entries}) == 1 and [e.text for e in entries] == names else ()


def _legend(box: ChartBox, looks: Looks) -> LegendForm | None:
    entries = _entries(box)
    if not entries:
        return None
    first = entries[0].frame
    place = (
        part(max(0, first.x - box.frame.x - LEGEND_AIR), box.frame.w),
        part(max(0, first.y - box.frame.y - LEGEND_AIR), box.frame.h),
    )
    # A trend has an entry of its own, behind those of the series.
    count = len(box.series)
    left_out = (count, count + 1) if draws_reference(box) else ()
    return LegendForm(place, left_out, looks.words(entries[0].size, entries[0].colour))


def _said(box: ChartBox, note: ChartNote) -> bool:
    """Whether the chart says a note by itself."""
    if note.kind == "legend":
        return note in _entries(box)
    if note.kind == "reference":
        return note is _reference_note(box)
    if note.kind == "direct":
        return any(note.frame == series.direct and names_itself(box, at) for at, series in enumerate(box.series))
    return False
