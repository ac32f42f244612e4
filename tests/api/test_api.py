"""The public names: few, typed, light to import, and as docs/api.md tells."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import assert_type

import pytest

import talkdeck

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")

SMALL = "title: A small talk\nlang: en\nagenda: none\nslides:\n  - title: The only slide\n    bullets: [one, two]\n"
BROKEN = SMALL.replace("bullets", "bulets").replace("lang: en", "lang: xx")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "small.yaml").write_text(SMALL, "utf-8")
    (tmp_path / "talks" / "broken.yaml").write_text(BROKEN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def in_a_fresh_process(code: str) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT / "generator", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_it_loads_nothing_else_of_it() -> None:
    code = "import sys, talkdeck; print([name for name in sys.modules if name.startswith('talkdeck.')])"
    assert in_a_fresh_process(code) == "[]"


BEFORE = ["", "talkdeck.build", "talkdeck.build.talk", "talkdeck.cli", "talkdeck.api"]


@pytest.mark.parametrize("before", BEFORE)
def test_build_is_a_function_whatever_was_imported_before(before: str) -> None:
    imported = f"import {before}\n" if before else ""
    code = f"{imported}import talkdeck\ntry:\n talkdeck.build('nothing')\nexcept talkdeck.RefusedError as e:\n print(e)"
    assert "E607" in in_a_fresh_process(code)


def test_every_public_name_is_there_and_on_the_page() -> None:
    assert set(talkdeck.__all__) <= set(dir(talkdeck))
    for name in talkdeck.__all__:
        assert getattr(talkdeck, name) is not None
        assert f"`talkdeck.{name}" in PAGE
    assert set(re.findall(r"talkdeck\.(\w+)", PAGE)) <= set(talkdeck.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        talkdeck.__getattr__("nothing")


@pytest.mark.parametrize("name", ["load", "build"])
def test_the_page_shows_what_functions_take(name: str) -> None:
    from talkdeck import api

    plain = [
        p.replace(annotation=inspect.Parameter.empty) for p in inspect.signature(getattr(api, name)).parameters.values()
    ]
    shown = str(inspect.Signature(plain)).replace("'", '"')
    assert f"`talkdeck.{name}{shown}`" in PAGE


@pytest.mark.parametrize("number", range(len(re.findall(r"(?m)^```python$", PAGE))))
def test_what_the_page_shows_runs(number: int, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = re.findall(r"(?ms)^```python\n(.*?)^```$", PAGE)[number]
    exec(compile(example, "api.md", "exec"), {})
    said = capsys.readouterr().out
    wanted = ("decks/small.pptx pptx 2\n", "A small talk\nThe only slide 5\n", "talks/broken.yaml:6: E201 ")
    assert wanted[number] in said


def test_a_build_gives_its_files_and_warnings(project: Path) -> None:
    picture = "  - title: A picture\n    image: {src: gone.png, alt: it}\n"
    (project / "talks" / "small.yaml").write_text(SMALL + picture, "utf-8")
    result = talkdeck.build("small", ("html",), out="made", brand="stage", offline=True)
    assert_type(result, talkdeck.Result)
    assert [(str(output.path), output.slides) for output in result.outputs] == [("made/small.html", 3)]
    assert [problem.code for problem in result.problems] == ["W401"]
    with pytest.raises(talkdeck.RefusedError) as refused:
        talkdeck.build("small", to=(), strict=True)
    assert [problem.code for problem in refused.value.problems] == ["W401"]


def test_a_refused_build_leaves_the_old_files(project: Path) -> None:
    (project / "decks").mkdir()
    (project / "decks" / "broken.html").write_text("old")
    with pytest.raises(talkdeck.RefusedError):
        talkdeck.build("broken")
    assert [path.name for path in (project / "decks").iterdir()] == ["broken.html"]


def test_an_outline_is_a_frozen_value(project: Path) -> None:
    outline = talkdeck.load(Path("talks/small.yaml"))
    assert_type(outline, talkdeck.Outline)
    with pytest.raises(AttributeError):
        outline.title = outline.title
    with pytest.raises(talkdeck.RefusedError) as refused:
        talkdeck.load("small", "ja")
    assert [problem.code for problem in refused.value.problems] == ["E243"]


def test_mistakes_of_the_caller(project: Path) -> None:
    with pytest.raises(ValueError, match="pptx, html, pdf, png"):
        talkdeck.build("small", to=("docx",))
    with pytest.raises(ValueError, match="such as to="):
        talkdeck.build("small", to="html")
    with pytest.raises(ValueError, match="holds 2 talks"):
        talkdeck.load("talks")


def test_it_is_typed() -> None:
    assert (ROOT / "generator" / "talkdeck" / "py.typed").is_file()
