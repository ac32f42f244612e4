"""An outline as lines to compare: each value of a slide with its key, files with the digest of their bytes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from talkdeck.model.node import Node
from talkdeck.model.outline import Outline
from talkdeck.model.text import Run, Text, Verbatim
from talkdeck.model.values import Struct

Fetch = Callable[[str], bytes | None]
"""The bytes of a file beside the outline, by its name there; None where it is not to be had."""

FILES = ("src", "file")
"""Keys that name a file beside the outline, or an address."""

ONCE = ("slides", "sections")
"""Keys of a talk or a section that hold slides; these are compared one by one."""


class Value(Struct, frozen=True):
    """A value as a line. `file` is the digest of the file it names."""

    label: str
    text: str
    file: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """A slide to compare, or a section's own. `where` is its line; `kind` its content key."""

    kind: str
    id: str | None
    title: str
    line: int
    values: tuple[Value, ...]
    words: Counter[str]


def entries(editions: Sequence[Outline], fetch: Fetch) -> tuple[Entry, ...]:
    """The slides of a talk in order, sections before theirs. What further editions say otherwise is part of each."""
    from talkdeck.diff.words import bag

    made = []
    for nodes in zip(*map(_nodes, editions), strict=False):
        own = nodes[0]
        values = _of_editions([tuple(_values(node, fetch)) for node in nodes], editions)
        title = _title(own)
        words = bag(" ".join(value.text for value in values if value.label.partition(".")[0] != "notes"))
        made.append(
            Entry(
                kind="section" if own.__class__.__name__ == "Section" else _kind(own),
                id=getattr(own, "id", None),
                title=title,
                line=own.where.line,
                values=values,
                words=words,
            )
        )
    return tuple(made)


def talk(editions: Sequence[Outline], fetch: Fetch) -> tuple[Value, ...]:
    """What a talk says of itself, outside its slides."""
    return _of_editions([tuple(_values(outline, fetch)) for outline in editions], editions)


def _nodes(outline: Outline) -> Iterator[Any]:
    yield from outline.slides
    for section in outline.sections:
        yield section
        yield from section.slides


def _of_editions(values: Sequence[tuple[Value, ...]], editions: Sequence[Outline]) -> tuple[Value, ...]:
    """The values of the talk's own language, and those of others that differ, their language behind the key."""
    own = values[0]
    more: list[Value] = []
    for theirs, outline in zip(values[1:], editions[1:], strict=True):
        left = Counter(own)
        for value in theirs:
            if left[value]:
                left[value] -= 1
            elif value.label != "lang":
                more.append(Value(f"{value.label} ({outline.lang})", value.text, value.file))
    return (*own, *more)


def _values(node: Any, fetch: Fetch) -> Iterator[Value]:
    for key in node.keys:
        if key.name not in ONCE and (value := getattr(node, key.name)) != key.default:
            yield from _flat(key.name, value, fetch)


def _flat(label: str, value: Any, fetch: Fetch) -> Iterator[Value]:
    """The lines of a value. A list of numbers, words or cells is one line; text of several lines is as many."""
    if value is None:
        return
    if isinstance(value, tuple):
        if all(map(_is_cell, value)):
            yield Value(label, " | ".join(map(_cell, value)))
        else:
            for item in value:
                yield from _flat(label, item, fetch)
    elif isinstance(value, Text):
        yield Value(label, marked_up(value))
    elif isinstance(value, Verbatim):
        for line in value.text.split("\n"):
            if line.strip():
                yield Value(label, line)
    elif isinstance(value, Node):
        # The key that a bare value stands for adds nothing to the name.
        short = getattr(value, "short", None)
        for key in value.keys:
            if (inner := getattr(value, key.name)) != key.default or key.required:
                name = label if key.name == short and key.name not in FILES else f"{label}.{key.name}"
                yield from _flat(name, inner, fetch)
    else:
        text = _scalar(value)
        data = fetch(text) if label.rpartition(".")[2] in FILES and not re.match(r"\w+://", text) else None
        yield Value(label, text, sha256(data).hexdigest() if data is not None else "")


def _is_cell(value: Any) -> bool:
    """Whether a value of a list is one number or a cell of a table, and so stands on a line with its neighbours."""
    if isinstance(value, Node):
        filled = [key.name for key in value.keys if getattr(value, key.name) != key.default]
        return type(value).__name__ in ("Point", "Cell") and filled in ([], [value.short])  # type: ignore[attr-defined]
    return value is None or isinstance(value, int | float | str)


def _cell(value: Any) -> str:
    inner = getattr(value, value.short) if isinstance(value, Node) else value  # type: ignore[attr-defined]
    return marked_up(inner) if isinstance(inner, Text) else "–" if inner is None else _scalar(inner)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) else _on_a_line(str(value))


def _on_a_line(text: str) -> str:
    return text.replace("\n", " ↵ ")


def marked_up(text: Text) -> str:
    """Text as an author writes it, so that a change of its form is a change of its words."""
    said = "".join(map(_run, text.runs))
    return f"{said} [{text.mark}]" if text.mark else said


def _run(run: Run) -> str:
    text = _on_a_line(run.text)
    for on, sign in (
        (run.code, "`"),
        (run.bold, "**"),
        (run.italic, "*"),
        (run.strike, "~~"),
        (run.script == "super", "^"),
        (run.script == "sub", "~"),
    ):
        text = f"{sign}{text}{sign}" if on else text
    return f"[{text}]({run.link})" if run.link else text


def _title(node: Any) -> str:
    """What people call the slide: its title, else the first words on it."""
    if node.title:
        return " ".join(str(node.title.plain).split())
    for value in _values(node, lambda name: None):
        if value.label not in ("id", "layout", "notes", "kicker", "build", "transition", "pace", "time"):
            return value.text if len(value.text) <= 60 else f"{value.text[:59]}…"
    return ""


_BESIDE = ("id", "title", "kicker", "layout", "image", "links", "source", "footnotes", "time", "build", "transition")


def _kind(slide: Any) -> str:
    """The content key of a slide; a picture and links count where nothing else does."""
    filled = [key.name for key in slide.keys if getattr(slide, key.name) != key.default]
    content = [name for name in filled if name not in (*_BESIDE, "pace", "notes")]
    return next(iter(content or [name for name in filled if name in ("image", "links")]), "slide")
