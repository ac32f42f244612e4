"""Same inputs, same bytes: all talks in two conditions, and `--verify`, which says where builds differ."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from talkdeck.build.talk import Job
from talkdeck.build.verify import CONDITIONS, Conditions, difference, verify

ROOT = Path(__file__).parents[2]


def all_talks(folder: Path, conditions: Conditions) -> dict[str, str]:
    """Digests of the decks of all talks, copied to a project of their own and built there by a process of its own."""
    here = folder / conditions.name
    shutil.copytree(ROOT / "talks", here / "talks")
    env = os.environ | {
        "PYTHONPATH": str(ROOT / "generator"),
        "PYTHONHASHSEED": conditions.hashes,
        "TZ": conditions.zone,
        "LC_ALL": conditions.language,
        "TALKDECK_CACHE": str(folder / "cache"),  # for brands and templates; talks are built anew
    }
    options = ["--offline", "--quiet", "--no-cache", "--jobs", "1", "--out", str(here / "out")]
    command = [sys.executable, "-m", "talkdeck", "build", "talks", *options]
    subprocess.run(command, cwd=here, env=env, umask=conditions.umask, check=True, stderr=subprocess.DEVNULL)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((here / "out").iterdir())}


def test_all_talks_in_other_conditions(tmp_path: Path) -> None:
    one, other = (all_talks(tmp_path, each) for each in CONDITIONS)
    assert one == other
    assert len(one) == 2 * (len(list((ROOT / "talks").glob("*.yaml"))) + 1)  # one of them has an edition


def test_verify_builds_twice(project: Path) -> None:
    result = verify(Job(talk=Path("talks/small.yaml"), root=project, out=Path("decks"), offline=True))
    assert (result.files, result.differences, result.said) == (("small.html", "small.pptx"), (), "")
    assert not (project / "decks").exists()


def test_what_differs_is_told(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("same\nthe same until here\n", "utf-8")
    other.write_text("same\nthe same until there\n", "utf-8")
    found = difference("a.html", one, other)
    assert found is not None
    assert (found.part, found.one, found.other) == ("line 2", "'the same until here'", "'the same until there'")
    for path, text in ((one, "<a/>"), (other, "<b/>")):
        with zipfile.ZipFile(path, "w") as package:
            package.writestr(zipfile.ZipInfo("same.xml"), "<p/>")
            package.writestr(zipfile.ZipInfo("ppt/slide1.xml"), text)
    found = difference("a.pptx", one, other)
    assert found is not None
    assert (found.part, found.one, found.other) == ("ppt/slide1.xml, line 1", "'<a/>'", "'<b/>'")
    assert difference("a.pptx", one, one) is None
    gone = difference("a.pptx", one, tmp_path / "none")
    assert gone is not None
    assert gone.part == "the file"
