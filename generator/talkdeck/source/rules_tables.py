"""Rules of tables and matrices: rows as wide as the head, spans that do not overlap, headings that exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from talkdeck.model.data import Cell, Matrix, Table, TableRow
from talkdeck.model.text import Text
from talkdeck.source.rule_helpers import Notes, Rule, _nodes, _value

MAX_COLUMNS = 12
"""More columns than this cannot be read on a slide."""


def _table(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    head, rows = _value(given, "head"), _value(given, "rows")
    if given and rows is None and "data" not in given:
        hint = "add `rows: [[Alpha, 1], [Beta, 2]]`, or `data:` with a file beside the outline"
        notes.note("E202", "a table needs `rows`", next(iter(given.values()))[0], hint)
    if "data" in given and ("rows" in given or "head" in given):
        at = given["rows" if "rows" in given else "head"][0]
        notes.note("E210", "a table has `data`, or `head` and `rows`", at, "keep one of them")
        return
    if head is not None:
        _emphasis(notes, head, _value(given, "emphasis"))
    elif "emphasis" in given and "data" not in given:
        hint = "add `head:`, or mark cells by `{text: ..., strong: true}`"
        notes.note("E214", "`emphasis` names headings, and the table has none", given["emphasis"][0], hint)
    if not isinstance(rows, SequenceNode):
        return
    width = _width(notes, head, rows)
    if not width:
        return
    if width > MAX_COLUMNS:
        hint = "use two tables, or turn rows and columns about"
        notes.note("E211", f"a table has {MAX_COLUMNS} columns at most, not {width}", head or rows, hint)
    for name, advice in (
        ("align", "give left, center, right or decimal for each column, or leave `align` out"),
        ("widths", "give a number for each column, such as [2, 1, 1], or leave `widths` out"),
    ):
        entries = _value(given, name)
        if isinstance(entries, SequenceNode) and entries.value and len(entries.value) != width:
            fact = f"`{name}` has {len(entries.value)} entries for {width} columns"
            notes.note("E214", fact, entries, advice)
    widths = values.get("widths")
    if isinstance(widths, tuple) and any(weight <= 0 for weight in widths):
        at = next(n for n, weight in zip(given["widths"][1].value, widths, strict=True) if weight <= 0)
        notes.note("E214", "a width is a number above 0", at, "widths are shares, such as [2, 1, 1]")


def _emphasis(notes: Notes, head: Node, emphasis: Node | None) -> None:
    if not (isinstance(head, SequenceNode) and isinstance(emphasis, SequenceNode)):
        return
    names = [entry.value for entry in head.value if isinstance(entry, ScalarNode)]
    for entry in emphasis.value:
        if isinstance(entry, ScalarNode) and entry.value not in names:
            close = difflib.get_close_matches(entry.value, names, 1, 0.5)
            hint = f"did you mean `{close[0]}`?" if close else f"the headings are {', '.join(names)}"
            notes.note("E214", f"no column is headed `{entry.value[:60]}`", entry, hint)


def _width(notes: Notes, head: Node | None, rows: SequenceNode) -> int:
    """How many columns there are; notes rows that fill more or fewer, and spans that overlap or end nowhere."""
    model: Node | None = head if isinstance(head, SequenceNode) else None
    width = len(model.value) if isinstance(model, SequenceNode) else 0
    covered: dict[tuple[int, int], int] = {}
    lines = list(_lines(rows))
    for at, (row, cells) in enumerate(lines):
        if cells is None:
            _group_row(notes, row, at, lines, covered)
            continue
        if not cells:
            notes.note("E205", "this row has no cells", row, "fill it or remove it")
            continue
        spans = [_span_of(cell) for cell in cells]
        if not width:
            width, model = sum(across for across, _ in spans), row
        free = [n for n in range(width) if (at, n) not in covered]
        wanted = sum(across for across, _ in spans)
        if wanted != len(free):
            name = "the head" if model is head else "the first row"
            _ragged(notes, row, cells, wanted, len(free), width, name, model)
            continue
        _place(notes, cells, spans, at, width, len(lines), covered)
    return width


def _lines(rows: SequenceNode) -> Iterator[tuple[Node, list[Node] | None]]:
    """Each row that is one, with its cells; None instead of cells for a group row."""
    for row in rows.value:
        if isinstance(row, SequenceNode):
            yield row, row.value
        elif isinstance(row, MappingNode):
            given = _nodes(row)
            cells = _value(given, "cells")
            if "group" in given:
                yield given["group"][0], None
            elif isinstance(cells, SequenceNode):
                yield cells, cells.value


def _span_of(cell: Node) -> tuple[int, int]:
    """`across` and `down` of a cell; 1 where they are not given or no number above 0."""
    given = _nodes(cell)

    def count(name: str) -> int:
        value = _value(given, name)
        return (
            int(value.value) if isinstance(value, ScalarNode) and value.value.isdecimal() and value.value != "0" else 1
        )

    return count("across"), count("down")


def _ragged(
    notes: Notes, row: Node, cells: list[Node], wanted: int, free: int, width: int, name: str, model: Node | None
) -> None:
    line = model.start_mark.line + 1 if model else 0
    if wanted == len(cells) and free == width:
        fact = f"this row has {len(cells)} cell{'s' if len(cells) != 1 else ''}, {name} has {width}"
    else:
        there = f"this row has {free} of {width} free" if free < width else f"{name} has {width}"
        fact = f"the cells of this row fill {wanted} column{'s' if wanted != 1 else ''}, {there}"
    hints = [f"{name} stands in line {line}; write ~ for an empty cell"]
    if free < width:
        hints.append("leave out the cells that one above spans (`down`)")
    if wanted > free and wanted == len(cells):
        hints.append("a cell with a comma in it must be quoted")
    notes.note("E214", fact, row, *hints)


def _place(
    notes: Notes,
    cells: list[Node],
    spans: list[tuple[int, int]],
    at: int,
    width: int,
    count: int,
    covered: dict[tuple[int, int], int],
) -> None:
    """Put a row's cells into its free places; `covered` gets the places below that they span, with their line."""
    column = 0
    taken: dict[tuple[int, int], int] = {}
    for cell, (across, down) in zip(cells, spans, strict=True):
        while (at, column) in covered:
            column += 1
        line = cell.start_mark.line + 1
        for over in range(column, column + across):
            if (at, over) in covered:
                fact = f"this cell spans a place that the cell in line {covered[at, over]} spans, too"
                notes.note("E215", fact, cell, "make `across` or `down` of one of them smaller")
                break
            for under in range(at + 1, at + down):
                taken[under, over] = line
        if at + down > count:
            where = _value(_nodes(cell), "down") or cell
            fact = f"this cell spans {down} rows, and {count - at} {'is' if count - at == 1 else 'are'} left"
            notes.note(
                "E215", fact, where, f"write `down: {count - at}`, or add rows" if count - at > 1 else "add rows"
            )
        column += across
    covered.update(taken)


def _group_row(
    notes: Notes,
    row: Node,
    at: int,
    lines: list[tuple[Node, list[Node] | None]],
    covered: dict[tuple[int, int], int],
) -> None:
    crossing = [line for (under, _), line in covered.items() if under == at]
    if crossing:
        fact = f"the cell in line {crossing[0]} spans this group row"
        notes.note("E215", fact, row, "let the cell end above it: make `down` smaller")
    if at + 1 == len(lines) or lines[at + 1][1] is None:
        notes.note("E212", "this group has no rows", row, "add rows below it, or remove it")


def _row(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    if "group" in given and "cells" in given:
        hint = "the group's rows are those that follow it"
        notes.note("E210", "a row has `cells`, or is the `group` of the rows below", given["cells"][0], hint)
    elif given and "group" not in given and "cells" not in given:
        hint = "add `cells: [...]`, or `group: ...` for a heading across the table"
        notes.note("E212", "this row has no cells", next(iter(given.values()))[0], hint)


def _cell(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    for name in ("across", "down"):
        count = values.get(name)
        if isinstance(count, int) and count < 1:
            notes.note("E215", f"`{name}` is a number from 1 on, not {count}", given[name][1], "leave it out for 1")


def _matrix(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    columns, rows = values.get("columns"), values.get("rows")
    if not isinstance(columns, tuple):
        return
    if len(columns) > MAX_COLUMNS - 1:
        hint = "use two matrices, or turn rows and columns about"
        fact = f"a matrix has {MAX_COLUMNS - 1} columns at most, not {len(columns)}"
        notes.note("E211", fact, given["columns"][1], hint)
    if not isinstance(rows, tuple):
        return
    entries = given["rows"][1]
    nodes = [value for _, value in entries.value] if isinstance(entries, MappingNode) else entries.value
    for row, at in zip(rows, nodes, strict=True):
        if len(row.cells) != len(columns):
            cells = f"{len(row.cells)} cell{'s' if len(row.cells) != 1 else ''}"
            fact = f"this row has {cells}, the matrix has {len(columns)} columns"
            hint = f"the columns stand in line {_line(given['columns'][1])}; write ~ for an empty cell"
            notes.note("E214", fact, _value(_nodes(at), "cells") or at, hint)
    names = [row.name.plain for row in rows if isinstance(row.name, Text)]
    for n, name in enumerate(names):
        if name in names[:n]:
            at = nodes[n]
            notes.note("E209", f"the matrix has a row `{name[:60]}` already", at, "give every row its own name")


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


RULES: dict[type[Any], Rule] = {Table: _table, TableRow: _row, Cell: _cell, Matrix: _matrix}
