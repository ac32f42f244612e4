"""Problems as people and machines see them."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from talkdeck.model.problems import NOWHERE, Problem, Span
from talkdeck.source.report import MAX_CELLS, as_json, cells, render


def at(line: int, col: int, length: int = 1) -> Span:
    return Span("talks/x.yaml", line, col, line, col + length)


def width(text: str) -> int:
    return sum(map(cells, text))


def test_a_problem_is_drawn_with_its_line() -> None:
    source = "slides:\n  - title: a\n    layout: two-colums\n"
    problem = Problem("E204", "no layout is called `two-colums`", at(3, 13, 10), ("did you mean `two-columns`?", "b"))
    assert render(problem, source) == (
        "error[E204]: no layout is called `two-colums`\n"
        " --> talks/x.yaml:3:13\n"
        "  |\n"
        "3 |     layout: two-colums\n"
        "  |             ^^^^^^^^^^\n"
        "  = hint: did you mean `two-columns`?\n"
        "  = hint: b"
    )


def test_the_caret_counts_cells_and_the_place_characters() -> None:
    drawn = render(Problem("W220", "a", at(10, 3, 3)), "\n" * 9 + "你好世😀e\u0301界").split("\n")
    assert drawn[0] == "warning[W220]: a"
    assert drawn[1] == "  --> talks/x.yaml:10:3"
    assert drawn[3] == "10 | 你好世😀e\u0301界"
    assert drawn[4] == "   |     ^^^^^"


def test_without_the_source_or_a_place() -> None:
    assert render(Problem("E101", "a", at(1, 1), ("b",)), None) == "error[E101]: a\n --> talks/x.yaml:1:1\n  = hint: b"
    assert render(Problem("E601", "a", NOWHERE), None) == "error[E601]: a"
    assert "^" not in render(Problem("E101", "a", at(9, 1)), "one line")
    assert "^" not in render(Problem("E104", "a", at(1, 1)), "")


def test_a_span_over_lines_is_marked_to_the_end_of_the_first() -> None:
    drawn = render(Problem("E204", "a", Span("x", 1, 3, 3, 2)), "abcdef\nghi\njkl")
    assert drawn.split("\n")[4] == "  |   ^^^^"


def test_a_long_line_is_cut_around_the_caret() -> None:
    source = "长" * 5000 + "here" + "y" * 5000
    for span in (at(1, 5001, 4), at(1, 1, 10_004), at(1, 10_000, 4), at(1, 10_005)):
        lines = render(Problem("E110", "a", span), source).split("\n")
        assert width(lines[3]) <= MAX_CELLS + 10
        assert width(lines[4]) <= MAX_CELLS + 10
    lines = render(Problem("E110", "a", at(1, 5001, 4)), source).split("\n")
    assert lines[3].startswith("1 | ...长")
    assert lines[3].endswith("y...")
    assert lines[4].index("^") == width(lines[3][: lines[3].index("here")])
    assert lines[4].count("^") == 4


def test_nothing_of_the_file_steers_the_terminal() -> None:
    drawn = render(Problem("E106", "a\x1b[31m", at(1, 2), ("\x07",)), "\tb\x1b[2Jc\u202ed")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", drawn)


def test_colour_adds_sequences_and_nothing_else() -> None:
    problem = Problem("E204", "a", at(1, 1), ("b",))
    drawn = render(problem, "cd", colour=True)
    assert "\x1b[" in drawn
    assert re.sub(r"\x1b\[[\d;]*m", "", drawn) == render(problem, "cd")


def test_as_json() -> None:
    assert as_json(Problem("W105", "a", at(2, 3, 4), ("b",))) == {
        "code": "W105",
        "severity": "warning",
        "text": "a",
        "path": "talks/x.yaml",
        "line": 2,
        "col": 3,
        "end_line": 2,
        "end_col": 7,
        "hints": ["b"],
    }


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(1, 5), st.integers(1, 300), st.integers(0, 2), st.integers(1, 300))
def test_any_place_in_any_text_can_be_drawn(text: str, line: int, col: int, lines: int, end: int) -> None:
    drawn = render(Problem("E204", "a", Span("x", line, col, line + lines, end)), text)
    assert drawn.startswith("error[E204]: a\n")
    rows = drawn.split("\n")
    if len(rows) > 2:
        assert "^" in rows[4]
        assert width(rows[3]) <= MAX_CELLS + 10
