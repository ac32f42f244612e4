"""Formulas: one to four, large and centred, each with its words below. All of a slide share a size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talkdeck.brand.model import Region, TextStyle
from talkdeck.layout.sheet import Sheet, Words
from talkdeck.layout.stage import Stage
from talkdeck.math.latex import parse
from talkdeck.math.size import Extent, extent
from talkdeck.math.tree import Node, linear, mathml, pieces
from talkdeck.model.deck import Slide
from talkdeck.model.kinds import Formula, Math
from talkdeck.model.page import Group, MathBox, Paragraph, Run, TextBox
from talkdeck.model.units import EMU_PER_CPT, Cpt, Emu, Rect, points
from talkdeck.model.values import Struct, replace
from talkdeck.text.fitting import Slot, fit, set_paragraphs, text_height
from talkdeck.text.script import has_han, runs_by_script
from talkdeck.text.setting import Draft

MOST = 4
"""Formulas on one slide."""

GAP = points(12)
"""Between a formula and its words."""

SMALL_LINES = (1800, 1600, 1400, 1200, 1000)
"""Further sizes of a formula as a line of text, which only programs without formulas show, and where it is wider."""


RAISED = 250
"""How much more room a line with raised and lowered letters takes in LibreOffice, in thousandths of its size."""


class Place(Struct, frozen=True, kw_only=True):
    """A formula and the frame that it shares with its words. `words` is their height with the gap, 0 without any."""

    formula: Formula
    tree: Node
    need: Extent
    frame: Rect
    node: str
    words: Emu = 0

    def fits(self, size: Cpt) -> bool:
        em = size * EMU_PER_CPT
        return self.need.width * em <= self.frame.w and self.need.tall * em <= self.frame.h - self.words


def arrange_math(slide: Slide, stage: Stage) -> list[Sheet]:
    """One to four formulas, centred, each with its words below."""
    content = slide.content
    assert isinstance(content, Math)
    sheet = Sheet(stage, slide, slide.layout or f"math{min(MOST, len(content.formulas))}")
    sheet.top()
    regions = [f"formula{n}" for n in range(1, len(content.formulas[:MOST]) + 1)]
    layout = stage.layout(sheet.name)
    frames = [layout.region(region).frame for region in regions]
    beside = layout.region("words1").frame.x >= frames[0].right
    put_formulas(sheet, content, f"{slide.node}.math", regions, frames, beside)
    return [sheet]


def put_column_of_formulas(sheet: Sheet, content: Math, region: str, node: str) -> None:
    """Formulas below each other in a region that is not theirs: a column."""
    frame = sheet.stage.layout(sheet.name).region(region).frame
    count = len(content.formulas)
    frames = [Rect(frame.x, frame.y + frame.h * n // count, frame.w, frame.h // count) for n in range(count)]
    put_formulas(sheet, content, node, [region] * count, frames)


def put_formulas(
    sheet: Sheet, content: Math, node: str, regions: Sequence[str], frames: Sequence[Rect], beside: bool = False
) -> None:
    """Formulas in frames, one each, with their words below; `beside`: in the words' own regions.

    There are as many regions and frames as formulas. E501 where something does not fit.
    """
    stage = sheet.stage
    spec = stage.layout(sheet.name).region(regions[0])
    style, wording = stage.brand.styles["formula"], stage.brand.styles["formula-words"]
    nodes = [f"{node}.formulas.{n}" for n in range(len(regions))]
    texts = [
        () if beside else _words(stage, f, spec, wording, at) for f, at in zip(content.formulas, nodes, strict=False)
    ]
    rooms = [Slot(drafts, frame.w, frame.h * 2 // 5) for drafts, frame in zip(texts, frames, strict=True) if drafts]
    small = fit(rooms, wording.sizes, stage.metrics) if rooms else wording.sizes[-1]
    if small is None:
        small = wording.sizes[-1]
        fact = f"the words under a formula do not fit even at {small / 100:g} pt"
        stage.wrong("E501", fact, content.where, "shorten them, or put them on a slide of their own")
    places = []
    for formula, drafts, frame, at in zip(content.formulas, texts, frames, nodes, strict=False):
        tree = parse(formula.latex.text)
        tall = text_height(drafts, small, frame.w, stage.metrics) + GAP if drafts else 0
        places.append(Place(formula=formula, tree=tree, need=extent(tree), frame=frame, node=at, words=tall))
    size = next((size for size in style.sizes if all(place.fits(size) for place in places)), style.sizes[-1])
    said = []
    for place, drafts, region in zip(places, texts, regions, strict=True):
        if not place.fits(size):
            fact = f"the formula does not fit its place even at {size / 100:g} pt"
            hint = "part it into two formulas, or break it by \\\\ inside \\begin{aligned}"
            stage.wrong("E501", fact, place.formula.latex.span, hint)
        group = sheet.group("formula")
        _put(sheet, place, region, size, drafts, small, group)
        if beside:
            here = f"{place.node}.text"
            said.append(sheet.words(_of_words(region), "caption", place.formula.text, node=here, group=group))
    sheet.put(*said)


def _is_own(region: str) -> bool:
    """Whether a region is made for a formula."""
    return region.startswith("formula")


def _of_words(region: str) -> str:
    return region.replace("formula", "words")


def _words(stage: Stage, formula: Formula, spec: Region, style: TextStyle, node: str) -> tuple[Draft, ...]:
    return (stage.draft(formula.text, spec, f"{node}.text", style=style),) if formula.text else ()


def _put(
    sheet: Sheet, place: Place, region: str, size: Cpt, drafts: tuple[Draft, ...], small: Cpt, group: Group
) -> None:
    """A formula in the middle of its frame, its words close below."""
    frame, em = place.frame, size * EMU_PER_CPT
    tall = min(round(place.need.tall * em), frame.h - place.words)
    top = frame.y + (frame.h - tall - place.words) // 2
    here = Rect(frame.x, top, frame.w, tall)
    sheet.add(region, _box(sheet, place, region, here, size, group))
    if drafts:
        below = Rect(frame.x, here.bottom + GAP, frame.w, place.words - GAP)
        text = place.formula.text
        assert text is not None
        words = Words(
            region=_of_words(region),
            role="caption",
            drafts=drafts,
            span=text.span,
            node=f"{place.node}.text",
            group=group,
            frame=below,
        )
        sheet.put(words, size=small)
        if not _is_own(region):  # in a column, whose placeholder can be one box only
            _, box = sheet.boxes.pop()
            assert isinstance(box, TextBox)
            sheet.add(region, replace(box, region=None))


def _box(sheet: Sheet, place: Place, region: str, frame: Rect, size: Cpt, group: Group) -> MathBox:
    stage = sheet.stage
    style = stage.brand.styles["formula"]
    em, latex = size * EMU_PER_CPT, place.formula.latex
    return MathBox(
        node=place.node,
        frame=frame,
        latex=latex.text,
        mathml=mathml(place.tree, latex.text),
        alt=linear(place.tree),
        line=_line(stage, place, frame, size, style),
        size=size,
        colour=style.colour,
        width=round(place.need.width * em),
        height=round(place.need.tall * em),
        span=latex.span,
        region=region if _is_own(region) else None,
        group=group,
    )


def _line(stage: Stage, place: Place, frame: Rect, size: Cpt, style: TextStyle) -> tuple[Paragraph, ...]:
    """The formula as a line of text in its frame, a paragraph for each line of it."""
    rows: list[list[Run]] = [[]]
    for text, italic, script in pieces(place.tree):
        for at, part in enumerate(text.split("\n")):
            if at:
                rows.append([])
            rows[-1] += (Run(piece, tag, italic=italic, script=script) for piece, tag in _by_script(part, stage.lang))
    drafts = tuple(
        Draft(
            runs=tuple(row),
            face=style.face,
            leading=style.leading + RAISED,
            align="center",
            colour=style.colour,
            node=place.node,
        )
        for row in rows
        if row
    )
    sizes = (*(s for s in style.sizes if s <= size), *SMALL_LINES)
    found = fit([Slot(drafts, frame.w, frame.h)], sizes, stage.metrics) or sizes[-1]
    return set_paragraphs(drafts, found, frame.w, stage.metrics)


def _by_script(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Words in Han in the deck's language, all else as English, which has no full-width operators."""
    for piece, tag in runs_by_script(text, lang) if text else ():
        yield piece, tag if has_han(piece) else "en-US"
