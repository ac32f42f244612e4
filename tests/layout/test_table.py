"""Tables: columns, rows, the head on every part, numbers."""

from __future__ import annotations

import pytest

from talkdeck.model.page import Row
from tests.layout.made import LOOKS, Shape, plain, regions, slides, table, text_of, texts, unsound, wrong

LONG = "这一条讲的是端侧的小模型怎样与云上的大模型分工，哪些话留在手机里，哪些话要送上云。"


def words(row: Row) -> list[str]:
    return ["\n".join(p.plain for p in cell.paragraphs) for cell in row.cells]


def rows(count: int, text: str = "") -> str:
    return "[" + ", ".join(f"[第 {n} 行{text}, {n * 10}, 备注]" for n in range(count)) + "]"


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
@pytest.mark.parametrize("count", [1, 5, 60])
def test_a_table(count: int, brand: str, shape: Shape) -> None:
    made = slides(
        f"- {{title: 标题, table: {{head: [名, 值, 备注], rows: {rows(count)}, caption: 表注}}}}", brand, shape
    )
    assert unsound(made) == []
    frame = made.brand.layouts["table"].region("table").frame
    style = made.brand.styles["table"]
    seen = []
    for page in made.pages:
        box = table(page)
        assert (page.layout, box.head) == ("table", True)
        assert frame.contains(box.frame)
        assert box.frame.w == frame.w
        assert words(box.rows[0]) == ["名", "值", "备注"]
        assert all(p.bold for cell in box.rows[0].cells for p in cell.paragraphs)
        assert len({row.height for row in box.rows}) == 1
        assert {p.size for row in box.rows for cell in row.cells for p in cell.paragraphs} <= set(style.sizes)
        seen += [words(row) for row in box.rows[1:]]
    assert seen == [[f"第 {n} 行", str(n * 10), "备注"] for n in range(count)]
    assert [bool(texts(page, "caption")) for page in made.pages] == [False] * (len(made.pages) - 1) + [True]
    assert text_of(made.pages[-1], "caption") == "表注"


def test_a_long_table_continues_evenly_at_one_size() -> None:
    made = slides(f"- {{title: 标题, table: {{head: [名, 值, 备注], rows: {rows(60)}}}, notes: 看第三行。}}")
    count = len(made.pages)
    assert count > 2
    counts = [len(table(page).rows) for page in made.pages]
    assert max(counts[:-1]) - min(counts[:-1]) == 0
    assert counts[-1] <= counts[0]
    assert [page.title for page in made.pages] == [f"标题（{i}/{count}）" for i in range(1, count + 1)]
    assert [page.notes for page in made.pages] == ["看第三行。", *[""] * (count - 1)]
    assert len({table(page).columns for page in made.pages}) == 1
    assert len({table(page).rows[1].cells[0].paragraphs[0].size for page in made.pages}) == 1


def test_a_short_table_is_set_large_and_its_rows_grow() -> None:
    few, many = (slides(f"- {{title: 标题, table: {{rows: {rows(n)}}}}}") for n in (3, 24))
    small, large = (table(made.pages[0]).rows[0] for made in (many, few))
    assert large.height > small.height
    assert large.cells[0].paragraphs[0].size > small.cells[0].paragraphs[0].size


def test_columns_of_numbers_go_right_with_their_head() -> None:
    made = slides("""
- title: 标题
  table:
    head: [年份, 全球, 比重, 名称]
    rows: [[2024, 387.9, 12 %, 甲], [2027, '1,454.2', −3 %, '2'], [合计, ~, 9.0 %, 丙]]
""")
    for row in table(made.pages[0]).rows:
        assert [cell.paragraphs[0].align for cell in row.cells] == ["left", "right", "right", "left"]


def test_the_author_aligns() -> None:
    made = slides("- {title: 标题, table: {rows: [[甲, 1]], align: [center, left]}}")
    assert [cell.paragraphs[0].align for cell in table(made.pages[0]).rows[0].cells] == ["center", "left"]


def test_an_empty_cell_has_a_paragraph() -> None:
    made = slides("- {title: 标题, table: {rows: [[甲, ~], [~, 乙]]}}")
    assert [[cell.strip() for cell in words(row)] for row in table(made.pages[0]).rows] == [["甲", ""], ["", "乙"]]
    assert all(len(cell.paragraphs) == 1 for row in table(made.pages[0]).rows for cell in row.cells)


def test_columns_are_as_wide_as_their_words() -> None:
    made = slides(f"- {{title: 标题, table: {{rows: [[短, {LONG * 2}], [短, 短]]}}}}")
    narrow, wide = table(made.pages[0]).columns
    assert wide > 3 * narrow
    assert len(table(made.pages[0]).rows[1].cells[0].paragraphs[0].lines) == 1


@pytest.mark.parametrize("word", ["unbelievable", "x" * 90, "https://www.example.org/a/long/path?with=query"])
def test_long_words_in_cells(word: str) -> None:
    made = slides(f"- {{title: 标题, table: {{head: [a, b, c], rows: [['{word}', {LONG}, 甲]]}}}}")
    assert unsound(made) == []
    assert words(table(made.pages[0]).rows[1]) == [word, LONG, "甲"]


def test_the_table_is_named_for_those_who_do_not_see_it() -> None:
    made = slides("- {title: 标题, table: {rows: [[甲]]}}\n- {title: 又一, table: {rows: [[甲]], caption: 表注}}")
    assert [table(page).alt for page in made.pages] == ["表格：标题", "表格：表注"]


def test_what_surrounds_a_table() -> None:
    made = slides("- {title: 标题, kicker: 眉, table: {rows: [[甲]], caption: 表注}, source: IDC}")
    assert regions(made.pages[0]) == ["kicker", "title", "table", "caption", "source"]
    assert [plain(box) for box in texts(made.pages[0])] == ["眉", "标题", "表注", "来源：IDC"]


def test_a_row_taller_than_a_slide_is_refused_at_its_line() -> None:
    made = wrong(f"- title: 标题\n  table:\n    rows:\n      - [甲, 乙]\n      - [{LONG * 40}, 丁]")
    assert [(problem.code, problem.span.line) for problem in made.problems] == [("E504", 7)]


def test_a_column_is_too_small_for_a_long_table() -> None:
    made = wrong(f"- title: 标题\n  columns:\n    - text: 甲\n    - table: {{rows: {rows(40)}}}")
    assert [(problem.code, problem.span.line) for problem in made.problems] == [("E504", 6)]
