"""Click marks in a speaker's notes: a line that is only `[click]` stands for the next click on the slide."""

from __future__ import annotations

CLICK_MARKS = ("[click]", "[点击]", "[點擊]", "[クリック]")


def is_click(line: str) -> bool:
    """Whether a line of notes is a click mark."""
    return line.strip() in CLICK_MARKS


def spoken(notes: str) -> list[tuple[int, str]]:
    """Paragraphs of notes, each with the click after which it is said (0: before the first).

    Blank lines part paragraphs, and so does a mark, which belongs to none.
    """
    if "[" not in notes:
        return [(0, part.strip("\n")) for part in notes.split("\n\n") if part.strip()]
    found: list[tuple[int, str]] = []
    click = 0
    for part in notes.split("\n\n"):
        lines: list[str] = []
        for line in (*part.split("\n"), None):
            if line is not None and not is_click(line):
                lines.append(line)
                continue
            if (text := "\n".join(lines).strip("\n")) and text.strip():
                found.append((click, text))
            lines = []
            click += line is not None
    return found
