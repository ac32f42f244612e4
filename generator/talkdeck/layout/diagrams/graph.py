"""A diagram's graph in layers: cycles broken, nodes as far forward as their edges ask, few crossings.

After Sugiyama, Tagawa and Toda (1981): layers by longest paths, order in each layer by barycentres. Everything goes by
the order in which the outline names nodes and edges, so one outline gives one diagram.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from talkdeck.model.values import Struct
from talkdeck.source.edges import Edge

SWEEPS = 12


class Layered(Struct, frozen=True):
    """Layers of places in order. A place is a node's index, or `count + n` for the n-th waypoint of a long edge.

    `links` join places of neighbouring layers, the earlier first. `ways` are each edge's waypoints, by its index.
    """

    count: int
    layers: tuple[tuple[int, ...], ...]
    links: tuple[tuple[int, int], ...]
    ways: Mapping[int, tuple[int, ...]]

    def layer_of(self, place: int) -> int:
        return next(n for n, layer in enumerate(self.layers) if place in layer)


def layered(names: Sequence[str], edges: Sequence[Edge]) -> Layered:
    """Nodes (by name) and edges in layers, crossings reduced."""
    index = {name: n for n, name in enumerate(names)}
    pairs = [(index[edge.start], index[edge.end]) for edge in edges]
    forward = _forward(len(names), pairs)
    depth = _depths(len(names), forward)
    layers: list[list[int]] = [[] for _ in range(max(depth, default=0) + 1)]
    for place in range(len(names)):
        layers[depth[place]].append(place)
    links: list[tuple[int, int]] = []
    ways: dict[int, tuple[int, ...]] = {}
    made = len(names)
    for n, (a, b) in enumerate(forward):
        chain = [a]
        for between in range(depth[a] + 1, depth[b]):
            layers[between].append(made)
            chain.append(made)
            made += 1
        chain.append(b)
        links += pairwise(chain)
        ways[n] = tuple(chain[1:-1])
    return Layered(len(names), _ordered(layers, links), tuple(links), ways)


def _forward(count: int, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Edges without cycles: one that leads back to where edges before it in the outline came from is turned about."""
    out: list[set[int]] = [set() for _ in range(count)]

    def reaches(a: int, b: int) -> bool:
        waiting, seen = [a], {a}
        while waiting:
            here = waiting.pop()
            if here == b:
                return True
            fresh = out[here] - seen
            seen |= fresh
            waiting += fresh
        return False

    made = []
    for a, b in pairs:
        if reaches(b, a):
            a, b = b, a
        out[a].add(b)
        made.append((a, b))
    return made


def _depths(count: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The layer of each node: behind all that lead to it; a node that nothing leads to just before what it leads to."""
    depth = [0] * count
    for _ in range(count):
        for a, b in pairs:
            depth[b] = max(depth[b], depth[a] + 1)
    for n in range(count):
        after = [depth[b] for a, b in pairs if a == n]
        if after and all(b != n for _, b in pairs):
            depth[n] = min(after) - 1
    return depth


def _ordered(layers: list[list[int]], links: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Layers in the order, of those that sweeps of barycentres find, with the fewest crossings."""
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for a, b in links:
        after.setdefault(a, []).append(b)
        before.setdefault(b, []).append(a)
    best = [list(layer) for layer in layers]
    fewest = crossings(best, links)
    current = [list(layer) for layer in layers]
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        numbers = range(1, len(current)) if down else range(len(current) - 2, -1, -1)
        near = before if down else after
        for n in numbers:
            fixed = {place: at for at, place in enumerate(current[n - 1 if down else n + 1])}
            spot = {place: at for at, place in enumerate(current[n])}

            def middle(place: int, near: dict[int, list[int]] = near, fixed: dict[int, int] = fixed) -> float | None:
                ends = [fixed[end] for end in near.get(place, ())]
                return sum(ends) / len(ends) if ends else None

            keys = {place: middle(place) for place in current[n]}
            size = max(1, len(fixed)) / max(1, len(spot))
            current[n].sort(key=lambda p: (k if (k := keys[p]) is not None else spot[p] * size, spot[p]))
        count = crossings(current, links)
        if count < fewest:
            fewest, best = count, [list(layer) for layer in current]
    return tuple(map(tuple, best))


def crossings(layers: Sequence[Sequence[int]], links: Sequence[tuple[int, int]]) -> int:
    """How many pairs of links cross."""
    spot = {place: at for layer in layers for at, place in enumerate(layer)}
    layer_of = {place: n for n, layer in enumerate(layers) for place in layer}
    by_layer: dict[int, list[tuple[int, int]]] = {}
    for a, b in links:
        by_layer.setdefault(layer_of[a], []).append((spot[a], spot[b]))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for group in by_layer.values()
        for n, one in enumerate(group)
        for other in group[n + 1 :]
    )
