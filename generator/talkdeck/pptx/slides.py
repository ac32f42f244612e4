"""One page as one slide: every box becomes a shape that says only what its layout does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from talkdeck.brand.model import Colour, Region
from talkdeck.model.chart import ChartBox
from talkdeck.model.escape import escape_attribute
from talkdeck.model.geometry import PICTURE_CORNER, glue
from talkdeck.model.page import (
    Cell,
    ConnectorBox,
    Geometry,
    MathBox,
    MediaBox,
    Page,
    Paragraph,
    PictureBox,
    Row,
    ShapeBox,
    TableBox,
    TextBox,
)
from talkdeck.model.units import Rect
from talkdeck.model.values import replace
from talkdeck.pptx.forms import SLOTS, Form, form
from talkdeck.pptx.layouts import ANCHORS, TITLES, LayoutPart, is_formed
from talkdeck.pptx.shapes import Outline, course, drawing, drawn_course, insets, outline
from talkdeck.pptx.style import LEVELS, Palette, plain_level, scheme_colour
from talkdeck.pptx.templates import environment, macros
from talkdeck.pptx.text import Faces, TextWriter
from talkdeck.pptx.timing import TimingWriter

SMALLEST_CELL = 1200
"""Size of an empty table row's line, in hundredths of a point; PowerPoint would take 18 pt and stretch the row."""


PLAIN = ("rect", "ellipse", "triangle", "diamond", "can")
"""Forms that are the same at every size."""

_NOWHERE = Rect(0, 0, 0, 0)

_NAME = re.compile(r'(<p:cNvPr id="[0-9]+" name=)"[^"]*"')
"""A shape's name; one that begins with !! pairs a shape with that of the same name on the slide it morphs into."""


class Spans(NamedTuple):
    """What a:tc says of spans (§21.1.3.16): columns and rows, and whether the cell to the left or above goes on."""

    across: int = 1
    down: int = 1
    from_left: bool = False
    from_above: bool = False


_ALONE = Spans()


class Relations(Protocol):
    """Where a slide's pictures, links and charts get their relation ids; the same target gets the same id."""

    def picture(self, asset: str) -> str: ...
    def link(self, url: str) -> str: ...
    def chart(self, box: ChartBox, palette: Palette) -> str: ...
    def recording(self, asset: str, kind: str) -> tuple[str, str]: ...


class SlideWriter:
    """Turns pages on one layout into slides. Text of each region is written over that region's levels."""

    def __init__(self, layout: LayoutPart, faces: Faces, lang: str, table_style: str) -> None:
        self._layout = layout
        self._table_style = table_style
        self._words_lang = lang
        self._boxes = macros("boxes")
        self._slide = form(environment().get_template("slide.xml.j2").render())
        palette = self._palette = layout.palette
        self._regions = {region.name: region for region in layout.source.regions}
        self._holders = {region.name: _holder(region) for region in layout.source.regions}
        # Loose text inherits from the presentation, whatever the ground; cells from the table style of their ground.
        loose = plain_level(scheme_colour(Colour("dk1", 100_000, 0, "")), palette)
        cell, head = plain_level(palette["ink"], palette), plain_level(palette["ink"], palette, bold=True)
        self._region_text = {name: TextWriter(levels, palette, faces) for name, levels in layout.levels.items()}
        self._loose_text, self._cell_text, self._head_text = (
            TextWriter((level,) * LEVELS, palette, faces) for level in (loose, cell, head)
        )
        self._forms: dict[tuple[object, ...], Form] = {}
        self._timing = TimingWriter(palette)

    def slide(self, page: Page, relations: Relations, tags: str, advance: int | None = None) -> str:
        """The slide of a page; `tags` is the relation of its tags. It goes on by itself after `advance` seconds.

        Raises KeyError when a box names a region or a colour role that the layout does not have.
        """
        shapes = []
        joined: dict[str, tuple[int, Geometry]] | None = None
        for id_, box in enumerate(page.boxes, start=2):
            match box:
                case TextBox():
                    shapes.append(self._text(box, id_, page.number, relations.link))
                case PictureBox():
                    shapes.append(self._picture(box, id_, relations))
                case TableBox():
                    shapes.append(self._table(box, id_, relations.link))
                case ChartBox():
                    shapes.append(self._chart(box, id_, relations))
                case MathBox():
                    shapes.append(self._math(box, id_))
                case ShapeBox():
                    shapes.append(self._drawing(box, id_, relations))
                case MediaBox():
                    shapes.append(self._media(box, id_, relations))
                case ConnectorBox():
                    joined = _joined(page, self._regions) if joined is None else joined
                    shapes.append(self._connector(box, id_, joined))
        for at, name in page.morphs:
            shapes[at] = _NAME.sub(rf'\1"!!{escape_attribute(name)}"', shapes[at])
        if page.builds:
            shapes.append(self._timing.covers(page))
        return self._slide % {
            "shapes": "".join(shapes),
            "tags": tags,
            "transition": self._timing.transition(page, advance),
            "timing": self._timing.timing(page),
        }

    def _form(self, key: tuple[object, ...], make: Callable[[], str]) -> Form:
        known = self._forms.get(key)
        if known is None:
            known = self._forms[key] = form(make())
        return known

    def _text(self, box: TextBox, id_: int, number: int, link: Callable[[str], str]) -> str:
        region = self._regions[box.region] if box.region is not None else None
        framed = region is None or box.frame != region.frame
        # How round corners and how steep slants are depends on the frame's size.
        size = None if box.shape in PLAIN else (box.frame.w, box.frame.h)
        look = box.shape, box.radius, size, box.stroke, box.stroke_width
        key = ("text", box.region, framed, box.fill, box.inset, box.anchor, look)
        shape = self._form(key, lambda: self._text_form(box, region, framed))
        writer = self._region_text[box.region] if box.region is not None else self._loose_text
        if box.role == "slide-number" and len(box.paragraphs) == 1:
            paragraphs = writer.slide_number(box.paragraphs[0], number)
        else:
            paragraphs = writer.paragraphs(box.paragraphs, _links(box.paragraphs, link))
        frame = box.frame
        return shape % {
            "id": id_,
            "name": _name(box.role.capitalize(), box.node),
            "x": frame.x,
            "y": frame.y,
            "w": frame.w,
            "h": frame.h,
            "paragraphs": paragraphs or "<a:p/>",
        }

    def _text_form(self, box: TextBox, region: Region | None, framed: bool) -> str:
        own_fill = box.fill if region is None or box.fill != region.fill else None
        inset = insets(box.inset, _own_form(box, region), box.frame, box.radius)
        made: str = self._boxes.text(
            holder=self._holders[region.name] if region else None,
            framed=framed,
            fill=self._palette[own_fill] if own_fill else None,
            bare=region is not None and region.fill is not None and box.fill is None,
            inset=inset if region is None or inset != region.inset else None,
            anchor=ANCHORS[box.anchor] if region is None or box.anchor != region.anchor else None,
            outline=_own_outline(box, region),
            stroke=self._palette[box.stroke] if box.stroke else None,
            width=box.stroke_width,
        )
        return made

    def _picture(self, box: PictureBox, id_: int, relations: Relations) -> str:
        region = self._regions[box.region] if box.region is not None else None
        framed = region is None or box.frame != region.frame
        cropped, linked = any(box.crop), box.link is not None
        key = ("picture", box.region, framed, cropped, linked, box.decorative, box.shape)
        holder = self._holders[region.name] if region else None
        # A picture's form is said even where it is the layout's: not every program inherits it.
        form_ = (
            outline(box.shape, box.frame.w, box.frame.h, box.frame.w // PICTURE_CORNER) if box.shape != "rect" else None
        )
        shape = self._form(key, lambda: self._boxes.picture(holder, framed, cropped, linked, box.decorative, form_))
        left, top, right, bottom = box.crop
        return shape % {
            "id": id_,
            "name": _name("Picture", box.node),
            "alt": "" if box.decorative else escape_attribute(box.alt),
            "picture": relations.picture(box.asset),
            "link": relations.link(box.link) if box.link else "",
            "left": left,
            "top": top,
            "right": right,
            "bottom": bottom,
            "x": box.frame.x,
            "y": box.frame.y,
            "w": box.frame.w,
            "h": box.frame.h,
        }

    def _table(self, box: TableBox, id_: int, link: Callable[[str], str]) -> str:
        holder = self._holders[box.region] if box.region is not None else None
        table = self._form(
            ("table", box.region, box.head), lambda: self._boxes.table(holder, self._table_style, box.head)
        )
        column = self._form(("column",), self._boxes.column)
        spans = _spans(box)
        rows = (self._row(row, spans[number], number if box.head else -1, link) for number, row in enumerate(box.rows))
        return table % {
            "id": id_,
            "name": _name("Table", box.node),
            "alt": escape_attribute(box.alt),
            "x": box.frame.x,
            "y": box.frame.y,
            "w": box.frame.w,
            "h": box.frame.h,
            "columns": "".join(column % {"width": width} for width in box.columns),
            "rows": "".join(rows),
        }

    def _chart(self, box: ChartBox, id_: int, relations: Relations) -> str:
        holder = self._holders[box.region] if box.region is not None else None
        return self._form(("chart", box.region), lambda: self._boxes.chart(holder)) % {
            "id": id_,
            "name": _name("Chart", box.node),
            "alt": escape_attribute(box.alt),
            "x": box.frame.x,
            "y": box.frame.y,
            "w": box.frame.w,
            "h": box.frame.h,
            "chart": relations.chart(box, self._palette),
        }

    def _math(self, box: MathBox, id_: int) -> str:
        from talkdeck.pptx.omml import in_line, omml

        holder = self._holders[box.region] if box.region is not None else None
        colour = str(self._palette[box.colour])
        shape = self._form(("math", box.region), lambda: self._boxes.math(holder))
        return shape % {
            "id": id_,
            "name": _name("Formula", box.node),
            "alt": escape_attribute(box.alt),
            "x": box.frame.x,
            "y": box.frame.y,
            "w": box.frame.w,
            "h": box.frame.h,
            "formula": omml(box.mathml, box.size, colour, self._words_lang),
            "paragraphs": in_line(box.line, colour),
        }

    def _media(self, box: MediaBox, id_: int, relations: Relations) -> str:
        linked, embedded = relations.recording(box.asset, box.kind)
        return self._form(("media", box.kind), lambda: self._boxes.media(box.kind)) % {
            "id": id_,
            "name": _name(box.kind.capitalize(), box.node),
            "alt": escape_attribute(box.alt),
            "linked": linked,
            "embedded": embedded,
            "picture": relations.picture(box.poster),
            "x": box.frame.x,
            "y": box.frame.y,
            "w": box.frame.w,
            "h": box.frame.h,
        }

    def _row(self, row: Row, spans: Sequence[Spans], number: int, link: Callable[[str], str]) -> str:
        size = min((p.size for cell in row.cells for p in cell.paragraphs), default=SMALLEST_CELL)
        cells = (self._cell(cell, span, number, size, link) for cell, span in zip(row.cells, spans, strict=True))
        return self._form(("row",), self._boxes.row) % {"height": row.height, "cells": "".join(cells)}

    def _cell(self, cell: Cell, spans: Spans, number: int, size: int, link: Callable[[str], str]) -> str:
        """A cell of row `number`, which is the head's 0; negative in a table without a head."""
        writer = self._head_text if number == 0 else self._cell_text
        fill = self._palette[cell.fill] if cell.fill else None
        side = {0: "lnB", 1: "lnT"}.get(number)
        key = ("cell", cell.inset, cell.fill, spans, side)
        shape = self._form(key, lambda: self._boxes.cell(cell.inset, fill, spans, side, self._palette["ink"]))
        paragraphs = writer.paragraphs(cell.paragraphs, _links(cell.paragraphs, link))
        return shape % {"paragraphs": paragraphs or writer.empty(size, "")}

    def _connector(self, box: ConnectorBox, id_: int, joined: dict[str, tuple[int, Geometry]]) -> str:
        run = course(box)
        (start, start_form), (end, end_form) = joined[box.start], joined[box.end]
        path = drawn_course(box) if len(box.points) > 2 or "can" in (start_form, end_form) else None
        looks = box.stroke, box.stroke_width, box.dashed, box.arrow
        key = ("connector", replace(run, frame=_NOWHERE), path, looks)

        def make() -> str:
            drawn = path and {"frame": path[0], "outline": path[1]}
            stroke = self._palette[box.stroke]
            made: str = self._boxes.connector(run, drawn, stroke, box.stroke_width, box.dashed, box.arrow)
            return made

        return self._form(key, make) % {
            "id": id_,
            "name": _name("Connector", box.node),
            "start": start,
            "start_site": glue(start_form, box.start_site),
            "end": end,
            "end_site": glue(end_form, box.end_site),
            "x": run.frame.x,
            "y": run.frame.y,
            "w": run.frame.w,
            "h": run.frame.h,
        }

    def _drawing(self, box: ShapeBox, id_: int, relations: Relations) -> str:
        frame = box.frame
        # The roundness of corners and a path's points depend on the frame's size, nothing on its place.
        size = (frame.w, frame.h) if box.shape in ("round", "path") else None
        key = (
            "shape",
            box.shape,
            box.radius,
            box.path,
            box.fill,
            box.stroke,
            box.stroke_width,
            box.opacity,
            box.fade,
            box.angle,
            size,
            bool(box.alt),
            bool(box.link),
        )

        def make() -> str:
            blank = replace(drawing(box, 0, "", self._palette), id=SLOTS.id, name=SLOTS.name, frame=SLOTS)
            made: str = self._boxes.drawing(blank, bool(box.alt), bool(box.link))
            return made

        return self._form(key, make) % {
            "id": id_,
            "name": _name("Shape", box.node),
            "alt": escape_attribute(box.alt),
            "link": relations.link(box.link) if box.link else "",
            "x": frame.x,
            "y": frame.y,
            "w": frame.w,
            "h": frame.h,
        }


def _spans(box: TableBox) -> list[list[Spans]]:
    """Each cell's place in a span: what the spanning cell says, and what each place that it covers."""
    found = [[_ALONE] * len(box.columns) for _ in box.rows]
    for at, row in enumerate(box.rows):
        for n, cell in enumerate(row.cells):
            if cell.across > 1 or cell.down > 1:
                for under in range(cell.down):
                    for over in range(cell.across):
                        found[at + under][n + over] = Spans(
                            cell.across if over == 0 else 1, cell.down if under == 0 else 1, over > 0, under > 0
                        )
    return found


def _holder(region: Region) -> dict[str, object]:
    """What p:ph says of a region (§19.3.1.36): its type, left out for obj, and its index, left out for titles."""
    return {
        "type": None if region.placeholder == "obj" else region.placeholder,
        "index": None if region.placeholder in TITLES else region.index,
    }


def _own_form(box: TextBox, region: Region | None) -> Geometry:
    """The form of a text box's own; a placeholder whose form its layout draws is a rectangle."""
    return "rect" if region and box.shape == region.shape and is_formed(region) else box.shape


def _own_outline(box: TextBox, region: Region | None) -> Outline | None:
    """A text box's form, where it is not the rectangle that a layout or a loose box has anyway."""
    shape = _own_form(box, region)
    if shape == "rect" and (region is None or region.shape == "rect" or is_formed(region)):
        return None
    return outline(shape, box.frame.w, box.frame.h, box.radius)


def _joined(page: Page, regions: Mapping[str, Region]) -> dict[str, tuple[int, Geometry]]:
    """Id and form of the first shape of each outline node of a page: what connectors are glued to."""
    found: dict[str, tuple[int, Geometry]] = {}
    for id_, box in enumerate(page.boxes, start=2):
        if isinstance(box, TextBox):
            found.setdefault(box.node, (id_, _own_form(box, regions.get(box.region or ""))))
        elif isinstance(box, PictureBox):
            found.setdefault(box.node, (id_, box.shape))
    return found


def _links(paragraphs: Iterable[Paragraph], link: Callable[[str], str]) -> dict[str, str]:
    return {run.link: link(run.link) for p in paragraphs for run in p.runs if run.link}


def _name(what: str, node: str) -> str:
    """A shape's name, fit for an attribute: what it is, and the outline node it came from."""
    return escape_attribute(f"{what} · {node}" if node else what)
