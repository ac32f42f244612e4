"""Outlines put in order: the same talk and every comment, whatever form they come in; nothing changes a second time."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from talkdeck.source.format import formatted
from talkdeck.source.format_tree import comments
from talkdeck.source.reader import read_editions_of, text_of

ROOT = Path(__file__).parents[2]
TALKS = [*sorted((ROOT / "talks").glob("*.yaml")), *sorted((ROOT / "docs" / "examples").glob("*.yaml"))]
STRESS = sorted((ROOT / "tests" / "stress").glob("*.yaml"))


def put_in_order(text: str, schema: str | None = None) -> str:
    """A text in order, and in order a second time without a change."""
    result, problems = formatted(text.encode(), "talk.yaml", schema)
    assert not problems
    assert formatted(result, "talk.yaml", schema) == (result, ())
    return result.decode()


def slides(body: str) -> str:
    return f"title: 题\nslides:\n{body}"


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
def test_talks_and_examples_are_in_order(path: Path) -> None:
    assert formatted(path.read_bytes(), str(path)) == (path.read_bytes(), ()), "run `talkdeck fmt` on it"


@pytest.mark.parametrize("path", STRESS, ids=lambda path: path.stem)
def test_stress_talks_stay_the_same_talks(path: Path) -> None:
    result = put_in_order(path.read_text("utf-8"))
    assert all(line == line.rstrip() for line in result.splitlines())


@pytest.mark.parametrize("name", ["trends", "overview", "meet2024"])
def test_what_another_program_wrote_anew_comes_back_as_it_was(name: str) -> None:
    from ruamel.yaml import YAML

    text = (ROOT / "talks" / f"{name}.yaml").read_text("utf-8")
    other = YAML()
    other.preserve_quotes = True
    other.width = 10_000
    other.indent(mapping=4, sequence=6, offset=3)
    written = io.StringIO()
    other.dump(other.load(text), written)
    assert written.getvalue() != text
    assert put_in_order(written.getvalue()) == text


CASES = {
    "indentation and blanks at line ends": (
        "title:   题  \nslides:\n- title: a   \n  bullets:\n  - b\n  -   c\n",
        "title: 题\nslides:\n  - title: a\n    bullets:\n      - b\n      - c\n",
    ),
    "an empty line between slides, one at most elsewhere": (
        slides("\n\n  - title: a\n\n\n\n    text: b\n  - title: c\n    text: d\n\n\n"),
        slides("  - title: a\n\n    text: b\n\n  - title: c\n    text: d\n"),
    ),
    "keys of a slide in order, what it shows as it was": (
        slides("  - notes: ja\n    image: {alt: x}\n    bullets: [b]\n    source: s\n    title: a\n    id: i\n"),
        slides("  - id: i\n    title: a\n    image: {alt: x}\n    bullets: [b]\n    source: s\n    notes: ja\n"),
    ),
    "keys beside a comment above one of them stay": (
        slides("  - notes: ja\n    # about the title\n    title: a\n    text: b\n"),
        slides("  - notes: ja\n    # about the title\n    title: a\n    text: b\n"),
    ),
    "a comment behind a value moves with it": (
        slides("  - text: b # two\n    title: a # one\n"),
        slides("  - title: a  # one\n    text: b  # two\n"),
    ),
    "quotes where a reader needs them": (
        slides(
            """  - title: 'a'\n    bullets: ["b, c", '2024', "no", 'x: "y"', "it's: 1", 'd']\n    text: "说“好”"\n"""
        ).replace('\n    text: "说“好”"', ""),
        slides("""  - title: a\n    bullets: ["b, c", "2024", "no", 'x: "y"', "it's: 1", "d"]\n"""),
    ),
    "no quotes in a list where none needs them": (
        slides("""  - title: a\n    bullets: ["b", 'c “d”', e]\n"""),
        slides("""  - title: a\n    bullets: [b, c “d”, e]\n"""),
    ),
    "escapes stay": (
        slides('  - title: "a\\u2003b"\n    text: "c\\nd"\n'),
        slides('  - title: "a\\u2003b"\n    text: "c\\nd"\n'),
    ),
    "flow style on several lines": (
        slides("  - title: a\n    cards: [\n      {title: b,\n       text: c},\n      {title: d}, {title: e}]\n"),
        slides("  - title: a\n    cards:\n      - {title: b, text: c}\n      - d\n      - e\n"),
    ),
    "comments inside brackets": (
        slides("- title: a\n  bullets: [ # first\n    b, # second\n    # third\n    c\n    # fourth\n  ] # fifth\n"),
        slides(
            "  - title: a\n    # fifth\n    bullets:  # first\n      - b  # second\n"
            "      # third\n      - c\n      # fourth\n"
        ),
    ),
    "comments below the last entry": (
        "# top\n\n" + slides("- title: a\n  bullets:\n  - b\n    # deep\n  # notes\n  notes: c\n# end\n"),
        "# top\n\n" + slides("  - title: a\n    bullets:\n      - b\n      # deep\n    # notes\n    notes: c\n# end\n"),
    ),
    "text over several lines keeps its breaks": (
        slides("- title: a\n  text: 一二三\n      四五六\n  notes: >-\n     七八\n     九\n"),
        slides("  - title: a\n    text: 一二三\n      四五六\n    notes: >-\n      七八\n      九\n"),
    ),
    "text as it stands, deeper lines and all": (
        slides("- title: a\n  code: |  # python\n        if b:\n\n            c  \n"),
        slides("  - title: a\n    code: |  # python\n      if b:\n\n          c  \n"),
    ),
    "text that begins with blanks": (
        slides("- title: a\n  code: |4\n          b\n      c\n"),
        slides("  - title: a\n    code: |2\n          b\n      c\n"),
    ),
    "short forms": (
        slides(
            "- title: {text: a}\n  bullets:\n  - {text: b}\n  - {text: {text: c, mark: computed}}\n  - text: d # e\n"
        ),
        slides("  - title: a\n    bullets:\n      - b\n      - {text: {text: c, mark: computed}}\n      - d   # e\n"),
    ),
    "anchors stay before their aliases": (
        slides("- notes: *n\n  title: a\n  text: b\n").replace("slides:", "description: &n words\nslides:"),
        slides("  - notes: *n\n    title: a\n    text: b\n").replace("slides:", "description: &n words\nslides:"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_forms(name: str) -> None:
    before, after = CASES[name]
    assert put_in_order(before) == after


def test_long_rows_are_filled_and_other_long_entries_get_lines() -> None:
    words = [f"第{n}列的文字们" for n in range(12)]
    row = ", ".join(words)
    result = put_in_order(slides(f"- title: a\n  table:\n    rows:\n    - [{row}]\n  notes: b\n"))
    lines = [line for line in result.splitlines() if "列" in line]
    assert len(lines) == 2
    assert lines[0].startswith("        - [第0列的文字们, ")
    assert lines[1].startswith("           第")
    assert "".join(lines).replace("           ", " ").strip() == f"- [{row}]"
    card = "{title: " + "字" * 40 + ", text: " + "文" * 40 + "}"
    assert "      - title: 字" in put_in_order(slides(f"- title: a\n  cards: [{card}, {card}, {card}]\n"))


def test_the_schema_comes_first() -> None:
    named, text = "# yaml-language-server: $schema=../x.json\n", slides("  - title: a\n    text: b\n")
    assert put_in_order(text, "../x.json") == named + text
    assert put_in_order(f"# about\n{named}{text}", "y") == f"{named}# about\n{text}"


def test_marks_and_line_ends_of_other_systems_go() -> None:
    text = slides("  - title: a\n    text: |\n      b\n\n      c\n")
    result, problems = formatted(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "talk.yaml")
    assert (result.decode(), problems) == (text, ())


def test_mistakes_are_told_and_nothing_is_changed() -> None:
    for text, code in (("title: a\ntitle: b\n", "E120"), ("title: [a\n", "E118"), ("titel: a\n", "E201"), ("", "E104")):
        result, problems = formatted(text.encode(), "talk.yaml")
        assert result == text.encode()
        assert code in [problem.code for problem in problems], (text, problems)


def test_a_result_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from talkdeck.source import format as module

    text = slides("- title: a\n  text: b  # c\n").encode()
    for wrong in ("  text: d  # c\n", "  text: b\n", "  text: b #d\n# c\n", "  text: b: [\n"):
        monkeypatch.setattr(module, "_formatted", lambda _text, _schema, wrong=wrong: slides("- title: a\n" + wrong))
        result, problems = formatted(text, "talk.yaml")
        assert result == text
        assert [problem.code for problem in problems] == ["E616"]


# --- any way to write a talk ------------------------------------------------------------------------------------------

WORDS = st.text(
    st.sampled_from("ab 数据。，：“”:#-?[]{},&*!|>'\"%@`=~<0159./\\_文字é🙂\u3000"), min_size=1, max_size=14
).filter(lambda text: text.strip("\u3000 ") != "")


@st.composite
def talks(draw: st.DrawFn) -> str:
    """A talk as someone may write it: any quotes, indentation, style and order, comments and empty lines anywhere."""

    def remark() -> str:
        return draw(st.sampled_from(["", "", "", " # 说明", "   # a: [b"]))

    def gap(pad: str) -> str:
        return draw(st.sampled_from(["", "", "", "\n", "\n\n", f"{pad}# {{注}}\n", f"\n{pad}# x\n\n", "# left\n"]))

    def scalar(pad: str) -> str:
        value = draw(WORDS)
        style = draw(st.sampled_from("\"'|>p"))
        if style in "|>":
            lines = "\n".join(f"{pad} {line}" for line in (f"x{value}", f"  {value}", "y"))
            return f"{style}{draw(st.sampled_from(['', '-', '+']))}{remark()}\n{lines}"
        if style == "p":
            return draw(st.sampled_from(["数据", "3", "一 二", f"一\n{pad}  二", "a b"])) + remark()
        return (
            json.dumps(value, ensure_ascii=False) if style == '"' else "'" + value.replace("'", "''") + "'"
        ) + remark()

    def flow(value: Any) -> str:
        if isinstance(value, list):
            return "[" + ", ".join(map(flow, value)) + draw(st.sampled_from(["", ","])) + "]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
        return json.dumps(draw(WORDS), ensure_ascii=False)

    def node(value: Any, pad: str) -> str:
        """What stands behind a colon or dash, from its blank or line feed on."""
        if value is None:
            return f" {scalar(pad)}\n"
        if draw(st.integers(0, 3)) == 0:
            return f" {flow(value)}{remark()}\n"
        deeper = pad + " " * draw(st.integers(1, 4))
        text = remark() + "\n"
        entries = list(value.items()) if isinstance(value, dict) else [(None, inner) for inner in value]
        for key, inner in draw(st.permutations(entries)) if isinstance(value, dict) else entries:
            text += gap(deeper) + deeper + ("-" if key is None else f"{key}:") + node(inner, deeper)
        return text + draw(st.sampled_from(["", "", f"{deeper}# below\n"]))

    item = st.sampled_from([None, {"text": None}, {"lead": None, "text": None}, {"text": None, "items": [None]}])
    kind: st.SearchStrategy[Any] = st.one_of(
        st.fixed_dictionaries({"bullets": st.lists(item, min_size=1, max_size=3)}),
        st.just({"cards": [{"title": None, "text": None}, {"title": None}, None]}),
        st.just({"table": {"head": [None, None], "rows": [[None, None], [None, None]]}}),
        st.sampled_from([{"quote": {"text": None}}, {"quote": {"text": None, "name": None}}, {"code": None}]),
        st.just({"timeline": [{"date": None, "title": None}, None, {"title": None}]}),
    )
    some = [
        {"notes": None, **draw(kind), "title": None, **({"source": None} if draw(st.booleans()) else {})}
        for _ in range(draw(st.integers(1, 2)))
    ]
    return gap("") + "title:" + node(None, "") + gap("") + "slides:" + node(some, "") + gap("")


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(talks())
def test_any_way_to_write_a_talk_is_put_in_order(text: str) -> None:
    outlines, _ = read_editions_of(text.encode(), "talk.yaml")
    if not outlines:  # some words make a mistake of it
        assert formatted(text.encode(), "talk.yaml")[0] == text.encode()
        return
    result = put_in_order(text)
    assert comments(result) == comments(text_of(text.encode()))
