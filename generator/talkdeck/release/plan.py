"""What a release will hold, and whether it may be made: tag, tree, talks and their warnings are looked at first.

```text
dist/v0.2.0/
  idc.pptx idc.html idc.pdf     the decks of each talk, and idc.en.pptx ... of its further editions
  idc/001.png  idc-card.png     each slide as a picture, and the card for links
  idc.zip                       all of a talk in one file
  gallery/index.html ...        a page of all decks, with pictures
  report.html  report.json      accessibility, overflow, warnings
  NOTES.md                      what changed since the last release
  manifest.json                 inputs by digest, versions, counts, sizes
  SHA256SUMS                    for sha256sum -c
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from talkdeck.build.gallery import INDEX
from talkdeck.build.talk import FORMATS, Job, deck_name
from talkdeck.diff.git import Repository, needed
from talkdeck.model.problems import NOWHERE, Problem, RefusedError
from talkdeck.model.values import Struct, replace
from talkdeck.release.survey import Survey, survey

TAG = re.compile(r"v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?")
"""A version by Semantic Versioning behind a `v`."""

GALLERY, NOTES, REPORT, DATA, MANIFEST, SUMS = (
    "gallery", "NOTES.md", "report.html", "report.json", "manifest.json", "SHA256SUMS",
)  # fmt: skip

OURS = (GALLERY, "notes", "report", "manifest", "sha256sums")
"""Names that no talk of a release can have, in small letters."""


class Order(Struct, frozen=True, kw_only=True):
    """What is asked for. `folder` is where the release goes, `here` the folder that it is asked for in. `accepted` are
    warnings that a release may have: a code, or `CODE@TALK` for one talk alone.
    """

    tag: str
    talks: tuple[Path, ...]
    roots: tuple[Path, ...]
    folder: Path
    here: Path
    accepted: tuple[str, ...] = ()
    allow_dirty: bool = False
    offline: bool = False


class Plan(Struct, frozen=True, kw_only=True):
    """A release that may be made. `files` are those it will hold, relative to its folder, sorted."""

    order: Order
    repository: Repository
    commit: str
    last: str | None
    changed: tuple[str, ...]
    surveys: tuple[Survey, ...]
    files: tuple[str, ...]

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """All that the talks were warned of; every one of them is accepted."""
        return tuple(problem for each in self.surveys for problem in each.problems)


def plan(order: Order) -> Plan:
    """Look at all that a release depends on, and list its files; writes nothing.

    Raises RefusedError with all that stands in its way: E620 no repository, E621 no commit yet, E622 a tag that is no
    version, E623 a tag that stands elsewhere, E624 a tree with changes, E625 a folder that is no release, E626 a name
    that the release needs itself, E627 warnings that are not accepted; and the talks' own errors.
    """
    repository = needed(order.here)
    commit = repository.commit("HEAD")
    changed = tuple(name for name in repository.changed() if not _within(repository, name, order.folder))
    problems = [*_of_tag(order, repository.tag(order.tag), commit)]
    if not order.allow_dirty:
        problems += _of_tree(changed)
    problems += _of_folder(order)
    problems += _of_names(order)
    jobs = [
        Job(talk=talk, root=root, out=order.folder, formats=FORMATS, offline=order.offline)
        for talk, root in zip(order.talks, order.roots, strict=True)
    ]
    surveys = tuple(map(survey, jobs))
    problems += _of_talks(surveys, order.accepted)
    if problems:
        raise RefusedError(problems)
    return Plan(
        order=order,
        repository=repository,
        commit=commit,
        last=repository.last_tag(order.tag),
        changed=changed,
        surveys=surveys,
        files=tuple(sorted(_files(surveys))),
    )


def is_accepted(problem: Problem, talk: str, accepted: Sequence[str]) -> bool:
    """Whether a release may have this warning of a talk."""
    return problem.code in accepted or f"{problem.code}@{talk}" in accepted


def _of_tag(order: Order, stands: str | None, commit: str) -> Iterator[Problem]:
    """`stands` is the commit that the tag is at, if there is one."""
    if not TAG.fullmatch(order.tag):
        hints = ("tags are versions, such as v1.4.0 or v2.0.0-rc.1",)
        yield Problem("E622", f"`{order.tag}` is no tag for a release", NOWHERE, hints)
    elif stands is not None and stands != commit:
        fact = f"the tag `{order.tag}` exists and stands at {stands[:10]}, while this is {commit[:10]}"
        other = f"choose the next version, or check out that commit: git switch --detach {order.tag}"
        yield Problem("E623", fact, NOWHERE, (other, "a tag that others have seen is never moved"))


def _of_tree(changed: Sequence[str]) -> Iterator[Problem]:
    if changed:
        some = ", ".join(f"`{name}`" for name in changed[:5])
        more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
        fact = f"not as in the commit that would be released: {some}{more}"
        hints = ("commit them, or ignore what does not belong there", "or say --allow-dirty; the manifest will tell")
        yield Problem("E624", fact, NOWHERE, hints)


def _of_talks(surveys: Sequence[Survey], accepted: Sequence[str]) -> Iterator[Problem]:
    left: dict[str, int] = {}
    for each in surveys:
        stem = each.job.talk.stem
        for problem in each.problems:
            if problem.is_error:
                yield problem
            elif not is_accepted(problem, stem, accepted):
                yield problem
                key = f"{problem.code}@{stem}"
                left[key] = left.get(key, 0) + 1
    if left:
        count = sum(left.values())
        fact = f"a release has no warnings that nobody has accepted: {count}"
        hints = ("mend the talks", f"or accept them, and the notes will list them: --accept {','.join(sorted(left))}")
        yield Problem("E627", fact, NOWHERE, hints)


def _of_folder(order: Order) -> Iterator[Problem]:
    """What keeps the folder from being replaced: something that is there and no release of ours."""
    folder = order.folder
    try:
        taken = folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir())))
        if taken and not (folder / MANIFEST).is_file():
            hints = ("name another folder with --out, or move it away",)
            yield Problem("E625", f"`{folder}` is there already and holds no release", NOWHERE, hints)
    except OSError as fault:
        from talkdeck.build.files import refusal

        yield refusal(fault, folder)


def _of_names(order: Order) -> Iterator[Problem]:
    for talk in order.talks:
        if talk.stem.casefold() in OURS:
            fact = f"`{talk}` cannot be released under this name, which the release has a file of its own for"
            yield Problem("E626", fact, NOWHERE, ("rename the talk",))


def _files(surveys: Sequence[Survey]) -> Iterator[str]:
    yield from (NOTES, REPORT, DATA, MANIFEST, SUMS, f"{GALLERY}.zip", f"{GALLERY}/{INDEX}")
    for each in surveys:
        yield f"{each.job.talk.stem}.zip"
        for deck in each.decks:
            stem = deck_name(each.job.talk.stem, deck.edition, "")[:-1]
            yield from (f"{stem}.{form}" for form in ("pptx", "html", "pdf"))
            yield f"{stem}-card.png"
            yield from (f"{GALLERY}/{stem}.{form}" for form in ("pptx", "html"))
            for number in range(1, deck.slides + 1):
                yield f"{stem}/{number:03}.png"
                yield from (f"{GALLERY}/slides/{stem}/{number:03}{kind}.jpg" for kind in ("", "-small"))


def of_talk(files: Sequence[str], stem: str, editions: Sequence[str | None]) -> tuple[str, ...]:
    """The files of one talk, its zip aside."""
    stems = [deck_name(stem, edition, "")[:-1] for edition in editions]
    own = {f"{name}{end}" for name in stems for end in (".pptx", ".html", ".pdf", "-card.png")}
    return tuple(file for file in files if file in own or PurePosixPath(file).parent.as_posix() in stems)


def moved_to(each: Survey, folder: Path) -> Job:
    """The job of a surveyed talk, writing into another folder."""
    return replace(each.job, out=folder)


def _within(repository: Repository, name: str, folder: Path) -> bool:
    """Whether a file that git names is part of the release in the folder, or of one that was killed on its way."""
    inside, begun = repository.path(folder), repository.path(folder.with_name(f".{folder.name}."))
    return inside is not None and name.startswith((f"{inside}/", str(begun)))
