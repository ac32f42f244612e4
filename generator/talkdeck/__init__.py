"""One YAML outline per talk in; a native PowerPoint deck and a self-contained HTML deck out.

For programs: `talkdeck.load(talk)` reads an outline, `talkdeck.build(talk)` builds its decks; see docs/api.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from talkdeck.api import build, load
    from talkdeck.build.talk import Output, Result
    from talkdeck.model.outline import Outline
    from talkdeck.model.problems import Problem, RefusedError, Span

__version__ = "0.1.0"

__all__ = ["Outline", "Output", "Problem", "RefusedError", "Result", "Span", "__version__", "build", "load"]

_HOMES = {
    "load": "talkdeck.api",
    "Outline": "talkdeck.model.outline",
    "Output": "talkdeck.build.talk",
    "Problem": "talkdeck.model.problems",
    "RefusedError": "talkdeck.model.problems",
    "Result": "talkdeck.build.talk",
    "Span": "talkdeck.model.problems",
}
"""Where each public name comes from. It is imported when it is first asked for: the package itself costs nothing."""


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "build":
        # The package of that name, which can be called.
        return import_module("talkdeck.build")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
