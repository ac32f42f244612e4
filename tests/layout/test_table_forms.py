"""Tables, complete: decimal points, spans, groups, what stands out, notes under the table; and matrices."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkdeck.layout.stage import Stage
from talkdeck.model.page import TableBox
from talkdeck.text.setting import Draft, measure
from tests.layout.made import LOOKS, Made, Shape, plain, slides, table, text_of, texts, unsound, wrong
from tests.layout.test_table import words

NUMBERS = """
- title: 标题
  table:
    head: [名, 值]
    align: [left, decimal]
    rows: [[甲, "2,600"], [乙, "720.5"], [丙, "−0.25 %"], [丁, —], [戊, {text: "9.5", mark: computed}], [己, "3–5"]]
"""


def points(made: Made, box: TableBox) -> list[int]:
    """Where the point of each number of the second column is: EMU left of the column's edge."""
    stage = Stage.of(made.deck, made.brand)
    found = []
    for row in box.rows[1:]:
        (p,) = row.cells[1].paragraphs
        before = p.plain.partition("（")[0].partition(".")[0].rstrip(" %")
        runs, left = [], len(before)
        for run in p.runs:
            runs += [] if left <= 0 else [run]
            left -= len(run.text)
        whole = measure(Draft(p.runs, p.face, p.bold), stage.metrics)
        found.append(
            row.cells[1].inset[2] + (whole.upto(len(p.plain)) - whole.upto(len(before))) * p.size * 127 // 1000
        )
    return found


def test_decimal_points_stand_below_each_other() -> None:
    made = slides(NUMBERS)
    at = points(made, table(made.pages[0]))
    assert max(at[:4]) - min(at[:4]) <= 1000  # 0.1 pt
    assert {cell.paragraphs[0].align for row in table(made.pages[0]).rows for cell in row.cells[1:]} == {"right"}
    assert [words(row)[1] for row in table(made.pages[0]).rows[1:4]] == ["2,600", "720.5", "−0.25 %"], (
        "nothing is added"
    )


def test_spans() -> None:
    made = slides("""
- title: 标题
  table:
    head: [a, b, c]
    rows:
      - [{text: 一, down: 2}, {text: 二, across: 2}]
      - [三, 四]
      - [五, 六, 七]
""")
    assert unsound(made) == []
    box = table(made.pages[0])
    spans = [[(cell.across, cell.down, cell.covered) for cell in row.cells] for row in box.rows[1:]]
    assert spans == [
        [(1, 2, False), (2, 1, False), (1, 1, True)],
        [(1, 1, True), (1, 1, False), (1, 1, False)],
        [(1, 1, False)] * 3,
    ]
    assert [[word for word in words(row) if word] for row in box.rows[1:]] == [
        ["一", "二"],
        ["三", "四"],
        ["五", "六", "七"],
    ]


def grouped(groups: int, each: int) -> str:
    rows = "".join(
        f"      - {{group: 第 {g} 组}}\n" + "".join(f"      - [第 {g}-{n} 行, {n}.5]\n" for n in range(each))
        for g in range(groups)
    )
    return f"- title: 标题\n  table:\n    head: [名, 值]\n    rows:\n{rows}"


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_groups_go_on_with_their_heading(brand: str, shape: Shape) -> None:
    made = slides(grouped(3, 18), brand, shape)
    assert unsound(made) == []
    assert len(made.pages) > 3
    current, rows = "", []
    for page in made.pages:
        box = table(page)
        assert box.rows[0].cells[0].paragraphs[0].plain == "名"
        assert box.rows[1].group, "each slide says which group its rows belong to"
        assert not box.rows[-1].group, "no heading is left alone at the foot"
        for row in box.rows[1:]:
            text = words(row)[0]
            if row.group:
                name, _, more = text.partition("（续）")
                assert (name == current) == text.endswith("（续）"), more
                current = name
                assert row.cells[0].across == 2
                assert all(cell.covered for cell in row.cells[1:])
            else:
                assert text.startswith(current.removesuffix(" 组"))
                rows.append(text)
    assert rows == [f"第 {g}-{n} 行" for g in range(3) for n in range(18)]


def test_what_stands_out() -> None:
    made = slides("""
- title: 标题
  table:
    head: [名, 值, 又]
    emphasis: [又]
    rows: [[甲, {text: 乙, strong: true}, 丙], {cells: [丁, 戊, 己], strong: true}]
""")
    fills = [[cell.fill for cell in row.cells] for row in table(made.pages[0]).rows]
    assert fills == [[None, None, "panel"], [None, None, "panel"], ["panel"] * 3]
    bold = [[cell.paragraphs[0].bold for cell in row.cells] for row in table(made.pages[0]).rows]
    assert bold == [[True] * 3, [False, True, False], [True] * 3]


def test_widths_by_weight() -> None:
    made = slides("- {title: 标题, table: {rows: [[甲, 乙]], widths: [1, 3]}}")
    one, three = table(made.pages[0]).columns
    assert abs(three - 3 * one) < 10


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_notes_stand_on_the_slides_that_refer_to_them(brand: str, shape: Shape) -> None:
    rows = "".join(f"      - [第 {n} 行{'^1^' if n == 0 else '^2^' if n == 49 else ''}, {n}]\n" for n in range(50))
    made = slides(
        f"- title: 标题\n  table:\n    head: [名, 值]\n    rows:\n{rows}"
        "    caption: 表注\n    footnotes: [第一条注, 第二条注]\n",
        brand,
        shape,
    )
    assert unsound(made) == []
    assert len(made.pages) > 2
    notes = ["\n".join(map(plain, texts(page, "footnote"))) for page in made.pages]
    assert notes == ["1 第一条注", *[""] * (len(notes) - 2), "2 第二条注"]
    assert text_of(made.pages[-1], "caption") == "表注"


def test_rows_that_one_cell_spans_stay_together() -> None:
    rows = "".join(f"      - [{{text: 组 {n}, down: 3}}, 甲]\n      - [乙]\n      - [丙]\n" for n in range(14))
    made = slides(f"- title: 标题\n  table:\n    rows:\n{rows}")
    assert unsound(made) == []
    assert len(made.pages) > 1
    assert all(len(table(page).rows) % 3 == 0 for page in made.pages)


def test_a_span_taller_than_a_slide_is_refused_at_its_line() -> None:
    rows = "".join(f"      - [第 {n} 行]\n" for n in range(39))
    made = wrong(f"- title: 标题\n  table:\n    rows:\n      - [{{text: 组, down: 40}}, 甲]\n{rows}")
    assert [(problem.code, problem.span.line) for problem in made.problems] == [("E504", 6)]


MATRIX = """
- title: 标题
  matrix:
    corner: 厂商
    columns: [端侧, 云端]
    rows: {甲: [full, 2023 年], 乙: [part, ~], 丙: [none, open]}
    caption: 表注
"""


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_a_matrix(brand: str, shape: Shape) -> None:
    made = slides(MATRIX, brand, shape)
    assert unsound(made) == []
    box = table(made.pages[0])
    assert [words(row) for row in box.rows] == [
        ["厂商", "端侧", "云端"],
        ["甲", "●", "2023 年"],
        ["乙", "○", " "],
        ["丙", "–", "?"],
    ]
    assert [[cell.label for cell in row.cells] for row in box.rows[1:]] == [
        ["", "有", ""],
        ["", "部分有", ""],
        ["", "没有", "不详"],
    ]
    assert all(row.cells[0].head for row in box.rows)
    assert text_of(made.pages[0], "caption") == "表注"
    assert text_of(made.pages[0], "footnote") == "● 有\u2003○ 部分有\u2003– 没有\u2003? 不详"


@st.composite
def any_table(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Rows of a table with groups, spans and words of any length, and its words in order."""
    columns = draw(st.integers(2, 5))
    said: list[str] = []

    def cell(across: int = 1, down: int = 1) -> str:
        said.append(f"格{len(said)}" + "文" * draw(st.integers(0, 9)))
        return f"{{text: {said[-1]}, across: {across}, down: {down}}}"

    rows = []
    for _ in range(draw(st.integers(1, 12))):
        if draw(st.booleans()):
            said.append(f"组{len(said)}")
            rows.append(f"{{group: {said[-1]}}}")
        across, down = draw(st.integers(1, columns - 1)), draw(st.integers(1, 4))
        rows.append(f"[{', '.join([cell(across, down), *(cell() for _ in range(columns - across))])}]")
        rows += [f"[{', '.join(cell() for _ in range(columns - across))}]" for _ in range(down - 1)]
    return ", ".join(rows), said


@settings(max_examples=40, deadline=None)
@given(any_table())
def test_any_table_is_sound(given_: tuple[str, list[str]]) -> None:
    rows, said = given_
    made = slides(f"- {{title: 标题, table: {{rows: [{rows}]}}}}")
    assert unsound(made) == []
    shown = [word for page in made.pages for row in table(page).rows for word in words(row) if word.strip()]
    assert [word for word in shown if not word.endswith("（续）")] == said
