"""A resolved talk: slides with their kind and layout, agenda and section slides made, pictures found and described.

Content of an outline is kept as it is where nothing is to be found out (`Item`, `Card`, `Table` ...); pictures become
`Figure`s whose picture is known. No coordinates here.
"""

from __future__ import annotations

from typing import Literal

from talkdeck.model.basics import Item, Link, Prose
from talkdeck.model.data import Chart, Matrix, Table
from talkdeck.model.kinds import Cycle, Diagram, Event, Levels, Math, Person, Question, Stat, Steps
from talkdeck.model.motion import Build, Player, Transition
from talkdeck.model.outline import Card, Closing, Code, Prompt, Quote, Speaker
from talkdeck.model.problems import Span
from talkdeck.model.text import Text
from talkdeck.model.values import Struct


class PictureRef(Struct, frozen=True):
    """A picture by content: `key` is the digest of the source's bytes, or `art:<seed>` for generated art.

    Size in pixels as shown (EXIF orientation applied); 0 x 0 for art, which is made in the shape of its frame.
    """

    key: str
    width: int
    height: int

    @property
    def is_art(self) -> bool:
        return self.key.startswith("art:")


class Figure(Struct, frozen=True, kw_only=True):
    """A picture with its words. `address` is the original address of a picture that could not be had."""

    picture: PictureRef
    alt: str
    caption: Text | None
    credit: Text | None
    fit: Literal["cover", "contain"]
    address: str | None
    span: Span


class Cover(Struct, frozen=True, kw_only=True):
    """The first slide."""

    kicker: Text | None
    subtitle: Text | None
    speakers: tuple[Speaker, ...]
    occasion: Text | None
    date: Text | None
    figure: Figure | None


class Agenda(Struct, frozen=True, kw_only=True):
    """The talk's parts; `current` is the index of the one about to begin, or None."""

    entries: tuple[tuple[Text | None, Text], ...]
    current: int | None


class SectionBreak(Struct, frozen=True, kw_only=True):
    """A section slide (`number` from 1) or a quiet one inside a section (`number` None)."""

    number: int | None
    label: Text | None
    text: Text | None


class Bullets(Struct, frozen=True, kw_only=True):
    """A list, bulleted or numbered."""

    items: tuple[Item, ...]
    numbered: bool


class Statement(Struct, frozen=True, kw_only=True):
    text: Text


class Images(Struct, frozen=True, kw_only=True):
    figures: tuple[Figure, ...]


class Cards(Struct, frozen=True, kw_only=True):
    cards: tuple[Card, ...]


Flow = Bullets | Prose | Quote | Code | Prompt | Table | Matrix | Chart | Math
"""Content that fills one region: a slide's body or a column. A `Chart` and a `Table` have their data here, and a
chart's values are in the unit that it shows.
"""


class Stats(Struct, frozen=True, kw_only=True):
    stats: tuple[Stat, ...]


class Timeline(Struct, frozen=True, kw_only=True):
    events: tuple[Event, ...]


class Portrait(Struct, frozen=True, kw_only=True):
    """A person (whose `image` is None here) and their picture, if there is one."""

    person: Person
    figure: Figure | None


class People(Struct, frozen=True, kw_only=True):
    """One person with a slide alone, or several as cards."""

    people: tuple[Portrait, ...]


class RoundTable(Struct, frozen=True, kw_only=True):
    """People, and questions with an answer for each of them."""

    people: tuple[Portrait, ...]
    questions: tuple[Question, ...]


class Recorded(Struct, frozen=True, kw_only=True):
    """A film or sound. `key` is the digest of its bytes; None where it is only an address, which `figure` links to, or
    where there is no such file. `src` is the address or the file's name, shown then.
    """

    kind: Literal["video", "audio"]
    key: str | None
    figure: Figure
    src: str


class Sources(Struct, frozen=True, kw_only=True):
    """The generated list of sources: (title of a slide, id of its page, its source)."""

    entries: tuple[tuple[Text, str, Text], ...]


class Side(Struct, frozen=True, kw_only=True):
    """One column of a comparison or of `columns`: an optional heading and one content."""

    title: Text | None
    content: Flow | Figure | None
    span: Span


class Columns(Struct, frozen=True, kw_only=True):
    """Two or three columns; a comparison has a heading on each and may end in a verdict."""

    sides: tuple[Side, ...]
    verdict: Text | None
    compare: bool


Content = (
    Cover
    | Agenda
    | SectionBreak
    | Statement
    | Images
    | Cards
    | Columns
    | Closing
    | Stats
    | Timeline
    | Steps
    | Cycle
    | Levels
    | People
    | RoundTable
    | Diagram
    | Recorded
    | Sources
    | Flow
)


class TimeCode(Struct, frozen=True):
    """A place in the recording: as written (00:18:49), and the address that leads there, if there is one."""

    text: str
    link: str | None


class Slide(Struct, frozen=True, kw_only=True):
    """A slide before layout. `content` is its kind's; a `figure` and `links` may stand beside it, or alone.
    `portrait` is the picture of who says a quote.

    `node` names the outline node, such as `sections.0.slides.2`, stable as long as the outline's order is.
    `section` is the index into `Deck.sections`, None before the first.
    `layout` is what the author asked for, if anything. `build` is None where everything comes at once; its `by` is
    never None. `pace` is in seconds.
    """

    id: str
    node: str
    kind: str
    title: Text | None
    kicker: Text | None
    content: Content | None
    figure: Figure | None
    links: tuple[Link, ...]
    source: Text | None
    footnotes: tuple[Text, ...] = ()
    time: TimeCode | None = None
    portrait: Figure | None = None
    notes: str
    section: int | None
    layout: str | None
    build: Build | None = None
    transition: Transition = "fade"
    pace: int | None = None
    span: Span


class Deck(Struct, frozen=True, kw_only=True):
    """A talk, resolved. `footer` is the talk's own footer, else each slide shows its section's title. `duration` is in
    minutes.
    """

    title: Text
    subtitle: Text | None
    speakers: tuple[Speaker, ...]
    date: Text | None
    lang: str
    brand: str
    shape: Literal["16:9", "4:3"]
    description: str
    keywords: tuple[str, ...]
    footer: Text | None
    sections: tuple[Text, ...]
    slides: tuple[Slide, ...]
    stem: str
    duration: int | None = None
    player: Player | None = None
