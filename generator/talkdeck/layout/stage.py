"""What arranging a deck stands on: the brand, the metrics, the deck's language, and how texts become drafts.

A *draft* is a paragraph before its size is known. Fitting finds the size, `Sheet` (sheet.py) places the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from talkdeck.brand.model import Brand, Colour, Ground, Region, SlideLayout, TextStyle
from talkdeck.brand.roles import on_ground
from talkdeck.layout.foot import Foot, above, foot
from talkdeck.layout.words import word
from talkdeck.model.basics import Item
from talkdeck.model.deck import Deck, Slide
from talkdeck.model.page import Align, Face, Marker, Run, TextBox
from talkdeck.model.problems import Problem, Span
from talkdeck.model.text import Run as Inline
from talkdeck.model.text import Text, plain_text
from talkdeck.model.units import Cpt, Emu
from talkdeck.model.values import Struct, field, replace
from talkdeck.text.fitting import Slot, fit
from talkdeck.text.metrics import Metrics
from talkdeck.text.metrics import load as load_metrics
from talkdeck.text.script import runs_by_script
from talkdeck.text.setting import Draft, measure
from talkdeck.text.spacing import tracked

Heading = Literal["no widow", "fewer lines"]

LINKED_HAN = 1450
"""Least leading of a paragraph with a link in Han: LibreOffice sets such runs as fields, with the natural line of the
face (1.45 em) and not 1.2 em as elsewhere. `Sheet` single-spaces them, so that no renderer needs more.
"""

DIGIT = 600
"""Room for a digit of a list's number, and for the point and the space behind it, in thousandths of the size."""

SUBLEVEL = 92
"""Size of sub-items in percent of their parent's."""


class Stage(Struct, frozen=True):
    """One deck being arranged. Problems and what is kept gather here; everything else is only read."""

    deck: Deck
    brand: Brand
    metrics: Mapping[Face, Metrics]
    problems: list[Problem] = field(default_factory=list)
    kept: dict[tuple[Region, str], TextBox] = field(default_factory=dict)
    """Boxes that come again on slide after slide: footers and slide numbers."""
    notes: tuple[Text, ...] = ()
    """The footnotes of the slide being arranged, and whether a source line stands below them."""
    sourced: bool = False
    cut: dict[str, SlideLayout] = field(default_factory=dict)
    """Layouts whose regions end above those footnotes."""
    painted: list[Ground] = field(default_factory=list)
    """Grounds whose colours something depended on, which few slides do."""

    @classmethod
    def of(cls, deck: Deck, brand: Brand) -> Stage:
        return cls(deck, brand, {face: load_metrics(chain.metrics) for face, chain in brand.fonts.items()})

    @property
    def lang(self) -> str:
        return self.deck.lang

    def style(self, region: Region) -> TextStyle:
        return self.brand.styles[region.style]

    def layout(self, name: str) -> SlideLayout:
        """A layout of the brand; for a slide with footnotes its regions end above them."""
        layout = self.brand.layouts[name]
        if not self.notes:
            return layout
        if name not in self.cut:
            low = self.foot(name)
            self.cut[name] = above(layout, low) if low else layout
        return self.cut[name]

    def colours(self, name: str) -> Mapping[str, Colour]:
        """The colours of a layout's ground, for what must be told apart from what it stands on."""
        ground = self.brand.grounds[self.brand.layouts[name].ground]
        self.painted.append(ground)
        return ground.colours

    def foot(self, name: str) -> Foot | None:
        """The footnotes of the slide being arranged, on a layout; None without."""
        return foot(self, self.brand.layouts[name], self.notes, self.sourced) if self.notes else None

    def on(self, slide: Slide) -> Stage:
        """The stage for one slide; problems and what is kept gather in the same place."""
        if not slide.footnotes:
            return self
        return replace(self, notes=slide.footnotes, sourced=slide.source is not None, cut={})

    def runs(self, text: Text, over: str, *, bold: bool = False, colour: str | None = None) -> tuple[Run, ...]:
        """Page runs of an inline text: parted and spaced by script, links and marks coloured.

        `over` is what the text stands on; a mark (computed, unconfirmed, edited) follows as a small quiet run.
        """
        made: list[Run] = []
        deck_lang = self.deck.lang
        for run in text.runs:
            tone = on_ground("link", over) if run.link else colour
            for piece, lang in runs_by_script(run.text, deck_lang):
                made.append(
                    Run(piece, lang, bold or run.bold, run.italic, run.code, run.strike, run.script, run.link, tone)
                )
        if text.mark:
            sign = word(text.mark, deck_lang)
            for piece, lang in runs_by_script(sign, deck_lang):
                made.append(Run(piece, lang, colour=on_ground("muted", over), scale=75))
        return tracked(tuple(made))

    def draft(
        self,
        text: Text | str,
        region: Region,
        node: str,
        *,
        colour: str | None = None,
        bold: bool | None = None,
        scale: int = 100,
        lead: Text | None = None,
        level: int = 0,
        marker: Marker | None = None,
        tight: bool = False,
        style: TextStyle | None = None,
        align: Align | None = None,
    ) -> Draft:
        """A paragraph in the region's style, or in another one. `tight` puts it close to the one before (a host under
        its link).
        """
        style = style or self.style(region)
        inline = plain_text(text) if isinstance(text, str) else text
        runs = self.runs(inline, region.over)
        if lead is not None:
            if not lead.plain.endswith(("：", "。", "，", "、", "；", "！", "？", " ")):
                lead = replace(lead, runs=(*lead.runs, Inline(" ")))
            runs = (*self.runs(lead, region.over, bold=True), *runs)
        leading = style.leading
        for run in runs:
            if run.link and run.lang[:2] in ("zh", "ja"):
                leading = max(leading, LINKED_HAN)
        listed = marker is not None
        indent = style.level_indent * (level + 1) if listed else 0
        return Draft(
            runs=runs,
            face=style.face,
            bold=style.bold if bold is None else bold,
            leading=leading,
            before=style.before // 3 if tight else style.before,
            indent=indent,
            hang=style.level_indent if listed else 0,
            level=level,
            marker=marker,
            align=align or style.align,
            colour=colour or style.colour,
            node=node,
            lang=_main_lang(runs, self.lang),
            scale=scale,
        )

    def list_drafts(
        self, items: Sequence[Item], region: Region, node: str, *, numbered: bool, level: int = 0
    ) -> tuple[Draft, ...]:
        """Drafts of a list, its sub-items following their parents one level deeper."""
        drafts: list[Draft] = []
        ordered = numbered and level == 0
        wide = len(str(len(items))) * DIGIT + DIGIT if ordered else 0
        for at, item in enumerate(items):
            marker = Marker(at + 1) if ordered else Marker()
            here = f"{node}.{at}"
            scale = SUBLEVEL if level else 100
            made = self.draft(item.text, region, here, lead=item.lead, level=level, marker=marker, scale=scale)
            if wide > made.hang:
                made = replace(made, hang=wide, indent=made.indent + wide - made.hang)
            drafts.append(made)
            drafts += self.list_drafts(item.items, region, here, numbered=False, level=level + 1)
        return tuple(drafts)

    def sizes(self, style: TextStyle, drafts: Iterable[Draft]) -> tuple[Cpt, ...]:
        """The style's sizes at which no sub-item, a little smaller than its parent, falls below the style's floor."""
        scales = [draft.scale for draft in drafts if draft.level]
        if not scales:
            return style.sizes
        smallest, floor = min(scales), style.sizes[-1]
        return tuple(s for s in style.sizes if s * smallest >= floor * 100) or style.sizes[:1]

    def fit_heading(
        self, drafts: tuple[Draft, ...], sizes: Sequence[Cpt], width: Emu, height: Emu, heading: Heading
    ) -> Cpt | None:
        """The size of a heading: the largest that fits, or one up to a fifth smaller if that makes it look better.

        `no widow`: no last character alone on its line (titles of one kind keep one size). `fewer lines`: also rather
        one line than two, and among as many lines rather ends of lines at signs and blanks than, perhaps, inside a
        word (covers, sections, statements, which stand alone). The next size is tried even if it is a big step.
        """
        best = fit([Slot(drafts, width, height)], sizes, self.metrics)
        if best is None:
            return None
        shaped = [measure(draft, self.metrics) for draft in drafts]

        def cost(size: Cpt) -> tuple[int, int, int]:
            lines = sum(s.line_count(width, size) for s in shaped)
            widows = sum(s.widow(width, size) for s in shaped)
            parted = sum(s.parted(width, size) for s in shaped)
            return (lines, widows, parted) if heading == "fewer lines" else (0, widows, 0)

        smaller = [size for size in sizes if size <= best]
        choices = smaller[:2] + [size for size in smaller[2:] if size >= best * 0.8]
        return min(choices, key=lambda size: (cost(size), -size))

    def wrong(self, code: str, text: str, span: Span, *hints: str) -> None:
        self.problems.append(Problem(code, text, span, hints))


def _main_lang(runs: tuple[Run, ...], lang: str) -> str:
    """The language of a paragraph as a whole: the deck's if any run is in its script, else the first run's."""
    for run in runs:
        if run.lang == lang:
            return lang
    return runs[0].lang if runs else lang
