"""Units of counting: 万, 亿, million, billion; figures given in one and shown in another, exactly."""

from __future__ import annotations

import re
from decimal import Decimal

FACTORS: dict[str, int] = {
    "万亿": 12, "萬億": 12, "兆": 12, "千亿": 11, "千億": 11, "百亿": 10, "百億": 10, "十亿": 9, "十億": 9,
    "亿": 8, "億": 8,
    "千万": 7, "千萬": 7, "百万": 6, "百萬": 6, "十万": 5, "十萬": 5, "万": 4, "萬": 4, "千": 3, "百": 2,
}  # fmt: skip
"""Powers of ten of the words that come before a noun in Chinese and Japanese."""

LATIN: dict[str, int] = {
    "trillion": 12, "trillions": 12, "tn": 12, "trn": 12, "t": 12, "billion": 9, "billions": 9, "bn": 9, "b": 9,
    "million": 6, "millions": 6, "mn": 6, "mln": 6, "m": 6, "thousand": 3, "thousands": 3, "k": 3,
    "hundred": 2,
}  # fmt: skip

_ASIAN = re.compile("^(?:{})".format("|".join(sorted(FACTORS, key=len, reverse=True))))
_WORD = re.compile(r"[A-Za-z]+|[^\sA-Za-z]+")

SAME: tuple[frozenset[str], ...] = (
    frozenset({"美元", "美金", "usd", "us dollars", "us dollar", "dollars", "dollar", "us$", "$", "米ドル"}),
    frozenset({"元", "人民币", "人民幣", "元人民币", "cny", "rmb", "yuan", "renminbi", "元人民幣", "¥"}),
    frozenset({"日元", "日圓", "円", "jpy", "yen"}),
    frozenset({"欧元", "歐元", "eur", "euro", "euros", "€"}),
    frozenset({"人", "people", "persons", "users", "用户", "用戶", "人口"}),
    frozenset({"参数", "參數", "个参数", "parameters", "params", "パラメータ"}),
    frozenset({"台", "部", "units", "devices", "件"}),
    frozenset({"tokens", "token", "词元"}),
    frozenset({"次", "times"}),
)
"""Nouns that name one thing in two languages."""


PURE = ("%", "％", "percent", "‰", "倍")
"""Nouns that cannot be counted in 万 or millions."""


def parts(unit: str) -> tuple[int, str]:
    """A unit as power of ten and noun: 亿美元 is (8, 美元), USD bn is (9, usd), % is (0, %)."""
    text = " ".join(unit.split())
    found = _ASIAN.match(text)
    if found:
        return FACTORS[found.group()], text[found.end() :].strip().lower()
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        alone = len(words) == 1 or word.lower() not in ("t", "b", "m", "k") or word.isupper() or word == "k"
        if word.lower() in LATIN and alone:
            noun = [other for n, other in enumerate(words) if n != at and other.lower() != "of"]
            return LATIN[word.lower()], _joined(noun).lower()
    return 0, text.lower()


def _joined(words: list[str]) -> str:
    return " ".join(words).replace("US $", "US$").strip()


def factor(given: str, unit: str) -> Decimal | None:
    """What to multiply figures in `given` by to have them in `unit`; None where they do not count the same thing."""
    if given == unit:
        return Decimal(1)
    (power, noun), (other, wanted) = parts(given), parts(unit)
    bare = (not noun and power and (other or wanted not in PURE)) or (not wanted and other and power)
    same = noun == wanted or any(noun in names and wanted in names for names in SAME)
    return Decimal(10) ** (power - other) if same or bare else None
