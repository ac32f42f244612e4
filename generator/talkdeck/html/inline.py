"""Runs of text as inline markup: tags around text that the template escapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from talkdeck.html.css import name
from talkdeck.html.sheet import Sheet
from talkdeck.model.page import Run

Piece = tuple[str, str, str]
"""Opening tags, text, closing tags, of which the last are only there with the first.

Only tags are markup; the text is plain until the template escapes it.
"""

_BREAK = Markup("<br>")
_LINK_END = Markup("</a>")


def safe_address(link: str | None) -> str | None:
    """The address if a click may go there: http, https and mailto. Anything else stays text."""
    if link is None:
        return None
    try:
        scheme = urlsplit(link.strip()).scheme.lower()
    except ValueError:
        return None
    return link.strip() if scheme in ("http", "https", "mailto") else None


def _joined(runs: tuple[Run, ...]) -> Sequence[Run]:
    """Runs that differ only in the space behind them as one: browsers set that space themselves (text-autospace)."""
    if not any(run.track for run in runs):
        return runs
    out: list[Run] = []
    for run in runs:
        plain = replace(run, track=0) if run.track else run
        if out and replace(out[-1], text=run.text) == plain:
            out[-1] = replace(plain, text=out[-1].text + run.text)
        else:
            out.append(plain)
    return out


class Inline:
    """Turns runs into pieces. Remembers the tags of each formatting, of which a deck has few."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._tags: dict[tuple[object, ...], tuple[Markup, Markup]] = {}

    def pieces(self, runs: tuple[Run, ...], lang: str, verbatim: bool = False) -> list[Piece]:
        """The runs of one paragraph in language `lang`; neighbouring runs of one address make one link.

        `verbatim` keeps line breaks as they are and drops the tag for monospaced text, for use inside `pre`.
        """
        out: list[Piece] = []
        joined = _joined(runs)
        if not any(run.link for run in joined):
            for run in joined:
                self._add(out, run, lang, verbatim)
            return out
        for link, linked in groupby(joined, attrgetter("link")):
            address = safe_address(link)
            if address:
                tag = Markup('<a href="{}" target="_blank" rel="noreferrer">').format(address)
                out.append((tag, "", ""))
            for run in linked:
                self._add(out, run, lang, verbatim)
            if address:
                out.append((_LINK_END, "", ""))
        return out

    def _add(self, out: list[Piece], run: Run, lang: str, verbatim: bool) -> None:
        text = run.text
        if not verbatim and "\n" in text:
            text = _BREAK.join(escape(line) for line in text.split("\n"))
        key = (
            run.bold,
            run.italic,
            run.mono,
            run.strike,
            run.script,
            run.colour,
            run.scale,
            run.lang == lang,
            run.lang,
        )
        tags = self._tags.get((verbatim, *key))
        if tags is None:
            tags = self._tags[(verbatim, *key)] = self._make_tags(run, lang, verbatim)
        out.append((tags[0], text, tags[1]))

    def _make_tags(self, run: Run, lang: str, verbatim: bool) -> tuple[Markup, Markup]:
        classes = [f"c-{name(run.colour)}"] if run.colour else []
        if run.scale != 100 or run.script:
            classes.append(self._sheet.scale(run.scale, run.script))
        tags = {
            "strong": run.bold,
            "em": run.italic,
            "s": run.strike,
            "code": run.mono and not verbatim,
            run.script[:3]: bool(run.script),
        }
        names = [tag for tag, wanted in tags.items() if wanted]
        attributes = Markup()
        if classes:
            attributes += Markup(' class="{}"').format(" ".join(classes))
        if run.lang and run.lang != lang:
            attributes += Markup(' lang="{}"').format(run.lang)
        if attributes and not names:
            names = ["span"]
        # The innermost tag carries class and language, so that a size applies once.
        opening = Markup("".join(f"<{tag}>" for tag in names[:-1]))
        opening += Markup("<{}{}>").format(names[-1], attributes) if names else Markup()
        return opening, Markup("".join(f"</{tag}>" for tag in reversed(names)))
