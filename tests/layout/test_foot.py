"""Footnotes, time codes and the list of sources."""

from __future__ import annotations

import pytest

from talkdeck.model.page import ShapeBox
from tests.layout.made import LOOKS, Shape, make, plain, slides, table, text_of, texts, unsound, wrong

NOTE = "按公开评测推算，口径见节目说明，与原文略有出入。"
KINDS = {
    "bullets": "bullets: [一, 二]",
    "statement": "",
    "table": "table: {head: [a, b], rows: [[1, 2], [3, 4]]}",
    "image": "image: wide.png",
    "picture": "image: wide.png\n  bullets: [一, 二]",
    "cards": "cards: [{title: 甲, text: 乙}, 丙, 丁]",
    "cards6": "cards: [{title: 甲, text: 乙}, 丙, 丁, 戊, 己, 庚]",
    "compare": "compare: [{title: 甲, text: 乙}, {title: 丙, text: 丁}]",
    "person": "person: {name: 李, points: [一]}",
    "people": "people: [甲, 乙, 丙]",
    "quote": "quote: {text: 话, name: 人}",
    "code": "code: {text: 'a = 1', lang: python}",
    "links": "links: ['https://example.org']",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_footnotes_stand_above_the_source_and_below_all_else(kind: str, brand: str, shape: Shape) -> None:
    made = slides(
        f"- title: 标题\n  {KINDS[kind]}\n  footnotes: [{NOTE}, 第二条]\n  source: 某处\n  time: '00:10:00'",
        brand,
        shape,
    )
    assert unsound(made) == []
    (page,) = made.pages
    (notes,), (source,) = texts(page, "footnote"), texts(page, "source")
    said = plain(notes)
    assert said.startswith(f"1 {NOTE}")
    assert said.endswith("2 第二条")
    assert notes.frame.bottom <= source.frame.y
    assert {run.text for p in notes.paragraphs for run in p.runs if run.script == "super"} == {"1", "2"}
    assert notes.paragraphs[0].size == 1200


def test_what_flows_makes_room() -> None:
    items = ", ".join([NOTE] * 8)
    bare, noted = (
        slides(f"- title: 标题\n  bullets: [{items}]{more}") for more in ("", f"\n  footnotes: [{NOTE * 8}]")
    )
    (low,) = texts(noted.pages[0], "footnote")
    (body,), (before,) = texts(noted.pages[0], "body"), texts(bare.pages[0], "body")
    assert body.frame.bottom < low.frame.y < before.frame.bottom
    assert body.paragraphs[0].size < before.paragraphs[0].size or len(noted.pages) > len(bare.pages)


def test_cards_have_room_for_two_lines() -> None:
    cards = "- title: 标题\n  cards: [甲, 乙, 丙, 丁, 戊, 己]\n"
    assert slides(f"{cards}  footnotes: [{NOTE * 3}, 短]").pages
    made = wrong(f"{cards}  footnotes: [{NOTE * 8}, 短]\n  source: 某处")
    assert [(problem.code, problem.span.line) for problem in made.problems] == [("E501", 5)]


def test_footnotes_are_no_second_body() -> None:
    made = wrong(f"- title: 标题\n  bullets: [一]\n  footnotes: [{', '.join([NOTE * 3] * 12)}]")
    assert [problem.code for problem in made.problems] == ["E501"]


def test_other_slides_keep_their_room() -> None:
    made = slides(f"- title: 甲\n  bullets: [一]\n  footnotes: [{NOTE * 6}]\n- title: 乙\n  bullets: [一]")
    first, second = (texts(page, "body")[0].frame for page in made.pages)
    assert first.bottom < second.bottom == made.brand.layouts["bullets"].region("body").frame.bottom


RECORDING = 'title: 演讲\nlang: zh-CN\nrecording: {url: "https://example.org/143", anchor: "#t={seconds}"}'


@pytest.mark.parametrize(("time", "seconds"), [("00:18:49", 1129), ("18:49", 1129), ("1:35:07", 5707)])
def test_time_codes_lead_into_the_recording(time: str, seconds: int) -> None:
    made = slides(f"- title: 标题\n  kicker: 眉题\n  text: 一\n  time: '{time}'", head=RECORDING)
    assert unsound(made) == []
    (page,) = made.pages
    (box,) = texts(page, "time")
    assert plain(box) == time
    assert {run.link for run in box.paragraphs[0].runs} == {f"https://example.org/143#t={seconds}"}
    (clock,) = [box for box in page.boxes if isinstance(box, ShapeBox)]
    assert clock.frame.right < box.frame.right
    (kicker,) = texts(page, "kicker")
    assert kicker.frame.right < box.frame.x


def test_time_codes_without_anchor_or_recording() -> None:
    slide = "- title: 标题\n  text: 一\n  time: '00:18:49'"
    plain_link = slides(slide, head='title: 演讲\nlang: zh-CN\nrecording: "https://example.org/143"')
    alone = slides(slide)
    links = [
        {r.link for b in texts(made.pages[0], "time") for r in b.paragraphs[0].runs} for made in (plain_link, alone)
    ]
    assert links == [{"https://example.org/143"}, {None}]


@pytest.mark.parametrize(
    "content",
    [
        "statement: 一句话",
        "quote: 一句话",
        "section: 一组",
        "closing: [一]",
        "person: {name: 李, claim: 话}",
        "image: wide.png",
    ],
)
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_time_codes_on_other_slides(content: str, brand: str, shape: Shape) -> None:
    title = "  title: 标题\n" if content.startswith("image") else ""
    made = slides(f"- {content}\n{title}  kicker: 一行不太短的眉题\n  time: '00:18:49'", brand, shape)
    assert unsound(made) == []
    assert text_of(made.pages[0], "time") == "00:18:49"


def test_sources_are_listed_once_before_the_closing() -> None:
    text = (
        "title: 演讲\nlang: zh-CN\nsources: true\nslides:\n"
        "  - {title: 甲, text: 一, source: 量子位}\n  - {statement: 乙, source: 某处}\n"
        "  - {title: 丙, text: 一, source: 量子位}\n"
        "  - {title: 丁, text: 一}\n  - closing: [一]\n"
    )
    made = make(text)
    assert made.problems == ()
    assert [page.kind for page in made.pages][-2:] == ["sources", "closing"]
    page = made.pages[-2]
    assert page.title == "资料来源"
    rows = [["".join(p.plain for p in cell.paragraphs) for cell in row.cells] for row in table(page).rows]
    assert rows == [["来源", "幻灯片"], ["量子位", "甲；丙"], ["某处", "乙"]]


def test_sources_without_closing_stand_last() -> None:
    made = make("title: Talk\nsources: true\nslides:\n  - {title: A, text: a, source: Here}")
    assert [page.kind for page in made.pages] == ["cover", "text", "sources"]
    assert made.pages[-1].title == "Sources"


def test_no_sources_no_slide() -> None:
    made = make("title: Talk\nsources: true\nslides:\n  - {title: A, text: a}")
    assert [page.kind for page in made.pages] == ["cover", "text"]
    assert made.problems == ()


def test_many_sources_continue() -> None:
    entries = "".join(f"  - {{title: 第{n}张, text: 一, source: 第{n}个来源，名字不短}}\n" for n in range(40))
    made = make(f"title: 演讲\nlang: zh-CN\nsources: true\nslides:\n{entries}")
    assert made.problems == ()
    assert [page.kind for page in made.pages].count("sources") > 1


@pytest.mark.parametrize(
    ("lang", "sign"), [("zh-CN", "（估计）"), ("zh-TW", "（估計）"), ("ja", "（推定）"), ("en", " (estimate)")]
)
def test_estimates_are_marked(lang: str, sign: str) -> None:
    made = slides("- title: A\n  text: [{text: b, mark: estimate}]", head=f"title: Talk\nlang: {lang}")
    assert text_of(made.pages[0], "body") == f"b{sign}"
