"""What text looks like before a slide says anything: the levels of master, layouts, tables and loose boxes.

A `Level` resolves to the same values as a `Paragraph` of a page, so that a slide writes only where the two differ. That
keeps Reset Slide, Design > Variants and the outline view of PowerPoint working, and the slides small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from talkdeck.brand.model import Brand, Colour, Ground, Region, TextStyle
from talkdeck.layout.stage import SUBLEVEL
from talkdeck.model.page import Align, Face
from talkdeck.model.units import EMU_PER_CPT, Cpt, Emu
from talkdeck.model.values import Struct
from talkdeck.text.metrics import NATURAL

if TYPE_CHECKING:
    from markupsafe import Markup

LEVELS = 9
"""Levels of a list style (ECMA-376 Part 1 §21.1.2.4.12 a:lstStyle)."""

_SCHEME = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}

DEFAULT_BULLET = "•"


class Level(Struct, frozen=True):
    """One level of a list style. Colours are `a:schemeClr` elements; the marker hangs `hang` left of `indent`."""

    size: Cpt
    colour: Markup
    face: Face
    bold: bool
    caps: bool
    align: Align
    spacing: int
    before: Emu
    indent: Emu
    hang: Emu
    marker: str | None
    marker_colour: Markup


class Palette:
    """Colours of one ground as `a:schemeClr` elements, by role."""

    def __init__(self, ground: Ground) -> None:
        self._colours = ground.colours
        self._made: dict[tuple[str, int], Markup] = {}
        self.name = ground.name

    def __getitem__(self, role: str) -> Markup:
        return self.shade(role)

    def shade(self, role: str, opacity: int = 100_000) -> Markup:
        """The element for a role; `opacity` in thousandths of a percent. Raises KeyError for an unknown role."""
        key = (role, opacity)
        if key not in self._made:
            self._made[key] = scheme_colour(self._colours[role], opacity)
        return self._made[key]

    def is_theme_link(self, role: str) -> bool:
        """Whether the role is what PowerPoint gives to links by itself."""
        colour = self._colours[role]
        return colour.slot == "hlink" and colour.mod == 100_000 and not colour.off


def scheme_colour(colour: Colour, opacity: int = 100_000) -> Markup:
    """A theme colour as an element (§20.1.2.3.29 schemeClr). dk1 ... lt2 go through the master's colour map.

    The one element written here and not in a template: it stands in most others, thousands of times.
    """
    from markupsafe import Markup

    changes = ""
    if colour.mod != 100_000:
        changes += f'<a:lumMod val="{colour.mod}"/>'
    if colour.off:
        changes += f'<a:lumOff val="{colour.off}"/>'
    if opacity != 100_000:
        changes += f'<a:alpha val="{opacity}"/>'
    slot = _SCHEME.get(colour.slot, colour.slot)
    return Markup(f'<a:schemeClr val="{slot}">{changes}</a:schemeClr>' if changes else f'<a:schemeClr val="{slot}"/>')


def levels_of(style: TextStyle, palette: Palette) -> tuple[Level, ...]:
    """The nine levels of a region set in `style`; levels past the style's own repeat its last one."""
    own = [_level(style, palette, number) for number in range(max(1, style.levels))]
    return tuple(own + [own[-1]] * LEVELS)[:LEVELS]


def _level(style: TextStyle, palette: Palette, number: int) -> Level:
    """One level at the style's preferred size, rounded as the layout rounds, so that lists at that size inherit."""
    em = style.sizes[0] * EMU_PER_CPT
    indent = style.level_indent * (number + 1) if style.marker else 0
    return Level(
        size=style.sizes[0] * SUBLEVEL // 1000 * 10 if number else style.sizes[0],
        colour=palette[style.colour],
        face=style.face,
        bold=style.bold,
        caps=style.caps,
        align=style.align,
        spacing=style.leading * 100_000 // NATURAL,
        before=em * style.before // 1000,
        indent=em * indent // 1000,
        hang=em * style.level_indent // 1000 if style.marker else 0,
        marker=style.marker or None,
        marker_colour=palette[style.marker_colour],
    )


def plain_level(colour: Markup, palette: Palette, *, bold: bool = False) -> Level:
    """Text that no placeholder styles: loose boxes and table cells. Its size is always written, so it has none here."""
    return Level(
        size=0,
        colour=colour,
        face="body",
        bold=bold,
        caps=False,
        align="left",
        spacing=100_000,
        before=0,
        indent=0,
        hang=0,
        marker=None,
        marker_colour=palette["accent"],
    )


def master_region(brand: Brand, placeholder: str) -> Region | None:
    """The region that the master shows for a type of placeholder: that of the layout called `master`.

    Without such a layout, the one with the most levels, then the largest, upon paper if there is one.
    """
    layouts = [brand.layouts["master"]] if "master" in brand.layouts else brand.layouts.values()
    found = [
        (layout.ground == "paper", brand.styles[region.style].levels, region.frame.w * region.frame.h, region)
        for layout in layouts
        for region in layout.regions
        if region.placeholder == placeholder
    ]
    return max(found, key=lambda entry: entry[:3])[3] if found else None
