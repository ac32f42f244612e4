"""From a chart's data and a place to a `ChartBox`: the largest words that find room, or a problem with its remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from talkdeck.layout.charts.axes import is_date
from talkdeck.layout.charts.bars import lying, upright
from talkdeck.layout.charts.lines import lined, scattered
from talkdeck.layout.charts.pen import Pen
from talkdeck.layout.charts.pies import round_chart
from talkdeck.layout.charts.sayings import alt_text
from talkdeck.layout.charts.sketch import COLOURS, Drawn, Sketch
from talkdeck.layout.stage import Stage
from talkdeck.model.chart import ChartBox
from talkdeck.model.data import Chart
from talkdeck.model.units import Cpt, Rect
from talkdeck.model.values import replace

Try = Callable[[Sketch, Cpt, Cpt], Drawn | None]

TRIES: dict[str, Try] = {
    "column": upright,
    "bar": lying,
    "range": lying,
    "line": lined,
    "area": lined,
    "pie": round_chart,
    "doughnut": round_chart,
    "scatter": scattered,
}

EASY = 1400
"""Columns whose words need smaller type than this are rather turned into bars."""


def draw_chart(
    chart: Chart, stage: Stage, frame: Rect, layout: str, node: str, title: str, region: str | None
) -> ChartBox | None:
    """The chart in a frame; None with a problem (E510, E511) where it cannot be shown well.

    `chart` has its data, in the unit that it shows. `layout` names the layout, whose ground gives the colours.
    """
    sketch = Sketch(chart, Pen(stage), frame, stage.colours(layout), stage.lang)
    too_many = next(_too_many(sketch), None)
    if too_many:
        stage.wrong("E511", too_many[0], chart.where, too_many[1])
        return None
    styles = stage.brand.styles
    pairs = [
        (size, next((s for s in styles["chart-axis"].sizes if s <= size), size)) for size in styles["chart-label"].sizes
    ]
    for attempt, size, small in _attempts(sketch, pairs):
        drawn = attempt(sketch, size, small)
        if drawn:
            return _box(drawn, sketch, node, title, region)
    fact, hint = _no_room(sketch, pairs[-1][0])
    stage.wrong(
        "E510", fact, chart.where, hint, *(("give the chart a slide of its own",) if ".columns." in node else ())
    )
    return None


def _attempts(sketch: Sketch, pairs: list[tuple[Cpt, Cpt]]) -> Iterator[tuple[Try, Cpt, Cpt]]:
    """What to try in turn: large words first; columns of long names become bars before their words get small."""
    attempt = TRIES[sketch.chart.kind]
    turns = attempt is upright and not all(map(is_date, sketch.names))
    for size, small in pairs:
        if not turns or size >= EASY:
            yield attempt, size, small
    if turns:
        yield from ((lying, size, small) for size, small in pairs)
        yield from ((upright, size, small) for size, small in pairs if size < EASY)


def _too_many(sketch: Sketch) -> Iterator[tuple[str, str]]:
    """What nobody could tell apart: (fact, hint)."""
    chart, count, most = sketch.chart, len(sketch.series), len(COLOURS)
    chosen = len(sketch.highlighted)
    if chart.kind in ("pie", "doughnut"):
        parts = len(sketch.names)
        if parts > (most if not chosen else 10):
            hint = "add the small parts up to one, or use kind: bar"
            yield f"a pie of {parts} parts cannot be read", hint
    elif chosen > most:
        yield f"{chosen} things are highlighted", f"highlight {most} at most"
    elif count > most and chart.kind in ("line", "scatter"):
        if not chosen:
            hint = f"name the important ones, {most} at most, in `highlight:`; the others become grey"
            yield f"{count} series cannot be told apart by colour", hint
        elif count > 12:
            yield f"{count} lines cannot be told apart", "leave some out, or spread them over two charts"
    elif count > most:
        hint = "leave some out, add small ones up, use kind: line with `highlight:`, or make two charts"
        yield f"{count} series of bars cannot be told apart by colour", hint


def _no_room(sketch: Sketch, size: Cpt) -> tuple[str, str]:
    names = len(sketch.names)
    what = f"{names} categories" if names else f"{sum(len(s.values) for s in sketch.series)} points"
    if len(sketch.series) > 1:
        what += f" of {len(sketch.series)} series"
    hints = {
        "column": "shorten the names, show fewer categories (`rows:` chooses them), or make two charts",
        "line": "shorten the names of categories and series, or show fewer points",
        "scatter": "label fewer points, or shorten the labels",
        "pie": "shorten the names, or use kind: bar",
    }
    kind = {"bar": "column", "range": "column", "area": "line", "doughnut": "pie"}.get(
        sketch.chart.kind, sketch.chart.kind
    )
    return f"a chart of {what} finds no room for its words even at {size / 100:g} pt", hints[kind]


def _box(drawn: Drawn, sketch: Sketch, node: str, title: str, region: str | None) -> ChartBox:
    chart = sketch.chart
    return ChartBox(
        node=node,
        frame=sketch.frame,
        kind=drawn.kind,
        stack=chart.stack if sketch.stacked else "grouped",
        categories=tuple(drawn.categories),
        series=tuple(replace(s, name=s.name or title) for s in drawn.series),
        value_axis=drawn.value_axis,
        x_axis=drawn.x_axis,
        plot=drawn.plot,
        size=drawn.size,
        small=drawn.small,
        gap=drawn.gap,
        reference=chart.reference.value if chart.reference else None,
        notes=tuple(drawn.notes),
        unit=sketch.say(chart.unit) if chart.unit else "",
        alt=sketch.say(chart.alt) if chart.alt else alt_text(drawn.kind, sketch, title),
        lang=sketch.lang,
        span=chart.where,
        region=region,
        skip=drawn.skip,
        format=sketch.numbers.format,
        reference_line=drawn.reference_line,
        markers=drawn.markers,
        texts=tuple(drawn.texts),
        rules=tuple(drawn.rules),
        title=title,
    )
