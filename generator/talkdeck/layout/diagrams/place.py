"""Where the nodes of a diagram stand: layers one behind the other, nodes of a layer beside each other.

Places are worked out along the direction of edges (u) and across it (v); `Plane` turns them into places on the slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from talkdeck.layout.diagrams.graph import Layered
from talkdeck.model.units import Emu, Rect, inches, share
from talkdeck.model.values import Struct

CHANNEL = inches(0.36)
"""Between two layers at least: a stub, a turn and an arrowhead."""
CHANNEL_MOST = inches(1.7)
BESIDE_LABEL = inches(0.42)
"""What a channel needs besides a label that stands on a line in it."""
GAP, GAP_MOST = inches(0.2), inches(0.6)
"""Between two nodes of a layer."""
WAY = inches(0.3)
"""Room that a long edge keeps between the nodes it passes."""
RIM = inches(0.34)
"""Room around the nodes for edges that lead back or round them."""
SWEEPS = 12
SNAP = inches(0.2)
STRAIGHT = 50
"""How much more a node counts than a long edge that passes by, where both want one place."""


class Spot(Struct, frozen=True):
    """A rectangle along (u) and across (v)."""

    u: Emu
    v: Emu
    du: Emu
    dv: Emu

    @property
    def middle(self) -> Emu:
        return self.v + self.dv // 2


class Plane(Struct, frozen=True):
    """The room of a diagram, and whether edges lead down in it or to the right."""

    room: Rect
    down: bool

    @property
    def length(self) -> Emu:
        return self.room.h if self.down else self.room.w

    @property
    def breadth(self) -> Emu:
        return self.room.w if self.down else self.room.h

    def point(self, u: Emu, v: Emu) -> tuple[Emu, Emu]:
        return (self.room.x + v, self.room.y + u) if self.down else (self.room.x + u, self.room.y + v)

    def rect(self, spot: Spot) -> Rect:
        x, y = self.point(spot.u, spot.v)
        return Rect(x, y, spot.dv, spot.du) if self.down else Rect(x, y, spot.du, spot.dv)

    def extent(self, width: Emu, height: Emu) -> tuple[Emu, Emu]:
        """Width and height as extents along and across."""
        return (height, width) if self.down else (width, height)


class Placement(Struct, frozen=True):
    """A spot for each node; `bands` are (begin, end) of each layer along; `ways` where waypoints are, across."""

    spots: tuple[Spot, ...]
    bands: tuple[tuple[Emu, Emu], ...]
    ways: dict[int, Emu]


def placed(
    graph: Layered, sizes: Sequence[tuple[Emu, Emu]], labels: Sequence[Emu], plane: Plane, rims: tuple[bool, bool]
) -> Placement | None:
    """Places for nodes of some sizes (along, across); None where the room is too small.

    `labels` is what the labels in each channel need along it. `rims` keep room for edges round all nodes: at the
    first and last layer, and beside the layers.
    """
    end, edge = (RIM if rim else 0 for rim in rims)
    deep = [max((sizes[place][0] for place in layer if place < graph.count), default=0) for layer in graph.layers]
    channels = [max(CHANNEL, label + BESIDE_LABEL if label else 0) for label in labels]
    free = plane.length - 2 * end - sum(deep) - sum(channels)
    breadth = plane.breadth - 2 * edge
    dv = [[sizes[place][1] if place < graph.count else WAY for place in layer] for layer in graph.layers]
    spare = [breadth - sum(layer) - GAP * (len(layer) - 1) for layer in dv]
    if free < 0 or min(spare) < 0:
        return None
    if channels:
        more = [
            max(0, min(extra, CHANNEL_MOST - c)) for (_, extra), c in zip(_even(free, channels), channels, strict=True)
        ]
        channels = [c + m for c, m in zip(channels, more, strict=True)]
    begin = (plane.length - sum(deep) - sum(channels)) // 2
    bands = []
    for n, depth in enumerate(deep):
        bands.append((begin, begin + depth))
        begin += depth + (channels[n] if n < len(channels) else 0)
    most = max(len(layer) for layer in graph.layers)
    gap = GAP + min(GAP_MOST - GAP, min(spare) // max(1, most))
    at = _across(graph, dv, gap, plane.breadth, edge)
    spots = []
    for place in range(graph.count):
        n = graph.layer_of(place)
        du, wide = sizes[place]
        a, b = bands[n]
        spots.append(Spot((a + b - du) // 2, at[place] - wide // 2, du, wide))
    return Placement(tuple(spots), tuple(bands), {p: v for p, v in at.items() if p >= graph.count})


def _even(free: Emu, channels: Sequence[Emu]) -> tuple[tuple[Emu, Emu], ...]:
    return share(max(0, free), (1,) * len(channels))


def _across(graph: Layered, dv: Sequence[Sequence[Emu]], gap: Emu, breadth: Emu, edge: Emu) -> dict[int, Emu]:
    """The middle of each place across: near the middle of what it is joined to, in the layer's order and apart."""
    near: dict[int, tuple[list[int], list[int]]] = {p: ([], []) for layer in graph.layers for p in layer}
    for a, b in graph.links:
        near[a][1].append(b)
        near[b][0].append(a)
    offsets = [_offsets(layer, gap) for layer in dv]
    at: dict[int, Emu] = {}
    for layer, offset, tall in zip(graph.layers, offsets, dv, strict=True):
        whole = offset[-1] + (tall[0] + tall[-1]) // 2
        for place, o in zip(layer, offset, strict=True):
            at[place] = (breadth - whole) // 2 + tall[0] // 2 + o
    count = len(graph.layers)
    for sweep in range(SWEEPS):
        side = sweep % 2 if sweep < SWEEPS - 4 else 2
        order = range(count) if sweep % 2 == 0 else range(count - 1, -1, -1)
        for n in order:
            layer = graph.layers[n]
            wanted = []
            for place in layer:
                ends = near[place][0] + near[place][1] if side == 2 else near[place][side]
                if place < graph.count:
                    ends = [end for end in ends if end < graph.count] or ends
                wanted.append(sum(at[end] for end in ends) / len(ends) if ends else float(at[place]))
            weights = [STRAIGHT if place < graph.count else 1 for place in layer]
            low = edge + dv[n][0] // 2
            high = breadth - edge - offsets[n][-1] - dv[n][-1] // 2
            for place, v in zip(layer, _apart(wanted, weights, offsets[n], low, high), strict=True):
                at[place] = v
    _snapped(graph, dv, breadth, edge, at)
    return at


def _snapped(graph: Layered, dv: Sequence[Sequence[Emu]], breadth: Emu, edge: Emu, at: dict[int, Emu]) -> None:
    """Nodes that stand almost in line with the one before stand in line with it, where that leaves a gap."""
    for n, layer in enumerate(graph.layers[1:], start=1):
        nodes = [(place, tall) for place, tall in zip(layer, dv[n], strict=True) if place < graph.count]
        for spot, (place, tall) in enumerate(nodes):
            ends = [a for a, b in graph.links if b == place and a < graph.count]
            near = [at[end] for end in ends if abs(at[end] - at[place]) < SNAP]
            low, high = edge + tall // 2, breadth - edge - tall // 2
            if spot:
                low = max(low, at[nodes[spot - 1][0]] + (nodes[spot - 1][1] + tall) // 2 + GAP // 2)
            if spot + 1 < len(nodes):
                high = min(high, at[nodes[spot + 1][0]] - (nodes[spot + 1][1] + tall) // 2 - GAP // 2)
            if near and low <= near[0] <= high:
                at[place] = near[0]


def _offsets(sizes: Sequence[Emu], gap: Emu) -> list[Emu]:
    """How far each middle is at least behind the first."""
    offsets = [0]
    for one, other in pairwise(sizes):
        offsets.append(offsets[-1] + (one + other) // 2 + gap)
    return offsets


def _apart(wanted: Sequence[float], weights: Sequence[int], offsets: Sequence[Emu], low: Emu, high: Emu) -> list[Emu]:
    """Middles as near to the wanted ones as their distances allow: least squares, by pooling adjacent violators."""
    blocks: list[tuple[float, int, int]] = []
    for wish, weight, offset in zip(wanted, weights, offsets, strict=True):
        mean, weigh, size = wish - offset, weight, 1
        while blocks and blocks[-1][0] > mean:
            before, heavy, count = blocks.pop()
            mean, weigh, size = (before * heavy + mean * weigh) / (heavy + weigh), heavy + weigh, count + size
        blocks.append((mean, weigh, size))
    level = [mean for mean, _, size in blocks for _ in range(size)]
    return [round(min(max(mean, low), high)) + offset for mean, offset in zip(level, offsets, strict=True)]
