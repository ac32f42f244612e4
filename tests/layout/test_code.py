"""Program text with numbers and highlighted lines."""

from __future__ import annotations

import re

import pytest
from pygments.lexers import get_lexer_by_name

from talkdeck.layout import highlight
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


SAMPLES = {
    "python": '@wraps(f)\nasync def größe(x: int = 0x1F) -> str:\n    """A."""\n    return f"{x!r:>{10}}\\n" % b"y"\n',
    "javascript": "const a = `x ${b ?? 1n}`; /* c */ for (let i = 0; i < /[/]/g; i++) { f(i => ({...a})); } // d\n",
    "java": "@Override public <T> List<T> f(final int... n) throws E { return n == null ? 'c' : 0x1.8p1f; }\n",
    "c": "#include <stdio.h>\nint main(void) { /* x */ printf(\"%d\\n\", 0777u); return 'a' << 2; }\n",
    "html": "<!doctype html><p class=a id='b'>x &amp; y<script>let q = 1;</script><!-- z --></p>\n",
    "css": "@media (min-width: 10px) { a > b:hover::before { color: #fff; margin: -1.5em !important } }\n",
    "sql": "SELECT a, COUNT(*) FROM t WHERE b LIKE 'x%' AND c IN (1, 2.5) -- d\nGROUP BY a;\n",
    "bash": "for f in *.txt; do echo \"${f%.txt} $((1 + 2))\" | grep -v 'x' >> out 2>&1; done # e\n",
    "go": "func f(x ...int) (<-chan map[string]struct{}, error) { return nil, fmt.Errorf(`a %v`, 1i) }\n",
    "rust": "fn f<'a, T: Copy>(x: &'a [T; 3]) -> Option<u8> { let r = r#\"q\"#; match x { _ => Some(b'\\n') } }\n",
}


@pytest.mark.parametrize("lang", SAMPLES)
def test_joined_patterns_find_what_pygments_finds(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns are joined once a state was used often, or not at all; the tokens are the same."""
    theirs = list(get_lexer_by_name(lang, stripnl=False, ensurenl=False).get_tokens(SAMPLES[lang] * 3))
    for worth in (1, 7, 10_000):
        monkeypatch.setattr(highlight, "WORTH", worth)
        highlight.lexer.cache_clear()
        found = highlight.lexer(lang)
        assert found is not None
        assert list(found.get_tokens(SAMPLES[lang] * 3)) == theirs
    highlight.lexer.cache_clear()


def test_patterns_are_joined_where_they_can_be() -> None:
    assert highlight._join([re.compile("a(b)?"), re.compile("(?i)c"), re.compile("")])[1] == {1: 0, 3: 1, 4: 2}
    match, places = highlight._join([re.compile("(?P<x>a)"), re.compile("b")])
    assert places[match("b").lastindex] == 1
    for patterns in (["(a)\\1"], ["(?P<x>a)", "(?P<x>b)"], ["(a)?(?(1)b|c)"]):
        assert highlight._join([re.compile(each) for each in patterns]) == (None, {})
