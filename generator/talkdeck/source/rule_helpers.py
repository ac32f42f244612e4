"""What the rules of the language have in common: where problems go, and how a mapping's nodes are asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from yaml import MappingNode, Node, SequenceNode

from talkdeck.model.problems import Span
from talkdeck.source.yaml import entries, is_null


class Notes(Protocol):
    """Where problems go (`scalars.Reading`)."""

    path: str
    text: str
    ids: dict[str, int]

    def note(self, code: str, text: str, node: Node, *hints: str, span: Span | None = None) -> Any: ...


Rule = Callable[[Notes, Node, dict[str, Any]], None]


def _nodes(node: Node) -> dict[str, tuple[Node, Node]]:
    """Key node and value node by key."""
    return {name: (at, value) for name, at, value in entries(node)} if isinstance(node, MappingNode) else {}


def _one_of(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names[:-1]) + f" or `{names[-1]}`"


def _count(notes: Notes, node: Node | None, what: str, allowed: tuple[int, ...], hint: str) -> None:
    """Note a list that has none of the allowed lengths; an empty one or no list was noted before."""
    if isinstance(node, SequenceNode) and node.value and len(node.value) not in allowed:
        listed = ", ".join(str(n) for n in allowed[:-1]) + f" or {allowed[-1]}"
        notes.note("E211", f"{what} are {listed}, not {len(node.value)}", node, hint)


def _length(pair: tuple[Node, Node] | None) -> int:
    """How many entries a list has; a value of a wrong type, refused elsewhere, counts as one."""
    if pair is None or is_null(pair[1]):
        return 0
    return len(pair[1].value) if isinstance(pair[1], SequenceNode) else 1


def _value(given: dict[str, tuple[Node, Node]], name: str) -> Node | None:
    return given[name][1] if name in given else None
