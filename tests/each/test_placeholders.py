"""Placeholders in outlines: what data become, and what they never can."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.each.conftest import filled

pytestmark = pytest.mark.usefixtures("project")

ONE = 'title: "{{ value }}"\nslides: [{statement: "a {{ value }} b"}]\n'

PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(PRINTABLE)
@example('a"b: {x}')
@example("{{ 7 * 7 }}")
@example("- #no")
@example("**bold** _it_ [a](https://x.org) `c` <b> 2^3^ H~2~O \\ ![x](y)")
@example("~")
@example("&amp;")
def test_whatever_the_data_hold_is_text(value: str) -> None:
    from talkdeck.source.characters import odd_characters

    (outline, *_), problems = filled(ONE, value=value) if not any(odd_characters(value)) else ((None,), ())
    if outline is not None:
        assert [p for p in problems if p.is_error] == []
        assert outline.title.plain == value
        assert outline.slides[0].statement is not None
        assert outline.slides[0].statement.plain == f"a {value} b"
        assert not any(run.bold or run.link or run.code for run in outline.title.runs)


def test_lines_of_the_data_are_no_lines_of_yaml() -> None:
    (outline,), _ = filled(ONE, value='x"\nsubtitle: gotcha\nslides: []')
    assert outline.subtitle is None
    assert outline.title.plain == 'x" subtitle: gotcha slides: []'


def test_markup_of_the_data_counts_where_it_is_asked_for() -> None:
    (outline,), _ = filled('title: "a {{ v | markup }} {{ v }}"\nslides: [{statement: x}]', v="**b**")
    assert [(run.text, run.bold) for run in outline.title.runs] == [("a ", False), ("b", True), (" **b**", False)]


CHART = """\
title: t
slides:
  - title: c
    chart: {kind: column, categories: "{{ months }}", series: {a: ["{{ one }}", "{{ two }}"], b: "{{ more }}"}}
"""


def test_a_placeholder_alone_is_what_the_data_hold() -> None:
    (outline,), problems = filled(CHART, months=["Jan", "Feb"], one="387.9", two=2, more=[3, None])
    assert problems == ()
    chart = outline.slides[0].chart
    assert chart is not None
    assert [text.plain for text in chart.categories] == ["Jan", "Feb"]
    values = [[point and point.value for point in series.values] for series in chart.series]
    assert values == [[387.9, 2.0], [3.0, None]]


@pytest.mark.parametrize("nothing", ["", None])
def test_a_key_is_left_out_where_the_data_have_nothing(nothing: object) -> None:
    text = 'title: t\nsubtitle: "{{ v }}"\nslides: [{statement: x, notes: "{{ v }}"}]'
    (outline,), problems = filled(text, v=nothing)
    assert problems == ()
    assert outline.subtitle is None
    assert outline.slides[0].notes is None


def test_a_key_that_must_be_there_is_missed_at_its_place() -> None:
    _, (problem,) = filled('lang: en\ntitle: "{{ v }}"\nslides: [{statement: x}]', v="")
    assert problem.code == "E202"


def test_text_is_text_though_it_looks_like_something_else() -> None:
    for value in ("true", "~", "null", "1:30", "yes"):
        (outline,), problems = filled('title: "{{ v }}"\nslides: [{statement: x}]', v=value)
        assert (outline.title.plain, problems) == (value, ())


WRONG = [
    ('title: "客户 {{ nmae }}"', "E261", 1, 15, "did you mean `name`?"),
    ('title: "{{ name }} 与 {{ name }} 与 {{ nmae }}"', "E261", 1, 38, "did you mean `name`?"),
    ("title: t\nsubtitle: |\n  第一\n  第二 {{ nmae }}", "E261", 4, 9, "did you mean `name`?"),
    ("title: \"{{ ''.__class__.__mro__ }}\"", "E262", 1, 15, "a placeholder shows data"),
    ("title: \"{{ name['__class__'] }}\"", "E262", 1, 18, "a placeholder shows data"),
    ("title: \"{{ name | attr('__class__') }}\"", "E262", 1, 25, "a placeholder shows data"),
    ('title: "{% include name %}"', "E262", 1, 9, "write the text out"),
    ('title: "{{ name"', "E260", 1, 9, "{% raw %}"),
    ('title: "{{ name | nofilter }}"', "E260", 1, 9, "{% raw %}"),
    ('title: "{{ 1 // (name | length - 1) }}"', "E263", 1, 9, "look at what"),
    ('title: "{{ name.upper }} x"', "E263", 1, 9, "look at what"),
    ('title: "{{ lists }} x"', "E263", 1, 9, "look at what"),
    ("title: {{ name }}", "E127", 1, 9, 'a placeholder stands in quotes: "{{ name }}"'),
    ("title: {{ name }} x", "E118", 1, 19, 'a placeholder stands in quotes: "{{ name }} x"'),
    ('title: t\n"{{ name }}": x', "E262", 2, 2, "a list of `{name:"),
    ("title: t\nsubtitle: \"{{ odd ~ '!' }}\"", "E106", 2, 12, "remove it"),
]


@pytest.mark.parametrize("columns", [None, ("name", "lists", "odd")], ids=["rows differ", "columns known"])
@pytest.mark.parametrize(("text", "code", "line", "col", "hint"), WRONG, ids=[w[0][:30] for w in WRONG])
def test_a_mistake_is_told_at_its_place(
    text: str, code: str, line: int, col: int, hint: str, columns: tuple[str, ...] | None
) -> None:
    slides = "\nslides: [{statement: x}]\n"
    outlines, problems = filled(text + slides, columns, name="x", lists=[1], odd="\x07")
    assert outlines == ()
    problem = next(p for p in problems if p.is_error)
    assert (problem.code, problem.span.line, problem.span.col) == (code, line, col)
    assert any(hint in each for each in problem.hints)


def test_a_name_that_may_be_missing_is_no_mistake() -> None:
    text = "title: \"{{ vip | default('no') }}{% if gold is defined %}!{% endif %}\"\nslides: [{statement: x}]"
    (outline,), problems = filled(text, ("name",), name="x")
    assert (outline.title.plain, problems) == ("no", ())


def test_braces_are_left_alone_without_rows(project: Path) -> None:
    from talkdeck import source

    Path("it.yaml").write_text('title: "{{ x }}"\nslides: [{statement: x}]', "utf-8")
    outline, _ = source.read(Path("it.yaml"))
    assert outline is not None
    assert outline.title.plain == "{{ x }}"
