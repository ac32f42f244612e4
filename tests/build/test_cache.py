"""What was built before is not built again, and is never trusted: a warm cache gives what a cold one gives."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from talkdeck.build import evict, talk
from talkdeck.build.pool import build_all
from talkdeck.build.talk import Job, Result
from talkdeck.model import kept
from tests.build.conftest import TALK
from tests.cli.test_imports import imported

HEAVY = ("pydantic", "pptx", "lxml", "PIL", "jinja2", "yaml", "pygments", "markdown_it", "rich")


def job(project: Path, **more: object) -> Job:
    given = {"talk": Path("talks/small.yaml"), "root": project, "out": Path("decks"), "offline": True}
    return Job(**(given | more))  # type: ignore[arg-type]


def built(project: Path, **more: object) -> Result:
    (result,) = build_all([job(project, **more)], 1, lambda path, step: None)
    return result


def decks(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def cold(project: Path) -> dict[str, bytes]:
    """What is built without any cache."""
    assert built(project, out=Path("cold"), cache=False).ok
    return decks(project / "cold")


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The talks that were really built, as they are."""
    found: list[Path] = []
    real = talk.through_the_stages

    def noted(job: Job, *more: object) -> object:
        found.append(job.talk)
        return real(job, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(talk, "through_the_stages", noted)
    return found


def test_nothing_is_imported_for_talks_that_did_not_change(project: Path) -> None:
    first = built(project)
    assert first.ok
    assert all(output.fresh for output in first.outputs)
    code = (
        "import sys; from talkdeck.cli import main; code = main(['build', '--offline'])\n"
        f"print(code, [name for name in {HEAVY} if name in sys.modules], [n for n in sys.modules if n.startswith("
        "('talkdeck.layout', 'talkdeck.pptx', 'talkdeck.html', 'talkdeck.brand', 'talkdeck.text'))])"
    )
    root = Path(talk.__file__).parents[2]
    env = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, cwd=project)
    assert done.stdout.splitlines()[-1] == "0 [] []", done.stdout + done.stderr
    assert done.stdout.count("unchanged: decks/small.") == 2


def test_pictures_that_were_seen_are_not_opened_again(project: Path) -> None:
    """A word that changes costs neither the program that opens pictures nor the one that colours program text."""
    talk, command = project / "talks" / "small.yaml", ("build", "--offline", "--quiet")
    assert "PIL" in imported(*command)
    talk.write_text(talk.read_text("utf-8").replace("first", "second"), "utf-8")
    modules = imported(*command)
    assert "talkdeck.layout" in modules
    assert not {"PIL", "pygments"} & set(modules)
    assert decks_of(project) == cold(project)


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(project: Path) -> None:
        file = project / path
        status = file.stat()
        text = file.read_text("utf-8")
        assert old in text
        assert len(old) == len(new)
        file.write_text(text.replace(old, new), "utf-8")
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))  # as `cp -p` and a clock set back would have it

    return change


def picture(project: Path) -> None:
    from PIL import Image

    Image.new("RGB", (40, 30), "#993366").save(project / "talks" / "img" / "dot.png")


@pytest.mark.parametrize(
    "change",
    [
        swap("talks/small.yaml", "The first", "The other"),
        swap("talks/data.csv", "2024,15", "2024,51"),
        swap("brands/mine/brand.yaml", "A03020", "2040A0"),
        picture,
        lambda project: (project / "talks" / "img" / "dot.png").unlink(),
        lambda project: (project / "talks" / "img" / "dot.png").write_bytes(b"GIF89a"),
    ],
    ids=["outline", "data", "brand", "picture", "picture gone", "picture broken"],
)
def test_whatever_changes_is_seen(project: Path, change: Callable[[Path], None]) -> None:
    before = decks_of(project)
    change(project)
    now = built(project)
    again = built(project, out=Path("cold"), cache=False)
    assert now.problems == again.problems
    assert now.ok == again.ok
    if now.ok:
        assert decks(project / "decks") == decks(project / "cold") != before


def decks_of(project: Path) -> dict[str, bytes]:
    assert built(project).ok
    return decks(project / "decks")


@pytest.mark.parametrize("when", [-(10**9), 4 * 10**9], ids=["long ago", "years to come"])
def test_times_decide_nothing(project: Path, builds: list[Path], when: int) -> None:
    outline = project / "talks" / "small.yaml"
    os.utime(outline, (when, when))
    decks_of(project)
    for text in (TALK.replace("one", "two"), TALK):
        outline.write_text(text, "utf-8")
        os.utime(outline, (when, when))
        assert built(project).ok
    assert len(builds) == 2  # the third state is the first again
    assert decks(project / "decks") == cold(project)


def test_outputs_are_put_back(project: Path, builds: list[Path]) -> None:
    before = decks_of(project)
    (project / "decks" / "small.pptx").unlink()
    (project / "decks" / "small.html").write_text("somebody's own")
    result = built(project)
    assert [output.fresh for output in result.outputs] == [True, True]
    assert decks(project / "decks") == before
    assert [output.fresh for output in built(project).outputs] == [False, False]
    assert built(project, out=Path("elsewhere")).ok
    assert decks(project / "elsewhere") == before
    assert len(builds) == 1


def test_warnings_are_told_again(project: Path, builds: list[Path]) -> None:
    (project / "talks" / "img" / "dot.png").unlink()
    first, second = built(project), built(project)
    assert [problem.code for problem in first.problems] == ["W401"]
    assert first.problems == second.problems
    assert first.about == second.about
    assert len(builds) == 1
    assert not built(project, strict=True).ok
    (project / "talks" / "img" / "dott.png").write_bytes(b"")  # now there is something to hint at
    assert built(project).problems[0].hints[0] == "did you mean `img/dott.png`?"


def test_damaged_entries_are_made_anew(project: Path, tmp_path: Path) -> None:
    before = decks_of(project)
    for damage in (lambda data: data[: len(data) // 2], lambda data: data[:-3] + b"???", lambda data: b""):
        for path in sorted((tmp_path / "cache").rglob("*")):
            if path.is_file():
                path.write_bytes(damage(path.read_bytes()))
        (project / "decks" / "small.html").unlink()
        assert built(project).ok
        assert decks(project / "decks") == before


@pytest.mark.parametrize("hurt", ["no folder", "no room"])
def test_a_cache_that_cannot_be_written_does_no_harm(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hurt: str
) -> None:
    wanted = cold(project)
    if hurt == "no folder":
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("TALKDECK_CACHE", str(tmp_path / "file"))
    else:
        monkeypatch.setenv("TALKDECK_CACHE", "/dev/full/cache" if os.path.exists("/dev/full") else os.devnull)
    assert decks_of(project) == wanted
    assert decks_of(project) == wanted


def test_what_was_used_least_lately_goes_first(project: Path, tmp_path: Path) -> None:
    place = tmp_path / "cache"
    for number in range(10):
        entry = f"{number:040x}"
        assert kept.store_bytes("decks", entry, b"x" * 1000)
        os.utime(place / "decks" / entry, (number, number))
    (place / "pictures").mkdir()
    fetched = place / "pictures" / f"{0:064x}"
    fetched.write_bytes(b"x" * 1000)
    os.utime(fetched, (0, 0))
    (place / "decks" / "mine.txt").write_bytes(b"x" * 9000)
    evict.sweep(5000)
    assert fetched.exists()
    assert (place / "decks" / "mine.txt").exists()
    assert [path.name[-1] for path in sorted((place / "decks").glob("0*"))] == ["8", "9"]
    assert kept.grown() == 0
    assert {shelf.kind: shelf.entries for shelf in evict.clear() if shelf.entries} == {"decks": 2}
    assert fetched.exists()
    evict.clear(pictures=True)
    assert [path.name for path in place.rglob("*") if path.is_file()] == ["mine.txt"]


def test_sizes_are_read_as_people_write_them() -> None:
    assert [evict.in_bytes(text) for text in ("500 MB", "2g", "1.5k", "7")] == [500_000_000, 2_000_000_000, 1500, 7]
    assert [evict.in_bytes(text) for text in ("", "much", "-1", "5 apples")] == [None] * 4


def test_dates_are_those_of_the_environment(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    before = decks_of(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert decks_of(project)["small.html"] == before["small.html"]
    with zipfile.ZipFile(project / "decks" / "small.pptx") as package:
        assert {entry.date_time for entry in package.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        assert package.read("docProps/core.xml").count(b"2023-11-14T22:13:20Z") == 2
    for given in ("-5", "999999999999999", "soon"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
        assert built(project).ok
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert decks_of(project) == before


def test_brand_and_data_are_what_the_talk_is_made_from(project: Path) -> None:
    from talkdeck.build.inputs import inputs

    found = {each.name: each.digest for each in inputs(job(project))}
    assert set(found) == {
        "talks/small.yaml",
        "talks/data.csv",
        "talks/img/dot.png",
        "brands/mine/brand.yaml",
        "templates/mine/brand.yaml",
    }
    assert found["templates/mine/brand.yaml"] is None
