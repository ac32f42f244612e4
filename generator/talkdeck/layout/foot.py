"""The foot of a slide: its footnotes, numbered, above the source line; what stands above them makes room.

Footnotes are set at the caption's floor. Regions that reach into them end above them; panels are drawn by the layout
and cannot, so on a slide of cards there is room for two lines (one, with a source).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkdeck.brand.model import SlideLayout
from talkdeck.model.text import Run as Inline
from talkdeck.model.text import Text
from talkdeck.model.units import Cpt, Emu, Rect, inches
from talkdeck.model.values import Struct, replace
from talkdeck.text.fitting import text_height
from talkdeck.text.setting import Draft, line_height, measure

if TYPE_CHECKING:
    from talkdeck.layout.stage import Stage

GAP = inches(0.08)
"""Between what a slide shows and its footnotes."""

TOUCH = inches(0.03)
"""So far a line of text may reach over a panel's edge: lines have more room above their letters than that."""

HIGHEST = 70
"""Footnotes do not begin above this part of the slide's height, in percent."""

BETWEEN = "\u2003\u2003"
"""Between footnotes that share a line."""

TAIL = ("footnotes", "source", "footer", "slide-number")


class Foot(Struct, frozen=True):
    """Footnotes with their size and frame, the frame of the source line below them, and whether there is room."""

    drafts: tuple[Draft, ...]
    size: Cpt
    frame: Rect
    source: Rect
    fits: bool


def foot(stage: Stage, layout: SlideLayout, notes: Sequence[Text], sourced: bool) -> Foot | None:
    """Where footnotes stand on a layout; None where it has no place for them."""
    names = {region.name for region in layout.regions}
    if not notes or "footnotes" not in names:
        return None
    region = layout.region("footnotes")
    place, size = region.frame, stage.style(region).sizes[-1]
    low = layout.region("source" if "source" in names else "footnotes")
    style = stage.style(low)
    source = Rect(low.frame.x, place.bottom, low.frame.w, 0)
    if sourced:
        line = line_height(style.sizes[-1], style.leading, ())
        source = Rect(low.frame.x, place.bottom - line, low.frame.w, line)
    bottom = source.y
    ceiling = max([stage.brand.height * HIGHEST // 100, *(b - TOUCH for b in _panels(layout, place))])
    apart = tuple(stage.draft(numbered(n, text), region, "") for n, text in enumerate(notes, start=1))
    joined = (stage.draft(_joined(notes), region, ""),)
    for drafts in (joined, apart, joined):
        tall = text_height(drafts, size, place.w, stage.metrics)
        fits = bottom - tall >= ceiling
        if fits and (drafts is apart or measure(drafts[0], stage.metrics).line_count(place.w, size) == 1):
            break
    return Foot(drafts, size, Rect(place.x, bottom - tall, place.w, tall), source, fits)


def above(layout: SlideLayout, low: Foot) -> SlideLayout:
    """The layout with every region that reaches into the footnotes ending above them."""
    limit = low.frame.y - GAP
    regions = tuple(
        replace(region, frame=replace(region.frame, h=limit - region.frame.y))
        if region.name not in TAIL
        and _reaches(region.frame, low.frame)
        and region.frame.y < limit < region.frame.bottom
        else region
        for region in layout.regions
    )
    return replace(layout, regions=regions)


def numbered(number: int, text: Text) -> Text:
    """A footnote with its number before it."""
    return replace(text, runs=(Inline(str(number), script="super"), Inline(" "), *text.runs))


def _joined(notes: Sequence[Text]) -> Text:
    runs: list[Inline] = []
    for n, text in enumerate(notes, start=1):
        runs += ([Inline(BETWEEN)] if runs else []) + list(numbered(n, text).runs)
    return Text(tuple(runs), notes[0].span)


def _panels(layout: SlideLayout, place: Rect) -> list[Emu]:
    """Lower edges of the panels that a layout draws above its foot."""
    return [
        art.frame.bottom
        for art in layout.art
        if art.shape == "round"
        and _reaches(art.frame, place)
        and place.y - inches(1) < art.frame.bottom <= place.bottom
    ]


def _reaches(one: Rect, other: Rect) -> bool:
    """Whether two frames stand above each other."""
    return one.x < other.right and other.x < one.right
