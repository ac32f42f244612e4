"""What is made of a talk besides its decks: a PDF or a handout, pictures of its slides, a card for social networks.

```text
idc.pdf             the slides, or with builds a page for each click
idc-handout.pdf     instead of it: each slide above its notes
idc/001.png ...     pictures of slides, named by their numbers
idc-card.png        the cover in 1200 x 630 pixels
```
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from talkdeck.build.files import Replacement
from talkdeck.model.values import Struct

if TYPE_CHECKING:
    from talkdeck.brand.model import Brand
    from talkdeck.build.render import Renderer
    from talkdeck.model.page import Asset, Pages

Kind = Literal["slides", "builds", "handout"]
"""A page for each slide, for each click, or for each slide with its notes (and more where they are long)."""

CARD = (1200, 630)
"""What Open Graph and the networks that read it show without cutting, in pixels."""

WIDTH = 1920
"""Widths of pictures in pixels: the least and the largest, and that of a screen."""

LETTER = ("US", "CA", "MX", "PH", "CO", "CL", "VE")
"""Countries whose printers hold letter paper; elsewhere it is A4."""

NOTES = {"zh-TW": "備忘稿", "zh-HK": "備忘稿", "zh": "讲稿", "ja": "ノート"}


class Prints(Struct, frozen=True, kw_only=True):
    """How a talk is printed and drawn. `slides` chooses some of them (`1,3-5,ID`)."""

    slides: str | None = None
    kind: Kind = "slides"
    width: int = WIDTH


class Plan(Struct, frozen=True):
    """The files to come of one edition: the target of each, what for, and for which slides."""

    numbers: tuple[int, ...]
    pdf: Path | None = None
    pictures: tuple[Path, ...] = ()
    card: Path | None = None

    @property
    def targets(self) -> tuple[Path, ...]:
        """All files, in the order in which they are made."""
        return tuple(filter(None, (self.pdf, *self.pictures, self.card)))


def plan(pages: Pages, talk: Path, out: Path, stem: str, formats: Sequence[str], prints: Prints) -> Plan:
    """What is to be made of an edition whose decks are called `stem`. Raises RefusedError (E614)."""
    from talkdeck.build.choose import choose

    numbers = choose(pages.pages, prints.slides, talk)
    pictures: tuple[Path, ...] = ()
    if "png" in formats:
        pictures = tuple(out / stem / f"{number:03}.png" for number in numbers)
    return Plan(
        numbers,
        pdf=out / f"{stem}{'-handout' if prints.kind == 'handout' else ''}.pdf" if "pdf" in formats else None,
        pictures=pictures,
        card=out / f"{stem}-card.png" if pictures else None,
    )


def make(
    plan: Plan,
    prints: Prints,
    program: Renderer,
    edition: tuple[Pages, Brand, Mapping[str, Asset]],
    cover: Callable[[], tuple[Pages, Brand, Mapping[str, Asset]]],
    parts: Sequence[Replacement],
) -> None:
    """Write the files of a plan into their parts, which stand in its order.

    `edition` is what decks are written from; `cover` gives the same of a deck in 16:9 that begins with the cover.
    Raises RefusedError (E612, E615).
    """
    from talkdeck.build.render import failed

    waiting = iter(parts)
    with tempfile.TemporaryDirectory(prefix="talkdeck-prints-") as folder:
        deck = _write(program, edition, Path(folder), edition[0].stem)
        pages = edition[0]
        if plan.pdf:
            next(waiting).stream.write(_pdf(plan, prints, program, pages, deck))
        if plan.pictures:
            drawn = 0
            some = plan.numbers if len(plan.numbers) < len(pages.pages) else None
            for picture in program.draw(deck, deck, prints.width, some):
                if drawn < len(plan.pictures):
                    next(waiting).stream.write(picture)
                drawn += 1
            if drawn != len(plan.pictures):
                raise failed(program.name, deck, f"{drawn} pictures of {len(plan.pictures)} slides")
        if plan.card:
            wide = cover()
            first = _write(program, wide, Path(folder), f"{pages.stem}-card") if wide[0] is not pages else deck
            (picture,) = program.draw(first, first, CARD[0], [1])
            next(waiting).stream.write(_card(picture))


def _write(program: Renderer, edition: tuple[Pages, Brand, Mapping[str, Asset]], folder: Path, name: str) -> Path:
    """The deck that a program reads, in a folder."""
    path = folder / f"{name}.{program.reads}"
    with path.open("wb") as stream:
        if program.reads == "html":
            from talkdeck.html import write_html

            write_html(*edition, stream)
        else:
            from talkdeck.pptx import write_pptx

            write_pptx(*edition, stream)
    return path


def _pdf(plan: Plan, prints: Prints, program: Renderer, pages: Pages, deck: Path) -> bytes:
    from talkdeck.build.pdf import finish
    from talkdeck.build.render import failed

    language, _, country = pages.lang.partition("-")
    options = {
        "paper": "letter" if country.upper() in LETTER else "A4",
        "title": pages.title,
        "notes": NOTES.get(pages.lang) or NOTES.get(language) or "Notes",
    }
    printed = program.print(deck, plan.numbers, prints.kind, options)
    chosen = [pages.pages[number - 1] for number in plan.numbers]
    try:
        return finish(printed.data, pages, chosen, printed.pages, printed.text)
    except ValueError as fault:
        raise failed(program.name, deck, str(fault)) from fault


def _card(picture: bytes) -> bytes:
    """The cover as wide as the card, and as high: what is too high goes above and below alike, which is margin."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        cover = opened.convert("RGB")
    top = (cover.height - CARD[1]) // 2
    held = io.BytesIO()
    cover.crop((0, top, CARD[0], top + CARD[1])).save(held, "PNG", optimize=True)
    return held.getvalue()


def sweep(plan: Plan, slides: int) -> None:
    """Remove pictures of slides that a talk no longer has; other files are not ours."""
    if not plan.pictures:
        return
    for path in sorted(plan.pictures[0].parent.iterdir()):
        found = re.fullmatch(r"(\d{3,})\.png", path.name)
        if found and int(found[1]) > slides:
            with suppress(OSError):
                path.unlink()
