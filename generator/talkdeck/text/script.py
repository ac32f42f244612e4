"""Scripts of a text: its language tags piece by piece, and the borders between Han and Latin."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_BLOCKS = {
    "h": "2E80-2FDF 3005-3007 3021-3029 3038-303B 3041-3096 309D-309F 30A1-30FA 30FC-30FF 3105-312F 31A0-31BF "
    "31F0-31FF 3400-4DBF 4E00-9FFF F900-FAFF 20000-3FFFF",
    "s": "3000-3004 3008-3020 302A-3037 303C-3040 3099-309C 30A0 30FB 3200-33FF FE10-FE1F FE30-FE6F FF00-FFEF",
    "k": "1100-11FF 3130-318F A960-A97F AC00-D7FF",
    "r": "0600-0605 0608-06FF 0750-077F 08A0-08FF FB50-FDFF FE70-FEFE",
    "b": "0590-05FF FB1D-FB4F",
    "c": "0400-052F 1C80-1C8F 2DE0-2DFF A640-A69F",
    "g": "0370-03FF 1F00-1FFF",
    "l": "0041-005A 0061-007A 00AA 00BA 00C0-00D6 00D8-00F6 00F8-02AF 1E00-1EFF 2C60-2C7F A720-A7FF FB00-FB06",
    "d": "0030-0039",
    "^": "00B2-00B3 00B9 2070-209C",
    "$": "0024 00A3 00A5 20A0-20C0",
    "+": "002B 007E 00B1 2212 2248",
    "%": "0025 2030",
    "@": "0040",
    "#": "0023",
    "°": "00B0",
}
"""Blocks by the letter they get here: h Han, kana and bopomofo, s CJK punctuation and full-width forms, k Hangul,
r Arabic, b Hebrew, c Cyrillic, g Greek, l Latin; neutral ones that matter to spacing: d digit, ^ raised, signs."""


class _Scripts(dict[int, str]):
    """The letter of each code point, `.` for the rest; fit for `str.translate`."""

    def __init__(self) -> None:
        super().__init__()
        spans = []
        for letter, blocks in _BLOCKS.items():
            for block in blocks.split():
                first, _, last = block.partition("-")
                spans.append((int(first, 16), int(last or first, 16), letter))
        self._spans = sorted(spans)
        self._firsts = [first for first, _, _ in self._spans]

    def __missing__(self, code: int) -> str:
        at = bisect_right(self._firsts, code) - 1
        letter = self[code] = self._spans[at][2] if at >= 0 and code <= self._spans[at][1] else "."
        return letter


_SCRIPTS = _Scripts()
_PIECES = re.compile("[^hskrbcgl]*+(?:[hs][^krbcgl]*+|([krbcgl])(?:\\1|[^hskrbcgl])*+)")
_TAGS = {"k": "ko-KR", "r": "ar-SA", "b": "he-IL", "c": "ru-RU", "g": "el-GR"}
_SCRIPT_OF = {
    "zh": "h", "ja": "h", "ko": "k", "ar": "r", "fa": "r", "ur": "r", "he": "b", "ru": "c", "uk": "c", "bg": "c",
    "sr": "c", "el": "g",
}  # fmt: skip


@lru_cache(maxsize=256)
def _letters(text: str) -> str:
    """The letter of each character. The same few texts are asked for again and again while a slide is made."""
    return text.translate(_SCRIPTS)


def has_han(text: str) -> bool:
    """Whether a text holds Han, kana or bopomofo."""
    return not text.isascii() and "h" in _letters(text)


@lru_cache(maxsize=64)
def _tags(lang: str) -> dict[str, str]:
    """The tag of each script in a deck of this language: the deck's own for its script, else a common one."""
    own = _SCRIPT_OF.get(lang.split("-")[0].lower(), "l")
    return {**_TAGS, "h": "zh-CN", "l": "en-US", own: lang or "en-US"}


def runs_by_script(text: str, lang: str) -> list[tuple[str, str]]:
    """Cut a text where its script changes: (piece, BCP 47 tag), which add up to the text.

    `lang` is the deck's language: it is the tag of its own script (zh-TW for Han in a zh-TW deck, en-GB for Latin in an
    en-GB one). Blanks, digits and common punctuation go with the piece before them, leading ones with the next; text
    of nothing else takes `lang`. Full-width punctuation goes with Han. An empty text has no pieces.
    """
    if not text:
        return []
    tags = _tags(lang)
    if text.isascii():
        return [(text, tags["l"] if any(map(str.isalpha, text)) else lang or "en-US")]
    pieces, start = [], 0
    for match in _PIECES.finditer(_letters(text)):
        end = match.end()
        pieces.append((text[start:end], tags[match[1] or "h"]))
        start = end
    return pieces or [(text, lang or "en-US")]


_BORDER = re.compile(
    "h(?=[@#$]?[dlgc^]|[+]d)"  # 联系|@someone, 约|$5, 同比|+5 %
    "|(?:d[%+]|[+][+]|l#|°|[dlgc^])(?=h)"  # 100%|的, 60+|国家, C++|语言, C#|语言, but not AI+教育
)

_CHANGE = re.compile("[hs](?=[^hskrbcgld]*+[krbcgld])|[krbcgld](?=[^hskrbcgld]*+[hs])")

_URL = re.compile('(?:[A-Za-z][A-Za-z0-9+.-]*://|www\\.)[^\\s<>"“”‘’\u3000-\u303f\uff00-\uffef]+')


def borders(text: str) -> list[int]:
    """Offsets at which Han or kana stands next to a Latin letter, a digit or their signs, without a blank between.

    There Chinese typesetters leave a little space: not beside punctuation, and not inside a URL.
    """
    return [] if text.isascii() else _borders(text, _letters(text))


def _borders(text: str, letters: str) -> list[int]:
    cuts = [match.end() for match in _BORDER.finditer(letters)]
    if cuts and ("://" in text or "www." in text):
        for match in _URL.finditer(text):
            cuts = [cut for cut in cuts if not match.start() < cut < match.end()]
    return cuts


def borders_and_changes(text: str) -> tuple[list[int], list[int]]:
    """`borders`, and the offsets of the characters before which, blanks and ASCII punctuation passed over, East-Asian
    script begins or ends: the last one of its script each. LibreOffice sets space of its own there, see `spacing`.
    """
    if text.isascii():
        return [], []
    letters = _letters(text)
    changes = [match.start() for match in _CHANGE.finditer(letters)]
    return _borders(text, letters) if changes or "^" in letters else [], changes
