"""People: one with their claim, cards, a round table; portraits or monograms."""

from __future__ import annotations

import pytest

from talkdeck.brand.colour import contrast
from talkdeck.layout.kinds.people import monogram
from talkdeck.model.kinds import Person
from talkdeck.model.page import PictureBox, Row, ShapeBox, TextBox
from talkdeck.model.text import plain_text
from tests.layout.made import (
    LOOKS,
    Shape,
    brand_of,
    make,
    pictures,
    plain,
    slides,
    table,
    text_of,
    texts,
    unsound,
    wrong,
)

LEE = "name: 李开复, latin: Kai-Fu Lee, role: 董事长、首席执行官, org: 创新工场、零一万物"
ROLE = "高级副总裁兼全球产品管理与人工智能终端平台规划研发及生态合作业务总负责人代理首席执行官"[:40]
ORG = "高通技术公司产品管理与全球人工智能平台生态合作事业发展总部"[:30]
LONG = "云上的成本越来越高，数据在终端产生，隐私要留在终端，没有网络的地方也要能用。"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("李开复", "李"),
        ("Kai-Fu Lee", "KL"),
        ("Andrej Karpathy", "AK"),
        ("Misa", "M"),
        ("祝铭明 Misa", "祝"),
        ("Ilya S. van Dyke", "ID"),
        ("さくら", "さ"),
        ("360", "3"),
    ],
)
def test_monograms(name: str, letters: str) -> None:
    assert monogram(Person(name=plain_text(name))) == letters


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_a_person_without_title_is_named_by_it(brand: str, shape: Shape) -> None:
    made = slides(f"- person: {{{LEE}, claim: 机会是 PC 的**十倍**, points: [窗口在关上, 只留下五六家]}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    assert (page.layout, page.title) == ("person", "李开复")
    assert text_of(page, "statement") == "机会是 PC 的十倍"
    assert text_of(page, "body") == "窗口在关上\n只留下五六家"
    assert text_of(page, "attribution") == "Kai-Fu Lee\n董事长、首席执行官\n创新工场、零一万物"
    (claim,), (points,) = (texts(page, role) for role in ("statement", "body"))
    assert claim.paragraphs[0].size > points.paragraphs[0].size
    assert [run.colour for run in claim.paragraphs[0].runs if run.bold] == ["accent-ink"]
    (disc,) = texts(page, "monogram")
    assert (plain(disc), disc.shape, disc.fill) == ("李", "ellipse", "accent")


def test_a_title_takes_the_place_of_a_claim() -> None:
    made = slides(f"- {{title: 应用的窗口还开着, person: {{{LEE}, points: [一, 二]}}}}")
    (page,) = made.pages
    assert (page.layout, page.title) == ("person-claim", "应用的窗口还开着")
    assert text_of(page, "heading") == "李开复"
    assert text_of(page, "statement") == "应用的窗口还开着"


def test_a_title_stands_above_a_claim() -> None:
    (page,) = slides(f"- {{title: 一个标题, person: {{{LEE}, claim: 一句主张}}}}").pages
    assert (page.layout, text_of(page, "title"), text_of(page, "statement")) == (
        "person-titled",
        "一个标题",
        "一句主张",
    )


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_long_roles_and_claims_fit(brand: str, shape: Shape) -> None:
    person = f"name: Chenwei Alexander Yan-Featherstonehaugh, latin: 颜辰巍, role: {ROLE}, org: {ORG}"
    made = slides(f"- person: {{{person}, claim: {LONG}, points: [{LONG}, {LONG}]}}", brand, shape)
    assert unsound(made) == []


def test_many_points_continue_beside_the_same_person() -> None:
    points = ", ".join(f"第{n}点{LONG}" for n in range(12))
    made = slides(f"- person: {{{LEE}, claim: 一句主张, points: [{points}]}}")
    assert unsound(made) == []
    assert len(made.pages) > 1
    assert {text_of(page, "statement") for page in made.pages} == {"一句主张"}
    assert "".join(text_of(page, "body") for page in made.pages).count("点云上") == 12
    tops = {box.frame.y for page in made.pages for box in page.boxes if isinstance(box, ShapeBox)}
    assert len(tops) == 1


def test_sections_have_their_colour() -> None:
    section = "  - title: {0}\n    slides: [{{person: {{name: 李, claim: 主张}}}}]\n"
    made = make("title: 演讲\nlang: zh-CN\nsections:\n" + "".join(section.format(n) for n in "甲乙丙"))
    fills = [box.fill for page in made.pages for box in texts(page, "monogram")]
    assert fills == ["accent", "second", "accent"]


@pytest.mark.parametrize("name", ["plain", "algmon", "stage", "editorial"])
def test_letters_on_discs_are_clear(name: str) -> None:
    brand = brand_of(name)
    head = f"title: 演讲\nlang: zh-CN\nbrand: {name}\nsections:\n"
    section = "  - title: {0}\n    slides: [{{person: {{name: 李, claim: 主张}}}}]\n"
    made = make(head + "".join(section.format(n) for n in "甲乙"), name)
    discs = [(page, box) for page in made.pages for box in texts(page, "monogram")]
    assert len(discs) == 2
    for page, box in discs:
        colours = brand.grounds[brand.layouts[page.layout].ground].colours
        assert box.fill
        assert contrast(colours[box.paragraphs[0].colour].hex, colours[box.fill].hex) >= 3


def test_a_portrait_is_round_and_takes_the_disc_s_place() -> None:
    (page,) = slides("- person: {name: 李, claim: 主张, image: {src: wide.png, fit: contain}}").pages
    (portrait,) = pictures(page)
    assert (portrait.shape, portrait.frame.w, portrait.alt) == ("ellipse", portrait.frame.h, "李")
    assert portrait.crop[0] > 0
    assert texts(page, "monogram") == []


def test_a_monogram_stands_in_for_a_portrait_that_is_not_there() -> None:
    made = make("title: 演讲\nslides:\n  - person: {name: 李, claim: 主张, image: gone.png}")
    assert made.codes == ["W401"]
    assert pictures(made.pages[1]) == []
    assert text_of(made.pages[1], "monogram") == "李"


@pytest.mark.parametrize("count", range(2, 9))
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_people_as_cards(count: int, brand: str, shape: Shape) -> None:
    people = ", ".join(f"{{name: 王{n}, latin: Di {n}, role: 创始人, claim: 一句主张 {n}}}" for n in range(count))
    made = slides(f"- {{title: 嘉宾, people: [{people}]}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    assert page.layout == f"people{count}"
    assert [plain(box) for box in texts(page, "heading")] == [f"王{n}\nDi {n}" for n in range(count)]
    assert {box.group.kind for box in page.boxes if isinstance(box, TextBox) and box.group} == {"person"}
    assert len({box.paragraphs[-1].size for box in texts(page, "body")}) == 1


@pytest.mark.parametrize(("count", "layout"), [(2, "badges2"), (4, "badges4"), (5, "people5")])
def test_few_people_without_claims_get_badges(count: int, layout: str) -> None:
    people = ", ".join(f"{{name: 第{n}位, role: 创始人}}" for n in range(count))
    assert slides(f"- {{title: 嘉宾, people: [{people}]}}").pages[0].layout == layout


def test_claims_too_long_for_one_slide_go_on() -> None:
    people = ", ".join(f"{{name: 第{n}位, role: {ROLE}, org: {ORG}, claim: {LONG}}}" for n in range(8))
    made = slides(f"- {{title: 嘉宾, people: [{people}]}}")
    assert unsound(made) == []
    assert len(made.pages) > 1
    names = [plain(box) for page in made.pages for box in texts(page, "heading")]
    assert names == [f"第{n}位" for n in range(8)]
    assert min(len(texts(page, "heading")) for page in made.pages) > 1


def test_a_claim_for_no_card() -> None:
    made = wrong(f"- title: 嘉宾\n  people: [{{name: 甲, claim: {LONG * 9}}}, {{name: 乙, claim: 短}}]")
    assert [(problem.code, problem.span.line) for problem in made.problems] == [("E501", 4)]


def cells(row: Row) -> list[str]:
    return ["".join(p.plain for p in cell.paragraphs) for cell in row.cells]


PANEL = """
- title: 圆桌
  panel:
    people: [{{name: 田山, latin: Tian Shan, role: 联合创始人, org: 深向}}, {{name: 廖若雪, org: 千挂}}{more}]
    questions: {questions}
"""


def test_people_are_rows_and_years_stand_out() -> None:
    questions = "{要不要？: [要, 也要], 哪一年？: ['**2026** 年', ~]}"
    made = slides(PANEL.format(more="", questions=questions))
    assert unsound(made) == []
    (page,) = made.pages
    rows = table(page).rows
    assert [cells(row)[1:] for row in rows] == [["要不要？", "哪一年？"], ["要", "2026 年"], ["也要", "–"]]
    assert cells(rows[1])[0] == "田山 Tian Shan\n联合创始人 · 深向"
    assert [run.colour for run in rows[1].cells[2].paragraphs[0].runs if run.bold] == ["accent-ink"]
    discs = texts(page, "monogram")
    assert [plain(disc) for disc in discs] == ["田", "廖"]
    top = table(page).frame.y + rows[0].height
    for disc, row in zip(discs, rows[1:], strict=True):
        assert abs(disc.frame.y + disc.frame.h // 2 - top - row.height // 2) <= 1
        top += row.height


def test_questions_are_rows_where_that_is_larger() -> None:
    more = "".join(f", {{name: 第{n}位}}" for n in range(3))
    made = slides(PANEL.format(more=more, questions="{什么时候会到来？: [三到五年, 2025 年, 两年, 很快, 不知道]}"))
    assert unsound(made) == []
    (page,) = made.pages
    assert cells(table(page).rows[1]) == ["什么时候会到来？", "三到五年", "2025 年", "两年", "很快", "不知道"]
    discs = texts(page, "monogram")
    assert len({disc.frame.y for disc in discs}) == 1
    assert all(disc.frame.bottom < table(page).frame.y for disc in discs)


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_a_long_round_table_continues(brand: str, shape: Shape) -> None:
    more = "".join(f", {{name: 第{n}位, role: {ROLE}}}" for n in range(3))
    questions = ", ".join(f"第{n}问：{LONG[:20]}？: [{', '.join([LONG * 2] * 5)}]" for n in range(4))
    made = slides(PANEL.format(more=more, questions=f"{{{questions}}}"), brand, shape)
    assert unsound(made) == []
    assert len(made.pages) > 1
    assert len({tuple(cells(table(page).rows[0])) for page in made.pages}) == 1
    smallest = min(
        p.size * run.scale // 100
        for page in made.pages
        for row in table(page).rows
        for cell in row.cells
        for p in cell.paragraphs
        for run in p.runs
    )
    assert smallest >= 1200


def test_an_answer_for_no_slide() -> None:
    made = wrong(PANEL.format(more="", questions=f"{{怎么看？: [{LONG * 60}, 短]}}"))
    assert [problem.code for problem in made.problems] == ["E504"]


@pytest.mark.parametrize("title", ["", "title: 大家怎么说, "])
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_a_quotation_with_a_portrait(brand: str, shape: Shape, title: str) -> None:
    quote = f"text: {LONG}, name: 刘知远, role: 教授, org: 清华大学, edited: true, image: square.png"
    made = slides(f"- {{{title}quote: {{{quote}}}}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    (portrait,), (said,), (about,) = pictures(page), texts(page, "quote"), texts(page, "attribution")
    assert portrait.shape == "ellipse"
    assert portrait.frame.right < about.frame.x
    assert said.frame.bottom <= portrait.frame.y + 100_000
    assert text_of(page, "attribution") == "刘知远\n教授 · 清华大学\n（经整理）"


def test_icons_stand_in_for_numbers() -> None:
    made = slides("- {title: 卡片, cards: [{title: 甲, icon: rocket}, {title: 乙}, {title: 丙, icon: cpu}]}")
    (page,) = made.pages
    drawn = [box for box in page.boxes if isinstance(box, ShapeBox)]
    assert [box.stroke for box in drawn] == ["accent-ink", "accent-ink"]
    assert all(box.frame.w == box.frame.h and box.fill is None for box in drawn)
    assert [plain(box) for box in texts(page, "number")] == ["2"]


def test_an_unknown_icon() -> None:
    made = make(
        "title: 演讲\nslides:\n  - title: 卡片\n    cards:\n      - 甲\n      - 乙\n      - {title: 丙, icon: rockett}"
    )
    (problem,) = made.problems
    assert (problem.code, problem.span.line, problem.span.col) == ("E470", 7, 26)
    assert problem.hints == ("did you mean `rocket`?",)


def test_boxes_of_people_are_no_pictures_without_one() -> None:
    (page,) = slides(f"- person: {{{LEE}, claim: 主张}}").pages
    assert not [box for box in page.boxes if isinstance(box, PictureBox)]


@pytest.mark.parametrize("points", ["", ", points: [一]"])
def test_a_claim_for_no_slide(points: str) -> None:
    made = wrong(f"- person: {{name: 甲, claim: {LONG * 14}{points}}}")
    assert [(problem.code, problem.span.line) for problem in made.problems] == [("E501", 3)]
