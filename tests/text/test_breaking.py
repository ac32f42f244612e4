"""Line breaks: kinsoku, units, URLs, and never more of them than UAX #14 has (but beside quotation marks)."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries  # type: ignore[import-untyped]

from talkdeck.text.breaking import break_opportunities, grapheme_ends
from tests.text.strategies import broken, texts, wild


def pieces(text: str) -> list[str]:
    cuts = [0, *break_opportunities(text), len(text)]
    return [text[a:b] for a, b in pairwise(cuts)]


@pytest.mark.parametrize(
    "expected",
    [
        "他|说|“人|工|智|能”，|真|好！|AI|（人|工|智|能）|的|未|来——|很|近……|是|吗？",
        "全|球|支|出 |387.9 亿美元，|增|长 |100 %，30 s |内 |7B |模|型 |5G，第 3 章 |2024 年|底",
        "1,454.2 亿美元|与 |1454.2亿|和 |60 GB |或 |3 倍|多",
        "见 |https://www.algmon.com/news/2024/a-b?x=1&y=2。|好",
        "don't |stop, |“hello |world” |(really) |- |ok |-foo |3.5-7 |C++ |语|言 |100%|的 |A/B",
        "家|👨‍👩‍👧‍👦|和|❤️|朋|友|🇨🇳|🇺🇸 |e\u0301 |x",
        "卡|尔·|马|克|思 |《引|用》|（甲）|（乙）|“丙”|“丁”",
        "￥500 |价|￥500 |多",
        "参|数、INT4 |量|化。iP|用|（甲）A》9！|X：|Y",
        "カー|ド|ちょっ|とー",
        "안녕하세요 |여러분",
        "a\u00a0b |c\u200b|d",
    ],
)
def test_breaks(expected: str) -> None:
    assert "|".join(pieces(expected.replace("|", ""))) == expected


def test_line_ends_break() -> None:
    assert pieces("a\n\n b\n") == ["a\n", "\n", " ", "b\n"]


NEVER_FIRST = "，。、；：？！）」』》】〕”’…—％,.;:?!)]}%ぁぃっゃゅょー·"
NEVER_LAST = "（「『《【〔“‘￥$([{"


@given(texts)
def test_kinsoku(text: str) -> None:
    for cut in break_opportunities(text):
        assert text[cut] not in NEVER_FIRST or text[cut - 1] in " \u200b", (text[:cut], text[cut:])
        assert text[cut - 1] not in NEVER_LAST, (text[:cut], text[cut:])


@given(broken)
def test_offsets_ascend_inside_the_text(text: str) -> None:
    cuts = break_opportunities(text)
    assert cuts == sorted(set(cuts))
    assert all(0 < cut < len(text) for cut in cuts)
    assert {match.end() for match in re.finditer("\n", text)} - {len(text)} <= set(cuts)


@given(broken)
def test_breaks_stand_between_graphemes(text: str) -> None:
    """Save beside blanks and joiners that stand alone, which no renderer draws."""
    ends = set(grapheme_ends(text)) if text else set()
    assert not text or max(ends) == len(text)
    for cut in break_opportunities(text):
        assert cut in ends


@given(wild | st.text("小，“”A9 .%-(）—…", max_size=30))
@example("")
def test_number_is_never_parted_from_its_unit(text: str) -> None:
    whole = f"{text}约 387.9 亿美元{text}"
    at = whole.index("387.9 亿美元", len(text))
    assert not any(at < cut < at + len("387.9 亿美元") for cut in break_opportunities(whole))


@given(
    st.lists(st.text("小模型AIx3", min_size=1, max_size=6) | st.sampled_from("，。：！（） .,%-"), max_size=20).map(
        "".join
    )
)
@example("GPT-4 will (perhaps) meet 3.5-turbo: 100% of 2,048 tokens! 真的？（是的）。")
@example("从 2024 年到 2027 年，全球支出从 387.9 亿增至 1,454.2 亿美元（IDC, 2024-04）。")
def test_only_breaks_that_uax14_has(text: str) -> None:
    assert set(break_opportunities(text)) <= set(line_break_boundaries(text))
