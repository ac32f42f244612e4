"""Two revisions of a talk to their difference: which slide is which, which moved, and which words changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from talkdeck.diff.lines import Entry, Value, entries, talk
from talkdeck.diff.revision import Revision
from talkdeck.diff.values import Difference, Line, Piece, SlideChange
from talkdeck.diff.words import alike, bag, pieces

SLIDE, LINE = 0.45, 0.4
"""How much two slides, and two lines of one key, must have in common (`words.alike`) to be the same one reworded."""


def compare(old: Revision, new: Revision) -> Difference:
    """What differs. A revision without outline counts as one in which there is no such talk. Raises nothing."""
    name, unread = new.stem if new.editions else old.stem, (*old.problems, *new.problems)
    shown = new.editions or old.editions
    title = " ".join(shown[0].title.plain.split()) if shown else name
    if not (old.editions and new.editions):
        found = entries(shown, lambda name: None) if shown else ()
        return Difference(
            name=name,
            title=title,
            old=old.name,
            new=new.name,
            state="added" if new.editions else "removed" if old.editions else "changed",
            count=sum(entry.kind != "section" for entry in found),
            unread=unread,
        )
    return Difference(
        name=name,
        title=title,
        old=old.name,
        new=new.name,
        talk=_lines(talk(old.editions, old.fetch), talk(new.editions, new.fetch)),
        slides=_slides(entries(old.editions, old.fetch), entries(new.editions, new.fetch)),
        unread=unread,
    )


def _slides(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[SlideChange, ...]:
    """Changed slides in the order of the newer revision, removed ones behind the slide that they followed."""
    partner = _matched(old, new)
    moved = _moved([partner[at] for at in range(len(new)) if at in partner])
    taken = set(partner.values())
    came_from = {before: after for after, before in partner.items()}
    places: list[tuple[tuple[int, int, int], SlideChange]] = []
    for at, entry in enumerate(new):
        before = partner.get(at)
        change = SlideChange(
            kind=entry.kind,
            title=entry.title,
            old=None if before is None else before + 1,
            new=at + 1,
            line=entry.line,
            moved=before in moved,
            lines=_lines(() if before is None else old[before].values, entry.values),
        )
        if before is None or change.moved or change.lines:
            places.append(((at, 0, 0), change))
    for before, entry in enumerate(old):
        if before not in taken:
            after = next((came_from[one] for one in range(before - 1, -1, -1) if one in came_from), -1)
            lines = _lines(entry.values, ())
            gone = SlideChange(
                kind=entry.kind, title=entry.title, old=before + 1, new=None, line=entry.line, lines=lines
            )
            places.append(((after, 1, before), gone))
    return tuple(change for _, change in sorted(places, key=lambda place: place[0]))


def _matched(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """The index of the older slide for that of each newer one that it became.

    By id first, then by equal content, then by title, last by words in common, the most alike first. Of several that
    are equal the first ones belong together.
    """
    partner: dict[int, int] = {}
    free = dict(enumerate(old))

    def pair(key_of: Callable[[Entry], object]) -> None:
        known: dict[object, list[int]] = {}
        for before, entry in free.items():
            if (key := key_of(entry)) is not None:
                known.setdefault(key, []).append(before)
        for at, entry in enumerate(new):
            if at not in partner and (waiting := known.get(key_of(entry))):
                partner[at] = waiting.pop(0)
                del free[partner[at]]

    pair(lambda entry: entry.id)
    pair(lambda entry: entry.values)
    pair(lambda entry: (entry.kind, entry.title) if entry.title else None)
    close = [
        (-likeness, abs(at - before), at, before)
        for at, entry in enumerate(new)
        if at not in partner
        for before, other in free.items()
        if (entry.kind == "section") == (other.kind == "section")
        and (likeness := alike(other.words, entry.words)) >= SLIDE
    ]
    for _, _, at, before in sorted(close):
        if at not in partner and before in free:
            partner[at] = before
            del free[before]
    return partner


def _moved(order: Sequence[int]) -> frozenset[int]:
    """Those of distinct numbers that are not part of their longest rising subsequence: the fewest that moved."""
    ends: list[int] = []
    at_length: list[int] = []
    for number in order:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
        at_length.append(place)
    wanted, stayed = len(ends) - 1, set()
    limit = max(order, default=0) + 1
    for number, place in zip(reversed(order), reversed(at_length), strict=True):
        if place == wanted and number < limit:
            stayed.add(number)
            wanted, limit = wanted - 1, number
    return frozenset(order) - stayed


def _lines(old: Sequence[Value], new: Sequence[Value]) -> tuple[Line, ...]:
    """What differs between the values of a slide: in the order of the newer ones, those that went before what came."""
    from difflib import SequenceMatcher

    lines: list[Line] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op != "equal":
            lines += _block(old[i1:i2], new[j1:j2])
    return _with_moves(lines)


def _block(old: Sequence[Value], new: Sequence[Value]) -> list[Line]:
    """The lines of a stretch where both differ: values of one key that are alike enough are one, reworded."""
    waiting = list(old)
    lines: list[Line] = []
    for value in new:
        same = [other for other in waiting if other.label == value.label]
        only = len(same) == 1 and sum(one.label == value.label for one in new) == 1
        best = max(same, key=lambda other: alike(bag(other.text), bag(value.text)), default=None)
        if best is None or not (only or alike(bag(best.text), bag(value.text)) >= LINE):
            lines.append(Line("added", value.label, (Piece("added", value.text),)))
            continue
        waiting.remove(best)
        if best.text == value.text:
            lines.append(Line("content", value.label, (Piece("same", value.text),)))
        else:
            lines.append(Line("reworded", value.label, pieces(best.text, value.text)))
    return [*(Line("removed", value.label, (Piece("removed", value.text),)) for value in waiting), *lines]


def _with_moves(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A line that went in one place and came in another of the slide has moved."""
    gone = [(line.label, line.pieces[0].text) for line in lines if line.kind == "removed"]
    came = [(line.label, line.pieces[0].text) for line in lines if line.kind == "added"]
    kept = []
    for line in lines:
        key = (line.label, line.pieces[0].text)
        if line.kind == "added" and key in gone:
            gone.remove(key)
            kept.append(Line("moved", line.label, (Piece("same", line.pieces[0].text),)))
        elif line.kind == "removed" and key in came:
            came.remove(key)
        else:
            kept.append(line)
    return tuple(kept)
