"""Make the tables of `talkdeck.text`: advance widths from open fonts, character classes from Unicode.

    python tools/make_metrics.py [--fonts DIR ...] [--check]

Writes generator/talkdeck/text/data/*.json: figures, not fonts. Only needed when a style is added or a font changes; the
tables are committed. Fonts come from Debian (fonts-liberation2, fonts-crosextra-carlito, fonts-crosextra-caladea,
fonts-dejavu-core, fonts-dejavu-extra, fonts-noto-cjk) and, for Georgia's twin, from the npm package
@fontsource/gelasio (its `files` folder is given with --fonts). Classes come from the Python package uniseg.
`--check` writes nothing and fails if a committed table differs.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from uniseg.emoji import extended_pictographic  # type: ignore[import-untyped]
from uniseg.linebreak import line_break  # type: ignore[import-untyped]

DATA = Path(__file__).resolve().parent.parent / "generator" / "talkdeck" / "text" / "data"
DEBIAN = Path("/usr/share/fonts")

SANS_CJK = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
SERIF_CJK = ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")
SC = 2
"""Number of the Simplified Chinese face in the Noto CJK collections."""

BLOCKS = (
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x0370, 0x03FF),
    (0x0400, 0x052F),
    (0x05D0, 0x05EA),
    (0x060C, 0x06F9),
    (0x1E00, 0x1EFF),
    (0x2000, 0x205E),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x214B),
    (0x2150, 0x218B),
    (0x2190, 0x22FF),
    (0x2300, 0x23FF),
    (0x2460, 0x24FF),
    (0x2500, 0x26FF),
    (0xFB00, 0xFB06),
    (0xFF61, 0xFFDC),
)
"""Where widths are taken from the fonts; elsewhere wide characters are 1 em and the rest take the default."""


@dataclass(frozen=True)
class Style:
    """A chain of faces, and the open fonts whose widths stand for it: pairs of a regular and a bold one."""

    latin: tuple[tuple[str, str], ...]
    asian: tuple[str, str]
    fallback: tuple[str, str]
    faces: tuple[str, ...]


STYLES = {
    "sans": Style(
        latin=(("liberation2/LiberationSans-Regular.ttf", "liberation2/LiberationSans-Bold.ttf"),),
        asian=SANS_CJK,
        fallback=("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
        faces=("Arial", "Helvetica", "Liberation Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"),
    ),
    "serif": Style(
        latin=(("gelasio-latin-400-normal.woff", "gelasio-latin-700-normal.woff"),),
        asian=SERIF_CJK,
        fallback=("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
        faces=("Georgia", "Gelasio", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun"),
    ),
    "book": Style(
        latin=(("Caladea-Regular.ttf", "Caladea-Bold.ttf"),),
        asian=SERIF_CJK,
        fallback=("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
        faces=("Cambria", "Caladea", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun"),
    ),
    "humanist": Style(
        latin=(("Carlito-Regular.ttf", "Carlito-Bold.ttf"),),
        asian=SANS_CJK,
        fallback=("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
        faces=("Calibri", "Carlito", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"),
    ),
    "mono": Style(
        latin=(
            ("liberation2/LiberationMono-Regular.ttf", "liberation2/LiberationMono-Bold.ttf"),
            ("DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"),
        ),
        asian=SANS_CJK,
        fallback=("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
        faces=("Consolas", "Menlo", "Liberation Mono", "DejaVu Sans Mono", "Noto Sans CJK SC", "Microsoft YaHei"),
    ),
}


class Face:
    """One open font: its advances in thousandths of an em, rounded up."""

    def __init__(self, path: Path) -> None:
        font = TTFont(path, fontNumber=SC if path.suffix == ".ttc" else -1, lazy=True)
        self._unit: int = font["head"].unitsPerEm
        self._glyphs: Mapping[int, str] = font.getBestCmap()
        self._advances: Any = font["hmtx"]

    def _permille(self, units: int) -> int:
        return -(-units * 1000 // self._unit)

    def advance(self, code: int) -> int | None:
        glyph = self._glyphs.get(code)
        return None if glyph is None else self._permille(self._advances[glyph][0])


def find_face(name: str, folders: Iterable[Path]) -> Face:
    for folder in folders:
        for path in sorted(folder.rglob(Path(name).name)):
            if str(path).endswith(name):
                return Face(path)
    sys.exit(f"make_metrics: no font file {name}; see the head of this script for the packages")


def widths(latin: list[Face], asian: Face, fallback: Face) -> tuple[dict[int, int], dict[int, int]]:
    """Advances beside Latin text, and those that are wider where the paragraph holds Han and its face may draw them."""
    narrow, wider = {}, {}
    for code in (code for first, last in BLOCKS for code in range(first, last + 1)):
        if class_of(code) in "mjs" and code not in (0x20, 0x3000):
            continue
        own = [width for face in latin if (width := face.advance(code)) is not None]
        theirs = asian.advance(code)
        last_resort = fallback.advance(code) if code < 0x2000 else None  # unknown symbols are 1 em anyway
        rest = [width for width in (theirs, last_resort) if width is not None]
        if not own and not rest:
            continue
        narrow[code] = max(own or rest)
        # A face of another script draws ASCII and accented letters only where the Latin face lacks them.
        if code >= 0x2000 or code in (0xA7, 0xA8, 0xB0, 0xB1, 0xB7, 0xD7, 0xF7):
            widest = max(own + rest)
            if widest > narrow[code]:
                wider[code] = widest
    return narrow, wider


def packed(table: Mapping[int, int]) -> dict[str, list[int]]:
    """Widths as rows of neighbouring code points, by the first one in hexadecimal."""
    rows: dict[str, list[int]] = {}
    for _, group in groupby(enumerate(sorted(table)), key=lambda pair: pair[1] - pair[0]):
        codes = [code for _, code in group]
        rows[f"{codes[0]:04X}"] = [table[code] for code in codes]
    return rows


def style_table(style: Style, folders: list[Path]) -> dict[str, object]:
    cuts: dict[str, object] = {}
    for index, cut in enumerate(("regular", "bold")):
        latin = [find_face(pair[index], folders) for pair in style.latin]
        asian, fallback = find_face(style.asian[index], folders), find_face(style.fallback[index], folders)
        narrow, wider = widths(latin, asian, fallback)
        cuts[cut] = packed(narrow)
        cuts[f"{cut}-asian"] = packed(wider)
    return {"faces": list(style.faces), **cuts}


CLASSES = {
    **dict.fromkeys(("AL", "AI", "SG", "XX", "SA", "BB", "H2", "H3", "JL"), "a"),
    **dict.fromkeys(("ID", "CB", "EB"), "i"),
    **dict.fromkeys(("CM", "EM", "JV", "JT", "VF", "VI"), "m"),
    **dict.fromkeys(("AK", "AP", "AS"), "a"),
    **dict.fromkeys(("NS", "CJ"), "N"),
    **dict.fromkeys(("GL", "WJ"), "g"),
    **dict.fromkeys(("BK", "CR", "LF", "NL"), "k"),
    "HL": "l",
    "NU": "n",
    "ZWJ": "j",
    "B2": "d",
    "IN": "e",
    "IS": "t",
    "SY": "y",
    "PO": "P",
    "PR": "p",
    "HY": "h",
    "HH": "h",
    "BA": "H",
    "QU": "q",
    "SP": "s",
    "ZW": "z",
    "RI": "r",
}
"""Line_Break classes of UAX #14 to the letters that `talkdeck.text.breaking` works with."""


def class_of(code: int) -> str:
    """The letter of a character. Brackets and stops are told apart by width: Han text breaks beside its own.

    Hangul counts as alphabetic: Korean breaks at its blanks.
    """
    char = chr(code)
    name = line_break(char).name
    wide = unicodedata.east_asian_width(char) in ("F", "W", "H")
    match name:
        case "OP":
            return "o" if wide else "f"
        case "CL" | "CP":
            return "c" if wide or name == "CL" else "C"
        case "EX":
            return "x" if wide else "X"
        case "QU" if char in "“‘«‹":
            return "O"
        case "QU" if char in "”’»›":
            return "Q"
        case _ if char in "·～〜":
            return "N"
        case "SA" if unicodedata.category(char) in ("Mn", "Mc"):
            return "m"
    return CLASSES[name]


def ranges(value: Callable[[int], object]) -> list[tuple[int, int, Any]]:
    """Runs of one value over all of Unicode, without those whose value is false."""
    found = []
    for key, group in groupby(range(0x110000), key=value):
        codes = list(group)
        if key:
            found.append((codes[0], codes[-1], key))
    return found


def character_table() -> dict[str, object]:
    """Classes of all characters (a is left out), and those that are 1 em wide or drawn as emoji."""

    def letter(code: int) -> str:
        found = "a" if 0xD800 <= code <= 0xDFFF else class_of(code)
        return "" if found == "a" else found

    def wide(code: int) -> bool:
        return not 0xD800 <= code <= 0xDFFF and unicodedata.east_asian_width(chr(code)) in ("F", "W")

    def emoji(code: int) -> bool:
        return (wide(code) or code >= 0x1F300) and extended_pictographic(chr(code)) and code not in (0x3030, 0x303D)

    classes: dict[str, str] = {}
    for first, last, key in ranges(letter):
        span = f"{first:X}" if first == last else f"{first:X}-{last:X}"
        classes[key] = f"{classes[key]} {span}" if key in classes else span
    return {
        "classes": dict(sorted(classes.items())),
        "wide": [[first, last] for first, last, _ in ranges(wide)],
        "emoji": [[first, last] for first, last, _ in ranges(emoji)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--fonts", type=Path, action="append", default=[], help="another folder with fonts")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a table differs")
    options = parser.parse_args()
    folders = [*options.fonts, DEBIAN]
    tables: dict[str, dict[str, object]] = {name: style_table(style, folders) for name, style in STYLES.items()}
    tables["characters"] = character_table()
    stale = []
    for name, table in tables.items():
        target = DATA / f"{name}.json"
        text = json.dumps(table, ensure_ascii=True, separators=(",", ":")).replace('],"', '],\n"') + "\n"
        if not options.check:
            target.write_text(text, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != text:
            stale.append(name)
        print(f"{target.name}: {len(text)} bytes")
    if stale:
        sys.exit(f"make_metrics: out of step with the fonts here: {', '.join(stale)}")


if __name__ == "__main__":
    main()
