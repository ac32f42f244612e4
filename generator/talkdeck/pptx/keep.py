"""Parts of slides, kept for the next time: a slide that stays as it is need not be written, packed and checked again.

Slides with charts or recordings are always written: their parts are numbered over the whole deck.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

from talkdeck.brand.model import Brand
from talkdeck.layout.keep import Look, fingerprint
from talkdeck.model.chart import ChartBox
from talkdeck.model.page import MediaBox, Page, Pages, PictureBox
from talkdeck.model.values import replace
from talkdeck.pptx.lint import Sound
from talkdeck.pptx.package import Packed, ZipWriter

Parts = tuple[tuple[str, bytes, int], ...]
"""Each part's name, its deflated bytes and their checksum. (What they inflate to would be ten times as much.)"""


class Keep:
    """Give the same one to `write_pptx` for every version of one deck, and its `sound` to the linter."""

    def __init__(self) -> None:
        self.sound = Sound()
        self._look = Look()
        self._before: dict[bytes, Parts] = {}
        self._now: dict[bytes, Parts] = {}

    def begin(self, pages: Pages, brand: Brand) -> None:
        """A version begins. Nothing holds of another brand, but for its colours, or language."""
        look = Look((pages.lang, pages.width, pages.height, pages.player.advance), brand)
        self._before = self._now if look.is_like(self._look) else {}
        self._look, self._now = look, {}

    def write(
        self, zip_: ZipWriter, page: Page, numbers: tuple[int, ...], names: dict[str, str], write: Callable[[], None]
    ) -> None:
        """Add the parts of a slide, written by `write` unless they are kept.

        `numbers` are those of its parts and its layout, `names` are pictures' files by asset.
        """
        if any(isinstance(box, ChartBox | MediaBox) for box in page.boxes):
            write()
            return
        pictures = [names[box.asset] for box in page.boxes if isinstance(box, PictureBox)]
        key = fingerprint(replace(page, section=None), numbers, pictures)
        parts = self._before.get(key)
        if parts is None:
            with zip_.copying() as copies:
                write()
            parts = tuple((name, part.body, part.crc) for name, part in copies)
        else:
            for name, body, crc in parts:
                zip_.put(name, Packed(zlib.decompress(body, -zlib.MAX_WBITS), body, crc))
        self._now[key] = parts

    def __getstate__(self) -> tuple[Look, dict[bytes, Parts], Sound]:
        return self._look, self._now, self.sound

    def __setstate__(self, state: tuple[Look, dict[bytes, Parts], Sound]) -> None:
        self._look, self._now, self.sound = state
        self._before = {}
