"""The timeline of a slide: its clicks as effects in the main sequence, its recordings, and covers of table rows.

PowerPoint builds text by paragraphs and charts by series, but a table only as a whole. So each row that comes later
waits under a cover: a rectangle without fill and line, which is filled with the ground's colour as the slide begins and
goes with its click. The table itself comes in after its covers, so that nobody sees them before. While editing and on
paper covers are nothing to be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, groupby

from talkdeck.model.chart import ChartBox
from talkdeck.model.escape import escape_attribute
from talkdeck.model.page import Box, Build, MathBox, MediaBox, Page, TableBox, TextBox
from talkdeck.model.units import EMU_PER_PT
from talkdeck.pptx.forms import Form, form
from talkdeck.pptx.style import Palette
from talkdeck.pptx.templates import macros

FIRST_SHAPE = 2
"""The id of a page's first box; 1 is that of the shape tree."""

DIMMED = "0.35"
"""Opacity of lines that a step is not about; the HTML deck has the same."""

RULE = EMU_PER_PT
"""How far a cover goes below its row, to cover the rule there."""


class TimingWriter:
    """Writes timelines of slides on one ground."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._macros = macros("timing")
        self._forms: dict[tuple[object, ...], Form] = {}

    def transition(self, page: Page, advance: int | None) -> str:
        """The slide's transition; `advance` is in seconds."""
        return self._form("transition", page.transition, (advance or 0) * 1000) % {}

    def covers(self, page: Page) -> str:
        """Covers of table rows that come in later; their ids follow those of the boxes."""
        form_ = self._form("cover")
        return "".join(
            form_ % {"id": id_, "name": escape_attribute(f"Cover · {box.node}.rows.{build.first}"), **frame}
            for id_, (build, box, frame) in enumerate(_covered(page), start=FIRST_SHAPE + len(page.boxes))
        )

    def timing(self, page: Page) -> str:
        """The timeline of a page; "" where nothing moves."""
        boxes = page.boxes
        recordings = [(at, box) for at, box in enumerate(boxes, FIRST_SHAPE) if isinstance(box, MediaBox)]
        if not recordings and not page.builds:
            return ""
        ids = count(3 if page.builds else 2)
        tracks = [self._main(page, ids)] if page.builds else []
        for at, box in recordings:
            tracks.append(self._form("recording", box.kind) % {"shape": at, **_ids(ids, "id", "a", "b", "c", "d", "e")})
        builds = "".join(self._built(page))
        return self._form("timing", bool(builds)) % {"tracks": "".join(tracks), "builds": builds}

    def _form(self, name: str, *arguments: object) -> Form:
        key = name, *arguments
        if key not in self._forms:
            self._forms[key] = form(getattr(self._macros, name)(*arguments))
        return self._forms[key]

    def _main(self, page: Page, ids: Iterator[int]) -> str:
        covers: dict[Build, int] = {
            build: id_ for id_, (build, _, _) in enumerate(_covered(page), start=FIRST_SHAPE + len(page.boxes))
        }
        clicks = []
        if covers:
            outer = _ids(ids, "id", "a")
            effects = self._at_start(covers, ids)
            clicks.append(self._form("click", True) % {"effects": "".join(effects), **outer})
        for _, builds in groupby(page.builds, lambda build: build.click):
            outer = _ids(ids, "id", "a")
            effects = []
            for build in builds:
                effects += self._effects(page, build, covers, ids, first=not effects)
            clicks.append(self._form("click", False) % {"effects": "".join(effects), **outer})
        return self._form("main") % {"clicks": "".join(clicks)}

    def _at_start(self, covers: dict[Build, int], ids: Iterator[int]) -> list[str]:
        """Covers are filled, then their tables come."""
        filled = self._form("fill", self._palette["paper"])
        effects = [
            filled % {"target": self._form("shape") % {"shape": id_}, **_ids(ids, "id", "a", "b", "c")}
            for id_ in covers.values()
        ]
        for at in dict.fromkeys(build.box for build in covers):
            target = self._form("shape") % {"shape": FIRST_SHAPE + at}
            effects.append(self._form("entrance", "appear", False, False) % {"target": target, **_ids(ids, "id", "a")})
        return effects

    def _effects(
        self, page: Page, build: Build, covers: dict[Build, int], ids: Iterator[int], *, first: bool
    ) -> Iterator[str]:
        """The effects of one build, each after the first together with it."""
        shape = FIRST_SHAPE + build.box
        box = page.boxes[build.box]
        match build.part:
            case "rows":
                exit_ = self._form("exit", build.effect, first)
                target = self._form("shape") % {"shape": covers[build]}
                yield exit_ % {"target": target, **_ids(ids, "id", "a", "b")}
            case "dim" | "bright":
                for n in range(build.first, build.last + 1):
                    changed = self._form("see_through", DIMMED if build.part == "dim" else "1", first)
                    target = self._form("paragraph") % {"shape": shape, "first": n}
                    yield changed % {"target": target, **_ids(ids, "id", "a", "b")}
                    first = False
            case _:
                for target in self._targets(build, box, shape):
                    entrance = self._form("entrance", build.effect, _is_listed(box), first)
                    yield entrance % {"target": target, **_ids(ids, "id", "a", "b", "c", "d")}
                    first = False

    def _targets(self, build: Build, box: Box, shape: int) -> Iterator[str]:
        if build.part == "box":
            yield self._form("shape") % {"shape": shape}
            return
        numbers: Sequence[int] = range(build.first, build.last + 1)
        if isinstance(box, ChartBox) and box.kind == "range":
            numbers = (0, 1)  # where the ranges begin is a series, too, of no colour
        for n in numbers:
            yield self._form("series" if build.part == "series" else "paragraph") % {"shape": shape, "first": n}

    def _built(self, page: Page) -> Iterator[str]:
        """Entries of what is built, in the order of shapes."""
        parts = {build.box: build.part for build in page.builds}
        for at in sorted(parts):
            box, part = page.boxes[at], parts[at]
            if isinstance(box, ChartBox):
                yield self._form("built_chart", part == "series") % {"shape": FIRST_SHAPE + at}
            elif _is_listed(box):
                ground = isinstance(box, TextBox) and bool(box.fill or box.stroke)
                yield self._form("built_text", part != "box", ground) % {"shape": FIRST_SHAPE + at}
        for id_, _ in enumerate(_covered(page), start=FIRST_SHAPE + len(page.boxes)):
            yield self._form("built_cover") % {"shape": id_}


def _is_listed(box: Box) -> bool:
    """Whether a box has an entry among the builds: what has text, and charts."""
    return isinstance(box, TextBox | MathBox | ChartBox)


def _covered(page: Page) -> Iterator[tuple[Build, TableBox, dict[str, int]]]:
    """Builds of table rows, with the places of their covers."""
    for build in page.builds:
        if build.part == "rows":
            box = page.boxes[build.box]
            assert isinstance(box, TableBox)
            heights = [row.height for row in box.rows]
            top = box.frame.y + sum(heights[: build.first])
            tall = sum(heights[build.first : build.last + 1])
            yield build, box, {"x": box.frame.x, "y": top, "w": box.frame.w, "h": tall + RULE}


def _ids(ids: Iterator[int], *names: str) -> dict[str, int]:
    return {name: next(ids) for name in names}
