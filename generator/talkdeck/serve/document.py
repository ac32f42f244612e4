"""A deck's HTML in parts: what differs between two versions of it, and the page that the preview makes of one.

The preview shows the very deck that a build writes. What it adds is a script and a style sheet of its own, which a
nonce lets through the content security policy; nothing else may run or be fetched that the deck does not allow.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from markupsafe import escape

from talkdeck.build.talk import Made
from talkdeck.html.keep import Keep
from talkdeck.html.writer import write_html
from talkdeck.model.outline import Outline
from talkdeck.model.page import Pages
from talkdeck.model.values import Struct

_STYLE = re.compile(r"(<style[^>]*>)(.*?)(</style>)", re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_ABOUT = re.compile(r'<meta name="(?:author|description|keywords)" content="[^"]*">\n')
_HASHES = re.compile(r"'sha256-[^']*' ?")
_SHARED = re.compile(r'<svg class="unseen".*?</svg>\n?', re.DOTALL)


class Document(Struct, frozen=True):
    """One version of one edition: its HTML before, in and behind its slides, and what it was made from."""

    begin: str
    slides: tuple[str, ...]
    end: str
    outline: Outline
    pages: Pages

    @property
    def html(self) -> str:
        """The deck as a build writes it."""
        return "".join((self.begin, *self.slides, self.end))


class Change(Struct, frozen=True):
    """What makes one version of a document of another, for the page that shows it.

    `slides` are those of the new version: the place of one that the old version has, or markup. `styles` has the text
    of each style sheet in order, None for one that stays, or nothing at all; `shared` the element of pictures used more
    than once, None if it stays.
    """

    slides: tuple[int | str, ...]
    styles: tuple[str | None, ...]
    shared: str | None
    title: str


def document(made: Made, keep: Keep) -> Document:
    """Write an edition; `keep` has the slides of its last version."""
    out = BytesIO()
    write_html(made.pages, made.brand, made.assets, out, keep)
    html, slides = out.getvalue().decode(), tuple(keep.written)
    first = html.index(slides[0])
    last = first + sum(map(len, slides))
    return Document(html[:first], slides, html[last:], made.outline, made.pages)


def change(old: Document, new: Document) -> Change | None:
    """What changed; None where the page must be loaded anew: another player, language or size of slides."""
    if _SHARED.sub("", old.end) != _SHARED.sub("", new.end):
        return None
    styles: tuple[str | None, ...] = ()
    if old.begin != new.begin:
        if _frame(old.begin) != _frame(new.begin):
            return None
        sheets = zip(_STYLE.findall(old.begin), _STYLE.findall(new.begin), strict=True)
        styles = tuple(None if before[1] == after[1] else after[1] for before, after in sheets)
    known = {markup: at for at, markup in enumerate(old.slides)}
    shared = _shared(new.end)
    return Change(
        slides=tuple(known.get(markup, markup) for markup in new.slides),
        styles=styles,
        shared=None if shared == _shared(old.end) else shared,
        title=new.pages.title,
    )


def _frame(begin: str) -> str:
    """A document's beginning without what a change can put right in place."""
    return _HASHES.sub("", _ABOUT.sub("", _TITLE.sub("", _STYLE.sub(r"\1\3", begin))))


def _shared(end: str) -> str:
    found = _SHARED.search(end)
    return found[0] if found else ""


def page(document: Document, added: str, nonce: str) -> str:
    """The deck with the preview's own elements at the end of its head."""
    begin = document.begin.replace("style-src ", f"style-src 'nonce-{nonce}' ", 1)
    begin = begin.replace("script-src ", f"script-src 'nonce-{nonce}' ", 1)
    begin = begin.replace("base-uri ", "connect-src 'self'; base-uri ", 1)
    head, _, body = begin.rpartition("</head>")
    return "".join((head, added, "</head>", body, *document.slides, document.end))


def empty_page(title: str, lang: str, added: str, nonce: str) -> str:
    """A page without a deck: what is wrong with a talk that has never been whole, or the list of talks."""
    policy = (
        f"default-src 'none'; img-src data:; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n{added}</head>\n<body>\n</body>\n</html>\n'
    )


def place(document: Document, slide: str, node: str, paragraph: int | None) -> Any:
    """The `Span` in the outline of a box on a slide, or of one of its paragraphs; None for what is not there."""
    found = next((each for each in document.pages.pages if each.id == slide), None)
    if found is None:
        return None
    boxes = [box for box in found.boxes if box.node == node]
    nodes: list[str] = []
    for box in boxes[:1]:
        lines = getattr(box, "paragraphs", ())
        cells = (cell for row in getattr(box, "rows", ()) for cell in row.cells if not cell.covered)
        nodes += [each.node for each in (*lines, *(p for cell in cells for p in cell.paragraphs))]
    if paragraph is not None and 0 <= paragraph < len(nodes) and nodes[paragraph] != node:
        span = span_at(document.outline, nodes[paragraph])
        if span is not None:
            return span
    box_span = next((span for box in boxes if (span := getattr(box, "span", None)) and span.path), None)
    return box_span or span_at(document.outline, node) or found.span


def span_at(outline: Outline, node: str) -> Any:
    """The span of an outline's node (`sections.0.slides.2.bullets.1`), or of the last on the way that has one."""
    value: Any = outline
    span: Any = None
    for step in node.split("."):
        if step.isdigit() and isinstance(value, tuple):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = getattr(value, step, None)
        if value is None:
            break
        span = getattr(value, "where", None) or getattr(value, "span", None) or span
    return span
