"""Nothing is lost: every text, picture, link and note of a deck stands on its pages, or the build says which does not.

A guard against layouts and kinds that silently leave something out; it costs a search for each text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from talkdeck.model.basics import Link
from talkdeck.model.chart import ChartBox
from talkdeck.model.data import MATRIX_MARKS, MatrixRow
from talkdeck.model.deck import Agenda, Figure, Slide
from talkdeck.model.outline import Card
from talkdeck.model.page import MathBox, MediaBox, Page, Paragraph, PictureBox, ShapeBox, TableBox, TextBox
from talkdeck.model.problems import Problem, Span
from talkdeck.model.text import Text, Verbatim
from talkdeck.model.values import Struct, astuple


def missing(slides: Sequence[Slide], pages: Sequence[Page]) -> Iterator[Problem]:
    """A problem (E507) for each text, picture, link or notes of a slide that none of its pages shows."""
    by_node: dict[str, list[Page]] = {}
    for page in pages:
        by_node.setdefault(page.node, []).append(page)
    for slide in slides:
        shown = _Shown(by_node.get(slide.node, []))
        for what, text, span in _wanted(slide):
            if not (shown.pictures(text) if what == "picture" else shown.has(text)):
                brief = text if len(text) <= 40 else text[:39] + "…"
                hint = "move it to another slide, or let the content choose the layout"
                yield Problem("E507", f"this {what} finds no place on its slide: {brief}", span, (hint,))


class _Shown:
    """All that a slide's pages say; parts of a continued text follow each other.

    Most texts are found as they stand. Where lines were parted or tabs expanded, they are looked for without blanks.
    """

    def __init__(self, pages: list[Page]) -> None:
        by_role: dict[str, list[str]] = {}
        alts: list[str] = []
        for page in pages:
            for box in page.boxes:
                if isinstance(box, TextBox):
                    words = by_role.setdefault(box.role, [])
                    for paragraph in box.paragraphs:
                        _say(paragraph, words)
                elif isinstance(box, PictureBox):
                    alts += (box.alt, box.link or "")
                    by_role.setdefault("picture", []).append(box.link or "")
                elif isinstance(box, ChartBox):
                    by_role.setdefault("chart", []).extend(box.words())
                elif isinstance(box, MediaBox):
                    alts.append(box.alt)
                elif isinstance(box, ShapeBox):
                    by_role.setdefault("drawing", []).append(box.alt)
                elif isinstance(box, MathBox):
                    by_role.setdefault("math", []).append(box.latex)
                elif isinstance(box, TableBox):
                    words = by_role.setdefault("table", [])
                    for row in box.rows:
                        for cell in row.cells:
                            for paragraph in cell.paragraphs:
                                _say(paragraph, words)
            by_role.setdefault("notes", []).append(page.notes)
        self.texts = ["".join(words) for words in by_role.values()]
        self.alts = alts

    @cached_property
    def _bare_text(self) -> str:
        return "\n".join(map(_bare, self.texts))

    def has(self, text: str) -> bool:
        for said in self.texts:
            if text in said:
                return True
        return _bare(text) in self._bare_text

    def pictures(self, text: str) -> bool:
        return text in self.alts or _bare(text) in "\n".join(map(_bare, self.alts))


def _say(paragraph: Paragraph, words: list[str]) -> None:
    for run in paragraph.runs:
        words.append(run.text)
    for run in paragraph.runs:
        if run.link:
            words.append(run.link)


def _bare(text: str) -> str:
    return "".join(text.split())


def _wanted(slide: Slide) -> Iterator[tuple[str, str, Span]]:
    """(what it is, its words, where it stands) of all that a slide holds."""
    if slide.notes:
        yield "notes", slide.notes, slide.span
    if slide.time:
        yield "time code", slide.time.text, slide.span
        yield "link", slide.time.link or "", slide.span
    if not isinstance(slide.content, Agenda):
        yield from _held(slide)


def _held(slide: Slide) -> list[tuple[str, str, Span]]:
    """What the values of a slide hold. This meets every field of a deck: values are looked into one after another."""
    found: list[tuple[str, str, Span]] = []
    waiting: list[Any] = [slide]
    for value in waiting:
        kind = type(value)
        if kind is Text:
            for run in value.runs:
                found.append(("text", run.text, value.span))
                if run.link:
                    found.append(("link", run.link, value.span))
            continue
        if kind is Verbatim:
            found.append(("text", value.text, value.span))
            continue
        if kind is tuple:
            fields = value
        elif kind is MatrixRow:  # marks are drawn, words stand as they are
            fields = (value.name, *(c for c in value.cells if c and c.plain not in MATRIX_MARKS))
        else:
            if kind is Figure:
                found.append(("picture", value.alt, value.span))
                if value.address:
                    found.append(("picture", value.address, value.span))
            elif kind is Link:
                found.append(("link", value.url, value.where))
            fields = astuple(value) if isinstance(value, Struct) else ()
            if kind is Card:  # its icon is drawn
                fields = [each for each in fields if each is not value.icon]
        waiting += [each for each in fields if type(each) not in _LEAVES]
    return found


_LEAVES = frozenset((str, int, bool, float, type(None), Span))
"""Types of what says nothing to the audience by itself."""
