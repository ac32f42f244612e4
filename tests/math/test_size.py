"""The estimated room of formulas against what Chromium takes for them with the widest face that we know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talkdeck.math.latex import parse
from talkdeck.math.size import extent
from talkdeck.math.tree import mathml
from tests.math.formulas import FORMULAS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STYLE = """*{margin:0} math{font:40px DejaVu Math TeX Gyre,math;line-height:1.2} div{display:inline-block;margin:40px}
.aligned mtd{padding-inline:0} mtext{font-family:Noto Sans CJK SC}"""


def test_formulas_need_no_more_room_than_is_estimated(chromium: Browser) -> None:
    drawn = "".join(f"<p><div>{mathml(parse(latex), latex)}</div></p>" for latex in FORMULAS)
    page = chromium.new_page()
    page.set_content(f"<!DOCTYPE html><meta charset=utf-8><style>{STYLE}</style>{drawn}")
    ask = (
        "[...document.querySelectorAll('math')].map(m => m.getBoundingClientRect()).map(b => [b.width/40, b.height/40])"
    )
    found = page.evaluate(ask)
    page.close()
    assert len(found) == len(FORMULAS)
    for latex, (width, height) in zip(FORMULAS, found, strict=True):
        room = extent(parse(latex))
        assert width <= room.width * 1.005, latex
        assert height <= room.tall * 1.005, latex
        assert room.width <= 1.5 * width, f"far too generous: {latex}"


def test_what_is_added_makes_a_formula_larger() -> None:
    for small, large in (("x", "x^2"), ("x", "xy"), ("x", r"\frac{x}{y}"), ("x", r"\sqrt{x}"), ("x", r"\hat x")):
        a, b = extent(parse(small)), extent(parse(large))
        assert b.width >= a.width
        assert b.tall >= a.tall
        assert b != a
