"""Advance widths of a chain of faces, without a font at hand.

A chain names the faces to try on the reader's machine (Arial, Helvetica, Liberation Sans; Microsoft YaHei, PingFang SC,
Noto Sans CJK SC). Measured is the *envelope*: the widest advance of the chain, so that text fits whichever of them is
there. The tables are made by tools/make_metrics.py from open fonts of the same widths. Line heights take no table:
PowerPoint and LibreOffice set lines by the size alone, see `NATURAL`.

All figures are thousandths of an em, rounded up. Kerning is left out: it narrows text, save for rare pairs.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

NAMES = ("sans", "serif", "book", "humanist", "mono")
"""Styles there is a table for: Arial, Georgia, Cambria, Calibri, and fixed-width faces, each with its Asian partner."""

NATURAL = 1200
"""Line height at 100 % spacing in thousandths of the size. Measured: exact in LibreOffice 7.4 (it imports decks with
font-independent line spacing), Han and Latin alike; PowerPoint's own PDFs show 1.2 em for Arial, Meiryo and others,
a few percent less or more with some."""

EM = 1000
EMOJI = 1400
"""Advance of an emoji: Segoe UI Emoji 1.37 em, Noto Color Emoji 1.25 em, Apple Color Emoji 1.25 em."""
EMOJI_STYLE = 600
"""Advance of U+FE0F: it turns a text symbol (0.8 em and more) into an emoji."""

ASIAN = re.compile("[^\0-\u2e7f\ud800-\uf8ff\U00040000-\U0010ffff]")
"""A character that an East-Asian or emoji face draws, U+2E80-D7FF and U+F900-3FFFF. (Coarse: some rare scripts and
ligatures are among them. Said by what is left out, because compiling a range takes time for each of its characters.)"""


class Advances(dict[str, int]):
    """Advances by character; those of characters not in the table are worked out when first asked for."""

    def __missing__(self, char: str) -> int:
        width = self[char] = _default(ord(char))
        return width


def _default(code: int) -> int:
    classes = character_classes()
    kind = classes[code]
    if kind in "mjgzk" and code not in classes.wide:
        return EMOJI_STYLE if code == 0xFE0F else 0
    return EMOJI if code in classes.emoji else EM


class Metrics:
    """The envelope of a chain of faces, see `load`."""

    def __init__(self, name: str, table: Mapping[str, Any]) -> None:
        self.name = name
        self.faces: tuple[str, ...] = tuple(table["faces"])
        cuts = {cut: _unpacked(table[cut]) for cut in ("regular", "bold")}
        self._advances = tuple(
            Advances(cuts[cut] | _unpacked(table[f"{cut}-asian"]) if asian else cuts[cut])
            for cut in ("regular", "bold")
            for asian in (False, True)
        )

    def advances(self, bold: bool, asian: bool) -> Advances:
        """Advance of each character. `asian`: the paragraph holds Han, so its face may draw “ ” … — · at 1 em."""
        return self._advances[2 * bold + asian]

    def width(self, text: str, bold: bool = False) -> int:
        """Width of a text on one line in thousandths of an em, without the space between scripts (`spacing`)."""
        advances = self.advances(bold, ASIAN.search(text) is not None)
        return sum(map(advances.__getitem__, text))

    def line_height(self, asian: bool) -> int:
        """Line height at 100 % spacing in thousandths of the size: the same for every face and script, see NATURAL."""
        return NATURAL


def _unpacked(rows: Mapping[str, Sequence[int]]) -> dict[str, int]:
    return {chr(code): width for first, row in rows.items() for code, width in enumerate(row, int(first, 16))}


@cache
def load(name: str) -> Metrics:
    """The envelope of a style, one of NAMES. Raises KeyError for another name."""
    if name not in NAMES:
        raise KeyError(name)
    return Metrics(name, _data(name))


def _data(name: str) -> Any:
    return json.loads(Path(__file__).with_name("data").joinpath(f"{name}.json").read_bytes())


class Ranges:
    """A set of code points kept as ranges."""

    def __init__(self, pairs: Sequence[Sequence[int]]) -> None:
        self._firsts = [first for first, _ in pairs]
        self._lasts = [last for _, last in pairs]

    def __contains__(self, code: int) -> bool:
        at = bisect_right(self._firsts, code) - 1
        return at >= 0 and code <= self._lasts[at]


class Classes(dict[int, str]):
    """Line-breaking class of each code point as one letter, fit for `str.translate`; see tools/make_metrics.py."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        super().__init__()
        spans = []
        for letter, text in table["classes"].items():
            for span in text.split():
                first, _, last = span.partition("-")
                spans.append((int(first, 16), int(last or first, 16), letter))
        spans.sort()
        self._firsts = [first for first, _, _ in spans]
        self._spans = spans
        self.wide = Ranges(table["wide"])
        self.emoji = Ranges(table["emoji"])

    def __missing__(self, code: int) -> str:
        """The letter, for good."""
        at = bisect_right(self._firsts, code) - 1
        letter = self._spans[at][2] if at >= 0 and code <= self._spans[at][1] else "a"
        self[code] = letter
        return letter


@lru_cache(maxsize=1)
def character_classes() -> Classes:
    """Classes of all characters (Unicode 16)."""
    return Classes(_data("characters"))
