"""Inline markup: `**bold**`, `*emphasis*`, `` `code` ``, `[link](https://...)`, `~~struck~~`, `x^2^`, `H~2~O`.

CommonMark's inline rules by markdown-it-py, with two changes that Chinese needs and one that numbers need:
emphasis beside full-width punctuation works (`**标题：**内容`), sub- and superscript are narrow enough that
`3~5 元，8~9 元` stays as written, and a `*` between two digits is a times sign. No HTML, no pictures, no entities.
Text without any special character, most of a talk, never reaches the parser nor imports it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from talkdeck.model.problems import NOWHERE, Problem, Span
from talkdeck.model.text import Run, Text
from talkdeck.source.address import fault
from talkdeck.source.han import SHARED, is_han, join_lines

# What makes a text more than one run. An underscore inside a word is no markup.
_SPECIAL = re.compile(r"[*`~^\\]|\](?=\()|<(?=[A-Za-z/])|(?<![^\W_])_|_(?![^\W_])")

_UNCLEAR = re.compile(_SPECIAL.pattern + r"|[\[\]]")

_HARD = re.compile(r"(?: {2,}|\\)\n[ \t]*")

# HTML that authors are used to; compiled only for a text with a `<` in it.
_HTML = r"</?(?:br|b|i|u|em|strong|sup|sub|span|font|a|p|div|img|hr|small|mark)(?:\s+[a-z-]+=[^<>]*)?\s*/?>"

# Bold, code, a link and a hard break where no rule of CommonMark could take them for anything else: nothing is inside
# another, no sign is doubled, and an address has only what no normaliser touches.
_CLEAR = re.compile(
    r"(?<!\*)\*\*([^*_`~^\\\[\]\n]+)\*\*(?!\*)"
    r"|(?<!`)`([^*_`~^\\\[\]\s](?:[^*_`~^\\\[\]\n]*[^*_`~^\\\[\]\s])?)`(?!`)"
    r"|(?<!!)\[([^*_`~^\\\[\]\s!][^*_`~^\\\[\]\n!]*)\]"
    r"\((https?://[a-z0-9]{1,40}(?:\.[a-z0-9]{1,40}){1,4}(?:/[A-Za-z0-9_/.-]{0,200})?)\)"
    r"|\\(\n)(?=\S)"
)

# What may be raised or lowered: letters, digits and signs of formulas; no Han, no comma, no blank.
_SCRIPT = re.compile(r"([\^~])([0-9A-Za-z\u0370-\u03ff+\-−=().\[\]®™*†‡′°]{1,24})\1")


def parse_inline(text: str, span: Span = NOWHERE, problems: list[Problem] | None = None) -> Text:
    """The runs of a marked-up text. Unbalanced markup is text; never raises.

    A line break of the source becomes a space, nothing between two Han characters, and stays ("\\n" in a run) after two
    spaces or a backslash. Unsafe or broken links are noted in `problems` and stay as text. Text that is empty or blank
    gives one run with a blank; the reader refuses it before.
    """
    text = text.strip()
    if "\n" in text or "\t" in text:
        text = _flow(text)
    if not _SPECIAL.search(text):
        return Text((Run(text or " "),), span)
    if "**" in text and (runs := _only_bold(text)):
        return Text(runs, span)
    if runs := _clear(text):
        return Text(runs, span)
    return Text(_parse(text, span, problems), span)


def _only_bold(text: str) -> tuple[Run, ...]:
    """The runs of a text whose only markup is `**` around words, by far the most frequent; else nothing.

    Where what is between the signs begins and ends with a letter, a digit or a Han character, CommonMark's rules and
    ours always take them as bold. A twentieth of the parser's time.
    """
    parts = text.split("**")
    if (
        len(parts) % 2 == 0
        or not all(parts[2:-1:2])
        or _SPECIAL.search("".join(parts))
        or not all(map(_is_word, parts[1::2]))
    ):
        return ()
    return tuple(Run(part, bool(number % 2)) for number, part in enumerate(parts) if part)


def _clear(text: str) -> tuple[Run, ...]:
    """The runs of a text whose markup is all `_CLEAR`; nothing for any other. Saves the parser, and importing it."""
    if "<" in text:
        return ()
    pieces = _CLEAR.split(text)
    if any(map(_UNCLEAR.search, pieces[::6])):
        return ()
    runs: list[Run] = []
    for at in range(0, len(pieces), 6):
        if pieces[at]:
            _add(runs, Run(pieces[at]))
        if at + 1 == len(pieces):
            break
        bold, code, label, url, line_break = pieces[at + 1 : at + 6]
        beside_digit = pieces[at][-1:].isdigit() or pieces[at + 6][:1].isdigit()
        if (bold and (beside_digit or not _is_word(bold))) or (url and fault(url)):
            return ()
        _add(runs, Run(bold or code or label or line_break, bool(bold), code=bool(code), link=url))
    return tuple(runs)


def _is_word(part: str) -> bool:
    """True if a part begins and ends with a letter, a digit or a Han character or sign."""
    return bool(part) and all(char.isalnum() or (is_han(char) and not char.isspace()) for char in (part[0], part[-1]))


def _flow(text: str) -> str:
    """Soft line breaks resolved; hard ones as backslash and line feed."""
    return "\\\n".join(join_lines(part.split("\n")) for part in _HARD.split(text)).replace("\t", " ")


def _parse(text: str, span: Span, problems: list[Problem] | None) -> tuple[Run, ...]:
    markdown, new_state = _parser()
    if "![" in text and re.search(r"!\[[^\]]*\]\(", text):
        _note(problems, "E222", "a picture cannot stand in a text", span, "use `image:` for it, or \\! before a link")
    if "<" in text and (match := re.search(_HTML, text, re.IGNORECASE)):
        _note(problems, "W221", f"`{match.group()}` is shown as it stands", span, _html_hint(match.group()))
    state = new_state(text, markdown, {}, [])
    markdown.inline.tokenize(state)
    for rule in markdown.inline.ruler2.getRules(""):
        rule(state)
    runs: list[Run] = []
    style = {"bold": 0, "italic": 0, "strike": 0}
    link: str | None = None
    has_words = False
    for token in state.tokens:
        kind = token.type
        if kind == "link_open":
            link, has_words = str(token.attrs["href"]), False
            if wrong := fault(link):
                _note(problems, "E207", f"the link `{link[:80]}` {wrong[0]}", span, wrong[1])
                link = None
        elif kind == "link_close":
            if link and not has_words:
                _add(runs, Run(link, link=link))
            link = None
        elif kind in _SPANS:
            style[_SPANS[kind]] += token.nesting
        else:
            content = "\n" if kind == "hardbreak" else token.content
            if content:
                has_words = True
                _add(
                    runs,
                    Run(
                        content,
                        style["bold"] > 0,
                        style["italic"] > 0,
                        kind == "code_inline",
                        style["strike"] > 0,
                        _SCRIPTS.get(kind, ""),
                        link,
                    ),
                )
    return tuple(runs) or (Run(text),)


_SPANS = {
    "strong_open": "bold",
    "strong_close": "bold",
    "em_open": "italic",
    "em_close": "italic",
    "s_open": "strike",
    "s_close": "strike",
}
_SCRIPTS: dict[str, Any] = {"sup": "super", "sub": "sub"}


def _add(runs: list[Run], run: Run) -> None:
    """Append a run, joined to the one before where both have the same formatting."""
    if runs:
        last = runs[-1]
        if (last.bold, last.italic, last.code, last.strike, last.script, last.link) == (
            run.bold,
            run.italic,
            run.code,
            run.strike,
            run.script,
            run.link,
        ):
            runs[-1] = Run(last.text + run.text, run.bold, run.italic, run.code, run.strike, run.script, run.link)
            return
    runs.append(run)


def _note(problems: list[Problem] | None, code: str, text: str, span: Span, hint: str) -> None:
    if problems is not None:
        problems.append(Problem(code, text, span, (hint,)))


def _html_hint(tag: str) -> str:
    if tag.lower().startswith("<br"):
        return "for a line break put a backslash at the end of the line (below `key: |`)"
    return "there is no HTML in an outline: write **bold**, *emphasis*, `code`, x^2^, H~2~O, [words](https://...)"


@cache
def _parser() -> tuple[Any, Any]:
    """markdown-it-py's inline parser with our rules, and the class of its state."""
    from markdown_it import MarkdownIt
    from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
    from markdown_it.rules_inline.state_inline import Scanned, StateInline

    class ChineseState(StateInline):
        """CommonMark 0.31 §6.2 with Han and full-width neighbours that never keep a delimiter run from its work."""

        def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 (markdown-it's names)
            src, end = self.src, start
            marker = src[start]
            while end < self.posMax and src[end] == marker:
                end += 1
            before = src[start - 1] if start else " "
            after = src[end] if end < self.posMax else " "
            wide_before, wide_after = is_chinese(before), is_chinese(after)
            sign_before = not wide_before and (isMdAsciiPunct(ord(before)) or isPunctChar(before))
            sign_after = not wide_after and (isMdAsciiPunct(ord(after)) or isPunctChar(after))
            blank_before, blank_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
            left = not blank_after and (not sign_after or blank_before or sign_before or wide_before)
            right = not blank_before and (not sign_before or blank_after or sign_after or wide_after)
            if marker == "*" and before.isdigit() and after.isdigit():
                left = right = False
            can_open = left and (canSplitWord or not right or sign_before)
            can_close = right and (canSplitWord or not left or sign_after)
            return Scanned(can_open, can_close, end - start)

    def script(state: StateInline, silent: bool) -> bool:
        """`x^2^` and `H~2~O`: raised after anything but a blank, lowered only after a letter or a bracket."""
        char = state.src[state.pos]
        if char not in "^~" or not state.pos:
            return False
        before = state.src[state.pos - 1]
        if before == char or before.isspace() or (char == "~" and not (before.isalpha() or before in ")]*")):
            return False
        match = _SCRIPT.match(state.src, state.pos, state.posMax)
        if not match or state.src[match.end() : match.end() + 1] == char:
            return False
        if not silent:
            state.push("sup" if char == "^" else "sub", "", 0).content = match[2]
        state.pos = match.end()
        return True

    def is_chinese(char: str) -> bool:
        return is_han(char) or char in SHARED

    markdown = MarkdownIt("zero")
    markdown.enable(["newline", "escape", "backticks", "strikethrough", "emphasis", "link", "autolink"])
    markdown.inline.ruler.before("strikethrough", "script", script)
    # Every address is let through here and judged in `_parse`, so that a refused one is told and not just left.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown, ChineseState
