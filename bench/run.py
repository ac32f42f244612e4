"""Measures what building costs, beside pandoc, Marp and bare python-pptx, and prints ratios of medians.

    python -m bench.run [--rounds 5] [--slow-rounds 3] [--skip-others] [--keep FOLDER]

Every run is a fresh process; its cost is the CPU time, user and system, of it and its children, which other work on
the machine disturbs less than the clock. Rounds go through all tools in turn, so that a busy minute meets each of them.
The figures are for reading and hold for one machine at one time: no test asserts them.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
SIZES = (20, 100, 1000, 3000)
LIBRARIES = ("dist/reset.css", "dist/reveal.css", "dist/theme/black.css", "dist/reveal.js")
PLUGINS = ("plugin/notes/notes.js", "plugin/search/search.js", "plugin/zoom/zoom.js")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: CPU in seconds, its largest resident memory in MB (10^6 bytes)."""

    cpu: float
    peak: float


@dataclass(slots=True)
class Task:
    """A command to measure, how often, and what it took so far. `output` is the file it writes."""

    name: str
    command: list[str]
    rounds: int
    output: Path | None = None
    costs: list[Cost] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return statistics.median(cost.cpu for cost in self.costs)

    @property
    def peak(self) -> float:
        return max(cost.peak for cost in self.costs)


def measure(command: list[str], folder: Path) -> Cost:
    """Run a command in a folder to its end. Exits with its output if it fails.

    Linux counts the memory of the process that starts another to that one's peak, too: this one has to stay small,
    so everything that needs libraries is a process of its own.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PYTHONPATH": f"{ROOT / 'generator'}{os.pathsep}{ROOT}", "XDG_CACHE_HOME": str(folder / "cache")}
    env["CHROME_NO_SANDBOX"] = "1"  # as Marp needs it where root runs a browser
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}\n{said.read().decode(errors='replace')}exit code {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6)


def talkdeck(talk: Path | str, formats: str, out: Path) -> list[str]:
    given = [sys.executable, "-m", "talkdeck", "build", str(talk), "--to", formats, "--out", str(out)]
    return [*given, "--offline", "--quiet", "--no-cache", "--jobs", "1"]


def own_tasks(work: Path, rounds: int) -> dict[str, Task]:
    """talkdeck's tasks by name: help, the trends talk, and the mixed talk by kind of pictures, formats and size."""
    out = work / "out"
    made = [
        Task("--help", [sys.executable, "-m", "talkdeck", "--help"], rounds),
        Task("trends both", talkdeck(ROOT / "talks" / "trends.yaml", "pptx,html", out), rounds, out / "trends.pptx"),
    ]
    for pictures in ("shared", "distinct"):
        for formats in ("pptx", "html", "pptx,html"):
            for size in SIZES:
                stem = f"{pictures}-{size}"
                ending = "html" if formats == "html" else "pptx"
                name = f"{pictures} {formats.replace('pptx,html', 'both')} {size}"
                made.append(Task(name, talkdeck(f"{stem}.yaml", formats, out), rounds, out / f"{stem}.{ending}"))
    return {task.name: task for task in made}


def other_tasks(work: Path, rounds: int) -> dict[str, Task]:
    """The other tools' tasks on the mixed talk by name; those of a tool that is not installed are missing.

    Marp's PowerPoint files are pictures of slides, drawn by a browser, and so are measured at 20 slides only.
    """
    made: dict[str, Task] = {}

    def add(name: str, output: str, *command: str) -> None:
        made[name] = Task(name, [*command], rounds, work / "out" / output)

    if pandoc := shutil.which("pandoc"):
        one_file = "--embed-resources" if pandoc_version(pandoc) >= (2, 19) else "--self-contained"
        reveal = ("--to", "revealjs", "--standalone", one_file, "--variable", "revealjs-url=reveal")
        for size in (20, 1000):
            write = (pandoc, "--from", "markdown", "--slide-level", "2", f"shared-{size}.md", "--output")
            add(f"pandoc pptx {size}", f"pandoc-{size}.pptx", *write, f"out/pandoc-{size}.pptx")
            add(f"pandoc revealjs {size}", f"pandoc-{size}.html", *write, f"out/pandoc-{size}.html", *reveal)
        for name in (*LIBRARIES, *PLUGINS):
            (work / "reveal" / name).parent.mkdir(parents=True, exist_ok=True)
            (work / "reveal" / name).write_text("")
    if marp := shutil.which("marp"):
        for size, form in ((20, "html"), (20, "pptx"), (1000, "html")):
            add(
                f"marp {form} {size}", f"marp-{size}.{form}", marp, "--no-stdin", "--allow-local-files",
                f"shared-{size}.marp.md", "--output", f"out/marp-{size}.{form}",
            )  # fmt: skip
    add("python-pptx 1000", "bare.pptx", sys.executable, "-m", "bench.bare", "1000", str(work))
    return made


def pandoc_version(pandoc: str) -> tuple[int, ...]:
    first = subprocess.run([pandoc, "--version"], capture_output=True, text=True, check=True).stdout.split("\n", 1)[0]
    return tuple(int(part) for part in re.findall(r"\d+", first)[:2])


def prepare(work: Path) -> None:
    """Write the talks, and build once what is cheap: imports find their bytecode compiled from then on."""
    (work / "out").mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        for option in ([], ["--distinct"]):
            measure([sys.executable, "-m", "bench.make_talk", str(size), str(work), *option], work)
    measure([sys.executable, "-m", "bench.bare", "10", str(work)], work)
    measure(talkdeck("shared-100.yaml", "pptx,html", work / "out"), work)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what building costs, beside other tools.")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each task of talkdeck")
    parser.add_argument("--slow-rounds", type=int, default=3, help="runs of each task of the other tools")
    parser.add_argument("--skip-others", action="store_true", help="measure talkdeck alone")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="work in this folder and leave it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = (given.keep or Path(scratch)).resolve()
        prepare(work)
        tasks = own_tasks(work, given.rounds)
        if not given.skip_others:
            tasks |= other_tasks(work, given.slow_rounds)
        for number in range(max(task.rounds for task in tasks.values())):
            for task in tasks.values():
                if number < task.rounds:
                    print(f"\r\033[Kround {number + 1}: {task.name}", end="", file=sys.stderr, flush=True)
                    task.costs.append(measure(task.command, work))
        print("\r\033[K", end="", file=sys.stderr)
        report(tasks, work)


def report(tasks: dict[str, Task], work: Path) -> None:
    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {machine()}, load {os.getloadavg()[0]:.1f}\n")
    print(f"{'task':<24}{'runs':>5}{'CPU s':>9}{'least':>9}{'most':>9}{'peak MB':>9}{'file MB':>9}{'slides':>8}")
    for task in tasks.values():
        cpus = [cost.cpu for cost in task.costs]
        size = f"{task.output.stat().st_size / 1e6:9.1f}" if task.output else " " * 9
        slides = f"{count_slides(task.output):8}" if task.output and task.output.suffix == ".pptx" else ""
        spread = f"{task.cpu:9.3f}{min(cpus):9.3f}{max(cpus):9.3f}"
        print(f"{task.name:<24}{len(cpus):>5}{spread}{task.peak:9.0f}{size}{slides}")
    print()
    for tool in ("pandoc", "marp"):
        if shutil.which(tool) is None:
            print(f"{tool}: not installed")
    for name, ours, target in (
        ("pandoc pptx 1000", "shared pptx 1000", "at least 25"),
        ("pandoc revealjs 1000", "shared html 1000", "at least 4"),
        ("pandoc pptx 20", "shared pptx 20", "at least 1"),
        ("pandoc revealjs 20", "shared html 20", "-"),
        ("marp html 1000", "shared html 1000", "-"),
        ("marp pptx 20", "shared pptx 20", "-"),
        ("python-pptx 1000", "shared pptx 1000", "-"),
    ):
        if name in tasks:
            line(f"{name} / {ours}", f"{tasks[name].cpu / tasks[ours].cpu:.1f}", target)
    if "pandoc pptx 1000" in tasks:
        theirs = tasks["pandoc pptx 1000"].cpu + tasks["pandoc revealjs 1000"].cpu
        line("pandoc's two / shared both 1000", f"{theirs / tasks['shared both 1000'].cpu:.1f}", "at least 15")
        sizes = [(work / "out" / name).stat().st_size for name in ("shared-1000.html", "pandoc-1000.html")]
        line("bytes of shared html 1000 / pandoc's", f"{sizes[0] / sizes[1]:.2f}", "at most 0.25")
    for pictures in ("shared", "distinct"):
        for formats in ("pptx", "html", "both"):
            costs = {size: tasks[f"{pictures} {formats} {size}"].cpu for size in SIZES}
            line(f"growth 1000 to 3000, {pictures} {formats}", f"{exponent(costs, 1000, 3000):.2f}", "at most 1.1")
            line(f"growth 20 to 3000, {pictures} {formats}", f"{exponent(costs, 20, 3000):.2f}", "-")
            # Start-up flatters the exponent; what one more slide costs does not know it.
            early, late = ((costs[b] - costs[a]) / (b - a) * 1000 for a, b in ((100, 1000), (1000, 3000)))
            line(f"  a further slide costs, ms, {pictures} {formats}", f"{early:.2f}, {late:.2f} later", "-")
    for count, most in ((1000, 100), (3000, 300)):
        peaks = {name: task.peak for name, task in tasks.items() if name.endswith(f" {count}") and is_own(name)}
        worst = max(peaks, key=lambda name: peaks[name])
        line(f"peak memory at {count}, MB ({worst})", f"{peaks[worst]:.0f}", f"at most {most}")
    line("20 slides, both decks, CPU s", f"{tasks['shared both 20'].cpu:.2f}", "at most 0.6")
    line("trends, both decks, CPU s", f"{tasks['trends both'].cpu:.2f}", "under 2")
    line("--help, CPU s", f"{tasks['--help'].cpu:.3f}", "under 0.1")
    for pictures in ("shared", "distinct"):
        uses, sources = count_uses(work / f"{pictures}-1000.yaml")
        embedded, different = count_embedded(work / "out" / f"{pictures}-1000.html")
        found = f"{embedded} embedded, {different} different"
        line(f"{sources} pictures used {uses} times, {pictures} html", found, f"{sources} and {sources}")


def line(what: str, figure: str, target: str) -> None:
    print(f"{what:<52}{figure:>26}   {'' if target == '-' else 'target: ' + target}")


def is_own(name: str) -> bool:
    return name.startswith(("shared", "distinct"))


def exponent(costs: dict[int, float], small: int, large: int) -> float:
    """The e of cost ~ size^e between two sizes: 1 is linear, 2 quadratic."""
    return math.log(costs[large] / costs[small]) / math.log(large / small)


def count_slides(deck: Path) -> int:
    with zipfile.ZipFile(deck) as box:
        return sum(bool(re.fullmatch(r"ppt/slides/slide\d+\.xml", name)) for name in box.namelist())


def count_uses(outline: Path) -> tuple[int, int]:
    """How often an outline names a picture file, and how many files."""
    names = re.findall(r"src: (\S+)", outline.read_text("utf-8"))
    return len(names), len(set(names))


def count_embedded(deck: Path) -> tuple[int, int]:
    """How many bitmap pictures an HTML deck embeds, and how many of these differ."""
    found = re.findall(rb"data:image/(?:jpeg|png);base64,[A-Za-z0-9+/=]+", deck.read_bytes())
    return len(found), len({hashlib.sha256(address).digest() for address in found})


def machine() -> str:
    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        names = re.findall(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        name = names[0] if names else name
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
