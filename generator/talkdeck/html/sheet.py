"""The stage's style rules: every distinct place and setting of a deck becomes one class.

Strict content security allows no style attributes, and a 1,000-slide deck has only some hundred distinct frames and
text settings, so each gets a class, numbered in the order of first use. Boxes that fill a layout's region share its
frame and so its class.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from markupsafe import Markup

from talkdeck.brand.model import Brand, SlideLayout, TextStyle
from talkdeck.html.charts import roles as chart_roles
from talkdeck.html.css import DARK, font_px, name, number, on_screen, px, string
from talkdeck.html.shapes import art_address, drawn_frame
from talkdeck.model.chart import ChartBox
from talkdeck.model.geometry import PICTURE_CORNER
from talkdeck.model.page import (
    Cell,
    ConnectorBox,
    MathBox,
    Pages,
    Paragraph,
    PictureBox,
    Row,
    ShapeBox,
    TableBox,
    TextBox,
)
from talkdeck.model.units import Emu, Rect

ANCHORS = {"top": "flex-start", "middle": "center", "bottom": "flex-end"}
ROUNDED = ("rect", "round", "ellipse")
"""Forms that a background with round corners draws; `shapes.form` draws the others, and lines around them."""

RULE = 9_525
"""Thickness of a table's rules, taken from the cell's bottom inset so that rows keep their height."""


class Sheet:
    """Names classes for what boxes need. Call `collect` once with all pages; then the rules are complete."""

    def __init__(self, brand: Brand) -> None:
        self._brand = brand
        self._classes: dict[Hashable, str] = {}
        self._counts: dict[str, int] = {}
        self._text_roles: set[str] = set()
        self._fills: set[str] = set()
        self._strokes: set[str] = set()
        self._styles: dict[tuple[str, str | None], TextStyle | None] = {}
        self.rules: list[tuple[str, Markup]] = []

    def collect(self, pages: Pages) -> None:
        """Make the classes of all pages, so that the style sheet can stand before the first slide."""
        for page in pages.pages:
            for box in page.boxes:
                self.frame(drawn_frame(box) if isinstance(box, ConnectorBox) else box.frame)
                if isinstance(box, TextBox):
                    self.setting(box, page.layout)
                    self._fills.update(filter(None, (box.fill,)))
                    self._strokes.update(filter(None, (box.stroke,)))
                    self._collect_paragraphs(box.paragraphs)
                elif isinstance(box, TableBox):
                    self._collect_table(box)
                elif isinstance(box, MathBox):
                    self.formula(box)
                elif isinstance(box, PictureBox):
                    if any(box.crop):
                        self.crop(box.crop)
                    if box.shape != "rect":
                        self.corner(box)
                elif isinstance(box, ConnectorBox):
                    self._fills.add(box.stroke)
                    self._strokes.add(box.stroke)
                elif isinstance(box, ChartBox):
                    fills, strokes = chart_roles(box)
                    self._fills |= fills
                    self._strokes |= strokes
                elif isinstance(box, ShapeBox):
                    self._fills.update(filter(None, (box.fill,)))
                    self._strokes.update(filter(None, (box.stroke,)))

    def names(self) -> dict[Hashable, str]:
        """The classes made so far, by what they stand for."""
        return dict(self._classes)

    def _collect_table(self, box: TableBox) -> None:
        for width in box.columns:
            self.column(width)
        for row in box.rows:
            self.row(row)
            for cell in row.cells:
                self.cell(cell)
                self._collect_paragraphs(cell.paragraphs)

    def _collect_paragraphs(self, paragraphs: tuple[Paragraph, ...]) -> None:
        first = True
        for paragraph in paragraphs:
            for run in paragraph.runs:
                if run.colour:
                    self._text_roles.add(run.colour)
                if run.scale != 100 or run.script:
                    self.scale(run.scale, run.script)
            self.paragraph(paragraph, first)
            first = False

    def _class(self, prefix: str, key: Hashable, declarations: Callable[[], str], suffix: str = "") -> str:
        known = self._classes.get((prefix, key))
        if known is None:
            count = self._counts[prefix] = self._counts.get(prefix, 0) + 1
            known = self._classes[prefix, key] = f"{prefix}{count}"
            self.rules.append((f".{known}{suffix}", Markup(declarations())))
        return known

    def frame(self, frame: Rect) -> str:
        """Class of a place on the slide."""
        x, y, w, h = frame.x, frame.y, frame.w, frame.h
        return self._class("f", (x, y, w, h), lambda: f"left:{px(x)};top:{px(y)};width:{px(w)};height:{px(h)}")

    def style(self, layout: str, region: str | None) -> TextStyle | None:
        """The text style of a layout's region; None for a loose box."""
        key = layout, region
        if key not in self._styles:
            found = self._brand.layouts.get(layout)
            regions = {place.name: place.style for place in found.regions} if found else {}
            self._styles[key] = self._brand.styles.get(regions.get(region or "", ""))
        return self._styles[key]

    def setting(self, box: TextBox, layout: str) -> str:
        """Classes of a text box: where its text stands in it, its fill, its list marker, capitals."""
        style = self.style(layout, box.region) or self._brand.styles.get("body")
        marker = (style.marker, style.marker_colour) if style and style.marker else ("•", "accent")
        caps = bool(style and box.region and style.caps)
        fill = box.fill if box.shape in ROUNDED and not box.stroke else None
        corner = (box.shape, box.radius) if fill else ("rect", 0)
        key = box.anchor, box.inset, fill, corner, marker, caps
        known = self._classes.get(("t", key))
        if known is None:
            left, top, right, bottom = box.inset
            declarations = f"padding:{px(top)} {px(right)} {px(bottom)} {px(left)}"
            declarations += f";justify-content:{ANCHORS[box.anchor]};--marker:{string(marker[0])}"
            declarations += f";--marker-ink:var(--{name(marker[1])})"
            if fill:
                declarations += f";background:var(--{name(fill)})"
            if corner[0] != "rect":
                declarations += f";border-radius:{'50%' if corner[0] == 'ellipse' else px(box.radius)}"
            if caps:
                declarations += ";text-transform:uppercase"
            known = self._class("t", key, lambda: declarations)
        return known

    def paragraph(self, paragraph: Paragraph, first: bool) -> str:
        """Class of a paragraph's setting; the space above does not apply to a box's first."""
        p = paragraph
        before = 0 if first else p.before
        key = (p.size, p.leading, p.face, p.colour, p.bold, p.align, before, p.indent, p.hang, p.marker is None)
        return self._classes.get(("p", key)) or self._new_paragraph(key, paragraph, before)

    def _new_paragraph(self, key: Hashable, p: Paragraph, before: Emu) -> str:
        weight, line = 700 if p.bold else 400, number(p.leading / 1000, 3)
        parts = [f"font:{weight} {font_px(p.size)}/{line} var(--{p.face})", f"color:var(--{name(p.colour)})"]
        if p.align != "left":
            parts.append(f"text-align:{p.align}")
        if before:
            parts.append(f"margin-top:{px(before)}")
        if p.indent:
            parts.append(f"padding-left:{px(p.indent)}")
        if p.marker is None and p.hang:
            parts.append(f"text-indent:{px(-p.hang)}")
        made = self._class("p", key, lambda: ";".join(parts))
        if p.marker is not None:
            self.rules.append((f".{made}::before", Markup(f"left:{px(p.indent - p.hang)}")))
        return made

    def scale(self, percent: int, script: str = "") -> str:
        """Class of a run's relative size. A raised or lowered run without one is set at two thirds, as elsewhere."""
        percent = 66 if script and percent == 100 else percent
        return self._class("z", percent, lambda: f"font-size:{percent}%")

    def column(self, width: Emu) -> str:
        """Class of a table column."""
        return self._class("w", width, lambda: f"width:{px(width)}")

    def row(self, row: Row) -> str:
        """Class of a table row."""
        return self._class("h", row.height, lambda: f"height:{px(row.height)}")

    def cell(self, cell: Cell) -> str:
        """Class of a table cell: its insets and its fill; the rule under a row stands inside its height."""
        left, top, right, bottom = cell.inset
        bottom = max(0, bottom - RULE)
        fill = f";background:var(--{name(cell.fill)})" if cell.fill else ""
        key = cell.inset, cell.fill
        return self._class("i", key, lambda: f"padding:{px(top)} {px(right)} {px(bottom)} {px(left)}{fill}")

    def formula(self, box: MathBox) -> str:
        """Class of a formula's size and colour."""
        key = box.size, box.colour
        return self._class("m", key, lambda: f"font-size:{font_px(box.size)};color:var(--{name(box.colour)})")

    def crop(self, crop: tuple[int, int, int, int]) -> str:
        """Class of a picture that shows through its frame; `crop` is left, top, right, bottom in 1/100,000."""
        left, top, right, bottom = (part / 100_000 for part in crop)
        w, h = 1 / (1 - left - right), 1 / (1 - top - bottom)

        def declarations() -> str:
            size = f"width:{number(100 * w, 4)}%;height:{number(100 * h, 4)}%"
            return f"{size};left:{number(-100 * left * w, 4)}%;top:{number(-100 * top * h, 4)}%"

        return self._class("x", crop, declarations)

    def corner(self, box: PictureBox) -> str:
        """Class of a picture that is round or has round corners."""
        radius = "50%" if box.shape == "ellipse" else px(box.frame.w // PICTURE_CORNER)
        return self._class("o", radius, lambda: f"border-radius:{radius}")

    def text_colours(self) -> list[tuple[str, Markup]]:
        """Rules for the colour roles that runs name."""
        return [(f".c-{name(role)}", Markup(f"color:var(--{name(role)})")) for role in sorted(self._text_roles)]

    def shape_colours(self) -> list[tuple[str, Markup]]:
        """Rules for the colour roles that shapes name: fills and strokes."""
        fills = [(f".fl-{name(role)}", Markup(f"fill:var(--{name(role)})")) for role in sorted(self._fills)]
        return fills + [(f".st-{name(role)}", Markup(f"stroke:var(--{name(role)})")) for role in sorted(self._strokes)]

    def layout_rules(self, pages: Pages, drawn: dict[tuple[str, str], Markup]) -> list[tuple[str, Markup]]:
        """The art of each layout in use, behind its slides. `drawn` keeps that of this brand, by layout and ground."""
        rules = []
        for used in dict.fromkeys(page.layout for page in pages.pages):
            layout: SlideLayout = self._brand.layouts[used]
            dark = self._brand.dark.get(layout.ground)
            for ground in (layout.ground, dark) if dark else (layout.ground,):
                address = drawn.get((used, ground))
                if address is None:
                    address = art_address(layout, self._brand.grounds[ground], pages.width, pages.height)
                    drawn[used, ground] = address
                picture = Markup('background-image:url("{}")').format(address)
                selector = f".l-{name(used)}"
                if address:
                    rules.append((selector, picture) if ground != dark else on_screen(f"{DARK} {selector}", picture))
        return rules
