"""A grid at a size: how wide its columns are, how tall its rows, and which rows share a slide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from talkdeck.layout.stage import Stage
from talkdeck.layout.tables.grid import Grid, Line, Slot
from talkdeck.model.units import EMU_PER_CPT, Cpt, Emu, Rect, points, share
from talkdeck.model.values import Struct
from talkdeck.text.fitting import text_height
from talkdeck.text.setting import measure

PAD_X, PAD_Y = points(12), points(4)
ROW_SLACK = points(1)
"""LibreOffice makes a row with Han up to 0.9 pt taller than its text and padding; over ten rows it would be seen."""

MARGIN = 103
"""Widths in percent of what is measured: the measure's own margin for renderers, and a little more."""


class Plan(Struct, frozen=True):
    """A grid at one size: column widths and the height of head and rows; `again` that of repeated group rows."""

    size: Cpt
    columns: tuple[Emu, ...]
    head: Emu
    rows: tuple[Emu, ...]
    again: tuple[Emu, ...]
    whole: bool
    """No word has to be broken."""


class Part(Struct, frozen=True):
    """Rows of a slide: from `first` up to `last`, below group row `group` again if that began on a slide before."""

    first: int
    last: int
    group: int | None = None


def one_page(grid: Grid, sizes: Sequence[Cpt], room: Rect, stage: Stage) -> Plan | None:
    """The plan at the largest size that needs one slide, if there is one; rather a smaller one that breaks no word."""
    fitting = None
    for size in sizes:
        plan = plan_of(grid, size, room.w, stage)
        if plan.head + sum(plan.rows) <= room.h:
            if plan.whole:
                return plan
            fitting = fitting or plan
    return fitting


def fewest(grid: Grid, sizes: Sequence[Cpt], room: Rect, stage: Stage) -> Plan:
    """The plan at the largest size that needs no more slides than the smallest."""
    best = plan_of(grid, sizes[-1], room.w, stage)
    count = len(parts_of(grid, best, room.h))
    for size in reversed(sizes[:-1]):
        plan = plan_of(grid, size, room.w, stage)
        if len(parts_of(grid, plan, room.h)) > count:
            break
        best = plan
    return best


def plan_of(grid: Grid, size: Cpt, width: Emu, stage: Stage) -> Plan:
    """Widths and heights at a size, columns adding up to `width`."""
    columns, whole = _widths(grid, size, width, stage)

    def tall(cells: Sequence[Slot | None], spanned: bool = False) -> Emu:
        return max(
            (
                text_height((slot.draft,), size, inside(slot, n, columns, size, stage)[0], stage.metrics)
                for n, slot in enumerate(cells)
                if slot is not None and (slot.down > 1) == spanned
            ),
            default=0,
        ) + (2 * PAD_Y + ROW_SLACK)

    heights = [tall(row.cells) for row in grid.rows]
    for at, row in enumerate(grid.rows):
        for n, slot in enumerate(row.cells):
            if slot is not None and slot.down > 1:
                last = min(at + slot.down, len(heights))
                alone: list[Slot | None] = [None] * len(row.cells)
                alone[n] = slot
                heights[last - 1] += max(0, tall(alone, spanned=True) - sum(heights[at:last]))
    return Plan(
        size,
        columns,
        tall(grid.head.cells) if grid.head else 0,
        tuple(heights),
        tuple(tall(row.again) if row.group else 0 for row in grid.rows),
        whole,
    )


def inside(slot: Slot, column: int, columns: Sequence[Emu], size: Cpt, stage: Stage) -> tuple[Emu, Emu]:
    """Width that a cell's text has, and how much its right margin is larger than the others' (decimal alignment)."""
    room = sum(columns[column : column + slot.across]) - 2 * PAD_X
    shift = slot.shift * size * EMU_PER_CPT // 1000
    if shift and measure(slot.draft, stage.metrics).width * size * EMU_PER_CPT * MARGIN // 100_000 > room - shift:
        return room, 0
    return room - shift, shift


def _widths(grid: Grid, size: Cpt, width: Emu, stage: Stage) -> tuple[tuple[Emu, ...], bool]:
    """Column widths that add up to `width`, and whether all words stay whole.

    By the author's weights; else as wide as the longest cell asks where all fit; else no narrower than the longest
    unbreakable piece if possible, the rest by how much each would like.
    """
    scale = size * EMU_PER_CPT * MARGIN // 100

    def asked(slot: Slot) -> Emu:
        return (measure(slot.draft, stage.metrics).width + slot.shift) * scale // 1000 + 2 * PAD_X

    def unbreakable(slot: Slot) -> Emu:
        if slot.figure:
            return min(asked(slot), width // 2)
        least = measure(slot.draft, stage.metrics).longest * scale // 1000 + 2 * PAD_X
        return min(least, width * 2 // 3)

    leasts = _needs(grid, unbreakable)
    if grid.weights:
        weights = tuple(max(1, round(weight * 1000)) for weight in grid.weights)
        columns = tuple(track for _, track in share(width, weights))
        return columns, all(least <= column for least, column in zip(leasts, columns, strict=True))
    whole = True
    wishes = _needs(grid, asked)
    count = len(wishes)
    if sum(wishes) <= width:
        base, give = wishes, [max(wish, width // (3 * count)) for wish in wishes]
    elif sum(leasts) <= width:
        base, give = leasts, [max(1, min(w, width) - b) for w, b in zip(wishes, leasts, strict=True)]
    else:
        base = [min(wish, width // (2 * count)) for wish in wishes]
        give, whole = [max(1, least - b) for least, b in zip(leasts, base, strict=True)], False
    tracks = share(width - sum(base), tuple(give))
    return tuple(least + more for least, (_, more) in zip(base, tracks, strict=True)), whole


def _needs(grid: Grid, need: Callable[[Slot], Emu]) -> list[Emu]:
    """What each column needs for its own cells; then what spanning cells need beyond that, in equal parts."""
    found = [2 * PAD_X] * grid.count
    lines = [*grid.lines, *(Line(row.again, row.span) for row in grid.rows if row.again)]
    cells = [(n, slot) for line in lines for n, slot in enumerate(line.cells) if slot is not None]
    for n, slot in cells:
        if slot.across == 1:
            found[n] = max(found[n], need(slot))
    for n, slot in cells:
        if 1 < slot.across < grid.count:
            missing = need(slot) - sum(found[n : n + slot.across])
            if missing > 0:
                for over, (_, more) in enumerate(share(missing, (1,) * slot.across)):
                    found[n + over] += more
    return found


def parts_of(grid: Grid, plan: Plan, room: Emu) -> list[Part]:
    """Which rows share a slide: on as few slides as hold them, filled evenly."""
    if plan.head + sum(plan.rows) <= room:
        return [Part(0, len(plan.rows))]
    best = _filled(grid, plan, room)
    low, high = room // 4, room
    while low < high:
        middle = (low + high) // 2
        tried = _filled(grid, plan, middle)
        if len(tried) > len(best):
            low = middle + 1
        else:
            best, high = tried, middle
    return best


def _filled(grid: Grid, plan: Plan, room: Emu) -> list[Part]:
    """Rows put on a slide until it is full, then on the next. A part that is taller than a slide stands alone."""
    heads: list[int | None] = []
    for at, row in enumerate(grid.rows):
        heads.append(at if row.group else heads[-1] if heads else None)
    parts: list[Part] = []
    first, used = -1, 0
    for a, b in grid.units:
        tall = sum(plan.rows[a:b])
        if first >= 0 and used + tall > room:
            parts.append(_part(first, a, heads))
            first = -1
        if first < 0:
            group = heads[a]
            first, used = a, plan.head + (plan.again[group] if group is not None and group != a else 0)
        used += tall
    parts.append(_part(max(first, 0), len(grid.rows), heads))
    return parts


def _part(first: int, last: int, heads: Sequence[int | None]) -> Part:
    group = heads[first] if first < len(heads) else None
    return Part(first, last, group if group != first else None)
