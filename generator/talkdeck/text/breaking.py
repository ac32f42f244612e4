"""Where a line may break: Unicode's UAX #14 with Chinese kinsoku, at the speed of two passes in C.

Each character becomes the letter of its class (`str.translate`), and one regular expression cuts the letters into
unbreakable pieces. The letters: a alphabetic, l Hebrew, n digit, i ideograph, o and f opening bracket (wide, narrow),
O opening quotation mark, c and C closing bracket or stop (wide, narrow), Q closing quotation mark, q neutral one,
x and X exclamation (wide, narrow), t . , : ;  y /  N never first on a line (small kana, ·, units)  e …  d —
P postfix (%)  p prefix (¥)  h -  H break after  g glue  s blank  z zero-width space  k line end  m mark  j joiner
r half of a flag; u starts an ideographic cluster of several code points.

Against the rules of UAX #14, tailored:
- none before — and … (kinsoku), so none inside —— and ……; none before · and ～; “ ‘ open and ” ’ close, so that Han
  text breaks outside its quotation marks but not inside them;
- none between a wide closing bracket or stop and a Latin word or a number, where LibreOffice has none;
- none between a number and its unit, over a blank too (387.9 亿美元, 30 s, 第 3);
- none inside a URL, host or path: LibreOffice and Chromium have none in paths. A longer one is cut as a last resort;
- none after a slash between letters, where PowerPoint has none; in Korean at blanks only; none inside Thai, Khmer, Lao
  and Burmese words, which take a dictionary.

All but the quotation marks take breaks away, so a renderer after UAX #14 never needs more lines than predicted here.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from talkdeck.text.metrics import Classes, character_classes

_CLOSING = "cCQxXtyNedPHhqgz"
"""Never at the start of a line, when no blank stands before."""

_PIECE = re.compile(
    rf"""
    i (?![{_CLOSING}sk])                  # shortcuts for the two commonest pieces: a lone ideograph,
  | [an]++ s*+ (?=[iano])                 # a plain word
  | h?+ (?: O++ s*+ )?                    # a hyphen before a word is its sign; blanks after an opening quotation mark
    (?:
        [of] s*+                          # opening brackets, over blanks
      | [Opqgu]                           # glued to what follows
      | [anltyCX]+ (?![ioru])             # words and numbers with their inner punctuation
      | P (?![iru])
      | Q (?![iruoO])
      | [icxNedr] (?=[{_CLOSING}]) | c (?=[anlp])
      | h (?=[n{_CLOSING}]) | (?<=l) [hH]
      | H (?=[{_CLOSING}])
      | [^kz]? s++ (?=[cCQxXtyg])         # blanks before a closing sign
      | c?+ (?<=[cC]) s++ (?=N)
    )*
    [^k]? s*+ k?
    """,
    re.VERBOSE,
)

_CLUSTER = re.compile("(rr|[^mjksz])(?:m|j[^mjksz]?)*|[mj]+")
_GRAPHEME = re.compile("(?:rr|[^mjksz])(?:m|j[^mjksz]?)*|[ksz]|[mj]+")

# Stand-ins for characters that count as another class where they stand: noncharacters, one for one.
_UNIT, _PLAIN, _GLUE = "\ufdd0", "\ufdd1", "\ufdd2"

_HAN_UNITS = (
    "[万千百]?亿?(?:美元|欧元|日元|英镑|元)|万亿|小时|分钟|毫秒|[公千厘毫纳]米|[公千]克|"
    "[亿万千百年月日号天周岁秒分时点个倍位名人家台款种次项条张页章节届期级层代部篇本折度米吨克]"
)
_LATIN_UNITS = (
    "[%‰℃]|°[CF]?|[mµμn]?s|min|h|[km]?g|[kcmµμn]?m|[kMG]?Hz|[kKMGTP]?B(?:/s)?|[KMTk]|[kMGT]?Wh?|V|mAh|fps|px|pt|dB|"
    "[kMG]?bps|tokens?|[TP]?FLOPS"
)

_DIGIT = re.compile("[0-9]")
_NUMBER = re.compile(
    f"[0-9第](?:(?<=第) ?(?=[0-9])|(?<=[0-9])(?: (?:{_LATIN_UNITS})(?![A-Za-z0-9])| ?(?:{_HAN_UNITS})))"
)
_IN_URL = '[^\\s<>"“”‘’\u2e80-\uffef]*'


@cache
def _url() -> re.Pattern[str]:
    """A URL without the punctuation after it. Compiling its ranges takes as long as importing this module."""
    return re.compile(
        rf"(?P<host>(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[^\s/?#<>\"“”‘’\u2e80-\uffef]*\w)(?P<path>(?:{_IN_URL}[\w/])?)"
    )


def _mark_unit(match: re.Match[str]) -> str:
    number, unit = match[0][0], match[0][1:]
    if number == "第":
        return _GLUE * len(match[0])
    blank = _GLUE if unit[0] == " " else ""
    unit = unit[len(blank) :]
    return number + blank + (unit if unit[0] < "\u2000" else _UNIT * len(unit))


def _mark_url(match: re.Match[str]) -> str:
    return _PLAIN * len(match[0])


def _mark_cluster(match: re.Match[str]) -> str:
    base, length = match[0][0], len(match[0])
    if match[1] is None:
        return "a" * length
    if length == 1:
        return base
    ideographic = base in "ir"
    return ("u" if ideographic else base) + "g" * (length - 2) + ("i" if ideographic else base)


@cache
def _classes() -> Classes:
    classes = character_classes()
    classes.update(zip(map(ord, (_UNIT, _PLAIN, _GLUE)), "Nag", strict=True))
    return classes


def _letters(text: str) -> str:
    """The class letter of each character, tailored; same length."""
    if "://" in text or "www." in text:
        text = _url().sub(_mark_url, text)
    if _DIGIT.search(text):
        text = _NUMBER.sub(_mark_unit, text)
    letters = text.translate(_classes())
    if "m" in letters or "j" in letters or "r" in letters:
        letters = _CLUSTER.sub(_mark_cluster, letters)
    return letters


def piece_ends(text: str) -> list[int]:
    """Offsets where unbreakable pieces end, blanks after them included; the last is the text's length."""
    ends = list(accumulate(map(len, _PIECE.findall(_letters(text)))))
    ends.pop()  # the pattern's empty match at the end
    return ends


def break_opportunities(text: str) -> list[int]:
    """Offsets inside the text where a line may end (after blanks); those after a line end must break."""
    return piece_ends(text)[:-1]


def grapheme_ends(text: str) -> list[int]:
    """Offsets after each user-perceived character: where a piece wider than its line is cut as a last resort."""
    return list(accumulate(map(len, _GRAPHEME.findall(text.translate(_classes())))))
