"""The outline language: pictures, list items, running text and links, which many kinds of slide hold."""

from __future__ import annotations

from typing import ClassVar, Literal

from talkdeck.model.node import Node, doc
from talkdeck.model.problems import NOWHERE, Span
from talkdeck.model.text import Text


class Image(Node):
    """A picture: a file beside the outline or a public address. Without `src`, generated art stands in."""

    short: ClassVar[str] = "src"
    src: str | None = doc("File relative to the outline, or an http(s) address.", default=None)
    alt: Text | None = doc("What it shows, for those who do not see it; the caption if left out.", default=None)
    caption: Text | None = doc("A line at the picture.", default=None)
    credit: Text | None = doc("Who made it or where it comes from.", default=None)
    fit: Literal["cover", "contain"] = doc("cover fills the frame and crops; contain shows all of it.", default="cover")
    where: Span = NOWHERE


class Item(Node):
    """A list item; a string is enough. `items` are its sub-items."""

    short: ClassVar[str] = "text"
    text: Text = doc("The item's text.")
    lead: Text | None = doc("A lead phrase, set in bold before the text.", default=None)
    items: tuple[Item, ...] = doc("Sub-items, up to three levels in all.", default=())
    where: Span = NOWHERE


class Prose(Node):
    """Running text: a string (blank lines part paragraphs) or a list of paragraphs."""

    short: ClassVar[str] = "paragraphs"
    paragraphs: tuple[Text, ...] = doc("The paragraphs.")
    where: Span = NOWHERE


class Link(Node):
    """An address to go to; shown with its host and, where there is room, a QR code."""

    short: ClassVar[str] = "url"
    url: str = doc("The http(s) or mailto address.")
    title: Text | None = doc("What is found there; the host if left out.", default=None)
    text: Text | None = doc("A line about it.", default=None)
    where: Span = NOWHERE
