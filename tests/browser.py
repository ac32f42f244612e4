"""Real browsers for tests: Chromium through Playwright, Firefox through its own Marionette port.

A browser that is missing fails the test that needs it, and says what to install. Fixtures here are taken into a
conftest at the root of the tests, `from tests.browser import chromium, firefox`, and nowhere else, or two would start.

Playwright drives only a Firefox of its own build, and Debian has no geckodriver; but every Firefox speaks Marionette,
the protocol below geckodriver: lines of `length:json` over a local socket. The little that the tests need is here.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FIREFOX = ("firefox-esr", "firefox")
AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"


def program(names: tuple[str, ...], install: str) -> str:
    """Path of the first of `names` that is installed; fails the test, naming what to install, where none is."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    pytest.fail(f"{' or '.join(names)} is not installed: {install}", pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run; make contexts or pages of it and close them."""
    from playwright.sync_api import sync_playwright

    path = program(CHROMIUM, "apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def axe_source() -> str:
    """The source of axe-core; fails where node_modules is not installed."""
    if not AXE.is_file():
        pytest.fail(f"{AXE} is missing: run npm ci", pytrace=False)
    return AXE.read_text("utf-8")


def html_to_pngs(path: Path, out_dir: Path, width: int = 1280, height: int = 720) -> list[Path]:
    """Screenshots of every slide of an HTML deck, as the stage shows it: 0001.png and so on, in order."""
    from playwright.sync_api import sync_playwright

    out_dir.mkdir(parents=True, exist_ok=True)
    made = []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=program(CHROMIUM, "apt-get install chromium"), args=ARGUMENTS
        )
        page = launched.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page.goto(path.resolve().as_uri())
        for number in range(1, page.locator("main > section").count() + 1):
            made.append(out_dir / f"{number:04}.png")
            page.evaluate("Promise.all([...document.querySelectorAll('.now img')].map(image => image.decode()))")
            page.screenshot(path=made[-1])
            page.keyboard.press("ArrowRight")
        launched.close()
    return made


class Firefox:
    """A headless Firefox driven through Marionette. Offline: every host but none is sent to a dead proxy."""

    def __init__(self, profile: Path) -> None:
        path = program(FIREFOX, "apt-get install firefox-esr")
        preferences: dict[str, object] = {
            "marionette.port": 0,
            "network.proxy.type": 1,
            "network.proxy.http": "127.0.0.1",
            "network.proxy.http_port": 9,
            "network.proxy.ssl": "127.0.0.1",
            "network.proxy.ssl_port": 9,
            "app.update.enabled": False,
            "datareporting.policy.dataSubmissionEnabled": False,
            "toolkit.telemetry.enabled": False,
            "browser.shell.checkDefaultBrowser": False,
            "ui.prefersReducedMotion": 1,
        }
        profile.mkdir(parents=True, exist_ok=True)
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in preferences.items()]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._count = 0
        try:
            self._socket = self._connect(profile / "MarionetteActivePort")
            self._read()
            self.send("WebDriver:NewSession", {})
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise

    def _connect(self, port_file: Path) -> socket.socket:
        end = time.monotonic() + 90
        while time.monotonic() < end and self._process.poll() is None:
            if port_file.is_file() and (port := port_file.read_text().strip()):
                try:
                    return socket.create_connection(("127.0.0.1", int(port)), timeout=60)
                except OSError:
                    pass
            time.sleep(0.2)
        raise RuntimeError("Firefox did not open its Marionette port")

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._socket.recv(1)
        wanted = int(length[:-1])
        body = bytearray()
        while len(body) < wanted:
            body += self._socket.recv(wanted - len(body))
        return json.loads(body)

    def send(self, command: str, parameters: dict[str, object]) -> Any:
        """One command of WebDriver, answered. Raises RuntimeError with Firefox's words where it fails."""
        self._count += 1
        message = json.dumps([0, self._count, command, parameters])
        self._socket.sendall(f"{len(message)}:{message}".encode("ascii"))
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def open(self, path: Path, fragment: str = "") -> None:
        """Load a file, from a blank page so that a mere change of fragment loads it too."""
        self.send("WebDriver:Navigate", {"url": "about:blank"})
        self.send("WebDriver:Navigate", {"url": path.resolve().as_uri() + fragment})

    def resize(self, width: int, height: int) -> None:
        """Give the page `width` x `height` CSS pixels; the window's own frame comes on top."""
        for _ in range(2):
            inner = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]")
            self.send("WebDriver:SetWindowRect", {"width": width + inner[0], "height": height + inner[1]})

    def run(self, script: str, *arguments: object) -> Any:
        """What a function body returns, run in the page."""
        return self.send("WebDriver:ExecuteScript", {"script": script, "args": list(arguments)})

    def press(self, key: str) -> None:
        """Press and let go a key: a character, or WebDriver's code point of a named key."""
        actions = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.send("WebDriver:PerformActions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def screenshot(self) -> bytes:
        """The window as PNG."""
        return b64decode(self.send("WebDriver:TakeScreenshot", {"full": False}))

    def pdf(self) -> bytes:
        """The page as it prints, on the paper that its style asks for, backgrounds with it."""
        return b64decode(self.send("WebDriver:Print", {"background": True, "preferCSSPageSize": True}))

    def close(self) -> None:
        try:
            self.send("Marionette:Quit", {"flags": ["eForceQuit"]})
        except (OSError, RuntimeError, ValueError):
            self._process.kill()
        self._socket.close()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """One Firefox for the whole run."""
    started = Firefox(tmp_path_factory.mktemp("firefox"))
    yield started
    started.close()
