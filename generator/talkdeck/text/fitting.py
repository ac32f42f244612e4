"""Fitting text into boxes: the largest size that holds, the paragraphs set in it, and continuation where none holds.

Heights are line boxes: each line takes leading times size, the space above paragraphs comes on top. A browser applies
`leading` to the size. PowerPoint and LibreOffice apply `spacing` to a natural line of 1.2 times the size, whatever the
face; at less than 100 % the first line moves up too, and Han ink stays inside its box from a leading of 1.05.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from talkdeck.model.page import Face, Paragraph, Run
from talkdeck.model.units import EMU_PER_CPT, Cpt, Emu
from talkdeck.model.values import Struct, replace
from talkdeck.text.metrics import NATURAL, Metrics
from talkdeck.text.setting import Draft, Shaped, line_height, measure


class Slot(Struct, frozen=True):
    """Text and the inside of the box it shall fit (EMU, insets taken off)."""

    drafts: tuple[Draft, ...]
    width: Emu
    height: Emu


def fit(slots: Sequence[Slot], sizes: Sequence[Cpt], metrics: Mapping[Face, Metrics]) -> Cpt | None:
    """The largest of the sizes at which every slot holds its text; None if the smallest is too large.

    `sizes` descend. Siblings share a size: hand them in together. Smaller type never takes more room (lines grow
    fewer and lower), so the sizes are searched by halving.
    """
    measured = [
        ([(draft, measure(draft, metrics)) for draft in slot.drafts], slot.width, slot.height) for slot in slots
    ]
    low, high, probe = 0, len(sizes), 0
    while low < high:
        size = sizes[probe]
        if all(_height(drafts, size, width, room) <= room for drafts, width, room in measured):
            high = probe
        else:
            low = probe + 1
        probe = (low + high) // 2
    return sizes[low] if low < len(sizes) else None


def text_height(drafts: Iterable[Draft], size: Cpt, width: Emu, metrics: Mapping[Face, Metrics]) -> Emu:
    """Height of drafts in a box of a size and width: their lines, and the space above each but the first."""
    return _height([(draft, measure(draft, metrics)) for draft in drafts], size, width)


def _height(drafts: Sequence[tuple[Draft, Shaped]], size: Cpt, width: Emu, limit: Emu | None = None) -> Emu:
    """As `text_height`; above `limit` the answer may be any height above it."""
    total = -_before(drafts[0][0], size) if drafts else 0
    for draft, shaped in drafts:
        total += _before(draft, size) + len(shaped.line_ends(width, size)) * draft.line_height(size)
        if limit is not None and total > limit:
            break
    return total


def _before(draft: Draft, size: Cpt) -> Emu:
    return draft.before * size * EMU_PER_CPT // 1000


def set_paragraphs(
    drafts: Iterable[Draft], size: Cpt, width: Emu, metrics: Mapping[Face, Metrics], spacing: int | None = None
) -> tuple[Paragraph, ...]:
    """Drafts set in a box of a size and width, with their lines predicted.

    `spacing` (thousandths of a percent) stands in for the one that gives the leading, as table cells need it. The usual
    one is rounded down; LibreOffice drops its fraction of a percent too, so lines never come out taller.
    """
    em = size * EMU_PER_CPT
    paragraphs = []
    for draft in drafts:
        shaped = measure(draft, metrics)
        paragraphs.append(
            Paragraph(
                draft.runs,
                draft.size(size),
                draft.leading,
                spacing or draft.leading * 100_000 // NATURAL,
                draft.face,
                draft.colour,
                draft.bold,
                draft.align,
                draft.level,
                draft.marker,
                draft.before * em // 1000,
                draft.indent * em // 1000,
                draft.hang * em // 1000,
                shaped.lines(width, size),
                draft.lang,
                draft.node,
            )
        )
    return tuple(paragraphs)


def height(paragraphs: Sequence[Paragraph]) -> Emu:
    """Height of set paragraphs: their lines, and the space above each but the first."""
    total = sum(len(p.lines) * line_height(p.size, p.leading, p.runs) + p.before for p in paragraphs)
    return total - paragraphs[0].before if paragraphs else 0


class _Item(Struct, frozen=True):
    """A draft that stays whole on a page, with its height and the space above it."""

    draft: Draft
    height: Emu
    before: Emu


def split(
    drafts: Iterable[Draft], size: Cpt, width: Emu, height: Emu, metrics: Mapping[Face, Metrics]
) -> tuple[tuple[Draft, ...], ...]:
    """Drafts over as many pages as they need, in order; each page no taller than `height` (EMU).

    A draft that fits a page alone stays whole; a taller one is cut at the ends of lines, and only its first part has
    the marker (a hard break at the cut is dropped, a blank stays at the end of the part before). Numbers stay. Of all
    ways to page the drafts that is taken which (1) least often leaves an item last on a page whose sub-items begin the
    next, (2) needs the fewest pages, (3) fills them most evenly, rather breaking before a first-level item.
    A single line taller than a page stands on a page alone; the caller checks for that with `text_height`.
    """
    items = [
        _Item(part, text_height((part,), size, width, metrics), _before(part, size))
        for draft in drafts
        for part in _parts(draft, size, width, height, metrics)
    ]
    pages = []
    first = 0
    for last in _page_ends(items, height):
        pages.append(tuple(item.draft for item in items[first:last]))
        first = last
    return tuple(pages)


def _page_ends(items: Sequence[_Item], height: Emu) -> list[int]:
    """Where pages end, by dynamic programming from the last item back: each start's best cost and next page."""
    costs: list[tuple[int, int, int]] = [(0, 0, 0)] * (len(items) + 1)
    ends = [len(items)] * len(items)
    detour = (height // 3) ** 2  # breaking before a sub-item is worth a page a third emptier
    for first in range(len(items) - 1, -1, -1):
        used, best = -items[first].before, None
        for last in range(first + 1, len(items) + 1):
            used += items[last - 1].before + items[last - 1].height
            if used > height and best is not None:
                break
            parted, pages, ragged = costs[last]
            if last < len(items):
                here, after = items[last - 1].draft.level, items[last].draft.level
                parted += here < after
                ragged += detour * (after > 0)
            cost = (parted, pages + 1, ragged + (height - used) ** 2)
            if best is None or cost < best:
                best, ends[first] = cost, last
            if used > height:
                break
        costs[first] = best or (0, 0, 0)
    marks = []
    first = 0
    while first < len(items):
        first = ends[first]
        marks.append(first)
    return marks


def _parts(draft: Draft, size: Cpt, width: Emu, height: Emu, metrics: Mapping[Face, Metrics]) -> list[Draft]:
    """A draft, or its parts of about the same number of lines where it is taller than a page."""
    most = max(1, height // max(1, draft.line_height(size)))
    parts = []
    while (count := measure(draft, metrics).line_count(width, size)) > most:
        pages = -(-count // most)
        wanted = -(-count // pages)
        ends = measure(draft, metrics).line_ends(width, size)
        # Out of its context a part may break otherwise (half a URL): take fewer lines until it holds.
        for lines in range(wanted, 0, -1):
            head, tail = _cut(draft, ends[lines - 1])
            if lines == 1 or measure(head, metrics).line_count(width, size) <= most:
                break
        parts.append(head)
        draft = tail
    return [*parts, draft]


def _cut(draft: Draft, offset: int) -> tuple[Draft, Draft]:
    """A draft in two at an offset into its text. The second has no marker; a line end at the cut is dropped."""
    before: list[Run] = []
    after: list[Run] = []
    for run in draft.runs:
        if offset >= len(run.text):
            before.append(run)
        elif offset <= 0:
            after.append(run)
        else:
            before.append(replace(run, text=run.text[:offset]))
            after.append(replace(run, text=run.text[offset:]))
        offset -= len(run.text)
    if before and before[-1].text.endswith("\n"):
        rest = before.pop()
        if len(rest.text) > 1:
            before.append(replace(rest, text=rest.text[:-1]))
    return replace(draft, runs=tuple(before)), replace(draft, runs=tuple(after), marker=None, hang=0)
