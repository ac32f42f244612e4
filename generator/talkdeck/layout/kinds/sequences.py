"""Kinds that tell an order: timeline, steps, cycle and levels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from talkdeck.brand.roles import on_ground
from talkdeck.layout.sheet import Sheet, Words
from talkdeck.layout.stage import Stage
from talkdeck.model.deck import Slide, Timeline
from talkdeck.model.geometry import Side, site
from talkdeck.model.kinds import Cycle, Levels, Step, Steps
from talkdeck.model.page import ConnectorBox, Group, TextBox
from talkdeck.model.problems import Span
from talkdeck.model.text import Text
from talkdeck.model.units import EMU_PER_CPT, Cpt, points
from talkdeck.text.fitting import Slot, fit
from talkdeck.text.setting import measure

ACROSS = {"16:9": 6, "4:3": 4}
"""So many events stand side by side; more stand one below the other."""

CHEVRONS_ACROSS = {"16:9": 6, "4:3": 4}
"""So many chevrons stand in one row; more stand in two."""

NODES_ACROSS = {"16:9": 7, "4:3": 5}
"""So many steps joined by connectors stand side by side; more stand one below the other."""

COMFORT = 1800
"""Where text would be smaller side by side, it is set one below the other, in longer lines."""

NOT_AT_ALL = -1_000_000
"""What a layout is worth in which some text does not fit."""

CONNECTOR = points(2)

ROUND: dict[int, tuple[tuple[Side, Side], ...]] = {
    3: (("right", "top"), ("left", "right"), ("top", "left")),
    4: (("right", "top"), ("bottom", "right"), ("left", "bottom"), ("top", "left")),
    5: (("right", "top"), ("bottom", "top"), ("left", "right"), ("top", "bottom"), ("top", "left")),
    6: (
        ("right", "top"),
        ("bottom", "top"),
        ("bottom", "right"),
        ("left", "bottom"),
        ("top", "bottom"),
        ("top", "left"),
    ),
}
"""For each step of a cycle the side that its arrow leaves, and the side of the next step where it arrives."""

Fill = Callable[[Sheet], list[list[Words]]]
"""Texts of a sheet; those of one list share a size. The first list's size says how well a layout suits."""


def arrange_timeline(slide: Slide, stage: Stage) -> list[Sheet]:
    """One to twelve events at an even rhythm: side by side, or one below the other in one or two columns."""
    content = slide.content
    assert isinstance(content, Timeline)
    events = content.events
    dated = any(event.date for event in events)

    def texts(sheet: Sheet) -> list[list[Words]]:
        dates, told = [], []
        for n, event in enumerate(events, start=1):
            group, node = sheet.group("event"), f"{slide.node}.timeline.{n - 1}"
            sign = event.date if dated or not sheet.name.startswith("rail") else str(n)
            dates.append(sheet.words(f"date{n}", "label", sign, node=f"{node}.date", group=group))
            told.append(
                _told(sheet, f"event{n}", event.title, event.text, node, group, event.where, strong=event.strong)
            )
        return [told, dates]

    count = len(events)
    names = [f"timeline{count}"] * (count <= ACROSS[stage.brand.shape]) + [f"rail{count}"] * (count >= 3)
    return [_best(slide, stage, names, texts)]


def arrange_steps(slide: Slide, stage: Stage) -> list[Sheet]:
    """Three to seven steps: chevrons in one or two rows, or shapes joined by glued connectors."""
    content = slide.content
    assert isinstance(content, Steps)
    return [_chevrons(slide, stage, content.steps) if content.form == "chevrons" else _nodes(slide, stage, content)]


def _chevrons(slide: Slide, stage: Stage, steps: Sequence[Step]) -> Sheet:
    name = f"steps{len(steps)}" + ("" if any(step.text for step in steps) else "-bare")

    def texts(sheet: Sheet) -> list[list[Words]]:
        headings, told, labels = [], [], []
        for n, step in enumerate(steps, start=1):
            group, node = sheet.group("step"), f"{slide.node}.steps.{n - 1}"
            labels.append(sheet.words(f"label{n}", "number", step.label or str(n), node=f"{node}.label", group=group))
            headings.append(sheet.words(f"heading{n}", "heading", step.title, node=f"{node}.title", group=group))
            if step.text:
                told.append(sheet.words(f"text{n}", "body", step.text, node=f"{node}.text", group=group))
        return [headings, told, labels]

    one_row = len(steps) <= CHEVRONS_ACROSS[stage.brand.shape]
    names = [name] * one_row + [f"{name}-rows"] * (len(steps) >= 5)
    return _best(slide, stage, names, texts)


def _nodes(slide: Slide, stage: Stage, content: Steps) -> Sheet:
    count = len(content.steps)

    def texts(sheet: Sheet) -> list[list[Words]]:
        told, numbers = [], []
        for n, step in enumerate(content.steps, start=1):
            group, node = sheet.group("step"), f"{slide.node}.steps.{n - 1}"
            numbers.append(sheet.words(f"number{n}", "number", step.label or str(n), node=f"{node}.label", group=group))
            told.append(_told(sheet, f"text{n}", step.title, step.text, node, group, step.where))
        return [told, numbers]

    names = [f"nodes{count}"] * (count <= NODES_ACROSS[stage.brand.shape]) + [f"stack{count}"]
    sheet = _best(slide, stage, names, texts)
    sides: tuple[Side, Side] = ("bottom", "top") if sheet.name.startswith("stack") else ("right", "left")
    _join(sheet, [f"number{n}" for n in range(1, count + 1)], [sides] * (count - 1))
    return sheet


def arrange_cycle(slide: Slide, stage: Stage) -> list[Sheet]:
    """Three to six steps clockwise from the top, joined by glued connectors, with a word in the middle."""
    content = slide.content
    assert isinstance(content, Cycle)
    count = len(content.steps)
    sheet = Sheet(stage, slide, slide.layout or f"cycle{count}")
    sheet.top()
    words = []
    for n, step in enumerate(content.steps, start=1):
        group, node = sheet.group("step"), f"{slide.node}.cycle.{n - 1}"
        words.append(_told(sheet, f"step{n}", step.title, step.text, node, group, step.where, label=step.label))
    sheet.put(*words, size=abs(_size(sheet, words)) or None)
    if content.center:
        sheet.put(sheet.words("center", "label", content.center))
    _join(sheet, [f"step{n}" for n in range(1, count + 1)], ROUND.get(count, ()))
    return [sheet]


def arrange_levels(slide: Slide, stage: Stage) -> list[Sheet]:
    """Three to six levels as stairs, funnel or pyramid: a sign on each level, its words beside or upon it."""
    content = slide.content
    assert isinstance(content, Levels)
    sheet = Sheet(stage, slide, slide.layout or f"{content.form}{len(content.levels)}")
    sheet.top()
    labels, told = [], []
    for n, level in enumerate(content.levels, start=1):
        group, node = sheet.group("level"), f"{slide.node}.levels.{n - 1}"
        labels.append(sheet.words(f"label{n}", "number", level.label or str(n), node=f"{node}.label", group=group))
        told.append(_told(sheet, f"text{n}", level.title, level.text, node, group, level.where))
    sheet.put(*labels, size=abs(_size(sheet, labels)) or None)
    sheet.put(*told, size=abs(_size(sheet, told)) or None)
    return [sheet]


def _told(
    sheet: Sheet,
    region: str,
    title: Text,
    text: Text | None,
    node: str,
    group: Group,
    span: Span,
    *,
    strong: bool = False,
    label: Text | None = None,
) -> Words:
    """A title in bold and its line of text, with a label above them, in one place."""
    stage, place = sheet.stage, sheet.stage.layout(sheet.name).region(region)
    drafts = [stage.draft(title, place, f"{node}.title", bold=True, colour="accent-ink" if strong else None)]
    if label:
        drafts.insert(0, stage.draft(label, place, f"{node}.label", bold=True, colour="accent-ink"))
    if text:
        drafts.append(stage.draft(text, place, f"{node}.text", colour=on_ground("muted", place.over)))
    return Words(region=region, role="body", drafts=tuple(drafts), span=span, node=node, group=group)


def _best(slide: Slide, stage: Stage, names: Sequence[str], texts: Fill) -> Sheet:
    """The first layout in which the texts are of a comfortable size, else the one in which they are largest."""
    best: tuple[int, Sheet, list[list[Words]], list[Cpt]] | None = None
    for name in (slide.layout,) if slide.layout else names:
        sheet = Sheet(stage, slide, name)
        lists = [[w for w in words if w.drafts] for words in texts(sheet)]
        lists = [words for words in lists if words]
        found = [_size(sheet, words) for words in lists]
        worth = NOT_AT_ALL if not all(found) else min(0, *found) or found[0]
        if best is None or worth > best[0]:
            best = worth, sheet, lists, [abs(size) for size in found]
        if worth >= COMFORT:
            break
    assert best is not None
    _, sheet, lists, found = best
    sheet.top()
    for words, size in zip(lists, found, strict=True):
        sheet.put(*words, size=size or None)
    return sheet


def _size(sheet: Sheet, words: Sequence[Words]) -> Cpt:
    """The size at which texts fit together, every word whole; negative where words are broken, 0 where none fits."""
    stage = sheet.stage
    style = stage.style(stage.layout(sheet.name).region(words[0].region))
    sizes = stage.sizes(style, (draft for w in words for draft in w.drafts))
    rooms = [(w.drafts, *sheet.inside(w.region, w.frame)) for w in words]
    longest = [(measure(draft, stage.metrics).longest, width) for drafts, width, _ in rooms for draft in drafts]
    whole = [size for size in sizes if all(long * size * EMU_PER_CPT <= width * 1000 for long, width in longest)]
    slots = [Slot(*room) for room in rooms]
    return (fit(slots, whole, stage.metrics) if whole else None) or -(fit(slots, sizes[-1:], stage.metrics) or 0)


def _join(sheet: Sheet, regions: Sequence[str], sides: Sequence[tuple[Side, Side]]) -> None:
    """Arrows from each box to the next, and from the last to the first where there is a side for it.

    They lie right behind the title, under everything else, and outside the list of steps.
    """
    boxes = {region: box for region, box in sheet.boxes if isinstance(box, TextBox)}
    for n, (leave, arrive) in enumerate(sides):
        start, end = boxes.get(regions[n]), boxes.get(regions[(n + 1) % len(regions)])
        if start is None or end is None:
            continue
        (x0, y0), (x1, y1) = site(start, leave), site(end, arrive)
        corner = (x1, y0) if leave in ("left", "right") else (x0, y1)
        straight = x0 == x1 or y0 == y1
        sheet.add(
            "title",
            ConnectorBox(
                node=f"{start.node}.connector",
                start=start.node,
                end=end.node,
                start_site=leave,
                end_site=arrive,
                points=((x0, y0), (x1, y1)) if straight else ((x0, y0), corner, (x1, y1)),
                stroke="muted",
                stroke_width=CONNECTOR,
            ),
        )
