"""How long a saved file takes to be seen in the preview: python -m bench.preview [TALK]

A talk (talks/meet2024.yaml, 67 slides, unless another is named) is copied to a temporary project and served; Chromium
shows a slide of it. Each kind of edit is saved several times, and timed from before the file is written until the page
has put the new slides in their places, and until the frame that paints them. A cold build of the HTML deck stands
beside it. The load of the machine is printed, for the figures mean little where others work on it too.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
TIMES = 9

LISTEN = """() => {
  window.seen = [];
  addEventListener("talkdeck:replaced", () => {
    const changed = performance.timeOrigin + performance.now();
    requestAnimationFrame(() => setTimeout(() => {
      window.seen.push([changed, performance.timeOrigin + performance.now()]);
    }));
  });
}"""


def main() -> None:
    """Print the table."""
    talk = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "talks" / "meet2024.yaml")
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        shutil.copytree(talk.parent, project / "talks")
        shutil.copytree(ROOT / "templates" / "stage", project / "brands" / "stage")
        copy = project / "talks" / talk.name
        cold, used = _cold(copy, project)
        load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
        print(f"cold `talkdeck build --to html`: {cold:.0f} ms, of CPU {used:.0f} ms ({load})")
        process = subprocess.Popen(
            [sys.executable, "-m", "talkdeck", "serve", str(copy), "--no-open", "--json", "--port", "0"],
            cwd=project,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            address = _address(process)
            _measure(address, copy, project / "brands" / "stage" / "brand.yaml", cold, process)
        finally:
            process.terminate()
            process.wait()


def _cold(talk: Path, project: Path) -> tuple[float, float]:
    """Milliseconds of a build from the start: by the clock, and of the processor."""
    command = [
        sys.executable,
        "-m",
        "talkdeck",
        "build",
        "-q",
        "--no-cache",
        "--to",
        "html",
        "--out",
        str(project / "out"),
        str(talk),
    ]
    times, used = [], []
    for _ in range(5):
        begin, before = time.perf_counter(), os.times()
        subprocess.run(command, check=True, cwd=project, stderr=subprocess.DEVNULL)
        after = os.times()
        times.append(1000 * (time.perf_counter() - begin))
        used.append(1000 * sum(after[2:4]) - 1000 * sum(before[2:4]))
    return median(times), median(used)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if line.startswith("}"):
            break
    address: str = json.loads(text)["address"]
    return address


def _measure(address: str, talk: Path, brand: Path, cold: float, process: subprocess.Popen[str]) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(address)
        for _ in range(8):
            page.keyboard.press("ArrowRight")
        page.evaluate(LISTEN)
        print(f"{'saved':<22} {'DOM changed':>12} {'worst':>8} {'painted':>9} {'of cold':>8} {'server CPU':>11}")
        for what, file, versions in _edits(talk, brand):
            spent, busy = [], _busy(process)
            for text in versions:
                before = page.evaluate("() => window.seen.length")
                begin = 1000 * time.time()
                file.write_text(text, "utf-8")
                page.wait_for_function("before => window.seen.length > before", arg=before)
                changed, painted = page.evaluate("() => window.seen.at(-1)")
                spent.append((changed - begin, painted - begin))
            dom = [each[0] for each in spent]
            paint = median(each[1] for each in spent)
            ratio = median(dom) / cold
            each = 1000 * (_busy(process) - busy) / len(spent)
            line = f"{what:<22} {median(dom):9.0f} ms {max(dom):5.0f} ms {paint:6.0f} ms {100 * ratio:6.0f} %"
            print(f"{line} {each:8.0f} ms")
        _idle(process)
        browser.close()


def _edits(talk: Path, brand: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """What is saved: its name, its file, and the texts of the file one after another."""
    text = talk.read_text("utf-8")
    slides = list(re.finditer(r"^( +)- (?=(?:id: .*\n +)?title: )", text, re.MULTILINE))
    slide, indent = slides[8], slides[8][1]
    title = re.compile(r"title: ").search(text, slide.start())
    assert title
    yield "one word", talk, [f"{text[: title.end()]}第 {n} 次{text[title.end() :]}" for n in range(TIMES)]
    # A comment moves all lines below, and a title changes with it: without that nothing would be seen.
    yield (
        "a word, a line above",
        talk,
        [
            "".join(
                (
                    text[: slide.start()],
                    "# 一行\n" * n,
                    text[slide.start() : title.end()],
                    f"又 {n}",
                    text[title.end() :],
                )
            )
            for n in range(TIMES)
        ],
    )
    new = f"{indent}- title: 新的一页\n{indent}  bullets: [第一, 第二]\n"
    yield (
        "a slide more or less",
        talk,
        [text[: slide.start()] + new * (1 - n % 2) + text[slide.start() :] for n in range(TIMES)],
    )
    paint = brand.read_text("utf-8")
    yield (
        "a colour of the brand",
        brand,
        [re.sub(r"\blt1: [0-9A-F]{6}", f"lt1: 0D0B1{n}", paint, count=1) for n in range(TIMES)],
    )


def _idle(process: subprocess.Popen[str], seconds: float = 10.0) -> None:
    """Print the processor time of a page that is watched while nobody edits."""
    begin = _busy(process)
    time.sleep(seconds)
    print(f"idle: {100 * (_busy(process) - begin) / seconds:.1f} % of a processor")


def _busy(process: subprocess.Popen[str]) -> float:
    """Processor time of a process so far, in seconds."""
    import psutil  # type: ignore[import-untyped]

    used = psutil.Process(process.pid).cpu_times()
    return float(used.user + used.system)


if __name__ == "__main__":
    main()
