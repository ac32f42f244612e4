"""An outline written in one form, `talkdeck fmt`: the same talk, every comment at its place, nothing lost.

What is put in order: indentation, quotes, the order of keys, long collections in braces and brackets, empty lines, line
ends, the line that names the schema, and long forms that say no more than a short one. Line breaks of text are the
author's: none is made and none is taken away, so that no blank comes between two Chinese characters.

Written with a printer of our own. A YAML library that keeps comments (ruamel.yaml, which the tests hold this against)
hangs them on the token before, where they stay when keys change places, and joins text that stands on several lines.
"""

from __future__ import annotations

import types
import unicodedata
from collections import Counter
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from talkdeck.model.basics import Prose
from talkdeck.model.outline import Language, Outline, Section, Slide
from talkdeck.model.problems import NOWHERE, Problem
from talkdeck.model.text import Text
from talkdeck.model.values import Struct, replace
from talkdeck.source.format_scalars import quoted
from talkdeck.source.format_tree import Alias, Collection, Comment, Entry, Scalar, comments, tree
from talkdeck.source.yaml import NULL

WIDTH = 120
"""Columns up to which a collection may stand on one line; a Chinese character takes two."""

STEP = "  "
SCHEMA_LINE = "# yaml-language-server:"
_LANGUAGES = frozenset(get_args(Language))
_REST = ""
_ORDER: dict[Any, tuple[str, ...]] = {
    Outline: tuple(key.name for key in Outline.keys),
    Section: tuple(key.name for key in Section.keys),
    Slide: (
        *("id", "title", "kicker", "time", "layout"),
        _REST,
        *("source", "footnotes", "build", "transition", "pace", "notes"),
    ),
}
"""Keys that have a place: a slide's name and title above what it shows, its sources and notes below. What it shows
stays in the author's order (`_REST`), and so do keys inside it, which are often written as the slide will read."""

_SHORT_WORD = 20
"""Columns of a word, with which a list that is too long for a line is filled into several lines."""


def formatted(data: bytes, path: str, schema: str | None = None) -> tuple[bytes, tuple[Problem, ...]]:
    """An outline's bytes in the one form, and the errors that keep it from being put in order (then it is unchanged).

    `schema` is where the first line says that the schema is, if the outline does not name one itself. What comes out is
    read again: where it would not be the same talk with the same comments and no new warning, it is refused (E616).
    """
    from talkdeck.source import reader

    before, problems = reader.read_editions_of(data, path)
    errors = tuple(problem for problem in problems if problem.is_error)
    if errors:
        return data, errors
    text = reader.text_of(data)
    result = _formatted(text, schema)
    after, more = reader.read_editions_of(result.encode(), path)
    new = Counter(problem.code for problem in more) - Counter(problem.code for problem in problems)
    had = comments(text)
    if schema is not None and not any(line.startswith(SCHEMA_LINE) for line in had):
        had = sorted([*had, f"{SCHEMA_LINE} $schema={schema}"])
    if not after or new or _bare(before) != _bare(after) or had != comments(result):
        hints = ("please report this outline; it is left as it is",)
        return data, (Problem("E616", "put in order, this would be another talk", replace(NOWHERE, path=path), hints),)
    return result.encode(), ()


def _bare(value: Any) -> Any:
    """A value of the model without its places in the file."""
    if isinstance(value, Struct):
        said = (name for name in value.__struct_fields__ if name not in ("where", "span"))
        return type(value), tuple(_bare(getattr(value, name)) for name in said)
    return tuple(map(_bare, value)) if isinstance(value, tuple) else value


def _formatted(text: str, schema: str | None) -> str:
    root = tree(text)
    first, header = root.entries[0], _header(root.entries[0])
    named = [line for line in header if line.startswith(SCHEMA_LINE)]
    header = [line for line in header if line not in named]
    if not named and schema is not None and not any(line.startswith(SCHEMA_LINE) for line in comments(text)):
        named = [f"{SCHEMA_LINE} $schema={schema}"]
    first.blank = False
    return "\n".join([*named, *header, *_Printer().entries(root, "", Outline)]) + "\n"


def _header(first: Entry) -> list[str]:
    """Takes the comments at the top of the file from its first entry: the schema's line, and up to an empty line."""
    lead = first.lead
    cut = len(lead) - lead[::-1].index("") if "" in lead else 0
    cut = max([cut, *(n for n, line in enumerate(lead, start=1) if line.startswith(SCHEMA_LINE))])
    header, first.lead = lead[:cut], lead[cut:]
    return header


# --- what an annotation says of a node --------------------------------------------------------------------------------


def _inner(hint: Any) -> Any:
    """An annotation without `| None`; None for what is no class and no list."""
    if get_origin(hint) in (types.UnionType, Union):
        kinds = [arg for arg in get_args(hint) if arg is not type(None)]
        return kinds[0] if len(kinds) == 1 else None
    return hint


def _element(hint: Any) -> Any:
    """The annotation of a list's entries, or None."""
    return _inner(get_args(hint)[0]) if get_origin(hint) is tuple else None


def _of_key(hint: Any, name: str) -> Any:
    """The annotation of what stands under a key."""
    return _inner(_hints(hint).get(name)) if hasattr(hint, "keys") else None


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    """The annotations of a class; finding them takes longer than printing a slide."""
    return get_type_hints(cls)


def _by_language(node: Collection) -> bool:
    return node.is_map and all(entry.key is not None and entry.key.value in _LANGUAGES for entry in node.entries)


def _value_hints(node: Collection, hint: Any) -> list[Any]:
    """The annotation of each entry's value."""
    if node.is_map and _by_language(node) and hint is not None:
        return [hint] * len(node.entries)
    if not node.is_map:
        if _element(hint) is None and (short := getattr(hint, "short", None)):
            hint = _of_key(hint, short)
        return [_element(hint)] * len(node.entries)
    if hasattr(_element(hint), "named"):
        return [_element(hint)] * len(node.entries)
    return [_of_key(hint, entry.key.value) if entry.key else None for entry in node.entries]


# --- order and short forms --------------------------------------------------------------------------------------------


def _in_order(node: Collection, hint: Any) -> list[Entry]:
    """A mapping's entries in order; as they are where a comment stands above one, or an anchor in one."""
    wanted = _ORDER.get(hint)
    entries = node.entries
    if wanted is None or not node.is_map or node.foot or any(entry.lead or _keeps_place(entry) for entry in entries):
        return entries
    names = [entry.key.value for entry in entries if entry.key is not None]
    if not set(names) <= {key.name for key in hint.keys}:  # a slide for each language
        return entries
    place = {name: n for n, name in enumerate(wanted)}
    return sorted(entries, key=lambda entry: place.get(entry.key.value, place.get(_REST, 0)) if entry.key else 0)


def _keeps_place(entry: Entry) -> bool:
    """Whether there is an anchor or an alias in an entry: an anchor must stay before its aliases."""
    value = entry.value
    if isinstance(value, Alias) or value.anchor:
        return True
    return isinstance(value, Collection) and any(map(_keeps_place, value.entries))


def _shortened(entry: Entry, hint: Any) -> Entry:
    """An entry whose mapping holds nothing but its class's short key, with the bare value instead."""
    node = entry.value
    short = "text" if hint is Text else getattr(hint, "short", None)
    if short is None or not isinstance(node, Collection) or not node.is_map or node.anchor or node.foot:
        return entry
    if len(node.entries) != 1 or entry.head or entry.tail:
        return entry
    only = node.entries[0]
    if only.key is None or only.key.value != short or only.lead or only.head:
        return entry
    value = only.value
    listed = hint is not Text and get_origin(_of_key(hint, short)) is tuple
    if isinstance(value, Scalar):
        fits = not listed and not (not value.style and value.value in NULL) and hint is not Prose
    else:
        fits = listed and isinstance(value, Collection) and not value.is_map
    return replace(entry, value=value, tail=only.tail) if fits else entry


# --- printing ---------------------------------------------------------------------------------------------------------


class _Printer:
    """Prints a tree, line by line; `hint` is the annotation of the node at hand, None where it is not known."""

    def entries(self, node: Collection, pad: str, hint: Any) -> list[str]:
        """The lines of a collection in block style, indented by `pad`."""
        if not node.is_map:
            _match_quotes(node)
        hints = dict(zip(map(id, node.entries), _value_hints(node, hint), strict=True))
        apart = not node.is_map and any(inner in (Slide, Section) for inner in hints.values())
        lines: list[str] = []
        for n, entry in enumerate(_in_order(node, hint)):
            inner = hints[id(entry)]
            if n and (apart or entry.blank):
                lines.append("")
            lines += [f"{pad}{line}".rstrip() for line in entry.lead]
            lines += self.entry(_shortened(entry, inner), pad, inner)
        if node.foot:
            lines += [""] * node.foot_blank
            lines += [f"{pad}{line}".rstrip() for line in node.foot]
        return lines

    def entry(self, entry: Entry, pad: str, hint: Any) -> list[str]:
        """The lines of an entry without the comments above it."""
        value = entry.value
        start = f"{pad}-" if entry.key is None else f"{pad}{_scalar(entry.key, in_flow=False, key=True)}:"
        if isinstance(value, Alias):
            return [_beside(f"{start} *{value.name}", entry.tail or entry.head)]
        if value.anchor:
            start += f" &{value.anchor}"
        if isinstance(value, Scalar):
            return self.scalar(entry, value, start, pad)
        if value.flow and (lines := self.flow(value, start, pad, hint, entry)) is not None:
            return [_beside(lines[0], entry.head), *lines[1:]] if entry.head else _last(lines, entry.tail)
        inside = self.entries(replace(value, flow=False), pad + STEP, hint)
        remark = entry.head or entry.tail
        if entry.key is None and remark is None and not value.anchor and not inside[0].lstrip().startswith("#"):
            return [f"{pad}- {inside[0].lstrip()}", *inside[1:]]
        lines = [_beside(start, remark), *inside]
        return lines if not (entry.head and entry.tail) else [f"{pad}{entry.tail.text}", *lines]

    def scalar(self, entry: Entry, value: Scalar, start: str, pad: str) -> list[str]:
        if value.style in ("|", ">"):
            return _block_text(value, start, pad, entry.head or entry.tail)
        if len(value.lines) == 1:
            text = _scalar(value, in_flow=False)
            if not text:
                return [_beside(start, entry.tail or entry.head)]
            if not entry.head and (not value.below or _cells(f"{start} {text}") <= WIDTH):
                return [_beside(f"{start} {text}", entry.tail)]
            return [_beside(start, entry.head), _beside(f"{pad}{STEP}{text}", entry.tail)]
        first, *more = value.lines
        more = [f"{pad}{STEP}{_trimmed(line)}".rstrip(" ") if line.strip() else "" for line in more]
        if value.below or entry.head:
            lines = [_beside(start, entry.head), f"{pad}{STEP}{_trimmed(first)}", *more]
        else:
            lines = [f"{start} {_trimmed(first)}", *more]
        return _last(lines, entry.tail)

    def flow(self, node: Collection, start: str, pad: str, hint: Any, entry: Entry) -> list[str] | None:
        """A collection in braces or brackets on one line, or a list of words filled into several lines; else None."""
        text = self.one_line(node, hint)
        if text is None:
            return None
        simple = not node.is_map and all(isinstance(inner.value, Scalar) for inner in node.entries)
        if node.lines > 1 and any(isinstance(inner.value, Collection) for inner in node.entries):
            return None
        if _cells(f"{start} {text}") <= WIDTH:
            return [f"{start} {text}"]
        words = [_scalar(inner.value, in_flow=True) for inner in node.entries if isinstance(inner.value, Scalar)]
        if not simple or (entry.key is not None and max(map(_cells, words), default=0) > _SHORT_WORD):
            return None
        under = f"{pad}{STEP} " if entry.key is None else f"{pad}{STEP}"
        lines = [f"{start} ["]
        for n, text in enumerate(words):
            word = text + ("," if n < len(words) - 1 else "]")
            glue = "" if lines[-1].endswith("[") and n == 0 else " "
            if n and _cells(lines[-1] + glue + word) > WIDTH:
                lines.append(under + word)
            else:
                lines[-1] += glue + word
        return lines

    def one_line(self, node: Collection, hint: Any) -> str | None:
        """A collection on one line, or None where a comment, an anchor or text of several lines forbids that."""
        if node.foot or node.opening:
            return None
        if not node.is_map:
            _match_quotes(node)
        hints = dict(zip(map(id, node.entries), _value_hints(node, hint), strict=True))
        parts = []
        for given in _in_order(node, hint):
            entry = _shortened(given, hints[id(given)])
            if entry.lead or entry.head or entry.tail:
                return None
            value = entry.value
            if isinstance(value, Scalar):
                if len(value.lines) > 1 or value.style in ("|", ">"):
                    return None
                text: str | None = _scalar(value, in_flow=True)
            elif isinstance(value, Collection):
                text = self.one_line(value, hints[id(given)])
            else:
                text = f"*{value.name}"
            if text is None:
                return None
            if isinstance(value, (Scalar, Collection)) and value.anchor:
                text = f"&{value.anchor} {text}"
            parts.append(f"{_scalar(entry.key, in_flow=True, key=True)}: {text}".rstrip() if entry.key else text)
        return ("{%s}" if node.is_map else "[%s]") % ", ".join(parts)


def _scalar(value: Scalar, *, in_flow: bool, key: bool = False) -> str:
    """A scalar of one line. Without quotes it stays as it is."""
    source = value.lines[0]
    return quoted(value.value, source, in_flow=in_flow, key=key, keep=value.keep) if value.style else source


def _match_quotes(node: Collection) -> None:
    """Keeps the quotes of all of a list's texts where one of them needs its own."""
    texts = [entry.value for entry in node.entries if isinstance(entry.value, Scalar) and entry.value.style in "'\""]
    texts = [text for text in texts if text.style and len(text.lines) == 1]
    for text in texts:
        text.keep = False
    uneven = any(_scalar(text, in_flow=node.flow) != text.value for text in texts)
    for text in texts:
        text.keep = uneven


def _block_text(value: Scalar, start: str, pad: str, remark: Comment | None) -> list[str]:
    """Text below `|` or `>`: its lines as they are, at another depth."""
    header, *body = value.lines
    signs = header.split("#")[0].strip().replace("+", "")  # blank lines at the end are nothing to our language
    given = next((int(sign) for sign in signs if sign.isdigit()), None)
    depth = min((len(line) - len(line.lstrip(" ")) for line in body if line.strip(" ")), default=0)
    if given is not None:
        first = next((line for line in body if line.strip(" ")), "")
        lead = len(value.value.lstrip("\n")) - len(value.value.lstrip("\n").lstrip(" "))
        depth = len(first) - len(first.lstrip(" ")) - lead
        signs = signs.replace(str(given), str(len(STEP)))
    inside = [line[depth:] for line in body]
    return [_beside(f"{start} {signs}", remark), *(f"{pad}{STEP}{line}" if line.strip(" ") else "" for line in inside)]


def _trimmed(line: str) -> str:
    """A line of text that YAML folds, without blanks at its ends; a blank behind a backslash belongs to the text."""
    bare = line.strip(" \t")
    slashes = len(bare) - len(bare.rstrip("\\"))
    return f"{bare} " if slashes % 2 and line.rstrip("\n").endswith(" ") else bare


def _beside(line: str, remark: Comment | None) -> str:
    """A line with the comment behind it, in the column where it stood if that is near, else two blanks behind."""
    if remark is None:
        return line
    near = len(line) + 2 <= remark.col <= len(line) + 40
    return f"{line.ljust(remark.col if near else len(line) + 2)}{remark.text}"


def _last(lines: list[str], remark: Comment | None) -> list[str]:
    return [*lines[:-1], _beside(lines[-1], remark)]


def _cells(line: str) -> int:
    """Columns that a line takes at a terminal or in an editor."""
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
