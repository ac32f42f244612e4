"""How series, points and their labels look, as the templates want them: theme colours, patterns, places."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from talkdeck.model.chart import DOT, HOLE, ChartBox, ChartNote, ChartPoint, ChartSeries, ChartText
from talkdeck.model.units import EMU_PER_PT, Cpt, Emu, Rect, points
from talkdeck.model.values import Struct, replace
from talkdeck.pptx.style import Palette
from talkdeck.text.script import runs_by_script

if TYPE_CHECKING:
    from markupsafe import Markup

PATTERN = "wdUpDiag"
"""Fill of doubtful bars, slices and areas (§20.1.10.50 ST_PresetPatternVal)."""
DASH = "sysDash"
"""Line to a doubtful point (§20.1.10.48 ST_PresetLineDashVal)."""

EDGE = points(0.75)
"""Line around doubtful bars, and between stacked ones."""
SLICE_EDGE = points(1.5)

BARS = ("column", "bar", "range")

_SIDES = {"above": "t", "below": "b", "left": "l", "right": "r"}

LABEL_INSET = points(3)
"""Between a point and the words right of it."""

Pieces = tuple[tuple[str, str, str], ...]
"""Runs of a line: text, its language, and the language of the other script."""


class Look(Struct, frozen=True):
    """Fill and line of a series or point. `back` is the ground of a pattern; without it the fill is solid.

    `marker` is the dot of a line's point: its fill and line; `size` is its width in points.
    """

    fill: Markup | None = None
    back: Markup | None = None
    line: Markup | None = None
    width: Emu = 0
    dash: str | None = None
    marker: tuple[Markup, Markup] | None = None
    size: int = 0
    kind: str = ""


class PointLook(Struct, frozen=True):
    """A point that does not look as its series does."""

    index: int
    look: Look


class Words(Struct, frozen=True):
    """How words are set: size in hundredths of a point, colour, weight, languages of their two scripts."""

    size: Cpt
    colour: Markup
    bold: bool
    lang: str
    alt_lang: str


class Label(Struct, frozen=True):
    """A data label (§21.2.2.47 dLbl), or with no index those of a whole series.

    It shows the value, the category's or the series' name, or else the `lines`, which nobody keeps up to date.
    `position` is None where the kind of chart has but one. `offset` is how far it stands from there, in parts of the
    chart's width and height.
    """

    index: int | None
    words: Words
    position: str | None
    format: str
    value: bool = True
    category: bool = False
    name: bool = False
    lines: tuple[Pieces, ...] = ()
    offset: tuple[str, str] | None = None
    align: str | None = None


class Looks:
    """Looks of one chart's parts."""

    def __init__(self, box: ChartBox, palette: Palette, alt_lang: str) -> None:
        self._box = box
        self._palette = palette
        self._langs = (box.lang, "en-US" if box.lang[:2] in ("zh", "ja", "ko") else alt_lang)

    def words(self, size: Cpt, role: str, *, bold: bool = False) -> Words:
        return Words(size, self._palette[role], bold, *self._langs)

    def series(self, series: ChartSeries) -> Look:
        return self._look(series.colour, "", series.width)

    def points(self, series: ChartSeries) -> tuple[PointLook, ...]:
        """Points that differ from their series: in colour, doubt, dot or the line that leads to them. Every slice."""
        usual = self._look(series.colour, "", series.width)
        sliced = self._box.kind in ("pie", "doughnut")
        found = []
        for index, point in enumerate(series.points):
            if point.value is None:
                continue
            before = series.points[index - 1] if index else None
            look = self._look(point.colour or series.colour, point.doubt, series.width)
            if before is not None and before.doubt and self._box.kind == "line":
                look = replace(look, dash=DASH)
            if self._box.kind == "line" and (point.doubt or _is_alone(series, index)):
                look = replace(look, marker=self._dot(point.colour or series.colour, point.doubt))
            if sliced or look != usual:
                found.append(PointLook(index, look))
        return tuple(found)

    def _dot(self, role: str, doubt: str) -> tuple[Markup, Markup]:
        return self._palette["paper" if doubt else role], self._palette[role]

    def _look(self, role: str, doubt: str, width: Emu) -> Look:
        box, colour, paper = self._box, self._palette[role], self._palette["paper"]
        if box.kind in ("line", "scatter"):
            dotted = box.kind == "scatter" or box.markers
            return Look(
                line=colour if box.kind == "line" else None,
                width=width,
                dash=DASH if doubt and box.kind == "line" else None,
                marker=self._dot(role, doubt) if dotted else None,
                size=round(DOT / EMU_PER_PT),
                kind=box.kind,
            )
        sliced = box.kind in ("pie", "doughnut")
        parted = sliced or box.stack != "grouped"
        return Look(
            fill=colour,
            back=paper if doubt else None,
            line=paper if parted else colour if doubt else None,
            width=SLICE_EDGE if sliced else EDGE,
            kind=box.kind,
        )

    def labels(self, series: ChartSeries) -> tuple[Label | None, tuple[Label, ...]]:
        """The labels of a series as (what all its points have, those of single points)."""
        made: list[Label] = []
        for index, point in enumerate(series.points):
            if point.label and point.value is not None:
                made.append(self._label(index, point))
        whole = sum(point.value is not None for point in series.points)
        if (
            made
            and not made[0].lines
            and len(made) == whole
            and len({replace(label, index=None) for label in made}) == 1
        ):
            return replace(made[0], index=None), ()
        return None, tuple(made)

    def _label(self, index: int, point: ChartPoint) -> Label:
        box = self._box
        sliced = box.kind in ("pie", "doughnut")
        set_ = self._set(index, point) if sliced or box.kind == "range" else None
        said: tuple[str, ...] = ()
        if set_ is not None and len(set_.lines) > 2:
            said = set_.lines
        elif point.custom or box.kind == "range":
            said = (*(box.categories[index] if sliced else ()), *point.label.split("\n"))
        offset = None
        if set_ is not None and (start := _start(box, point)) is not None:
            frame = set_.frame
            offset = apart((frame.x + frame.w // 2, frame.y + frame.h // 2), start, box.frame)
        return Label(
            index=index,
            words=self.words(box.size, point.ink, bold=set_ is not None and set_.bold),
            position="ctr" if offset and box.kind == "pie" else self._position(point),
            format=box.format,
            category=sliced and not said,
            lines=tuple(map(self.pieces, said)),
            offset=offset,
            align={"left": "l", "right": "r"}.get(set_.align) if set_ else None,
        )

    def _set(self, index: int, point: ChartPoint) -> ChartText | None:
        """The words of a point's label as they are laid out."""
        name = "".join(self._box.categories[index]) if self._box.kind != "range" else ""
        wanted = "".join((name + point.label).split())
        place = point.mark
        for text in self._box.texts:
            same = text.kind == "value" and "".join("".join(text.lines).split()) == wanted
            if same and (place is None or text.frame.y < place.y + place.h // 2 < text.frame.bottom):
                return text
        return None

    def series_name(self, number: int) -> Label | None:
        """The name of a line as a label of its last point, where there may be one."""
        named = names_itself(self._box, number)
        if named is None:
            return None
        note, at, mark = named
        return self.name_label(note, at, (mark.x + (DOT // 2 if self._box.markers else 0), mark.y))

    def name_label(self, note: ChartNote, at: int, point: tuple[Emu, Emu]) -> Label:
        """A label that says its series' name, right of a point, moved to where the note stands."""
        frame = note.frame
        middle = frame.x - LABEL_INSET, frame.y + frame.h // 2
        return Label(
            index=at,
            words=self.words(note.size, note.colour, bold=note.bold),
            position="r",
            format="General",
            value=False,
            name=True,
            offset=apart(middle, point, self._box.frame),
        )

    def _position(self, point: ChartPoint) -> str | None:
        """Where a label stands (§21.2.3.10 ST_DLblPos); PowerPoint repairs charts with a place their kind has not."""
        box = self._box
        if box.kind in ("doughnut", "area"):
            return None
        if box.kind == "pie":
            return "ctr" if point.inside else "outEnd"
        if box.kind in BARS:
            stacked = box.stack != "grouped" or box.kind == "range"
            return "ctr" if point.inside or stacked else "outEnd"
        return _SIDES[point.side]

    def pieces(self, text: str) -> Pieces:
        """A line in runs of one script each."""
        lang, alt = self._langs
        return tuple((piece, tag, lang if tag == alt else alt) for piece, tag in runs_by_script(text, self._box.lang))

    def note_lines(self, note: ChartNote) -> tuple[Pieces, ...]:
        return tuple(self.pieces(line) for line in note.lines or (note.text,))


def _is_alone(series: ChartSeries, index: int) -> bool:
    """Whether a point has no neighbour that a line could lead to."""
    return all(
        point.value is None
        for point in (*series.points[max(0, index - 1) : index], *series.points[index + 1 : index + 2])
    )


def _start(box: ChartBox, point: ChartPoint) -> tuple[Emu, Emu] | None:
    """Where a label stands if nothing moves it: the middle of the bar, or of the slice."""
    if box.kind == "range":
        mark = point.mark
        return (mark.x + mark.w // 2, mark.y + mark.h // 2) if mark else None
    if point.turn is None:
        return None
    plot = box.plot
    away = plot.w / 2 * (0.5 if box.kind == "pie" else (1 + HOLE / 100) / 2)
    angle = sum(point.turn) / 21_600_000 * pi
    return round(plot.x + plot.w / 2 + away * sin(angle)), round(plot.y + plot.h / 2 - away * cos(angle))


def apart(place: tuple[Emu, Emu], start: tuple[Emu, Emu], frame: Rect) -> tuple[str, str]:
    """How far a place is from another, in parts of the chart."""
    return part(place[0] - start[0], frame.w), part(place[1] - start[1], frame.h)


def part(length: int, whole: int) -> str:
    """A length in parts of another."""
    return f"{length / whole:.6f}".rstrip("0").rstrip(".") or "0"


def names_itself(box: ChartBox, number: int) -> tuple[ChartNote, int, Rect] | None:
    """The note that a line says itself, at which point, and its place: on one line, at a point without words."""
    series = box.series[number]
    note = next((n for n in box.notes if n.kind == "direct" and n.frame == series.direct), None)
    ends = [(at, point) for at, point in enumerate(series.points) if point.mark]
    if note is None or not ends or box.kind != "line" or len(note.lines) > 1:
        return None
    at, last = ends[-1]
    return (note, at, last.mark) if last.mark and not last.label else None
