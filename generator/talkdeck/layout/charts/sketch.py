"""What every kind of chart starts from: its data with names, numbers and colours, and what it is drawn into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from talkdeck.brand.colour import contrast
from talkdeck.brand.model import Colour
from talkdeck.layout.charts.numbers import Numbers, numbers_for
from talkdeck.layout.charts.pen import AIR, Pen
from talkdeck.layout.charts.scales import Scale, linear, logarithmic
from talkdeck.layout.words import word
from talkdeck.model.chart import Axis, ChartKind, ChartNote, ChartPoint, ChartRule, ChartSeries, ChartText
from talkdeck.model.data import Chart, Point, Series
from talkdeck.model.text import Text
from talkdeck.model.units import EMU_PER_CPT, Cpt, Emu, Rect
from talkdeck.model.values import Struct, field, replace

COLOURS = tuple(f"chart{n}" for n in range(1, 7))
REST = "chart-rest"
FIRST = COLOURS[0]


class Drawn(Struct):
    """A chart as far as its kind draws it; `ChartBox` says what the fields are."""

    kind: ChartKind
    plot: Rect
    series: list[ChartSeries]
    size: Cpt
    small: Cpt
    value_axis: Axis | None = None
    x_axis: Axis | None = None
    gap: int = 0
    skip: int = 1
    markers: bool = False
    categories: list[tuple[str, ...]] = field(default_factory=list)
    texts: list[ChartText] = field(default_factory=list)
    notes: list[ChartNote] = field(default_factory=list)
    rules: list[ChartRule] = field(default_factory=list)
    reference_line: Rect | None = None


class Sketch(Struct, frozen=True, dict=True):
    """A chart whose data is complete, and its place. `colours` are the roles of the ground that it stands on."""

    chart: Chart
    pen: Pen
    frame: Rect
    colours: Mapping[str, Colour]
    lang: str

    def say(self, text: Text) -> str:
        """A text in plain words, its mark behind it."""
        return text.plain + (word(text.mark, self.lang) if text.mark else "")

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self.say(name) for name in self.chart.categories)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        return self.chart.series

    @cached_property
    def series_names(self) -> tuple[str, ...]:
        return tuple(self.say(series.name) if series.name else "" for series in self.series)

    @cached_property
    def highlighted(self) -> frozenset[str]:
        return frozenset(text.plain for text in self.chart.highlight)

    @cached_property
    def numbers(self) -> Numbers:
        values = [v for series in self.series for p in series.values if p for v in (p.value, p.low, p.high)]
        unit = self.chart.unit.plain if self.chart.unit else None
        return numbers_for([v for v in values if v is not None], self.chart.decimals, unit)

    def value(self, point: Point | None) -> float | None:
        """A point's value; a range's upper end."""
        if point is None:
            return None
        return point.high if point.value is None else point.value

    @cached_property
    def values(self) -> tuple[float, ...]:
        """All values that are not missing, ends of ranges too."""
        points = [p for series in self.series for p in series.values if p]
        ends = [v for p in points for v in (self.value(p), p.low)]
        return tuple(v for v in ends if v is not None)

    @cached_property
    def stacked(self) -> bool:
        return self.chart.stack != "grouped" and self.chart.kind in ("column", "bar", "area") and len(self.series) > 1

    def sums(self) -> list[float]:
        """The highest and lowest places of stacked values."""
        from talkdeck.layout.charts.scales import exact

        places = []
        for at in range(len(self.names)):
            here = [self.value(series.values[at]) for series in self.series]
            numbers = [exact(v) for v in here if v is not None]
            places += [float(sum(v for v in numbers if v > 0)), float(sum(v for v in numbers if v < 0))]
        return places

    def scale(self, most_ticks: int, *, zero: bool) -> Scale:
        """The scale of the value axis."""
        chart = self.chart
        if self.stacked and chart.stack == "percent":
            return linear([0, 100], most_ticks=6, zero=True)
        values = self.sums() if self.stacked else list(self.values)
        if chart.reference:
            values.append(chart.reference.value)
        if chart.axis == "log":
            return logarithmic(values, bars=zero, least=chart.least, most=chart.most)
        years = not self.numbers.grouped
        if not years and chart.least is None and 0 <= 2 * min(values, default=0) <= max(values, default=0):
            values.append(0)  # a line that doubles and more is read against zero
        return linear(values, most_ticks=most_ticks, zero=zero, least=chart.least, most=chart.most, whole=years)

    def series_colours(self, *, lines: bool) -> list[str]:
        """A role for each series: the highlighted ones in colour and the rest grey, or each in a colour of its own."""
        names = self.series_names
        chosen = [name in self.highlighted for name in names]
        if not any(chosen) or len(names) == 1:
            return [COLOURS[n % len(COLOURS)] for n in range(len(names))]
        free = iter(COLOURS)
        colours = [next(free, COLOURS[-1]) if mine else "" for mine in chosen]
        grey = lines or self.stacked or sum(not c for c in chosen) == 1
        return [colour or (REST if grey else next(free, REST)) for colour in colours]

    def point_colour(self, at: int) -> str | None:
        """The role of a category's only bar or slice, where it differs from its series'."""
        if len(self.series) > 1 or not self.highlighted & set(self.names):
            return None
        return FIRST if self.names[at] in self.highlighted else REST

    def bold(self, at: int) -> bool:
        """Whether a category's name is emphasised."""
        return self.names[at] in self.highlighted

    def ink_on(self, fill: str) -> str:
        """The role of words on a fill: whichever of paper and ink is the clearer."""
        hex_ = self.colours[fill].hex
        return max(("paper", "ink"), key=lambda role: contrast(self.colours[role].hex, hex_))

    def clear(self, role: str, size: Cpt) -> str:
        """A role for bold words of a size: the given one where it is clear enough on the paper, else ink."""
        ratio = contrast(self.colours[role].hex, self.colours["paper"].hex)
        return role if ratio >= (3 if size >= 1400 else 4.5) else "ink"

    def point(self, point: Point | None, at: int) -> ChartPoint:
        """A point's data, without label and place."""
        value = self.value(point)
        if point is None or value is None:
            return ChartPoint(value=None, given="")
        return ChartPoint(
            value=value,
            low=point.low,
            x=point.x,
            doubt=point.mark or "",
            colour=self.point_colour(at),
            given=self.words(point),
        )

    def words(self, point: Point) -> str:
        """What a point's label says: the author's words, else its number or range."""
        if point.label:
            return self.say(point.label)
        value = self.value(point)
        if value is None:
            return ""
        # A figure that is in doubt is written as it was given: decimals after the others' would claim too much.
        numbers = replace(self.numbers, decimals=None) if point.mark else self.numbers
        if point.low is not None and point.low != value:
            return f"{numbers.words(point.low)}\u2013{numbers.words(value)}"
        return numbers.words(value)

    def custom(self, point: Point) -> bool:
        """Whether the label is not the value in the chart's number format."""
        value = self.value(point)
        if point.label is not None or point.low is not None:
            return True
        if value is None:
            return False
        return not self.numbers.same_in_format(value) or self.words(point) != self.numbers.words(value)

    @property
    def reference(self) -> str:
        """What a reference line is called: its label, and its value."""
        line = self.chart.reference
        if line is None:
            return ""
        return self.say(line.label) if line.label else self.numbers.words(line.value)

    def header(
        self, size: Cpt, legend: Sequence[tuple[str, str | None]], *, cut: bool, width: Emu | None = None
    ) -> tuple[list[ChartNote], Emu]:
        """What stands above the plot, in rows: the unit, the legend, and that the axis is cut; and their height."""
        pen, tall = self.pen, self.pen.tall(size)
        swatch = size * EMU_PER_CPT * 9 // 10
        items: list[tuple[str, str | None, str, Emu]] = []
        if self.chart.unit and not self.numbers.sign:
            text = word("unit", self.lang, self.say(self.chart.unit))
            items.append((text, None, "unit", pen.width(text, size)))
        for name, colour in legend:
            items.append((name, colour, "legend", pen.width(name, size) + (swatch + AIR if colour else 0)))
        if cut:
            text = word("cut", self.lang)
            items.append((text, None, "cut", pen.width(text, size)))
        notes: list[ChartNote] = []
        width = width or self.frame.w
        x, y, gap = 0, self.frame.y, size * EMU_PER_CPT * 3 // 2
        for text, colour, kind, wide in items:
            if x and x + wide > width:
                x, y = 0, y + tall
            lines = pen.lines(text, size, min(width, wide), 1) or (text,)
            notes.append(
                ChartNote(
                    text=text,
                    lines=lines,
                    frame=Rect(self.frame.x + x, y, min(wide, width), tall),
                    kind=kind,  # type: ignore[arg-type]
                    swatch=colour,
                    size=size,
                    colour="muted" if kind == "unit" else "ink",
                )
            )
            x += wide + gap
        return notes, y + tall + 2 * AIR - self.frame.y if notes else 0
