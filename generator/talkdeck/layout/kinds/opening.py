"""Cover, agenda, section slides, dividers and the closing."""

from __future__ import annotations

from collections.abc import Sequence

from talkdeck.layout.sheet import Sheet, Words, paged
from talkdeck.layout.stage import Stage
from talkdeck.model.basics import Link
from talkdeck.model.deck import Agenda, Cover, SectionBreak, Slide
from talkdeck.model.outline import Closing, Speaker
from talkdeck.model.page import Marker, TextBox
from talkdeck.model.text import Run, Text, plain_text
from talkdeck.model.units import inches
from talkdeck.model.values import replace
from talkdeck.text.fitting import Slot, fit

SPEAKER_LINES = 3
"""So many speakers have a line each on the cover; more run on."""

ADDRESS = 60
"""Longest address that stands for a link without a title; of a longer one only the host."""

QR_BYTES = 2000
"""Longest address that gets a QR code; a version 40 code at error correction M holds 2,331 bytes (ISO/IEC 18004)."""


def arrange_cover(slide: Slide, stage: Stage) -> list[Sheet]:
    """Title, subtitle, speakers, occasion and date; with a picture on the right half where one is given."""
    content = slide.content
    assert isinstance(content, Cover)
    sheet = Sheet(stage, slide, "cover-picture" if content.figure else "cover")
    sheet.put(sheet.words("kicker", "kicker", content.kicker))
    sheet.title(slide.title, heading="fewer lines")
    sheet.put(sheet.words("subtitle", "subtitle", content.subtitle))
    place = stage.layout(sheet.name).region("speakers")
    speakers = [_speaker(speaker) for speaker in content.speakers]
    if len(speakers) > SPEAKER_LINES:
        speakers = [text for text in (joined(speakers, " · "),) if text]
    drafts = tuple(stage.draft(speaker, place, f"speakers.{at}") for at, speaker in enumerate(speakers))
    span = content.speakers[0].where if content.speakers else slide.span
    sheet.put(Words(region="speakers", role="speakers", drafts=drafts, span=span, node="speakers"))
    meta = joined([t for t in (content.occasion, content.date) if t], " · ")
    sheet.put(sheet.words("meta", "meta", meta, node="date"))
    if content.figure:
        sheet.picture("picture", content.figure)
    return [sheet]


def _speaker(speaker: Speaker) -> Text:
    """Name in bold, then role and organisation."""
    name = Text(tuple(replace(run, bold=True) for run in speaker.name.runs), speaker.name.span)
    parts = [part for part in (speaker.role, speaker.org) if part]
    return joined([name, *([joined(parts, ", ")] if parts else [])], "  ")  # type: ignore[list-item,return-value]


def joined(texts: list[Text], between: str) -> Text | None:
    """Several texts as one, with words of ours between them."""
    if not texts:
        return None
    runs: list[Run] = []
    for text in texts:
        runs += [Run(between), *text.runs] if runs else text.runs
    return Text(tuple(runs), texts[0].span)


def arrange_agenda(slide: Slide, stage: Stage) -> list[Sheet]:
    """The talk's parts, numbered; before a section its own part stands out and the others step back."""
    content = slide.content
    assert isinstance(content, Agenda)
    place = stage.layout("agenda").region("body")
    drafts = []
    for at, (_, title) in enumerate(content.entries):
        current = content.current == at
        colour = None if content.current is None else ("accent-ink" if current else "muted")
        drafts.append(
            stage.draft(title, place, f"agenda.{at}", colour=colour, bold=current or None, marker=Marker(at + 1))
        )
    size, chunks = paged(Sheet(stage, slide, "agenda"), "body", tuple(drafts))
    sheets = []
    for n, part in enumerate(chunks, start=1):
        sheet = Sheet(stage, slide, "agenda", part=(n, len(chunks)) if len(chunks) > 1 else None)
        sheet.title(slide.title)
        sheet.put(Words(region="body", role="body", drafts=part, span=slide.span, node="agenda"), size=size)
        sheets.append(sheet)
    return sheets


def arrange_section(slide: Slide, stage: Stage) -> list[Sheet]:
    """A part of the talk begins: its number as a graphic, label, title, one line of promise."""
    content = slide.content
    assert isinstance(content, SectionBreak)
    sheet = Sheet(stage, slide, "section" if content.number is not None else "divider")
    if content.number is not None:
        sheet.put(sheet.words("number", "number", f"{content.number:02d}"))
    label = joined([text for text in (slide.kicker, content.label) if text], " · ")
    sheet.put(sheet.words("label", "label", label))
    sheet.title(slide.title, heading="fewer lines")
    words = sheet.words("text", "text", content.text)
    _, title = sheet.boxes[-1]
    if words.drafts and isinstance(title, TextBox) and title.role == "title":
        place = stage.layout(sheet.name).region("text").frame
        top = min(place.y, title.frame.y + title.height + inches(0.2))
        if top < title.frame.bottom:
            sheet.boxes[-1] = ("title", replace(title, frame=replace(title.frame, h=top - title.frame.y)))
        words = replace(words, frame=replace(place, y=top))
    sheet.put(words)
    return [sheet]


def arrange_closing(slide: Slide, stage: Stage) -> list[Sheet]:
    """What to remember, thanks, contact, and where to go on."""
    content = slide.content
    assert isinstance(content, Closing)
    sheet = Sheet(stage, slide, "closing")
    sheet.kicker()
    sheet.title(slide.title, heading="fewer lines")
    place = stage.layout("closing").region("points")
    drafts = tuple(
        stage.draft(point, place, f"{slide.node}.closing.points.{at}", marker=Marker(at + 1))
        for at, point in enumerate(content.points)
    )
    words = Words(region="points", role="body", drafts=drafts, span=slide.span, node=f"{slide.node}.closing.points")
    sheet.put(words, spread=True)
    thanks = content.thanks if content.thanks is not None and content.thanks != slide.title else None
    contact = [text for text in (thanks, content.contact) if text]
    place = stage.layout("closing").region("contact")
    drafts = tuple(stage.draft(text, place, f"{slide.node}.closing", bold=text is thanks or None) for text in contact)
    sheet.put(
        Words(region="contact", role="contact", drafts=drafts, span=slide.span, node=f"{slide.node}.closing.contact")
    )
    if content.link:
        put_links(sheet, [(content.link, "", f"{slide.node}.closing.link")])
    return [sheet]


def link_words(sheet: Sheet, link: Link, region: str, node: str) -> Words:
    """A link as words: its title as the link in bold, the host under it, then the author's line."""
    stage = sheet.stage
    place = stage.layout(sheet.name).region(region)
    address = link.url.split("://", 1)[-1].removeprefix("mailto:").removeprefix("www.").rstrip("/")
    host = address.split("/", 1)[0]
    title = link.title or plain_text(address if len(address) <= ADDRESS else host, link.where)
    linked = Text(tuple(replace(run, link=link.url) for run in title.runs), title.span, title.mark)
    drafts = [stage.draft(linked, place, node, bold=True)]
    if link.title:
        drafts.append(stage.draft(host, place, node, colour="muted", scale=80, tight=True))
    if link.text:
        drafts.append(stage.draft(link.text, place, node, colour="muted", scale=85, tight=True))
    return Words(region=region, role="link", drafts=tuple(drafts), span=link.where, node=node)


def links_fit(sheet: Sheet, links: Sequence[tuple[Link, str, str]]) -> bool:
    """Whether links, given as to `put_links`, have room in the regions of a sheet's layout."""
    words = [link_words(sheet, link, f"link{suffix}", node) for link, suffix, node in links]
    sizes = sheet.stage.style(sheet.stage.layout(sheet.name).region(words[0].region)).sizes
    slots = [Slot(each.drafts, *sheet.inside(each.region)) for each in words]
    return fit(slots, sizes[-1:], sheet.stage.metrics) is not None


def put_links(sheet: Sheet, links: Sequence[tuple[Link, str, str]]) -> None:
    """Links (each with the suffix of its regions and its node), all at one size, with QR codes where the layout has
    room for them.
    """
    regions = {region.name for region in sheet.stage.layout(sheet.name).regions}
    words = []
    for link, suffix, node in links:
        group = sheet.group("link")
        if f"qr{suffix}" in regions and len(link.url.encode()) <= QR_BYTES:
            sheet.qr(f"qr{suffix}", link, node, group)
        words.append(replace(link_words(sheet, link, f"link{suffix}", node), group=group))
    sheet.put(*words)
