"""LaTeX read strictly: every mistake at its character, every formula as elements that browsers know."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkdeck.math.latex import LatexError, parse
from talkdeck.math.symbols import styled
from talkdeck.math.tree import Node, linear, mathml, pieces
from tests.math.formulas import FORMULAS

CORE = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder",
    "mover", "munderover", "mtable", "mtr", "mtd", "mstyle",
}  # fmt: skip
ARITY = {
    "mfrac": 2,
    "msqrt": 1,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "munder": 2,
    "mover": 2,
    "munderover": 3,
}


def elements(latex: str) -> ElementTree.Element:
    return ElementTree.fromstring(mathml(parse(latex), latex))


def tag(element: ElementTree.Element) -> str:
    return element.tag.partition("}")[2]


@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_become_elements_that_browsers_know(latex: str) -> None:
    root = elements(latex)
    assert root.get("alttext") == latex
    assert root.get("display") == "block"
    for element in root.iter():
        assert tag(element) in CORE
        assert len(element) == ARITY.get(tag(element), len(element))
        assert not (element.text and len(element)), "text or elements, not both"
        assert "style" not in element.attrib, "the content security policy allows no style attributes"


@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_read_as_a_line(latex: str) -> None:
    line = linear(parse(latex))
    assert line
    assert "\\" not in line
    assert "".join(piece.text for piece in pieces(parse(latex))).strip()


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        ("E=mc^2", "E = mc²"),
        (r"\frac{QK^\top}{\sqrt{d_k}}", "QKᵀ/(√dₖ)"),
        (r"x_{t-1}", "xₜ₋₁"),
        (r"-x+\alpha", "−x + α"),
        (r"\sin\theta", "sin θ"),
        (r"\text{训练 集}\leq 3", "训练 集 ≤ 3"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a, b; c, d)"),
        (r"\hat y", "y\u0302"),
        (r"\mathbb{R}^n", "ℝⁿ"),
        (r"90\%", "90%"),
        (r"a \not= b", "a ≠ b"),
        (r"f'(x)", "f′(x)"),
    ],
)
def test_a_line_as_a_person_would_write_it(latex: str, line: str) -> None:
    assert linear(parse(latex)) == line


def test_a_line_of_text_raises_and_lowers() -> None:
    assert [(p.text, p.italic, p.script) for p in pieces(parse("x_i^2=3"))] == [
        ("x", True, ""),
        ("i", True, "sub"),
        ("2", False, "super"),
        (" = 3", False, ""),
    ]


@pytest.mark.parametrize(
    ("latex", "code", "at", "fact"),
    [
        ("", "E250", 0, "empty"),
        ("{a", "E250", 0, "brace is not closed"),
        ("a}", "E250", 1, "closes nothing"),
        (r"\frac{a}", "E250", 7, "needs a denominator"),
        (r"a+\frac", "E250", 6, "needs a numerator"),
        ("x^", "E250", 1, "needs an exponent"),
        ("x_", "E250", 1, "needs an index"),
        ("x^2^3", "E250", 3, "second exponent"),
        ("x_a_b", "E250", 3, "second index"),
        (r"\sqrt", "E250", 4, "root of"),
        (r"\sqrt[3", "E250", 5, "bracket is not closed"),
        (r"\left( a", "E250", 0, "without its `\\right`"),
        (r"a \right)", "E250", 2, "without its `\\left`"),
        (r"\left a \right)", "E250", 6, "needs a bracket"),
        (r"\begin{pmatrix} a", "E250", 0, "is not ended"),
        (r"\begin{cases}a\end{pmatrix}", "E250", 19, "is ended as"),
        (r"\end{cases}", "E250", 0, "without its `\\begin`"),
        (r"\begin{equation}a\end{equation}", "E250", 7, "is not needed"),
        (r"\begin{array}{lxr}a\end{array}", "E250", 14, "columns are"),
        ("a & b", "E250", 2, "outside of rows"),
        (r"a \\ b", "E250", 2, "outside of rows"),
        (r"\text{a", "E250", 5, "brace is not closed"),
        (r"\text a", "E250", 6, "words in braces"),
        (r"\operatorname{}", "E250", 0, "needs a name"),
        ("a \\", "E250", 2, "backslash"),
        (r"x + \foo", "E251", 4, "`\\foo` is not known"),
        (r"\color{red}x", "E251", 0, "not known"),
        (r"\begin{foo}", "E251", 7, "`foo` is not known"),
        ("50%", "E252", 2, "begins a comment"),
        ("$x$", "E252", 0, "cannot stand"),
        (r"\text{\alpha}", "E252", 6, "inside of words"),
        (r"\text{5%}", "E252", 7, "cannot stand in words"),
        ("{" * 60 + "x" + "}" * 60, "E250", 40, "nested"),
    ],
)
def test_mistakes_are_found_at_their_character(latex: str, code: str, at: int, fact: str) -> None:
    with pytest.raises(LatexError) as caught:
        parse(latex)
    error = caught.value
    assert (error.code, error.at) == (code, at)
    assert fact in error.fact
    assert error.hint
    assert error.length >= 1


@pytest.mark.parametrize(
    ("latex", "hint"),
    [(r"\alhpa", r"\alpha"), (r"\begin{pmatirx}x\end{pmatirx}", "pmatrix"), ("$x$", "without dollar"), ("5%", r"\%")],
)
def test_hints_say_what_is_meant(latex: str, hint: str) -> None:
    with pytest.raises(LatexError) as caught:
        parse(latex)
    assert hint in caught.value.hint


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                *"ab12{}^_&'|()[]%$ ",
                "\\\\",
                "\\frac",
                "\\left",
                "\\right",
                "\\text",
                "\\begin{cases}",
                "\\end{cases}",
                "\\sum",
                "\\sqrt",
                "\\hat",
                "\\quad",
                "中",
                "\\mathbf",
                "\\not",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_whatever_is_written_is_a_formula_or_a_mistake_inside_it(latex: str) -> None:
    try:
        tree = parse(latex)
    except LatexError as error:
        found = error.at
    else:
        found = 0
        ElementTree.fromstring(mathml(tree, latex))
        linear(tree)
    assert 0 <= found <= len(latex)


def test_limits_stand_below_in_display_and_functions_are_spaced() -> None:
    assert tag(elements(r"\sum_{i}^{n} x")[0][0]) == "munderover"
    assert tag(elements(r"\int_0^1 x")[0][0]) == "msubsup"
    assert tag(elements(r"\int\limits_0^1 x")[0][0]) == "munderover"
    assert [tag(e) for e in elements(r"\log x")[0]] == ["mi", "mspace", "mi"]
    assert [tag(e) for e in elements(r"\log(x)")[0]] == ["mi", "mo", "mi", "mo"]


def test_digits_are_taken_one_by_one_where_tex_does() -> None:
    assert linear(parse("x^12")) == "x¹2"
    assert linear(parse(r"\frac12")) == "1/2"


def test_letters_of_other_alphabets() -> None:
    assert styled("ABh", "double") == "𝔸𝔹𝕙"
    assert styled("BL", "script") == "ℬℒ"
    assert parse(r"\mathrm{softmax}") == Node("mi", text="softmax")
    assert parse(r"\mathbf{x}").text == "𝐱"
