"""Rows of data for data-driven decks: CSV, JSON Lines, YAML or Parquet, read as they are asked for.

A row that cannot be read is a row with problems, at its line, and the next one is read all the same. What is wrong with
the file as a whole (E460 to E462) stops it all. Nothing is kept of rows that were read.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import difflib
import json
import math
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from talkdeck.model.problems import Problem, RefusedError, Span
from talkdeck.model.values import Struct, field, replace

KINDS = {".csv": "csv", ".tsv": "csv", ".jsonl": "lines", ".ndjson": "lines", ".yaml": "yaml", ".yml": "yaml"}
KINDS |= {".parquet": "parquet"}
DELIMITERS = ",;\t|"

MOST_LINES = 200
"""Lines that one record of a CSV file may have: an open quotation mark shall not swallow the rest of the file."""

MOST = 20_000_000
"""Characters of a YAML file that is not a plain list with a dash for each row, which is read at once."""


class Row(Struct, frozen=True):
    """A row of data. `number` counts rows from 1, `line` is where it begins in the file (0 where there are no lines).

    `values` are texts, numbers, true or false, None, or lists and mappings of them; of a CSV file all are texts.
    """

    number: int
    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Rows:
    """The rows of a file. `columns` are the names that every row has; None where that differs by row."""

    def __init__(self, path: Path) -> None:
        """Raises RefusedError: E460 a file that cannot be opened, E461 of a kind that is not read, E462 no table.

        Raises ImportError where Parquet is asked for and pyarrow is not installed.
        """
        self.path = path
        self.columns: tuple[str, ...] | None = None
        kind = KINDS.get(path.suffix.lower())
        if not path.is_file():
            if path.exists():
                raise _refused("E460", path, "is no file", "name a file of rows")
            names = sorted(p.name for p in path.parent.glob("*") if p.suffix.lower() in KINDS)
            close = difflib.get_close_matches(path.name, names, 1, 0.5)
            raise _refused("E460", path, "is not there", *(f"did you mean `{name}`?" for name in close))
        if kind is None:
            advice = "an array of JSON becomes JSON Lines by `jq -c '.[]'`" if path.suffix.lower() == ".json" else ""
            hints = ("save it as CSV (.csv), JSON Lines (.jsonl), YAML (.yaml) or Parquet (.parquet)", advice)
            raise _refused("E461", path, "is of a kind that is not read", *filter(None, hints))
        try:
            if kind == "parquet":
                self._rows = self._of_parquet()
            else:
                encoding = _encoding(path)
                self._rows = {"csv": self._of_csv, "lines": self._of_lines, "yaml": self._of_yaml}[kind](encoding)
        except OSError as failure:
            raise _refused("E460", path, f"cannot be read: {failure.strerror}", "check its rights") from failure

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def _of_csv(self, encoding: str) -> Iterator[Row]:
        """Rows below a line of headings, which is read at once."""
        records = _records(self.path, encoding)
        head = next(records, None)
        if head is None:
            raise _refused("E462", self.path, "is empty", "begin with a line of headings, then the rows")
        line, cells, wrong = head
        names = [cell.strip() for cell in cells]
        span = Span(str(self.path), line, 1, line, 2)
        twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
        if wrong or twice is not None or not all(names):
            fact = wrong or (f"the heading `{twice}` is given twice" if twice else "a column has no heading")
            raise RefusedError([Problem("E462", fact, span, ("the first line names each column once",))])
        self.columns = tuple(names)
        return self._below(records, names)

    def _below(self, records: Iterator[tuple[int, list[str], str]], names: list[str]) -> Iterator[Row]:
        for number, (line, cells, wrong) in enumerate(records, 1):
            hint = 'a cell with the delimiter or a quotation mark in it stands in quotes, the mark inside it twice: ""'
            if not wrong and len(cells) != len(names):
                wrong = f"this row has {len(cells)} cell{'s' * (len(cells) != 1)}, the headings are {len(names)}"
                hint = hint if len(cells) > len(names) else "leave a cell empty, but keep its delimiter"
            if wrong:
                yield self._bad(number, line, wrong, hint)
            else:
                yield Row(number, line, dict(zip(names, (cell.strip() for cell in cells), strict=True)))

    def _of_lines(self, encoding: str) -> Iterator[Row]:
        """A mapping in each line; empty lines are passed over."""
        number = 0
        with self.path.open(encoding=encoding) as file:
            for line, text in enumerate(file, 1):
                if not text.strip():
                    continue
                number += 1
                try:
                    value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
                except json.JSONDecodeError as error:
                    yield self._bad(
                        number, line, f"this is not JSON: {error.msg}", "write a mapping in a line", error.colno
                    )
                except (ValueError, RecursionError) as error:
                    fact = "this is nested too deep" if isinstance(error, RecursionError) else str(error)
                    yield self._bad(number, line, fact, "write a mapping of names and values in a line")
                else:
                    if isinstance(value, dict):
                        yield Row(number, line, value)
                    else:
                        yield self._bad(number, line, "this is no mapping", 'write {"name": "value", ...} in a line')

    def _of_yaml(self, encoding: str) -> Iterator[Row]:
        """A list of mappings. Each item that begins with a dash at the margin is read by itself."""
        number = 0
        for first, text in _items(self.path, encoding):
            for line, value, problems in _mappings(text, str(self.path), first):
                number += 1
                if problems:
                    yield Row(number, line, problems=problems)
                elif isinstance(value, dict):
                    yield Row(number, line, value)
                else:
                    yield self._bad(number, line, "this is no mapping", "write `- name: value`, a key a line")

    def _of_parquet(self) -> Iterator[Row]:
        import pyarrow
        from pyarrow import parquet

        try:
            file = parquet.ParquetFile(self.path, pre_buffer=False)
        except pyarrow.ArrowException as failure:
            raise _refused(
                "E462", self.path, f"is no Parquet file: {str(failure)[:120]}", "write it again"
            ) from failure
        self.columns = tuple(file.schema_arrow.names)

        def rows() -> Iterator[Row]:
            number = 0
            try:
                for batch in file.iter_batches(batch_size=64, use_threads=False):
                    for values in batch.to_pylist():
                        number += 1
                        try:
                            yield Row(number, 0, {name: _plain(value) for name, value in values.items()})
                        except ValueError as failure:
                            yield self._bad(number, 0, str(failure), "convert the column to text or numbers")
            except pyarrow.ArrowException as failure:
                yield self._bad(number + 1, 0, f"the file is damaged here: {str(failure)[:120]}", "write it again")

        return rows()

    def _bad(self, number: int, line: int, fact: str, hint: str, col: int = 1) -> Row:
        span = Span(str(self.path), max(line, 1), col, max(line, 1), col + 1)
        where = f"row {number}: {fact}" if not line else fact
        return Row(number, line, problems=(Problem("E463", where, span, (hint,)),))


def _refused(code: str, path: Path, fact: str, *hints: str) -> RefusedError:
    return RefusedError([Problem(code, f"data file `{path}` {fact}", Span(str(path), 1, 1, 1, 1), hints)])


def _encoding(path: Path) -> str:
    """What the file is written in: UTF-8 with or without a mark, UTF-16 with one, GB 18030. Read once for that."""
    with path.open("rb") as file:
        marked = file.read(2) in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        with path.open("rb") as file:
            try:
                while block := file.read(1 << 20):
                    if "\0" in decoder.decode(block):
                        break
                else:
                    decoder.decode(b"", True)
                    return encoding
            except UnicodeDecodeError:
                continue
    raise _refused("E461", path, "is not text in UTF-8, UTF-16 or GBK", "save it as UTF-8")


# --- CSV --------------------------------------------------------------------------------------------------------------


def _records(path: Path, encoding: str) -> Iterator[tuple[int, list[str], str]]:
    """Line, cells, and what is wrong, of every record (RFC 4180) that is not empty.

    A record that is wrong costs its first line alone: the next one begins in the line below it, so that a quotation
    mark that was left open takes no other rows with it.
    """
    with path.open(encoding=encoding) as file:
        waiting: deque[str] = deque()
        first, delimiter = 0, ""

        def lines() -> Iterator[str]:
            """The lines of a record as far as the reader asks for them; they wait until it is done."""
            for used in range(MOST_LINES):
                if used == len(waiting):
                    line = file.readline()
                    if not line:
                        return
                    waiting.append(line)
                yield waiting[used]

        while True:
            if not waiting:
                if not (line := file.readline()):
                    return
                waiting.append(line)
            first += 1
            if not waiting[0].strip():
                waiting.popleft()
                continue
            delimiter = delimiter or _delimiter(waiting[0])
            reader = csv.reader(lines(), delimiter=delimiter, strict=True, skipinitialspace=True)
            try:
                cells = next(reader)
            except csv.Error as error:
                open_mark = "unexpected end" in str(error) or "field larger" in str(error)
                fact = "a quotation mark is not closed" if open_mark else "text follows a closed quotation mark"
                waiting.popleft()
                yield first, [], fact
                continue
            if any(cell.strip() for cell in cells):
                yield first, cells, ""
            for _ in range(reader.line_num):
                waiting.popleft()
            first += reader.line_num - 1


def _delimiter(line: str) -> str:
    """The sign that parts the cells of the first line, quoted ones left out."""
    bare = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=lambda sign: (bare.count(sign), -DELIMITERS.index(sign)))


# --- JSON and YAML ----------------------------------------------------------------------------------------------------


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for at, name in enumerate(names) if name in names[:at])
        raise ValueError(f"`{twice}` is given twice")
    return values


def _no_number(word: str) -> None:
    raise ValueError(f"`{word}` is no number of JSON")


def _items(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """First line and text of every item of a list with its dashes at the margin; of another file, all of it."""
    with path.open(encoding=encoding) as file:
        first, item, size = 1, list[str](), 0
        for number, line in enumerate(file, 1):
            if line.startswith(("- ", "-\n")):
                if any(text.strip() and not text.startswith(("#", "---")) for text in item):
                    yield first, "".join(item)
                first, item, size = number, [], 0
            item.append(line)
            size += len(line)
            if size > MOST:
                raise _refused("E462", path, "is no list of rows", "begin each row with `- ` at the margin")
        if item:
            yield first, "".join(item)


def _mappings(text: str, path: str, first: int) -> Iterator[tuple[int, Any, tuple[Problem, ...]]]:
    """Line, value and problems of each row in a part of a YAML file that begins in line `first`."""
    from yaml import SequenceNode

    from talkdeck.source.yaml import load, span_of

    root, problems = load(text, path)
    wrong = [problem for problem in problems if problem.is_error]
    if wrong or root is None:
        if wrong:
            yield first, None, tuple(replace(each, span=_lower(each.span, first - 1)) for each in wrong)
        return
    for item in root.value if isinstance(root, SequenceNode) else (root,):
        yield span_of(item, path).line + first - 1, _value(item), ()


def _lower(span: Span, by: int) -> Span:
    return replace(span, line=span.line + by, end_line=span.end_line + by)


def _value(node: Any) -> Any:
    """A YAML node as a value: plain figures are numbers, all that is quoted is text."""
    from yaml import MappingNode, SequenceNode

    from talkdeck.source.scalars import is_figure
    from talkdeck.source.yaml import entries, is_null, is_plain, truth

    if isinstance(node, SequenceNode):
        return [_value(item) for item in node.value]
    if isinstance(node, MappingNode):
        return {name: _value(value) for name, _, value in entries(node)}
    if is_null(node):
        return None
    if (said := truth(node)) is not None:
        return said
    if is_plain(node) and is_figure(node.value):
        number = float(node.value)
        # 007 is a number of a customer, not seven; 12.50 keeps its nought.
        for value in (int(number), number) if math.isfinite(number) else ():
            if str(value) == node.value:
                return value
    return node.value


def _plain(value: Any) -> Any:
    """A value of a Parquet file as JSON would have it; missing ones, NaN too, are None. Raises ValueError."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    raise ValueError(f"a value of the type {type(value).__name__} cannot stand in a deck")
