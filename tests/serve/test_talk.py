"""Versions of a talk: who waits for one, which mistakes wait, what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from talkdeck.build.talk import Job
from talkdeck.serve import talk as module
from talkdeck.serve.talk import Talk
from tests.serve.conftest import OUTLINE, Project

PATIENCE = 30.0


@pytest.fixture
def built() -> SimpleQueue[str]:
    """A line for every build."""
    return SimpleQueue()


@pytest.fixture
def talk(project: Project, built: SimpleQueue[str]) -> Iterator[Talk]:
    made = Talk(Job(talk=project.talk, root=project.root, out=project.root, offline=True), built.put)
    yield made
    made.stop()


def test_a_talk_is_built_when_it_is_asked_for_and_has_changed(
    talk: Talk, project: Project, built: SimpleQueue[str]
) -> None:
    first = talk.now()
    assert (first.number, first.good, first.ok) == (1, 1, True)
    assert talk.now() is first
    project.edit("三个泊位", "四个泊位")
    assert talk.now().number == 2
    assert built.qsize() == 2


def test_a_file_half_written_is_no_mistake(
    talk: Talk, project: Project, built: SimpleQueue[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SETTLED", 1e9)
    talk.now()
    built.get()
    with talk.watched():
        project.talk.write_text("", "utf-8")
        assert built.get(timeout=PATIENCE)
        assert talk.now().ok
        project.talk.write_text(OUTLINE.replace("三个泊位", "四个泊位"), "utf-8")
        state = talk.after(1, PATIENCE)
    assert state is not None
    assert state.ok
    assert "四个泊位" in state.documents[""].html


def test_a_mistake_that_stays_is_shown_with_the_last_good_deck(talk: Talk, project: Project) -> None:
    good = talk.now()
    with talk.watched():
        project.edit("title: 数字", "titel: 数字")
        state = talk.after(1, PATIENCE)
    assert state is not None
    assert not state.ok
    assert (state.number, state.good) == (2, 1)
    assert state.documents is good.documents
    assert OUTLINE.replace("title: 数字", "titel: 数字") in state.texts.values()


def test_a_bug_of_ours_is_a_problem_too(talk: Talk, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    good = talk.now()

    def fail(*_: object) -> None:
        raise RuntimeError("no idea")

    monkeypatch.setattr(module, "document", fail)
    project.edit("三个泊位", "四个泊位")
    state = talk.now()
    assert [problem.code for problem in state.problems] == ["E690"]
    assert state.documents is good.documents


def test_only_some_versions_are_remembered(talk: Talk, project: Project) -> None:
    for n in range(module.VERSIONS + 2):
        project.talk.write_text(OUTLINE.replace("三个泊位", f"{n} 个泊位"), "utf-8")
        talk.now()
    assert talk.past(1) == {}
    assert talk.past(3)
    assert talk.past(module.VERSIONS + 2) is talk.now().documents


def test_those_who_wait_are_told_of_the_end(talk: Talk) -> None:
    state = talk.now()
    assert talk.after(state.number, 0) is None
    talk.stop()
    assert talk.after(state.number, PATIENCE) is None
    assert talk.stopped
