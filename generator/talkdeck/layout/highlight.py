"""Program text in colours: pygments' tokens mapped to the brand's code roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer

WORTH = 1000
"""After so many tokens in a state its patterns are joined, which takes as long as some thousand tokens without."""

_REFERENCE = re.compile(r"\\[1-9]|\(\?\(|\(\?P=")
"""In a pattern that refers to groups by number: among other patterns those numbers are of other groups."""


@lru_cache(maxsize=32)
def lexer(lang: str) -> Lexer | None:
    """The lexer of a language by name; None where pygments knows none."""
    from pygments.lexer import RegexLexer
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        kind: type[Lexer] = find_lexer_class_by_name(lang)
    except ClassNotFound:
        return None
    if kind.__name__ == "PythonLexer":
        kind = _light(kind)
    found: Any = kind(stripnl=False, ensurenl=False)
    if kind.get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
        found._tokens = {state: _Rules(rules) for state, rules in found._tokens.items()}
    return found  # type: ignore[no-any-return]


def _light(kind: Any) -> type[Lexer]:
    """The lexer of Python with `\\w` where it lists the letters of all scripts: those ranges take longer to compile
    than all its other patterns together.
    """
    from pygments.unistring import xid_continue, xid_start

    name = f"[{xid_start}][{xid_continue}]*"

    def rule(given: Any) -> Any:
        if isinstance(given, tuple) and isinstance(given[0], str):
            return given[0].replace(name, r"[^\W\d]\w*"), *given[1:]
        return given

    states = {state: [rule(each) for each in rules] for state, rules in kind.tokens.items()}
    return type(kind.__name__, (kind,), {"tokens": states})


class _Rules:
    """The rules of a state, for pygments to go through. It tries one after the other, three dozen for a word of Python;
    here one pattern of all says which is the first that matches, and only that is tried.
    """

    def __init__(self, rules: Sequence[Any]) -> None:
        self._rules = rules
        self._uses = 0
        self._joined: Any = None
        self._places: dict[int, int] = {}

    def __iter__(self) -> Iterator[Any]:
        self._uses += 1
        if self._uses == WORTH:
            self._joined, self._places = _join([rule[0].__self__ for rule in self._rules])
        return iter(self._rules) if self._joined is None else self._one()

    def _one(self) -> Iterator[Any]:
        first: list[Any] = []

        def look(text: str, at: int) -> None:
            """In place of a rule's pattern: finds the rule that matches, and does not match itself."""
            if found := self._joined(text, at):
                first.append(self._rules[self._places[found.lastindex]])

        yield look, None, None
        yield from first


def _join(patterns: Sequence[re.Pattern[str]]) -> tuple[Any, dict[int, int]]:
    """The `match` of one pattern of all, and the number of each by that of its group; None where they do not join."""
    places, parts, group = {}, [], 1
    flags = next((each.flags for each in patterns if each.pattern and not each.pattern.startswith("(?")), 0)
    for number, each in enumerate(patterns):
        source = each.pattern
        if source.startswith("(?i)"):
            source = f"(?i:{source[4:]})"
        elif source and each.flags != flags:
            return None, {}
        if _REFERENCE.search(source):
            return None, {}
        places[group] = number
        parts.append(f"({source})")
        group += 1 + each.groups
    try:
        return re.compile("|".join(parts), flags).match, places
    except re.error:  # two groups of one name
        return None, {}


def tokens(text: str, lang: str) -> Iterator[tuple[str | None, str]]:
    """(colour role or None, text) in order; their concatenation is `text`."""
    found = lexer(lang)
    if found is None:
        yield None, text
        return
    for kind, value in found.get_tokens(text):
        yield _role(kind), value


@lru_cache(maxsize=256)
def _role(kind: Any) -> str | None:
    from pygments.token import Comment, Keyword, Literal, Name, Number, Operator, String

    if kind in Comment:
        return "code-comment"
    if kind in Keyword or kind in Operator.Word:
        return "code-keyword"
    if kind in String:
        return "code-string"
    if kind in Number or kind in Literal:
        return "code-number"
    if kind in Name.Function or kind in Name.Class or kind in Name.Tag or kind in Name.Decorator:
        return "code-name"
    return None
