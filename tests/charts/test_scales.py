"""Scales: ticks that are round, rise, lie inside and differ in words; numbers and units that stay exact."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from talkdeck.layout.charts.numbers import Numbers, numbers_for, tick_numbers
from talkdeck.layout.charts.scales import Scale, exact, linear, logarithmic
from talkdeck.layout.charts.units import factor

VALUES = st.lists(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False).map(float), min_size=1, max_size=12
)
POSITIVE = st.lists(st.floats(min_value=1e-6, max_value=1e12, allow_nan=False), min_size=1, max_size=12)


def check(scale: Scale, values: list[float]) -> None:
    assert scale.low < scale.high
    assert all(a < b for a, b in pairwise(scale.ticks))
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks)
    words = [tick_numbers(scale, Numbers(None, True)).words(tick) for tick in scale.ticks]
    assert len(set(words)) == len(words)
    places = [scale.part(v, 1_000_000) for v in sorted(values)]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= 1_000_000
    assert scale.part(scale.low, 1000) == 0
    assert scale.part(scale.high, 1000) == 1000


@given(VALUES, st.booleans(), st.integers(3, 9))
def test_linear_scales_hold_their_values(values: list[float], zero: bool, most: int) -> None:
    scale = linear(values, most_ticks=most, zero=zero)
    check(scale, values)
    assert scale.low <= exact(min(values))
    assert exact(max(values)) <= scale.high
    assert 2 <= len(scale.ticks) <= most + 1
    assert {b - a for a, b in pairwise(scale.ticks)} == {scale.step}
    assert scale.step.normalize().as_tuple().digits in {(1,), (2,), (2, 5), (5,)}
    if zero:
        assert scale.low <= 0 <= scale.high
        assert not scale.cut
        assert scale.base == 0


@given(VALUES, st.floats(-1e6, 1e6), st.floats(1, 1e6))
def test_ends_that_are_given_are_the_ends(values: list[float], least: float, span: float) -> None:
    most = least + span
    assume(most > least)
    scale = linear(values, zero=True, least=least, most=most)
    check(scale, values)
    assert (scale.low, scale.high) == (exact(least), exact(most))
    assert scale.cut == (least > 0 or most < 0)


@given(POSITIVE, st.booleans())
def test_logarithmic_scales_hold_their_values(values: list[float], bars: bool) -> None:
    scale = logarithmic(values, bars=bars)
    check(scale, values)
    assert scale.low <= exact(min(values))
    assert exact(max(values)) <= scale.high
    assert all(b == 10 * a for a, b in pairwise(scale.ticks))
    if bars:
        assert scale.part(min(values), 1_000_000) > 0, "the smallest bar can be seen"


def test_the_axis_of_model_sizes() -> None:
    scale = logarithmic([100, 0.983, 562], bars=True)
    assert scale.ticks == tuple(map(Decimal, ("0.1", "1", "10", "100", "1000")))


def test_years_have_whole_ticks() -> None:
    assert all(t == int(t) for t in linear([2024, 2028], zero=False, whole=True).ticks)


@pytest.mark.parametrize(
    ("values", "decimals", "unit", "value", "words", "form"),
    [
        ([387.9, 1454.2], None, "亿美元", 1454.2, "1,454.2", "#,##0.0;−#,##0.0"),
        ([5, 2.6], None, "%", 5, "5.0%", '#,##0.0"%";−#,##0.0"%"'),
        ([-3, 4], None, None, -3, "−3", "#,##0;−#,##0"),
        ([0.983, 562], None, "B", 0.983, "0.983", "[>=1000]#,##0;General"),
        ([0.983, 562], None, "B", 562, "562", "[>=1000]#,##0;General"),
        ([2025, 2028], None, None, 2025, "2025", "0;−0"),
        ([2025, 2028], None, "人", 2025, "2,025", "#,##0;−#,##0"),
        ([0.1, 0.2], 2, None, 0.30000000000000004, "0.30", "#,##0.00;−#,##0.00"),
        ([2.5], 0, None, 2.5, "3", "#,##0;−#,##0"),
        ([-0.04], 1, None, -0.04, "0.0", "#,##0.0;−#,##0.0"),
    ],
)
def test_numbers_in_words(
    values: list[float], decimals: int | None, unit: str | None, value: float, words: str, form: str
) -> None:
    numbers = numbers_for(values, decimals, unit)
    assert numbers.words(value) == words
    assert numbers.format == form


@pytest.mark.parametrize(
    ("given_in", "shown_in", "by"),
    [
        ("亿", "十亿", "0.1"),
        ("亿美元", "billion US dollars", "0.1"),
        ("亿美元", "USD bn", "0.1"),
        ("亿", "B", "0.1"),
        ("万", "k", "10"),
        ("万亿元", "trillion yuan", "1"),
        ("百万", "million", "1"),
        ("thousand people", "万人", "0.1"),
        ("萬", "million", "0.01"),
        ("M", "亿", "0.01"),
        ("亿参数", "billion parameters", "0.1"),
        ("亿元", "亿美元", None),
        ("%", "亿", None),
        ("kg", "billion", None),
        ("亿美元", "元", None),
        ("%", "%", "1"),
    ],
)
def test_units(given_in: str, shown_in: str, by: str | None) -> None:
    assert factor(given_in, shown_in) == (None if by is None else Decimal(by))


@given(st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False))
def test_conversion_is_exact(number: Decimal) -> None:
    by = factor("亿美元", "billion US dollars")
    back = factor("billion US dollars", "亿美元")
    assert by
    assert back
    assert exact(float(number)) * by * back == exact(float(number))
    assert exact(float(exact(float(number)) * by)) == exact(float(number)) * by
