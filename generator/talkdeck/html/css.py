"""CSS values made safe and short: lengths from EMU, names of roles and classes, strings, colours."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from talkdeck.brand.model import Brand, Ground
from talkdeck.model.units import EMU_PER_PX, Cpt, Emu
from talkdeck.model.values import Struct

_NOT_NAME = re.compile(r"[^a-zA-Z0-9_-]+")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")


@cache
def number(value: float, digits: int = 2) -> str:
    """A decimal number without trailing zeros: 12.50 is 12.5, 3.00 is 3."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@cache
def px(length: Emu) -> str:
    """EMU as CSS pixels, to a hundredth: what a slide shows at scale 1."""
    return number(length / EMU_PER_PX) + ("px" if length else "")


@cache
def font_px(size: Cpt) -> str:
    """A type size as CSS pixels (96 to the inch, so 4/3 of its points)."""
    return number(size / 75, 3) + "px"


@cache
def name(text: str) -> str:
    """A role, ground or layout as part of a class or custom property."""
    return _NOT_NAME.sub("-", text)


def string(text: str) -> str:
    """A quoted CSS string. Everything that could end it, or the style element, is written as an escape."""
    return '"' + re.sub(r"[^\w .,:;()+*/•–—-]", lambda found: f"\\{ord(found.group()):x} ", text) + '"'


def colour(hex_digits: str) -> str:
    """`#rrggbb`; a brand's colours are checked when it loads, so anything else is a bug. Raises ValueError."""
    if not _HEX.fullmatch(hex_digits):
        raise ValueError(f"not a colour: {hex_digits!r}")
    return "#" + hex_digits.lower()


class Faces(Struct, frozen=True):
    """A chain of faces for CSS: `families` for any text; `marks` and `bold_marks` are where Han text gets its
    quotation marks, dashes and dots from (`src` of a font face that has only these), `marks_name` what it is called."""

    name: str
    families: Markup
    marks_name: Markup
    marks: Markup
    bold_marks: Markup


def faces(brand: Brand) -> list[Faces]:
    """Each face's chain: Latin faces, then East-Asian ones, then the generic family.

    Latin faces come first because they have the better letters and figures, but they also have “ ” — …, which Han text
    needs at full width and PowerPoint takes from the East-Asian face; hence a face that has only these marks, made of
    the reader's own fonts by name: nothing is embedded or fetched.
    """
    made = []
    for face, chain in sorted(brand.fonts.items()):
        families = ",".join([*map(string, dict.fromkeys(chain.latin + chain.asian)), chain.generic])
        regular = ",".join(f"local({string(each)})" for each in chain.asian)
        # `local` takes full names: a family's bold has a name of its own.
        bold = ",".join(f"local({string(each + ' Bold')})" for each in chain.asian)
        marks = Markup(string(f"{face} marks"))
        made.append(Faces(face, Markup(families), marks, Markup(regular), Markup(f"{bold},{regular}" if bold else "")))
    return made


def grounds(brand: Brand) -> list[tuple[str, Markup]]:
    """For each ground its class and the custom properties of its roles; the article stands on `paper`.

    Where the brand is dark too, `--looks` tells the player so, and on a screen grounds get the colours of others while
    the page's `data-dark` is `on`.
    """
    rules = []
    for ground in brand.grounds.values():
        selector = f".g-{name(ground.name)}"
        rules.append((f":root,{selector}" if ground.name == "paper" else selector, _roles(ground)))
    if brand.dark:
        rules.append((":root", Markup("--looks:2")))
    for light, dark in brand.dark.items():
        selector = f"{DARK} .g-{name(light)}" + (f",{DARK}" if light == "paper" else "")
        rules.append(on_screen(selector, f"{_roles(brand.grounds[dark])};color-scheme:dark"))
    return rules


DARK = ":root[data-dark=on]"
"""The page while a reader wants it dark."""


def on_screen(selector: str, declarations: str) -> tuple[str, Markup]:
    """A rule, in the form of one, that does not hold on paper."""
    return "@media screen", Markup(f"{selector}{{{declarations}}}")


def _roles(ground: Ground) -> Markup:
    return Markup(";".join(f"--{name(role)}:{colour(value.hex)}" for role, value in ground.colours.items()))
