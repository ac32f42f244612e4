"""The pages tell the truth: links lead somewhere, commands exist, what they show builds, problems are all there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from docs import make_problems
from talkdeck import brand as brands
from talkdeck import cli
from talkdeck.cli import command_line, main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
README = (ROOT / "README.md").read_text("utf-8")
BRANDS = (ROOT / "docs" / "brands.md").read_text("utf-8")

READERS = {"talks/mine.yaml", "docs/examples/terms.yaml", "brands/harbour/brand.yaml"}
"""Files that pages name although they are the reader's to make."""

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")


def prose(path: Path) -> str:
    """A page without its fenced blocks and code."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", path.read_text("utf-8")))


def blocks(text: str, language: str) -> list[str]:
    return [block for name, block in FENCE.findall(text) if name == language]


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    headings = re.findall(r"(?m)^#+ (.+)$", FENCE.sub("", path.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# --- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    lost = []
    for target in LINK.findall(prose(page)):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            lost.append(target)
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    """Paths in code, such as `layout/kinds/tiles.py`: from the root, from the package, or from its source."""
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|yaml|js|json|txt))`", page.read_text("utf-8"))
    named = [name for name in named if "NAME" not in name and name not in READERS]
    places = (ROOT, ROOT / "generator" / "talkdeck", ROOT / "docs")
    lost = [name for name in named if not any((place / name).exists() for place in places)]
    assert not lost


# --- commands ---------------------------------------------------------------------------------------------------------


def commands(text: str) -> set[tuple[str, ...]]:
    """The words of every `talkdeck ...` in code."""
    fenced = "\n".join(block for _, block in FENCE.findall(text))
    code = [*re.findall(r"`(talkdeck [^`\n]+)`", text), *re.findall(r"(?m)^(talkdeck [^#\n]+)", fenced)]
    return {tuple(found.split()) for found in code}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_exist(page: Path) -> None:
    known = command_line.commands
    for words in commands(page.read_text("utf-8")):
        if words[1].startswith("-") or words[1].isupper():
            continue
        assert words[1] in known, " ".join(words)
        command = known[words[1]]
        if isinstance(command, click.Group) and words[2] in command.commands:
            command = command.commands[words[2]]
        options = {flag for option in command.params for flag in option.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= options, " ".join(words)


def test_the_readme_lists_every_command() -> None:
    table = README.partition("\n## Commands\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"(?m)^\| `talkdeck (\w+)", table)) == command_line.commands.keys()


def test_make_knows_the_targets_that_are_named() -> None:
    targets = set(re.findall(r"(?m)^(\w+):", (ROOT / "Makefile").read_text("utf-8")))
    for page in PAGES:
        named = re.findall(r"`make (\w+)`|(?m:^make (\w+))", page.read_text("utf-8"))
        assert {one or other for one, other in named} <= targets


def test_the_command_line_page_has_every_option_and_exit_code() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    flags = {flag for name in command_line.commands for o in command_line.commands[name].params for flag in o.opts}
    assert not [flag for flag in flags if flag.startswith("--") and flag not in page]
    codes = (cli.OK, cli.MISTAKES, cli.USAGE, cli.UNWRITTEN, cli.INTERNAL, cli.INTERRUPTED)
    assert {str(code) for code in codes} <= set(re.findall(r"(?m)^\| (\d+) \|", page))


# --- what the pages show ----------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "talks").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def test_the_five_minutes_of_the_readme(project: Path) -> None:
    part = README.partition("\n## Your own talk in five minutes\n")[2].partition("\n## ")[0]
    lines = [line.partition("#")[0].split() for block in blocks(part, "sh") for line in block.splitlines()]
    assert [words[:2] for words in lines] == [["talkdeck", name] for name in ("new", "check", "build")]
    for words in lines:
        assert main(words[1:]) == cli.OK
    (project / "talks" / "mine.yaml").write_text(blocks(part, "yaml")[0], "utf-8")
    for words in lines[1:]:
        assert main([*words[1:], "--offline"]) == cli.OK
    assert sorted(path.name for path in (project / "decks").iterdir()) == ["mine.html", "mine.pptx"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_whole_outlines_on_a_page_have_no_error(page: Path, project: Path) -> None:
    for at, block in enumerate(blocks(page.read_text("utf-8"), "yaml")):
        if re.search(r"(?m)^title: ", block) and re.search(r"(?m)^(slides|sections):", block):
            block = re.sub(r"img/\w+\.svg", "", block) if "\ncover:\n" in block else block
            (project / "talks" / f"t{at}.yaml").write_text(block.replace("  src: \n", ""), "utf-8")
    if any((project / "talks").iterdir()):
        assert main(["check", "--offline"]) == cli.OK


def test_the_message_on_the_page_is_the_message(project: Path) -> None:
    shown = next(
        block for block in blocks((ROOT / "docs" / "outline.md").read_text("utf-8"), "text") if "E201" in block
    )
    text = "title: a\nlang: en\nslides:\n  - title: b\n    bulets:\n      - c\n"
    (project / "talks" / "mine.yaml").write_text(text, "utf-8")
    result = CliRunner().invoke(command_line, ["check", "mine"], standalone_mode=False)
    assert shown.strip() in result.stderr


# --- problems ---------------------------------------------------------------------------------------------------------


def test_problems_are_in_step_with_the_source() -> None:
    assert make_problems.PAGE.read_text("utf-8") == make_problems.page(), "run docs/make_problems.py"


def test_every_code_in_the_source_is_on_the_page() -> None:
    """A plainer search than the script's: every string that looks like a code, wherever it stands."""
    page = make_problems.PAGE.read_text("utf-8")
    for path in sorted(make_problems.PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[EW]\d{3}", node.value)
            ):
                assert f"| {node.value} |" in page, f"{path.name}:{node.lineno}"


# --- a brand in ten minutes -------------------------------------------------------------------------------------------


def steps() -> list[Any]:
    part = BRANDS.partition("\n## A brand in ten minutes\n")[2].partition("\n## ")[0]
    return [yaml.safe_load(block) for block in blocks(part, "yaml")]


def load(project: Path, data: Any) -> tuple[bool, set[str]]:
    """Whether a brand's data make a brand, and the codes of its problems."""
    folder = project / "brands" / "mine"
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_style='"')
    (folder / "brand.yaml").write_text(re.sub(r'"(true|false|[\d.-]+)"', r"\1", text), "utf-8")
    brands._read.cache_clear()
    brand, problems = brands.load("mine", "16:9", project)
    return brand is not None, {problem.code for problem in problems}


def test_a_title_is_a_brand(project: Path) -> None:
    assert load(project, steps()[0]) == (True, set())


def test_the_colours_alone_are_too_light_and_the_next_step_mends_it(project: Path) -> None:
    first, colours, mended = steps()[:3]
    assert load(project, {**first, **colours}) == (False, {"E318"})
    assert load(project, {**first, **colours, **mended}) == (True, set())


def test_the_steps_are_the_example(project: Path) -> None:
    whole = yaml.safe_load((ROOT / "docs/examples/harbour/brands/harbour/brand.yaml").read_text("utf-8"))

    def within(part: Any, of: Any) -> bool:
        if isinstance(part, dict):
            return all(key in of and within(value, of[key]) for key, value in part.items())
        return bool(part == of)

    assert all(within(step, whole) for step in steps())
