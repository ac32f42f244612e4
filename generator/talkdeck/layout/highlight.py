"""Program text in colours: pygments' tokens mapped to the brand's code roles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pygments.lexer import Lexer


@lru_cache(maxsize=32)
def lexer(lang: str) -> Lexer | None:
    """The lexer of a language by name; None where pygments knows none."""
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        kind: type[Lexer] = find_lexer_class_by_name(lang)
    except ClassNotFound:
        return None
    if kind.__name__ == "PythonLexer":
        kind = _light(kind)
    return kind(stripnl=False, ensurenl=False)


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
