"""One talk, from its outline to its decks: the stages in a row, each stopping the next where it must."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from talkdeck.build import prints
from talkdeck.build.files import Replacement, replacing
from talkdeck.build.prints import Prints
from talkdeck.model import kept
from talkdeck.model.page import Asset, Pages
from talkdeck.model.problems import NOWHERE, Problem, RefusedError, Span, in_order
from talkdeck.model.values import Struct, replace

if TYPE_CHECKING:
    from talkdeck.brand.model import Brand
    from talkdeck.build.warm import Keep, Warm
    from talkdeck.media.library import Library
    from talkdeck.model.outline import Outline

HEAD = 100_000
"""Bytes of an outline in which its brand is looked for."""

DECKS = ("pptx", "html")
FORMATS = (*DECKS, "pdf", "png")
STEPS = ("read", "brand", "resolve", "arrange", "pictures", "write", "print")
"""What is told to `tell` while a talk is built, in this order; a talk with mistakes stops early."""


class Job(Struct, frozen=True, kw_only=True):
    """What to do with one talk. `root` is the project's folder: pictures come from inside it, brands may.

    `formats` is a subset of FORMATS, in that order; none of them means to check only and write nothing. Without `cache`
    everything is done anew, and nothing of it is kept for the next time (see `build.cache`). `name` is what the files
    are called in place of the outline's name.
    """

    talk: Path
    root: Path
    out: Path
    formats: tuple[str, ...] = DECKS
    prints: Prints = Prints()
    brand: str | None = None
    strict: bool = False
    offline: bool = False
    cache: bool = True
    name: str | None = None

    @property
    def stem(self) -> str:
        """What the files of the talk are called, without language and ending."""
        return self.name or self.talk.stem


class Output(Struct, frozen=True):
    """A file that was written. `size` is in bytes; `edition` is the language of a further edition, else None.

    `slides` is how many slides it shows; of a picture it is 1. `digest` is the hex SHA-256 of its bytes where it is
    kept, else empty; a file that is not `fresh` was there already and was left alone.
    """

    path: Path
    format: str
    size: int
    slides: int
    edition: str | None = None
    digest: str = ""
    fresh: bool = True


class About(Struct, frozen=True, kw_only=True):
    """What a gallery says of a talk in one of its languages. `brand` is the brand's title for people.

    `edition` is as in `Output`; `slides` has the address (the HTML deck's fragment) and the heading of each slide.
    """

    edition: str | None
    lang: str
    title: str
    subtitle: str
    kicker: str
    date: str
    brand: str
    slides: tuple[tuple[str, str], ...]


class Result(Struct, frozen=True, kw_only=True):
    """What became of a talk. `ok` is False when nothing was written because of its problems.

    `slides` is 0 when the talk did not get as far as its pages; `editions` has (language, slides) of each further
    edition, `about` every edition, the talk's own language first. `crash` is the traceback of a bug of ours.
    """

    talk: Path
    ok: bool
    problems: tuple[Problem, ...] = ()
    outputs: tuple[Output, ...] = ()
    slides: int = 0
    editions: tuple[tuple[str, int], ...] = ()
    about: tuple[About, ...] = ()
    crash: str | None = None


def build_talk(job: Job, tell: Callable[[str], None] = lambda step: None) -> Result:
    """Build (or only check) one talk, and keep what it came to; see `made_anew`."""
    if not job.cache:
        return made_anew(job, tell)
    from talkdeck.build import cache, slides
    from talkdeck.model import reads

    with _uncollected():
        with reads.keeping() as ledger:
            result = _made_anew(job, tell, warm := slides.warm(job))
        if result.ok:
            slides.store(warm)
    cache.keep(job, result, ledger)
    return result


def made_anew(job: Job, tell: Callable[[str], None], warm: Warm | None = None) -> Result:
    """Build (or only check) one talk. Problems are values of the result; an exception is a bug of ours.

    Every stage runs as long as the one before gave it something to work on, so that one run shows all mistakes; decks
    are written only when there is no error, and under `strict` no warning either. All editions are, or none.
    """
    with _uncollected():
        return _made_anew(job, tell, warm)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Almost nothing here is cyclic garbage, and a talk is many live values: collecting takes a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _made_anew(job: Job, tell: Callable[[str], None], warm: Warm | None) -> Result:
    problems: list[Problem] = []
    try:
        made = through_the_stages(job, tell, problems, warm)
        outputs = _write(job, made, tell, warm) if job.formats and not refused(problems, job.strict) else ()
        slides = next((len(one.pages.pages) for one in made if one.edition is None), 0)
        editions = tuple((one.edition, len(one.pages.pages)) for one in made if one.edition)
        about = tuple(map(_about, made))
    except RefusedError as refusal:
        slides, editions, outputs, about = 0, (), (), ()
        problems += refusal.problems
    ok = not refused(problems, job.strict)
    return Result(
        talk=job.talk,
        ok=ok,
        problems=in_order(problems),
        outputs=outputs,
        slides=slides,
        editions=editions,
        about=about,
    )


class Made(Struct, frozen=True):
    """The pages of an edition, ready to be written. `edition` is the language of a further one, else None."""

    edition: str | None
    outline: Outline
    pages: Pages
    brand: Brand
    assets: Mapping[str, Asset]


def _about(made: Made) -> About:
    outline = made.outline
    subtitle, kicker, date = (
        " ".join(text.plain.split()) if text else "" for text in (outline.subtitle, outline.kicker, outline.date)
    )
    return About(
        edition=made.edition,
        lang=made.pages.lang,
        title=" ".join(outline.title.plain.split()),
        subtitle=subtitle,
        kicker=kicker,
        date=date,
        brand=made.brand.title,
        slides=tuple((page.id, " ".join(page.title.split())) for page in made.pages.pages),
    )


def through_the_stages(
    job: Job, tell: Callable[[str], None], problems: list[Problem], warm: Warm | None = None
) -> list[Made]:
    """What is to be written; problems are added to the list as they are found.

    With what is kept `warm` from the last time, only what has changed since then is done again.
    """
    # The stages cost a tenth of a second to import, which `--help` and usage mistakes need not pay.
    from talkdeck import source
    from talkdeck.media.library import Library

    tell("read")
    outlines, found = warm.read() if warm else source.read_editions(job.talk)
    problems += found
    if not outlines:
        problems += _brand_problems(job)
        problems += _content_problems(job, warm.sound_part(found) if warm else source.sound_part(job.talk, found))
    if warm and outlines:
        warm.saw(outlines)
    library = warm.library if warm else Library(job.root, offline=job.offline)
    made = []
    for number, outline in enumerate(outlines):
        edition = outline.lang if number else None
        keep = warm.keep(edition) if warm else None
        ready = _pages_of(job, outline, edition, library, problems, (lambda step: None) if number else tell, keep)
        if ready is not None:
            made.append(ready)
    return made


def _pages_of(
    job: Job,
    outline: Outline,
    edition: str | None,
    library: Library,
    problems: list[Problem],
    tell: Callable[[str], None],
    keep: Keep | None,
) -> Made | None:
    """The pages of one edition; None where they could not be had."""
    from talkdeck import brand as brands
    from talkdeck import layout
    from talkdeck.layout.pictures import encode
    from talkdeck.layout.resolve import resolve

    tell("brand")
    span = NOWHERE if job.brand else span_of_brand(job.talk, outline.where)
    brand, found = brands.load(job.brand or outline.brand, outline.shape, job.root, span)
    problems += found
    if brand is None:
        problems += _content_problems(job, (outline,))
        return None
    tell("resolve")
    deck, found = resolve(outline, brand, library, job.talk.stem, job.talk.parent)
    problems += found
    tell("arrange")
    pages, found = layout.arrange(deck, brand, keep.sheets if keep else None)
    problems += found
    if pages is None:
        return None
    tell("pictures")
    assets, found = encode(pages, brand, library, keep.encoded if keep else None)
    problems += found
    return Made(edition, outline, pages, brand, assets)


def _brand_problems(job: Job) -> tuple[Problem, ...]:
    """What is wrong with the brand of an outline that cannot be read: all mistakes shall come out of one run."""
    from talkdeck import brand as brands

    span = NOWHERE if job.brand else span_of_brand(job.talk, NOWHERE)
    name = job.brand or _named_brand(job.talk, span)
    return brands.load(name, "16:9", job.root, span)[1] if name and "{{" not in name else ()


def _content_problems(job: Job, outlines: Sequence[Outline]) -> Sequence[Problem]:
    """What is wrong with pictures and data of the slides that can be read; the network is not asked."""
    from talkdeck import brand as brands
    from talkdeck.layout.resolve import resolve
    from talkdeck.media.library import Library

    library = Library(job.root, offline=True)
    found: list[Problem] = []
    for outline in outlines:
        # Any brand will do where the talk's own is wrong, too.
        names = (job.brand or outline.brand, "plain")
        loaded = (brands.load(name, outline.shape, job.root, NOWHERE)[0] for name in names)
        if brand := next((each for each in loaded if each), None):
            try:
                found += resolve(outline, brand, library, job.talk.stem, job.talk.parent)[1]
            except RefusedError as refusal:
                found += refusal.problems
    # What is told of slides together (titles that are alike) may be otherwise once the mistakes are mended.
    return [each for each in dict.fromkeys(found) if each.code[1] == "4" and each.code != "W403"]


def _head(talk: Path) -> str:
    """The beginning of an outline, in which its brand is named; nothing where it cannot be read."""
    if not talk.is_file():  # a pipe would keep us waiting
        return ""
    try:
        with talk.open("rb") as file:
            return file.read(HEAD).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""


def _named_brand(talk: Path, span: Span) -> str | None:
    if span is NOWHERE:
        return None
    line = _head(talk).split("\n")[span.line - 1]
    return line[span.col - 1 : span.end_col - 1].strip("\"' ") or None


def deck_name(stem: str, edition: str | None, form: str) -> str:
    """The name of a deck's file: `idc.pptx`, and `idc.en.pptx` for a further edition."""
    return ".".join((stem, *((edition,) if edition else ()), form))


def _write(job: Job, made: list[Made], tell: Callable[[str], None], warm: Warm | None = None) -> tuple[Output, ...]:
    """Write the decks and what is made of them, all or none.

    Raises RefusedError when the file system, our own linter or the program that draws refuses.
    """
    tell("write")
    wanted = [(one, form) for one in made for form in job.formats if form in DECKS]
    targets = [job.out / deck_name(job.stem, one.edition, form) for one, form in wanted]
    plans = [(one, _planned(job, one)) for one in made if set(job.formats) - set(DECKS)]
    outputs = []
    digests: dict[Path, str] = {}
    with replacing([*targets, *(target for _, plan in plans for target in plan.targets)]) as parts:
        for (one, form), part in zip(wanted, parts, strict=False):
            keep = warm.keep(one.edition) if warm else None
            if form == "pptx":
                from talkdeck.pptx import write_pptx
                from talkdeck.pptx.lint import Linter

                linter = Linter(keep.parts.sound if keep else None)
                write_pptx(one.pages, one.brand, one.assets, part.stream, linter.part, keep.parts if keep else None)
                part.finish()
                refuse_unsound(part, linter.findings())
            else:
                from talkdeck.html import write_html

                write_html(one.pages, one.brand, one.assets, part.stream, keep.sections if keep else None)
                part.finish()
            digests[part.shown] = (kept.store_file("decks", part.path) if job.cache else None) or ""
            outputs.append((one, form, len(one.pages.pages), part))
        if plans:
            tell("print")
            outputs += _print(job, plans, parts[len(wanted) :])
    for one, plan in plans:
        prints.sweep(plan, len(one.pages.pages))
    return tuple(
        Output(part.shown, form, part.size, slides, one.edition, digests.get(part.shown, ""))
        for one, form, slides, part in outputs
    )


def _planned(job: Job, one: Made) -> prints.Plan:
    stem = deck_name(job.stem, one.edition, "")[:-1]
    return prints.plan(one.pages, job.talk, job.out, stem, job.formats, job.prints)


def _print(
    job: Job, plans: list[tuple[Made, prints.Plan]], parts: Sequence[Replacement]
) -> list[tuple[Made, str, int, Replacement]]:
    """Make what is planned, one program for all editions; what each part is (`Output`)."""
    from talkdeck.build.render import renderer

    outputs = []
    with renderer(poppler="png" in job.formats) as program:
        for one, plan in plans:
            mine, parts = parts[: len(plan.targets)], parts[len(plan.targets) :]
            prints.make(plan, job.prints, program, (one.pages, one.brand, one.assets), partial(_cover, job, one), mine)
            for part in mine:
                part.finish()
                form, slides = ("pdf", len(plan.numbers)) if part.shown == plan.pdf else ("png", 1)
                outputs.append((one, form, slides, part))
    return outputs


def _cover(job: Job, one: Made) -> tuple[Pages, Brand, Mapping[str, Asset]]:
    """The cover in 16:9; of a talk in another shape it is laid out for that."""
    if one.outline.shape == "16:9":
        return one.pages, one.brand, one.assets
    from talkdeck.media.library import Library

    alone = replace(one.outline, shape="16:9", sections=(), slides=())
    wide = _pages_of(job, alone, one.edition, Library(job.root, offline=True), [], lambda step: None, None)
    return (wide.pages, wide.brand, wide.assets) if wide else (one.pages, one.brand, one.assets)


def refused(problems: list[Problem], strict: bool) -> bool:
    """Whether a talk with these problems is not to be written."""
    return any(problem.is_error or strict for problem in problems)


def refuse_unsound(part: Replacement, findings: tuple[str, ...]) -> None:
    """Raise RefusedError (E609) where our linter found a cause of the repair prompt in a PowerPoint package."""
    if findings:
        shown = (*findings[:5], *((f"and {len(findings) - 5} more",) if len(findings) > 5 else ()))
        fact = f"the PowerPoint package of `{part.shown}` is not sound, so it was not put in place"
        advice = "this is a mistake of talkdeck, not of the outline; please report it with the lines above"
        raise RefusedError([Problem("E609", fact, NOWHERE, (*shown, advice))])


def span_of_brand(talk: Path, otherwise: Span) -> Span:
    """Where an outline names its brand; `otherwise` when it leaves it to the default."""
    text = _head(talk)
    found = re.search(r"^brand[ ]*:[ ]*(.+?)[ ]*(?:#.*)?$", text, re.MULTILINE)
    if found is None:
        return otherwise
    line, col = text.count("\n", 0, found.start()) + 1, found.start(1) - found.start() + 1
    return Span(otherwise.path or str(talk), line, col, line, col + len(found[1]))
