"""A project with one outline that has placeholders, and rows for it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any, NamedTuple

import pytest

from talkdeck.model.problems import RefusedError
from talkdeck.source.placeholders import Template
from talkdeck.source.reader import Editions
from tests.cli.conftest import Ran, Run, environment, run

__all__ = ["run"]

TALK = """\
title: "报告：{{ name }}"
lang: zh-CN
brand: plain
slides:
  - title: "{{ name }} 的一年"
    bullets: ["销售 {{ sales }}"]
    notes: "{{ remark }}"
"""

CSV = "name,slug,sales,remark\n"


def rows_of(numbers: Sequence[int]) -> str:
    """A CSV file with these rows."""
    return CSV + "".join(f"客户 {n},c{n},{n * 10},said {n}\n" for n in numbers)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with talk.yaml and rows.csv (five rows), as the current one."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "talk.yaml").write_text(TALK, "utf-8")
    (folder / "rows.csv").write_text(rows_of(range(1, 6)), "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return folder


Each = Callable[..., Ran]


@pytest.fixture
def each(project: Path, run: Run) -> Each:
    """Build talk.yaml for each row of rows.csv, as HTML alone unless told otherwise."""

    def command(*words: str, data: str = "rows.csv", to: str = "html") -> Ran:
        return run("build", "talk.yaml", "--each", data, "--offline", "--to", to, *words)

    return command


def listed(path: Path = Path("decks/talk.each.jsonl")) -> list[dict[str, Any]]:
    """What the list of rows says."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def filled(text: str, columns: Sequence[str] | None = None, **values: Any) -> Editions:
    """An outline filled with a row; mistakes of the outline itself come back like those of the row."""
    Path("it.yaml").write_text(text, "utf-8")
    try:
        return Template(Path("it.yaml"), columns).filled({"row": 1, "columns": values, **values})
    except RefusedError as refusal:
        return (), refusal.problems


class Running(NamedTuple):
    """A cluster in processes of its own: where its scheduler listens, and the processes."""

    address: str
    scheduler: int
    workers: tuple[int, ...]


@pytest.fixture
def cluster() -> Iterator[Running]:
    """A local cluster of two workers, on the loopback alone, without a dashboard."""
    words = [sys.executable, "-W", "ignore", "-m", "tests.each.cluster"]
    root = str(Path(__file__).parents[2])
    with Popen(words, stdin=PIPE, stdout=PIPE, cwd=root, env=environment(), text=True) as process:
        assert process.stdout
        address, *workers = process.stdout.readline().split()
        try:
            yield Running(address, process.pid, tuple(map(int, workers)))
        finally:
            assert process.stdin
            process.stdin.close()
