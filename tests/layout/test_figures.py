"""Figures and sequences: shared sizes, layouts chosen by shape and length, connectors that meet their boxes."""

from __future__ import annotations

import pytest

from talkdeck.model.geometry import site
from talkdeck.model.page import ConnectorBox, Page, TextBox
from tests.layout.made import LOOKS, Shape, plain, regions, sizes, slides, texts, unsound, wrong

NAMES = ("采集", "清洗", "训练", "微调", "对齐", "部署", "反馈")


def connectors(page: Page) -> list[ConnectorBox]:
    return [box for box in page.boxes if isinstance(box, ConnectorBox)]


def box_of(page: Page, node: str) -> TextBox:
    return next(box for box in page.boxes if isinstance(box, TextBox) and box.node == node)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_figures_share_a_size_and_stand_on_one_line(count: int, brand: str, shape: Shape) -> None:
    values = ("86.2", '"1,454.2"', "16", "5-6")
    stats = ", ".join(f"{{value: {value}, unit: 亿美元, label: 标签{n}, trend: up}}" for n, value in enumerate(values))
    made = slides(f"- {{title: 标题, stats: [{stats.rsplit(', {', 4 - count)[0]}]}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    figures = texts(page, "number")
    assert len(figures) == count
    assert len(sizes(figures)) == len(sizes(texts(page, "body"))) == 1
    assert all(len(box.paragraphs[0].lines) == 1 for box in figures)
    assert {run.scale for box in figures for run in box.paragraphs[0].runs} == {100, 45}


def test_a_long_figure_makes_all_smaller() -> None:
    short, long = (
        slides(f"- {{title: 甲, stats: [{{value: '{value}', label: 乙}}, {{value: 2, label: b}}]}}")
        for value in ("1", "1,234,567,890")
    )
    (large,), (small,) = (sizes(texts(made.pages[0], "number")) for made in (short, long))
    assert small < large


@pytest.mark.parametrize(
    ("stat", "expected"),
    [
        ("trend: up", "▲ 上升"),
        ("trend: down, change: 减少 3 %", "▼ 减少 3 %"),
        ("trend: flat", "→ 持平"),
        ("change: 增加一倍", "增加一倍"),
    ],
)
def test_a_trend_has_a_sign_and_a_word(stat: str, expected: str) -> None:
    made = slides(f"- {{title: 标题, stats: [{{value: 1, label: 标签, {stat}}}]}}")
    (change,) = texts(made.pages[0], "label")
    assert plain(change) == expected
    arrow = change.paragraphs[0].runs[0]
    assert bool(arrow.said) == ("trend" in stat and "change" in stat)


def test_without_changes_labels_move_up() -> None:
    with_change, without = (
        slides(f"- {{title: 标题, stats: [{{value: 1, label: 标签{more}}}, {{value: 2, label: 标签}}]}}")
        for more in (", change: 二", "")
    )
    lower, upper = (texts(made.pages[0], "body")[0].frame for made in (with_change, without))
    assert upper.y < lower.y
    assert upper.bottom == lower.bottom


@pytest.mark.parametrize("count", range(1, 13))
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_events_stand_side_by_side_or_one_below_the_other(count: int, brand: str, shape: Shape) -> None:
    events = ", ".join(f"{{date: {2010 + n} 年, title: 事件{n}}}" for n in range(count))
    made = slides(f"- {{title: 标题, timeline: [{events}]}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    across = count <= (6 if shape == "16:9" else 4)
    assert page.layout == f"{'timeline' if across else 'rail'}{count}"
    assert regions(page) == ["title", *(f"{part}{n}" for n in range(1, count + 1) for part in ("date", "event"))]
    assert len(sizes(texts(page, "body"))) == len(sizes(texts(page, "label"))) == 1
    assert {box.group.kind for box in texts(page, "body") if box.group} == {"event"}


def test_long_events_stand_one_below_the_other() -> None:
    long = "一件说来话长的事情，要用整整一行才能讲清楚它的来龙去脉，还要提到几个人名"
    made = slides(
        f"- {{title: 标题, timeline: [{', '.join(f'{{title: {long}{n}, text: {long}}}' for n in range(5))}]}}"
    )
    assert unsound(made) == []
    assert made.pages[0].layout == "rail5"


def test_events_without_dates_are_numbered_where_dates_would_stand() -> None:
    made = slides(f"- {{title: 标题, timeline: [{', '.join(f'事件{n}' for n in range(8))}]}}")
    assert [plain(box) for box in texts(made.pages[0], "label")] == [str(n) for n in range(1, 9)]


@pytest.mark.parametrize("count", range(3, 8))
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_chevrons_stand_in_one_row_or_two(count: int, brand: str, shape: Shape) -> None:
    steps = ", ".join(f"{{title: {name}, text: 说明}}" for name in NAMES[:count])
    made = slides(f"- {{title: 标题, steps: [{steps}]}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    rows = count > (6 if shape == "16:9" else 4)
    assert page.layout == f"steps{count}{'-rows' * rows}"
    chevrons = texts(page, "heading")
    assert {box.shape for box in chevrons} == {"chevron"}
    assert len({box.frame.y for box in chevrons}) == 1 + rows
    assert [plain(box) for box in texts(page, "number")] == [str(n) for n in range(1, count + 1)]


def test_chevrons_without_texts_are_larger() -> None:
    bare = slides(f"- {{title: 标题, steps: [{', '.join(NAMES[:4])}]}}").pages[0]
    told = slides("- {title: 标题, steps: [{title: 甲, text: 甲}, 乙, 丙, 丁]}").pages[0]
    assert bare.layout == "steps4-bare"
    assert texts(bare, "heading")[0].frame.h > texts(told, "heading")[0].frame.h


@pytest.mark.parametrize("count", range(3, 8))
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_nodes_are_joined(count: int, brand: str, shape: Shape) -> None:
    made = slides(f"- {{title: 标题, steps: {{form: nodes, steps: [{', '.join(NAMES[:count])}]}}}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    assert page.layout.startswith("nodes" if count <= (7 if shape == "16:9" else 5) else "stack")
    _meet(page, count - 1)


@pytest.mark.parametrize("count", range(3, 7))
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_a_cycle_closes(count: int, brand: str, shape: Shape) -> None:
    made = slides(f"- {{title: 标题, cycle: {{steps: [{', '.join(NAMES[:count])}], center: 飞轮}}}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    _meet(page, count)
    starts, ends = ([getattr(line, side) for line in connectors(page)] for side in ("start", "end"))
    assert ends == [*starts[1:], starts[0]]
    assert plain(texts(page, "label")[0]) == "飞轮"


def _meet(page: Page, count: int) -> None:
    """Connectors begin and end where their boxes are glued to, and run level or upright."""
    lines = connectors(page)
    assert len(lines) == count
    for line in lines:
        assert line.points[0] == site(box_of(page, line.start), line.start_site)
        assert line.points[-1] == site(box_of(page, line.end), line.end_site)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(line.points, line.points[1:], strict=False))


@pytest.mark.parametrize("count", range(3, 7))
@pytest.mark.parametrize("form", ["stairs", "funnel", "pyramid"])
@pytest.mark.parametrize("shape", ["16:9", "4:3"])
def test_levels_rise_or_narrow(count: int, form: str, shape: Shape) -> None:
    levels = ", ".join(f"{{label: L{n}, title: 第{n}级, text: 说明}}" for n in range(count))
    made = slides(f"- {{title: 标题, levels: {{form: {form}, levels: [{levels}]}}}}", shape=shape)
    assert unsound(made) == []
    frames = [box.frame for box in texts(made.pages[0], "number")]
    if form == "stairs":
        assert [f.h for f in frames] == sorted({f.h for f in frames})
        assert len({f.bottom for f in frames}) == 1
    else:
        widths = [f.w for f in frames]
        assert widths == sorted(set(widths), reverse=form == "funnel")
    assert len(sizes(texts(made.pages[0], "body"))) == 1


def test_what_does_not_fit_is_an_error_at_its_line() -> None:
    long = "很长的名字" * 30
    made = wrong(f"- title: 标题\n  steps:\n    - {long}\n    - 乙\n    - 丙")
    assert [(problem.code, problem.span.line) for problem in made.problems] == [("E501", 5)]
