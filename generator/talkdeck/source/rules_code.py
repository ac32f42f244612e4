"""Rules of program text: numbers of lines that it has."""

from __future__ import annotations

from typing import Any

from yaml import Node

from talkdeck.model.outline import Code
from talkdeck.model.text import Verbatim
from talkdeck.source.line_ranges import line_range
from talkdeck.source.rule_helpers import Notes, Rule, _nodes, _value
from talkdeck.source.rules_builds import code_steps


def _code(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    first, text, wanted = values.get("first", 1), values.get("text"), values.get("highlight")
    if isinstance(first, int) and first < 0:
        notes.note("E216", f"`first` is a number from 0 on, not {first}", given["first"][1], "leave it out for 1")
        return
    if not (isinstance(first, int) and isinstance(text, Verbatim)):
        return
    last = first + text.text.count("\n")
    code_steps(notes, _value(given, "steps"), values.get("steps"), first, last)
    if not isinstance(wanted, tuple):
        return
    for word, at in zip(wanted, given["highlight"][1].value, strict=True):
        lines = line_range(word)
        if lines is None:
            notes.note("E216", f"`{word[:40]}` is no line and no range of lines", at, "write 3, or 5-7")
        elif lines[0] < first or lines[-1] > last:
            fact = f"the text has the lines {first} to {last}, not {word[:40]}"
            hints = ("`first` gives the number of the first line",) if first != 1 else ()
            notes.note("E216", fact, at, "give lines that it has", *hints)


RULES: dict[type[Any], Rule] = {Code: _code}
