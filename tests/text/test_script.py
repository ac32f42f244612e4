"""Language tags by script, and the space between Han and Latin."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkdeck.model.page import Run
from talkdeck.text.script import borders, has_han, runs_by_script
from talkdeck.text.spacing import FOREIGN, TRACK, allowance, tracked
from tests.text.strategies import broken


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("人工智能 AI，2024 年", "zh-CN", [("人工智能 ", "zh-CN"), ("AI", "en-US"), ("，2024 年", "zh-CN")]),
        ("2024 年", "zh-TW", [("2024 年", "zh-TW")]),
        ("Plain English, 100 %.", "zh-CN", [("Plain English, 100 %.", "en-US")]),
        ("Plain", "en-GB", [("Plain", "en-GB")]),
        ("42", "zh-CN", [("42", "zh-CN")]),
        ("かな漢字", "ja-JP", [("かな漢字", "ja-JP")]),
        ("한국어 привет Ελλάδα", "zh-CN", [("한국어 ", "ko-KR"), ("привет ", "ru-RU"), ("Ελλάδα", "el-GR")]),
        ("שלום الذكاء", "zh-CN", [("שלום ", "he-IL"), ("الذكاء", "ar-SA")]),
        ("", "zh-CN", []),
    ],
)
def test_tags(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert runs_by_script(text, lang) == expected


@given(broken, st.sampled_from(("zh-CN", "ja-JP", "en-GB", "")))
def test_pieces_add_up(text: str, lang: str) -> None:
    found = runs_by_script(text, lang)
    assert "".join(piece for piece, _ in found) == text
    assert all(piece and tag for piece, tag in found)


def test_has_han() -> None:
    assert has_han("a 中")
    assert has_han("カナ")
    assert not has_han("“AI”, —")


SPACED = [
    "2024 年 AI 大模型",
    "100% 的 C++ 语言和 C#",
    "60+ 国家联系 @wei 排名 #1",
    "AI+教育，（AI）“AI”",
    "约 $5 或 +5%",
    "见 https://zh.wikipedia.org/wiki/人工智能AI",
]


@pytest.mark.parametrize("spaced", SPACED)
def test_borders_are_where_a_typesetter_leaves_space(spaced: str) -> None:
    tight = spaced.replace(" ", "")
    cuts = [0, *borders(tight), len(tight)]
    assert " ".join(tight[a:b] for a, b in pairwise(cuts)) == spaced
    assert borders("用 AI 好") == []


def test_tracking_stays_out_of_code_and_keeps_the_text() -> None:
    zh, en = "zh-CN", "en-US"
    runs = (
        Run("用", zh),
        Run("pip", en, mono=True),
        Run("装好", zh),
        Run("AI", en, link="x"),
        Run("模型", zh, bold=True),
    )
    made = tracked(runs)
    assert [(run.text, run.track) for run in made] == [
        ("用", 0),
        ("pip", 0),
        ("装", 0),
        ("好", TRACK),
        ("A", 0),
        ("I", TRACK),
        ("模型", 0),
    ]
    assert made[4].link == made[5].link == "x"


@given(st.lists(st.tuples(broken.filter(bool), st.booleans(), st.booleans()), min_size=1, max_size=4))
def test_tracking_loses_nothing(parts: list[tuple[str, bool, bool]]) -> None:
    runs = tuple(Run(text, "zh-CN", mono=mono, link="x" if link else None) for text, mono, link in parts)
    made = tracked(runs)
    assert "".join(run.text for run in made) == "".join(run.text for run in runs)
    assert all(run.text for run in made)
    assert all(len(run.text) == 1 and not run.mono for run in made if run.track)
    for kind in (True, False):
        assert "".join(r.text for r in made if r.mono is kind) == "".join(r.text for r in runs if r.mono is kind)


def test_the_measure_allows_for_what_libreoffice_adds_at_each_change_of_script() -> None:
    assert allowance("中AB中") == [(0, FOREIGN + TRACK), (2, FOREIGN + TRACK)]
    assert allowance("AB，中 3") == [(1, FOREIGN), (3, FOREIGN)]
    assert allowance("plain") == allowance("中文，中文") == []
