"""Release notes: what changed in the outlines since the last release, and what is known of the decks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path

from talkdeck.build.find import ENDINGS
from talkdeck.diff import Difference, compare, missing, of_file, of_git
from talkdeck.diff.show import escaped, markdown
from talkdeck.release.plan import Plan
from talkdeck.release.survey import Survey


def differences(plan: Plan) -> tuple[Difference, ...]:
    """Each talk against the last release, those that went with it last. Empty for a first release."""
    if plan.last is None:
        return ()
    repository, before = plan.repository, plan.repository.commit(f"refs/tags/{plan.last}")
    found = []
    now: dict[str, Path] = {}
    for talk in plan.order.talks:
        file = plan.order.here / talk
        if path := repository.path(file):
            now[path] = file
            old = of_git(repository, before, path, plan.last)
            found.append(compare(old, of_file(file)))
    folders = sorted({posixpath.dirname(path) for path in now})
    gone = [path for folder in folders for path in repository.files(before, folder) if path not in now]
    for path in gone:
        if path.lower().endswith(ENDINGS) and not (repository.top / path).exists():
            old = of_git(repository, before, path, plan.last)
            if old.editions:
                found.append(compare(old, missing(plan.order.tag, Path(path).stem)))
    return tuple(found)


def notes(plan: Plan) -> str:
    """NOTES.md, in Markdown as GitHub reads it."""
    return "\n".join((*_parts(plan), ""))


def _parts(plan: Plan) -> Iterator[str]:
    yield f"# {plan.order.tag}"
    yield ""
    if plan.last is None:
        yield "The first release."
    else:
        changed = markdown(differences(plan))
        yield f"What changed since {plan.last}."
        yield ""
        yield changed or "No talk changed."
    yield ""
    yield "## Talks"
    yield ""
    yield "| talk | language | slides | decks |"
    yield "|---|---|---|---|"
    for each in plan.surveys:
        for deck in each.decks:
            stem = ".".join(filter(None, (each.job.talk.stem, deck.edition)))
            yield f"| {escaped(deck.title)} | {deck.lang} | {deck.slides} | `{stem}.pptx` `{stem}.html` `{stem}.pdf` |"
    known = list(_known(plan.surveys))
    if known:
        yield ""
        yield "## Known warnings"
        yield ""
        yield from known
    if plan.changed:
        yield ""
        yield "This release was built with changes that are in no commit; `manifest.json` lists them."


def _known(surveys: tuple[Survey, ...]) -> Iterator[str]:
    """A line for each kind of warning of a talk."""
    for each in surveys:
        counts: dict[str, int] = {}
        first: dict[str, str] = {}
        for problem in each.problems:
            counts[problem.code] = counts.get(problem.code, 0) + 1
            first.setdefault(problem.code, f"{problem.text} (line {problem.span.line})")
        for code in sorted(counts):
            more = f", and {counts[code] - 1} more of this kind" if counts[code] > 1 else ""
            yield f"- `{each.job.talk.stem}` {code}: {escaped(first[code])}{more}."
