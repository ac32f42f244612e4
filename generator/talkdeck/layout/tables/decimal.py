"""Numbers below each other on their decimal point: how much room each keeps free to its right.

PowerPoint's decimal tab stops do not work in cells of other programs, and padding with figure spaces gets into what
readers copy or hear. So cells align right, and each has the right margin that puts its point below the others. Margins
are exact in every renderer, and nobody reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from talkdeck.model.page import Face
from talkdeck.text.metrics import Metrics
from talkdeck.text.setting import Draft, measure
from talkdeck.text.spacing import FOREIGN, TRACK, allowance

_FIGURE = re.compile(r"(?:\d[\d,\u2009\u202f]*(?:\.\d+)?\s?[-–~～]\s?)?\d[\d,\u2009\u202f]*")
"""The whole part of a number, or of the second number of a range."""


def aligned_on_points(drafts: Sequence[Draft | None], metrics: Mapping[Face, Metrics]) -> tuple[tuple[int, ...], int]:
    """The shift of each cell of a column, and that of its heading, in thousandths of the size.

    n drafts in (None for a place without a cell), n shifts out. A cell without a figure ends where points stand. Marks
    and references to footnotes hang out to the right: the heading stands above the figures, not above those.
    """
    tails = [_tail(draft, metrics) if draft is not None else (0, 0) for draft in drafts]
    longest = max((whole for whole, _ in tails), default=0)
    bare = max((own for _, own in tails), default=0)
    return tuple(longest - whole for whole, _ in tails), longest - bare


def _tail(draft: Draft, metrics: Mapping[Face, Metrics]) -> tuple[int, int]:
    """Width of what stands behind the point: all of it, and what belongs to the figure."""
    own = end = 0
    for run in draft.runs:
        end += len(run.text)
        if not run.script and run.scale == 100:
            own = end
    found = _FIGURE.search(draft.plain[:own])
    if found is None:
        return 0, 0
    return _width(draft, found.end(), end, metrics), _width(draft, found.end(), own, metrics)


def _width(draft: Draft, first: int, last: int, metrics: Mapping[Face, Metrics]) -> int:
    """Width of a stretch as PowerPoint and browsers set it: without what only LibreOffice adds between scripts."""
    shaped = measure(draft, metrics)
    extras = dict(allowance(draft.plain))
    foreign = sum(FOREIGN for at in range(first, last) if extras.get(at, 0) >= FOREIGN)
    before = TRACK if extras.get(first - 1, 0) % FOREIGN == TRACK else 0
    return shaped.upto(last) - shaped.upto(first) - foreign + before
