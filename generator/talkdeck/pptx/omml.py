"""MathML to Office's own mathematics (OMML, ECMA-376 Part 1 §22.1), so that a formula stays editable in PowerPoint.

Reads the elements that `talkdeck.math` writes. Every run names Cambria Math, which is the face that PowerPoint sets
formulas in; words in it (`mtext`) keep the faces of the theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from talkdeck.model.escape import escape_text
from talkdeck.model.page import Paragraph

_LARGE = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨄⨆∫∬∭∮∯")
_ENDS = frozenset("=≠<>≤≥≪≫≈≡∼≃≅∝∈→←⇒⇔≔+−±∓,;")
"""Signs up to which a sum or an integral reaches."""

_ACCENTS = {
    "^": "\u0302", "~": "\u0303", "¯": "\u0304", "˙": "\u0307", "¨": "\u0308", "→": "\u20d7", "←": "\u20d6",
    "ˇ": "\u030c", "˘": "\u0306", "´": "\u0301", "`": "\u0300", "˚": "\u030a",
}  # fmt: skip
_SPACES = (
    (1.5, "\u2003\u2003"),
    (0.9, "\u2003"),
    (0.45, "\u2002"),
    (0.24, "\u2005"),
    (0.19, "\u205f"),
    (0.1, "\u2009"),
)

Element = ElementTree.Element


def omml(mathml: str, size: int, colour: str, lang: str) -> str:
    """The m:oMathPara of a formula. `size` is in hundredths of a point, `colour` the XML of a DrawingML colour, `lang`
    the tag of its words.
    """
    root = ElementTree.fromstring(mathml)
    for element in root.iter():
        element.tag = element.tag.partition("}")[2]
    inside = _Writer(size, colour, lang).row(list(root), display=True)
    justified = '<m:oMathParaPr><m:jc m:val="center"/></m:oMathParaPr>'
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return f"<m:oMathPara {space}>{justified}<m:oMath>{inside}</m:oMath></m:oMathPara>"


def in_line(paragraphs: Sequence[Paragraph], colour: str) -> str:
    """A formula as text, for programs that know no formulas: centred, in the face of formulas."""
    out = []
    for p in paragraphs:
        out.append('<a:p><a:pPr marL="0" indent="0" algn="ctr"><a:buNone/></a:pPr>')
        for run in p.runs:
            raised = {"super": ' baseline="30000"', "sub": ' baseline="-25000"'}.get(run.script, "")
            slant = ' i="1"' if run.italic else ' i="0"'
            look = f'<a:solidFill>{colour}</a:solidFill><a:latin typeface="Cambria"/><a:ea typeface="+mn-ea"/>'
            out.append(f'<a:r><a:rPr lang="{run.lang}" sz="{p.size}" b="0"{slant}{raised}>{look}</a:rPr>')
            out.append(f"<a:t>{escape_text(run.text)}</a:t></a:r>")
        out.append("</a:p>")
    return "".join(out)


class _Writer:
    """Elements to OMML; holds what every run says of its looks."""

    def __init__(self, size: int, colour: str, lang: str) -> None:
        fill = f"<a:solidFill>{colour}</a:solidFill>"
        face = '<a:latin typeface="Cambria Math"/><a:ea typeface="Cambria Math"/>'
        self._italic = f'<a:rPr lang="en-US" sz="{size}" b="0" i="1">{fill}{face}</a:rPr>'
        self._upright = f'<a:rPr lang="en-US" sz="{size}" b="0" i="0">{fill}{face}</a:rPr>'
        theme = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        self._words = f'<a:rPr lang="{lang}" sz="{size}" b="0" i="0">{fill}{theme}</a:rPr>'
        self._control = f"<m:ctrlPr>{self._italic}</m:ctrlPr>"

    def row(self, elements: Sequence[Element], display: bool) -> str:
        """Elements beside each other; a large operator takes what follows it up to the next relation."""
        out = []
        at = 0
        elements = [inner for element in elements for inner in _unwrapped(element)]
        while at < len(elements):
            element = elements[at]
            at += 1
            if _is_large(element):
                end = at
                while end < len(elements) and not (elements[end].tag == "mo" and (elements[end].text or "") in _ENDS):
                    end += 1
                out.append(self._nary(element, self.row(elements[at:end], display), display))
                at = end
            else:
                out.append(self.element(element, display))
        return "".join(out)

    def element(self, e: Element, display: bool) -> str:
        """One element."""
        text = e.text or ""
        match e.tag:
            case "mi":
                plain = len(text) > 1 or e.get("mathvariant") == "normal" or not _slants(text)
                return self._run(text, plain)
            case "mn" | "mo":
                return self._run(text, True)
            case "mtext":
                return f"<m:r><m:rPr><m:nor/></m:rPr>{self._words}<m:t>{escape_text(text)}</m:t></m:r>"
            case "mspace":
                width = float((e.get("width") or "0").removesuffix("em"))
                made = next((blank for least, blank in _SPACES if width >= least), "")
                return self._run(made, True) if made else ""
            case "mfrac":
                kind = '<m:type m:val="noBar"/>' if e.get("linethickness") == "0" else ""
                parts = self._part("num", e[0]) + self._part("den", e[1])
                return f"<m:f><m:fPr>{kind}{self._control}</m:fPr>{parts}</m:f>"
            case "msqrt":
                base = self._part("e", e[0], display)
                return f'<m:rad><m:radPr><m:degHide m:val="1"/>{self._control}</m:radPr><m:deg/>{base}</m:rad>'
            case "mroot":
                parts = self._part("deg", e[1]) + self._part("e", e[0], display)
                return f"<m:rad><m:radPr>{self._control}</m:radPr>{parts}</m:rad>"
            case "msub" | "msup" | "msubsup":
                return self._scripts(e, display)
            case "munder" | "mover" | "munderover":
                return self._limits(e, display)
            case "mtable":
                return self._table(e)
            case "mstyle":
                return self.row(list(e), e.get("displaystyle", "true") == "true")
        return self._fenced(e, display)

    def _run(self, text: str, plain: bool) -> str:
        if not text:
            return ""
        style = '<m:rPr><m:sty m:val="p"/></m:rPr>' if plain else ""
        return f"<m:r>{style}{self._upright if plain else self._italic}<m:t>{escape_text(text)}</m:t></m:r>"

    def _part(self, tag: str, element: Element, display: bool = False) -> str:
        return f"<m:{tag}>{self.row([element], display)}</m:{tag}>"

    def _nary(self, e: Element, inside: str, display: bool) -> str:
        """A large operator (§22.1.2.70 m:nary) with its limits and what it reaches over."""
        base = e[0] if e.tag != "mo" else e
        below = e[1] if e.tag in ("msub", "msubsup", "munder", "munderover") else None
        above = e[-1] if e.tag in ("msup", "msubsup", "mover", "munderover") else None
        place = "undOvr" if e.tag.startswith(("munder", "mover")) and display else "subSup"
        hidden = "".join(
            f'<m:{name}Hide m:val="1"/>' for name, part in (("sub", below), ("sup", above)) if part is None
        )
        look = f'<m:chr m:val="{base.text}"/><m:limLoc m:val="{place}"/>{hidden}{self._control}'
        sub = self._part("sub", below) if below is not None else "<m:sub/>"
        sup = self._part("sup", above) if above is not None else "<m:sup/>"
        return f"<m:nary><m:naryPr>{look}</m:naryPr>{sub}{sup}<m:e>{inside}</m:e></m:nary>"

    def _scripts(self, e: Element, display: bool) -> str:
        tag = {"msub": "sSub", "msup": "sSup", "msubsup": "sSubSup"}[e.tag]
        parts = self._part("e", e[0], display)
        if e.tag != "msup":
            parts += self._part("sub", e[1])
        if e.tag != "msub":
            parts += self._part("sup", e[-1])
        return f"<m:{tag}><m:{tag}Pr>{self._control}</m:{tag}Pr>{parts}</m:{tag}>"

    def _limits(self, e: Element, display: bool) -> str:
        base, sign = e[0], e[1]
        mark = sign.text or "" if sign.tag == "mo" else ""
        inner = self._part("e", base, display)
        if e.get("accent") and mark in _ACCENTS:
            return f'<m:acc><m:accPr><m:chr m:val="{_ACCENTS[mark]}"/>{self._control}</m:accPr>{inner}</m:acc>'
        if e.get("accent") or e.get("accentunder"):
            place = "top" if e.get("accent") else "bot"
            return f'<m:bar><m:barPr><m:pos m:val="{place}"/>{self._control}</m:barPr>{inner}</m:bar>'
        if mark in ("⏞", "⏟"):
            place, other = ("top", "bot") if mark == "⏞" else ("bot", "top")
            look = f'<m:chr m:val="{mark}"/><m:pos m:val="{place}"/><m:vertJc m:val="{other}"/>{self._control}'
            return f"<m:groupChr><m:groupChrPr>{look}</m:groupChrPr>{inner}</m:groupChr>"
        if base.tag == "mo" and base.get("stretchy") == "true":
            look = f'<m:chr m:val="{base.text}"/><m:vertJc m:val="bot"/>{self._control}'
            arrow = f"<m:groupChr><m:groupChrPr>{look}</m:groupChrPr>{self._part('e', e[-1])}</m:groupChr>"
            return self._limit("limLow", arrow, e[1]) if e.tag == "munderover" else arrow
        made = self.element(base, display) if base.tag != "mrow" else self.row([base], display)
        if e.tag != "mover":
            made = self._limit("limLow", made, e[1])
        return self._limit("limUpp", made, e[-1]) if e.tag != "munder" else made

    def _limit(self, tag: str, base: str, limit: Element) -> str:
        return f"<m:{tag}><m:{tag}Pr>{self._control}</m:{tag}Pr><m:e>{base}</m:e>{self._part('lim', limit)}</m:{tag}>"

    def _table(self, e: Element) -> str:
        """A matrix (§22.1.2.60 m:m); lines are one too, their columns close together."""
        width = max(len(line) for line in e)
        classes = [cell.get("class") for cell in max(e, key=len)]
        sides = {"to-l": "left", "to-r": "right"}
        columns = "".join(
            f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{sides.get(look or "", "center")}"/></m:mcPr></m:mc>'
            for look in classes
        )
        aligned = e.get("class") == "aligned"
        gap = '<m:rSpRule m:val="1"/><m:cGpRule m:val="3"/><m:cGp m:val="0"/>' if aligned else ""
        look = f'<m:plcHide m:val="1"/>{gap}<m:mcs>{columns}</m:mcs>{self._control}'
        rows = ""
        for line in e:
            cells = "".join(f"<m:e>{self.row(list(cell), aligned)}</m:e>" for cell in line)
            rows += f"<m:mr>{cells}{'<m:e/>' * (width - len(line))}</m:mr>"
        return f"<m:m><m:mPr>{look}</m:mPr>{rows}</m:m>"

    def _fenced(self, e: Element, display: bool) -> str:
        """Brackets that grow (§22.1.2.24 m:d)."""
        parts = list(e)
        begin = parts.pop(0).text or "" if _is_fence(parts[0], "prefix") else ""
        end = parts.pop().text or "" if parts and _is_fence(parts[-1], "postfix") else ""
        cells: list[list[Element]] = [[]]
        bar = ""
        for part in parts:
            if part.get("separator"):
                bar = part.text or ""
                cells.append([])
            else:
                cells[-1].append(part)
        separator = f'<m:sepChr m:val="{bar}"/>' if bar else ""
        look = f'<m:begChr m:val="{begin}"/>{separator}<m:endChr m:val="{end}"/>{self._control}'
        inner = "".join(f"<m:e>{self.row(cell, display)}</m:e>" for cell in cells)
        return f"<m:d><m:dPr>{look}</m:dPr>{inner}</m:d>"


def _unwrapped(e: Element) -> list[Element]:
    """A row without brackets is its parts."""
    if e.tag != "mrow" or (len(e) and (_is_fence(e[0], "prefix") or _is_fence(e[-1], "postfix"))):
        return [e]
    return [inner for part in e for inner in _unwrapped(part)]


def _is_fence(e: Element, form: str) -> bool:
    return e.tag == "mo" and e.get("fence") == "true" and e.get("form") == form


def _is_large(e: Element) -> bool:
    base = e[0] if e.tag in ("msub", "msup", "msubsup", "munder", "mover", "munderover") else e
    return base.tag == "mo" and (base.text or "") in _LARGE


def _slants(text: str) -> bool:
    """Whether a letter is set in italics: Latin and small Greek, but no letter of an alphabet of its own."""
    return text.isalpha() and ord(text[0]) < 0x2100
