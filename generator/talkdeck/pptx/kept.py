"""The slide layouts of a brand as they stand in a package: XML, packed, and what the linter finds in them.

They are the same in every deck of a brand, and rendering, packing and looking into them takes longer than twenty slides
do: they are kept in the user's cache, known by the code that makes them and looks into them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from talkdeck.brand.model import Brand
from talkdeck.model import kept
from talkdeck.model.resources import templates_root
from talkdeck.pptx.package import Packed

if TYPE_CHECKING:
    from talkdeck.pptx.lint import Looked

FOLDER = "layouts"

_lately: dict[str, dict[str, Packed]] = {}
"""The parts of the brand that was asked for last, for the next deck of the same process."""


def layout_parts(brand: Brand, make: Callable[[], dict[str, Packed]]) -> dict[str, Packed]:
    """The parts by layout; made by `make` where none are kept, or where the brand is not one from a file."""
    if not brand.digest:
        return make()
    from xml.etree.ElementTree import ParseError
    from xml.parsers.expat import ExpatError

    from talkdeck.pptx.lint import know_layouts, look_into_layout

    here = Path(__file__).parent
    entry = kept.key((here, templates_root() / "base" / "pptx"), brand.digest)
    if entry not in _lately:
        found = kept.load(FOLDER, entry)
        if not isinstance(found, tuple):
            parts = make()
            looked: dict[str, Looked] = {}
            for name, part in parts.items():
                with suppress(ExpatError, ParseError):  # the linter of the deck will say so
                    looked[name] = look_into_layout(part.data)
            found = parts, looked
            kept.store(FOLDER, entry, found)
        parts, looked = found
        know_layouts({parts[name].data: each for name, each in looked.items()})
        _lately.clear()
        _lately[entry] = parts
    return _lately[entry]
