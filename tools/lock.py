"""Write requirements.lock and requirements-test.lock from pyproject.toml: exact versions with the hashes of every file.

Run it with pip-tools installed (`pip install pip-tools`), after a change of the dependencies or to take newer versions:

    python tools/lock.py             # keep the versions that still fit
    python tools/lock.py --upgrade   # take the newest

The locks hold for Linux, macOS and Windows and every supported Python: all files of a version are listed, nothing in
them names an index, and what one system alone needs carries a marker.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ONLY_ON = {"colorama": 'sys_platform == "win32"'}
"""Wanted by click, pytest and others on one system only; resolving elsewhere would leave it out of the lock."""
HEAD = "# Written by tools/lock.py; install with: pip install --require-hashes -r {name}\n"


def main(options: list[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run = [*project["project"]["dependencies"], *project["build-system"]["requires"], *ONLY_ON]
    test = [*run, *project["dependency-groups"]["test"]]
    lock("requirements.lock", run, options)
    lock("requirements-test.lock", [*test, f"-c {ROOT / 'requirements.lock'}"], options)


def lock(name: str, wanted: list[str], options: list[str]) -> None:
    """Resolve what is wanted into a lock file; versions already in it are kept unless `--upgrade` is among options."""
    target = ROOT / name
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder, "wanted.in"), Path(folder, name)
        source.write_text("\n".join(wanted) + "\n", "utf-8")
        if target.exists():
            result.write_text(re.sub(r" ; [^\\\n]*", "", target.read_text("utf-8")), "utf-8")
        quiet = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-trusted-host"]
        quiet += ["--no-emit-find-links", "--no-emit-options", "--strip-extras"]
        command = [sys.executable, "-m", "piptools", "compile", *quiet, "--generate-hashes", *options]
        subprocess.run([*command, "--output-file", str(result), str(source)], check=True)
        text = result.read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", "--"))]
    body = "\n".join(_marked(line) for line in lines)
    target.write_text(f"{HEAD.format(name=name)}{body}\n", "utf-8", newline="\n")


def _marked(line: str) -> str:
    name, _, version = line.removesuffix(" \\").partition("==")
    return f"{name}=={version} ; {ONLY_ON[name]} \\" if name in ONLY_ON else line


if __name__ == "__main__":
    main(sys.argv[1:])
