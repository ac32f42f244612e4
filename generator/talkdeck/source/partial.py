"""The sound part of an outline with mistakes: the slides that have none, at their lines."""

from __future__ import annotations

from collections.abc import Sequence

from yaml import MappingNode, SequenceNode

from talkdeck.model.outline import Outline
from talkdeck.model.problems import Problem
from talkdeck.source import reader
from talkdeck.source.yaml import load


def sound_part(data: bytes, name: str, problems: Sequence[Problem]) -> tuple[Outline, ...]:
    """What can be read of an outline with mistakes, in all its languages: nothing where fewer slides do not help.

    `data` is the outline, `name` its path in problems, and `problems` what is wrong with it.

    The lines of each slide with a mistake are emptied, so that all others keep their numbers.
    """
    text = reader.text_of(data)
    root, _ = load(text, name)
    if root is None:
        return ()
    lines = text.split("\n")
    bad = {problem.span.line for problem in problems if problem.is_error}
    for begin, end in _slides(root):
        if not bad.isdisjoint(range(begin, end)):
            lines[begin - 1 : end - 1] = [""] * (end - begin)
    return reader.read_editions_of("\n".join(lines).encode(), name)[0]


def _slides(root: object) -> list[tuple[int, int]]:
    """The lines of each slide that stands on lines of its own: the first, and that behind the last."""
    found: list[tuple[int, int]] = []

    def visit(node: object, key: str) -> None:
        if isinstance(node, MappingNode):
            for name, value in node.value:
                if name.value in ("slides", "sections"):
                    visit(value, name.value)
        elif isinstance(node, SequenceNode) and not node.flow_style:
            for number, item in enumerate(node.value):
                if key == "sections":
                    visit(item, key)
                    continue
                begin = item.start_mark.line + 1
                later = node.value[number + 1].start_mark if number + 1 < len(node.value) else None
                # The dash stands on the line of the item's first key; a comment between two slides goes with the first.
                end = later.line + 1 if later else item.end_mark.line + (1 if item.end_mark.column == 0 else 2)
                found.append((begin, end))

    visit(root, "")
    return found
