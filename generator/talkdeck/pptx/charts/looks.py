"""How series, points and their labels look, as the templates want them: theme colours, patterns, places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from talkdeck.model.chart import DOT, ChartBox, ChartNote, ChartPoint, ChartSeries
from talkdeck.model.units import EMU_PER_PT, Cpt, Emu
from talkdeck.pptx.style import Palette
from talkdeck.text.script import runs_by_script

if TYPE_CHECKING:
    from markupsafe import Markup

PATTERN = "wdUpDiag"
"""Fill of doubtful bars, slices and areas (§20.1.10.50 ST_PresetPatternVal)."""
DASH = "sysDash"
"""Line to a doubtful point (§20.1.10.48 ST_PresetLineDashVal)."""

BARS = ("column", "bar", "range")
LINES = ("line", "scatter", "area")

_SIDES = {"above": "t", "below": "b", "left": "l", "right": "r"}

Pieces = tuple[tuple[str, str, str], ...]
"""Runs of a line: text, its language, and the language of the other script."""


@dataclass(frozen=True, slots=True)
class Look:
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


@dataclass(frozen=True, slots=True)
class PointLook:
    """A point that does not look as its series does."""

    index: int
    look: Look


@dataclass(frozen=True, slots=True)
class Words:
    """How words are set: size in hundredths of a point, colour, weight, languages of their two scripts."""

    size: Cpt
    colour: Markup
    bold: bool
    lang: str
    alt_lang: str


@dataclass(frozen=True, slots=True)
class Label:
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
        """Points with a colour or a doubt of their own; every slice of a pie."""
        own = self._box.kind in ("pie", "doughnut")
        return tuple(
            PointLook(index, self._look(point.colour or series.colour, point.doubt, series.width))
            for index, point in enumerate(series.points)
            if point.value is not None and (own or point.doubt or point.colour not in (None, series.colour))
        )

    def _look(self, role: str, doubt: str, width: Emu) -> Look:
        colour, paper = self._palette[role], self._palette["paper"]
        kind = self._box.kind
        if kind in ("line", "scatter"):
            dotted = kind == "scatter" or self._box.markers
            return Look(
                line=colour if kind == "line" else None,
                width=width,
                dash=DASH if doubt else None,
                marker=(paper if doubt else colour, colour) if dotted else None,
                size=round(DOT / EMU_PER_PT),
                kind=kind,
            )
        edge = paper if kind in ("pie", "doughnut") else colour if doubt else None
        return Look(
            fill=colour,
            back=paper if doubt else None,
            line=edge,
            width=19_050 if kind in ("pie", "doughnut") else 9_525,
            kind=kind,
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
        lines: tuple[Pieces, ...] = ()
        if point.custom or box.kind == "range":
            above = box.categories[index] if sliced else ()
            lines = tuple(self.pieces(line) for line in (*above, *point.label.split("\n")))
        return Label(
            index=index,
            words=self.words(box.size, point.ink),
            position=self._position(point),
            format=box.format,
            value=True,
            category=sliced and not lines,
            lines=lines,
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
