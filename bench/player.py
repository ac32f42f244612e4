"""Measures the player in Chromium: how soon a long deck shows its first slide, its overview, and another slide.

    python -m bench.player [--slides 400] [--rounds 5] [--deck FILE]

Times are medians in milliseconds, from the browser's own clock: from the start of navigation to the first paint with
content, which is the first slide; and, half a second after loading, from a key's event to the end of the second frame
after it. The figures are for reading and hold for one machine at one time: no test asserts them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import ARGUMENTS, CHROMIUM, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
KEYS = (("overview", "o"), ("overview left", "Escape"), ("next slide", "ArrowRight"), ("search", "g"))

WATCH = """() => addEventListener("keydown", ({ timeStamp }) => {
  window.taken = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - timeStamp);
    channel.port2.postMessage(0);
  })));
}, true)"""
FIRST_PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
  for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") done(startTime);
}).observe({ type: "paint", buffered: true }))"""


def make(slides: int, folder: Path) -> Path:
    """Build a talk of mixed slides in `folder`; returns its HTML deck. Raises CalledProcessError where that fails."""
    env = os.environ | {"PYTHONPATH": f"{ROOT / 'generator'}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-m", "bench.make_talk", str(slides), str(folder)], env=env, cwd=ROOT, check=True)
    talk = next(folder.rglob("*.yaml"))
    command = [sys.executable, "-m", "talkdeck", "build", str(talk), "--to", "html", "--out", str(folder / "decks")]
    subprocess.run(command, env=env, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next((folder / "decks").rglob("*.html"))


def measure(browser: Browser, deck: Path) -> dict[str, float]:
    """One opening of a deck in a fresh context, and keys pressed one after another; milliseconds by what was done."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page: Page = context.new_page()
    page.goto(deck.as_uri())
    taken = {"first slide": page.evaluate(FIRST_PAINT)}
    page.wait_for_timeout(500)  # keys are pressed when what follows loading is over
    page.evaluate(WATCH)
    for name, key in KEYS:
        page.keyboard.press(key)
        taken[name] = page.evaluate("window.taken")
    context.close()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the player in Chromium.")
    parser.add_argument("--slides", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--deck", type=Path, help="an HTML deck instead of one made for this")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        deck = given.deck.resolve() if given.deck else make(given.slides, Path(folder))
        browser = playwright.chromium.launch(
            executable_path=program(CHROMIUM, "apt-get install chromium"), args=ARGUMENTS
        )
        rounds = [measure(browser, deck) for _ in range(given.rounds)]
        browser.close()
        print(f"{deck.name}: {deck.stat().st_size / 1e6:.2f} MB")
    for name in rounds[0]:
        times = [each[name] for each in rounds]
        print(f"{name:14} {statistics.median(times):6.0f} ms  ({min(times):.0f} to {max(times):.0f})")


if __name__ == "__main__":
    main()
