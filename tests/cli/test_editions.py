"""A talk in two languages on the command line: what is written, what is said, and names that would collide."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Run, files

TWO = """\
lang: zh-CN
editions: [en]
title: {zh-CN: 趋势, en: Trends}
slides:
  - title: {zh-CN: 一页, en: One page}
    bullets:
      zh-CN: [甲]
      en: [a, b]
"""


@pytest.fixture(autouse=True)
def two(project: Path) -> None:
    (project / "talks" / "two.yaml").write_text(TWO, "utf-8")


def test_build_writes_both_decks_of_each_edition(project: Path, run: Run) -> None:
    result = run("build", "two")
    assert (result.code, result.err) == (0, "")
    names = ["two.en.html", "two.en.pptx", "two.html", "two.pptx"]
    assert sorted(files(project / "decks")) == names
    assert sorted(Path(line.split()[1]).name for line in result.out.splitlines()) == names
    for name, language, word in (("two", "zh-CN", "趋势"), ("two.en", "en-US", "Trends")):
        html = (project / "decks" / f"{name}.html").read_text("utf-8")
        assert f'lang="{language}"' in html
        assert f"<title>{word}" in html
        with zipfile.ZipFile(project / "decks" / f"{name}.pptx") as package:
            assert word in package.read("ppt/slides/slide1.xml").decode()


def test_check_tells_of_each_edition(run: Run) -> None:
    assert "(2 slides; en: 2 slides): no problems" in run("check", "two").out


def test_json_names_the_edition_of_each_deck(run: Run) -> None:
    (talk,) = json.loads(run("--json", "build", "two").out)["talks"]
    assert talk["editions"] == [{"lang": "en", "slides": 2}]
    assert [(out["edition"], out["format"]) for out in talk["outputs"]] == [
        (None, "pptx"),
        (None, "html"),
        ("en", "pptx"),
        ("en", "html"),
    ]


def test_a_mistake_in_one_edition_keeps_all_from_being_written(project: Path, run: Run) -> None:
    (project / "talks" / "two.yaml").write_text(TWO.replace("en: One page", "fr: Une page"), "utf-8")
    result = run("build", "two")
    assert result.code == 1
    assert result.err.count("E240") == 1
    assert not (project / "decks").exists()


def test_problems_of_both_editions_are_told_once(project: Path, run: Run) -> None:
    (project / "talks" / "two.yaml").write_text(f"{TWO}  - title: P\n    image: lost.png\n", "utf-8")
    result = run("build", "two")
    assert result.code == 0
    assert result.err.count("W401") == 1


def test_same_bytes(project: Path, run: Run) -> None:
    run("build", "two", "--out", "a")
    run("build", "two", "--out", "b")
    assert files(project / "a") == files(project / "b")


def test_an_outline_called_like_an_edition_is_refused(project: Path, run: Run) -> None:
    (project / "talks" / "Two.EN.yaml").write_text(SMALL, "utf-8")
    result = run("build")
    assert result.code == 1
    assert "E606" in result.err
    assert "two.en.pptx" in result.err
    assert not (project / "decks").exists()
    assert run("build", "two").code == 0


def test_an_outline_called_like_an_edition_that_is_not_there_is_built(project: Path, run: Run) -> None:
    (project / "talks" / "two.ja.yaml").write_text(SMALL, "utf-8")
    assert run("check").code == 0
