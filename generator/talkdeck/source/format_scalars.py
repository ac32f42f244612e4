"""Which quotes a text of an outline needs: none where every reader of YAML takes it for text, else double ones."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=<~")
"""What may not begin text without quotes, or would make a reader of the file stop and think."""

_FLOW = frozenset(",[]{}")
_FIGURES = re.compile(r"[-+.\d][^^\W]*(?:[^\w]+[\d_]*)*|0[xob]\w+|[-+]?\.(?:inf|nan)", re.IGNORECASE)
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_ESCAPE = re.compile(r"\\[^\"\\]")


def quoted(value: str, source: str, *, in_flow: bool, key: bool, keep: bool) -> str:
    """A text of one line that stood in quotes, as `source` has it, with the quotes it needs (or is to `keep`)."""
    if not keep and _is_plain(value, in_flow, key):
        return value
    if source.startswith('"') and _ESCAPE.search(source):
        return source
    if ("\\" in value or '"' in value) and "'" not in value:
        return f"'{value}'"
    if not value.isprintable():
        return source
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_plain(value: str, in_flow: bool, key: bool) -> bool:
    """Whether a text may stand without quotes, and be text to every reader of YAML 1.1 and 1.2."""
    if not value or value != value.strip() or not value.isprintable():
        return False
    if value[0] in _INDICATORS or ": " in value or value[-1] == ":" or "#" in value or "：" in value[:40]:
        return False
    if (in_flow or key) and (not _FLOW.isdisjoint(value) or ":" in value):
        return False
    if value.lower() in _WORDS or not any(char.isalpha() for char in value) or _FIGURES.fullmatch(value):
        return False
    tag: str = _resolver().resolve(_scalar(), value, (True, False))
    return tag.endswith(":str")


@cache
def _resolver() -> Any:
    from yaml.resolver import Resolver

    return Resolver()


@cache
def _scalar() -> Any:
    from yaml import ScalarNode

    return ScalarNode
