"""Rules of diagrams: edges that can be read, nodes that exist, no name twice."""

from __future__ import annotations

import difflib
from typing import Any

from yaml import MappingNode, Node, SequenceNode

from talkdeck.model.kinds import Diagram
from talkdeck.source.edges import Edge, parse_edge
from talkdeck.source.rule_helpers import Notes, Rule, _nodes, _value

MAX_NODES = 24
MAX_EDGES = 40
"""Beyond these nobody follows a diagram on a slide."""


def _diagram(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    listed = node if isinstance(node, SequenceNode) else _value(_nodes(node), "edges")
    if not isinstance(listed, SequenceNode) or not isinstance(values.get("edges"), tuple):
        return
    edges: list[tuple[Edge, Node]] = []
    seen: dict[tuple[str, str], int] = {}
    for text, at in zip(values["edges"], listed.value, strict=True):
        parsed = parse_edge(text)
        if isinstance(parsed, str):
            hint = "write `a -> b`, `a -> b: label`, `a -- b` or `a <-> b`"
            notes.note(
                "E217",
                f"this edge cannot be read: {parsed}",
                at,
                hint,
                "a name with an arrow or a colon goes in quotes",
            )
            continue
        for edge in parsed:
            pair = edge.start, edge.end
            if pair in seen:
                fact = f"the edge from `{edge.start[:40]}` to `{edge.end[:40]}` is there already"
                notes.note("E209", fact, at, f"line {seen[pair]} has it")
            seen.setdefault(pair, at.start_mark.line + 1)
            edges.append((edge, at))
    _names(notes, node, values, edges)
    names = list(dict.fromkeys(name for edge, _ in edges for name in (edge.start, edge.end)))
    if len(names) > MAX_NODES or len(edges) > MAX_EDGES:
        fact = f"a diagram has {MAX_NODES} nodes and {MAX_EDGES} edges at most, not {len(names)} and {len(edges)}"
        notes.note("E211", fact, listed, "show the whole in few nodes, and its parts on slides of their own")


def _names(notes: Notes, node: Node, values: dict[str, Any], edges: list[tuple[Edge, Node]]) -> None:
    """Names given twice; and names in edges that are misspelt ones of a node that no edge leads to."""
    nodes = values.get("nodes", ())
    listed = _value(_nodes(node), "nodes")
    if not isinstance(nodes, tuple) or not isinstance(listed, SequenceNode | MappingNode):
        return
    places = [value for _, value in listed.value] if isinstance(listed, MappingNode) else listed.value
    given = [each.name for each in nodes]
    for n, name in enumerate(given):
        if name in given[:n]:
            notes.note("E209", f"the node `{name[:60]}` is there already", places[n], "give every node its own name")
    used = {name for edge, _ in edges for name in (edge.start, edge.end)}
    free = [name for name in given if name not in used]
    noted: set[str] = set()
    for edge, at in edges:
        for name in (edge.start, edge.end):
            close = difflib.get_close_matches(name.lower(), [each.lower() for each in free], 1, 0.6)
            if name not in given and close and name not in noted:
                noted.add(name)
                meant = next(each for each in free if each.lower() == close[0])
                notes.note("E223", f"no node is called `{name[:60]}`", at, f"did you mean `{meant}`?")


RULES: dict[type[Any], Rule] = {Diagram: _diagram}
