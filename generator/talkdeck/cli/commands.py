"""What the commands do, once the command line is understood."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from talkdeck import __version__
from talkdeck.build.files import write_new
from talkdeck.build.find import ENDINGS, find_talks, project_root, root_of
from talkdeck.build.pool import build_all, workers
from talkdeck.build.prints import WIDTH, Kind, Prints
from talkdeck.build.talk import DECKS, STEPS, Job, Result
from talkdeck.cli import INTERNAL, MISTAKES, OK, TERMINATED, UNWRITTEN
from talkdeck.cli.console import Console, as_json, in_units, tally
from talkdeck.cli.options import Settings
from talkdeck.model.problems import Problem, RefusedError

if TYPE_CHECKING:
    from talkdeck.build.executors import Place

SCHEMA = "outline.schema.json"
UNDONE = (
    "E601",
    "E602",
    "E603",
    "E604",
    "E605",
    "E611",
    "E612",
    "E613",
    "E615",
    "E634",
    "E635",
    "E636",
    "E637",
    "E638",
)
"""Problems of the machine, not of the outline: a file that could not be written, slides that could not be drawn."""


def build_talks(
    settings: Settings,
    *,
    talks: Sequence[str],
    formats: tuple[str, ...],
    out: str | None,
    brand: str | None,
    strict: bool,
    offline: bool,
    jobs: int | None,
    cache: bool = True,
    slides: str | None = None,
    with_notes: bool = False,
    builds: bool = False,
    width: int | None = None,
    executor: str | None = None,
    verify: bool = False,
) -> int:
    """Build talks, or only check them when no format is wanted; returns the exit code."""
    prints = prints_of(formats, slides, with_notes, builds, width)
    console = console_of(settings)
    here = Path.cwd()
    found, problems = find_talks(talks, here)
    if problems:
        return refuse(console, problems)
    if set(formats) - set(DECKS):
        from talkdeck.build.render import renderer

        try:
            # Whether there is a program for it is said before anything is done.
            renderer(poppler="png" in formats)
        except RefusedError as refusal:
            return refuse(console, refusal.problems)
    plan = [
        Job(
            talk=talk,
            root=(root := root_of(talk, here)),
            out=Path(out) if out else from_here(root / "decks", here),
            formats=formats,
            prints=prints,
            brand=brand,
            strict=strict,
            offline=offline,
            cache=cache,
        )
        for talk in found
    ]
    if verify:
        from talkdeck.cli.verify import verify_talks

        return verify_talks(console, plan)
    try:
        with unwinding_when_terminated(), console.progress(len(plan), len(STEPS)) as tell:
            results = build_all(plan, workers(jobs, len(plan)), tell, cluster_at(executor) if executor else None)
    except RefusedError as refusal:
        return refuse(console, refusal.problems)
    for result in results:
        _report(console, result, writing=bool(formats))
    return _sum_up(console, results, strict)


def cluster_at(address: str) -> Place:
    """The cluster whose scheduler listens there. Raises UsageError where what is needed for it is not installed."""
    try:
        from talkdeck.build.cluster import Cluster

        return Cluster(address).place()
    except ImportError as missing:
        raise click.UsageError(f"--executor needs distributed: pip install 'talkdeck[dask]' ({missing})") from missing


def prints_of(formats: tuple[str, ...], slides: str | None, notes: bool, builds: bool, width: int | None) -> Prints:
    """How to print and draw. Raises UsageError for what goes with no format that is wanted, or not together."""
    for given, option, needed in (
        (slides, "--slides", ("pdf", "png")),
        (notes, "--with-notes", ("pdf",)),
        (builds, "--builds", ("pdf",)),
        (width, "--width", ("png",)),
    ):
        if given and not set(needed) & set(formats):
            raise click.UsageError(f"{option} is about {' and '.join(needed)}: add --to {','.join(needed)}")
    if notes and builds:
        raise click.UsageError("--with-notes and --builds make two different PDFs: choose one")
    kind: Kind = "handout" if notes else "builds" if builds else "slides"
    return Prints(slides=slides, kind=kind, width=width or WIDTH)


def build_gallery(
    settings: Settings,
    *,
    talks: Sequence[str],
    out: str | None,
    brand: str | None,
    strict: bool,
    offline: bool,
    jobs: int | None,
    cache: bool = True,
) -> int:
    """Build talks into one folder with a page that shows them; returns the exit code."""
    from talkdeck.build.gallery import make_gallery
    from talkdeck.build.render import renderer

    console = console_of(settings)
    here = Path.cwd()
    found, problems = find_talks(talks, here)
    if problems:
        return refuse(console, problems)
    folder = Path(out) if out else from_here(project_root(here) / "decks" / "gallery", here)
    plan = [
        Job(talk=talk, root=root_of(talk, here), out=folder, brand=brand, strict=strict, offline=offline, cache=cache)
        for talk in found
    ]
    page = None
    try:
        drawing = renderer()
        with unwinding_when_terminated():
            with console.progress(len(plan), len(STEPS)) as tell:
                results = build_all(plan, workers(jobs, len(plan)), tell)
            slides = sum(len(about.slides) for result in results for about in result.about if result.ok)
            if slides:
                with drawing as program, console.progress(1, slides) as tell:
                    page, results = make_gallery(results, folder, program, tell)
    except RefusedError as refusal:
        return refuse(console, refusal.problems)
    for result in results:
        _report(console, result, writing=True)
    if page:
        console.say(f"wrote {page} ({_slides(slides)})")
    return _sum_up(console, results, strict, page=str(page) if page else None)


def _sum_up(console: Console, results: Sequence[Result], strict: bool, **more: Any) -> int:
    """The last line or the JSON document of a run over talks; returns the exit code."""
    code = max((_code(result) for result in results), default=OK)
    failed = sum(not result.ok for result in results)
    console.sum_up(_remark(failed, len(results), strict and not console.errors))
    console.document(
        talkdeck=__version__,
        exit=code,
        errors=console.errors,
        warnings=console.warnings,
        problems=[],
        talks=[_described(result) for result in results],
        **more,
    )
    return code


def start_talk(settings: Settings, name: str, lang: str) -> int:
    """Write a starter outline, and the schema its first line points to where the project has none yet."""
    console = console_of(settings)
    here = Path.cwd()
    root = project_root(here)
    if not Path(name).stem.strip(". ") or Path(name).stem.lower() in ENDINGS or "\0" in name:
        raise click.BadParameter("a talk needs a name", param_hint="NAME")
    bare = Path(name).name == name and Path(name).suffix.lower() not in ENDINGS
    path = root / "talks" / f"{name}.yaml" if bare else here / name
    if path.suffix.lower() not in ENDINGS:
        path = path.with_name(f"{path.name}.yaml")
    rival = next((other for end in ENDINGS if os.path.lexists(other := path.with_suffix(end))), None)
    shown = from_here(path, here)
    if rival is not None:
        return refuse(console, [_taken(from_here(rival, here))])
    text = (Path(__file__).parent / "starters" / f"{lang}.yaml").read_text("utf-8")
    target = root / SCHEMA
    link = Path(os.path.relpath(target, path.parent)).as_posix()
    try:
        write_new(path, text.replace("SCHEMA", link, 1).encode())
    except FileExistsError:
        return refuse(console, [_taken(shown)])
    except RefusedError as refusal:
        return refuse(console, refusal.problems)
    if not target.exists():
        from talkdeck.source.schema import schema_text

        try:
            write_new(target, schema_text().encode())
        except RefusedError as refusal:
            return refuse(console, refusal.problems)
    console.say(f"wrote {shown}")
    console.say(f"next: talkdeck build {quote(path.stem if bare else str(shown))}")
    console.document(talkdeck=__version__, exit=OK, problems=[], path=str(shown))
    return OK


def list_brands(settings: Settings) -> int:
    """Print the brands the project can use: its own and the shipped ones."""
    from talkdeck.brand import available

    rows = available(project_root(Path.cwd()))
    return _list(settings, "brands", ("name", "title", "description"), rows)


def list_layouts(settings: Settings, name: str) -> int:
    """Print the layouts of a brand, for `layout:` in an outline."""
    from talkdeck.brand import load

    brand, problems = load(name, "16:9", project_root(Path.cwd()))
    if brand is None:
        return refuse(console_of(settings), problems)
    rows = [
        (layout.name, layout.title, " ".join(region.name for region in layout.regions))
        for layout in brand.layouts.values()
    ]
    return _list(settings, "layouts", ("layout", "title", "regions"), rows)


def list_kinds(settings: Settings) -> int:
    """Print the kinds of slide."""
    from talkdeck.layout import kinds_help

    return _list(settings, "kinds", ("kind", "description"), kinds_help())


def _list(settings: Settings, what: str, keys: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> int:
    console = console_of(settings)
    if console.json:
        values: dict[str, Any] = {what: [dict(zip(keys, row, strict=True)) for row in rows]}
        console.document(talkdeck=__version__, exit=OK, **values)
        return OK
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(len(keys) - 1)]
    for row in rows:
        click.echo("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]))
    return OK


def console_of(settings: Settings) -> Console:
    """What a command says things on."""
    return Console(quiet=settings.quiet, json=settings.json, debug=settings.debug)


@contextmanager
def unwinding_when_terminated() -> Iterator[None]:
    """Let SIGTERM unwind the block as Ctrl-C does, so that temporary files are removed."""

    def stop(number: int, frame: object) -> None:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def refuse(console: Console, problems: Sequence[Problem]) -> int:
    """Report problems that keep a command from starting."""
    console.show(problems)
    console.sum_up()
    code = max(code_of(problem) for problem in problems)
    values = {"problems": [as_json(problem) for problem in problems]} if console.json else {}
    console.document(talkdeck=__version__, exit=code, errors=console.errors, warnings=console.warnings, **values)
    return code


def _report(console: Console, result: Result, *, writing: bool) -> None:
    if result.crash and console.debug:
        click.echo(result.crash, err=True)
    console.show(result.problems)
    for output in result.outputs:
        did = "wrote" if output.fresh else "unchanged:"
        console.say(f"{did} {output.path} ({_slides(output.slides)}, {in_units(output.size)})")
    if not writing and result.ok:
        errors = sum(problem.is_error for problem in result.problems)
        counts = "; ".join((_slides(result.slides), *(f"{lang}: {_slides(n)}" for lang, n in result.editions)))
        console.say(f"checked {result.talk} ({counts}): {tally(errors, len(result.problems) - errors)}")


def _slides(count: int) -> str:
    return f"{count} slide{'' if count == 1 else 's'}"


def _described(result: Result) -> dict[str, Any]:
    return {
        "talk": str(result.talk),
        "ok": result.ok,
        "slides": result.slides,
        "editions": [{"lang": lang, "slides": slides} for lang, slides in result.editions],
        "outputs": [
            {"path": str(out.path), "format": out.format, "edition": out.edition, "bytes": out.size}
            for out in result.outputs
        ],
        "problems": [as_json(problem) for problem in result.problems],
    }


def _remark(failed: int, talks: int, only_strict: bool) -> str:
    if not failed:
        return ""
    strictness = ", and --strict makes warnings errors" if only_strict else ""
    return f"{strictness}; {failed} of {talks} talks failed" if talks > 1 else strictness


def _code(result: Result) -> int:
    if result.ok:
        return OK
    return max((code_of(problem) for problem in result.problems), default=MISTAKES)


def code_of(problem: Problem) -> int:
    """The exit code a problem leads to; a larger one is the graver one."""
    if problem.code in ("E609", "E616", "E690"):
        return INTERNAL
    return UNWRITTEN if problem.code in UNDONE else MISTAKES


def _taken(path: Path) -> Problem:
    from talkdeck.model.problems import NOWHERE

    return Problem("E610", f"`{path}` is there already and is not overwritten", NOWHERE, ("choose another name",))


def from_here(path: Path, here: Path) -> Path:
    """The path as people write it who are `here`."""
    return path.relative_to(here) if path.is_relative_to(here) else path
