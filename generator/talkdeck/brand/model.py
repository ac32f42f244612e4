"""A brand as a value: colours, faces, text styles and slide layouts, with every length already in EMU for one shape.

Loaded by `talkdeck.brand.load` from `templates/<name>/brand.yaml` over `templates/base/`. Both writers compile it: to
theme, master and layouts, and to CSS.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from talkdeck.model.page import Align, Anchor, Face, Geometry, ShapeBox
from talkdeck.model.units import Cpt, Emu, Rect
from talkdeck.model.values import Struct, replace

SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
"""Theme colour slots in the order of a:clrScheme (ECMA-376 Part 1 §20.1.6.2)."""


class Colour(Struct, frozen=True):
    """A theme colour: its slot, and luminance changes as PowerPoint's own palette has them.

    `mod` and `off` are thousandths of a percent (lumMod, lumOff: luminance in HSL times mod plus off).
    `hex` is the resulting RRGGBB, what HTML shows.
    """

    slot: str
    mod: int
    off: int
    hex: str


class Ground(Struct, frozen=True):
    """What a slide stands on: its background and the colour of each role upon it.

    Roles always present: paper (the background itself), ink, muted, accent, second, rule, panel, panel-ink, link,
    on-accent (text upon an accent fill), code-*, see base brand data.
    """

    name: str
    colours: Mapping[str, Colour]


class FontChain(Struct, frozen=True):
    """Faces in the order to try: the first Latin and East-Asian ones are named in the theme, all of them in CSS.

    `metrics` names the envelope table that text is measured with (see `talkdeck.text.metrics`).
    """

    latin: tuple[str, ...]
    asian: tuple[str, ...]
    metrics: str
    generic: Literal["sans-serif", "serif", "monospace"]


class TextStyle(Struct, frozen=True, kw_only=True):
    """How text of a region is set. `sizes` descend from the preferred to the floor; fitting takes the first that fits.

    `leading` is the wanted line height in thousandths of the size. `before` is the space above a paragraph in
    thousandths of the size. `levels` is how many list levels it has; `marker` is the bullet character or None.
    `level_indent` is the indent of each level in thousandths of the size.
    """

    name: str
    face: Face
    sizes: tuple[Cpt, ...]
    colour: str = "ink"
    bold: bool = False
    align: Align = "left"
    leading: int = 1250
    before: int = 0
    levels: int = 1
    marker: str | None = None
    marker_colour: str = "accent"
    level_indent: int = 1000
    caps: bool = False


class Region(Struct, frozen=True, kw_only=True):
    """A named place of a layout: a placeholder in PowerPoint, a class in HTML.

    `placeholder` is the type for p:ph (title, ctrTitle, subTitle, body, pic, tbl, ftr, sldNum; `body` for every other
    text). `index` is its idx: 0 for the title, 10 for footer, 11 for slide number, others from 20 in order, unique.
    `over` is the role of what lies under the text: its own fill, a panel of the layout's art, or the paper.
    `prompt` is what PowerPoint shows in the empty placeholder. `shape` is the form of its fill, or of its picture,
    `radius` that of its corners or the length of its slant; `inset` holds what the form keeps free of text.
    """

    name: str
    placeholder: str
    index: int
    frame: Rect
    style: str
    anchor: Anchor = "top"
    inset: tuple[Emu, Emu, Emu, Emu] = (0, 0, 0, 0)
    fill: str | None = None
    over: str = "paper"
    prompt: str = ""
    shape: Geometry = "rect"
    radius: Emu = 0


class SlideLayout(Struct, frozen=True, kw_only=True):
    """A slide layout: its ground, its regions in reading order, and the art drawn behind them (same for each slide)."""

    name: str
    title: str
    ground: str
    regions: tuple[Region, ...]
    art: tuple[ShapeBox, ...]

    def region(self, name: str) -> Region:
        for region in self.regions:
            if region.name == name:
                return region
        raise KeyError(f"layout {self.name} has no region {name}")


class Brand(Struct, frozen=True, kw_only=True):
    """A brand for one slide shape. `theme` maps the twelve slots to RRGGBB. `grounds`, `styles`, `layouts` by name.

    The master stands on ground `paper` and carries title, body, footer and slide number from layout `master`.
    """

    name: str
    title: str
    shape: Literal["16:9", "4:3"]
    width: Emu
    height: Emu
    theme: Mapping[str, str]
    grounds: Mapping[str, Ground]
    fonts: Mapping[Face, FontChain]
    styles: Mapping[str, TextStyle]
    layouts: Mapping[str, SlideLayout]
    art: Mapping[str, object]
    """Parameters of generated pictures: pattern family and colour roles, see talkdeck.media.art."""
    dark: Mapping[str, str] = {}
    """Grounds of the light look, each with the one to take in the dark look; empty where there is one look."""
    digest: str = ""
    """Of the files and the code that it was made from; empty for a brand that is made by hand."""

    @property
    def colourless(self) -> Brand:
        """What places and sizes follow from: the brand without its colours and its generated pictures."""
        return replace(self, title="", theme={}, grounds={}, art={}, dark={}, digest="")
