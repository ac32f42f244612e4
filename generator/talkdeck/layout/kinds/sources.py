"""The list of sources at a talk's end: each source once, beside the slides that it stands on."""

from __future__ import annotations

from talkdeck.layout.kinds.opening import joined
from talkdeck.layout.kinds.table import arrange_table
from talkdeck.layout.sheet import Sheet
from talkdeck.layout.stage import Stage
from talkdeck.layout.words import word
from talkdeck.model.data import Cell, Table, TableRow
from talkdeck.model.deck import Slide, Sources
from talkdeck.model.text import Text, plain_text
from talkdeck.model.values import replace

MOST = 6
"""So many titles stand in a row; a source of more slides has several rows, which may be on different slides."""


def arrange_sources(slide: Slide, stage: Stage) -> list[Sheet]:
    """A table of sources in the order in which the talk comes to them, on as many slides as it takes."""
    content = slide.content
    assert isinstance(content, Sources)
    slides: dict[str, tuple[Text, list[Text]]] = {}
    for title, _, source in content.entries:
        slides.setdefault(source.plain, (source, []))[1].append(title)
    between = "；" if stage.lang[:2] in ("zh", "ja") else "; "
    rows = []
    for source, titles in slides.values():
        for at in range(0, len(titles), MOST):
            said = joined(titles[at : at + MOST], between)
            first = Cell(text=source, where=source.span) if at == 0 else None
            rows.append(TableRow(cells=(first, Cell(text=said, where=source.span)), where=source.span))
    head = tuple(plain_text(word(name, stage.lang), slide.span) for name in ("origin", "slide"))
    table = Table(head=head, rows=tuple(rows), where=slide.span)
    return arrange_table(replace(slide, content=table), stage)
