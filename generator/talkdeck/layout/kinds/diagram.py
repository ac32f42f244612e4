"""Diagrams: nodes and edges of the outline as shapes and connectors, at the largest size that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from talkdeck.brand.model import Region
from talkdeck.layout.diagrams.graph import Layered, layered
from talkdeck.layout.diagrams.label import labelled
from talkdeck.layout.diagrams.place import Placement, Plane, placed
from talkdeck.layout.diagrams.route import Course, routed
from talkdeck.layout.sheet import Sheet
from talkdeck.layout.stage import Stage
from talkdeck.layout.words import word
from talkdeck.model.deck import Slide
from talkdeck.model.geometry import text_area
from talkdeck.model.kinds import Diagram, DiagramNode
from talkdeck.model.page import ConnectorBox, Geometry, ShapeBox, TextBox
from talkdeck.model.text import Text, plain_text
from talkdeck.model.units import EMU_PER_CPT, Cpt, Emu, Rect, inches, points
from talkdeck.model.values import Struct, replace
from talkdeck.source.edges import Edge, parse_edge
from talkdeck.text.fitting import set_paragraphs, text_height
from talkdeck.text.setting import Draft, measure

FORMS: dict[str, Geometry] = {
    "box": "rect",
    "round": "round",
    "circle": "ellipse",
    "diamond": "diamond",
    "store": "can",
}
PAD_X, PAD_Y = inches(0.12), inches(0.09)
RADIUS = inches(0.16)
LINE = points(1.5)
WIDEST = inches(3.4)
"""Text of a node on one line at most."""
MOST_LINES = 4
LABEL_WIDTHS = inches(1.7), inches(1.0), inches(0.75)
LABEL_PAD = inches(0.04)
LABEL_CLEAR = inches(0.07)
ROOMY = inches(0.24)
"""Room above and below the words of a node where the slide has it."""
TRIES = 8
"""So many ways to set a diagram are compared where labels find no good place."""

SIDES = {
    False: {"ahead": "right", "behind": "left", "low": "bottom", "high": "top"},
    True: {"ahead": "bottom", "behind": "top", "low": "right", "high": "left"},
}


class _Node(Struct, frozen=True):
    """A node's words and looks."""

    name: str
    drafts: tuple[Draft, ...]
    shape: Geometry
    strong: bool
    source: DiagramNode | None


class _Setting(Struct, frozen=True):
    """A diagram at one size: places, courses, and the frames of labels by the index of their edge."""

    size: Cpt
    label_size: Cpt
    frames: tuple[Rect, ...]
    courses: tuple[Course, ...]
    lines: tuple[tuple[tuple[Emu, Emu], ...], ...]
    labels: dict[int, Rect]


def arrange_diagram(slide: Slide, stage: Stage) -> list[Sheet]:
    """Nodes in layers, joined by connectors; one size for all nodes, one for all labels. What fits only the other way
    than asked is turned.
    """
    diagram = slide.content
    assert isinstance(diagram, Diagram)
    sheet = Sheet(stage, slide, slide.layout or "diagram")
    sheet.top()
    place = stage.layout(sheet.name).region("canvas")
    node = f"{slide.node}.diagram"
    edges = [edge for text in diagram.edges for edge in parse_edge(text) if isinstance(edge, Edge)]
    nodes = _nodes(diagram, edges, stage, place, node)
    labels = {n: _label(edge.label, stage, place, f"{node}.labels.{n}") for n, edge in enumerate(edges) if edge.label}
    graph = layered([each.name for each in nodes], edges)
    for down in (diagram.direction == "down", diagram.direction != "down"):
        setting = _setting(graph, nodes, edges, labels, Plane(place.frame, down), stage, place)
        if setting is not None:
            break
    else:
        fact = f"{len(nodes)} nodes in {len(graph.layers)} layers do not fit the slide in either direction"
        hint = "shorten names and labels, leave out steps between, or split the diagram over two slides"
        stage.wrong("E520", fact, diagram.where, hint)
        return [sheet]
    setting = _centred(setting, place.frame)
    alt = diagram.alt.plain if diagram.alt else _described(nodes, edges, stage.lang)
    sheet.add("canvas", ShapeBox(frame=_around(setting, place.frame), node=node, alt=alt))
    _put(sheet, setting, nodes, edges, labels, down, node)
    return [sheet]


def _nodes(diagram: Diagram, edges: Sequence[Edge], stage: Stage, place: Region, node: str) -> list[_Node]:
    """Every node: in the order in which edges name them, then those that no edge does."""
    known = {each.name: each for each in diagram.nodes}
    names = dict.fromkeys(name for edge in edges for name in (edge.start, edge.end))
    names.update(dict.fromkeys(known))
    panel = replace(place, over="panel")
    made = []
    for n, name in enumerate(names):
        said = known.get(name)
        strong = bool(said and said.strong)
        colour = "on-dark" if strong else "panel-ink"
        title: Text | str = said.title if said and said.title else name
        where = f"{node}.nodes.{n}"
        more = said.text if said else None
        drafts = [stage.draft(title, panel, where, colour=colour, bold=True if more or strong else None)]
        if more:
            quiet = "on-dark-muted" if strong else "panel-muted"
            drafts.append(stage.draft(more, panel, f"{where}.text", colour=quiet))
        made.append(_Node(name, tuple(drafts), FORMS[said.form if said else "box"], strong, said))
    return made


def _label(text: str, stage: Stage, place: Region, node: str) -> Draft:
    return stage.draft(plain_text(text), place, node, style=stage.brand.styles["diagram-label"])


def _setting(
    graph: Layered,
    nodes: Sequence[_Node],
    edges: Sequence[Edge],
    labels: dict[int, Draft],
    plane: Plane,
    stage: Stage,
    place: Region,
) -> _Setting | None:
    """The first way to set a diagram in which labels cover no line; else the first in which all find a place."""
    fallback = None
    tries = 0
    index = {each.name: n for n, each in enumerate(nodes)}
    pairs = [(index[edge.start], index[edge.end]) for edge in edges]
    layers = [graph.layer_of(n) for n in range(len(nodes))]
    beside = any(layers[b] != layers[a] + 1 for a, b in pairs)
    ends = (False, True) if any(layers[b] <= layers[a] for a, b in pairs) else (False,)
    for size, width, alike, pad in _candidates(nodes, stage, place):
        sizes = _sizes(nodes, size, width, alike, pad, stage)
        if sizes is None:
            continue
        for (label_size, label_width), end in product(_label_widths(stage) if labels else [(0, 0)], ends):
            spans = {n: _label_extent(draft, label_size, label_width, stage) for n, draft in labels.items()}
            placement = _placement(graph, sizes, spans, pairs, layers, plane, (end, beside))
            if placement is None:
                continue
            clear = {n: plane.extent(*extent)[1] // 2 + LABEL_CLEAR for n, extent in spans.items()}
            courses = routed(placement, pairs, layers, plane.breadth, plane.length, clear)
            tries += 1
            if courses is None:
                continue
            frames = tuple(plane.rect(spot) for spot in placement.spots)
            lines = tuple(tuple(plane.point(u, v) for u, v in course.points) for course in courses)
            found = labelled(lines, spans, frames, plane.room)
            tries += 1
            if found is not None:
                made = _Setting(size, label_size, frames, tuple(courses), lines, found[0])
                if found[1]:
                    return made
                fallback = fallback or made
        if tries >= TRIES and fallback:
            break
    return fallback


def _candidates(nodes: Sequence[_Node], stage: Stage, place: Region) -> Iterator[tuple[Cpt, Emu, bool, Emu]]:
    """Sizes of type, widths of text, whether all boxes are as wide as the widest, and the room above and below words:
    larger type first, then alike, then wider, then roomy; text no narrower than its longest word.
    """
    shaped = [measure(draft, stage.metrics) for each in nodes for draft in each.drafts]
    for size in stage.style(place).sizes:
        em = size * EMU_PER_CPT
        # The measure counts 1 % and a pixel less than a line has; see `Shaped`.
        longest, least = (
            max(found) * em * 102 // 100_000 + points(2)
            for found in ([s.width for s in shaped], [s.longest for s in shaped])
        )
        widest = min(WIDEST, longest)
        widths = [widest * part // 100 for part in (100, 85, 72, 60, 50, 42, 35, 28)]
        widths = [*(width for width in widths if width > least), min(widest, least)]
        for alike in (True, False):
            yield from ((size, width, alike, pad) for width in widths for pad in (ROOMY, PAD_Y))


def _sizes(
    nodes: Sequence[_Node], size: Cpt, width: Emu, alike: bool, pad: Emu, stage: Stage
) -> list[tuple[Emu, Emu]] | None:
    """Width and height of each node: boxes of one height and (`alike`) one width, with room `pad` above and below their
    words; diamonds and circles as large as their words ask.

    None where one would have too many lines.
    """
    talls = []
    for each in nodes:
        lines = sum(measure(draft, stage.metrics).line_count(width, size) for draft in each.drafts)
        if lines > MOST_LINES + len(each.drafts) - 1:
            return None
        talls.append(text_height(each.drafts, size, width, stage.metrics))
    plain = [tall for each, tall in zip(nodes, talls, strict=True) if each.shape in ("rect", "round", "can")]
    tallest = max(plain, default=0)
    em = size * EMU_PER_CPT
    wides = [
        max(measure(draft, stage.metrics).width for draft in each.drafts) * em * 102 // 100_000 + points(2)
        for each in nodes
    ]
    return [
        _extent(each.shape, width if alike else min(width, wide), tallest, tall, pad)
        for each, tall, wide in zip(nodes, talls, wides, strict=True)
    ]


def _extent(shape: Geometry, width: Emu, tallest: Emu, tall: Emu, pad: Emu) -> tuple[Emu, Emu]:
    w, h = width + 2 * PAD_X, tallest + 2 * pad
    match shape:
        case "can":
            return w, max(h, (tall + PAD_Y) * 8 // 5)  # its lids take three eighths of its height
        case "ellipse":
            return (width + PAD_X // 2) * 1415 // 1000, (tall + PAD_Y) * 1415 // 1000
        case "diamond":
            return 2 * width + PAD_X, 2 * tall + PAD_Y
        case _:
            return w, h


def _label_widths(stage: Stage) -> list[tuple[Cpt, Emu]]:
    """Sizes of labels and widths that they have at most."""
    sizes = stage.brand.styles["diagram-label"].sizes
    return [*((size, LABEL_WIDTHS[0]) for size in sizes), *((sizes[-1], width) for width in LABEL_WIDTHS[1:])]


def _label_extent(draft: Draft, size: Cpt, most: Emu, stage: Stage) -> tuple[Emu, Emu]:
    natural = measure(draft, stage.metrics).width * size * EMU_PER_CPT * 102 // 100_000 + points(2)
    width = min(max(most, measure(draft, stage.metrics).longest * size * EMU_PER_CPT // 1000 + points(2)), natural)
    return width + 2 * LABEL_PAD, text_height((draft,), size, width, stage.metrics) + LABEL_PAD // 2


def _placement(
    graph: Layered,
    sizes: Sequence[tuple[Emu, Emu]],
    labels: dict[int, tuple[Emu, Emu]],
    pairs: Sequence[tuple[int, int]],
    layers: Sequence[int],
    plane: Plane,
    rims: tuple[bool, bool],
) -> Placement | None:
    channels = [0] * (len(graph.layers) - 1)
    for n, extent in labels.items():
        a, b = pairs[n]
        if layers[b] == layers[a] + 1:
            channels[layers[a]] = max(channels[layers[a]], plane.extent(*extent)[0])
    return placed(graph, [plane.extent(*size) for size in sizes], channels, plane, rims)


def _centred(setting: _Setting, room: Rect) -> _Setting:
    """The diagram moved to the middle of its room."""
    drawn = _around(setting, room)
    dx, dy = room.x + (room.w - drawn.w) // 2 - drawn.x, room.y + (room.h - drawn.h) // 2 - drawn.y

    def moved(rect: Rect) -> Rect:
        return Rect(rect.x + dx, rect.y + dy, rect.w, rect.h)

    return replace(
        setting,
        frames=tuple(map(moved, setting.frames)),
        lines=tuple(tuple((x + dx, y + dy) for x, y in line) for line in setting.lines),
        labels={n: moved(rect) for n, rect in setting.labels.items()},
    )


def _around(setting: _Setting, room: Rect) -> Rect:
    """The smallest rectangle around the diagram."""
    rects = [*setting.frames, *setting.labels.values()]
    xs = [x for line in setting.lines for x, _ in line]
    ys = [y for line in setting.lines for _, y in line]
    left, top = min(*(r.x for r in rects), *xs, room.right), min(*(r.y for r in rects), *ys, room.bottom)
    right, bottom = max(*(r.right for r in rects), *xs, room.x), max(*(r.bottom for r in rects), *ys, room.y)
    return Rect(left, top, right - left, bottom - top)


def _described(nodes: Sequence[_Node], edges: Sequence[Edge], lang: str) -> str:
    """The edges in words, for those who do not see the diagram."""
    said = {each.name: each.drafts[0].plain for each in nodes}
    signs = {"end": "→", "none": "–", "both": "↔"}
    parts = [
        f"{said[edge.start]} {signs[edge.arrow]} {said[edge.end]}{f' ({edge.label})' if edge.label else ''}"
        for edge in edges
    ]
    return word("diagram", lang, "; ".join(parts))


def _put(
    sheet: Sheet,
    setting: _Setting,
    nodes: Sequence[_Node],
    edges: Sequence[Edge],
    labels: dict[int, Draft],
    down: bool,
    node: str,
) -> None:
    """Connectors, then nodes in the order of their places, then labels."""
    diagram = sheet.slide.content
    assert isinstance(diagram, Diagram)
    metrics = sheet.stage.metrics
    sides = SIDES[down]
    for n, (edge, course, line) in enumerate(zip(edges, setting.courses, setting.lines, strict=True)):
        sheet.add(
            "canvas",
            ConnectorBox(
                node=f"{node}.edges.{n}",
                start=f"{node}.nodes.{course.start}",
                end=f"{node}.nodes.{course.end}",
                start_site=sides[course.leaves],  # type: ignore[arg-type]
                end_site=sides[course.enters],  # type: ignore[arg-type]
                points=line,
                stroke="muted",
                stroke_width=LINE,
                arrow=edge.arrow,
            ),
        )
    order = sorted(range(len(nodes)), key=lambda n: _reading(setting.frames[n], down))
    for n in order:
        each, frame = nodes[n], setting.frames[n]
        radius = RADIUS if each.shape == "round" else 0
        area = text_area(each.shape, frame.w, frame.h, radius)
        inset = (area[0] + PAD_X // 4, area[1], area[2] + PAD_X // 4, area[3])
        width = frame.w - inset[0] - inset[2]
        paragraphs = set_paragraphs(each.drafts, setting.size, width, metrics)
        sheet.add(
            "canvas",
            TextBox(
                node=f"{node}.nodes.{n}",
                role="node",
                frame=frame,
                paragraphs=paragraphs,
                height=text_height(each.drafts, setting.size, width, metrics) + inset[1] + inset[3],
                span=each.source.where if each.source else diagram.where,
                anchor="middle",
                inset=inset,
                fill="dark" if each.strong else "panel",
                shape=each.shape,
                radius=radius,
                stroke="dark" if each.strong else "accent",
                stroke_width=LINE,
            ),
        )
    for n, frame in setting.labels.items():
        inset = (LABEL_PAD, 0, LABEL_PAD, 0)
        width = frame.w - 2 * LABEL_PAD
        sheet.add(
            "canvas",
            TextBox(
                node=f"{node}.labels.{n}",
                role="edge-label",
                frame=frame,
                paragraphs=set_paragraphs((labels[n],), setting.label_size, width, metrics),
                height=text_height((labels[n],), setting.label_size, width, metrics),
                span=diagram.where,
                anchor="middle",
                inset=inset,
                fill="paper",
            ),
        )


def _reading(frame: Rect, down: bool) -> tuple[int, int]:
    """Nodes are read layer by layer, as the edges lead."""
    return (frame.y + frame.h // 2, frame.x) if down else (frame.x + frame.w // 2, frame.y)
