"""Words as LibreOffice places them: a PDF read back by poppler, and held against the frames of the pages.

poppler gives each word's box: from advance to advance in width, and 0.95 em above to 0.35 em below the base line in
height (its values for fonts that do not say, which those in LibreOffice's PDFs are), so that size and base line follow.
What counts as the word's ink is about an ideograph's square, which holds descenders too: from 0.88 em above to 0.21 em
below the base line. Digits alone are lower: 0.76 em, which matters where they are as large as a section's number.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from talkdeck.model.chart import ChartBox
from talkdeck.model.page import MathBox, Page, Pages, Paragraph, TableBox, TextBox
from talkdeck.model.units import EMU_PER_PT, Emu, Rect

ABOVE, BELOW = 0.95, 0.35
INK_ABOVE, INK_BELOW = 0.88, 0.21
DIGITS_ABOVE = 0.76

TOLERANCE: Emu = EMU_PER_PT
"""One point: LibreOffice rounds every length to 1/100 mm (360 EMU), each glyph's advance to its own grid of the
reference device, and the bearings of the first and last glyph of a line are not ink."""

ROUNDING = 0.02
"""LibreOffice keeps sizes to a tenth of a point. A text set smaller was shrunk to fit: it overflows in disguise.
(Some faces say their height, and then poppler's makes the size seem larger, never smaller.)"""

_SIDES = ("xMin", "yMin", "xMax", "yMax")
_SHARES: dict[str, tuple[float, ...]] = {"": (1,), "super": (1, 0.66, 0.58), "sub": (1, 0.66, 0.58)}
"""Sizes of a run by its raising: LibreOffice sets raised text at 66 % (PowerPoint's files) or 58 % (its own)."""

_HTML = "{http://www.w3.org/1999/xhtml}"
# Not drawn, or drawn by a font that maps its glyphs to no text: joiners, variation selectors, emoji, flags.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u20e3\u2190-\u2bff\u3030\u303d"
    "\U0001f000-\U0001faff\U000e0000-\U000e007f]"
)

# Scripts whose letters are joined or put in another order when drawn: the PDF has glyphs, not the text.
_SHAPED = re.compile("[\u0590-\u08ff\u0900-\u0eff\u1000-\u109f\ufb1d-\ufdff\ufe70-\ufefc]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page: its text, the rectangle of its ink, and its size in points."""

    text: str
    ink: Rect
    size: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text has to be: a text box, or a cell of a table. `shaped`: some of it cannot be compared (_SHAPED).

    `sizes` are those of its runs, in points.
    """

    node: str
    role: str
    frame: Rect
    text: str
    shaped: bool
    sizes: tuple[float, ...]


def words_of(pdf: Path, pages: Pages) -> list[list[Word]]:
    """The words of each page of a PDF, in EMU of the slide."""
    from lxml import etree

    done = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], capture_output=True, check=True, timeout=120)
    # poppler lets characters through that XML has no place for.
    root = etree.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", done.stdout), etree.XMLParser(recover=True))
    found = []
    for page in root.iter(f"{_HTML}page"):
        scale = pages.width / float(page.attrib["width"])
        assert abs(pages.height / float(page.attrib["height"]) - scale) < 1
        words = (_word({key: float(box.get(key, "")) for key in _SIDES}, box.text, scale) for box in _in(page))
        found.append([word for word in words if word])
    return found


def _in(page: Any) -> Iterator[Any]:
    """The word elements of a page element."""
    return iter(page.iter(f"{_HTML}word"))


def _word(box: Mapping[str, float], text: str | None, scale: float) -> Word | None:
    x0, y0, x1, y1 = (box[key] for key in _SIDES)
    bare = stripped(text or "")
    if not bare:
        return None
    em = (y1 - y0) / (ABOVE + BELOW)
    base = y0 + ABOVE * em
    top = base - (DIGITS_ABOVE if bare.isdecimal() else INK_ABOVE) * em
    bottom = base + INK_BELOW * em
    x, y = round(x0 * scale), round(top * scale)
    return Word(bare, Rect(x, y, round(x1 * scale) - x, round(bottom * scale) - y), em * scale / EMU_PER_PT)


def stripped(text: str) -> str:
    """A text as it can be compared across a PDF: compatibility forms resolved, blanks and undrawn characters gone."""
    text = "".join(unicodedata.normalize("NFKD", text).split())
    return "".join(char for char in _UNSEEN.sub("", text) if not unicodedata.combining(char))


def places_of(page: Page) -> Iterator[Place]:
    """Each place of a page that has words."""
    for box in page.boxes:
        if isinstance(box, TextBox):
            yield _place(box.node, box.role, box.frame, box.paragraphs)
        elif isinstance(box, ChartBox):
            written = [(text.lines, text.size) for text in box.texts if box.skip == 1 or text.kind != "category"]
            written += [(note.lines or (note.text,), note.size) for note in box.notes]
            if box.skip > 1:  # LibreOffice skips no names: it breaks all of them, letter by letter if it must
                written += [(lines, box.small // 2) for lines in box.categories]
            sizes = tuple(sorted({size / 100 for _, size in written}))
            text = stripped("".join("".join(lines) for lines, _ in written))
            yield Place(box.node, "chart", box.frame, text, False, sizes)
        elif isinstance(box, MathBox):  # LibreOffice is shown the formula as a line of text
            yield _place(box.node, "formula", box.frame, box.line)
        elif isinstance(box, TableBox):
            y = box.frame.y
            for number, row in enumerate(box.rows):
                x = box.frame.x
                for column, (cell, width) in enumerate(zip(row.cells, box.columns, strict=True)):
                    wide = sum(box.columns[column : column + cell.across])
                    tall = sum(under.height for under in box.rows[number : number + cell.down])
                    if not cell.covered:
                        frame = Rect(x, y, wide, tall)
                        yield _place(f"{box.node}[{number}][{column}]", "cell", frame, cell.paragraphs)
                    x += width
                y += row.height


def _place(node: str, role: str, frame: Rect, paragraphs: Sequence[Paragraph]) -> Place:
    text = stripped("".join(_mark(p) + p.plain for p in paragraphs))
    sizes = {p.size * run.scale * share / 10_000 for p in paragraphs for run in p.runs for share in _SHARES[run.script]}
    return Place(node, role, frame, _SHAPED.sub("", text), _SHAPED.search(text) is not None, tuple(sorted(sizes)))


def _mark(p: Paragraph) -> str:
    if p.marker is None:
        return ""
    return "•" if p.marker.number is None else f"{p.marker.number}."


def excess(frame: Rect, ink: Rect) -> tuple[str, Emu]:
    """The side on which ink leaves a frame the farthest, and by how much."""
    sides = {
        "left": frame.x - ink.x,
        "top": frame.y - ink.y,
        "right": ink.right - frame.right,
        "bottom": ink.bottom - frame.bottom,
    }
    side = max(sides, key=lambda key: sides[key])
    return side, sides[side]


def overflows(page: Page, words: Sequence[Word], slide: Rect) -> Iterator[str]:
    """What stands outside its place, and what is not there at all.

    A finding a line: slide, node, role, the word that is farthest out, by how much; one for each box.
    """
    places = [place for place in places_of(page) if place.text or place.shaped]
    letters = [Counter(place.text) for place in places]
    drawn: Counter[str] = Counter()
    worst: dict[str, tuple[Emu, str]] = {}
    shrunk: dict[str, str] = {}
    for word in words:
        if _SHAPED.search(word.text):
            owners = [n for n, place in enumerate(places) if place.shaped]
        else:
            owners = [n for n, place in enumerate(places) if word.text in place.text]
            owners = owners or [n for n, all_of in enumerate(letters) if not Counter(word.text) - all_of]
            drawn.update(word.text)
        if not owners:
            yield f"{page.id}: LibreOffice draws {word.text[:40]!r}, which no box of the slide says"
            continue
        best = min(owners, key=lambda n: excess(places[n].frame, word.ink)[1])
        side, by = excess(places[best].frame, word.ink)
        box = places[best].node.partition("[")[0]
        if by > max(TOLERANCE, worst.get(box, (0, ""))[0]):
            what = f"{places[best].node} ({places[best].role}): {word.text[:30]!r} of {word.size:.1f} pt"
            worst[box] = by, f"{what} {by / EMU_PER_PT:.1f} pt beyond its {side}"
        if word.size < places[best].sizes[0] * (1 - ROUNDING):
            smallest = f"not {places[best].sizes[0]} pt or more"
            shrunk[box] = f"{places[best].node} ({places[best].role}) is set at {word.size:.1f} pt, {smallest}"
        if excess(slide, word.ink)[1] > 0:
            yield f"{page.id}: {word.text[:30]!r} leaves the slide"
    for finding in (*(finding for _, finding in worst.values()), *shrunk.values()):
        yield f"{page.id}: {finding}"
    wanted: Counter[str] = sum(letters, Counter())
    if any(place.shaped for place in places):
        # Signs between shaped words come out as part of them.
        drawn, wanted = (Counter({c: n for c, n in all_of.items() if c.isalnum()}) for all_of in (drawn, wanted))
    if lost := wanted - drawn:
        yield f"{page.id}: LibreOffice does not draw {''.join(sorted(lost.elements()))[:60]!r}"
    if more := drawn - wanted:
        yield f"{page.id}: LibreOffice draws more than is said: {''.join(sorted(more.elements()))[:60]!r}"
