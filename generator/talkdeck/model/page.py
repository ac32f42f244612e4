"""Laid-out pages: the last thing both writers agree on. Placed boxes in integer EMU, text measured and fitted.

Writers only transcribe: they choose no size, break no line, drop no box. Colours are *roles* (`ink`, `muted`,
`accent` ...) that the layout's ground turns into theme colours; faces are `heading`, `body` or `mono`.
Boxes stand in reading order, which is also the order of painting.
"""

from __future__ import annotations

from typing import Literal

from talkdeck.model.chart import ChartBox
from talkdeck.model.motion import Effect, Transition
from talkdeck.model.problems import Span
from talkdeck.model.units import Cpt, Emu, Rect
from talkdeck.model.values import Struct

Face = Literal["heading", "body", "mono"]
Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle", "bottom"]
Geometry = Literal[
    "rect", "round", "ellipse", "chevron", "pentagon", "trapezoid", "funnel", "triangle", "diamond", "can"
]
"""What a box is shaped like: preset shapes of DrawingML (`pentagon` is homePlate, `round` roundRect), and `funnel`, a
trapezoid that narrows downwards. See `model.geometry`."""


class Run(Struct, frozen=True):
    """A stretch of text in one formatting and one script. `text` is never empty; `\\n` is a hard break.

    `lang` is the BCP 47 tag for this run's script. `colour` is a role, None for the paragraph's.
    `script` raises or lowers; `scale` is the size relative to the paragraph's, in percent. `track` is extra space
    behind each character in thousandths of the size; HTML leaves it to the browser (`text-autospace`). `said` is what
    a screen reader says for a sign, such as an arrow.
    """

    text: str
    lang: str
    bold: bool = False
    italic: bool = False
    mono: bool = False
    strike: bool = False
    script: Literal["", "super", "sub"] = ""
    link: str | None = None
    colour: str | None = None
    scale: int = 100
    track: int = 0
    said: str = ""


class Marker(Struct, frozen=True):
    """A list marker. `number` is None for a bullet, else the item's number (lists continue over slides)."""

    number: int | None = None


class Paragraph(Struct, frozen=True):
    """A paragraph with all its values resolved.

    `leading` is the line height in thousandths of the size (HTML: line-height); `spacing` the same in thousandths of a
    percent of the faces' own line height (PPTX: spcPct), so that both come out alike. `before` is the space above,
    not applied to a box's first paragraph. `indent` is the text's left edge, the marker hangs `hang` left of it.
    `lines` are the predicted lines (for checks; the text stays editable, breaks are not baked in).
    """

    runs: tuple[Run, ...]
    size: Cpt
    leading: int
    spacing: int
    face: Face = "body"
    colour: str = "ink"
    bold: bool = False
    align: Align = "left"
    level: int = 0
    marker: Marker | None = None
    before: Emu = 0
    indent: Emu = 0
    hang: Emu = 0
    lines: tuple[str, ...] = ()
    lang: str = ""
    node: str = ""

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


class Group(Struct, frozen=True):
    """Neighbouring boxes of one group belong together for a reader: a figure with its caption, a card, a column."""

    kind: Literal[
        "figure", "card", "quote", "column", "link", "speaker", "stat", "event", "step", "level", "person", "formula"
    ]
    id: int


class TextBox(Struct, frozen=True, kw_only=True):
    """Text in a frame. `region` names the layout's region it fills (a placeholder there); None is a loose text box.

    `role` says what it is: title, subtitle, kicker, body, heading, label, number, caption, source, quote, attribution,
    statement, code, prompt, verdict, footer, slide-number, time, footnote, line-number, node or edge-label. `inset` is
    left, top, right, bottom. `height` is the measured height of the text, insets included; never more than the frame's.
    `shape` is drawn where there is a fill or a stroke; a region's own shape is repeated here. `radius` is that of its
    corners, or the length of its slant (`model.geometry`); `inset` leaves its form's text area free.
    """

    node: str
    role: str
    frame: Rect
    paragraphs: tuple[Paragraph, ...]
    height: Emu
    span: Span
    region: str | None = None
    anchor: Anchor = "top"
    inset: tuple[Emu, Emu, Emu, Emu] = (0, 0, 0, 0)
    fill: str | None = None
    shape: Geometry = "rect"
    radius: Emu = 0
    stroke: str | None = None
    stroke_width: Emu = 0
    group: Group | None = None


class PictureBox(Struct, frozen=True, kw_only=True):
    """A picture in a frame. `asset` is the key into the assets handed to the writers.

    `crop` is what to leave off left, top, right, bottom, in thousandths of a percent of the picture.
    `decorative` pictures (QR codes beside their link) are hidden from screen readers.
    """

    node: str
    frame: Rect
    asset: str
    alt: str
    span: Span
    region: str | None = None
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)
    link: str | None = None
    decorative: bool = False
    shape: Geometry = "rect"
    group: Group | None = None


class Cell(Struct, frozen=True):
    """A cell. `across` and `down` are how many columns and rows it spans; a cell that another one covers is still in
    its row, with `covered` and no words. `head` marks a heading cell, such as a row's name. `label` says in words what
    a mark (●) means, for those who do not see it.
    """

    paragraphs: tuple[Paragraph, ...]
    inset: tuple[Emu, Emu, Emu, Emu]
    across: int = 1
    down: int = 1
    covered: bool = False
    fill: str | None = None
    head: bool = False
    label: str = ""


class Row(Struct, frozen=True):
    """A table's row. `group` rows head the rows below them."""

    height: Emu
    cells: tuple[Cell, ...]
    group: bool = False


class TableBox(Struct, frozen=True, kw_only=True):
    """A native table. Columns add up to the frame's width, rows to its height; `head`: the first row is one."""

    node: str
    frame: Rect
    columns: tuple[Emu, ...]
    rows: tuple[Row, ...]
    head: bool
    alt: str
    span: Span
    region: str | None = None
    group: Group | None = None


class Move(Struct, frozen=True):
    """Start of a path's figure, at a point in the path's own coordinates."""

    x: int
    y: int


class LineTo(Struct, frozen=True):
    x: int
    y: int


class Curve(Struct, frozen=True):
    """A cubic Bezier segment: two control points, then the end."""

    x1: int
    y1: int
    x2: int
    y2: int
    x: int
    y: int


class Close(Struct, frozen=True):
    pass


PathStep = Move | LineTo | Curve | Close


class ShapeBox(Struct, frozen=True, kw_only=True):
    """A drawn shape without words: panel, rule, art. Decorative, unless it has an `alt`: what it shows.

    `radius` (EMU) is for `round`; `path` is in EMU relative to the frame's top left corner. `fill` and `stroke` are
    colour roles; `opacity` is in thousandths of a percent. Layouts carry shapes too (`SlideLayout.art`), whose fill may
    `fade` in a straight line into another role, or `clear` into nothing, `angle` degrees clockwise from rightwards.
    A sign drawn upon a linked picture has the picture's `link`.
    """

    frame: Rect
    shape: Literal["rect", "round", "ellipse", "path"] = "rect"
    radius: Emu = 0
    path: tuple[PathStep, ...] = ()
    fill: str | None = None
    stroke: str | None = None
    stroke_width: Emu = 0
    opacity: int = 100_000
    fade: str | None = None
    angle: int = 0
    alt: str = ""
    link: str | None = None
    node: str = ""
    group: Group | None = None


class ConnectorBox(Struct, frozen=True, kw_only=True):
    """A line that joins two boxes and moves with them. `start` and `end` are the nodes of those boxes, `start_site` and
    `end_site` the sides it is glued to. `points` is its course on the slide in EMU, corners included; two points make
    a straight line. `label` words are a text box of their own.
    """

    node: str
    start: str
    end: str
    start_site: Literal["top", "left", "bottom", "right"]
    end_site: Literal["top", "left", "bottom", "right"]
    points: tuple[tuple[Emu, Emu], ...]
    stroke: str
    stroke_width: Emu
    dashed: bool = False
    arrow: Literal["none", "end", "both"] = "end"
    group: Group | None = None

    @property
    def frame(self) -> Rect:
        """The smallest rectangle around its course."""
        xs, ys = zip(*self.points, strict=True)
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


class MathBox(Struct, frozen=True, kw_only=True):
    """A formula as presentation MathML (a string, checked to be well-formed), with its LaTeX; centred in its frame.

    `width` and `height` are what it is estimated to need at `size`. `line` is the formula as text, one
    paragraph a line, for programs that know no formulas.
    """

    node: str
    frame: Rect
    latex: str
    mathml: str
    alt: str
    size: Cpt
    colour: str
    width: Emu
    height: Emu
    line: tuple[Paragraph, ...]
    span: Span
    region: str | None = None
    group: Group | None = None


class MediaBox(Struct, frozen=True, kw_only=True):
    """A film or sound that is embedded. `asset` is the recording, `poster` the picture shown before it plays."""

    node: str
    frame: Rect
    kind: Literal["video", "audio"]
    asset: str
    poster: str
    alt: str
    span: Span
    region: str | None = None
    group: Group | None = None


Box = TextBox | PictureBox | TableBox | ShapeBox | ConnectorBox | ChartBox | MathBox | MediaBox


class Build(Struct, frozen=True):
    """What one click changes: a box of the page, by its index, or a part of it, comes in, dims or brightens.

    Clicks count from 1; several builds may share one, and those of a page stand in the order of clicks, then of boxes.
    `part` says what `first` to `last` count: paragraphs of a text box, rows of a table, series of a chart; `box` is all
    of it. `dim` and `bright` are about paragraphs that are there from the start and stay.
    """

    click: int
    box: int
    part: Literal["box", "paragraphs", "rows", "series", "dim", "bright"] = "box"
    first: int = 0
    last: int = 0
    effect: Effect = "fade"


class Player(Struct, frozen=True):
    """How the decks play. `duration` is in minutes, `advance` in seconds for each slide; `keys` are those of commands
    that do not have their own."""

    duration: int | None = None
    loop: bool = False
    advance: int | None = None
    keys: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Page(Struct, frozen=True, kw_only=True):
    """One page (slide). `id` is unique and fit for an address; `node` is the outline node it came from.

    Exactly one box has the role `title`, or `statement`/`quote`/... whose region is the layout's title placeholder;
    `title` repeats its plain text. `part` is (i, n) when a slide was continued over n pages. `pace` is the time planned
    for it in seconds. Lines of `notes` that are a click mark (`model.notes`) part them by clicks. `morphs` are boxes,
    by index, that move from or to a neighbouring page, with the name that they share.
    """

    id: str
    node: str
    number: int
    kind: str
    layout: str
    title: str
    boxes: tuple[Box, ...]
    notes: str
    section: int | None
    span: Span
    part: tuple[int, int] | None = None
    builds: tuple[Build, ...] = ()
    transition: Transition = "fade"
    morphs: tuple[tuple[int, str], ...] = ()
    pace: int | None = None

    @property
    def clicks(self) -> int:
        """How many clicks it takes until the page is complete."""
        return self.builds[-1].click if self.builds else 0


class Pages(Struct, frozen=True, kw_only=True):
    """A laid-out deck. `sections` are (title, number of the first page); pages before the first have section None."""

    title: str
    author: str
    subject: str
    keywords: str
    lang: str
    stem: str
    width: Emu
    height: Emu
    sections: tuple[tuple[str, int], ...]
    pages: tuple[Page, ...]
    player: Player = Player()


ENDINGS = {
    "video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm", "audio/mpeg": "mp3", "audio/mp4": "m4a",
    "audio/wav": "wav", "audio/ogg": "ogg", "audio/webm": "weba",
}  # fmt: skip
"""Media types of recordings, and what their files are called in a package."""


class Asset(Struct, frozen=True):
    """An encoded picture, ready to be stored once in each deck. `mime` is image/png or image/jpeg, or a recording's."""

    data: bytes
    mime: str
    width: int
    height: int
