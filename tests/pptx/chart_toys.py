"""Hand-made charts of every kind on the toy brand, without the layout that usually makes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from talkdeck.brand.model import Brand, Ground
from talkdeck.model.chart import Axis, ChartBox, ChartNote, ChartPoint, ChartSeries
from talkdeck.model.page import Pages
from talkdeck.model.problems import NOWHERE
from talkdeck.model.units import Rect, inches
from talkdeck.model.values import replace
from tests.pptx.toy import Maker, toy_brand, toy_pages

FRAME = Rect(inches(0.65), inches(1.7), inches(12), inches(4.8))
PLOT = Rect(inches(1.65), inches(2.2), inches(10), inches(3.7))
LYING = Rect(inches(3.65), inches(2.0), inches(8), inches(4))
ROUND = Rect(inches(5.05), inches(2.4), inches(3.4), inches(3.4))

COLOURS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")


def chart_brand(shape: str = "16:9") -> Brand:
    """The toy brand with the colours of charts and a layout for them."""
    brand = toy_brand(shape)
    grounds = {name: _with_colours(ground) for name, ground in brand.grounds.items()}
    table = brand.layouts["table"]
    regions = tuple(
        replace(region, name="chart", placeholder="chart") if region.name == "table" else region
        for region in table.regions
    )
    chart = replace(table, name="chart", title="Chart", regions=regions)
    dark = replace(chart, name="chart-dark", title="Chart upon dark", ground="dark")
    return replace(brand, grounds=grounds, layouts={**brand.layouts, "chart": chart, "chart-dark": dark})


def _with_colours(ground: Ground) -> Ground:
    from tests.pptx.toy import _c

    own = {f"chart{n + 1}": _c(slot) for n, slot in enumerate(COLOURS)}
    return Ground(ground.name, {**ground.colours, **own, "chart-rest": ground.colours["muted"]})


def points(values: Sequence[float | None], label: str = "{:,.1f}", **more: Any) -> tuple[ChartPoint, ...]:
    """Points with their values as labels."""
    return tuple(ChartPoint(value=v, label="" if v is None else label.format(v), **more) for v in values)


def series(name: str, values: Sequence[float | None], number: int = 1, **more: Any) -> ChartSeries:
    return ChartSeries(name=name, points=points(values, **more), colour=f"chart{number}")


def axis(low: float, high: float, step: float, **more: Any) -> Axis:
    """A linear axis with a tick each step."""
    count = round((high - low) / step)
    ticks = tuple((low + step * n, f"{low + step * n:,g}") for n in range(count + 1))
    return Axis(low=low, high=high, ticks=ticks, step=step, **{"format": "#,##0", **more})


def chart(kind: Any, categories: Sequence[str], made: Sequence[ChartSeries], **more: Any) -> ChartBox:
    """A chart of a kind with everything that is not said."""
    plot = LYING if kind in ("bar", "range") else ROUND if kind in ("pie", "doughnut") else PLOT
    values: dict[str, Any] = {
        "node": "slides.0.chart", "frame": FRAME, "stack": "grouped", "x_axis": None, "value_axis": None, "plot": plot,
        "size": 1600, "small": 1400, "gap": 60, "reference": None, "notes": (), "unit": "亿美元",
        "alt": "图表：全球支出", "lang": "zh-CN", "span": NOWHERE, "region": "chart", "format": "#,##0.0",
    }  # fmt: skip
    lines = tuple(tuple(name.split("\n")) for name in categories)
    return ChartBox(kind=kind, categories=lines, series=tuple(made), **{**values, **more})


def note(text: str, kind: Any, x: float, y: float, w: float = 2, **more: Any) -> ChartNote:
    """Words at a place in inches."""
    return ChartNote(text=text, kind=kind, frame=Rect(inches(x), inches(y), inches(w), inches(0.3)), size=1400, **more)


YEARS = ("2022", "2023", "2024", "2025", "2026", "2027")
WORLD = (255.0, 330.5, 387.9, 640.0, None, 1454.2)
CHINA = (20.1, 27.3, 35.3, 60.0, 92.5, 129.3)


def toy_charts() -> dict[str, ChartBox]:
    """Charts by what they show."""
    spend = axis(0, 1500, 500)
    column = ChartSeries(
        name="全球",
        colour="chart-rest",
        points=(
            *points((387.9, 640.0)),
            ChartPoint(value=980.4, label="980.4", doubt="estimate"),
            ChartPoint(value=1454.2, label="1,454.2", colour="accent", ink="accent"),
        ),
    )
    models = ("悟道 2.0", "盘古\nα", "GPT-3", "紫东太初", "PaLM")
    sizes = (17500.0, 2000.0, 1750.0, 1000.0, 5400.0)
    share = (46.5, 23.5, 20.0, 10.0)
    parts = ("基础模型", "应用", "算力 & 云", "其他")
    return {
        "column": chart(
            "column", ("2024", "2025", "2026", "2027"), (column,), value_axis=spend, reference=1000.0,
            notes=(
                note("单位：亿美元", "unit", 0.65, 1.75), note("一千亿线", "reference", 10.6, 3.1, align="right", w=1),
                note("三年增至近四倍", "annotation", 7, 2.3, anchor=(inches(10.3), inches(2.5))),
            ),
        ),
        "grouped": chart(
            "column", YEARS, (series("全球", WORLD), series("中国", CHINA, 2)),
            value_axis=axis(0, 1600, 400, shown=False), gap=80, size=1200,
            notes=(note("全球", "legend", 1.7, 1.75, 0.9, swatch="chart1"),
                   note("中国", "legend", 2.8, 1.75, 0.9, swatch="chart2")),
        ),
        "stacked": chart(
            "column", YEARS[:4], (series("全球", WORLD[:4], inside=True, ink="on-accent"),
                                  series("中国", (120, None, 160, 90), 2, inside=True, ink="on-accent")),
            value_axis=axis(0, 800, 200), stack="stacked",
        ),
        "percent": chart(
            "bar", YEARS[:4], (series("全球", (60, 70, 55, 80), inside=True), series("中国", (40, 30, 45, 20), 2)),
            value_axis=axis(0, 100, 25, format='0"%"'), stack="percent",
        ),
        "negative": chart(
            "column", ("一季度", "二季度", "三季度"), (series("增长", (12.5, -8.2, 3.0)),),
            value_axis=axis(-10, 15, 5, format="#,##0;\u2212#,##0"), format="#,##0.0;\u2212#,##0.0",
        ),
        "bar": chart(
            "bar", models, (series("参数量", sizes, label="{:,.0f}"),), value_axis=axis(0, 20000, 5000, shown=False),
            format="#,##0", reference=10000.0, reference_line=Rect(LYING.x + LYING.w // 2, LYING.y, 0, LYING.h),
            notes=(note("一万亿", "reference", 7.7, 1.7),), unit="亿参数",
        ),
        "log": chart(
            "bar", models, (series("参数量", sizes, label="{:,.0f}"),), format="#,##0",
            value_axis=Axis(low=100, high=100000, log=True, format="#,##0", step=10,
                            ticks=((100, "100"), (1000, "1,000"), (10000, "10,000"), (100000, "100,000"))),
        ),
        "line": chart(
            "line", YEARS, (
                ChartSeries(name="全球", colour="chart1", width=38_100, points=(
                    *points((255.0, 330.5)), *points((None, 640.0, 1000.0), label=""),
                    ChartPoint(value=1454.2, label="1,454.2", doubt="unconfirmed"),
                )),
                series("中国", CHINA, 2, label=""),
            ),
            value_axis=spend, markers=True, reference=1000.0,
            notes=(note("全球 1,454.2", "direct", 11.0, 2.1, 1.5, bold=True),
                   note("中国", "direct", 11.0, 5.3, 1, colour="chart2")),
        ),
        "area": chart(
            "area", YEARS, (series("中国", CHINA, 1, label=""), series("日本", (10, 12, 15, 20, 31, 40), 2, label="")),
            value_axis=axis(0, 200, 50), stack="stacked",
        ),
        "pie": chart(
            "pie", parts,
            (ChartSeries(name="份额", colour="chart1", points=tuple(
                ChartPoint(value=v, label=f"{v}%", colour=f"chart{n + 1}", doubt="computed" if n == 3 else "")
                for n, v in enumerate(share)
            )),),
            format='0.0"%"', unit="%",
        ),
        "doughnut": chart(
            "doughnut", parts,
            (ChartSeries(name="份额", colour="chart1", points=tuple(
                ChartPoint(value=v, label=f"{v}%", colour=f"chart{n + 1}") for n, v in enumerate(share)
            )),),
            format='0.0"%"', unit="%", notes=(note("合计 100%", "total", 5.75, 3.95, align="center"),),
        ),
        "scatter": chart(
            "scatter", (), (
                ChartSeries(name="开源", colour="chart1", points=(
                    ChartPoint(value=46.0, x=7.0, label="Llama 2", custom=True, side="right"),
                    ChartPoint(value=69.0, x=70.0, label="百川", custom=True, side="left"),
                )),
                ChartSeries(name="闭源", colour="chart2", points=(
                    ChartPoint(value=86.4, x=90.0, label="GPT-4", custom=True, doubt="unconfirmed"),
                    ChartPoint(value=None, x=30.0),
                )),
            ),
            value_axis=axis(0, 100, 20), x_axis=axis(0, 100, 25, title="参数（十亿）"), reference=60.0,
        ),
        "range": chart(
            "range", ("算法工程师", "数据工程师", "提示词\n工程师"),
            (ChartSeries(name="月薪", colour="chart1", points=(
                ChartPoint(value=60.0, low=25.0, label="25–60", side="right"),
                ChartPoint(value=40.0, low=15.0, label="15–40", side="right", colour="accent"),
                ChartPoint(value=None, low=None),
            )),),
            value_axis=axis(0, 80, 20), unit="千元",
        ),
    }  # fmt: skip


def chart_pages(brand: Brand, charts: dict[str, ChartBox], layout: str = "chart") -> Pages:
    """A deck with a chart a slide."""
    maker = Maker(brand)
    pages = tuple(
        maker.page(number, layout, name, (box,)) for number, (name, box) in enumerate(charts.items(), start=1)
    )
    return replace(toy_pages(brand), pages=pages, sections=())
