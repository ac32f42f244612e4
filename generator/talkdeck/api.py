"""The functions for programs: `talkdeck.load` and `talkdeck.build`. docs/api.md tells how to use them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkdeck.build.talk import Result
    from talkdeck.model.outline import Outline


def load(talk: str | Path, edition: str | None = None) -> Outline:
    """The outline of a talk, checked against the language. Nothing is built and no picture is looked for.

    `talk` is a file, or the bare name of one in `talks/` of the project; `edition` one of its further languages.
    Raises RefusedError with every mistake, each at its line.
    """
    from talkdeck import source
    from talkdeck.model.problems import RefusedError

    outline, problems = source.read(_found(talk), edition)
    if outline is None:
        raise RefusedError(problem for problem in problems if problem.is_error)
    return outline


def build(
    talk: str | Path,
    to: Sequence[str] = ("pptx", "html"),
    *,
    out: str | Path | None = None,
    brand: str | None = None,
    strict: bool = False,
    offline: bool = False,
) -> Result:
    """Build one talk, as `talkdeck build` does: all of its files are replaced together, or none.

    `talk` is as for `load`; `to` names what to write, of pptx, html, pdf and png, and nothing (`()`) is to check only.
    `out` is the folder, `decks` of the project if left out. With `strict` warnings count as errors, with `offline` the
    network is never asked. The result has the files that were written (`outputs`), the number of slides, and warnings
    (`problems`). Raises RefusedError with every mistake when nothing was written, ValueError for an unknown format.
    """
    from talkdeck.build.find import root_of
    from talkdeck.build.talk import FORMATS, Job, build_talk
    from talkdeck.model.problems import RefusedError

    if isinstance(to, str) or not set(to) <= set(FORMATS):
        raise ValueError(f"to={to!r}: name formats of {', '.join(FORMATS)}, such as to=('pptx', 'html')")
    path, here = _found(talk), Path.cwd()
    root = root_of(path, here)
    job = Job(
        talk=path,
        root=root,
        out=Path(out) if out is not None else root / "decks",
        formats=tuple(form for form in FORMATS if form in to),
        brand=brand,
        strict=strict,
        offline=offline,
    )
    result = build_talk(job)
    if not result.ok:
        raise RefusedError(result.problems)
    return result


def _found(talk: str | Path) -> Path:
    """The one outline that is meant. Raises RefusedError where there is none, ValueError where there are several."""
    from talkdeck.build.find import find_talks
    from talkdeck.model.problems import RefusedError

    found, problems = find_talks([str(talk)], Path.cwd())
    if problems:
        raise RefusedError(problems)
    if len(found) != 1:
        raise ValueError(f"{str(talk)!r} holds {len(found)} talks: name one of them")
    return found[0]
