"""The workflows and the action: sound to actionlint and shellcheck, pinned, with few rights, and every script tried.

Scripts run as GitHub runs them, in a checkout of a tiny repository. Of the programs that they call, those that need
GitHub or root (`gh`, `apt-get`) and the test run itself are stand-ins, which note how they were called.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.release.conftest import ROOT
from tests.repositories import git

pytestmark = pytest.mark.xdist_group("release")

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
BIN = Path(sys.executable).parent


def loaded(path: Path) -> Any:
    # YAML 1.1 reads the key `on` as true, which is no matter here.
    return yaml.safe_load(path.read_text("utf-8"))


class Step(NamedTuple):
    """A step of a job, and the shell that GitHub runs it with."""

    file: str
    job: str
    name: str
    shell: str
    values: Mapping[str, Any]


def steps(path: Path) -> Iterator[Step]:
    document = loaded(path)
    jobs = document["jobs"] if "jobs" in document else {"": {"steps": document["runs"]["steps"]}}
    for job, values in jobs.items():
        shell = values.get("defaults", {}).get("run", {}).get("shell", "")
        for step in values["steps"]:
            name = step.get("name") or step.get("run", "").partition("\n")[0]
            yield Step(path.name, job, name, step.get("shell", shell), step)


ALL = [step for path in (*WORKFLOWS, ACTION) for step in steps(path)]
SCRIPTS = {(step.file, step.job, step.name): step for step in ALL if "run" in step.values}


# --- as they stand ----------------------------------------------------------------------------------------------------


def test_actionlint_and_shellcheck_find_nothing_in_the_workflows() -> None:
    command = [str(BIN / "actionlint"), "-shellcheck", str(BIN / "shellcheck"), "-pyflakes", ""]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_shellcheck_finds_nothing_in_the_scripts_of_the_action(tmp_path: Path) -> None:
    for number, step in enumerate(step for step in SCRIPTS.values() if step.file == ACTION.name):
        script = tmp_path / f"{number}.sh"
        script.write_text(step.values["run"], "utf-8")
        done = subprocess.run([BIN / "shellcheck", "--shell", "bash", script], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda path: path.name)
def test_actions_are_pinned_to_a_commit_with_their_version(path: Path) -> None:
    pinned = re.compile(r"(?:- )?uses: (?:actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./)")
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert lines
    assert all(map(pinned.fullmatch, lines))


def test_an_action_has_one_commit_everywhere() -> None:
    named = {step.values["uses"] for step in ALL if "uses" in step.values}
    assert len({uses.partition("@")[0] for uses in named}) == len(named)


@pytest.mark.parametrize("step", SCRIPTS.values(), ids=lambda step: f"{step.file}-{step.name}")
def test_nothing_from_outside_is_put_into_a_script(step: Step) -> None:
    assert "${{" not in step.values["run"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_rights_are_few(path: Path) -> None:
    document = loaded(path)
    assert document["permissions"] in ({}, {"contents": "read"})
    for name, job in document["jobs"].items():
        rights = job.get("permissions", document["permissions"])
        writes = {right for right, level in rights.items() if level == "write"}
        wanted = {"publish": {"contents", "id-token", "attestations"}, "deploy": {"pages", "id-token"}}
        assert writes == wanted.get(name, {"pull-requests"} if name == "slides" else set())
        # A job that may write runs no code of the repository, but the action that comments.
        if writes and name != "slides":
            assert not [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_packages_are_those_that_the_tests_install() -> None:
    known = set(re.findall(r'echo "(\S+) ', (ROOT / "tools" / "need").read_text("utf-8"))) | {"git"}
    containerfile = (ROOT / "Containerfile").read_text("utf-8")
    texts = [containerfile, *(step.values["run"] for step in SCRIPTS.values() if "apt-get" in step.values["run"])]
    for text in texts:
        install = re.search(r"apt-get (?:-qq )?install ((?:.*\\\n)*.*)", text)
        assert install is not None
        words = shlex.split(install[1].replace("\\\n", " ").partition("&&")[0])
        packages = {word for word in words if not word.startswith("-")}
        assert "chromium" in packages
        assert packages <= known


# --- the container image ----------------------------------------------------------------------------------------------


def test_hadolint_finds_nothing_in_the_containerfile() -> None:
    done = subprocess.run([BIN / "hadolint", "Containerfile"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_what_the_containerfile_copies_is_there_and_in_its_context() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8")
    copied = [name for line in re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", text) for name in line.split()]
    shown = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert set(copied) == shown
    assert all((ROOT / name).exists() for name in copied)
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'readme = "README.md"' in project
    assert re.search(r"(?m)^USER 1000$", text)


# --- every script, tried ----------------------------------------------------------------------------------------------


INPUTS = {"talks": "", "to": "pptx,html", "out": "decks", "brand": "", "strict": "false", "offline": "false"}


class Trial:
    """A checkout to run scripts in, with stand-ins for programs; what they were called with is in `calls`."""

    def __init__(self, checkout: Path, folder: Path, released: Path) -> None:
        self.checkout, self.folder, self.released = checkout, folder, released
        self.log, self.bin, self.temp = folder / "calls", folder / "bin", folder / "temp"
        for each in (self.bin, self.temp, folder / "home"):
            each.mkdir(parents=True)
        self.log.touch()

    @property
    def calls(self) -> list[list[str]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def stand_in(self, name: str, script: str = "") -> None:
        """A program that notes its name and arguments, then does what `script` (shell) says."""
        note = f"import json,sys; print(json.dumps(['{name}', *sys.argv[1:]]))"
        path = self.bin / name
        path.write_text(f'#!/bin/bash\n"{sys.executable}" -c "{note}" "$@" >> "{self.log}"\n{script}\n', "utf-8")
        path.chmod(0o755)

    def run(self, *key: str, within: Path | None = None, code: int = 0, values: Mapping[str, str] = INPUTS) -> str:
        """Run a script as GitHub does; `values` are those of expressions in its `env`, by their last word."""
        file, job, name = key
        step = SCRIPTS[file, job, name]

        def valued(found: re.Match[str]) -> str:
            return values[found[1].rpartition(".")[2]]

        given = {
            name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", valued, str(value))
            for name, value in step.values.get("env", {}).items()
        }
        script = self.folder / "script.sh"
        script.write_text(step.values["run"], "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", *(("-o", "pipefail") if step.shell == "bash" else ()), script],
            cwd=within or self.checkout,
            env={
                **os.environ,
                "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self.folder / "home"),
                "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache"),
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_WORKSPACE": str(self.checkout),
                "GITHUB_REPOSITORY": "somebody/talks",
                "GITHUB_REF_NAME": "v0.2.0",
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(self.folder / "output"),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
                **given,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, f"{key}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def ci_run(trial: Trial) -> None:
    trial.stand_in("make")
    trial.run("ci.yml", "run", ".ci/run")
    assert trial.calls == [["make", "test"], ["make", "build"]]


def ci_digests(trial: Trial) -> None:
    decks = trial.checkout / "decks"
    decks.mkdir(exist_ok=True)
    for form in ("pptx", "html"):
        shutil.copy(trial.released / f"small.{form}", decks)
    trial.run("ci.yml", "run", "Note the digests of the decks", values={"python": "3.11"})
    noted = (trial.checkout / "digests" / "3.11").read_text("utf-8")
    assert [line.split()[1] for line in noted.splitlines()] == ["small.pptx", "small.html"]
    shutil.rmtree(trial.checkout / "digests")


def ci_same_bytes(trial: Trial) -> None:
    (trial.folder / "digests").mkdir()
    for python in ("3.11", "3.12", "3.13"):
        (trial.folder / "digests" / python).write_text("aa  small.pptx\n")
    key = ("ci.yml", "same-bytes", "Every Python wrote the same decks")
    trial.run(*key, within=trial.folder)
    (trial.folder / "digests" / "3.12").write_text("ab  small.pptx\n")
    trial.run(*key, within=trial.folder, code=1)


def release_trust(trial: Trial) -> None:
    trial.run("release.yml", "build", "Trust the folder of the checkout, which another user owns")
    assert f"directory = {trial.checkout}" in (trial.folder / "home" / ".gitconfig").read_text("utf-8")


def release_programs(trial: Trial) -> None:
    trial.stand_in("apt-get")
    trial.run("release.yml", "build", "Install what draws slides")
    assert [call[:3] for call in trial.calls] == [["apt-get", "-qq", "update"], ["apt-get", "-qq", "install"]]


def release_install(trial: Trial) -> None:
    trial.run("release.yml", "build", "Install talkdeck")


def release_verify(trial: Trial) -> None:
    trial.run("release.yml", "build", "Build twice and compare")


def release_build(trial: Trial) -> None:
    """A second release of the same commit, in a process and a folder of its own: it has the same bytes."""
    trial.run("release.yml", "build", "Build the release")
    made = trial.checkout / "dist" / "v0.2.0"
    one, two = ((folder / "SHA256SUMS").read_text("utf-8") for folder in (trial.released, made))
    # The manifest says which warnings were accepted, and those of the workflow are others.
    unlike = set(one.splitlines()) ^ set(two.splitlines())
    assert {line.split()[1] for line in unlike} <= {"manifest.json"}
    accepted = [
        json.loads((folder / "manifest.json").read_text("utf-8")).pop("accepted") for folder in (trial.released, made)
    ]
    assert accepted == [[], ["W401@trends", "W402@trends"]]
    shutil.rmtree(trial.checkout / "dist")


def release_check(trial: Trial) -> None:
    shutil.copytree(trial.released, trial.folder / "dist" / "v0.2.0")
    trial.run("release.yml", "publish", "Check the digests", within=trial.folder)
    with (trial.folder / "dist" / "v0.2.0" / "small.pptx").open("ab") as stream:
        stream.write(b"!")
    trial.run("release.yml", "publish", "Check the digests", within=trial.folder, code=1)


def release_publish(trial: Trial) -> None:
    shutil.copytree(trial.released, trial.folder / "dist" / "v0.2.0")
    trial.stand_in("gh", 'test "$2" != view')
    trial.run("release.yml", "publish", "Publish", within=trial.folder, values={"token": "t", "repository": "talks"})
    view, create, upload = trial.calls
    assert view == ["gh", "release", "view", "v0.2.0"]
    assert create == [
        "gh",
        "release",
        "create",
        "v0.2.0",
        "--verify-tag",
        "--title",
        "v0.2.0",
        "--notes-file",
        "NOTES.md",
    ]
    assert upload[:5] == ["gh", "release", "upload", "v0.2.0", "--clobber"]
    assert set(upload[5:]) == {
        *("./gallery.zip", "./small.zip", "./small.pptx", "./small.html", "./report.html", "./small.pdf"),
        *("./manifest.json", "./report.json", "NOTES.md", "SHA256SUMS"),
    }


def pages_programs(trial: Trial) -> None:
    trial.stand_in("apt-get")
    trial.run("pages.yml", "build", "Install what draws slides")
    assert len(trial.calls) == 2


def pages_install(trial: Trial) -> None:
    trial.run("pages.yml", "build", "Install talkdeck")


def pages_gallery(trial: Trial) -> None:
    trial.run("pages.yml", "build", "Build the gallery")
    assert (trial.checkout / "site" / "index.html").is_file()
    shutil.rmtree(trial.checkout / "site")


def action_install(trial: Trial) -> None:
    """The environment is made by a stand-in, whose Python notes what it is to install."""
    place = trial.temp / "talkdeck" / "bin"
    trial.stand_in("python-of-it")
    trial.stand_in("python", f'mkdir -p "{place}" && cp "{trial.bin}/python-of-it" "{place}/python"')
    trial.run("action.yml", "", "Install talkdeck")
    made, lock, package = trial.calls
    assert made == ["python", "-m", "venv", str(trial.temp / "talkdeck")]
    assert lock[-3:] == ["--require-hashes", "-r", str(ROOT / "requirements.lock")]
    assert package[-4:] == ["--no-deps", "--no-build-isolation", "--no-index", str(ROOT)]
    # Without isolation and index, what builds the package must be in the lock.
    assert re.search(r"(?m)^hatchling==", (ROOT / "requirements.lock").read_text("utf-8"))


def with_action(trial: Trial) -> None:
    """What the action's first step leaves."""
    place = trial.temp / "talkdeck" / "bin"
    place.mkdir(parents=True)
    shutil.copy(trial.checkout / ".venv" / "bin" / "talkdeck", place / "talkdeck")


def action_build(trial: Trial) -> None:
    with_action(trial)
    key = ("action.yml", "", "Build the decks")
    out = str(trial.folder / "out")
    given = {"out": out, "strict": "true", "offline": "true", "brand": "stage", "talks": "small\n"}
    trial.run(*key, values={**INPUTS, **given})
    assert sorted(os.listdir(out)) == ["small.html", "small.pptx"]
    # Whatever an input holds, it is a word of the command and nothing else.
    evil = "small;touch$IFS\n$(touch evil) --out=/"
    trial.run(*key, values={**INPUTS, "talks": evil}, code=1)
    assert not list(trial.checkout.rglob("evil*"))


def action_diff(trial: Trial) -> None:
    with_action(trial)
    key = ("action.yml", "", "Compare with the branch that the pull request goes to")
    given = {"sha": git(trial.checkout, "rev-parse", "v0.1.0"), "talks": "", "token": "t"}
    # As GitHub checks out: the last commit alone, so that the one to compare with must be fetched.
    shallow = trial.folder / "shallow"
    git(trial.folder, "clone", "--quiet", "--depth", "1", f"file://{trial.checkout}", str(shallow))
    trial.run(*key, within=shallow, values=given)
    told = (trial.temp / "talkdeck-diff.md").read_text("utf-8")
    assert told.startswith("<!-- talkdeck: slides -->\n")
    assert "bullets: <del>two</del><ins>three</ins>" in told
    assert (trial.folder / "summary").read_text("utf-8") == told
    assert (trial.folder / "output").read_text("utf-8") == f"file={trial.temp / 'talkdeck-diff.md'}\n"
    # A comment has a limit, and is cut at a line, never inside a character.
    (trial.temp / "talkdeck" / "bin" / "talkdeck").write_text("#!/bin/sh\nyes 趋势与未来 | head -n 20000\n")
    trial.run(*key, values=given)
    short = (trial.temp / "talkdeck-diff.md").read_text("utf-8")
    assert len(short) < 65_536
    assert set(short.splitlines()[3:-2]) == {"趋势与未来"}
    assert short.splitlines()[-1].startswith("… and more")


def action_comment(trial: Trial) -> None:
    body = trial.folder / "body.md"
    body.write_text("<!-- talkdeck: slides -->\n")
    key = ("action.yml", "", "Comment on the pull request")
    given = {"token": "t", "number": "7", "file": str(body)}
    comments = "repos/somebody/talks/issues/7/comments"
    trial.stand_in("gh")
    trial.run(*key, values=given)
    asked, posted = trial.calls
    assert asked[:4] == ["gh", "api", "--paginate", comments]
    assert posted == ["gh", "api", "--silent", "--method", "POST", comments, "--field", f"body=@{body}"]
    trial.stand_in("gh", "[[ $2 != --paginate ]] || printf '11\\n12\\n'")
    trial.run(*key, values=given)
    assert trial.calls[-1][3:6] == ["--method", "PATCH", "repos/somebody/talks/issues/comments/11"]
    trial.stand_in("gh", "exit 1")
    assert "::notice" in trial.run(*key, values=given)


TRIALS: dict[tuple[str, str, str], Callable[[Trial], None]] = {
    ("ci.yml", "run", ".ci/run"): ci_run,
    ("ci.yml", "run", "Note the digests of the decks"): ci_digests,
    ("ci.yml", "same-bytes", "Every Python wrote the same decks"): ci_same_bytes,
    ("release.yml", "build", "Trust the folder of the checkout, which another user owns"): release_trust,
    ("release.yml", "build", "Install what draws slides"): release_programs,
    ("release.yml", "build", "Install talkdeck"): release_install,
    ("release.yml", "build", "Build twice and compare"): release_verify,
    ("release.yml", "build", "Build the release"): release_build,
    ("release.yml", "publish", "Check the digests"): release_check,
    ("release.yml", "publish", "Publish"): release_publish,
    ("pages.yml", "build", "Install what draws slides"): pages_programs,
    ("pages.yml", "build", "Install talkdeck"): pages_install,
    ("pages.yml", "build", "Build the gallery"): pages_gallery,
    ("action.yml", "", "Install talkdeck"): action_install,
    ("action.yml", "", "Build the decks"): action_build,
    ("action.yml", "", "Compare with the branch that the pull request goes to"): action_diff,
    ("action.yml", "", "Comment on the pull request"): action_comment,
}


def test_every_script_is_tried() -> None:
    assert TRIALS.keys() == SCRIPTS.keys()


@pytest.mark.parametrize("key", TRIALS, ids="-".join)
def test_a_script(key: tuple[str, str, str], checkout: Path, tmp_path: Path, released: Path) -> None:
    TRIALS[key](Trial(checkout, tmp_path / "runner", released))
