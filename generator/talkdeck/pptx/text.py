"""Paragraphs and runs of a page as DrawingML, written only where they differ from what they inherit.

Form is in `text.xml.j2`; here is decided what to say. Every distinct set of properties becomes a form once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from talkdeck.brand.model import FontChain
from talkdeck.model.escape import escape_text
from talkdeck.model.page import Face, Paragraph, Run
from talkdeck.model.units import EMU_PER_CPT
from talkdeck.model.values import Struct, replace
from talkdeck.pptx.forms import Form, form
from talkdeck.pptx.style import DEFAULT_BULLET, Level, Palette
from talkdeck.pptx.templates import macros

if TYPE_CHECKING:
    from markupsafe import Markup

# Hebrew to Arabic Extended, their presentation forms, and the right-to-left planes (Unicode bidi classes R and AL).
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_ANY_RTL = re.compile(f"[{_RTL}]")
_STRONG = re.compile(f"[{_RTL}]|[^\\W\\d_]")
_MIRRORED = {"left": "r", "right": "l", "center": "ctr"}
_ALIGN = {"left": "l", "right": "r", "center": "ctr"}
_BASELINE = {"": 0, "super": 30_000, "sub": -25_000}


class ParagraphForm(Struct, frozen=True):
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


class RunForm(Struct, frozen=True):
    """What a:rPr says (§21.1.2.3.9); None is inherited.

    `spacing` is tracking in hundredths of a point. `link` is a relation's id; `own_link_colour` keeps `colour` for it.
    """

    lang: str = ""
    size: int | None = None
    bold: bool | None = None
    caps: bool | None = None
    italic: bool = False
    strike: bool = False
    baseline: int = 0
    spacing: int = 0
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

    def __init__(self, levels: Sequence[Level], palette: Palette, faces: Faces) -> None:
        self._levels = levels
        self._palette = palette
        self._faces = faces
        self._macros = macros("text")
        self._paragraph_forms: dict[tuple[object, ...], Form] = {}
        self._run_forms: dict[tuple[object, ...], tuple[Form, str]] = {}
        self._number_forms: dict[tuple[object, ...], Form] = {}
        self._ends: dict[tuple[int, str], str] = {}

    def paragraphs(self, paragraphs: Iterable[Paragraph], links: Mapping[str, str]) -> str:
        """Paragraphs as XML. `links` gives the relation's id for each address."""
        starts: dict[int, tuple[int, int]] = {}
        return "".join(self._form_of(p, _start(p, starts)) % {"pieces": self._pieces(p, links)} for p in paragraphs)

    def slide_number(self, paragraph: Paragraph, number: int) -> str:
        """A paragraph whose run that says `number` is the field of the slide's number (§21.1.2.2.4 a:fld)."""
        pieces = []
        for run in paragraph.runs:
            if run.text != str(number):
                pieces.append(self._pieces(replace(paragraph, runs=(run,)), {}))
                continue
            key = paragraph.size, paragraph.colour, paragraph.bold, paragraph.face, run.lang, run.bold, run.colour
            if key not in self._number_forms:
                self._number_forms[key] = form(self._macros.slide_number(self._run_form(paragraph, run, None)))
            pieces.append(self._number_forms[key] % {"text": number})
        return self._form_of(paragraph, 1) % {"pieces": "".join(pieces)}

    def empty(self, size: int, lang: str) -> str:
        """A paragraph without words, as tall as text of `size` (hundredths of a point)."""
        return self._empty % {"pieces": self._end(size, lang)}

    @cached_property
    def _empty(self) -> Form:
        return form(self._macros.paragraph(ParagraphForm()))

    def _end(self, size: int, lang: str) -> str:
        key = size, lang
        if key not in self._ends:
            own_size = size if size != self._levels[0].size else None
            self._ends[key] = str(self._macros.end(RunForm(lang, own_size)))
        return self._ends[key]

    def _form_of(self, p: Paragraph, start: int) -> Form:
        rtl = False
        for run in p.runs:
            if not run.text.isascii() and _ANY_RTL.search(run.text):
                strong = _STRONG.search(p.plain)
                rtl = strong is not None and _ANY_RTL.match(strong.group()) is not None
                break
        marker = 0 if p.marker is None else 1 if p.marker.number is None else 2
        key = (p.level, p.indent, p.hang, p.align, rtl, p.spacing, p.before, marker, start)
        known = self._paragraph_forms.get(key)
        if known is None:
            known = form(self._macros.paragraph(self._paragraph_form(p, rtl, marker, start)))
            self._paragraph_forms[key] = known
        return known

    def _pieces(self, p: Paragraph, links: Mapping[str, str]) -> str:
        pieces = []
        for run in p.runs:
            link = links[run.link] if run.link else None
            key = (
                p.level, p.size, p.colour, p.bold, p.face, run.lang, run.bold, run.italic, run.mono, run.strike,
                run.script, run.colour, run.scale, run.track, link,
            )  # fmt: skip
            known = self._run_forms.get(key)
            if known is None:
                look = self._run_form(p, run, link)
                known = form(self._macros.run(look)), str(self._macros.line_break(look))
                self._run_forms[key] = known
            if "\n" not in run.text:
                pieces.append(known[0] % {"text": escape_text(run.text)})
                continue
            lines = (known[0] % {"text": escape_text(line)} if line else "" for line in run.text.split("\n"))
            pieces.append(known[1].join(lines))
        # A paragraph that ends in a break has one more, empty, line; its height comes from the end's properties.
        if not p.runs or p.runs[-1].text.endswith("\n"):
            pieces.append(self._end(p.size, p.lang))
        return "".join(pieces)

    def _paragraph_form(self, p: Paragraph, rtl: bool, marker: int, start: int) -> ParagraphForm:
        base = self._levels[p.level]
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
            level=p.level,
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

    def _run_form(self, p: Paragraph, run: Run, link: str | None) -> RunForm:
        base = self._levels[p.level]
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
            size=size if size != base.size else None,
            bold=bold if bold != base.bold else None,
            italic=run.italic,
            strike=run.strike,
            baseline=_BASELINE[run.script],
            spacing=size * run.track // 1000,
            colour=colour,
            face=self._faces[face] if face != base.face else None,
            link=link,
            own_link_colour=own_link_colour,
        )


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
