"""Runs the preview until it is stopped."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from talkdeck.build.find import find_talks
from talkdeck.model.problems import NOWHERE, Problem, RefusedError
from talkdeck.serve.editor import Editor
from talkdeck.serve.server import TRIES, Server
from talkdeck.serve.site import Site


def run(
    named: Sequence[str],
    here: Path,
    *,
    port: int,
    opens: bool,
    editor: Editor | None,
    brand: str | None,
    offline: bool,
    said: Callable[[str, int], None],
    tell: Callable[[str], None],
) -> None:
    """Serve talks until Ctrl-C (KeyboardInterrupt, which is taken for a good end) or SIGTERM.

    `said` is told the address to open and the port that it is, once it answers; `tell` a line for each build. Raises
    RefusedError for talks that are not there, or when no port is free (E613).
    """
    gc.enable()
    found, problems = find_talks(named, here)
    if problems:
        raise RefusedError(problems)
    site = Site(named, here, brand=brand, offline=offline, tell=tell)
    try:
        server = Server(site, port, editor)
    except OSError as failure:
        fact = f"no port from {port} to {port + TRIES - 1} can be listened on: {failure.strerror}"
        raise RefusedError([Problem("E613", fact, NOWHERE, ("name another one with --port",))]) from failure
    address = server.address + (f"{quote(found[0].stem)}/" if named and len(found) == 1 else "")
    with server:
        try:
            said(address, server.port)
            if opens and _has_screen():
                # A first build takes a moment; the browser meanwhile starts.
                threading.Thread(target=_open, args=(address,), daemon=True).start()
            server.serve_forever(poll_interval=0.5)
        except KeyboardInterrupt:
            pass
        finally:
            site.stop()


def _has_screen() -> bool:
    """Whether a browser with a window can be expected; one in the terminal would take the terminal."""
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
