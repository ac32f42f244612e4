"""An outline as a tree to be printed anew: its nodes as they are written, and each comment at the entry it belongs to.

The tree is made from libyaml's events, which know places, quotes, anchors and aliases. Comments are what begins with
`#` outside scalars. One above an entry goes with it, one behind an entry stays behind it, and one below the last entry
of a collection stays there if it is indented as that collection is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from talkdeck.model.values import Struct, field

_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\n]*", re.MULTILINE)
_HEADER = re.compile(r"[|>][-+\d]*[ \t]*(#[^\n]*)?")
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+\s*")
_BLANK_END = re.compile(r"(?:\n[ ]*)+\Z")


class Comment(Struct):
    """A comment: its text from `#` on, its place from 0, and whether it has a line of its own."""

    text: str
    index: int
    line: int
    col: int
    alone: bool


class Scalar(Struct):
    """A scalar: its `value` to YAML, its `style` (empty when plain), and its source, line by line."""

    value: str
    style: str
    lines: list[str]
    col: int
    below: bool = False
    """Whether it begins on a line below its key or dash."""
    anchor: str | None = None
    keep: bool = False
    """Whether it keeps quotes that it does not need, as its neighbours need theirs."""


class Alias(Struct):
    """A place where an anchor's node stands again."""

    name: str


class Collection(Struct):
    """A mapping (entries have keys) or a list. `foot` are comments below its last entry."""

    is_map: bool
    flow: bool
    entries: list[Entry]
    anchor: str | None = None
    lines: int = 1
    """How many lines of the source it takes: told for flow style only."""
    opening: Comment | None = None
    """The comment behind its brace or bracket."""
    foot: list[str] = field(default_factory=list)
    foot_blank: bool = False


Written = Scalar | Alias | Collection


class Entry(Struct):
    """An entry of a collection with its comments.

    `lead` are the lines above it, comments and empty ones; `head` is behind its key or dash, `tail` behind its value.
    """

    key: Scalar | None
    value: Written
    blank: bool
    lead: list[str]
    head: Comment | None = None
    tail: Comment | None = None


def tree(text: str) -> Collection:
    """The tree of an outline that has been read without errors, so that its root is a mapping."""
    root = _Builder(text).document()
    assert isinstance(root, Collection)
    return root


def comments(text: str) -> list[str]:
    """All comments of YAML text, sorted, without blanks at their ends."""
    return sorted(comment.text for comment in _comments(text, _events(text)))


def _events(text: str) -> list[Any]:
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [event for event in yaml.parse(text, Loader=loader) if event.start_mark is not None]


def _comments(text: str, events: list[Any]) -> Iterator[Comment]:
    at = 0
    for start, end in [*_scalars(text, events), (len(text), len(text))]:
        for found in _COMMENT.finditer(text, at, start):
            begin = text.rfind("\n", 0, found.start()) + 1
            yield Comment(
                text=found[0].rstrip(),
                index=found.start(),
                line=text.count("\n", 0, found.start()),
                col=found.start() - begin,
                alone=not text[begin : found.start()].strip(),
            )
        at = max(at, end)


def _scalars(text: str, events: list[Any]) -> Iterator[tuple[int, int]]:
    """From where to where there are scalars. The first line of block text may end in a comment, which is none of it."""
    for event in events:
        if type(event) is not yaml.ScalarEvent:
            continue
        start: int = _begin(text, event)
        end: int = event.end_mark.index  # type: ignore[union-attr]
        if event.style in ("|", ">"):
            header = _HEADER.match(text, start)
            assert header is not None
            start = header.start(1) if header[1] else header.end()
            start = text.find("\n", start)
            start = len(text) if start < 0 else start
        yield start, max(start, end)


def _begin(text: str, event: Any) -> int:
    """Where a scalar itself begins, behind its anchor."""
    index: int = event.start_mark.index
    if event.anchor:
        found = _ANCHOR.match(text, index)
        assert found is not None
        return found.end()
    return index


class _Builder:
    """Makes the tree in the order of the file, and hands out its comments on the way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.events = _events(text)
        self.at = 0
        self.comments = list(_comments(text, self.events))
        self.taken = 0
        self.line = -1
        """The last line of the source that is in the tree already."""

    def document(self) -> Written:
        while not isinstance(self.peek(), yaml.NodeEvent):
            self.at += 1
        root = self.node(-1)
        assert isinstance(root, Collection)
        if root.opening:
            root.entries[0].lead.insert(0, root.opening.text)
        rest, blank = self.above(len(self.text), -1)
        root.foot_blank = root.foot_blank if root.foot else blank
        root.foot += ["", *rest] if root.foot and blank and rest else rest
        return root

    def peek(self) -> Any:
        return self.events[self.at]

    def above(self, index: int, col: int) -> tuple[list[str], bool]:
        """Comments on lines of their own before `index`, indented by `col` at least; whether a blank line is above."""
        lead: list[str] = []
        blank = False
        while self.taken < len(self.comments):
            comment = self.comments[self.taken]
            if comment.index >= index or not comment.alone or comment.col < col:
                break
            gap = comment.line - self.line > 1
            blank = blank or (gap and not lead)
            lead += ["", comment.text] if gap and lead else [comment.text]
            self.line = comment.line
            self.taken += 1
        return lead, blank

    def beside(self, index: int, line: int) -> Comment | None:
        """The comment behind something on its line, before `index`."""
        if self.taken < len(self.comments):
            comment = self.comments[self.taken]
            if not comment.alone and comment.index < index and comment.line == line:
                self.taken += 1
                self.line = max(self.line, line)
                return comment
        return None

    def node(self, parent: int) -> Written:
        """The next node; `parent` is the column of the collection around it."""
        event: Any = self.peek()
        self.at += 1
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.line = event.end_mark.line
            return Alias(event.anchor)
        if kind is yaml.ScalarEvent:
            return self.scalar(event)
        is_map = isinstance(event, yaml.MappingStartEvent)
        flow = bool(event.flow_style)
        col = event.start_mark.column
        if event.anchor and not flow:
            col = self.peek().start_mark.column if is_map else parent + 1
        opening = self.beside(self.peek().start_mark.index, event.start_mark.line) if flow else None
        entries: list[Entry] = []
        while not isinstance(self.peek(), yaml.CollectionEndEvent):
            entries.append(self.entry(is_map, -1 if flow else col))
        end = self.peek()
        self.at += 1
        # A list may begin in the column of its key; a comment below it there belongs to the next key.
        least = -1 if flow else max(col, parent + 1)
        foot, blank = self.above(end.start_mark.index, least)
        lines = 1
        if flow:
            self.line = end.end_mark.line
            lines = self.line - event.start_mark.line + 1
        return Collection(is_map, flow, entries, event.anchor, lines, opening, foot, blank)

    def entry(self, is_map: bool, col: int) -> Entry:
        first = self.peek().start_mark
        lead, blank = self.above(first.index, -1)
        last = self.line
        head = self.behind_dash(first.index)
        gap = (head.line if head else first.line) - last > 1
        blank = blank or (gap and not lead)
        lead += [""] * (gap and bool(lead))
        if head:  # what stands between a dash and its first key goes above the dash
            lead += filter(None, self.above(first.index, -1)[0])
        key = None
        if is_map:
            key = self.scalar(self.peek())
            self.at += 1
            after = self.peek().start_mark
            head = self.beside(after.index, self.line) or head
            if isinstance(self.peek(), (yaml.ScalarEvent, yaml.AliasEvent)):
                more, _ = self.above(after.index, -1)
                lead += more
        begun = self.line
        below = is_map and self.peek().start_mark.line > begun
        value = self.node(col)
        if isinstance(value, Scalar):
            value.below = below
        elif isinstance(value, Collection) and value.opening:
            if head is None:
                head = value.opening
            else:
                lead.append(value.opening.text)
        tail = self.beside(self.peek().start_mark.index, self.line)
        if tail is None and isinstance(value, Scalar) and value.style in ("|", ">"):
            head = head or self.header_comment
        return Entry(key, value, blank, lead, head, tail)

    def behind_dash(self, index: int) -> Comment | None:
        """The comment behind a dash whose entry begins on a later line, at `index`."""
        return self.beside(index, self.comments[self.taken].line) if self.taken < len(self.comments) else None

    header_comment: Comment | None = None
    """The comment behind the `|` or `>` of the scalar read last."""

    def scalar(self, event: Any) -> Scalar:
        start, end = _begin(self.text, event), event.end_mark.index
        source = self.text[start:end]
        line = event.start_mark.line + self.text.count("\n", event.start_mark.index, start)
        self.header_comment = None
        if event.style in ("|", ">"):
            self.header_comment = self.beside(end, line)
            source = _BLANK_END.sub("", source)
        self.line = line + source.count("\n")
        style = event.style or ""
        return Scalar(event.value, style, source.split("\n"), event.start_mark.column, False, event.anchor)
