"""The player's JavaScript made short: without comments and spare space, and with short names for its own variables.

This is no general minifier. It relies on how the player is written: modern JavaScript of const and arrow functions,
every statement ended by a semicolon, no method shorthand and no labels. Nothing is parsed. A name that is declared
outside of all brackets means the same everywhere; any other belongs to the outermost statement around it, in which it
means one thing. Keys and members keep their names.
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
KEYWORDS = frozenset(
    """
    Infinity NaN arguments as async await break case catch const continue default delete do else eval false
    finally for function get if in instanceof let new null of return set static super switch this throw true
    try typeof undefined var void while with yield
    """.split()  # noqa: SIM905
)
SHORTER = {"const": "let", "true": "!0", "false": "!1", "undefined": "void 0"}
BROWSERS = (
    "document",
    "addEventListener",
    "matchMedia",
    "location",
    "navigator",
    "ResizeObserver",
    "Math",
    "Object",
    "Number",
    "String",
    "JSON",
)
"""What gets a short name where it is used often. Clocks are not among them: tests put others in their place."""


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


class Names(NamedTuple):
    """The variables and parameters of a program that may have other names, with how often each occurs."""

    shared: Counter[str]
    """Those declared outside of all brackets, and what browsers call by long names."""
    own: list[Counter[str]]
    """For each outermost statement those declared in it; `Names.at` says which statement a token belongs to."""
    at: list[int]


def own_names(tokens: list[Token]) -> Names:
    """Find what may be renamed. `tokens` are without spaces."""
    texts = ["", *(text for _, text in tokens), ""]
    inside = list(_inside(tokens))
    at: list[int] = []
    uses: list[Counter[str]] = [Counter()]
    declared: list[set[str]] = [set()]
    shared: set[str] = set()
    for n, (kind, text) in enumerate(tokens, start=1):
        at.append(len(uses) - 1)
        if text == ";" and inside[n - 1] == "":
            uses.append(Counter())
            declared.append(set())
        elif text == "=>":
            declared[-1].update(_parameters(texts, n - 1))
        elif text in ("const", "let"):
            names = _parameters(texts, _end_of_target(texts, n + 1))
            (shared if inside[n - 1] == "" else declared[-1]).update(names)
        elif kind == "name" and not _is_key(texts[n - 1], inside[n - 1], texts[n + 1]):
            # A short name for what is key and variable in one has to be written beside it.
            uses[-1][text] += -2 if _is_both(texts[n - 1], inside[n - 1], texts[n + 1]) else len(text) - 1
    everywhere: Counter[str] = Counter()
    for each in uses:
        everywhere.update(each)
    shared |= {name for name in BROWSERS if everywhere[name] > len(name) + 3}
    return Names(
        Counter({name: everywhere[name] for name in sorted(shared - KEYWORDS) if everywhere[name] >= 0}),
        [
            Counter({name: found[name] for name in sorted(mine - shared - KEYWORDS) if found[name] >= 0})
            for found, mine in zip(uses, declared, strict=True)
        ],
        at,
    )


def _end_of_target(texts: list[str], first: int) -> int:
    """Where the name or pattern ends that begins at `first`."""
    depth = 0
    while True:
        depth += (texts[first] in ("[", "{")) - (texts[first] in ("]", "}"))
        if depth == 0:
            return first
        first += 1


def _parameters(texts: list[str], last: int) -> Iterator[str]:
    """The names in the target that ends at `last`: one, or all in its brackets but keys and defaults."""
    depth = 0
    while last > 0:
        text, before, after = texts[last], texts[last - 1], texts[last + 1]
        depth += (text in (")", "}", "]")) - (text in ("(", "{", "["))
        if _NAME.fullmatch(text) and after != ":" and (depth == 0 or before in ("(", ",", "[", "{", ":", "...")):
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


def _renamed(tokens: list[Token], names: Names) -> list[dict[str, str]]:
    """For each outermost statement the short name of each that has one. The most frequent are the shortest."""
    used: list[set[str]] = [set() for _ in names.own]
    for (kind, text), at in zip(tokens, names.at, strict=True):
        if kind == "name":
            used[at].add(text)
    fixed = set().union(*used) - names.shared.keys()

    def chosen(uses: Counter[str], taken: set[str]) -> dict[str, str]:
        order = sorted(uses, key=lambda name: (-uses[name] / max(1, len(name) - 1), name))
        return dict(zip(order, _short_names(taken | KEYWORDS), strict=False))

    shared = chosen(names.shared, fixed)
    return [
        shared | chosen(own, (words - own.keys() - shared.keys()) | {shared[name] for name in words & shared.keys()})
        for own, words in zip(names.own, used, strict=True)
    ]


def _glue(before: str, space: str, after: str) -> str:
    """What has to stay of the space between two tokens, or to come between them."""
    if re.match(r"[\w$]", after) and re.search(r"[\w$]$", before):
        return " "
    return space[:1] if space and before[-1] == after[0] and after[0] in "+-/" else ""


def shrink(source: str) -> str:
    """The same program, shorter. Raises ValueError where a template or a regular expression does not end."""
    tokens = list(_tokens(source))
    solid = [token for token in tokens if token.kind != "space"]
    names = own_names(solid)
    renamed = _renamed(solid, names)
    aliases = [f"{renamed[0][name]}={name}" for name in BROWSERS if name in names.shared]
    out: list[str] = ["let ", ",".join(aliases), ";"] if aliases else []
    space = ""
    # For each open bracket whether the statement that is written there declares variables.
    declares = [bool(aliases)]
    texts = ["", *(text for _, text in solid), "", ""]
    places = enumerate(zip(_inside(solid), names.at, strict=True), start=1)
    bare = set()
    for kind, text in tokens:
        if kind == "space":
            space = text
            continue
        n, (inside, at) = next(places)
        # A single parameter needs no parenthesis, and a last comma is for the eye.
        if text == "(" and texts[n + 2 : n + 4] == [")", "=>"] and _NAME.fullmatch(texts[n + 1]):
            bare.add(n + 2)
            continue
        if n in bare or (text == "," and texts[n + 1] in ("}", ")") and texts[n - 1] != ","):
            space = ""
            continue
        place = texts[n - 1], inside, texts[n + 1]
        if (kind == "mark" and text in "}])") or (kind == "template" and text[0] == "}"):
            declares.pop()
            if text == "}" and out[-1] == ";":
                out.pop()
        elif text in ("const", "let") and declares[-1] and out[-1] == ";":
            out[-1], space = ",", ""
            continue
        elif text in ("const", "let") or (out and out[-1] == ";"):
            declares[-1] = text in ("const", "let")
        if (kind == "mark" and text in "{[(") or (kind == "template" and text[-1] == "{"):
            declares.append(False)
        name = re.sub(r"^0(?=\.)", "", text) if kind == "number" else text
        if kind == "name" and not _is_key(*place):
            name = renamed[at].get(text, SHORTER.get(text, text))
        if _is_both(*place) and name != text:
            name = f"{text}:{name}"
        if glue := _glue(out[-1], space, name) if out else "":
            out.append(glue)
        out.append(name)
        space = ""
    return "".join(out)
