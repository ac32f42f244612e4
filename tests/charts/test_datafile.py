"""Data files: every way of writing a table, and every mistake said at its cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkdeck.layout.charts.data import table_with_data, with_data
from talkdeck.model.data import Chart, DataColumn, DataFile, Table
from talkdeck.model.problems import NOWHERE, Problem, RefusedError
from talkdeck.source.datafile import MAX_BYTES, Entry, Grid, figure, load

GOOD = '年份,全球,中国\n2024,387.9,35.3\n2027,"1,454.2",129.3\n'


def grid(folder: Path, text: str | bytes, name: str = "a.csv") -> Grid:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(name, folder, folder, NOWHERE)


def texts(found: Grid) -> list[list[str]]:
    return [[entry.text for entry in row] for row in (found.head, *found.rows)]


def refused(folder: Path, text: str | bytes, name: str = "a.csv") -> tuple[Problem, ...]:
    with pytest.raises(RefusedError) as caught:
        grid(folder, text, name)
    return caught.value.problems


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("gb18030"),
        GOOD.encode("utf-16"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.rstrip("\n").encode(),
        b"\n" + GOOD.encode() + b"\n\n",
        "年份;全球;中国\n2024;387.9;35.3\n2027;1,454.2;129.3\n".encode(),
        "年份\t全球\t中国\n2024\t387.9\t35.3\n2027\t1,454.2\t129.3\n".encode(),
        '"年份", "全球" ,中国\n2024,387.9,35.3\n2027,"1,454.2",129.3\n'.encode(),
    ],
)
def test_csv_as_spreadsheets_write_it(tmp_path: Path, data: bytes) -> None:
    assert texts(grid(tmp_path, data)) == [
        ["年份", "全球", "中国"],
        ["2024", "387.9", "35.3"],
        ["2027", "1,454.2", "129.3"],
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '[{"y": 2024, "w": 387.9}, {"y": 2027, "w": null}]'),
        ("a.json", '[["y", "w"], [2024, 387.9], [2027, null]]'),
        ("a.json", '{"y": [2024, 2027],\t"w": [387.9, null]}'),
        ("a.yaml", "- {y: 2024, w: 387.9}\n- {y: 2027}\n"),
        ("a.yml", "y: [2024, 2027]\nw: [387.9, ~]\n"),
    ],
)
def test_json_and_yaml(tmp_path: Path, name: str, text: str) -> None:
    assert texts(grid(tmp_path, text, name)) == [["y", "w"], ["2024", "387.9"], ["2027", ""]]


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "col"),
    [
        ("a.csv", 'a,b\n1,"2\n3,4\n', "E443", 2, 3),
        ("a.csv", 'a,b\n"1" x,2\n', "E443", 2, 4),
        ("a.csv", "a,b\n1,2,3\n", "E443", 2, 3),
        ("a.csv", "a,b\n1\n", "E443", 2, 1),
        ("a.csv", "a,a\n1,2\n", "E443", 1, 3),
        ("a.csv", "a,,c\n1,2,3\n", "E443", 1, 3),
        ("a.csv", "a,b\n", "E443", 1, 1),
        ("a.csv", "", "E443", 1, 1),
        ("a.json", '[{"a": x}]', "E443", 1, 8),
        ("a.json", '[{"a": [1]}]', "E443", 1, 8),
        ("a.json", "[]", "E443", 1, 1),
        ("a.json", "3", "E443", 1, 1),
        ("a.yaml", "- {a: 1}\n- 2\n", "E443", 2, 3),
        ("a.yaml", "a: [1, 2]\nb: [1]\n", "E443", 2, 1),
        ("a.yaml", "a: [1, 2\n", "E118", 1, 4),
    ],
)
def test_what_is_no_table(tmp_path: Path, name: str, text: str, code: str, line: int, col: int) -> None:
    (problem, *_) = refused(tmp_path, text, name)
    assert (problem.code, problem.span.line, problem.span.col) == (code, line, col)
    assert problem.span.path.endswith(name)


def test_files_that_cannot_be_had(tmp_path: Path) -> None:
    inner = tmp_path / "talks"
    inner.mkdir()
    (tmp_path / "out.csv").write_text(GOOD)
    (inner / "spend.csv").write_text(GOOD)
    (inner / "big.csv").write_bytes(b"a,b\n" + b"1,2\n" * (MAX_BYTES // 4))
    (inner / "photo.png").write_bytes(b"\x89PNG")
    (inner / "noise.csv").write_bytes(b"\xff\x00\x80a")
    (inner / "link.csv").symlink_to(tmp_path / "out.csv")
    (inner / "folder.csv").mkdir()
    codes = {}
    for name in (
        "spnd.csv",
        "../out.csv",
        "/etc/hosts",
        "link.csv",
        "big.csv",
        "photo.png",
        "noise.csv",
        "folder.csv",
        "a\0b.csv",
    ):
        with pytest.raises(RefusedError) as caught:
            load(name, inner, inner, NOWHERE)
        codes[name] = caught.value.problems[0]
    assert codes["spnd.csv"].hints[0] == "did you mean `spend.csv`?"
    assert {name: p.code for name, p in codes.items()} == {
        "spnd.csv": "E440",
        "../out.csv": "E441",
        "/etc/hosts": "E441",
        "link.csv": "E441",
        "big.csv": "E442",
        "photo.png": "E442",
        "noise.csv": "E442",
        "folder.csv": "E442",
        "a\0b.csv": "E442",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,454.2", 1454.2),
        ("-3", -3),
        ("−3.5", -3.5),
        ("+2", 2),
        ("12.5%", 12.5),
        ("１２．５", 12.5),
        (".5", 0.5),
        ("1e3", 1000),
        ("1 454 200", 1454200),
        ("", None),
        ("n/a", None),
        ("—", None),
        ("无", None),
    ],
)
def test_figures(text: str, value: float | None) -> None:
    assert figure(Entry(text, NOWHERE)) == value


@pytest.mark.parametrize(
    "text", ["3,5", "1.454,2", "602亿", "x", "1,45", "12 亿", "1..2", "0x10", "nan", "inf", "1e400"]
)
def test_what_is_no_figure(text: str) -> None:
    with pytest.raises(RefusedError) as caught:
        figure(Entry(text, NOWHERE))
    assert caught.value.problems[0].code == "E445"


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), max_size=8)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_is_quoted_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], sign: str) -> None:
    folder = tmp_path_factory.mktemp("csv")
    lines = [sign.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (["a", "b", "c"], *rows)]
    wanted = [row for row in rows if any(row) or len(row) > 1]
    found = grid(folder, "\n".join(lines))
    assert [[entry.text for entry in row] for row in found.rows] == wanted
    source = "\n".join(lines).split("\n")
    for row in found.rows:
        for entry in row:
            shown = source[entry.span.line - 1][entry.span.col - 1 : entry.span.end_col - 1]
            assert shown.strip() == '"' + entry.text.replace('"', '""') + '"'


def chart(**keys: object) -> Chart:
    return Chart(kind="column", data=DataFile(file="a.csv", **keys))  # type: ignore[arg-type]


def test_columns_are_chosen_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("年份,全球,标记,中国\n2024,387.9,,35.3\n2027,602,computed,\n")
    made = with_data(chart(), tmp_path, tmp_path)
    assert [s.name.plain for s in made.series if s.name] == ["全球", "中国"]
    assert [c.plain for c in made.categories] == ["2024", "2027"]
    assert made.series[1].values[1] is None, "a missing value is no zero"
    column = DataColumn(column="全球", mark="标记")
    made = with_data(chart(series=(column,), rows=("2027",)), tmp_path, tmp_path)
    ((point,),) = (series.values for series in made.series)
    assert point
    assert (point.value, point.mark, point.where.line, point.where.col) == (602, "computed", 3, 6)
    table = table_with_data(Table(data=DataFile(file="a.csv")), tmp_path, tmp_path)
    assert [head.plain for head in table.head] == ["年份", "全球", "标记", "中国"]
    assert [cell.text.plain if cell and cell.text else None for cell in table.rows[1].cells] == [
        "2027",
        "602",
        "computed",
        None,
    ]


def test_all_wrong_cells_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(json.dumps("y")[1:-1] + ",w,m\n2024,x,computed\n2025,1,sure\n2026,z,\n")
    column = DataColumn(column="w", mark="m")
    with pytest.raises(RefusedError) as caught:
        with_data(chart(series=(column,)), tmp_path, tmp_path)
    found = [(p.code, p.span.line, p.span.col) for p in caught.value.problems]
    assert found == [("E445", 2, 6), ("E445", 3, 8), ("E445", 4, 6)]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"series": (DataColumn(column="全秋"),)}, "E444"),
        ({"category": "年"}, "E444"),
        ({"rows": ("2025",)}, "E446"),
    ],
)
def test_names_that_the_file_does_not_have(tmp_path: Path, keys: dict[str, object], code: str) -> None:
    (tmp_path / "a.csv").write_text(GOOD)
    with pytest.raises(RefusedError) as caught:
        with_data(chart(**keys), tmp_path, tmp_path)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.hints[0].startswith("did you mean")
