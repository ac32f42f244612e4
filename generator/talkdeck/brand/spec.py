"""What a brand.yaml may say: colours, faces, text styles, layouts. Lengths are inches, type sizes points.

`templates/base/brand.yaml` says everything once; a brand's own file says only what differs, and is laid over it.
`talkdeck.brand.load` turns the result into a `Brand` for one slide shape.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from talkdeck.model.node import Node, doc
from talkdeck.model.problems import NOWHERE, Span


class ColourSpec(Node):
    """A theme colour, lighter or darker as in PowerPoint's palette: luminance times `mod` plus `off`, in percent."""

    short: ClassVar[str] = "slot"
    slot: str = doc("A theme slot: dk1, lt1, dk2, lt2, accent1 to accent6, hlink, folHlink.")
    mod: float = doc("Luminance is multiplied by this, in percent.", default=100.0)
    off: float = doc("This is added to the luminance, in percent.", default=0.0)
    where: Span = NOWHERE


class FontSpec(Node):
    """Faces in the order to try. The first of each script goes into the theme."""

    latin: tuple[str, ...] = doc("Latin faces.")
    asian: tuple[str, ...] = doc("East-Asian faces.")
    metrics: str = doc("The table that text is measured with.")
    generic: Literal["sans-serif", "serif", "monospace"] = doc("CSS's last resort.", default="sans-serif")
    where: Span = NOWHERE


class StyleSpec(Node):
    """How text of a region is set."""

    like: str | None = doc("Another style to begin with.", default=None)
    face: Literal["heading", "body", "mono"] | None = doc("The face.", default=None)
    sizes: tuple[float, ...] = doc("Sizes in points, from the preferred one down to the floor.", default=())
    colour: str | None = doc("A colour role.", default=None)
    bold: bool | None = doc("Set in bold.", default=None)
    align: Literal["left", "center", "right"] | None = doc("Alignment.", default=None)
    leading: float | None = doc("Line height in ems.", default=None)
    before: float | None = doc("Space above a paragraph in ems.", default=None)
    levels: int | None = doc("List levels.", default=None)
    marker: str | None = doc("The bullet, or none.", default=None)
    marker_colour: str | None = doc("The bullet's colour role.", default=None)
    level_indent: float | None = doc("Indent of a list level in ems.", default=None)
    where: Span = NOWHERE


class RegionSpec(Node):
    """A placeholder: where it is and how its text is set.

    Horizontally by columns of the grid (`cols: [1, 12]`, `edge` for the slide's edge) or inches (`x: [0.65, -0.65]`,
    negative from the right); vertically in inches (`y: [1.7, 6.7]`, negative from the bottom, `edge` for the edge).
    """

    type: Literal["title", "ctrTitle", "subTitle", "body", "pic", "tbl", "chart", "ftr", "sldNum"] = doc(
        "The placeholder's type in PowerPoint.", default="body"
    )
    cols: tuple[int | Literal["edge"], ...] = doc("First and last column of the grid.", default=())
    x: tuple[float | Literal["edge"], ...] = doc("Left and right edge in inches.", default=())
    y: tuple[float | Literal["edge"], ...] = doc("Top and bottom edge in inches.", default=())
    style: str = doc("A text style.", default="body")
    anchor: Literal["top", "middle", "bottom"] = doc("Where the text stands in its frame.", default="top")
    inset: tuple[float, ...] = doc("Padding in inches: left, top, right, bottom.", default=(0.0, 0.0, 0.0, 0.0))
    fill: str | None = doc("A colour role for the region's own ground.", default=None)
    over: str | None = doc("The colour role it stands on when art lies under it, for the contrast check.", default=None)
    prompt: str = doc("What PowerPoint shows while it is empty.", default="")
    shape: Literal[
        "rect", "round", "ellipse", "chevron", "pentagon", "trapezoid", "funnel", "triangle", "diamond", "can"
    ] = doc(
        "The form of its fill, or of its picture; `inset` counts from where that form lets text begin.", default="rect"
    )
    radius: float | None = doc(
        "In inches the corners' radius of `round` (0.1 if left out), or the length of the slant of chevron, pentagon, "
        "trapezoid and funnel.",
        default=None,
    )
    where: Span = NOWHERE


class ArtSpec(Node):
    """A drawn shape behind the text: one of rect, round, ellipse, arc or path, in inches.

    x counts from the slide's left edge, or with `edge: right` from its right edge (then inside is negative).
    """

    rect: tuple[float, ...] = doc("A rectangle: x, y, width, height.", default=())
    round: tuple[float, ...] = doc("A rounded rectangle: x, y, width, height, radius.", default=())
    ellipse: tuple[float, ...] = doc("An ellipse: x, y, width, height.", default=())
    path: str | None = doc("A path (M, L, C, Z with absolute coordinates) in inches.", default=None)
    arc: tuple[float, ...] = doc(
        "Part of a ring: centre x, y, outer and inner radius, start and end in degrees clockwise from the top.",
        default=(),
    )
    edge: Literal["left", "right"] = doc("The edge that x counts from.", default="left")
    fill: str | None = doc("Colour role of the fill.", default=None)
    fade: str | None = doc("Colour role that the fill turns into in a straight line; clear for nothing.", default=None)
    angle: int = doc("Where the fill fades to, in degrees: 0 to the right, 90 downwards.", default=0)
    stroke: str | None = doc("Colour role of the outline.", default=None)
    width: float = doc("Width of the outline in points.", default=1.0)
    opacity: float = doc("Opacity in percent.", default=100.0)
    where: Span = NOWHERE


class TilesSpec(Node):
    """Equal tiles on a grid. Each part becomes a region a tile: `heading` gives heading1, heading2 and so on.

    A part's x and y are inches from the tile's edges, negative from its right and bottom.
    """

    count: int = doc("How many tiles.")
    across: dict[str, int] = doc("How many tiles a row, for each slide shape.")
    cols: tuple[int | Literal["edge"], ...] = doc("First and last column of the grid.", default=(1, 12))
    y: tuple[float, ...] = doc("Top and bottom of the grid in inches.")
    gap: tuple[float, ...] = doc("Gap between columns and between rows in inches.", default=(0.2, 0.2))
    down: bool = doc("Count down the columns, not along the rows.", default=False)
    rise: float = doc("How much higher than the one before each tile begins, in inches.", default=0.0)
    parts: dict[str, RegionSpec] = doc("The regions of a tile.")
    art: tuple[ArtSpec, ...] = doc("Shapes drawn for each tile; 0 as width or height reaches across it.", default=())
    where: Span = NOWHERE


class LayoutSpec(Node):
    """A slide layout."""

    title: str | None = doc("Its name in PowerPoint.", default=None)
    like: str | None = doc("Another layout to begin with: its regions, ground and art.", default=None)
    ground: str | None = doc("What it stands on.", default=None)
    regions: dict[str, RegionSpec] | None = doc("Its placeholders in reading order.", default=None)
    without: tuple[str, ...] = doc("Regions of `like` that it has not; `art` for its art.", default=())
    tiles: TilesSpec | None = doc("Equal tiles.", default=None)
    art: tuple[ArtSpec, ...] | None = doc("Shapes behind the text; replaces those of `like`.", default=None)
    where: Span = NOWHERE


class PictureArtSpec(Node):
    """How generated pictures look."""

    family: str = doc("The pattern family: arcs, bands, beams or columns.")
    ground: str = doc("Theme slot of the ground.")
    ink: str = doc("Theme slot of the dark forms.")
    accent: str = doc("Theme slot of the accent.")
    second: str = doc("Theme slot of the second accent.")
    tint: str = doc("Theme slot of the quiet forms.")
    where: Span = NOWHERE


class GridSpec(Node):
    """The page's grid in inches."""

    left: float = doc("Left margin.")
    right: float = doc("Right margin.")
    columns: int = doc("Number of columns.")
    gutter: float = doc("Gap between columns.")
    where: Span = NOWHERE


class BrandSpec(Node):
    """A brand, complete."""

    title: str = doc("Its name for people.")
    description: str = doc("One sentence about it.", default="")
    theme: dict[str, str] = doc("The twelve theme colours as RRGGBB.")
    grounds: dict[str, dict[str, ColourSpec]] = doc("Grounds, each with the colour of every role.")
    dark: dict[str, str] = doc(
        "For readers who want the HTML deck dark: grounds, each with the one to take instead.", default={}
    )
    fonts: dict[str, FontSpec] = doc("Faces: heading, body, mono.")
    grid: GridSpec = doc("The grid.")
    styles: dict[str, StyleSpec] = doc("Text styles.")
    layouts: dict[str, LayoutSpec] = doc("Slide layouts.")
    art: PictureArtSpec = doc("Generated pictures.")
    where: Span = NOWHERE
