"""Films and sounds: embedded with their poster, or the poster as a link with a sign that says so."""

from __future__ import annotations

from talkdeck.layout.kinds.opening import ADDRESS
from talkdeck.layout.sheet import ART_PIXELS, Sheet, Words
from talkdeck.layout.stage import Stage
from talkdeck.media.crop import contain
from talkdeck.model.deck import Recorded, Slide
from talkdeck.model.page import Close, Group, LineTo, MediaBox, Move, ShapeBox
from talkdeck.model.text import Run, Text, plain_text
from talkdeck.model.units import EMU_PER_PX, Rect, inches, points
from talkdeck.model.values import replace

SCREEN = (16, 9)
"""Shape of a film whose poster is generated."""

BADGE = inches(1.1)
"""Diameter of the sign on a poster that leads to a recording; a quarter of a low poster's height."""


def arrange_media(slide: Slide, stage: Stage) -> list[Sheet]:
    """A film or sound with its caption: on two thirds of the slide, or on all of it where there is nothing to say."""
    content = slide.content
    assert isinstance(content, Recorded)
    figure = content.figure
    silent = content.key is not None and figure.caption is None and figure.credit is None
    sheet = Sheet(stage, slide, slide.layout or ("media-wide" if silent else "media"))
    sheet.top()
    group = sheet.group("figure")
    node = f"{slide.node}.{content.kind}"
    place = stage.layout(sheet.name).region("media").frame
    ref = figure.picture
    frame = contain(*(SCREEN if ref.is_art else (ref.width, ref.height)), place)
    if sheet.name != "media-wide":
        frame = replace(frame, y=place.y)
    if content.key is not None:
        sheet.add("media", _embedded(content, content.key, frame, node, group))
    else:
        sheet.picture("media", replace(figure, fit="cover"), group, frame=frame, node=node)
        if figure.address:
            for shape in _badge(frame, figure.address, node, group):
                sheet.add("media", shape)
    if not silent:
        sheet.put(_caption(sheet, content, node, group))
    return [sheet]


def _embedded(content: Recorded, key: str, frame: Rect, node: str, group: Group) -> MediaBox:
    figure, ref = content.figure, content.figure.picture
    poster = ref.key
    if ref.is_art:
        shrink = max(1.0, frame.w / EMU_PER_PX / ART_PIXELS)
        poster = f"{ref.key}:{round(frame.w / EMU_PER_PX / shrink)}x{round(frame.h / EMU_PER_PX / shrink)}"
    return MediaBox(
        node=node,
        frame=frame,
        kind=content.kind,
        asset=key,
        poster=poster,
        alt=figure.alt,
        span=figure.span,
        group=group,
    )


def _badge(frame: Rect, link: str, node: str, group: Group) -> tuple[ShapeBox, ShapeBox]:
    """A disc with a triangle in the middle of a poster."""
    side = min(BADGE, frame.h // 4)
    x, y = frame.x + (frame.w - side) // 2, frame.y + (frame.h - side) // 2
    wide, tall = side * 3 // 10, side * 36 // 100
    # The middle of a triangle is a third of its width from its base.
    sign = Rect(x + side // 2 - wide * 2 // 5, y + (side - tall) // 2, wide, tall)
    path = (Move(0, 0), LineTo(wide, tall // 2), LineTo(0, tall), Close())
    disc = ShapeBox(
        frame=Rect(x, y, side, side),
        shape="ellipse",
        fill="accent",
        stroke="on-accent",
        stroke_width=points(2.25),
        link=link,
        node=node,
        group=group,
    )
    return disc, ShapeBox(frame=sign, shape="path", path=path, fill="on-accent", link=link, node=node, group=group)


def _caption(sheet: Sheet, content: Recorded, node: str, group: Group) -> Words:
    """Caption and credit, and the address of what is linked or the name of what is missing."""
    place = sheet.stage.layout(sheet.name).region("caption")
    figure = content.figure
    source: Text | None = None
    if content.key is None:
        source = plain_text(content.src, figure.span)
        if figure.address:
            address = figure.address.split("//", 1)[-1].rstrip("/")
            shown = address if len(address) <= ADDRESS else address.split("/", 1)[0]
            source = replace(source, runs=(Run(shown, link=figure.address),))
    texts = ((figure.caption, "ink"), (figure.credit, None), (source, None))
    drafts = tuple(
        sheet.stage.draft(text, place, f"{node}.caption", colour=colour, style=sheet.stage.style(place))
        for text, colour in texts
        if text
    )
    span = figure.caption.span if figure.caption else figure.span
    return Words(region="caption", role="caption", drafts=drafts, span=span, node=f"{node}.caption", group=group)
