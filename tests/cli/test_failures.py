"""What goes wrong around a build: the disk, the terminal, a signal, a bug. Never a traceback, never half a file."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SMALL, Run, environment, files, in_own_process, spawn


@pytest.fixture
def decks(project: Path) -> dict[str, bytes]:
    """Old decks in place, as an earlier build left them."""
    (project / "decks").mkdir()
    for form in ("pptx", "html"):
        (project / "decks" / f"small.{form}").write_bytes(f"old {form}".encode())
    return files(project / "decks")


def test_a_file_stands_where_the_folder_should(project: Path, run: Run) -> None:
    (project / "decks").write_text("mine")
    result = run("build")
    assert result.code == 3
    assert "E604" in result.err
    assert "`decks` is no folder" in result.err
    assert "--out" in result.err
    below = run("build", "--out", "decks/below/it")
    assert "`decks` is no folder" in below.err
    assert (project / "decks").read_text() == "mine"


def test_advice_for_a_new_talk_is_not_that_for_decks(project: Path, run: Run) -> None:
    (project / "mine").write_text("mine")
    result = run("new", "mine/talk")
    assert result.code == 3
    assert "E604" in result.err
    assert "`talkdeck new some/folder/name`" in result.err
    assert "--out" not in result.err


def test_a_folder_stands_where_a_deck_should(project: Path, run: Run) -> None:
    (project / "decks" / "small.html").mkdir(parents=True)
    result = run("build")
    assert result.code == 3
    assert "E603" in result.err
    assert files(project / "decks") == {}


def test_a_folder_that_may_not_be_written(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*args: Any, **kwargs: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", forbidden)
    result = run("build", "--json")
    assert result.code == 3
    (talk,) = json.loads(result.out)["talks"]
    assert [problem["code"] for problem in talk["problems"]] == ["E601"]


def test_a_full_disk(project: Path, decks: dict[str, bytes]) -> None:
    """A real refusal of the kernel in the middle of writing: files of more than 3000 bytes are not allowed."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    command = [sys.executable, "-B", "-m", "talkdeck", "build"]
    done = subprocess.run(command, capture_output=True, env=environment(), preexec_fn=limit, stdin=subprocess.DEVNULL)
    assert done.returncode == 3
    assert b"E602" in done.stderr
    assert b"Traceback" not in done.stderr
    assert files(project / "decks") == decks


def test_an_unsound_package_is_not_put_in_place(
    project: Path, decks: dict[str, bytes], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talkdeck.pptx.lint.Linter.findings", lambda linter: tuple(f"finding {n}" for n in range(7)))
    result = run("build")
    assert result.code == 4
    assert "E609" in result.err
    assert "finding 0" in result.err
    assert "2 more" in result.err
    assert files(project / "decks") == decks


@pytest.mark.parametrize(
    "stage", ["talkdeck.source.read_editions", "talkdeck.layout.arrange", "talkdeck.html.write_html"]
)
def test_a_bug_in_one_talk_stops_no_other(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    (project / "talks" / "again.yaml").write_text(SMALL, "utf-8")
    module, _, name = stage.rpartition(".")
    __import__(module)
    real = getattr(sys.modules[module], name)
    turns = iter((False, True))

    def buggy(*args: Any) -> Any:
        if next(turns):
            return real(*args)
        raise KeyError("what a bug says")

    monkeypatch.setattr(stage, buggy)
    result = run("build")
    assert result.code == 4
    assert "what a bug says" in result.err
    assert "report" in result.err
    assert "Traceback" not in result.err
    assert sorted(files(project / "decks")) == ["small.html", "small.pptx"]


def test_debug_shows_the_traceback(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def buggy(*args: Any) -> None:
        raise KeyError("what a bug says")

    monkeypatch.setattr("talkdeck.source.read_editions", buggy)
    assert "Traceback" in run("build", "--debug").err
    monkeypatch.setattr("talkdeck.brand.available", buggy)
    assert "Traceback" not in (result := run("brands")).err
    assert result.code == 4
    assert "what a bug says" in result.err
    monkeypatch.setenv("TALKDECK_DEBUG", "1")
    assert "Traceback" in run("brands").err
    assert "Traceback" in run("build").err


def test_a_bad_talk_stops_no_other_whatever_the_number_of_processes(project: Path, run: Run) -> None:
    for name in ("a", "b", "d"):
        (project / "talks" / f"{name}.yaml").write_text(SMALL, "utf-8")
    (project / "talks" / "c.yaml").write_text("titel: x\n", "utf-8")
    ran = [run("build", "--jobs", jobs, "--out", f"out{jobs}") for jobs in ("1", "2")]
    assert [result.code for result in ran] == [1, 1]
    assert ran[0].out.replace("out1", "out2") == ran[1].out
    assert ran[0].err == ran[1].err
    assert files(project / "out1") == files(project / "out2")
    names = ("a", "b", "d", "small")
    assert sorted(files(project / "out1")) == [f"{name}.{form}" for name in names for form in ("html", "pptx")]


SLOW = """\
import sys, time
if "talkdeck" in " ".join(sys.orig_argv) or "multiprocessing" in " ".join(sys.orig_argv):
    import talkdeck.html
    def slow(pages, brand, assets, out, *more):
        out.write(b"half")
        out.flush()
        open({signal!r} + "/" + pages.stem, "w").close()
        time.sleep(60)
    talkdeck.html.write_html = slow
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_stopped_in_the_middle(
    project: Path, decks: dict[str, bytes], tmp_path: Path, number: signal.Signals, jobs: str
) -> None:
    """The second deck is half written when the signal comes; with two processes, those of two talks are."""
    (project / "talks" / "other.yaml").write_text(SMALL, "utf-8")
    here, there = tmp_path / "site", tmp_path / "signal"
    here.mkdir()
    there.mkdir()
    (here / "sitecustomize.py").write_text(SLOW.format(signal=str(there)), "utf-8")
    with spawn("build", "--jobs", jobs, PYTHONPATH=str(here)) as process:
        while process.poll() is None and len(list(there.iterdir())) < int(jobs):
            time.sleep(0.02)
        process.send_signal(number)
        out, err = process.communicate()
    assert process.returncode == 128 + number
    assert b"Traceback" not in err
    assert out == b""
    if number is signal.SIGINT:
        assert err.decode().strip() == "talkdeck: stopped; no file is left half-written"
    assert files(project / "decks") == decks


def test_a_reader_that_goes_away(project: Path) -> None:
    for words in (("schema",), ("--help",), ("build",)):
        with spawn(*words) as process:
            assert process.stdout is not None
            process.stdout.close()
            assert process.stderr is not None
            err = process.stderr.read()
            process.wait()
        assert b"Traceback" not in err
        assert b"Exception ignored" not in err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_chinese_on_a_console_that_cannot_show_it(project: Path, encoding: str) -> None:
    (project / "talks" / "坏😀.yaml").write_text("titel: 坏😀\n", "utf-8")
    (project / "talks" / "好.yaml").write_text(SMALL, "utf-8")
    for words in (("build",), ("check", "坏"), ("kinds",)):
        result = in_own_process(*words, PYTHONIOENCODING=encoding, LC_ALL="C")
        assert result.code in (0, 1), result
        assert "Traceback" not in result.err
    document = json.loads(in_own_process("check", "--json", PYTHONIOENCODING=encoding).out)
    assert {talk["talk"] for talk in document["talks"]} >= {str(Path("talks", "坏😀.yaml"))}


def test_a_file_name_that_is_not_text(project: Path) -> None:
    (project / "talks" / os.fsdecode(b"n\xff.yaml")).write_text(SMALL, "utf-8")
    (project / "talks" / "small.yaml").unlink()
    assert in_own_process("build").code == 0
    json.loads(in_own_process("check", "--json").out)


@pytest.mark.parametrize("plain", [True, False])
def test_on_a_terminal(project: Path, plain: bool) -> None:
    """A progress bar that is gone at the end, and colours unless NO_COLOR asks for none."""
    import pty

    (project / "talks" / "bad.yaml").write_text("titel: x\n", "utf-8")
    ours, theirs = pty.openpty()
    env = environment(TERM="xterm-256color", **({"NO_COLOR": "1"} if plain else {}))
    command = [sys.executable, "-m", "talkdeck", "build"]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, env=env) as process:
        os.close(theirs)
        seen = b""
        # A pseudo-terminal whose other end is closed ends in an error (EIO) on Linux, in nothing elsewhere.
        with suppress(OSError):
            while chunk := os.read(ours, 65536):
                seen += chunk
        os.close(ours)
        out, _ = process.communicate()
    assert process.returncode == 1
    assert b"small.pptx" in out
    assert b"\x1b" not in out
    assert b"bad.yaml:1:1" in seen.replace(b"\x1b[0m", b"")
    assert (b"\x1b[31m" in seen or b"\x1b[1;31m" in seen or b"\x1b[1m\x1b[31m" in seen) is not plain
    assert b"\x1b[2K" in seen


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty", b""),
        ("blank", b"\n\n  \n"),
        ("latin", "title: caf\xe9".encode("latin-1")),
        ("utf16", SMALL.encode("utf-16")),
        ("binary", bytes(range(256)) * 20),
        ("control", b"title: a\x07b\n"),
        ("surrogate", b'title: "\\ud800"\n'),
        ("tabs", b"title: x\nslides:\n\t- title: y\n"),
        ("bomb", b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 120))),
        ("deep", b"title: " + b"[" * 5000),
        ("list", b"- a\n- b\n"),
        ("scalar", b"talk"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_outline_is_refused_in_words(project: Path, run: Run, name: str, content: bytes) -> None:
    (project / "talks" / f"{name}.yaml").write_bytes(content)
    result = run("build", name)
    assert result.code == 1, result.err
    assert f"{name}.yaml:" in result.err
    assert "Traceback" not in result.err
    assert "internal" not in result.err
    assert not (project / "decks").exists()


def test_a_huge_outline_is_refused_at_once(project: Path, run: Run) -> None:
    with open(project / "talks" / "huge.yaml", "wb") as stream:
        stream.write(b"title: x\n#")
        stream.truncate(100_000_000)
    result = run("build", "huge")
    assert result.code == 1
    assert "huge.yaml" in result.err


def test_odd_things_named_as_a_talk(project: Path, run: Run) -> None:
    os.mkfifo(project / "pipe.yaml")
    (project / "loop.yaml").symlink_to(project / "loop.yaml")
    for name in ("pipe.yaml", "loop.yaml", "talks/small.yaml/below", "\0", "x" * 5000, ""):
        result = run("build", name)
        assert result.code in (0, 1), (name, result)
        assert "Traceback" not in result.err
        assert "internal" not in result.err
