"""Rows of data: every kind of file, and what is wrong with one row."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from talkdeck.model.problems import RefusedError
from talkdeck.source.rows import Rows


def read(path: Path) -> list[tuple[int, int, dict[str, Any] | str]]:
    """Number, line, and values or code and fact of each row."""
    return [
        (row.number, row.line, f"{row.problems[0].code} {row.problems[0].text}" if row.problems else dict(row.values))
        for row in Rows(path)
    ]


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


CSV = 'name,note\n甲,"a\nb"\n\n乙,"open\n丙,ok\n"丁" x,1\n戊\n己,"say ""hi"""\n庚,'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_row_of_csv_that_is_wrong_takes_no_other_with_it(tmp_path: Path, encoding: str) -> None:
    assert read(written(tmp_path / "a.csv", CSV, encoding)) == [
        (1, 2, {"name": "甲", "note": "a\nb"}),
        (2, 5, "E463 text follows a closed quotation mark"),
        (3, 6, {"name": "丙", "note": "ok"}),
        (4, 7, "E463 text follows a closed quotation mark"),
        (5, 8, "E463 this row has 1 cell, the headings are 2"),
        (6, 9, {"name": "己", "note": 'say "hi"'}),
        (7, 10, {"name": "庚", "note": ""}),
    ]


def test_an_open_quotation_mark_costs_its_own_line(tmp_path: Path) -> None:
    body = "".join(f"{n},x\n" for n in range(2, 1000))
    rows = read(written(tmp_path / "a.csv", f'n,v\n1,"x\n{body}'))
    assert len(rows) == 999
    assert rows[0] == (1, 2, "E463 a quotation mark is not closed")
    assert rows[998] == (999, 1000, {"n": "999", "v": "x"})


def test_json_lines(tmp_path: Path) -> None:
    text = '{"a": 1, "b": [true, null]}\n\n{"a": 1, "a": 2}\n[1]\n{"a": NaN}\n{bad}\n{"a": "x"}'
    assert read(written(tmp_path / "a.jsonl", text)) == [
        (1, 1, {"a": 1, "b": [True, None]}),
        (2, 3, "E463 `a` is given twice"),
        (3, 4, "E463 this is no mapping"),
        (4, 5, "E463 `NaN` is no number of JSON"),
        (5, 6, "E463 this is not JSON: Expecting property name enclosed in double quotes"),
        (6, 7, {"a": "x"}),
    ]


def test_yaml(tmp_path: Path) -> None:
    text = '# rows\n---\n- a: 007\n  b: [1, 2.5, "3", ~, true]\n- a: no\n- a: x: y\n- plain\n- a: |\n    - b\n    c\n'
    assert read(written(tmp_path / "a.yaml", text)) == [
        (1, 3, {"a": "007", "b": [1, 2.5, "3", None, True]}),
        (2, 5, "E122 `no` without quotes may mean a word or true/false"),
        (3, 6, "E111 a colon and a space inside text without quotes"),
        (4, 7, "E463 this is no mapping"),
        (5, 8, {"a": "- b\nc\n"}),
    ]
    assert read(written(tmp_path / "b.yaml", "[{a: 1},\n {a: 2}]")) == [(1, 1, {"a": 1}), (2, 2, {"a": 2})]


def test_parquet(tmp_path: Path) -> None:
    days = [datetime.date(2024, 1, 31), None]
    table = pa.table({"name": ["甲", "乙"], "day": days, "f": [1.5, float("nan")], "l": [[1, 2], []]})
    parquet.write_table(table, tmp_path / "a.parquet")
    assert Rows(tmp_path / "a.parquet").columns == ("name", "day", "f", "l")
    assert read(tmp_path / "a.parquet") == [
        (1, 0, {"name": "甲", "day": "2024-01-31", "f": 1.5, "l": [1, 2]}),
        (2, 0, {"name": "乙", "day": None, "f": None, "l": []}),
    ]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"", "E462"),
        ("a.csv", b"n,n\n1,2\n", "E462"),
        ("a.csv", b"n,\n1,2\n", "E462"),
        ("a.csv", b"\x00\xff\xfe\x00", "E461"),
        ("a.json", b"[]", "E461"),
        ("a.parquet", b"PAR1", "E462"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RefusedError) as caught:
        list(Rows(tmp_path / name))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_file_that_is_not_there_has_a_likely_name(tmp_path: Path) -> None:
    written(tmp_path / "customers.csv", "a\n1\n")
    with pytest.raises(RefusedError) as caught:
        Rows(tmp_path / "custmers.csv")
    assert "did you mean `customers.csv`?" in caught.value.problems[0].hints
