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
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        found: Lexer = get_lexer_by_name(lang, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
    return found


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
