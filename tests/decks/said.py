"""What a deck says, read back from each of its forms into the same values: pages, PowerPoint package, HTML file.

The readers know the formats and nothing of the writers' code: python-pptx and the raw XML here, lxml there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from talkdeck.model.chart import ChartBox
from talkdeck.model.page import (
    ConnectorBox,
    MathBox,
    MediaBox,
    Page,
    Pages,
    Paragraph,
    PictureBox,
    ShapeBox,
    TableBox,
    TextBox,
)
from talkdeck.model.units import EMU_PER_PX, Rect
from tests.decks import said_charts

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

Form = Literal["pptx", "html"]

Link = tuple[str, str]
"""Address and the words that carry it."""

Inherited = dict[str, dict[int, Rect]]
"""Places of a layout's placeholders by their idx, by the name of the layout's part."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text box, one row of cells a table row, a chart, a formula, or a picture, drawing or recording (whose words are
    what they tell those who do not see them). A connector's are the nodes that it joins; HTML does not say them.

    `words` are further ones in no order. The frame of a connector is left open: HTML needs room for its heads.
    """

    node: str
    what: str
    paragraphs: tuple[str, ...]
    links: tuple[Link, ...]
    frame: Rect
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """A slide: its outline node, its heading, its boxes in reading order, the lines of its notes."""

    node: str
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


def lines_of(notes: str) -> tuple[str, ...]:
    """Lines of notes; blank ones, which HTML folds, left out."""
    return tuple(line for line in notes.split("\n") if line.strip())


def address(url: str) -> str:
    """An address as a URI, whatever of it a form had to encode."""
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    rest = (quote(part, safe="!#$%&'()*+,-./:;=?@[]_~") for part in parts[2:])
    return urlunsplit((parts.scheme, host, *rest))


def merged(runs: Iterable[tuple[str | None, str]]) -> tuple[Link, ...]:
    """Links of a paragraph's runs; neighbours of one address are one link."""
    grouped = groupby(runs, lambda run: run[0])
    return tuple((address(url), "".join(text for _, text in group)) for url, group in grouped if url)


def said_by_pages(pages: Pages, form: Form) -> list[Said]:
    """What a form of a deck has to say."""
    return [_page(page, form) for page in pages.pages]


def _page(page: Page, form: Form) -> Said:
    blocks = []
    for box in page.boxes:
        paragraphs: list[Paragraph] = []
        if isinstance(box, TextBox):
            paragraphs = list(box.paragraphs)
        elif isinstance(box, TableBox):
            paragraphs = [p for row in box.rows for cell in row.cells if not cell.covered for p in cell.paragraphs]
        what, frame, words = WHAT[type(box)], box.frame, frozenset[str]()
        said = tuple(p.plain for p in paragraphs)
        links = tuple(link for p in paragraphs for link in _page_links(p))
        if isinstance(box, PictureBox | ShapeBox):
            said = (box.alt,) if box.alt and not getattr(box, "decorative", False) else ()
            links = ((address(box.link), ""),) if box.link and (form == "pptx" or what == "picture") else ()
        elif isinstance(box, MediaBox):
            said = (box.alt,)
        elif isinstance(box, MathBox):
            said = _formula(box, form)
        elif isinstance(box, ChartBox):
            said, words = said_charts.of_pages(box, form)
        elif isinstance(box, ConnectorBox):
            said, frame = ((box.start, box.end) if form == "pptx" else ()), NOWHERE
        blocks.append(Block(box.node, what, said, links, frame, words))
    return Said(page.node, page.title, tuple(blocks), lines_of(page.notes))


WHAT: dict[type, str] = {
    TextBox: "text", TableBox: "table", PictureBox: "picture", ShapeBox: "drawing", MediaBox: "media",
    MathBox: "formula", ChartBox: "chart", ConnectorBox: "connector",
}  # fmt: skip
NOWHERE = Rect(0, 0, 0, 0)


def _formula(box: MathBox, form: Form) -> tuple[str, ...]:
    """A formula's letters and digits, in no order (indices stand elsewhere in each language). In HTML its LaTeX is its
    name; in PowerPoint it has a description, and a line of text for programs without formulas."""
    from lxml import etree

    root: Any = etree.fromstring(box.mathml)
    letters = _letters("".join(root.itertext()))
    return (letters, box.latex) if form == "html" else (letters, box.alt, *(p.plain for p in box.line))


def _letters(text: str) -> str:
    return "".join(sorted(filter(str.isalnum, text)))


def _page_links(p: Paragraph) -> tuple[Link, ...]:
    return merged((run.link, run.text) for run in p.runs)


def said_by_pptx(path: Path) -> list[Said]:
    """Every slide of a package, opened by python-pptx."""
    from pptx import Presentation

    inherited: Inherited = {}
    return [_slide(slide, inherited) for slide in Presentation(str(path)).slides]


def _slide(slide: Any, inherited: Inherited) -> Said:
    tags = next(rel.target_part for rel in slide.part.rels.values() if rel.reltype.endswith("/tags"))
    node = re.search(rb'name="TALKDECK_NODE" val="([^"]*)"', tags.blob)
    assert node is not None
    notes: list[str] = []
    if slide.has_notes_slide:
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        notes = [_text(p) for p in frame._txBody.iter(f"{A}p")]
    title = "".join(_text(p) for p in slide.shapes.title._element.iter(f"{A}p"))
    names = {e.get("id"): _node(e) for e in slide.shapes._spTree.iter(f"{P}cNvPr")}
    holders = _holders(slide.slide_layout, inherited)
    blocks = tuple(_shape(shape, slide.part, holders, names) for shape in _shapes(slide))
    return Said(node[1].decode(), title, blocks, lines_of("\n".join(notes)))


def _shapes(slide: Any) -> Iterator[Any]:
    """The shapes of a slide, of alternatives the one for programs that know it; python-pptx would leave those out."""
    for element in slide.shapes._spTree:
        for each in element.iterfind(f"{MC}Choice/*") if element.tag == f"{MC}AlternateContent" else (element,):
            if each.find("./*/" + f"{P}cNvPr") is not None and each.tag != f"{P}nvGrpSpPr":
                yield each


def _node(properties: Any) -> str:
    name: str = properties.get("name")
    return name.partition(" · ")[2]


def _holders(layout: Any, inherited: Inherited) -> dict[int, Rect]:
    """Places of a layout's placeholders; python-pptx would search each of them four times a shape."""
    name = layout.part.partname
    if name not in inherited:
        inherited[name] = {
            held.placeholder_format.idx: Rect(held.left, held.top, held.width, held.height)
            for held in layout.placeholders
        }
    return inherited[name]


def _frame(element: Any, holders: dict[int, Rect]) -> Rect:
    """The place of a shape, or of the layout's placeholder that it fills."""
    transform = next((e for e in element.iter(f"{A}xfrm", f"{P}xfrm")), None)
    if transform is not None:
        off, ext = transform.find(f"{A}off"), transform.find(f"{A}ext")
        return Rect(int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy")))
    return holders[int(element.find(f".//{P}ph").get("idx", "0"))]


def _shape(element: Any, part: Any, holders: dict[int, Rect], names: dict[str, str]) -> Block:
    rels = part.rels
    properties = next(element.iter(f"{P}cNvPr"))
    node, alt = _node(properties), properties.get("descr")
    if element.tag == f"{P}cxnSp":
        ends = tuple(names[next(element.iter(f"{A}{end}")).get("id")] for end in ("stCxn", "endCxn"))
        return Block(node, "connector", ends, (), NOWHERE)
    frame = _frame(element, holders)
    click = properties.find(f"{A}hlinkClick")
    url = rels[click.get(f"{R}id")].target_ref if click is not None and click.get(f"{R}id") else ""
    links: tuple[Link, ...] = ((url, ""),) if url else ()
    chart = next(element.iter(f"{C}chart"), None)
    if chart is not None:
        said, words = said_charts.of_pptx(rels[chart.get(f"{R}id")].target_part, alt)
        return Block(node, "chart", said, (), frame, words)
    if element.tag == f"{P}pic":
        if element.find(f".//{A}videoFile") is not None or element.find(f".//{A}audioFile") is not None:
            return Block(node, "media", (alt,), (), frame)
        assert (alt == "") == (properties.find(f".//{A}ext") is not None), "only decorative pictures are silent"
        return Block(node, "picture", (alt,) if alt else (), links, frame)
    formula = next(element.iter(f"{M}oMathPara"), None)
    if formula is not None:
        lines = element.getparent().getparent().find(f"{MC}Fallback").iter(f"{A}p")
        letters = _letters("".join(t.text or "" for t in formula.iter(f"{M}t")))
        return Block(node, "formula", (letters, alt, *map(_text, lines)), (), frame)
    if element.tag == f"{P}sp" and element.find(f"{P}txBody") is None:
        return Block(node, "drawing", (alt,) if alt else (), links, frame)
    hidden = {
        p for cell in element.iter(f"{A}tc") if cell.get("hMerge") or cell.get("vMerge") for p in cell.iter(f"{A}p")
    }
    paragraphs = [p for p in element.iter(f"{A}p") if p not in hidden]
    links = tuple(link for p in paragraphs for link in merged(_runs(p, rels)))
    what = "table" if element.tag == f"{P}graphicFrame" else "text"
    return Block(node, what, tuple(map(_text, paragraphs)), links, frame)


def _text(p: Any) -> str:
    return "".join("\n" if e.tag == f"{A}br" else e.text or "" for e in p.iter(f"{A}t", f"{A}br"))


def _runs(p: Any, rels: Any) -> Iterator[tuple[str | None, str]]:
    for run in p:
        if run.tag in (f"{A}r", f"{A}fld", f"{A}br"):
            click = run.find(f"{A}rPr/{A}hlinkClick")
            url = None if click is None else rels[click.get(f"{R}id")].target_ref
            yield url, "\n" if run.tag == f"{A}br" else run.findtext(f"{A}t") or ""


def said_by_html(path: Path) -> list[Said]:
    """Every slide of an HTML deck, parsed by lxml; places from its style rules."""
    from lxml import html

    root: Any = html.fromstring(path.read_bytes())
    css = "".join(root.xpath("//style/text()"))
    frames = {
        name: Rect(*(round(float(value) * EMU_PER_PX) for value in re.findall(r":(-?[\d.]+)", rule)))
        for name, rule in re.findall(r"\.(f\d+)\{(left:[^}]*)\}", css)
    }
    return [_section(section, frames) for section in root.xpath("//main/section")]


def _section(section: Any, frames: dict[str, Rect]) -> Said:
    heading = section.xpath(".//h1 | .//h2")
    assert len(heading) == 1, section.get("id")
    blocks = tuple(
        _element(element, frames)
        for element in section.iter()
        if isinstance(element.tag, str) and "b" in (element.get("class") or "").split()
    )
    notes = [part.text_content() for part in section.xpath("./aside[@class='notes']/p")]
    return Said(section.get("data-node"), _words(heading[0]), blocks, lines_of("\n".join(notes)))


def _element(element: Any, frames: dict[str, Rect]) -> Block:
    classes = element.get("class").split()
    frame = next(frames[name] for name in classes if name in frames)
    node = element.get("data-node")
    links: tuple[Link, ...]
    if "picture" in classes:
        seen = [e for e in (element, *element.iter("img", "svg")) if e.get("alt") or e.get("aria-label")]
        alt = next((e.get("alt") or e.get("aria-label") for e in seen if e.tag in ("img", "svg")), "")
        links = ((address(element.get("href")), ""),) if element.get("href") else ()
        return Block(node, "picture", (alt,) if alt else (), links, frame)
    if "shape" in classes:
        joins = node is not None and element.find("polyline") is not None
        alt = element.get("aria-label") or ""
        return Block(node, "connector" if joins else "drawing", (alt,) if alt else (), (), NOWHERE if joins else frame)
    if "chart" in classes:
        said, words = said_charts.of_html(element)
        return Block(node, "chart", said, (), frame, words)
    if "r-math" in classes:
        (formula,) = element
        return Block(node, "formula", (_letters(formula.text_content()), formula.get("alttext")), (), frame)
    if "video" in classes or "audio" in classes:
        player = element if element.tag == "video" else element.find("audio")
        return Block(node, "media", (player.get("aria-label"),), (), frame)
    blocks = element.xpath(".//*[contains(concat(' ', @class, ' '), ' p ')]")
    verbatim = element.tag == "pre"
    paragraphs = tuple(_words(p).removesuffix("\n") if verbatim else _words(p) for p in blocks)
    links = tuple((address(a.get("href")), _words(a)) for a in element.iter("a"))
    return Block(node, "table" if element.tag == "table" else "text", paragraphs, links, frame)


def _words(element: Any) -> str:
    """The text of an element, `<br>` as a line end, `<wbr>` as nothing."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "br" else _words(child), child.tail or ""]
    return "".join(parts)
