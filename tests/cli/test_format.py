"""`talkdeck fmt` at the files: what is replaced, what is left, and what is said."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from talkdeck.cli import main

UNTIDY = "title:   题\nslides:\n- text: b # why\n  title: a\n"
TIDY = "title: 题\nslides:\n  - title: a\n    text: b  # why\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "talks").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(path: Path, text: str = UNTIDY) -> Path:
    path.write_text(text, "utf-8", newline="")
    return path


def test_a_talk_is_put_in_order_and_a_second_run_changes_nothing(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    talk = written(here / "talks" / "a.yaml")
    assert main(["fmt"]) == 0
    assert talk.read_text("utf-8") == TIDY
    assert capfd.readouterr().out == f"changed {Path('talks', 'a.yaml')}\n"
    assert main(["fmt", "a"]) == 0
    assert capfd.readouterr() == ("", "")


def test_check_and_diff_write_nothing(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    talk = written(here / "talks" / "a.yaml")
    written(here / "talks" / "b.yaml", TIDY)
    assert main(["fmt", "--check"]) == 1
    assert capfd.readouterr().out == f"would change {Path('talks', 'a.yaml')}\n"
    assert main(["fmt", "--diff"]) == 0
    assert "-title:   题\n" in capfd.readouterr().out
    assert main(["fmt", "--check", "--json"]) == 1
    told = json.loads(capfd.readouterr().out)
    assert (told["changed"], told["exit"]) == ([str(Path("talks", "a.yaml"))], 1)
    assert talk.read_text("utf-8") == UNTIDY
    assert main(["fmt", "--check", "b"]) == 0


def test_mistakes_are_shown_at_their_line_and_other_talks_are_put_in_order(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = written(here / "talks" / "a.yaml", "title: a\ntitle: b\n\tc\n")
    talk = written(here / "talks" / "b.yaml")
    assert main(["fmt"]) == 1
    assert f"{Path('talks', 'a.yaml')}:3:1" in capfd.readouterr().err
    assert broken.read_text("utf-8") == "title: a\ntitle: b\n\tc\n"
    assert talk.read_text("utf-8") == TIDY


def test_standard_input_goes_to_standard_output(
    here: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(text: str, *options: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))
        return main(["fmt", "-", *options]), capfd.readouterr().out

    assert run(UNTIDY) == (0, TIDY)
    assert run(UNTIDY, "--check") == (1, "")
    assert run(TIDY, "--check") == (0, "")
    assert run("title: [\n") == (1, "")
    assert main(["fmt", "-", "a"]) == 2


def test_a_link_stays_a_link_and_rights_stay(here: Path) -> None:
    talk = written(here / "real.yaml")
    talk.chmod(0o640)
    link = here / "talks" / "a.yaml"
    link.symlink_to(talk)
    assert main(["fmt"]) == 0
    assert link.is_symlink()
    assert talk.read_text("utf-8") == TIDY
    assert talk.stat().st_mode & 0o777 == 0o640


def test_a_protected_file_is_left(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    talk = written(here / "talks" / "a.yaml")
    talk.chmod(0o444)
    assert main(["fmt"]) == 3
    assert "E601" in capfd.readouterr().err
    assert talk.read_text("utf-8") == UNTIDY
    assert main(["fmt", "--check"]) == 1


def test_the_line_of_the_schema_is_added_where_there_is_one(here: Path) -> None:
    (here / "outline.schema.json").write_text("{}", "utf-8")
    talk = written(here / "talks" / "a.yaml")
    assert main(["fmt"]) == 0
    assert talk.read_text("utf-8") == f"# yaml-language-server: $schema=../outline.schema.json\n{TIDY}"


def test_line_ends_and_marks_of_other_systems_go(here: Path) -> None:
    talk = here / "talks" / "a.yaml"
    talk.write_bytes(b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert main(["fmt"]) == 0
    assert talk.read_bytes() == TIDY.encode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_new_talk_is_in_order(here: Path, lang: str) -> None:
    assert main(["new", "mine", "--lang", lang]) == 0
    assert main(["fmt", "--check"]) == 0
