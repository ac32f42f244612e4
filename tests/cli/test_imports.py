"""How much a command imports: start-up is most of what a short command costs, and modules can be counted exactly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import environment

CODE = "import sys; from talkdeck.cli import main; code = main(sys.argv[1:]); print(); print(code, *sys.modules)"

NEVER = {"pydantic", "pptx", "lxml", "rich", "asyncio", "multiprocessing", "concurrent", "numpy"}
PICTURES_AND_CODE = {"PIL", "resvg_py", "segno", "pygments", "markdown_it"}


def imported(*words: str) -> list[str]:
    """The modules that a run of talkdeck had imported at its end, in a fresh process."""
    command = [sys.executable, "-c", CODE, *words]
    done = subprocess.run(command, capture_output=True, env=environment(), check=True, stdin=subprocess.DEVNULL)
    code, *modules = done.stdout.decode().splitlines()[-1].split()
    assert code == "0", done.stderr.decode()
    return modules


@pytest.mark.parametrize(
    ("words", "most", "without"),
    [
        (("--help",), 120, NEVER | PICTURES_AND_CODE | {"yaml", "jinja2", "msgspec"}),
        (("build", "--to", "pptx", "--no-cache"), 370, NEVER | PICTURES_AND_CODE),
        (("build", "--no-cache"), 390, NEVER | PICTURES_AND_CODE),
        (("check",), 360, NEVER | PICTURES_AND_CODE | {"jinja2"}),
    ],
    ids=["help", "pptx", "both", "check"],
)
def test_a_command_imports_no_more_than_it_uses(
    project: Path, words: tuple[str, ...], most: int, without: set[str]
) -> None:
    """The talk has text only: what pictures, formulas, charts and program text need stays away."""
    modules = imported(*words)
    assert not {name.partition(".")[0] for name in modules} & without
    assert not [name for name in modules if name.startswith(("talkdeck.math", "talkdeck.layout.charts"))]
    assert len(modules) <= most
