"""Texts of all sorts for the property tests of `talkdeck.text`."""

from __future__ import annotations

from hypothesis import strategies as st

from talkdeck.model.page import Face, Marker, Run
from talkdeck.text.metrics import Metrics, load
from talkdeck.text.setting import Draft

METRICS: dict[Face, Metrics] = {"heading": load("sans"), "body": load("sans"), "mono": load("mono")}

_HAN = "小模型与大人工智能的一是不了在有"
_SIGNS = "，。、；：？！“”‘’（）《》「」【】…—·～％￥"
_LATIN = "aAbWgz'-–/.,:;?!()[]%$+&@#\"“”’…"
_WORDS = (
    "AI", "OpenAI", "GPT-4", "387.9 亿美元", "30 s", "7B", "100 %", "第 3 章", "2024 年", "——", "……", "C++", "don’t",
    "https://www.algmon.com/news/2024-05/a?x=1&y=2", "www.example.org", "（IDC）", "“小模型”", "卡尔·马克思",
    "👨‍👩‍👧‍👦", "❤️", "🇨🇳", "e\u0301", "한국어", "שלום", "الذكاء", "привет", "ภาษาไทย", "\u200b", "\u00a0", "\ufdd0",
    "𠮷", "W" * 90,
)  # fmt: skip

words = st.sampled_from(_WORDS) | st.text(_HAN, min_size=1, max_size=12) | st.text("abcXYZ", min_size=1, max_size=9)
texts = st.lists(words | st.sampled_from(_SIGNS + _LATIN + "   ") | st.text("0123456789", max_size=4), max_size=25).map(
    "".join
)
"""Mixed text without line ends, perhaps empty."""
wild = st.text(max_size=60)
broken = st.lists(texts | wild, max_size=4).map("\n".join)
"""Any text, with line ends."""


@st.composite
def runs(draw: st.DrawFn, text: st.SearchStrategy[str] = broken) -> tuple[Run, ...]:
    pieces = draw(st.lists(text, min_size=1, max_size=3))
    return tuple(
        Run(
            piece,
            "zh-CN",
            bold=draw(st.booleans()),
            mono=draw(st.booleans()),
            script=draw(st.sampled_from(("", "super"))),
            scale=draw(st.sampled_from((100, 80, 150))),
        )
        for piece in pieces
        if piece
    )


@st.composite
def drafts(draw: st.DrawFn, text: st.SearchStrategy[str] = broken) -> Draft:
    level = draw(st.integers(0, 2))
    return Draft(
        draw(runs(text)),
        bold=draw(st.booleans()),
        leading=draw(st.sampled_from((1100, 1300))),
        before=draw(st.sampled_from((0, 500))),
        indent=level * 1000,
        hang=draw(st.sampled_from((0, 1000))),
        level=level,
        marker=draw(st.sampled_from((None, Marker(), Marker(12), Marker(1234)))),
        scale=draw(st.sampled_from((100, 90))),
        node="n",
    )


widths = st.integers(1_000_000, 11_000_000)
sizes = st.sampled_from((1200, 1800, 2450, 6000))
