"""Scales of charts: round ticks on a linear axis, powers of ten on a logarithmic one. Decimal all through, so that a
tick is what it says and no 0.30000004.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import log10

from talkdeck.model.values import Struct

ROUND_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
TEN = Decimal(10)
SEEN = Decimal("1.25")
"""A bar on a logarithmic axis that ends nearer to a power of ten gets the decade below it, or it would not be seen."""


def exact(value: float) -> Decimal:
    """A number as it was written: 0.1 is one tenth."""
    return Decimal(repr(value))


class Scale(Struct, frozen=True):
    """From values to places along an axis. `ticks` rise and lie between `low` and `high`; `step` is 10 on a log axis.

    `cut` tells that bars begin above or below zero, which has to be said.
    """

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    step: Decimal
    log: bool = False
    cut: bool = False

    def part(self, value: float | Decimal, length: int) -> int:
        """How far from the low end a value is, on an axis of a length (EMU); values outside are at its ends."""
        at = value if isinstance(value, Decimal) else exact(value)
        at = min(max(at, self.low), self.high)
        if self.log:
            whole = log10(self.high) - log10(self.low)
            return round((log10(at) - log10(self.low)) / whole * length)
        return int((at - self.low) * length / (self.high - self.low) + Decimal("0.5"))

    @property
    def base(self) -> Decimal:
        """Where bars begin: zero, or the end next to it."""
        return self.low if self.log else min(max(Decimal(0), self.low), self.high)


def linear(
    values: Sequence[float],
    *,
    most_ticks: int = 6,
    zero: bool,
    least: float | None = None,
    most: float | None = None,
    whole: bool = False,
) -> Scale:
    """A linear scale around values (at least one) with round ticks. `zero`: for bars, which begin at 0. `whole`: ticks
    are whole numbers, as years must be.
    """
    numbers = [exact(v) for v in values]
    low, high = min(numbers), max(numbers)
    if zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    low = exact(least) if least is not None else low
    high = exact(most) if most is not None else high
    if high <= low:
        room = abs(low) if low else Decimal(1)
        low, high = (low, low + room) if least is not None else (high - room, high) if most is not None else (low, low)
        if high == low:
            low, high = (low, low + room) if zero else (low - room / 2, high + room / 2)
    step = _step(high - low, most_ticks)
    if whole:
        step = Decimal(5) if step == Decimal("2.5") else max(Decimal(1), step)
    if least is None:
        low = (low / step).to_integral_value(ROUND_FLOOR) * step
    if most is None:
        high = (high / step).to_integral_value(ROUND_CEILING) * step
    first = int((low / step).to_integral_value(ROUND_CEILING))
    last = int((high / step).to_integral_value(ROUND_FLOOR))
    ticks = tuple(plain(step * n) for n in range(first, last + 1))
    cut = zero and (low > 0 or high < 0)
    return Scale(plain(low), plain(high), ticks, plain(step), cut=cut)


def _step(span: Decimal, most_ticks: int) -> Decimal:
    """The smallest round step with which a span has no more ticks than wanted."""
    size = TEN ** (span / (most_ticks - 1)).adjusted()
    for factor in ROUND_STEPS:
        if span / (factor * size) <= most_ticks - 1:
            return factor * size
    return TEN * size


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and exponent: 1E+3 is 1000."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def logarithmic(values: Sequence[float], *, bars: bool, least: float | None = None, most: float | None = None) -> Scale:
    """A logarithmic scale around values above 0, from a power of ten to another; bars have some length at least."""
    numbers = [exact(v) for v in values]
    low = exact(least) if least is not None else min(numbers)
    high = exact(most) if most is not None else max(numbers)
    first, last = low.adjusted(), high.adjusted()
    if high > TEN**last:
        last += 1
    if bars and least is None and low < TEN**first * SEEN:
        first -= 1
    last = max(last, first + 1)
    ticks = tuple(plain(TEN**n) for n in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks, TEN, log=True)
