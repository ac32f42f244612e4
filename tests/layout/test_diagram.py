"""Diagrams: layers, no node upon another, every edge drawn and through no node, labels beside their line."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkdeck.layout.diagrams.graph import crossings, layered
from talkdeck.model.geometry import site
from talkdeck.model.page import ConnectorBox, Page, ShapeBox, TextBox
from talkdeck.model.units import Rect
from talkdeck.source.edges import Edge, parse_edge
from tests.layout.made import LOOKS, Made, Shape, make, overlap, plain, slides, texts, unsound, wrong

ON_LINE = 3000
"""A straight line between two nodes may slope by a quarter of a point."""


def connectors(page: Page) -> list[ConnectorBox]:
    return [box for box in page.boxes if isinstance(box, ConnectorBox)]


def faults(made: Made, edges: int) -> list[str]:
    """What is wrong with the diagram of a deck's only page, besides what is wrong with any page."""
    (page,) = made.pages
    found = unsound(made)
    nodes = {box.node: box for box in texts(page, "node")}
    region = made.brand.layouts["diagram"].region("canvas").frame
    found += [f"{box.node} outside" for box in nodes.values() if not region.contains(box.frame)]
    if len(connectors(page)) != edges:
        found.append(f"{len(connectors(page))} connectors for {edges} edges")
    for line in connectors(page):
        start, end = nodes[line.start], nodes[line.end]
        for box, point, side in ((start, line.points[0], line.start_site), (end, line.points[-1], line.end_site)):
            at = site(box, side)
            if max(abs(at[0] - point[0]), abs(at[1] - point[1])) > 2:
                found.append(f"{line.node} does not touch {box.node}")
        for n, (one, two) in enumerate(pairwise(line.points)):
            if min(abs(one[0] - two[0]), abs(one[1] - two[1])) > ON_LINE:
                found.append(f"{line.node} slants")
            through = Rect(min(one[0], two[0]), min(one[1], two[1]), abs(one[0] - two[0]), abs(one[1] - two[1]))
            for box in nodes.values():
                ends = (box is start and n == 0) or (box is end and n == len(line.points) - 2)
                if not ends and _runs_into(through, box.frame):
                    found.append(f"{line.node} runs through {box.node}")
    for here, other in combinations([*texts(page, "node"), *texts(page, "edge-label")], 2):
        if overlap(here.frame, other.frame):
            found.append(f"{here.node} overlaps {other.node}")
    return found


def _runs_into(line: Rect, frame: Rect) -> bool:
    return line.x < frame.right and frame.x < line.right + 1 and line.y < frame.bottom and frame.y < line.bottom + 1


RAG = """
- title: 标题
  diagram:
    - 用户 -> 检索器: 提问
    - 检索器 -> 向量库: 找相近的段落
    - 向量库 -> 提示词: 前五段
    - 用户 -> 提示词: 问题原文
    - 提示词 -> 大模型
    - 大模型 -> 用户: 答案和出处
"""


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_a_diagram(brand: str, shape: Shape) -> None:
    made = slides(RAG, brand, shape)
    assert faults(made, 6) == []
    (page,) = made.pages
    assert {plain(box) for box in texts(page, "node")} == {"用户", "检索器", "向量库", "提示词", "大模型"}
    labels = {"".join(plain(box).split("\n")) for box in texts(page, "edge-label")}
    assert labels == {"提问", "找相近的段落", "前五段", "问题原文", "答案和出处"}
    sizes = {p.size for box in texts(page, "node") for p in box.paragraphs}
    assert len(sizes) == 1
    assert min(sizes) >= 1600
    assert min(p.size for box in texts(page, "edge-label") for p in box.paragraphs) >= 1300


def test_what_nodes_say() -> None:
    made = slides("""
- title: 标题
  diagram:
    edges: [a -> b -- c, c <-> d]
    nodes:
      a: 开始
      b: {title: 判断, form: diamond}
      c: {text: 说明, form: store}
      d: {form: circle, strong: true}
""")
    assert faults(made, 3) == []
    (page,) = made.pages
    boxes = {box.node[-1]: box for box in texts(page, "node")}
    assert [(plain(box), box.shape, box.fill) for _, box in sorted(boxes.items())] == [
        ("开始", "rect", "panel"),
        ("判断", "diamond", "panel"),
        ("c\n说明", "can", "panel"),
        ("d", "ellipse", "dark"),
    ]
    assert [line.arrow for line in connectors(page)] == ["end", "none", "both"]


def test_edges_lead_to_the_right_or_down() -> None:
    for direction in ("right", "down"):
        made = slides(f"- {{title: 标题, diagram: {{edges: [a -> b -> c], direction: {direction}}}}}")
        frames = [box.frame for box in texts(made.pages[0], "node")]
        spots = [(frame.x, frame.y) for frame in frames]
        assert spots == sorted(spots)
        assert len({frame.x if direction == "down" else frame.y for frame in frames}) == 1


def test_it_is_told_to_those_who_do_not_see_it() -> None:
    made = slides(
        "- {title: 标题, diagram: ['a -> b: 送', b -- c]}\n- {title: 又, diagram: {edges: [a -> b], alt: 两个}}"
    )
    alts = [[box.alt for box in page.boxes if isinstance(box, ShapeBox)] for page in made.pages]
    assert alts == [["示意图：a → b (送); b – c"], ["两个"]]


def test_the_same_diagram_each_time() -> None:
    assert slides(RAG).pages == slides(RAG).pages


def test_what_does_not_fit_says_what_to_do() -> None:
    chain = " -> ".join(f"第{n}个很长很长的步骤" for n in range(20))
    made = wrong(f"- title: 标题\n  diagram: [{chain}]")
    assert [(problem.code, problem.span.line) for problem in made.problems] == [("E520", 4)]


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("a -> b", [("a", "b", "end", None)]),
        ("a->b", [("a", "b", "end", None)]),
        ("a -- b: 话", [("a", "b", "none", "话")]),
        ("甲 <-> 乙：话", [("甲", "乙", "both", "话")]),
        ("a -> b -> c: d", [("a", "b", "end", None), ("b", "c", "end", "d")]),
        ('"a -> b" -> c', [("a -> b", "c", "end", None)]),
        ("GPT-4 -> state-of-the-art", [("GPT-4", "state-of-the-art", "end", None)]),
        ("localhost:80 -> b", [("localhost:80", "b", "end", None)]),
        ("a -> b:", [("a", "b", "end", None)]),
    ],
)
def test_edges_are_read(text: str, edges: list[tuple[str, str, str, str | None]]) -> None:
    assert parse_edge(text) == [Edge(*edge) for edge in edges]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["a", "a ->", "-> b", "a -> -> b", "a → b", "a => b", "a -> a", "a <- b -> c", ""])
def test_edges_that_are_none(text: str) -> None:
    assert isinstance(parse_edge(text), str)


def test_crossings_are_avoided() -> None:
    names = list("abcdef")
    graph = layered(names, [Edge("a", "f", "end"), Edge("b", "e", "end"), Edge("c", "d", "end")])
    assert crossings(graph.layers, graph.links) == 0


@st.composite
def any_edges(draw: st.DrawFn) -> list[str]:
    count = draw(st.integers(2, 7))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] != pair[1])
    chosen = draw(st.lists(pairs, min_size=1, max_size=9, unique=True))
    arrows = st.sampled_from(["->", "--", "<->"])
    return [f"节点{a} {draw(arrows)} 节点{b}{': 话' if draw(st.integers(0, 4)) == 0 else ''}" for a, b in chosen]


@settings(max_examples=60, deadline=None)
@given(any_edges(), st.sampled_from(["right", "down"]))
def test_any_diagram_that_fits_is_sound(edges: list[str], direction: str) -> None:
    listed = ", ".join(f'"{edge}"' for edge in edges)
    text = f"title: 题\nslides:\n  - {{title: 标题, diagram: {{edges: [{listed}], direction: {direction}}}}}\n"
    made = make(text)
    if not made.pages:
        assert made.codes == ["E520"]
        return
    (cover, page) = made.pages
    one = Made(made.outline, made.deck, made.brand, (page,), made.problems, made.whole)
    assert faults(one, len(edges)) == []
    assert isinstance(cover.boxes[0], TextBox | ShapeBox) or cover.boxes
