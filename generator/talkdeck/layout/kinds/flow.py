"""Kinds whose one region flows: lists, running text, statements, quotations, code and prompts.

What does not fit at the smallest size continues on further slides; the size is then the largest that needs no more
slides than the smallest one would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any

from talkdeck.brand.model import Region, TextStyle
from talkdeck.brand.roles import on_ground
from talkdeck.layout.kinds.code import beside_numbers, panelled
from talkdeck.layout.kinds.opening import joined, put_links
from talkdeck.layout.sheet import Sheet, Words, paged
from talkdeck.layout.stage import Stage
from talkdeck.layout.words import word
from talkdeck.model.basics import Link, Prose
from talkdeck.model.deck import Bullets, Figure, Flow, Slide, Statement
from talkdeck.model.outline import Code, Prompt, Quote
from talkdeck.model.page import Group, Run, TextBox
from talkdeck.model.problems import Span
from talkdeck.model.units import Rect, inches
from talkdeck.model.values import Struct, replace
from talkdeck.text.fitting import Slot, fit, text_height
from talkdeck.text.script import runs_by_script
from talkdeck.text.setting import Draft

PORTRAIT_GAP = inches(0.25)
"""Between the portrait of who said a quotation and their name."""


class FlowWords(Struct, frozen=True, kw_only=True):
    """Drafts of flowing content, and what they are."""

    role: str
    drafts: tuple[Draft, ...]
    node: str
    span: Span


def flow_words(content: Flow, sheet: Sheet, region: str, node: str) -> FlowWords:
    """The drafts of a list, running text, code or prompt for a region."""
    stage = sheet.stage
    place = stage.layout(sheet.name).region(region)
    span = sheet.slide.span
    if isinstance(content, Bullets):
        kind = "numbered" if content.numbered else "bullets"
        drafts = stage.list_drafts(content.items, place, f"{node}.{kind}", numbered=content.numbered)
        span = content.items[0].where if content.items else span
        return FlowWords(role="body", drafts=drafts, node=f"{node}.{kind}", span=span)
    if isinstance(content, Prose):
        drafts = tuple(stage.draft(p, place, f"{node}.text.{at}") for at, p in enumerate(content.paragraphs))
        return FlowWords(role="body", drafts=drafts, node=f"{node}.text", span=content.where)
    if isinstance(content, Code):
        lines = code_lines(content, stage.lang)
        return FlowWords(
            role="code", drafts=_mono(lines, stage, sheet, region, node), node=f"{node}.code", span=content.where
        )
    if isinstance(content, Prompt):
        lines = [_plain_line(line, stage.lang) for line in content.text.text.split("\n")]
        drafts = _mono(lines, stage, sheet, region, node)
        return FlowWords(role="prompt", drafts=drafts, node=f"{node}.prompt", span=content.where)
    raise TypeError(f"{type(content).__name__} does not flow")


def _mono(lines: Sequence[tuple[Run, ...]], stage: Stage, sheet: Sheet, region: str, node: str) -> tuple[Draft, ...]:
    """Lines of code or of a prompt, each a paragraph; an empty one holds a blank, so that it keeps its height."""
    style = stage.style(stage.layout(sheet.name).region(region))
    blank = (Run(" ", stage.lang, mono=True),)
    return tuple(
        Draft(
            runs=line or blank,
            face="mono",
            leading=style.leading,
            align=style.align,
            colour="code-text",
            node=f"{node}.{at}",
            lang=(line or blank)[0].lang,
        )
        for at, line in enumerate(lines)
    )


def _plain_line(line: str, lang: str) -> tuple[Run, ...]:
    text = line.expandtabs(4)
    return tuple(Run(piece, tag, mono=True) for piece, tag in runs_by_script(text, lang)) if text else ()


def code_lines(code: Code, lang: str) -> list[tuple[Run, ...]]:
    """Lines of program text as runs in the brand's code colours. An unknown language stays plain."""
    if not code.lang:
        return [_plain_line(line, lang) for line in code.text.text.split("\n")]
    from talkdeck.layout.highlight import tokens

    lines: list[list[tuple[str | None, str]]] = [[]]
    for colour, text in tokens(code.text.text.expandtabs(4), code.lang):
        for at, part in enumerate(text.split("\n")):
            if at:
                lines.append([])
            if part:
                lines[-1].append((colour, part))
    return [tuple(_coloured(line, lang)) for line in lines]


def _coloured(line: list[tuple[str | None, str]], lang: str) -> Iterator[Run]:
    """Runs of a line, one for neighbours of one colour and script. Signs and digits go with the words beside them."""
    scripts = runs_by_script("".join([part for _, part in line]), lang)
    ends = list(accumulate(len(piece) for piece, _ in scripts))
    at = script = 0
    for colour, parts in groupby(line, itemgetter(0)):
        text = "".join([part for _, part in parts])
        end = at + len(text)
        while ends[script] < end:
            if ends[script] > at:
                yield Run(text[: ends[script] - at], scripts[script][1], mono=True, colour=colour)
                text, at = text[ends[script] - at :], ends[script]
            script += 1
        yield Run(text, scripts[script][1], mono=True, colour=colour)
        at = end


def arrange_flow(slide: Slide, stage: Stage) -> list[Sheet]:
    """Bullets, numbers, running text, code or a prompt, alone or beside links, continued where they do not fit."""
    content = slide.content
    layouts: dict[type[Any], str] = {Prose: "text", Code: "code", Prompt: "prompt"}
    layout = layouts.get(type(content), "bullets")
    if slide.links:
        layout = "bullets-links"
    assert isinstance(content, Bullets | Prose | Code | Prompt)
    sheets = flowing(slide, stage, slide.layout or layout, content)
    if isinstance(content, Code | Prompt):
        sheets[-1].put(sheets[-1].words("caption", "caption", content.caption))
    for sheet, links in _links_for(sheets, slide.links, 3):
        nodes = [f"{slide.node}.links.{slide.links.index(link)}" for link in links]
        put_links(sheet, [(link, str(at), node) for at, (link, node) in enumerate(zip(links, nodes, strict=True), 1)])
    return sheets


def _links_for(sheets: list[Sheet], links: tuple[Link, ...], room: int) -> list[tuple[Sheet, tuple[Link, ...]]]:
    """Links handed out over the slides; more than there is room for is a problem at the first too many."""
    pairs = [(sheet, links[n * room : (n + 1) * room]) for n, sheet in enumerate(sheets)]
    if len(links) > room * len(sheets):
        hint = "put the others on a slide of their own with `links:`"
        sheets[0].stage.wrong("E502", f"only {room} links stand beside other content", links[room].where, hint)
    return pairs


def flowing(
    slide: Slide, stage: Stage, layout: str, content: Flow, region: str = "body", frame: Rect | None = None
) -> list[Sheet]:
    """The sheets of a slide whose `region` flows; titled, with (i/n) where there are several."""
    first = Sheet(stage, slide, layout)
    words = flow_words(content, first, region, slide.node)
    panel = frame or stage.layout(layout).region(region).frame
    if isinstance(content, Code) and content.numbers:
        floor = stage.style(stage.layout(layout).region(region)).sizes[-1]
        size, _ = paged(first, region, words.drafts, beside_numbers(panel, content, floor), one_line=True)
        frame = beside_numbers(panel, content, size)
    size, chunks = paged(first, region, words.drafts, frame, one_line=isinstance(content, Code))
    sheets = []
    for n, drafts in enumerate(chunks, start=1):
        sheet = Sheet(stage, slide, layout, part=(n, len(chunks)) if len(chunks) > 1 else None)
        sheet.top()
        body = Words(region=region, role=words.role, drafts=drafts, span=words.span, node=words.node, frame=frame)
        sheet.put(body, size=size, spread=words.role == "body")
        if isinstance(content, Code):
            panelled(sheet, content, panel)
        sheets.append(sheet)
    return sheets


def arrange_statement(slide: Slide, stage: Stage) -> list[Sheet]:
    """One sentence, huge. Without a title it is the slide's title; a slide with nothing but a title is one, too."""
    text = slide.content.text if isinstance(slide.content, Statement) else None
    if text is None or slide.title is None:
        sheet = Sheet(stage, slide, "statement")
        sheet.kicker()
        sheet.title(text or slide.title, role="statement", heading="fewer lines")
        return [sheet]
    sheet = Sheet(stage, slide, "statement-titled")
    sheet.top()
    sheet.put(sheet.words("statement", "statement", text), heading="fewer lines")
    return [sheet]


def arrange_quote(slide: Slide, stage: Stage) -> list[Sheet]:
    """Somebody's words, large, with name, role and organisation. Without a title the words are the slide's title."""
    quote = slide.content
    assert isinstance(quote, Quote)
    titled = slide.title is not None
    sheet = Sheet(stage, slide, "quote-titled" if titled else "quote")
    group = sheet.group("quote")
    if titled:
        sheet.top()
    else:
        sheet.kicker()
    put_quote(sheet, quote, "quote" if titled else "title", group)
    return [sheet]


def put_quote(sheet: Sheet, quote: Quote, region: str, group: Group) -> None:
    """A quotation in its region, and who said it close below, in `attribution`; long ones take room from the words."""
    node, stage = f"{sheet.slide.node}.quote", sheet.stage
    layout = stage.layout(sheet.name)
    place, portrait = layout.region("attribution"), sheet.slide.portrait
    drafts = attribution(stage, quote, place, node)
    left = place.frame.x + (layout.region("portrait").frame.w + PORTRAIT_GAP if portrait else 0)
    need = text_height(drafts, stage.style(place).sizes[-1], place.frame.right - left, stage.metrics)
    inside = layout.region(region).frame
    more = min(max(0, need - place.frame.h), inside.h // 2)
    frame = Rect(place.frame.x, place.frame.y - more, place.frame.w, place.frame.h + more)
    words = sheet.words(region, "quote", quote.text, node=node, group=group)
    if inside.bottom > frame.y > inside.y:
        words = replace(words, frame=replace(inside, h=frame.y - inside.y))
    sheet.put(words, heading="fewer lines")
    _, said = sheet.boxes[-1]
    assert isinstance(said, TextBox)
    if said.anchor == "top":
        frame = replace(frame, y=min(frame.y, said.frame.y + said.height + inches(0.35)))
        if said.frame.bottom > frame.y:
            sheet.boxes[-1] = (region, replace(said, frame=replace(said.frame, h=frame.y - said.frame.y)))
    if portrait:
        frame = _put_portrait(sheet, portrait, frame, drafts, group)
    sheet.put(
        Words(
            region="attribution",
            role="attribution",
            drafts=drafts,
            span=quote.where,
            node=node,
            group=group,
            frame=frame,
        )
    )


def _put_portrait(sheet: Sheet, figure: Figure, about: Rect, drafts: tuple[Draft, ...], group: Group) -> Rect:
    """The round portrait of who said it, level with their name, which moves right; returns the words' place."""
    stage = sheet.stage
    place = stage.layout(sheet.name).region("portrait").frame
    style = stage.style(stage.layout(sheet.name).region("attribution"))
    left = about.x + place.w + PORTRAIT_GAP
    room = Rect(left, about.y, about.right - left, about.h)
    size = fit([Slot(drafts, room.w, room.h)], style.sizes, stage.metrics) or style.sizes[-1]
    tall = text_height(drafts, size, room.w, stage.metrics)
    y = about.y if tall >= place.h else about.y + (tall - place.h) // 2
    y = max(about.y - inches(0.1), min(y, about.bottom - place.h))
    figure = replace(figure, fit="cover")
    node = f"{sheet.slide.node}.quote.image"
    sheet.picture("portrait", figure, group, Rect(about.x, y, place.w, place.h), node)
    top = y + (place.h - tall) // 2 if tall < place.h else about.y
    return Rect(left, top, room.w, about.bottom - top)


def attribution(
    stage: Stage, quote: Quote, place: Region, node: str, style: TextStyle | None = None
) -> tuple[Draft, ...]:
    """Who said it, as paragraphs for a region: the name, role and organisation, and whether the words are edited."""
    muted = on_ground("muted", place.over)
    about = joined([t for t in (quote.role, quote.org) if t], " · ")
    sign = word("edited", stage.lang).strip() if quote.edited else None
    lines = (("name", quote.name), ("role", about), ("edited", sign))
    return tuple(
        stage.draft(
            text,
            place,
            f"{node}.{key}",
            style=style,
            bold=True if key == "name" else None,
            colour=None if key == "name" else muted,
        )
        for key, text in lines
        if text
    )
