"""Language tags by script, and the space between Han and Latin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkdeck.model.text import Run
from talkdeck.text.script import has_han, runs_by_script, space_scripts
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


@pytest.mark.parametrize(
    ("tight", "spaced"),
    [
        ("2024年AI大模型", "2024 年 AI 大模型"),
        ("100%的C++语言和C#", "100% 的 C++ 语言和 C#"),
        ("60+国家联系@wei排名#1", "60+ 国家联系 @wei 排名 #1"),
        ("AI+教育，（AI）“AI”", "AI+教育，（AI）“AI”"),
        ("约$5或+5%", "约 $5 或 +5%"),
        ("见https://zh.wikipedia.org/wiki/人工智能AI", "见 https://zh.wikipedia.org/wiki/人工智能AI"),
        ("用 AI 好", "用 AI 好"),
    ],
)
def test_spacing(tight: str, spaced: str) -> None:
    assert "".join(run.text for run in space_scripts((Run(tight),))) == spaced


def test_spacing_across_runs_stays_out_of_code_and_links() -> None:
    runs = (
        Run("用"),
        Run("pip", code=True),
        Run("装"),
        Run("AI", link="x"),
        Run("模型", bold=True),
        Run("a中", code=True),
    )
    assert [run.text for run in space_scripts(runs)] == ["用 ", "pip", " 装 ", "AI", " 模型 ", "a中"]


@given(st.lists(st.tuples(broken.filter(bool), st.booleans(), st.booleans()), min_size=1, max_size=4))
def test_spacing_twice_changes_nothing_and_loses_nothing(parts: list[tuple[str, bool, bool]]) -> None:
    runs = tuple(Run(text, code=code, link="x" if link else None) for text, code, link in parts)
    once = space_scripts(runs)
    assert space_scripts(once) == once
    assert [run.text.replace(" ", "") for run in once] == [run.text.replace(" ", "") for run in runs]
    assert [run.text for run in once if run.code] == [run.text for run in runs if run.code]
