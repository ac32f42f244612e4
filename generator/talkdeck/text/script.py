"""Scripts of a text: its language tags piece by piece, and the space between Han and Latin."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from talkdeck.model.text import Run

HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Han, kana and bopomofo, as the inside of a regular expression's character class."""
_SIGNS = (
    "\u3000-\u3004\u3008-\u3020\u302a-\u3037\u303c-\u3040\u3099-\u309c\u30a0\u30fb\u3200-\u33ff"
    "\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uffef"
)
"""CJK punctuation, full-width and half-width forms."""
_STRONG = {
    "han": HAN + _SIGNS,
    "hangul": "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff",
    "arabic": "\u0600-\u0605\u0608-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe",
    "hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "cyrillic": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff"
    "\ufb00-\ufb06",
}
_NEUTRAL = f"[^{''.join(_STRONG.values())}]"
_PIECES = re.compile(
    "|".join(rf"(?P<{name}>{_NEUTRAL}*+[{chars}](?:[{chars}]|{_NEUTRAL})*+)" for name, chars in _STRONG.items()),
    re.DOTALL,
)
_TAGS = {"hangul": "ko-KR", "arabic": "ar-SA", "hebrew": "he-IL", "cyrillic": "ru-RU", "greek": "el-GR"}
_SCRIPT_OF = {
    "zh": "han", "ja": "han", "ko": "hangul", "ar": "arabic", "fa": "arabic", "ur": "arabic", "he": "hebrew",
    "ru": "cyrillic", "uk": "cyrillic", "bg": "cyrillic", "sr": "cyrillic", "el": "greek",
}  # fmt: skip
_HAN_CHAR = re.compile(f"[{HAN}]")


def has_han(text: str) -> bool:
    """Whether a text holds Han, kana or bopomofo."""
    return _HAN_CHAR.search(text) is not None


@lru_cache(maxsize=64)
def _tags(lang: str) -> dict[str, str]:
    """The tag of each script in a deck of this language: the deck's own for its script, else a common one."""
    own = _SCRIPT_OF.get(lang.split("-")[0].lower(), "latin")
    return {**_TAGS, "han": "zh-CN", "latin": "en-US", own: lang or "en-US"}


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
        return [(text, tags["latin"] if any(map(str.isalpha, text)) else lang or "en-US")]
    pieces = [(match[0], tags[match.lastgroup or "latin"]) for match in _PIECES.finditer(text)]
    return pieces or [(text, lang or "en-US")]


_WORD = "A-Za-z0-9\u00b2\u00b3\u00b9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff\u2070-\u209c"
_LETTER_OR_DIGIT = re.compile("[A-Za-z0-9\u00c0-\u024f\u0370-\u04ff]")
_BORDER = re.compile(
    f"[{HAN}](?=[@#$€£¥]?[{_WORD}]|[+−±~≈][0-9])"  # 联系|@someone, 约|$5, 同比|+5 %
    f"|(?:[0-9][%‰+]|\\+\\+|[A-Za-z]#|°|[{_WORD}])(?=[{HAN}])"  # 100%|的, 60+|国家, C++|语言, C#|语言, but not AI+教育
)
_URL = re.compile(f'(?:[A-Za-z][A-Za-z0-9+.-]*://|www\\.)[^\\s<>"“”‘’{_SIGNS}]+')


def space_scripts(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Set a blank between a Han or kana character and a Latin letter or digit beside it, as Chinese typesetters do.

    Also across the border of two runs (then in the one that is no code and no link, if there is one). Not beside
    punctuation, not inside code or a URL, not where a blank stands already: doing it twice changes nothing.
    """
    text = "".join([run.text for run in runs])
    if text.isascii() or not _LETTER_OR_DIGIT.search(text):
        return runs
    cuts = [match.end() for match in _BORDER.finditer(text)]
    if cuts and ("://" in text or "www." in text):
        for match in _URL.finditer(text):
            cuts = [cut for cut in cuts if not match.start() < cut < match.end()]
    if not cuts:
        return runs
    starts = list(accumulate((len(run.text) for run in runs), initial=0))
    parts: list[list[str]] = [[] for _ in runs]
    done = [0] * len(runs)
    for cut in cuts:
        at = bisect_right(starts, cut - 1) - 1
        local = cut - starts[at]
        if local < len(runs[at].text):
            if not runs[at].code:
                parts[at] += (runs[at].text[done[at] : local], " ")
                done[at] = local
        elif not runs[at].code and (not runs[at].link or runs[at + 1].link or runs[at + 1].code):
            parts[at] += (runs[at].text[done[at] :], " ")
            done[at] = local
        elif not runs[at + 1].code:
            parts[at + 1].append(" ")
    return tuple(
        replace(run, text="".join(part) + run.text[end:]) if part else run
        for run, part, end in zip(runs, parts, done, strict=True)
    )
