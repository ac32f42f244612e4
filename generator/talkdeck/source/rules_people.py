"""Rules of people, round tables, icons and time codes: how many there are, and what belongs where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from talkdeck.model.kinds import Panel
from talkdeck.model.outline import Recording
from talkdeck.source.address import fault
from talkdeck.source.rule_helpers import Notes, Rule, _count, _nodes, _value
from talkdeck.source.yaml import entries

_TIME = re.compile(r"(?:\d{1,2}:)?[0-5]?\d:[0-5]\d")
"""HH:MM:SS or MM:SS."""

MAX_PEOPLE, MAX_SEATS, MAX_QUESTIONS = 8, 5, 4


def slide_of_people(notes: Notes, given: dict[str, tuple[Node, Node]], values: dict[str, Any]) -> None:
    """What the rule of slides asks of people and of time codes."""
    people = _value(given, "people")
    allowed = tuple(range(2, MAX_PEOPLE + 1))
    _count(notes, people, "the people of a slide", allowed, "one alone is a `person`; spread more over several slides")
    for _, points in _of_each(people, "points"):
        hint = "leave them out, or give the person a slide alone with `person:`"
        notes.note("E210", "`points` has no place on a card", points, hint)
    if "person" in given and "title" not in given:
        at, person = given["person"]
        if isinstance(person, ScalarNode) or (isinstance(person, MappingNode) and not _says(person)):
            hint = "add `claim: ...` or `points: [...]` to the person, or `title: ...` to the slide"
            notes.note("E202", "this person says nothing", at, hint)
    if isinstance(values.get("time"), str) and not _TIME.fullmatch(values["time"]):
        hint = 'write hours, minutes and seconds in quotes, such as "00:18:49" or "18:49"'
        notes.note("E219", f"`{values['time'][:20]}` is not a time code", given["time"][1], hint)


def _says(person: MappingNode) -> bool:
    return bool(_nodes(person).keys() & {"claim", "points"})


def _of_each(people: Node | None, *names: str) -> Iterator[tuple[str, Node]]:
    """Keys of these names that people of a list have."""
    if isinstance(people, SequenceNode):
        for person in people.value:
            given = _nodes(person)
            yield from ((name, given[name][0]) for name in names if name in given)


def _panel(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    people, questions = _value(given, "people"), _value(given, "questions")
    seats = tuple(range(2, MAX_SEATS + 1))
    _count(notes, people, "the people of a round table", seats, "spread them over two slides")
    for name, at in _of_each(people, "claim", "points"):
        hint = "what they say stands in the answers; leave it out here"
        notes.note("E210", f"`{name}` has no place at a round table", at, hint)
    count = 0
    for answers in _answers(questions):
        count += 1
        if isinstance(people, SequenceNode) and isinstance(answers, SequenceNode):
            said, seated = len(answers.value), len(people.value)
            if said and said != seated:
                hint = "give one for each in their order, and ~ where there was none"
                fact = f"there are {seated} people, but {said} answer{'s' if said != 1 else ''}"
                notes.note("E214", fact, answers, hint)
    if count > MAX_QUESTIONS and questions is not None:
        hint = "spread them over several slides"
        notes.note("E211", f"a round table has {MAX_QUESTIONS} questions at most, not {count}", questions, hint)


def _answers(questions: Node | None) -> Iterator[Node]:
    """The answers of each question of a list, or of a mapping of question to answers."""
    if isinstance(questions, MappingNode):
        for _, _, value in entries(questions):
            yield _nodes(value)["answers"][1] if "answers" in _nodes(value) else value
    elif isinstance(questions, SequenceNode):
        for question in questions.value:
            yield _nodes(question)["answers"][1] if "answers" in _nodes(question) else question


def _recording(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    url, anchor = values.get("url"), values.get("anchor")
    if isinstance(url, str) and (wrong := fault(url)):
        at = node if isinstance(node, ScalarNode) else given["url"][1]
        notes.note("E207", f"the address `{url[:80]}` {wrong[0]}", at, wrong[1])
    if isinstance(anchor, str) and "{seconds}" not in anchor:
        hint = "write `{seconds}` where they belong, such as `#t={seconds}`; without an anchor links lead to the start"
        notes.note("E219", "the anchor has no place for the seconds", given["anchor"][1], hint)


RULES: dict[type[Any], Rule] = {Panel: _panel, Recording: _recording}
