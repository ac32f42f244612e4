"""Rules of builds: what a kind can be built by, steps of program text, minutes and seconds, commands of the player."""

from __future__ import annotations

import difflib
from typing import Any, get_args

from yaml import Node, SequenceNode

from talkdeck.model.motion import NATURAL, Build, Effect, Player, Shortcut
from talkdeck.source.line_ranges import step_lines
from talkdeck.source.rule_helpers import Notes, Rule, _nodes, _one_of, _value

COMMANDS = (
    "next", "previous", "skip-next", "skip-previous", "first", "last", "find", "overview", "fullscreen", "read", "dark",
    "black", "white", "laser", "pen", "presenter", "presenter-here", "alone", "timer-toggle", "timer-reset",
    "notes-larger", "notes-smaller", "print", "help",
)  # fmt: skip
"""Commands of the HTML deck, as its script calls them."""
MOST_MINUTES = 24 * 60
MOST_SECONDS = 60 * 60


def slide_of_builds(notes: Notes, given: dict[str, tuple[Node, Node]], values: dict[str, Any], kind: str) -> None:
    """What the rule of slides asks of `build` and `pace`; `kind` is the slide's content key, "" without one."""
    _least(notes, given, values, "pace", MOST_SECONDS)
    build = values.get("build")
    if not isinstance(build, Build) or build.by == "none":
        return
    at = _value(_nodes(given["build"][1]), "by") or given["build"][1]
    can = NATURAL.get(kind, ())
    steps = _value(_nodes(_value(given, "code") or at), "steps") if kind == "code" else None
    what = f"`{kind}`" if kind else "this slide"
    if not can:
        notes.note("E225", f"{what} comes at once", at, "leave `build` out, or write `build: none`")
    elif build.by is not None and build.by not in get_args(Effect) and build.by not in can:
        hints = [f"{what} can be built by {_one_of(can) if len(can) > 1 else f'`{can[0]}`'}"]
        notes.note("E225", f"{what} cannot be built by `{build.by}`", at, *hints)
    elif build.by == "lines" and steps is None:
        hint = "say which lines each click is about: `code: {text: ..., steps: [1-3, 5, all]}`"
        notes.note("E225", "building by lines needs the code's `steps`", at, hint)


def outline_of_builds(notes: Notes, given: dict[str, tuple[Node, Node]], values: dict[str, Any]) -> None:
    """What the rule of outlines asks of `duration`."""
    _least(notes, given, values, "duration", MOST_MINUTES)


def _least(notes: Notes, given: dict[str, tuple[Node, Node]], values: dict[str, Any], key: str, most: int) -> None:
    count = values.get(key)
    if isinstance(count, int) and not 1 <= count <= most:
        unit = "minutes" if key == "duration" else "seconds"
        fact = f"`{key}` is a number of {unit} from 1 to {most:,}, not {count:,}"
        notes.note("E226", fact, given[key][1], "leave it out where there is no plan")


def _build(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    by = values.get("by")
    if "by" in given and by in get_args(Effect):
        notes.note("E204", f"`by` cannot be `{by}`", given["by"][1], f"write `effect: {by}`")
    if by == "none" and "effect" in given:
        notes.note("E210", "what comes at once has no `effect`", given["effect"][0], "keep one of them")


def code_steps(notes: Notes, listed: Node | None, wanted: Any, first: int, last: int) -> None:
    """Each step names lines of the text, and others than the step before."""
    if not isinstance(wanted, tuple) or not isinstance(listed, SequenceNode):
        return
    before = frozenset(range(first, last + 1))
    for word, at in zip(wanted, listed.value, strict=True):
        lines = step_lines(word, first, last)
        if lines is None:
            notes.note("E216", f"`{word[:40]}` is no step", at, 'write 3, 5-7, "1, 4-6" or all')
            return
        if outside := sorted(line for line in lines if not first <= line <= last):
            fact = f"the text has the lines {first} to {last}, not {outside[0]}"
            notes.note("E216", fact, at, "give lines that it has")
            return
        if lines == before:
            fact = "this step shows what is shown already" if at is listed.value[0] else "this step repeats the last"
            notes.note("E216", fact, at, "before the first click all lines are bright; name others")
        before = lines


def _player(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    _least(notes, _nodes(node), values, "advance", MOST_SECONDS)


def _shortcut(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    name = values.get("command")
    if isinstance(name, str) and name not in COMMANDS:
        close = difflib.get_close_matches(name, COMMANDS, 1)
        hint = f"did you mean `{close[0]}`?" if close else f"there are {', '.join(COMMANDS)}"
        notes.note("E204", f"the player has no command `{name[:60]}`", _nodes(node)["command"][1], hint)


RULES: dict[type[Any], Rule] = {Build: _build, Player: _player, Shortcut: _shortcut}
