"""Tables: columns as wide as their content asks, even rows, the head repeated where they continue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from talkdeck.layout.sheet import CAPTION_GAP, Sheet, Words
from talkdeck.layout.stage import Stage
from talkdeck.layout.words import word
from talkdeck.model.data import Table
from talkdeck.model.deck import Slide
from talkdeck.model.page import Align, Cell, Row, TableBox
from talkdeck.model.text import Text, plain_text
from talkdeck.model.units import EMU_PER_CPT, Cpt, Emu, Rect, points, share
from talkdeck.text.fitting import set_paragraphs, text_height
from talkdeck.text.setting import Draft, measure

NUMBER = re.compile(r"[-+−±≈~<>约]?\s*(?:[¥￥$€£]|[A-Z]{2,3}[$¥]?)?\s*[\d.,\s]*\d\s*\S{0,3}")
"""What counts as a number in a column, with a sign or currency before it and a short unit behind it."""

NOTHING = re.compile(r"[-–—/…]+|n/?a|N/?A|无|暂无")
"""What stands in a cell that has no number."""

PAD_X, PAD_Y = points(12), points(4)
ROW_SLACK = points(1)
"""LibreOffice makes a row with Han up to 0.9 pt taller than its text and padding; over ten rows it would be seen."""

SINGLE = 100_000
"""Line spacing in cells. LibreOffice takes the natural height of the face there, 1.45 em for Han, and not 1.2 em as
elsewhere. Rows are planned with the style's leading of 1.45 em, so that none grows.
"""
MOST_ROW = points(54)
"""Rows of a short table grow into the free height up to this."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Drafts of a table: head (or none) and rows of one draft a cell."""

    head: tuple[Draft, ...]
    rows: tuple[tuple[Draft, ...], ...]

    @property
    def lines(self) -> tuple[tuple[Draft, ...], ...]:
        return (self.head, *self.rows) if self.head else self.rows


@dataclass(frozen=True, slots=True)
class Plan:
    """A grid at one size: column widths and the height of head and rows."""

    size: Cpt
    columns: tuple[Emu, ...]
    head: Emu
    rows: tuple[Emu, ...]
    whole: bool
    """No word has to be broken."""


def arrange_table(slide: Slide, stage: Stage) -> list[Sheet]:
    """A native table, on as many slides as its smallest size asks, each with the head."""
    table = slide.content
    assert isinstance(table, Table)
    layout = slide.layout or "table"
    region = stage.layout(layout).region("table")
    node = f"{slide.node}.table"
    grid = _grid(table, stage, layout, "table", node)
    caption = Sheet(stage, slide, layout).words("caption", "caption", table.caption)
    room = region.frame
    plan = _one_page(grid, stage.style(region).sizes, room, stage) or _fewest(
        grid, stage.style(region).sizes, room, stage
    )
    for row, tall in zip(table.rows, plan.rows, strict=True):
        if tall + plan.head > room.h:
            stage.wrong("E504", "a row of the table is taller than a slide", row.where, "shorten its cells")
            return []
    chunks = _pages(plan, room.h)
    sheets = []
    for i, (first, last) in enumerate(chunks, start=1):
        sheet = Sheet(stage, slide, layout, part=(i, len(chunks)) if len(chunks) > 1 else None)
        sheet.top()
        part = replace(plan, rows=plan.rows[first:last])
        _place(sheet, replace(grid, rows=grid.rows[first:last]), part, room, "table", node, table)
        sheets.append(sheet)
    if caption.drafts:
        sheets[-1].put(replace(caption, region="caption"))
    return sheets


def put_table(sheet: Sheet, table: Table, region: str, node: str) -> None:
    """A small table in one region of a slide; it does not continue."""
    stage = sheet.stage
    grid = _grid(table, stage, sheet.name, region, node)
    node_of_caption = f"{node}.caption"
    words = Words(region=region, role="caption", drafts=(), span=table.where, node=node_of_caption)
    room, words, size = sheet.captioned(region, (table.caption,), words)
    plan = _one_page(grid, stage.brand.styles["table"].sizes, room, stage)
    if plan is None:
        hint = "give the table its own slide: there it can continue"
        stage.wrong("E504", "the table does not fit its column", table.where, hint)
        return
    drawn = _place(sheet, grid, plan, room, region, node, table)
    if words.frame:
        words = replace(words, frame=replace(words.frame, y=drawn.bottom + CAPTION_GAP))
        sheet.put(words, size=size)


def _grid(table: Table, stage: Stage, layout: str, region: str, node: str) -> Grid:
    place = stage.layout(layout).region(region)
    head_style, body_style = stage.brand.styles["table-head"], stage.brand.styles["table"]
    aligned = _alignment(table)

    def draft(cell: Text | None, row: str, column: int, head: bool) -> Draft:
        style = head_style if head else body_style
        where = f"{node}.{row}.{column}"
        return stage.draft(cell or plain_text(" "), place, where, style=style, align=aligned[column])

    head = tuple(draft(cell, "head", column, True) for column, cell in enumerate(table.head))
    rows = tuple(
        tuple(draft(cell.text if cell else None, f"rows.{at}", column, False) for column, cell in enumerate(row.cells))
        for at, row in enumerate(table.rows)
    )
    return Grid(head, rows)


def _alignment(table: Table) -> list[Align]:
    """The author's alignment, else right for columns whose every filled cell is a number."""
    count = len(table.rows[0].cells) if table.rows else len(table.head)
    aligned: list[Align] = []
    for column in range(count):
        cells = [cell.text if cell else None for cell in (row.cells[column] for row in table.rows)]
        filled = [cell.plain for cell in cells if cell is not None and not NOTHING.fullmatch(cell.plain.strip())]
        numeric = bool(filled) and all(NUMBER.fullmatch(text) for text in filled)
        given = table.align[column] if column < len(table.align) else None
        aligned.append("right" if given == "decimal" else given or ("right" if numeric and column > 0 else "left"))
    return aligned


def _one_page(grid: Grid, sizes: Sequence[Cpt], room: Rect, stage: Stage) -> Plan | None:
    """The plan at the largest size that needs one slide, if there is one; rather a smaller one that breaks no word."""
    fitting = None
    for size in sizes:
        plan = _plan(grid, size, room.w, stage)
        if plan.head + sum(plan.rows) <= room.h:
            if plan.whole:
                return plan
            fitting = fitting or plan
    return fitting


def _fewest(grid: Grid, sizes: Sequence[Cpt], room: Rect, stage: Stage) -> Plan:
    """The plan at the largest size that needs no more slides than the smallest."""
    best = _plan(grid, sizes[-1], room.w, stage)
    count = len(_pages(best, room.h))
    for size in reversed(sizes[:-1]):
        plan = _plan(grid, size, room.w, stage)
        if len(_pages(plan, room.h)) > count:
            break
        best = plan
    return best


def _plan(grid: Grid, size: Cpt, width: Emu, stage: Stage) -> Plan:
    columns, whole = _widths(grid, size, width, stage)

    def tall(row: tuple[Draft, ...]) -> Emu:
        cells = (text_height((draft,), size, columns[n] - 2 * PAD_X, stage.metrics) for n, draft in enumerate(row))
        return max(cells, default=0) + 2 * PAD_Y + ROW_SLACK

    return Plan(size, columns, tall(grid.head) if grid.head else 0, tuple(tall(row) for row in grid.rows), whole)


def _widths(grid: Grid, size: Cpt, width: Emu, stage: Stage) -> tuple[tuple[Emu, ...], bool]:
    """Column widths that add up to `width`, and whether all words stay whole.

    As wide as the longest cell asks where all fit; else no narrower than the longest unbreakable piece if possible,
    the rest by how much each would like.
    """
    columns = list(zip(*grid.lines, strict=True))
    scale = size * EMU_PER_CPT * 103 // 100  # the measure's own margin for renderers, and a little more

    def asked(draft: Draft) -> Emu:
        return measure(draft, stage.metrics).width * scale // 1000 + 2 * PAD_X

    def unbreakable(draft: Draft) -> Emu:
        return min(measure(draft, stage.metrics).longest * scale // 1000 + 2 * PAD_X, width * 2 // 3)

    whole = True
    wishes = [max(map(asked, column)) for column in columns]
    if sum(wishes) <= width:
        base, give = wishes, [max(wish, width // (3 * len(columns))) for wish in wishes]
    else:
        leasts = [max(map(unbreakable, column)) for column in columns]
        if sum(leasts) <= width:
            base, give = leasts, [max(1, min(w, width) - b) for w, b in zip(wishes, leasts, strict=True)]
        else:
            base = [min(wish, width // (2 * len(columns))) for wish in wishes]
            give, whole = [max(1, least - b) for least, b in zip(leasts, base, strict=True)], False
    tracks = share(width - sum(base), tuple(give))
    return tuple(least + more for least, (_, more) in zip(base, tracks, strict=True)), whole


def _pages(plan: Plan, room: Emu) -> list[tuple[int, int]]:
    """Row ranges (first, behind last) that fit a slide with the head, the slides filled evenly."""
    if plan.head + sum(plan.rows) <= room:
        return [(0, len(plan.rows))]
    pages, first, used = [], 0, plan.head
    for at, tall in enumerate(plan.rows):
        if used + tall > room and at > first:
            pages.append((first, at))
            first, used = at, plan.head
        used += tall
    pages.append((first, len(plan.rows)))
    even = -(-len(plan.rows) // len(pages))
    evened = [(n, min(n + even, len(plan.rows))) for n in range(0, len(plan.rows), even)]
    if all(plan.head + sum(plan.rows[a:b]) <= room for a, b in evened):
        return evened
    return pages


def _place(sheet: Sheet, grid: Grid, plan: Plan, room: Rect, region: str, node: str, table: Table) -> Rect:
    """Put the table in place, its rows grown into free height; returns its frame."""
    stage = sheet.stage
    free = (room.h - plan.head - sum(plan.rows)) // (len(plan.rows) + 1)
    more = max(0, min(free, MOST_ROW - max((plan.head, *plan.rows))))
    columns = plan.columns

    def row(drafts: tuple[Draft, ...], tall: Emu) -> Row:
        return Row(
            tall + more,
            tuple(
                Cell(
                    set_paragraphs((draft,), plan.size, columns[n] - 2 * PAD_X, stage.metrics, SINGLE),
                    (PAD_X, PAD_Y, PAD_X, PAD_Y),
                )
                for n, draft in enumerate(drafts)
            ),
        )

    rows = [row(grid.head, plan.head)] if grid.head else []
    rows += [row(drafts, tall) for drafts, tall in zip(grid.rows, plan.rows, strict=True)]
    title = sheet.slide.title.plain if sheet.slide.title else node
    native = stage.layout(sheet.name).region(region).placeholder == "tbl"
    frame = Rect(room.x, room.y, sum(columns), sum(r.height for r in rows))
    sheet.add(
        region,
        TableBox(
            node=node,
            frame=frame,
            columns=columns,
            rows=tuple(rows),
            head=bool(grid.head),
            alt=word("table", stage.lang, table.caption.plain if table.caption else title),
            span=table.where,
            region=region if native else None,
        ),
    )
    return frame
