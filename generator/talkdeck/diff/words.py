"""Two texts word by word: Latin words whole, Chinese and Japanese character by character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from talkdeck.diff.values import Op, Piece

_EAST = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[^\W_{_EAST}]+(?:[.,'’\-_][^\W_{_EAST}]+)*|\s+|.", re.DOTALL)
_HAN = re.compile(f"[{_EAST}]")

MOST = 4_000
"""Tokens of a text that are still aligned one by one; time grows as their square. A longer one counts as replaced."""


def tokens(text: str) -> list[str]:
    """Words, single Han characters and kana, runs of blanks, single signs; joined they are the text."""
    return _TOKEN.findall(text)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What stayed, went and came, in reading order; where both went and came, what went stands first."""
    before, after = tokens(old), tokens(new)
    if max(len(before), len(after)) > MOST:
        blocks = [("replace", 0, len(before), 0, len(after))]
    else:
        blocks = list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
    return tuple(_joined(_cut(_calm(blocks, before), before, after)))


def alike(old: Counter[str], new: Counter[str]) -> float:
    """How much two bags of tokens have in common, 0 to 1 (the Dice coefficient); 1 for two empty ones."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def bag(text: str) -> Counter[str]:
    """The tokens of a text that say something, whatever their case. Han characters count in pairs, which are words."""
    found = [token.casefold() for token in tokens(text) if not token.isspace()]
    pairs = (one + other for one, other in pairwise(found) if _HAN.match(one) and _HAN.match(other))
    return Counter([*(token for token in found if token[0].isalnum()), *pairs])


Block = tuple[str, int, int, int, int]


def _calm(blocks: Sequence[Block], before: Sequence[str]) -> Iterator[Block]:
    """Blocks without islands: a blank, a sign or one Han character that happens to stay between two changes is no help
    to a reader, so it goes with them."""
    held: Block | None = None
    for at, (op, i1, i2, j1, j2) in enumerate(blocks):
        inside = 0 < at < len(blocks) - 1
        island = op == "equal" and inside and not any(token.isalnum() and len(token) > 1 for token in before[i1:i2])
        if op == "equal" and not (island and sum(token.isalnum() for token in before[i1:i2]) < 2):
            if held:
                yield held
            held = None
            yield (op, i1, i2, j1, j2)
        else:
            held = ("replace", held[1], i2, held[3], j2) if held else ("replace", i1, i2, j1, j2)
    if held:
        yield held


def _cut(blocks: Iterator[Block], before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Op, str]]:
    for op, i1, i2, j1, j2 in blocks:
        if op == "equal":
            yield "same", "".join(before[i1:i2])
        else:
            yield "removed", "".join(before[i1:i2])
            yield "added", "".join(after[j1:j2])


def _joined(parts: Iterator[tuple[Op, str]]) -> Iterator[Piece]:
    for op, text in parts:
        if text:
            yield Piece(op, text)
