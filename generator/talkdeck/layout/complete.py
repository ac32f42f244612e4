"""Nothing is lost: every text, picture, link and note of a deck stands on its pages, or the build says which does not.

A guard against layouts and kinds that silently leave something out; it costs a search for each text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from talkdeck.model.basics import Link
from talkdeck.model.chart import ChartBox
from talkdeck.model.data import MATRIX_MARKS, MatrixRow
from talkdeck.model.deck import Agenda, Figure, Slide
from talkdeck.model.page import MathBox, MediaBox, Page, PictureBox, ShapeBox, TableBox, TextBox
from talkdeck.model.problems import Problem, Span
from talkdeck.model.text import Text, Verbatim
from talkdeck.model.values import Struct


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
    """All that a slide's pages say, without blanks; parts of a continued text follow each other."""

    def __init__(self, pages: list[Page]) -> None:
        by_role: dict[str, list[str]] = {}
        alts: list[str] = []
        for page in pages:
            for box in page.boxes:
                if isinstance(box, TextBox):
                    words = by_role.setdefault(box.role, [])
                    for paragraph in box.paragraphs:
                        words += (run.text for run in paragraph.runs)
                        words += (run.link for run in paragraph.runs if run.link)
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
                            words += (run.text for p in cell.paragraphs for run in p.runs)
                            words += (run.link for p in cell.paragraphs for run in p.runs if run.link)
            by_role.setdefault("notes", []).append(page.notes)
        self.text = "\n".join(_bare("".join(words)) for words in by_role.values())
        self.alts = "\n".join(map(_bare, alts))

    def has(self, text: str) -> bool:
        return _bare(text) in self.text

    def pictures(self, text: str) -> bool:
        return _bare(text) in self.alts


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
        found: list[tuple[str, str, Span]] = []
        _walk(slide, slide.span, found)
        yield from found


def _walk(value: Any, span: Span, found: list[tuple[str, str, Span]]) -> None:
    """Add what a value holds. A list and not a generator within a generator: this meets every field of a deck."""
    if isinstance(value, Text):
        for run in value.runs:
            found.append(("text", run.text, value.span))
            if run.link:
                found.append(("link", run.link, value.span))
    elif isinstance(value, Verbatim):
        found.append(("text", value.text, value.span))
    elif isinstance(value, tuple):
        for item in value:
            if type(item) not in _LEAVES:
                _walk(item, span, found)
    elif isinstance(value, MatrixRow):  # marks are drawn, words stand as they are
        _walk((value.name, *(c for c in value.cells if c and c.plain not in MATRIX_MARKS)), span, found)
    else:
        if isinstance(value, Figure):
            found.append(("picture", value.alt, value.span))
            if value.address:
                found.append(("picture", value.address, value.span))
        elif isinstance(value, Link):
            found.append(("link", value.url, value.where))
        kind: Any = type(value)
        for name in _names(kind):
            held = getattr(value, name)
            if type(held) not in _LEAVES:
                _walk(held, span, found)


_LEAVES = frozenset((str, int, bool, float, type(None)))
"""Types of what says nothing to the audience by itself."""


@cache
def _names(cls: Any) -> tuple[str, ...]:
    """Fields to look into; none of what is no node of a deck."""
    known = cls.__struct_fields__ if issubclass(cls, Struct) else ()
    return tuple(name for name in known if name not in ("span", "where", "runs", "icon"))
