"""Forms of boxes and connectors in PowerPoint: presets with their adjustments, glue that python-pptx reads back."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pptx import Presentation
from talkdeck.brand.model import Brand
from talkdeck.model.geometry import Side, glue, site, slant, text_area
from talkdeck.model.page import Box, ConnectorBox, Geometry, TextBox
from talkdeck.model.problems import NOWHERE
from talkdeck.model.units import Rect, inches, points
from talkdeck.model.values import replace
from talkdeck.pptx.lint import lint
from talkdeck.pptx.lint_parts import drawn
from talkdeck.pptx.shapes import Course, course, insets, outline
from tests.layout.made import slides
from tests.pptx.toy import Maker, para, toy_brand, toy_pages, written

FORMS: dict[Geometry, str] = {
    "rect": "rect",
    "round": "roundRect",
    "ellipse": "ellipse",
    "chevron": "chevron",
    "pentagon": "homePlate",
    "trapezoid": "trapezoid",
    "triangle": "triangle",
    "diamond": "diamond",
    "can": "can",
}
FRAME = Rect(inches(1), inches(2), inches(3), inches(1))


def node(name: str, frame: Rect, shape: Geometry = "round", **more: Any) -> TextBox:
    style = toy_brand().styles["body"]
    return TextBox(
        node=name,
        role="node",
        frame=frame,
        paragraphs=(para(name, style),),
        height=0,
        span=NOWHERE,
        inset=text_area(shape, frame.w, frame.h, 0),
        fill="panel",
        shape=shape,
        stroke="accent",
        stroke_width=points(1),
        **more,
    )


def read_back(boxes: tuple[Box, ...], brand: Brand) -> Any:
    """The shapes of a slide with a title and these boxes, as python-pptx reads them."""
    maker = Maker(brand)
    layout = next(name for name, each in brand.layouts.items() if any(r.name == "title" for r in each.regions))
    page = maker.page(1, layout, "题", boxes)
    package = written(replace(toy_pages(brand), pages=(page,), sections=()), brand)
    assert lint(package) == ()
    return Presentation(io.BytesIO(package)).slides[0].shapes


@pytest.mark.parametrize("shape", [*FORMS, "funnel"])
def test_a_loose_box_has_its_form_fill_and_line(shape: Geometry) -> None:
    drawn = read_back((node("n", FRAME, shape),), toy_brand())[1]
    found = drawn._element.spPr.prstGeom
    assert (found.get("prst") if found is not None else "funnel") == FORMS.get(shape, "funnel")
    assert drawn.text_frame.text == "n"
    assert drawn.line.width == points(1)
    assert not drawn._element.nvSpPr.cNvSpPr.attrib


@pytest.mark.parametrize(
    ("shape", "radius", "adjust"),
    [("round", 0.25, 25_000), ("chevron", 0.3, 30_000), ("pentagon", 0.2, 20_000), ("trapezoid", 0.4, 40_000)],
)
def test_lengths_become_parts_of_the_shorter_side(shape: Geometry, radius: float, adjust: int) -> None:
    made = outline(shape, FRAME.w, FRAME.h, inches(radius))
    assert made.adjust == adjust


def test_insets_count_from_the_text_area() -> None:
    area = text_area("chevron", FRAME.w, FRAME.h, inches(0.3))
    assert area == (inches(0.3), 0, inches(0.3), 0)
    wanted = tuple(kept + 1000 for kept in area)
    assert insets((wanted[0], wanted[1], wanted[2], wanted[3]), "chevron", FRAME, inches(0.3)) == (1000,) * 4
    assert slant("chevron", FRAME.w, FRAME.h, 0) == FRAME.h // 2


def test_connectors_are_glued_to_the_sides_of_their_boxes() -> None:
    one, two = node("one", FRAME, "ellipse"), node("two", Rect(inches(8), inches(2), inches(2), inches(1)), "diamond")
    start, end = site(one, "right"), site(two, "left")
    made = replace(line((start, end)), start="one", end="two")
    shapes = read_back((made, one, two), toy_brand())
    drawn = shapes[1]
    assert (drawn.begin_x, drawn.begin_y, drawn.end_x, drawn.end_y) == (*start, *end)
    glued = drawn._element.nvCxnSpPr.cNvCxnSpPr
    assert (glued.stCxn.id, glued.stCxn.idx) == (shapes[2].shape_id, 6)
    assert (glued.endCxn.id, glued.endCxn.idx) == (shapes[3].shape_id, 1)


def test_a_cycle_is_glued_all_round() -> None:
    made = slides("- {title: 甲, cycle: {steps: [一, 二, 三, 四], center: 中}}")
    assert made.whole is not None
    shapes = Presentation(io.BytesIO(written(made.whole, made.brand))).slides[1].shapes
    nodes = {shape.shape_id: shape.name.rpartition(".")[2] for shape in shapes}
    # Bent ones have another drawing for programs that lay out connectors themselves, which python-pptx passes over.
    ends = [
        tuple(nodes[int(end.get("id"))] for end in found)
        for found in shapes._spTree.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvCxnSpPr")
    ]
    assert ends == [("0", "1"), ("1", "2"), ("2", "3"), ("3", "0")]
    assert all(shape.is_placeholder for shape in shapes)


def test_nodes_are_glued_in_a_row() -> None:
    made = slides("- {title: 甲, steps: {form: nodes, steps: [一, 二, 三]}}")
    assert made.whole is not None
    shapes = Presentation(io.BytesIO(written(made.whole, made.brand))).slides[1].shapes
    by_id = {shape.shape_id: shape for shape in shapes}
    lines = [shape for shape in shapes if shape.name.startswith("Connector")]
    assert len(lines) == 2
    for each in lines:
        glued = each._element.nvCxnSpPr.cNvCxnSpPr
        left, right = by_id[glued.stCxn.id], by_id[glued.endCxn.id]
        assert (each.begin_x, each.end_x) == (left.left + left.width, right.left)
        assert (glued.stCxn.idx, glued.endCxn.idx) == (3, 1)


def test_forms_of_regions_are_art_of_their_layout() -> None:
    """LibreOffice 7.4 draws placeholders as rectangles, so a layout draws what is under them."""
    made = slides("- {title: 甲, steps: [一, 二, 三]}")
    assert made.whole is not None
    slide = Presentation(io.BytesIO(written(made.whole, made.brand))).slides[1]
    art = [shape for shape in slide.slide_layout.shapes if not shape.is_placeholder]
    chevrons = [shape for shape in slide.shapes if shape.name.startswith("Heading")]
    frames = {(shape.left, shape.top, shape.width, shape.height) for shape in art}
    assert len(chevrons) == 3
    assert all((shape.left, shape.top, shape.width, shape.height) in frames for shape in chevrons)


def ends(run: Course) -> list[tuple[int, int]]:
    """The points of a preset connector, put where its frame, flips and turn bring them (§20.1.7.6)."""
    w, h = run.frame.w, run.frame.h
    cut = [value / 100_000 for value in run.adjust]
    x, y = 0.0, 0.0
    local = [(x, y)]
    count = 1 if run.preset == "straightConnector1" else int(run.preset[-1])
    for segment in range(count):
        if count == 1:
            x, y = w, h
        elif segment % 2 == 0:
            x = w * cut[segment] if segment < len(cut) else w
        else:
            y = h * cut[segment] if segment < len(cut) else h
        local.append((x, y))
    made = []
    for x, y in local:
        dx, dy = (x - w / 2) * (-1 if run.flip_h else 1), (y - h / 2) * (-1 if run.flip_v else 1)
        if run.turn:
            dx, dy = -dy, dx
        made.append((round(run.frame.x + w / 2 + dx), round(run.frame.y + h / 2 + dy)))
    return made


lengths = st.integers(-5_000_000, 5_000_000).filter(lambda n: abs(n) > 20_000)


@given(st.lists(lengths, min_size=1, max_size=5), st.booleans())
def test_a_bent_connector_runs_along_its_points(steps: list[int], upright: bool) -> None:
    points_ = [(6_000_000, 6_000_000)]
    for n, step in enumerate(steps):
        x, y = points_[-1]
        points_.append((x, y + step) if upright == (n % 2 == 0) else (x + step, y))
    (x0, y0), (x1, y1) = points_[0], points_[-1]
    assume(len(steps) < 3 or (abs(x1 - x0) > 20_000 and abs(y1 - y0) > 20_000))
    run = course(line(tuple(points_)))
    drawn = ends(run)
    assert len(drawn) == len(points_)
    slack = 200  # parts of a thousandth of a percent
    assert all(abs(a - c) <= slack and abs(b - d) <= slack for (a, b), (c, d) in zip(drawn, points_, strict=True))


def line(points_: tuple[tuple[int, int], ...]) -> ConnectorBox:
    sides: tuple[Side, Side] = ("right", "left")
    return ConnectorBox(
        node="n",
        start="a",
        end="b",
        start_site=sides[0],
        end_site=sides[1],
        points=points_,
        stroke="ink",
        stroke_width=1,
    )


@pytest.mark.parametrize(
    "points_", [((0, 0),), ((0, 0), (5, 0), (9, 9)), tuple((n // 2, (n + 1) // 2) for n in range(8))]
)
def test_no_connector_has_such_a_course(points_: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="connector"):
        course(line(points_))


def test_a_connector_to_nowhere_is_found() -> None:
    data = written_with_connector().replace(b'<a:endCxn id="4"', b'<a:endCxn id="77"')
    assert any("a connector is glued to shape 77" in finding for finding in drawn(data).wrong)


def written_with_connector() -> bytes:
    return (
        b'<p:cNvPr id="2" name="a"/><p:cNvPr id="4" name="b"/><p:cNvPr id="5" name="c"/>'
        b'<a:stCxn id="2" idx="0"/><a:endCxn id="4" idx="1"/>'
    )


def test_sites_are_those_of_the_presets() -> None:
    assert [glue("ellipse", side) for side in ("top", "left", "bottom", "right")] == [0, 2, 4, 6]
    assert [glue("can", side) for side in ("top", "left", "bottom", "right")] == [1, 2, 3, 4]
    assert [glue("round", side) for side in ("top", "left", "bottom", "right")] == [0, 1, 2, 3]
