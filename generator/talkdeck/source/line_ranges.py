"""Lines of program text by number, as authors write them: `3` or `5-7`."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")


def line_range(text: str) -> range | None:
    """The line numbers that a word stands for; None where it is none of the two forms or runs backwards."""
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return range(first, last + 1) if first <= last else None


def step_lines(text: str, first: int, last: int) -> frozenset[int] | None:
    """The lines of a step: numbers and ranges with commas between, or `all` of those from `first` to `last`."""
    if text.strip() == "all":
        return frozenset(range(first, last + 1))
    parts = [line_range(part) for part in text.split(",")]
    return None if None in parts else frozenset(line for part in parts for line in part or ())
