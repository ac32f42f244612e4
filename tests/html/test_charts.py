"""Charts in HTML: real words, a description, the data as a table, no inline styles, nothing outside its frame."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talkdeck.html import write_html
from talkdeck.model.chart import ChartBox
from tests.layout.made import Shape, make
from tests.stress.charts import Lang, slides

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OUTSIDE = """() => {
  for (const slide of document.querySelectorAll('.slide')) slide.style.display = 'block';
  const wrong = [], all = [...document.querySelectorAll('.drawing')];
  for (const svg of all) {
    const frame = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll('tspan')].map(w => [w.textContent, w.getBoundingClientRect()]);
    for (const [text, box] of words)
      if (box.left < frame.left - 2 || box.right > frame.right + 2 ||
          box.top < frame.top - 4 || box.bottom > frame.bottom + 4)
        wrong.push(`${text} outside`);
    words.forEach(([a, p], n) => words.slice(n + 1).forEach(([b, q]) => {
      const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const tall = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (wide > 1 && tall > Math.min(p.height, q.height) * .3) wrong.push(`${a} upon ${b}`);
    }));
  }
  return [all.length, wrong];
}"""


def write(lang: Lang, brand: str, shape: Shape) -> tuple[bytes, list[ChartBox]]:
    text = {"title": "图表", "lang": "zh-CN" if lang == "zh" else "en", "slides": slides(lang)}
    found = make(json.dumps(text, ensure_ascii=False), brand, shape)
    assert found.whole, found.problems
    out = BytesIO()
    write_html(found.whole, found.brand, {}, out)
    return out.getvalue(), [box for page in found.pages for box in page.boxes if isinstance(box, ChartBox)]


def test_words_table_and_description() -> None:
    html, boxes = write("zh", "plain", "16:9")
    text = html.decode()
    figures = re.findall(r'<figure class="b [^"]*chart".*?</figure>', text, re.DOTALL)
    assert len(figures) == len(boxes)
    for figure, box in zip(figures, boxes, strict=True):
        assert " style=" not in figure
        assert 'role="img"' in figure
        shown = re.sub(r"<[^>]+>", "", figure.replace("</tspan>", "\n"))
        for series in box.series:
            assert series.name in shown or box.kind == "scatter"
            for point in series.points:
                assert point.label in shown
        rows = re.findall(r"<tr>.*?</tr>", figure, re.DOTALL)
        points = max(len(series.points) for series in box.series)
        assert len(rows) == 1 + points
        if any(p.value is None for s in box.series for p in s.points):
            assert "<td>—</td>" in figure


@pytest.mark.parametrize(
    ("lang", "brand", "shape"), [("zh", "plain", "16:9"), ("en", "algmon", "4:3"), ("zh", "editorial", "4:3")]
)
def test_words_in_chromium(chromium: Browser, tmp_path: Path, lang: Lang, brand: str, shape: Shape) -> None:
    html, boxes = write(lang, brand, shape)
    (tmp_path / "a.html").write_bytes(html)
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce", offline=True)
    page = context.new_page()
    page.goto((tmp_path / "a.html").as_uri())
    count, wrong = page.evaluate(OUTSIDE)
    context.close()
    assert count == len(boxes)
    assert not wrong
