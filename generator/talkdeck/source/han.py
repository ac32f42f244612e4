"""Which characters count as Chinese for joining lines and for emphasis.

Plain comparisons: regular expressions over these ranges take 4 ms each to compile, more than all their work here.
"""

from __future__ import annotations

from itertools import pairwise

SHARED = frozenset("—…‘’“”·")
"""Signs that Latin and Chinese text share: Chinese beside Chinese."""


def is_han(char: str) -> bool:
    """Han, kana, Bopomofo, their punctuation and full-width signs; not Hangul, which parts words by blanks."""
    return char >= "\u2e80" and (
        char <= "\u312f"
        or "\u3190" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\ufe30" <= char <= "\ufe4f"
        or "\uff00" <= char <= "\uffef"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def is_seamless(before: str, after: str) -> bool:
    """True if a line break between these two characters is no space: one is Han, the other Han or a shared sign."""
    return (is_han(before) and (is_han(after) or after in SHARED)) or (before in SHARED and is_han(after))


def join_lines(lines: list[str]) -> str:
    """Lines of running text as one: a space between them, nothing between two Han characters. Blank lines vanish."""
    kept = [line for line in map(str.strip, lines) if line]
    parts = kept[:1]
    for above, below in pairwise(kept):
        if not is_seamless(above[-1], below[0]):
            parts.append(" ")
        parts.append(below)
    return "".join(parts)
