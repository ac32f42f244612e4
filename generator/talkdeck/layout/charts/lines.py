"""Line, area and scatter charts, one size tried at a time; None says that the words find no room at it."""

from __future__ import annotations

from itertools import pairwise

from talkdeck.layout.charts.axes import (
    axis_of,
    category_lines,
    draw_rules,
    is_date,
    lying_ticks,
    remarks_room,
    side_notes,
    standing_reference,
    standing_ticks,
)
from talkdeck.layout.charts.bars import LEAST_PLOT, Bands, _stack
from talkdeck.layout.charts.numbers import numbers_for, tick_numbers
from talkdeck.layout.charts.pen import AIR, overlap
from talkdeck.layout.charts.remarks import standing_remarks
from talkdeck.layout.charts.scales import linear
from talkdeck.layout.charts.sketch import REST, Drawn, Sketch
from talkdeck.model.chart import DOT, LINE, Axis, ChartPoint, ChartRule, ChartSeries, ChartText
from talkdeck.model.page import Align
from talkdeck.model.units import Cpt, Emu, Rect, points
from talkdeck.model.values import replace

MOST_LABELLED = 8
"""Points of one line that all get labels."""
MOST_ENDED = 4
"""Lines whose ends get labels."""
MOST_DOTS = 16
HEAVY = points(3)
LIGHT = points(1.5)


def lined(sketch: Sketch, size: Cpt, small: Cpt) -> Drawn | None:
    """A line or an area chart."""
    chart, pen, frame = sketch.chart, sketch.pen, sketch.frame
    n, series = len(sketch.names), sketch.series
    area = chart.kind == "area"
    colours = sketch.series_colours(lines=True)
    scale = sketch.scale(6, zero=area)
    head, head_tall = sketch.header(small, [], cut=scale.cut)
    every = chart.labels == "all" or (chart.labels == "auto" and not area and len(series) == 1 and n <= MOST_LABELLED)
    texts = [name for name in sketch.series_names if name] + ([sketch.reference] if sketch.reference else [])
    right = min(pen.widest(texts, small, bold=True), frame.w * 22 // 100) + 3 * AIR if texts else 0
    if not all(pen.lines(text, small, right - 3 * AIR, 3, bold=True) for text in texts):
        return None
    ticks = [tick_numbers(scale, sketch.numbers).words(t) for t in scale.ticks]
    labels = every or chart.labels in ("ends", "auto")
    half = pen.widest(sketch.names, small) // 2 if area else 0
    left = max(pen.widest(ticks, small) + 2 * AIR, half)
    right = max(right, half if area else 0)
    length = frame.w - left - right
    if length < LEAST_PLOT:
        return None
    bands = Bands(frame.x + left, length, n, 1, 0)
    named = _names(sketch, small, length // (max(1, n - 1) if area else n))
    if named is None:
        return None
    lines, skip = named
    # The first name of an area stands below the axis' own lowest word.
    drop = pen.tall(small) // 2 + AIR if area else 2 * AIR
    floor = drop + pen.tall(small, max(map(len, lines)))
    remarks_tall = remarks_room(sketch, small)
    top = frame.y + head_tall + remarks_tall + (pen.tall(size) + DOT if labels and not area else pen.tall(small) // 2)
    plot = Rect(bands.start, top, length, frame.bottom - floor - top)
    if plot.h < LEAST_PLOT:
        return None
    drawn = Drawn(chart.kind, plot, [], size, small, skip=skip, categories=lines)
    drawn.notes += head
    drawn.markers = not area and n <= MOST_DOTS
    drawn.value_axis = axis_of(scale, sketch, shown=True)
    draw_rules(drawn, scale, standing=True)
    if not area and scale.base != 0:
        drawn.rules = [replace(rule, kind="grid") for rule in drawn.rules]
    drawn.texts += standing_ticks(drawn, scale, ticks, sketch)

    def middle(at: int) -> Emu:
        if area:
            return plot.x + (at * plot.w // (n - 1) if n > 1 else plot.w // 2)
        return bands.middle(at)

    made: list[list[ChartPoint]] = [[] for _ in series]
    for at in range(n):
        places = {number: (begin, end) for number, begin, end in _stack(sketch, at, scale)}
        for number, one in enumerate(series):
            point = sketch.point(one.values[at], at)
            if point.value is not None:
                y = plot.bottom - scale.part(places[number][1] if sketch.stacked else point.value, plot.h)
                point = replace(point, mark=Rect(middle(at), y, 0, 0), colour=None)
            made[number].append(point)
    chosen = [name in sketch.highlighted for name in sketch.series_names]
    for number, row in enumerate(made):
        heavy = HEAVY if chosen[number] or len(made) == 1 else LIGHT if any(chosen) else LINE
        drawn.series.append(
            ChartSeries(name=sketch.series_names[number], points=tuple(row), colour=colours[number], width=heavy)
        )
    if labels and not area:
        _label_lines(drawn, sketch, every, size)
        if (
            every
            and chart.labels == "all"
            and any(p.value is not None and not p.label for s in drawn.series for p in s.points)
        ):
            return None
    for at, words in enumerate(lines):
        if at % skip == 0:
            wide = pen.widest(words, small, sketch.bold(at))
            box = Rect(middle(at) - wide // 2, plot.bottom + drop, wide, pen.tall(small, len(words)))
            drawn.texts.append(ChartText(lines=words, frame=box, kind="category", size=small, bold=sketch.bold(at)))
    room = Rect(plot.right + 2 * AIR, frame.y + head_tall, right - 3 * AIR, 0)
    tones = [colour if colour != REST else "muted" for colour in colours]
    notes = side_notes(sketch, drawn, tones, room, _ends(drawn, area) if any(sketch.series_names) else [], scale)
    if notes is None:
        return None
    drawn.notes += notes
    standing_reference(drawn, sketch, scale)
    return standing_remarks(drawn, sketch, Rect(plot.x, frame.y + head_tall, plot.w, remarks_tall))


def _names(sketch: Sketch, size: Cpt, band: Emu) -> tuple[list[tuple[str, ...]], int] | None:
    found = category_lines(sketch, size, band)
    if found or not all(map(is_date, sketch.names)):
        return found
    return None


def _ends(drawn: Drawn, area: bool) -> list[Emu]:
    """Heights of the series' last points; of areas the middle of their last edge."""
    heights, below = [], drawn.plot.bottom
    for series in drawn.series:
        marks = [p.mark for p in series.points if p.mark]
        y = marks[-1].y if marks else drawn.plot.bottom
        heights.append((y + below) // 2 if area else y)
        below = y if area and len(drawn.series) > 1 else below
    return heights


def _label_lines(drawn: Drawn, sketch: Sketch, every: bool, size: Cpt) -> None:
    """Values above (or below) points of lines: all, or those at the ends; none upon another or upon a line's dot."""
    pen = sketch.pen
    tall = pen.tall(size)
    dots = [p.mark.inset(-DOT // 2) for s in drawn.series for p in s.points if p.mark]
    taken: list[Rect] = [text.frame for text in drawn.texts]
    for number, series in enumerate(drawn.series):
        some = [at for at, p in enumerate(series.points) if p.mark]
        ends = {some[0], some[-1]} if some else set()
        if not every and len(drawn.series) > MOST_ENDED:
            continue
        row = list(series.points)
        for at in some if every else sorted(ends):
            point, given = row[at], sketch.series[number].values[at]
            if point.mark is None or given is None:
                continue
            wide = pen.width(point.given, size)
            x, y = point.mark.x, point.mark.y
            sides = {
                "above": (x - wide // 2, y - DOT // 2 - tall),
                "left": (x - DOT - wide, y - tall * 2 // 3),
                "below": (x - wide // 2, y + DOT // 2),
                "right": (x + DOT, y - tall // 3),
            }
            clear_of = [place for place in sides.items() if not _crossed(Rect(*place[1], wide, tall), drawn)]
            for side, place in (*clear_of, *sides.items()):
                frame = Rect(*place, wide, tall)
                inside = frame.x >= drawn.plot.x - AIR and frame.right <= sketch.frame.right
                clear = not any(overlap(frame, other) for other in (*taken, *dots))
                if inside and clear and frame.y >= sketch.frame.y and frame.bottom <= drawn.plot.bottom:
                    row[at] = replace(point, label=point.given, custom=sketch.custom(given), side=side)
                    taken.append(frame)
                    text = ChartText(lines=(point.given,), frame=frame, kind="value", size=size, series=number)
                    drawn.texts.append(text)
                    break
        drawn.series[number] = replace(series, points=tuple(row))


def _crossed(frame: Rect, drawn: Drawn) -> bool:
    """Whether a line runs through a frame."""
    for series in drawn.series:
        for a, b in pairwise(series.points):
            if a.mark and b.mark and a.mark.x < frame.right and frame.x < b.mark.x:
                first, last = max(a.mark.x, frame.x), min(b.mark.x, frame.right)
                slope = (b.mark.y - a.mark.y) / (b.mark.x - a.mark.x)
                ends = [a.mark.y + slope * (x - a.mark.x) for x in (first, last)]
                if min(ends) < frame.bottom and frame.y < max(ends):
                    return True
    return False


def scattered(sketch: Sketch, size: Cpt, small: Cpt) -> Drawn | None:
    """A scatter chart: points by two numbers, named where there is room."""
    chart, pen, frame = sketch.chart, sketch.pen, sketch.frame
    colours = sketch.series_colours(lines=True)
    scale = sketch.scale(6, zero=False)
    places = [p.x for s in sketch.series for p in s.values if p and p.x is not None]
    across = linear(places, most_ticks=7, zero=False, whole=not numbers_for(places, None, None).grouped)
    legend = [(n, c) for n, c in zip(sketch.series_names, colours, strict=True) if n] if len(colours) > 1 else []
    head, head_tall = sketch.header(small, legend, cut=False)
    ticks = [tick_numbers(scale, sketch.numbers).words(t) for t in scale.ticks]
    along = numbers_for(places, None, None)
    xticks = [tick_numbers(across, along).words(t) for t in across.ticks]
    left = pen.widest(ticks, small) + 2 * AIR
    title = sketch.say(chart.x_title) if chart.x_title else ""
    floor = 2 * AIR + pen.tall(small, 2 if title else 1)
    end = pen.width(xticks[-1], small) // 2
    top = frame.y + head_tall + pen.tall(small) // 2
    plot = Rect(frame.x + left, top, frame.w - left - end, frame.bottom - floor - top)
    if plot.h < LEAST_PLOT or plot.w < LEAST_PLOT or pen.width(title, small) > plot.w:
        return None
    drawn = Drawn("scatter", plot, [], size, small, markers=True)
    drawn.notes += head
    drawn.value_axis = axis_of(scale, sketch, shown=True)
    numbers = tick_numbers(across, along)
    drawn.x_axis = Axis(
        low=float(across.low),
        high=float(across.high),
        ticks=tuple(zip(map(float, across.ticks), xticks, strict=True)),
        title=title,
        format=numbers.format,
        step=float(across.step),
    )
    draw_rules(drawn, scale, standing=True)
    drawn.rules = [replace(rule, kind="grid") for rule in drawn.rules]
    drawn.rules.append(ChartRule(frame=Rect(plot.x, plot.bottom, plot.w, 0), kind="base"))
    drawn.texts += standing_ticks(drawn, scale, ticks, sketch)
    drawn.texts += lying_ticks(drawn, across, xticks, sketch)
    if title:
        wide = pen.width(title, small)
        box = Rect(plot.right - wide, plot.bottom + 2 * AIR + pen.tall(small), wide, pen.tall(small))
        drawn.texts.append(ChartText(lines=(title,), frame=box, kind="axis", size=small, colour="muted", align="right"))
    rows = []
    for one in sketch.series:
        row = []
        for at, given in enumerate(one.values):
            point = sketch.point(given, at)
            if point.value is not None and point.x is not None:
                x, y = plot.x + across.part(point.x, plot.w), plot.bottom - scale.part(point.value, plot.h)
                point = replace(point, mark=Rect(x, y, 0, 0))
            row.append(point)
        rows.append(row)
    if not _label_dots(rows, sketch, drawn, size):
        return None
    drawn.series = [
        ChartSeries(name=name, points=tuple(row), colour=colour)
        for name, row, colour in zip(sketch.series_names, rows, colours, strict=True)
    ]
    return drawn


def _label_dots(rows: list[list[ChartPoint]], sketch: Sketch, drawn: Drawn, size: Cpt) -> bool:
    """The author's words at the dots: right, left, above or below, wherever they touch nothing; False where some
    find no place.
    """
    pen, plot = sketch.pen, drawn.plot
    tall = pen.tall(size)
    dots = [p.mark.inset(-DOT // 2) for row in rows for p in row if p.mark]
    taken = [text.frame for text in drawn.texts]
    for number, row in enumerate(rows):
        for at, point in enumerate(row):
            given = sketch.series[number].values[at]
            if point.mark is None or given is None or given.label is None or sketch.chart.labels == "none":
                continue
            text, (x, y) = sketch.say(given.label), (point.mark.x, point.mark.y)
            wide = pen.width(text, size)
            sides = {
                "right": (x + DOT, y - tall // 2),
                "left": (x - DOT - wide, y - tall // 2),
                "above": (x - wide // 2, y - DOT // 2 - tall),
                "below": (x - wide // 2, y + DOT // 2),
            }
            for side, place in sides.items():
                frame = Rect(*place, wide, tall)
                if plot.contains(frame) and not any(overlap(frame, other) for other in (*taken, *dots)):
                    row[at] = replace(point, label=text, custom=True, side=side)
                    taken.append(frame)
                    align: Align = "left" if side == "right" else "right" if side == "left" else "center"
                    drawn.texts.append(
                        ChartText(lines=(text,), frame=frame, kind="value", size=size, align=align, series=number)
                    )
                    break
            else:
                return False
    return True
