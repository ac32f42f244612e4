"""Forms of boxes and connectors in HTML: round corners by style, other forms and lines as silent drawings."""

from __future__ import annotations

import re

import pytest

from talkdeck.model.geometry import path
from talkdeck.model.page import Box, ConnectorBox, Geometry, PictureBox, Run, TextBox
from talkdeck.model.units import points
from tests.html import toy
from tests.html.conftest import write

FRAME = toy.rect(1, 2, 3, 1)


def node(shape: Geometry, **more: object) -> TextBox:
    return toy.text("node", "node", FRAME, toy.para("节点"), fill="panel", shape=shape, **more)


def html(*boxes: Box) -> str:
    return write(toy.pages(toy.page(1, "one", "bullets", "bullets", "题", list(boxes)))).decode()


def rule(source: str, declaration: str) -> bool:
    return any(declaration in found for found in re.findall(r"\.\w+\{([^}]*)\}", source))


def test_round_boxes_need_no_drawing() -> None:
    source = html(node("ellipse"), node("round", radius=points(9)))
    assert 'class="form"' not in source
    assert rule(source, "background:var(--panel);border-radius:50%")
    assert rule(source, "background:var(--panel);border-radius:12px")


@pytest.mark.parametrize("shape", ["chevron", "pentagon", "trapezoid", "funnel", "triangle", "diamond", "can"])
def test_other_forms_are_drawn_behind_their_words(shape: Geometry) -> None:
    source = html(node(shape))
    assert path(shape, FRAME.w, FRAME.h, 0)
    assert re.search(r'<svg class="form"[^>]*aria-hidden="true"><path d=.M[^>]+ class=.fl-panel.', source)
    assert ".fl-panel{fill:var(--panel)}" in source
    assert "style=" not in source.split("</style>")[-1]


def test_a_line_around_a_box_is_drawn() -> None:
    source = html(node("rect", stroke="accent", stroke_width=points(1.5)))
    assert re.search(
        r"<svg class=\"form\"[^>]*><rect width='288' height='96' class='fl-panel st-accent' stroke-width='2'/>", source
    )


def test_a_level_connector_is_drawn_with_its_head() -> None:
    made = ConnectorBox(
        node="line",
        start="a",
        end="b",
        start_site="right",
        end_site="left",
        points=((FRAME.x, FRAME.y), (FRAME.right, FRAME.y)),
        stroke="accent",
        stroke_width=points(2),
        dashed=True,
    )
    source = html(made)
    drawn = re.search(r'<svg class="b (f\d+) shape"[^>]*aria-hidden="true">(.*?)</svg>', source)
    assert drawn is not None
    assert '<polyline class="st-accent"' in drawn[2]
    assert "stroke-dasharray" in drawn[2]
    assert drawn[2].count('<path class="fl-accent"') == 1
    height = re.search(rf"\.{drawn[1]}\{{[^}}]*height:([\d.]+)px", source)
    assert height is not None
    assert float(height[1]) > 0


def test_portraits_are_round() -> None:
    key = next(iter(toy.assets()))
    box = PictureBox(node="p", frame=FRAME, asset=key, alt="像", span=toy.NOWHERE, shape="ellipse")
    source = html(box)
    name = re.search(r'class="b f\d+ picture (o\d+)"', source)
    assert name is not None
    assert f".{name[1]}{{border-radius:50%}}" in source


def test_a_sign_is_said_in_words() -> None:
    arrow = (Run("▲", "en-US", said="上升"), Run(" 3 %", "en-US"))
    source = html(toy.text("body", "label", FRAME, toy.para(arrow)))
    assert '<span role="img" aria-label="上升">▲</span>' in source
