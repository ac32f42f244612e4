"""A formula as a tree of MathML Core elements, and what is written from it: MathML, and text in a line.

The elements are `mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd
mstyle`. Attributes are those that browsers know, and `fence` and `separator`, which say what `\\left`, `\\middle` and
`\\right` made, and `kind` of tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from talkdeck.model.escape import escape_attribute, escape_text
from talkdeck.model.values import Struct

THIN = "0.1667em"


class Node(Struct, frozen=True):
    """An element: either `text` or `children`."""

    tag: str
    children: tuple[Node, ...] = ()
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The value of an attribute; empty where it is not there."""
        return next((value for key, value in self.attributes if key == name), "")


def row(*children: Node) -> Node:
    """The children as one element; one alone stands for itself."""
    return children[0] if len(children) == 1 else Node("mrow", children)


def operator(text: str, **attributes: str) -> Node:
    return Node("mo", text=text, attributes=tuple(attributes.items()))


def space(width: str = THIN) -> Node:
    return Node("mspace", attributes=(("width", width),))


def mathml(node: Node, latex: str) -> str:
    """The `math` element of a formula set on a line of its own; `latex` is what programs without MathML are told."""
    attributes = f' display="block" alttext="{escape_attribute(latex)}"'
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"{attributes}>{_written(node)}</math>'


def _written(node: Node) -> str:
    attributes = "".join(f' {name}="{escape_attribute(value)}"' for name, value in node.attributes)
    inner = escape_text(node.text) + "".join(map(_written, node.children))
    return f"<{node.tag}{attributes}>{inner}</{node.tag}>" if inner else f"<{node.tag}{attributes}/>"


_ABOVE = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_BELOW = str.maketrans("0123456789+-−=()aeijkmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₘₙₒₚᵣₛₜᵤᵥₓ")
_SPACED = frozenset("=≠<>≤≥≪≫≈≡∼≃≅∝∈∉⊂⊆⊃⊇→←↔⇒⇐⇔↦⟶⟵⟹⟺∣⊢⊨≔+−±∓×·÷∗∪∩∧∨⊕⊗⊙∘")
"""Operators that stand between blanks in a line of text."""


def linear(node: Node) -> str:
    """A formula as one line of text, such as `softmax(QKᵀ/√dₖ)V`: what programs without formulas show."""
    return " ".join(_line(node).split()).strip()


def _line(node: Node) -> str:
    match node.tag:
        case "mi" | "mn" | "mtext":
            return node.text
        case "mo":
            return f" {node.text} " if node.text in _SPACED and not node.get("form") else node.text
        case "mspace":
            return "" if node.get("width").startswith("-") else " "
        case "mfrac":
            above, below = (_line(child) for child in node.children)
            if node.get("linethickness") == "0":
                return f"{above} ¦ {below}"
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msqrt":
            return f"√{_grouped(_line(node.children[0]))}"
        case "mroot":
            return f"{_raised(_line(node.children[1]))}√{_grouped(_line(node.children[0]))}"
        case "msub" | "munder":
            base, below = (_line(child) for child in node.children)
            return base + ("" if node.children[1].get("stretchy") else _lowered(below))
        case "msup":
            base, above = (_line(child) for child in node.children)
            return base + (above if above.strip("′") == "" else _raised(above))
        case "mover":
            base, above = (_line(child) for child in node.children)
            return base + _COMBINING.get(above, "" if node.children[1].get("stretchy") else _raised(above))
        case "msubsup" | "munderover":
            base, below, above = (_line(child) for child in node.children)
            return base + _lowered(below) + _raised(above)
        case "mtable":
            rows = (", ".join(_line(cell).strip() for cell in line.children) for line in node.children)
            if node.get("class") == "aligned":
                rows = ("".join(_line(cell) for cell in line.children) for line in node.children)
            return "; ".join(rows)
    return "".join(map(_line, node.children))


_COMBINING = {
    "^": "\u0302", "~": "\u0303", "¯": "\u0304", "‾": "\u0305", "˙": "\u0307", "¨": "\u0308", "→": "\u20d7",
    "ˇ": "\u030c", "˘": "\u0306", "´": "\u0301", "`": "\u0300", "˚": "\u030a",
}  # fmt: skip
"""Signs above a letter as combining characters."""


def _grouped(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _raised(text: str) -> str:
    text = text.replace(" ", "")
    made = text.translate(_ABOVE)
    if text == "T" or text == "⊤":
        return "ᵀ"
    return made if all(a != b for a, b in zip(text, made, strict=True)) else f"^{_grouped(text)}"


def _lowered(text: str) -> str:
    text = text.replace(" ", "")
    made = text.translate(_BELOW)
    return made if all(a != b for a, b in zip(text, made, strict=True)) else f"_{_grouped(text)}"


# --- a line of text with raised and lowered parts ---------------------------------------------------------------------


class Piece(NamedTuple):
    """A stretch of a formula as text: letters slant, indices are lowered, exponents raised."""

    text: str
    italic: bool = False
    script: Literal["", "super", "sub"] = ""


def pieces(node: Node) -> tuple[Piece, ...]:
    """A formula as one line of text, neighbours of one look joined; lines of `aligned` begin with a line feed."""
    made: list[Piece] = []
    for piece in _pieces(node, ""):
        if made and made[-1][1:] == piece[1:]:
            made[-1] = made[-1]._replace(text=made[-1].text + piece.text)
        elif piece.text:
            made.append(piece)
    return tuple(made)


def _pieces(node: Node, script: Literal["", "super", "sub"]) -> Iterator[Piece]:
    parts = node.children
    if node.tag == "mi":
        yield Piece(node.text, is_slanted(node), script)
    elif not parts:
        yield Piece(_line(node).strip() if script else _line(node), False, script)
    elif node.tag == "mfrac" and not script and node.get("linethickness") != "0":
        yield from _bracketed(parts[0])
        yield Piece("/")
        yield from _bracketed(parts[1])
    elif node.tag == "msqrt" and not script:
        yield Piece("√")
        yield from _bracketed(parts[0])
    elif node.tag in _SCRIPTED and not script and not (parts[1].get("stretchy") and parts[1].text.strip("′")):
        yield from _pieces(parts[0], "")
        places: tuple[Literal["sub", "super"], ...] = ("super",) if node.tag in ("msup", "mover") else ("sub", "super")
        for part, place in zip(parts[1:], places, strict=False):
            yield from _pieces(part, place)
        if node.tag.startswith("munder") and _is_words(parts[0]):
            yield Piece(" ")
    elif node.tag in ("munder", "mover") and not script and parts[1].get("stretchy") == "true":
        yield from _pieces(parts[0], "")
    elif node.tag == "mtable" and not script:
        aligned = node.get("class") == "aligned"
        for at, line in enumerate(parts):
            yield Piece(("\n" if aligned else "; ") * bool(at))
            for n, cell in enumerate(line.children):
                yield Piece(", " * bool(n and not aligned))
                inner = list(_pieces(cell, ""))
                while inner and not aligned and inner[-1].text.strip(" ,") == "":
                    inner.pop()
                yield from inner
    elif node.tag in ("mrow", "mstyle", "mtr", "mtd"):
        for part in parts:
            yield from _pieces(part, script)
    else:
        yield Piece(_line(node), node.tag == "mover" and is_slanted(parts[0]), script)


_SCRIPTED = ("msub", "msup", "msubsup", "munder", "mover", "munderover")


def _bracketed(node: Node) -> Iterator[Piece]:
    """Part of a fraction or a root, in brackets where it would be read wrongly without."""
    parts = node.children if node.tag == "mrow" else (node,)
    brackets = any(part.tag in ("mo", "mfrac") for part in parts)
    yield Piece("(" * brackets)
    yield from _pieces(node, "")
    yield Piece(")" * brackets)


def _is_words(node: Node) -> bool:
    return node.tag == "mo" and node.text[:1].isalpha()


def is_slanted(node: Node) -> bool:
    """Whether a sign is a letter in italics: one Latin or small Greek letter, of no alphabet of its own."""
    text = node.text
    return node.tag == "mi" and len(text) == 1 and text.isalpha() and text < "\u2100" and not node.get("mathvariant")
