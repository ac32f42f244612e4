"""One page as one slide: every box becomes a shape that says only what its layout does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

from talkdeck.brand.model import Colour, Region
from talkdeck.model.page import Cell, Page, PictureBox, ShapeBox, TableBox, TextBox
from talkdeck.model.units import Rect
from talkdeck.pptx.layouts import TITLES, LayoutPart
from talkdeck.pptx.shapes import Drawing, drawing
from talkdeck.pptx.style import LEVELS, plain_level, scheme_colour
from talkdeck.pptx.text import Faces, TextWriter, WrittenParagraph

if TYPE_CHECKING:
    from markupsafe import Markup

_ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}


class Relations(Protocol):
    """Where a slide's pictures and links get their relation ids; the same target gets the same id."""

    def picture(self, asset: str) -> str: ...
    def link(self, url: str) -> str: ...


@dataclass(frozen=True, slots=True)
class TextShape:
    """Text. `frame` and `fill` are None where the layout's hold; `number` is the text to write as a number field."""

    kind: str
    id: int
    name: str
    placeholder: Markup | None
    frame: Rect | None
    fill: Markup | None
    body: Markup
    paragraphs: list[WrittenParagraph]
    number: str | None


@dataclass(frozen=True, slots=True)
class PictureShape:
    kind: str
    id: int
    name: str
    placeholder: Markup | None
    frame: Rect | None
    relation: str
    crop: tuple[int, int, int, int] | None
    alt: str
    link: str | None
    decorative: bool


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table; rows are (height, cells), cells (properties, paragraphs)."""

    kind: str
    id: int
    name: str
    placeholder: Markup | None
    frame: Rect
    style: str
    head: bool
    columns: tuple[int, ...]
    rows: list[tuple[int, list[tuple[Markup, list[WrittenParagraph]]]]]
    alt: str


Shape = TextShape | PictureShape | TableShape | Drawing


@dataclass(frozen=True, slots=True)
class SlidePart:
    """A slide for the template; `tags` is the relation's id of its tags."""

    shapes: list[Shape]
    tags: str


class SlideWriter:
    """Turns pages on one layout into slide parts. Text of each region is written over that region's levels."""

    def __init__(
        self, layout: LayoutPart, faces: Faces, alt_lang: str, table_style: str, text_macros: Any, frame_macros: Any
    ) -> None:
        self._layout = layout
        self._table_style = table_style
        self._frames = frame_macros
        palette = layout.palette
        self._palette = palette
        self._regions = {region.name: region for region in layout.source.regions}
        self._placeholders = {name: self._placeholder(region) for name, region in self._regions.items()}
        self._region_text = {
            name: TextWriter(text_macros, levels, palette, faces, alt_lang) for name, levels in layout.levels.items()
        }
        # Loose text inherits from the presentation, whatever the ground; cells from the table style of their ground.
        loose = plain_level(scheme_colour(Colour("dk1", 100_000, 0, "")), palette)
        cell, head = plain_level(palette["ink"], palette), plain_level(palette["ink"], palette, bold=True)
        self._loose_text = TextWriter(text_macros, (loose,) * LEVELS, palette, faces, alt_lang)
        self._cell_text = TextWriter(text_macros, (cell,) * LEVELS, palette, faces, alt_lang)
        self._head_text = TextWriter(text_macros, (head,) * LEVELS, palette, faces, alt_lang)
        self._bodies: dict[tuple[object, ...], Markup] = {}
        self._cells: dict[tuple[int, ...], Markup] = {}

    def slide(self, page: Page, relations: Relations, tags: str) -> SlidePart:
        """The slide of a page. Raises KeyError when a box names a region that the layout does not have."""
        shapes: list[Shape] = []
        for id_, box in zip(count(2), page.boxes, strict=False):
            match box:
                case TextBox():
                    shapes.append(self._text(box, id_, page.number, relations.link))
                case PictureBox():
                    shapes.append(self._picture(box, id_, relations))
                case TableBox():
                    shapes.append(self._table(box, id_, relations.link))
                case ShapeBox():
                    shapes.append(drawing(box, id_, _name("Shape", box.node), self._palette))
        return SlidePart(shapes, tags)

    def _placeholder(self, region: Region) -> Markup:
        type_ = None if region.placeholder == "obj" else region.placeholder
        index = None if region.placeholder in TITLES else region.index
        made: Markup = self._frames.placeholder(type_, index)
        return made

    def _text(self, box: TextBox, id_: int, number: int, link: Callable[[str], str]) -> TextShape:
        region = self._regions[box.region] if box.region is not None else None
        writer = self._region_text[box.region] if box.region is not None else self._loose_text
        links = {run.link: link(run.link) for p in box.paragraphs for run in p.runs if run.link}
        return TextShape(
            kind="text",
            id=id_,
            name=_name(box.role.capitalize(), box.node),
            placeholder=self._placeholders[region.name] if region else None,
            frame=box.frame if region is None or box.frame != region.frame else None,
            fill=self._palette[box.fill] if box.fill and (region is None or box.fill != region.fill) else None,
            body=self._body(box, region),
            paragraphs=writer.paragraphs(box.paragraphs, links) or [("", [], "")],
            number=str(number) if box.role == "slide-number" else None,
        )

    def _body(self, box: TextBox, region: Region | None) -> Markup:
        key = (region.name if region else None, box.inset, box.anchor)
        if key not in self._bodies:
            if region is None:
                self._bodies[key] = self._frames.loose_body(box.inset, _ANCHOR[box.anchor])
            else:
                inset = box.inset if box.inset != region.inset else None
                self._bodies[key] = self._frames.own_body(
                    inset, _ANCHOR[box.anchor] if box.anchor != region.anchor else None
                )
        return self._bodies[key]

    def _picture(self, box: PictureBox, id_: int, relations: Relations) -> PictureShape:
        region = self._regions[box.region] if box.region is not None else None
        return PictureShape(
            kind="picture",
            id=id_,
            name=_name("Picture", box.node),
            placeholder=self._placeholders[region.name] if region else None,
            frame=box.frame if region is None or box.frame != region.frame else None,
            relation=relations.picture(box.asset),
            crop=box.crop if any(box.crop) else None,
            alt="" if box.decorative else box.alt,
            link=relations.link(box.link) if box.link else None,
            decorative=box.decorative,
        )

    def _table(self, box: TableBox, id_: int, link: Callable[[str], str]) -> TableShape:
        rows = []
        for number, row in enumerate(box.rows):
            writer = self._head_text if box.head and number == 0 else self._cell_text
            # An empty cell is as tall as its neighbours' text, or it would stretch the row to 18 pt.
            sizes = [p.size for cell in row.cells for p in cell.paragraphs]
            rows.append((row.height, [self._cell(cell, writer, min(sizes, default=1200), link) for cell in row.cells]))
        return TableShape(
            kind="table",
            id=id_,
            name=_name("Table", box.node),
            placeholder=self._placeholders[box.region] if box.region is not None else None,
            frame=box.frame,
            style=self._table_style,
            head=box.head,
            columns=box.columns,
            rows=rows,
            alt=box.alt,
        )

    def _cell(
        self, cell: Cell, writer: TextWriter, size: int, link: Callable[[str], str]
    ) -> tuple[Markup, list[WrittenParagraph]]:
        if cell.inset not in self._cells:
            self._cells[cell.inset] = self._frames.cell(cell.inset)
        links = {run.link: link(run.link) for p in cell.paragraphs for run in p.runs if run.link}
        paragraphs = writer.paragraphs(cell.paragraphs, links)
        return self._cells[cell.inset], paragraphs or [("", [], writer.end_properties(size, ""))]


def _name(what: str, node: str) -> str:
    """A shape's name: what it is, and the outline node it came from."""
    return f"{what} · {node}" if node else what
