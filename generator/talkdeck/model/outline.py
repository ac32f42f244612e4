"""The outline language: what an author may write, as frozen values. The reader checks YAML against these classes.

Each class is a mapping of the language; its fields are the keys. `where` is the place in the file. A class with a
`short` accepts a bare value (string or list) instead of a mapping and puts it under that key. `doc(...)` gives the
sentence that the JSON Schema and the manual show. No pydantic here: the reader builds validators from the annotations.

What a slide holds decides what it is: the one content key (`bullets`, `table`, `quote` ...) names the kind.
`image` may stand alone or beside text kinds; `columns` combines kinds.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from talkdeck.model.basics import Image, Item, Link, Prose
from talkdeck.model.data import Chart, Matrix, Table
from talkdeck.model.kinds import (
    Cycle,
    Diagram,
    Event,
    Levels,
    Math,
    Media,
    Panel,
    Person,
    Stat,
    Steps,
)
from talkdeck.model.motion import Build, Player, Transition
from talkdeck.model.node import Node, doc
from talkdeck.model.problems import NOWHERE, Span
from talkdeck.model.text import Text, Verbatim

Language = Literal["zh-CN", "zh-TW", "en", "en-US", "en-GB", "ja"]
"""A language that a talk may be in."""


class Quote(Node):
    """Somebody's words, attributed."""

    short: ClassVar[str] = "text"
    text: Text = doc("The words, without quotation marks: they are drawn.")
    name: Text | None = doc("Who said it.", default=None)
    role: Text | None = doc("Their role.", default=None)
    org: Text | None = doc("Their organisation.", default=None)
    image: Image | None = doc("A portrait of who said it.", default=None)
    edited: bool = doc("The words are edited, not literal; the slide says so.", default=False)
    where: Span = NOWHERE


class Card(Node):
    """One of several equal tiles."""

    short: ClassVar[str] = "title"
    title: Text = doc("The tile's heading.")
    text: Text | None = doc("One or two lines under it.", default=None)
    number: Text | None = doc("A short sign at the top, such as 1 or A; the tile's number if left out.", default=None)
    icon: Verbatim | None = doc("A Lucide icon instead of the number, by name, such as rocket.", default=None)
    where: Span = NOWHERE


class CompareColumn(Node):
    """One side of a comparison."""

    title: Text = doc("The side's heading.")
    bullets: tuple[Item, ...] = doc("What is to say of it.", default=())
    text: Prose | None = doc("Running text instead of bullets.", default=None)
    where: Span = NOWHERE


class Compare(Node):
    """Two or three sides of the same structure."""

    short: ClassVar[str] = "columns"
    columns: tuple[CompareColumn, ...] = doc("Two or three sides.")
    verdict: Text | None = doc("One line under them: what follows.", default=None)
    where: Span = NOWHERE


class Code(Node):
    """Program text on a panel, coloured by its language."""

    short: ClassVar[str] = "text"
    text: Verbatim = doc("The program text.")
    lang: str | None = doc("Its language, such as python, for colours.", default=None)
    numbers: bool = doc("Number the lines.", default=False)
    first: int = doc("The number of the first line.", default=1)
    highlight: tuple[str, ...] = doc("Lines that stand out, by number, such as 3 or 5-7.", default=())
    steps: tuple[str, ...] = doc(
        "What stays bright click by click while the other lines dim, such as `[1-3, '5, 8', all]`.", default=()
    )
    caption: Text | None = doc("A line under the panel.", default=None)
    where: Span = NOWHERE


class Prompt(Node):
    """Words given to a model, monospaced on a panel; long lines wrap."""

    short: ClassVar[str] = "text"
    text: Verbatim = doc("The prompt.")
    caption: Text | None = doc("A line under the panel.", default=None)
    where: Span = NOWHERE


class Divider(Node):
    """A quiet section slide inside a section, for a group of slides."""

    short: ClassVar[str] = "title"
    title: Text = doc("The group's name.")
    label: Text | None = doc("A short line above it.", default=None)
    text: Text | None = doc("One line of promise.", default=None)
    where: Span = NOWHERE


class Closing(Node):
    """The last slide: what to remember, thanks, contact."""

    short: ClassVar[str] = "points"
    points: tuple[Text, ...] = doc("Up to five things to remember.", default=())
    thanks: Text | None = doc("A word of thanks.", default=None)
    contact: Text | None = doc("Name, mail or handle.", default=None)
    link: Link | None = doc("Where to go on, with a QR code.", default=None)
    where: Span = NOWHERE


class Column(Node):
    """One of two or three columns of a slide; holds one kind."""

    title: Text | None = doc("The column's heading.", default=None)
    bullets: tuple[Item, ...] = doc("A bulleted list.", default=())
    numbered: tuple[Item, ...] = doc("A numbered list.", default=())
    text: Prose | None = doc("Running text.", default=None)
    image: Image | None = doc("A picture.", default=None)
    quote: Quote | None = doc("A quotation.", default=None)
    code: Code | None = doc("Program text.", default=None)
    prompt: Prompt | None = doc("A prompt.", default=None)
    table: Table | None = doc("A small table.", default=None)
    chart: Chart | None = doc("A chart.", default=None)
    math: Math | None = doc("Formulas.", default=None)
    where: Span = NOWHERE


class Slide(Node):
    """One slide. Its one content key names its kind; long content continues on further slides."""

    id: str | None = doc("A name for the slide's address; letters, digits and hyphens.", default=None)
    title: Text | None = doc("The slide's title: a claim or a plain name, two lines at most.", default=None)
    kicker: Text | None = doc("A short line above the title.", default=None)
    layout: str | None = doc("Overrides the layout that the content would get.", default=None)
    bullets: tuple[Item, ...] = doc("A bulleted list, up to three levels.", default=())
    numbered: tuple[Item, ...] = doc("A numbered list.", default=())
    text: Prose | None = doc("Running text.", default=None)
    statement: Text | None = doc("One sentence, huge.", default=None)
    quote: Quote | None = doc("A quotation.", default=None)
    image: Image | None = doc("A picture, alone or beside another kind.", default=None)
    images: tuple[Image, ...] = doc("A grid of 2, 3, 4 or 6 pictures.", default=())
    cards: tuple[Card, ...] = doc("3, 4, 6 or 8 equal tiles.", default=())
    compare: Compare | None = doc("Two or three sides of the same structure.", default=None)
    columns: tuple[Column, ...] = doc("Two or three columns, each of its own kind.", default=())
    table: Table | None = doc("A table; a long one continues with its head repeated.", default=None)
    matrix: Matrix | None = doc("Rows against columns, with marks.", default=None)
    chart: Chart | None = doc("A chart.", default=None)
    stats: tuple[Stat, ...] = doc("One to four large figures.", default=())
    timeline: tuple[Event, ...] = doc("Up to 12 events along a line.", default=())
    steps: Steps | None = doc("A process of 3 to 7 steps.", default=None)
    cycle: Cycle | None = doc("A round of 3 to 6 steps.", default=None)
    levels: Levels | None = doc("3 to 6 levels: stairs, pyramid or funnel.", default=None)
    person: Person | None = doc("One person, with what they say.", default=None)
    people: tuple[Person, ...] = doc("2 to 8 people as cards.", default=())
    panel: Panel | None = doc("A round table: people against questions.", default=None)
    diagram: Diagram | None = doc("Nodes and edges, laid out in layers.", default=None)
    math: Math | None = doc("Formulas, large and centred.", default=None)
    video: Media | None = doc("A film.", default=None)
    audio: Media | None = doc("A sound recording.", default=None)
    links: tuple[Link, ...] = doc("Addresses with QR codes, alone or with another kind.", default=())
    code: Code | None = doc("Program text on a panel.", default=None)
    prompt: Prompt | None = doc("A prompt on a panel.", default=None)
    section: Divider | None = doc("A quiet section slide inside a section.", default=None)
    closing: Closing | None = doc("The closing slide.", default=None)
    source: Text | None = doc("Where the slide's facts come from; a small line at its foot.", default=None)
    footnotes: tuple[Text, ...] = doc("Notes at its foot, numbered 1, 2 ...; refer to them by ^1^.", default=())
    time: str | None = doc('Where the slide\'s words are in the recording, such as "00:18:49".', default=None)
    build: Build | None = doc("What comes in click by click; the talk's `build` if left out.", default=None)
    transition: Transition | None = doc(
        "How the slide follows the one before; the talk's `transition` if left out.", default=None
    )
    pace: int | None = doc("Seconds planned for the slide, for the presenter's view.", default=None)
    notes: Verbatim | None = doc("What the speaker says.", default=None)
    where: Span = NOWHERE


class Section(Node):
    """A part of the talk: a section slide, an agenda entry, then its slides."""

    title: Text = doc("The section's title.")
    label: Text | None = doc("A short line above it, such as Part 1.", default=None)
    text: Text | None = doc("One line of promise on the section slide.", default=None)
    notes: Verbatim | None = doc("What the speaker says at the section slide.", default=None)
    slides: tuple[Slide, ...] = doc("The section's slides.", default=())
    where: Span = NOWHERE


class Recording(Node):
    """The recording that time codes lead into."""

    short: ClassVar[str] = "url"
    url: str = doc("Its http(s) address.")
    anchor: str | None = doc(
        "What is put behind the address to begin at a time, such as `#t={seconds}`; left out, links lead to its start.",
        default=None,
    )
    title: Text | None = doc("Its name.", default=None)
    where: Span = NOWHERE


class Speaker(Node):
    """Who gives the talk."""

    short: ClassVar[str] = "name"
    name: Text = doc("Name.")
    role: Text | None = doc("Role.", default=None)
    org: Text | None = doc("Organisation.", default=None)
    where: Span = NOWHERE


class Outline(Node):
    """A talk."""

    title: Text = doc("The talk's title.")
    subtitle: Text | None = doc("A line under the title.", default=None)
    kicker: Text | None = doc("A short line above the title.", default=None)
    speakers: tuple[Speaker, ...] = doc("Who gives the talk.", default=())
    occasion: Text | None = doc("Where and for whom.", default=None)
    date: Text | None = doc("When, as it should stand on the cover.", default=None)
    lang: Language | None = doc("The deck's language; found from the title if left out.", default=None)
    editions: tuple[Language, ...] = doc(
        "Further languages to build the talk in. Any value of the outline may then be a mapping by language, "
        "such as `{zh-CN: 趋势, en: Trends}`.",
        default=(),
    )
    brand: str = doc("The brand's name.", default="plain")
    shape: Literal["16:9", "4:3"] = doc("The slides' shape.", default="16:9")
    agenda: Literal["once", "repeat", "none"] = doc(
        "An agenda after the cover (once), also before each section with that part marked (repeat), or none.",
        default="once",
    )
    cover: Image | None = doc("A picture for the cover.", default=None)
    footer: Text | None = doc("Text of the footer; the section's title if left out.", default=None)
    recording: Recording | None = doc("The recording that the slides' time codes lead into.", default=None)
    sources: bool = doc("Add slides at the end that list the source of every slide.", default=False)
    duration: int | None = doc("How many minutes the talk has, for the presenter's view.", default=None)
    build: Build | None = doc("What comes in click by click on slides that do not say it themselves.", default=None)
    transition: Transition = doc("How slides follow each other.", default="fade")
    player: Player | None = doc("How the decks play by themselves, and keys of the HTML deck.", default=None)
    description: str | None = doc("What the talk is about, for the file's properties.", default=None)
    keywords: tuple[str, ...] = doc("Keywords for the file's properties.", default=())
    notes: Verbatim | None = doc("What the speaker says at the cover.", default=None)
    slides: tuple[Slide, ...] = doc("Slides of a talk without parts, or before its first.", default=())
    sections: tuple[Section, ...] = doc("The talk's parts.", default=())
    where: Span = NOWHERE
