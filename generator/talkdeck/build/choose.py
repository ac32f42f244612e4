"""Which slides of a talk are wanted: `1,3-5,ID`, as people type it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

from talkdeck.model.page import Page
from talkdeck.model.problems import NOWHERE, Problem, RefusedError


def choose(pages: Sequence[Page], wanted: str | None, talk: Path) -> tuple[int, ...]:
    """The numbers of the slides that are wanted, rising, each once; all where nothing is said.

    Parts between commas are a number, a range (`3-5`, `7-` to the end), or the id of a slide, which stands in the HTML
    deck's address. Raises RefusedError (E614) with every part that is no slide.
    """
    if wanted is None:
        return tuple(page.number for page in pages)
    last = len(pages)
    ids = {page.id: page.number for page in pages}
    chosen: set[int] = set()
    problems = []
    for part in [each.strip() for each in wanted.split(",") if each.strip()] or [wanted]:
        found = re.fullmatch(r"(\d+)(-(\d*))?", part)
        first = int(found[1]) if found else 0
        end = int(found[3] or last) if found and found[2] else first
        if found and 1 <= first <= end <= last:
            chosen.update(range(first, end + 1))
        elif part in ids:
            chosen.add(ids[part])
        else:
            problems.append(_unknown(part, bool(found), ids, last, talk))
    if problems:
        raise RefusedError(problems)
    return tuple(sorted(chosen))


def _unknown(part: str, number: bool, ids: dict[str, int], last: int, talk: Path) -> Problem:
    near = difflib.get_close_matches(part, ids, n=1)
    hints = [f"did you mean `{near[0]}`?"] if near and not number else []
    hints.append(f"it has slides 1 to {last}; ids are in the addresses of its HTML deck")
    return Problem("E614", f"`{talk}` has no slide `{part}`", NOWHERE, tuple(hints))
