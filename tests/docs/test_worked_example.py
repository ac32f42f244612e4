"""The worked example of adding a kind holds: its blocks, put where the page says, make a slide of that kind."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("\n## Adding a slide kind\n")[2]

TALK = """
title: Words
lang: en
agenda: none
slides:
  - title: Two words
    terms:
      - {name: Token, meaning: The smallest piece of text that a model reads and writes}
      - {name: Prompt, meaning: What the model is told}
  - title: Four words
    terms: [{name: A, meaning: B}, {name: C, meaning: D}, {name: E, meaning: F}, {name: G, meaning: H}]
"""


def put(package: Path, name: str, block: str, before: str, imported: str = "") -> None:
    """Put a block in front of a line that a file holds, and an import after those of its `__future__`."""
    path = package / name
    text = path.read_text("utf-8")
    assert text.count(before) == 1, f"{name} has no place {before!r}"
    text = text.replace(before, block + before)
    if imported:
        text = text.replace("import annotations\n", f"import annotations\n\n{imported}\n", 1)
    path.write_text(text, "utf-8")


def test_the_blocks_make_a_kind(tmp_path: Path) -> None:
    entry, key, count, content, resolved, arranger, row, layouts = re.findall(r"(?ms)^```\w+\n(.*?)^```$", EXAMPLE)
    package = tmp_path / "talkdeck"
    shutil.copytree(ROOT / "generator" / "talkdeck", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", package / "templates")
    put(package, "model/kinds.py", entry + "\n\n", "class Event(Node):")
    put(package, "model/outline.py", key, "    timeline: tuple[Event", "from talkdeck.model.kinds import Term")
    put(package, "source/rules.py", '    "terms",\n', '    "timeline",\n')
    put(package, "source/rules.py", count, "    rules_figures.slide_of_figures(")
    put(package, "model/deck.py", content + "\n\n", "Content = (", "from talkdeck.model.kinds import Term")
    put(package, "model/deck.py", "    | Terms\n", "    | Timeline\n")
    put(package, "layout/resolve.py", resolved, "        if source.timeline:", "from talkdeck.model.deck import Terms")
    put(package, "layout/kinds/tiles.py", arranger + "\n\n", "def _put_icon(", "from talkdeck.model.deck import Terms")
    put(package, "layout/kinds/__init__.py", row, '    "timeline": (')
    put(package, "templates/base/brand.yaml", layouts, "  timeline1:\n")

    talks = tmp_path / "talks"
    talks.mkdir()
    (talks / "terms.yaml").write_text(TALK, "utf-8")
    (talks / "wide.yaml").write_text(TALK.replace("lang: en", 'lang: en\nshape: "4:3"\nbrand: editorial'), "utf-8")
    (talks / "one.yaml").write_text("title: T\nslides: [{title: S, terms: [{name: A, meaning: B}]}]\n", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "talkdeck", *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)

    done = run("build", "terms", "wide", "--strict", "--offline")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "decks" / "terms.html").read_text("utf-8")
    assert "The smallest piece of text that a model reads and writes" in html
    refused = run("check", "one")
    assert refused.returncode == 1
    assert "E211" in refused.stderr
