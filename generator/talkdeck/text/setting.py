"""From runs to lines: a paragraph measured once in thousandths of its size, then filled at any width and size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, pairwise

from talkdeck.model.page import Align, Face, Marker, Run
from talkdeck.model.units import EMU_PER_CPT, EMU_PER_PX, Cpt, Emu
from talkdeck.model.values import Struct, field, force_setattr
from talkdeck.text.breaking import grapheme_ends, piece_ends
from talkdeck.text.metrics import ASIAN, Metrics
from talkdeck.text.spacing import allowance

RAISED = 67
"""Size of superscripts and subscripts in percent: two thirds, as PowerPoint draws them; HTML must not draw larger."""
MARKER_GAP = 100
"""Least space between a number and its text, in thousandths of the size."""
NARROWED = 100
"""What is left beside the line that a frame was narrowed for, in thousandths of the size: no more text shall fit."""


class _Memo:
    """Where a draft's measured form is kept: no part of its value, so all are equal."""

    __slots__ = ("shaped",)

    def __init__(self) -> None:
        self.shaped: Shaped | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Memo)

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "..."


class Draft(Struct, frozen=True):
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
    memo: _Memo = field(default_factory=_Memo)

    def __post_init__(self) -> None:
        # `replace` hands over every field, and another draft's measures are not this one's.
        if self.memo.shaped is not None:
            force_setattr(self, "memo", _Memo())

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)

    def size(self, size: Cpt) -> Cpt:
        """This paragraph's size in a box of a size: down to whole tenths of a point, which LibreOffice rounds to."""
        return size if self.scale == 100 else size * self.scale // 1000 * 10

    def line_height(self, size: Cpt) -> Emu:
        """Height of each line in a box of a size, rounded up."""
        return line_height(size if self.scale == 100 else self.size(size), self.leading, self.runs)


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
        "_first", "_graphemes", "_indent", "_lines", "_offsets", "_scale", "_xs", "metrics", "mono", "text",
    )  # fmt: skip

    def __init__(self, draft: Draft, metrics: Metrics, mono: Metrics) -> None:
        runs = draft.runs
        self.metrics, self.mono = metrics, mono
        self.text = text = runs[0].text if len(runs) == 1 else draft.plain
        asian = not text.isascii() and ASIAN.search(text) is not None
        widths: Iterable[int]
        if len(runs) == 1 and not runs[0].mono and not runs[0].script and runs[0].scale == 100:
            widths = map(metrics.advances(runs[0].bold or draft.bold, asian).__getitem__, text)
        else:
            widths = chain.from_iterable(
                _advances(run, draft.bold, asian, mono if run.mono else metrics) for run in runs
            )
        if asian and (spaces := allowance(text)):
            widths = list(widths)
            for at, extra in spaces:
                widths[at] += extra
        self._xs = list(accumulate(widths, initial=0))
        self._indent, self._scale = draft.indent, draft.scale
        self._first = 0
        if draft.marker is not None and draft.marker.number is not None:
            number = metrics.width(f"{draft.marker.number}.", draft.bold) + MARKER_GAP
            self._first = max(0, number - draft.hang * 100 // draft.scale)
        self._offsets: Sequence[int] = ()
        self._graphemes: Sequence[int] = ()
        self._lines: dict[int, list[int]] = {}

    def line_ends(self, width: Emu, size: Cpt) -> list[int]:
        """Offsets into the text after each line, a hard break's line end included; at least one line."""
        own = size if self._scale == 100 else size * self._scale // 1000 * 10
        inside = width - self._indent * size * EMU_PER_CPT // 1000
        room = (inside - inside // 100 - EMU_PER_PX) * 1000 // (own * EMU_PER_CPT)  # thousandths of the own size
        lines = self._lines.get(room)
        if lines is None:
            lines = self._lines[room] = self._fill(room if room > 0 else 1)
        return lines

    def _fill(self, room: int) -> list[int]:
        text, xs = self.text, self._xs
        broken = "\n" in text
        if xs[-1] + self._first <= room and not broken:
            return [len(text)]
        if not self._offsets:
            self._offsets = piece_ends(text)
        offsets, total = self._offsets, len(self._offsets)
        lines: list[int] = []
        at = piece = 0
        limit = room - self._first
        for last in self._hard_breaks() if broken else (total,):
            while piece < last:
                if last == total and xs[-1] <= limit:
                    at, piece = len(text), last
                else:
                    # What fits by character, then by piece; the blanks of the first piece outside may hang.
                    reach = bisect_right(xs, limit) - 1
                    fits = bisect_right(offsets, reach, piece, last)
                    if fits < last and text[offsets[fits] - 1] in " \n" and self._trimmed(fits) <= reach:
                        fits += 1
                    if fits > piece:
                        piece, at = fits, offsets[fits - 1]
                    else:
                        at = self._grapheme_before(reach, at)
                        while piece < last and at >= self._trimmed(piece):
                            at = max(at, offsets[piece])
                            piece += 1
                lines.append(at)
                limit = xs[at] + room
        if not text or text[-1] == "\n":
            lines.append(len(text))
        return lines

    def _hard_breaks(self) -> list[int]:
        """Number of pieces up to each hard break, and of all."""
        text, offsets = self.text, self._offsets
        return [*(piece for piece, end in enumerate(offsets, 1) if text[end - 1] == "\n"), len(offsets)]

    def _trimmed(self, piece: int) -> int:
        """The end of a piece without the blanks after it."""
        text, end = self.text, self._offsets[piece]
        while end and text[end - 1] in " \n":
            end -= 1
        return end

    def _grapheme_before(self, offset: int, after: int) -> int:
        """The last grapheme's end up to an offset, but beyond `after`: a line holds one grapheme at least."""
        if not self._graphemes:
            self._graphemes = grapheme_ends(self.text)
        at = bisect_right(self._graphemes, offset) - 1
        if at < 0 or self._graphemes[at] <= after:
            at = bisect_right(self._graphemes, after)
        return self._graphemes[at]

    @property
    def width(self) -> int:
        """Width of the text on one line, in thousandths of the paragraph's own size."""
        return self._first + self._xs[-1]

    def upto(self, offset: int) -> int:
        """Width of the text up to an offset, on one line, in thousandths of the paragraph's own size."""
        return self._first + self._xs[offset]

    @property
    def longest(self) -> int:
        """Width of the longest piece that no line break may part, in thousandths of the paragraph's own size."""
        xs = self._xs
        return self._first + max((xs[b] - xs[a] for a, b in pairwise((0, *piece_ends(self.text)))), default=0)

    def narrower(self, width: Emu, size: Cpt) -> Emu:
        """A width, no more than a third less, that keeps as many lines and ends them at signs and blanks.

        The width just holds such lines, so that a face that is narrower than measured does not end them elsewhere. It
        stays as it is where lines part characters of a script at any width (a word of Chinese has no mark), and where
        all are parted at blanks anyway.
        """
        if self.line_count(width, size) == 1 or not ASIAN.search(self.text):
            return width
        own = size * self._scale // 1000 * 10
        ends, best, parted = self.line_ends(width, size), width, self.parted(width, size)
        for end in reversed(piece_ends(self.text)):
            room = (self.upto(end) + NARROWED) * own * EMU_PER_CPT // 1000 + EMU_PER_PX
            tried = room * 100 // 99 + self._indent * size * EMU_PER_CPT // 1000 + 1
            if not width * 2 // 3 <= tried < width:
                continue
            lines, found = self.line_ends(tried, size), self.parted(tried, size)
            if len(lines) == len(ends) and not self.widow(tried, size) and (found < parted or lines == ends):
                ends, best, parted = lines, tried, found
        return best if not parted else width

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

    def parted(self, width: Emu, size: Cpt) -> int:
        """How many lines end between two letters of one script, perhaps inside a word; after 的 none does."""
        text, count = self.text, 0
        for end in self.line_ends(width, size)[:-1]:
            before, after = text[end - 1], text[end]
            one_script = bool(ASIAN.match(before)) == bool(ASIAN.match(after))
            count += one_script and before.isalnum() and after.isalnum() and before != "的"
        return count


def _advances(run: Run, bold: bool, asian: bool, metrics: Metrics) -> Iterable[int]:
    """Advances of a run's characters in thousandths of the paragraph's size."""
    advances = map(metrics.advances(run.bold or bold, asian).__getitem__, run.text)
    scale = run.scale * RAISED // 100 if run.script else run.scale
    return advances if scale == 100 else (-(-width * scale // 100) for width in advances)


def measure(draft: Draft, metrics: Mapping[Face, Metrics]) -> Shaped:
    """The draft's measured form; kept with the draft, so that it is worked out once however often it is asked for."""
    own, mono = metrics[draft.face], metrics["mono"]
    kept = draft.memo.shaped
    if kept is None or kept.metrics is not own or kept.mono is not mono:
        kept = draft.memo.shaped = Shaped(draft, own, mono)
    return kept
