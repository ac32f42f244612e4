"""Where the charts of a deck go: their parts are numbered and put into its package as slides ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from talkdeck.model.chart import ChartBox
from talkdeck.pptx.charts.parts import chart_parts, has_drawing
from talkdeck.pptx.package import OFFICE, Relation, ZipWriter
from talkdeck.pptx.style import Palette

_CHART, _DRAWING, _WORKBOOK = "charts/chart{}.xml", "drawings/drawing{}.xml", "embeddings/Microsoft_Excel_Sheet{}.xlsx"


class ChartStore:
    """Puts charts into a package. `relate` writes the relations of a part."""

    def __init__(self, zip_: ZipWriter, relate: Callable[[str, list[Relation]], None], alt_lang: str) -> None:
        self._zip = zip_
        self._relate = relate
        self._alt_lang = alt_lang
        self._charts = self._drawings = 0

    def add(self, box: ChartBox, palette: Palette) -> str:
        """Write the parts of a chart on a ground. Returns the target of a slide's relation to it."""
        self._charts += 1
        chart, book = _CHART.format(self._charts), _WORKBOOK.format(self._charts)
        relations: list[Relation] = [("rId1", OFFICE + "package", f"../{book}", False)]
        drawing = None
        if has_drawing(box):
            self._drawings += 1
            drawing = _DRAWING.format(self._drawings)
            relations.append(("rId2", OFFICE + "chartUserShapes", f"../{drawing}", False))
        parts = chart_parts(box, palette, self._alt_lang, "rId1", "rId2" if drawing else None)
        self._zip.xml(f"ppt/{chart}", parts.chart)
        self._relate(f"ppt/{chart}", relations)
        self._zip.add(f"ppt/{book}", parts.workbook, store=True)
        if drawing and parts.drawing:
            self._zip.xml(f"ppt/{drawing}", parts.drawing)
        return f"../{chart}"


def part_kinds(boxes: Sequence[ChartBox]) -> list[tuple[str, str]]:
    """Names and kinds of the XML parts of a deck's charts."""
    drawings = sum(map(has_drawing, boxes))
    return [
        *((f"ppt/{_CHART.format(n)}", "chart") for n in range(1, len(boxes) + 1)),
        *((f"ppt/{_DRAWING.format(n)}", "chartUserShapes") for n in range(1, drawings + 1)),
    ]
