"""A grid as an .xlsx workbook: the least that Excel opens as its own (ECMA-376 Part 1 §12, §18).

Written from templates as the deck is: importing XlsxWriter alone takes longer than writing a deck of charts.
"""

from __future__ import annotations

import io

from talkdeck.pptx.charts.grid import Cell, Formula, Grid, shown
from talkdeck.pptx.package import ZipWriter
from talkdeck.pptx.templates import environment

_PARTS = {
    "[Content_Types].xml": "types",
    "_rels/.rels": "package_rels",
    "xl/workbook.xml": "workbook",
    "xl/_rels/workbook.xml.rels": "workbook_rels",
    "xl/styles.xml": "styles",
    "xl/sharedStrings.xml": "strings",
    "xl/worksheets/sheet1.xml": "sheet",
}
_LEAST_WIDTH, _MOST_WIDTH = 9, 60


class _Strings(dict[str, int]):
    """Shared strings, numbered as they are first used."""

    def __missing__(self, text: str) -> int:
        index = self[text] = len(self)
        return index


def workbook(grid: Grid, number_format: str) -> bytes:
    """The workbook of a grid: heads in row 1; numbers are shown in `number_format`. Same grid, same bytes."""
    strings = _Strings()
    depth = max(len(column.cells) for column in grid.columns)
    rows = [
        (1, [(f"{column.letters}1", "s", strings[column.head], None, 2) for column in grid.columns if column.head]),
        *(
            (
                row + 2,
                [
                    (column.address(row), *_cell(cell, strings))
                    for column in grid.columns
                    if row < len(column.cells) and (cell := column.cells[row]) is not None
                ],
            )
            for row in range(depth)
        ),
    ]
    values = {
        "rows": rows,
        "strings": list(strings),
        "widths": [_width((column.head, *column.cells)) for column in grid.columns],
        "dimension": f"A1:{grid.columns[-1].letters}{depth + 1}",
        "format": None if number_format == "General" else number_format,
    }
    out = io.BytesIO()
    package = ZipWriter(out)
    for name, template in _PARTS.items():
        package.xml(name, environment().get_template(f"xlsx/{template}.xml.j2").render(values))
    package.close()
    return out.getvalue()


def _cell(cell: str | float | Formula, strings: _Strings) -> tuple[str | None, int | str, str | None, int]:
    """Type, value, formula and style of a cell (§18.3.1.4 c): style 0 is text, 1 a number."""
    if isinstance(cell, str):
        return "s", strings[cell], None, 0
    return None, shown(cell), cell.text if isinstance(cell, Formula) else None, 1


def _width(cells: tuple[Cell, ...]) -> int:
    """A column's width in digits: Han takes two."""
    lines = [line for cell in cells if cell is not None for line in shown(cell).split("\n")]
    widest = max((sum(1 + (char > "\u2e7f") for char in line) for line in lines), default=0)
    return min(max(widest + 2, _LEAST_WIDTH), _MOST_WIDTH)
