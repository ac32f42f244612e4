"""Charts as inline SVG with real text, and their data as a table. Everything has its place already; nothing is chosen.

Colours are classes, which the slide's ground turns into colours: strict content security allows no style attributes.
On the stage the table is there for screen readers; the article shows it behind a summary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import cos, pi, sin

from markupsafe import Markup

from talkdeck.html.css import name, number
from talkdeck.layout.words import word
from talkdeck.model.chart import DOT, GRID, HOLE, LINE, ChartBox, ChartNote, ChartPoint, ChartSeries, ChartText
from talkdeck.model.units import EMU_PER_CPT, EMU_PER_PX, Cpt, Emu, Rect, points
from talkdeck.model.values import Struct, field

TURN = 21_600_000
LEADING = 1.25
BASELINE = 0.92
"""Of a line's first baseline below its top, in em: the middle of 1.25 em, and the caps' half height."""
STRIPE = points(4.5)
REFERENCE = points(1.5)


def roles(box: ChartBox) -> tuple[set[str], set[str]]:
    """Colour roles that a chart fills and strokes with."""
    marks = {series.colour for series in box.series}
    marks |= {point.colour for series in box.series for point in series.points if point.colour}
    words = {text.colour for text in box.texts} | {note.colour for note in box.notes} | {"ink", "paper"}
    marks |= {note.swatch for note in box.notes if note.swatch}
    return marks | words, marks | {"rule", "ink", "muted", "paper"}


class _Svg(Struct):
    """The elements of a chart. Places are CSS pixels from the frame's corner."""

    box: ChartBox
    series: Mapping[int, Markup] = field(default_factory=dict)
    """Attributes of what belongs to a series that comes in by itself, by its number."""
    parts: list[Markup] = field(default_factory=list)
    patterns: dict[str, str] = field(default_factory=dict)

    def x(self, value: Emu) -> str:
        return number((value - self.box.frame.x) / EMU_PER_PX)

    def y(self, value: Emu) -> str:
        return number((value - self.box.frame.y) / EMU_PER_PX)

    def add(self, markup: str, *values: object) -> None:
        self.parts.append(Markup(markup).format(*values))

    def together(self, begin: int, number: int | None) -> None:
        """Put the elements from `begin` on, which belong to a series, into a group where it comes in by itself."""
        attributes = self.series.get(number) if number is not None else None
        if attributes is not None and begin < len(self.parts):
            self.parts[begin:] = [Markup("<g{}>{}</g>").format(attributes, Markup().join(self.parts[begin:]))]

    def fill(self, role: str, doubtful: bool) -> Markup:
        """Attributes of a fill: a class, or the stripes of a doubtful value."""
        if not doubtful:
            return Markup('class="fl-{}"').format(name(role))
        key = self.patterns.setdefault(role, f"{name(self.box.node)}-{name(role)}")
        return Markup('fill="url(#{})" class="st-{} hatched"').format(key, name(role))

    def line(self, x1: Emu, y1: Emu, x2: Emu, y2: Emu, look: str, width: Emu) -> None:
        coordinates = (self.x(x1), self.y(y1), self.x(x2), self.y(y2))
        self.add('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}" stroke-width="{}"/>', *coordinates, look, px(width))

    def words(
        self, lines: tuple[str, ...], frame: Rect, size: Cpt, colour: str, align: str, bold: bool, look: str = ""
    ) -> None:
        """Lines of text in a frame, as one element."""
        anchor = {"left": "start", "center": "middle", "right": "end"}[align]
        x = {"left": frame.x, "center": frame.x + frame.w // 2, "right": frame.right}[align]
        em = size * EMU_PER_CPT
        tall = round(em * LEADING)
        look = f"fl-{name(colour)} {anchor}{' bold' if bold else ''}{look}"
        spans = Markup()
        for at, text in enumerate(lines):
            y = frame.y + at * tall + round(em * BASELINE)
            spans += Markup('<tspan x="{}" y="{}">{}</tspan>').format(self.x(x), self.y(y), text.strip())
        self.add('<text class="{}" font-size="{}">{}</text>', look, number(size / 75, 3), spans)


def px(length: Emu) -> str:
    return number(length / EMU_PER_PX)


def chart(box: ChartBox, place: str, series: Mapping[int, Markup]) -> Markup:
    """The figure element of a chart: its drawing and its data. `series` are attributes by a series' number."""
    svg = _Svg(box, series)
    for rule in box.rules:
        if rule.kind == "grid":
            f = rule.frame
            svg.line(f.x, f.y, f.right, f.bottom, "st-rule", GRID)
    draw = {"pie": _slices, "doughnut": _slices, "line": _lines, "area": _areas, "scatter": _dots}.get(box.kind, _bars)
    draw(svg)
    for rule in box.rules:
        if rule.kind == "base":
            f = rule.frame
            svg.line(f.x, f.y, f.right, f.bottom, "st-muted", GRID)
    if box.reference_line:
        f = box.reference_line
        svg.line(f.x, f.y, f.right, f.bottom, "st-ink dashed", REFERENCE)
    for text in box.texts:
        begin = len(svg.parts)
        _text(svg, text)
        svg.together(begin, text.series)
    names = {each.name: at for at, each in enumerate(box.series)}
    for note in box.notes:
        begin = len(svg.parts)
        _note(svg, note)
        svg.together(begin, names.get(note.text) if note.kind == "direct" else None)
    stripes = Markup().join(_pattern(key, role) for role, key in svg.patterns.items())
    defs = Markup("<defs>{}</defs>").format(stripes) if stripes else Markup()
    view = f"0 0 {px(box.frame.w)} {px(box.frame.h)}"
    drawing = Markup('<svg class="drawing" viewBox="{}" role="img" aria-label="{}">{}{}</svg>').format(
        view, box.alt, defs, Markup().join(svg.parts)
    )
    return Markup('<figure class="b {} chart" data-node="{}">{}{}</figure>').format(
        place, box.node, drawing, _table(box)
    )


def _pattern(key: str, role: str) -> Markup:
    """Stripes in a role's colour on the paper."""
    side = px(STRIPE)
    return Markup(
        '<pattern id="{0}" width="{1}" height="{1}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="{1}" height="{1}" class="fl-paper"/><rect width="{2}" height="{1}" class="fl-{3}"/></pattern>'
    ).format(key, side, px(STRIPE // 2), name(role))


def _text(svg: _Svg, text: ChartText) -> None:
    # A value that stands on a line or a rule is kept clear of it.
    halo = " halo" if text.kind == "value" and svg.box.stack == "grouped" else ""
    svg.words(text.lines, text.frame, text.size, text.colour, text.align, text.bold, halo)


def _note(svg: _Svg, note: ChartNote) -> None:
    frame = note.frame
    if note.swatch:
        side = note.size * EMU_PER_CPT * 7 // 10
        top = frame.y + (frame.h - side) // 2
        svg.add(
            '<rect x="{}" y="{}" width="{}" height="{}" class="fl-{}"/>',
            svg.x(frame.x), svg.y(top), px(side), px(side), name(note.swatch),
        )  # fmt: skip
        indent = note.size * EMU_PER_CPT * 9 // 10 + points(3)
        frame = Rect(frame.x + indent, frame.y, frame.w - indent, frame.h)
    if note.anchor and note.kind == "annotation":
        x, y = note.anchor
        if frame.bottom <= y:
            svg.line(x, frame.bottom + points(1), x, y, "st-muted", GRID)
        else:
            svg.line(frame.x - points(3), frame.y + frame.h // 2, x, y, "st-muted", GRID)
    svg.words(note.lines or (note.text,), frame, note.size, note.colour, note.align, note.bold)


def _bars(svg: _Svg) -> None:
    gap = svg.box.stack != "grouped"
    for at, series in enumerate(svg.box.series):
        first = len(svg.parts)
        for point in series.points:
            if point.mark is None:
                continue
            m = point.mark
            look = svg.fill(point.colour or series.colour, bool(point.doubt))
            svg.add(
                '<rect x="{}" y="{}" width="{}" height="{}" {}{}/>',
                svg.x(m.x), svg.y(m.y), px(m.w), px(m.h), look, Markup(' stroke-width="1"') if point.doubt else "",
            )  # fmt: skip
            if gap and min(m.w, m.h) > points(2):
                svg.add(
                    '<rect x="{}" y="{}" width="{}" height="{}" class="st-paper" stroke-width="1"/>',
                    svg.x(m.x), svg.y(m.y), px(m.w), px(m.h),
                )  # fmt: skip
        svg.together(first, at)


def _runs(series: ChartSeries) -> Iterator[list[ChartPoint]]:
    """Neighbouring points that have a value: a missing one leaves a gap."""
    run: list[ChartPoint] = []
    for point in series.points:
        if point.mark is None:
            if run:
                yield run
            run = []
        else:
            run.append(point)
    if run:
        yield run


def _lines(svg: _Svg) -> None:
    # Grey lines first, so that the important ones lie on top.
    for at, series in sorted(enumerate(svg.box.series), key=lambda each: each[1].width):
        first = len(svg.parts)
        for run in _runs(series):
            for doubtful, stretch in _stretches(run):
                course = " ".join(f"{svg.x(p.mark.x)},{svg.y(p.mark.y)}" for p in stretch if p.mark)
                look = f"st-{name(series.colour)} stroke{' dashed' if doubtful else ''}"
                svg.add('<polyline points="{}" class="{}" stroke-width="{}"/>', course, look, px(series.width))
        for point in series.points:
            if point.mark and ((svg.box.markers and series.width >= LINE) or point.doubt or _alone(series, point)):
                _dot(svg, point, series.colour, series.width)
        svg.together(first, at)


def _alone(series: ChartSeries, point: ChartPoint) -> bool:
    return any(run == [point] for run in _runs(series))


def _stretches(run: list[ChartPoint]) -> Iterator[tuple[bool, list[ChartPoint]]]:
    """A run in stretches of sure and doubtful segments; a segment is doubtful where either of its ends is."""
    stretch: list[ChartPoint] = []
    before: bool | None = None
    for a, b in pairwise(run):
        doubtful = bool(a.doubt or b.doubt)
        if doubtful != before and stretch:
            yield bool(before), stretch
            stretch = []
        stretch = stretch or [a]
        stretch.append(b)
        before = doubtful
    if len(stretch) > 1:
        yield bool(before), stretch


def _dot(svg: _Svg, point: ChartPoint, colour: str, width: Emu) -> None:
    assert point.mark is not None
    look = f"fl-paper st-{name(colour)}" if point.doubt else f"fl-{name(colour)}"
    svg.add(
        '<circle cx="{}" cy="{}" r="{}" class="{}" stroke-width="{}"/>',
        svg.x(point.mark.x), svg.y(point.mark.y), px(DOT // 2), look, px(width) if point.doubt else "0",
    )  # fmt: skip


def _areas(svg: _Svg) -> None:
    box = svg.box
    below = [(box.plot.x, box.plot.bottom), (box.plot.right, box.plot.bottom)]
    base = next((rule.frame.y for rule in box.rules if rule.kind == "base"), box.plot.bottom)
    below = [(x, base) for x, _ in below]
    for at, series in enumerate(box.series):
        first = len(svg.parts)
        edge = [(p.mark.x, p.mark.y) for p in series.points if p.mark]
        corners = " ".join(f"{svg.x(x)},{svg.y(y)}" for x, y in (*edge, *reversed(below)))
        doubtful = any(p.doubt for p in series.points)
        svg.add('<polygon points="{}" {}/>', corners, svg.fill(series.colour, doubtful))
        if box.stack != "grouped":
            below = edge
        course = " ".join(f"{svg.x(x)},{svg.y(y)}" for x, y in edge)
        svg.add('<polyline points="{}" class="st-paper stroke" stroke-width="1.5"/>', course)
        svg.together(first, at)


def _dots(svg: _Svg) -> None:
    for at, series in enumerate(svg.box.series):
        first = len(svg.parts)
        for point in series.points:
            if point.mark:
                _dot(svg, point, series.colour, GRID * 2)
        svg.together(first, at)


def _slices(svg: _Svg) -> None:
    plot = svg.box.plot
    x, y, radius = plot.x + plot.w // 2, plot.y + plot.h // 2, plot.w / 2
    inner = radius * HOLE / 100 if svg.box.kind == "doughnut" else 0.0

    def at(turn: int, distance: float) -> tuple[str, str]:
        angle = turn / TURN * 2 * pi
        return svg.x(round(x + distance * sin(angle))), svg.y(round(y - distance * cos(angle)))

    for n, series in enumerate(svg.box.series):
        first = len(svg.parts)
        for point in series.points:
            if point.turn is None or point.turn[0] == point.turn[1]:
                continue
            begin, end = point.turn
            # An arc cannot be a whole circle: its ends would be one point.
            end = min(end, begin + TURN - 60)
            large = int(end - begin > TURN // 2)
            r, hole = number(radius / EMU_PER_PX), number(inner / EMU_PER_PX)
            outer = f"M{' '.join(at(begin, radius))}A{r} {r} 0 {large} 1 {' '.join(at(end, radius))}"
            back = f"L{' '.join(at(end, inner))}"
            if inner:
                back += f"A{hole} {hole} 0 {large} 0 {' '.join(at(begin, inner))}"
            look = svg.fill(point.colour or series.colour, bool(point.doubt))
            svg.add('<path d="{}" {}/>', f"{outer}{back}Z", look)
            svg.add('<path d="{}" class="st-paper" stroke-width="2"/>', f"{outer}{back}Z")
            if point.leader:
                course = " ".join(f"{svg.x(a)},{svg.y(b)}" for a, b in point.leader)
                svg.add('<polyline points="{}" class="st-muted stroke" stroke-width="{}"/>', course, px(GRID))
        svg.together(first, n)


def _table(box: ChartBox) -> Markup:
    """The data as a table: categories down, series across; a scatter chart has a row for each point."""
    lang = box.lang
    label = word("data", lang)
    if box.unit:
        label += f" ({box.unit})" if lang.startswith("en") else f"（{box.unit}）"
    rows = []
    if box.kind == "scatter":
        across, up = (
            axis.title if axis and axis.title else sign for axis, sign in ((box.x_axis, "x"), (box.value_axis, "y"))
        )
        head = [word("category", lang), across, up]
        for series in box.series:
            for point in series.points:
                if point.value is not None:
                    doubt = word(point.doubt, lang) if point.doubt else ""
                    rows.append([point.label or series.name, number(point.x or 0, 6), number(point.value, 6) + doubt])
    else:
        head = [word("category", lang), *(s.name or word("value", lang) for s in box.series)]
        for at, lines in enumerate(box.categories):
            cells = [
                point.given + (word(point.doubt, lang) if point.doubt else "") or "—"
                for point in (s.points[at] for s in box.series)
            ]
            rows.append(["".join(lines), *cells])
    top = Markup().join(Markup('<th scope="col">{}</th>').format(cell) for cell in head)
    body = Markup().join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            first, Markup().join(Markup("<td>{}</td>").format(cell) for cell in cells)
        )
        for first, *cells in rows
    )
    return Markup(
        '<details class="data" open><summary>{}</summary><table class="figures-of"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></details>"
    ).format(label, top, body)
