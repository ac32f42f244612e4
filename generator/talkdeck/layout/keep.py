"""What arranging made of slides, kept for the next time: a slide that stays as it is need not be arranged again.

Sheets before they are closed follow from the slide, the brand and the deck's language alone. The lines on which a slide
is written may move; its spans move along. Closed pages are kept too, while number, footer and lines stay as they are.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

import msgspec

from talkdeck.brand.model import Brand, Ground
from talkdeck.layout.sheet import Sheet
from talkdeck.layout.stage import Stage
from talkdeck.model.deck import Deck, Slide
from talkdeck.model.page import Box, Page, ShapeBox
from talkdeck.model.problems import NOWHERE, Problem, Span
from talkdeck.model.text import Text, plain_text
from talkdeck.model.values import Struct, field, replace

Make = Callable[[Slide, Stage], list[Sheet]]

_Foot = tuple[Text | None, Text]
"""What footers say: the talk's own, or the section's title (the talk's where there is no section)."""


class _Kept(Struct):
    """Sheets of a slide that began on `line`, the problems of arranging it, and the grounds whose colours it looked at.

    `complete`: nothing of it was lost. `closed` has its pages by part, each with its number and footer before it and
    what was wrong behind it.
    """

    line: int
    sheets: list[Sheet]
    problems: tuple[Problem, ...]
    painted: tuple[Ground, ...]
    complete: bool = False
    closed: dict[tuple[int, int] | None, tuple[int, _Foot, Page, tuple[Problem, ...]]] = field(default_factory=dict)


class Look:
    """What decks have in common whose slides may be taken from each other: facts, and a brand but for its colours.

    Pickled it knows the brand by its digest alone, colours and all.
    """

    def __init__(self, facts: Any = None, brand: Brand | None = None) -> None:
        self.facts = facts
        self.digest = brand.digest if brand else ""
        self._brand = brand and brand.colourless

    def is_like(self, other: Look) -> bool:
        """Whether slides of one hold in the other."""
        same = self._brand == other._brand if self._brand and other._brand else self.digest == other.digest != ""
        return same and bool(self.facts == other.facts)

    def __getstate__(self) -> tuple[Any, str]:
        return self.facts, self.digest

    def __setstate__(self, state: tuple[Any, str]) -> None:
        self.facts, self.digest = state
        self._brand = None


class Keep:
    """Give the same one to `arrange` for every version of one deck: it holds what the last version is made of.

    Pickled it is for the same brand, colours and all.
    """

    def __init__(self) -> None:
        self._look = Look()
        self._before: dict[bytes, _Kept] = {}
        self._now: dict[bytes, _Kept] = {}
        self._names: dict[str, bytes] = {}
        # As pickled by another process: slides before they are asked for, and those that stayed as they were.
        self._asleep: dict[bytes, bytes] = {}
        self._same: dict[bytes, bytes] = {}

    def begin(self, deck: Deck, brand: Brand) -> None:
        """A version begins; with another brand, language or the like nothing holds that was made before.

        Colours alone may differ: only slides that looked at them depend on them.
        """
        look = Look(replace(deck, slides=(), sections=(), title=plain_text("")), brand)
        if not look.is_like(self._look):
            self._now, self._asleep = {}, {}
        self._before, self._now, self._names, self._same = self._now, {}, {}, {}
        self._look = look

    def sheets(self, slide: Slide, stage: Stage, make: Make) -> list[Sheet]:
        """The sheets of a slide, ready to be closed; what is wrong with it goes to the stage, as when it was made."""
        name = _fingerprint(slide)
        kept = self._before.get(name)
        if kept is None and (asleep := self._asleep.get(name)):
            kept, self._same[name] = pickle.loads(asleep), asleep
        if kept is None or any(ground != stage.brand.grounds.get(ground.name) for ground in kept.painted):
            stage.painted.clear()
            first = len(stage.problems)
            made = make(slide, stage)
            sheets = [_open(sheet) for sheet in made]
            kept = _Kept(slide.span.line, sheets, tuple(stage.problems[first:]), tuple(stage.painted))
            self._same.pop(name, None)
        else:
            by = slide.span.line - kept.line
            if by:
                sheets = [_open(sheet, slide, by) for sheet in kept.sheets]
                problems = tuple(replace(each, span=_moved(each.span, slide, by)) for each in kept.problems)
                kept = _Kept(slide.span.line, sheets, problems, kept.painted, kept.complete)
                self._same.pop(name, None)
            stage.problems.extend(kept.problems)
            made = [replace(sheet, stage=stage, slide=slide, boxes=[*sheet.boxes]) for sheet in kept.sheets]
        self._now[name] = kept
        self._names[slide.node] = name
        return made

    def close(self, sheet: Sheet, number: int) -> Page:
        """The page of a sheet that `sheets` has given; what is wrong with it goes to the stage."""
        kept, stage = self._now[self._names[sheet.slide.node]], sheet.stage
        section = sheet.slide.section
        foot = stage.deck.footer, stage.deck.title if section is None else stage.deck.sections[section]
        known = kept.closed.get(sheet.part)
        if known is None or known[:2] != (number, foot):
            first = len(stage.problems)
            page = sheet.close(number)
            self._same.pop(self._names[sheet.slide.node], None)
            known = kept.closed[sheet.part] = number, foot, page, tuple(stage.problems[first:])
        else:
            stage.problems.extend(known[3])
        return known[2]

    def unproven(self, slides: Iterable[Slide]) -> list[Slide]:
        """The slides of this version that have not been found complete before."""
        return [slide for slide in slides if not self._now[self._names[slide.node]].complete]

    def __getstate__(self) -> tuple[Look, dict[bytes, bytes]]:
        asleep = {name: self._same.get(name) or _pickled(kept) for name, kept in self._now.items()}
        return self._look, asleep

    def __setstate__(self, state: tuple[Look, dict[bytes, bytes]]) -> None:
        self._look, self._asleep = state
        self._before, self._now, self._names, self._same = {}, {}, {}, {}

    def proven(self, slides: Iterable[Slide]) -> None:
        """Nothing of these slides was lost."""
        for slide in slides:
            name = self._names[slide.node]
            if not self._now[name].complete:
                self._now[name].complete = True
                self._same.pop(name, None)


def _pickled(kept: _Kept) -> bytes:
    # Stage and slide are given anew to sheets that are taken.
    sheets = [replace(sheet, stage=None, slide=None) for sheet in kept.sheets]
    return pickle.dumps(replace(kept, sheets=sheets), protocol=5)


def _open(sheet: Sheet, slide: Slide | None = None, by: int = 0) -> Sheet:
    """A copy of a sheet before it is closed, its boxes `by` lines further down."""
    boxes = [(region, _box(box, slide, by) if slide else box) for region, box in sheet.boxes]
    return replace(sheet, boxes=boxes)


def _box(box: Box, slide: Slide, by: int) -> Box:
    span = getattr(box, "span", None)
    return replace(box, span=_moved(span, slide, by)) if span else box


def _moved(span: Span, slide: Slide, by: int) -> Span:
    if span.path != slide.span.path:
        return span
    return Span(span.path, span.line + by, span.col, span.end_line + by, span.end_col)


def _fingerprint(slide: Slide) -> bytes:
    """All that a slide is, with the lines of its outline counted from where it begins.

    As JSON, which takes a microsecond for what a walk over the values takes a hundred for. What only the class of a
    value tells is told by the names of its fields, and for the content by the name of its class.
    """
    start = slide.span.line

    def relative(found: re.Match[bytes]) -> bytes:
        return b'"line":%d,%b,"end_line":%d' % (int(found[1]) - start, found[2], int(found[3]) - start)

    try:
        path = re.escape(msgspec.json.encode(slide.span.path))
    except UnicodeEncodeError:  # the outline's file has a name that is no text
        return sha256(pickle.dumps(slide)).digest()
    # Quotation marks inside a text are escaped, so that no text looks like a span.
    spans = re.compile(b'(?<="path":%b,)"line":(\\d+),("col":\\d+),"end_line":(\\d+)' % path)
    said = type(slide.content).__name__.encode() + spans.sub(relative, msgspec.json.encode(slide))
    return sha256(said).digest()


def bare(page: Page) -> Page:
    """The page without the places in the outline that it came from."""
    boxes = tuple(replace(box, span=NOWHERE) if hasattr(box, "span") else box for box in page.boxes)
    return replace(page, boxes=boxes, span=NOWHERE)


def fingerprint(page: Page, *facts: Any) -> bytes:
    """The digest of all that a page is, but for places in the outline, and of some facts besides.

    As JSON, with the names of what only its class tells: a line of a path looks like a move there.
    """
    paths = [[type(step).__name__[0] for step in box.path] for box in page.boxes if isinstance(box, ShapeBox)]
    return sha256(msgspec.json.encode((bare(page), [type(box).__name__ for box in page.boxes], paths, facts))).digest()
