"""The outline language: what an author may write, as frozen values. The reader checks YAML against these classes.

Each class is a mapping of the language; its fields are the keys. `where` is the place in the file. A class with a
`short` accepts a bare value (string or list) instead of a mapping and puts it under that key. `doc(...)` gives the
sentence that the JSON Schema and the manual show. No pydantic here: the reader builds validators from the annotations.

What a slide holds decides what it is: the one content key (`bullets`, `table`, `quote` ...) names the kind.
`image` may stand alone or beside text kinds; `columns` combines kinds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, TypeVar, dataclass_transform

from talkdeck.model.problems import NOWHERE, Span
from talkdeck.model.text import Text, Verbatim

T = TypeVar("T")
_REQUIRED: Any = object()


def doc(text: str, *, default: Any = _REQUIRED) -> Any:
    """A field with its sentence for schema and manual; required unless a default is given."""
    if default is _REQUIRED:
        return field(metadata={"doc": text})
    return field(default=default, metadata={"doc": text})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, doc))
def node(cls: type[T]) -> type[T]:
    """Make a class of the language: a frozen dataclass with keywords only."""
    return dataclass(frozen=True, kw_only=True, slots=True)(cls)


@node
class Image:
    """A picture: a file beside the outline or a public address. Without `src`, generated art stands in."""

    short: ClassVar[str] = "src"
    src: str | None = doc("File relative to the outline, or an http(s) address.", default=None)
    alt: Text | None = doc("What it shows, for those who do not see it; the caption if left out.", default=None)
    caption: Text | None = doc("A line at the picture.", default=None)
    credit: Text | None = doc("Who made it or where it comes from.", default=None)
    fit: Literal["cover", "contain"] = doc("cover fills the frame and crops; contain shows all of it.", default="cover")
    where: Span = NOWHERE


@node
class Item:
    """A list item; a string is enough. `items` are its sub-items."""

    short: ClassVar[str] = "text"
    text: Text = doc("The item's text.")
    lead: Text | None = doc("A lead phrase, set in bold before the text.", default=None)
    items: tuple[Item, ...] = doc("Sub-items, up to three levels in all.", default=())
    where: Span = NOWHERE


@node
class Prose:
    """Running text: a string (blank lines part paragraphs) or a list of paragraphs."""

    short: ClassVar[str] = "paragraphs"
    paragraphs: tuple[Text, ...] = doc("The paragraphs.")
    where: Span = NOWHERE


@node
class Quote:
    """Somebody's words, attributed."""

    short: ClassVar[str] = "text"
    text: Text = doc("The words, without quotation marks: they are drawn.")
    name: Text | None = doc("Who said it.", default=None)
    role: Text | None = doc("Their role.", default=None)
    org: Text | None = doc("Their organisation.", default=None)
    edited: bool = doc("The words are edited, not literal; the slide says so.", default=False)
    where: Span = NOWHERE


@node
class Card:
    """One of several equal tiles."""

    short: ClassVar[str] = "title"
    title: Text = doc("The tile's heading.")
    text: Text | None = doc("One or two lines under it.", default=None)
    number: Text | None = doc("A short sign at the top, such as 1 or A; the tile's number if left out.", default=None)
    where: Span = NOWHERE


@node
class CompareColumn:
    """One side of a comparison."""

    title: Text = doc("The side's heading.")
    bullets: tuple[Item, ...] = doc("What is to say of it.", default=())
    text: Prose | None = doc("Running text instead of bullets.", default=None)
    where: Span = NOWHERE


@node
class Compare:
    """Two or three sides of the same structure."""

    short: ClassVar[str] = "columns"
    columns: tuple[CompareColumn, ...] = doc("Two or three sides.")
    verdict: Text | None = doc("One line under them: what follows.", default=None)
    where: Span = NOWHERE


@node
class Table:
    """A table: head row, rows, and how columns are aligned."""

    head: tuple[Text, ...] = doc("Column headings.", default=())
    rows: tuple[tuple[Text | None, ...], ...] = doc("Rows of cells, one for each heading; null is an empty cell.")
    align: tuple[Literal["left", "center", "right"], ...] = doc(
        "Alignment of each column; columns of numbers go right if left out.", default=()
    )
    caption: Text | None = doc("A line under the table.", default=None)
    where: Span = NOWHERE


@node
class Link:
    """An address to go to; shown with its host and, where there is room, a QR code."""

    short: ClassVar[str] = "url"
    url: str = doc("The http(s) or mailto address.")
    title: Text | None = doc("What is found there; the host if left out.", default=None)
    text: Text | None = doc("A line about it.", default=None)
    where: Span = NOWHERE


@node
class Code:
    """Program text on a panel, coloured by its language."""

    short: ClassVar[str] = "text"
    text: Verbatim = doc("The program text.")
    lang: str | None = doc("Its language, such as python, for colours.", default=None)
    caption: Text | None = doc("A line under the panel.", default=None)
    where: Span = NOWHERE


@node
class Prompt:
    """Words given to a model, monospaced on a panel; long lines wrap."""

    short: ClassVar[str] = "text"
    text: Verbatim = doc("The prompt.")
    caption: Text | None = doc("A line under the panel.", default=None)
    where: Span = NOWHERE


@node
class Divider:
    """A quiet section slide inside a section, for a group of slides."""

    short: ClassVar[str] = "title"
    title: Text = doc("The group's name.")
    label: Text | None = doc("A short line above it.", default=None)
    text: Text | None = doc("One line of promise.", default=None)
    where: Span = NOWHERE


@node
class Closing:
    """The last slide: what to remember, thanks, contact."""

    short: ClassVar[str] = "points"
    points: tuple[Text, ...] = doc("Up to five things to remember.", default=())
    thanks: Text | None = doc("A word of thanks.", default=None)
    contact: Text | None = doc("Name, mail or handle.", default=None)
    link: Link | None = doc("Where to go on, with a QR code.", default=None)
    where: Span = NOWHERE


@node
class Column:
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
    where: Span = NOWHERE


@node
class Slide:
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
    links: tuple[Link, ...] = doc("Addresses with QR codes, alone or with another kind.", default=())
    code: Code | None = doc("Program text on a panel.", default=None)
    prompt: Prompt | None = doc("A prompt on a panel.", default=None)
    section: Divider | None = doc("A quiet section slide inside a section.", default=None)
    closing: Closing | None = doc("The closing slide.", default=None)
    source: Text | None = doc("Where the slide's facts come from; a small line at its foot.", default=None)
    notes: Verbatim | None = doc("What the speaker says.", default=None)
    where: Span = NOWHERE


@node
class Section:
    """A part of the talk: a section slide, an agenda entry, then its slides."""

    title: Text = doc("The section's title.")
    label: Text | None = doc("A short line above it, such as Part 1.", default=None)
    text: Text | None = doc("One line of promise on the section slide.", default=None)
    notes: Verbatim | None = doc("What the speaker says at the section slide.", default=None)
    slides: tuple[Slide, ...] = doc("The section's slides.", default=())
    where: Span = NOWHERE


@node
class Speaker:
    """Who gives the talk."""

    short: ClassVar[str] = "name"
    name: Text = doc("Name.")
    role: Text | None = doc("Role.", default=None)
    org: Text | None = doc("Organisation.", default=None)
    where: Span = NOWHERE


@node
class Outline:
    """A talk."""

    title: Text = doc("The talk's title.")
    subtitle: Text | None = doc("A line under the title.", default=None)
    kicker: Text | None = doc("A short line above the title.", default=None)
    speakers: tuple[Speaker, ...] = doc("Who gives the talk.", default=())
    occasion: Text | None = doc("Where and for whom.", default=None)
    date: Text | None = doc("When, as it should stand on the cover.", default=None)
    lang: Literal["zh-CN", "zh-TW", "en", "en-US", "en-GB", "ja"] | None = doc(
        "The deck's language; found from the title if left out.", default=None
    )
    brand: str = doc("The brand's name.", default="plain")
    shape: Literal["16:9", "4:3"] = doc("The slides' shape.", default="16:9")
    agenda: Literal["once", "repeat", "none"] = doc(
        "An agenda after the cover (once), also before each section with that part marked (repeat), or none.",
        default="once",
    )
    cover: Image | None = doc("A picture for the cover.", default=None)
    footer: Text | None = doc("Text of the footer; the section's title if left out.", default=None)
    notes: Verbatim | None = doc("What the speaker says at the cover.", default=None)
    description: str | None = doc("What the talk is about, for the file's properties.", default=None)
    keywords: tuple[str, ...] = doc("Keywords for the file's properties.", default=())
    sections: tuple[Section, ...] = doc("The talk's parts.", default=())
    slides: tuple[Slide, ...] = doc("Slides of a talk without parts, or before its first.", default=())
    where: Span = NOWHERE
