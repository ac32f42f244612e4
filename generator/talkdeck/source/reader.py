"""The first stage: an outline's bytes to an `Outline` and problems. Nothing else in the package opens an outline.

A talk in several languages has an `Outline` for each (see `editions`); mistakes of all of them come out of one run.
"""

from __future__ import annotations

import gc
import re
import stat
from pathlib import Path

from yaml import Node

from talkdeck.model import reads
from talkdeck.model.outline import Outline
from talkdeck.model.problems import Problem, Span, in_order
from talkdeck.model.values import replace
from talkdeck.source.characters import odd_characters
from talkdeck.source.editions import editions
from talkdeck.source.validate import outline
from talkdeck.source.yaml import is_null, load

MAX_BYTES = 16_000_000
"""A talk of 1,000 slides has about 1.5 MB."""

_BREAKS = re.compile(r"\r\n?|\n")

Result = tuple[Outline | None, tuple[Problem, ...]]
Editions = tuple[tuple[Outline, ...], tuple[Problem, ...]]


def read(path: Path, edition: str | None = None) -> Result:
    """Read an outline, in its own language or as one of its editions.

    Returns it, or None if there is any error, and the problems of all editions in the order of the file. Spans name the
    path as given. Never raises for what a file may hold or the file system may say.
    """
    return _one(read_editions(path), edition, str(path))


def read_editions(path: Path) -> Editions:
    """Read all editions of an outline, its own language first. There is none if there is any error."""
    data = _bytes(path)
    return _editions(data, str(path)) if isinstance(data, bytes) else data


def read_tree(path: Path) -> tuple[Node | None, str, tuple[Problem, ...]]:
    """The YAML tree of an outline that is not read any further, the file's text, and what is wrong with them.

    There is no tree if there is any error.
    """
    data = _bytes(path)
    if not isinstance(data, bytes):
        return None, "", data[1]
    if len(data) > MAX_BYTES:
        return None, "", _too_large(len(data), str(path))[1]
    text, problems = _decode(data, str(path))
    root = None
    if not any(problem.is_error for problem in problems):
        root, found = load(text, str(path))
        problems += found
    return (None if any(problem.is_error for problem in problems) else root), text, in_order(problems)


def outlines_of(root: Node, path: str, text: str) -> Editions:
    """The editions that a YAML tree says; `text` is the file's, `path` what spans name."""
    return _outlines(root, path, text, [])


def _bytes(path: Path) -> bytes | Editions:
    """What the file holds, or why it cannot be read."""
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return _refused("E101", "this is a folder, not an outline", name, "name a file, such as talks/trends.yaml")
        if not stat.S_ISREG(status.st_mode):
            return _refused("E101", "this is not an ordinary file", name, "name a file, such as talks/trends.yaml")
        if status.st_size > MAX_BYTES:
            return _too_large(status.st_size, name)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        reads.note(path, data)
        return data
    except FileNotFoundError:
        return _refused("E101", "there is no such file", name, "check the name; `talkdeck new` makes a first outline")
    except PermissionError:
        return _refused("E101", "the file may not be read", name, "give yourself the right to read it")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return _refused("E101", f"the file cannot be read: {reason}", name, "check the name and the disk")


def read_bytes(data: bytes, path: str, edition: str | None = None) -> Result:
    """Read an outline from its bytes, in its own language or as one of its editions; `path` is what spans name."""
    return _one(_editions(data, path), edition, path)


def read_editions_of(data: bytes, path: str) -> Editions:
    """Read all editions of an outline from its bytes, as `read_editions` does; `path` is what spans name."""
    return _editions(data, path)


def text_of(data: bytes) -> str:
    """The text of an outline that can be read: no byte order mark, lines ended by line feeds."""
    return _decode(data, "")[0]


def _one(read: Editions, edition: str | None, path: str) -> Result:
    outlines, problems = read
    for value in outlines:
        if edition is None or value.lang == edition:
            return value, problems
    if outlines:
        fact = f"the talk has no edition in `{edition}`"
        return None, (*problems, _problem("E243", fact, path, f"add `editions: [{edition}]`"))
    return None, problems


def _editions(data: bytes, path: str) -> Editions:
    if len(data) > MAX_BYTES:
        return _too_large(len(data), path)
    text, problems = _decode(data, path)
    if any(problem.is_error for problem in problems):
        return (), in_order(problems)
    # Tens of thousands of live nodes make each collection dear, and none of them is garbage: 40 % of the time here.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read_text(text, path, problems)
    finally:
        if collecting:
            gc.enable()


def _read_text(text: str, path: str, problems: list[Problem]) -> Editions:
    root, found = load(text, path)
    problems.extend(found)
    return _outlines(root, path, text, problems)


def _outlines(root: Node | None, path: str, text: str, problems: list[Problem]) -> Editions:
    outlines: list[Outline] = []
    if root is not None and not is_null(root):
        trees, more = editions(root, path)
        problems.extend(more)
        for lang, tree in trees:
            value, more = outline(tree, path, text)
            problems.extend(more)
            if value is not None:
                outlines.append(replace(value, lang=lang) if lang else value)
    elif not any(problem.is_error for problem in problems):
        problems.append(_problem("E104", "the file is empty", path, "begin with `title: My talk`"))
    ordered = in_order(problems)
    return (() if any(problem.is_error for problem in ordered) else tuple(outlines)), ordered


def _decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Bytes to text with \\n line ends, and what is wrong with its characters."""
    problems: list[Problem] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "save it as UTF-8 (in Notepad: Save as, encoding UTF-8)"
        return "", [_problem("E103", "the file is UTF-16, not UTF-8", path, hint)]
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        problems.append(
            _problem("W105", "the file begins with a byte order mark", path, "save it as UTF-8 without BOM")
        )
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = _BREAKS.sub("\n", data[: error.start].decode())
        span = _at(before, len(before), path)
        kind = "the file is not UTF-8" if b"\0" not in data[:1000] else "this is not a text file"
        hint = "save it as UTF-8; old Chinese files are often GBK (iconv -f GBK -t UTF-8)"
        return "", [Problem("E103", f"{kind}: the byte {data[error.start]:#04x} cannot stand here", span, (hint,))]
    if "\r" in text:
        text = _BREAKS.sub("\n", text)
    if not text.strip():
        problems.append(_problem("E104", "the file is empty", path, "begin with `title: My talk`"))
    for offset, code, fact, hints in odd_characters(text):
        problems.append(Problem(code, fact, _at(text, offset, path), hints))
        if len(problems) > MAX_ODD:
            break
    return text, problems


MAX_ODD = 50
"""So many odd characters are reported; a binary file has no end of them."""


def _at(text: str, offset: int, path: str) -> Span:
    """The span of the character at an offset into text with \\n line ends."""
    line = text.count("\n", 0, offset) + 1
    col = offset - text.rfind("\n", 0, offset)
    return Span(path, line, col, line, col + 1)


def _problem(code: str, text: str, path: str, hint: str) -> Problem:
    return Problem(code, text, Span(path, 1, 1, 1, 1), (hint,))


def _refused(code: str, text: str, path: str, hint: str) -> Editions:
    return (), (_problem(code, text, path, hint),)


def _too_large(size: int, path: str) -> Editions:
    text = f"the file has {size / 1e6:.0f} MB; an outline may have {MAX_BYTES // 1_000_000}"
    return _refused("E102", text, path, "pictures and data belong in files of their own")
