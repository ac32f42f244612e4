"""Real fonts for a PDF that Chromium printed, and text that says what the deck says.

Chromium embeds no face whose outlines are CFF, as those of Noto CJK and Source Han are: it draws each glyph as a Type 3
procedure (https://issues.skia.org/issues/40031251). Print shops refuse such fonts, and no program knows their names.
Their procedures are outlines and their descriptors name the face, so they are written as what they were: one CFF
program a face, shared by its fonts of 255 codes each.

And it names a glyph by the first character that has it, which of 文 is a radical of its own (U+2F42): whoever copies or
looks for text is lost. The deck's own characters say which is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from talkdeck.build.cff import Outline, bounds, write_cff

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_SAME_SHAPES = (
    "⺂乛 ⺃乚 ⺅亻 ⺉刂 ⺋㔾 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺞歺 ⺠民 "
    "⺡氵 ⺣灬 ⺤爫 ⺦丬 ⺨犭 ⺫罒 ⺭礻 ⺯糹 ⺰纟 ⺱罓 ⺳㓁 ⺹耂 ⺺肀 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 "
    "⻃覀 ⻄西 ⻅见 ⻆角 ⻈讠 ⻉贝 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻘青 ⻙韦 "
    "⻚页 ⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 "
    "⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⼾户戸 "
    "·•・‧ •・‧ ‧・ ‒– ʻ‘ ∕／ 〜～ …⋯ \u2003\u3000 -\u2011\u00ad"
)
ALIKE = {each[0]: each[1:] for each in _SAME_SHAPES.split(" ")}
"""Characters that faces draw alike, the one a PDF names first, with those that may be meant; besides what Unicode's
compatibility forms (NFKC) say."""


def mend_fonts(pdf: Pdf, text: Collection[str]) -> None:
    """Replace Type 3 fonts made of outlines, and name characters as the deck does. `text` is all its characters.

    Fonts of coloured or drawn glyphs, such as emoji, stay as they are.
    """
    from pikepdf import Dictionary

    faces: dict[tuple[str, int], dict[str, Outline]] = {}
    members: dict[tuple[str, int], list[tuple[Object, float]]] = {}
    for font in pdf.objects:
        if not isinstance(font, Dictionary) or font.get("/Type") != "/Font":
            continue
        if "/ToUnicode" in font:
            mended = _mend_map(font.ToUnicode.read_bytes(), text)
            font.ToUnicode = pdf.make_stream(mended)
        if font.get("/Subtype") == "/Type3" and (glyphs := _outlines(font)) is not None:
            name = str(font.FontDescriptor.FontName)[1:].partition("+")[2]
            key = _home(faces, name, glyphs)
            faces.setdefault(key, {}).update(glyphs)
            members.setdefault(key, []).append((font, 1000 * float(font.FontMatrix[0])))
    for number, (key, glyphs) in enumerate(sorted(faces.items())):
        descriptor = _embed(pdf, f"{_tag(number)}+{key[0]}", glyphs, members[key][0][0].FontDescriptor)
        for font, scale in members[key]:
            _rewrite(font, descriptor, scale)


def _home(faces: dict[tuple[str, int], dict[str, Outline]], name: str, glyphs: dict[str, Outline]) -> tuple[str, int]:
    """Which program glyphs go into: faces of one name may differ in weight, where a variable font is behind them."""
    number = 0
    while any(faces.get((name, number), {}).get(each, outline) != outline for each, outline in glyphs.items()):
        number += 1
    return name, number


def _outlines(font: Object) -> dict[str, Outline] | None:
    """The glyphs of a Type 3 font; None where one of them is more than a filled outline, or the face has no name."""
    from pikepdf import parse_content_stream

    descriptor = font.get("/FontDescriptor")
    if descriptor is None or "+" not in str(descriptor.get("/FontName", "")):
        return None
    across, *shear, down = (1000 * float(each) for each in list(font.FontMatrix)[:4])
    if any(shear):
        return None
    glyphs = {}
    for name, procedure in sorted(font.CharProcs.items()):
        outline = _outline(parse_content_stream(procedure), across, down)
        if outline is None:
            return None
        glyphs[name[1:]] = outline
    return glyphs


def _outline(instructions: Any, across: float, down: float) -> Outline | None:
    width = 0.0
    contours: list[list[tuple[tuple[float, float], ...]]] = []
    for operands, operator in instructions:
        numbers = [float(each) for each in operands]
        points = [(_even(x * across), _even(y * down)) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        match str(operator):
            case "d1":
                width = _even(numbers[0] * across)
            case "m":
                contours.append([tuple(points)])
            case "l" | "c":
                contours[-1].append(tuple(points))
            case "v":
                contours[-1].append((contours[-1][-1][-1], *points))
            case "y":
                contours[-1].append((*points, points[-1]))
            case "h" | "f" | "n":
                pass
            case _:
                return None
    return Outline(width, tuple(map(tuple, contours)))


def _even(value: float) -> float:
    """A length without what the matrix's rounding (0.00100000005) adds."""
    return round(value, 3)


def _tag(number: int) -> str:
    """Six letters before a face's name, which mark it as a part of the face; Skia's own begin with other letters."""
    letters = ""
    for _ in range(5):
        number, letter = divmod(number, 26)
        letters = chr(65 + letter) + letters
    return f"T{letters}"


def _embed(pdf: Pdf, name: str, glyphs: dict[str, Outline], known: Object) -> Object:
    """A descriptor with the font program of a face. `known` is what Chromium says of it."""
    from pikepdf import Dictionary, Name

    ordered = dict(sorted(glyphs.items()))
    box = bounds(ordered.values())
    program = pdf.make_stream(write_cff(name, ordered, box))
    program.Subtype = Name.Type1C
    made = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{name}"),
        Flags=4,
        FontBBox=[round(each) for each in box],
        ItalicAngle=known.get("/ItalicAngle", 0),
        Ascent=round(box[3]),
        Descent=round(box[1]),
        StemV=known.get("/StemV", 80),
        CapHeight=abs(int(known.get("/CapHeight", 0))),
        FontFile3=program,
    )
    if "/FontFamily" in known:
        made.FontFamily = known.FontFamily
    return pdf.make_indirect(made)


def _rewrite(font: Object, descriptor: Object, scale: float) -> None:
    """Make a Type 3 font a Type 1 font with the same codes. Widths become thousandths of the em."""
    from pikepdf import Array, Name

    widths = [_even(float(each) * scale) for each in font.Widths]
    for key in ("/CharProcs", "/FontMatrix", "/FontBBox", "/Resources", "/CIDToGIDMap", "/Name"):
        if key in font:
            del font[key]
    font.Subtype = Name.Type1
    font.BaseFont = descriptor.FontName
    font.FontDescriptor = descriptor
    font.Widths = Array([int(each) if each == int(each) else round(each, 3) for each in widths])


def _mend_map(stream: bytes, text: Collection[str]) -> bytes:
    """A ToUnicode map with the characters of the deck."""
    source = stream.decode("latin-1")
    parts = re.split(r"(\d+ beginbf(?:char|range)\n.*?endbf(?:char|range)\n)", source, flags=re.DOTALL)
    if len(parts) < 3:
        return stream
    entries = {code: _meant(said, text) for part in parts[1::2] for code, said in _entries(part)}
    lines = [f"<{code}> <{said.encode('utf-16-be').hex().upper()}>" for code, said in entries.items()]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (parts[0] + body + parts[-1]).encode("latin-1")


def _entries(block: str) -> Iterator[tuple[str, str]]:
    """(code in hexadecimal, what it says) of a block of single characters or of ranges."""
    for line in block.splitlines()[1:-1]:
        first, *more = re.findall(r"<([0-9A-Fa-f]*)>", line)
        said = bytes.fromhex(more[-1]).decode("utf-16-be", "replace")
        if len(more) == 1:
            yield first, said
            continue
        for step in range(int(more[0], 16) - int(first, 16) + 1):
            yield f"{int(first, 16) + step:0{len(first)}X}", said[:-1] + chr(ord(said[-1]) + step)


def _meant(said: str, text: Collection[str]) -> str:
    if len(said) != 1 or said in text:
        return said
    plain = unicodedata.normalize("NFKC", said)
    return next((each for each in (*ALIKE.get(said, ""), plain) if each in text), said)
