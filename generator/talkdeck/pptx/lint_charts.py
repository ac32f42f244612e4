"""What the linter asks of charts: their series, axes and labels, what is drawn upon them, and their workbook.

Rules that PowerPoint holds charts to with its repair prompt, or with a chart that cannot be edited (§21.2, §21.3).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from talkdeck.pptx.unzip import NotAZipError, entries

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CDR = "{http://schemas.openxmlformats.org/drawingml/2006/chartDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_SERIES = (
    "idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls",
    "trendline", "errBars", "cat", "val", "xVal", "yVal", "smooth", "shape", "bubbleSize", "extLst",
)  # fmt: skip
_ORDER = {
    "chartSpace": (
        "date1904", "lang", "roundedCorners", "AlternateContent", "style", "clrMapOvr", "pivotSource", "protection",
        "chart", "spPr", "txPr", "externalData", "printSettings", "userShapes", "extLst",
    ),
    "chart": (
        "title", "autoTitleDeleted", "pivotFmts", "view3D", "floor", "sideWall", "backWall", "plotArea", "legend",
        "plotVisOnly", "dispBlanksAs", "extLst",
    ),
    "ser": _SERIES,
    "dPt": ("idx", "invertIfNegative", "marker", "bubble3D", "explosion", "spPr", "pictureOptions", "extLst"),
    "dLbl": (
        "idx", "delete", "layout", "tx", "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName",
        "showSerName", "showPercent", "showBubbleSize", "separator", "extLst",
    ),
}  # fmt: skip
"""Order of children by element (§21.2.2)."""

_PART = re.compile(r"0|1|0\.\d+|1\.0+")
"""A number from 0 to 1."""

_STACKED = ("ctr", "inEnd", "inBase")
_ROUND = ("bestFit", "ctr", "inEnd", "outEnd")
_AROUND = ("t", "b", "l", "r", "ctr")
_PLACES = {
    "barChart": (*_STACKED, "outEnd"),
    "lineChart": _AROUND,
    "scatterChart": _AROUND,
    "pieChart": _ROUND,
    "areaChart": (),
    "doughnutChart": (),
}
"""Where labels may stand, by kind of chart (§21.2.2.48 dLblPos); other places are beyond repair."""


def chart(root: Element) -> Iterator[str]:
    """Findings in a chart part."""
    for element in root.iter():
        name = element.tag.removeprefix(C)
        if (order := _ORDER.get(name)) is not None:
            places = [order.index(tag) for child in element if (tag := child.tag.rpartition("}")[2]) in order]
            if places != sorted(places):
                yield f"children of c:{name} are out of order"
    plots = [element for element in root.iterfind(f"{C}chart/{C}plotArea/*") if element.tag.endswith("Chart")]
    if not plots:
        yield "it has no chart in its plot area"
    for what in ("idx", "order"):
        for value, count in Counter(_value(s, what) for plot in plots for s in plot.iterfind(f"{C}ser")).items():
            if count > 1:
                yield f"{count} series have the {what} {value}"
    yield from _axes(root, plots)
    for plot in plots:
        yield from _labels(plot)
    for cache in (*root.iter(f"{C}numCache"), *root.iter(f"{C}strCache")):
        yield from _cache(cache)
    if root.find(f".//{A}srgbClr") is not None:
        yield "it names a colour by value (a:srgbClr) instead of one of the theme"
    if root.find(f"{C}externalData") is None:
        yield "it names no workbook (c:externalData)"


def _axes(root: Element, plots: list[Element]) -> Iterator[str]:
    axes = [e for e in root.iterfind(f"{C}chart/{C}plotArea/*") if e.tag.endswith("Ax")]
    ids = Counter(_value(axis, "axId") for axis in axes)
    yield from (f"{count} axes have the id {id_}" for id_, count in ids.items() if count > 1)
    used = [each.get("val", "") for plot in plots for each in plot.iterfind(f"{C}axId")]
    crossed = [_value(axis, "crossAx") for axis in axes]
    yield from (f"there is no axis {id_}" for id_ in dict.fromkeys((*used, *crossed)) if id_ not in ids)


def _labels(plot: Element) -> Iterator[str]:
    kind = plot.tag.removeprefix(C)
    allowed = _PLACES.get(kind)
    if kind == "barChart" and _value(plot, "grouping") in ("stacked", "percentStacked"):
        allowed = _STACKED
    for place in plot.iter(f"{C}dLblPos"):
        if allowed is not None and place.get("val") not in allowed:
            yield f"a label of a c:{kind} stands at {place.get('val')!r}, where it may not"


def _cache(cache: Element) -> Iterator[str]:
    count = _value(cache, "ptCount")
    places = [point.get("idx", "") for point in cache.iterfind(f"{C}pt")]
    known = set(map(str, range(int(count)))) if count.isdecimal() else set()
    if len(set(places)) != len(places) or not known.issuperset(places):
        yield f"points {', '.join(places)} are not among {count}"


def _value(element: Element, child: str) -> str:
    found = element.find(C + child)
    return "" if found is None else found.get("val", "")


def drawing(root: Element) -> Iterator[str]:
    """Findings in what is drawn upon a chart: places in parts of it, ids of its own, text with paragraphs."""
    for place in (*root.iter(CDR + "x"), *root.iter(CDR + "y")):
        if not _PART.fullmatch(place.text or ""):
            yield f"a shape reaches to {place.text}, beyond the chart"
    ids = Counter(each.get("id") for each in root.iter(CDR + "cNvPr"))
    yield from (f"{count} shapes have the id {id_}" for id_, count in ids.items() if count > 1)
    yield from ("a text body has no paragraph (a:p)" for t in root.iter(CDR + "txBody") if t.find(A + "p") is None)


def workbook(data: bytes) -> Iterator[str]:
    """Findings in a chart's workbook: that it is one."""
    try:
        names = {entry.name for entry in entries(data)}
    except NotAZipError as reason:
        yield f"it is no workbook: {reason}"
        return
    for name in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"):
        if name not in names:
            yield f"it is no workbook: it has no {name}"
