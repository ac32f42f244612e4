"""Every command, as a person or a machine meets it."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from textwrap import dedent

import pytest

from talkdeck import __version__
from tests.cli.conftest import SMALL, Run, files, in_own_process

HEAVY = {"pydantic", "lxml", "pptx", "PIL", "jinja2", "pygments", "rich", "markdown_it", "yaml", "segno", "resvg_py"}


def test_build_writes_both_decks_of_every_talk(project: Path, run: Run) -> None:
    (project / "talks" / "another.yml").write_text(SMALL, "utf-8")
    result = run("build")
    assert result.code == 0
    assert result.err == ""
    assert sorted(path.name for path in (project / "decks").iterdir()) == [
        "another.html",
        "another.pptx",
        "small.html",
        "small.pptx",
    ]
    lines = result.out.splitlines()
    assert [line.split()[1] for line in lines] == [
        str(Path("decks", name)) for name in ("another.pptx", "another.html", "small.pptx", "small.html")
    ]
    assert all("slides" in line and "kB" in line for line in lines)
    with zipfile.ZipFile(project / "decks" / "small.pptx") as package:
        assert package.testzip() is None
    assert (project / "decks" / "small.html").read_text("utf-8").lower().startswith("<!doctype html>")


def test_build_from_a_folder_inside_the_project(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "talks")
    assert run("build").code == 0
    assert (project / "decks" / "small.pptx").exists()


@pytest.mark.parametrize("name", ["small", "small.yaml", "talks", "talks/small.yaml", "./talks/../talks/small.yaml"])
def test_a_talk_is_named_by_file_folder_or_stem(project: Path, run: Run, name: str) -> None:
    if name == "small.yaml":
        (project / "small.yaml").write_text(SMALL, "utf-8")
    assert run("build", name).code == 0
    assert (project / "decks" / "small.html").exists()


def test_a_talk_named_twice_is_built_once(project: Path, run: Run) -> None:
    assert run("build", "small", "talks/small.yaml", "talks").out.count("small.pptx") == 1


def test_to_and_out(project: Path, run: Run) -> None:
    assert run("build", "--to", "html", "--out", "a/b").code == 0
    assert [path.name for path in (project / "a" / "b").iterdir()] == ["small.html"]
    assert run("build", "--to", "pptx", "--out", "c").code == 0
    assert [path.name for path in (project / "c").iterdir()] == ["small.pptx"]
    assert not (project / "decks").exists()


def test_same_outline_same_bytes(project: Path, run: Run) -> None:
    run("build", "--out", "a")
    run("build", "--out", "b")
    for name in ("small.pptx", "small.html"):
        assert (project / "a" / name).read_bytes() == (project / "b" / name).read_bytes()


def test_check_writes_nothing_and_finds_what_build_finds(project: Path, run: Run) -> None:
    assert run("check").out.startswith(f"checked {Path('talks', 'small.yaml')} (")
    (project / "talks" / "bad.yaml").write_text("title: x\ncolour: red\nslides:\n  - titel: y\n", "utf-8")
    before = sorted(project.rglob("*"))
    checked = run("check", "bad")
    assert checked.code == 1
    assert sorted(project.rglob("*")) == before
    assert run("build", "bad") == checked
    assert "talks/bad.yaml:2:1" in checked.err
    assert "talks/bad.yaml:4:5" in checked.err
    assert checked.err.splitlines()[-1] == f"{checked.err.count('error[E')} errors"


def test_mistakes_of_every_stage_come_out_of_one_run(project: Path, run: Run) -> None:
    talk = """\
        title: A talk
        brand: plane
        slides:
          - title: A key
            bulets: [one]
          - title: A chart
            chart: {kind: column, data: sold.csv}
          - title: A picture
            image: {src: img/none.png, alt: Nothing}
        """
    (project / "talks" / "small.yaml").write_text(dedent(talk), "utf-8")
    found = json.loads(run("check", "--json", "--brand", "plain").out)["talks"][0]["problems"]
    assert [(each["code"], each["line"]) for each in found] == [("E201", 5), ("E440", 7), ("W401", 9)]
    found = json.loads(run("check", "--json").out)["talks"][0]["problems"]
    assert {each["code"] for each in found} == {"E301", "E201", "E440", "W401"}
    (project / "talks" / "small.yaml").write_text(dedent(talk).replace("bulets", "bullets"), "utf-8")
    found = json.loads(run("check", "--json").out)["talks"][0]["problems"]
    assert {each["code"] for each in found} == {"E301", "E440", "W401"}


def test_brand_option_and_missing_brand(project: Path, run: Run) -> None:
    assert run("build", "--brand", "algmon").code == 0
    talk = project / "talks" / "small.yaml"
    talk.write_text(SMALL.replace("lang: en", "lang: en\nbrand: algmonn"), "utf-8")
    result = run("build")
    assert result.code == 1
    assert "talks/small.yaml:3:8" in result.err
    assert "algmon" in result.err.replace("algmonn", "")
    assert run("build", "--brand", "nobody").code == 1
    assert run("build", "--brand", "plain").code == 0


def test_strict_makes_warnings_errors(project: Path, run: Run) -> None:
    talk = project / "talks" / "small.yaml"
    talk.write_text(SMALL + "  - title: Picture\n    image: {src: missing.png, alt: nothing}\n", "utf-8")
    lax = run("build", "--out", "lax")
    assert lax.code == 0
    assert "1 warning" in lax.err
    strict = run("build", "--strict", "--out", "strict")
    assert strict.code == 1
    assert "--strict" in strict.err
    assert not (project / "strict").exists()


def test_many_warnings_of_one_kind_are_drawn_shortly(project: Path, run: Run) -> None:
    slides = "".join(f"  - title: Picture {n}\n    image: {{src: missing{n}.png, alt: nothing}}\n" for n in range(9))
    (project / "talks" / "small.yaml").write_text(SMALL + slides, "utf-8")
    result = run("check")
    assert result.err.splitlines()[-1] == "9 warnings"
    assert all(result.err.count(f"missing{n}.png") >= 1 for n in range(9))
    assert result.err.count("hint:") == 3


def test_quiet_says_problems_only(project: Path, run: Run) -> None:
    assert run("--quiet", "build")[1:] == ("", "")
    assert run("build", "--quiet")[1:] == ("", "")
    (project / "talks" / "small.yaml").write_text("titel: x", "utf-8")
    result = run("build", "-q")
    assert result.out == ""
    assert "small.yaml:1:1" in result.err


def test_json_is_one_document(project: Path, run: Run) -> None:
    (project / "talks" / "bad.yaml").write_text("titel: 坏\n", "utf-8")
    result = run("--json", "build")
    assert result.code == 1
    assert result.err == ""
    document = json.loads(result.out)
    assert document["talkdeck"] == __version__
    assert document["exit"] == 1
    bad, small = document["talks"]
    assert (bad["ok"], bad["outputs"], small["ok"]) == (False, [], True)
    assert bad["problems"]
    assert {output["format"] for output in small["outputs"]} == {"pptx", "html"}
    for output in small["outputs"]:
        assert (project / output["path"]).stat().st_size == output["bytes"]
    assert document["errors"] == len(bad["problems"])
    for words in (("brands",), ("kinds",), ("new", "fresh"), ("new", "fresh"), ("build", "nowhere"), ("check",)):
        assert json.loads(run(*words, "--json").out)["talkdeck"] == __version__


def test_schema_is_json(project: Path) -> None:
    result = in_own_process("schema", PYTHONIOENCODING="ascii")
    assert result.code == 0
    assert json.loads(result.out)["$schema"].startswith("http://json-schema.org/")


def test_brands_and_kinds(project: Path, run: Run) -> None:
    brands = run("brands").out.splitlines()
    assert {line.split()[0] for line in brands} >= {"algmon", "plain"}
    layouts = run("brands", "plain").out.splitlines()
    assert {line.split()[0] for line in layouts} >= {"cover", "bullets", "picture", "full"}
    assert run("brands", "plian").code == 1
    kinds = run("kinds").out.splitlines()
    assert {line.split()[0] for line in kinds} >= {"bullets", "table", "quote", "cards", "closing"}
    assert all(len(line.split()) > 1 for line in kinds)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_new_talk_builds_without_a_word(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.chdir(tmp_path)
    made = run("new", "first", "--lang", lang)
    assert made.code == 0
    assert str(Path("talks", "first.yaml")) in made.out
    assert run("build", "--strict").code == 0
    assert run("check", "--strict").err == ""
    talk = (tmp_path / "talks" / "first.yaml").read_text("utf-8")
    assert talk.startswith("# yaml-language-server: $schema=../outline.schema.json\n")
    json.loads((tmp_path / "outline.schema.json").read_text("utf-8"))


def test_new_never_overwrites(project: Path, run: Run) -> None:
    before = (project / "talks" / "small.yaml").read_bytes()
    for name in ("small", "talks/small.yaml", "talks/small.yml", "talks/small"):
        result = run("new", name)
        assert result.code == 1
        assert "small.yaml" in result.err
    assert (project / "talks" / "small.yaml").read_bytes() == before
    assert run("new", "elsewhere/mine").code == 0
    text = (project / "elsewhere" / "mine.yaml").read_text("utf-8")
    assert "$schema=../outline.schema.json\n" in text


@pytest.mark.parametrize("name", ["", ".", "..", " ", ".yaml", "a/.yml", "/", "\0"])
def test_new_wants_a_name(project: Path, run: Run, name: str) -> None:
    before = files(project)
    assert run("new", name).code == 2
    assert files(project) == before


def test_new_where_nothing_can_be_written(project: Path, run: Run) -> None:
    before = files(project)
    for name in ("x" * 5000, "talks/small.yaml/x"):
        result = run("new", name)
        assert result.code == 3
        assert "Traceback" not in result.err
        assert "internal" not in result.err
    assert files(project) == before


def test_help_and_version(run: Run) -> None:
    assert run("--version").out == f"talkdeck {__version__}\n"
    text = run("--help").out
    assert all(word in text for word in ("build", "check", "new", "schema", "brands", "kinds", "Exit codes", "130"))
    assert "decks/" in run("build", "--help").out


@pytest.mark.parametrize("words", [("--help",), ("build", "--help"), ("--version",), ("new",)])
def test_help_imports_nothing_heavy(words: tuple[str, ...]) -> None:
    import subprocess

    from tests.cli.conftest import environment

    code = "import sys; from talkdeck.cli import main; main(sys.argv[1:]); print('\\n' + ' '.join(sys.modules))"
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, capture_output=True, env=environment(), check=True, stdin=subprocess.DEVNULL)
    loaded = {name.partition(".")[0] for name in done.stdout.decode().splitlines()[-1].split()}
    assert "click" in loaded
    assert not loaded & (HEAVY | {"concurrent", "multiprocessing", "asyncio", "json", "tempfile", "pathlib"})


@pytest.mark.parametrize(
    "words", [("nonsense",), ("build", "--to", "docx"), ("build", "--jobs", "0"), ("build", "--what"), ("new",)]
)
def test_wrong_usage_is_2(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.code == 2
    assert "Usage:" in result.err
