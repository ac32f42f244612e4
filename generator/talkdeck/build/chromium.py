"""Chromium, driven through the DevTools protocol over a pipe.

JSON messages, each ended by a NUL, go on file descriptors 3 (to the browser) and 4 (from it). One process serves all
decks of a run.
"""

from __future__ import annotations

import json
import os
import select
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

PATIENCE = 300
"""Seconds that it may be silent before it is given up. Hundreds of slides on a busy machine take a minute to print."""

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


@contextmanager
def running(path: str) -> Iterator[Browser]:
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
            browser = Browser(path, [*FLAGS, *more, f"--user-data-dir={profile}"])
            with suppress(GoneError):
                browser.send("Browser.getVersion")
                break
        assert browser is not None
        try:
            yield browser
        finally:
            browser.close()


class GoneError(Exception):
    """The browser does not answer any more, or says that something went wrong."""


class Browser:
    """A browser of our own, spoken to through pipes, and the one page that is open in it."""

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
        with suppress(GoneError):
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
        """The result of a command. Raises GoneError with the browser's words where it fails."""
        self._count += 1
        message: dict[str, object] = {"id": self._count, "method": method, "params": parameters}
        if session and self._session:
            message["sessionId"] = self._session
        try:
            data = json.dumps(message).encode() + b"\0"
            while data:
                data = data[os.write(self._to, data) :]
        except OSError as fault:
            raise GoneError("it has ended") from fault
        while (answer := self._read()).get("id") != self._count:
            pass
        if "error" in answer:
            raise GoneError(f"{method}: {answer['error'].get('message')}")
        return answer["result"]

    def wait_for(self, event: str) -> None:
        """Read on until the page tells of an event."""
        while self._read().get("method") != event:
            pass

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            if not select.select([self._from], [], [], PATIENCE)[0]:
                raise GoneError(f"no answer in {PATIENCE} seconds")
            chunk = os.read(self._from, 1 << 20)
            if not chunk:
                raise GoneError("it has ended")
            self._left += chunk
        message, _, self._left = self._left.partition(b"\0")
        return json.loads(message)  # type: ignore[no-any-return]

    @contextmanager
    def page(self, address: str) -> Iterator[None]:
        """A file, loaded, while the block runs; nothing in it moves. Raises GoneError.

        All files come into one page, one after another: a second page may be drawn as what the first one showed.
        """
        if self._session is None:
            page = self.send("Target.createTarget", url="about:blank")["targetId"]
            self._session = self.send("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
            self.send("Page.enable")
        still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        self.send("Emulation.setEmulatedMedia", media="screen", features=still)
        self.resize(1280, 720, 1)
        self._open(address)
        yield
        self._open("about:blank")

    def _open(self, address: str) -> None:
        if error := self.send("Page.navigate", url=address).get("errorText"):
            raise GoneError(error)
        self.wait_for("Page.loadEventFired")

    def resize(self, width: int, height: int, scale: float) -> None:
        """Give the page so many CSS pixels, each drawn as `scale` pixels of the picture."""
        size = "Emulation.setDeviceMetricsOverride"
        self.send(size, width=width, height=height, deviceScaleFactor=scale, mobile=False)

    def value(self, expression: str) -> Any:
        """What a script comes to, a promise settled. Raises GoneError where it throws."""
        result = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise GoneError(str(details.get("exception", {}).get("description") or details.get("text")))
        return result["result"].get("value")
