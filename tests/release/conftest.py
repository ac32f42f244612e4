"""A tiny repository as a release workflow has it checked out, and one release of it, made once for all tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import talkdeck
from talkdeck.cli import main
from tests.repositories import with_two_versions

ROOT = Path(__file__).resolve().parents[2]
CHECKED_OUT = (".ci", "Makefile", "action.yml", "pyproject.toml", "requirements.lock", "requirements-test.lock")


@pytest.fixture(scope="package")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository at v0.2.0 with this project's machinery and one small talk; `make install` has been run in it."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in CHECKED_OUT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy2(source, folder / name)
    binaries = folder / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").symlink_to(sys.executable)
    package = Path(talkdeck.__file__).parents[1]
    script = f'#!/bin/sh\nPYTHONPATH="{package}" exec "{sys.executable}" -m talkdeck "$@"\n'
    (binaries / "talkdeck").write_text(script, "utf-8")
    (binaries / "talkdeck").chmod(0o755)
    # What make knows an installed environment by: the checksum of the folder that it was made in.
    here = subprocess.run("pwd | cksum | cut -d' ' -f1", shell=True, cwd=folder, capture_output=True, text=True).stdout
    (folder / ".venv" / f".stamp-run-{here.strip()}").touch()
    return with_two_versions(folder)


@pytest.fixture(scope="package")
def released(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release v0.2.0 of the repository."""
    folder = tmp_path_factory.mktemp("released") / "v0.2.0"
    before = Path.cwd()
    os.chdir(checkout)
    try:
        assert main(("release", "--tag", "v0.2.0", "--offline", "--out", str(folder), "--quiet")) == 0
    finally:
        os.chdir(before)
    return folder
