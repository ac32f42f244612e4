"""Pictures of slides, drawn by a program that is installed: Chromium, else LibreOffice with poppler.

Chromium is driven through the DevTools protocol over a pipe, one process for all decks of a run: JSON messages, each
ended by a NUL, on file descriptors 3 (to the browser) and 4 (from it). It draws the HTML deck, so what is seen is what
an audience sees; LibreOffice draws the PowerPoint deck.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Protocol

from talkdeck.model.problems import NOWHERE, Problem, RefusedError

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
OFFICE = ("soffice", "libreoffice")
POPPLER = ("pdftoppm",)

PATIENCE = 120
"""Seconds that a program may be silent before it is given up."""

FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-quic",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    # A deck asks nothing of the network, and the browser shall not either.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)

READY = (
    "Promise.all([document.fonts.ready, "
    "...[...document.querySelectorAll('.now img')].map((image) => image.decode().catch(() => null))])"
)
"""Settles when the slide that is shown has its faces and pictures."""


class Renderer(Protocol):
    """A program that draws decks; `name` is what people call it."""

    name: str

    def draw(self, pptx: Path, html: Path, width: int) -> Iterator[bytes]:
        """The slides of one deck as PNG, `width` pixels wide, in order. Raises RefusedError (E612) when it fails."""


def renderer() -> AbstractContextManager[Renderer]:
    """The best renderer there is; it starts and ends with the block it is used in.

    Raises RefusedError (E611) at once when there is none.
    """
    # Only POSIX lets a child have chosen file descriptors; elsewhere LibreOffice draws.
    chromium = _first(CHROMIUM) if os.name == "posix" else None
    office, poppler = _first(OFFICE), _first(POPPLER)
    if chromium:
        return _chromium(chromium)
    if office and poppler:
        return nullcontext(_Office(office, poppler))
    hints = (
        "install Chromium or Google Chrome (Debian and Ubuntu: apt-get install chromium)",
        "or LibreOffice and poppler (apt-get install libreoffice-impress poppler-utils)",
    )
    fact = f"no program to draw slides is on the PATH ({', '.join(CHROMIUM)}; or {OFFICE[0]} with {POPPLER[0]})"
    raise RefusedError([Problem("E611", fact, NOWHERE, hints)])


def _first(names: Sequence[str]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def failed(name: str, path: Path, why: str) -> RefusedError:
    """The refusal that says which program did not draw which deck."""
    hints = ("run the command again; if it fails again, update the program or report it with these lines",)
    return RefusedError([Problem("E612", f"{name} did not draw `{path}`: {why}", NOWHERE, hints)])


@contextmanager
def _chromium(path: str) -> Iterator[_Browser]:
    """A browser with a profile of its own, both gone when the block ends.

    Containers often forbid what its sandbox needs, and root is refused one. It shows nothing but decks that were
    written a moment ago, whose policy allows no script but the player, so it is started again without.
    """
    with tempfile.TemporaryDirectory(prefix="talkdeck-chromium-", ignore_cleanup_errors=True) as profile:
        tries = [(), ("--no-sandbox",)] if os.geteuid() else [("--no-sandbox",)]
        browser = None
        for more in tries:
            if browser is not None:
                browser.close()
            browser = _Browser(path, [*FLAGS, *more, f"--user-data-dir={profile}"])
            with suppress(_GoneError):
                browser.send("Browser.getVersion")
                break
        assert browser is not None
        try:
            yield browser
        finally:
            browser.close()


class _GoneError(Exception):
    """The browser does not answer any more, or says that something went wrong."""


class _Browser:
    name = "Chromium"

    def __init__(self, path: str, flags: Sequence[str]) -> None:
        to_child, self._to = os.pipe()
        self._from, from_child = os.pipe()
        nothing = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
        pipes = [(os.POSIX_SPAWN_DUP2, to_child, 3), (os.POSIX_SPAWN_DUP2, from_child, 4)]
        try:
            # subprocess cannot put the pipes where the browser looks for them.
            command = [path, *flags]
            self._pid = os.posix_spawn(path, command, os.environ, file_actions=[*nothing, *pipes], setpgroup=0)
        finally:
            os.close(to_child)
            os.close(from_child)
        self._count = 0
        self._left = b""
        self._session: str | None = None

    def close(self) -> None:
        """End the browser. Never raises."""
        with suppress(_GoneError):
            self.send("Browser.close", session=False)
            while True:
                self._read()
        os.close(self._to)
        os.close(self._from)
        with suppress(OSError):
            os.killpg(self._pid, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self._pid, 0)

    def send(self, method: str, /, session: bool = True, **parameters: object) -> Any:
        """The result of a command. Raises _GoneError with the browser's words where it fails."""
        self._count += 1
        message: dict[str, object] = {"id": self._count, "method": method, "params": parameters}
        if session and self._session:
            message["sessionId"] = self._session
        try:
            data = json.dumps(message).encode() + b"\0"
            while data:
                data = data[os.write(self._to, data) :]
        except OSError as fault:
            raise _GoneError("it has ended") from fault
        while (answer := self._read()).get("id") != self._count:
            pass
        if "error" in answer:
            raise _GoneError(f"{method}: {answer['error'].get('message')}")
        return answer["result"]

    def wait_for(self, event: str) -> None:
        """Read on until the page tells of an event."""
        while self._read().get("method") != event:
            pass

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            if not select.select([self._from], [], [], PATIENCE)[0]:
                raise _GoneError(f"no answer in {PATIENCE} seconds")
            chunk = os.read(self._from, 1 << 20)
            if not chunk:
                raise _GoneError("it has ended")
            self._left += chunk
        message, _, self._left = self._left.partition(b"\0")
        return json.loads(message)  # type: ignore[no-any-return]

    def draw(self, pptx: Path, html: Path, width: int) -> Iterator[bytes]:
        try:
            yield from self._slides(html, width)
        except _GoneError as gone:
            raise failed(self.name, html, str(gone)) from gone

    def _slides(self, html: Path, width: int) -> Iterator[bytes]:
        page = self.send("Target.createTarget", session=False, url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", session=False, targetId=page, flatten=True)["sessionId"]
        self.send("Page.enable")
        still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        self.send("Emulation.setEmulatedMedia", media="screen", features=still)
        self._show(1280, 720, 1)
        if error := self.send("Page.navigate", url=html.resolve().as_uri()).get("errorText"):
            raise _GoneError(error)
        self.wait_for("Page.loadEventFired")
        size = self._value("({...document.querySelector('main').dataset})")
        across, down = round(float(size["width"])), round(float(size["height"]))
        self._show(across, down, width / across)
        for place in self._value("[...document.querySelectorAll('main > section')].map((slide) => slide.id)"):
            address = json.dumps(f"#{place}")
            self._value(f"history.replaceState(null, '', {address}); dispatchEvent(new PopStateEvent('popstate'))")
            self._value(READY)
            yield b64decode(self.send("Page.captureScreenshot", format="png")["data"])
        self.send("Target.closeTarget", session=False, targetId=page)
        self._session = None

    def _show(self, width: int, height: int, scale: float) -> None:
        size = "Emulation.setDeviceMetricsOverride"
        self.send(size, width=width, height=height, deviceScaleFactor=scale, mobile=False)

    def _value(self, expression: str) -> Any:
        """What a script comes to, a promise settled."""
        result = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise _GoneError(str(result["exceptionDetails"].get("text")))
        return result["result"].get("value")


class _Office:
    name = "LibreOffice"

    def __init__(self, office: str, poppler: str) -> None:
        self._office, self._poppler = office, poppler

    def draw(self, pptx: Path, html: Path, width: int) -> Iterator[bytes]:
        with tempfile.TemporaryDirectory(prefix="talkdeck-office-") as folder:
            at = Path(folder)
            profile = f"-env:UserInstallation={(at / 'profile').as_uri()}"
            to_pdf = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(pptx.resolve())]
            self._run(pptx, [self._office, profile, *to_pdf])
            pdf = at / f"{pptx.stem}.pdf"
            if not pdf.exists():
                raise failed(self.name, pptx, "it made no PDF")
            size = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
            self._run(pptx, [self._poppler, "-png", *size, str(pdf), str(at / "slide")])
            for picture in sorted(at.glob("slide-*.png"), key=lambda each: int(each.stem.rpartition("-")[2])):
                yield picture.read_bytes()

    def _run(self, pptx: Path, command: Sequence[str]) -> None:
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False)
        except subprocess.TimeoutExpired as fault:
            raise failed(self.name, pptx, "no end after 300 seconds") from fault
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip() or f"exit code {done.returncode}"
            raise failed(self.name, pptx, said.splitlines()[-1])
