"""How much room a formula takes, estimated from its tree without any font: boxes of em, on the generous side.

Faces that draw formulas differ by a fifth in width. The figures here are above those of the widest one met, DejaVu
Math, measured in Chromium; Cambria Math, STIX Two Math and Latin Modern Math are narrower. Rules of TeX's appendix G
that change less than that are left out.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from talkdeck.math.symbols import BINARY, RELATIONS
from talkdeck.math.tree import Node

SCRIPT = 0.74
"""Size of indices and exponents; of those in them it is 0.55."""

AXIS = 0.25
"""Height of fraction bars and of the middle of brackets above the baseline."""

_BETWEEN = frozenset((*BINARY.values(), *RELATIONS.values(), *"+−=<>∗"))
_NARROW = frozenset("ijl,.;:!|'′()[]{}‖⟨⟩⌊⌋⌈⌉/")
_WIDE = frozenset("mwMWQOΩω𝐦𝐰∑∏∐⋃⋂⨁⨂⟹⟸⟺⟶⟵⟷⟼…⋯")


class Extent(NamedTuple):
    """Width, height above the axis's baseline and depth below it, in em of the formula."""

    width: float
    height: float
    depth: float

    @property
    def tall(self) -> float:
        return self.height + self.depth


def extent(node: Node) -> Extent:
    """The room of a formula in display style."""
    return _extent(node, 1.0, True)


def _extent(node: Node, size: float, display: bool) -> Extent:
    parts = node.children
    match node.tag:
        case "mi" | "mn" | "mtext":
            return _letters(node.text, size)
        case "mo":
            return _operator(node, size, display)
        case "mspace":
            return Extent(float(node.get("width").removesuffix("em")) * size, 0, 0)
        case "mfrac":
            above, below = (_extent(part, size if display else size * SCRIPT, False) for part in parts)
            return Extent(max(above.width, below.width) + 0.25 * size, above.tall + 0.3 * size, below.tall)
        case "msqrt" | "mroot":
            inner = _extent(parts[0], size, display)
            degree = _extent(parts[1], size * 0.55, False).width if node.tag == "mroot" else 0
            return Extent(inner.width + 0.85 * size + degree, inner.height + 0.25 * size, inner.depth)
        case "msub" | "msup" | "msubsup":
            return _scripts(parts, size, display, below=node.tag != "msup", above=node.tag != "msub")
        case "munder" | "mover" | "munderover":
            return _limits(node, size, display)
        case "mtable":
            return _table(node, size)
        case "mstyle":
            style = node.get("displaystyle")
            return _extent(parts[0], size * (SCRIPT if node.get("scriptlevel") == "1" else 1), style != "false")
    return _row(parts, size, display)


def _row(parts: tuple[Node, ...], size: float, display: bool) -> Extent:
    boxes = [_extent(part, size, display) for part in parts]
    if not boxes:
        return Extent(0, 0.7 * size, 0)
    width, height, depth = sum(b.width for b in boxes), max(b.height for b in boxes), max(b.depth for b in boxes)
    if any(part.get("fence") for part in parts):  # brackets reach as far above the axis as below it
        half = max(height - AXIS * size, depth + AXIS * size) + 0.06 * size
        height, depth = half + AXIS * size, half - AXIS * size
    return Extent(width, height, depth)


def _letters(text: str, size: float) -> Extent:
    width = 0.0
    for char in text:
        if unicodedata.east_asian_width(char) in "WF":
            width += 1.0
        elif unicodedata.combining(char):
            continue
        elif char in _NARROW:
            width += 0.45
        elif char in _WIDE or ord(char) > 0x1D3FF:
            width += 1.1
        else:
            width += 0.9 if char.isupper() else 0.73 if char > "\u0370" else 0.68
    return Extent(width * size, 0.8 * size, 0.27 * size)


def _operator(node: Node, size: float, display: bool) -> Extent:
    text = node.text
    if node.get("largeop"):
        large = 1.4 if display else 1.0
        count = {"∬": 1.5, "∭": 2.0, "∯": 1.5}.get(text, 1.0)
        return Extent((0.95 * large + 0.35) * count * size, 0.95 * large * size, 0.45 * large * size)
    if node.get("minsize"):
        tall = float(node.get("minsize").removesuffix("em")) * size
        return Extent((0.5 + tall / 9) * size, tall / 2 + 0.3 * size, max(0.0, tall / 2 - 0.2 * size))
    room = _letters(text, size)
    if node.get("fence"):
        around = 0.6 if node.get("separator") else 0.22
        return Extent(room.width + around * size, 0.85 * size, 0.3 * size)
    if text in _BETWEEN and not node.get("form"):
        return room._replace(width=(0.8 if len(text) == 1 else room.width) * size + 0.56 * size)
    if text in (",", ";"):
        return room._replace(width=room.width + 0.2 * size)
    return room._replace(width=room.width + (0.12 if text in "()[]{}|‖⟨⟩" else 0.0) * size)


def _scripts(parts: tuple[Node, ...], size: float, display: bool, *, below: bool, above: bool) -> Extent:
    base = _extent(parts[0], size, display)
    small = size * SCRIPT if size > 0.6 else size
    boxes = [_extent(part, small, False) for part in parts[1:]]
    width = base.width + max(box.width for box in boxes) + 0.08 * size
    height, depth = base.height, base.depth
    if above:
        height = max(height, base.height - 0.55 * size + boxes[-1].tall)
    if below:
        depth = max(depth, base.depth - 0.5 * size + boxes[0].tall)
    return Extent(width, height, depth)


def _limits(node: Node, size: float, display: bool) -> Extent:
    base, *others = node.children
    if base.get("movablelimits") and not display:
        return _scripts(node.children, size, display, below=node.tag != "mover", above=node.tag != "munder")
    center = _extent(base, size, display)
    width, height, depth = center
    for at, other in enumerate(others):
        accent = other.tag == "mo" and (node.get("accent") or node.get("accentunder") or other.get("stretchy"))
        room = Extent(0.0, 0.3 * size, 0.0) if accent else _extent(other, size * SCRIPT, False)
        width = max(width, room.width + (0.9 * size if base.tag == "mo" and base.get("stretchy") else 0.0))
        if node.tag == "mover" or at == 1:
            height += room.tall + 0.1 * size
        else:
            depth += room.tall + 0.1 * size
    return Extent(width, height, depth)


def _table(node: Node, size: float) -> Extent:
    aligned = node.get("class") == "aligned"
    widths: list[float] = []
    tall = 0.0
    for line in node.children:
        cells = [_extent(cell, size, aligned) for cell in line.children]
        tall += max(1.1 * size, max((cell.height for cell in cells), default=0) + max(cell.depth for cell in cells))
        tall += (0.6 if aligned else 0.45) * size
        for n, cell in enumerate(cells):
            if n == len(widths):
                widths.append(0.0)
            widths[n] = max(widths[n], cell.width)
    gap = 0.1 if aligned else 0.9
    return Extent(sum(widths) + gap * size * len(widths), tall / 2 + 0.25 * size, max(0.0, tall / 2 - 0.25 * size))
