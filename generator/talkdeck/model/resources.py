"""Where the data that ships with talkdeck is found, from a wheel, an editable install and a clone alike; its caches."""

from __future__ import annotations

import json
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

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


@cache
def interface_words(part: str, lang: str) -> dict[str, str]:
    """The texts of a part of the HTML deck (`player`, `preview`) in the language nearest to a BCP 47 tag, by name."""
    lang = lang.lower()
    if lang.startswith("zh"):
        known = "zh-TW" if re.search("hant|tw|hk|mo", lang) else "zh-CN"
    else:
        known = "ja" if lang.startswith("ja") else "en"
    path = templates_root() / "base" / "html" / part / "words" / f"{known}.json"
    texts: dict[str, str] = json.loads(path.read_text("utf-8"))
    return texts


def cache_folder(name: str = "") -> Path | None:
    """A folder of the cache, without a name that of all of them; None where the user has no home.

    The cache is TALKDECK_CACHE, else the user's own, below XDG_CACHE_HOME or where the system has caches.
    """
    if own := os.environ.get("TALKDECK_CACHE", ""):
        return Path(os.path.abspath(own), name)
    named = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG specification asks to ignore relative paths.
    if os.path.isabs(named):
        return Path(named, "talkdeck", name)
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local, "talkdeck", "cache", name)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return Path(home, "Library/Caches" if sys.platform == "darwin" else ".cache", "talkdeck", name)


def compiled_templates() -> BytecodeCache:
    """Where Jinja2 keeps its templates compiled, as Python keeps its modules.

    Compiling them costs 0.2 s at every start, half of what a small talk takes. Entries are known by the digest of
    their source, so a changed template is compiled anew.
    """
    from jinja2 import BytecodeCache

    from talkdeck.model import kept

    class Kept(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            if data := kept.load_bytes("templates", bucket.key):
                bucket.bytecode_from_string(data)

        def dump_bytecode(self, bucket: Bucket) -> None:
            kept.store_bytes("templates", bucket.key, bucket.bytecode_to_string())

    return Kept()
