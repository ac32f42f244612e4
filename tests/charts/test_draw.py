"""Charts on pages: words in their frame and not upon another, nothing drawn where there is no value, clear refusals."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from talkdeck.layout.charts.pen import overlap
from talkdeck.model.chart import ChartBox
from talkdeck.model.units import Rect, points
from tests.layout.made import LOOKS, Made, Shape, make, texts, unsound
from tests.stress.charts import Lang, slides

HALO = points(1)
"""Frames of words are a little wider than the words."""


@cache
def made(lang: Lang, brand: str, shape: Shape) -> Made:
    text = {
        "title": "图表" if lang == "zh" else "Charts",
        "lang": "zh-CN" if lang == "zh" else "en",
        "slides": slides(lang),
    }
    return make(json.dumps(text, ensure_ascii=False), brand, shape)


def chart_of(found: Made) -> ChartBox:
    (box,) = [box for page in found.pages for box in page.boxes if isinstance(box, ChartBox)]
    return box


def draw(**chart: Any) -> ChartBox:
    found = make(json.dumps({"title": "一", "slides": [{"title": "二", "chart": chart}]}, ensure_ascii=False))
    assert not found.problems, found.problems
    return chart_of(found)


def refused(**chart: Any) -> list[tuple[str, str]]:
    found = make(json.dumps({"title": "一", "slides": [{"title": "二", "chart": chart}]}, ensure_ascii=False))
    assert any(p.is_error for p in found.problems)
    return [(p.code, p.text) for p in found.problems if p.is_error]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_every_kind_at_its_limits(lang: Lang, brand: str, shape: Shape) -> None:
    found = made(lang, brand, shape)
    assert not found.problems
    assert not unsound(found)
    boxes = [box for page in found.pages for box in page.boxes if isinstance(box, ChartBox)]
    assert {box.kind for box in boxes} == {"column", "bar", "line", "area", "pie", "doughnut", "scatter", "range"}
    wrong = []
    for box in boxes:
        words = [(t.lines, t.frame) for t in box.texts] + [(n.lines, n.frame) for n in box.notes]
        room = box.frame.inset(-points(1))
        wrong += [f"{box.title}: {lines} outside" for lines, frame in words if not room.contains(frame)]
        for (a, one), (b, other) in combinations(words, 2):
            if overlap(one.inset(HALO), other.inset(HALO)):
                wrong.append(f"{box.title}: {a} upon {b}")
        for series in box.series:
            for point in series.points:
                if point.mark and not box.plot.inset(-points(3)).contains(point.mark):
                    wrong.append(f"{box.title}: a mark outside of the plot")
        assert min(t.size for t in box.texts) >= 1200
    assert not wrong


def test_a_column_of_a_chart_holds_its_words() -> None:
    box = draw(kind="column", unit="亿美元", categories=[2024, 2027], values=[387.9, 1454.2])
    first, last = (p.mark for p in box.series[0].points)
    assert first
    assert last
    assert first.bottom == last.bottom == box.plot.bottom
    assert last.h == box.plot.h
    assert abs(first.h / last.h - 387.9 / 1454.2) < 0.001
    assert [p.label for p in box.series[0].points] == ["387.9", "1,454.2"]
    assert box.value_axis
    assert not box.value_axis.shown
    assert box.notes[0].text == "单位：亿美元"


@pytest.mark.parametrize("kind", ["column", "bar", "line"])
def test_a_missing_value_is_a_gap(kind: str) -> None:
    box = draw(kind=kind, categories=["a", "b", "c"], values=[3, None, 5])
    point = box.series[0].points[1]
    assert (point.value, point.mark, point.label, point.given) == (None, None, "", "")
    zero = draw(kind=kind, categories=["a", "b", "c"], values=[3, 0, 5]).series[0].points[1]
    assert zero.mark is not None
    assert zero.given == "0"


def test_what_is_missing_or_doubtful_is_said_below() -> None:
    found = make(
        "title: 一\nslides:\n"
        "  - title: 二\n"
        "    chart:\n"
        "      kind: bar\n"
        "      categories: [甲, 乙, 丙, 丁]\n"
        "      values: [1, {value: 2, mark: computed}, ~, {value: 4, mark: unconfirmed}]\n"
        "      note: 注。\n"
    )
    (note,) = texts(found.pages[1], "caption")
    assert note.paragraphs[0].plain == "注。斜纹为推算值：乙。斜纹为未经证实的值：丁。无数据：丙。"
    assert [p.doubt for p in chart_of(found).series[0].points] == ["", "computed", "", "unconfirmed"]


def test_missing_values_are_never_zero_where_no_gap_can_be() -> None:
    assert refused(kind="area", categories=["a", "b"], values=[1, None])[0][0] == "E433"
    series = {"s": [1, None], "t": [2, 3]}
    assert refused(kind="column", stack="percent", categories=["a", "b"], series=series)[0][0] == "E433"
    log = draw(kind="bar", axis="log", categories=["a", "b"], values=[10, None])
    assert log.series[0].points[1].mark is None
    pie = draw(kind="pie", categories=["a", "b", "c"], values=[10, None, 5])
    assert pie.series[0].points[1].turn is None


@pytest.mark.parametrize(
    ("keys", "code", "fact"),
    [
        ({"axis": "log", "values": [1, 0]}, "E434", "0 has no place on a logarithmic axis"),
        ({"axis": "log", "values": [1, -2]}, "E434", "-2 has no place on a logarithmic axis"),
        ({"kind": "pie", "values": [1, -2]}, "E432", "a pie cannot show -2"),
        ({"kind": "pie", "values": [0, 0]}, "E432", "a pie of nothing but zeros"),
        ({"values": [1, 1e300]}, "E432", "the figure 1e+300 is too large to be drawn"),
        ({"values": [1]}, "E431", "the chart has 1 figure for 2 categories"),
        ({"values": [None, None]}, "E431", "the chart has no figures, all are missing"),
        ({"values": [1, 2], "highlight": ["c"]}, "E436", "the chart has no category or series `c`"),
        ({"values": [1, 2], "annotations": [{"at": "c", "text": "t"}]}, "E436", "the chart has no category `c`"),
        ({"values": [1, 2], "given": "亿"}, "E437", "`given` says what the figures are in, but not what to show"),
        ({"values": [1, 2], "given": "亿", "unit": "%"}, "E437", "figures in `亿` cannot be shown in `%`"),
        ({"values": [1, 2], "least": 3}, "E434", "the figure 1 lies outside of the axis that `least` and `most` give"),
        (
            {"kind": "range", "values": [{"low": 2, "high": 1}, {"low": 1, "high": 2}]},
            "E435",
            "this range ends before it begins",
        ),
        ({"kind": "range", "values": [1, {"low": 1, "high": 2}]}, "E435", "a range needs `low` and `high`"),
        ({"values": [{"x": 1, "value": 1}, 2]}, "E435", "`x` is for kind: scatter, not column"),
    ],
)
def test_what_cannot_be_drawn_is_refused(keys: dict[str, Any], code: str, fact: str) -> None:
    assert refused(**{"kind": "column", "categories": ["a", "b"]} | keys)[0] == (code, fact)


def test_too_much_is_refused_with_a_remedy() -> None:
    names = [f"一个很长很长的名字 {n}" for n in range(50)]
    assert refused(kind="bar", categories=names, values=list(range(50)))[0][0] == "E510"
    series = {f"s{n}": [1, 2] for n in range(10)}
    assert refused(kind="line", categories=["a", "b"], series=series)[0][0] == "E511"
    assert refused(kind="column", categories=["a", "b"], series=series)[0][0] == "E511"
    assert refused(kind="pie", categories=[f"p{n}" for n in range(9)], values=[1] * 9)[0][0] == "E511"
    assert draw(kind="line", categories=["a", "b"], series=series, highlight=["s1"]).series[1].colour == "chart1"


def test_bars_begin_at_zero_unless_said_and_then_the_chart_says_so() -> None:
    box = draw(kind="column", categories=["a", "b"], values=[98, 99])
    assert box.value_axis
    assert box.value_axis.low == 0
    assert not [note for note in box.notes if note.kind == "cut"]
    cut = draw(kind="column", categories=["a", "b"], values=[98, 99], least=90)
    assert [note.text for note in cut.notes if note.kind == "cut"] == ["注意：数轴不从 0 开始"]
    line = draw(kind="line", categories=["a", "b"], values=[98, 99])
    assert line.value_axis
    assert line.value_axis.low > 0


def test_long_names_turn_columns_into_bars() -> None:
    names = [f"名字长到柱子下面放不下的第{n}个大模型" for n in "一二三四五六七八九十"]
    box = draw(kind="column", categories=names, values=list(range(1, 11)))
    assert box.kind == "bar"
    assert ["".join(lines) for lines in box.categories] == names
    years = draw(kind="column", categories=list(range(1975, 2025)), values=list(range(50)))
    assert (years.kind, years.skip > 1) == ("column", True)


def test_highlight_and_order() -> None:
    box = draw(kind="bar", categories=["中国", "美国", "印度"], values=[5, 2, 6.2], highlight=["印度"], sort="falling")
    assert list(box.categories) == [("印度",), ("中国",), ("美国",)]
    assert [p.colour for p in box.series[0].points] == ["chart1", "chart-rest", "chart-rest"]
    tops = [p.mark.y for p in box.series[0].points if p.mark]
    assert tops == sorted(tops)


def test_units_are_converted_before_the_page() -> None:
    box = draw(kind="column", given="亿美元", unit="十亿美元", categories=["a", "b"], values=[387.9, 35.3])
    assert [p.value for p in box.series[0].points] == [38.79, 3.53]
    assert [p.label for p in box.series[0].points] == ["38.79", "3.53"]


def test_shares_of_a_hundred() -> None:
    box = draw(kind="column", stack="percent", categories=["a"], series={"s": [1], "t": [3]})
    (one,), (other,) = (series.points for series in box.series)
    assert (one.label, other.label) == ("25%", "75%")
    assert one.mark
    assert other.mark
    assert one.mark.h + other.mark.h == box.plot.h
    assert other.mark.bottom == one.mark.y


def test_slices_make_a_whole_turn() -> None:
    box = draw(kind="pie", unit="%", categories=["a", "b", "c"], values=[16.7, 33.3, 50])
    turns = [p.turn for p in box.series[0].points if p.turn]
    assert turns[0][0] == 0
    assert turns[-1][1] == 21_600_000
    assert [a[1] for a in turns[:-1]] == [b[0] for b in turns[1:]]


def test_the_description_holds_the_data() -> None:
    box = draw(
        kind="column", unit="亿美元", categories=[2024, 2027], series={"全球": [387.9, 1454.2], "中国": [35.3, None]}
    )
    assert box.alt == "柱形图：二（亿美元）。全球：2024 387.9、2027 1,454.2。中国：2024 35.3。"
    assert draw(kind="bar", categories=["a"], values=[1], alt="自己写的").alt == "自己写的"


def test_a_reference_line_stands_at_its_value() -> None:
    box = draw(kind="column", categories=["a", "b"], values=[50, 100], reference={"value": 50, "label": "目标"})
    mark = box.series[0].points[0].mark
    assert mark
    assert box.reference_line == Rect(box.plot.x, mark.y, box.plot.w, 0)
    assert [n.text for n in box.notes if n.kind == "reference"] == ["目标"]
