"""Building talks: one or many, their decks, prints and pages. As a function it is `talkdeck.build` (docs/api.md).

Importing a module of this package makes `talkdeck.build` the package, so the package itself is what can be called.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Building(ModuleType):
    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from talkdeck.api import build

        return build(*arguments, **options)


sys.modules[__name__].__class__ = _Building
