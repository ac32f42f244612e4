"""A planned grid, or the rows of it that stand on one slide, as the native table that both decks draw."""

from __future__ import annotations

from collections.abc import Sequence

from talkdeck.layout.sheet import Sheet
from talkdeck.layout.stage import Stage
from talkdeck.layout.tables.grid import Grid, Line, Slot
from talkdeck.layout.tables.plan import PAD_X, PAD_Y, Part, Plan, inside
from talkdeck.model.page import Cell, Row, TableBox
from talkdeck.model.problems import Span
from talkdeck.model.units import Emu, Rect, points
from talkdeck.text.fitting import set_paragraphs

SINGLE = 100_000
"""Line spacing in cells. LibreOffice takes the natural height of the face there, 1.45 em for Han, and not 1.2 em as
elsewhere. Rows are planned with the style's leading of 1.45 em, so that none grows.
"""
MOST_ROW = points(54)
"""Rows of a short table grow into the free height up to this."""


def put_grid(
    sheet: Sheet, grid: Grid, plan: Plan, part: Part, room: Rect, region: str, node: str, alt: str, span: Span
) -> Rect:
    """Put rows of a grid in place, grown into free height; returns the table's frame."""
    stage = sheet.stage
    lines: list[tuple[Line, Emu]] = [(grid.head, plan.head)] if grid.head else []
    if part.group is not None:
        group = grid.rows[part.group]
        lines.append((Line(group.again, group.span, group=True), plan.again[part.group]))
    lines += zip(grid.rows[part.first : part.last], plan.rows[part.first : part.last], strict=True)
    free = (room.h - sum(tall for _, tall in lines)) // max(1, len(lines))
    more = max(0, min(free, MOST_ROW - max(tall for _, tall in lines)))
    rows = tuple(Row(tall + more, tuple(_cells(line.cells, plan, stage)), group=line.group) for line, tall in lines)
    native = stage.layout(sheet.name).region(region).placeholder == "tbl"
    frame = Rect(room.x, room.y, sum(plan.columns), sum(row.height for row in rows))
    sheet.add(
        region,
        TableBox(
            node=node,
            frame=frame,
            columns=plan.columns,
            rows=rows,
            head=grid.head is not None,
            alt=alt,
            span=span,
            region=region if native else None,
        ),
    )
    return frame


def _cells(slots: Sequence[Slot | None], plan: Plan, stage: Stage) -> list[Cell]:
    cells: list[Cell] = []
    for n, slot in enumerate(slots):
        if slot is None:
            cells.append(Cell((), (PAD_X, PAD_Y, PAD_X, PAD_Y), covered=True))
            continue
        width, shift = inside(slot, n, plan.columns, plan.size, stage)
        cells.append(
            Cell(
                set_paragraphs((slot.draft,), plan.size, width, stage.metrics, SINGLE),
                (PAD_X, PAD_Y, PAD_X + shift, PAD_Y),
                across=slot.across,
                down=slot.down,
                fill=slot.fill,
                head=slot.head,
                label=slot.label,
            )
        )
    return cells
