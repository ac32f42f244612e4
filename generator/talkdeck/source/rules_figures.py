"""Rules of figures and sequences: how many there are, and dates that only some events of a timeline have."""

from __future__ import annotations

from typing import Any

from yaml import MappingNode, Node, SequenceNode

from talkdeck.model.kinds import Cycle, Levels, Steps
from talkdeck.source.rule_helpers import Notes, Rule, _count, _nodes, _value

STATS, EVENTS, STEPS, ROUND, LEVELS = range(1, 5), range(1, 13), range(3, 8), range(3, 7), range(3, 7)


def slide_of_figures(notes: Notes, given: dict[str, tuple[Node, Node]]) -> None:
    """What the rule of slides asks of `stats` and `timeline`."""
    hint = "spread them over several slides, or use a `table`"
    _count(notes, _value(given, "stats"), "the figures of a slide", tuple(STATS), hint)
    events = _value(given, "timeline")
    _count(notes, events, "the events of a timeline", tuple(EVENTS), "part it in two timelines, such as one an era")
    if isinstance(events, SequenceNode) and len(events.value) in EVENTS:
        _dates(notes, events)


def _dates(notes: Notes, events: SequenceNode) -> None:
    """Either all events are dated or none: a gap looks like a mistake."""
    dated = [isinstance(event, MappingNode) and "date" in _nodes(event) for event in events.value]
    if any(dated) and not all(dated):
        without = events.value[dated.index(False)]
        count = dated.count(False)
        fact = f"{count} of {len(dated)} events {'has' if count == 1 else 'have'} no date"
        notes.note("W224", fact, without, "date all of them, or none")


def _listed(node: Node, key: str) -> Node | None:
    """The list of a mapping that may be written as the list alone."""
    return node if isinstance(node, SequenceNode) else _value(_nodes(node), key)


def _steps(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    hint = "for fewer use `compare` or `columns`, for more a `numbered` list or two slides"
    _count(notes, _listed(node, "steps"), "the steps of a process", tuple(STEPS), hint)


def _cycle(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    hint = "for two use `compare`, for more `steps`"
    _count(notes, _listed(node, "steps"), "the steps of a cycle", tuple(ROUND), hint)


def _levels(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    hint = "for two use `compare`, for more a `table`"
    _count(notes, _listed(node, "levels"), "the levels of a slide", tuple(LEVELS), hint)


RULES: dict[type[Any], Rule] = {Steps: _steps, Cycle: _cycle, Levels: _levels}
