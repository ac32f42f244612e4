"""Promise 9, end to end: bad input is refused at its line with nothing written; odd input that is sound is built."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, files, in_own_process, project, run

__all__ = ["project", "run"]

Run = Callable[..., Ran]

HEAD = "title: Good talk\nlang: en\nslides:\n"


def write(project: Path, data: bytes | str) -> None:
    (project / "talks" / "bad.yaml").write_bytes(data if isinstance(data, bytes) else data.encode())


def refused(run: Run, code: str, line: int, *words: str, options: tuple[str, ...] = ()) -> Ran:
    """Build the bad talk: exit 1, the problem at its line in the text and for machines, nothing written."""
    result = run("build", "bad", "--offline", *options)
    assert result.code == 1, result.err
    assert f"bad.yaml:{line}:" in result.err
    assert code in result.err
    for word in words:
        assert word in result.err
    assert "Traceback" not in result.err
    assert "internal" not in result.err
    (talk,) = json.loads(run("build", "bad", "--offline", "--json", *options).out)["talks"]
    assert (code, line) in [(problem["code"], problem["line"]) for problem in talk["problems"]], talk
    assert not Path("decks").exists()
    return result


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "E104", 1),
        (b" \n\n \n", "E104", 1),
        (b"# only a comment\n", "E104", 1),
        (b"title: x\nsubtitle: caf\xe9\n", "E103", 2),
        ("title: 人工智能\n".encode("gbk"), "E103", 1),
        ("title: x\n".encode("utf-16"), "E103", 1),
        (b"title: a\nsubtitle: b\x07c\n", "E106", 2),
        (b"title: a\x00b\n", "E106", 1),
        (b'title: a\nsubtitle: "\\ud83d"\n', "E119", 2),
        (b"title: a\nsubtitle: \xed\xa0\xbd\n", "E103", 2),
        ("title: a\nsubtitle: b\u202ec\n".encode(), "E107", 2),
        (b"title: a\nbrand: nobody\nslides: [{title: x}]\n", "E301", 2),
        (b"title: a\nslides:\n  - title: x\n    layout: nowhere\n", "E505", 3),
    ],
    ids=lambda value: None if isinstance(value, int) else repr(value[:24]) if isinstance(value, bytes) else value,
)
def test_refused_at_its_line(project: Path, run: Run, data: bytes, code: str, line: int) -> None:
    write(project, data)
    refused(run, code, line)


def test_a_hundred_megabytes(project: Path) -> None:
    """A sparse file: refused by its size, in a process that may not use the memory to read it."""
    with open(project / "talks" / "bad.yaml", "wb") as stream:
        stream.write(b"title: x\n#")
        stream.truncate(100_000_000)
    result = in_own_process("build", "bad")
    assert result.code == 1
    assert "E102" in result.err
    assert "100 MB" in result.err
    assert not Path("decks").exists()


def test_an_alias_bomb(project: Path, run: Run) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 20)]
    write(project, "\n".join(lines))
    result = run("build", "bad")
    assert result.code == 1
    assert "bad.yaml:" in result.err
    assert "Traceback" not in result.err
    assert len(result.err) < 20_000


def test_brackets_without_end(project: Path, run: Run) -> None:
    for data in ("title: " + "[" * 20_000, "title: " + "{a: " * 20_000, "- " * 20_000):
        write(project, data)
        result = run("build", "bad")
        assert result.code == 1
        assert "Traceback" not in result.err


def test_a_title_of_ten_thousand_characters(project: Path, run: Run) -> None:
    for title in ("字" * 10_000, "word " * 2_000, "x" * 10_000):
        write(project, HEAD + "  - title: fine\n" + f"  - title: {title}\n    text: words\n")
        result = refused(run, "E206", 5, "title", "characters")
        assert len(result.err) < 4_000, "the message does not repeat the title"


@pytest.mark.parametrize(
    ("key", "text", "line"),
    [
        ("kicker", "字" * 400, 5),
        ("source", "字" * 400, 5),
        ("statement", "字" * 2_000, 5),
        ("quote", "字" * 2_000, 5),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_what_cannot_continue_is_refused(project: Path, run: Run, key: str, text: str, line: int) -> None:
    body = "" if key in ("statement", "quote") else "    text: words\n"
    write(project, HEAD + f"  - title: fine\n    {key}: {text}\n{body}")
    refused(run, "E501", line)


def test_what_may_continue_is_built(project: Path, run: Run) -> None:
    """A 300-item list, a 60-row table, an unbreakable word, a very long paragraph: warnings at most."""
    items = "".join(f"      - item {n}\n" for n in range(300))
    rows = "".join(f"        - [row {n}, {n}]\n" for n in range(60))
    write(
        project,
        HEAD
        + f"  - title: Three hundred\n    bullets:\n{items}"
        + f"  - title: Sixty rows\n    table:\n      head: [a, b]\n      rows:\n{rows}"
        + f"  - title: One word\n    bullets: [{'x' * 400}]\n"
        + f"  - title: One paragraph\n    text: {'很长的一段话，' * 1_500}\n"
        + "  - title: Mixed\n    bullets: [العربية, עברית, 👩🏽‍🚀 emoji]\n",
    )
    result = run("build", "bad", "--strict")
    assert result.code == 0, result.err
    assert sorted(files(project / "decks")) == ["bad.html", "bad.pptx"]


def png(width: int, height: int, rows: int) -> bytes:
    """A PNG that says it has a size, with only so many of its rows in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * (width + 1) * rows, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.png", b"", "E413"),
        ("words.png", b"this is no picture at all, but a line of text", "E414"),
        ("damaged.png", png(40, 40, 40)[:60], "E415"),
        ("short.png", png(40, 40, 10), "E415"),
        ("bomb.png", png(60_000, 60_000, 1), "E416"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_picture_is_refused(project: Path, run: Run, name: str, data: bytes, code: str) -> None:
    (project / "talks" / name).write_bytes(data)
    write(project, HEAD + f"  - title: One\n  - title: Two\n    image: {name}\n")
    refused(run, code, 6, name)


def test_a_picture_outside_the_project(project: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png(4, 4, 4))
    (project / "talks" / "link.png").symlink_to(tmp_path / "secret.png")
    for source in ("../../secret.png", str(tmp_path / "secret.png"), "link.png"):
        write(project, HEAD + f"  - title: One\n    image:\n      src: {source}\n")
        refused(run, "E410", 6)


def test_a_picture_that_is_not_there_is_a_warning(project: Path, run: Run) -> None:
    write(project, HEAD + "  - title: One\n    image: img/none.png\n")
    refused(run, "W401", 5, options=("--strict",))
    result = run("build", "bad")
    assert result.code == 0
    assert "bad.yaml:5:" in result.err
    assert sorted(files(project / "decks")) == ["bad.html", "bad.pptx"]


def test_all_mistakes_of_a_run_at_once(project: Path, run: Run) -> None:
    """Of the language in one run; of pictures and of what does not fit in the next, when the outline can be read."""
    write(
        project, "titel: x\nlang: english\nslides:\n  - title: yes\n  - bulets: [a]\n  - title: t\n    cards: [a, b]\n"
    )
    result = run("build", "bad")
    assert result.code == 1
    for line in (1, 2, 4, 5, 7):
        assert f"bad.yaml:{line}:" in result.err
    (project / "talks" / "empty.png").write_bytes(b"")
    write(project, HEAD + f"  - title: a\n    image: empty.png\n  - title: {'字' * 390}\n    kicker: {'字' * 390}\n")
    result = run("build", "bad")
    assert result.code == 1
    for line in (5, 6, 7):
        assert f"bad.yaml:{line}:" in result.err
    assert not Path("decks").exists()
