"""Data files beside an outline: CSV, JSON or YAML to a grid of texts, each cell with its place in the file.

Nothing is turned into a number here (`figures` does that), so that every mistake can be said at its cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from talkdeck.model import reads
from talkdeck.model.problems import Problem, RefusedError, Span
from talkdeck.model.values import Struct

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 5000
MAX_COLUMNS = 200
DELIMITERS = ",;\t|"
NAMES = (".csv", ".tsv", ".txt", ".json", ".yaml", ".yml")


class Entry(Struct, frozen=True):
    """A cell: its text without blanks around it, and where it stands. An empty text is a missing value."""

    text: str
    span: Span


class Grid(Struct, frozen=True):
    """A data file: headings, and rows as long as the headings."""

    path: str
    head: tuple[Entry, ...]
    rows: tuple[tuple[Entry, ...], ...]

    def column(self, name: str, span: Span) -> int:
        """The number of a column; its heading counts as it stands, else without regard to case and blanks.

        Raises RefusedError (E444) at `span`, where the outline names it.
        """
        names = [entry.text for entry in self.head]
        if name in names:
            return names.index(name)
        folded = ["".join(n.split()).casefold() for n in names]
        wanted = "".join(name.split()).casefold()
        if folded.count(wanted) == 1:
            return folded.index(wanted)
        close = get_close_matches(name, names, 1, 0.5)
        listed = ", ".join(f"`{n}`" for n in names[:12])
        hints = (*(f"did you mean `{n}`?" for n in close), f"its columns are {listed}")
        raise RefusedError([Problem("E444", f"{Path(self.path).name} has no column `{name}`", span, hints)])


def load(name: str, beside: Path, root: Path, span: Span) -> Grid:
    """The grid of a data file. `beside` is the outline's folder, `root` the project's, `span` where the file is named.

    Raises RefusedError: E440 to E442 at `span` for the file, E443 in the file for what it holds.
    """
    place = beside / name
    text = _decoded(_bytes(place, name, root, span), name, span)
    path = str(place)
    suffix = place.suffix.lower()
    if suffix == ".json":
        rows = _tree_rows(text, path, strict_json=True)
    elif suffix in (".yaml", ".yml"):
        rows = _tree_rows(text, path, strict_json=False)
    else:
        rows = _delimited(text, path)
    return _grid(rows, path)


def _bytes(place: Path, name: str, root: Path, span: Span) -> bytes:
    def refuse(code: str, fact: str, *hints: str) -> RefusedError:
        return RefusedError([Problem(code, f"data file `{name[:80]}` {fact}", span, hints)])

    try:
        path = place.resolve()
        if not path.is_relative_to(root.resolve()):
            raise refuse("E441", "is outside the project folder", "copy it beside the outline and name it from there")
        if path.suffix.lower() not in NAMES:
            raise refuse("E442", "is of a kind that is not read", "save it as CSV, JSON or YAML")
        if path.is_dir():
            raise refuse("E442", "is a folder", "name a file in it")
        if not path.is_file():
            names = [p.name for p in path.parent.glob("*") if p.suffix.lower() in NAMES] if path.parent.is_dir() else []
            close = get_close_matches(path.name, sorted(names), 1, 0.5)
            raise refuse(
                "E440", "is not there", *(f"did you mean `{n}`?" for n in close), "name it relative to the outline"
            )
        if path.stat().st_size > MAX_BYTES:
            raise refuse("E442", f"is larger than {MAX_BYTES // 1024 // 1024} MB", "keep only what the deck shows")
        return reads.read(place)
    except (OSError, ValueError, RuntimeError) as failure:
        reason = getattr(failure, "strerror", None) or "its name cannot be a file's"
        raise refuse("E442", f"cannot be read: {reason}", "check its name and rights") from failure


def _decoded(data: bytes, name: str, span: Span) -> str:
    """The text, in whichever encoding spreadsheets write: UTF-8 with or without a mark, UTF-16 with one, GB 18030."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    fact = f"data file `{name[:80]}` is not text in UTF-8, UTF-16 or GBK"
    raise RefusedError([Problem("E442", fact, span, ("save it as CSV UTF-8",))])


def _wrong(path: str, line: int, col: int, fact: str, *hints: str, end: int = 0) -> RefusedError:
    return RefusedError([Problem("E443", fact, Span(path, line, col, line, end or col + 1), hints)])


def _delimited(text: str, path: str) -> list[list[Entry]]:
    """Rows of a CSV file (RFC 4180), its delimiter found from the first line; empty lines are passed over."""
    delimiter = _delimiter(text)
    rows: list[list[Entry]] = []
    row: list[Entry] = []
    at, line, start = 0, 1, 0
    while at < len(text):
        begin, col = at, at - start + 1
        first = line
        while at < len(text) and text[at] == " ":
            at += 1
        if text[at : at + 1] == '"':
            at += 1
            parts = []
            while True:
                close = text.find('"', at)
                if close < 0:
                    hint = 'a quotation mark inside a quoted cell is written twice: ""'
                    raise _wrong(path, first, col, "this quotation mark is not closed", hint)
                parts.append(text[at:close])
                at = close + 1
                if text[at : at + 1] != '"':
                    break
                parts.append('"')
                at += 1
            value = "".join(parts)
            line += value.count("\n")
            if "\n" in value:
                start = text.rindex("\n", 0, at) + 1
            after = at
            while at < len(text) and text[at] not in (delimiter, "\n"):
                at += 1
            if text[after:at].strip():
                hint = 'put the whole cell in quotes, and a mark inside it twice: ""'
                raise _wrong(path, line, after - start + 1, "text follows the closed quotation mark", hint)
        else:
            at = begin
            while at < len(text) and text[at] not in (delimiter, "\n"):
                at += 1
            value = text[begin:at]
        end = at - start + 1
        row.append(Entry(" ".join(value.split()), Span(path, first, col, line, max(end, col + 1))))
        if at >= len(text) or text[at] == "\n":
            if len(row) > 1 or row[0].text:
                rows.append(row)
            row = []
            at, line = at + 1, line + 1
            start = at
        else:
            at += 1
    if row:  # the file ends behind a delimiter
        col = at - start + 1
        rows.append([*row, Entry("", Span(path, line, col, line, col + 1))])
    return rows


def _delimiter(text: str) -> str:
    """The sign that parts the cells of the first line, quoted ones left out."""
    first = re.sub(r'"[^"]*"', "", next((line for line in text.split("\n") if line.strip()), ""))
    return max(DELIMITERS, key=lambda sign: (first.count(sign), -DELIMITERS.index(sign)))


def _tree_rows(text: str, path: str, *, strict_json: bool) -> list[list[Entry]]:
    """Rows of a JSON or YAML file: a list of records, a list of lists, or a mapping of columns to their values."""
    from yaml import MappingNode, Node, ScalarNode, SequenceNode

    from talkdeck.source.yaml import entries, is_null, span_at, span_of
    from talkdeck.source.yaml import load as load_yaml

    if strict_json:
        try:
            json.loads(text)
        except json.JSONDecodeError as error:
            raise _wrong(path, error.lineno, error.colno, f"this is not JSON: {error.msg}") from error
        except RecursionError:
            raise _wrong(path, 1, 1, "this is nested too deep", "write a list of records") from None
        text = text.replace("\t", " ").replace("\\/", "/ ")
    root, problems = load_yaml(text, path)
    wrong = [p for p in problems if p.is_error and p.code != "E127"]
    if wrong:
        raise RefusedError(wrong)
    forms = "write a list of records, such as [{year: 2024, world: 387.9}], or of rows with the headings first"

    def entry(node: Node) -> Entry:
        if not isinstance(node, ScalarNode):
            mark = node.start_mark
            raise _wrong(path, mark.line + 1, mark.column + 1, "a cell is one value, no list or mapping", forms)
        return Entry("" if is_null(node) else " ".join(node.value.split()), span_of(node, path))

    if isinstance(root, MappingNode):
        columns = [(key, value) for _, key, value in entries(root)]
        lists = []
        for key, value in columns:
            if not isinstance(value, SequenceNode):
                mark = value.start_mark
                fact = f"`{key.value}` has no list of values"
                raise _wrong(path, mark.line + 1, mark.column + 1, fact, forms)
            lists.append([entry(item) for item in value.value])
            if len(lists[-1]) != len(lists[0]):
                fact = f"`{key.value}` has {len(lists[-1])} values, `{columns[0][0].value}` has {len(lists[0])}"
                mark = key.start_mark
                raise _wrong(path, mark.line + 1, mark.column + 1, fact, "write null where there is none")
        return [[entry(key) for key, _ in columns], *(list(row) for row in zip(*lists, strict=True))]
    if not isinstance(root, SequenceNode) or not root.value:
        raise _wrong(path, 1, 1, "the file holds no rows", forms)
    if isinstance(root.value[0], SequenceNode):
        rows = []
        for item in root.value:
            if not isinstance(item, SequenceNode):
                mark = item.start_mark
                raise _wrong(path, mark.line + 1, mark.column + 1, "this is no row of cells", forms)
            rows.append([entry(cell) for cell in item.value])
        return rows
    heads: dict[str, Entry] = {}
    records = []
    for item in root.value:
        if not isinstance(item, MappingNode):
            mark = item.start_mark
            raise _wrong(path, mark.line + 1, mark.column + 1, "this is no record", forms)
        record = {}
        for name, key, value in entries(item):
            heads.setdefault(name, entry(key))
            record[name] = entry(value)
        records.append((record, span_at(path, item.start_mark)))
    return [list(heads.values()), *([r.get(name) or Entry("", at) for name in heads] for r, at in records)]


def _grid(rows: Sequence[Sequence[Entry]], path: str) -> Grid:
    """Rows with the first one as headings, checked to be even."""
    if not rows or len(rows) < 2:
        raise _wrong(path, 1, 1, "the file has no rows of figures", "begin with a line of headings, then the rows")
    head, *body = rows
    if len(body) > MAX_ROWS or len(head) > MAX_COLUMNS:
        fact = f"the file has {len(body):,} rows and {len(head)} columns; {MAX_ROWS:,} and {MAX_COLUMNS} are the limit"
        raise _wrong(path, 1, 1, fact, "keep only what the deck shows")
    problems = []
    seen: dict[str, Entry] = {}
    for entry in head:
        if not entry.text:
            hint = "name the column, or remove it"
            problems.append(Problem("E443", "this column has no heading", entry.span, (hint,)))
        elif entry.text in seen:
            hint = "give each column a name of its own"
            problems.append(Problem("E443", f"the heading `{entry.text}` is given twice", entry.span, (hint,)))
        seen.setdefault(entry.text, entry)
    for row in body:
        if len(row) != len(head):
            cells = f"{len(row)} cell{'s' if len(row) != 1 else ''}"
            hint = (
                "a cell with the delimiter in it must be quoted"
                if len(row) > len(head)
                else "leave it empty, but keep its delimiter"
            )
            fact = f"this row has {cells}, the headings are {len(head)}"
            problems.append(Problem("E443", fact, row[min(len(row), len(head)) - 1].span, (hint,)))
    if problems:
        raise RefusedError(problems)
    return Grid(path, tuple(head), tuple(tuple(row) for row in body))


MISSING = frozenset(("", "-", "–", "—", "--", "…", "n/a", "na", "n.a.", "null", "none", "~", "无", "無", "暂无", "缺"))
"""What stands in a cell that has no figure."""

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_SIGNS = str.maketrans("０１２３４５６７８９．，－−％＋", "0123456789.,--%+")


def figure(entry: Entry) -> float | None:
    """The number in a cell; None where it says that there is none. 1,454.2 and 12.5% are understood.

    Raises RefusedError (E445) at the cell.
    """
    text = entry.text.translate(_SIGNS).replace("\u00a0", "").replace("\u202f", "")
    if text.casefold() in MISSING:
        return None
    bare = (
        text.removesuffix("%").replace(" ", "")
        if re.fullmatch(r"[\d ]+(\.\d+)?%?", text)
        else text.removesuffix("%").strip()
    )
    if bare and _NUMBER.fullmatch(bare) and any(c.isdigit() for c in bare):
        return float(bare.replace(",", ""))
    hints = ["write a number, such as 1454.2, or leave the cell empty where there is none"]
    if re.fullmatch(r"[+-]?[\d.]+,\d+", bare):
        hints.insert(0, f"for a decimal comma write a point: {bare.replace('.', '').replace(',', '.')}")
    elif found := re.match(r"[+-]?[\d.,]+", bare):
        hints.insert(0, f"write only the number, `{found.group().rstrip('.,')}`, and its unit as `given:` of the chart")
    raise RefusedError([Problem("E445", f"`{entry.text[:60]}` is not a number", entry.span, tuple(hints))])
