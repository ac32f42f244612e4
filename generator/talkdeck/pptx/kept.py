"""The slide layouts of a brand as they stand in a package: XML and packed, kept in the user's cache.

They are the same in every deck of a brand, and rendering and packing them takes longer than twenty slides do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from talkdeck.brand.model import Brand
from talkdeck.model import kept
from talkdeck.model.resources import templates_root
from talkdeck.pptx.package import Packed

FOLDER = "layouts"

_lately: dict[str, dict[str, Packed]] = {}
"""The parts of the brand that was asked for last, for the next deck of the same process."""


def layout_parts(brand: Brand, make: Callable[[], dict[str, Packed]]) -> dict[str, Packed]:
    """The parts by layout; made by `make` where none are kept, or where the brand is not one from a file."""
    if not brand.digest:
        return make()
    here = Path(__file__).parent
    entry = kept.key((here, templates_root() / "base" / "pptx"), brand.digest)
    if entry not in _lately:
        found = kept.load(FOLDER, entry)
        if not isinstance(found, dict):
            found = make()
            kept.store(FOLDER, entry, found)
        _lately.clear()
        _lately[entry] = found
    return _lately[entry]
