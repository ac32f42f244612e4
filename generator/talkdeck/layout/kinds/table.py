"""Tables: what stands under them, on how many slides they go on, and small ones in a column."""

from __future__ import annotations

from collections.abc import Sequence

from talkdeck.layout.sheet import CAPTION_GAP, Sheet, Words
from talkdeck.layout.stage import Stage
from talkdeck.layout.tables.draw import put_grid
from talkdeck.layout.tables.grid import Grid, Line, grid_of
from talkdeck.layout.tables.plan import Part, fewest, one_page, parts_of
from talkdeck.layout.words import word
from talkdeck.model.data import Table
from talkdeck.model.deck import Slide
from talkdeck.model.problems import Span
from talkdeck.model.text import Run as Inline
from talkdeck.model.text import Text
from talkdeck.model.units import Cpt, Rect, inches
from talkdeck.model.values import Struct, replace
from talkdeck.text.fitting import text_height
from talkdeck.text.setting import Draft

UNDER = inches(0.12)
"""Between a table and what stands under it."""


def arrange_table(slide: Slide, stage: Stage) -> list[Sheet]:
    """A native table, on as many slides as its smallest size asks, each with the head."""
    table = slide.content
    assert isinstance(table, Table)
    layout = slide.layout or ("table-notes" if table.footnotes else "table")
    node = f"{slide.node}.table"
    grid = grid_of(table, stage, layout, "table", node)
    notes = tuple(_numbered(number, text) for number, text in enumerate(table.footnotes, start=1))
    title = slide.title.plain if slide.title else node
    alt = word("table", stage.lang, table.caption.plain if table.caption else title)
    return put_table_slides(slide, stage, layout, grid, node, alt, table.where, table.caption, notes)


def put_table_slides(
    slide: Slide,
    stage: Stage,
    layout: str,
    grid: Grid,
    node: str,
    alt: str,
    span: Span,
    caption: Text | None,
    notes: Sequence[Text],
) -> list[Sheet]:
    """The slides of a grid, each with its head. The caption stands under the last part, a note under the parts that
    refer to it; a note that nothing refers to (such as what marks mean) under all.
    """
    under = _under(Sheet(stage, slide, layout), caption, notes, node)
    region = stage.layout(layout).region("table")
    room, sizes = under.room, stage.style(region).sizes
    plan = one_page(grid, sizes, room, stage) or fewest(grid, sizes, room, stage)
    for first, last in grid.units:
        if plan.head + sum(plan.rows[first:last]) > room.h:
            _too_tall(stage, grid.rows[first:last])
            return []
    parts = parts_of(grid, plan, room.h)
    sheets = []
    for i, part in enumerate(parts, start=1):
        sheet = Sheet(stage, slide, layout, part=(i, len(parts)) if len(parts) > 1 else None)
        sheet.top()
        put_grid(sheet, grid, plan, part, room, "table", node, alt, span)
        shown = _referred(grid, part)
        named = _referred(grid, Part(0, len(grid.rows)))
        mine = [n for n in range(len(notes)) if n in shown or n not in named]
        under.put(sheet, mine, last=i == len(parts))
        sheets.append(sheet)
    return sheets


def _too_tall(stage: Stage, rows: Sequence[Line]) -> None:
    if len(rows) == 1:
        stage.wrong("E504", "a row of the table is taller than a slide", rows[0].span, "shorten its cells")
    else:
        fact = f"{len(rows)} rows of the table belong together and are taller than a slide"
        stage.wrong("E504", fact, rows[0].span, "let cells span fewer rows (`down`), or shorten them")


def _numbered(number: int, text: Text) -> Text:
    return replace(text, runs=(Inline(str(number), script="super"), Inline(" "), *text.runs))


def _referred(grid: Grid, part: Part) -> set[int]:
    """Which notes the rows of a part, and the head, refer to: superscripts 1, 2 ... as 0, 1 ..."""
    lines = [*([grid.head] if grid.head else []), *grid.rows[part.first : part.last]]
    if part.group is not None:
        lines.append(grid.rows[part.group])
    runs = (run for line in lines for slot in line.cells if slot is not None for run in slot.draft.runs)
    return {int(run.text) - 1 for run in runs if run.script == "super" and run.text.isdecimal()}


class _Under(Struct, frozen=True, kw_only=True):
    """Caption and notes under a table, with their frames, and the room that they leave for it."""

    room: Rect
    caption: Words
    caption_size: Cpt | None
    notes: Words
    note_size: Cpt
    bottom: int

    def put(self, sheet: Sheet, notes: Sequence[int], last: bool) -> None:
        """Put the caption (on the last part) and some of the notes."""
        if last:
            sheet.put(self.caption, size=self.caption_size)
        drafts = tuple(self.notes.drafts[n] for n in notes)
        if drafts:
            place = sheet.stage.layout(sheet.name).region("notes").frame
            tall = text_height(drafts, self.note_size, place.w, sheet.stage.metrics)
            frame = Rect(place.x, self.bottom - tall, place.w, tall)
            sheet.put(replace(self.notes, drafts=drafts, frame=frame), size=self.note_size)


def _under(sheet: Sheet, caption: Text | None, notes: Sequence[Text], node: str) -> _Under:
    """What stands under a table, measured: notes at the foot, the caption above them, the table above both."""
    stage, layout = sheet.stage, sheet.stage.layout(sheet.name)
    words = sheet.words("caption", "caption", caption, node=f"{node}.caption")
    room = layout.region("table").frame
    if not notes:
        return _Under(room=room, caption=words, caption_size=None, notes=words, note_size=0, bottom=0)
    place, above = layout.region("notes"), layout.region("caption").frame
    drafts = tuple(stage.draft(text, place, f"{node}.footnotes.{n}") for n, text in enumerate(notes))
    size, tall = _smaller(stage, drafts, stage.style(place).sizes, place.frame.w, place.frame.h)
    bottom = place.frame.bottom
    top = bottom - tall
    caption_size: Cpt | None = None
    if words.drafts:
        caption_size, high = _smaller(
            stage, words.drafts, stage.style(layout.region("caption")).sizes, above.w, above.h
        )
        words = replace(words, frame=Rect(above.x, top - high, above.w, high))
        top -= high
    said = Words(region="notes", role="footnote", drafts=drafts, span=notes[0].span, node=f"{node}.footnotes")
    if top - UNDER - room.y < room.h // 2:
        stage.wrong("E501", "the notes leave too little room for the table", said.span, "shorten them")
    room = replace(room, h=max(1, min(room.h, top - UNDER - room.y)))
    return _Under(room=room, caption=words, caption_size=caption_size, notes=said, note_size=size, bottom=bottom)


def _smaller(stage: Stage, drafts: tuple[Draft, ...], sizes: Sequence[Cpt], width: int, room: int) -> tuple[Cpt, int]:
    """The largest size at which words need no more than some room, else the smallest; and their height at it."""
    heights = [(size, text_height(drafts, size, width, stage.metrics)) for size in sizes]
    return next(((size, tall) for size, tall in heights if tall <= room), heights[-1])


def put_table(sheet: Sheet, table: Table, region: str, node: str) -> None:
    """A small table in one region of a slide; it does not continue."""
    stage = sheet.stage
    grid = grid_of(table, stage, sheet.name, region, node)
    node_of_caption = f"{node}.caption"
    words = Words(region=region, role="caption", drafts=(), span=table.where, node=node_of_caption)
    notes = (_numbered(number, text) for number, text in enumerate(table.footnotes, start=1))
    room, words, size = sheet.captioned(region, (table.caption, *notes), words)
    plan = one_page(grid, stage.brand.styles["table"].sizes, room, stage)
    if plan is None:
        hint = "give the table its own slide: there it can continue"
        stage.wrong("E504", "the table does not fit its column", table.where, hint)
        return
    title = sheet.slide.title.plain if sheet.slide.title else node
    alt = word("table", stage.lang, table.caption.plain if table.caption else title)
    part = Part(0, len(grid.rows))
    drawn = put_grid(sheet, grid, plan, part, room, region, node, alt, table.where)
    if words.frame:
        words = replace(words, frame=replace(words.frame, y=drawn.bottom + CAPTION_GAP))
        sheet.put(words, size=size)
