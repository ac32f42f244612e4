"""Inline markup, above all where Chinese and CommonMark disagree."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkdeck.model.problems import NOWHERE, Problem
from talkdeck.model.text import Run, Text
from talkdeck.source import markup
from talkdeck.source.markup import parse_inline


def drawn(text: Text) -> str:
    """Runs in a notation of their own: formatting in front, text between bars."""
    parts = []
    for run in text.runs:
        marks = "".join(
            sign for sign, on in zip("bics", (run.bold, run.italic, run.code, run.strike), strict=True) if on
        )
        marks += {"super": "^", "sub": "_", "": ""}[run.script]
        marks += f"<{run.link}>" if run.link else ""
        parts.append(f"{marks}|{run.text}|")
    return " ".join(parts)


CASES = [
    # CommonMark as everybody knows it
    ("plain", "|plain|"),
    ("**bold** and *emphasis*", "b|bold| | and | i|emphasis|"),
    ("_emphasis_ and __bold__", "i|emphasis| | and | b|bold|"),
    ("***both***", "bi|both|"),
    ("**bold *both* bold**", "b|bold | bi|both| b| bold|"),
    ("`a*b*c`", "c|a*b*c|"),
    ("``a`b``", "c|a`b|"),
    ("~~gone~~", "s|gone|"),
    ("\\*not\\*", "|*not*|"),
    ("snake_case_name", "|snake_case_name|"),
    ("2 * 3 * 4", "|2 * 3 * 4|"),
    ("unbalanced **bold", "|unbalanced **bold|"),
    ("****", "|****|"),
    ("p<a and b>c", "|p<a and b>c|"),
    ("a &amp; b", "|a &amp; b|"),
    # emphasis beside Chinese
    ("**标题：**内容", "b|标题：| |内容|"),
    ("**“引用”**后", "b|“引用”| |后|"),
    ("*重点*内容", "i|重点| |内容|"),
    ("前**“引用”**后", "|前| b|“引用”| |后|"),
    ("前**（注）**后", "|前| b|（注）| |后|"),
    ("前**(注)**后", "|前| b|(注)| |后|"),
    ("增长**35%**，", "|增长| b|35%| |，|"),
    ("增长了**35%**的", "|增长了| b|35%| |的|"),
    ("这是**“重点”，**后面", "|这是| b|“重点”，| |后面|"),
    ("**「重点」**是", "b|「重点」| |是|"),
    ("**《书名》**说", "b|《书名》| |说|"),
    ("*“斜体”*后", "i|“斜体”| |后|"),
    ("***粗斜。***的", "bi|粗斜。| |的|"),
    ("~~删除。~~后", "s|删除。| |后|"),
    ("图**1**和**2**", "|图| b|1| |和| b|2|"),
    ("**“quoted”**after", "b|“quoted”| |after|"),
    ("**[词](https://a.cn)**：后", "b<https://a.cn>|词| |：后|"),
    ("**𠮷。**内", "b|𠮷。| |内|"),
    ("**ひらがな。**カタカナ", "b|ひらがな。| |カタカナ|"),
    # numbers
    ("5*3*2", "|5*3*2|"),
    ("512*512*3", "|512*512*3|"),
    ("3~5 元，8~9 元", "|3~5 元，8~9 元|"),
    ("10~20~30", "|10~20~30|"),
    ("周一~周五，周六~周日", "|周一~周五，周六~周日|"),
    ("2^10 和 2^20", "|2^10 和 2^20|"),
    # raised and lowered
    ("x^2^", "|x| ^|2|"),
    ("H~2~O", "|H| _|2| |O|"),
    ("10^8^ 元", "|10| ^|8| | 元|"),
    ("CO~2~ 与 m^2^", "|CO| _|2| | 与 m| ^|2|"),
    ("引文^[1]^。", "|引文| ^|[1]| |。|"),
    ("^2^", "|^2^|"),
    ("a ~b~", "|a ~b~|"),
    # links
    ("[a](https://a.b)", "<https://a.b>|a|"),
    ("[**a** b](https://a.b)", "b<https://a.b>|a| <https://a.b>| b|"),
    ("<https://a.b/c>", "<https://a.b/c>|https://a.b/c|"),
    ("[](https://a.b)", "<https://a.b>|https://a.b|"),
    ("[mail](mailto:a@b.c)", "<mailto:a@b.c>|mail|"),
    ("见[文档](https://a.b/文)。", "|见| <https://a.b/%E6%96%87>|文档| |。|"),
    ("a[1] and (b)", "|a[1] and (b)|"),
    # lines
    ("中\n文", "|中文|"),
    ("a\nb", "|a b|"),
    ("中\nb", "|中 b|"),
    ("，\n中", "|，中|"),
    ("“中”\n文", "|“中”文|"),
    ("“a”\nb", "|“a” b|"),
    ("a  \nb", "|a\nb|"),
    ("a\\\nb", "|a\nb|"),
    ("中  \n文\n字", "|中\n文字|"),
    ("  padded \n", "|padded|"),
    ("a\n\n\nb", "|a b|"),
]


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[source for source, _ in CASES])
def test_markup(source: str, expected: str) -> None:
    problems: list[Problem] = []
    assert drawn(parse_inline(source, problems=problems)) == expected
    assert problems == []


@pytest.mark.parametrize(
    ("source", "code", "plain"),
    [
        ("[a](javascript:alert)", "E207", "a"),
        ("[a](data:text/html,x)", "E207", "a"),
        ("[a](file:///etc/passwd)", "E207", "a"),
        ("[a](page.html)", "E207", "a"),
        ("[a](https://)", "E207", "a"),
        ("a<br>b", "W221", "a<br>b"),
        ("a <b>b</b>", "W221", "a <b>b</b>"),
        ("see ![alt](https://a.b/c.png)", "E222", "see !alt"),
    ],
)
def test_what_is_refused_is_told(source: str, code: str, plain: str) -> None:
    problems: list[Problem] = []
    text = parse_inline(source, problems=problems)
    assert [p.code for p in problems] == [code]
    assert text.plain == plain
    assert not any(run.link and not run.link.startswith("https://a.b") for run in text.runs)


BITS = st.lists(
    st.sampled_from(["**", "*", "_", "~~", "~", "^", "`", "[", "](https://a.b)", "\\", "\n", "  \n", " ", "<", ">"])
    | st.text("ab1中文，。“”（）%😀", max_size=4),
    max_size=14,
).map("".join)


@settings(deadline=None)
@given(BITS | st.text())
def test_any_text_makes_good_runs(source: str) -> None:
    text = parse_inline(source, problems=[])
    assert text.runs
    assert all(run.text for run in text.runs)
    for a, b in zip(text.runs, text.runs[1:], strict=False):
        assert (a.bold, a.italic, a.code, a.strike, a.script, a.link) != (
            b.bold,
            b.italic,
            b.code,
            b.strike,
            b.script,
            b.link,
        )


@settings(deadline=None)
@given(BITS)
def test_no_letter_is_lost_or_moved(source: str) -> None:
    letters = re.compile(r"[a1中文，。“”（）%😀]")
    shown = source.replace("](https://a.b)", "")
    assert letters.findall(parse_inline(source, problems=[]).plain.replace("https://a.b", "")) == letters.findall(shown)


@settings(deadline=None)
@given(st.lists(st.text("ab中：。 \n", max_size=5), max_size=7).map("**".join))
def test_the_shortcut_for_bold_agrees_with_the_parser(source: str) -> None:
    flowed = markup._flow(source.strip())
    if runs := markup._only_bold(flowed):
        assert runs == markup._parse(flowed, NOWHERE, None)


CLEAR = st.sampled_from(
    [
        "**粗体**",
        "**bold 5**",
        "`run --top 4`",
        "[词](https://a.b.org/4)",
        "[a b](http://x.org)",
        "\\\n",
        "中文，",
        "5",
        "²",
        " ",
    ]
)


@settings(deadline=None)
@given(st.lists(CLEAR | BITS | st.sampled_from(["*", "`", "\\", "_", "!", "(", "]"]), max_size=6).map("".join))
def test_the_shortcut_for_clear_markup_agrees_with_the_parser(source: str) -> None:
    flowed = markup._flow(source.strip())
    if runs := markup._clear(flowed):
        problems: list[Problem] = []
        assert runs == markup._parse(flowed, NOWHERE, problems)
        assert not problems


def test_clear_markup_takes_the_shortcut() -> None:
    assert len(markup._clear("**粗体 5** `run --top 4` [example.org/4](https://example.org/4)\\\n末行")) == 6


def test_a_link_beside_its_like_is_one_link() -> None:
    assert parse_inline("[a](https://a.b)[*b*](https://a.b)[b](https://a.b)").plain == "abb"
    assert parse_inline("[a](https://a.b)[b](https://a.b)").runs == (Run("ab", link="https://a.b"),)


def test_text_without_markup_is_one_run() -> None:
    assert parse_inline("1.5 亿元（2024）_").runs == (Run("1.5 亿元（2024）_"),)
