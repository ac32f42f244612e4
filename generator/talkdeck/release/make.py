"""A release made: everything built into a folder beside the target, listed with digests, and put in place whole."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Literal

from talkdeck import __version__
from talkdeck.build import render
from talkdeck.build.files import refusal
from talkdeck.build.gallery import make_gallery
from talkdeck.build.inputs import inputs
from talkdeck.build.pool import build_all
from talkdeck.build.prints import Kind
from talkdeck.build.talk import DECKS, Result, deck_name
from talkdeck.model.problems import RefusedError
from talkdeck.model.values import replace
from talkdeck.release.notes import notes
from talkdeck.release.plan import (
    DATA,
    GALLERY,
    MANIFEST,
    NOTES,
    REPORT,
    SUMS,
    Plan,
    is_accepted,
    moved_to,
    of_talk,
)
from talkdeck.release.report import as_json, page
from talkdeck.release.survey import Survey

PACKED = (".html", ".md", ".json")
"""Files that a zip makes smaller; all others are compressed already."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name: the same every time."""


def make(plan: Plan, processes: int, tell: Callable[[Path, int], None]) -> None:
    """Build all that is planned and put it in place of what was in the folder.

    `tell` hears of each talk how many of its steps are done. Raises RefusedError when a talk, the file system or the
    program that draws refuses; the folder then is as it was.
    """
    target = plan.order.folder
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Gone at the end, whatever happens; a name of its own lets two runs stand side by side.
        part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    except OSError as fault:
        raise RefusedError([refusal(fault, target)]) from fault
    try:
        _fill(plan, part, processes, tell)
        _put_in_place(part, target)
    except OSError as fault:
        if fault.filename is not None and not str(fault.filename).startswith(str(target.parent)):
            raise
        raise RefusedError([refusal(fault, target)]) from fault
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _fill(plan: Plan, part: Path, processes: int, tell: Callable[[Path, int], None]) -> None:
    jobs = [moved_to(each, part) for each in plan.surveys]
    results = build_all(jobs, processes, tell)
    _refuse(plan, results)
    gallery = part / GALLERY
    gallery.mkdir()
    for result in results:
        for output in result.outputs:
            if output.format in DECKS:
                shutil.copyfile(output.path, gallery / output.path.name)
    _, results = make_gallery(results, gallery, _Drawn(part), lambda talk, done: None)
    _refuse(plan, results)
    for each in plan.surveys:
        stem = each.job.talk.stem
        pack(part / f"{stem}.zip", part, of_talk(plan.files, stem, [deck.edition for deck in each.decks]))
    pack(part / f"{GALLERY}.zip", part, [name for name in plan.files if name.startswith(f"{GALLERY}/")])
    _write(part / NOTES, notes(plan))
    _write(part / REPORT, page(plan.surveys, plan.order.tag))
    _write(part / DATA, _as_text(as_json(plan.surveys)))
    sums = {name: _digest(part / name) for name in plan.files if name not in (MANIFEST, SUMS)}
    _write(part / MANIFEST, _as_text(_manifest(plan, part, sums)))
    sums[MANIFEST] = _digest(part / MANIFEST)
    _write(part / SUMS, "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)))
    made = sorted(path.relative_to(part).as_posix() for path in part.rglob("*") if path.is_file())
    if made != list(plan.files):
        odd = ", ".join(sorted(set(made) ^ set(plan.files))[:5])
        raise RuntimeError(f"the release holds other files than were planned: {odd}")


class _Drawn:
    """Slides that are drawn already, as a program that draws: the gallery shows the release's pictures, smaller."""

    name = "the release"
    reads: Literal["html", "pptx"] = "html"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def draw(self, pptx: Path, html: Path, width: int, only: Sequence[int] | None = None) -> Iterator[bytes]:
        from PIL import Image

        for path in sorted((self._folder / html.stem).glob("*.png"), key=lambda each: int(each.stem)):
            with Image.open(path) as picture:
                size = (width, round(picture.height * width / picture.width))
                held = io.BytesIO()
                # Not compressed, for it is only handed over.
                picture.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(held, "BMP")
            yield held.getvalue()

    def print(self, deck: Path, only: Sequence[int], kind: Kind, options: dict[str, str]) -> render.Printed:
        raise NotImplementedError


def _refuse(plan: Plan, results: Sequence[Result]) -> None:
    """Raise RefusedError with what went wrong, or was warned of for the first time, in building."""
    left = [
        problem
        for result in results
        for problem in result.problems
        if problem.is_error or not is_accepted(problem, result.talk.stem, plan.order.accepted)
    ]
    if left:
        raise RefusedError(left)


def pack(target: Path, folder: Path, names: Sequence[str]) -> None:
    """Put files of a folder into a zip: in this order, without dates, owners or rights; the same bytes each time."""
    with zipfile.ZipFile(target, "x") as box:
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED if name.endswith(PACKED) else zipfile.ZIP_STORED
            with (folder / name).open("rb") as source, box.open(entry, "w") as sink:
                shutil.copyfileobj(source, sink)


def _manifest(plan: Plan, part: Path, sums: Mapping[str, str]) -> dict[str, Any]:
    return {
        "tag": plan.order.tag,
        "commit": plan.commit,
        "since": plan.last,
        "uncommitted": list(plan.changed),
        "versions": {"talkdeck": __version__, "drawn by": _drawn_by()},
        "accepted": list(plan.order.accepted),
        "talks": [_talk(each, part, plan, sums) for each in plan.surveys],
        "files": [{"path": name, "bytes": (part / name).stat().st_size, "sha256": sums[name]} for name in sorted(sums)],
    }


def _talk(each: Survey, part: Path, plan: Plan, sums: Mapping[str, str]) -> dict[str, Any]:
    job = replace(each.job, talk=plan.order.here / each.job.talk)
    stem = job.talk.stem
    return {
        "talk": stem,
        "inputs": [{"kind": one.kind, "name": one.name, "sha256": one.digest} for one in inputs(job)],
        "editions": [
            {
                "lang": deck.lang,
                "edition": deck.edition,
                "title": deck.title,
                "brand": deck.brand,
                "slides": deck.slides,
            }
            for deck in each.decks
        ],
        "bytes": {
            form: sum((part / deck_name(stem, deck.edition, form)).stat().st_size for deck in each.decks)
            for form in (*DECKS, "pdf")
        },
        "warnings": [f"{one.code} line {one.span.line}: {one.text}" for one in each.problems],
        "sha256": sha256(
            "".join(sums[name] for name in of_talk(plan.files, stem, _editions(each))).encode()
        ).hexdigest(),
    }


def _editions(each: Survey) -> list[str | None]:
    return [deck.edition for deck in each.decks]


def _drawn_by() -> str:
    """What the program that draws slides here says of itself; its bare name where it says nothing."""
    known = (*(render.CHROMIUM if os.name == "posix" else ()), *render.OFFICE)
    path = next(filter(None, map(shutil.which, known)), "")
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        if done.returncode == 0 and (said := done.stdout.decode(errors="replace").strip()):
            return said.splitlines()[0].strip()
    return Path(path).name


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _as_text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def _put_in_place(part: Path, target: Path) -> None:
    """The finished folder takes its name; what was there before goes only when it has."""
    mask = os.umask(0)
    os.umask(mask)
    part.chmod(0o777 & ~mask)
    old = part.with_suffix(".old")
    there = target.exists()
    if there:
        target.rename(old)
    try:
        part.rename(target)
    except OSError:
        if there:
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
