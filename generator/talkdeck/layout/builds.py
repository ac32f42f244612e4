"""What comes in with each click, found from a finished page's boxes: their roles, groups and nodes.

Kinds need not know of builds. A page is parted into *pieces* in reading order, one for each click; furniture, and what
belongs to no piece, is there from the start. Each page of a continued slide counts its own clicks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import accumulate, groupby

from talkdeck.model.chart import ChartBox
from talkdeck.model.deck import Slide
from talkdeck.model.motion import Effect
from talkdeck.model.notes import is_click
from talkdeck.model.outline import Code
from talkdeck.model.page import Box, Build, ConnectorBox, Page, ShapeBox, TableBox, TextBox
from talkdeck.model.problems import Problem
from talkdeck.model.values import replace
from talkdeck.source.line_ranges import step_lines

FURNITURE = ("title", "subtitle", "kicker", "footer", "slide-number", "source", "footnote", "time")
"""Roles of what is there from the start."""

WITH_NEXT = ("line-number", "monogram")
"""Roles of text that belongs to the box behind it, as drawn shapes do."""

UNITS = ("card", "link", "speaker", "stat", "event", "step", "level", "person", "formula")
"""Groups that are an item each."""

_COLUMN = re.compile(r"\.columns\.(\d+)(?=\.|$)")
_EDGE_LABEL = re.compile(r"\.labels\.(\d+)$")

Piece = tuple[Build, ...]
"""What one click brings; its clicks are numbered later."""


def built(page: Page, slide: Slide) -> Page:
    """The page with its builds, by what the slide wishes."""
    wish = slide.build
    if wish is None:
        return page
    pieces = [piece for piece in _BY[wish.by or ""](page, slide) if piece]
    effect: Effect = wish.effect
    builds = [
        replace(build, click=click, effect=effect) for click, piece in enumerate(pieces, start=1) for build in piece
    ]
    return replace(page, builds=tuple(sorted(builds, key=lambda build: (build.click, build.box, build.first))))


def marks_beyond(page: Page, slide: Slide) -> Iterator[Problem]:
    """A warning where notes have more click marks than their slide has clicks."""
    marks = sum(map(is_click, page.notes.split("\n"))) if "[" in page.notes else 0
    if marks > page.clicks:
        takes = f"{page.clicks} click{'s' if page.clicks != 1 else ''}"
        hint = "take marks out of the notes, or let the slide build up: `build: items`"
        fact = f"the notes have {marks} click mark{'s' if marks != 1 else ''}, the slide takes {takes}"
        yield Problem("W540", fact, slide.span, (hint,))


def morphed(pages: Sequence[Page]) -> list[Page]:
    """The pages with what moves from a page to one that morphs: boxes of one sort at the same place in their slides'
    outline nodes. Both get a name by that place.
    """
    places = [_places(page) for page in pages]
    shared: list[dict[str, int]] = [{} for _ in pages]
    for at, page in enumerate(pages):
        if page.transition == "morph" and at:
            both = places[at - 1].keys() & places[at].keys()
            for n in (at - 1, at):
                shared[n] |= {place[0]: box for place, box in places[n].items() if place in both}
    return [
        replace(page, morphs=tuple(sorted((box, name) for name, box in names.items()))) if names else page
        for page, names in zip(pages, shared, strict=True)
    ]


def _places(page: Page) -> dict[tuple[str, type], int]:
    """The first box at each place in the slide's node, by the place and what it is."""
    found: dict[tuple[str, type], int] = {}
    for at, box in enumerate(page.boxes):
        name = box.node.removeprefix(f"{page.node}.")
        if box.node and name != box.node:
            found.setdefault((name, type(box)), at)
    return found


def _whole(boxes: Sequence[Box], at: int) -> Build:
    """All of a box. Of text on a form that its layout draws only the words: the form is there already."""
    box = boxes[at]
    if isinstance(box, TextBox) and box.region and box.fill and box.shape != "rect":
        return Build(0, at, "paragraphs", 0, len(box.paragraphs) - 1)
    return Build(0, at)


def _content(page: Page) -> list[int]:
    """Indices of the boxes that are no furniture; the clock beside a time code belongs to it."""
    found = []
    timed = False
    for at, box in enumerate(page.boxes):
        clock = timed and isinstance(box, ShapeBox)
        timed = isinstance(box, TextBox) and box.role == "time"
        if not clock and not (isinstance(box, TextBox) and box.role in FURNITURE):
            found.append(at)
    return found


def _parted(page: Page, key: Callable[[int, Box], Hashable | None]) -> list[Piece]:
    """Pieces by a key, in the order in which keys come first; boxes with the key None are there from the start.

    A drawn shape of no group, a line number, a monogram: each comes with the box behind it, unless it has a key.
    """
    boxes = page.boxes
    pieces: dict[Hashable, list[int]] = {}
    waiting: list[int] = []
    for at in _content(page):
        box = boxes[at]
        if isinstance(box, ConnectorBox):
            continue
        loose = box.group is None and (
            isinstance(box, ShapeBox) or (isinstance(box, TextBox) and box.role in WITH_NEXT)
        )
        if loose:
            waiting.append(at)
            continue
        mine = key(at, box)
        if mine is not None:
            pieces.setdefault(mine, []).extend((*waiting, at))
        waiting = []
    if waiting and pieces:
        pieces[next(reversed(pieces))].extend(waiting)
    made = [[_whole(boxes, at) for at in piece] for piece in pieces.values()]
    return _joined(page, [tuple(piece) for piece in made])


def _joined(page: Page, pieces: list[Piece]) -> list[Piece]:
    """The pieces with connectors: each comes with the later of the two boxes that it joins."""
    when = {page.boxes[build.box].node: at for at, piece in reversed(list(enumerate(pieces))) for build in piece}
    more: dict[int, list[Build]] = {}
    for at, box in enumerate(page.boxes):
        if isinstance(box, ConnectorBox):
            click = max(when.get(box.start, -1), when.get(box.end, -1))
            if click >= 0:
                more.setdefault(click, []).append(Build(0, at))
    return [(*piece, *more.get(at, ())) for at, piece in enumerate(pieces)]


def _blocks(page: Page, slide: Slide) -> list[Piece]:
    """A group, a picture, a text, a table, a chart: each as one; a diagram as a whole, and a quotation apart from who
    said it."""
    if slide.kind == "diagram":
        return [tuple(_whole(page.boxes, at) for at in _content(page))]

    def key(at: int, box: Box) -> Hashable:
        group = box.group
        return at if group is None or group.kind == "quote" else group

    pieces = _parted(page, key)
    if slide.kind == "panel":  # portraits lie upon their table
        return [tuple(build for piece in pieces for build in piece)]
    return pieces


def _columns(page: Page, slide: Slide) -> list[Piece]:
    """A column with its heading; a verdict comes last."""

    def key(at: int, box: Box) -> Hashable:
        found = _COLUMN.search(box.node)
        return int(found[1]) if found else f"{at}"

    return _parted(page, key)


def _items(page: Page, slide: Slide) -> list[Piece]:
    """An item of a list with its sub-items, a paragraph, a card or the like; pictures beside text are there already."""
    boxes = page.boxes
    several = slide.kind in ("images", "columns", "compare")
    pieces: list[Piece] = []
    groups: dict[object, int] = {}
    for at in _content(page):
        box = boxes[at]
        group = box.group
        alone = group is None or group.kind == "column"
        if isinstance(box, TextBox) and alone and box.role == "body":
            pieces += _paragraphs(at, box)
        elif group is not None and (group.kind in UNITS or (group.kind == "figure" and several)):
            if group not in groups:
                groups[group] = len(pieces)
                pieces.append(())
            pieces[groups[group]] += (_whole(boxes, at),)
        elif (several and alone and not isinstance(box, ShapeBox) and not _is_heading(box)) or _is_verdict(box):
            pieces.append((_whole(boxes, at),))
    return _joined(page, pieces)


def _is_heading(box: Box) -> bool:
    return isinstance(box, TextBox) and box.role in ("heading", *WITH_NEXT)


def _is_verdict(box: Box) -> bool:
    return isinstance(box, TextBox) and box.role == "verdict"


def _paragraphs(at: int, box: TextBox) -> Iterator[Piece]:
    """The items of a text: each begins at a paragraph of the first level, or at any of running text."""
    starts = [n for n, p in enumerate(box.paragraphs) if n == 0 or (p.level == 0 and (p.marker or not p.indent))]
    for first, following in zip(starts, (*starts[1:], len(box.paragraphs)), strict=True):
        yield (Build(0, at, "paragraphs", first, following - 1),)


def _rows(page: Page, slide: Slide) -> list[Piece]:
    """A row of the table, with the group row above it, rows that its cells span, and the portrait beside it;
    the head is there already."""
    pieces: list[Piece] = []
    for at, box in enumerate(page.boxes):
        if isinstance(box, TableBox):
            beside = [n for n, other in enumerate(page.boxes) if other.node.startswith(f"{box.node}.")]
            ends = list(accumulate((row.height for row in box.rows), initial=box.frame.y))
            for first, last in _row_pieces(box):
                mine = [n for n in beside if ends[first] <= _middle(page.boxes[n]) < ends[last + 1]]
                pieces.append((Build(0, at, "rows", first, last), *(Build(0, n) for n in mine)))
    return pieces


def _middle(box: Box) -> int:
    return box.frame.y + box.frame.h // 2


def _row_pieces(box: TableBox) -> Iterator[tuple[int, int]]:
    """First and last row of each piece."""
    first = row = int(box.head)
    end = row
    while row < len(box.rows):
        end = max(end, row, *(row + cell.down - 1 for cell in box.rows[row].cells))
        if row >= end and not (box.rows[row].group and row + 1 < len(box.rows)):
            yield first, row
            first = row + 1
        row += 1


def _series(page: Page, slide: Slide) -> list[Piece]:
    """A series of a chart; axes and words beside it are there already."""
    return [
        (Build(0, at, "series", n, n),)
        for at, box in enumerate(page.boxes)
        if isinstance(box, ChartBox)
        for n in range(len(box.series))
    ]


def _nodes(page: Page, slide: Slide) -> list[Piece]:
    """A node of a diagram, with the connectors to nodes that are there, and their labels."""
    boxes = page.boxes
    nodes = [at for at, box in enumerate(boxes) if isinstance(box, TextBox) and box.role == "node"]
    pieces = _joined(page, [(Build(0, at),) for at in nodes])
    edges = {boxes[build.box].node: n for n, piece in enumerate(pieces) for build in piece}
    for at, box in enumerate(boxes):
        label = _EDGE_LABEL.search(box.node)
        if label and isinstance(box, TextBox):
            edge = f"{box.node[: label.start()]}.edges.{label[1]}"
            if edge in edges:
                pieces[edges[edge]] += (Build(0, at),)
    return pieces


def _lines(page: Page, slide: Slide) -> list[Piece]:
    """Steps through program text: with each some lines stay bright and the others dim.

    Of a continued text each page has the steps that are about its lines.
    """
    code = slide.content
    assert isinstance(code, Code)
    last = code.first + code.text.text.count("\n")
    steps = [step_lines(step, code.first, last) or frozenset() for step in code.steps]
    pieces: list[Piece] = []
    for at, box in enumerate(page.boxes):
        if not (isinstance(box, TextBox) and box.role == "code"):
            continue
        numbers = [code.first + int(p.node.rpartition(".")[2]) for p in box.paragraphs]
        bright = [True] * len(numbers)
        for step in steps:
            wanted = [number in step for number in numbers]
            if not any(wanted) or wanted == bright:
                continue
            changes = [(new, n) for n, (old, new) in enumerate(zip(bright, wanted, strict=True)) if old != new]
            pieces.append(tuple(_changes(at, changes)))
            bright = wanted
    return pieces


def _changes(at: int, changes: list[tuple[bool, int]]) -> Iterator[Build]:
    """Neighbouring lines that change alike, as one build."""
    for (on, _), run in groupby(enumerate(changes), lambda each: (each[1][0], each[1][1] - each[0])):
        lines = [n for _, (_, n) in run]
        yield Build(0, at, "bright" if on else "dim", lines[0], lines[-1])


_BY: dict[str, Callable[[Page, Slide], list[Piece]]] = {
    "items": _items,
    "blocks": _blocks,
    "columns": _columns,
    "rows": _rows,
    "series": _series,
    "nodes": _nodes,
    "lines": _lines,
}
