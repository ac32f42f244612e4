"""The outline language: how a slide comes in click by click, how slides follow each other, how the HTML deck plays."""

from __future__ import annotations

from typing import ClassVar, Literal

from talkdeck.model.node import Node, doc
from talkdeck.model.problems import NOWHERE, Span

By = Literal["items", "blocks", "columns", "rows", "series", "nodes", "lines"]
Effect = Literal["appear", "fade", "wipe", "rise"]
Transition = Literal["none", "fade", "push", "wipe", "morph"]

NATURAL: dict[str, tuple[By, ...]] = {
    "bullets": ("items", "blocks"),
    "numbered": ("items", "blocks"),
    "text": ("items", "blocks"),
    "cards": ("items", "blocks"),
    "images": ("items", "blocks"),
    "people": ("items", "blocks"),
    "stats": ("items", "blocks"),
    "timeline": ("items", "blocks"),
    "steps": ("items", "blocks"),
    "cycle": ("items", "blocks"),
    "levels": ("items", "blocks"),
    "math": ("items", "blocks"),
    "links": ("items", "blocks"),
    "closing": ("items", "blocks"),
    "compare": ("columns", "items", "blocks"),
    "columns": ("columns", "items", "blocks"),
    "table": ("rows", "blocks"),
    "matrix": ("rows", "blocks"),
    "panel": ("rows", "blocks"),
    "chart": ("series", "blocks"),
    "diagram": ("nodes", "blocks"),
    "code": ("lines", "blocks"),
    "prompt": ("blocks",),
    "statement": ("blocks",),
    "quote": ("blocks",),
    "person": ("blocks",),
    "image": ("blocks",),
    "video": ("blocks",),
    "audio": ("blocks",),
}
"""What a slide of each kind can be built by, the natural one first. Kinds that are not here come at once."""


class Build(Node):
    """What comes in click by click. One word is enough: what it is built by, or an effect, or none."""

    short: ClassVar[str] = "by"
    by: (
        Literal[
            "items", "blocks", "columns", "rows", "series", "nodes", "lines", "none", "appear", "fade", "wipe", "rise"
        ]
        | None
    ) = doc("What comes with each click; what the kind is naturally built by if left out.", default=None)
    effect: Effect = doc("How it comes in: at once, fading, from the left, or rising.", default="fade")
    where: Span = NOWHERE


class Shortcut(Node):
    """Keys of a command of the HTML deck, instead of its own."""

    named: ClassVar[str] = "command"
    short: ClassVar[str] = "press"
    command: str = doc("The command, such as next; the deck's help (?) lists them.")
    press: tuple[str, ...] = doc("Keys such as n, PageDown, Shift+ArrowLeft.")
    where: Span = NOWHERE


class Player(Node):
    """How the decks play by themselves, and the keys of the HTML deck."""

    loop: bool = doc("Begin again after the last slide.", default=False)
    advance: int | None = doc("Go on by itself after so many seconds.", default=None)
    shortcuts: tuple[Shortcut, ...] = doc(
        "Keys of commands, such as `{next: [n, PageDown]}`, in the HTML deck.", default=()
    )
    where: Span = NOWHERE
