"""Charts as PowerPoint has them: a chart part, its workbook, and the remarks drawn upon it.

Everything that is shown comes from a laid-out `ChartBox`: scale, number formats, places, colours. The chart refers to
the cells of its workbook, so a reader who changes a number there sees the chart change.
"""

from __future__ import annotations

from dataclasses import dataclass

from talkdeck.model.chart import GRID, HOLE, Axis, ChartBox, ChartNote
from talkdeck.model.units import Rect
from talkdeck.pptx.charts.grid import Column, Ref, number
from talkdeck.pptx.charts.looks import Label, Look, Looks, PointLook
from talkdeck.pptx.charts.sheets import Sheet, sheet_of
from talkdeck.pptx.charts.workbook import workbook
from talkdeck.pptx.style import Palette
from talkdeck.pptx.templates import environment

_GROUPING = {"grouped": "clustered", "stacked": "stacked", "percent": "percentStacked"}


@dataclass(frozen=True, slots=True)
class SeriesForm:
    """A series for the template. `places` are its categories or x values, `trend` draws a line on to both edges."""

    index: int
    name: Ref
    look: Look
    points: tuple[PointLook, ...]
    label: Label | None
    labels: tuple[Label, ...]
    places: Ref
    values: Ref
    trend: Look | None = None


@dataclass(frozen=True, slots=True)
class AxisForm:
    """A value axis (§21.2.2.226 valAx); numbers as XML has them."""

    low: str
    high: str
    step: str | None
    log: bool
    format: str
    shown: bool
    title: str


@dataclass(frozen=True, slots=True)
class ChartParts:
    """The parts of one chart. `drawing` holds what is drawn upon it; None where there is nothing."""

    chart: str
    workbook: bytes
    drawing: str | None


def has_drawing(box: ChartBox) -> bool:
    """Whether a chart needs a part for what is drawn upon it."""
    return bool(_drawn_notes(box)) or _drawn_reference(box) is not None


def chart_parts(box: ChartBox, palette: Palette, alt_lang: str, workbook_id: str, drawing_id: str | None) -> ChartParts:
    """The parts of a chart on a ground; the ids are those of its relations to workbook and drawing.

    Same box, same bytes. Raises KeyError for a colour role that the ground does not have.
    """
    looks = Looks(box, palette, alt_lang)
    sheet = sheet_of(box)
    chart = (
        environment()
        .get_template("chart.xml.j2")
        .render(
            kind=box.kind,
            lang=box.lang,
            plot=_relative(box.plot, box.frame),
            bar_grouping="stacked" if box.kind == "range" else _GROUPING[box.stack],
            grouping="standard" if box.stack == "grouped" else _GROUPING[box.stack],
            overlap=100 if box.stack != "grouped" or box.kind == "range" else 0,
            gap=box.gap,
            series=_series(box, sheet, looks),
            reference=_reference(box, sheet, palette),
            lows=_lows(box, sheet),
            value_axis=_axis(box, box.value_axis),
            x_axis=_axis(box, box.x_axis),
            skip=box.skip,
            crosses=_crosses(box.value_axis),
            rule=palette["rule"],
            axis_line=palette["muted"],
            grid=GRID,
            hole=HOLE,
            small=looks.words(box.small, "muted"),
            names=looks.words(box.small, "ink"),
            workbook=workbook_id,
            drawing=drawing_id,
        )
    )
    drawing = _drawing(box, looks, palette) if drawing_id is not None else None
    return ChartParts(chart, workbook(sheet.grid, box.format), drawing)


def _series(box: ChartBox, sheet: Sheet, looks: Looks) -> list[SeriesForm]:
    first = 1 if sheet.lows else 0
    made = []
    for index, series in enumerate(box.series):
        label, labels = looks.labels(series)
        made.append(
            SeriesForm(
                index=first + index,
                name=sheet.names[index].name,
                look=looks.series(series),
                points=looks.points(series),
                label=label,
                labels=labels,
                places=sheet.places[index].values,
                values=sheet.values[index].values,
            )
        )
    return made


def _lows(box: ChartBox, sheet: Sheet) -> SeriesForm | None:
    """The unseen series that ranges stand on."""
    if sheet.lows is None:
        return None
    return _bare(0, sheet.lows, sheet.places[0], Look(kind=box.kind))


def _reference(box: ChartBox, sheet: Sheet, palette: Palette) -> SeriesForm | None:
    """The reference line. Between categories it would end in the middle of the outer ones, so a trend goes on."""
    if sheet.reference is None:
        return None
    line = Look(line=palette["ink"], width=GRID * 2, dash="dash", kind="line")
    places = sheet.reference_places or sheet.places[0]
    through = box.kind in ("column", "line") and len(box.categories) > 1
    bare = _bare(len(box.series), sheet.reference, places, Look(kind="line") if through else line)
    return SeriesForm(
        bare.index, bare.name, bare.look, (), None, (), bare.places, bare.values, line if through else None
    )


def _bare(index: int, column: Column, places: Column, look: Look) -> SeriesForm:
    return SeriesForm(index, column.name, look, (), None, (), places.values, column.values)


def _axis(box: ChartBox, axis: Axis | None) -> AxisForm | None:
    if axis is None:
        return None
    # An axis of shares counts to 1, whatever it shows.
    scale = 100 if box.stack == "percent" and axis is box.value_axis and axis.high > 1 else 1
    step = number(axis.step / scale) if axis.step and not axis.log else None
    form = "0%" if scale == 100 else axis.format
    return AxisForm(number(axis.low / scale), number(axis.high / scale), step, axis.log, form, axis.shown, axis.title)


def _crosses(axis: Axis | None) -> str:
    """Where bars begin. Automatic is 0, or 1 on a logarithmic axis, or the end next to it.

    Not the low end where automatic says the same: LibreOffice sets the labels of logarithmic bars to their left then.
    """
    return "min" if axis and (axis.high < 0 or (axis.log and axis.low < 1)) else "autoZero"


def _relative(inner: Rect, frame: Rect) -> tuple[str, str, str, str]:
    """x, y, width and height in parts of the frame's."""
    return (
        _part(inner.x - frame.x, frame.w),
        _part(inner.y - frame.y, frame.h),
        _part(inner.w, frame.w),
        _part(inner.h, frame.h),
    )


def _part(length: int, whole: int) -> str:
    return f"{length / whole:.6f}".rstrip("0").rstrip(".") or "0"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something drawn upon a chart: words in a place, or a line; corners in parts of the chart."""

    id: int
    name: str
    start: tuple[str, str]
    end: tuple[str, str]
    flip: tuple[bool, bool] = (False, False)
    lines: tuple[tuple[tuple[str, str, str], ...], ...] = ()
    words: object = None
    align: str = "l"
    look: Look | None = None


def _drawn_notes(box: ChartBox) -> list[ChartNote]:
    return list(box.notes)


def _drawn_reference(box: ChartBox) -> Rect | None:
    return box.reference_line if box.kind in ("bar", "range") and box.reference is not None else None


_ALIGN = {"left": "l", "center": "ctr", "right": "r"}


def _drawing(box: ChartBox, looks: Looks, palette: Palette) -> str:
    """What is drawn upon a chart (§20.5 Chart Drawing), in reading order."""
    drawn: list[Drawn] = []

    def place(x: int, y: int) -> tuple[str, str]:
        return _part(x - box.frame.x, box.frame.w), _part(y - box.frame.y, box.frame.h)

    reference = _drawn_reference(box)
    if reference is not None:
        look = Look(line=palette["ink"], width=GRID * 2, dash="dash")
        drawn.append(
            Drawn(2, "Reference", place(reference.x, reference.y), place(reference.right, reference.bottom), look=look)
        )
    for note in _drawn_notes(box):
        frame = note.frame
        if note.anchor is not None:
            x, y = note.anchor
            left, right = sorted((x, frame.x + frame.w // 2))
            top, bottom = sorted((y, frame.bottom if y > frame.y else frame.y))
            look = Look(line=palette["muted"], width=GRID)
            flip = (x < frame.x + frame.w // 2) != (y < frame.y)
            drawn.append(
                Drawn(len(drawn) + 2, "Leader", place(left, top), place(right, bottom), (flip, False), look=look)
            )
        drawn.append(
            Drawn(
                id=len(drawn) + 2,
                name=note.kind.capitalize(),
                start=place(frame.x, frame.y),
                end=place(frame.right, frame.bottom),
                lines=looks.note_lines(note),
                words=looks.words(note.size, note.colour, bold=note.bold),
                align=_ALIGN[note.align],
            )
        )
    return environment().get_template("chart_drawing.xml.j2").render(drawn=drawn)
