"""A round table: people against questions, as a native table with their portraits or monograms beside it.

People are rows and questions columns, or the other way round where that is larger or needs fewer slides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from talkdeck.brand.roles import on_ground
from talkdeck.layout.kinds.opening import joined
from talkdeck.layout.kinds.people import emphasised, put_disc
from talkdeck.layout.sheet import Sheet
from talkdeck.layout.stage import Stage
from talkdeck.layout.tables.draw import put_grid
from talkdeck.layout.tables.grid import Grid, Line, Slot
from talkdeck.layout.tables.plan import PAD_X, Part, Plan, parts_of, plan_of
from talkdeck.layout.words import word
from talkdeck.model.deck import RoundTable, Slide
from talkdeck.model.kinds import Person
from talkdeck.model.page import Run
from talkdeck.model.text import Text
from talkdeck.model.units import Cpt, Rect, inches
from talkdeck.model.values import Struct, replace

DISC = inches(0.72)
DISC_GAP = inches(0.12)
"""Between a disc and the table, and above and below it in its row."""

MOST_GROWTH = inches(0.6)
"""So much a row grows at most where the table leaves the slide's foot free."""

ABOUT, SMALLEST = 75, 1200
"""Size of role and organisation in percent of the answers', and their floor."""

CLOSE = 1320
"""Leading of a name with smaller lines below it, in thousandths of the size. LibreOffice sets those lines lower."""

ANSWER_SIZE = 1600
"""Below this, discs without a portrait give their room to the answers."""


class _Seating(Struct, frozen=True):
    """A way to set the table: people as rows or as columns, with or without discs, planned at a size."""

    grid: Grid
    plan: Plan
    parts: list[Part]
    rows: bool
    discs: bool
    room: Rect

    @property
    def cost(self) -> tuple[int, bool, Cpt]:
        """Fewer slides, then no broken word, then larger type; people rather stand as rows, if a little smaller."""
        return len(self.parts), not self.plan.whole, -self.plan.size * (115 if self.rows else 100)


def arrange_panel(slide: Slide, stage: Stage) -> list[Sheet]:
    """People against questions; a table too tall for a slide continues with its head repeated."""
    content = slide.content
    assert isinstance(content, RoundTable)
    layout, node = slide.layout or "panel", f"{slide.node}.panel"
    seatings = [
        seating
        for rows in (True, False)
        for discs in ((True, False) if all(p.figure is None for p in content.people) else (True,))
        if (seating := _seated(content, stage, layout, node, rows, discs)) is not None
    ]
    if not seatings:
        hint = "shorten the answers, or put fewer questions on a slide"
        stage.wrong("E504", "an answer of the round table is taller than a slide", slide.span, hint)
        return []
    with_discs = [s for s in seatings if s.discs]
    best = min(with_discs or seatings, key=lambda s: s.cost)
    bare = min(seatings, key=lambda s: s.cost)
    if best.plan.size < ANSWER_SIZE and bare.cost < best.cost:
        best = bare
    title = slide.title.plain if slide.title else node
    sheets = []
    for i, part in enumerate(best.parts, start=1):
        sheet = Sheet(stage, slide, layout, part=(i, len(best.parts)) if len(best.parts) > 1 else None)
        sheet.top()
        plan = _grown(best, part)
        alt, at = word("table", stage.lang, title), best.room
        frame = put_grid(sheet, best.grid, plan, part, at, "table", node, alt, slide.span)
        if best.discs:
            people = content.people[part.first : part.last] if best.rows else content.people
            places = _beside(plan, part, frame) if best.rows else _above(plan, frame)
            for n, (portrait, place) in enumerate(
                zip(people, places, strict=True), start=part.first if best.rows else 0
            ):
                put_disc(sheet, "table", portrait, f"{node}.people.{n}", frame=place)
        sheets.append(sheet)
    return sheets


def _seated(content: RoundTable, stage: Stage, layout: str, node: str, rows: bool, discs: bool) -> _Seating | None:
    """The table at the largest size that fits a slide, else at the largest that needs no more than the smallest."""
    region = stage.layout(layout).region("table")
    room = region.frame
    strip = DISC + DISC_GAP if discs else 0
    room = Rect(room.x + strip, room.y, room.w - strip, room.h) if rows else room.inset(0, strip, 0, 0)
    least = DISC + 2 * DISC_GAP if discs and rows else 0
    best: _Seating | None = None
    for size in reversed(stage.style(region).sizes):
        grid = _grid(content, stage, layout, node, rows, max(ABOUT, -(-SMALLEST * 100 // size)))
        plan = plan_of(grid, size, room.w, stage)
        plan = replace(plan, rows=tuple(max(tall, least) for tall in plan.rows))
        if plan.head + max(plan.rows) > room.h:
            break
        made = _Seating(grid, plan, parts_of(grid, plan, room.h), rows, discs, room)
        if best is not None and made.cost[:2] > best.cost[:2]:
            break
        best = made
    return best


def _grid(content: RoundTable, stage: Stage, layout: str, node: str, rows: bool, about_scale: int) -> Grid:
    """Head and rows; role and organisation at `about_scale` percent of the rest."""
    place = stage.layout(layout).region("table")
    head, body = stage.brand.styles["panel-head"], stage.brand.styles["panel-answer"]
    muted = on_ground("muted", place.over)

    def who(person: Person, at: int) -> Slot:
        """Name, the other script behind it, and in the lines below role and organisation, all three smaller."""
        draft = stage.draft(person.name, place, f"{node}.people.{at}", style=body)
        runs = tuple(replace(run, bold=True) for run in draft.runs)
        about = joined([text for text in (person.role, person.org) if text], " · ")
        for before, text in ((" ", person.latin), ("\n", about)):
            if text is not None:
                more = stage.draft(text, place, draft.node, style=body).runs
                small = tuple(replace(run, scale=about_scale, colour=muted) for run in more)
                runs = (*runs, Run(before, stage.lang, scale=about_scale), *small)
        leading = CLOSE if about else draft.leading
        return Slot(replace(draft, runs=runs, leading=leading), head=True)

    def asked(question: Text, at: int) -> Slot:
        return Slot(stage.draft(question, place, f"{node}.questions.{at}", style=head), head=True)

    def said(answer: Text | None, question: int, at: int) -> Slot:
        where = f"{node}.questions.{question}.answers.{at}"
        if answer is None:
            return Slot(stage.draft("–", place, where, style=body, colour=muted))
        return Slot(emphasised(stage.draft(answer, place, where, style=body), place))

    people = [who(portrait.person, n) for n, portrait in enumerate(content.people)]
    questions = [asked(question.question, n) for n, question in enumerate(content.questions)]
    answers = [[said(text, n, at) for at, text in enumerate(q.answers)] for n, q in enumerate(content.questions)]
    corner = Slot(stage.draft(" ", place, node, style=head))
    if rows:
        lines = [
            Line((who_, *(row[n] for row in answers)), content.people[n].person.where) for n, who_ in enumerate(people)
        ]
        first: Sequence[Slot] = questions
    else:
        lines = [
            Line((q, *row), content.questions[n].where)
            for n, (q, row) in enumerate(zip(questions, answers, strict=True))
        ]
        first = people
    weights = (3.0, *((4.0 if len(first) < 3 else 3.4),) * len(first))
    span = content.people[0].person.where
    return Grid(Line((corner, *first), span), tuple(lines), weights, tuple((n, n + 1) for n in range(len(lines))))


def _grown(seating: _Seating, part: Part) -> Plan:
    """The plan with rows that use the height a slide has."""
    plan, count = seating.plan, part.last - part.first
    free = seating.room.h - plan.head - sum(plan.rows[part.first : part.last])
    more = max(0, min(free * 3 // 4 // count, MOST_GROWTH))
    return replace(plan, rows=tuple(tall + more for tall in plan.rows))


def _beside(plan: Plan, part: Part, frame: Rect) -> Iterator[Rect]:
    """Places of discs left of the rows, in their middle."""
    top = frame.y + (frame.h - sum(plan.rows[part.first : part.last]))
    for tall in plan.rows[part.first : part.last]:
        yield Rect(frame.x - DISC - DISC_GAP, top + (tall - DISC) // 2, DISC, DISC)
        top += tall


def _above(plan: Plan, frame: Rect) -> Iterator[Rect]:
    """Places of discs above the columns, above the beginning of their words."""
    left = frame.x + plan.columns[0]
    for wide in plan.columns[1:]:
        yield Rect(left + PAD_X, frame.y - DISC - DISC_GAP, DISC, DISC)
        left += wide
