"""Numbers in words: 1,454.2, −3, 46.5%; and the same as a number format for PowerPoint."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from talkdeck.layout.charts.scales import Scale, exact
from talkdeck.model.values import Struct

MINUS = "\u2212"
PERCENT = ("%", "％", "percent", "per cent", "百分比")
MOST_DECIMALS = 6
EVEN = 1
"""Up to so many decimals all numbers of a chart get the same; with more each has its own, or 562 would be 562.000."""


class Numbers(Struct, frozen=True):
    """How a chart writes its numbers. `decimals` None leaves each its own; years are not grouped by thousands."""

    decimals: int | None
    grouped: bool
    sign: str = ""

    def words(self, value: float | Decimal) -> str:
        """A value as the chart shows it."""
        number = value if isinstance(value, Decimal) else exact(value)
        if self.decimals is not None:
            number = number.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        text = f"{abs(number):,f}" if self.grouped else f"{abs(number):f}"
        if self.decimals is None and "." in text:
            text = text.rstrip("0").rstrip(".")
        return (MINUS if number < 0 and float(number) else "") + text + self.sign

    @property
    def format(self) -> str:
        """The number format of spreadsheets: #,##0.0 and the like, with a real minus."""
        sign = f'"{self.sign}"' if self.sign else ""
        if self.decimals is None:
            return f"General{sign}" if sign else "[>=1000]#,##0;General" if self.grouped else "General"
        digits = ("#,##0" if self.grouped else "0") + ("." + "0" * self.decimals if self.decimals else "") + sign
        return f"{digits};{MINUS}{digits}"

    def same_in_format(self, value: float) -> bool:
        """Whether the number format writes the value as `words` does."""
        if self.decimals is not None:
            return True
        return value >= 0 and (value < 1000 or not self.grouped or value == int(value))


def numbers_for(values: Sequence[float], decimals: int | None, unit: str | None) -> Numbers:
    """How to write the values of a chart in a unit."""
    sign = "%" if unit and unit.strip().lower() in PERCENT else ""
    places = max((_places(v) for v in values), default=0)
    years = unit is None and bool(values) and all(1000 <= abs(v) < 3000 and v == int(v) for v in values)
    if decimals is None and places <= EVEN:
        decimals = places
    return Numbers(decimals, not years, sign)


def tick_numbers(scale: Scale, numbers: Numbers) -> Numbers:
    """How to write the ticks of a scale: as many decimals as they need."""
    if scale.log:
        return Numbers(None, numbers.grouped, numbers.sign)
    return Numbers(max((_places(float(t)) for t in scale.ticks), default=0), numbers.grouped, numbers.sign)


def _places(value: float) -> int:
    exponent = exact(value).normalize().as_tuple().exponent
    return min(MOST_DECIMALS, max(0, -int(exponent)))
