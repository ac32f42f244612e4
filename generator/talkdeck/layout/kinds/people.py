"""People: one with what they say, several as cards. Their portraits are round; a monogram on a disc stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from talkdeck.brand.colour import contrast
from talkdeck.brand.model import Region
from talkdeck.brand.roles import on_ground
from talkdeck.layout.sheet import Sheet, Words, continued
from talkdeck.layout.stage import Stage
from talkdeck.model.deck import People, Portrait, Slide
from talkdeck.model.geometry import text_area
from talkdeck.model.kinds import Person
from talkdeck.model.page import Group, PictureBox, ShapeBox, TextBox
from talkdeck.model.text import Text
from talkdeck.model.units import EMU_PER_CPT, EMU_PER_PT, Cpt, Emu, Rect, inches
from talkdeck.model.values import Struct, replace
from talkdeck.text.fitting import Slot, fit, height, set_paragraphs, text_height
from talkdeck.text.script import has_han
from talkdeck.text.setting import Draft, measure

BAR = (inches(0.9), inches(0.07))
"""The short bar above a claim: width and height."""

LETTER = 42
"""Size of a monogram's letters in percent of the disc's diameter: two wide initials stay inside its square."""

MOST_CLAIM = 4400
"""Largest size of a claim with points under it."""

BAR_GAP, POINTS_GAP = inches(0.28), inches(0.42)
"""Below the bar, and between a claim and its points."""

CLAIM_SHARE = 60
"""A claim with points under it takes no more of the height than this, in percent."""

ABOUT = 75
"""Size of role and organisation on a card in percent of the claim's."""

SMALLEST_CLAIM = 1600
"""Floor of claims on cards, which are body text; role and organisation, which are captions, go below."""

MOST_BADGES = 4

SHORT_NAME = 5
"""A name in Han of so many characters stands in one line."""

LATIN = 75
"""Size of a name in the other script under the name, in percent."""


def tone(slide: Slide) -> str:
    """The colour role of a slide's discs: the people of a section share it, neighbouring sections differ."""
    return "accent" if (slide.section or 0) % 2 == 0 else "second"


def monogram(person: Person) -> str:
    """What stands on a person's disc: the first character of a Han name, or the initials of a Latin one."""
    name = person.name.plain.strip()
    if has_han(name):
        return next(char for char in name if has_han(char))
    words = re.findall(r"[^\W\d_]+", name) or [name]
    initials = [word[0].upper() for word in (words[0], words[-1])]
    return "".join(initials if len(words) > 1 and all(letter.isascii() for letter in initials) else initials[:1])


def put_disc(
    sheet: Sheet, region: str, portrait: Portrait, node: str, group: Group | None = None, frame: Rect | None = None
) -> None:
    """A person's round portrait, or a disc with their monogram. It is a shape of its own: LibreOffice draws
    placeholders as rectangles.
    """
    stage = sheet.stage
    spec = stage.layout(sheet.name).region(region)
    place = frame or spec.frame
    if portrait.figure is not None:
        sheet.picture(region, replace(portrait.figure, fit="cover"), group, frame, f"{node}.image")
        _, box = sheet.boxes.pop()
        assert isinstance(box, PictureBox)
        sheet.add(region, replace(box, shape="ellipse"))
        return
    fill, style = tone(sheet.slide), stage.brand.styles["monogram"]
    letter = _letter(sheet, fill)
    draft = stage.draft(monogram(portrait.person), spec, f"{node}.monogram", style=style, colour=letter)
    inset = text_area("ellipse", place.w, place.h, 0)
    size = place.w * LETTER // 100 // EMU_PER_PT * 100
    paragraphs = set_paragraphs((draft,), size, place.inset(*inset).w, stage.metrics)
    sheet.add(
        region,
        TextBox(
            node=f"{node}.monogram",
            role="monogram",
            frame=place,
            paragraphs=paragraphs,
            height=height(paragraphs) + inset[1] + inset[3],
            span=portrait.person.where,
            anchor="middle",
            inset=inset,
            fill=fill,
            shape="ellipse",
            group=group,
        ),
    )


def _letter(sheet: Sheet, fill: str) -> str:
    """The colour role of letters on a disc: the first that is clear enough there (WCAG 2.2 AA, large text)."""
    colours = sheet.stage.colours(sheet.name)
    roles = ("on-accent", "paper", "ink")
    return next((role for role in roles if contrast(colours[role].hex, colours[fill].hex) >= 3), "ink")


def emphasised(draft: Draft, place: Region) -> Draft:
    """A draft whose bold words stand out by colour, where everything is bold or large."""
    colour = on_ground("accent-ink", place.over)
    runs = tuple(replace(run, colour=colour) if run.bold and not run.link else run for run in draft.runs)
    return replace(draft, runs=runs)


def arrange_person(slide: Slide, stage: Stage) -> list[Sheet]:
    """One person beside what they claim, large, and points under it; long points continue beside the same person.

    A slide's title is what it says: without a claim of the person's own it takes the claim's place. Without a title the
    name is the slide's title.
    """
    content = slide.content
    assert isinstance(content, People)
    (portrait,) = content.people
    person = portrait.person
    layout = "person" if slide.title is None else "person-titled" if person.claim else "person-claim"
    layout = slide.layout or layout
    first = Sheet(stage, slide, layout)
    region = "title" if layout == "person-claim" else "claim"
    plan = _stack(first, region, person, slide)
    sheets = []
    for n, points in enumerate(plan.points, start=1):
        sheet = Sheet(stage, slide, layout, part=(n, len(plan.points)) if len(plan.points) > 1 else None)
        _put_person(sheet, portrait)
        _put_stack(sheet, region, plan, points, person)
        sheets.append(sheet)
    return sheets


def _put_person(sheet: Sheet, portrait: Portrait) -> None:
    """Kicker, the slide's title, and who it is: disc, name, then name in the other script, role and organisation."""
    slide, person, stage = sheet.slide, portrait.person, sheet.stage
    node, group = f"{slide.node}.person", sheet.group("person")
    sheet.kicker()
    if sheet.name == "person":
        sheet.title(person.name, heading="fewer lines")
    else:
        if sheet.name == "person-titled":
            sheet.title(slide.title)
        name = sheet.words("name", "heading", person.name, node=f"{node}.name", group=group)
        sheet.put(name, heading="fewer lines")
    put_disc(sheet, "portrait", portrait, node, group)
    place = stage.layout(sheet.name).region("about")
    colours = (on_ground("accent-ink", place.over), on_ground("ink", place.over), on_ground("muted", place.over))
    drafts = tuple(
        stage.draft(text, place, f"{node}.{key}", colour=colour)
        for key, text, colour in zip(
            ("latin", "role", "org"), (person.latin, person.role, person.org), colours, strict=True
        )
        if text
    )
    words = Words(
        region="about", role="attribution", drafts=drafts, span=person.where, node=f"{node}.about", group=group
    )
    sheet.put(words)


class _Stack(Struct, frozen=True):
    """What stands beside a person: the claim and its points at their sizes, `points` by slide (once empty without)."""

    claim: tuple[Draft, ...]
    claim_size: Cpt
    claim_height: Emu
    points: tuple[tuple[Draft, ...], ...]
    points_size: Cpt


def _stack(sheet: Sheet, region: str, person: Person, slide: Slide) -> _Stack:
    """Sizes of claim and points: the claim as large as leaves points that are easily read; then smaller both."""
    stage = sheet.stage
    layout = stage.layout(sheet.name)
    place, below = layout.region(region), layout.region("points")
    text = person.claim if region == "claim" else slide.title
    node = f"{slide.node}.title" if region == "title" else f"{slide.node}.person.claim"
    claim = (emphasised(stage.draft(text, place, node), place),) if text else ()
    points = stage.list_drafts(person.points, below, f"{slide.node}.person.points", numbered=False)
    width, room = sheet.inside(region)
    room -= BAR[1] + BAR_GAP
    sizes = stage.style(place).sizes
    if not claim:
        point_sizes = stage.sizes(stage.style(below), points)
        size = fit([Slot(points, width, room)], point_sizes, stage.metrics)
        if size is None:
            size, parts = continued(stage, points, point_sizes, width, room)
            return _Stack((), 0, 0, parts, size)
        return _Stack((), 0, 0, (points,), size)
    if not points:
        size = stage.fit_heading(claim, sizes, width, room, "fewer lines") or sizes[-1]
        _check_claim(stage, claim, size, (width, room), text)
        return _Stack(claim, size, text_height(claim, size, width, stage.metrics), ((),), 0)
    point_sizes = stage.sizes(stage.style(below), points)
    sizes = tuple(size for size in sizes if size <= MOST_CLAIM) or sizes[-1:]
    for least in (p for p in point_sizes if p <= 2000 or p == point_sizes[-1]):
        found: dict[Cpt, tuple[Emu, Cpt]] = {}
        for size in sizes:
            tall = text_height(claim, size, width, stage.metrics)
            allowed = tuple(p for p in point_sizes if least <= p <= size * 3 // 4) or (least,)
            small = fit([Slot(points, width, room - tall - POINTS_GAP)], allowed, stage.metrics)
            if small is not None and tall * 100 <= room * CLAIM_SHARE:
                found[size] = tall, small
        if best := stage.fit_heading(claim, tuple(found), width, room, "no widow") if found else None:
            return _Stack(claim, best, found[best][0], (points,), found[best][1])
    # The slide's title is counted where it continues.
    whole = sheet.counted(claim, region, node, (9, 9)) if region == "title" else claim
    size = next((s for s in sizes if text_height(whole, s, width, stage.metrics) * 100 <= room * 45), sizes[-1])
    tall = text_height(whole, size, width, stage.metrics)
    rest = max(room - tall - POINTS_GAP, room // 4)
    _check_claim(stage, claim, size, (width, room - rest - POINTS_GAP), text)
    points_size, parts = continued(stage, points, point_sizes, width, rest)
    return _Stack(claim, size, tall, parts, points_size)


def _check_claim(stage: Stage, claim: tuple[Draft, ...], size: Cpt, room: tuple[Emu, Emu], text: Text | None) -> None:
    if text is not None and text_height(claim, size, room[0], stage.metrics) > room[1]:
        fact = f"a claim of {len(text.plain)} characters does not fit its place even at {size / 100:g} pt"
        stage.wrong("E501", fact, text.span, "shorten it, or move part of it to `points`")


def _put_stack(sheet: Sheet, region: str, plan: _Stack, points: tuple[Draft, ...], person: Person) -> None:
    """The bar, the claim and its points, together a little above the middle of their place."""
    stage, slide = sheet.stage, sheet.slide
    frame = stage.layout(sheet.name).region(region).frame
    below = text_height(points, plan.points_size, frame.w, stage.metrics) if points else 0
    if len(plan.points) > 1:  # continued slides stand alike
        heights = (text_height(part, plan.points_size, frame.w, stage.metrics) for part in plan.points)
        below = max(heights)
    gap = POINTS_GAP if plan.claim and points else 0
    total = BAR[1] + BAR_GAP + plan.claim_height + gap + below
    top = frame.y + max(0, (frame.h - total) * 2 // 5)
    sheet.add(region, ShapeBox(frame=Rect(frame.x, top, *BAR), fill=tone(slide), node=f"{slide.node}.person.bar"))
    top += BAR[1] + BAR_GAP
    if plan.claim:
        span = person.claim.span if person.claim else slide.span
        node, role = plan.claim[0].node, "statement"
        drafts = sheet.counted(plan.claim, region, node, sheet.part) if region == "title" else plan.claim
        claim = Words(region=region, role=role, drafts=drafts, span=span, node=node)
        place = Rect(frame.x, top, frame.w, plan.claim_height)
        sheet.put(replace(claim, frame=place), size=plan.claim_size)
        top += plan.claim_height + gap
    if points:
        node = f"{slide.node}.person.points"
        where = Rect(frame.x, top, frame.w, frame.bottom - top)
        words = Words(region="points", role="body", drafts=points, span=person.where, node=node, frame=where)
        sheet.put(words, size=plan.points_size)


def arrange_people(slide: Slide, stage: Stage) -> list[Sheet]:
    """Two to eight people as cards of one size; where their words do not fit so many, on as few slides as it takes."""
    content = slide.content
    assert isinstance(content, People)
    people = content.people
    for per in range(len(people), 1, -1):
        parts = _even(people, per)
        size = _cards_size(slide, stage, parts)
        if size is not None or slide.layout is not None:
            break
    sheets = []
    at = 0
    for i, part in enumerate(parts, start=1):
        sheet = _card_sheet(slide, stage, part, (i, len(parts)) if len(parts) > 1 else None)
        sheet.top()
        names, texts = [], []
        for n, portrait in enumerate(part, start=1):
            group, node, person = sheet.group("person"), f"{slide.node}.people.{at}", portrait.person
            at += 1
            put_disc(sheet, f"portrait{n}", portrait, node, group)
            names.append(_name(sheet, f"name{n}", person, node, group))
            drafts, about = _card_drafts(sheet, portrait, f"text{n}", node), f"{node}.about"
            words = Words(region=f"text{n}", role="body", drafts=drafts, span=person.where, node=about, group=group)
            if size is None and _too_long(sheet, words):
                what = f"what is said of {person.name.plain} does not fit its card even at the smallest size"
                stage.wrong("E501", what, person.where, "shorten it, or give the person a slide alone with `person:`")
            texts.append(words)
        sheet.put(*names)
        sheet.put(*texts, size=size or _card_sizes(sheet, part)[-1])
        sheets.append(sheet)
    return sheets


def _even(people: tuple[Portrait, ...], most: int) -> list[tuple[Portrait, ...]]:
    """People by slide: as few slides as `most` on each allows, filled evenly."""
    count = -(-len(people) // most)
    cuts = [len(people) * i // count for i in range(count + 1)]
    return [people[a:b] for a, b in pairwise(cuts)]


def _card_sheet(slide: Slide, stage: Stage, part: Sequence[Portrait], of: tuple[int, int] | None = None) -> Sheet:
    """A slide for some of the people: up to four who claim nothing get badges, tall cards with a large disc."""
    content = slide.content
    assert isinstance(content, People)
    badges = len(part) <= MOST_BADGES and not any(portrait.person.claim for portrait in content.people)
    return Sheet(stage, slide, slide.layout or f"{'badges' if badges else 'people'}{len(part)}", part=of)


def _card_sizes(sheet: Sheet, people: Sequence[Portrait]) -> tuple[Cpt, ...]:
    """Sizes of the cards' text. A claim is body text, role and organisation alone are captions."""
    sizes = sheet.stage.style(sheet.stage.layout(sheet.name).region("text1")).sizes
    claims = any(portrait.person.claim for portrait in people)
    return tuple(size for size in sizes if size >= SMALLEST_CLAIM) if claims else sizes


def _cards_size(slide: Slide, stage: Stage, parts: Sequence[Sequence[Portrait]]) -> Cpt | None:
    """The size at which every card of every slide holds its person's words; None if there is none, or if a name does
    not stand on its card without a break inside a word.
    """
    slots = []
    for part in parts:
        sheet = _card_sheet(slide, stage, part)
        names = stage.style(stage.layout(sheet.name).region("name1")).sizes
        for n, portrait in enumerate(part, start=1):
            slots.append(Slot(_card_drafts(sheet, portrait, f"text{n}", ""), *sheet.inside(f"text{n}")))
            name = _name(sheet, f"name{n}", portrait.person, "", None)
            width, room = sheet.inside(name.region)
            small = names[-1]
            broken = any(d.size(small) * _whole(d, stage) * EMU_PER_CPT > width * 1000 for d in name.drafts)
            if broken or fit([Slot(name.drafts, width, room)], (small,), stage.metrics) is None:
                return None
    return fit(slots, _card_sizes(sheet, [person for part in parts for person in part]), stage.metrics)


def _whole(name: Draft, stage: Stage) -> int:
    """Width that a name must have, in thousandths of its size: its longest word, or all of a name in Han."""
    shaped = measure(name, stage.metrics)
    return shaped.width if has_han(name.plain) and len(name.plain) <= SHORT_NAME else shaped.longest


def _too_long(sheet: Sheet, words: Words) -> bool:
    slot = Slot(words.drafts, *sheet.inside(words.region))
    return fit([slot], (SMALLEST_CLAIM,), sheet.stage.metrics) is None


def _card_drafts(sheet: Sheet, portrait: Portrait, region: str, node: str) -> tuple[Draft, ...]:
    """Role, organisation and claim of a card. Without a claim the first two are its text."""
    stage, person = sheet.stage, portrait.person
    place = stage.layout(sheet.name).region(region)
    muted = on_ground("muted", place.over)
    parts = [("role", person.role, on_ground("ink", place.over), ABOUT, False), ("org", person.org, muted, ABOUT, True)]
    drafts = [
        stage.draft(text, place, f"{node}.{key}", colour=colour, scale=scale, tight=tight)
        for key, text, colour, scale, tight in parts
        if text
    ]
    if person.claim:
        ink = on_ground("ink", place.over)
        drafts.append(stage.draft(person.claim, place, f"{node}.claim", colour=ink))
    return tuple(drafts)


def _name(sheet: Sheet, region: str, person: Person, node: str, group: Group | None) -> Words:
    """A card's heading: the name, and smaller under it the name in the other script."""
    stage = sheet.stage
    place = stage.layout(sheet.name).region(region)
    drafts = [stage.draft(person.name, place, f"{node}.name")]
    if person.latin:
        colour = on_ground("muted", place.over)
        drafts.append(
            stage.draft(person.latin, place, f"{node}.latin", colour=colour, bold=False, scale=LATIN, tight=True)
        )
    return Words(
        region=region, role="heading", drafts=tuple(drafts), span=person.name.span, node=f"{node}.name", group=group
    )
