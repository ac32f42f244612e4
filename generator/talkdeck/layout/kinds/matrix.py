"""A matrix: rows against columns with marks, as a native table with a line that says what the marks mean."""

from __future__ import annotations

from talkdeck.brand.roles import on_ground
from talkdeck.layout.kinds.table import put_table_slides
from talkdeck.layout.sheet import Sheet
from talkdeck.layout.stage import Stage
from talkdeck.layout.tables.grid import Grid, Line, Slot, units_of
from talkdeck.layout.words import word
from talkdeck.model.data import MATRIX_MARKS, Matrix, MatrixRow
from talkdeck.model.deck import Slide
from talkdeck.model.text import Run as Inline
from talkdeck.model.text import Text, plain_text
from talkdeck.model.values import replace

SIGNS = {"full": "●", "part": "○", "none": "–", "open": "?"}
"""Marks that Latin and East-Asian faces have alike (◐ is only in some, and then of another size than ●)."""

DISC = 130
"""Size of discs in percent: in Latin faces they are small."""

COLOURS = {"full": "accent-ink", "part": "accent-ink", "none": "muted", "open": "muted"}


def arrange_matrix(slide: Slide, stage: Stage) -> list[Sheet]:
    """Rows against columns; the names of the rows on the left, marks centred, their meaning in a line below."""
    matrix = slide.content
    assert isinstance(matrix, Matrix)
    layout = slide.layout or "table-notes"
    node = f"{slide.node}.matrix"
    grid = _grid(matrix, stage, layout, node)
    title = slide.title.plain if slide.title else node
    alt = word("table", stage.lang, matrix.caption.plain if matrix.caption else title)
    notes = _legend(matrix, stage.lang)
    return put_table_slides(slide, stage, layout, grid, node, alt, matrix.where, matrix.caption, notes)


def _mark(text: Text | None) -> str | None:
    """Which mark a cell stands for; None where it holds words or nothing."""
    return text.plain if text is not None and text.plain in MATRIX_MARKS else None


def _grid(matrix: Matrix, stage: Stage, layout: str, node: str) -> Grid:
    place = stage.layout(layout).region("table")
    styles = stage.brand.styles

    def named(text: Text | None, where: str, style: str, bold: bool | None = None) -> Slot:
        draft = stage.draft(text or plain_text(" "), place, f"{node}.{where}", style=styles[style], bold=bold)
        return Slot(draft, head=text is not None)

    def answer(text: Text | None, where: str) -> Slot:
        style, mark = styles["table"], _mark(text)
        shown: Text | str = SIGNS[mark] if mark else text or " "
        colour = on_ground(COLOURS[mark], place.over) if mark else None
        draft = stage.draft(
            shown, place, f"{node}.{where}", style=style, align="center", colour=colour, bold=bool(mark)
        )
        if mark in ("full", "part"):
            draft = replace(draft, runs=tuple(replace(run, scale=DISC) for run in draft.runs))
        return Slot(draft, label=word(f"matrix-{mark}", stage.lang) if mark else "")

    def row(entry: MatrixRow, at: int) -> Line:
        cells = (answer(cell, f"rows.{at}.cells.{n}") for n, cell in enumerate(entry.cells))
        return Line((named(entry.name, f"rows.{at}.name", "table", bold=True), *cells), entry.where)

    headings = (named(text, f"columns.{n}", "table-head") for n, text in enumerate(matrix.columns))
    centred = (replace(slot, draft=replace(slot.draft, align="center")) for slot in headings)
    head = Line((named(matrix.corner, "corner", "table-head"), *centred), matrix.where)
    rows = tuple(row(entry, at) for at, entry in enumerate(matrix.rows))
    return Grid(head, rows, units=units_of(rows))


def _legend(matrix: Matrix, lang: str) -> tuple[Text, ...]:
    """What the marks mean that the matrix has, in one line; nothing where it has none."""
    used = {_mark(cell) for row in matrix.rows for cell in row.cells}
    entries = [f"{SIGNS[mark]} {word(f'matrix-{mark}', lang)}" for mark in MATRIX_MARKS if mark in used]
    return (Text((Inline("\u2003".join(entries)),), matrix.where),) if entries else ()
