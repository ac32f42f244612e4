"""Paragraphs as blocks of markup: plain ones, and lists nested from their levels and markers."""

from __future__ import annotations

from talkdeck.html.inline import Inline
from talkdeck.html.sheet import Sheet
from talkdeck.model.escape import escape_attribute
from talkdeck.model.page import Marker, Paragraph
from talkdeck.model.values import Struct, field

Block = tuple[str, str, str]
"""Opening tags, the text's markup, closing tags."""


class _List(Struct):
    level: int
    tag: str
    next_number: int


class _Lists(Struct):
    """The lists that stand open, outermost first; each has an open item."""

    open: list[_List] = field(default_factory=list)

    def close_all(self) -> str:
        tags = "".join(f"</li></{each.tag}>" for each in reversed(self.open))
        self.open.clear()
        return tags

    def item(self, level: int, marker: Marker) -> str:
        """Tags that end what must end and begin an item at `level`."""
        tags = ""
        tag = "ul" if marker.number is None else "ol"
        while self.open and (
            self.open[-1].level > level or (self.open[-1].level == level and self.open[-1].tag != tag)
        ):
            tags += f"</li></{self.open.pop().tag}>"
        if self.open and self.open[-1].level == level:
            current = self.open[-1]
            jump = marker.number is not None and marker.number != current.next_number
            tags += f'</li><li value="{marker.number}">' if jump else "</li><li>"
            current.next_number = (marker.number or 0) + 1
            return tags
        start = f' start="{marker.number}"' if marker.number not in (None, 1) else ""
        self.open.append(_List(level, tag, (marker.number or 0) + 1))
        return f"{tags}<{tag}{start}><li>"


class Paragraphs:
    """Turns a box's or cell's paragraphs into blocks."""

    def __init__(self, sheet: Sheet, lang: str) -> None:
        self._sheet = sheet
        self._lang = lang
        self._inline = Inline(sheet)
        self._tags: dict[tuple[str, ...], str] = {}

    def blocks(self, paragraphs: tuple[Paragraph, ...]) -> list[Block]:
        """Blocks in reading order. A paragraph without marker goes on with the item above if it is indented."""
        if all(p.marker is None for p in paragraphs):
            return self.lines(paragraphs, "p")
        out: list[Block] = []
        lists = _Lists()
        for i, p in enumerate(paragraphs):
            tag, kind = "span", ""
            if p.marker is not None:
                before = lists.item(p.level, p.marker)
                kind = "k" if p.marker.number is None else "n"
            elif lists.open and p.indent:
                before = ""
            else:
                before, tag = lists.close_all(), "p"
            out.append(self._block(p, tag, i == 0, kind, before))
        out[-1] = (*out[-1][:2], out[-1][2] + lists.close_all())
        return out

    def lines(self, paragraphs: tuple[Paragraph, ...], tag: str, verbatim: bool = False) -> list[Block]:
        """One block of `tag` for each paragraph: headings (`span`), cells and prose (`p`), code (verbatim)."""
        return [self._block(p, tag, i == 0, "", "", verbatim) for i, p in enumerate(paragraphs)]

    def _block(self, p: Paragraph, tag: str, first: bool, kind: str, before: str, verbatim: bool = False) -> Block:
        runs = p.runs
        lang = p.lang or (runs[0].lang if len({run.lang for run in runs}) == 1 else self._lang)
        key = before, tag, self._sheet.paragraph(p, first), kind, lang
        opening = self._tags.get(key)
        if opening is None:
            opening = self._tags[key] = self._opening(*key)
        # A line of code ends in its line break: an empty line keeps its height, and copied text its lines.
        return opening, self._inline.markup(runs, lang, verbatim), f"\n</{tag}>" if verbatim else f"</{tag}>"

    def _opening(self, before: str, tag: str, made: str, kind: str, lang: str) -> str:
        classes = f"p {made} {kind}".strip()
        attribute = f' lang="{escape_attribute(lang)}"' if lang not in ("", self._lang) else ""
        return f'{before}<{tag} class="{classes}"{attribute}>'
