"""YAML nodes to classes of a language: a reader for each class, made once from the class's own annotations.

One pass, straight from nodes to values, so that every complaint knows its node and all of them come out of one run. A
reader returns the value, or `BAD` after noting why not; whatever holds something BAD is BAD itself, but its other parts
are still read and its rules (see `rules`) still checked.

Why no pydantic here: importing it and building validators for these classes costs 0.27 s of CPU at every start, more
than reading a talk of 1,000 slides, and its messages and places would all have to be translated.
"""

from __future__ import annotations

import difflib
import re
import types
from functools import partial
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from yaml import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from talkdeck.model.basics import Prose
from talkdeck.model.kinds import Diagram
from talkdeck.model.outline import Outline
from talkdeck.model.problems import Problem, Span
from talkdeck.model.text import Text, Verbatim
from talkdeck.model.values import Struct
from talkdeck.source import words
from talkdeck.source.edges import edge_text
from talkdeck.source.rules import RULES
from talkdeck.source.scalars import (
    BAD,
    Reader,
    Reading,
    choice,
    inline,
    kind,
    nothing,
    number,
    paragraphs,
    true_or_false,
    verbatim,
    word,
)
from talkdeck.source.yaml import entries, is_null, is_plain, odd_key, span_of

T = TypeVar("T")


def outline(root: Node, path: str, text: str = "") -> tuple[Outline | None, list[Problem]]:
    """Read a whole outline from the root node; `text` is the file's. None if anything in it is an error."""
    return read_as(Outline, root, path, text)


def read_as(cls: type[T], root: Node, path: str, text: str = "") -> tuple[T | None, list[Problem]]:
    """Read a root node as any class of this kind: a brand's specification, say. None if anything in it is an error."""
    reading = Reading(path, text)
    value = _mapping(cls, reading, root, cls.__name__.lower())
    bad = value is BAD or any(problem.is_error for problem in reading.problems)
    return (None if bad else value), reading.problems


# --- classes of the language ------------------------------------------------------------------------------------------


class Plan(Struct, frozen=True):
    """How a class is read: a reader for each key, the keys that must be there, and the key a bare value goes under."""

    readers: dict[str, Reader]
    required: tuple[str, ...]
    short: str | None
    short_is_list: bool
    short_is_one: bool
    """Whether one bare value makes a list of one. Not where entries may be null: a row of one cell is a mistake."""


_PLANS: dict[type[Any], Plan] = {}


def plan(cls: type[Any]) -> Plan:
    """The plan of a class, made at its first use."""
    if cls not in _PLANS:
        _PLANS[cls] = _made(cls)
    return _PLANS[cls]


def _made(cls: type[Any]) -> Plan:
    hints = get_type_hints(cls)
    short = getattr(cls, "short", None)
    return Plan(
        {f.name: _OWN.get((cls, f.name)) or _reader(hints[f.name]) for f in cls.keys},
        tuple(f.name for f in cls.keys if f.required),
        short,
        short is not None and get_origin(hints[short]) is tuple,
        short is not None and type(None) not in get_args(next(iter(get_args(hints[short])), None)),
    )


def keys(cls: type[Any]) -> tuple[str, ...]:
    """The keys that a mapping of this class may have, in the order of the manual."""
    return tuple(plan(cls).readers)


def _reader(hint: Any) -> Reader:
    """The reader for an annotation. `X | None` reads like X: a key that is there has a value."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        kinds = [arg for arg in args if arg is not type(None)]
        if len(kinds) > 1:  # a number, or one of some words
            figure = next(kind for kind in kinds if kind in (int, float))
            return partial(number, figure, next(get_args(k) for k in kinds if get_origin(k) is Literal))
        return _reader(kinds[0])
    if origin is dict:
        return partial(_named, _reader(args[1]))
    if origin is Literal:
        return partial(choice, args)
    if origin is tuple:
        inner = args[0]
        optional = type(None) in get_args(inner)
        return partial(_cells if optional else _list, _reader(inner))
    if hint in (int, float):
        return partial(number, hint, ())
    simple: dict[Any, Reader] = {Text: inline, Verbatim: verbatim, str: word, bool: true_or_false}
    return simple[hint] if hint in simple else partial(_mapping, hint)


def _mapping(cls: type[Any], reading: Reading, node: Node, key: str) -> Any:
    if not isinstance(node, MappingNode):
        return _bare(cls, reading, node, key)
    how = plan(cls)
    if how.short and _is_text_with_a_colon(cls, node):
        at, value = node.value[0]
        hint = f'quote it: "{at.value}: {value.value[:40]}"'
        return reading.note("E111", "a colon and a space inside text without quotes", at, hint)
    values: dict[str, Any] = {}
    fine = True
    for at, value in node.value:
        name = at.value
        if not isinstance(at, ScalarNode) or name in values:  # refused by `yaml.load` already
            continue
        reader = how.readers.get(name)
        if reader is None:
            fine = False
            for meant in _unknown(cls, reading, at, name):
                values.setdefault(meant, BAD)  # it is not missing, only misspelt
            continue
        values[name] = read = reader(reading, value, name)
        if read is BAD:
            fine = False
    for name in how.required:
        if name not in values:
            fine = False
            hint = words.EXAMPLES.get((cls.__name__, name)) or f"add `{name}: ...`"
            first = node.value[0][0] if node.value else node
            reading.note("E202", f"{words.a(cls)} needs `{name}`", first, hint)
    if not values and not how.required and fine:
        return reading.note("E205", f"`{key}` is empty", node, f"fill it or remove it; it may have {_listed(cls)}")
    rule = RULES.get(cls)
    if rule is not None:
        rule(reading, node, values)
    return cls(**values, where=_where(node, reading.path)) if fine else BAD


def _is_text_with_a_colon(cls: type[Any], node: MappingNode) -> bool:
    """True for `- Note: something`, which YAML reads as a mapping: one unknown key, plain words on both sides."""
    if len(node.value) != 1 or node.flow_style:
        return False
    key, value = node.value[0]
    if not is_plain(key) or not isinstance(value, ScalarNode) or odd_key(key):
        return False
    # A key is written small: `Next: ...` is a word of the text, however near it is to `text`.
    return key.value[:1].isupper() or not (_meant(cls, key.value) or key.value in words.HOMES)


def _where(node: MappingNode, path: str) -> Span:
    """From the first key to the end of the last value, rather than up to the next thing in the file."""
    start = node.start_mark
    end = node.end_mark
    if not node.flow_style:
        last: Node = node
        while isinstance(last, CollectionNode) and last.value and not last.flow_style:
            last = last.value[-1][1] if isinstance(last, MappingNode) else last.value[-1]
        end = last.end_mark
    return Span(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _bare(cls: type[Any], reading: Reading, node: Node, key: str) -> Any:
    """A value without keys: put under the class's `short` key, if it has one."""
    how = plan(cls)
    if how.short is None or is_null(node) or (isinstance(node, SequenceNode) and not how.short_is_list):
        return _not_a_mapping(cls, reading, node, key)
    where = span_of(node, reading.path)
    if isinstance(node, ScalarNode) and how.short_is_list and how.short_is_one:
        if cls is Prose:
            value = paragraphs(reading, node, key)
        else:
            inner = plan(cls).readers[how.short]
            node = SequenceNode(None, [node], node.start_mark, node.end_mark, flow_style=True)  # type: ignore[arg-type]
            value = inner(reading, node, key)
    else:
        value = how.readers[how.short](reading, node, key)
    rule = RULES.get(cls)
    if rule is not None:
        rule(reading, node, {how.short: value})
    return BAD if value is BAD else cls(**{how.short: value}, where=where)


def _not_a_mapping(cls: type[Any], reading: Reading, node: Node, key: str) -> Any:
    if is_null(node):
        return nothing(reading, node, key)
    if isinstance(node, ScalarNode):
        wide = re.match(r"\s*([\w-]+)\s*：", node.value)
        if wide and not node.style and (wide[1] in plan(cls).readers or wide[1] in words.LIKELY):
            name = words.LIKELY.get(wide[1], (wide[1],))[0]
            hint = f"write `{name}: ` with a plain colon and a space"
            return reading.note("E114", "a full-width colon `：` does not end a key", node, hint)
        narrow = re.match(r"\s*([A-Za-z_][\w-]*):(?=[^\s/])", node.value)
        if narrow and narrow[1] in plan(cls).readers and not node.style:
            hint = f"write `{narrow[1]}: {node.value[narrow.end() :][:40]}`"
            return reading.note("E112", "a space is missing after the colon", node, hint)
    example = words.EXAMPLES.get((cls.__name__, "")) or f"it may have {_listed(cls)}"
    return reading.note("E203", f"{words.a(cls)} must be a mapping of keys, not {kind(node)}", node, example)


def _unknown(cls: type[Any], reading: Reading, at: Node, name: str) -> list[str]:
    """Note a key that the class does not have. Returns the keys that may be meant."""
    if odd_key(at):
        return []
    known = keys(cls)
    hints = []
    found = _meant(cls, name)
    if found:
        hints.append("did you mean " + " or ".join(f"`{word}`" for word in found) + "?")
    if name == "mark" and "text" in known:
        hints.append("a mark belongs to the text: `text: {text: ..., mark: computed}`")
    if not found and name in words.HOMES:
        hints.append(words.HOMES[name])
    if not hints:
        hints.append(f"{words.a(cls)} may have {_listed(cls)}")
    reading.note("E201", f"{words.a(cls)} has no key `{name[:60]}`", at, *hints)
    return found


def _meant(cls: type[Any], name: str) -> list[str]:
    """The key itself, or the keys of the class that an author may mean by this word."""
    known = keys(cls)
    if name in known:
        return [name]
    likely = words.LIKELY.get(name.lower().replace(" ", "_").replace("-", "_"), ())
    return [word for word in likely if word in known] or difflib.get_close_matches(name.lower(), known, 2, 0.66)


def _listed(cls: type[Any]) -> str:
    names = keys(cls)
    return ", ".join(names[:-1]) + f" and {names[-1]}"


# --- lists ------------------------------------------------------------------------------------------------------------


def _as_list(inner: Reader, node: MappingNode) -> Node:
    """A mapping of names, where the class of the entries may be written as one, as a list of entries.

    `全球: [1, 2]` becomes `{name: 全球, values: [1, 2]}`: the key goes under `named`, a bare value under `short`.
    """
    cls = inner.args[0] if isinstance(inner, partial) and inner.func is _mapping else None
    if cls is None or not hasattr(cls, "named"):
        return node
    named, short = cls.named, cls.short
    found: list[Node] = []
    for at, value in node.value:
        pairs = value.value if isinstance(value, MappingNode) else [(_word_at(at, short), value)]
        pairs = [(_word_at(at, named), at), *pairs]
        found.append(MappingNode(node.tag, pairs, at.start_mark, value.end_mark, flow_style=True))
    return SequenceNode("tag:yaml.org,2002:seq", found, node.start_mark, node.end_mark, flow_style=node.flow_style)


def _word_at(at: Node, word: str) -> ScalarNode:
    """A key that the author need not write, standing where another node does."""
    return ScalarNode("tag:yaml.org,2002:str", word, at.start_mark, at.start_mark)


def _list(inner: Reader, reading: Reading, node: Node, key: str) -> Any:
    if isinstance(node, MappingNode):
        node = _as_list(inner, node)
    if not isinstance(node, SequenceNode):
        if is_null(node):
            return nothing(reading, node, key)
        if isinstance(node, ScalarNode):
            shown = node.value.strip().partition("\n")[0][:40]
            hint = f"begin a line below `{key}:` with a dash:  - {shown}"
        else:
            hint = f"put a dash and a space before each entry below `{key}:`"
        return reading.note("E203", f"`{key}` must be a list, not {kind(node)}", node, hint)
    if not node.value:
        return reading.note("E205", f"`{key}` is an empty list", node, "fill it or remove it")
    one = _ONE.get(key, key)
    values = tuple([inner(reading, item, one) for item in node.value])
    return BAD if BAD in values else values


_ONE = {
    "bullets": "item",
    "numbered": "item",
    "items": "item",
    "slides": "slide",
    "sections": "section",
    "rows": "row",
    "row": "cell",
    "head": "heading",
    "speakers": "speaker",
    "keywords": "keyword",
    "points": "point",
    "links": "link",
    "cards": "card",
    "images": "image",
    "columns": "column",
    "paragraphs": "paragraph",
}


_OWN: dict[tuple[type[Any], str], Reader] = {(Diagram, "edges"): partial(_list, edge_text)}
"""Keys that are read in a way of their own."""


def _named(inner: Reader, reading: Reading, node: Node, key: str) -> Any:
    """A mapping with names of the author's choice."""
    if not isinstance(node, MappingNode):
        return reading.note(
            "E203",
            f"`{key}` must be a mapping of names, not {kind(node)}",
            node,
            f"write `{key}:` and below it `  name: ...`",
        )
    values = {name: inner(reading, value, name) for name, _, value in entries(node)}
    return BAD if BAD in values.values() else values


def _cells(inner: Reader, reading: Reading, node: Node, key: str) -> Any:
    """A list in which null, or an empty string, stands for nothing: a row of a table."""
    if not isinstance(node, SequenceNode):
        hint = "write the cells as a list: [first, second]"
        return reading.note("E203", f"a {key} must be a list of cells, not {kind(node)}", node, hint)
    values = []
    for item in node.value:
        empty = isinstance(item, ScalarNode) and (not item.value.strip() or is_null(item))
        values.append(None if empty else inner(reading, item, _ONE.get(key, key)))
    return BAD if BAD in values else tuple(values)
