"""What does not fit, at its line; `layout:`; and that nothing is lost without a word."""

from __future__ import annotations

import pytest

import talkdeck.layout.kinds as kinds
from talkdeck.layout import arrange, kinds_help
from talkdeck.layout.sheet import Sheet
from talkdeck.layout.stage import Stage
from talkdeck.model.deck import Slide
from talkdeck.model.page import Box, TableBox, TextBox
from talkdeck.model.problems import Problem
from talkdeck.model.values import replace
from talkdeck.source import read_bytes
from tests.layout.made import Made, brand_of, make, pictures, slides, text_of, unsound, wrong

LONG = "这一条讲的是端侧的小模型怎样与云上的大模型分工，哪些话留在手机里，哪些话要送上云。"


def lines(made: Made) -> list[tuple[str, int]]:
    return [(problem.code, problem.span.line) for problem in made.problems]


# Too long (E501)


@pytest.mark.parametrize(
    ("slide", "line"),
    [
        (f"- bullets: [甲]\n  title: {LONG * 9}", 4),
        (f"- title: 标题\n  bullets: [甲]\n  kicker: {LONG * 3}", 5),
        (f"- title: 标题\n  bullets: [甲]\n  source: {LONG * 3}", 5),
        (f"- title: 标题\n  cards:\n    - 甲\n    - {{title: 乙, text: {LONG * 9}}}\n    - 丙", 6),
        (f"- title: 标题\n  cards:\n    - 甲\n    - 乙\n    - {LONG * 9}", 7),
        (f"- statement:\n    {LONG * 20}", 4),
        (f"- quote:\n    text: {LONG * 20}", 4),
        (f"- quote:\n    text: 话\n    name: {LONG * 20}", 4),
        (f"- title: 标题\n  image:\n    src: wide.png\n    caption: {LONG * 20}", 6),
        (f"- title: 标题\n  compare:\n    - {{title: 甲, text: 乙}}\n    - {{title: 丙, text: {LONG * 20}}}", 6),
        (f"- title: 标题\n  columns:\n    - text: 甲\n    - quote: {LONG * 20}", 6),
        (f"- title: 标题\n  links:\n    - https://a.example\n    - url: https://b.example\n      text: {LONG * 20}", 6),
        (f"- closing:\n    points: [甲]\n    contact: {LONG * 20}", 3),
        (f"- section:\n    title: 组\n    text: {LONG * 20}", 5),
    ],
)  # fmt: skip
def test_what_is_too_long_is_named_at_its_line(slide: str, line: int) -> None:
    made = wrong(slide)
    assert {problem.code for problem in made.problems} == {"E501"}
    assert line in {problem.span.line for problem in made.problems}
    assert all(problem.hints and "characters does not fit" in problem.text for problem in made.problems)


def test_all_that_is_wrong_is_told_at_once() -> None:
    made = wrong(f"- {{title: {LONG * 9}, bullets: [甲]}}\n- title: 好\n- {{title: 又, bullets: [甲], layout: nosuch}}")
    assert lines(made) == [("E501", 3), ("E505", 5)]


def test_a_footer_too_long_is_told_once() -> None:
    made = make(f"title: T\nfooter: {LONG * 4}\nslides: [{{title: A}}, {{title: B}}, {{title: C}}]")
    assert lines(made) == [("E501", 2)]


# Too many (E502, E503)


@pytest.mark.parametrize(
    ("slide", "line"),
    [
        ("- title: 标题\n  bullets: [甲]\n  links:\n" + "".join(f"    - https://e{n}.example\n" for n in range(4)), 9),
        (
            "- title: 标题\n  image: wide.png\n  links:\n" + "".join(f"    - https://e{n}.example\n" for n in range(5)),
            9,
        ),
    ],
)
def test_too_many_links_beside_other_content(slide: str, line: int) -> None:
    made = wrong(slide)
    assert ("E502", line) in lines(made)
    assert made.codes.count("E502") == 1


def test_a_verdict_has_no_place_beside_a_picture() -> None:
    sides = "[{title: 甲, text: 乙}, {title: 丙, text: 丁}]"
    made = wrong(f"- title: 标题\n  image: wide.png\n  compare:\n    columns: {sides}\n    verdict: 都好")
    assert lines(made) == [("E503", 7)]


# The author's layout (E505)


def test_a_layout_that_the_brand_has_not() -> None:
    made = wrong("- title: 标题\n- {title: 又, bullets: [甲], layout: bulets}")
    assert lines(made) == [("E505", 4)]
    assert made.problems[0].hints == ("did you mean `bullets`?",)
    assert "lists the layouts" in wrong("- {title: 又, bullets: [甲], layout: qqqq}").problems[0].hints[0]


@pytest.mark.parametrize(
    ("slide", "layout"),
    [
        ("bullets: [甲]", "quote"),
        ("bullets: [甲]", "cover"),
        ("table: {rows: [[甲]]}", "bullets"),
        ("cards: [甲, 乙, 丙, 丁]", "cards3"),
        ("images: [wide.png, wide.png, wide.png]", "images2"),
        ("columns: [{title: 甲, text: 乙}, {text: 丙}]", "columns2-plain"),
        ("links: ['https://a.example', 'https://b.example', 'https://c.example']", "links2"),
        ("compare: [{title: 甲, text: 乙}, {title: 丙, text: 丁}]", "columns3-plain"),
        ("image: wide.png", "bullets"),
    ],
)
def test_a_layout_without_place_for_the_content(slide: str, layout: str) -> None:
    made = wrong(f"- {{title: 标题, {slide}, layout: {layout}}}")
    assert lines(made) == [("E505", 3)]
    assert f"layout `{layout}` has no place" in made.problems[0].text


@pytest.mark.parametrize(
    ("slide", "layout"),
    [
        ("bullets: [甲]", "text"),
        ("text: 甲", "bullets"),
        ("cards: [甲, 乙, 丙]", "cards3"),
        ("cards: [甲, 乙, 丙]", "cards4"),
        ("images: [wide.png, tall.png, square.png]", "images4"),
        ("image: wide.png", "full"),
        ("image: wide.png", "image"),
        ("columns: [{text: 甲}, {text: 乙}]", "columns3-plain"),
        ("compare: [{title: 甲, text: 乙}, {title: 丙, text: 丁}]", "compare3"),
        ("links: ['https://a.example']", "links6"),
        ("prompt: 写诗", "code"),
    ],
)
def test_the_authors_layout_is_taken(slide: str, layout: str) -> None:
    made = slides(f"- {{title: 标题, {slide}, layout: {layout}}}")
    assert made.pages[0].layout == layout
    assert unsound(made) == []


# Nothing lost (E507)


@pytest.mark.parametrize(
    ("slide", "what", "line"),
    [
        ("- title: 标题\n  bullets: [甲]\n  source: IDC 二〇二四\n  layout: agenda", "text", 5),
        (
            "- title: 标题\n  image:\n    src: wide.png\n    alt: 描述\n    caption: 图注在此\n  layout: image-wide",
            "text",
            7,
        ),
    ],
)
def test_what_a_layout_leaves_out_is_an_error(slide: str, what: str, line: int) -> None:
    made = wrong(slide)
    assert lines(made) == [("E507", line)]
    assert made.problems[0].text.startswith(f"this {what} finds no place")


TALK = """
title: 一次演讲
speakers: [Wei]
slides:
  - title: 列表
    bullets: [苹果, {text: 香蕉, items: [樱桃]}]
    notes: 说到水果
  - title: 图
    image: {src: wide.png, alt: 一张图, caption: 图注}
  - title: 表
    table: {head: [头], rows: [[身], ['[链](https://in.example)']]}
  - title: 地址
    links: [{url: 'https://a.example/x', title: 去处}]
"""


def dropping(monkeypatch: pytest.MonkeyPatch, what: str) -> tuple[Problem, ...]:
    """Problems of TALK where the arrangement loses something: a box by role or type, a paragraph, notes, a page."""
    close = Sheet.close

    def lossy(self: Sheet, number: int) -> object:
        page = close(self, number)
        boxes: list[Box] = []
        for box in page.boxes:
            if what in (getattr(box, "role", ""), type(box).__name__):
                continue
            if what == "last paragraph" and isinstance(box, TextBox) and box.role == "body":
                box = replace(box, paragraphs=box.paragraphs[:-1])
            if what == "last row" and isinstance(box, TableBox):
                box = replace(box, rows=box.rows[:-1])
            boxes.append(box)
        return replace(page, boxes=tuple(boxes), notes="" if what == "notes" else page.notes)

    monkeypatch.setattr(Sheet, "close", lossy)
    made = make(TALK)
    assert not made.pages
    return made.problems


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("speakers", {("text", "Wei", 3)}),
        ("body", {("text", "苹果", 6), ("text", "香蕉", 6), ("text", "樱桃", 6)}),
        ("last paragraph", {("text", "樱桃", 6)}),
        ("notes", {("notes", "说到水果", 5)}),
        ("caption", {("text", "图注", 9)}),
        ("PictureBox", {("picture", "一张图", 9)}),
        ("last row", {("text", "链", 11), ("link", "https://in.example", 11)}),
        ("TableBox", {("text", "头", 11), ("text", "身", 11), ("text", "链", 11), ("link", "https://in.example", 11)}),
        ("link", {("text", "去处", 13)}),
    ],
)  # fmt: skip
def test_the_guard_finds_what_is_dropped(
    monkeypatch: pytest.MonkeyPatch, what: str, found: set[tuple[str, str, int]]
) -> None:
    problems = dropping(monkeypatch, what)
    assert {problem.code for problem in problems} == {"E507"}
    told = {(p.text.split()[1], p.text.partition(": ")[2], p.span.line) for p in problems}
    assert told == found


def test_the_guard_finds_a_slide_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(slide: Slide, stage: Stage) -> list[Sheet]:
        return []

    arranger = kinds.arranger
    monkeypatch.setattr(kinds, "arranger", lambda slide: nothing if slide.kind == "table" else arranger(slide))
    made = make(TALK)
    assert "E507" in made.codes
    assert {problem.span.line for problem in made.problems} >= {10, 11}


def test_the_guard_passes_what_is_there() -> None:
    assert make(TALK).problems == ()


def test_a_deck_with_errors_has_no_pages() -> None:
    made = slides("- {title: 标题, bullets: [甲]}")
    broken = replace(made.deck, slides=(replace(made.deck.slides[1], layout="nosuch"),))
    assert arrange(broken, made.brand)[0] is None


# Warnings of resolve


def test_two_slides_of_one_title() -> None:
    made = make("title: T\nslides:\n  - title: 甲\n  - title: 乙\n  - title: 甲\n")
    assert lines(made) == [("W230", 5)]
    assert "line 3" in made.problems[0].text
    assert len(made.pages) == 4


def test_the_authors_ids_are_kept() -> None:
    made = slides("- {title: 甲, id: intro}\n- {title: 乙}")
    assert [page.id for page in made.pages] == ["intro", "slide-2"]


def test_every_kind_has_a_sentence() -> None:
    assert dict(kinds_help()).keys() == kinds.KINDS.keys()
    assert all(sentence.endswith(".") for _, sentence in kinds_help())


def test_pictures_that_cannot_be_had_are_a_warning_at_their_line() -> None:
    made = make("title: T\nslides:\n  - title: 甲\n    image: gone.png\n")
    assert lines(made) == [("W401", 4)]
    assert text_of(made.pages[1], "title") == "甲"
    assert len(pictures(made.pages[1])) == 1


KINDS = {
    "bullets": "[甲, 乙]",
    "text": "正文。",
    "statement": "一句话。",
    "quote": "{text: 话。, name: 某人}",
    "image": "{src: wide.png, caption: 图注, credit: 作者}",
    "images": "[wide.png, {src: tall.png, caption: 图注}]",
    "cards": "[{title: 甲, text: 乙}, {title: 甲, text: 乙}, {title: 甲, text: 乙}]",
    "compare": "{columns: [{title: 甲, text: 乙}, {title: 丙, bullets: [丁]}], verdict: 都好}",
    "columns": "[{text: 甲}, {title: 图, image: wide.png}]",
    "table": "{head: [甲, 乙], rows: [[1, 2]], caption: 表注}",
    "links": "['https://a.example', 'https://b.example']",
    "code": "{text: x = 1, caption: 码注}",
    "prompt": "写一首诗",
    "closing": "{points: [甲], contact: 乙}",
    "bullets: [甲], image": "wide.png",
    "quote: 话。, image": "wide.png",
    "code: x, image": "{src: wide.png, caption: 图注}",
    "compare: [{title: 甲, text: 乙}, {title: 丙, text: 丁}], image": "wide.png",
    "bullets: [甲], links": "['https://a.example']",
}


@pytest.mark.parametrize("kind", KINDS)
def test_any_layout_for_any_kind(kind: str) -> None:
    """Pages are sound, or an error says that the layout has no place."""
    taken = []
    for layout in brand_of().layouts:
        for extra in ("", "title: 标题, kicker: 眉, source: IDC, "):
            text = f"title: T\nslides: [{{{extra}{kind}: {KINDS[kind]}, layout: {layout}}}]"
            outline, _ = read_bytes(text.encode(), "talk.yaml")
            if outline is None:
                continue
            made = make(text)
            if made.pages:
                taken.append(layout)
                assert unsound(made) == [], layout
            else:
                assert set(made.codes) <= {"E501", "E503", "E504", "E505", "E507"}, layout
    assert len(set(taken)) > 0
