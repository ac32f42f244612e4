"""The strict YAML loader: places, aliases, depth, and the same answers from both of PyYAML's parsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml import MappingNode, Node, ScalarNode

from talkdeck.source.yaml import MAX_DEPTH, entries, is_null, load, pure_composer, span_of, truth

FIXTURES = sorted((Path(__file__).parent / "mistakes").glob("*.yaml"))


def values(node: Node | None) -> Any:
    """A tree as plain values, scalars as written."""
    if isinstance(node, MappingNode):
        return {name: values(value) for name, _, value in entries(node)}
    if isinstance(node, ScalarNode):
        return node.value
    return [values(item) for item in node.value] if node else None


def test_scalars_stay_as_written() -> None:
    root, problems = load("[9.830, 1000, 2024-03-01, 0x1F, 1_000, .5, 007, 1e3, NaN, =]", "x")
    assert problems == ()
    assert values(root) == ["9.830", "1000", "2024-03-01", "0x1F", "1_000", ".5", "007", "1e3", "NaN", "="]


def test_nothing_and_truth() -> None:
    root, _ = load("[~, null, '', true, 'true', False]", "x")
    assert root is not None
    assert [is_null(node) for node in root.value] == [True, True, False, False, False, False]
    assert [truth(node) for node in root.value] == [None, None, None, True, None, False]


def test_spans_count_characters_from_one() -> None:
    root, _ = load("标题: 你好😀\nb: ['😀', c]\n", "x")
    assert isinstance(root, MappingNode)
    (_, title), (_, items) = root.value
    span = span_of(title, "x")
    assert (span.line, span.col, span.end_line, span.end_col) == (1, 5, 1, 8)
    span = span_of(items.value[1], "x")
    assert (span.line, span.col, span.end_col) == (2, 10, 11)


@pytest.mark.parametrize("sign", ["\u0085", "\u2028", "\u2029"])
def test_both_parsers_take_the_same_line_breaks(sign: str) -> None:
    """The reader refuses these signs because YAML takes them for line breaks and editors do not."""
    text = f"a: 'b{sign}c'\nd: e\n"
    places = []
    for composer in (None, pure_composer()):
        root, _ = load(text, "x", composer)
        assert root is not None
        places.append(root.value[1][0].start_mark.line)
    assert places == [2, 2]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 你好\n  世界", "你好世界"),
        ("a: 你 好\n  世界", "你 好世界"),
        ("a: hello\n  world", "hello world"),
        ("a: 你好\n  world", "你好 world"),
        ("a: '你好，\n  世界'", "你好，世界"),
        ('a: "你好\n  世界"', "你好世界"),
        ("a: >\n  你好\n  世界\n", "你好世界\n"),
        ("a: >\n  你好\n\n  世界\n", "你好\n世界\n"),
        ("a: |\n  你好\n  世界\n", "你好\n世界\n"),
        ("a: 甲\n  乙\n  丙", "甲乙丙"),
        ("a: 甲 甲\n  甲 甲\n  甲", "甲 甲甲 甲甲"),
    ],
)
def test_folding_puts_no_space_between_han(text: str, value: str) -> None:
    for composer in (None, pure_composer()):
        root, problems = load(text, "x", composer)
        assert problems == ()
        assert values(root) == {"a": value}


def test_aliases_are_allowed_in_moderation() -> None:
    root, problems = load("a: &x [1, 2]\nb: *x\nc: {d: *x}\n", "x")
    assert problems == ()
    assert values(root) == {"a": ["1", "2"], "b": ["1", "2"], "c": {"d": ["1", "2"]}}


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a: b\n  c: d\n", "it begins in column 3; what stands above it, in column 1"),
        ("a:\n  - b: c\n    d:\n      - e\n     - f\n", "column 6; what stands above it, in columns 1, 3, 5, 7 and 9"),
        ("a:\n    - b: c\n  - b: d\n", "it begins in column 3; what stands above it, in columns 1, 5 and 7"),
    ],
)  # fmt: skip
def test_wrong_indentation_names_the_columns(text: str, columns: str) -> None:
    _, (problem,) = load(text, "x")
    assert problem.code == "E113"
    assert problem.hints[0].endswith(columns)


def test_an_alias_bomb_is_refused() -> None:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    text += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    root, problems = load(text, "x")
    assert root is None
    assert [p.code for p in problems] == ["E126"]


def test_a_wide_alias_bomb_is_refused() -> None:
    text = f"a: &a [{', '.join(['x'] * 1000)}]\nb: [{', '.join(['*a'] * 1000)}]\n"
    root, problems = load(text, "x")
    assert root is None
    assert [p.code for p in problems] == ["E126"]


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "[" * 500 + "]" * 500, "a: " + "{b: " * 200 + "}" * 200, "- " * 5000, "? " * 500],
    ids=["open", "flow", "mappings", "dashes", "keys"],
)
@pytest.mark.parametrize("composer", [None, pure_composer()], ids=["c", "python"])
def test_deep_nesting_is_refused(text: str, composer: Any) -> None:
    root, problems = load(text, "x", composer)
    assert root is None
    assert [p.code for p in problems] == ["E128"]


def test_depth_up_to_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 2
    root, problems = load("[" * depth + "]" * depth, "x")
    assert root is not None
    assert problems == ()


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_both_parsers_agree(path: Path) -> None:
    """Values and places; the wording of libyaml and PyYAML, and so our guess of the cause, may differ."""
    text = path.read_bytes().decode()
    (c_root, c_problems), (py_root, py_problems) = load(text, "x"), load(text, "x", pure_composer())
    if path.stem == "syntax_surrogate":  # PyYAML makes half a character of it, which the reader refuses later
        return
    if path.stem != "aliases":  # a loop
        assert values(c_root) == values(py_root)
    assert [(p.code[0], p.span.line) for p in c_problems] == [(p.code[0], p.span.line) for p in py_problems]


@settings(deadline=None)
@given(st.text("ab:- \n\t[]{}'\"|>&*!%@`#,?~1。：中\\", max_size=60) | st.text(max_size=60))
def test_any_text_gives_a_tree_or_problems(text: str) -> None:
    if any("\ud800" <= char <= "\udfff" for char in text):
        return
    _, problems = load(text, "x")
    lines = text.split("\n")
    for problem in problems:
        assert problem.text
        assert problem.span.line >= 1
        assert problem.span.col >= 1
        assert problem.span.line <= len(lines) + text.count("\r") + sum(map(text.count, "\x85\u2028\u2029"))
