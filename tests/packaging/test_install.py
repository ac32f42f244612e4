"""The package as people get it: a wheel, a source distribution, an editable install, a bare clone."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = "Scripts" if os.name == "nt" else "bin"


class Built(NamedTuple):
    wheel: Path
    sdist: Path


def run(*command: str | Path, cwd: Path = ROOT, **more: str) -> str:
    """Run a command that must succeed; its standard output. Nothing of this test run's own paths leaks into it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "TALKDECK"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Wheel and source distribution, built by the locked hatchling without asking the network."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return Built(wheel, sdist)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A fresh virtual environment that sees the installed dependencies, but not this clone's package."""
    folder = tmp_path / "venv"
    venv.create(folder, symlinks=os.name != "nt")
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    # A path line of a .pth file adds that folder alone; .pth files in it (an editable install's) are not followed.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder


def install(place: Path, *what: str | Path) -> None:
    python = place / BIN / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps", *what)


def builds_a_deck(place: Path, folder: Path) -> None:
    """The installed command lists the shipped brands and builds a new talk in a folder of its own."""
    folder.mkdir()
    command = place / BIN / "talkdeck"
    assert {line.split()[0] for line in run(command, "brands", cwd=folder).splitlines()} >= {"algmon", "plain"}
    run(command, "new", "mine", cwd=folder)
    run(command, "build", "--strict", "--brand", "algmon", cwd=folder)
    assert sorted(path.name for path in (folder / "decks").iterdir()) == ["mine.html", "mine.pptx"]


def test_from_a_wheel(built: Built, place: Path, tmp_path: Path) -> None:
    install(place, built.wheel)
    found = run(place / BIN / "python", "-c", "import talkdeck; print(talkdeck.__file__)")
    assert Path(found.strip()).is_relative_to(place)
    builds_a_deck(place, tmp_path / "work")


def test_from_an_editable_install(place: Path, tmp_path: Path) -> None:
    install(place, "--no-build-isolation", "--editable", ROOT)
    found = run(place / BIN / "python", "-c", "import talkdeck; print(talkdeck.__file__)", cwd=tmp_path)
    assert Path(found.strip()).is_relative_to(ROOT / "generator")
    builds_a_deck(place, tmp_path / "work")


def test_from_a_clone(place: Path, tmp_path: Path) -> None:
    listed = run(place / BIN / "python", "-m", "talkdeck", "brands", cwd=tmp_path, PYTHONPATH=str(ROOT / "generator"))
    assert {line.split()[0] for line in listed.splitlines()} >= {"algmon", "plain"}


def test_wheel_holds_package_and_templates_and_nothing_else(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as box:
        names = set(box.namelist())
        inside = {name for name in names if ".dist-info/" not in name}
        (about,) = (box.read(name).decode() for name in names if name.endswith("/METADATA"))
    tracked = {line for line in run("git", "ls-files", "generator", "templates").splitlines() if (ROOT / line).exists()}
    wanted = {
        f"talkdeck/{name}" if name.startswith("templates/") else name.removeprefix("generator/") for name in tracked
    }
    assert inside >= wanted
    assert not [name for name in inside if "__pycache__" in name or not name.startswith("talkdeck/")]
    assert "Name: talkdeck\n" in about
    assert "License-Expression: MIT\n" in about


def test_wheel_from_the_source_distribution_is_the_same(built: Built, tmp_path: Path) -> None:
    with tarfile.open(built.sdist) as box:
        box.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "again", cwd=folder)
    (again,) = (tmp_path / "again").glob("*.whl")
    assert again.read_bytes() == built.wheel.read_bytes()
