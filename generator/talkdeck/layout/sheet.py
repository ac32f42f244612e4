"""One page while it is being made: regions of a layout are filled, then closed into a `Page`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from talkdeck.brand.roles import on_ground
from talkdeck.layout.foot import Foot
from talkdeck.layout.stage import LINKED_HAN, Heading, Stage
from talkdeck.layout.words import word
from talkdeck.media.crop import contain, cover
from talkdeck.media.icons import clock
from talkdeck.model.basics import Link
from talkdeck.model.deck import Figure, Slide, TimeCode
from talkdeck.model.page import Box, Group, Page, Paragraph, PictureBox, Run, ShapeBox, TextBox
from talkdeck.model.problems import Span
from talkdeck.model.text import Run as Inline
from talkdeck.model.text import Text
from talkdeck.model.units import EMU_PER_CPT, EMU_PER_PX, Cpt, Rect, points
from talkdeck.model.values import Struct, field, replace
from talkdeck.text.fitting import Slot, fit, height, set_paragraphs, split, text_height
from talkdeck.text.setting import Draft, measure

CAPTION_GAP = points(6)
"""Between a picture or table in a column and its caption."""

LABELLED = re.compile(r"(?i)(?:sources?|来源|资料来源|數據來源|來源|出典)\s*[:：]")
"""A source line that brings its own label."""

CLOCK, CLOCK_GAP = 95, points(5)
"""Size of the clock before a time code in percent of its letters', and the space between the two."""

ART_PIXELS = 960
"""Longest side of generated pictures: flat forms stay crisp when scaled, and a deck holds many."""


class Words(Struct, frozen=True, kw_only=True):
    """Text for one region: what it says, what it is, and what it belongs to."""

    region: str
    role: str
    drafts: tuple[Draft, ...]
    span: Span
    node: str
    group: Group | None = None
    frame: Rect | None = None


class Sheet(Struct):
    """A page in the making. `part` is (i, n) on continued slides, and then stands behind the title."""

    stage: Stage
    slide: Slide
    name: str
    part: tuple[int, int] | None = None
    boxes: list[tuple[str, Box]] = field(default_factory=list)
    """Boxes with the region that they stand in, which also gives their place in the reading order."""
    groups: int = 0

    def inside(self, region: str, frame: Rect | None = None) -> tuple[int, int]:
        """Width and height that text has in a region, insets taken off."""
        spec = self.stage.layout(self.name).region(region)
        box = (frame or spec.frame).inset(*spec.inset)
        return box.w, box.h

    def add(self, region: str, box: Box) -> None:
        """Put a box into a region; in the reading order it stands there, behind what the region has already."""
        self.boxes.append((region, box))

    def group(self, kind: str) -> Group:
        self.groups += 1
        return Group(kind, self.groups)  # type: ignore[arg-type]

    def put(
        self,
        *words: Words,
        size: Cpt | None = None,
        at_most: Cpt | None = None,
        heading: Heading | None = None,
        spread: bool = False,
    ) -> Cpt:
        """Set texts into their regions, all at one size: the largest that fits everywhere. Returns it.

        `at_most` keeps text below the size of its heading, `heading` is what a heading asks for (`fit_heading`),
        `spread` lets a short list use the height it has. Text that does not fit at the floor is a problem at its line.
        """
        stage, layout = self.stage, self.stage.layout(self.name)
        words = tuple(w for w in words if w.drafts)
        if not words:
            return 0
        style = stage.style(layout.region(words[0].region))
        sizes = stage.sizes(style, (draft for w in words for draft in w.drafts))
        if at_most is not None:
            sizes = tuple(s for s in sizes if s <= at_most) or sizes[-1:]
        if size is None:
            rooms = [(w, *self.inside(w.region, w.frame)) for w in words]
            if heading:
                found = [stage.fit_heading(w.drafts, sizes, width, room, heading) for w, width, room in rooms]
                size = None if None in found else min(s for s in found if s is not None)
            else:
                size = fit([Slot(w.drafts, width, room) for w, width, room in rooms], sizes, stage.metrics)
            if size is None:
                size = sizes[-1]
                self._too_long(words, rooms, size)
        for w in words:
            self._place(self._narrowed(w, size) if heading == "fewer lines" else w, size, spread)
        return size

    def _narrowed(self, w: Words, size: Cpt) -> Words:
        """A heading in a narrower frame where its lines end better in that; people can draw the frame wide again."""
        if len(w.drafts) != 1:
            return w
        width, _ = self.inside(w.region, w.frame)
        less = width - measure(w.drafts[0], self.stage.metrics).narrower(width, size)
        if not less:
            return w
        frame = w.frame or self.stage.layout(self.name).region(w.region).frame
        left = {"left": 0, "center": less // 2, "right": less}[w.drafts[0].align]
        return replace(w, frame=replace(frame, x=frame.x + left, w=frame.w - less))

    def _too_long(self, words: Sequence[Words], rooms: Sequence[tuple[Words, int, int]], size: Cpt) -> None:
        for w, width, room in rooms:
            if fit([Slot(w.drafts, width, room)], (size,), self.stage.metrics) is None:
                text = "".join(run.text for draft in w.drafts for run in draft.runs)
                fact = f"{w.role} of {len(text)} characters does not fit its place even at {size / 100:g} pt"
                self.stage.wrong("E501", fact, w.span, "shorten it, or move part of it to another slide or the notes")

    def _place(self, w: Words, size: Cpt, spread: bool) -> None:
        region = self.stage.layout(self.name).region(w.region)
        frame = w.frame or region.frame
        width, room = self.inside(w.region, w.frame)
        paragraphs = set_paragraphs(w.drafts, size, width, self.stage.metrics)
        paragraphs = tuple(_links_by_line(p) for p in paragraphs)
        if spread:
            paragraphs = _spread(paragraphs, room, size)
        self.add(
            w.region,
            TextBox(
                node=w.node,
                role=w.role,
                frame=frame,
                paragraphs=paragraphs,
                height=height(paragraphs) + region.inset[1] + region.inset[3],
                span=w.span,
                region=w.region,
                anchor=region.anchor,
                inset=region.inset,
                fill=region.fill,
                shape=region.shape,
                radius=region.radius,
                group=w.group,
            ),
        )

    def words(
        self,
        region: str,
        role: str,
        text: Text | str | None,
        *,
        node: str = "",
        group: Group | None = None,
        span: Span | None = None,
        colour: str | None = None,
    ) -> Words:
        """One paragraph for a region; without text, words that `put` passes over."""
        here = node or f"{self.slide.node}.{role}"
        place = self.stage.layout(self.name).region(region)
        drafts = (self.stage.draft(text, place, here, colour=colour),) if text else ()
        at = span or (text.span if isinstance(text, Text) else self.slide.span)
        return Words(region=region, role=role, drafts=drafts, span=at, node=here, group=group)

    def title(
        self, text: Text | None, region: str = "title", role: str = "title", heading: Heading = "no widow"
    ) -> None:
        """The title, with (2/3) behind it on continued slides."""
        if text is None:
            return
        w = self.words(region, role, text)
        self.put(replace(w, drafts=self.counted(w.drafts, region, w.node, self.part)), heading=heading)

    def counted(
        self, drafts: tuple[Draft, ...], region: str, node: str, part: tuple[int, int] | None
    ) -> tuple[Draft, ...]:
        """A title's draft with the sign of a continued slide behind it."""
        if part is None:
            return drafts
        sign = word("more", self.stage.lang, *part)
        extra = self.stage.draft(sign, self.stage.layout(self.name).region(region), node)
        runs = tuple(replace(run, bold=False, colour="muted", scale=70) for run in extra.runs)
        return (replace(drafts[0], runs=(*drafts[0].runs, *runs)),)

    def top(self) -> None:
        """Kicker and title."""
        self.kicker()
        self.title(self.slide.title)

    def kicker(self) -> None:
        """The line above the title; a time code stands at its end."""
        if not self.slide.kicker:
            return
        words = self.words("kicker", "kicker", self.slide.kicker)
        layout = self.stage.layout(self.name)
        frame = layout.region("kicker").frame
        at = next((region.frame for region in layout.regions if region.name == "time"), frame)
        if self.slide.time and frame.x < at.x < frame.right and at.y < frame.bottom and frame.y < at.bottom:
            words = replace(words, frame=replace(frame, w=at.x - CLOCK_GAP - frame.x))
        self.put(words)

    def picture(
        self,
        region: str,
        figure: Figure,
        group: Group | None = None,
        frame: Rect | None = None,
        node: str = "",
    ) -> None:
        """A picture in its frame: cropped to cover it, or shown whole and centred."""
        spec = self.stage.layout(self.name).region(region)
        place = frame or spec.frame
        ref = figure.picture
        crop = (0, 0, 0, 0)
        if ref.is_art:
            shrink = max(1.0, max(place.w, place.h) / EMU_PER_PX / ART_PIXELS)
            size = (round(place.w / EMU_PER_PX / shrink), round(place.h / EMU_PER_PX / shrink))
            asset = f"{ref.key}:{size[0]}x{size[1]}"
        else:
            asset = ref.key
            if figure.fit == "contain":
                place = contain(ref.width, ref.height, place)
            else:
                crop = cover(ref.width, ref.height, place.w, place.h)
        self.add(
            region,
            PictureBox(
                node=node or f"{self.slide.node}.image",
                frame=place,
                asset=asset,
                alt=figure.alt,
                span=figure.span,
                region=region if spec.placeholder == "pic" else None,
                crop=crop,
                link=figure.address,
                shape=spec.shape,
                group=group,
            ),
        )

    def qr(self, region: str, link: Link, node: str, group: Group) -> None:
        """The QR code of a link; decorative, since the link itself stands beside it."""
        frame = self.stage.layout(self.name).region(region).frame
        side = min(frame.w, frame.h)
        self.add(
            region,
            PictureBox(
                node=node,
                frame=Rect(frame.x, frame.y, side, side),
                asset=f"qr:{link.url}",
                alt=word("opens", self.stage.lang, link.url),
                span=link.where,
                region=region,
                link=link.url,
                decorative=True,
                group=group,
            ),
        )

    def caption_words(self, region: str, figure: Figure, group: Group | None, node: str = "") -> Words:
        """Caption and credit of a picture; none where the picture has neither."""
        place = self.stage.layout(self.name).region(region)
        node = f"{node or f'{self.slide.node}.image'}.caption"
        texts = [(figure.caption, "ink" if place.over == "paper" else None), (figure.credit, None)]
        drafts = tuple(
            self.stage.draft(text, place, node, colour=colour if figure.credit else None)
            for text, colour in texts
            if text
        )
        span = figure.caption.span if figure.caption else figure.span
        return Words(region=region, role="caption", drafts=drafts, span=span, node=node, group=group)

    def captioned(self, region: str, texts: Sequence[Text | None], words: Words) -> tuple[Rect, Words, Cpt]:
        """A region parted in two: the frame of what stands in it, and below it its caption, with the caption's size.

        The caption takes no more than a third of the region; `words` say what it is and get drafts and frame.
        """
        stage = self.stage
        spec = stage.layout(self.name).region(region)
        style = stage.brand.styles["caption"]
        colour = on_ground("muted", spec.over)
        drafts = tuple(stage.draft(text, spec, words.node, style=style, colour=colour) for text in texts if text)
        frame = spec.frame
        if not drafts:
            return frame, words, 0
        rooms = ((size, text_height(drafts, size, frame.w, stage.metrics)) for size in style.sizes)
        size, tall = next(((s, h) for s, h in rooms if h <= frame.h // 3), (style.sizes[-1], 0))
        if not tall:
            self._too_long(
                (replace(words, drafts=drafts),), ((replace(words, drafts=drafts), frame.w, frame.h // 3),), size
            )
            tall = frame.h // 3
        above = Rect(frame.x, frame.y, frame.w, frame.h - tall - CAPTION_GAP)
        below = Rect(frame.x, above.bottom + CAPTION_GAP, frame.w, tall)
        return above, replace(words, drafts=drafts, frame=below), size

    def close(self, number: int) -> Page:
        """The page, with source, footer and slide number, its boxes in the layout's reading order."""
        layout = self.stage.layout(self.name)
        names = [region.name for region in layout.regions]
        if self.slide.time and "time" in names:
            self._time(self.slide.time)
        low = self.stage.foot(self.name)
        if low:
            self._footnotes(low)
        if self.slide.source and "source" in names:
            source = _labelled(self.slide.source, self.stage.lang)
            words = self.words("source", "source", source, span=self.slide.source.span)
            self.put(replace(words, frame=low.source) if low else words)
        if "footer" in names:
            self._footer()
        if "slide-number" in names:
            self._slide_number(str(number))
        order = {name: at for at, name in enumerate(names)}
        boxes = [box for _, box in sorted(self.boxes, key=lambda pair: order[pair[0]])]
        title = self.slide.title.plain if self.slide.title else ""
        heading = next((b for b in boxes if isinstance(b, TextBox) and b.region == "title"), None)
        plain = "".join(p.plain for p in heading.paragraphs) if heading else title
        i = self.part[0] if self.part else 1
        return Page(
            id=self.slide.id if i == 1 else f"{self.slide.id}-{i}",
            node=self.slide.node,
            number=number,
            kind=self.slide.kind,
            layout=self.name,
            title=plain,
            boxes=tuple(boxes),
            notes=self.slide.notes if i == 1 else "",
            section=self.slide.section,
            span=self.slide.span,
            part=self.part,
        )

    def _footnotes(self, low: Foot) -> None:
        span, node = self.slide.footnotes[0].span, f"{self.slide.node}.footnotes"
        if not low.fits:
            count = len(self.slide.footnotes)
            fact = f"the footnotes ({count}) of this slide do not fit its foot even at {low.size / 100:g} pt"
            self.stage.wrong("E501", fact, span, "shorten them, or move some to the notes")
        words = Words(region="footnotes", role="footnote", drafts=low.drafts, span=span, node=node, frame=low.frame)
        self.put(words, size=low.size)

    def _time(self, time: TimeCode) -> None:
        """The slide's place in the recording, linked where there is an address, with the sign of a clock before it."""
        run = Inline(time.text, link=time.link)
        words = self.words("time", "time", Text((run,), self.slide.span), node=f"{self.slide.node}.time")
        size = self.put(words)
        region = self.stage.layout(self.name).region("time")
        side = size * EMU_PER_CPT * CLOCK // 100
        wide = measure(words.drafts[0], self.stage.metrics).width * size * EMU_PER_CPT // 1000
        right = region.frame.right - region.inset[2]
        x = region.frame.x if self.stage.style(region).align == "left" else right - wide - side - CLOCK_GAP
        frame = Rect(x, region.frame.y + (region.frame.h - side) // 2, side, side)
        colour = on_ground("muted", region.over)
        self.add("time", ShapeBox(frame=frame, shape="path", path=clock(side), stroke=colour, stroke_width=side // 11))

    def _footer(self) -> None:
        """The talk's footer or the section's title: set once for each section and region that layouts have for it."""
        deck, kept = self.stage.deck, self.stage.kept
        section = deck.sections[self.slide.section] if self.slide.section is not None else deck.title
        region = self.stage.layout(self.name).region("footer")
        key = (region, section.plain)
        if key not in kept:
            words = self.words("footer", "footer", deck.footer or section)
            self.put(words if deck.footer else self._one_line(words))
            _, box = self.boxes.pop()
            assert isinstance(box, TextBox)
            kept[key] = box
        box, node = kept[key], f"{self.slide.node}.footer"
        paragraphs = tuple(replace(p, node=node) for p in box.paragraphs)
        self.add("footer", replace(box, paragraphs=paragraphs, node=node, span=(deck.footer or section).span))

    def _slide_number(self, number: str) -> None:
        """The slide's number: set once for each number of digits, which are all as wide, and each region for it."""
        region = self.stage.layout(self.name).region("slide-number")
        kept, key = self.stage.kept, (region, str(len(number)))
        if key not in kept:
            self.put(self.words("slide-number", "slide-number", number))
            _, box = self.boxes.pop()
            assert isinstance(box, TextBox)
            kept[key] = box
        box, node = kept[key], f"{self.slide.node}.slide-number"
        (p,) = box.paragraphs
        paragraph = Paragraph(
            (Run(number, p.runs[0].lang),),
            p.size,
            p.leading,
            p.spacing,
            p.face,
            p.colour,
            p.bold,
            p.align,
            lines=(number,),
            lang=p.lang,
            node=node,
        )
        self.add("slide-number", replace(box, paragraphs=(paragraph,), node=node, span=self.slide.span))

    def _one_line(self, w: Words) -> Words:
        """A section's title too long for the footer is cut with an ellipsis: it only repeats its section slide."""
        width, room = self.inside(w.region)
        style = self.stage.style(self.stage.layout(self.name).region(w.region))
        text = "".join(run.text for draft in w.drafts for run in draft.runs)
        while (
            w.drafts and len(text) > 8 and fit([Slot(w.drafts, width, room)], style.sizes, self.stage.metrics) is None
        ):
            text = text[: len(text) * 3 // 4].rstrip() + "…"
            w = self.words(w.region, w.role, text, node=w.node, span=w.span)
        return w


def _labelled(source: Text, lang: str) -> Text:
    """The source line with its label before it, unless the author wrote one."""
    before, _, after = word("source", lang, "\0").partition("\0")
    if LABELLED.match(source.plain):
        return source
    runs = (Inline(before), *source.runs, *((Inline(after),) if after else ()))
    return replace(source, runs=runs)


def paged(
    sheet: Sheet, region: str, drafts: tuple[Draft, ...], frame: Rect | None = None, one_line: bool = False
) -> tuple[Cpt, tuple[tuple[Draft, ...], ...]]:
    """Size and parts of flowing content: in one part at the largest size that fits, else continued.

    `one_line` (program text) rather takes a smaller size than to wrap a line, where one is small enough.
    """
    stage = sheet.stage
    width, room = sheet.inside(region, frame)
    sizes = stage.sizes(stage.style(stage.layout(sheet.name).region(region)), drafts)
    if one_line:
        shaped = [measure(draft, stage.metrics) for draft in drafts]
        sizes = tuple(s for s in sizes if all(line.line_count(width, s) == 1 for line in shaped)) or sizes
    size = fit([Slot(drafts, width, room)], sizes, stage.metrics)
    return continued(stage, drafts, sizes, width, room) if size is None else (size, (drafts,))


def continued(
    stage: Stage, drafts: tuple[Draft, ...], sizes: Sequence[Cpt], width: int, height: int
) -> tuple[Cpt, tuple[tuple[Draft, ...], ...]]:
    """Size and parts of content that needs several slides: as few slides as the floor gives, as large as they allow."""
    floor = split(drafts, sizes[-1], width, height, stage.metrics)
    best = sizes[-1], floor
    for size in reversed(sizes[:-1]):
        parts = split(drafts, size, width, height, stage.metrics)
        if len(parts) > len(floor):
            break
        best = size, parts
    return best


def _links_by_line(paragraph: Paragraph) -> Paragraph:
    """The paragraph with its links parted where lines are predicted to end.

    LibreOffice sets a run with a link as one field: it wraps before a field, and inside one anywhere, even in a word.
    Links in Han are single-spaced, see `LINKED_HAN`.
    """
    if not any(run.link for run in paragraph.runs):
        return paragraph
    if paragraph.leading >= LINKED_HAN:
        paragraph = replace(paragraph, spacing=100_000)
    if len(paragraph.lines) < 2:
        return paragraph
    ends = list(accumulate(len(line) for line in paragraph.lines))
    runs: list[Run] = []
    at = 0
    for run in paragraph.runs:
        cuts = [end - at for end in ends if run.link and at < end < at + len(run.text)]
        runs += (replace(run, text=run.text[a:b]) for a, b in pairwise((0, *cuts, len(run.text))))
        at += len(run.text)
    return replace(paragraph, runs=tuple(runs))


def _spread(paragraphs: tuple[Paragraph, ...], room: int, size: Cpt) -> tuple[Paragraph, ...]:
    """A short list uses the height it has: up to 0.7 em more between its items, and never beyond 85 % of the room."""
    tops = [p for p in paragraphs[1:] if p.level == 0]
    free = room * 85 // 100 - height(paragraphs)
    if not tops or free <= 0:
        return paragraphs
    more = min(free // len(tops), size * 127 * 7 // 10)
    return tuple(replace(p, before=p.before + more) if n and p.level == 0 else p for n, p in enumerate(paragraphs))
