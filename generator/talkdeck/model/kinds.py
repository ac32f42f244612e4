"""The outline language: figures, sequences, people, diagrams, formulas and media, one class a kind of content."""

from __future__ import annotations

from typing import ClassVar, Literal

from talkdeck.model.basics import Image, Item
from talkdeck.model.node import Node, doc
from talkdeck.model.problems import NOWHERE, Span
from talkdeck.model.text import Text, Verbatim


class Stat(Node):
    """A large figure with its unit and what it counts."""

    value: Text = doc("The figure, such as 55.3 or 5-6.")
    label: Text = doc("What it counts.")
    unit: Text | None = doc("Its unit, set smaller beside it.", default=None)
    trend: Literal["up", "down", "flat"] | None = doc("An arrow beside it.", default=None)
    change: Text | None = doc("How much it changed, such as +12 %.", default=None)
    source: Text | None = doc("Where the figure comes from.", default=None)
    where: Span = NOWHERE


class Event(Node):
    """A point on a timeline; a string is enough."""

    short: ClassVar[str] = "title"
    title: Text = doc("What happened.")
    date: Text | None = doc("When, as it should be shown; all dates of a timeline in one style.", default=None)
    text: Text | None = doc("A line about it.", default=None)
    strong: bool = doc("Emphasised.", default=False)
    where: Span = NOWHERE


class Step(Node):
    """A step of a process; a string is enough."""

    short: ClassVar[str] = "title"
    title: Text = doc("The step's name.")
    text: Text | None = doc("A line or two about it.", default=None)
    label: Text | None = doc("A short sign, such as 10 days; the step's number if left out.", default=None)
    where: Span = NOWHERE


class Steps(Node):
    """A process of 3 to 7 steps, in order."""

    short: ClassVar[str] = "steps"
    steps: tuple[Step, ...] = doc("The steps in order.")
    form: Literal["chevrons", "nodes"] = doc("Arrows in a row, or nodes joined by connectors.", default="chevrons")
    where: Span = NOWHERE


class Cycle(Node):
    """A round of 3 to 6 steps that begins again."""

    short: ClassVar[str] = "steps"
    steps: tuple[Step, ...] = doc("The steps, clockwise from the top.")
    center: Text | None = doc("A word in the middle.", default=None)
    where: Span = NOWHERE


class Level(Node):
    """A level of a funnel or a ladder; a string is enough."""

    short: ClassVar[str] = "title"
    title: Text = doc("The level's name.")
    label: Text | None = doc("A short sign, such as L0 or 45 %.", default=None)
    text: Text | None = doc("A line about it.", default=None)
    where: Span = NOWHERE


class Levels(Node):
    """3 to 6 levels that narrow (funnel), rest on each other (pyramid) or rise (stairs)."""

    short: ClassVar[str] = "levels"
    levels: tuple[Level, ...] = doc("The levels; a funnel's and a pyramid's from the top, stairs from the lowest.")
    form: Literal["funnel", "pyramid", "stairs"] = doc("How they are drawn.", default="stairs")
    where: Span = NOWHERE


class Person(Node):
    """A person; a name is enough. Without a picture a monogram stands in."""

    short: ClassVar[str] = "name"
    name: Text = doc("The name in its own script.")
    latin: Text | None = doc("The name in the other script, such as Kai-Fu Lee.", default=None)
    role: Text | None = doc("Role.", default=None)
    org: Text | None = doc("Organisation.", default=None)
    image: Image | None = doc("A portrait.", default=None)
    claim: Text | None = doc("What they say, in a line or two.", default=None)
    points: tuple[Item, ...] = doc(
        "More about them or their claim (only where a person has a slide alone).", default=()
    )
    where: Span = NOWHERE


class Question(Node):
    """A question of a round table and everybody's answer, in the order of the people."""

    named: ClassVar[str] = "question"
    short: ClassVar[str] = "answers"
    question: Text = doc("The question.")
    answers: tuple[Text | None, ...] = doc("An answer for each person; null where there was none.")
    where: Span = NOWHERE


class Panel(Node):
    """A round table: 2 to 5 people against 1 to 4 questions."""

    people: tuple[Person, ...] = doc("Who answers.")
    questions: tuple[Question, ...] = doc("Questions with answers, as a list, or as a mapping of question to answers.")
    where: Span = NOWHERE


class DiagramNode(Node):
    """A node of a diagram. Nodes may also be written as a mapping of name to title."""

    named: ClassVar[str] = "name"
    short: ClassVar[str] = "title"
    name: str = doc("The name that edges use.")
    title: Text | None = doc("What it says; its name if left out.", default=None)
    text: Text | None = doc("A smaller line under it.", default=None)
    form: Literal["box", "round", "circle", "diamond", "store"] = doc("Its shape.", default="box")
    strong: bool = doc("Emphasised.", default=False)
    where: Span = NOWHERE


class Diagram(Node):
    """Nodes and edges, laid out in layers. Edges in a few words: `a -> b`, `a -> b: label`, `a -- b`, `a <-> b`."""

    short: ClassVar[str] = "edges"
    edges: tuple[str, ...] = doc("Edges such as `用户 -> 模型: 提问`; `a -> b -> c` makes two.")
    nodes: tuple[DiagramNode, ...] = doc("Nodes that say more than their name, in any order.", default=())
    direction: Literal["right", "down"] = doc("Where edges lead.", default="right")
    alt: Text | None = doc("What it shows; made from its edges if left out.", default=None)
    where: Span = NOWHERE


class Formula(Node):
    """A formula in LaTeX."""

    short: ClassVar[str] = "latex"
    latex: Verbatim = doc("The formula in LaTeX, without dollar signs.")
    text: Text | None = doc("What it says, in words, under it.", default=None)
    where: Span = NOWHERE


class Math(Node):
    """One to four formulas, large and centred."""

    short: ClassVar[str] = "formulas"
    formulas: tuple[Formula, ...] = doc("The formulas.")
    where: Span = NOWHERE


class Media(Node):
    """A recording: a file beside the outline is embedded in both decks, an address becomes a link on its poster."""

    short: ClassVar[str] = "src"
    src: str = doc("A file relative to the outline (mp4, webm, mp3, m4a, wav, ogg), or an http(s) address.")
    poster: Image | None = doc("The picture shown before it plays; generated art if left out.", default=None)
    alt: Text | None = doc("What is seen or heard; the caption or the slide's title if left out.", default=None)
    caption: Text | None = doc("A line at the recording.", default=None)
    credit: Text | None = doc("Who made it or where it comes from.", default=None)
    where: Span = NOWHERE
