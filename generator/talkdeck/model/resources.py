"""Where the data that ships with talkdeck is found: from a wheel, an editable install and a clone alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def templates_root() -> Path:
    """The folder of templates and shipped brands.

    A wheel carries it inside the package. In a clone and an editable install the package is `generator/talkdeck`, and
    the folder stands at the root of the repository. Raises FileNotFoundError when the installation is damaged.
    """
    for folder in (_PACKAGE / "templates", _PACKAGE.parents[1] / "templates"):
        if (folder / "base").is_dir():
            return folder
    raise FileNotFoundError(f"no templates beside {_PACKAGE} or at the root of its repository; install talkdeck again")
