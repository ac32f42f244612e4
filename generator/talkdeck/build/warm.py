"""What is kept of a talk between one build and the next in one process, so that only what changed is done again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from talkdeck import source
from talkdeck.build.talk import Job, Made, through_the_stages
from talkdeck.html.keep import Keep as Sections
from talkdeck.layout.keep import Keep as Sheets
from talkdeck.layout.pictures import Encoded
from talkdeck.media.library import Library
from talkdeck.model.data import DataFile
from talkdeck.model.outline import Outline
from talkdeck.model.problems import Problem, RefusedError, in_order
from talkdeck.model.resources import templates_root
from talkdeck.model.values import Struct, field
from talkdeck.pptx.keep import Keep as Parts


class Keep(Struct):
    """What is kept of one edition: slides arranged and written in both decks, and pictures encoded."""

    sheets: Sheets = field(default_factory=Sheets)
    encoded: Encoded = field(default_factory=dict)
    sections: Sections = field(default_factory=Sections)
    parts: Parts = field(default_factory=Parts)


class Warm:
    """A talk that is built again and again. `library` holds the project's pictures for all its builds."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.library = Library(job.root, offline=job.offline)
        self.keeps: dict[str | None, Keep] = {}
        self._data: tuple[Path, ...] = ()
        self._brands: tuple[Path, ...] = ()

    def read(self) -> tuple[tuple[Outline, ...], tuple[Problem, ...]]:
        """The talk's outlines as they are now, and what is wrong with them."""
        return source.read_editions(self.job.talk)

    def sound_part(self, problems: Sequence[Problem]) -> tuple[Outline, ...]:
        """The slides without mistakes of outlines that cannot be read for these problems."""
        return source.sound_part(self.job.talk, problems)

    def keep(self, edition: str | None) -> Keep:
        """What is kept of an edition."""
        return self.keeps.setdefault(edition, Keep())

    def saw(self, outlines: Sequence[Outline]) -> None:
        """The talk as it was read; its data files are among its files from now on."""
        beside = self.job.talk.parent
        self._data = tuple(beside / data.file for outline in outlines for data in _data_files(outline))

    def build(self) -> tuple[list[Made], tuple[Problem, ...]]:
        """All editions as the files are now, and all problems."""
        self.library.refresh()
        folders = (self.job.root / "templates", self.job.root / "brands", templates_root())
        self._brands = tuple(file for folder in folders for file in sorted(folder.glob("*/brand.yaml")))
        problems: list[Problem] = []
        try:
            made = through_the_stages(self.job, lambda step: None, problems, self)
        except RefusedError as refusal:
            made = []
            problems += refusal.problems
        return made, in_order(problems)

    @property
    def texts(self) -> tuple[Path, ...]:
        """The files that people write: outline, brands, data files."""
        return (self.job.talk, *self._brands, *self._data)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that the talk is made from, the project's brands, and files asked for that are not there."""
        return tuple(dict.fromkeys((*self.texts, *self.library.files)))


def _data_files(outline: Outline) -> Iterator[DataFile]:
    for slides in (outline.slides, *(section.slides for section in outline.sections)):
        for slide in slides:
            parts = (slide.chart, slide.table, *(part for c in slide.columns for part in (c.chart, c.table)))
            yield from (part.data for part in parts if part and part.data)
