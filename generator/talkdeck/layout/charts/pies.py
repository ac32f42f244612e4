"""Pie and doughnut charts: slices from the top clockwise, each with name and value at the end of a line."""

from __future__ import annotations

from itertools import product
from math import cos, pi, sin

from talkdeck.layout.charts.pen import AIR, spread
from talkdeck.layout.charts.scales import exact
from talkdeck.layout.charts.sketch import COLOURS, REST, Drawn, Sketch
from talkdeck.model.chart import HOLE, ChartNote, ChartPoint, ChartSeries, ChartText
from talkdeck.model.units import Cpt, Emu, Rect, inches, points
from talkdeck.model.values import replace

TURN = 21_600_000
"""A full turn in 1/60,000 degrees."""
ELBOW = inches(0.16)
BACK = inches(0.12)
LEAST_CIRCLE = inches(1.4)


def on_circle(x: Emu, y: Emu, radius: Emu, angle: int) -> tuple[Emu, Emu]:
    """The point of a circle at an angle in 1/60,000 degrees clockwise from the top."""
    turn = angle / TURN * 2 * pi
    return round(x + radius * sin(turn)), round(y - radius * cos(turn))


def round_chart(sketch: Sketch, size: Cpt, small: Cpt) -> Drawn | None:
    """A pie or doughnut of one series."""
    pen, frame = sketch.pen, sketch.frame
    (series,) = sketch.series
    head, head_tall = sketch.header(small, [(n, None) for n in sketch.series_names if n], cut=False)
    room = Rect(frame.x, frame.y + head_tall, frame.w, frame.h - head_tall)
    points_ = [sketch.point(p, at) for at, p in enumerate(series.values)]
    whole = sum((exact(p.value) for p in points_ if p.value is not None), exact(0.0))
    colours = _colours(sketch)
    marked: list[ChartPoint] = []
    done = exact(0.0)
    for at, point in enumerate(points_):
        if point.value is None or not whole:
            marked.append(point)
            continue
        begin = int(done * TURN / whole)
        done += exact(point.value)
        marked.append(replace(point, colour=colours[at], turn=(begin, int(done * TURN / whole))))
    shown = [at for at, p in enumerate(marked) if p.turn and p.value]
    right = [at for at in shown if _middle(marked[at]) <= TURN // 2]
    left = [at for at in shown if at not in right]
    asked = max((pen.width(sketch.names[at], size, sketch.bold(at)) for at in shown), default=0)
    # A smaller circle rather than a name in two lines; if no circle is small enough, names wrap.
    for most_lines, share in product((1, 3), range(100, 45, -5)):
        circle = min(room.h * 92 // 100 * share // 100, room.w * 55 // 100)
        if circle < LEAST_CIRCLE:
            continue
        side = (room.w - circle) // 2 - ELBOW - BACK - 2 * AIR
        wide = min(side, max(asked, pen.widest([p.given for p in marked], size, bold=True)))
        names = {at: pen.lines(sketch.names[at], size, wide, most_lines, sketch.bold(at)) for at in shown}
        if not all(names.values()):
            continue
        plot = Rect(room.x + (room.w - circle) // 2, room.y + (room.h - circle) // 2, circle, circle)
        drawn = Drawn(sketch.chart.kind, plot, [], size, small, categories=[(n,) for n in sketch.names])
        drawn.notes += head
        ok = True
        for where, mine in (("right", right), ("left", left)):
            lines = {at: (*(names[at] or ()), marked[at].given) for at in mine}
            ok = ok and _place(drawn, sketch, marked, lines, where, wide, room)
        if not ok:
            continue
        if sketch.chart.kind == "doughnut":
            _centre(drawn, sketch, marked)
        drawn.series = [
            ChartSeries(name=sketch.series_names[0], points=tuple(marked), colour=COLOURS[0]),
        ]
        return drawn
    return None


def _middle(point: ChartPoint) -> int:
    assert point.turn is not None
    return sum(point.turn) // 2


def _colours(sketch: Sketch) -> list[str]:
    if sketch.highlighted & set(sketch.names):
        free = iter(COLOURS)
        return [next(free) if name in sketch.highlighted else REST for name in sketch.names]
    return [COLOURS[at % len(COLOURS)] for at in range(len(sketch.names))]


def _place(
    drawn: Drawn,
    sketch: Sketch,
    marked: list[ChartPoint],
    lines: dict[int, tuple[str, ...]],
    where: str,
    wide: Emu,
    room: Rect,
) -> bool:
    """Labels of one side of the circle, in rows that do not touch, and the lines that lead to them."""
    pen, plot, size = sketch.pen, drawn.plot, drawn.size
    x, y, radius = plot.x + plot.w // 2, plot.y + plot.h // 2, plot.w // 2
    order = list(lines)
    middles = {at: on_circle(x, y, radius + ELBOW, _middle(marked[at])) for at in order}
    talls = [pen.tall(size, len(lines[at])) + AIR for at in order]
    tops = spread([middles[at][1] for at in order], talls, room.y, room.bottom)
    if tops is None:
        return False
    for at, top, tall in zip(order, tops, talls, strict=True):
        given = sketch.series[0].values[at]
        assert given is not None
        row = top + tall // 2
        elbow = middles[at]
        outer = x + radius + ELBOW + BACK if where == "right" else x - radius - ELBOW - BACK
        start = on_circle(x, y, radius + points(2), _middle(marked[at]))
        own = min(wide, pen.widest(lines[at], size, sketch.bold(at)))
        frame = Rect(outer + AIR if where == "right" else outer - AIR - own, top, own, tall - AIR)
        marked[at] = replace(
            marked[at],
            label=marked[at].given,
            custom=sketch.custom(given),
            side="right" if where == "right" else "left",
            leader=(start, (elbow[0], row) if _near(elbow, row) else elbow, (outer, row)),
        )
        drawn.texts.append(
            ChartText(
                lines=lines[at],
                frame=frame,
                kind="value",
                size=size,
                align="left" if where == "right" else "right",
                bold=sketch.bold(at),
                series=0,
            )
        )
    return True


def _near(elbow: tuple[Emu, Emu], row: Emu) -> bool:
    return abs(elbow[1] - row) < points(6)


def _centre(drawn: Drawn, sketch: Sketch, marked: list[ChartPoint]) -> None:
    """The only highlighted value large in the hole of a doughnut."""
    chosen = [at for at in range(len(marked)) if sketch.bold(at) and marked[at].given]
    hole = drawn.plot.w * HOLE // 100
    if len(chosen) != 1:
        return
    text = marked[chosen[0]].given
    for size in (5400, 4800, 4400, 4000, 3600, 3200, 2800, 2400):
        wide, tall = sketch.pen.width(text, size, bold=True), sketch.pen.tall(size)
        if wide <= hole * 78 // 100 and tall <= hole // 2:
            plot = drawn.plot
            frame = Rect(plot.x + (plot.w - wide) // 2, plot.y + (plot.h - tall) // 2, wide, tall)
            colour = marked[chosen[0]].colour or COLOURS[0]
            drawn.notes.append(
                ChartNote(
                    text=text,
                    lines=(text,),
                    frame=frame,
                    kind="total",
                    size=size,
                    colour=colour,
                    align="center",
                    bold=True,
                )
            )
            return
