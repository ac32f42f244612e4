"""Scalar nodes to values: inline text, verbatim text, words, numbers, choices; and what one run of reading collects."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any, get_args

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from talkdeck.model.outline import Language
from talkdeck.model.problems import Problem, Span
from talkdeck.model.text import Mark, Verbatim
from talkdeck.model.values import Struct, field, replace
from talkdeck.source import words
from talkdeck.source.characters import odd_characters
from talkdeck.source.markup import parse_inline
from talkdeck.source.yaml import (
    BOOL,
    NULL,
    entries,
    is_null,
    is_plain,
    is_yes_or_no,
    marked_up,
    span_at,
    span_of,
    truth,
)

# White space and the characters of no width: a text of nothing else is empty.
_UNSEEN = " \t\n\u00a0\u00ad\u202f\u205f\u2060\u3000" + "".join(map(chr, range(0x2000, 0x200E)))
_FIGURES = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")

BAD: Any = object()
"""What a reader returns when it has noted an error."""

MAX_TITLE = 400
"""Characters; a title of ten lines is a mistake, not a title."""


class Reading(Struct):
    """What one run of the reader collects. `text` is the file's, where rules need to look at it."""

    path: str
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)

    def note(self, code: str, text: str, node: Node, *hints: str, span: Span | None = None) -> Any:
        """Note a problem at a node, or at a place inside it; returns BAD."""
        self.problems.append(Problem(code, text, span or place(node, self.path), hints))
        return BAD


Reader = Callable[[Reading, Node, str], Any]
"""Reads a node under a key: (what is collected, the node, the key's name for messages) to a value or BAD."""


def place(node: Node, path: str) -> Span:
    """Where to point for a node: all of a short scalar, else the first character that belongs to it."""
    if isinstance(node, ScalarNode) and node.start_mark.line == node.end_mark.line:
        return span_of(node, path)
    return span_at(path, node.start_mark)


def kind(node: Node) -> str:
    """What a node is, for a message."""
    if isinstance(node, MappingNode):
        return "a mapping"
    if isinstance(node, SequenceNode):
        return "a list"
    if is_null(node):
        return "nothing"
    if truth(node) is not None:
        return "true or false"
    return "text"


def nothing(reading: Reading, node: Node, key: str) -> Any:
    """A key without a value."""
    return reading.note("E205", f"`{key}` has no value", node, "fill it or remove it")


def string(reading: Reading, node: Node, key: str) -> Any:
    """The characters of a scalar as written; numbers and dates are text too."""
    if not isinstance(node, ScalarNode):
        return reading.note("E203", f"`{key}` must be text, not {kind(node)}", node, *_text_hints(node, key))
    value: str = node.value
    if not node.style:
        if value in NULL:
            return nothing(reading, node, key)
        if value in BOOL:
            hint = f'for the word, quote it: "{value}"'
            return reading.note("E203", f"`{key}` must be text, not true or false", node, hint)
    elif node.style == '"' and _escaped(reading, node):
        return BAD
    if not value.strip(_UNSEEN):
        return reading.note("E205", f"`{key}` is empty", node, "fill it or remove it")
    return value


def _text_hints(node: Node, key: str) -> tuple[str, ...]:
    if isinstance(node, SequenceNode):
        if node.flow_style:
            return (f'text that begins with a bracket must be quoted: {key}: "[...]"',)
        return ("write it as one text, or use a key that takes a list, such as `bullets`",)
    if isinstance(node, MappingNode) and node.flow_style:
        return (f'text that begins with a brace must be quoted: {key}: "{{...}}"',)
    return ('if it is text with a colon in it, quote it: "..."',)


def _escaped(reading: Reading, node: ScalarNode) -> bool:
    """Note odd characters that came into quoted text through escapes; True if one is an error."""
    bad = False
    for _, code, text, hints in odd_characters(node.value, escaped=True):
        reading.note(code, text, node, *hints)
        bad = bad or code.startswith("E")
    return bad


def inline(reading: Reading, node: Node, key: str) -> Any:
    """Text with inline markup, or a mapping of text and mark."""
    if isinstance(node, MappingNode):
        return _marked(reading, node, key)
    value = string(reading, node, key)
    if value is BAD:
        return BAD
    if key == "title" and len(value) > MAX_TITLE:
        hint = f"a title has two lines at most; move the rest into the slide ({MAX_TITLE} characters are the limit)"
        return reading.note("E206", f"the title has {len(value):,} characters", node, hint)
    return parse_inline(marked_up(node), span_of(node, reading.path), reading.problems)


def _marked(reading: Reading, node: MappingNode, key: str) -> Any:
    """`{text: ..., mark: computed}`."""
    text: Any = None
    mark: Any = None
    fine = True
    for name, at, value in entries(node):
        if name == "text":
            text = inline(reading, value, key) if isinstance(value, ScalarNode) else string(reading, value, key)
        elif name == "mark":
            mark = choice(get_args(Mark), reading, value, "mark")
        else:
            fine = False
            hints = _text_hints(node, key)
            if name in get_args(Language):
                hints = ("name the talk's further languages at its top, such as `editions: [en]`",)
            known = "text with a mark has the keys text and mark"
            reading.note("E203", f"`{key}` must be text, not a mapping with `{name[:60]}`", at, *hints, known)
            break
    if fine and text is None:
        return reading.note(
            "E202", "text with a mark needs `text`", node, f"write `{key}: {{text: ..., mark: computed}}`"
        )
    if not fine or text is BAD or mark is BAD:
        return BAD
    return replace(text, mark=mark)


def verbatim(reading: Reading, node: Node, key: str) -> Any:
    """Text as it stands, but for line feeds at its end."""
    value = string(reading, node, key)
    if value is BAD:
        return BAD
    return Verbatim(value.rstrip("\n"), span_of(node, reading.path))


def word(reading: Reading, node: Node, key: str) -> Any:
    """A plain string, such as a file's name."""
    value = string(reading, node, key)
    return value if value is BAD else value.strip()


def is_figure(text: str) -> bool:
    """True for what a number may be written as."""
    return bool(_FIGURES.fullmatch(text))


def true_or_false(reading: Reading, node: Node, key: str) -> Any:
    """A plain `true` or `false`."""
    value = truth(node)
    if is_yes_or_no(node):
        return BAD
    if value is None:
        return reading.note("E203", f"`{key}` must be true or false", node, f"write `{key}: true` or leave it out")
    return value


def number(wanted: type[int] | type[float], others: tuple[str, ...], reading: Reading, node: Node, key: str) -> Any:
    """A whole or decimal number, or one of the other words that may stand in its place."""
    if isinstance(node, ScalarNode) and node.value in others:
        return node.value
    if is_plain(node) and is_figure(node.value):
        try:
            return wanted(node.value)
        except ValueError:  # a decimal number where a whole one is wanted
            pass
    name = " or ".join(("a whole number" if wanted is int else "a number", *(f"`{other}`" for other in others)))
    example = 3 if wanted is int else 0.5
    return reading.note("E203", f"`{key}` must be {name}", node, f"write `{key}: {example}`")


def choice(choices: tuple[str, ...], reading: Reading, node: Node, key: str) -> Any:
    """One of some words."""
    listed = ", ".join(choices[:-1]) + f" or {choices[-1]}"
    if not isinstance(node, ScalarNode) or is_null(node):
        return reading.note("E203", f"`{key}` must be {listed}, not {kind(node)}", node, f"write `{key}: {choices[0]}`")
    if node.value in choices:
        return node.value
    if is_yes_or_no(node):
        return BAD
    close = [c for c in choices if c.lower() == node.value.lower()]
    close = (
        close or difflib.get_close_matches(node.value, choices, 1) or words.CHOICES.get((key, node.value.lower()), [])
    )
    hints = (*(f"did you mean `{word}`?" for word in close), f"`{key}` is {listed}")
    return reading.note("E204", f"`{key}` cannot be `{node.value[:60]}`", node, *hints)


def paragraphs(reading: Reading, node: ScalarNode, key: str) -> Any:
    """Running text: blank lines part paragraphs. YAML has folded a blank line into one line feed except below `|`."""
    if string(reading, node, key) is BAD:
        return BAD
    value = marked_up(node)
    span = span_of(node, reading.path)
    folded = node.style == ">" or (node.style != "|" and node.start_mark.line != node.end_mark.line)
    parts = value.strip().split("\n") if folded else _BLANK_LINES.split(value.strip())
    return tuple(parse_inline(part, span, reading.problems) for part in parts if part.strip())
