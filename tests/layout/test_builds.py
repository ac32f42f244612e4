"""Builds found from finished pages: what each click brings, on continued slides, and what moves from slide to slide."""

from __future__ import annotations

import re

import pytest

from talkdeck.model.chart import ChartBox
from talkdeck.model.notes import spoken
from talkdeck.model.page import Build, ConnectorBox, Page, PictureBox, TableBox, TextBox
from tests.layout.made import LOOKS, ROOT, Shape, make, plain, slides, texts

KINDS = """
- title: 要点
  bullets: [{text: 一, items: [甲, {text: 乙, items: [丙]}]}, 二]
- title: 卡片
  cards: [甲, 乙, 丙]
- title: 相连
  steps: {form: nodes, steps: [看, 想, 做]}
- title: 图
  diagram: ["a -> b: 说", "b -> c", "c -> a"]
- title: 表
  table:
    head: [甲, 乙]
    rows: [{group: 组}, [1, 2], [{text: 3, down: 2}, 4], [5], [6, 7]]
- title: 圆桌
  panel:
    people: [张三, 李四]
    questions: [{question: 难在哪里, answers: [数据, 人]}]
- title: 曲线
  chart: {kind: line, categories: [a, b], series: {甲: [1, 2], 乙: [2, 1]}}
"""


def brought(page: Page, click: int) -> list[str]:
    """What a click brings, in words: a box's node behind its slide's, with the part of it."""
    said = []
    for build in page.builds:
        if build.click == click:
            name = page.boxes[build.box].node.removeprefix(f"{page.node}.")
            said.append(name if build.part == "box" else f"{name} {build.part} {build.first}-{build.last}")
    return said


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_every_kind_builds_by_what_suits_it(brand: str, shape: Shape) -> None:
    made = slides(KINDS, brand, shape, head="title: 一次演讲\nbuild: rise")
    items, cards, steps, diagram, table, panel, chart = made.pages
    assert [brought(items, n) for n in (1, 2)] == [["bullets paragraphs 0-3"], ["bullets paragraphs 4-4"]]
    assert [len({page.boxes[b.box].group for b in page.builds if b.click == 2}) for page in (cards, steps)] == [1, 2]
    assert "steps.0.label.connector" in brought(steps, 2)
    assert brought(diagram, 1) == ["diagram.nodes.0"]
    assert sorted(brought(diagram, 2)) == ["diagram.edges.0", "diagram.labels.0", "diagram.nodes.1"]
    assert sorted(brought(diagram, 3)) == ["diagram.edges.1", "diagram.edges.2", "diagram.nodes.2"]
    assert [brought(table, n) for n in (1, 2, 3)] == [["table rows 1-2"], ["table rows 3-4"], ["table rows 5-5"]]
    assert brought(panel, 2) == ["panel rows 2-2", "panel.people.1.monogram"]
    assert [brought(chart, n) for n in (1, 2)] == [["chart series 0-0"], ["chart series 1-1"]]
    for page in made.pages:
        assert {build.effect for build in page.builds} == {"rise"}
        sound(page)


def sound(page: Page) -> None:
    """Clicks follow each other without a gap; parts are there; nothing comes in twice; furniture stays."""
    assert [b.click for b in page.builds] == sorted(b.click for b in page.builds)
    assert {b.click for b in page.builds} == set(range(1, page.clicks + 1))
    seen: set[tuple[int, str, int]] = set()
    for build in page.builds:
        box = page.boxes[build.box]
        lengths = {
            "paragraphs": len(box.paragraphs) if isinstance(box, TextBox) else 0,
            "rows": len(box.rows) if isinstance(box, TableBox) else 0,
            "series": len(box.series) if isinstance(box, ChartBox) else 0,
            "box": 1,
        }
        assert 0 <= build.first <= build.last < lengths[build.part]
        for n in range(build.first, build.last + 1):
            assert (build.box, build.part, n) not in seen
            seen.add((build.box, build.part, n))
        assert not (isinstance(box, TextBox) and box.role in ("title", "footer", "slide-number", "source"))


def test_blocks_leave_nothing_but_furniture() -> None:
    made = slides(KINDS.replace("\n  ", "\n  build: blocks\n  ", 1), head="title: 一次演讲\nbuild: blocks")
    for page in made.pages:
        sound(page)
        coming = {build.box for build in page.builds}
        left = [box for at, box in enumerate(page.boxes) if at not in coming]
        assert {box.role for box in left if isinstance(box, TextBox)} <= {"title", "footer", "slide-number"}
        assert not [box for box in left if isinstance(box, PictureBox | TableBox | ChartBox | ConnectorBox)]


def test_a_talks_wish_leaves_alone_what_is_one_piece_or_says_otherwise() -> None:
    made = slides(
        "- statement: 一句话\n- quote: 少就是多\n- title: 甲\n  build: none\n  bullets: [一]\n- statement: 两句话\n"
        "  build: fade",
        head="title: 一次演讲\nbuild: fade",
    )
    assert [page.clicks for page in made.pages] == [0, 0, 0, 1]
    rows = slides(
        "- title: 甲\n  bullets: [一]\n- title: 乙\n  table: {rows: [[1], [2]]}", head="title: a\nbuild: rows"
    )
    assert [page.clicks for page in rows.pages] == [0, 2]


def test_without_builds_pages_have_none() -> None:
    assert all(page.builds == () and page.clicks == 0 for page in slides(KINDS).pages)


def test_each_page_of_a_continued_slide_counts_its_own_clicks() -> None:
    items = "".join(f"    - 第 {n} 条，要说的话不长也不短\n" for n in range(40))
    made = slides(f"- title: 长\n  build: items\n  pace: 30\n  bullets:\n{items}")
    assert len(made.pages) > 2
    assert sum(page.clicks for page in made.pages) == 40
    assert [page.pace for page in made.pages] == [30, *[None] * (len(made.pages) - 1)]
    for page in made.pages:
        sound(page)


def _bright(page: Page, click: int) -> list[str]:
    """The lines that are bright after so many clicks."""
    (box,) = texts(page, "code")
    at = page.boxes.index(box)
    dim: set[int] = set()
    for build in page.builds:
        if build.click <= click:
            assert build.box == at
            lines = set(range(build.first, build.last + 1))
            dim = dim | lines if build.part == "dim" else dim - lines
    return [p.plain.strip() for n, p in enumerate(box.paragraphs) if n not in dim]


def test_steps_through_code_dim_all_other_lines() -> None:
    lines = "".join(f"      第{n}行\n" for n in range(5, 10))
    made = slides(f'- title: 码\n  code:\n    first: 5\n    steps: [6, "5, 8-9", all]\n    text: |\n{lines}')
    (page,) = made.pages
    assert [_bright(page, n) for n in range(4)] == [
        [f"第{n}行" for n in range(5, 10)],
        ["第6行"],
        ["第5行", "第8行", "第9行"],
        [f"第{n}行" for n in range(5, 10)],
    ]


def test_a_continued_code_has_the_steps_about_its_lines() -> None:
    lines = "".join(f"      第{n}行\n" for n in range(1, 61))
    made = slides(f"- title: 码\n  code:\n    steps: [1-2, 3, 59, all]\n    text: |\n{lines}")
    first, *_, last = made.pages
    assert len(made.pages) > 1
    assert [_bright(first, n) for n in (1, 2)] == [["第1行", "第2行"], ["第3行"]]
    assert _bright(last, 1) == ["第59行"]
    assert (first.clicks, last.clicks) == (3, 2)


def test_words_on_a_form_of_the_layout_come_in_without_it() -> None:
    (page,) = slides("- title: 步骤\n  build: items\n  steps: [看, 想, 做]").pages
    assert {build.part for build in page.builds if page.boxes[build.box].shape != "rect"} == {"paragraphs"}  # type: ignore[union-attr]


def test_more_click_marks_than_clicks_are_a_warning() -> None:
    text = 'title: a\nslides:\n  - {title: b, build: items, bullets: [c], notes: "一\\n[click]\\n二\\n[点击]\\n三"}'
    made = make(text)
    assert made.codes == ["W540"]
    assert "2 click marks, the slide takes 1 click" in made.problems[0].text
    assert made.pages[1].notes.count("[") == 2


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ("一\n二\n\n三", [(0, "一\n二"), (0, "三")]),
        ("一\n[click]\n二\n\n[点击]\n\n三", [(0, "一"), (1, "二"), (2, "三")]),
        ("[click]\n[click]\n一", [(2, "一")]),
        ("say [click] here\n\n\n", [(0, "say [click] here")]),
        ("", []),
    ],
)
def test_marks_part_notes_by_clicks(notes: str, said: list[tuple[int, str]]) -> None:
    assert spoken(notes) == said


def test_boxes_at_one_place_share_a_name_where_a_slide_morphs() -> None:
    first, then = 'title: 甲\n  diagram: ["a -> b"]', 'title: 乙\n  transition: morph\n  diagram: ["a -> b", "b -> c"]'
    before, after, last = slides(f"- {first}\n- {then}\n- title: 丙\n  text: 完").pages
    names = [
        {name: plain(box) for at, name in page.morphs if isinstance(box := page.boxes[at], TextBox)}
        for page in (before, after)
    ]
    assert names[0].keys() == names[1].keys() >= {"title", "diagram.nodes.0", "diagram.nodes.1"}
    assert names[1]["diagram.nodes.1"] == "b"
    assert "diagram.edges.0" in {name for _, name in after.morphs}
    assert last.morphs == ()
    assert (before.transition, after.transition) == ("fade", "morph")


def test_the_manuals_example_is_as_it_says() -> None:
    section = (ROOT / "docs" / "outline.md").read_text("utf-8").partition("## Builds and motion")[2]
    made = make(section.partition("```yaml\n")[2].partition("```")[0])
    assert not made.problems
    assert [page.clicks for page in made.pages] == [0, 3, 3, 0, 3]


def test_builds_stand_in_the_order_of_clicks_and_boxes() -> None:
    (page,) = slides("- title: 数\n  build: items\n  stats: [{value: 1, label: 甲}, {value: 2, label: 乙}]").pages
    assert list(page.builds) == sorted(page.builds, key=lambda build: (build.click, build.box))
    assert page.builds[0] == Build(1, page.builds[0].box)
    assert re.match(r"slides\.0\.stats\.0", page.boxes[page.builds[0].box].node)
