"""Paragraphs and runs of a page as DrawingML, written only where they differ from what they inherit.

Form is in `text.xml.j2`; here is decided what to say. Every distinct set of properties is rendered once and kept: a
deck of a thousand slides has a few dozen of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talkdeck.brand.model import FontChain
from talkdeck.model.page import Face, Paragraph, Run
from talkdeck.model.units import EMU_PER_CPT
from talkdeck.pptx.style import DEFAULT_BULLET, Level, Palette

if TYPE_CHECKING:
    from markupsafe import Markup

# Hebrew to Arabic Extended, their presentation forms, and the right-to-left planes (Unicode bidi classes R and AL).
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_ANY_RTL = re.compile(f"[{_RTL}]")
_STRONG = re.compile(f"[{_RTL}]|[^\\W\\d_]")
_MIRRORED = {"left": "r", "right": "l", "center": "ctr"}
_ALIGN = {"left": "l", "right": "r", "center": "ctr"}
_BASELINE = {"": 0, "super": 30_000, "sub": -25_000}

Piece = tuple["Markup", str | None]
"""Run properties and text; no text is a line break."""

WrittenParagraph = tuple["Markup | str", list[Piece], "Markup | str"]
"""Paragraph properties, pieces, and the properties of the paragraph's end where it has no pieces."""


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """What a:pPr says (§21.1.2.2.7); None is inherited. `bullet`: `none`, `char` or `number`."""

    level: int = 0
    margin: int | None = None
    hang: int | None = None
    align: str | None = None
    rtl: bool = False
    spacing: int | None = None
    before: int | None = None
    bullet: str | None = None
    char: str = ""
    start: int = 1
    bullet_colour: Markup | None = None


@dataclass(frozen=True, slots=True)
class RunForm:
    """What a:rPr says (§21.1.2.3.9); None is inherited. `link` is a relation's id; `own_link_colour` keeps `colour`."""

    lang: str = ""
    alt_lang: str = ""
    size: int | None = None
    bold: bool | None = None
    caps: bool | None = None
    italic: bool = False
    strike: bool = False
    baseline: int = 0
    colour: Markup | None = None
    face: tuple[str, str, str] | None = None
    link: str | None = None
    own_link_colour: bool = False


class Faces:
    """Typefaces of a face as (latin, ea, cs). Headings and body go through the theme.

    The theme has no slot for a monospaced face (§20.1.4.1.24 fontScheme), so that one is named outright.
    """

    def __init__(self, fonts: Mapping[Face, FontChain]) -> None:
        mono = fonts["mono"].latin[0]
        self._names: dict[Face, tuple[str, str, str]] = {
            "heading": ("+mj-lt", "+mj-ea", "+mj-cs"),
            "body": ("+mn-lt", "+mn-ea", "+mn-cs"),
            "mono": (mono, "+mn-ea", mono),
        }

    def __getitem__(self, face: Face) -> tuple[str, str, str]:
        return self._names[face]


class TextWriter:
    """Writes paragraphs over one set of inherited levels, on one ground."""

    def __init__(self, macros: Any, levels: Sequence[Level], palette: Palette, faces: Faces, alt_lang: str) -> None:
        self._macros = macros
        self._levels = levels
        self._palette = palette
        self._faces = faces
        self._alt_lang = alt_lang
        self._paragraph_forms: dict[tuple[object, ...], Markup] = {}
        self._run_forms: dict[tuple[object, ...], Markup] = {}

    def paragraphs(self, paragraphs: Iterable[Paragraph], links: Mapping[str, str]) -> list[WrittenParagraph]:
        """Paragraphs for the template. `links` gives the relation's id for each address."""
        starts: dict[int, tuple[int, int]] = {}
        return [self._paragraph(paragraph, _start(paragraph, starts), links) for paragraph in paragraphs]

    def end_properties(self, size: int, lang: str) -> Markup:
        """Properties of an empty paragraph's end, which give its line the height of `size` (hundredths of a point)."""
        key = ("end", size, lang)
        if key not in self._run_forms:
            base = self._levels[0]
            form = RunForm(lang, self._other(lang), size if size != base.size else None)
            self._run_forms[key] = self._macros.end(form)
        return self._run_forms[key]

    def _paragraph(self, p: Paragraph, start: int, links: Mapping[str, str]) -> WrittenParagraph:
        level = min(p.level, len(self._levels) - 1)
        rtl = False
        for run in p.runs:
            if _ANY_RTL.search(run.text):
                strong = _STRONG.search(p.plain)
                rtl = strong is not None and _ANY_RTL.match(strong.group()) is not None
                break
        marker = 0 if p.marker is None else 1 if p.marker.number is None else 2
        key = (level, p.indent, p.hang, p.align, rtl, p.spacing, p.before, marker, start)
        properties = self._paragraph_forms.get(key)
        if properties is None:
            properties = self._macros.paragraph(self._paragraph_form(p, level, rtl, marker, start))
            self._paragraph_forms[key] = properties
        pieces: list[Piece] = []
        for run in p.runs:
            # A link goes by its relation's id; whatever else decides is in the key as it stands.
            link = links[run.link] if run.link else None
            look = (
                level, p.size, p.colour, p.bold, p.face, run.lang, run.bold, run.italic, run.mono, run.strike,
                run.script, run.colour, run.scale, link,
            )  # fmt: skip
            form = self._run_forms.get(look)
            if form is None:
                form = self._run_forms[look] = self._macros.run(self._run_form(p, run, level, link))
            if "\n" not in run.text:
                pieces.append((form, run.text))
                continue
            for number, line in enumerate(run.text.split("\n")):
                if number:
                    pieces.append((form, None))
                if line:
                    pieces.append((form, line))
        # A paragraph that ends in a break has one more, empty, line; its height comes from the end's properties.
        end = "" if pieces and pieces[-1][1] is not None else self.end_properties(p.size, p.lang)
        return properties, pieces, end

    def _paragraph_form(self, p: Paragraph, level: int, rtl: bool, marker: int, start: int) -> ParagraphForm:
        base = self._levels[level]
        align = _MIRRORED[p.align] if rtl else _ALIGN[p.align]
        bullet, char, colour = None, "", None
        if marker == 0 and base.marker is not None:
            bullet = "none"
        elif marker == 1 and base.marker is None:
            bullet, char, colour = "char", DEFAULT_BULLET, base.marker_colour
        elif marker == 2:
            bullet = "number"
            colour = base.marker_colour if base.marker is None else None
        return ParagraphForm(
            level=level,
            margin=p.indent if p.indent != base.indent else None,
            hang=p.hang if p.hang != base.hang else None,
            align=align if align != _ALIGN[base.align] else None,
            rtl=rtl,
            spacing=p.spacing if p.spacing != base.spacing else None,
            before=centipoints(p.before) if centipoints(p.before) != centipoints(base.before) else None,
            bullet=bullet,
            char=char,
            start=start,
            bullet_colour=colour,
        )

    def _run_form(self, p: Paragraph, run: Run, level: int, link: str | None) -> RunForm:
        base = self._levels[level]
        # A baseline shift sets the text smaller by itself (§21.1.2.3.9 baseline).
        size = p.size if run.script else p.size * run.scale // 100
        bold = p.bold or run.bold
        face: Face = "mono" if run.mono else p.face
        role = run.colour or ("link" if link else p.colour)
        colour: Markup | None = self._palette[role]
        own_link_colour = link is not None and not self._palette.is_theme_link(role)
        if (not link and colour == base.colour) or (link and not own_link_colour):
            colour = None
        return RunForm(
            lang=run.lang,
            alt_lang=self._other(run.lang),
            size=size if size != base.size else None,
            bold=bold if bold != base.bold else None,
            italic=run.italic,
            strike=run.strike,
            baseline=_BASELINE[run.script],
            colour=colour,
            face=self._faces[face] if face != base.face else None,
            link=link,
            own_link_colour=own_link_colour,
        )

    def _other(self, lang: str) -> str:
        """The language for the other script of a run: PowerPoint keeps one for each."""
        return "en-US" if lang[:2] in ("zh", "ja", "ko") else self._alt_lang


def centipoints(length: int) -> int:
    """EMU to hundredths of a point, as a:spcPts has them."""
    return (length + EMU_PER_CPT // 2) // EMU_PER_CPT


def _start(p: Paragraph, starts: dict[int, tuple[int, int]]) -> int:
    """The `startAt` of a numbered paragraph: the first number of its list, so that items inserted later are counted.

    `starts` holds (first number, next number) of the lists open at each level. A shallower paragraph, or one of the
    same level without a number, ends a list.
    """
    for level in [level for level in starts if level > p.level]:
        del starts[level]
    number = p.marker.number if p.marker else None
    if number is None:
        starts.pop(p.level, None)
        return 1
    first, expected = starts.get(p.level, (number, number))
    if number != expected:
        first = number
    starts[p.level] = (first, number + 1)
    return first
