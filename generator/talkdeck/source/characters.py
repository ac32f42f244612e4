"""Characters that have no place in an outline: controls, direction overrides, and radicals that only look like Han."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Kangxi radicals decompose to the ideograph (NFKC). The radicals supplement does not, save two, so here it stands in
# order from U+2E80; source: Equivalent_Unified_Ideograph in the Unicode Character Database 14.0 (no change since).
_SUPPLEMENT = (
    "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓"
    "罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)

# Controls but tab and line feeds; the line breaks that only some programs know; the byte order mark; non-characters.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_RADICAL = "\u2e80-\u2ef3\u2f00-\u2fd5"
_ODD = re.compile(f"[{_CONTROL}]|[{_BIDI}]|[{_RADICAL}]")
_ODD_ESCAPED = re.compile(f"[{_CONTROL}\r]|[{_BIDI}]|[{_RADICAL}]")

_NAMES = {
    "\x00": "NUL",
    "\x0b": "a vertical tab, PowerPoint's line break",
    "\x0c": "a form feed",
    "\x1b": "ESC",
    "\u2028": "LINE SEPARATOR",
    "\u2029": "PARAGRAPH SEPARATOR",
    "\ufeff": "a byte order mark",
}


def odd_characters(text: str, *, escaped: bool = False) -> Iterator[tuple[int, str, str, tuple[str, ...]]]:
    """Offset, code, fact and hints of each character that is refused (E) or doubtful (W).

    `escaped`: the text was written with escapes, where a carriage return is a control character as well.
    """
    for match in (_ODD_ESCAPED if escaped else _ODD).finditer(text):
        yield match.start(), *_verdict(match.group())


def _verdict(char: str) -> tuple[str, str, tuple[str, ...]]:
    number = f"U+{ord(char):04X}"
    if re.match(f"[{_RADICAL}]", char):
        normal = ideograph(char)
        return "W220", f"{number} is a radical that only looks like a character", (f"write `{normal}`",)
    if re.match(f"[{_BIDI}]", char):
        fact = f"{number} turns the direction of the text about without being seen"
        return "E107", fact, ("remove it: right-to-left text is recognised by itself",)
    if "\ud800" <= char <= "\udfff":
        return "E106", f"{number} is half a character", ("write the character itself instead of escapes",)
    name = _NAMES.get(char)
    return "E106", f"{number}{f' ({name})' if name else ''} is an invisible control character", ("remove it",)


def ideograph(radical: str) -> str:
    """The unified ideograph that looks like a radical (U+2E80-2FD5), the radical itself where there is none."""
    if "\u2e80" <= radical <= "\u2ef3":
        return _SUPPLEMENT[ord(radical) - 0x2E80]
    return unicodedata.normalize("NFKC", radical)
