"""Slides drawn and printed by a program that is installed: Chromium, else LibreOffice, with poppler for pictures.

Chromium takes the HTML deck, so what is seen is what an audience sees; LibreOffice takes the PowerPoint deck.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import quote

from talkdeck.build.chromium import Browser, GoneError, running
from talkdeck.build.prints import Kind
from talkdeck.model.problems import NOWHERE, Problem, RefusedError
from talkdeck.model.resources import templates_root
from talkdeck.model.values import Struct

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
OFFICE = ("soffice", "libreoffice")
POPPLER = ("pdftoppm",)

READY = (
    "Promise.all([document.fonts.ready, "
    "...[...document.querySelectorAll('.now img')].map((image) => image.decode().catch(() => null))])"
    ".then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))"
)
"""Settles when the slide that is shown has its faces and pictures, and has been drawn with them."""

STILL = "document.documentElement.dataset.still = ''"
"""Takes away all that the player puts around the slide, by its own switch for that."""
INSTALL_CHROMIUM = "install Chromium or Google Chrome (Debian and Ubuntu: apt-get install chromium)"

COMPLETE = 9999
"""So many clicks into a slide it is complete, whatever its builds; the player takes the last there is."""


class Printed(Struct, frozen=True):
    """A PDF as a program made it. `pages` says on how many pages each slide is, one by one; None where it flows.

    `text` holds every character of the slides, where the PDF may name others that look alike.
    """

    data: bytes
    pages: tuple[int, ...] | None
    text: str = ""


class Renderer(Protocol):
    """A program that draws decks; `name` is what people call it, `reads` the deck it wants."""

    name: str
    reads: Literal["html", "pptx"]

    def draw(self, pptx: Path, html: Path, width: int, only: Sequence[int] | None = None) -> Iterator[bytes]:
        """The slides of one deck (of `only`: their numbers, rising) as PNG, `width` pixels wide, in order.

        Raises RefusedError (E612) when it fails.
        """

    def print(self, deck: Path, only: Sequence[int], kind: Kind, options: dict[str, str]) -> Printed:
        """A deck on paper. Raises RefusedError (E612) when it fails, E615 for a kind that it has not got.

        `options` are those of a handout: `paper` (`A4` or `letter`), `title`, and `notes`, what notes are called.
        """


def renderer(poppler: bool = True) -> AbstractContextManager[Renderer]:
    """The best renderer there is; it starts and ends with the block it is used in.

    `poppler` says whether pictures are wanted, for which LibreOffice needs poppler. Raises RefusedError (E611) at once
    when there is none.
    """
    # Only POSIX lets a child have chosen file descriptors; elsewhere LibreOffice draws.
    chromium = _first(CHROMIUM) if os.name == "posix" else None
    office, to_picture = _first(OFFICE), _first(POPPLER)
    if chromium:
        return _chromium(chromium)
    if office and (to_picture or not poppler):
        return nullcontext(_Office(office, to_picture or ""))
    hints = (
        INSTALL_CHROMIUM,
        "or LibreOffice and poppler (apt-get install libreoffice-impress poppler-utils)",
    )
    fact = f"no program to draw slides is on the PATH ({', '.join(CHROMIUM)}; or {OFFICE[0]} with {POPPLER[0]})"
    raise RefusedError([Problem("E611", fact, NOWHERE, hints)])


def _first(names: Sequence[str]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def failed(name: str, path: Path, why: str) -> RefusedError:
    """The refusal that says which program did not draw which deck."""
    hints = ("run the command again; if it fails again, update the program or report it with these lines",)
    return RefusedError([Problem("E612", f"{name} did not draw `{path.name}`: {why}", NOWHERE, hints)])


@contextmanager
def _chromium(path: str) -> Iterator[Renderer]:
    with running(path) as browser:
        yield _Chromium(browser)


class _Chromium:
    name = "Chromium"
    reads: Literal["html", "pptx"] = "html"

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def draw(self, pptx: Path, html: Path, width: int, only: Sequence[int] | None = None) -> Iterator[bytes]:
        try:
            with self._browser.page(html.resolve().as_uri()):
                yield from self._slides(width, only)
        except GoneError as gone:
            raise failed(self.name, html, str(gone)) from gone

    def _slides(self, width: int, only: Sequence[int] | None) -> Iterator[bytes]:
        value = self._browser.value
        size = value("({...document.documentElement.dataset})")
        across, down = round(float(size["width"])), round(float(size["height"]))
        self._browser.resize(across, down, width / across)
        value(STILL)
        places = value("[...document.querySelectorAll('main > section')].map((slide) => slide.id)")
        for number in only or range(1, len(places) + 1):
            address = json.dumps(f"#{quote(places[number - 1])}/{COMPLETE}")
            value(f"history.replaceState(null, '', {address}); dispatchEvent(new PopStateEvent('popstate'))")
            value(READY)
            yield b64decode(self._browser.send("Page.captureScreenshot", format="png")["data"])

    def print(self, deck: Path, only: Sequence[int], kind: Kind, options: dict[str, str]) -> Printed:
        folder = templates_root() / "base" / "print"
        script, style = ((folder / name).read_text("utf-8") for name in ("print.js", "handout.css"))
        wanted = json.dumps({"only": list(only), "kind": kind, "style": style, **options})
        paper: dict[str, Any] = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}
        try:
            with self._browser.page(deck.resolve().as_uri()):
                said = self._browser.value(f"({script})({wanted})")
                self._browser.send("Emulation.setEmulatedMedia", media="print")
                data = b64decode(self._browser.send("Page.printToPDF", **paper)["data"])
        except GoneError as gone:
            raise failed(self.name, deck, str(gone)) from gone
        return Printed(data, None if kind == "handout" else tuple(said["pages"]), said["text"])


class _Office:
    name = "LibreOffice"
    reads: Literal["html", "pptx"] = "pptx"

    def __init__(self, office: str, poppler: str) -> None:
        self._office, self._poppler = office, poppler

    def draw(self, pptx: Path, html: Path, width: int, only: Sequence[int] | None = None) -> Iterator[bytes]:
        with tempfile.TemporaryDirectory(prefix="talkdeck-office-") as folder:
            at = Path(folder)
            pdf = self._converted(pptx, at, only)
            size = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
            self._run(pptx, [self._poppler, "-png", *size, str(pdf), str(at / "slide")])
            for picture in sorted(at.glob("slide-*.png"), key=lambda each: int(each.stem.rpartition("-")[2])):
                yield picture.read_bytes()

    def print(self, deck: Path, only: Sequence[int], kind: Kind, options: dict[str, str]) -> Printed:
        if kind != "slides":
            hints = (
                INSTALL_CHROMIUM,
                "or print the slides alone, which LibreOffice can",
            )
            what = "handout" if kind == "handout" else "page for each click"
            raise RefusedError([Problem("E615", f"LibreOffice prints no {what}", NOWHERE, hints)])
        with tempfile.TemporaryDirectory(prefix="talkdeck-office-") as folder:
            return Printed(self._converted(deck, Path(folder), only).read_bytes(), (1,) * len(only))

    def _converted(self, pptx: Path, folder: Path, only: Sequence[int] | None) -> Path:
        """The deck as a PDF in a folder, with all its slides or only some."""
        settings: dict[str, dict[str, str]] = {"UseTaggedPDF": {"type": "boolean", "value": "true"}}
        if only:
            settings["PageRange"] = {"type": "string", "value": ",".join(map(str, only))}
        form = f"pdf:impress_pdf_Export:{json.dumps(settings)}"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        to_pdf = ["--headless", "--norestore", "--convert-to", form, "--outdir", str(folder), str(pptx.resolve())]
        self._run(pptx, [self._office, profile, *to_pdf])
        pdf = folder / f"{pptx.stem}.pdf"
        if not pdf.exists():
            raise failed(self.name, pptx, "it made no PDF")
        return pdf

    def _run(self, pptx: Path, command: Sequence[str]) -> None:
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False)
        except subprocess.TimeoutExpired as fault:
            raise failed(self.name, pptx, "no end after 300 seconds") from fault
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
            raise failed(self.name, pptx, said.splitlines()[-1])
