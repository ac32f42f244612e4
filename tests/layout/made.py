"""Pages from a snippet of YAML: read, resolved and arranged without a file being touched; and questions to pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from talkdeck.brand import load
from talkdeck.brand.model import Brand
from talkdeck.layout import arrange
from talkdeck.layout.resolve import resolve
from talkdeck.media.library import Library
from talkdeck.model.deck import Deck, PictureRef
from talkdeck.model.outline import Outline
from talkdeck.model.page import ConnectorBox, Page, Pages, Paragraph, PictureBox, TableBox, TextBox
from talkdeck.model.problems import Problem, Span
from talkdeck.model.units import Rect
from talkdeck.model.values import Struct, replace
from talkdeck.source import read_bytes

ROOT = Path(__file__).parents[2]
LOOKS: tuple[tuple[str, Shape], ...] = (
    ("plain", "16:9"),
    ("plain", "4:3"),
    ("algmon", "16:9"),
    ("algmon", "4:3"),
)
Shape = Literal["16:9", "4:3"]
FURNITURE = {"footer", "slide-number"}
"""Roles of what stands on every slide."""

SIZES = {"wide.png": (1600, 900), "tall.png": (900, 1600), "square.png": (800, 800)}


class Pictures(Library):
    """A library of three pictures that need no file; every other one cannot be had, `broken.png` is an error."""

    def __init__(self) -> None:
        super().__init__(ROOT, cache=ROOT / "nowhere", offline=True)

    def prefetch(self, addresses: Iterable[str]) -> None:
        pass

    def find(self, src: str, beside: Path, span: Span) -> tuple[PictureRef | None, tuple[Problem, ...]]:
        if src in SIZES:
            return PictureRef(src, *SIZES[src]), ()
        if src == "broken.png":
            return None, (Problem("E415", "the picture is damaged", span, ("take another one",)),)
        return None, (Problem("W401", "there is no such picture", span, ("draw it",)),)


@cache
def brand_of(name: str = "plain", shape: Shape = "16:9") -> Brand:
    brand, problems = load(name, shape, ROOT)
    assert brand is not None, problems
    return brand


class Made(Struct, frozen=True):
    """What became of a snippet. `pages` is empty where it has errors; `problems` are those of resolve and arrange."""

    outline: Outline
    deck: Deck
    brand: Brand
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    whole: Pages | None

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]


def make(text: str, brand_name: str = "plain", shape: Shape = "16:9") -> Made:
    """Every stage up to pages. The snippet has to be good YAML of the language."""
    outline, problems = read_bytes(text.encode(), "talk.yaml")
    assert outline is not None, problems
    brand = brand_of(brand_name, shape)
    deck, found = resolve(replace(outline, shape=shape), brand, Pictures(), "talk", ROOT)
    whole, more = arrange(deck, brand)
    return Made(outline, deck, brand, whole.pages if whole else (), (*found, *more), whole)


def slides(text: str, brand_name: str = "plain", shape: Shape = "16:9", head: str = "title: 一次演讲") -> Made:
    """As `make`, for the entries of `slides:` alone; they must come out without a problem. Drops the cover's page."""
    indented = "".join(f"  {line}\n" for line in text.strip("\n").split("\n"))
    made = make(f"{head}\nslides:\n{indented}", brand_name, shape)
    assert not made.problems, made.problems
    return replace(made, pages=made.pages[1:])


def wrong(text: str, head: str = "title: 一次演讲") -> Made:
    """As `slides`, for what shall go wrong: the entries begin at line 3 of the file."""
    indented = "".join(f"  {line}\n" for line in text.strip("\n").split("\n"))
    made = make(f"{head}\nslides:\n{indented}")
    assert any(problem.is_error for problem in made.problems)
    assert not made.pages
    return made


def texts(page: Page, role: str = "") -> list[TextBox]:
    """A page's text boxes in reading order, of one role or all but footer and slide number."""
    found = [box for box in page.boxes if isinstance(box, TextBox)]
    return [box for box in found if (box.role == role if role else box.role not in FURNITURE)]


def pictures(page: Page) -> list[PictureBox]:
    return [box for box in page.boxes if isinstance(box, PictureBox)]


def table(page: Page) -> TableBox:
    (found,) = [box for box in page.boxes if isinstance(box, TableBox)]
    return found


def plain(box: TextBox) -> str:
    return "\n".join(paragraph.plain for paragraph in box.paragraphs)


def text_of(page: Page, role: str) -> str:
    """The words of the one box of a role."""
    (box,) = texts(page, role)
    return plain(box)


def regions(page: Page) -> list[str]:
    """The placeholders that a page fills, in reading order, without footer and slide number."""
    names = [getattr(box, "region", None) for box in page.boxes]
    return [name for name in names if name and name not in FURNITURE]


def paragraphs(page: Page) -> Iterator[Paragraph]:
    for box in page.boxes:
        if isinstance(box, TextBox):
            yield from box.paragraphs
        elif isinstance(box, TableBox):
            for row in box.rows:
                for cell in row.cells:
                    yield from cell.paragraphs


def sizes(boxes: Iterable[TextBox]) -> set[int]:
    """Sizes of the first-level paragraphs of boxes."""
    return {p.size for box in boxes for p in box.paragraphs if p.level == 0}


def extent(box: TextBox | TableBox | PictureBox) -> Rect:
    """Where a box shows something: a text's own height within its frame, else the frame."""
    if isinstance(box, TextBox) and box.shape == "chevron":  # the tip of one points into the next
        return box.frame.inset(*box.inset)
    if not isinstance(box, TextBox) or box.fill:
        return box.frame
    free = box.frame.h - box.height
    down = {"top": 0, "middle": free // 2, "bottom": free}[box.anchor]
    return Rect(box.frame.x, box.frame.y + down, box.frame.w, box.height)


def overlap(a: Rect, b: Rect) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def unsound(made: Made) -> list[str]:
    """What is wrong with a deck's pages as such: text too tall, frames outside, overlaps, titles, order, ids."""
    found = []
    ids = [page.id for page in made.pages]
    if len(set(ids)) < len(ids):
        found.append(f"page ids are not unique: {ids}")
    if [page.number for page in made.pages] != list(range(made.pages[0].number, made.pages[0].number + len(ids))):
        found.append("page numbers do not count on")
    slide = Rect(0, 0, made.brand.width, made.brand.height)
    for page in made.pages:
        layout = made.brand.layouts[page.layout]
        order = [region.name for region in layout.regions]
        at = [order.index(name) for box in page.boxes if (name := getattr(box, "region", None))]
        if at != sorted(at):
            found.append(f"{page.id}: boxes not in reading order: {[order[n] for n in at]}")
        titles = [b for b in page.boxes if isinstance(b, TextBox) and b.region == "title"]
        if len(titles) != 1 or not plain(titles[0]).strip() or plain(titles[0]) != page.title:
            found.append(f"{page.id}: titles {[plain(box) for box in titles]}, page title {page.title!r}")
        for box in page.boxes:
            name = f"{page.id}: {getattr(box, 'region', None)}"
            level = isinstance(box, ConnectorBox)  # a straight line has no width or no height
            if not slide.contains(box.frame) or (min(box.frame.w, box.frame.h) <= 0 and not level):
                found.append(f"{name} outside the slide or empty: {box.frame}")
            if isinstance(box, TextBox) and box.height > box.frame.h:
                found.append(f"{name} too tall: {box.height} > {box.frame.h}")
            if isinstance(box, TextBox) and not box.paragraphs:
                found.append(f"{name} has no text")
            if isinstance(box, TableBox):
                if sum(box.columns) != box.frame.w or sum(row.height for row in box.rows) != box.frame.h:
                    found.append(f"{name}: columns or rows do not add up to the frame")
                if box.region and not layout.region(box.region).frame.contains(box.frame):
                    found.append(f"{name}: table outside its region")
        placed = [box for box in page.boxes if isinstance(box, TextBox | TableBox | PictureBox)]
        for n, box in enumerate(placed):
            for other in placed[n + 1 :]:
                if overlap(extent(box), extent(other)):
                    found.append(f"{page.id}: {box.node} overlaps {other.node}")
        for paragraph in paragraphs(page):
            if "".join(paragraph.lines) != paragraph.plain.replace("\n", ""):
                found.append(f"{page.id}: lines are not the text: {paragraph.plain!r}")
            if not all(run.text and run.lang for run in paragraph.runs):
                found.append(f"{page.id}: a run without text or language")
    return found
