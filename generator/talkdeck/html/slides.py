"""Pages as what the template writes: boxes in order, wrapped in what they mean to a reader.

The same elements are placed on the stage, printed, and read as an article, so everything here is about meaning:
headings, lists, figures, quotations, tables. Places and looks are classes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from talkdeck.brand.model import Brand
from talkdeck.html.builds import by_box, marked, motion, series_attributes
from talkdeck.html.charts import chart
from talkdeck.html.css import name, number
from talkdeck.html.paragraphs import Block, Paragraphs
from talkdeck.html.pictures import Pictures
from talkdeck.html.shapes import connector, drawing, drawn_frame, form
from talkdeck.html.sheet import Sheet
from talkdeck.model.chart import ChartBox
from talkdeck.model.escape import escape_attribute
from talkdeck.model.notes import spoken
from talkdeck.model.page import (
    Box,
    Build,
    Cell,
    ConnectorBox,
    Group,
    MathBox,
    MediaBox,
    Page,
    Pages,
    PictureBox,
    Row,
    ShapeBox,
    TableBox,
    TextBox,
)
from talkdeck.model.units import EMU_PER_PX
from talkdeck.model.values import Struct

# Neighbouring groups of one kind make a set: its element, and that of each group in it.
SETS = {
    "card": ("ul", "li"),
    "link": ("ul", "li"),
    "speaker": ("ul", "li"),
    "stat": ("ul", "li"),
    "event": ("ol", "li"),
    "step": ("ol", "li"),
    "level": ("ol", "li"),
}
CAPTIONED = ("figure", "quote")
VERBATIM = {"code": ("<code>", "</code>"), "prompt": ("", "")}
_WORD = re.compile("[!-\u02ff]+")


class Item(NamedTuple):
    """A box between its tags, which may open and close groups too.

    `content` is a list of blocks where `kind` is `text`, a `Table` where it is `table`, and else markup.
    """

    kind: str
    begin: str
    content: Any
    end: str

    def written(self) -> str:
        """The box's markup; of a table, which the template writes, the tags before it."""
        if self.kind == "table":
            return self.begin
        content = _joined(self.content) if self.kind == "text" else self.content
        return f"{self.begin}{content}{self.end}"


TableRow = tuple[Markup, list[Markup]]
"""A row's opening tag, and its cells."""


class Table(Struct, frozen=True):
    """A table ready to write: classes of columns, the rows of its head, and those of its bodies, one for each group."""

    columns: list[str]
    head: list[TableRow]
    bodies: list[list[TableRow]]


class Slide(NamedTuple):
    """A slide's section element. `label` names it where its heading does not (no heading, or not the only such one).
    `items` are markup up to a table, the table and its end, by turns; the last has no table. `notes` are paragraphs
    with the click after which each is said.
    """

    classes: str
    id: str
    node: str
    heading: str
    label: str
    motion: Markup
    items: list[tuple[Markup, Table | None, Markup]]
    notes: list[tuple[int, str]]


def _joined(blocks: list[Block]) -> str:
    return "".join([part for block in blocks for part in block])


def _wrap(items: list[Item], begin: int, opening: str, closing: str) -> None:
    """Put tags around the items from `begin` to the end."""
    items[begin] = items[begin]._replace(begin=opening + items[begin].begin)
    items[-1] = items[-1]._replace(end=items[-1].end + closing)


def _up_to_tables(items: list[Item]) -> list[tuple[Markup, Table | None, Markup]]:
    """Items as the template takes them: all markup between two tables at once, a line for each box."""
    made: list[tuple[Markup, Table | None, Markup]] = []
    lines: list[str] = []
    for item in items:
        lines.append(item.written())
        if item.kind == "table":
            made.append((Markup("\n".join(lines)), item.content, Markup(item.end)))
            lines = []
    if lines:
        made.append((Markup("\n".join(lines)), None, Markup()))
    return made


def _fits_phone(box: TableBox) -> bool:
    """Whether a narrow screen (about 40 letters) has room for a table without breaking its words."""
    room = 40
    for cells in zip(*(row.cells for row in box.rows), strict=True):
        words = (word for cell in cells for paragraph in cell.paragraphs for word in _WORD.findall(paragraph.plain))
        room -= max(map(len, words), default=2) + 1
    return room >= 0


class Slides:
    """Turns pages into slides, one at a time."""

    def __init__(self, pages: Pages, brand: Brand, sheet: Sheet, pictures: Pictures) -> None:
        self._pages = pages
        self._sheet = sheet
        self._pictures = pictures
        self._paragraphs = Paragraphs(sheet, pages.lang)
        self._built: Page | None = None
        self._builds: dict[int, list[Build]] = {}
        self._titles = Counter(page.title for page in pages.pages)
        self._grounds = {key: f"l-{name(key)} g-{name(layout.ground)}" for key, layout in brand.layouts.items()}
        self._headings = {
            key: {region.name for region in layout.regions if region.placeholder in ("title", "ctrTitle")}
            for key, layout in brand.layouts.items()
        }

    def __iter__(self) -> Iterator[Slide]:
        for page in self._pages.pages:
            yield self.slide(page)

    def slide(self, page: Page) -> Slide:
        """One page. Two slides of one title are told apart by their number, for those who jump from part to part."""
        heading = self._heading(page)
        label = page.title if heading is None else ""
        if self.is_namesake(page):
            label = f"{page.title} ({page.number})"
        return Slide(
            f"slide {self._grounds[page.layout]} k-{name(page.kind)}",
            page.id,
            page.node,
            f"{page.id}.title",
            label,
            motion(page),
            _up_to_tables(self._items(page, heading)),
            spoken(page.notes),
        )

    def is_namesake(self, page: Page) -> bool:
        """Whether another page has the same title."""
        return self._titles[page.title] > 1

    def _heading(self, page: Page) -> TextBox | None:
        """The box whose text is the slide's heading: its title, else what stands in the title's place."""
        texts = [box for box in page.boxes if isinstance(box, TextBox)]
        named = [box for box in texts if box.role == "title"]
        return next(iter(named or [box for box in texts if box.region in self._headings[page.layout]]), None)

    def _items(self, page: Page, heading: TextBox | None) -> list[Item]:
        tag = "h1" if page.number == 1 else "h2"
        if all(box.group is None for box in page.boxes):
            return [self._item(page, box, tag if box is heading else "") for box in page.boxes]
        groups = [(group, list(boxes)) for group, boxes in groupby(page.boxes, lambda box: box.group)]
        out: list[Item] = []
        for kind, members in groupby(groups, lambda each: each[0].kind if each[0] else None):
            sets = list(members)
            begin = len(out)
            outer, inner = SETS.get(kind or "", ("div", "div")) if len(sets) > 1 else ("", "div")
            for group, boxes in sets:
                out += self._group(page, group, boxes, heading, tag, inner)
            if kind and outer:
                role = ' role="list"' if outer == "ul" else ""
                _wrap(out, begin, f'<{outer} class="set {kind}s"{role}>', f"</{outer}>")
        return out

    def _group(
        self, page: Page, group: Group | None, boxes: list[Box], heading: TextBox | None, tag: str, wrapper: str
    ) -> list[Item]:
        items = [self._item(page, box, tag if box is heading else "") for box in boxes]
        if group is None:
            return items
        if group.kind in CAPTIONED:
            wrapper = "figure"
            words = len(boxes)
            while words and isinstance(box := boxes[words - 1], TextBox) and box.role != "quote":
                words -= 1
            if 0 < words < len(boxes):
                _wrap(items, words, "<figcaption>", "</figcaption>")
        _wrap(items, 0, f'<{wrapper} class="group {group.kind}">', f"</{wrapper}>")
        return items

    def _item(self, page: Page, box: Box, heading: str) -> Item:
        if not page.builds:
            return self._whole(page, box, heading, ())
        if page is not self._built:
            self._built, self._builds = page, by_box(page)
        builds = self._builds.get(id(box), ())
        item = self._whole(page, box, heading, builds)
        return marked(item, builds) if builds else item

    def _whole(self, page: Page, box: Box, heading: str, builds: Sequence[Build]) -> Item:
        place = self._sheet.frame(box.frame)
        if isinstance(box, TextBox):
            return self._text(page, box, heading, place)
        if isinstance(box, TableBox):
            return self._table(box, place)
        if isinstance(box, PictureBox):
            form_ = f" {self._sheet.corner(box)}" if box.shape != "rect" else ""
            drawn = self._pictures.markup(box, f"b {place} picture{' decorative' * box.decorative}{form_}", box.node)
        elif isinstance(box, ShapeBox | ConnectorBox):
            drawn = self._shape(box)
        elif isinstance(box, MediaBox):
            drawn = self._pictures.recording(box, f"b {place}")
        elif isinstance(box, MathBox):
            look = f"b {place} r-math {self._sheet.formula(box)}"
            drawn = f'<div class="{look}" data-node="{escape_attribute(box.node)}">{box.mathml}</div>'
        elif isinstance(box, ChartBox):
            drawn = chart(box, place, series_attributes(builds))
        else:
            raise TypeError(f"no element is written for {type(box).__name__}")
        return Item("drawn", "", drawn, "")

    def _text(self, page: Page, box: TextBox, heading: str, place: str) -> Item:
        lines, paragraphs = self._paragraphs.lines, box.paragraphs
        look = f'class="b {place} {self._sheet.setting(box, page.layout)} r-{name(box.role)}"'
        attributes = f'{look} data-node="{escape_attribute(box.node)}"'
        made = f' id="{escape_attribute(page.id)}.title"' if heading else ""
        if box.role == "quote":
            inner = (f"<{heading}{made}>", f"</{heading}>") if heading else ("", "")
            begin, end = f"<blockquote {attributes}>{inner[0]}", f"{inner[1]}</blockquote>"
            blocks = lines(paragraphs, "span" if heading else "p")
        elif heading or box.role == "heading":
            tag = heading or "h3"
            begin, end = f"<{tag} {attributes}{made}>", f"</{tag}>"
            blocks = lines(paragraphs, "span")
        elif box.role in VERBATIM:
            opening, closing = VERBATIM[box.role]
            begin, end = f"<pre {attributes}>{opening}", f"{closing}</pre>"
            blocks = lines(paragraphs, "span", verbatim=True)
        else:
            silent = ' aria-hidden="true"' if box.role in ("line-number", "monogram") else ""
            begin, end = f"<div {attributes}{silent}>", "</div>"
            blocks = self._paragraphs.blocks(paragraphs)
        return Item("text", f"{begin}{form(box)}", blocks, end)

    def _table(self, box: TableBox, place: str) -> Item:
        head = int(box.head)
        bodies: list[list[TableRow]] = [[]]
        for row in box.rows[head:]:
            if row.group and bodies[-1]:
                bodies.append([])
            bodies[-1].append(self._row(row, "rowgroup" if row.group else "row"))
        columns = [self._sheet.column(width) for width in box.columns]
        label = f' aria-label="{escape_attribute(box.alt)}"' if box.alt else ""
        fit = "" if _fits_phone(box) else " tight"
        begin = f'<table class="b {place} r-table{fit}" data-node="{escape_attribute(box.node)}"{label}>'
        table = Table(columns, [self._row(row, "col") for row in box.rows[:head]], bodies)
        return Item("table", begin, table, "</table>")

    def _row(self, row: Row, scope: str) -> TableRow:
        opening = Markup(f'<tr class="{self._sheet.row(row)}">')
        return opening, [self._cell(cell, scope) for cell in row.cells if not cell.covered]

    def _cell(self, cell: Cell, scope: str) -> Markup:
        align = cell.paragraphs[0].align if cell.paragraphs else "left"
        classes = self._sheet.cell(cell) + (f" {align}" if align != "left" else "")
        # A heading has words: the corner of a table with names in its first column is a cell.
        head = (cell.head or scope == "col") and any(p.plain.strip() for p in cell.paragraphs)
        attributes = f' class="{classes}{" filled" if cell.fill else ""}"' + (f' scope="{scope}"' if head else "")
        attributes += f' colspan="{cell.across}"' if cell.across > 1 else ""
        attributes += f' rowspan="{cell.down}"' if cell.down > 1 else ""
        blocks = self._paragraphs.blocks(cell.paragraphs)
        if cell.label:
            said = f'<p role="img" aria-label="{escape_attribute(cell.label)}"'
            blocks = [(said + opening[2:], text, closing) for opening, text, closing in blocks]
        words = _joined(blocks)
        tag = "th" if head else "td"
        return Markup(f"<{tag}{attributes}>{words}</{tag}>")

    def _shape(self, box: ShapeBox | ConnectorBox) -> str:
        frame = drawn_frame(box)
        place = self._sheet.frame(frame)
        view = f"0 0 {number(frame.w / EMU_PER_PX)} {number(frame.h / EMU_PER_PX)}"
        attributes = f'class="b {place} shape" data-node="{escape_attribute(box.node)}" viewBox="{view}"'
        alt = box.alt if isinstance(box, ShapeBox) else ""
        attributes += f' role="img" aria-label="{escape_attribute(alt)}"' if alt else ' aria-hidden="true"'
        drawn = connector(box) if isinstance(box, ConnectorBox) else drawing(box)
        return f"<svg {attributes}>{drawn}</svg>"
