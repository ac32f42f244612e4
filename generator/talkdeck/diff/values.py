"""A difference as values: slides, lines of a slide, and the pieces of a line that stayed, went and came."""

from __future__ import annotations

from typing import Literal

from talkdeck.model.problems import Problem
from talkdeck.model.values import Struct

Change = Literal["added", "removed"]
Op = Literal["same", "added", "removed"]


class Piece(Struct, frozen=True):
    """A stretch of a line. `text` is never empty."""

    op: Op
    text: str


class Line(Struct, frozen=True):
    """One value of a slide or a talk that differs. `label` is its key, such as `bullets` or `image.src`.

    A line that was `reworded` has pieces of several kinds, one that was added or removed a single one. `moved` is a
    line that stands elsewhere in the slide, `content` a file whose name is the same and whose bytes are not.
    """

    kind: Literal["added", "removed", "reworded", "moved", "content"]
    label: str
    pieces: tuple[Piece, ...]


class SlideChange(Struct, frozen=True, kw_only=True):
    """A slide (or a section's own slide) that differs. Numbers count the slides of the outline from 1, in order.

    `old` and `new` are its number in each revision, None where it is not there; `line` is where the newer one begins in
    its file (of a removed slide, the older one). `moved` slides stand elsewhere among those that stayed.
    """

    kind: str
    title: str
    old: int | None
    new: int | None
    line: int
    moved: bool = False
    lines: tuple[Line, ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """What became of the slide: added or removed, else moved, reworded or both."""
        if self.old is None:
            return ("added",)
        if self.new is None:
            return ("removed",)
        return (*(("moved",) if self.moved else ()), *(("reworded",) if self.lines else ()))


class Difference(Struct, frozen=True, kw_only=True):
    """Two revisions of a talk compared. `talk` lists keys of the talk itself; slides are in the order of the newer one.

    `state` is `added` or `removed` for a talk that is in one revision only; `slides` then is empty and `count` says how
    many it has. `unread` are problems of a revision of which not everything could be read and compared.
    """

    name: str
    title: str
    old: str
    new: str
    state: Literal["changed", "added", "removed"] = "changed"
    count: int = 0
    talk: tuple[Line, ...] = ()
    slides: tuple[SlideChange, ...] = ()
    unread: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        return self.state != "changed" or bool(self.talk or self.slides)

    @property
    def tally(self) -> tuple[tuple[str, int], ...]:
        """How many slides were added, removed, moved and reworded; only what there is."""
        states = [state for slide in self.slides for state in slide.states]
        wanted = ("added", "removed", "moved", "reworded")
        return tuple((state, states.count(state)) for state in wanted if state in states)
