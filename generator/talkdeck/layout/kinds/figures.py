"""The kind made of large figures: one to four numbers with unit, trend, what they count and where they come from."""

from __future__ import annotations

from collections.abc import Sequence

from talkdeck.layout.sheet import Sheet, Words
from talkdeck.layout.stage import Stage
from talkdeck.layout.words import word
from talkdeck.model.deck import Slide, Stats
from talkdeck.model.kinds import Stat
from talkdeck.model.page import Run
from talkdeck.model.units import Cpt, Emu
from talkdeck.model.values import replace
from talkdeck.text.fitting import Slot, fit, text_height
from talkdeck.text.setting import Draft, measure

UNIT_SCALE = 45
"""Size of a unit in percent of its figure's."""


ARROWS = {"up": "▲", "down": "▼", "flat": "→"}
CLOSE_UNITS = ("%", "‰", "°", "×", "+", "％")
"""Units that follow their figure without a space."""


def arrange_stats(slide: Slide, stage: Stage) -> list[Sheet]:
    """One to four figures; figures share a size and a baseline, and so do labels, changes and sources."""
    content = slide.content
    assert isinstance(content, Stats)
    stats = content.stats
    sheet = Sheet(stage, slide, slide.layout or _layout(stage, len(stats)))
    sheet.top()
    values: list[Words] = []
    changes: list[Words] = []
    labels: list[Words] = []
    sources: list[Words] = []
    for n, stat in enumerate(stats, start=1):
        group, node = sheet.group("stat"), f"{slide.node}.stats.{n - 1}"
        stat = _quiet(stat)
        value = sheet.words(f"value{n}", "number", stat.value, node=f"{node}.value", group=group)
        values.append(replace(value, drafts=(_with_unit(sheet, stat, value.drafts[0], f"value{n}"),)))
        if stat.trend or stat.change:
            change = sheet.words(f"change{n}", "label", stat.change or " ", node=f"{node}.change", group=group)
            drafts = (_with_arrow(sheet, stat, change.drafts[0]),)
            changes.append(replace(change, drafts=drafts, span=stat.change.span if stat.change else stat.where))
        labels.append(sheet.words(f"label{n}", "body", stat.label, node=f"{node}.label", group=group))
        if stat.source:
            sources.append(sheet.words(f"source{n}", "caption", stat.source, node=f"{node}.source", group=group))
    sheet.put(*values, size=_one_line(sheet, values))
    more = _wrapped(sheet, changes) if changes else 0
    sheet.put(*(_moved(sheet, words, 0, more) for words in changes))
    rise = 0 if changes else _above(sheet, labels[0])
    sheet.put(*(_moved(sheet, words, more - rise, rise - more) for words in labels))
    sheet.put(*sources)
    return [sheet]


def _quiet(stat: Stat) -> Stat:
    """The figure with its mark (computed, unconfirmed ...) behind the label: in the number it would be the larger."""
    if stat.value.mark is None or stat.label.mark is not None:
        return stat
    return replace(stat, value=replace(stat.value, mark=None), label=replace(stat.label, mark=stat.value.mark))


def _layout(stage: Stage, count: int) -> str:
    return "stats4-grid" if stage.brand.shape == "4:3" and count == 4 else f"stats{count}"


def _with_unit(sheet: Sheet, stat: Stat, draft: Draft, region: str) -> Draft:
    """A figure with its unit behind it, smaller."""
    if stat.unit is None:
        return draft
    over = sheet.stage.layout(sheet.name).region(region).over
    runs = sheet.stage.runs(stat.unit, over)
    space = () if stat.unit.plain.startswith(CLOSE_UNITS) else (Run("\u2009", runs[0].lang, scale=UNIT_SCALE),)
    return replace(draft, runs=(*draft.runs, *space, *(replace(run, scale=UNIT_SCALE) for run in runs)))


def _with_arrow(sheet: Sheet, stat: Stat, draft: Draft) -> Draft:
    """What changed behind its arrow; an arrow alone is followed by its word."""
    if stat.trend is None:
        return draft
    said = word(stat.trend, sheet.stage.lang)
    arrow = Run(ARROWS[stat.trend], "en-US", said=said if stat.change else "")
    words = draft.runs if stat.change else (Run(said, sheet.stage.lang),)
    return replace(draft, runs=(arrow, Run(" ", "en-US"), *words))


def _one_line(sheet: Sheet, values: Sequence[Words]) -> Cpt | None:
    """The largest size at which every figure stands on one line with its unit; None where no size does that."""
    stage = sheet.stage
    style = stage.style(stage.layout(sheet.name).region(values[0].region))
    rooms = [(words, *sheet.inside(words.region)) for words in values]
    for size in style.sizes:
        if all(measure(w.drafts[0], stage.metrics).line_count(width, size) == 1 for w, width, _ in rooms):
            fits = fit([Slot(w.drafts, width, room) for w, width, room in rooms], (size,), stage.metrics)
            if fits is not None:
                return size
    return None


def _wrapped(sheet: Sheet, changes: Sequence[Words]) -> Emu:
    """How much more height changes need than their places have, in their smallest size."""
    stage = sheet.stage
    size = stage.style(stage.layout(sheet.name).region(changes[0].region)).sizes[-1]
    rooms = [(words, *sheet.inside(words.region)) for words in changes]
    return max(max(0, text_height(w.drafts, size, width, stage.metrics) - room) for w, width, room in rooms)


def _above(sheet: Sheet, label: Words) -> Emu:
    """From the place of a label up to that of a change, which no figure has."""
    layout = sheet.stage.layout(sheet.name)
    return layout.region(label.region).frame.y - layout.region(label.region.replace("label", "change")).frame.y


def _moved(sheet: Sheet, words: Words, down: Emu, taller: Emu) -> Words:
    """Words in a place lower and taller than their region's."""
    frame = sheet.stage.layout(sheet.name).region(words.region).frame
    return replace(words, frame=replace(frame, y=frame.y + down, h=frame.h + taller)) if down or taller else words
