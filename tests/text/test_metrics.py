"""The tables against the fonts they stand for."""

from __future__ import annotations

import subprocess

import pytest
from PIL import ImageFont

from talkdeck.text.metrics import NAMES, load

FONTS = {
    ("sans", False): "Liberation Sans",
    ("sans", True): "Liberation Sans:bold",
    ("humanist", False): "Carlito",
    ("humanist", True): "Carlito:bold",
    ("book", False): "Caladea",
    ("mono", False): "DejaVu Sans Mono",
    ("mono", True): "Liberation Mono:bold",
}
LATIN = "Global spending on generative AI will nearly quadruple: 387.9 to 1,454.2 (2024–2027) — “don’t stop”, 100 %!"
HAN = "人工智能行业发展趋势：小模型与大模型，“端云结合”……——（第三部分）【甲】《乙》？！"


def drawn_width(font: str, text: str) -> float:
    """Advance of a text in thousandths of an em as FreeType and HarfBuzz draw it; fails where the font is missing."""
    found = subprocess.run(
        ["fc-match", "-f", "%{family}\t%{file}\t%{index}", font], capture_output=True, text=True, check=True
    ).stdout.split("\t")
    assert found[0].split(",")[0] == font.split(":")[0], f"{font} is not installed (see make test)"
    return ImageFont.truetype(found[1], 1000, index=int(found[2]), layout_engine=ImageFont.Layout.BASIC).getlength(text)


@pytest.mark.parametrize(("name", "bold"), FONTS)
def test_envelope_holds_latin(name: str, bold: bool) -> None:
    width = load(name).width(LATIN, bold)
    real = drawn_width(FONTS[name, bold], LATIN)
    assert real <= width <= 1.02 * real


@pytest.mark.parametrize("bold", [False, True])
def test_envelope_holds_han(bold: bool) -> None:
    for text in (HAN, HAN.replace("智", "𠮷"), "カタカナとひらがな、한국어"):
        width = load("sans").width(text, bold)
        real = drawn_width("Noto Sans CJK SC" + ":bold" * bold, text)
        assert real <= width <= 1.1 * real


def test_quotes_are_wide_only_beside_han() -> None:
    sans = load("sans")
    assert sans.width("“”") < 700
    assert sans.width("“中”") == 3000


@pytest.mark.parametrize("name", NAMES)
def test_every_style_measures_every_character(name: str) -> None:
    table = load(name)
    assert table.width("") == 0
    assert table.width("中文") == 2000
    assert table.width("e\u0301") == table.width("e")
    assert table.width("🚀") >= 1370
    assert all(0 <= table.width(chr(code)) <= 1500 for code in range(0x20, 0x30000, 7) if not 0xD800 <= code < 0xE000)


def test_unknown_style_is_refused() -> None:
    with pytest.raises(KeyError):
        load("comic")
