"""Which talks a run is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkdeck.build.find import find_talks, project_root, root_of
from tests.cli.conftest import Run


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "talks" / "deep").mkdir(parents=True)
    for name in ("b.yaml", "a.yml", "C.YAML", "notes.txt", "deep/d.yaml"):
        (tmp_path / "talks" / name).touch()
    return tmp_path


def test_root_is_the_nearest_folder_with_talks(here: Path) -> None:
    assert project_root(here / "talks" / "deep") == here
    (here / "talks" / "deep" / "talks").mkdir()
    assert project_root(here / "talks" / "deep") == here / "talks" / "deep"


def test_root_of_a_talk_outside_any_project(tmp_path: Path) -> None:
    assert root_of(tmp_path / "sub" / "x.yaml", tmp_path) == tmp_path
    assert root_of(tmp_path / "x.yaml", tmp_path / "sub") == tmp_path


def test_all_talks_sorted_not_deep(here: Path) -> None:
    talks, problems = find_talks((), here)
    assert [str(talk) for talk in talks] == [str(Path("talks", name)) for name in ("C.YAML", "a.yml", "b.yaml")]
    assert problems == ()


def test_same_name_names_both(here: Path) -> None:
    (here / "talks" / "A.yaml").touch()
    _, (problem,) = find_talks((), here)
    assert problem.code == "E606"
    assert "a.yml" in problem.text
    assert "A.yaml" in problem.text


def test_missing_talks_are_all_named_with_a_guess(here: Path) -> None:
    _, problems = find_talks(("talks/bb.yaml", "zzzz", "empty"), here)
    assert [problem.code for problem in problems] == ["E607"] * 3
    assert "did you mean `b`?" in problems[0].hints
    assert "a, b" in problems[1].hints[0]
    assert problems[1].text.endswith(f"`zzzz` in `{here}` or `talks`")


def test_a_folder_without_talks(here: Path) -> None:
    (here / "empty").mkdir()
    _, (problem,) = find_talks(("empty",), here)
    assert problem.code == "E608"
    (here / "empty" / "talks").mkdir()
    _, (problem,) = find_talks((), here / "empty")
    assert problem.code == "E608"


def test_two_talks_with_one_name_build_nothing(project: Path, run: Run) -> None:
    (project / "talks" / "small.yml").write_bytes((project / "talks" / "small.yaml").read_bytes())
    (project / "talks" / "fine.yaml").write_bytes((project / "talks" / "small.yaml").read_bytes())
    result = run("build")
    assert result.code == 1
    assert "talks/small.yaml" in result.err
    assert "talks/small.yml" in result.err
    assert not (project / "decks").exists()


def test_nothing_to_build(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert result.code == 1
    assert "talkdeck new" in result.err
