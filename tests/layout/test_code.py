"""Program text with numbers and highlighted lines."""

from __future__ import annotations

import pytest

from talkdeck.model.page import Page, ShapeBox, TextBox
from talkdeck.model.units import EMU_PER_CPT
from tests.layout.made import LOOKS, Made, Shape, plain, slides, texts, unsound


def code(lines: int, more: str = "", text: str = "x = {}  # 第 {} 行") -> str:
    body = "".join(f"      {text.replace('{}', str(n))}\n" for n in range(lines))
    return f"- title: 标题\n  code:\n    lang: python\n{more}    text: |\n{body}"


def bands(page: Page) -> list[ShapeBox]:
    return [box for box in page.boxes if isinstance(box, ShapeBox) and box.opacity < 100_000]


def numbers(made: Made) -> list[str]:
    return [line.strip() for page in made.pages for line in plain(texts(page, "line-number")[0]).split("\n")]


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_numbers_go_on_over_slides(brand: str, shape: Shape) -> None:
    made = slides(code(40, "    numbers: true\n    first: 95\n"), brand, shape)
    assert unsound(made) == []
    assert len(made.pages) > 2
    assert numbers(made) == [str(n) for n in range(95, 135)]
    for page in made.pages:
        (box,), (beside,) = texts(page, "code"), texts(page, "line-number")
        assert len(box.paragraphs) == len(beside.paragraphs)
        assert beside.frame.right <= box.frame.x
        assert beside.region is None
        assert {p.colour for p in beside.paragraphs} == {"code-comment"}
        assert "95" not in plain(box).split()


def test_nothing_changes_without_them() -> None:
    made = slides(code(3))
    assert [type(box).__name__ for box in made.pages[0].boxes if isinstance(box, ShapeBox)] == []
    (box,) = texts(made.pages[0], "code")
    assert box.fill == "code-panel"
    assert box.frame == made.brand.layouts["code"].region("body").frame


def test_bands_stand_behind_their_lines() -> None:
    made = slides(code(8, "    highlight: [2, 4-6]\n"))
    (page,) = made.pages
    (box,) = texts(page, "code")
    pitch = -(-box.paragraphs[0].size * EMU_PER_CPT * box.paragraphs[0].leading // 1000)
    top = box.frame.y + box.inset[1]
    assert [(band.frame.y, band.frame.h) for band in bands(page)] == [
        (top + pitch, pitch),
        (top + 3 * pitch, 3 * pitch),
    ]
    order = [
        box for box in page.boxes if isinstance(box, ShapeBox) or (isinstance(box, TextBox) and box.role == "code")
    ]
    assert isinstance(order[0], ShapeBox)
    assert order[0].fill == "code-panel"
    assert isinstance(order[-1], TextBox)
    assert order[-1].fill is None


def test_highlights_count_from_the_first_number_and_cross_slides() -> None:
    made = slides(code(40, "    first: 100\n    highlight: [100-139]\n"))
    assert len(made.pages) > 2
    for page in made.pages:
        (box,) = texts(page, "code")
        (band,) = bands(page)
        assert band.frame.h == box.height - box.inset[1] - box.inset[3]


def test_a_line_too_long_keeps_its_number() -> None:
    long = "value = compute(" + ", ".join(f"argument_{n}={n}" for n in range(12)) + ")"
    made = slides(code(3, "    numbers: true\n    highlight: ['1']\n", long))
    assert unsound(made) == []
    (box,), (beside,) = texts(made.pages[0], "code"), texts(made.pages[0], "line-number")
    lines = [len(p.lines) for p in box.paragraphs]
    assert min(lines) > 1
    assert [len(p.lines) for p in beside.paragraphs] == lines
    assert [p.plain.count("\n") + 1 for p in beside.paragraphs] == lines
    assert [p.plain.count("\n") + 1 for p in box.paragraphs] == lines, "broken where they are predicted to wrap"
    assert plain(box).replace("\n", "") == long * 3


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_in_a_column(brand: str, shape: Shape) -> None:
    made = slides(
        "- title: 标题\n  columns:\n    - code: {numbers: true, highlight: ['2'], text: \"a = 1\\nb = 2\\nc = 3\"}\n"
        "    - text: 旁边的话\n",
        brand,
        shape,
    )
    assert unsound(made) == []
    assert numbers(made) == ["1", "2", "3"]
    assert len(bands(made.pages[0])) == 1
