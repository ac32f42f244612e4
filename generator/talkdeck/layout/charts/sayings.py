"""What a chart says in sentences: its description for those who do not see it, and the footnotes it owes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from talkdeck.layout.charts.axes import is_date
from talkdeck.layout.charts.sketch import Sketch
from talkdeck.layout.words import word
from talkdeck.model.data import Chart, Point, Series

MOST_NAMED = 6
"""Points that a footnote names; with more it says how many there are."""
MOST_READ = 30
"""Values that a description reads out; with more it gives each series' extent."""


def footnotes(chart: Chart, lang: str) -> Iterator[str]:
    """Sentences on what is doubtful and what is missing, with the points' names."""
    dashed = chart.kind in ("line", "area", "scatter")
    for mark in ("computed", "unconfirmed", "estimate"):
        names = _runs(chart, lambda point, mark=mark: point is not None and point.mark == mark)  # type: ignore[misc]
        if names:
            said = word("dashed" if dashed else "hatched", lang, word(f"{mark}-value", lang), _listed(names, lang))
            yield said
    missing = _runs(chart, lambda point: point is None or _value(point) is None)
    if missing:
        yield word("no-value", lang, _listed(missing, lang))


def _runs(chart: Chart, wanted: Callable[[Point | None], bool]) -> list[str]:
    """Names of the points that are meant, with their series' where there are several; of a row of dates the ends."""
    dates = bool(chart.categories) and all(is_date(name.plain) for name in chart.categories)
    found = []
    for series in chart.series:
        own = series.name.plain if series.name and len(chart.series) > 1 else ""
        places = [at for at, point in enumerate(series.values) if wanted(point)]
        while places:
            length = 1
            while dates and length < len(places) and places[length] == places[0] + length:
                length += 1
            first, last = (_name(chart, series, places[at]) for at in (0, length - 1))
            name = first if length == 1 else f"{first}\u2013{last}"
            found.append(" ".join(part for part in (own, name) if part))
            places = places[length:]
    return found


def _name(chart: Chart, series: Series, at: int) -> str:
    if at < len(chart.categories):
        return chart.categories[at].plain
    point = series.values[at]
    return point.label.plain if point and point.label else str(at + 1)


def _value(point: Point) -> float | None:
    return point.high if point.value is None else point.value


def _listed(names: list[str], lang: str) -> str:
    said = word("list", lang).join(names[:MOST_NAMED])
    return said if len(names) <= MOST_NAMED else word("and-more", lang, said, len(names))


def alt_text(kind: str, sketch: Sketch, title: str) -> str:
    """A description made of the data: kind, title, unit, and the values or their extent."""
    lang, chart = sketch.lang, sketch.chart
    about = title or word(f"chart-{kind}", lang)
    if chart.unit:
        about += f" ({sketch.say(chart.unit)})" if lang.startswith("en") else f"（{sketch.say(chart.unit)}）"
    short = sum(len(series.values) for series in chart.series) <= MOST_READ
    said = []
    for number, series in enumerate(chart.series):
        words = _read(series, sketch) if short else _extent(series, sketch)
        name = sketch.series_names[number]
        if words:
            said.append(word("chart-series", lang, name, words) if name else words)
    return word("chart-alt", lang, word(f"chart-{kind}", lang), about, "".join(said)).strip()


def _read(series: Series, sketch: Sketch) -> str:
    parts = []
    for at, point in enumerate(series.values):
        if point is None or sketch.value(point) is None:
            continue
        name = sketch.names[at] if at < len(sketch.names) else ""
        value = sketch.words(point)
        if point.x is not None:
            value = f"({sketch.numbers.words(point.x)}, {sketch.numbers.words(sketch.value(point) or 0)})"
            name = name or (sketch.say(point.label) if point.label else "")
        mark = word(point.mark, sketch.lang) if point.mark else ""
        parts.append(f"{name} {value}{mark}".strip())
    return word("list", sketch.lang).join(parts)


def _extent(series: Series, sketch: Sketch) -> str:
    known = [(at, sketch.value(p)) for at, p in enumerate(series.values) if p and sketch.value(p) is not None]
    if not known:
        return ""
    values = [v for _, v in known if v is not None]
    names = [sketch.names[at] if at < len(sketch.names) else str(at + 1) for at, _ in known]
    say = sketch.numbers.words
    return word(
        "chart-extent",
        sketch.lang,
        len(known),
        names[0],
        say(values[0]),
        names[-1],
        say(values[-1]),
        say(min(values)),
        say(max(values)),
    )
