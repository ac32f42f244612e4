"""Sections of slides, kept for the next time: a slide that stays as it is need not be written again.

A section follows from its page, from what the whole deck is (brand, language, names of classes), and from its pictures.
On which line of the outline something stands is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from markupsafe import Markup

from talkdeck.brand.model import Brand
from talkdeck.html.pictures import Pictures
from talkdeck.html.sheet import Sheet
from talkdeck.html.slides import Slides
from talkdeck.model.page import Page, Pages
from talkdeck.model.problems import NOWHERE
from talkdeck.model.values import replace


class Keep:
    """Give the same one to `write_html` for every version of one deck. `written` are the last version's sections."""

    def __init__(self) -> None:
        self.written: list[Markup] = []
        self._facts: tuple[Pages, Brand] | None = None
        self._classes: dict[Hashable, str] = {}
        self._drawn_for: Brand | None = None
        self._drawn: dict[tuple[str, str], Markup] = {}
        self._before: dict[Hashable, Markup] = {}
        self._now: dict[Hashable, Markup] = {}

    def begin(self, pages: Pages, brand: Brand, sheet: Sheet) -> None:
        """A version begins. Nothing holds of another brand, but for its colours, or language or names of classes."""
        facts = replace(pages, pages=(), sections=(), title="", author="", subject="", keywords=""), brand.colourless
        classes = sheet.names()
        holds = facts == self._facts and self._classes.items() <= classes.items()
        self._before = self._now if holds else {}
        self._facts, self._classes, self._now = facts, classes, {}
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
        for page in pages.pages:
            key = bare(page), slides.is_namesake(page), pictures.stands_on(page)
            section = self._before.get(key)
            if section is None:
                section = write(*slides.slide(page))
            self._now[key] = section
            self.written.append(section)
            yield section


def bare(page: Page) -> Page:
    """The page without the places in the outline that it came from."""
    boxes = tuple(replace(box, span=NOWHERE) if hasattr(box, "span") else box for box in page.boxes)
    return replace(page, boxes=boxes, span=NOWHERE)
