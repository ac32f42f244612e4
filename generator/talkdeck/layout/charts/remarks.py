"""Remarks at points of a chart: above the plot of an upright chart, right of the bars of a lying one."""

from __future__ import annotations

from talkdeck.layout.charts.pen import AIR, overlap, spread
from talkdeck.layout.charts.sketch import Drawn, Sketch
from talkdeck.model.chart import ChartNote, ChartPoint
from talkdeck.model.data import Annotation
from talkdeck.model.units import Rect


def _target(drawn: Drawn, sketch: Sketch, remark: Annotation) -> ChartPoint | None:
    """The point that a remark is about."""
    at = [name.plain for name in sketch.chart.categories].index(remark.at.plain)
    names = [series.name.plain if series.name else "" for series in sketch.series]
    number = names.index(remark.series.plain) if remark.series else 0
    return drawn.series[number].points[at]


def standing_remarks(drawn: Drawn, sketch: Sketch, strip: Rect) -> Drawn | None:
    """Remarks in a strip above the plot, each over its point, with a line down to it."""
    pen, small = sketch.pen, drawn.small
    placed: list[Rect] = []
    for remark in sketch.chart.annotations:
        point = _target(drawn, sketch, remark)
        if point is None or point.mark is None:
            continue
        text = sketch.say(remark.text)
        x = point.mark.x + point.mark.w // 2
        frame = words = None
        for share in (24, 32, 40, 18):
            room = min(pen.width(text, small), strip.w * share // 100)
            words = pen.lines(text, small, room, 2)
            if words is None:
                continue
            wide, tall = pen.widest(words, small), pen.tall(small, len(words))
            left = min(max(x - wide // 2, sketch.frame.x), sketch.frame.right - wide)
            frame = Rect(left, strip.y + pen.tall(small, 2) - tall, wide, tall)
            if not any(overlap(frame.inset(-AIR, 0), other) for other in placed):
                break
            frame = None
        if frame is None or words is None:
            return None
        placed.append(frame)
        above = [
            t.frame.y
            for t in drawn.texts
            if t.kind == "value" and t.frame.x <= x <= t.frame.right and t.frame.bottom <= point.mark.y
        ]
        end = min([point.mark.y - AIR, *above])
        drawn.notes.append(
            ChartNote(
                text=text, lines=words, frame=frame, kind="annotation", size=small, anchor=(x, end), align="center"
            )
        )
    return drawn


def lying_remarks(drawn: Drawn, sketch: Sketch, strip: Rect) -> Drawn | None:
    """Remarks in a strip right of the bars, each at the height of its bar."""
    pen, small = sketch.pen, drawn.small
    found = []
    for remark in sketch.chart.annotations:
        point = _target(drawn, sketch, remark)
        if point is None or point.mark is None:
            continue
        text = sketch.say(remark.text)
        words = pen.lines(text, small, strip.w - 4 * AIR, 3)
        if words is None:
            return None
        found.append((point.mark, text, words))
    talls = [pen.tall(small, len(words)) for _, _, words in found]
    tops = spread([mark.y + mark.h // 2 for mark, _, _ in found], talls, sketch.frame.y, sketch.frame.bottom)
    if tops is None:
        return None
    for (mark, text, words), top, tall in zip(found, tops, talls, strict=True):
        y = mark.y + mark.h // 2
        labels = [t.frame.right for t in drawn.texts if t.kind == "value" and t.frame.y < y < t.frame.bottom]
        drawn.notes.append(
            ChartNote(
                text=text,
                lines=words,
                frame=Rect(strip.x + 4 * AIR, top, strip.w - 4 * AIR, tall),
                kind="annotation",
                size=small,
                anchor=(max([mark.right, *labels]) + AIR, y),
            )
        )
    return drawn
