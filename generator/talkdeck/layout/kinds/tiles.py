"""Kinds made of equal tiles: cards, columns and comparisons, links."""

from __future__ import annotations

from dataclasses import replace

from talkdeck.layout.kinds.flow import flow_words
from talkdeck.layout.kinds.opening import joined, put_links
from talkdeck.layout.kinds.picture import put_sides
from talkdeck.layout.kinds.table import put_table
from talkdeck.layout.sheet import Sheet, Words, continued
from talkdeck.layout.stage import Stage
from talkdeck.layout.words import word
from talkdeck.model.deck import Cards, Columns, Figure, Side, Slide
from talkdeck.model.outline import Quote, Table
from talkdeck.model.page import Run as PageRun
from talkdeck.model.text import plain_text
from talkdeck.text.fitting import Slot, fit, split
from talkdeck.text.setting import Draft

LINKS_A_SLIDE = 6


def arrange_cards(slide: Slide, stage: Stage) -> list[Sheet]:
    """3, 4, 6 or 8 equal tiles with number, heading and text; headings share a size, and so do texts."""
    content = slide.content
    assert isinstance(content, Cards)
    cards = content.cards
    bare = all(card.text is None for card in cards)
    layout = slide.layout or f"{'labels' if bare else 'cards'}{len(cards)}"
    if layout not in stage.brand.layouts:
        return []
    sheet = Sheet(stage, slide, layout)
    sheet.top()
    numbers, headings, texts = [], [], []
    for n, card in enumerate(cards, start=1):
        group, node = sheet.group("card"), f"{slide.node}.cards.{n - 1}"
        number = card.number or plain_text(str(n), card.where)
        numbers.append(sheet.words(f"number{n}", "number", number, node=f"{node}.number", group=group))
        headings.append(sheet.words(f"heading{n}", "heading", card.title, node=f"{node}.title", group=group))
        if card.text and not bare:
            texts.append(sheet.words(f"text{n}", "body", card.text, node=f"{node}.text", group=group))
    sheet.put(*numbers)
    largest = sheet.put(*headings)
    sheet.put(*texts, at_most=largest * 9 // 10)
    return [sheet]


def arrange_columns(slide: Slide, stage: Stage) -> list[Sheet]:
    """Two or three sides: a comparison on panels with a verdict, or columns each of its own kind."""
    content = slide.content
    assert isinstance(content, Columns)
    count = len(content.sides)
    if content.compare:
        sheet = Sheet(stage, slide, slide.layout or f"compare{count}{'-verdict' if content.verdict else ''}")
        sheet.top()
        put_sides(sheet, content, "body")
        if content.verdict:
            sheet.put(sheet.words("verdict", "verdict", content.verdict))
        return [sheet]
    plain = all(side.title is None for side in content.sides)
    return _continued_columns(slide, stage, content, slide.layout or f"columns{count}{'-plain' if plain else ''}")


def _continued_columns(slide: Slide, stage: Stage, content: Columns, layout: str) -> list[Sheet]:
    """Columns share a size; where one is too long, all continue on the next slide under the same headings."""
    probe = Sheet(stage, slide, layout)
    flows = {
        n: flow_words(side.content, probe, f"body{n}", f"{slide.node}.columns.{n - 1}")
        for n, side in enumerate(content.sides, start=1)
        if side.content is not None and not isinstance(side.content, Figure | Quote | Table)
    }
    drafts = tuple(draft for flow in flows.values() for draft in flow.drafts)
    sizes = stage.sizes(stage.style(stage.layout(layout).region("body1")), drafts)
    rooms = {n: probe.inside(f"body{n}") for n in flows}
    size = fit([Slot(flow.drafts, *rooms[n]) for n, flow in flows.items()], sizes, stage.metrics) if flows else sizes[0]
    parts: dict[int, tuple[tuple[Draft, ...], ...]] = {n: (flow.drafts,) for n, flow in flows.items()}
    if size is None:
        found = {n: continued(stage, flow.drafts, sizes, *rooms[n]) for n, flow in flows.items()}
        size = min(of for of, _ in found.values())
        parts = {n: split(flow.drafts, size, *rooms[n], stage.metrics) for n, flow in flows.items()}
    count = max((len(part) for part in parts.values()), default=1)
    sheets = []
    for i in range(count):
        sheet = Sheet(stage, slide, layout, part=(i + 1, count) if count > 1 else None)
        sheet.top()
        headings = []
        for n, side in enumerate(content.sides, start=1):
            group, node = sheet.group("column"), f"{slide.node}.columns.{n - 1}"
            if side.title:
                headings.append(sheet.words(f"heading{n}", "heading", side.title, node=f"{node}.title", group=group))
            if n not in flows:
                if i == 0:
                    _put_still(sheet, side, n, node)
            elif i < len(parts[n]):
                body = Words(
                    region=f"body{n}",
                    role=flows[n].role,
                    drafts=parts[n][i],
                    span=side.span,
                    node=flows[n].node,
                    group=group,
                )
                sheet.put(body, size=size)
        sheet.put(*headings)
        sheets.append(sheet)
    return sheets


def _put_still(sheet: Sheet, side: Side, n: int, node: str) -> None:
    """Column content that does not flow: a picture with its caption, a quotation, a table."""
    stage = sheet.stage
    region = stage.layout(sheet.name).region(f"body{n}")
    if isinstance(side.content, Figure):
        figure = side.content
        group = sheet.group("figure")
        words = Words(
            region=f"body{n}",
            role="caption",
            drafts=(),
            span=figure.span,
            node=f"{node}.image.caption",
            group=group,
        )
        frame, words, size = sheet.captioned(f"body{n}", (figure.caption, figure.credit), words)
        sheet.picture(f"body{n}", figure, group, frame, f"{node}.image")
        sheet.put(words, size=size)
    elif isinstance(side.content, Quote):
        quote = side.content
        about = joined([t for t in (quote.name, quote.role, quote.org) if t], " · ")
        said = stage.draft(quote.text, region, f"{node}.quote")
        marks = tuple(PageRun(mark, stage.lang, bold=True, colour="accent-ink") for mark in "“”")
        drafts: tuple[Draft, ...] = (replace(said, runs=(marks[0], *said.runs, marks[1])),)
        if about:
            drafts = (*drafts, stage.draft(about, region, f"{node}.quote", colour="muted"))
        if quote.edited:
            sign = word("edited", stage.lang).strip()
            drafts = (*drafts, stage.draft(sign, region, f"{node}.quote", colour="muted"))
        group = sheet.group("quote")
        sheet.put(Words(region=f"body{n}", role="quote", drafts=drafts, span=quote.where, node=node, group=group))
    elif isinstance(side.content, Table):
        put_table(sheet, side.content, f"body{n}", f"{node}.table")


def arrange_links(slide: Slide, stage: Stage) -> list[Sheet]:
    """Addresses with QR codes; more than six continue on the next slide."""
    links = slide.links
    count = -(-len(links) // LINKS_A_SLIDE)
    share = -(-len(links) // count)
    sheets = []
    for i in range(count):
        part = links[i * share : (i + 1) * share]
        layout = slide.layout or ("links2" if len(part) <= 2 else "links4" if len(part) <= 4 else "links6")
        sheet = Sheet(stage, slide, layout, part=(i + 1, count) if count > 1 else None)
        sheet.top()
        nodes = [f"{slide.node}.links.{i * share + at}" for at in range(len(part))]
        put_links(sheet, [(link, str(at), node) for at, (link, node) in enumerate(zip(part, nodes, strict=True), 1)])
        sheets.append(sheet)
    return sheets
