"""Numbered and highlighted program text: a column of numbers beside it, bands behind lines that stand out.

The numbers are a text box of their own, so that what readers select and copy is the program. The panel is a shape then,
with the bands upon it and the text above.
"""

from __future__ import annotations

from itertools import accumulate, groupby, pairwise

from talkdeck.layout.sheet import Sheet
from talkdeck.model.outline import Code
from talkdeck.model.page import Paragraph, Run, ShapeBox, TextBox
from talkdeck.model.units import EMU_PER_CPT, Cpt, Emu, Rect, inches
from talkdeck.model.values import replace
from talkdeck.source.line_ranges import line_range
from talkdeck.text.setting import line_height

DIGIT = 640
"""Room for a digit in thousandths of the size; digits of fixed-width faces have 550 to 602."""
NUMBER_GAP = 1100
"""Between numbers and text, in thousandths of the size."""

BLANK = "\u00a0"
"""What stands beside a line's further parts: a browser shows no empty line at the end of a paragraph."""

BAND = 12_000
"""Opacity of the accent behind a line that stands out; text in every colour of code is legible upon it."""
BAR = inches(0.06)
"""Width of the mark at a band's left end, for those who do not see the tint."""


def beside_numbers(frame: Rect, code: Code, size: Cpt) -> Rect:
    """A panel's frame without the room that line numbers take on its left; all of it where lines have none."""
    if not code.numbers:
        return frame
    digits = len(str(code.first + code.text.text.count("\n")))
    room = (digits * DIGIT + NUMBER_GAP) * size * EMU_PER_CPT // 1000
    return Rect(frame.x + room, frame.y, frame.w - room, frame.h)


def panelled(sheet: Sheet, code: Code, panel: Rect) -> None:
    """Give the program text that was put last its line numbers, and bands behind lines that stand out.

    `panel` is the frame of its panel; each paragraph's node ends in the index of its line.
    """
    if not (code.numbers or code.highlight):
        return
    region, box = sheet.boxes.pop()
    assert isinstance(box, TextBox)
    shown = box.radius if box.shape == "round" else 0
    sheet.add(
        region,
        ShapeBox(frame=panel, shape="round" if shown else "rect", radius=shown, fill=box.fill, group=box.group),
    )
    for top, tall in _bands(box, code):
        band = Rect(panel.x, top, panel.w, tall)
        sheet.add(region, ShapeBox(frame=band, fill="accent", opacity=BAND, group=box.group))
        sheet.add(region, ShapeBox(frame=replace(band, w=BAR), fill="accent", group=box.group))
    left, top, right, bottom = box.inset
    if code.numbers:
        frame = Rect(panel.x, box.frame.y, box.frame.x + left - panel.x, box.frame.h)
        gap = NUMBER_GAP * box.paragraphs[0].size * EMU_PER_CPT // 1000
        sheet.add(
            region,
            replace(
                box,
                node=f"{box.node}.numbers",
                role="line-number",
                region=None,
                frame=frame,
                inset=(0, top, gap, bottom),
                paragraphs=tuple(_numbers(box, code)),
                fill=None,
            ),
        )
        frame = Rect(box.frame.x + left, box.frame.y, box.frame.w - left, box.frame.h)
        box = replace(box, frame=frame, inset=(0, top, right, bottom))
    sheet.add(region, replace(box, fill=None, paragraphs=tuple(map(_broken, box.paragraphs))))


def _broken(paragraph: Paragraph) -> Paragraph:
    """A line too long for the panel, broken where it is predicted to wrap: numbers and bands keep to its lines."""
    if len(paragraph.lines) < 2:
        return paragraph
    ends = list(accumulate(len(line) for line in paragraph.lines))[:-1]
    runs: list[Run] = []
    at = 0
    for run in paragraph.runs:
        cuts = [end - at for end in ends if at < end <= at + len(run.text)]
        pieces = [run.text[a:b] for a, b in pairwise((0, *cuts, len(run.text)))]
        runs.append(replace(run, text="\n".join(pieces)))
        at += len(run.text)
    return replace(paragraph, runs=tuple(runs))


def _line(paragraph: Paragraph) -> int:
    return int(paragraph.node.rpartition(".")[2])


def _height(paragraph: Paragraph) -> Emu:
    return len(paragraph.lines) * line_height(paragraph.size, paragraph.leading, paragraph.runs)


def _numbers(box: TextBox, code: Code) -> list[Paragraph]:
    """A number beside each line of the text, with empty lines below it where the line wraps."""
    made, before = [], -1
    for p in box.paragraphs:
        at, more = _line(p), len(p.lines) - 1
        number = str(code.first + at) if at != before else " "
        lines = (number, *[BLANK] * more)
        run = Run("\n".join(lines), "en-US", mono=True)
        made.append(replace(p, runs=(run,), lines=lines, align="right", colour="code-comment", lang="en-US"))
        before = at
    return made


def _bands(box: TextBox, code: Code) -> list[tuple[Emu, Emu]]:
    """Top and height of each run of highlighted lines."""
    wanted = {line - code.first for word in code.highlight for line in line_range(word) or ()}
    top = box.inset[1]
    free = box.frame.h - box.height
    y = box.frame.y + top + {"top": 0, "middle": free // 2, "bottom": free}[box.anchor]
    bands = []
    for bright, lines in groupby(box.paragraphs, lambda p: _line(p) in wanted):
        tall = sum(map(_height, lines))
        if bright:
            bands.append((y, tall))
        y += tall
    return bands
