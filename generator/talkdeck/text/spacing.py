"""Space between Han and Latin: an eighth of an em, as tracking on the last character before the border.

No character is put in: the text stays as the author wrote it, to be searched, copied and edited. PowerPoint has no
such spacing of its own, so the deck carries it (`spc`); browsers have it (`text-autospace`), of the same width.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from talkdeck.model.page import Run
from talkdeck.model.values import replace
from talkdeck.text.script import borders, borders_and_changes

TRACK = 125
"""Space at a border in thousandths of the size; what browsers set for `text-autospace: normal`.

Source: CSS Text 4, text-autospace, \"one eighth of a CJK advance\".
"""

FOREIGN = 260
"""What LibreOffice adds at every change between East-Asian and other script, blanks or not, in thousandths of the size.

Measured in 7.4: a fifth of its line height of 1.2 em, and a little rounding. It cannot be switched off from a
PowerPoint file, so the measure allows for it.
"""


def tracked(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs with `track` on the character before each border between Han and Latin, which gets a run of its own.

    Not beside code, which keeps its own rhythm. The runs' texts add up to the same text as before.
    """
    text = "".join([run.text for run in runs])
    cuts = borders(text)
    if not cuts:
        return runs
    starts = list(accumulate((len(run.text) for run in runs), initial=0))
    ends: dict[int, list[int]] = {}
    for cut in cuts:
        before = bisect_right(starts, cut - 1) - 1
        after = bisect_right(starts, cut, 0, len(runs)) - 1
        if not runs[before].mono and not runs[after].mono:
            ends.setdefault(before, []).append(cut - starts[before])
    made: list[Run] = []
    for at, run in enumerate(runs):
        done = 0
        for end in ends.get(at, ()):
            if end - 1 > done:
                made.append(replace(run, text=run.text[done : end - 1]))
            made.append(replace(run, text=run.text[end - 1 : end], track=TRACK))
            done = end
        if done < len(run.text):
            made.append(replace(run, text=run.text[done:]) if done else run)
    return tuple(made)


def allowance(text: str) -> list[tuple[int, int]]:
    """(offset of a character, thousandths of the size to allow behind it) at each border of a text."""
    cuts, changes = borders_and_changes(text)
    extra = dict.fromkeys(changes, FOREIGN)
    for cut in cuts:
        extra[cut - 1] = extra.get(cut - 1, 0) + TRACK
    return sorted(extra.items())
