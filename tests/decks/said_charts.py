"""What a chart says, read back from pages, from the parts of a PowerPoint chart, and from the HTML figure.

A chart's paragraphs are its alt text and a row for each category (or point of a scatter chart): its name, and the
value of each series, with a question mark where the value is marked as doubtful. Its words are all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from talkdeck.layout.words import word
from talkdeck.model.chart import ChartBox, ChartPoint

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

Said = tuple[tuple[str, ...], frozenset[str]]
"""Paragraphs and words."""

RANGE_BASE = 0
"""Of a range chart's two series the first lifts the second, which has the lengths."""


def bare(text: str) -> str:
    return "".join(text.split())


def _number(value: float | None, doubtful: bool) -> str:
    return "—" if value is None else f"{value:.12g}{'?' * doubtful}"


def _row(*cells: str) -> str:
    return "|".join(map(bare, cells))


def of_pages(box: ChartBox, form: Literal["pptx", "html"]) -> Said:
    """In PowerPoint values are numbers and what stands at points and axes is drawn of them; HTML has both as text."""
    value = _native if form == "pptx" else _given
    rows = []
    if box.kind == "scatter":
        for series in box.series:
            for point in series.points:
                if point.value is not None and form == "pptx":
                    rows.append(_row(_number(point.x, False), _number(point.value, bool(point.doubt))))
                elif point.value is not None:
                    doubt = word(point.doubt, box.lang) if point.doubt else ""
                    rows.append(
                        _row(point.label or series.name, _number(point.x, False), _number(point.value, False) + doubt)
                    )
    else:
        for at, category in enumerate(box.categories):
            rows.append(_row("".join(category), *(value(box, series.points[at]) for series in box.series)))
    words = {bare(note.text) for note in box.notes}
    if form == "html":
        words |= {bare("".join(text.lines)) for text in box.texts}
    else:
        words |= {bare(point.label) for series in box.series for point in series.points if point.custom}
    return (box.alt, *rows), frozenset(words - {""})


def _native(box: ChartBox, point: ChartPoint) -> str:
    if box.kind == "range" and point.value is not None and point.low is not None:
        low, high = sorted((point.low, point.value))
        return f"{low:.12g}–{high:.12g}" + "?" * bool(point.doubt)
    return _number(point.value, bool(point.doubt))


def _given(box: ChartBox, point: ChartPoint) -> str:
    return point.given + (word(point.doubt, box.lang) if point.doubt else "") or "—"


def of_pptx(part: Any, alt: str) -> Said:
    """A chart part, as python-pptx has it, with the words drawn upon it."""
    root = part._element
    plots = [plot for plot in root.find(f"{C}chart/{C}plotArea") if plot.find(f"{C}ser") is not None]
    (main,) = plots[:1]
    series = [s for s in main.iterfind(f"{C}ser") if not _is_line_across(s, main)]
    kind = main.tag.removeprefix(C)
    if kind == "scatterChart":
        pairs = [
            (x, y, at in _doubtful(s))
            for s in series
            for at, (x, y) in enumerate(zip(_values(s, "xVal"), _values(s, "yVal"), strict=True))
            if y is not None
        ]
        rows = [_row(_number(x, False), _number(y, doubtful)) for x, y, doubtful in pairs]
    else:
        lifted = len(series) == 2 and series[RANGE_BASE].find(f"{C}spPr/{A}noFill") is not None and kind == "barChart"
        rows = []
        for at, category in enumerate(_strings(series[0].find(f"{C}cat"))):
            values = [_number(_values(s, "val")[at], at in _doubtful(s)) for s in series]
            if lifted:
                values = [_between(*values)]
            rows.append(_row(category, *values))
    words = {bare(text) for text in (*_drawn(part), *_written(root))}
    words |= {bare(s.findtext(f"{C}tx//{C}v") or "") for plot in plots for s in plot.iterfind(f"{C}ser")}
    return (alt, *rows), frozenset(words)


def _between(low: str, length: str) -> str:
    if "—" in (low, length):
        return "—"
    return f"{float(low):.12g}–{float(low) + float(length.rstrip('?')):.12g}{'?' * length.endswith('?')}"


def _is_line_across(series: Any, plot: Any) -> bool:
    """Whether a series is a scatter chart's reference line: the last one, the only one joined by a line."""
    line = series.find(f"{C}spPr/{A}ln")
    return plot.tag == f"{C}scatterChart" and line is not None and line.find(f"{A}noFill") is None


def _values(series: Any, tag: str) -> list[float | None]:
    held = series.find(f"{C}{tag}//{C}numCache")
    found: list[float | None] = [None] * int(held.find(f"{C}ptCount").get("val"))
    for point in held.iterfind(f"{C}pt"):
        found[int(point.get("idx"))] = float(point.findtext(f"{C}v"))
    return found


def _strings(held: Any) -> Iterator[str]:
    return (point.findtext(f"{C}v") or "" for point in held.iter(f"{C}pt"))


def _doubtful(series: Any) -> set[int]:
    """Points that show their doubt: by stripes, or by a hollow dot."""
    if series.find(f"{C}spPr/{A}pattFill") is not None:
        return set(range(len(_values(series, "val"))))
    found = set()
    for point in series.iterfind(f"{C}dPt"):
        marker = point.find(f"{C}marker/{C}spPr")
        hollow = marker is not None and _colour(marker) != _colour(marker.find(f"{A}ln"))
        if hollow or point.find(f"{C}spPr/{A}pattFill") is not None:
            found.add(int(point.find(f"{C}idx").get("val")))
    return found


def _colour(element: Any) -> str | None:
    colour = element.find(f"{A}solidFill/{A}schemeClr")
    return None if colour is None else colour.get("val")


def _drawn(part: Any) -> Iterator[str]:
    """Text boxes of the drawing upon a chart."""
    from lxml import etree

    for rel in part.rels.values():
        if rel.reltype.endswith("/chartUserShapes"):
            root: Any = etree.fromstring(rel.target_part.blob)
            for body in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/chartDrawing}txBody"):
                yield "".join(t.text or "" for t in body.iter(f"{A}t"))


def _written(root: Any) -> Iterator[str]:
    """Labels with words of their own."""
    for rich in root.iter(f"{C}rich"):
        yield "".join(t.text or "" for t in rich.iter(f"{A}t"))


def of_html(figure: Any) -> Said:
    """A figure element with its SVG and its table of data."""
    (drawing,) = figure.xpath("./svg")
    (table,) = figure.xpath(".//table")
    rows = [_row(*(cell.text_content() for cell in row)) for row in table.xpath("./tbody/tr")]
    words = {bare(text.text_content()) for text in drawing.iter("text")}
    return (drawing.get("aria-label"), *rows), frozenset(words)
