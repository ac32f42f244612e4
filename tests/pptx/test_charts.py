"""Charts: native, editable, and where they are laid out. Read back by python-pptx, the workbook from its XML."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE

from pptx import Presentation
from talkdeck.model.chart import Axis, ChartBox, ChartPoint, ChartSeries
from talkdeck.model.units import EMU_PER_PX, Rect, inches, points
from talkdeck.model.values import replace
from talkdeck.pptx.charts.grid import Formula, Grid, letters
from talkdeck.pptx.charts.workbook import workbook
from talkdeck.pptx.lint import lint
from tests.pptx import chart_toys as toys
from tests.pptx.chart_toys import chart_brand, chart_pages, toy_charts
from tests.pptx.test_lint import Parts, add, packed, swap, unpacked
from tests.pptx.toy import written
from tests.render import pptx_to_pngs

ROOT = Path(__file__).parents[2]
VALIDATOR = ROOT / "node_modules" / ".bin" / "ooxml-validator"
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cdr": "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}
CHARTS = toy_charts()


@pytest.fixture(scope="module")
def package() -> bytes:
    """A chart of each kind on a slide of its own."""
    brand = chart_brand()
    return written(chart_pages(brand, CHARTS), brand)


@pytest.fixture(scope="module")
def charts(package: bytes) -> dict[str, Any]:
    """The charts as python-pptx reads them, by what they show."""
    slides = Presentation(io.BytesIO(package)).slides
    return {
        name: next(shape.chart for shape in slide.shapes if shape.has_chart)
        for name, slide in zip(CHARTS, slides, strict=True)
    }


def part(package: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        return etree.fromstring(box.read(name))


def cells(book: bytes) -> dict[str, str | float]:
    """Cells of a workbook by address, formulas as `=...`."""
    with zipfile.ZipFile(io.BytesIO(book)) as box:
        sheet: Any = etree.fromstring(box.read("xl/worksheets/sheet1.xml"))
        shared: Any = etree.fromstring(box.read("xl/sharedStrings.xml"))
    strings = ["".join(si.itertext()) for si in shared]
    found: dict[str, str | float] = {}
    for cell in sheet.iterfind(".//s:c", NAMES):
        formula, value = cell.find("s:f", NAMES), cell.findtext("s:v", namespaces=NAMES)
        if formula is not None:
            found[cell.get("r") + "="] = formula.text
        found[cell.get("r")] = strings[int(value)] if cell.get("t") == "s" else float(value)
    return found


def sheet_of(charts: dict[str, Any], name: str) -> dict[str, str | float]:
    return cells(charts[name].part.chart_workbook.xlsx_part.blob)


def test_both_linters_find_nothing(package: bytes, tmp_path: Path) -> None:
    assert lint(package) == ()
    path = tmp_path / "charts.pptx"
    path.write_bytes(package)
    done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout)["errors"] == []


def test_same_input_same_bytes(package: bytes) -> None:
    brand = chart_brand()
    assert written(chart_pages(brand, toy_charts()), brand) == package


def test_kinds_are_powerpoints(charts: dict[str, Any]) -> None:
    kinds = {name: chart.plots[0]._element.tag.rpartition("}")[2] for name, chart in charts.items()}
    assert kinds == {
        "column": "barChart", "grouped": "barChart", "stacked": "barChart", "percent": "barChart",
        "negative": "barChart", "bar": "barChart", "log": "barChart", "line": "lineChart", "area": "areaChart",
        "pie": "pieChart", "doughnut": "doughnutChart", "scatter": "scatterChart", "range": "barChart",
    }  # fmt: skip
    assert charts["percent"].chart_type == XL_CHART_TYPE.BAR_STACKED_100
    assert charts["stacked"].chart_type == XL_CHART_TYPE.COLUMN_STACKED
    assert charts["grouped"].chart_type == XL_CHART_TYPE.COLUMN_CLUSTERED


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in ("scatter", "range")])
def test_python_pptx_reads_the_data_back(charts: dict[str, Any], name: str) -> None:
    """Categories, names and values, missing ones as None."""
    box, plot = CHARTS[name], charts[name].plots[0]
    assert list(plot.categories) == ["\n".join(lines) for lines in box.categories]
    assert [series.name for series in plot.series] == [series.name for series in box.series]
    assert [list(series.values) for series in plot.series] == [[p.value for p in s.points] for s in box.series]


def test_a_scatter_chart_has_its_x_values(charts: dict[str, Any]) -> None:
    first, second, reference = charts["scatter"].plots[0].series
    assert list(first.iter_values()) == [46.0, 69.0]
    x = first._element.xpath("c:xVal//c:v/text()")
    assert x == ["7", "70"]
    assert list(second.values)[:1] == [86.4]
    assert list(reference.values) == [60.0, 60.0]


@pytest.mark.parametrize("name", CHARTS)
def test_each_reference_leads_to_the_cells_it_repeats(charts: dict[str, Any], name: str) -> None:
    """What the chart shows is what the workbook holds: every cache against the cells of its formula."""
    sheet = sheet_of(charts, name)
    root = charts[name].part._element
    refs = list(root.iter(f"{{{NAMES['c']}}}numRef", f"{{{NAMES['c']}}}strRef"))
    assert refs
    for ref in refs:
        formula = ref.findtext("c:f", namespaces=NAMES)
        match = re.fullmatch(r"Sheet1!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", formula)
        assert match, formula
        column, first, last = match[1], int(match[2]), int(match[4] or match[2])
        held = {
            int(p.get("idx")): p.findtext("c:v", namespaces=NAMES) for p in ref.iter(f"{{{NAMES['c']}}}pt")
        }  # fmt: skip
        assert int(ref.find(".//c:ptCount", NAMES).get("val")) == last - first + 1
        for row in range(first, last + 1):
            cell, cached = sheet.get(f"{column}{row}"), held.get(row - first)
            if isinstance(cell, float):
                assert cached is not None
                assert float(cached) == cell
            else:
                assert cached == cell


def test_the_workbook_says_what_is_what(charts: dict[str, Any]) -> None:
    """Unit, categories, names of series, values, and which values are doubtful."""
    assert sheet_of(charts, "column") == {
        "A1": "亿美元", "B1": "全球", "C1": "一千亿线", "D1": "标注",
        "A2": "2024", "B2": 387.9, "C2": 1000.0,
        "A3": "2025", "B3": 640.0, "C3": 1000.0, "C3=": "C$2",
        "A4": "2026", "B4": 980.4, "C4": 1000.0, "C4=": "C$2", "D4": "估计",
        "A5": "2027", "B5": 1454.2, "C5": 1000.0, "C5=": "C$2",
    }  # fmt: skip
    line = sheet_of(charts, "line")
    assert (line["E1"], line["E7"]) == ("全球 · 标注", "未证实")
    assert "B4" not in line  # a missing value is an empty cell


def test_the_workbook_of_ranges_reckons_their_length(charts: dict[str, Any]) -> None:
    sheet = sheet_of(charts, "range")
    assert [sheet[cell] for cell in ("A1", "B1", "C1", "D1")] == ["千元", "起", "月薪", "止"]
    assert (sheet["B2"], sheet["C2"], sheet["C2="], sheet["D2"]) == (25.0, 35.0, "D2-B2", 60.0)
    assert not {"B4", "C4", "D4"} & sheet.keys()
    low, length = charts["range"].plots[0].series
    assert low.format.fill.type is not None
    assert low._element.find("c:spPr/a:noFill", NAMES) is not None
    assert list(length.values) == [35.0, 25.0, None]


def test_python_pptx_can_change_the_figures(package: bytes) -> None:
    """The chart is one that other programs may edit: its data replaced, workbook and caches with it."""
    from pptx.chart.data import CategoryChartData

    deck = Presentation(io.BytesIO(package))
    chart = next(shape.chart for shape in deck.slides[1].shapes if shape.has_chart)
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["甲", "乙"]
    data.add_series("新", (1.5, 2.5))
    chart.replace_data(data)
    assert list(chart.plots[0].categories) == ["甲", "乙"]
    out = io.BytesIO()
    deck.save(out)
    assert lint(out.getvalue()) == ()


def test_axes_are_as_laid_out(charts: dict[str, Any]) -> None:
    axis = charts["column"].value_axis
    assert (axis.minimum_scale, axis.maximum_scale, axis.major_unit) == (0, 1500, 500)
    assert axis.tick_labels.number_format == "#,##0"
    assert axis.visible
    assert not charts["grouped"].value_axis.visible
    log = charts["log"].value_axis
    assert (log.minimum_scale, log.maximum_scale) == (100, 100_000)
    assert log._element.find("c:scaling/c:logBase", NAMES).get("val") == "10"
    percent = charts["percent"].value_axis
    assert (percent.maximum_scale, percent.major_unit, percent.tick_labels.number_format) == (1, 0.25, "0%")
    assert charts["bar"].category_axis.reverse_order


def test_bars_are_as_far_apart_as_laid_out(charts: dict[str, Any]) -> None:
    assert (charts["grouped"].plots[0].gap_width, charts["grouped"].plots[0].overlap) == (80, 0)
    assert charts["stacked"].plots[0].overlap == 100
    assert charts["range"].plots[0].overlap == 100


@pytest.mark.parametrize("name", CHARTS)
def test_the_plot_is_where_it_is_laid_out(charts: dict[str, Any], name: str) -> None:
    layout = charts[name].part._element.find("c:chart/c:plotArea/c:layout/c:manualLayout", NAMES)
    assert layout.find("c:layoutTarget", NAMES).get("val") == "inner"
    x, y, w, h = (float(layout.find(f"c:{what}", NAMES).get("val")) for what in "xywh")
    frame, plot = CHARTS[name].frame, CHARTS[name].plot
    found = (frame.x + x * frame.w, frame.y + y * frame.h, w * frame.w, h * frame.h)
    assert found == pytest.approx((plot.x, plot.y, plot.w, plot.h), abs=EMU_PER_PX / 10)


def test_labels_show_the_value_in_its_format(charts: dict[str, Any]) -> None:
    """Words that are the number are not written out, so that they change with it; others are."""
    labels = charts["grouped"].plots[0].series[0]._element.find("c:dLbls", NAMES)
    assert labels.find("c:numFmt", NAMES).get("formatCode") == "#,##0.0"
    assert labels.find("c:showVal", NAMES).get("val") == "1"
    assert labels.find("c:dLbl", NAMES) is None
    named = charts["scatter"].plots[0].series[0]._element.findall("c:dLbls/c:dLbl", NAMES)
    assert ["".join(label.xpath(".//a:t/text()")) for label in named] == ["Llama 2", "百川"]
    assert [label.find("c:dLblPos", NAMES).get("val") for label in named] == ["r", "l"]
    pie = charts["pie"].plots[0].series[0]._element.find("c:dLbls", NAMES)
    assert (pie.find("c:showCatName", NAMES).get("val"), pie.findtext("c:separator", namespaces=NAMES)) == ("1", "\n")


def points_with(series: Any, path: str) -> list[str]:
    """Indexes of the points of a series that look otherwise and have something."""
    found = (point for point in series.iterfind("c:dPt", NAMES) if point.find(path, NAMES) is not None)
    return [point.find("c:idx", NAMES).get("val") for point in found]


def test_doubtful_points_are_hatched_or_dashed(charts: dict[str, Any]) -> None:
    column = charts["column"].plots[0].series[0]._element
    assert points_with(column, "c:spPr/a:pattFill") == ["2"]
    line = charts["line"].plots[0].series[0]._element
    assert points_with(line, "c:spPr/a:ln/a:prstDash") == ["5"]
    assert charts["line"].part._element.find("c:chart/c:dispBlanksAs", NAMES).get("val") == "gap"


def test_a_line_between_two_points_is_dashed_where_either_is_doubtful() -> None:
    made = ChartSeries(
        name="甲",
        colour="chart1",
        points=(*toys.points((1.0,)), *toys.points((2.0,), doubt="estimate"), *toys.points((3.0, 4.0))),
    )
    root = _written(toys.chart("line", "一二三四", (made,), value_axis=toys.axis(0, 5, 1)))
    assert points_with(root.find(".//c:ser", NAMES), "c:spPr/a:ln/a:prstDash") == ["1", "2"]


def _written(box: ChartBox) -> Any:
    """The chart part of one chart."""
    brand = chart_brand()
    return part(written(chart_pages(brand, {"one": box}), brand), "ppt/charts/chart1.xml")


def test_a_reference_line_is_a_series(charts: dict[str, Any]) -> None:
    chart = charts["column"]
    line = chart.plots[1].series[0]
    assert (line.name, set(line.values)) == ("一千亿线", {1000.0})
    trend = line._element.find("c:trendline", NAMES)
    assert (trend.find("c:forward", NAMES).get("val"), trend.find("c:backward", NAMES).get("val")) == ("0.5", "0.5")
    assert len(list(charts["bar"].plots)) == 1  # across lying bars it is drawn


def test_what_is_drawn_upon_a_chart_moves_with_it(package: bytes) -> None:
    """Unit, remark and line to what it is about, in parts of the chart's frame."""
    drawing = part(package, "ppt/drawings/drawing1.xml")
    assert [e.get("name") for e in drawing.iter(f"{{{NAMES['cdr']}}}cNvPr")] == [
        "Unit",
        "Reference",
        "Leader",
        "Annotation",
    ]
    said = ["".join(sp.itertext()).strip() for sp in drawing.iter(f"{{{NAMES['cdr']}}}txBody")]
    assert said == ["单位：亿美元", "一千亿线", "三年增至近四倍"]
    places = [float(e.text) for e in drawing.iter(f"{{{NAMES['cdr']}}}x", f"{{{NAMES['cdr']}}}y")]
    assert all(0 <= place <= 1 for place in places)


def test_legends_are_native_in_one_row(charts: dict[str, Any], package: bytes) -> None:
    assert charts["grouped"].has_legend
    assert not charts["stacked"].has_legend
    two_rows = tuple(
        replace(note, frame=replace(note.frame, y=note.frame.y + n * inches(0.3)))
        for n, note in enumerate(CHARTS["grouped"].notes)
    )
    brand = chart_brand()
    made = written(chart_pages(brand, {"one": replace(CHARTS["grouped"], notes=two_rows)}), brand)
    assert part(made, "ppt/charts/chart1.xml").find("c:chart/c:legend", NAMES) is None
    drawn = [e.get("name") for e in part(made, "ppt/drawings/drawing1.xml").iter(f"{{{NAMES['cdr']}}}cNvPr")]
    assert drawn == ["Swatch", "Legend", "Swatch", "Legend"]


def test_a_range_that_ends_where_it_begins_is_seen() -> None:
    brand, box = chart_brand(), CHARTS["range"]
    first, *others = box.series[0].points
    points = (replace(first, low=first.value, mark=box.plot.inset(0, 0, box.plot.w - 100, 100)), *others)
    chart = replace(box, series=(replace(box.series[0], points=points),))
    made = written(chart_pages(brand, {"one": chart}), brand)
    drawn = [e.get("name") for e in part(made, "ppt/drawings/drawing1.xml").iter(f"{{{NAMES['cdr']}}}cNvPr")]
    assert drawn.count("Instant") == 1


def test_charts_fill_their_placeholders(package: bytes) -> None:
    slide = Presentation(io.BytesIO(package)).slides[0]
    (frame,) = [shape for shape in slide.placeholders if shape.has_chart]
    assert frame.placeholder_format.type is not None
    assert frame.name == "Chart · slides.0.chart"
    assert frame._element.find("p:nvGraphicFramePr/p:cNvPr", NAMES).get("descr") == "图表：全球支出"


def test_a_loose_chart_is_no_placeholder() -> None:
    brand = chart_brand()
    package = written(chart_pages(brand, {"one": replace(CHARTS["pie"], region=None)}), brand)
    frame = part(package, "ppt/slides/slide1.xml").find(".//p:graphicFrame", NAMES)
    assert frame.find(".//p:ph", NAMES) is None


def test_colours_and_faces_are_the_themes(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        for name in box.namelist():
            if name.startswith(("ppt/charts/chart", "ppt/drawings/")):
                data = box.read(name).decode()
                assert "srgbClr" not in data, name
                assert set(re.findall(r'typeface="([^"]*)"', data)) <= {"+mn-lt", "+mn-ea", "+mn-cs"}, name
                assert 'lang="zh-CN"' in data, name


def test_a_chart_upon_dark_has_that_grounds_colours() -> None:
    brand = chart_brand()
    package = written(chart_pages(brand, {"one": CHARTS["column"]}, "chart-dark"), brand)
    assert lint(package) == ()
    words = part(package, "ppt/charts/chart1.xml").find("c:txPr//a:solidFill/a:schemeClr", NAMES)
    assert words.get("val") == "bg1"


def test_decks_without_charts_know_nothing_of_workbooks() -> None:
    from tests.pptx.toy import toy_brand, toy_pages

    brand = toy_brand()
    assert b"spreadsheet" not in unpacked(written(toy_pages(brand), brand))["[Content_Types].xml"]


# Numbers and workbooks by themselves.


def test_letters_of_columns() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_workbook_keeps_what_it_is_given() -> None:
    grid = Grid()
    grid.add("", ["A & B <c>", "两\n行", " 空白 ", "A & B <c>"])
    grid.add("值", [0.1 + 0.2, None, 1e16, Formula("B2*2", 0.6)])
    book = workbook(grid, '0.0"%"')
    assert cells(book) == {
        "A2": "A & B <c>", "A3": "两\n行", "A4": " 空白 ", "A5": "A & B <c>",
        "B1": "值", "B2": 0.3, "B4": 1e16, "B5": 0.6, "B5=": "B2*2",
    }  # fmt: skip
    assert workbook(grid, '0.0"%"') == book


# The linter finds a chart broken one way at a time.


def cut(part_: str, start: str, end: str) -> Callable[[Parts], None]:
    """Leave out a piece of a part from one text to another."""

    def change(parts: Parts) -> None:
        text = parts[part_].decode()
        first = text.index(start)
        parts[part_] = (text[:first] + text[text.index(end, first) + len(end) :]).encode()

    return change


CHART, RELS = "ppt/charts/chart1.xml", "ppt/charts/_rels/chart1.xml.rels"
FAULTS = {
    "no workbook": (swap(RELS, "Microsoft_Excel_Sheet1", "Microsoft_Excel_Sheet2"), "nothing leads to it"),
    "workbook that is none": (add("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", b"nothing"), "it is no workbook"),
    "relation that is not there": (swap(CHART, 'externalData r:id="rId1"', 'externalData r:id="rId7"'), "'rId7'"),
    "no external data": (cut(CHART, "<c:externalData", "</c:externalData>"), "it names no workbook"),
    "label in an impossible place": (swap(CHART, 'dLblPos val="outEnd"', 'dLblPos val="t"'), "stands at 't'"),
    "axis that is not there": (swap(CHART, '<c:axId val="1002"/>', '<c:axId val="7"/>'), "there is no axis 7"),
    "series twice": (swap(CHART, '<c:idx val="1"/><c:order', '<c:idx val="0"/><c:order'), "2 series have the idx 0"),
    "out of order": (
        swap(CHART, '<c:date1904 val="0"/><c:lang val="zh-CN"/>', '<c:lang val="zh-CN"/><c:date1904 val="0"/>'),
        "children of c:chartSpace are out of order",
    ),
    "point beyond the count": (swap(CHART, '<c:pt idx="3">', '<c:pt idx="9">'), "are not among 4"),
    "own colour": (swap(CHART, '<a:schemeClr val="tx1"/>', '<a:srgbClr val="FF0000"/>'), "names a colour by value"),
    "shape beyond the chart": (
        swap("ppt/drawings/drawing1.xml", "<cdr:x>0</cdr:x>", "<cdr:x>1.2</cdr:x>"),
        "reaches to 1.2",
    ),
    "broken chart": (swap(CHART, "</c:chart>", ""), "not well-formed"),
    "slide without its chart": (
        swap("ppt/slides/_rels/slide1.xml.rels", "chart1.xml", "chart99.xml"),
        "chart99.xml, which is missing",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, package: bytes) -> None:
    change, expected = FAULTS[fault]
    parts: Parts = unpacked(package)
    change(parts)
    found = lint(packed(parts))
    assert any(expected in what for what in found), found


# What LibreOffice draws, against what is computed from plot and axis.


@pytest.fixture(scope="module")
def pictures(package: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    from PIL import Image

    folder = tmp_path_factory.mktemp("charts")
    path = folder / "charts.pptx"
    path.write_bytes(package)
    made = pptx_to_pngs(path, folder)
    return {name: Image.open(png).convert("RGB") for name, png in zip(CHARTS, made, strict=True)}


def stretches(picture: Any, colour: str, at: float, *, upright: bool) -> list[tuple[int, int]]:
    """Where a line through a picture (at a place in EMU) has a colour: (first, end) pixels, of five at least."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
    place = round(at / EMU_PER_PX)
    length = picture.height if upright else picture.width
    found: list[tuple[int, int]] = []
    start = None
    for n in range(length + 1):
        pixel = picture.getpixel((place, n) if upright else (n, place)) if n < length else (0, 0, 0)
        same = sum(abs(a - b) for a, b in zip(pixel, (red, green, blue), strict=True)) < 30
        if same and start is None:
            start = n
        elif not same and start is not None:
            if n - start >= 5:
                found.append((start, n))
            start = None
    return found


def near(found: list[tuple[int, int]], expected: list[tuple[float, float]]) -> None:
    """Within two pixels of 1280; expected in EMU."""
    assert [edge for pair in found for edge in pair] == pytest.approx(
        [edge / EMU_PER_PX for pair in expected for edge in pair], abs=2
    )


def standing(box: ChartBox, value: float) -> tuple[float, float]:
    """Top and bottom of a column from zero."""
    axis = box.value_axis
    assert axis is not None
    bottom = box.plot.bottom
    return bottom - box.plot.h * (value - axis.low) / (axis.high - axis.low), bottom


def test_columns_stand_where_they_are_computed(pictures: dict[str, Any]) -> None:
    box, picture = CHARTS["grouped"], pictures["grouped"]
    plot = box.plot
    band = plot.w / 6
    wide = band / (2 + box.gap / 100)
    low = plot.bottom - points(3)
    first = [(plot.x + band * n + (band - 2 * wide) / 2, 0.0) for n in range(6)]
    red = [(x, x + wide) for n, (x, _) in enumerate(first) if toys.WORLD[n] is not None]
    near(stretches(picture, "D9483B", low, upright=False), red)
    near(stretches(picture, "1F8A83", low, upright=False), [(x + wide, x + 2 * wide) for x, _ in first])
    near(stretches(picture, "D9483B", red[-1][0] + wide / 2, upright=True), [standing(box, 1454.2)])


def test_bars_lie_where_they_are_computed(pictures: dict[str, Any]) -> None:
    from math import log10

    for name in ("bar", "log"):
        box, plot = CHARTS[name], CHARTS[name].plot
        band = plot.h / 5
        thick = band / (1 + box.gap / 100)
        values = [p.value for p in box.series[0].points]
        near(
            stretches(pictures[name], "D9483B", plot.x + points(3), upright=True),
            [(plot.y + band * n + (band - thick) / 2, plot.y + band * n + (band + thick) / 2) for n in range(5)],
        )
        for n, value in enumerate(values):
            assert value is not None
            part_ = value / 20_000 if name == "bar" else (log10(value) - 2) / 3
            row = plot.y + band * n + band / 2 + thick / 4
            found = stretches(pictures[name], "D9483B", row, upright=False)
            assert (found[0][0], found[-1][1]) == pytest.approx(
                (plot.x / EMU_PER_PX, (plot.x + plot.w * part_) / EMU_PER_PX), abs=2
            )


def test_ranges_and_stacks_lie_where_they_are_computed(pictures: dict[str, Any]) -> None:
    plot = CHARTS["range"].plot
    row = plot.y + plot.h / 6 + points(14)
    near(
        stretches(pictures["range"], "D9483B", row, upright=False),
        [(plot.x + plot.w * 25 / 80, plot.x + plot.w * 60 / 80)],
    )
    assert stretches(pictures["range"], "D9483B", plot.y + plot.h * 5 / 6, upright=False) == []
    plot = CHARTS["percent"].plot
    row = plot.y + plot.h / 8 + points(14)
    near(stretches(pictures["percent"], "D9483B", row, upright=False), [(plot.x, plot.x + plot.w * 0.6)])
    near(stretches(pictures["percent"], "1F8A83", row, upright=False), [(plot.x + plot.w * 0.6, plot.right)])


def test_a_pie_fills_its_square(pictures: dict[str, Any]) -> None:
    plot = CHARTS["pie"].plot
    right = stretches(pictures["pie"], "D9483B", plot.y + plot.h / 2, upright=False)
    near(right, [(plot.x + plot.w / 2, plot.right)])


def test_a_missing_value_leaves_a_gap(pictures: dict[str, Any]) -> None:
    """The line of the first series stops before 2024 and goes on after it, and nothing falls to zero."""
    box, plot = CHARTS["line"], CHARTS["line"].plot
    middle = plot.x + plot.w * 2.5 / 6
    assert stretches(pictures["line"], "D9483B", middle, upright=True) == []
    assert box.series[0].points[2].value is None


def test_negative_columns_hang(pictures: dict[str, Any]) -> None:
    box, plot = CHARTS["negative"], CHARTS["negative"].plot
    zero = plot.bottom - plot.h * 10 / 25
    near(
        stretches(pictures["negative"], "D9483B", plot.x + plot.w / 2, upright=True),
        [(zero, zero + plot.h * 8.2 / 25)],
    )
    assert box.value_axis is not None


def test_names_of_categories_stand_clear_of_labels_below_bars(tmp_path: Path) -> None:
    """The plot is drawn on down to the names, the axis with it; bars stay where they are."""
    from PIL import Image

    from talkdeck.model.chart import ChartText

    axis = Axis(low=-8.2, high=12.5, ticks=(), shown=False, step=5, format="0.0")
    plot = Rect(toys.PLOT.x, toys.PLOT.y, toys.PLOT.w, inches(3))
    names = tuple(
        ChartText(
            lines=(name,),
            frame=Rect(plot.x, plot.bottom + inches(0.45), inches(1), inches(0.3)),
            kind="category",
            size=1400,
        )
        for name in ("甲", "乙")
    )
    series = ChartSeries(
        name="增长", colour="chart1", points=(ChartPoint(value=12.5), ChartPoint(value=-8.2, label="-8.2"))
    )
    box = toys.chart("column", ("甲", "乙"), (series,), value_axis=axis, plot=plot, texts=names)
    brand = chart_brand()
    path = tmp_path / "one.pptx"
    path.write_bytes(written(chart_pages(brand, {"one": box}), brand))
    picture = Image.open(pptx_to_pngs(path, tmp_path)[0]).convert("RGB")
    zero = plot.bottom - plot.h * 8.2 / 20.7
    near(stretches(picture, "D9483B", plot.x + plot.w / 4, upright=True), [(plot.y, zero)])
    near(stretches(picture, "D9483B", plot.x + plot.w * 3 / 4, upright=True), [(zero, plot.bottom)])
