"""A difference as a page: one HTML file without any outside request, readable on a phone."""

from __future__ import annotations

from collections.abc import Sequence

from talkdeck.diff.show import headline, named, shortened, tally
from talkdeck.diff.values import Difference
from talkdeck.model import html


def page(differences: Sequence[Difference], title: str) -> str:
    """The page of some talks' differences. All words of the talks are escaped."""
    return html.page(
        "diff",
        differences=differences,
        title=title,
        headline=headline,
        named=named,
        shortened=shortened,
        tally=tally,
    )
