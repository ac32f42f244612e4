"""What stands around a plot: axes with their words, grid lines, names of categories and series, reference lines."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from talkdeck.layout.charts.numbers import tick_numbers
from talkdeck.layout.charts.pen import AIR, spread
from talkdeck.layout.charts.scales import Scale
from talkdeck.layout.charts.sketch import Drawn, Sketch
from talkdeck.model.chart import Axis, ChartNote, ChartRule, ChartText
from talkdeck.model.units import Cpt, Emu, Rect
from talkdeck.model.values import replace


def axis_of(scale: Scale, sketch: Sketch, *, shown: bool) -> Axis:
    numbers = tick_numbers(scale, sketch.numbers)
    return Axis(
        low=float(scale.low),
        high=float(scale.high),
        ticks=tuple((float(t), numbers.words(t)) for t in scale.ticks),
        log=scale.log,
        format=numbers.format,
        shown=shown,
        step=float(scale.step),
    )


def category_lines(sketch: Sketch, size: Cpt, band: Emu) -> tuple[list[tuple[str, ...]], int] | None:
    """Names in lines below columns, and every how many-th is shown; None where they find no room."""
    pen, names = sketch.pen, sketch.names
    most = 3 if len(names) <= 6 else 2
    room = band * 94 // 100
    lines = [pen.lines(name, size, room, most, sketch.bold(at)) for at, name in enumerate(names)]
    if all(lines):
        return [words for words in lines if words], 1
    if all(is_date(name) for name in names):
        for skip in (2, 3, 4, 5, 6, 10, 12):
            if pen.widest(names, size) <= band * skip * 88 // 100 and skip < len(names):
                return [(name,) for name in names], skip
    return None


_DATE = re.compile(
    r"(?:\d+|[第年月日号周週季度天时時点分秒]|Q|W|H|FY|CY|[-–/.:,~ ]|wk|week|day|年度|上半|下半"
    r"|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)+",
    re.IGNORECASE,
)


def is_date(name: str) -> bool:
    """Whether a name is one of a row, such as a year or a week, so that some may be left out on the axis."""
    return any(map(str.isdigit, name)) and _DATE.fullmatch(name) is not None


def row_names(sketch: Sketch, size: Cpt) -> tuple[list[tuple[str, ...]], Emu] | None:
    """Names in lines left of bars, and the width that they take."""
    pen, names = sketch.pen, sketch.names
    most = 3 if len(names) <= 5 else 2 if len(names) <= 12 else 1
    asked = max(pen.width(name, size, sketch.bold(at)) for at, name in enumerate(names))
    for share in (24, 30, 36, 42):
        room = min(asked, sketch.frame.w * share // 100)
        lines = [pen.lines(name, size, room, most, sketch.bold(at)) for at, name in enumerate(names)]
        if all(lines):
            found = [words for words in lines if words]
            return found, room + 2 * AIR
    return None


def right_reserve(sketch: Sketch, size: Cpt, direct: bool) -> Emu | None:
    """Room right of columns for the names of stacked series and of a reference line."""
    texts = [*(sketch.series_names if direct else ()), *([sketch.reference] if sketch.reference else [])]
    if not texts:
        return 0
    room = min(sketch.pen.widest(texts, size, bold=True), sketch.frame.w * 22 // 100)
    fits = all(sketch.pen.lines(text, size, room, 3, bold=True) for text in texts)
    return room + 2 * AIR if fits else None


def remarks_room(sketch: Sketch, size: Cpt) -> Emu:
    return sketch.pen.tall(size, 2) + 3 * AIR if sketch.chart.annotations else 0


def draw_rules(drawn: Drawn, scale: Scale, *, standing: bool) -> None:
    """Lines at the ticks, and where bars begin."""
    plot = drawn.plot
    length = plot.h if standing else plot.w

    def rule(value: Decimal, kind: str) -> ChartRule:
        at = scale.part(value, length)
        frame = Rect(plot.x, plot.bottom - at, plot.w, 0) if standing else Rect(plot.x + at, plot.y, 0, plot.h)
        return ChartRule(frame=frame, kind=kind)  # type: ignore[arg-type]

    if drawn.value_axis and drawn.value_axis.shown:
        drawn.rules += [rule(tick, "grid") for tick in scale.ticks if tick != scale.base or drawn.kind == "range"]
    if drawn.kind != "range":
        drawn.rules.append(rule(scale.base, "base"))


def standing_ticks(drawn: Drawn, scale: Scale, words: list[str], sketch: Sketch) -> list[ChartText]:
    """Words of an upright value axis, left of the plot."""
    pen, plot, small = sketch.pen, drawn.plot, drawn.small
    wide, tall = pen.widest(words, small), pen.tall(small)
    texts = []
    for tick, text in zip(scale.ticks, words, strict=True):
        y = plot.bottom - scale.part(tick, plot.h)
        frame = Rect(plot.x - 2 * AIR - wide, y - tall // 2, wide, tall)
        texts.append(ChartText(lines=(text,), frame=frame, kind="tick", size=small, colour="muted", align="right"))
    return texts


def lying_ticks(drawn: Drawn, scale: Scale, words: list[str], sketch: Sketch) -> list[ChartText]:
    """Words of a lying value axis, below the plot; where they would touch, every other one."""
    pen, plot, small = sketch.pen, drawn.plot, drawn.small
    tall = pen.tall(small)
    spots = [
        (plot.x + scale.part(tick, plot.w), pen.width(text, small))
        for tick, text in zip(scale.ticks, words, strict=True)
    ]
    crowded = any(b - a < (wa + wb) // 2 + AIR for (a, wa), (b, wb) in pairwise(spots))
    texts = []
    for number, ((x, wide), text) in enumerate(zip(spots, words, strict=True)):
        if crowded and number % 2:
            continue
        frame = Rect(x - wide // 2, plot.bottom + 2 * AIR, wide, tall)
        texts.append(ChartText(lines=(text,), frame=frame, kind="tick", size=small, colour="muted"))
    return texts


def side_notes(
    sketch: Sketch, drawn: Drawn, colours: list[str], room: Rect, middles: list[Emu], scale: Scale
) -> list[ChartNote] | None:
    """Words right of an upright plot: series' names at the given heights (none where `middles` is empty), and the
    reference line's; moved apart where they would touch. None where they find no room.
    """
    pen, small = sketch.pen, drawn.small
    texts = [
        (name, middle, number)
        for number, (name, middle) in enumerate(zip(sketch.series_names, middles, strict=bool(middles)))
        if name
    ]
    if sketch.reference:
        assert sketch.chart.reference is not None
        texts.append((sketch.reference, drawn.plot.bottom - scale.part(sketch.chart.reference.value, drawn.plot.h), -1))
    wrapped = [pen.lines(text, small, room.w, 3, bold=number >= 0) for text, _, number in texts]
    if not all(wrapped):
        return None
    talls = [pen.tall(small, len(words or ())) for words in wrapped]
    tops = spread([middle for _, middle, _ in texts], talls, room.y, sketch.frame.bottom)
    if tops is None:
        return None
    notes = []
    for (text, _, number), words, top, tall in zip(texts, wrapped, tops, talls, strict=True):
        frame = Rect(room.x, top, room.w, tall)
        notes.append(
            ChartNote(
                text=text,
                lines=words or (),
                frame=frame,
                kind="direct" if number >= 0 else "reference",
                size=small,
                colour=sketch.clear(colours[number], small) if number >= 0 else "ink",
                bold=number >= 0,
            )
        )
        if number >= 0:
            drawn.series[number] = replace(drawn.series[number], direct=frame)
    return notes


def standing_reference(drawn: Drawn, sketch: Sketch, scale: Scale) -> None:
    """The course of a reference line across an upright chart."""
    if sketch.chart.reference:
        plot = drawn.plot
        drawn.reference_line = Rect(plot.x, plot.bottom - scale.part(sketch.chart.reference.value, plot.h), plot.w, 0)


def lying_reference(drawn: Drawn, sketch: Sketch, scale: Scale) -> bool:
    """The reference line of a lying chart with its words above; False where they find no room."""
    line = sketch.chart.reference
    if line is None:
        return True
    pen, plot, small = sketch.pen, drawn.plot, drawn.small
    x = plot.x + scale.part(line.value, plot.w)
    drawn.reference_line = Rect(x, plot.y - AIR, 0, plot.h + AIR)
    wide = pen.width(sketch.reference, small)
    if wide > sketch.frame.w:
        return False
    left = min(max(x - wide // 2, sketch.frame.x), sketch.frame.right - wide)
    frame = Rect(left, plot.y - AIR - pen.tall(small), wide, pen.tall(small))
    drawn.notes.append(
        ChartNote(
            text=sketch.reference, lines=(sketch.reference,), frame=frame, kind="reference", size=small, align="center"
        )
    )
    return True
