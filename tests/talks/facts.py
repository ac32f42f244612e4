"""What the built decks of a talk say, slide by slide, for tests of facts.

A fact is a tuple of words that stand together on one slide. Words are compared without blanks, since outlines set a
space between Han and Latin where sources have none; a number must not be part of a longer one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talkdeck.build.talk import Job, build_talk, deck_name

ROOT = Path(__file__).resolve().parents[2]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
INLINE = {"a", "b", "code", "em", "i", "s", "small", "strong", "sub", "sup", "wbr", "tspan"}

Fact = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """Lines of a slide without blanks: what is seen (tables, charts and their workbooks with it), and the notes."""

    shown: str
    notes: str


@dataclass(frozen=True, slots=True)
class Deck:
    """One deck of a talk. `form` is pptx or html; `links` has an address as often as it is linked from a slide."""

    form: str
    slides: tuple[Slide, ...]
    links: tuple[str, ...]

    def without(self, *begins: str) -> Deck:
        """The deck without slides whose heading begins so: a list of sources repeats other slides' headings."""
        kept = [slide for slide in self.slides if not slide.shown.startswith(tuple(map(bare, begins)))]
        return Deck(self.form, tuple(kept), self.links)

    @property
    def shown(self) -> str:
        return "\n".join(slide.shown for slide in self.slides)

    @property
    def notes(self) -> str:
        return "\n".join(slide.notes for slide in self.slides)

    def slide(self, words: str) -> str:
        """What is seen on the only slide that shows these words."""
        (found,) = [slide.shown for slide in self.slides if bare(words) in slide.shown]
        return found

    def shows(self, fact: Fact) -> bool:
        """Whether all words are seen on one slide."""
        return any(all(stands(word, slide.shown) for word in fact) for slide in self.slides)

    def tells(self, fact: Fact) -> bool:
        """Whether all words stand on one slide, seen or in its notes."""
        return any(all(stands(word, f"{slide.shown}\n{slide.notes}") for word in fact) for slide in self.slides)


Decks = dict[str | None, tuple[Deck, Deck]]
"""The PowerPoint and the HTML deck of each edition; the talk's own language under None."""


def built(talk: str, out: Path) -> Decks:
    """A talk built from talks/ as it stands, in all its editions, and read back."""
    job = Job(talk=ROOT / "talks" / f"{talk}.yaml", root=ROOT, out=out, offline=True, strict=False)
    result = build_talk(job)
    assert [f"{p.span.line}:{p.span.col} {p.code} {p.text}" for p in result.problems] == []
    return {
        about.edition: (
            _pptx(out / deck_name(talk, about.edition, "pptx")).without("资料来源", "Sources"),
            _html(out / deck_name(talk, about.edition, "html")).without("资料来源", "Sources"),
        )
        for about in result.about
    }


def bare(text: str) -> str:
    """Without blanks, and without marks that only steer line breaks; lines stay apart."""
    return re.sub(r"[^\S\n]+|[\u00ad\u200b\u2060\ufeff]", "", text)


def _lines(text: str) -> str:
    return "\n".join(filter(None, bare(text).split("\n")))


def stands(word: str, text: str) -> bool:
    """Whether words are found in a text, both without blanks; a chart may write 5 as 5.0."""
    word = bare(word)
    begin = r"(?<!\d)(?<!\d[.,])" if word[0].isdigit() else ""
    zeros = r"(?:\.0+)?" if word.isdigit() else ""
    end = rf"{zeros}(?!\d)(?![.,]\d)" if word[-1].isdigit() else ""
    return re.search(begin + re.escape(word) + end, text) is not None


def _pptx(path: Path) -> Deck:
    from pptx import Presentation

    slides = []
    links: list[str] = []
    for slide in Presentation(str(path)).slides:
        lines = [_joined(p, (f"{A}t", f"{M}t")) for p in slide._element.iter(f"{A}p")]
        for relation in slide.part.rels.values():
            if relation.reltype.endswith("/chart"):
                lines += _chart(relation.target_part)
        links += [
            slide.part.rels[click.get(f"{R}id")].target_ref
            for click in slide._element.iter(f"{A}hlinkClick")
            if click.get(f"{R}id")
        ]
        notes: list[str] = []
        if slide.has_notes_slide:
            notes = [_joined(p, (f"{A}t",)) for p in slide.notes_slide._element.iter(f"{A}p")]
        slides.append(Slide(_lines("\n".join(lines)), _lines("\n".join(notes))))
    return Deck("pptx", tuple(slides), tuple(links))


def _joined(element: Any, tags: tuple[str, ...]) -> str:
    return "".join(each.text or "" for each in element.iter(*tags))


def _chart(part: Any) -> Iterator[str]:
    """Labels and values of a chart, and what its workbook holds; numbers also as people write them."""
    from lxml import etree

    root = etree.fromstring(part.blob)
    cached = {value.text or "" for value in root.iter(f"{C}v")}
    yield from (_joined(p, (f"{A}t",)) for p in root.iter(f"{A}p"))
    book = next(relation.target_part for relation in part.rels.values() if relation.reltype.endswith("/package"))
    held = set(_cells(book.blob))
    assert {value for value in cached if re.fullmatch(r"-?[\d.]+", value)} <= held
    for value in sorted(cached | held):
        yield value.replace("\n", " ")
        if re.fullmatch(r"\d{4,}(\.\d+)?", value):
            yield f"{float(value):,}".removesuffix(".0")


def _cells(book: bytes) -> Iterator[str]:
    """Texts and numbers of a workbook."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(book)) as box:
        for name in box.namelist():
            if name.endswith(("sheet1.xml", "sharedStrings.xml")):
                for element in etree.fromstring(box.read(name)).iter("{*}t", "{*}v"):
                    cell = element.getparent()
                    if cell is not None and cell.get("t") != "s":
                        yield element.text or ""


def _html(path: Path) -> Deck:
    from lxml import html

    root: Any = html.fromstring(path.read_bytes())
    slides = []
    for section in root.xpath("//main/section"):
        notes = section.xpath("./aside[@class='notes']")
        shown = "".join(_words(child) for child in section if child not in notes)
        slides.append(Slide(_lines(shown), _lines("".join(map(_words, notes)))))
    return Deck("html", tuple(slides), tuple(root.xpath("//main/section//a/@href")))


def _words(element: Any) -> str:
    """The text of an element; what is no part of a line stands on one of its own."""
    if not isinstance(element.tag, str):
        return element.tail or ""
    inner = (element.text or "") + "".join(map(_words, element))
    own = element.tag in INLINE or (element.tag == "span" and "p" not in (element.get("class") or "").split())
    return f"{inner}{element.tail or ''}" if own else f"\n{inner}\n{element.tail or ''}"
