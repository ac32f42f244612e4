"""Charts made ready for drawing: in the unit that is shown, sorted, and checked for what cannot be drawn.

Figures may stand in the outline or in a file; what is wrong with one is said at the figure itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from math import isfinite

from talkdeck.layout.charts.scales import exact
from talkdeck.layout.charts.units import factor
from talkdeck.model.data import Chart, Point, Series
from talkdeck.model.problems import Problem
from talkdeck.model.text import Text
from talkdeck.model.values import replace

LARGEST = 1e15
"""Beyond this a number is no longer exact to the unit, nor can anybody read it."""


def ready(chart: Chart) -> tuple[Chart | None, tuple[Problem, ...]]:
    """A chart with its categories and series complete, values in `unit`, `given` dropped, sorted.

    None and the problems where it cannot be drawn (E431 to E436).
    """
    if chart.values and not chart.series:
        chart = replace(chart, series=(Series(values=chart.values, where=chart.where),), values=())
    problems = [*_lengths(chart)]
    if problems:
        return None, tuple(problems)
    problems += [*_values(chart), *_names(chart)]
    if any(problem.is_error for problem in problems):
        return None, tuple(problems)
    converted = _converted(chart)
    if isinstance(converted, Problem):
        return None, (*problems, converted)
    return _sorted(converted), tuple(problems)


def _points(chart: Chart) -> Iterator[Point]:
    return (point for series in chart.series for point in series.values if point is not None)


def _ends(point: Point) -> Iterator[float]:
    return (v for v in (point.value, point.low, point.high) if v is not None)


def _lengths(chart: Chart) -> Iterator[Problem]:
    """Series that are not as long as the categories."""
    count = len(chart.categories)
    if not chart.series:
        hint = "add `series:` with values, `values:`, or `data:` with a file"
        yield Problem("E431", "the chart has no figures", chart.where, (hint,))
    for series in chart.series:
        if chart.kind != "scatter" and len(series.values) != count:
            name = f"`{series.name.plain}`" if series.name else "the chart"
            figures = f"{len(series.values)} figure{'s' if len(series.values) != 1 else ''}"
            hint = "give a figure for each category, ~ where there is none"
            yield Problem("E431", f"{name} has {figures} for {count} categories", series.where, (hint,))


def _values(chart: Chart) -> Iterator[Problem]:
    """Figures that this kind of chart cannot show."""
    kind = chart.kind
    if not any(True for point in _points(chart) for _ in _ends(point)):
        yield Problem("E431", "the chart has no figures, all are missing", chart.where, ("leave the slide out",))
        return
    if kind in ("pie", "doughnut"):
        if len(chart.series) > 1:
            hint = "use kind: column with stack: percent"
            yield Problem("E432", f"a {kind} has one series, not {len(chart.series)}", chart.series[1].where, (hint,))
        elif not any(p.value for p in _points(chart)):
            yield Problem("E432", f"a {kind} of nothing but zeros", chart.where, ("use kind: bar",))
    for series in chart.series:
        for at, point in enumerate(series.values):
            if point is None:
                if kind == "area":
                    hint = "use kind: line, which leaves a gap, or give the figure and mark it as estimate"
                    yield Problem(
                        "E433", "an area cannot have a gap, and a missing figure is not zero", series.where, (hint,)
                    )
                elif chart.stack == "percent" and len(chart.series) > 1:
                    hint = "use stack: grouped, or give the figure and mark it as estimate"
                    name = chart.categories[at].plain
                    fact = f"shares of 100 % need every figure; `{name}` has one missing"
                    yield Problem("E433", fact, series.where, (hint,))
                continue
            yield from _point(chart, point)
    marks = [("least", chart.least), ("most", chart.most)]
    if chart.reference:
        marks.append(("reference", chart.reference.value))
    for key, value in marks:
        if value is not None and value <= 0 and chart.axis == "log":
            where = chart.reference.where if key == "reference" and chart.reference else chart.where
            hint = "use axis: linear, or a value above 0"
            yield Problem("E434", f"`{key}: {value:g}` has no place on a logarithmic axis", where, (hint,))
    if chart.least is not None and chart.most is not None and chart.least >= chart.most:
        fact = f"the axis would go from {chart.least:g} to {chart.most:g}"
        yield Problem("E434", fact, chart.where, ("make `least` smaller than `most`",))
    elif chart.stack == "grouped" or len(chart.series) == 1:
        outside = [v for p in _points(chart) for v in _ends(p) if _outside(chart, v)]
        if outside:
            fact = f"the figure {outside[0]:g} lies outside of the axis that `least` and `most` give"
            yield Problem("E434", fact, chart.where, ("let the axis find its own ends: leave them out",))


def _outside(chart: Chart, value: float) -> bool:
    return (chart.least is not None and value < chart.least) or (chart.most is not None and value > chart.most)


def _point(chart: Chart, point: Point) -> Iterator[Problem]:
    kind, where = chart.kind, point.where
    for value in _ends(point):
        if not isfinite(value) or abs(value) > LARGEST:
            yield Problem("E432", f"the figure {value:g} is too large to be drawn", where, ("count in a larger unit",))
        elif chart.axis == "log" and value <= 0:
            hint = "use axis: linear, or ~ where there is no figure"
            yield Problem("E434", f"{value:g} has no place on a logarithmic axis", where, (hint,))
        elif kind in ("pie", "doughnut") and value < 0:
            yield Problem("E432", f"a {kind} cannot show {value:g}", where, ("use kind: bar",))
        elif chart.stack == "percent" and len(chart.series) > 1 and value < 0:
            yield Problem("E432", f"{value:g} cannot be a share of 100 %", where, ("use stack: grouped",))
        elif kind == "area" and value < 0 and len(chart.series) > 1:
            yield Problem("E432", f"stacked areas cannot show {value:g}", where, ("use kind: line",))
    if kind == "range":
        if point.low is None or (point.high is None and point.value is None):
            yield Problem("E435", "a range needs `low` and `high`", where, ("write {low: 2025, high: 2027}",))
        elif point.low > (point.high if point.high is not None else point.value or 0):
            yield Problem("E435", "this range ends before it begins", where, ("swap `low` and `high`",))
    elif point.low is not None or point.high is not None:
        yield Problem("E435", f"`low` and `high` are for kind: range, not {kind}", where, ("give `value`",))
    if kind == "scatter" and point.value is not None and point.x is None:
        yield Problem("E435", "a point of a scatter chart needs `x`", where, ("write {x: 1, value: 2}",))
    elif kind != "scatter" and point.x is not None:
        yield Problem("E435", f"`x` is for kind: scatter, not {kind}", where, ("name the place in `categories`",))


def _names(chart: Chart) -> Iterator[Problem]:
    """Names in `highlight` and `annotations` that nothing in the chart has."""
    categories = [name.plain for name in chart.categories]
    series = [one.name.plain for one in chart.series if one.name]
    for text in chart.highlight:
        yield from _unknown(text, [*categories, *series], "category or series")
    for remark in chart.annotations:
        if chart.kind in ("pie", "doughnut", "scatter"):
            hint = "say it in `note:`" if chart.kind != "scatter" else "give the point a `label`"
            yield Problem("E436", f"a {chart.kind} takes no annotations", remark.where, (hint,))
            continue
        yield from _unknown(remark.at, categories, "category")
        if remark.series:
            yield from _unknown(remark.series, series, "series")
        elif len(chart.series) > 1:
            hint = f"add `series:`, one of {', '.join(series)}"
            yield Problem("E436", "the remark does not say at which series it stands", remark.where, (hint,))
    if chart.reference and chart.kind in ("pie", "doughnut", "scatter"):
        fact = f"a {chart.kind} has no axis for a reference line"
        yield Problem("E436", fact, chart.reference.where, ("leave `reference` out",))


def _unknown(text: Text, names: list[str], what: str) -> Iterator[Problem]:
    if text.plain not in names:
        close = get_close_matches(text.plain, names, 1, 0.5)
        listed = ", ".join(names[:12])
        hint = f"did you mean `{close[0]}`?" if close else f"there are: {listed}"
        yield Problem("E436", f"the chart has no {what} `{text.plain}`", text.span, (hint,))


def _converted(chart: Chart) -> Chart | Problem:
    """The chart with its figures in the unit that it shows; its ends and reference line are in it already."""
    if chart.given is None:
        return chart
    given, unit = chart.given, chart.unit
    if unit is None:
        hint = f"add `unit:`, or write `unit: {given.plain}` instead of `given`"
        return Problem("E437", "`given` says what the figures are in, but not what to show", given.span, (hint,))
    by = factor(given.plain, unit.plain)
    if by is None:
        hint = "both need one noun and a count that we know: 万, 亿, 万亿, thousand, million, billion, trillion ..."
        fact = f"figures in `{given.plain}` cannot be shown in `{unit.plain}`"
        return Problem("E437", fact, given.span, (hint,))
    return _each(replace(chart, given=None), lambda value: float(exact(value) * by))


def _each(chart: Chart, change: Callable[[float], float]) -> Chart:
    def changed(point: Point | None) -> Point | None:
        if point is None:
            return None
        value, low, high = (None if v is None else change(v) for v in (point.value, point.low, point.high))
        return replace(point, value=value, low=low, high=high)

    series = tuple(replace(one, values=tuple(map(changed, one.values))) for one in chart.series)
    return replace(chart, series=series)


def _sorted(chart: Chart) -> Chart:
    """Categories in the order of their values, which are the sums where there are several series; missing ones last."""
    if chart.sort == "none" or not chart.categories:
        return chart

    def key(at: int) -> tuple[bool, Decimal, int]:
        points = [series.values[at] for series in chart.series]
        values = [exact(next(reversed([*_ends(p)]))) for p in points if p is not None and any(True for _ in _ends(p))]
        total = sum(values, Decimal(0))
        return not values, total if chart.sort == "rising" else -total, at

    order = sorted(range(len(chart.categories)), key=key)
    return replace(
        chart,
        categories=tuple(chart.categories[at] for at in order),
        series=tuple(replace(one, values=tuple(one.values[at] for at in order)) for one in chart.series),
    )
