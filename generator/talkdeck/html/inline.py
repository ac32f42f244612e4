"""Runs of text as inline markup: escaped text between tags."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from operator import attrgetter
from urllib.parse import urlsplit

from talkdeck.html.css import name
from talkdeck.html.sheet import Sheet
from talkdeck.model.escape import escape_attribute, escape_text
from talkdeck.model.page import Run

_HAN = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_STARTS_HAN = f"[{_HAN}]"
_SPECIAL = re.compile("[\n“”]|://|www\\.")
_URL = r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[^\s<>\"“”‘’\u2e80-\uffef]+"
_IN_PATH = re.compile(r"(?<=[^/:][/?])(?![0-9/?]|$)")
_AT_QUOTE = f"(?<=[{_HAN}、。，：；！？）》」』”])(?=“)|(?<=”)(?=[{_HAN}（《「『])"


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """A pattern of wide ranges, which take milliseconds to compile: not before a text asks for it."""
    return re.compile(source)


Format = tuple[bool, bool, bool, bool, str, str | None, int, str]
FORMAT = attrgetter("bold", "italic", "mono", "strike", "script", "colour", "scale", "said")
_TERM = 4
"""Blanks from which on English in Han text is a phrase of its own. Names and terms of a word or a few belong to the
text around them (WCAG 3.1.2): a screen reader that changed its voice at each of them could not be followed."""


def _link(part: tuple[tuple[str | None, Format, str], str]) -> str | None:
    return part[0][0]


def language(run: Run, around: str) -> str:
    """The language a run is marked with in a paragraph of language `around`."""
    if run.lang == around or (
        run.lang.startswith("en") and around.startswith(("zh", "ja")) and run.text.count(" ") < _TERM
    ):
        return around
    return run.lang or around


def safe_address(link: str | None) -> str | None:
    """The address if a click may go there: http, https and mailto. Anything else stays text."""
    if link is None:
        return None
    try:
        scheme = urlsplit(link.strip()).scheme.lower()
    except ValueError:
        return None
    return link.strip() if scheme in ("http", "https", "mailto") else None


def with_breaks(text: str, verbatim: bool) -> str:
    """The text, escaped, with its hard breaks (unless verbatim) and places to break that browsers do not know.

    Lines were predicted to break in a URL's path and, in Han text, before “ and after ”. Chromium does not do the
    first, Firefox not the second; without them a paragraph could need a line more than was measured.
    """
    # NUL, which HTML cannot hold, marks the places until the text around them is escaped.
    marked = _pattern(_AT_QUOTE).sub("\0", _pattern(_URL).sub(lambda url: _IN_PATH.sub("\0", url[0]), text))
    made = escape_text(marked).replace("\0", "<wbr>")
    return made if verbatim else made.replace("\n", "<br>")


class Inline:
    """Turns runs into markup. Remembers the tags of each formatting, of which a deck has few."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._tags: dict[tuple[Format, str, str, bool], tuple[str, str]] = {}

    def markup(self, runs: tuple[Run, ...], lang: str, verbatim: bool = False) -> str:
        """The runs of one paragraph in language `lang`; neighbouring runs of one address make one link.

        `verbatim` keeps line breaks as they are and drops the tag for monospaced text, for use inside `pre`.
        Runs that differ only in the space behind them become one: browsers set that space (text-autospace).
        """
        if len(runs) == 1 and not runs[0].link:
            opening, closing = self._tags_of(FORMAT(runs[0]), language(runs[0], lang), lang, verbatim)
            return f"{opening}{_escaped(runs[0].text, verbatim)}{closing}"
        out: list[str] = []
        before = ""
        parts = groupby(runs, lambda run: (run.link, FORMAT(run), language(run, lang)))
        for link, linked in groupby(((key, "".join([run.text for run in same])) for key, same in parts), _link):
            address = safe_address(link)
            if address:
                out.append(f'<a href="{escape_attribute(address)}" target="_blank" rel="noreferrer">')
                before = ""
            for (_, form, tagged), text in linked:
                if before.endswith("”") and _pattern(_STARTS_HAN).match(text):
                    out.append("<wbr>")
                opening, closing = self._tags_of(form, tagged, lang, verbatim)
                out += (opening, _escaped(text, verbatim), closing)
                before = text
            if address:
                out.append("</a>")
                before = ""
        return "".join(out)

    def _tags_of(self, form: Format, tagged: str, lang: str, verbatim: bool) -> tuple[str, str]:
        key = form, tagged, lang, verbatim
        tags = self._tags.get(key)
        if tags is None:
            tags = self._tags[key] = self._make_tags(form, "" if tagged == lang else tagged, verbatim)
        return tags

    def _make_tags(self, form: Format, lang: str, verbatim: bool) -> tuple[str, str]:
        bold, italic, mono, strike, script, colour, scale, said = form
        classes = [f"c-{name(colour)}"] if colour else []
        if scale != 100 or script:
            classes.append(self._sheet.scale(scale, script))
        tags = {"strong": bold, "em": italic, "s": strike, "code": mono and not verbatim, script[:3]: bool(script)}
        names = [tag for tag, wanted in tags.items() if wanted]
        attributes = f' class="{" ".join(classes)}"' if classes else ""
        if lang:
            attributes += f' lang="{escape_attribute(lang)}"'
        if said:
            attributes += f' role="img" aria-label="{escape_attribute(said)}"'
        if attributes and not names:
            names = ["span"]
        # The innermost tag carries class and language, so that a size applies once.
        opening = "".join(f"<{tag}>" for tag in names[:-1]) + (f"<{names[-1]}{attributes}>" if names else "")
        return opening, "".join(f"</{tag}>" for tag in reversed(names))


def _escaped(text: str, verbatim: bool) -> str:
    return with_breaks(text, verbatim) if _SPECIAL.search(text) else escape_text(text)
