"""Kinds made of equal tiles: cards, columns and comparisons, links."""

from __future__ import annotations

from talkdeck.brand.model import Region
from talkdeck.brand.roles import on_ground
from talkdeck.layout.kinds.code import beside_numbers, panelled
from talkdeck.layout.kinds.flow import FlowWords, attribution, flow_words
from talkdeck.layout.kinds.opening import links_fit, put_links
from talkdeck.layout.kinds.picture import put_sides
from talkdeck.layout.kinds.table import put_table
from talkdeck.layout.sheet import Sheet, Words, continued
from talkdeck.layout.stage import Stage
from talkdeck.media.icons import icon
from talkdeck.model.data import Chart, Table
from talkdeck.model.deck import Cards, Columns, Figure, Side, Slide
from talkdeck.model.kinds import Math
from talkdeck.model.outline import Code, Prompt, Quote
from talkdeck.model.page import Group, ShapeBox, TextBox
from talkdeck.model.page import Run as PageRun
from talkdeck.model.text import plain_text
from talkdeck.model.units import Cpt, Rect, inches
from talkdeck.model.values import Struct, replace
from talkdeck.text.fitting import Slot, fit, split, text_height
from talkdeck.text.setting import Draft, measure

ICON_MORE, ICON_MOST = inches(0.02), inches(0.65)
"""How much taller than a card's number its icon is, and the largest icon."""

ICON_UP = inches(0.03)
"""So far an icon stands above the lower edge of the number's place."""

ICON_STROKE = 75
"""Width of an icon's lines in thousandths of its side; Lucide's own are 83, which looks heavy at this size."""

LINKS = (6, 4, 2)
"""Links that a slide may hold; the fewer, the more room each has."""

LINKS_LAYOUTS = ("", "links2", "links2", "links3", "links4", "links6", "links6")
"""Layout by the number of links on a slide."""

ATTRIBUTION_GAP = inches(0.2)
"""Between a quotation in a column and who said it."""


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
        if card.icon:
            _put_icon(sheet, f"number{n}", card.icon.text, f"{node}.icon", group)
        else:
            numbers.append(sheet.words(f"number{n}", "number", number, node=f"{node}.number", group=group))
        headings.append(sheet.words(f"heading{n}", "heading", card.title, node=f"{node}.title", group=group))
        if card.text and not bare:
            texts.append(sheet.words(f"text{n}", "body", card.text, node=f"{node}.text", group=group))
    sheet.put(*numbers)
    largest = sheet.put(*headings)
    sheet.put(*texts, at_most=largest * 9 // 10)
    return [sheet]


def _put_icon(sheet: Sheet, region: str, name: str, node: str, group: Group) -> None:
    """An icon in the place of a card's number, a little larger than that."""
    place = sheet.stage.layout(sheet.name).region(region)
    side = min(place.frame.h + ICON_MORE, ICON_MOST)
    path = icon(name, side)
    if path is None:  # resolving has said so
        return
    frame = Rect(place.frame.x, place.frame.bottom - side - ICON_UP, side, side)
    stroke = on_ground("accent-ink", place.over)
    sheet.add(
        region,
        ShapeBox(
            frame=frame,
            shape="path",
            path=path,
            stroke=stroke,
            stroke_width=side * ICON_STROKE // 1000,
            node=node,
            group=group,
        ),
    )


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


class _Body(Struct, frozen=True, kw_only=True):
    """What flows in a column: its words, where they stand, and the panel of code and prompts, as beside a picture.

    `frame` is the inside of the panel, or the region itself; `code` with line numbers has those on its left.
    `caption` stands below, once the column is at its end.
    """

    words: FlowWords
    frame: Rect
    like: Region | None = None
    code: Code | None = None
    panel: Rect | None = None
    caption: Words | None = None
    caption_size: Cpt = 0

    @property
    def room(self) -> tuple[int, int]:
        return self.frame.w, self.frame.h


def _body(sheet: Sheet, side: Side, n: int, node: str) -> _Body | None:
    """The flowing content of a column; None where there is none, or where it stands still."""
    content, region = side.content, f"body{n}"
    if content is None or isinstance(content, Figure | Quote | Table | Chart | Math):
        return None
    words, frame = flow_words(content, sheet, region, node), sheet.stage.layout(sheet.name).region(region).frame
    if not isinstance(content, Code | Prompt):
        return _Body(words=words, frame=frame)
    like = sheet.stage.layout("picture-code").region("body")
    caption = Words(region=region, role="caption", drafts=(), span=words.span, node=f"{words.node}.caption")
    frame, caption, size = sheet.captioned(region, (content.caption,), caption)
    code = content if isinstance(content, Code) else None
    inside = frame.inset(*like.inset)
    if code:
        inside = beside_numbers(inside, code, sheet.stage.style(like).sizes[-1])
    return _Body(words=words, frame=inside, like=like, code=code, panel=frame, caption=caption, caption_size=size)


def _put_body(sheet: Sheet, body: _Body, drafts: tuple[Draft, ...], region: str, size: Cpt, group: Group) -> None:
    words = body.words
    sheet.put(
        Words(
            region=region,
            role=words.role,
            drafts=drafts,
            span=words.span,
            node=words.node,
            group=group,
            frame=body.frame,
        ),
        size=size,
    )
    if body.like:
        left, top, right, bottom = inset = body.like.inset
        _, box = sheet.boxes.pop()
        assert isinstance(box, TextBox)
        panel = body.frame.inset(-left, -top, -right, -bottom)
        height = box.height + top + bottom
        sheet.add(region, replace(box, frame=panel, height=height, inset=inset, fill=body.like.fill))
        if body.code and body.panel:
            panelled(sheet, body.code, body.panel)


def _continued_columns(slide: Slide, stage: Stage, content: Columns, layout: str) -> list[Sheet]:
    """Columns share a size; where one is too long, all continue on the next slide under the same headings.

    Program text rather takes a smaller size than to wrap a line.
    """
    probe = Sheet(stage, slide, layout)
    nodes = [f"{slide.node}.columns.{n}" for n in range(len(content.sides))]
    found = {n: _body(probe, side, n, nodes[n - 1]) for n, side in enumerate(content.sides, start=1)}
    bodies = {n: body for n, body in found.items() if body}
    drafts = tuple(draft for body in bodies.values() for draft in body.words.drafts)
    sizes = stage.sizes(stage.style(stage.layout(layout).region("body1")), drafts)
    code = [body for body in bodies.values() if body.words.role == "code"]
    shaped = [(measure(draft, stage.metrics), body.frame.w) for body in code for draft in body.words.drafts]
    lines = [sum(line.line_count(width, size) for line, width in shaped) for size in sizes]
    sizes = tuple(size for size, count in zip(sizes, lines, strict=True) if count == min(lines))
    slots = [Slot(body.words.drafts, *body.room) for body in bodies.values()]
    size = fit(slots, sizes, stage.metrics) if slots else sizes[0]
    parts: dict[int, tuple[tuple[Draft, ...], ...]] = {n: (body.words.drafts,) for n, body in bodies.items()}
    if size is None:
        size = min(continued(stage, slot.drafts, sizes, slot.width, slot.height)[0] for slot in slots)
        parts = {n: split(body.words.drafts, size, *body.room, stage.metrics) for n, body in bodies.items()}
    count = max((len(part) for part in parts.values()), default=1)
    sheets = []
    for i in range(count):
        sheet = Sheet(stage, slide, layout, part=(i + 1, count) if count > 1 else None)
        sheet.top()
        headings = []
        for n, side in enumerate(content.sides, start=1):
            group, node = sheet.group("column"), nodes[n - 1]
            if side.title:
                headings.append(sheet.words(f"heading{n}", "heading", side.title, node=f"{node}.title", group=group))
            if n not in bodies:
                if i == 0:
                    _put_still(sheet, side, n, node)
            elif i < len(parts[n]):
                _put_body(sheet, bodies[n], parts[n][i], f"body{n}", size, group)
                caption = bodies[n].caption
                if caption and i == len(parts[n]) - 1:
                    _put_loose(sheet, replace(caption, group=group), bodies[n].caption_size)
        sheet.put(*headings)
        sheets.append(sheet)
    return sheets


def _put_loose(sheet: Sheet, words: Words, size: Cpt) -> None:
    """Put words into a region whose placeholder has text already: they get a box of their own."""
    if words.drafts:
        sheet.put(words, size=size)
        region, box = sheet.boxes.pop()
        assert isinstance(box, TextBox)
        sheet.add(region, replace(box, region=None))


def _put_still(sheet: Sheet, side: Side, n: int, node: str) -> None:
    """Column content that does not flow: a picture with its caption, a quotation, a table, formulas."""
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
        _put_quote(sheet, side.content, f"body{n}", f"{node}.quote")
    elif isinstance(side.content, Table):
        put_table(sheet, side.content, f"body{n}", f"{node}.table")
    elif isinstance(side.content, Chart):
        from talkdeck.layout.kinds.chart import put_chart

        put_chart(sheet, side.content, f"body{n}", f"{node}.chart")
    elif isinstance(side.content, Math):
        from talkdeck.layout.kinds.formulas import put_column_of_formulas

        put_column_of_formulas(sheet, side.content, f"body{n}", f"{node}.math")


def _put_quote(sheet: Sheet, quote: Quote, region: str, node: str) -> None:
    """Somebody's words between quotation marks, and close below who said them, smaller than the words."""
    stage, place = sheet.stage, sheet.stage.layout(sheet.name).region(region)
    frame, group = place.frame, sheet.group("quote")
    style = stage.brand.styles["attribution"]
    about = attribution(stage, quote, place, node, style)
    tall = text_height(about, style.sizes[-1], frame.w, stage.metrics)
    below = tall + ATTRIBUTION_GAP if about else 0
    said = stage.draft(quote.text, place, node)
    marks = tuple(PageRun(mark, stage.lang, bold=True, colour="accent-ink") for mark in "“”")
    said = replace(said, runs=(marks[0], *said.runs, marks[1]))
    room = replace(frame, h=max(1, frame.h - below))
    words = Words(region=region, role="quote", drafts=(said,), span=quote.where, node=node, group=group, frame=room)
    size = sheet.put(words)
    _, box = sheet.boxes.pop()
    assert isinstance(box, TextBox)
    room = replace(room, h=min(room.h, box.height))
    sheet.add(region, replace(box, frame=room))
    top = room.bottom + ATTRIBUTION_GAP
    heights = ((s, text_height(about, s, frame.w, stage.metrics)) for s in style.sizes if s < size)
    smaller, tall = next(((s, h) for s, h in heights if top + h <= frame.bottom), (style.sizes[-1], tall))
    where = Rect(frame.x, top, frame.w, tall)
    _put_loose(sheet, replace(words, role="attribution", drafts=about, frame=where), smaller)


def arrange_links(slide: Slide, stage: Stage) -> list[Sheet]:
    """Addresses with QR codes, six a slide, or fewer where their titles are long; more continue on the next slide."""
    links = [(link, f"{slide.node}.links.{at}") for at, link in enumerate(slide.links)]
    for most in LINKS:
        count = -(-len(links) // most)
        share = -(-len(links) // count)
        parts = [
            [(link, str(at), node) for at, (link, node) in enumerate(links[n : n + share], start=1)]
            for n in range(0, len(links), share)
        ]
        layouts = [slide.layout or LINKS_LAYOUTS[len(part)] for part in parts]
        if slide.layout or all(
            links_fit(Sheet(stage, slide, of), part) for of, part in zip(layouts, parts, strict=True)
        ):
            break
    sheets = []
    for i, (layout, part) in enumerate(zip(layouts, parts, strict=True), start=1):
        sheet = Sheet(stage, slide, layout, part=(i, count) if count > 1 else None)
        sheet.top()
        put_links(sheet, part)
        sheets.append(sheet)
    return sheets
