"""Words of a chart measured: widths, lines, and places that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence

from talkdeck.layout.stage import Stage
from talkdeck.model.text import plain_text
from talkdeck.model.units import EMU_PER_CPT, Cpt, Emu, Rect, points
from talkdeck.model.values import Struct, field
from talkdeck.text.setting import Draft, Shaped, measure

LEADING = 1250
"""Line height of a chart's words in thousandths of their size."""
AIR = points(3)
"""Between words and what they belong to."""


class Pen(Struct, frozen=True):
    """Measures words in the body face."""

    stage: Stage
    _kept: dict[tuple[str, bool], Shaped] = field(default_factory=dict)

    def shaped(self, text: str, bold: bool = False) -> Shaped:
        key = text, bold
        if key not in self._kept:
            draft = Draft(runs=self.stage.runs(plain_text(text), "paper", bold=bold), bold=bold)
            self._kept[key] = measure(draft, self.stage.metrics)
        return self._kept[key]

    def width(self, text: str, size: Cpt, bold: bool = False) -> Emu:
        """Width of words on one line, with the margin that filling lines takes for renderers."""
        return self.shaped(text, bold).width * size * EMU_PER_CPT * 103 // 100_000 + points(1) if text else 0

    def widest(self, texts: Sequence[str], size: Cpt, bold: bool = False) -> Emu:
        return max((self.width(text, size, bold) for text in texts), default=0)

    def lines(self, text: str, size: Cpt, width: Emu, most: int, bold: bool = False) -> tuple[str, ...] | None:
        """The words in lines of a width, blanks at their ends kept: joined they are the words. None where a word would
        have to be broken, or there are more lines than `most`.
        """
        shaped = self.shaped(text, bold)
        if shaped.longest * size * EMU_PER_CPT * 103 // 100_000 + points(1) > width:
            return None
        lines = shaped.lines(self._even(shaped, size, width), size)
        return lines if len(lines) <= most else None

    @staticmethod
    def _even(shaped: Shaped, size: Cpt, width: Emu) -> Emu:
        """The least width that takes no more lines: they come out about equally long."""
        count = shaped.line_count(width, size)
        if count == 1:
            return width
        low = max(width // 2, shaped.longest * size * EMU_PER_CPT * 103 // 100_000 + points(1))
        while width - low > points(2):
            middle = (low + width) // 2
            if shaped.line_count(middle, size) > count:
                low = middle
            else:
                width = middle
        return width

    @staticmethod
    def tall(size: Cpt, lines: int = 1) -> Emu:
        """Height of lines."""
        return -(-size * EMU_PER_CPT * LEADING // 1000) * lines


def spread(wished: Sequence[Emu], talls: Sequence[Emu], low: Emu, high: Emu) -> list[Emu] | None:
    """Tops of labels of some heights near their wished middles, in that order, none upon another, `low` to `high`.

    None where there is no room for all.
    """
    if sum(talls) > high - low:
        return None
    order = sorted(range(len(wished)), key=lambda n: (wished[n], n))
    tops = [0] * len(wished)
    edge = low
    for n in order:
        tops[n] = edge = max(edge, wished[n] - talls[n] // 2)
        edge += talls[n]
    edge = high
    for n in reversed(order):
        tops[n] = min(tops[n], edge - talls[n])
        edge = tops[n]
    return tops


def overlap(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom
