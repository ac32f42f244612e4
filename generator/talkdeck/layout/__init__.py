"""From a deck to pages: each slide's kind chooses regions, texts are fitted, long content continues.

`arrange` is pure: same deck and brand, same pages, with a `Keep` of another version or without. Nothing here knows XML
or HTML.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from talkdeck.brand.model import Brand
from talkdeck.layout.complete import missing
from talkdeck.layout.sheet import Sheet
from talkdeck.layout.stage import Stage
from talkdeck.model.deck import Deck, Slide
from talkdeck.model.page import Page, Pages, Player
from talkdeck.model.problems import Problem, in_order
from talkdeck.model.values import replace

if TYPE_CHECKING:
    from talkdeck.layout.keep import Keep


def arrange(deck: Deck, brand: Brand, keep: Keep | None = None) -> tuple[Pages | None, tuple[Problem, ...]]:
    """The pages of a deck, and what does not fit. None when there is an error.

    With the `keep` of earlier versions of a deck, only slides that have changed since the last one are arranged.
    """
    stage = Stage.of(deck, brand)
    if keep:
        keep.begin(deck, brand)
    pages: list[Page] = []
    starts: dict[int, int] = {}
    names = {slide.id for slide in deck.slides}
    for slide in deck.slides:
        on = stage.on(slide)
        for sheet in keep.sheets(slide, on, _sheets) if keep else _sheets(slide, on):
            page = keep.close(sheet, len(pages) + 1) if keep else sheet.close(len(pages) + 1)
            if page.part and page.part[0] > 1:
                page = replace(page, id=_free(page.id, names))
            page = _moving(page, slide, stage)
            if page.section is not None:
                starts.setdefault(page.section, page.number)
            pages.append(page)
    if not any(problem.is_error for problem in stage.problems):
        slides = keep.unproven(deck.slides) if keep else deck.slides
        lost = tuple(missing(slides, pages))
        stage.problems.extend(lost)
        if keep and not lost:
            keep.proven(slides)
    problems = in_order(stage.problems)
    if any(problem.is_error for problem in problems):
        return None, problems
    if any(page.transition == "morph" for page in pages):
        from talkdeck.layout.builds import morphed

        pages = morphed(pages)
    sections = tuple((deck.sections[index].plain, number) for index, number in sorted(starts.items()))
    made = Pages(
        title=deck.title.plain,
        author=", ".join(speaker.name.plain for speaker in deck.speakers),
        subject=deck.description,
        keywords=", ".join(deck.keywords),
        lang=deck.lang,
        stem=deck.stem,
        width=brand.width,
        height=brand.height,
        sections=sections,
        pages=tuple(pages),
        player=_player(deck),
    )
    return made, problems


def _moving(page: Page, slide: Slide, stage: Stage) -> Page:
    """The page with what its slide says of builds, transition and pace."""
    if slide.build is not None or "[" in page.notes:
        from talkdeck.layout.builds import built, marks_beyond

        page = built(page, slide)
        stage.problems.extend(marks_beyond(page, slide))
    if slide.transition != page.transition or slide.pace is not None:
        first = page.part is None or page.part[0] == 1
        page = replace(page, transition=slide.transition, pace=slide.pace if first else None)
    return page


def _player(deck: Deck) -> Player:
    said = deck.player
    if said is None:
        return Player(duration=deck.duration)
    keys = tuple((shortcut.command, shortcut.press) for shortcut in said.shortcuts)
    return Player(duration=deck.duration, loop=said.loop, advance=said.advance, keys=keys)


def _free(name: str, names: set[str]) -> str:
    """A name that no other page has; it is taken from now on."""
    while name in names:
        name += "-b"
    names.add(name)
    return name


def _sheets(slide: Slide, stage: Stage) -> list[Sheet]:
    from talkdeck.layout.kinds import arranger

    if slide.layout is not None and slide.layout not in stage.brand.layouts:
        close = get_close_matches(slide.layout, stage.brand.layouts, 1)
        hint = f"did you mean `{close[0]}`?" if close else f"`talkdeck brands {stage.brand.name}` lists the layouts"
        stage.wrong("E505", f"the brand has no layout `{slide.layout}`", slide.span, hint)
        return []
    try:
        sheets = arranger(slide)(slide, stage)
    except KeyError as missing:
        if slide.layout is None:
            raise
        hint = f"leave `layout:` out, or choose one made for `{slide.kind}`"
        fact = f"layout `{slide.layout}` has no place for this slide's content ({missing.args[0]})"
        stage.wrong("E505", fact, slide.span, hint)
        return []
    if slide.layout is not None and any(sheet.name != slide.layout for sheet in sheets):
        hint = "leave `layout:` out: this content has a layout of its own"
        stage.wrong("E505", f"layout `{slide.layout}` is not for this slide's content", slide.span, hint)
    return sheets


def kinds_help() -> tuple[tuple[str, str], ...]:
    """(kind, one sentence) of every slide kind."""
    from talkdeck.layout.kinds import KINDS

    return tuple((kind, sentence) for kind, (_, sentence) in KINDS.items())
