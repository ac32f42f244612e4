"""`talkdeck release`: what it holds, what it says of it, and what keeps it from being made."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from talkdeck.cli import main
from talkdeck.release.make import _put_in_place, pack
from tests.repositories import LATER, TALK, git, with_two_versions

pytestmark = pytest.mark.xdist_group("release")


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]

FILES = """\
NOTES.md
SHA256SUMS
gallery.zip
gallery/index.html
gallery/slides/small/001-small.jpg
gallery/slides/small/001.jpg
gallery/slides/small/002-small.jpg
gallery/slides/small/002.jpg
gallery/small.html
gallery/small.pptx
manifest.json
report.html
report.json
small-card.png
small.html
small.pdf
small.pptx
small.zip
small/001.png
small/002.png
""".splitlines()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = with_two_versions(tmp_path / "work")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(here: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str) -> Ran:
        code = main(("release", "--offline", *words))
        return Ran(code, *capfd.readouterr())

    return command


# --- what it holds ----------------------------------------------------------------------------------------------------


def test_it_holds_what_was_planned(released: Path) -> None:
    assert sorted(path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()) == FILES


def test_the_digests_are_right(released: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=released, check=True)
    listed = [line.partition("  ")[2] for line in (released / "SHA256SUMS").read_text("utf-8").splitlines()]
    assert listed == [name for name in FILES if name != "SHA256SUMS"]


def test_the_zip_of_a_talk_holds_its_files(released: Path) -> None:
    with zipfile.ZipFile(released / "small.zip") as box:
        assert box.namelist() == [
            "small-card.png",
            "small.html",
            "small.pdf",
            "small.pptx",
            "small/001.png",
            "small/002.png",
        ]
        assert {entry.date_time for entry in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in box.namelist():
            assert box.read(name) == (released / name).read_bytes()


def test_a_zip_is_the_same_whenever_and_by_whomever(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a" * 1000)
    pack(tmp_path / "one.zip", tmp_path, ["a.html"])
    os.utime(tmp_path / "a.html", (1, 1))
    (tmp_path / "a.html").chmod(0o600)
    pack(tmp_path / "two.zip", tmp_path, ["a.html"])
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_manifest_tells_what_it_was_made_from(released: Path, checkout: Path) -> None:
    manifest = json.loads((released / "manifest.json").read_text("utf-8"))
    assert manifest["tag"] == "v0.2.0"
    assert manifest["since"] == "v0.1.0"
    assert manifest["commit"] == git(checkout, "rev-parse", "HEAD")
    assert manifest["uncommitted"] == []
    (talk,) = manifest["talks"]
    assert [(each["lang"], each["slides"]) for each in talk["editions"]] == [("en-US", 2)]
    inputs = {one["name"]: one["sha256"] for one in talk["inputs"]}
    assert inputs["talks/small.yaml"] == hashlib.sha256(LATER.encode()).hexdigest()
    for file in manifest["files"]:
        data = (released / file["path"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_notes_tell_what_changed(released: Path) -> None:
    notes = (released / "NOTES.md").read_text("utf-8")
    assert "What changed since v0.1.0." in notes
    assert "bullets: <del>two</del><ins>three</ins>" in notes
    assert "| A small talk | en-US | 2 | `small.pptx` `small.html` `small.pdf` |" in notes


def test_the_report_is_measured_and_well(released: Path) -> None:
    (talk,) = json.loads((released / "report.json").read_text("utf-8"))["talks"]
    (deck,) = talk["decks"]
    assert deck["sound"] is True
    assert (deck["slides"], deck["slides_without_title"], deck["slides_with_notes"]) == (2, 0, 1)
    assert deck["smallest_type"] >= deck["brand_floor"] > 0
    assert deck["contrast"]
    assert all(pair["ratio"] >= pair["needed"] for pair in deck["contrast"])
    page = (released / "report.html").read_text("utf-8")
    assert "Nothing to mend." in page
    assert "<script" not in page


def test_a_release_takes_the_place_of_an_older_one_whole(tmp_path: Path) -> None:
    target, part = tmp_path / "v1", tmp_path / ".v1.part"
    for folder, name in ((target, "old"), (part, "new")):
        folder.mkdir()
        (folder / name).write_text("")
    _put_in_place(part, target)
    assert [path.name for path in tmp_path.rglob("*")] == ["v1", "new"]
    with pytest.raises(FileNotFoundError):
        _put_in_place(part, target)
    assert [path.name for path in tmp_path.rglob("*")] == ["v1", "new"]


# --- what is said before ----------------------------------------------------------------------------------------------


def test_a_dry_run_lists_the_files_and_writes_nothing(run: Run, here: Path) -> None:
    before = sorted(here.rglob("*"))
    ran = run("--tag", "v0.3.0", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        *FILES,
        "would write dist/v0.3.0 (20 files, 1 talk, 2 slides; since v0.2.0)",
    ]
    assert sorted(here.rglob("*")) == before


def test_a_dry_run_for_machines(run: Run) -> None:
    document = json.loads(run("--tag", "v0.2.0", "--dry-run", "--json").out)
    assert (document["since"], document["written"], document["files"]) == ("v0.1.0", False, FILES)


def test_the_first_release_has_nothing_before_it(run: Run, here: Path) -> None:
    for tag in ("v0.1.0", "v0.2.0"):
        git(here, "tag", "--delete", tag)
    assert run("--tag", "v1.0.0", "--dry-run").out.endswith("the first release)\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--tag", "v0.1.0"), "E623", "exists and stands at"),
        (("--tag", "0.3.0"), "E622", "is no tag"),
        (("--tag", "v1.2"), "E622", "is no tag"),
        (("--tag", "v01.0.0"), "E622", "is no tag"),
        (("--tag", "v0.3.0", "--out", "talks"), "E625", "holds no release"),
        (("--tag", "v0.3.0", "nothing"), "E607", "no outline"),
    ],
)
def test_what_is_refused(run: Run, here: Path, words: tuple[str, ...], code: str, said: str) -> None:
    ran = run(*words)
    assert ran.code == 1
    assert code in ran.err
    assert said in ran.err
    assert sorted(path.name for path in here.iterdir()) == [".git", ".gitignore", "talks"]


def test_a_tag_that_leads_elsewhere_is_no_tag(run: Run) -> None:
    assert run("--tag", "../../v0.3.0").code == 2


def test_a_tree_with_changes_is_refused_unless_that_is_wanted(run: Run, here: Path) -> None:
    (here / "talks" / "small.yaml").write_text(TALK, "utf-8")
    (here / "new.txt").write_text("")
    ran = run("--tag", "v0.3.0", "--dry-run")
    assert ran.code == 1
    assert "E624" in ran.err
    assert "`talks/small.yaml`, `new.txt`" in ran.err
    assert run("--tag", "v0.3.0", "--dry-run", "--allow-dirty").code == 0


def test_an_older_release_in_the_folder_is_no_change(run: Run, here: Path) -> None:
    (here / ".gitignore").write_text("", "utf-8")
    git(here, "commit", "--quiet", "--all", "--message", "nothing is ignored")
    (here / "dist" / "v0.3.0").mkdir(parents=True)
    (here / "dist" / "v0.3.0" / "manifest.json").write_text("{}")
    (here / "dist" / ".v0.3.0.x.part").mkdir()
    (here / "dist" / ".v0.3.0.x.part" / "small.html").write_text("killed on the way")
    assert run("--tag", "v0.3.0", "--dry-run").code == 0


def test_without_a_repository(run: Run, here: Path) -> None:
    (here / ".git").rename(here / "git")
    ran = run("--tag", "v0.3.0", "--dry-run")
    assert (ran.code, ran.out) == (1, "")
    assert "E620" in ran.err


def test_a_talk_with_a_name_that_the_release_needs(run: Run, here: Path) -> None:
    git(here, "mv", "talks/small.yaml", "talks/Report.yaml")
    git(here, "commit", "--quiet", "--message", "renamed")
    assert "E626" in run("--tag", "v0.3.0", "--dry-run").err


def test_a_warning_is_refused_until_it_is_accepted(run: Run, here: Path) -> None:
    picture = "  - title: A picture\n    image: {src: gone.png, alt: it}\n"
    (here / "talks" / "small.yaml").write_text(TALK + picture, "utf-8")
    git(here, "commit", "--quiet", "--all", "--message", "a picture")
    ran = run("--tag", "v0.3.0", "--dry-run")
    assert ran.code == 1
    assert "E627" in ran.err
    assert "--accept W401@small" in ran.err
    assert run("--tag", "v0.3.0", "--dry-run", "--accept", "W401@other").code == 1
    for accepted in ("W401", "W401@small", "W999, W401@small"):
        ran = run("--tag", "v0.3.0", "--dry-run", "--accept", accepted)
        assert (ran.code, "W401" in ran.err) == (0, True)


def test_an_error_of_a_talk_leaves_the_release_before_as_it_was(run: Run, here: Path) -> None:
    (here / "dist" / "v0.3.0").mkdir(parents=True)
    (here / "dist" / "v0.3.0" / "manifest.json").write_text("old")
    (here / "talks" / "small.yaml").write_text(TALK.replace("bullets", "bulets"), "utf-8")
    ran = run("--tag", "v0.3.0", "--allow-dirty")
    assert ran.code == 1
    assert "E201" in ran.err
    assert [path.name for path in (here / "dist").rglob("*")] == ["v0.3.0", "manifest.json"]
    assert (here / "dist" / "v0.3.0" / "manifest.json").read_text() == "old"


def test_a_program_that_fails_to_draw_leaves_the_release_before_as_it_was(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "dist" / "v0.3.0").mkdir(parents=True)
    (here / "dist" / "v0.3.0" / "manifest.json").write_text("old")
    broken = here.parent / "bin" / "chromium"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{broken.parent}{os.pathsep}{os.environ['PATH']}")
    ran = run("--tag", "v0.3.0")
    assert ran.code == 3
    assert "E612" in ran.err
    assert [path.name for path in (here / "dist").rglob("*")] == ["v0.3.0", "manifest.json"]
