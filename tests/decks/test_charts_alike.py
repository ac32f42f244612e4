"""Promise 5 for charts: what LibreOffice draws of the PowerPoint chart, and Chromium of the SVG, compared by picture.

Every mark in a colour of the data is in both, within two pixels of 1280; every word within a few more. What cannot be
alike is left out by name: LibreOffice hatches with hairlines, draws no dash in part of a line and no bold name of a
category, and makes the hole of every doughnut half of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from PIL import Image, ImageChops, ImageDraw

from talkdeck.html import write_html
from talkdeck.layout import arrange
from talkdeck.layout.pictures import encode
from talkdeck.model.chart import ChartBox
from talkdeck.model.units import EMU_PER_PX, Rect
from talkdeck.model.values import replace
from talkdeck.pptx import write_pptx
from talkdeck.pptx.lint import lint
from tests.decks.decks import stages
from tests.render import pptx_to_pngs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OUTLINE = Path(__file__).parent / "charts.yaml"
NEAR = 2
"""Pixels of 1280 that a mark may be off."""
WORDS_NEAR = 14
"""And words: PowerPoint's charts choose the distance of names from the axis, and LibreOffice that of labels."""
LEAST = {"doughnut": 0.85, "line": 0.8, "scatter": 0.9}
"""Least share of a mark's pixels that the other picture has nearby, where it is not nearly all."""
MARKS, WORDS = 0.97, 0.75
LOOKS: tuple[tuple[str, Literal["16:9", "4:3"]], ...] = (("plain", "16:9"), ("stage", "4:3"))


class Pair:
    """A chart, with its slide in both pictures, and the colours of its ground by role."""

    def __init__(self, box: ChartBox, title: str, office: Image.Image, web: Image.Image, hexes: dict[str, str]) -> None:
        self.box, self.title, self.office, self.web, self.hexes = box, title, office, web, hexes

    def colours(self) -> set[str]:
        """Roles of the marks that are sure."""
        return {
            point.colour or series.colour
            for series in self.box.series
            for point in series.points
            if point.value is not None and not point.doubt
        }

    def masks(self, roles: set[str], hidden: list[Rect]) -> tuple[Image.Image, Image.Image]:
        """Where each picture has one of the colours, inside the chart's frame but not in hidden places."""
        return tuple(self._mask(picture, roles, hidden) for picture in (self.office, self.web))  # type: ignore[return-value]

    def _mask(self, picture: Image.Image, roles: set[str], hidden: list[Rect]) -> Image.Image:
        mask = Image.new("L", picture.size)
        for role in roles:
            hex_ = self.hexes[role]
            flat = Image.new("RGB", picture.size, tuple(int(hex_[n : n + 2], 16) for n in (0, 2, 4)))
            red, green, blue = ImageChops.difference(picture, flat).split()
            worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
            mask = ImageChops.lighter(mask, worst.point([255 if value < 40 else 0 for value in range(256)]))
        inside = Image.new("L", picture.size)
        draw = ImageDraw.Draw(inside)
        draw.rectangle(_pixels(self.box.frame), fill=255)
        for rect in hidden:
            draw.rectangle(_pixels(rect), fill=0)
        return ImageChops.darker(mask, inside)


def _pixels(rect: Rect) -> tuple[float, float, float, float]:
    return rect.x / EMU_PER_PX, rect.y / EMU_PER_PX, rect.right / EMU_PER_PX, rect.bottom / EMU_PER_PX


def shared(one: Image.Image, other: Image.Image, near: int) -> float:
    """The least share of either mask's pixels that has a pixel of the other nearby; 0 for an empty one."""
    shares = []
    for here, there in ((one, other), (other, one)):
        whole = here.histogram()[255]
        shares.append(ImageChops.darker(here, grown(there, near)).histogram()[255] / whole if whole else 0.0)
    return min(shares)


def grown(mask: Image.Image, near: int) -> Image.Image:
    """A mask with everything up to `near` pixels around. (Pillow's MaxFilter looks at each pixel of the square.)"""
    done = 0
    while done < near:
        step = min(done or 1, near - done)
        for x, y in ((step, 0), (0, step)):
            moved = ImageChops.lighter(ImageChops.offset(mask, x, y), ImageChops.offset(mask, -x, -y))
            mask = ImageChops.lighter(mask, moved)
        done += step
    return mask


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1].replace(':', 'x')}")
def pairs(request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> list[Pair]:
    """Every chart of the outline, in a brand and shape."""
    brand_name, shape = request.param
    folder = tmp_path_factory.mktemp("charts")
    _, deck, brand, library = stages(OUTLINE, folder, brand_name, shape)
    pages, problems = arrange(deck, brand)
    assert pages is not None, problems
    assets, _ = encode(pages, brand, library)
    pptx, html = folder / "charts.pptx", folder / "charts.html"
    with pptx.open("wb") as stream:
        write_pptx(pages, brand, assets, stream)
    with html.open("wb") as stream:
        write_html(pages, brand, assets, stream)
    assert lint(pptx) == ()
    office = pptx_to_pngs(pptx, folder)
    width, height = brand.width // EMU_PER_PX, brand.height // EMU_PER_PX
    page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.goto(html.as_uri())
    made = []
    for number, laid_out in enumerate(pages.pages):
        web = folder / f"{number}.png"
        page.screenshot(path=web)
        page.keyboard.press("ArrowRight")
        drawn, shown = (Image.open(path).convert("RGB").crop((0, 0, width, height)) for path in (office[number], web))
        ground = brand.grounds[brand.layouts[laid_out.layout].ground]
        hexes = {role: colour.hex for role, colour in ground.colours.items()}
        made += [Pair(box, laid_out.title, drawn, shown, hexes) for box in laid_out.boxes if isinstance(box, ChartBox)]
    page.close()
    return made


def doubtful(box: ChartBox) -> list[Rect]:
    """Bars that are hatched, with a little around them."""
    marks = [point.mark for series in box.series for point in series.points if point.doubt and point.mark]
    return [mark.inset(-3 * EMU_PER_PX) for mark in marks]


def legend(box: ChartBox) -> list[Rect]:
    """The rows of the legend: PowerPoint spaces its entries itself, and has a dot where a dot is meant."""
    return [
        replace(note.frame, x=box.frame.x, w=box.frame.w, h=note.frame.h + WORDS_NEAR * EMU_PER_PX)
        for note in box.notes
        if note.kind == "legend"
    ]


def test_every_kind_is_there(pairs: list[Pair]) -> None:
    kinds = {(pair.box.kind, pair.box.stack) for pair in pairs}
    assert {kind for kind, _ in kinds} == {"column", "bar", "line", "area", "pie", "doughnut", "scatter", "range"}
    assert {stack for _, stack in kinds} == {"grouped", "stacked", "percent"}


def test_marks_are_at_the_same_places(pairs: list[Pair]) -> None:
    found = {}
    for pair in pairs:
        share = shared(*pair.masks(pair.colours(), doubtful(pair.box) + legend(pair.box)), NEAR)
        if share < LEAST.get(pair.box.kind, MARKS):
            found[pair.title, pair.box.kind] = share
    assert found == {}


def test_words_are_at_the_same_places(pairs: list[Pair]) -> None:
    """Words in ink and grey, apart from legends."""
    found = {}
    for pair in pairs:
        plot = [pair.box.plot] if pair.box.kind in ("pie", "doughnut") else []
        hidden = [*doubtful(pair.box), *legend(pair.box), *plot]
        share = shared(*pair.masks({"ink", "muted"}, hidden), WORDS_NEAR)
        if share < WORDS:
            found[pair.title, pair.box.kind] = share
    assert found == {}


def test_other_places_are_told_apart(pairs: list[Pair]) -> None:
    """The measure can fail: a chart moved by six pixels, or with a bar less, is not the same."""
    pair = next(pair for pair in pairs if pair.box.kind == "bar" and pair.box.stack == "grouped")
    office, web = pair.masks(pair.colours(), doubtful(pair.box))
    assert shared(office, web, NEAR) >= MARKS
    assert shared(ImageChops.offset(office, 6, 6), web, NEAR) < MARKS
    bar = next(p.mark for p in pair.box.series[0].points if p.mark and not p.doubt)
    ImageDraw.Draw(web).rectangle(_pixels(bar), fill=0)
    assert shared(office, web, NEAR) < MARKS
