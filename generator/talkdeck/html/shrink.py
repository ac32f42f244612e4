"""The player's JavaScript made short: without comments and spare space, and with short names for its own variables.

This is no general minifier. It relies on how the player is written: modern JavaScript of const and arrow functions,
every statement ended by a semicolon, no method shorthand and no labels. Nothing is parsed; a name is renamed everywhere
at once, so scopes need not be known; keys and members keep theirs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from string import ascii_letters
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<space>(?:\s|//[^\n]*|/\*.*?\*/)+)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<number>(?:\d|\.\d)[\w.]*)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<mark>\.\.\.|=>|\+\+|--|\?\.(?!\d)|\S)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{)", re.DOTALL)
_BEFORE_REGEX = frozenset({"return", "typeof", "case", "in", "of", ""})
_BEFORE_BLOCK = frozenset({")", "=>", "else", "try", "finally", "do", ";", "{", "}", ""})
_NO_BREAK_AFTER = frozenset("{([,;:?=&|<>*.!") | {"=>", "...", "?."}
_NO_BREAK_BEFORE = frozenset("})],;:?=&|<>*.") | {"=>", "?."}
KEYWORDS = frozenset(
    """
    Infinity NaN arguments as async await break case catch const continue default delete do else eval false
    finally for from function get if in instanceof let new null of return set static super switch this throw true
    try typeof undefined var void while with yield
    """.split()  # noqa: SIM905
)
GLOBALS = frozenset(
    """
    addEventListener alert blur caches cancelAnimationFrame chrome clearInterval clearTimeout close closed confirm
    console crashReport crypto customElements document event external fetch find focus frames getComputedStyle
    getSelection history indexedDB innerHeight innerWidth isSecureContext length localStorage location matchMedia
    moveBy moveTo name navigation navigator open opener origin outerHeight outerWidth parent performance
    postMessage print prompt queueMicrotask removeEventListener requestAnimationFrame requestIdleCallback resizeBy
    resizeTo scheduler screen screenLeft screenTop screenX screenY scroll scrollBy scrollTo scrollX scrollY self
    sessionStorage setInterval setTimeout status stop structuredClone styleMedia toolbar top trustedTypes viewport
    visualViewport when window
    """.split()  # noqa: SIM905
)
"""What windows call their own: a variable of such a name keeps it, lest the window's be renamed with it."""


class Token(NamedTuple):
    """A piece of source; `kind` is a group of the pattern above, or `regex`, or `template` for a template's text."""

    kind: str
    text: str


def _tokens(source: str) -> Iterator[Token]:
    """All tokens in order; joined they are the source. A template is its texts and the tokens between them.

    Raises ValueError where a template or a regular expression does not end.
    """
    at, before = 0, ""
    # For each open brace whether it ends an expression within a template.
    braces: list[bool] = []
    while at < len(source):
        sign = source[at]
        if sign == "`" or (sign == "}" and braces and braces[-1]):
            if sign == "}":
                braces.pop()
            found, kind = _TEMPLATE.match(source, at + 1), "template"
            if found and found[0].endswith("{"):
                braces.append(True)
        elif sign == "/" and source[at + 1] not in "/*" and (before in _BEFORE_REGEX or before in "(,=:[!&|?{;>"):
            found, kind = _REGEX.match(source, at), "regex"
        else:
            found = _TOKEN.match(source, at)
            kind = found.lastgroup if found and found.lastgroup else ""
        if not found:
            raise ValueError(f"does not end: {source[at : at + 40]!r}")
        text = source[at : found.end()]
        if kind == "mark" and text == "{":
            braces.append(False)
        elif kind == "mark" and text == "}":
            braces.pop()
        if kind != "space":
            before = text
        yield Token(kind, text)
        at = found.end()


def _inside(tokens: list[Token]) -> Iterator[str]:
    """For each token the bracket it stands in: "{" for an object or a pattern, "block" for statements.

    An expression in a template stands in a parenthesis.
    """
    stack, before = [""], ""
    for kind, text in tokens:
        if (kind == "mark" and text in "}])") or (kind == "template" and text[0] == "}"):
            stack.pop()
        yield stack[-1]
        if kind == "mark" and text in "{[(":
            stack.append("block" if text == "{" and before in _BEFORE_BLOCK else text)
        elif kind == "template" and text[-1] == "{":
            stack.append("(")
        before = text


def _is_key(before: str, inside: str, after: str) -> bool:
    """Whether a name is a member or a key, which other names must not replace."""
    return before in (".", "?.") or (inside == "{" and before in ("{", ",") and after == ":")


def _is_both(before: str, inside: str, after: str) -> bool:
    """Whether a name is key and variable in one, as in `{name}`."""
    return inside == "{" and before in ("{", ",") and after in (",", "}", "=")


def own_names(tokens: list[Token]) -> Counter[str]:
    """How often each variable or parameter occurs that may have another name. `tokens` are without spaces."""
    declared: set[str] = set()
    kept = KEYWORDS | GLOBALS
    uses: Counter[str] = Counter()
    texts = ["", *(text for _, text in tokens), ""]
    for n, ((kind, text), inside) in enumerate(zip(tokens, _inside(tokens), strict=True), start=1):
        before, after = texts[n - 1], texts[n + 1]
        if text == "=>":
            declared.update(_parameters(texts, n - 1))
        if kind != "name":
            continue
        if _is_key(before, inside, after):
            continue
        uses[text] += 1
        if before in ("const", "let", "function"):
            declared.add(text)
    return Counter({name: uses[name] for name in sorted(declared - kept)})


def _parameters(texts: list[str], last: int) -> Iterator[str]:
    """The names before an arrow: one, or all in its parenthesis; `own_names` sorts out which of them are keys."""
    depth = 0
    while last > 0:
        text = texts[last]
        depth += (text in (")", "}", "]")) - (text in ("(", "{", "["))
        if _NAME.fullmatch(text) and (depth == 0 or texts[last - 1] in ("(", ",", "[", "...")):
            yield text
        if depth <= 0:
            return
        last -= 1


def _short_names(taken: set[str]) -> Iterator[str]:
    for length in (1, 2, 3):
        for letters in product(ascii_letters, repeat=length):
            name = "".join(letters)
            if name not in taken:
                yield name


def _glue(before: str, space: str, after: str) -> str:
    """What has to stay of the space between two tokens."""
    if not space:
        return ""
    line = "\n" if "\n" in space else " "
    if re.match(r"[\w$]", after) and re.search(r"[\w$]$", before):
        return line
    if before[-1] == after[0] and after[0] in "+-/":
        return line
    return "" if line == " " or before in _NO_BREAK_AFTER or after in _NO_BREAK_BEFORE else line


def shrink(source: str) -> str:
    """The same program, shorter. Raises ValueError where a template or a regular expression does not end."""
    tokens = list(_tokens(source))
    solid = [token for token in tokens if token.kind != "space"]
    uses = own_names(solid)
    free = _short_names({text for kind, text in solid if kind == "name"} | KEYWORDS)
    # The most frequent first; those of one frequency by their names.
    short = dict(zip(sorted(uses, key=lambda name: (-uses[name], name)), free, strict=False))
    out: list[str] = []
    space = ""
    # For each open bracket whether the statement that is written there declares constants.
    declares = [False]
    places = zip(
        ["", *(text for _, text in solid)], _inside(solid), [*(text for _, text in solid[1:]), ""], strict=False
    )
    for kind, text in tokens:
        if kind == "space":
            space = text
            continue
        place = next(places)
        if (kind == "mark" and text in "}])") or (kind == "template" and text[0] == "}"):
            declares.pop()
            if text == "}" and out[-1] == ";":
                out.pop()
        elif text == "const" and declares[-1] and out[-1] == ";":
            out[-1], space = ",", ""
            continue
        elif text == "const" or (out and out[-1] == ";"):
            declares[-1] = text == "const"
        if (kind == "mark" and text in "{[(") or (kind == "template" and text[-1] == "{"):
            declares.append(False)
        if glue := _glue(out[-1], space, text) if out else "":
            out.append(glue)
        name = short.get(text, text) if kind == "name" and not _is_key(*place) else text
        out.append(f"{text}:{name}" if name != text and _is_both(*place) else name)
        space = ""
    return "".join(out)
