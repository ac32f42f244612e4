"""Every mistake beside its line: `#! CODE text` in a fixture is expected there, exactly, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from talkdeck.source import read_bytes

FIXTURES = sorted((Path(__file__).parent / "mistakes").glob("*.yaml"))
EXPECTED = re.compile(r"#! ([EW]\d{3}) (.*?)(?=\s*(?:#! |$))")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_mistakes_are_found_at_their_line(path: Path) -> None:
    text = path.read_bytes().decode()
    expected = sorted(
        (number, code, fact) for number, line in enumerate(text.split("\n"), 1) for code, fact in EXPECTED.findall(line)
    )
    outline, problems = read_bytes(text.encode(), path.name)
    found = sorted((p.span.line, p.code, p.text) for p in problems)
    assert found == expected
    assert (outline is None) == any(code.startswith("E") for _, code, _ in expected)
    assert all(p.hints for p in problems), "every problem says what to do"
    assert all(p.span.path == path.name for p in problems)


def test_there_are_fixtures() -> None:
    assert len(FIXTURES) > 50


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: 你好😀世界: x\nslides: [{title: a}]\n", (1, 13)),
        ("title: 你好\nslides: [{title: 世界, 图片😀: a}]\n", (2, 22)),
        ('title: "😀😀"\nslides: [{title: "中文", shape: 1:30}]\n', (2, 31)),
        ("title: a\r\nslides:\r\n  - title: 中文\r\n    nots: a\r\n", (4, 5)),
    ],
)
def test_columns_count_characters(text: str, place: tuple[int, int]) -> None:
    _, problems = read_bytes(text.encode(), "x.yaml")
    assert place in {(p.span.line, p.span.col) for p in problems}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title: a\nslides: [{title: b, bulets: [c]}]", "did you mean `bullets`?"),
        ("title: a\nslides: [{title: b, picture: c}]", "did you mean `image`?"),
        ("title: a\nslides: [{title: b, img: c}]", "did you mean `image`?"),
        ("title: a\nslides: [{title: b, list: [c]}]", "did you mean `bullets`?"),
        ("title: a\nslides: [{heading: b}]", "did you mean `title`?"),
        ("title: a\nslides: [{title: b, note: c}]", "did you mean `notes`?"),
        ("title: a\nslides: [{title: b, 备注: c}]", "did you mean `notes`?"),
        ("title: a\nlang: zh\nslides: [{title: b}]", "did you mean `zh-CN`?"),
        ("title: a\nslides: [{title: b, id: My Slide}]", "write `my-slide`"),
        ("title: a: b", 'put the value in quotes: title: "a: b"'),
        ("title: a\nslides: [{title: ⻩}]", "write `黄`"),
        ("title: 1:30\nslides: [{title: b}]", 'quote it: "1:30"'),
        ("title: a\nslides: [{title: b, quote: {text: c, edited: on}}]", "for the setting, write true"),
        ("title: a\nslides:\n  - title: b\n    bullets:\n      - c: d", 'quote it: "c: d"'),
    ],
)
def test_hints_say_what_to_do(text: str, hint: str) -> None:
    _, problems = read_bytes(text.encode(), "x.yaml")
    assert hint in {hint for problem in problems for hint in problem.hints}


def test_a_title_may_have_400_characters_and_no_more() -> None:
    def codes(length: int) -> list[str]:
        _, problems = read_bytes(f"title: {'长' * length}\nslides: [{{title: a}}]".encode(), "x")
        return [p.code for p in problems]

    assert codes(400) == []
    assert codes(401) == ["E206"]
    assert codes(10_000) == ["E206"]
