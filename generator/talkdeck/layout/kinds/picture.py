"""A picture: alone, or beside a list, running text, sides, a quotation, code, a prompt or links."""

from __future__ import annotations

from typing import Any

from talkdeck.layout.kinds.flow import flow_words, flowing, put_quote
from talkdeck.layout.kinds.opening import link_words, put_links
from talkdeck.layout.sheet import Sheet, Words
from talkdeck.layout.stage import Stage
from talkdeck.model.basics import Prose
from talkdeck.model.deck import Bullets, Columns, Figure, Images, Slide, Statement
from talkdeck.model.outline import Code, Prompt, Quote
from talkdeck.model.units import Rect
from talkdeck.model.values import replace
from talkdeck.text.fitting import Slot, fit, text_height

ROWS = 3
"""Links that stand under the text beside a picture."""


def arrange_image(slide: Slide, stage: Stage) -> list[Sheet]:
    """A picture with its caption: two thirds of the slide, all its width, or (layout: full) all of the slide."""
    figure = slide.figure
    assert figure is not None
    if slide.links:
        return arrange_picture(slide, stage)
    wide = figure.caption is None and figure.credit is None
    sheet = Sheet(stage, slide, slide.layout or ("image-wide" if wide else "image"))
    sheet.top()
    _put_figure(sheet, figure)
    return [sheet]


def arrange_picture(slide: Slide, stage: Stage) -> list[Sheet]:
    """A picture on the right, content on the left. Long content continues, the picture stays beside it."""
    figure, content = slide.figure, slide.content
    assert figure is not None
    if isinstance(content, Columns):
        return [_beside_sides(slide, stage, figure, content)]
    if isinstance(content, Quote | Statement):
        return [_beside_quote(slide, stage, figure, content)]
    layouts: dict[type[Any], str] = {Code: "picture-code", Prompt: "picture-prompt"}
    layout = layouts.get(type(content), "picture")
    sheets: list[Sheet] = []
    if slide.links:
        layout = "picture-links"
    rows = _link_rows(slide, stage) if slide.links else []
    frame = _above(rows, stage) if rows else None
    if content is None:
        sheets = [Sheet(stage, slide, layout)]
        sheets[0].top()
    else:
        assert isinstance(content, Bullets | Prose | Code | Prompt)
        sheets = flowing(slide, stage, slide.layout or layout, content, frame=frame)
        if isinstance(content, Code | Prompt):
            sheets[-1].put(sheets[-1].words("legend", "caption", content.caption))
    for sheet in sheets:
        _put_figure(sheet, figure)
    sheets[0].put(*(replace(row, group=sheets[0].group("link")) for row in rows))
    return sheets


def _link_rows(slide: Slide, stage: Stage) -> list[Words]:
    """Links in the lowest rows of their layout, or from the first where no text stands above them.

    Where a title is too long for its row, rows are as high as they need, upwards from the lowest.
    """
    layout = stage.layout("picture-links")
    links = slide.links[:ROWS]
    if len(slide.links) > ROWS:
        hint = "put the others on a slide of their own with `links:`"
        stage.wrong("E502", f"only {ROWS} links stand beside a picture", slide.links[ROWS].where, hint)
    first = ROWS - len(links) + 1 if slide.content is not None else 1
    probe = Sheet(stage, slide, layout.name)
    rows = [link_words(probe, link, f"link{n + first}", f"{slide.node}.links.{n}") for n, link in enumerate(links)]
    places = [layout.region(row.region).frame for row in rows]
    size = stage.style(layout.region("link1")).sizes[-1]
    slots = [Slot(row.drafts, place.w, place.h) for row, place in zip(rows, places, strict=True)]
    if fit(slots, (size,), stage.metrics) is None:
        gap = layout.region("link2").frame.y - layout.region("link1").frame.bottom
        bottom = places[-1].bottom
        for n in reversed(range(len(rows))):
            tall = text_height(rows[n].drafts, size, places[n].w, stage.metrics)
            places[n] = replace(places[n], y=bottom - tall, h=tall)
            bottom -= tall + gap
    return [replace(row, frame=place) for row, place in zip(rows, places, strict=True)]


def _above(rows: list[Words], stage: Stage) -> Rect:
    """The body's frame, down to the first row of links."""
    layout = stage.layout("picture-links")
    body = layout.region("body").frame
    gap = layout.region("link1").frame.y - body.bottom
    top = rows[0].frame.y if rows[0].frame else body.bottom
    return replace(body, h=max(1, top - gap - body.y))


def _beside_sides(slide: Slide, stage: Stage, figure: Figure, content: Columns) -> Sheet:
    """The sides of a comparison, one under the other."""
    layout = f"picture-compare{len(content.sides)}{'-links' if slide.links else ''}"
    if layout not in stage.brand.layouts or len(slide.links) > 2:
        hint = "beside a picture stand two or three sides, or two sides and two links"
        stage.wrong("E503", "this does not fit beside a picture", slide.span, hint, "give the picture its own slide")
        return Sheet(stage, slide, "picture")
    if content.verdict:
        hint = "leave out the picture, or say it in the title"
        stage.wrong("E503", "a verdict has no place beside a picture", content.verdict.span, hint)
    sheet = Sheet(stage, slide, slide.layout or layout)
    sheet.top()
    put_sides(sheet, content, "text")
    if slide.links:
        put_links(sheet, [(link, str(at + 1), f"{slide.node}.links.{at}") for at, link in enumerate(slide.links[:2])])
    _put_figure(sheet, figure)
    return sheet


def put_sides(sheet: Sheet, content: Columns, region: str) -> None:
    """Headings and lists of a comparison: all headings at one size, all lists at one size."""
    headings, bodies = [], []
    for n, side in enumerate(content.sides, start=1):
        group = sheet.group("column")
        node = f"{sheet.slide.node}.compare.columns.{n - 1}"
        headings.append(sheet.words(f"heading{n}", "heading", side.title, node=f"{node}.title", group=group))
        if side.content is not None and not isinstance(side.content, Figure | Quote):
            flow = flow_words(side.content, sheet, f"{region}{n}", node)
            bodies.append(
                Words(
                    region=f"{region}{n}", role="body", drafts=flow.drafts, span=side.span, node=flow.node, group=group
                )
            )
    sheet.put(*headings)
    sheet.put(*bodies)


def _beside_quote(slide: Slide, stage: Stage, figure: Figure, content: Quote | Statement) -> Sheet:
    quoted = isinstance(content, Quote)
    sheet = Sheet(stage, slide, slide.layout or ("picture-quote" if quoted else "picture-statement"))
    group = sheet.group("quote")
    if slide.title is not None:
        sheet.top()
        region = "quote" if quoted else "statement"
    else:
        region = "title"
        sheet.kicker()
    if isinstance(content, Quote):
        put_quote(sheet, content, region, group)
    else:
        sheet.put(sheet.words(region, "statement", content.text), heading="fewer lines")
    _put_figure(sheet, figure)
    return sheet


def _put_figure(sheet: Sheet, figure: Figure) -> None:
    group = sheet.group("figure")
    names = {region.name for region in sheet.stage.layout(sheet.name).regions}
    sheet.picture("picture", figure, group)
    if "caption" in names:
        sheet.put(sheet.caption_words("caption", figure, group))


def arrange_images(slide: Slide, stage: Stage) -> list[Sheet]:
    """A grid of 2, 3, 4 or 6 pictures in equal frames, each with its caption at one size."""
    content = slide.content
    assert isinstance(content, Images)
    layout = slide.layout or f"images{len(content.figures)}"
    if layout not in stage.brand.layouts:
        return []
    sheet = Sheet(stage, slide, layout)
    sheet.top()
    captions = []
    for n, figure in enumerate(content.figures, start=1):
        group = sheet.group("figure")
        node = f"{slide.node}.images.{n - 1}"
        sheet.picture(f"picture{n}", figure, group, node=node)
        captions.append(sheet.caption_words(f"caption{n}", figure, group, node))
    sheet.put(*captions)
    return [sheet]
