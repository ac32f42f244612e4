"""A difference for people at a terminal, for machines, and as Markdown for release notes and pull requests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from talkdeck.diff.values import Difference, Line, Piece, SlideChange

CONTEXT = 24
"""So many characters beside a change are shown of a text that stayed."""

_SIGN = {"added": "+", "removed": "-", "moved": ">", "reworded": "~", "content": "*"}
_COLOUR = {"added": "32", "removed": "31", "moved": "36", "reworded": "33", "content": "35"}
_OFF = "\x1b[0m"

Paint = Callable[[str, str], str]


def text(difference: Difference, colour: bool = False) -> str:
    """A difference as lines, no final line feed. Without colours words are marked as git does: `[-old-]{+new+}`."""
    paint: Paint = (lambda code, said: f"\x1b[{code}m{said}{_OFF}") if colour else (lambda code, said: said)
    lines = [paint("1", headline(difference))]
    lines += [f"  {_line(line, paint, colour)}" for line in difference.talk]
    for slide in difference.slides:
        state = slide.states[0]
        lines.append(paint(_COLOUR[state], f"  {_SIGN[state]} {named(slide)}"))
        lines += [f"      {_line(line, paint, colour)}" for line in slide.lines]
    return "\n".join(lines)


def headline(difference: Difference) -> str:
    """What became of a talk, in a line."""
    found = difference
    if found.state != "changed":
        return f"{found.name}: {found.state}, {_slides(found.count)}: {found.title}"
    between = f"{found.old} -> {found.new}"
    if not found.differs:
        return f"{found.name}: no difference, {between}"
    return f"{found.name}: {tally(found)}, {between}"


def tally(difference: Difference) -> str:
    """`2 slides added, 1 moved`; what changed of the talk itself last."""
    parts = [f"{count} {state}" for state, count in difference.tally]
    if parts:
        count = difference.tally[0][1]
        parts[0] = parts[0].replace(" ", f" slide{'' if count == 1 else 's'} ", 1)
    keys = dict.fromkeys(line.label for line in difference.talk)
    return ", ".join((*parts, *((f"{' and '.join(keys)} of the talk changed",) if keys else ())))


def named(slide: SlideChange) -> str:
    """`slide 5 (was 3), moved and reworded: Title`, and a section called that."""
    number = slide.new if slide.new is not None else slide.old
    was = f" (was {slide.old})" if slide.old and slide.new and slide.moved else ""
    kind = "section" if slide.kind == "section" else "slide"
    return f"{kind} {number}{was}, {' and '.join(slide.states)}: {slide.title or slide.kind}"


def markdown(differences: Sequence[Difference]) -> str:
    """A list of what changed, for people who read it on a web page; titles only of slides that came or went."""
    lines: list[str] = []
    for found in differences:
        title = escaped(found.title)
        if found.state != "changed":
            lines += [f"### {title}", "", f"The talk `{found.name}` was {found.state} ({_slides(found.count)}).", ""]
            continue
        if not found.differs:
            continue
        lines += [f"### {title}", "", f"`{found.name}`: {tally(found)}.", ""]
        lines += [f"- {_marked(line)}" for line in found.talk]
        for slide in found.slides:
            lines.append(f"- {escaped(named(slide))}")
            if "reworded" in slide.states:
                lines += [f"  - {_marked(line)}" for line in slide.lines]
        lines.append("")
    return "\n".join(lines).rstrip("\n")


def as_json(difference: Difference) -> dict[str, Any]:
    """A difference as plain data."""
    from talkdeck.source.report import as_json as problem

    return {
        "name": difference.name,
        "title": difference.title,
        "old": difference.old,
        "new": difference.new,
        "state": difference.state,
        "differs": difference.differs,
        "count": difference.count,
        "tally": dict(difference.tally),
        "talk": [_data(line) for line in difference.talk],
        "slides": [
            {
                "kind": slide.kind,
                "title": slide.title,
                "old": slide.old,
                "new": slide.new,
                "line": slide.line,
                "states": list(slide.states),
                "lines": [_data(line) for line in slide.lines],
            }
            for slide in difference.slides
        ],
        "unread": [problem(one) for one in difference.unread],
    }


def _data(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "label": line.label,
        "pieces": [{"op": piece.op, "text": piece.text} for piece in line.pieces],
    }


def _line(line: Line, paint: Paint, colour: bool) -> str:
    head = f"{_SIGN[line.kind]} {line.label}"
    if line.kind == "content":
        return paint(_COLOUR["content"], f"{head}: {line.pieces[0].text} has other content")
    if line.kind == "moved":
        return paint(_COLOUR["moved"], f"{head}: {line.pieces[0].text} (stands elsewhere)")
    if line.kind != "reworded":
        return paint(_COLOUR[line.kind], f"{head}: {line.pieces[0].text}")
    said = "".join(_piece(piece, paint, colour) for piece in shortened(line.pieces))
    return f"{paint(_COLOUR['reworded'], head)}: {said}"


def _piece(piece: Piece, paint: Paint, colour: bool) -> str:
    if piece.op == "same":
        return piece.text
    if colour:
        return paint("31;9" if piece.op == "removed" else "32;1", piece.text)
    return f"[-{piece.text}-]" if piece.op == "removed" else f"{{+{piece.text}+}}"


def shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces whose stretches that stayed are cut to what stands beside a change."""
    for number, piece in enumerate(pieces):
        head = CONTEXT if number else 0
        tail = CONTEXT if number + 1 < len(pieces) else 0
        if piece.op == "same" and len(piece.text) > head + tail + 1:
            yield Piece("same", f"{piece.text[:head]}…{piece.text[len(piece.text) - tail :]}")
        else:
            yield piece


def _marked(line: Line) -> str:
    """A line as Markdown: what went struck out, what came in bold."""
    label = f"{line.label}: "
    if line.kind in ("content", "moved"):
        said = "has other content" if line.kind == "content" else "stands elsewhere"
        return f"{escaped(label)}{escaped(line.pieces[0].text)} ({said})"
    return escaped(label) + "".join(map(_marked_piece, shortened(line.pieces)))


def _marked_piece(piece: Piece) -> str:
    inner = piece.text.strip()
    if piece.op == "same" or not inner:
        return escaped(piece.text)
    # Tags hold in the middle of a Chinese sentence, where Markdown's own signs do not.
    tag = "del" if piece.op == "removed" else "ins"
    before, _, after = piece.text.partition(inner)
    return f"{before}<{tag}>{escaped(inner)}</{tag}>{after}"


_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~$^]|(?<=\S):(?=\S)|(?<=www)\.")
"""Signs that Markdown reads, and what makes an address or an emoji of a word on GitHub."""


def escaped(said: str) -> str:
    """Text that Markdown shows as it stands: no markup, no mention, no link."""
    plain = _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", said)
    # A zero-width joiner behind the sign keeps `@name` from calling somebody.
    return plain.replace("@", "&#64;\u200d")


def _slides(count: int) -> str:
    return f"{count} slide{'' if count == 1 else 's'}"
