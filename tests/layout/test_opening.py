"""Cover, agenda, section slides, dividers and the closing."""

from __future__ import annotations

import pytest

from tests.layout.made import (
    LOOKS,
    Made,
    Shape,
    make,
    paragraphs,
    pictures,
    plain,
    regions,
    slides,
    text_of,
    texts,
    unsound,
)

TALK = """
title: 人工智能行业发展趋势
subtitle: 八个趋势，三个行业
kicker: 公开课
speakers: [{name: Wei, role: 讲师, org: 算法妈妈}, Lin]
occasion: 春季
date: 2024-03
agenda: repeat
notes: 先问好。
sections:
  - {title: 发展趋势, label: 第一部分, text: 先看方向。, notes: 说慢些。, slides: [{title: 第一张}, {title: 第二张}]}
  - {title: 行业应用, slides: [{title: 第三张}]}
  - {title: 附录, slides: [{title: 第四张}]}
"""


@pytest.fixture(scope="module")
def talk() -> Made:
    made = make(TALK)
    assert not made.problems
    return made


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_pages_are_sound(brand: str, shape: Shape) -> None:
    assert unsound(make(TALK, brand, shape)) == []


def test_kinds_come_in_the_talks_order(talk: Made) -> None:
    kinds = [page.kind for page in talk.pages]
    parts = ["section", "statement", "statement", "agenda", "section", "statement", "agenda", "section", "statement"]
    assert kinds == ["cover", "agenda", *parts]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("人工智能行业发展趋势，八个方向", ("人工智能行业发展趋势，", "八个方向")),
        ("人工智能行业发展趋势的八个方向", ("人工智能行业发展趋势的", "八个方向")),
        ("行业发展概况", ("行业发展概况",)),
    ],
)
def test_a_cover_rather_takes_a_smaller_size_than_to_part_a_word(title: str, lines: tuple[str, ...]) -> None:
    (words,) = texts(make(f"title: {title}\nslides: [{{title: 短}}]").pages[0], "title")
    assert words.paragraphs[0].lines == lines


def test_no_last_character_of_a_title_stands_alone() -> None:
    """Not even where the next size is much smaller; punctuation does not count."""
    for length in range(2, 40):
        made = slides(
            f"- {{title: '{'人工智能' * 10}', text: 短}}".replace("人工智能" * 10, ("人工智能" * 10)[:length] + "。")
        )
        lines = texts(made.pages[0], "title")[0].paragraphs[0].lines
        assert len(lines) == 1 or len(lines[-1]) > 2, lines


def test_the_cover_says_all_that_the_talk_says(talk: Made) -> None:
    cover = talk.pages[0]
    assert regions(cover) == ["kicker", "title", "subtitle", "speakers", "meta"]
    assert text_of(cover, "speakers") == "Wei  讲师, 算法妈妈\nLin"
    assert text_of(cover, "meta") == "春季 · 2024-03"
    assert cover.notes == "先问好。"
    (speakers,) = texts(cover, "speakers")
    assert speakers.paragraphs[0].runs[0].bold
    assert not speakers.paragraphs[0].runs[-1].bold


def test_a_cover_picture_takes_the_right_half() -> None:
    made = make("title: T\ncover: {src: wide.png, alt: 星系}\nslides: [{title: A}]")
    (picture,) = pictures(made.pages[0])
    assert (made.pages[0].layout, picture.alt) == ("cover-picture", "星系")
    assert picture.frame.right == made.brand.width
    assert (picture.frame.y, picture.frame.bottom) == (0, made.brand.height)
    assert all(box.frame.right <= picture.frame.x for box in texts(made.pages[0]))


def test_a_cover_holds_only_what_is_there() -> None:
    assert regions(make("title: T\nslides: [{title: A}]").pages[0]) == ["title"]


def test_the_agenda_names_the_parts_in_order(talk: Made) -> None:
    agenda = talk.pages[1]
    (body,) = texts(agenda, "body")
    assert agenda.title == "目录"
    assert [p.plain for p in body.paragraphs] == ["发展趋势", "行业应用", "附录"]
    assert [p.marker.number for p in body.paragraphs if p.marker] == [1, 2, 3]
    assert len({p.colour for p in body.paragraphs}) == 1


def test_a_repeated_agenda_marks_the_part_that_begins(talk: Made) -> None:
    for current, page in ((1, talk.pages[5]), (2, talk.pages[8])):
        (body,) = texts(page, "body")
        assert page.section == current
        marked = [n for n, p in enumerate(body.paragraphs) if p.bold or any(run.bold for run in p.runs)]
        assert marked == [current]
        colours = [p.colour for p in body.paragraphs]
        assert colours.count(colours[current]) == 1
        assert len(set(colours)) == 2
    assert talk.pages[5].title != talk.pages[8].title


@pytest.mark.parametrize(("wish", "count"), [("none", 0), ("once", 1), ("repeat", 3)])
def test_how_often_the_agenda_comes(wish: str, count: int) -> None:
    made = make(TALK.replace("repeat", wish))
    assert [page.kind for page in made.pages].count("agenda") == count


def test_one_part_needs_no_agenda() -> None:
    made = make("title: T\nsections: [{title: A, slides: [{title: B}]}]")
    assert [page.kind for page in made.pages] == ["cover", "section", "statement"]


def test_sections_are_numbered_from_one(talk: Made) -> None:
    breaks = [page for page in talk.pages if page.kind == "section"]
    assert [text_of(page, "number") for page in breaks] == ["01", "02", "03"]
    assert set(regions(breaks[0])) == {"number", "label", "title", "text"}
    assert set(regions(breaks[1])) == {"number", "title"}
    assert (text_of(breaks[0], "label"), breaks[0].notes) == ("第一部分", "说慢些。")


def test_sections_begin_at_their_first_page(talk: Made) -> None:
    """The repeated agenda belongs to the part that it announces."""
    assert talk.whole is not None
    assert talk.whole.sections == (("发展趋势", 3), ("行业应用", 6), ("附录", 9))
    assert [page.section for page in talk.pages] == [None, None, 0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_a_divider_is_no_section() -> None:
    page = slides("- {section: {title: 小模型, label: 其一, text: 端上的}, kicker: 趋势, source: IDC}").pages[0]
    assert page.kind == page.layout == "divider"
    assert set(regions(page)) == {"label", "title", "text", "source"}
    assert text_of(page, "label") == "趋势 · 其一"
    assert page.section is None


def test_a_closing_has_points_thanks_contact_and_a_code() -> None:
    page = slides("""
- title: 记住三件事
  closing:
    points: [小模型, 多模态, 智能体]
    thanks: 多谢各位
    contact: wei@example.org
    link: {url: 'https://example.org/x', title: 讲义}
""").pages[0]
    assert regions(page) == ["title", "points", "contact", "qr", "link"]
    (body,) = texts(page, "body")
    assert [p.marker.number for p in body.paragraphs if p.marker] == [1, 2, 3]
    assert text_of(page, "contact") == "多谢各位\nwei@example.org"
    assert text_of(page, "link") == "讲义\nexample.org"
    (code,) = pictures(page)
    assert (code.asset, code.decorative) == ("qr:https://example.org/x", True)
    assert code.frame.w == code.frame.h


@pytest.mark.parametrize(
    ("closing", "lang", "title"),
    [("[一]", "zh-CN", "谢谢"), ("[one]", "en", "Thank you"), ("{thanks: 再会, points: [一]}", "zh-CN", "再会")],
)
def test_an_untitled_closing_thanks(closing: str, lang: str, title: str) -> None:
    page = slides(f"- closing: {closing}", head=f"title: T\nlang: {lang}").pages[0]
    assert page.title == title
    assert [plain(box) for box in texts(page)].count(title) == 1


def test_nodes_name_the_outline() -> None:
    made = make(TALK)
    assert [page.node for page in made.pages][:4] == ["cover", "agenda", "sections.0", "sections.0.slides.0"]
    assert [page.id for page in made.pages][:6] == ["cover", "agenda", "part-1", "1-1", "1-2", "agenda-2"]
    assert all(paragraph.node for page in made.pages for paragraph in paragraphs(page))
