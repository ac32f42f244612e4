"""Laying YAML trees over each other: a brand over the base, a layout over the one it is `like`.

Works on YAML nodes, so that every value keeps its place in the file for messages.
"""

from __future__ import annotations

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from talkdeck.source.yaml import entries

INSTEAD = {"x": "cols", "cols": "x"}
"""A region's edges are said in inches or in columns: whichever is said last counts."""

OWN = ("title", "like", "without")
"""Keys of a layout or style that are not taken over from the one it is like."""


def laid_over(under: Node, over: Node) -> Node:
    """`over` upon `under`: mappings join key by key, everything else is replaced."""
    if not (isinstance(under, MappingNode) and isinstance(over, MappingNode)):
        return over
    joined = {name: (key, value) for name, key, value in entries(under)}
    for name, key, value in entries(over):
        joined.pop(INSTEAD.get(name, ""), None)
        joined[name] = (key, laid_over(joined[name][1], value) if name in joined else value)
    return _mapping(list(joined.values()), over)


def moved(tree: Node, place: Node) -> Node:
    """The tree with every place in it turned to that of another node: what a brand takes over from the base has none
    of its own in the brand's file.
    """
    todo, seen = [tree], set()
    while todo:
        node = todo.pop()
        if id(node) not in seen:
            seen.add(id(node))
            node.start_mark, node.end_mark = place.start_mark, place.start_mark
            if isinstance(node, MappingNode):
                todo += (part for pair in node.value for part in pair)
            elif isinstance(node, SequenceNode):
                todo += node.value
    return tree


def with_likes(root: Node, section: str) -> tuple[Node, list[tuple[Node, str]]]:
    """The tree with `like` worked out in each entry of a section, and the `like`s that lead nowhere or in a circle."""
    lost: list[tuple[Node, str]] = []
    if not isinstance(root, MappingNode):
        return root, lost
    table = next((value for name, _, value in entries(root) if name == section), None)
    if not isinstance(table, MappingNode):
        return root, lost
    given = {name: value for name, _, value in entries(table)}
    done: dict[str, Node] = {}

    def worked_out(name: str, way: tuple[str, ...]) -> Node:
        if name in done:
            return done[name]
        node = given[name]
        like = _value(node, "like")
        if isinstance(like, ScalarNode) and isinstance(node, MappingNode):
            if like.value not in given or like.value in way:
                lost.append((like, like.value))
            else:
                parent = worked_out(like.value, (*way, name))
                node = laid_over(_heritage(parent, _value(node, "without")), _without_own(node))
        done[name] = node
        return node

    pairs = [(key, worked_out(name, (name,))) for name, key, _ in entries(table)]
    made = _mapping(pairs, table)
    rest = [(key, made if value is table else value) for _, key, value in entries(root)]
    return _mapping(rest, root), lost


def _heritage(parent: Node, without: Node | None) -> Node:
    """What is taken over from a parent: all but its own name, and but what the child is without."""
    if not isinstance(parent, MappingNode):
        return parent
    names = {n.value for n in without.value} if isinstance(without, SequenceNode) else set()
    kept = []
    for name, key, value in entries(parent):
        if name in OWN or (name == "art" and "art" in names):
            continue
        if name == "regions" and isinstance(value, MappingNode):
            value = _mapping([(k, v) for n, k, v in entries(value) if n not in names], value)
        kept.append((key, value))
    return _mapping(kept, parent)


def _without_own(node: MappingNode) -> Node:
    return _mapping([(key, value) for name, key, value in entries(node) if name not in ("like", "without")], node)


def _value(node: Node, key: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, _, value in entries(node) if name == key), None)


def _mapping(pairs: list[tuple[Node, Node]], like: MappingNode) -> MappingNode:
    return MappingNode(like.tag, pairs, like.start_mark, like.end_mark, like.flow_style)
