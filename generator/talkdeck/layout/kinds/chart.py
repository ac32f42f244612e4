"""Charts on a slide of their own, and in a column."""

from __future__ import annotations

from talkdeck.layout.charts.draw import draw_chart
from talkdeck.layout.charts.sayings import footnotes
from talkdeck.layout.sheet import Sheet, Words
from talkdeck.layout.stage import Stage
from talkdeck.model.data import Chart
from talkdeck.model.deck import Slide
from talkdeck.model.page import TextBox
from talkdeck.model.text import Run, Text, plain_text
from talkdeck.model.units import Rect, points
from talkdeck.model.values import replace

AIR = points(6)


def arrange_chart(slide: Slide, stage: Stage) -> list[Sheet]:
    """A chart, its footnotes below."""
    chart = slide.content
    assert isinstance(chart, Chart)
    sheet = Sheet(stage, slide, slide.layout or "chart")
    sheet.top()
    if not chart.series:  # what is wrong with it has been said
        return [sheet]
    place = stage.layout(sheet.name)
    region, below = place.region("chart"), place.region("caption")
    notes = _notes(chart, stage)
    frame = region.frame
    if not notes:
        frame = Rect(frame.x, frame.y, frame.w, below.frame.bottom - AIR - frame.y)
    title = slide.title.plain if slide.title else ""
    native = "chart" if region.placeholder == "chart" else None
    box = draw_chart(chart, stage, frame, sheet.name, f"{slide.node}.chart", title, native)
    if box is None:
        return [sheet]
    sheet.add("chart", box)
    if notes:
        drafts = tuple(stage.draft(note, below, f"{slide.node}.chart.note") for note in notes)
        sheet.put(_caption("caption", drafts, chart, f"{slide.node}.chart.note"))
    return [sheet]


def put_chart(sheet: Sheet, chart: Chart, region: str, node: str) -> None:
    """A chart in a column, its footnotes below."""
    if not chart.series:
        return
    stage = sheet.stage
    notes = _notes(chart, stage)
    words = _caption(region, (), chart, f"{node}.note")
    frame, words, size = sheet.captioned(region, notes, words)
    title = sheet.slide.title.plain if sheet.slide.title else ""
    box = draw_chart(chart, stage, frame, sheet.name, node, title, None)
    if box is None:
        return
    sheet.add(region, box)
    if words.drafts:
        sheet.put(words, size=size)
        _, caption = sheet.boxes.pop()
        assert isinstance(caption, TextBox)
        sheet.add(region, replace(caption, region=None))


def _caption(region: str, drafts: tuple[object, ...], chart: Chart, node: str) -> Words:
    return Words(region=region, role="caption", drafts=drafts, span=chart.where, node=node)  # type: ignore[arg-type]


def _notes(chart: Chart, stage: Stage) -> tuple[Text, ...]:
    """The author's note, and what the data owe: which points are doubtful or missing."""
    blank = "" if stage.lang[:2] in ("zh", "ja") else " "
    owed = blank.join(footnotes(chart, stage.lang))
    if chart.note is None:
        return (plain_text(owed, chart.where),) if owed else ()
    if not owed:
        return (chart.note,)
    stop = "" if chart.note.plain.endswith(("。", ".", "！", "!", "？", "?")) else "." if blank else "。"
    return (replace(chart.note, runs=(*chart.note.runs, Run(stop + blank + owed))),)
