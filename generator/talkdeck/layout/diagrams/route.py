"""Courses of a diagram's edges between its nodes: level and upright by turns, through no node, upon no other edge.

Each edge takes the cheapest of some courses: straight, by one turn between two layers, along a lane between or round
the nodes that it passes, or round below or above. A course is dear for its length, its bends and the edges it crosses,
and very dear where it runs upon an edge with which it shares neither beginning nor end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from talkdeck.layout.diagrams.place import Placement, Spot
from talkdeck.model.units import Emu, inches
from talkdeck.model.values import Struct

Point = tuple[Emu, Emu]

STUB, HEAD = inches(0.1), inches(0.2)
"""A course runs straight so far behind its first node, and before its last one, where the arrowhead is."""
CLEAR = inches(0.08)
"""No course comes nearer to a node that it passes."""
NEAR = inches(0.09)
"""Parallel courses that are nearer look like one."""
TRACKS = 7
LANES = inches(0.17)

CROSSING, UPON, BEND = 0.7, 8.0, 0.3
"""What it costs to cross an edge, to run upon one, and to turn; an inch of length costs 1."""


class Course(Struct, frozen=True):
    """An edge's points along and across, and the sides that it leaves and enters: ahead, behind, low or high."""

    start: int
    end: int
    points: tuple[Point, ...]
    leaves: str
    enters: str


def routed(
    placement: Placement,
    pairs: Sequence[tuple[int, int]],
    layers: Sequence[int],
    breadth: Emu,
    length: Emu,
    clear: Mapping[int, Emu],
) -> list[Course] | None:
    """The course of each edge (from node, to node); short ones choose first. `layers` is the layer of each node.

    `clear` is how far a lane keeps from nodes, for edges whose label stands on it. None where one finds no course.
    """
    made: dict[int, Course] = {}
    early = {pairs[n][0] for n in clear if sum(a == pairs[n][0] for a, _ in pairs) > 1}
    late = {pairs[n][1] for n in clear if pairs[n][0] not in early}
    order = sorted(range(len(pairs)), key=lambda n: (_span(pairs[n], layers), n))
    for n in order:
        turn = -1 if pairs[n][0] in early else 1 if pairs[n][1] in late else 0
        choices = _choices(placement, pairs[n], layers, breadth, turn)
        course = _cheapest(choices, placement, list(made.values()), clear.get(n, CLEAR), length)
        if course is None:
            return None
        made[n] = course
    return [made[n] for n in range(len(pairs))]


def _span(pair: tuple[int, int], layers: Sequence[int]) -> int:
    """How far an edge reaches; edges that lead back come last."""
    reach = layers[pair[1]] - layers[pair[0]]
    return reach if reach > 0 else 100 - reach


def _choices(
    placement: Placement, pair: tuple[int, int], layers: Sequence[int], breadth: Emu, turn: int
) -> Iterator[Course]:
    a, b = pair
    one, other = placement.spots[a], placement.spots[b]
    out, into = (one.u + one.du, one.middle), (other.u, other.middle)
    if layers[b] == layers[a] + 1:
        if abs(out[1] - into[1]) < NEAR // 4:
            yield Course(a, b, (out, into), "ahead", "behind")
        else:
            for u in _tracks(placement, layers[a], turn):
                yield Course(a, b, (out, (u, out[1]), (u, into[1]), into), "ahead", "behind")
    lanes = list(_lanes(placement, breadth, {one.middle, other.middle}))
    for side, sign in (("low", 1), ("high", -1)):
        begin, end = _edge(one, sign), _edge(other, sign)
        for v in lanes:
            if (v - begin[1]) * sign >= CLEAR and (v - end[1]) * sign >= CLEAR:
                yield Course(a, b, (begin, (begin[0], v), (end[0], v), end), side, side)
    if layers[b] != layers[a] + 1:
        for first in _tracks(placement, layers[a]):
            for v in lanes:
                for last in _tracks(placement, layers[b] - 1):
                    course = (out, (first, out[1]), (first, v), (last, v), (last, into[1]), into)
                    yield Course(a, b, _plain(course), "ahead", "behind")


def _edge(spot: Spot, sign: int) -> Point:
    return spot.u + spot.du // 2, spot.v + spot.dv if sign > 0 else spot.v


def _tracks(placement: Placement, layer: int, turn: int = 0) -> list[Emu]:
    """Places along for turns behind a layer (-1: before the first): the middle ones first, or those near its begin (-1)
    or end (1), which leaves room for labels behind or before them.
    """
    bands = placement.bands
    begin = bands[layer][1] if layer >= 0 else bands[0][0] - STUB - HEAD - NEAR
    end = bands[layer + 1][0] if layer + 1 < len(bands) else bands[-1][1] + STUB + HEAD + NEAR
    first, last = begin + STUB, end - HEAD
    if last <= first:
        return [(first + last) // 2]
    step = max(1, (last - first) // max(1, min(TRACKS - 1, (last - first) // NEAR)))
    found = list(range(first, last + 1, step))
    best = ((first + last) // 2, last, first)[turn]
    return sorted(found, key=lambda u: (abs(u - best), u))


def _lanes(placement: Placement, breadth: Emu, own: set[Emu]) -> Iterator[Emu]:
    """Places across for a course along the layers: at the ends' own height, waypoints, in gaps, and round all."""
    yield from sorted(own)
    yield from sorted(set(placement.ways.values()) - own)
    edges = sorted({v for spot in placement.spots for v in (spot.v, spot.v + spot.dv)})
    for low, high in pairwise([max(0, edges[0] - 4 * LANES), *edges, min(breadth, edges[-1] + 4 * LANES)]):
        middle, reach = (low + high) // 2, (high - low) // 2 - CLEAR
        if reach >= 0:
            yield middle
            for step in range(1, min(2, reach // LANES) + 1):
                yield from (middle - step * LANES, middle + step * LANES)


def _plain(points: Sequence[Point]) -> tuple[Point, ...]:
    """A course without points that it passes straight on."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _cheapest(
    choices: Iterator[Course], placement: Placement, made: Sequence[Course], clear: Emu, length: Emu
) -> Course | None:
    priced = sorted(((_base(course), n, course) for n, course in enumerate(choices)), key=lambda each: each[:2])
    best: Course | None = None
    price = 1e9
    others = [(course, one, two) for course in made for one, two in pairwise(course.points)]
    for base, _, course in priced:
        if base >= price:
            break
        if not all(0 <= u <= length for u, _ in course.points) or _hits(course, placement, clear):
            continue
        cost = base + _conflicts(course, others)
        if cost < price:
            best, price = course, cost
    return best


def _base(course: Course) -> float:
    length = sum(abs(x1 - x0) + abs(y1 - y0) for (x0, y0), (x1, y1) in pairwise(course.points))
    return length / inches(1) + BEND * (len(course.points) - 2)


def _hits(course: Course, placement: Placement, lane: Emu) -> bool:
    """Whether a course runs through a node, or too near to one; its lane keeps `lane` away from all."""
    last = len(course.points) - 2
    middle = last // 2 if last > 1 else -1
    for n, (one, two) in enumerate(pairwise(course.points)):
        u0, u1 = sorted((one[0], two[0]))
        v0, v1 = sorted((one[1], two[1]))
        for place, spot in enumerate(placement.spots):
            clear = beside = CLEAR
            if n == middle:
                beside = max(lane, CLEAR)
            elif place in (course.start, course.end):
                if (n == 0 and place == course.start) or (n == last and place == course.end):
                    continue
                clear = beside = CLEAR // 2
            if (
                u0 < spot.u + spot.du + clear
                and spot.u - clear < u1
                and v0 < spot.v + spot.dv + beside
                and spot.v - beside < v1
            ):
                return True
    return False


def _conflicts(course: Course, others: Sequence[tuple[Course, Point, Point]]) -> float:
    cost = 0.0
    for one, two in pairwise(course.points):
        level = one[1] == two[1]
        for other, three, four in others:
            flat = three[1] == four[1]
            if level != flat:
                upright, across = ((three, four), (one, two)) if level else ((one, two), (three, four))
                cost += CROSSING * _cross(upright, across)
            elif _upon(one, two, three, four, level):
                kin = course.start == other.start or course.end == other.end
                cost += 0.0 if kin else UPON
    return cost


def _cross(upright: tuple[Point, Point], level: tuple[Point, Point]) -> bool:
    (u, v0), (_, v1) = upright
    (u0, v), (u1, _) = level
    return min(u0, u1) < u < max(u0, u1) and min(v0, v1) < v < max(v0, v1)


def _upon(one: Point, two: Point, three: Point, four: Point, level: bool) -> bool:
    k, m = (1, 0) if level else (0, 1)
    if abs(one[k] - three[k]) >= NEAR:
        return False
    return min(max(one[m], two[m]), max(three[m], four[m])) - max(min(one[m], two[m]), min(three[m], four[m])) > 0
