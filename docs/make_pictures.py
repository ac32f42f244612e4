"""Draw the pictures of the manual: python docs/make_pictures.py [NAME...]

Builds every example of docs/examples (or those named, such as `bullets image-forms`), draws the PowerPoint deck through
LibreOffice and the HTML deck through Chromium, and writes a small PNG for each slide that its file is about:
`docs/pictures/bullets.pptx.png`, `bullets.html.png`, `bullets-long-2.pptx.png` for the second slide and so on. Two
names stand for sheets of many slides: `trends` for both decks of talks/trends.yaml, `brands` for talks/meet2024.yaml in
every brand. Without names everything is drawn, and pictures that no example makes any more are removed.

A file is about the kind that its name begins with: `cover-picture.yaml` shows its cover, `agenda.yaml` its agendas.
A folder among the examples is a project with a brand of its own; of its talks all slides are drawn.
Needs Chromium, LibreOffice and Poppler, as the tests do; `make test` says how to get them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
EXAMPLES, PICTURES = DOCS / "examples", DOCS / "pictures"
sys.path.insert(0, str(ROOT))  # for `tests`, which knows how to run the browser and LibreOffice

if TYPE_CHECKING:
    from PIL.Image import Image

    from talkdeck.model.page import Page

WIDTH = 560
"""Pixels of a picture's width. Slides are drawn three times as wide and scaled down, so that small type is legible."""

SHEET = 1280
"""Pixels of a sheet's width."""

TRENDS = (1, 4, 6, 14, 27, 60)
"""Pages of the trends talk on its sheet: PowerPoint on the left, HTML on the right."""

BRANDS = ("plain", "algmon", "stage", "editorial")
SHOWN = ("cover", "kaifu-lee", "kaifu-numbers", "civil-service")
"""Rows of the sheet of brands, and the slides of the MEET 2024 talk in each, by id."""

COLOURS = 48
"""Colours of a picture's palette: flat forms and smoothed type need no more."""

SHEET_COLOURS = 128
"""Those of a sheet, which shows several brands or pictures."""


@dataclass(frozen=True, slots=True)
class Example:
    """An outline of the manual, and the number of the page that each of its pictures shows, by the picture's name."""

    path: Path
    pages: dict[str, int]


def examples() -> Iterator[Example]:
    """Every example. Raises ValueError where one has an error or a warning."""
    for path in sorted((*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("*/talks/*.yaml"))):
        numbers = _about(path)
        names = [path.stem if n == 1 else f"{path.stem}-{n}" for n in range(1, len(numbers) + 1)]
        yield Example(path, dict(zip(names, numbers, strict=True)))


def _about(path: Path) -> list[int]:
    """Numbers of the pages that an example is about."""
    from talkdeck.layout.kinds import KINDS

    kind = path.stem.split("-")[0]
    return [page.number for page in arranged(path) if kind not in KINDS or page.kind == kind]


def arranged(path: Path, name: str | None = None) -> tuple[Page, ...]:
    """The pages of a talk, in another brand if so named. Raises ValueError where it has an error, or a warning of more
    than pictures that were not fetched.
    """
    from talkdeck import brand as brands
    from talkdeck import layout, source
    from talkdeck.build.find import root_of
    from talkdeck.layout.resolve import resolve
    from talkdeck.media.library import Library

    root = root_of(path, ROOT)
    outline, problems = source.read(path)
    if outline is not None:
        brand, found = brands.load(name or outline.brand, outline.shape, root)
        problems += found
        if brand is not None:
            deck, found = resolve(outline, brand, Library(root, offline=True), path.stem, path.parent)
            pages, more = layout.arrange(deck, brand)
            problems += (*(problem for problem in found if problem.code != "W403"), *more)
            if pages is not None and not problems:
                return pages.pages
    raise ValueError("\n".join(f"{p.span.path}:{p.span.line}: {p.code} {p.text}" for p in problems))


def build(paths: Sequence[Path], work: Path, brand: str | None = None) -> None:
    """Write both decks of every talk into a folder. Raises ValueError where one does not build."""
    from talkdeck.build.find import root_of
    from talkdeck.build.talk import Job, build_talk

    for path in paths:
        if not build_talk(Job(talk=path, root=root_of(path, ROOT), out=work, brand=brand, offline=True)).ok:
            raise ValueError(f"{path} does not build")


def office(stems: Sequence[str], work: Path) -> dict[str, list[Path]]:
    """Pictures of all slides of PowerPoint decks, by stem. One run of LibreOffice, whose start costs seconds."""
    from tests.render import pdf_to_pngs

    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise FileNotFoundError("LibreOffice (soffice) is not installed; `make test` says how to get it")
    decks = [str(work / f"{stem}.pptx") for stem in stems]
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(work), *decks]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    return {stem: pdf_to_pngs(work / f"{stem}.pdf", work / f"{stem}-pptx", dpi=144) for stem in stems}


def browser(stems: Sequence[str], work: Path, widths: dict[str, int]) -> dict[str, list[Path]]:
    """Screenshots of all slides of HTML decks, by stem, in a window 1080 pixels high and as wide as said."""
    from playwright.sync_api import sync_playwright
    from tests.browser import ARGUMENTS, CHROMIUM, program

    made: dict[str, list[Path]] = {}
    with sync_playwright() as playwright:
        path = program(CHROMIUM, "apt-get install chromium")
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for stem in stems:
            size = {"width": widths[stem], "height": 1080}
            page = chromium.new_page(viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
            page.goto((work / f"{stem}.html").as_uri())
            made[stem] = []
            for number in range(1, page.locator("main > section").count() + 1):
                made[stem].append(work / f"{stem}-html-{number}.png")
                page.screenshot(path=made[stem][-1])
                page.keyboard.press("ArrowRight")
            page.close()
        chromium.close()
    return made


def _wide(picture: Path) -> int:
    """Width of a browser window 1080 pixels high in which a deck of this shape fills the window."""
    from PIL import Image

    with Image.open(picture) as image:
        return round(1080 * image.width / image.height)


def small(source: Path) -> Image:
    """A slide's picture scaled down, with a hairline around it so that white slides have an edge."""
    from PIL import Image

    with Image.open(source) as image:
        height = round(WIDTH * image.height / image.width)
        picture = image.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    edged = Image.new("RGB", picture.size, "#c8ccd2")
    edged.paste(picture.crop((1, 1, WIDTH - 1, height - 1)), (1, 1))
    return edged


def save(picture: Image, target: Path, colours: int = COLOURS) -> None:
    """Write a picture with a palette, as small as Pillow makes it."""
    from PIL import Image

    reduced = picture.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    reduced.save(target, optimize=True)


def trends(work: Path) -> Image:
    """Slides of the trends talk, each from both decks side by side, two pairs in a row."""
    build([ROOT / "talks" / "trends.yaml"], work)
    slides = office(["trends"], work)["trends"]
    screens = browser(["trends"], work, {"trends": _wide(slides[0])})["trends"]
    pairs = [(small(slides[n - 1]), small(screens[n - 1])) for n in TRENDS]
    rows = [(*left, None, *right) for left, right in zip(pairs[::2], pairs[1::2], strict=True)]
    return sheet(rows)


def brands(work: Path) -> Image:
    """The same slides of the MEET 2024 talk, PowerPoint, a row for each brand."""
    talk = ROOT / "talks" / "meet2024.yaml"
    rows = []
    for brand in BRANDS:
        build([talk], work / brand, brand)
        numbers = {page.id: page.number for page in reversed(arranged(talk, brand))}
        slides = office([talk.stem], work / brand)[talk.stem]
        rows.append([small(slides[numbers[name] - 1]) for name in SHOWN])
    return sheet(rows)


def sheet(rows: Sequence[Sequence[Image | None]]) -> Image:
    """Slides in rows of equal length; None is a wider gap."""
    from PIL import Image

    height, gap, room = WIDTH * 9 // 16, 8, 40
    length = sum(room - gap if one is None else WIDTH + gap for one in rows[0]) - gap
    whole = Image.new("RGB", (length, len(rows) * (height + gap) - gap), "white")
    for down, row in enumerate(rows):
        x = 0
        for one in row:
            if one is not None:
                whole.paste(one, (x, down * (height + gap)))
            x += room - gap if one is None else WIDTH + gap
    return whole.resize((SHEET, round(SHEET * whole.height / whole.width)), Image.Resampling.LANCZOS)


SHEETS = {"trends": trends, "brands": brands}


def main(names: Sequence[str]) -> int:
    """Draw the pictures of the examples named, or everything. Returns the exit code."""
    known = {example.path.stem: example for example in examples()}
    if unknown := [name for name in names if name not in known and name not in SHEETS]:
        print(f"there is no example {unknown[0]}; there are {', '.join((*known, *SHEETS))}", file=sys.stderr)
        return 2
    stems = [name for name in names or known if name in known]
    PICTURES.mkdir(exist_ok=True)
    made: set[str] = set()

    def put(picture: Image, name: str, colours: int = COLOURS) -> None:
        save(picture, PICTURES / name, colours)
        made.add(name)

    with tempfile.TemporaryDirectory(prefix="talkdeck-docs-") as folder:
        work = Path(folder)
        build([known[stem].path for stem in stems], work)
        slides = office(stems, work) if stems else {}
        screens = browser(stems, work, {stem: _wide(pictures[0]) for stem, pictures in slides.items()})
        for stem in stems:
            for name, number in known[stem].pages.items():
                put(small(slides[stem][number - 1]), f"{name}.pptx.png")
                put(small(screens[stem][number - 1]), f"{name}.html.png")
        for name in SHEETS:
            if name in names or not names:
                put(SHEETS[name](work / name), f"{name}.png", SHEET_COLOURS)
    for path in sorted(PICTURES.glob("*.png")) if not names else ():
        if path.name not in made:
            path.unlink()
            print(f"removed {path.name}")
    total = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"drew {len(made)} pictures; all of them have {total / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
