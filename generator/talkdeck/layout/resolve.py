"""From an outline to a deck: kinds known, cover, agenda and section slides made, pictures found and described.

Knows content and no coordinates. `resolve` is the one entry; what cannot be had or is unclear comes back as problems.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from talkdeck.brand.model import Brand
from talkdeck.layout.words import word
from talkdeck.model.basics import Image
from talkdeck.model.data import Cell, Chart, Table, TableRow
from talkdeck.model.deck import (
    Agenda,
    Bullets,
    Cards,
    Columns,
    Content,
    Cover,
    Deck,
    Figure,
    Flow,
    Images,
    People,
    PictureRef,
    Portrait,
    Recorded,
    RoundTable,
    SectionBreak,
    Side,
    Slide,
    Sources,
    Statement,
    Stats,
    TimeCode,
    Timeline,
)
from talkdeck.model.kinds import Media, Person
from talkdeck.model.motion import NATURAL, Build, Effect
from talkdeck.model.outline import Card, Column, Outline, Quote
from talkdeck.model.outline import Slide as Source
from talkdeck.model.problems import Problem, RefusedError, Span
from talkdeck.model.text import Text, Verbatim, plain_text
from talkdeck.model.values import replace
from talkdeck.text.script import has_han

if TYPE_CHECKING:
    from talkdeck.media.library import Library


def resolve(
    outline: Outline, brand: Brand, library: Library, stem: str, beside: Path
) -> tuple[Deck, tuple[Problem, ...]]:
    """The deck of an outline. `beside` is the outline's folder, `stem` its name without ending."""
    lang = outline.lang or ("zh-CN" if has_han(outline.title.plain) else "en-US")
    resolver = _Resolver(outline, brand, library, stem, beside, {"en": "en-US"}.get(lang, lang))
    deck = resolver.deck()
    return deck, tuple(resolver.problems)


class _Resolver:
    """One pass over an outline; holds what the pass gathers: problems, the pictures' order, names given."""

    def __init__(self, outline: Outline, brand: Brand, library: Library, stem: str, beside: Path, lang: str) -> None:
        self.outline, self.brand, self.library, self.stem = outline, brand, library, stem
        self.beside, self.lang = beside, lang
        self.problems: list[Problem] = []
        self.arts = _art_seeds(outline, stem, brand)
        slides = (*outline.slides, *(slide for section in outline.sections for slide in section.slides))
        self.ids: set[str] = {slide.id for slide in slides if slide.id}

    def deck(self) -> Deck:
        outline = self.outline
        self.library.prefetch([i.src for i in _images(outline) if i.src and _is_remote(i.src)])
        slides = self._with_sources(list(self._slides()))
        self.problems += _same_titles(slides)
        return Deck(
            title=outline.title,
            subtitle=outline.subtitle,
            speakers=outline.speakers,
            date=outline.date,
            lang=self.lang,
            brand=self.brand.name,
            shape=outline.shape,
            description=outline.description or (outline.subtitle.plain if outline.subtitle else ""),
            keywords=outline.keywords,
            footer=outline.footer,
            sections=tuple(section.title for section in outline.sections),
            slides=tuple(slides),
            stem=self.stem,
            duration=outline.duration,
            player=outline.player,
        )

    def _slides(self) -> Iterator[Slide]:
        outline = self.outline
        yield self._made("cover", "cover", outline.title, self._cover(), outline.notes, None, outline.where)
        if outline.agenda != "none" and len(outline.sections) > 1:
            yield self._agenda(None)
        for at, source in enumerate(outline.slides):
            yield self._slide(source, f"slides.{at}", None)
        for number, section in enumerate(outline.sections):
            if outline.agenda == "repeat" and number > 0:
                yield self._agenda(number)
            content = SectionBreak(number=number + 1, label=section.label, text=section.text)
            node = f"sections.{number}"
            yield self._made("section", node, section.title, content, section.notes, number, section.where)
            for at, source in enumerate(section.slides):
                yield self._slide(source, f"{node}.slides.{at}", number)

    def _with_sources(self, slides: list[Slide]) -> list[Slide]:
        """The slides with the list of their sources behind them, or before a closing slide at the end."""
        entries = tuple((_saying(slide), slide.id, slide.source) for slide in slides if slide.source)
        if not self.outline.sources or not entries:
            return slides
        title = plain_text(word("sources", self.lang), self.outline.where)
        made = self._made(
            "sources", "sources", title, Sources(entries=entries), None, slides[-1].section, self.outline.where
        )
        at = len(slides) - 1 if slides[-1].kind == "closing" else len(slides)
        return [*slides[:at], made, *slides[at:]]

    def _cover(self) -> Cover:
        outline = self.outline
        return Cover(
            kicker=outline.kicker,
            subtitle=outline.subtitle,
            speakers=outline.speakers,
            occasion=outline.occasion,
            date=outline.date,
            figure=self._figure(outline.cover, outline.title) if outline.cover else None,
        )

    def _agenda(self, current: int | None) -> Slide:
        sections = self.outline.sections
        content = Agenda(entries=tuple((section.label, section.title) for section in sections), current=current)
        title = plain_text(word("agenda", self.lang), self.outline.where)
        if current is not None:
            title = plain_text(f"{title.plain} {current + 1}/{len(sections)}", self.outline.where)
        node = "agenda" if current is None else f"agenda.{current}"
        return self._made("agenda", node, title, content, None, current, self.outline.where)

    def _made(
        self,
        kind: str,
        node: str,
        title: Text | None,
        content: Content,
        notes: Verbatim | None,
        section: int | None,
        span: Span,
    ) -> Slide:
        return Slide(
            id=self._id(None, node),
            node=node,
            kind=kind,
            title=title,
            kicker=None,
            content=content,
            figure=None,
            links=(),
            source=None,
            notes=notes.text if notes else "",
            section=section,
            layout=None,
            transition=self.outline.transition,
            span=span,
        )

    def _slide(self, source: Source, node: str, section: int | None) -> Slide:
        kind, content = self._content(source)
        title = source.title
        if isinstance(content, SectionBreak) and source.section:
            title = title or source.section.title
        if kind == "closing" and title is None and source.closing:
            title = source.closing.thanks or plain_text(word("thanks", self.lang), source.where)
        figure = self._figure(source.image, source.title) if source.image else None
        return Slide(
            id=self._id(source.id, node),
            node=node,
            kind=kind,
            title=title,
            kicker=source.kicker,
            content=content,
            figure=figure,
            links=source.links,
            source=source.source,
            footnotes=source.footnotes,
            time=self._time(source),
            portrait=self._face(source.quote.image, source.quote.name) if source.quote else None,
            notes=source.notes.text if source.notes else "",
            section=section,
            layout=source.layout,
            build=self._build(kind, source),
            transition=source.transition or self.outline.transition,
            pace=source.pace,
            span=source.where,
        )

    def _build(self, kind: str, source: Source) -> Build | None:
        """What a slide is built by: its own wish, else the talk's as far as it suits the kind, else its code's steps.

        The talk's wish leaves alone what is only one piece, such as a statement.
        """
        can = NATURAL.get(kind, ())
        if kind == "code" and not (source.code and source.code.steps):
            can = can[1:]
        own, talk = source.build, self.outline.build
        if own is None and kind == "code" and len(can) > 1 and (talk is None or talk.by != "none"):
            return Build(by="lines")
        wish = own or talk
        if wish is None or wish.by == "none" or not can:
            return None
        effect = wish.by if wish.by in get_args(Effect) else wish.effect
        by = can[0] if wish.by is None or wish.by in get_args(Effect) else wish.by
        if own is None and (by not in can or can == ("blocks",)):
            return None
        return replace(wish, by=by, effect=effect)

    def _content(self, source: Source) -> tuple[str, Content | None]:
        """The slide's kind by its content key. The reader has made sure that there is at most one."""
        if source.section:
            return "divider", SectionBreak(number=None, label=source.section.label, text=source.section.text)
        if source.statement:
            return "statement", Statement(text=source.statement)
        if source.images:
            figures = tuple(self._figure(image, source.title) for image in source.images)
            return "images", Images(figures=figures)
        if source.cards:
            self._check_icons(source.cards)
            return "cards", Cards(cards=source.cards)
        if source.compare:
            sides = tuple(
                Side(
                    title=column.title,
                    content=column.text or Bullets(items=column.bullets, numbered=False),
                    span=column.where,
                )
                for column in source.compare.columns
            )
            return "compare", Columns(sides=sides, verdict=source.compare.verdict, compare=True)
        if source.columns:
            sides = tuple(self._column(column, source.title) for column in source.columns)
            return "columns", Columns(sides=sides, verdict=None, compare=False)
        if source.closing:
            return "closing", source.closing
        if source.stats:
            return "stats", Stats(stats=source.stats)
        if source.timeline:
            return "timeline", Timeline(events=source.timeline)
        if source.person:
            return "person", People(people=(self._portrait(source.person),))
        if source.people:
            return "people", People(people=tuple(self._portrait(person) for person in source.people))
        if source.panel:
            people = tuple(self._portrait(person) for person in source.panel.people)
            return "panel", RoundTable(people=people, questions=source.panel.questions)
        for kind in ("steps", "cycle", "levels", "diagram"):
            content: Content | None = getattr(source, kind)
            if content is not None:
                return kind, content
        if source.video:
            return "video", self._recorded("video", source.video, source.title)
        if source.audio:
            return "audio", self._recorded("audio", source.audio, source.title)
        flow = _flow(source)
        if flow is not None:
            return flow[0], self._loaded(flow[1])
        if source.image:
            return "image", None
        if source.links:
            return "links", None
        return "statement", None

    def _check_icons(self, cards: tuple[Card, ...]) -> None:
        from talkdeck.media.icons import icon, similar

        for name in (card.icon for card in cards if card.icon):
            if icon(name.text, 0) is None:
                close = similar(name.text)
                hint = f"did you mean `{close[0]}`?" if close else "the names are those of https://lucide.dev/icons"
                fact = f"there is no icon called `{name.text[:60]}`"
                self.problems.append(Problem("E470", fact, name.span, (hint,)))

    def _time(self, source: Source) -> TimeCode | None:
        if source.time is None:
            return None
        recording = self.outline.recording
        if recording is None:
            return TimeCode(source.time, None)
        seconds = 0
        for part in source.time.split(":"):
            seconds = seconds * 60 + int(part)
        return TimeCode(source.time, recording.url + (recording.anchor or "").replace("{seconds}", str(seconds)))

    def _column(self, column: Column, title: Text | None) -> Side:
        if column.image:
            return Side(title=column.title, content=self._figure(column.image, title), span=column.where)
        flow = _flow(column)
        return Side(title=column.title, content=self._loaded(flow[1]) if flow else None, span=column.where)

    def _loaded(self, content: Flow) -> Flow:
        """Content with the figures of its data file; a chart is ready to be drawn."""
        if not (isinstance(content, Chart) or (isinstance(content, Table) and content.data)):
            return content
        from talkdeck.layout.charts.data import table_with_data, with_data
        from talkdeck.layout.charts.ready import ready

        try:
            if isinstance(content, Table):
                return table_with_data(content, self.beside, self.library.root)
            filled = with_data(content, self.beside, self.library.root) if content.data else content
            chart, problems = ready(filled)
            self.problems += problems
            return chart or Chart(kind=content.kind, where=content.where)
        except RefusedError as refusal:
            self.problems += refusal.problems
            if isinstance(content, Table):
                nothing = TableRow(cells=(Cell(text=plain_text("—")),))
                return Table(rows=(nothing,), where=content.where)
            return Chart(kind=content.kind, where=content.where)

    def _portrait(self, person: Person) -> Portrait:
        return Portrait(person=replace(person, image=None), figure=self._face(person.image, person.name))

    def _face(self, image: Image | None, name: Text | None) -> Figure | None:
        """A portrait. Art does not stand in for one that cannot be had: a monogram does, or nothing."""
        figure = self._figure(image, name) if image else None
        return None if figure is None or figure.picture.is_art else figure

    def _recorded(self, kind: Literal["video", "audio"], media: Media, title: Text | None) -> Recorded:
        """A recording with its poster; an address becomes a link on it, of a file that is not there stays the name."""
        poster = media.poster or Image(src=None)
        figure = self._figure(replace(poster, alt=media.alt or poster.alt or media.caption), title)
        key, address = None, media.src if _is_remote(media.src) else None
        if address is None:
            key, problems = self.library.recordings.find(media.src, self.beside, media.where, kind)
            self.problems += problems
        if key and media.poster is None:
            described = media.alt or media.caption or title
            figure = replace(figure, alt=described.plain if described else media.src)
        # The address of a poster that cannot be had is in its alt text; a link of the recording leads to the recording.
        caption, credit = media.caption or poster.caption, media.credit or poster.credit
        figure = replace(figure, caption=caption, credit=credit, address=address)
        return Recorded(kind=kind, key=key, figure=figure, src=media.src)

    def _figure(self, image: Image, title: Text | None) -> Figure:
        """A picture with its words; generated art where it cannot be had, with a warning, or an error that stops the
        build later on.
        """
        described = image.alt or image.caption or title
        alt = described.plain if described else word("picture", self.lang, self.stem)
        address, ref = None, None
        if image.src:
            ref, problems = self.library.find(image.src, self.beside, image.where)
            self.problems += problems
        if ref is None:
            address = image.src if image.src and _is_remote(image.src) else None
            alt = word("absent", self.lang, alt, image.src) if image.src else word("art", self.lang, alt)
            ref = PictureRef(f"art:{next(self.arts)}", 0, 0)
        return Figure(
            picture=ref,
            alt=alt,
            caption=image.caption,
            credit=image.credit,
            fit=image.fit,
            address=address,
            span=image.where,
        )

    def _id(self, given: str | None, node: str) -> str:
        """A name fit for an address, unique in the deck: the author's, else from the place in the outline (3-2)."""
        numbers = [str(int(part) + 1) for part in node.split(".") if part.isdigit()]
        first, *_ = node.split(".")
        places = {"sections": "-".join(numbers) if len(numbers) > 1 else "part-" + "".join(numbers)}
        if given:
            return given
        name = places.get(first) or "-".join([first.rstrip("s") if numbers else first, *numbers])
        while name in self.ids:
            name += "-b"
        self.ids.add(name)
        return name


def _flow(source: Source | Column) -> tuple[str, Flow] | None:
    if source.bullets:
        return "bullets", Bullets(items=source.bullets, numbered=False)
    if source.numbered:
        return "numbered", Bullets(items=source.numbered, numbered=True)
    if source.quote:
        return "quote", replace(source.quote, image=None)
    for kind in ("text", "table", "code", "prompt", "chart", "math", "matrix"):
        content: Flow | None = getattr(source, kind, None)
        if content is not None:
            return kind, content
    return None


def _saying(slide: Slide) -> Text:
    """What a slide says: its title, or the words that stand in its place."""
    content = slide.content
    if slide.title is None and isinstance(content, Statement | Quote):
        return content.text
    if slide.title is None and isinstance(content, People):
        return content.people[0].person.name
    return slide.title or plain_text(slide.id, slide.span)


def _is_remote(src: str) -> bool:
    return src.startswith(("http://", "https://"))


def _images(outline: Outline) -> Iterator[Image]:
    """Every picture of an outline, in the order in which the deck shows them."""
    if outline.cover:
        yield outline.cover
    for slides in (outline.slides, *(section.slides for section in outline.sections)):
        for slide in slides:
            if slide.image:
                yield slide.image
            yield from slide.images
            people = (slide.person, *slide.people, *(slide.panel.people if slide.panel else ()))
            yield from (person.image for person in people if person and person.image)
            if slide.quote and slide.quote.image:
                yield slide.quote.image
            for media in (slide.video, slide.audio):
                if media:
                    yield media.poster or Image(src=None)
            yield from (column.image for column in slide.columns if column.image)


def _art_seeds(outline: Outline, stem: str, brand: Brand) -> Iterator[str]:
    """Seeds for generated pictures in the order of use; no two neighbours give the same composition.

    Who takes none does not pay for what paints them.
    """
    from talkdeck.media.art import variants

    yield from variants(sum(1 for _ in _images(outline)), stem, str(brand.art["family"]))


def _same_titles(slides: list[Slide]) -> Iterator[Problem]:
    seen: dict[str, Slide] = {}
    for slide in slides:
        if slide.title is None:
            continue
        first = seen.setdefault(slide.title.plain, slide)
        if first is not slide:
            hint = "titles name slides in the outline view and to screen readers: say what is special about each"
            fact = f"the slide at line {first.span.line} has the same title"
            yield Problem("W230", fact, slide.title.span, (hint,))
