"""Edges of a diagram in a few words: `a -> b`, `a -> b: label`, `a -- b`, `a <-> b`, `a -> b -> c`."""

from __future__ import annotations

import re
from typing import Any, Literal

from yaml import MappingNode, Node, ScalarNode

from talkdeck.model.values import Struct
from talkdeck.source.scalars import Reading, string

Arrow = Literal["none", "end", "both"]

_ARROWS: dict[str, Arrow] = {"->": "end", "--": "none", "<->": "both"}
_TOKEN = re.compile(r"\s*(<->|->|--)\s*|\"([^\"]*)\"|“([^”]*)”|'([^']*)'(?=\s|$|:|：|-|<)")
_LABEL = re.compile(r":\s+|：\s*|:$")


class Edge(Struct, frozen=True):
    """An edge between two nodes by name; `label` is what stands beside it."""

    start: str
    end: str
    arrow: Arrow
    label: str | None = None


def parse_edge(text: str) -> list[Edge] | str:
    """The edges that a line says, in order, its label at the last; or why it cannot be read."""
    names: list[str] = [""]
    arrows: list[Arrow] = []
    label: str | None = None
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found and found[1]:
            names.append("")
            arrows.append(_ARROWS[found[1]])
        elif found and not names[-1].strip():
            names[-1] = next(part for part in found.groups()[1:] if part is not None)
        elif colon := _LABEL.match(text, at):
            label = text[colon.end() :].strip()
            break
        else:
            names[-1] += text[at]
            at += 1
            continue
        at = found.end() if found else len(text)
    names = [name.strip() for name in names]
    if not arrows:
        return "it has no arrow"
    if not all(names):
        return "an arrow has no node before it" if not names[0] else "an arrow has no node behind it"
    if any(re.search("<|→|←|↔|—>|=>", name) for name in names):
        return "its arrow is none of `->`, `--` and `<->`"
    pairs = list(zip(names, names[1:], arrows, strict=False))
    if any(start == end for start, end, _ in pairs):
        return "it leads from a node to itself"
    last = len(pairs) - 1
    return [
        Edge(start, end, arrow, label or None if n == last else None) for n, (start, end, arrow) in enumerate(pairs)
    ]


def edge_text(reading: Reading, node: Node, key: str) -> Any:
    """An edge as one text. `a -> b: label` without quotes is a mapping of one key to YAML, and means the same."""
    if isinstance(node, MappingNode) and len(node.value) == 1:
        at, value = node.value[0]
        if isinstance(at, ScalarNode) and isinstance(value, ScalarNode):
            said = string(reading, value, key)
            return f"{at.value}: {said}" if isinstance(said, str) else said
    value = string(reading, node, "edge")
    return value.strip() if isinstance(value, str) else value
