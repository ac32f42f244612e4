"""Formulas on pages: one size for all, inside their frames, words close by; recordings with poster and caption."""

from __future__ import annotations

import pytest

from talkdeck.model.page import MathBox, Page, PictureBox, ShapeBox
from talkdeck.model.units import EMU_PER_CPT
from tests.layout.made import LOOKS, Shape, slides, texts, wrong

ONE = r"""
- title: 注意力
  math:
    - latex: \operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V
      text: 查询与键的相似度
"""


def formulas(page: Page) -> list[MathBox]:
    return [box for box in page.boxes if isinstance(box, MathBox)]


def made(count: int) -> str:
    entries = "".join(f"\n    - {{latex: 'x_{n}=\\frac{{a}}{{b}}', text: 第{n}个}}" for n in range(count))
    return f"- title: 公式\n  math:{entries}"


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_formulas_share_a_size_and_stay_inside(brand: str, shape: Shape, count: int) -> None:
    result = slides(made(count), brand, shape)
    (page,) = result.pages
    boxes = formulas(page)
    assert len(boxes) == count
    assert len({box.size for box in boxes}) == 1
    for n, box in enumerate(boxes, start=1):
        region = result.brand.layouts[f"math{count}"].region(f"formula{n}")
        assert box.width <= box.frame.w
        assert box.height <= box.frame.h + EMU_PER_CPT
        assert region.frame.y <= box.frame.y
        assert box.frame.bottom <= region.frame.bottom
    words = texts(page, "caption")
    assert [text.paragraphs[0].plain for text in words] == [f"第{n}个" for n in range(count)]
    assert [text.group for text in words] == [box.group for box in boxes]
    for text, box in zip(words, boxes, strict=True):
        assert text.frame.y >= box.frame.bottom or text.frame.x >= box.frame.right


def test_a_formula_has_all_that_the_writers_need() -> None:
    (box,) = formulas(slides(ONE).pages[0])
    assert box.latex.startswith(r"\operatorname")
    assert box.mathml.startswith("<math xmlns=")
    assert box.alt == "softmax(QKᵀ/(√dₖ))V"
    assert "".join(p.plain for p in box.line) == "softmax(QK⊤/√dk)V"
    assert {run.script for p in box.line for run in p.runs} == {"", "super", "sub"}


def test_a_formula_alone_takes_the_largest_size() -> None:
    (box,) = formulas(slides("- title: 能量\n  math: E=mc^2").pages[0])
    assert box.size == 4800


def test_a_formula_too_long_is_an_error_at_its_line() -> None:
    long = "+".join(f"x_{{{n}}}" for n in range(60))
    result = wrong(f"- title: 长\n  math:\n    - a\n    - '{long}'")
    (problem,) = result.problems
    assert problem.code == "E501"
    assert problem.span.line == 6


def test_formulas_in_a_column() -> None:
    text = (
        "- title: 两栏\n  columns:\n    - bullets: [甲]\n    - math: [{latex: a=b, text: 一}, {latex: c=d, text: 二}]"
    )
    page = slides(text).pages[0]
    boxes = formulas(page)
    assert all(box.region is None for box in boxes)
    assert boxes[0].frame.bottom <= boxes[1].frame.y
    assert all(box.region is None for box in texts(page, "caption"))


def test_an_address_becomes_a_link_on_its_poster() -> None:
    text = "- title: 录像\n  video: {src: 'https://example.com/a.mp4', caption: 全程}"
    (page,) = slides(text).pages
    (poster,) = [box for box in page.boxes if isinstance(box, PictureBox)]
    assert poster.link == "https://example.com/a.mp4"
    signs = [box for box in page.boxes if isinstance(box, ShapeBox)]
    assert [sign.link for sign in signs] == [poster.link, poster.link]
    (caption,) = texts(page, "caption")
    assert [p.plain for p in caption.paragraphs] == ["全程", "example.com/a.mp4"]
    assert caption.paragraphs[1].runs[0].link == poster.link
