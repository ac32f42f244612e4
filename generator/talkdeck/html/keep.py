"""Sections of slides, kept for the next time: a slide that stays as it is need not be written again.

A section follows from its page, from what the whole deck is (brand, language, names of classes), and from its pictures.
On which line of the outline something stands is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from hashlib import sha256

from markupsafe import Markup

from talkdeck.brand.model import Brand
from talkdeck.html.pictures import Pictures
from talkdeck.html.sheet import Sheet
from talkdeck.html.slides import Slides
from talkdeck.layout.keep import Look, fingerprint
from talkdeck.model.page import Asset, Pages
from talkdeck.model.values import replace


class Keep:
    """Give the same one to `write_html` for every version of one deck. `written` are the last version's sections."""

    def __init__(self) -> None:
        self.written: list[Markup] = []
        self._look = Look()
        self._classes: dict[Hashable, str] = {}
        self._drawn_for: Brand | None = None
        self._drawn: dict[tuple[str, str], Markup] = {}
        self._before: dict[bytes, Markup] = {}
        self._now: dict[bytes, Markup] = {}

    def begin(self, pages: Pages, brand: Brand, sheet: Sheet) -> None:
        """A version begins. Nothing holds of another brand, but for its colours, or language or names of classes."""
        look = Look(replace(pages, pages=(), sections=(), title="", author="", subject="", keywords=""), brand)
        classes = sheet.names()
        holds = look.is_like(self._look) and self._classes.items() <= classes.items()
        self._before = self._now if holds else {}
        self._look, self._classes, self._now = look, classes, {}
        self.written = []

    def art(self, brand: Brand) -> dict[tuple[str, str], Markup]:
        """The art of a brand's layouts as far as it is drawn, by layout and ground; to be added to."""
        if brand is not self._drawn_for:
            self._drawn_for, self._drawn = brand, {}
        return self._drawn

    def sections(
        self, pages: Pages, slides: Slides, pictures: Pictures, write: Callable[..., Markup]
    ) -> Iterator[Markup]:
        """The section of every page in order; `write` makes one of a slide's values."""
        digests: dict[int, bytes] = {}

        def digest(part: Asset | str | None) -> bytes | str | None:
            if not isinstance(part, Asset):
                return part
            if id(part) not in digests:
                digests[id(part)] = sha256(part.data).digest()
            return digests[id(part)]

        for page in pages.pages:
            drawn = [[digest(part) for part in parts] for parts in pictures.stands_on(page)]
            key = fingerprint(page, slides.is_namesake(page), drawn)
            section = self._before.get(key)
            if section is None:
                section = write(*slides.slide(page))
            self._now[key] = section
            self.written.append(section)
            yield section

    def __getstate__(self) -> tuple[Look, dict[Hashable, str], dict[bytes, Markup]]:
        return self._look, self._classes, self._now

    def __setstate__(self, state: tuple[Look, dict[Hashable, str], dict[bytes, Markup]]) -> None:
        self.__init__()  # type: ignore[misc]
        self._look, self._classes, self._now = state
