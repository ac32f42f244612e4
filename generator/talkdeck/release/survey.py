"""What a release says of each deck before it is written: what a reader cannot see, cannot read, or finds in odd order.

All of it is measured on laid-out pages, which both decks transcribe; nothing is guessed from the outline.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from talkdeck.brand.colour import contrast
from talkdeck.brand.model import Brand
from talkdeck.build.talk import Job, Made, through_the_stages
from talkdeck.model.chart import ChartBox
from talkdeck.model.page import Box, MathBox, MediaBox, Page, PictureBox, TableBox, TextBox
from talkdeck.model.problems import Problem, RefusedError, in_order
from talkdeck.model.units import Cpt
from talkdeck.model.values import Struct

LARGE, LARGE_BOLD = 1800, 1400
"""From these sizes on (hundredths of a point) WCAG 2.2 calls text large, for which 3 to 1 is contrast enough."""

FOOT = ("footer", "slide-number", "source", "footnote", "caption", "time")
"""Roles of what stands at the foot of a slide or of a picture; read last, wherever it stands."""

SIGNS = ("kicker", "label", "number")
"""Roles of short signs that are read before what they belong to, wherever they stand, such as a step's number."""


class Pair(Struct, frozen=True, order=True):
    """Two colours of a deck, text upon its ground: RRGGBB. `ratio` is their contrast, `need` what WCAG 2.2 AA asks."""

    ratio: float
    need: float
    text: str
    ground: str
    role: str


class Finding(Struct, frozen=True):
    """Something to look at. `slide` is its number in the deck."""

    slide: int
    fact: str


class DeckReport(Struct, frozen=True, kw_only=True):
    """A deck in one language, measured. Sizes are in hundredths of a point, counts count boxes unless named slides.

    `shown` are pictures, charts, tables, formulas and recordings that say something, `described` those of them with
    words for people who do not see them; `decorative` ones need none. `floor` is the smallest size that the brand's
    styles go down to, `smallest` the smallest that the deck uses. `reduced` texts are smaller than their style's first
    size, `at_floor` those at its last. `continued` are slides that go on from the one before, `fullest` how full the
    fullest box is in percent, `over` how many hold more than has room, or lie partly off the slide.
    """

    lang: str
    edition: str | None
    title: str
    brand: str
    slides: int
    untitled: int
    shown: int
    described: int
    decorative: int
    backwards: int
    with_notes: int
    smallest: Cpt
    floor: Cpt
    reduced: int
    at_floor: int
    continued: int
    fullest: int
    over: int
    pairs: tuple[Pair, ...]
    findings: tuple[Finding, ...]

    @property
    def faint(self) -> tuple[Pair, ...]:
        """Pairs with too little contrast."""
        return tuple(pair for pair in self.pairs if pair.ratio < pair.need)

    @property
    def sound(self) -> bool:
        """Whether there is nothing that somebody would be kept from reading by."""
        missed = self.untitled or self.backwards or self.over or self.shown > self.described
        return not (missed or self.faint or self.smallest < self.floor)


class Survey(Struct, frozen=True, kw_only=True):
    """A talk as it would be released. `decks` are its editions, its own language first; none where it has errors."""

    job: Job
    problems: tuple[Problem, ...]
    decks: tuple[DeckReport, ...]


def survey(job: Job) -> Survey:
    """Take a talk through all stages but writing, and measure its pages."""
    problems: list[Problem] = []
    try:
        made = through_the_stages(job, lambda step: None, problems)
    except RefusedError as refusal:
        made = []
        problems += refusal.problems
    return Survey(job=job, problems=in_order(problems), decks=tuple(measured(one) for one in made))


def measured(made: Made) -> DeckReport:
    """The report of an edition."""
    pages, brand = made.pages, made.brand
    findings: list[Finding] = []
    for page in pages.pages:
        findings += (Finding(page.number, fact) for fact in _findings(page, brand, pages.width, pages.height))
    texts = [(page, box) for page in pages.pages for box in page.boxes if isinstance(box, TextBox)]
    sizes = [paragraph.size for _, box in texts for paragraph in box.paragraphs if paragraph.plain.strip()]
    steps = [_step(box, page, brand) for page, box in texts]
    shown = [box for page in pages.pages for box in page.boxes if _shows(box)]
    used = {brand.layouts[page.layout].region(box.region).style for page, box in texts if box.region}
    pairs = {pair for page, box in texts for pair in _pairs(box, page, brand)}
    return DeckReport(
        lang=pages.lang,
        edition=made.edition,
        title=" ".join(pages.title.split()),
        brand=brand.name,
        slides=len(pages.pages),
        untitled=sum(not page.title.strip() for page in pages.pages),
        shown=len(shown),
        described=sum(bool(_words(box)) for box in shown),
        decorative=sum(isinstance(box, PictureBox) and box.decorative for page in pages.pages for box in page.boxes),
        backwards=sum(bool(list(_backwards(page))) for page in pages.pages),
        with_notes=sum(bool(page.notes.strip()) for page in pages.pages),
        smallest=min(sizes, default=0),
        floor=min((brand.styles[name].sizes[-1] for name in used), default=0),
        reduced=sum(step > 0 for step, _ in steps),
        at_floor=sum(last and step > 0 for step, last in steps),
        continued=sum(page.part is not None and page.part[0] > 1 for page in pages.pages),
        fullest=max((_fullness(box) for _, box in texts), default=0),
        over=sum(_is_over(box, pages.width, pages.height) for page in pages.pages for box in page.boxes),
        pairs=tuple(sorted(pairs)),
        findings=tuple(findings),
    )


def _findings(page: Page, brand: Brand, width: int, height: int) -> Iterator[str]:
    if not page.title.strip():
        yield "no title"
    for box in page.boxes:
        if _shows(box) and not _words(box):
            yield f"`{box.node}` has no words for people who do not see it"
        if _is_over(box, width, height):
            yield f"`{box.node}` holds more than has room, or lies partly off the slide"
    yield from _backwards(page)


def _shows(box: Box) -> bool:
    """Whether a box says something by other means than text."""
    if isinstance(box, PictureBox):
        return not box.decorative
    return isinstance(box, ChartBox | TableBox | MathBox | MediaBox)


def _words(box: Box) -> str:
    """What a box says to people who do not see it; a table says its cells."""
    if isinstance(box, TableBox):
        return box.alt or " ".join(p.plain for row in box.rows for cell in row.cells for p in cell.paragraphs)
    return str(getattr(box, "alt", "")).strip()


def _step(box: TextBox, page: Page, brand: Brand) -> tuple[int, bool]:
    """How many sizes of its style a text went down, and whether that is the last."""
    if box.region is None or not box.paragraphs:
        return 0, False
    sizes = brand.styles[brand.layouts[page.layout].region(box.region).style].sizes
    size = max(paragraph.size for paragraph in box.paragraphs)
    return sum(each > size for each in sizes), size <= sizes[-1]


def _fullness(box: TextBox) -> int:
    return -(-100 * box.height // box.frame.h) if box.frame.h else 0


def _is_over(box: Box, width: int, height: int) -> bool:
    if not isinstance(box, TextBox | PictureBox | TableBox | ChartBox | MathBox | MediaBox):
        return False  # shapes may run off the slide on purpose
    frame = box.frame
    outside = frame.x < 0 or frame.y < 0 or frame.x + frame.w > width or frame.y + frame.h > height
    return outside or (isinstance(box, TextBox) and box.height > frame.h)


def _backwards(page: Page) -> Iterator[str]:
    """Texts that are read after one which stands below them in the same column, and a title that is not read first."""
    texts = [box for box in page.boxes if isinstance(box, TextBox) and box.paragraphs and box.role not in FOOT]
    roles = [box.role for box in texts]
    if "title" in roles and any(role not in SIGNS for role in roles[: roles.index("title")]):
        yield "the title is not read first"
    for one, other in pairwise(texts):
        together = one.group == other.group
        beside = one.frame.x < other.frame.x + other.frame.w and other.frame.x < one.frame.x + one.frame.w
        upwards = other.frame.y + other.frame.h <= one.frame.y
        if together and beside and upwards and one.role not in SIGNS and "title" not in (one.role, other.role):
            yield f"`{other.node}` stands above `{one.node}`, which is read before it"


def _pairs(box: TextBox, page: Page, brand: Brand) -> Iterator[Pair]:
    """The colours of a text upon what it stands on. Text on a drawing has no one ground, and is left out."""
    layout = brand.layouts[page.layout]
    over = box.fill or (layout.region(box.region).over if box.region else None)
    colours = brand.grounds[layout.ground].colours
    if over is None or over not in colours:
        return
    for paragraph in box.paragraphs:
        for run in paragraph.runs:
            role = run.colour or ("link" if run.link else paragraph.colour)
            if role not in colours or not run.text.strip():
                continue
            large = paragraph.size >= (LARGE_BOLD if run.bold or paragraph.bold else LARGE)
            text, ground = colours[role].hex, colours[over].hex
            yield Pair(round(contrast(text, ground), 2), 3.0 if large else 4.5, text, ground, f"{role} on {over}")
