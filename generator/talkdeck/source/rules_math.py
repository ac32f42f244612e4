"""Rules of formulas: how many there are, and LaTeX that is understood, pointed at inside the formula."""

from __future__ import annotations

from typing import Any

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from talkdeck.model.kinds import Formula, Math
from talkdeck.model.problems import Span
from talkdeck.model.text import Verbatim
from talkdeck.source.rule_helpers import Notes, Rule, _count, _nodes, _value


def _math(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    formulas = node if isinstance(node, SequenceNode) else _value(_nodes(node), "formulas")
    _count(notes, formulas, "the formulas of a slide", (1, 2, 3, 4), "spread them over several slides")


def _formula(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    latex = values.get("latex")
    at = _nodes(node)["latex"][1] if isinstance(node, MappingNode) and "latex" in values else node
    if not isinstance(latex, Verbatim) or not isinstance(at, ScalarNode):
        return
    from talkdeck.math.latex import LatexError, parse

    try:
        parse(latex.text)
    except LatexError as error:
        span = inside(at, error.at, error.length, notes.path, notes.text)
        notes.note(error.code, error.fact, at, error.hint, span=span)


def inside(node: ScalarNode, offset: int, length: int, path: str, source: str) -> Span | None:
    """Where characters of a scalar's value stand in the file; None where YAML has folded its lines.

    `offset` and `length` count characters of the value. `source` is the text of the file; without it there is no place.
    """
    start = node.start_mark
    value: str = node.value
    if not source or offset >= len(value):
        return None
    if node.style == "|":
        above = value[:offset].split("\n")
        line = source.split("\n")[start.line + len(above) : start.line + len(above) + 1]
        whole = value.split("\n")[len(above) - 1]
        indent = line[0].find(whole) if line and whole else -1
        if indent < 0:
            return None
        number, col = start.line + 1 + len(above), indent + len(above[-1]) + 1
        return Span(path, number, col, number, col + min(length, len(whole) - len(above[-1])))
    if node.start_mark.line != node.end_mark.line or node.style == ">":
        return None
    col, end = (start.column + 1 + _written(value[:n], node.style) for n in (offset, min(len(value), offset + length)))
    quote = 1 if node.style else 0
    return Span(path, start.line + 1, col + quote, start.line + 1, end + quote)


def _written(value: str, style: str | None) -> int:
    """How many characters of the file a part of a value takes in its quotes."""
    if style == "'":
        return len(value) + value.count("'")
    return len(value) + value.count("\\") + value.count('"') if style == '"' else len(value)


RULES: dict[type[Any], Rule] = {Math: _math, Formula: _formula}
