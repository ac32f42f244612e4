"""Promises 2 and 5: both decks say the same, in the same places and order, and all that the outline says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from talkdeck.html import write_html
from talkdeck.model.basics import Image, Item
from talkdeck.model.basics import Link as OutlineLink
from talkdeck.model.chart import ChartBox
from talkdeck.model.data import Chart, MatrixRow, Table
from talkdeck.model.kinds import Diagram, Formula
from talkdeck.model.outline import Outline
from talkdeck.model.page import ConnectorBox, MathBox, Pages, Paragraph, ShapeBox, TextBox
from talkdeck.model.text import Text, Verbatim
from talkdeck.model.values import Struct, replace
from talkdeck.pptx import write_pptx
from tests.decks.conftest import GetDeck, GetSaid
from tests.decks.decks import FEW, FULL, KINDS, TRENDS, Built, Name
from tests.decks.said import Form, Said, address, said_by_html, said_by_pages, said_by_pptx

HALF_PIXEL_DIGIT = 48
"""EMU: HTML places are CSS pixels to a hundredth, so up to half of one (9525 / 200) away."""


def differences(one: list[Said], other: list[Said], tolerance: int) -> list[str]:
    """Where two forms of a deck differ, a line each."""
    if len(one) != len(other):
        return [f"{len(one)} slides and {len(other)}"]
    found = []
    for number, (a, b) in enumerate(zip(one, other, strict=True), start=1):
        found += [f"{number} {key}: {x!r:.90} {y!r:.90}" for key, x, y in _facts(a, b) if x != y]
        for block, twin in zip(a.blocks, b.blocks, strict=False):
            far = [abs(p - q) for p, q in zip(_sides(block.frame), _sides(twin.frame), strict=True)]
            if max(far) > tolerance:
                found.append(f"{number} {block.node}: {block.frame} {twin.frame}")
    return found


def _facts(a: Said, b: Said) -> Iterator[tuple[str, object, object]]:
    yield "node", a.node, b.node
    yield "title", a.title, b.title
    yield "notes", a.notes, b.notes
    yield "order", [(x.node, x.what) for x in a.blocks], [(x.node, x.what) for x in b.blocks]
    for x, y in zip(a.blocks, b.blocks, strict=False):
        yield f"{x.node} text", x.paragraphs, y.paragraphs
        yield f"{x.node} links", x.links, y.links
        yield f"{x.node} words", x.words - y.words, frozenset()


def _sides(frame: Any) -> tuple[int, ...]:
    return (frame.x, frame.y, frame.w, frame.h)


@pytest.mark.parametrize("name", FEW, ids=str)
def test_html_says_what_pages_say(deck: GetDeck, said: GetSaid, name: Name) -> None:
    assert differences(said_by_pages(deck(name).pages, "html"), said(name, "html"), HALF_PIXEL_DIGIT) == []


@pytest.mark.parametrize("name", FEW, ids=str)
def test_powerpoint_says_what_pages_say(deck: GetDeck, said: GetSaid, name: Name) -> None:
    assert differences(said_by_pages(deck(name).pages, "pptx"), said(name, "pptx"), 0) == []


# What the outline says, slide by slide, and whether a deck has it. Nothing here looks at how slides are resolved.


def bare(text: str) -> str:
    """Without blanks: the language folds them, and sets some between Han and Latin."""
    return "".join(text.split())


def wanted(outline: Outline) -> Iterator[tuple[str, Any]]:
    """The node of each slide that an outline asks for, and what it holds."""
    head = {name: getattr(outline, name) for name in ("title", "subtitle", "kicker", "speakers", "occasion", "date")}
    yield "cover", (*head.values(), outline.cover, outline.notes)
    for n, slide in enumerate(outline.slides):
        yield f"slides.{n}", slide
    for n, section in enumerate(outline.sections):
        yield f"sections.{n}", (section.title, section.label, section.text, section.notes)
        for m, slide in enumerate(section.slides):
            yield f"sections.{n}.slides.{m}", slide


def texts(value: Any) -> Iterator[str]:
    """Every text below a value, without blanks; texts that belong together in one order as one."""
    if isinstance(value, Text):
        yield bare(value.plain)
    elif isinstance(value, Verbatim):
        yield bare(value.text)
    elif isinstance(value, tuple) and value and isinstance(value[0], Item):
        yield "".join(_items(value))
    elif isinstance(value, Table):
        rows = (value.head, *([cell.text if cell else None for cell in row.cells] for row in value.rows))
        yield from ("".join(bare(cell.plain) for cell in row if cell) for row in rows)
        yield from texts((value.caption, value.footnotes, tuple(row.group for row in value.rows)))
    elif isinstance(value, Chart):
        # Each once, wherever it is named; units may be converted, and titles of axes be merged with them.
        named = (value.categories, tuple(s.name for s in value.series), tuple(a.text for a in value.annotations))
        yield from set(texts((*named, value.reference and value.reference.label)))
        yield from texts((value.note, value.alt))
    elif isinstance(value, Formula):
        yield from texts(value.text)
    elif isinstance(value, MatrixRow):
        yield from (MARKS.get(text, text) for text in texts((value.name, *value.cells)))
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name != "icon":
                yield from texts(getattr(value, name))


MARKS = {"full": "●", "part": "○", "none": "–", "open": "?"}


def drawn(value: Any) -> Iterator[str]:
    """What each chart, formula and edge of a diagram below a value is as a block of a slide."""
    if isinstance(value, Chart):
        yield "chart"
    elif isinstance(value, Formula):
        yield "formula"
    elif isinstance(value, Diagram):
        yield from ("connector" for edge in value.edges for _ in ARROW.findall(edge))
    elif isinstance(value, tuple):
        for each in value:
            yield from drawn(each)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from drawn(getattr(value, name))


ARROW = re.compile(r"<->|->|--")


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield bare((item.lead.plain if item.lead else "") + item.text.plain)
        yield from _items(item.items)


def addresses(value: Any) -> Iterator[str]:
    """Every address to be linked below a value."""
    if isinstance(value, Text):
        yield from (address(run.link) for run in value.runs if run.link)
    elif isinstance(value, OutlineLink):
        yield address(value.url)
        yield from addresses((value.title, value.text))
    elif isinstance(value, Image):
        if value.src and value.src.startswith("http"):
            yield address(value.src)
        yield from addresses((value.caption, value.credit))
    elif isinstance(value, tuple):
        for each in value:
            yield from addresses(each)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from addresses(getattr(value, name))


def lost(outline: Outline, slides: list[Said]) -> list[str]:
    """What an outline says and a deck does not. Parts of a continued slide are read one after another, box by box."""
    shown: dict[str, dict[str, str]] = {}
    links: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[str]] = {}
    for slide in slides:
        boxes = shown.setdefault(slide.node, {})
        for block in slide.blocks:
            words = "".join((*block.paragraphs, *block.words))
            # A continued title stands on each slide; it is one text all the same.
            boxes[block.node] = boxes.get(block.node, "") + bare(_without_marks(words))
        boxes["notes"] = boxes.get("notes", "") + bare("".join(slide.notes))
        kinds.setdefault(slide.node, Counter()).update(block.what for block in slide.blocks)
        links.setdefault(slide.node, Counter()).update(url for block in slide.blocks for url, _ in block.links)
    found = []
    for node, content in wanted(outline):
        said = "\n".join(shown.get(node, {}).values())
        for text, count in Counter(filter(None, texts(content))).items():
            if said.count(text) < count:
                found.append(f"{node}: {said.count(text)} of {count} times {text[:60]!r}")
        for kind, count in Counter(drawn(content)).items():
            if kinds.get(node, Counter())[kind] < count:
                found.append(f"{node}: {kinds.get(node, Counter())[kind]} of {count} {kind}s")
        for url, count in Counter(addresses(content)).items():
            if links.get(node, Counter())[url] < count:
                found.append(f"{node}: link {url[:60]}")
    return found


def _without_marks(words: str) -> str:
    """Without the words that the generator puts behind a marked text, inside a list or a row."""
    for mark in ("（推算）", "（未证实）", "（经整理）", " (computed)", " (unconfirmed)", " (edited)"):
        words = words.replace(mark, "")
    return words


@pytest.mark.parametrize("name", FEW, ids=str)
def test_html_has_all_of_the_outline(deck: GetDeck, said: GetSaid, name: Name) -> None:
    assert lost(deck(name).outline, said(name, "html")) == []


@pytest.mark.parametrize("name", FEW, ids=str)
def test_powerpoint_has_all_of_the_outline(deck: GetDeck, said: GetSaid, name: Name) -> None:
    assert lost(deck(name).outline, said(name, "pptx")) == []


@pytest.mark.parametrize("name", FEW, ids=str)
def test_numbers_go_on(deck: GetDeck, name: Name) -> None:
    """Numbered lists count from 1 to their end over all their slides."""
    built = deck(name)
    counted: dict[str, list[int]] = {}
    for page in built.pages.pages:
        for box in page.boxes:
            if isinstance(box, TextBox) and box.node.endswith(".numbered"):
                numbers = [p.marker.number for p in box.paragraphs if p.marker and p.marker.number is not None]
                counted.setdefault(box.node, []).extend(numbers)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in counted.values())
    assert counted or name not in FULL


def html_numbers(path: Path) -> list[int]:
    """The numbers that a browser counts in front of the items of ordered lists; sets of boxes show none."""
    from lxml import html

    root: Any = html.fromstring(path.read_bytes())
    found = []
    for ordered in root.xpath("//ol[not(contains(@class, 'set'))]"):
        number = int(ordered.get("start", "1"))
        for item in ordered.findall("li"):
            number = int(item.get("value", number))
            found.append(number)
            number += 1
    return found


@pytest.mark.parametrize("name", FEW, ids=str)
def test_html_counts_as_pages_do(deck: GetDeck, name: Name) -> None:
    built = deck(name)
    paragraphs = [p for page in built.pages.pages for b in page.boxes if isinstance(b, TextBox) for p in b.paragraphs]
    assert html_numbers(built.html) == [p.marker.number for p in paragraphs if p.marker and p.marker.number]


# The tests above can fail: a word, a link, a place less in either form is found.


def damaged(built: Built, what: str) -> Built:
    """A deck's pages with one thing less or elsewhere, in the first list."""
    pages = list(built.pages.pages)
    at = next(n for n, page in enumerate(pages) if page.kind == "bullets")
    boxes = list(pages[at].boxes)
    n, box = next((n, b) for n, b in enumerate(boxes) if isinstance(b, TextBox) and b.role == "body")
    first: Paragraph = box.paragraphs[0]
    match what:
        case "paragraph":
            boxes[n] = replace(box, paragraphs=box.paragraphs[1:])
        case "letter":
            run = replace(first.runs[0], text=first.runs[0].text[:-1] or "x")
            boxes[n] = replace(box, paragraphs=(replace(first, runs=(run, *first.runs[1:])), *box.paragraphs[1:]))
        case "order":
            boxes.reverse()
        case "place":
            boxes[n] = replace(box, frame=replace(box.frame, x=box.frame.x + 100))
        case "box":
            del boxes[n]
    pages[at] = replace(pages[at], boxes=tuple(boxes))
    return replace(built, pages=replace(built.pages, pages=tuple(pages)))


@pytest.mark.parametrize("what", ["paragraph", "letter", "order", "place", "box"])
def test_the_tests_can_fail(deck: GetDeck, tmp_path: Path, what: str) -> None:
    built = deck(TRENDS)
    bad = damaged(built, what)
    for form in FORMS:
        found = different(built, bad, form, tmp_path / "bad")
        assert found[0] != []
        if what in ("paragraph", "letter", "box"):
            assert found[1] != []


FORMS: tuple[Form, ...] = ("html", "pptx")


def different(built: Built, bad: Built, form: Form, path: Path) -> tuple[list[str], list[str]]:
    """What the tests find where a deck is written of other pages: differences, and what is lost."""
    out = BytesIO()
    (write_html if form == "html" else write_pptx)(bad.pages, built.brand, built.assets, out)
    path.write_bytes(out.getvalue())
    said = said_by_html(path) if form == "html" else said_by_pptx(path)
    tolerance = HALF_PIXEL_DIGIT if form == "html" else 0
    return differences(said_by_pages(built.pages, form), said, tolerance), lost(built.outline, said)


Change = Callable[[Any], Any]


def one_changed(pages: Pages, kind: type, change: Change) -> Pages:
    """Pages with the first box of a class changed; without it where the change is None."""
    changed = list(pages.pages)
    at, box = next(
        (n, box) for n, page in enumerate(changed) for box in page.boxes if isinstance(box, kind) and change(box) != box
    )
    boxes = [change(each) if each is box else each for each in changed[at].boxes]
    changed[at] = replace(changed[at], boxes=tuple(each for each in boxes if each is not None))
    return replace(pages, pages=tuple(changed))


def other_value(box: ChartBox) -> ChartBox:
    first, *others = box.series
    point = replace(first.points[0], value=(first.points[0].value or 0) + 1, given="7")
    return replace(box, series=(replace(first, points=(point, *first.points[1:])), *others))


def doubted(box: ChartBox) -> ChartBox:
    series = box.series[0]
    points = (replace(series.points[0], doubt="computed"), *series.points[1:])
    return replace(box, series=(replace(series, points=points), *box.series[1:]))


CHANGES: dict[str, tuple[type, Change]] = {
    "value": (ChartBox, other_value),
    "doubt": (ChartBox, doubted),
    "remark": (ChartBox, lambda box: replace(box, notes=(), texts=()) if box.notes else box),
    "chart": (ChartBox, lambda box: None),
    "formula": (MathBox, lambda box: replace(box, mathml=box.mathml.replace(">c<", ">v<", 1), line=())),
    "glue": (ConnectorBox, lambda box: replace(box, start=box.end)),
    "connector": (ConnectorBox, lambda box: None if "diagram" in box.node else box),
    "drawing": (ShapeBox, lambda box: replace(box, frame=box.frame.inset(200))),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("name", KINDS[:1], ids=str)
def test_the_tests_can_fail_for_what_is_drawn(deck: GetDeck, tmp_path: Path, name: Name, what: str) -> None:
    built = deck(name)
    bad = replace(built, pages=one_changed(built.pages, *CHANGES[what]))
    for form in FORMS:
        if (form, what) != ("html", "glue"):
            found = different(built, bad, form, tmp_path / "bad")
            assert found[0] != []
            assert (found[1] != []) == (what in ("chart", "connector", "remark"))
