"""`talkdeck diff`: files, revisions of git, forms of output, exit codes, mistakes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from talkdeck.cli import main
from tests.repositories import LATER, git, with_two_versions


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = with_two_versions(tmp_path / "work")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(here: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str) -> Ran:
        code = main(("diff", *words))
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return command


WORDS = "~ bullets: [-two-]{+three+}"


@pytest.mark.parametrize(
    "words",
    [
        ("v0.1.0:talks/small.yaml", "talks/small.yaml"),
        ("v0.1.0:talks/small.yaml", "small"),
        ("v0.1.0:small", "small"),
        ("v0.1.0:talks/small.yaml", "v0.2.0:talks/small.yaml"),
        ("--rev", "v0.1.0"),
        ("--rev", "v0.1.0..v0.2.0"),
        ("--rev", "v0.1.0..", "small"),
        ("--rev", "HEAD~1..HEAD", "talks/small.yaml"),
    ],
)
def test_two_revisions_however_they_are_named(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1:] == ["  ~ slide 1, reworded: The only slide", f"      {WORDS}"]


def test_exit_codes_are_for_scripts_when_they_are_asked_for(run: Run) -> None:
    assert run("--rev", "v0.1.0", "--exit-code").code == 1
    same = run("--rev", "v0.2.0", "--exit-code")
    assert (same.code, same.out) == (0, "no difference\n")


def test_talks_that_came_and_went(run: Run, here: Path) -> None:
    (here / "talks" / "small.yaml").rename(here / "talks" / "other.yaml")
    ran = run("--rev", "v0.2.0")
    assert ran.out.splitlines() == [
        "other: added, 1 slide: A small talk",
        "small: removed, 1 slide: A small talk",
    ]


def test_json(run: Run) -> None:
    document = json.loads(run("--rev", "v0.1.0", "--json").out)
    (talk,) = document["talks"]
    assert (document["differs"], talk["tally"], talk["state"]) == (True, {"reworded": 1}, "changed")
    assert talk["slides"][0]["lines"][0] == {
        "kind": "reworded",
        "label": "bullets",
        "pieces": [{"op": "removed", "text": "two"}, {"op": "added", "text": "three"}],
    }


class Page(HTMLParser):
    """The tags of a page and its words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_page_of_it_is_one_file_and_escapes_all_words(run: Run, here: Path) -> None:
    evil = LATER.replace("three", "'<script>alert(1)</script> 中文'").replace("only slide", "<img src=x> slide")
    (here / "talks" / "small.yaml").write_text(evil, "utf-8")
    ran = run("--rev", "v0.1.0", "--html", "out/diff.html")
    assert "wrote out/diff.html" in ran.out
    source = (here / "out" / "diff.html").read_text("utf-8")
    page = Page(source)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img"}
    assert {"del", "ins", "h1", "h2", "h3"} <= names
    assert [value for tag, values in page.tags for key, value in values.items() if key in ("src", "href")] == ["data:,"]
    assert "width=device-width" in source
    assert "default-src 'none'" in source
    assert "中文" in source
    before = (here / "out" / "diff.html").read_bytes()
    run("--rev", "v0.1.0", "--html", "out/diff.html")
    assert (here / "out" / "diff.html").read_bytes() == before


def test_markdown_for_a_pull_request(run: Run) -> None:
    assert run("--rev", "v0.1.0", "--md").out.splitlines() == [
        "### A small talk",
        "",
        "`small`: 1 slide reworded.",
        "",
        "- slide 1, reworded: The only slide",
        "  - bullets: <del>two</del><ins>three</ins>",
    ]
    assert run("--rev", "v0.2.0", "--md").out == "No slide changed.\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("small",), 2, "name two outlines, OLD and NEW"),
        ((), 2, "name two outlines, OLD and NEW"),
        (("small", "nothing"), 1, "E607"),
        (("--rev", "v9.9.9"), 1, "E621"),
        (("--rev", "--all"), 1, "E621"),
        (("--rev", "..v0.1.0"), 2, "write A..B"),
        (("--rev", "v0.1.0...v0.2.0"), 2, "write A..B"),
        (("v0.1.0:talks/none.yaml", "small"), 2, "there is no `talks/none.yaml`"),
        (("v9:talks/small.yaml", "small"), 1, "E621"),
        (("--rev", "v0.1.0", "--html", "talks"), 3, "E603"),
    ],
)
def test_mistakes_are_told(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    ran = run(*words)
    assert ran.code == code
    assert said in ran.err


def test_a_folder_of_several_talks_is_no_revision(run: Run, here: Path) -> None:
    (here / "talks" / "other.yaml").write_text(LATER, "utf-8")
    ran = run("talks", "small")
    assert (ran.code, "holds 2 talks" in ran.err) == (2, True)


def test_without_a_repository(run: Run, here: Path) -> None:
    (here / ".git").rename(here / "git")
    ran = run("--rev", "v0.1.0")
    assert (ran.code, ran.out) == (1, "")
    assert "E620" in ran.err


def test_a_revision_with_mistakes_is_compared_as_far_as_it_can_be_read(run: Run, here: Path) -> None:
    talk = here / "talks" / "small.yaml"
    talk.write_text(LATER + "  - title: Wrong\n    bulets: [x]\n", "utf-8")
    ran = run("--rev", "v0.1.0")
    assert ran.code == 0
    assert WORDS in ran.out
    assert re.search(r"E201.*\n.*small\.yaml:10:5", ran.err)
    assert "slides with mistakes were not compared" in ran.err
    git(here, "commit", "--quiet", "--all", "--message", "wrong")
    assert WORDS in run("--rev", "v0.1.0..").out
    talk.write_text("title: [\n", "utf-8")
    lost = run("--rev", "v0.1.0")
    assert lost.code == 1


def test_nothing_of_the_repository_changes(run: Run, here: Path) -> None:
    before = git(here, "rev-parse", "HEAD"), git(here, "status", "--porcelain"), git(here, "for-each-ref")
    run("--rev", "v0.1.0")
    assert (git(here, "rev-parse", "HEAD"), git(here, "status", "--porcelain"), git(here, "for-each-ref")) == before
