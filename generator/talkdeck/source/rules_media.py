"""Rules of films and sounds: what `src` may name."""

from __future__ import annotations

import re
from typing import Any

from yaml import Node, ScalarNode

from talkdeck.model.kinds import Media
from talkdeck.source.address import fault
from talkdeck.source.rule_helpers import Notes, Rule, _nodes

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def _media(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    src = values.get("src")
    if not isinstance(src, str) or not _SCHEME.match(src):
        return
    at = node if isinstance(node, ScalarNode) else _nodes(node)["src"][1]
    hint = "a recording is a file beside the outline, such as demo.mp4, or an http(s) address"
    if not src.lower().startswith(("http:", "https:")):
        notes.note("E207", f"`{src[:80]}` is neither a relative path nor an http(s) address", at, hint)
    elif wrong := fault(src):
        notes.note("E207", f"the address `{src[:80]}` {wrong[0]}", at, hint)


RULES: dict[type[Any], Rule] = {Media: _media}
