"""One outline, several languages: what each edition gets, where its nodes stand, and what is refused."""

from __future__ import annotations

from textwrap import dedent

import pytest

from talkdeck.model.outline import Outline
from talkdeck.model.problems import Problem
from talkdeck.source import read_bytes

TALK = """\
lang: zh-CN
editions: [en, ja]
title: {zh-CN: 趋势, en: Trends, ja: 動向}
subtitle: Algmon
slides:
  - title:
      zh-CN: 支出
      en: Spending
      ja: 支出額
    source: {zh-CN: ~, en: IDC, ja: IDC}
    chart:
      kind: column
      unit: {zh-CN: 亿美元, en: billion US dollars, ja: 億ドル}
      given: 亿
      decimals: {zh-CN: 0, en: 1, ja: 0}
      categories: [2024, 2027]
      series:
        - {name: {zh-CN: 全球, en: World, ja: 世界}, values: [387.9, 1454.2]}
  - title: {zh-CN: 两点, en: Three points, ja: 一点}
    bullets:
      zh-CN: [甲, 乙]
      en: [a, b, c]
      ja: [ア]
"""


def read(text: str, edition: str | None = None) -> tuple[Outline | None, tuple[Problem, ...]]:
    return read_bytes(dedent(text).encode(), "talk.yaml", edition)


def edition(name: str | None = None, text: str = TALK) -> Outline:
    outline, problems = read(text, name)
    assert outline is not None, problems
    assert not problems
    return outline


def test_each_edition_has_its_own_values_and_shares_the_others() -> None:
    own, english, japanese = edition(), edition("en"), edition("ja")
    assert [talk.lang for talk in (own, english, japanese)] == ["zh-CN", "en", "ja"]
    assert [talk.title.plain for talk in (own, english, japanese)] == ["趋势", "Trends", "動向"]
    assert {talk.subtitle.plain for talk in (own, english, japanese) if talk.subtitle} == {"Algmon"}
    charts = [talk.slides[0].chart for talk in (own, english, japanese)]
    assert [c.unit.plain for c in charts if c and c.unit] == ["亿美元", "billion US dollars", "億ドル"]
    assert [c.decimals for c in charts if c] == [0, 1, 0]
    assert [c.series[0].name.plain for c in charts if c and c.series[0].name] == ["全球", "World", "世界"]
    assert len({tuple(p.value for p in c.series[0].values if p) for c in charts if c}) == 1


def test_whole_lists_may_differ_in_length() -> None:
    lengths = [len(edition(name).slides[1].bullets) for name in (None, "en", "ja")]
    assert lengths == [2, 3, 1]


def test_null_leaves_a_key_out_of_an_edition() -> None:
    assert edition().slides[0].source is None
    source = edition("en").slides[0].source
    assert source is not None
    assert source.plain == "IDC"


def test_the_own_language_by_name_is_the_same_as_without() -> None:
    assert edition("zh-CN") == edition()


def test_values_keep_their_places_in_the_file() -> None:
    lines = TALK.split("\n")
    for name, word in ((None, "支出"), ("en", "Spending"), ("ja", "支出額")):
        title = edition(name).slides[0].title
        assert title is not None
        span = title.span
        assert lines[span.line - 1][span.col - 1 : span.end_col - 1] == word


def test_aliases_stay_shared_values_of_each_edition() -> None:
    text = """\
        lang: zh-CN
        editions: [en]
        title: &t {zh-CN: 甲, en: A}
        slides:
          - {title: *t, text: {zh-CN: 乙, en: B}}
    """
    assert edition(None, text).slides[0].title == edition(None, text).title
    assert edition("en", text).slides[0].title == edition("en", text).title


def test_cells_may_be_null_in_one_edition() -> None:
    text = """\
        lang: zh-CN
        editions: [en]
        title: T
        slides:
          - title: U
            table: {rows: [[{zh-CN: 甲, en: ~}, 1]]}
    """
    table = edition("en", text).slides[0].table
    assert table is not None
    assert table.rows[0].cells[0] is None


def test_mappings_of_names_are_left_alone_without_editions() -> None:
    text = """\
        title: Languages
        slides:
          - title: Speakers
            chart: {kind: column, categories: [2020, 2024], series: {en: [1, 2], ja: [3, 4]}}
    """
    chart = edition(None, text).slides[0].chart
    assert chart is not None
    assert [series.name.plain for series in chart.series if series.name] == ["en", "ja"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: {en: A}", [("E240", 3, 9, "the value is not given in `zh-CN`")]),
        ("title: {zh-CN: 甲}", [("E240", 3, 9, "the value is not given in `en`")]),
        (
            "title: {zh-CN: 甲, en: A, fr: B}",
            [("E241", 3, 26, "`fr` stands beside languages and is none of the talk's")],
        ),
        ("title: {zh-CN: 甲, EN: A}", [("E240", 3, 9, ""), ("E241", 3, 19, "")]),
        ("title: {zh: 甲, en: A}", [("E240", 3, 9, ""), ("E241", 3, 9, "")]),
        ("title: {zh-CN: 甲, en: [A]}", [("E203", 3, 23, "`title` must be text, not a list")]),
        ("title: {zh-CN: 甲, en: 1:30}", [("E121", 3, 23, "")]),
        ("title: {zh-CN: [甲], en: [A]}", [("E203", 3, 16, ""), ("E203", 3, 25, "")]),
        ("titel: {zh-CN: 甲, en: A}", [("E201", 3, 1, "")]),
        ("title: {zh-CN: ~, en: A}", [("E202", 1, 1, "an outline needs `title`")]),
    ],
)
def test_mistakes_of_all_editions_come_out_of_each_run_once(text: str, found: list[tuple[str, int, int, str]]) -> None:
    whole = f"lang: zh-CN\neditions: [en]\n{text}\nslides:\n  - {{title: S, text: T}}\n"
    for name in (None, "en"):
        outline, problems = read(whole, name)
        assert outline is None
        assert [(p.code, p.span.line, p.span.col) for p in problems] == [place[:3] for place in found]
        assert all(fact in p.text for p, (*_, fact) in zip(problems, found, strict=True))
        assert all(p.hints for p in problems)


@pytest.mark.parametrize(
    ("head", "code", "col"),
    [
        ("editions: [en]", "E202", 1),
        ("lang: en\neditions: [en]", "E242", 12),
        ("lang: zh-CN\neditions: [en, ja, en]", "E242", 20),
        ("lang: zh-CN\neditions: [fr]", "E204", 12),
        ("lang: zh-CN\neditions: en", "E203", 11),
    ],
)
def test_the_list_of_editions_is_looked_through(head: str, code: str, col: int) -> None:
    outline, problems = read(f"{head}\ntitle: A\nslides: [{{title: B, text: C}}]\n")
    assert outline is None
    assert [(p.code, p.span.line, p.span.col) for p in problems] == [(code, head.count("\n") + 1, col)]


def test_short_forms_of_languages_are_explained() -> None:
    _, problems = read("lang: zh-CN\neditions: [en]\ntitle: {zh: 甲, en: A}\nslides: [{title: B, text: C}]\n")
    assert "did you mean `zh-CN`?" in [hint for p in problems for hint in p.hints]


def test_languages_without_editions_are_explained() -> None:
    _, problems = read("title: {zh-CN: 甲, en: A}\nslides: [{title: B, text: C}]\n")
    assert [p.code for p in problems] == ["E203"]
    assert any("editions" in hint for hint in problems[0].hints)


def test_an_edition_that_is_not_there_is_a_problem() -> None:
    outline, problems = read(TALK, "en-GB")
    assert outline is None
    assert [p.code for p in problems] == ["E243"]
