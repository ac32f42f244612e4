"""The report of a release as data and as a page: what was measured of each deck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from talkdeck import __version__
from talkdeck.model import html
from talkdeck.release.survey import DeckReport, Survey


def as_json(surveys: Sequence[Survey]) -> dict[str, Any]:
    """All that was measured. Sizes are in points."""
    from talkdeck.source.report import as_json as problem

    return {
        "talkdeck": __version__,
        "talks": [
            {
                "talk": each.job.talk.stem,
                "warnings": [problem(one) for one in each.problems],
                "decks": [_deck(deck) for deck in each.decks],
            }
            for each in surveys
        ],
    }


def _deck(deck: DeckReport) -> dict[str, Any]:
    return {
        "lang": deck.lang,
        "edition": deck.edition,
        "title": deck.title,
        "brand": deck.brand,
        "sound": deck.sound,
        "slides": deck.slides,
        "slides_without_title": deck.untitled,
        "slides_read_backwards": deck.backwards,
        "slides_with_notes": deck.with_notes,
        "slides_continued": deck.continued,
        "shown": deck.shown,
        "described": deck.described,
        "decorative": deck.decorative,
        "smallest_type": deck.smallest / 100,
        "brand_floor": deck.floor / 100,
        "texts_reduced": deck.reduced,
        "texts_at_floor": deck.at_floor,
        "fullest_box_percent": deck.fullest,
        "boxes_over": deck.over,
        "contrast": [
            {"roles": pair.role, "text": pair.text, "ground": pair.ground, "ratio": pair.ratio, "needed": pair.need}
            for pair in deck.pairs
        ],
        "findings": [{"slide": finding.slide, "fact": finding.fact} for finding in deck.findings],
    }


def facts(deck: DeckReport) -> Iterator[tuple[str, str, bool | None]]:
    """(what, figure, whether that is well) of a deck, for people; None where it is told only."""
    least = min(deck.pairs, default=None, key=lambda pair: pair.ratio / pair.need)
    yield "Slides with a title", f"{deck.slides - deck.untitled} of {deck.slides}", not deck.untitled
    yield (
        "Pictures, charts, tables and formulas with words",
        f"{deck.described} of {deck.shown}",
        (deck.described == deck.shown),
    )
    yield (
        "Slides read in the order they are seen",
        f"{deck.slides - deck.backwards} of {deck.slides}",
        (not deck.backwards),
    )
    if least:
        said = f"{least.ratio:.2f} to 1, {least.need:g} needed ({least.role})"
        yield "Least contrast of text", said, not deck.faint
    yield (
        "Smallest type",
        f"{deck.smallest / 100:g} pt; the brand's floor is {deck.floor / 100:g} pt",
        (deck.smallest >= deck.floor),
    )
    yield "Texts set smaller to fit", f"{deck.reduced}, {deck.at_floor} of them as small as the brand allows", None
    yield "Boxes with more than has room", str(deck.over), not deck.over
    yield "Fullest box", f"{deck.fullest} %", deck.fullest <= 100
    yield "Slides that continue the one before", str(deck.continued), None
    yield "Slides with notes", f"{deck.with_notes} of {deck.slides}", None


def page(surveys: Sequence[Survey], tag: str) -> str:
    """The report as one HTML file, as `diff` has its page."""
    return html.page("report", surveys=surveys, title=f"Report of {tag}", facts=facts)
