"""Column, bar and range charts: one size tried at a time; None says that the words find no room at it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from talkdeck.layout.charts.axes import (
    axis_of,
    category_lines,
    draw_rules,
    lying_reference,
    lying_ticks,
    remarks_room,
    right_reserve,
    row_names,
    side_notes,
    standing_reference,
    standing_ticks,
)
from talkdeck.layout.charts.numbers import tick_numbers
from talkdeck.layout.charts.pen import AIR
from talkdeck.layout.charts.remarks import lying_remarks, standing_remarks
from talkdeck.layout.charts.scales import Scale, exact
from talkdeck.layout.charts.sketch import Drawn, Sketch
from talkdeck.model.chart import THINNEST, ChartPoint, ChartSeries, ChartText
from talkdeck.model.units import Cpt, Emu, Rect, inches, points
from talkdeck.model.values import Struct, replace

WIDEST_COLUMN = inches(1.3)
THICKEST_BAR = inches(0.55)
LABEL = points(5)
"""Between a lying bar and its label."""
MOST_GAP = 500
"""PowerPoint's limit."""
LEAST_PLOT = inches(1.2)


class Bands(Struct, frozen=True):
    """Places along the category axis: `n` bands on a length, each with `k` bars and a gap in percent of a bar."""

    start: Emu
    length: Emu
    n: int
    k: int
    gap: int

    @classmethod
    def of(cls, start: Emu, length: Emu, n: int, k: int, most: Emu) -> Bands:
        """With the gap that keeps bars no wider than `most`."""
        band = length / n
        usual = 55 if k == 1 else 70
        needed = int((band / most - k) * 100) + 1
        return cls(start, length, n, k, min(MOST_GAP, max(usual, needed)))

    @property
    def thick(self) -> Emu:
        return int(self.length / self.n / (self.k + self.gap / 100))

    def bar(self, at: int, number: int) -> tuple[Emu, Emu]:
        """(offset, thickness) of a category's bar."""
        band = self.length / self.n
        wide = band / (self.k + self.gap / 100)
        begin = band * at + (band - wide * self.k) / 2 + wide * number
        first, last = round(begin), round(begin + wide)
        return self.start + first, last - first

    def middle(self, at: int) -> Emu:
        return self.start + (2 * at + 1) * self.length // (2 * self.n)


def upright(sketch: Sketch, size: Cpt, small: Cpt) -> Drawn | None:
    """A column chart."""
    chart, pen, frame = sketch.chart, sketch.pen, sketch.frame
    n, series = len(sketch.names), sketch.series
    bars = 1 if sketch.stacked else len(series)
    colours = sketch.series_colours(lines=False)
    direct = sketch.stacked and all(sketch.value(s.values[-1]) is not None for s in series)
    full = scale = sketch.scale(6, zero=True)
    head, head_tall = sketch.header(small, [] if direct else _legend(sketch, colours), cut=scale.cut)
    right = right_reserve(sketch, small, direct)
    if right is None:
        return None
    remarks_tall = remarks_room(sketch, small)
    for with_axis in _axis_choices(sketch):
        scale = full
        ticks = [tick_numbers(scale, sketch.numbers).words(t) for t in scale.ticks]
        left = pen.widest(ticks, small) + 2 * AIR if with_axis else 0
        bands = Bands.of(frame.x + left, frame.w - left - right, n, bars, WIDEST_COLUMN)
        if bands.thick < THINNEST:
            continue
        named = category_lines(sketch, small, bands.length // n)
        if named is None:
            continue
        lines, skip = named
        label = pen.tall(size) + AIR
        outside = not sketch.stacked and chart.labels != "none"
        below = outside and any(v < 0 for v in sketch.values)
        # A name that is wider than its band stands below the axis' own lowest word.
        drop = pen.tall(small) // 2 + AIR if with_axis and skip > 1 else 2 * AIR
        floor = drop + pen.tall(small, max(map(len, lines), default=1)) + (label if below else 0)
        top = frame.y + head_tall + remarks_tall + (label if outside else pen.tall(small) // 2 if with_axis else 0)
        plot = Rect(bands.start, top, bands.length, frame.bottom - floor - top)
        if plot.h < LEAST_PLOT:
            continue
        if not with_axis and not sketch.stacked and not scale.log and chart.most is None:
            scale = _tight(full, sketch)
        made = _columns(sketch, plot, bands, scale, colours, size)
        if made is None or (not with_axis and not made[2]):
            continue
        drawn = Drawn("column", plot, made[0], size, small, gap=bands.gap, skip=skip, categories=lines)
        drawn.texts += made[1]
        drawn.notes += head
        drawn.value_axis = axis_of(scale, sketch, shown=with_axis)
        draw_rules(drawn, scale, standing=True)
        if with_axis:
            drawn.texts += standing_ticks(drawn, scale, ticks, sketch)
        _standing_names(drawn, sketch, bands, frame.bottom - floor + (label if below else 0) + drop)
        side = Rect(plot.right + 2 * AIR, frame.y + head_tall, right - 2 * AIR, 0)
        notes = side_notes(sketch, drawn, colours, side, part_middles(drawn) if direct else [], scale)
        if notes is None:
            continue
        drawn.notes += notes
        standing_reference(drawn, sketch, scale)
        return standing_remarks(drawn, sketch, Rect(plot.x, frame.y + head_tall, plot.w, remarks_tall))
    return None


def lying(sketch: Sketch, size: Cpt, small: Cpt) -> Drawn | None:
    """A bar chart, or a chart of ranges: categories from top to bottom."""
    chart, pen, frame = sketch.chart, sketch.pen, sketch.frame
    n, series, ranges = len(sketch.names), sketch.series, chart.kind == "range"
    bars = 1 if sketch.stacked else len(series)
    colours = sketch.series_colours(lines=False)
    full = scale = sketch.scale(6, zero=not ranges)
    head, head_tall = sketch.header(small, _legend(sketch, colours), cut=scale.cut)
    named = row_names(sketch, small)
    if named is None:
        return None
    lines, left = named
    remark = frame.w * 28 // 100 if chart.annotations else 0
    for with_axis in (True,) if ranges else _axis_choices(sketch):
        scale = full
        ticks = [tick_numbers(scale, sketch.numbers).words(t) for t in scale.ticks]
        outside = not sketch.stacked and chart.labels != "none"
        labels = [sketch.words(p) for s in series for p in s.values if p and sketch.value(p) is not None]
        room = pen.widest(labels, size) + LABEL + AIR if outside and labels else 0
        behind = room if outside and any(v < 0 for v in sketch.values) else 0
        over = pen.tall(small) + AIR if chart.reference else 0
        floor = pen.tall(small) + 2 * AIR if with_axis else 0
        end = max(room, pen.width(ticks[-1], small) // 2 if with_axis else 0)
        top = frame.y + head_tall + over
        plot = Rect(frame.x + left + behind, top, frame.w - left - behind - end - remark, frame.bottom - floor - top)
        if plot.w < LEAST_PLOT or plot.h < points(20) * min(n, 2):
            continue
        bands = Bands.of(plot.y, plot.h, n, bars, THICKEST_BAR)
        tall = max(map(len, lines)) * pen.tall(small)
        if plot.h // n < tall or bands.thick < THINNEST:
            continue
        if not with_axis and not sketch.stacked and not scale.log and chart.most is None and not ranges:
            scale = _tight(full, sketch)
        made = _rows(sketch, plot, bands, scale, colours, size)
        if made is None or (not with_axis and not made[2]):
            continue
        drawn = Drawn("range" if ranges else "bar", plot, made[0], size, small, gap=bands.gap, categories=lines)
        drawn.texts += made[1]
        drawn.notes += head
        drawn.value_axis = axis_of(scale, sketch, shown=with_axis)
        draw_rules(drawn, scale, standing=False)
        if with_axis:
            drawn.texts += lying_ticks(drawn, scale, ticks, sketch)
        for at, words in enumerate(lines):
            high = pen.tall(small, len(words))
            drawn.texts.append(
                ChartText(
                    lines=words,
                    frame=Rect(frame.x, bands.middle(at) - high // 2, left - 2 * AIR, high),
                    kind="category",
                    size=small,
                    align="right",
                    bold=sketch.bold(at),
                )
            )
        if not lying_reference(drawn, sketch, scale):
            continue
        area = Rect(plot.right + end, plot.y, remark, plot.h)
        return lying_remarks(drawn, sketch, area)
    return None


def _axis_choices(sketch: Sketch) -> tuple[bool, ...]:
    """Whether to draw the axis: rather not, where all labels find room."""
    if sketch.chart.labels in ("none", "ends") or sketch.chart.axis == "log":
        return (True,)
    return (False, True)


def _tight(scale: Scale, sketch: Sketch) -> Scale:
    """A scale without ticks to be seen ends at the greatest value (and begins at the least below 0)."""
    values = [*map(exact, sketch.values), scale.base]
    if sketch.chart.reference:
        values.append(exact(sketch.chart.reference.value))
    low = scale.low if sketch.chart.least is not None or min(values) >= 0 else min(values)
    high = max(max(values), low + scale.step / 10)
    return replace(scale, low=low, high=high, ticks=tuple(t for t in scale.ticks if low <= t <= high))


def _legend(sketch: Sketch, colours: list[str]) -> list[tuple[str, str | None]]:
    names = sketch.series_names
    if len(names) == 1:
        return [(names[0], None)] if names[0] else []
    return list(zip(names, colours, strict=True))


def _wanted(sketch: Sketch, at: int) -> bool:
    """Whether a category's bars get labels."""
    labels = sketch.chart.labels
    return labels in ("auto", "all") or (labels == "ends" and at in (0, len(sketch.names) - 1))


def _columns(
    sketch: Sketch, plot: Rect, bands: Bands, scale: Scale, colours: list[str], size: Cpt
) -> tuple[list[ChartSeries], list[ChartText], bool] | None:
    """Series with their bars, the labels, and whether every bar has one."""
    pen, texts = sketch.pen, dict[tuple[int, int], ChartText]()
    tall, complete = pen.tall(size), True
    band = bands.length // bands.n
    made: list[list[ChartPoint]] = [[] for _ in sketch.series]
    for at in range(bands.n):
        for number, begin, end in _stack(sketch, at, scale):
            given = sketch.series[number].values[at]
            point = sketch.point(given, at)
            if given is None or point.value is None:
                made[number].append(point)
                continue
            x, wide = bands.bar(at, 0 if sketch.stacked else number)
            low, high = sorted((scale.part(begin, plot.h), scale.part(end, plot.h)))
            mark = Rect(x, plot.bottom - high, wide, high - low)
            fill = point.colour or colours[number]
            text = _share(sketch, at, number) if sketch.chart.stack == "percent" and sketch.stacked else point.given
            wanted = bool(text) and _wanted(sketch, at)
            asked = pen.width(text, size)
            negative = point.value < 0
            if sketch.stacked:
                fits = wanted and mark.h >= tall and asked <= wide
                frame = Rect(mark.x + (mark.w - asked) // 2, mark.y + (mark.h - tall) // 2, asked, tall)
                ink = sketch.ink_on(fill)
            else:
                fits = wanted and asked <= (band if len(sketch.series) == 1 else wide) - points(1)
                top = mark.bottom + AIR // 2 if negative else mark.y - tall - AIR // 2
                frame = Rect(mark.x + (mark.w - asked) // 2, top, asked, tall)
                ink = "ink"
            complete = complete and fits
            if wanted and not fits and sketch.chart.labels == "all" and not sketch.stacked:
                return None
            point = replace(
                point,
                mark=mark,
                label=text if fits else "",
                custom=sketch.custom(given) or (sketch.stacked and sketch.chart.stack == "percent"),
                inside=sketch.stacked,
                side="below" if negative else "above",
                ink=ink,
            )
            made[number].append(point)
            if fits:
                texts[number, at] = ChartText(
                    lines=(text,), frame=frame, kind="value", size=size, colour=ink, series=number
                )
    if not complete and not sketch.stacked and sketch.chart.labels == "auto":
        made, texts = _only_bold(sketch, made, texts)
    return _series(sketch, made, colours), list(texts.values()), complete


def _rows(
    sketch: Sketch, plot: Rect, bands: Bands, scale: Scale, colours: list[str], size: Cpt
) -> tuple[list[ChartSeries], list[ChartText], bool] | None:
    """As `_columns`, lying."""
    pen, texts = sketch.pen, dict[tuple[int, int], ChartText]()
    tall, complete = pen.tall(size), True
    band = bands.length // bands.n
    made: list[list[ChartPoint]] = [[] for _ in sketch.series]
    for at in range(bands.n):
        for number, begin, end in _stack(sketch, at, scale):
            given = sketch.series[number].values[at]
            point = sketch.point(given, at)
            if given is None or point.value is None:
                made[number].append(point)
                continue
            y, thick = bands.bar(at, 0 if sketch.stacked else number)
            low, high = sorted((scale.part(begin, plot.w), scale.part(end, plot.w)))
            if sketch.chart.kind == "range" and high - low < THINNEST:
                low, high = low - THINNEST // 2, low + THINNEST // 2
            mark = Rect(plot.x + low, y, high - low, thick)
            fill = point.colour or colours[number]
            text = _share(sketch, at, number) if sketch.chart.stack == "percent" and sketch.stacked else point.given
            wanted = bool(text) and _wanted(sketch, at)
            asked = pen.width(text, size)
            negative = point.value < 0
            if sketch.stacked:
                fits = wanted and mark.w >= asked and tall <= mark.h
                frame = Rect(mark.x + (mark.w - asked) // 2, mark.y + (mark.h - tall) // 2, asked, tall)
                ink = sketch.ink_on(fill)
            else:
                fits = wanted and tall <= (band if len(sketch.series) == 1 else thick + points(2))
                left = mark.x - asked - LABEL if negative else mark.right + LABEL
                frame = Rect(left, mark.y + (mark.h - tall) // 2, asked, tall)
                ink = "ink"
            complete = complete and fits
            if wanted and not fits and sketch.chart.labels == "all" and not sketch.stacked:
                return None
            point = replace(
                point,
                mark=mark,
                label=text if fits else "",
                custom=sketch.custom(given) or (sketch.stacked and sketch.chart.stack == "percent"),
                inside=sketch.stacked,
                side="left" if negative else "right",
                ink=ink,
            )
            made[number].append(point)
            if fits:
                align = "center" if sketch.stacked else "right" if negative else "left"
                texts[number, at] = ChartText(
                    lines=(text,),
                    frame=frame,
                    kind="value",
                    size=size,
                    colour=ink,
                    align=align,  # type: ignore[arg-type]
                    series=number,
                )
    if not complete and not sketch.stacked and sketch.chart.labels == "auto":
        made, texts = _only_bold(sketch, made, texts)
    return _series(sketch, made, colours), list(texts.values()), complete


def _only_bold(
    sketch: Sketch, made: list[list[ChartPoint]], texts: dict[tuple[int, int], ChartText]
) -> tuple[list[list[ChartPoint]], dict[tuple[int, int], ChartText]]:
    """Where not all labels find room, those of highlighted categories alone, if there is one series."""
    alone = len(made) == 1
    kept = [[p if alone and sketch.bold(at) else replace(p, label="") for at, p in enumerate(row)] for row in made]
    return kept, {key: text for key, text in texts.items() if alone and sketch.bold(key[1])}


def _stack(sketch: Sketch, at: int, scale: Scale) -> list[tuple[int, float, float]]:
    """(number of the series, where its bar begins, where it ends) of a category, in the order of the series."""
    places = []
    up = down = exact(0.0)
    whole = _whole(sketch, at)
    for number, series in enumerate(sketch.series):
        point = series.values[at]
        value = sketch.value(point)
        if point is None or value is None:
            places.append((number, 0.0, 0.0))
        elif not sketch.stacked:
            base = point.low if point.low is not None else float(scale.base)
            places.append((number, base, value))
        else:
            size = exact(value) * 100 / whole if sketch.chart.stack == "percent" and whole else exact(value)
            if value < 0:
                places.append((number, float(down), float(down + size)))
                down += size
            else:
                places.append((number, float(up), float(up + size)))
                up += size
    return places


def _whole(sketch: Sketch, at: int) -> Decimal:
    """The sum of a category's values without their signs."""
    return sum(
        (abs(exact(v)) for v in (sketch.value(s.values[at]) for s in sketch.series) if v is not None), exact(0.0)
    )


def _share(sketch: Sketch, at: int, number: int) -> str:
    """A part of 100 % in words."""
    value, whole = sketch.value(sketch.series[number].values[at]), _whole(sketch, at)
    if value is None or not whole:
        return ""
    part = exact(value) * 100 / whole
    digits = Decimal(1) if abs(part - part.to_integral_value()) < Decimal("0.05") or part >= 10 else Decimal("0.1")
    return f"{part.quantize(digits, ROUND_HALF_UP)}%"


def _series(sketch: Sketch, made: list[list[ChartPoint]], colours: list[str]) -> list[ChartSeries]:
    return [
        ChartSeries(name=name, points=tuple(row), colour=colour)
        for name, row, colour in zip(sketch.series_names, made, colours, strict=True)
    ]


def _standing_names(drawn: Drawn, sketch: Sketch, bands: Bands, top: Emu) -> None:
    """Names of categories below columns."""
    for at, words in enumerate(drawn.categories):
        if at % drawn.skip:
            continue
        wide = sketch.pen.widest(words, drawn.small, sketch.bold(at))
        frame = Rect(bands.middle(at) - wide // 2, top, wide, sketch.pen.tall(drawn.small, len(words)))
        drawn.texts.append(ChartText(lines=words, frame=frame, kind="category", size=drawn.small, bold=sketch.bold(at)))


def part_middles(drawn: Drawn) -> list[Emu]:
    """Heights of the parts of the last column."""
    marks = [series.points[-1].mark for series in drawn.series]
    return [mark.y + mark.h // 2 for mark in marks if mark]
