"""The locks: complete, in step with pyproject.toml, with hashes, and tied to no index, machine or system."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock")


def pinned(name: str) -> dict[str, str]:
    """Version by package of a lock file."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    heads = [re.match(r"([a-z0-9-]+)==(\S+)", line) for line in lines if line and not line.startswith(("#", " "))]
    assert all(heads), "every line that is no hash pins a package"
    return {head[1]: head[2] for head in heads if head}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_hashes_and_no_line_names_a_place(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for entry in re.split(r"\n(?=[a-z])", text.partition("\n")[2]):
        assert re.fullmatch(
            r"[a-z0-9-]+==[^ ]+( ; sys_platform == \"\w+\")?( \\\n    --hash=sha256:[0-9a-f]{64})+\n?", entry
        )
    assert "://" not in text
    assert " @ " not in text


def test_compiled_packages_are_locked_for_every_system() -> None:
    """A wheel has one hash a system and Python version; a lock made for one machine alone would have one or two."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    for name in ("lxml", "pillow", "pyyaml", "markupsafe", "resvg-py"):
        entry = re.search(rf"^{name}==(?:.+\n)(?:    .+\n)+", text, re.MULTILINE)
        assert entry is not None
        assert entry[0].count("--hash") > 20


def test_locks_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for name, wanted in ((LOCKS[0], run), (LOCKS[1], [*run, *project["dependency-groups"]["test"]])):
        locked = pinned(name)
        for line in wanted:
            requirement = Requirement(line)
            version = locked[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version, prereleases=True), f"{line}: {name} has {version}"


def test_the_test_lock_holds_the_other_one() -> None:
    assert pinned(LOCKS[0]).items() <= pinned(LOCKS[1]).items()
