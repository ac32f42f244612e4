"""What a deck says, read back from each of its forms into the same values: pages, PowerPoint package, HTML file.

The readers know the formats and nothing of the writers' code: python-pptx and the raw XML here, lxml there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from talkdeck.model.page import Page, Pages, Paragraph, PictureBox, TableBox, TextBox
from talkdeck.model.units import EMU_PER_PX, Rect

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

Link = tuple[str, str]
"""Address and the words that carry it."""

Inherited = dict[str, dict[int, Rect]]
"""Places of a layout's placeholders by their idx, by the name of the layout's part."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text box, one row of cells a table row, or a picture (its words are what it tells who does not see it)."""

    node: str
    what: str
    paragraphs: tuple[str, ...]
    links: tuple[Link, ...]
    frame: Rect


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


def said_by_pages(pages: Pages) -> list[Said]:
    return [_page(page) for page in pages.pages]


def _page(page: Page) -> Said:
    blocks = []
    for box in page.boxes:
        if isinstance(box, TextBox):
            links = tuple(link for p in box.paragraphs for link in _page_links(p))
            blocks.append(Block(box.node, "text", tuple(p.plain for p in box.paragraphs), links, box.frame))
        elif isinstance(box, TableBox):
            paragraphs = [p for row in box.rows for cell in row.cells for p in cell.paragraphs]
            links = tuple(link for p in paragraphs for link in _page_links(p))
            blocks.append(Block(box.node, "table", tuple(p.plain for p in paragraphs), links, box.frame))
        elif isinstance(box, PictureBox):
            alt = () if box.decorative else (box.alt,)
            picture_links: tuple[Link, ...] = ((address(box.link), ""),) if box.link else ()
            blocks.append(Block(box.node, "picture", alt, picture_links, box.frame))
    return Said(page.node, page.title, tuple(blocks), lines_of(page.notes))


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
    blocks = tuple(_shape(shape, slide.part.rels, slide.slide_layout, inherited) for shape in slide.shapes)
    return Said(node[1].decode(), title, blocks, lines_of("\n".join(notes)))


def _frame(shape: Any, layout: Any, inherited: Inherited) -> Rect:
    """The place of a shape, or of the layout's placeholder that it fills; python-pptx would search that four times."""
    properties = shape._element.find(f"{P}spPr")
    if properties is None or properties.find(f"{A}xfrm") is not None or not shape.is_placeholder:
        return Rect(shape.left, shape.top, shape.width, shape.height)
    name = layout.part.partname
    if name not in inherited:
        inherited[name] = {
            held.placeholder_format.idx: Rect(held.left, held.top, held.width, held.height)
            for held in layout.placeholders
        }
    return inherited[name][shape.placeholder_format.idx]


def _shape(shape: Any, rels: Any, layout: Any, inherited: Inherited) -> Block:
    frame = _frame(shape, layout, inherited)
    element = shape._element
    what = {"pic": "picture", "graphicFrame": "table"}.get(element.tag.rpartition("}")[2], "text")
    node = shape.name.partition(" · ")[2]
    properties = next(element.iter(f"{P}cNvPr"))
    if what == "picture":
        click = properties.find(f"{A}hlinkClick")
        alt = properties.get("descr")
        assert (alt == "") == (properties.find(f".//{A}ext") is not None), "only decorative pictures are silent"
        links: tuple[Link, ...] = ((rels[click.get(f"{R}id")].target_ref, ""),) if click is not None else ()
        return Block(node, what, (alt,) if alt else (), links, frame)
    hidden = {
        p for cell in element.iter(f"{A}tc") if cell.get("hMerge") or cell.get("vMerge") for p in cell.iter(f"{A}p")
    }
    paragraphs = [p for p in element.iter(f"{A}p") if p not in hidden]
    links = tuple(link for p in paragraphs for link in merged(_runs(p, rels)))
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
    if "picture" in classes:
        seen = [e for e in (element, *element.iter("img", "svg")) if e.get("alt") or e.get("aria-label")]
        alt = next((e.get("alt") or e.get("aria-label") for e in seen if e.tag in ("img", "svg")), "")
        links: tuple[Link, ...] = ((address(element.get("href")), ""),) if element.get("href") else ()
        return Block(node, "picture", (alt,) if alt else (), links, frame)
    blocks = element.xpath(".//*[contains(concat(' ', @class, ' '), ' p ')]")
    verbatim = element.tag == "pre"
    paragraphs = tuple(_words(p).removesuffix("\n") if verbatim else _words(p) for p in blocks)
    found = tuple((address(a.get("href")), _words(a)) for a in element.iter("a"))
    return Block(node, "table" if element.tag == "table" else "text", paragraphs, found, frame)


def _words(element: Any) -> str:
    """The text of an element, `<br>` as a line end, `<wbr>` as nothing."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if child.tag == "br" else _words(child), child.tail or ""]
    return "".join(parts)
