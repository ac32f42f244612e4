"""What is drawn upon a chart and moves with it: remarks, names, the unit (ECMA-376 Part 1 §21.3 Chart Drawing)."""

from __future__ import annotations

from collections.abc import Sequence

from talkdeck.model.chart import GRID, ChartBox, ChartNote
from talkdeck.model.units import EMU_PER_CPT, Emu, Rect, points
from talkdeck.model.values import Struct, replace
from talkdeck.pptx.charts.looks import Look, Looks, Pieces, Words, part
from talkdeck.pptx.style import Palette
from talkdeck.pptx.templates import environment

SWATCH_AIR = points(3)
"""Between a legend's swatch and its words."""

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}


class Drawn(Struct, frozen=True):
    """Words in a place, a swatch, or a line from corner to corner, `rising` or not; corners in parts of the chart."""

    name: str
    start: tuple[str, str]
    end: tuple[str, str]
    line: bool = False
    rising: bool = False
    look: Look | None = None
    lines: tuple[Pieces, ...] = ()
    words: Words | None = None
    align: str = "l"


def swatch(note: ChartNote) -> tuple[Rect, Rect]:
    """The places of a legend entry's swatch and words."""
    frame, em = note.frame, note.size * EMU_PER_CPT
    side = em * 7 // 10
    square = Rect(frame.x, frame.y + (frame.h - side) // 2, side, side)
    return square, frame.inset(em * 9 // 10 + SWATCH_AIR, 0, 0, 0)


def draws_line(box: ChartBox) -> bool:
    """Whether the reference line is drawn: across lying bars there is no series that could be it."""
    return box.reference_line is not None and box.kind in ("bar", "range")


def instants(box: ChartBox) -> tuple[tuple[Rect, str], ...]:
    """Marks and colours of ranges that end where they begin: their bars have no length, so none is seen."""
    return tuple(
        (point.mark, point.colour or series.colour)
        for series in box.series
        for point in series.points
        if point.mark is not None and point.low is not None and point.low == point.value
    )


def drawing(box: ChartBox, notes: Sequence[ChartNote], looks: Looks, palette: Palette) -> str:
    """The part, in reading order. Raises KeyError for a colour role that the ground does not have."""
    drawn: list[Drawn] = []

    def add(name: str, frame: Rect, made: Drawn) -> None:
        start, end = (frame.x, frame.y), (frame.right, frame.bottom)
        drawn.append(replace(made, name=name, start=_place(start, box.frame), end=_place(end, box.frame)))

    nowhere = Drawn("", ("", ""), ("", ""))
    if draws_line(box) and box.reference_line is not None:
        add("Reference line", box.reference_line, replace(nowhere, line=True, look=reference_look(palette)))
    for mark, colour in instants(box):
        add("Instant", mark, replace(nowhere, look=Look(fill=palette[colour])))
    for note in notes:
        frame = note.frame
        if note.anchor is not None and note.kind == "annotation":
            course, rising = _leader(note, note.anchor)
            look = Look(line=palette["muted"], width=GRID)
            add("Leader", course, replace(nowhere, line=True, rising=rising, look=look))
        if note.swatch is not None:
            square, frame = swatch(note)
            add("Swatch", square, replace(nowhere, look=Look(fill=palette[note.swatch])))
        words = replace(
            nowhere,
            lines=tuple(map(looks.pieces, note.lines or (note.text,))),
            words=looks.words(note.size, note.colour, bold=note.bold),
            align=_ALIGN[note.align],
        )
        add(note.kind.capitalize(), frame, words)
    return environment().get_template("chart_drawing.xml.j2").render(drawn=drawn)


def reference_look(palette: Palette) -> Look:
    """The reference line."""
    return Look(line=palette["ink"], width=GRID * 2, dash="dash", kind="line")


def _place(point: tuple[Emu, Emu], frame: Rect) -> tuple[str, str]:
    """A point in parts of the chart, which nothing drawn upon it may leave."""
    x, y = min(max(point[0] - frame.x, 0), frame.w), min(max(point[1] - frame.y, 0), frame.h)
    return part(x, frame.w), part(y, frame.h)


def _leader(note: ChartNote, anchor: tuple[Emu, Emu]) -> tuple[Rect, bool]:
    """The line from a remark to what it is about, down or to the left, and whether it rises to the right."""
    frame, (x, y) = note.frame, anchor
    begin = (x, frame.bottom + points(1)) if frame.bottom <= y else (frame.x - points(3), frame.y + frame.h // 2)
    left, right = sorted((begin[0], x))
    top, bottom = sorted((begin[1], y))
    return Rect(left, top, right - left, bottom - top), (begin[0] < x) != (begin[1] < y)
