"""Mistakes that were made once, each with the outline that showed it."""

from __future__ import annotations

import pytest

from talkdeck.model.units import inches
from talkdeck.source import read_bytes
from tests.layout.made import LOOKS, brand_of, make, overlap, plain, slides, table, texts, unsound, wrong

LONG = "这一条讲的是端侧的小模型怎样与云上的大模型分工，哪些话留在手机里，哪些话要送上云。"
SIDES = "[{title: 甲, text: 乙}, {title: 丙, text: 丁}, {title: 戊, text: 己}]"


def test_a_picture_that_is_an_error_is_only_that() -> None:
    """Whatever the pages: the build writes nothing when there is an error."""
    assert make("title: T\nslides: [{title: 标题, image: broken.png}]").codes == ["E415"]


def test_a_picture_that_is_an_error_beside_links() -> None:
    text = "title: T\nslides: [{title: 标题, image: broken.png, links: ['https://a.example']}]"
    assert make(text).codes == ["E415"]


def test_three_sides_a_picture_and_links() -> None:
    made = wrong(f"- {{title: 标题, image: wide.png, compare: {SIDES}, links: ['https://a.example']}}")
    assert "E503" in made.codes


def test_two_sides_a_picture_and_three_links() -> None:
    links = "['https://a.example', 'https://b.example', 'https://c.example']"
    made = wrong(f"- {{title: 标题, image: wide.png, compare: {SIDES[:-20]}], links: {links}}}")
    assert {"E502", "E503"} & set(made.codes)


def test_links_beside_a_comparison_are_refused_by_the_reader() -> None:
    text = f"title: T\nslides:\n  - title: A\n    compare: {SIDES}\n    links: ['https://a.example']"
    outline, problems = read_bytes(text.encode(), "talk.yaml")
    assert outline is None
    assert [(problem.code, problem.span.line) for problem in problems] == [("E210", 5)]


def test_a_lead_phrase_with_a_latin_colon() -> None:
    page = slides("- {title: 标题, bullets: [{lead: 'Speed:', text: is all}]}").pages[0]
    assert plain(texts(page, "body")[0]) == "Speed: is all"


@pytest.mark.parametrize("count", [1, 2, 6, 10])
def test_the_caption_of_a_table_in_a_column(count: int) -> None:
    rows = ", ".join(f"[行 {n}, {n}]" for n in range(count))
    made = slides(f"- {{title: 标题, columns: [{{table: {{rows: [{rows}], caption: 表注}}}}, {{text: 甲}}]}}")
    assert unsound(made) == []
    assert texts(made.pages[0], "caption")[0].frame.y >= table(made.pages[0]).frame.bottom


def test_a_talk_of_many_parts() -> None:
    parts = ", ".join(f"{{title: 第 {n} 部分, slides: [{{title: 第 {n} 张}}]}}" for n in range(20))
    assert make(f"title: 一次演讲\nsections: [{parts}]").problems == ()


@pytest.mark.parametrize("shape", ["16:9", "4:3"])
def test_a_repeated_agenda_holds_what_a_section_slide_holds(shape: str) -> None:
    parts = ", ".join(f"{{title: 第 {n} 部分：{LONG[:26]}, slides: [{{title: 第 {n} 张}}]}}" for n in range(2))
    for agenda in ("once", "repeat"):
        made = make(
            f"title: 一次演讲\nagenda: {agenda}\nsections: [{parts}]", shape="4:3" if shape == "4:3" else "16:9"
        )
        assert made.problems == (), agenda


def test_a_repeated_agenda_breaks_no_word() -> None:
    parts = ", ".join(f"{{title: Internationalisation {n}, slides: [{{title: Slide {n}}}]}}" for n in "ab")
    made = make(f"title: A talk\nagenda: repeat\nsections: [{parts}]")
    (agenda,) = [page for page in made.pages if page.kind == "agenda" and page.section == 1]
    lines = texts(agenda, "title")[0].paragraphs[0].lines
    assert all(line.endswith(" ") for line in lines[:-1]), lines


def test_names_of_continued_slides_are_unique() -> None:
    items = ", ".join(f"{n} 号{LONG}" for n in range(20))
    made = slides(f"- {{id: intro, title: 标题, bullets: [{items}]}}\n- {{id: intro-2, title: 又}}")
    assert unsound(made) == []


def test_the_authors_name_for_a_slide_wins() -> None:
    made = slides("- title: 甲\n- {title: 乙, id: slide-1}")
    assert made.pages[1].id == "slide-1"
    assert made.pages[0].id != "slide-1"


def test_a_caption_that_is_only_alternative_text_is_lost() -> None:
    made = wrong("- title: 标题\n  image: {src: wide.png, caption: 图注在此}\n  layout: image-wide")
    assert made.codes == ["E507"]


def test_too_many_speakers_are_named_at_their_line() -> None:
    speakers = ", ".join("{name: Somebody, role: Professor of Everything, org: A University}" for _ in range(9))
    made = make(f"title: T\nsubtitle: S\nspeakers: [{speakers}]\nslides: [{{title: A}}]")
    assert [(p.code, p.span.line) for p in made.problems] == [("E501", 3)]


def test_long_words_leave_other_columns_room() -> None:
    made = slides(f"- {{title: 标题, table: {{rows: [[{'x' * 90}, {LONG}, {'y' * 90}]]}}}}")
    assert unsound(made) == []


@pytest.mark.parametrize(
    "slide",
    [
        "statement: 端云结合。",
        "quote: 端云结合。",
        "section: 端云结合",
        "closing: [端云结合]",
        "title: 标题, image: wide.png, links: ['https://a.example']",
    ],
)
def test_no_wish_for_a_layout_is_passed_over(slide: str) -> None:
    made = make(f"title: T\nslides: [{{{slide}, layout: cards3}}]")
    assert "E505" in made.codes


def test_pictures_of_a_grid_have_nodes_of_their_own() -> None:
    page = slides("- {title: 标题, images: [{src: wide.png, caption: 甲}, {src: tall.png, caption: 乙}]}").pages[0]
    nodes = [box.node for box in page.boxes]
    assert len(set(nodes)) == len(nodes)


def test_no_text_stands_half_on_a_panel() -> None:
    """A region lies inside a layout's drawn panel or beside it; rules and strips of less than 0.2 in are no panels."""
    found = []
    for look in LOOKS:
        brand = brand_of(*look)
        for layout in brand.layouts.values():
            for shape in layout.art:
                if shape.shape in ("rect", "round") and min(shape.frame.w, shape.frame.h) >= inches(0.2):
                    found += [
                        (*look, layout.name, region.name)
                        for region in layout.regions
                        if overlap(region.frame, shape.frame) and not shape.frame.contains(region.frame)
                    ]
    assert found == []
