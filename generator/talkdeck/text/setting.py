"""From runs to lines: a paragraph measured once in thousandths of its size, then filled at any width and size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from talkdeck.model.page import Align, Face, Marker, Run
from talkdeck.model.units import EMU_PER_CPT, EMU_PER_PX, Cpt, Emu
from talkdeck.text.breaking import grapheme_ends, piece_ends
from talkdeck.text.metrics import ASIAN, Metrics

RAISED = 65
"""Size of superscripts and subscripts in percent, as PowerPoint and browsers set them or a little smaller."""
MARKER_GAP = 250
"""Least space between a number and its text, in thousandths of the size."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph before its size is known; fields as in `page.Paragraph`, lengths in thousandths of a size.

    `scale` is this paragraph's size in percent of its box's (sub-levels may be 90). `leading` refers to the
    paragraph's own size; `before`, `indent` and `hang` to the box's, so that levels of different size line up.
    """

    runs: tuple[Run, ...]
    face: Face = "body"
    bold: bool = False
    leading: int = 1250
    before: int = 0
    indent: int = 0
    hang: int = 0
    level: int = 0
    marker: Marker | None = None
    align: Align = "left"
    colour: str = "ink"
    node: str = ""
    lang: str = ""
    scale: int = 100
    _shaped: list[Shaped] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)

    def size(self, size: Cpt) -> Cpt:
        """This paragraph's size in a box of a size: down to whole tenths of a point, which LibreOffice rounds to."""
        return size if self.scale == 100 else size * self.scale // 1000 * 10

    def line_height(self, size: Cpt) -> Emu:
        """Height of each line in a box of a size, rounded up."""
        return line_height(self.size(size), self.leading, self.runs)


def line_height(size: Cpt, leading: int, runs: tuple[Run, ...]) -> Emu:
    """Height of the lines of a paragraph, rounded up. Larger runs make all of its lines taller, smaller ones none."""
    tallest = 100
    for run in runs:
        if run.scale > tallest:
            tallest = run.scale
    return -(-size * EMU_PER_CPT * leading * tallest // 100_000)


class Shaped:
    """A measured paragraph. Made by `measure`; fills lines at any width and size.

    Blanks at a line's end hang outside. What is wider than a whole line is cut between graphemes, as a last resort.
    Widths count 1 % and one CSS pixel less than they are, so that a renderer's own rounding adds no line.
    """

    __slots__ = (
        "_ends", "_first", "_graphemes", "_indent", "_last", "_offsets", "_scale", "_segments", "_starts", "_xs",
        "metrics", "mono", "natural", "text",
    )  # fmt: skip

    def __init__(self, draft: Draft, metrics: Metrics, mono: Metrics) -> None:
        runs = draft.runs
        self.metrics, self.mono = metrics, mono
        self.text = text = runs[0].text if len(runs) == 1 else draft.plain
        asian = not text.isascii() and ASIAN.search(text) is not None
        natural = metrics.line_height(asian)
        widths: list[int] = []
        for run in runs:
            chain = metrics
            if run.mono:
                chain, natural = mono, max(natural, mono.line_height(asian))
            scale = run.scale * RAISED // 100 if run.script else run.scale
            advances = map(chain.advances(run.bold or draft.bold, asian).__getitem__, run.text)
            widths.extend(advances if scale == 100 else [-(-width * scale // 100) for width in advances])
        self.natural = natural
        self._xs = list(accumulate(widths, initial=0))
        self._indent, self._scale = draft.indent, draft.scale
        self._first = 0
        if draft.marker is not None and draft.marker.number is not None:
            number = metrics.width(f"{draft.marker.number}.", draft.bold) + MARKER_GAP
            self._first = max(0, number - draft.hang * 100 // draft.scale)
        self._offsets: list[int] = []
        self._graphemes: list[int] = []
        self._last: tuple[int, list[int]] = (-1, [])

    def _cut_pieces(self) -> None:
        """Find the breaks: only called when the text does not fit on one line anyway."""
        text, xs = self.text, self._xs
        self._offsets = offsets = piece_ends(text)
        self._starts = starts = list(map(xs.__getitem__, offsets))
        self._ends = starts
        self._segments = [(0, len(offsets), 0)]
        if " " in text or "\n" in text:
            self._ends = [
                x if text[offset - 1] not in " \n" else xs[len(text[:offset].rstrip(" \n"))]
                for offset, x in zip(offsets, starts, strict=True)
            ]
        if "\n" in text:
            bounds = [0, *(at + 1 for at, offset in enumerate(offsets) if text[offset - 1] == "\n")]
            self._segments = [
                (first, last, xs[offsets[first - 1]] if first else 0)
                for first, last in zip(bounds, [*bounds[1:], len(offsets)], strict=True)
            ]

    def room(self, width: Emu, size: Cpt) -> int:
        """What a line holds in a box of a width and size, in thousandths of the paragraph's own size; at least 1."""
        own = size if self._scale == 100 else size * self._scale // 1000 * 10
        inside = width - self._indent * size * EMU_PER_CPT // 1000
        return max(1, (inside - inside // 100 - EMU_PER_PX) * 1000 // (own * EMU_PER_CPT))

    def line_ends(self, width: Emu, size: Cpt) -> list[int]:
        """Offsets into the text after each line, a hard break's line end included; at least one line."""
        room = self.room(width, size)
        if self._last[0] != room:
            self._last = (room, self._fill(room))
        return self._last[1]

    def _fill(self, room: int) -> list[int]:
        text, xs = self.text, self._xs
        if xs[-1] + self._first <= room and "\n" not in text:
            return [len(text)]
        if not self._offsets:
            self._cut_pieces()
        offsets, starts, ends = self._offsets, self._starts, self._ends
        lines: list[int] = []
        start = -self._first
        for first, last, x in self._segments:
            start, piece, at = start + x if not lines else x, first, offsets[first - 1] if first else 0
            while piece < last:
                fits = bisect_right(ends, start + room, piece, last)
                if fits > piece:
                    at, start = offsets[fits - 1], starts[fits - 1]
                    piece = fits
                else:
                    at = self._grapheme_before(start + room, at)
                    start = xs[at]
                    while piece < last and (at >= offsets[piece] or start >= ends[piece]):
                        at, start = max(at, offsets[piece]), starts[piece]
                        piece += 1
                lines.append(at)
        if text.endswith("\n"):
            lines.append(len(text))
        return lines

    def _grapheme_before(self, x: int, after: int) -> int:
        """The last grapheme's end up to x, but beyond the offset `after`: a line holds one grapheme at least."""
        if not self._graphemes:
            self._graphemes = grapheme_ends(self.text)
        offset = bisect_right(self._xs, x) - 1
        at = bisect_right(self._graphemes, offset) - 1
        if at < 0 or self._graphemes[at] <= after:
            at = bisect_right(self._graphemes, after)
        return self._graphemes[at]

    def line_count(self, width: Emu, size: Cpt) -> int:
        return len(self.line_ends(width, size))

    def lines(self, width: Emu, size: Cpt) -> tuple[str, ...]:
        """The lines in order, blanks at their ends kept, line ends dropped: joined they are the text."""
        text, start, lines = self.text, 0, []
        for end in self.line_ends(width, size):
            lines.append(text[start:end].rstrip("\n"))
            start = end
        return tuple(lines)

    def widow(self, width: Emu, size: Cpt) -> bool:
        """Whether the text wraps and its last line holds one character at most, punctuation aside."""
        ends = self.line_ends(width, size)
        if len(ends) < 2 or self.text[ends[-2] - 1] == "\n":
            return False
        return sum(map(str.isalnum, self.text[ends[-2] :])) <= 1


def measure(draft: Draft, metrics: Mapping[Face, Metrics]) -> Shaped:
    """The draft's measured form; kept with the draft, so that it is worked out once however often it is asked for."""
    own, mono = metrics[draft.face], metrics["mono"]
    kept = draft._shaped
    if not kept or kept[0].metrics is not own or kept[0].mono is not mono:
        kept[:] = [Shaped(draft, own, mono)]
    return kept[0]
