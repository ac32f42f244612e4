"""Lists, running text, statements, quotations, code and prompts; how they continue."""

from __future__ import annotations

import pytest

from talkdeck.layout import arrange
from talkdeck.model.page import Page
from talkdeck.model.values import replace
from tests.layout.made import (
    LOOKS,
    Shape,
    paragraphs,
    plain,
    regions,
    sizes,
    slides,
    text_of,
    texts,
    unsound,
)

LONG = "这一条讲的是端侧的小模型怎样与云上的大模型分工，哪些话留在手机里，哪些话要送上云。"


def items(count: int, text: str = LONG) -> str:
    return "[" + ", ".join(f"{n} 号{text}" for n in range(1, count + 1)) + "]"


def body(page: Page) -> list[str]:
    return [p.plain for p in texts(page, "body")[0].paragraphs]


def test_a_list_fills_the_body() -> None:
    page = slides("- {title: 标题, kicker: 趋势 1, bullets: [甲, 乙], source: IDC}").pages[0]
    assert (page.kind, page.layout, page.title) == ("bullets", "bullets", "标题")
    assert regions(page) == ["kicker", "title", "body", "source"]
    assert [box.role for box in texts(page)] == ["kicker", "title", "body", "source"]


def test_levels_markers_and_sizes_of_a_nested_list() -> None:
    page = slides("""
- title: 标题
  bullets:
    - text: 一
      items: [{text: 二, items: [三]}, 二又]
    - 又一
""").pages[0]
    made = texts(page, "body")[0].paragraphs
    assert [(p.plain, p.level) for p in made] == [("一", 0), ("二", 1), ("三", 2), ("二又", 1), ("又一", 0)]
    assert all(p.marker is not None and p.marker.number is None for p in made)
    assert made[0].size > made[1].size == made[2].size == made[3].size
    assert made[0].indent < made[1].indent < made[2].indent
    assert all(0 < p.hang <= p.indent for p in made)


def test_numbers_count_the_first_level_only() -> None:
    page = slides("- {title: 标题, numbered: [{text: 一, items: [小, 小二]}, 二, 三]}").pages[0]
    assert [p.marker.number if p.marker else 0 for p in texts(page, "body")[0].paragraphs] == [1, None, None, 2, 3]


def test_lead_phrases_are_bold_and_stand_apart() -> None:
    made = slides("- {title: 标题, bullets: [{lead: 端云结合：, text: 各干各的}, {lead: Speed, text: is all}]}")
    first, second = texts(made.pages[0], "body")[0].paragraphs
    assert (first.plain, second.plain) == ("端云结合：各干各的", "Speed is all")
    assert [run.text for run in first.runs if run.bold] == ["端云结合："]
    assert "".join(run.text for run in second.runs if run.bold).strip() == "Speed"


@pytest.mark.parametrize("kind", ["bullets", "numbered"])
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_a_long_list_continues(kind: str, brand: str, shape: Shape) -> None:
    made = slides(f"- {{title: 标题, {kind}: {items(40)}, notes: 只说一遍。}}", brand, shape)
    assert unsound(made) == []
    count = len(made.pages)
    assert count > 2
    assert [text for page in made.pages for text in body(page)] == [f"{n} 号{LONG}" for n in range(1, 41)]
    numbers = [p.marker.number for page in made.pages for p in texts(page, "body")[0].paragraphs if p.marker]
    assert numbers == (list(range(1, 41)) if kind == "numbered" else [None] * 40)
    assert [page.part for page in made.pages] == [(i, count) for i in range(1, count + 1)]
    assert [page.title for page in made.pages] == [f"标题（{i}/{count}）" for i in range(1, count + 1)]
    assert [page.notes for page in made.pages] == ["只说一遍。", *[""] * (count - 1)]
    assert [page.id for page in made.pages] == ["slide-1", *(f"slide-1-{i}" for i in range(2, count + 1))]
    assert len({box.paragraphs[0].size for page in made.pages for box in texts(page, "body")}) == 1
    assert len({box.paragraphs[0].size for page in made.pages for box in texts(page, "title")}) == 1


def test_the_sign_of_a_part_is_in_the_decks_language_and_quiet() -> None:
    made = slides(f"- {{title: Title, bullets: {items(24)}}}", head="title: T\nlang: en")
    (title,) = texts(made.pages[0], "title")
    assert plain(title) == f"Title (1/{len(made.pages)})"
    sign = [run for run in title.paragraphs[0].runs if run.scale < 100]
    assert "".join(run.text for run in sign) == f" (1/{len(made.pages)})"
    assert {(run.colour, run.bold) for run in sign} == {("muted", False)}


def test_parts_are_filled_evenly_and_no_more_than_needed() -> None:
    made = slides(f"- {{title: 标题, bullets: {items(14)}}}")
    counts = [len(body(page)) for page in made.pages]
    assert max(counts) - min(counts) <= 1
    assert sizes(texts(made.pages[0], "body")) >= {made.brand.styles["body"].sizes[-1]}


def test_sub_items_stay_with_their_parent() -> None:
    entries = ", ".join(f"{{text: {n} 号{LONG}, items: [甲{LONG}, 乙{LONG}]}}" for n in range(8))
    made = slides(f"- {{title: 标题, bullets: [{entries}]}}")
    assert len(made.pages) > 1
    for page in made.pages[:-1]:
        assert texts(page, "body")[0].paragraphs[-1].level > 0


def test_the_largest_size_that_fits_is_taken() -> None:
    few, more, many = (slides(f"- {{title: 标题, bullets: {items(n)}}}").pages[0] for n in (3, 6, 8))
    steps = [texts(page, "body")[0].paragraphs[0].size for page in (few, more, many)]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] > steps[-1]


@pytest.mark.parametrize("count", [3, 5, 6, 7])
def test_the_next_larger_size_would_not_fit(count: int) -> None:
    made = slides(f"- {{title: 标题, bullets: {items(count)}}}")
    assert len(made.pages) == 1
    style = made.brand.styles["body"]
    at = style.sizes.index(texts(made.pages[0], "body")[0].paragraphs[0].size)
    for size, pages in zip(style.sizes[max(0, at - 1) : at + 1], (2, 1)[0 if at else 1 :], strict=True):
        only = replace(made.brand, styles={**made.brand.styles, "body": replace(style, sizes=(size,))})
        whole, _ = arrange(made.deck, only)
        assert whole is not None
        assert len(whole.pages) == 1 + pages


def test_a_short_list_spreads_but_stays_inside() -> None:
    made = slides("- {title: 标题, bullets: [甲, 乙, 丙]}\n- {title: 另一, bullets: [甲]}")
    (box,), (alone,) = texts(made.pages[0], "body"), texts(made.pages[1], "body")
    style = made.brand.styles["body"]
    size = box.paragraphs[0].size
    assert size == style.sizes[0]
    assert box.paragraphs[1].before == box.paragraphs[2].before > style.before * size * 127 // 1000
    assert box.height <= box.frame.h * 85 // 100
    assert alone.height < box.height


def test_running_text_has_no_markers() -> None:
    page = slides("- title: 标题\n  text: |\n    第一段。\n\n    第二段。").pages[0]
    (box,) = texts(page, "body")
    assert page.layout == "text"
    assert [p.plain for p in box.paragraphs] == ["第一段。", "第二段。"]
    assert all(p.marker is None and p.indent == 0 for p in box.paragraphs)


def test_long_running_text_continues_within_a_paragraph() -> None:
    text = "".join(f"{LONG}第{n}句。" for n in range(60))
    made = slides(f"- {{title: 标题, text: {text}}}")
    assert len(made.pages) > 2
    assert "".join("".join(body(page)) for page in made.pages) == text
    assert unsound(made) == []


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_a_list_continues_under_an_unbreakable_word(brand: str, shape: Shape) -> None:
    made = slides(f"- {{title: T, bullets: [{'x' * 400}, {'长' * 900}]}}", brand, shape)
    assert unsound(made) == []
    assert "".join("".join(body(page)) for page in made.pages) == "x" * 400 + "长" * 900


def test_a_statement_without_title_is_the_title() -> None:
    page = slides("- {statement: 端云结合。, kicker: 一句话}").pages[0]
    assert (page.layout, regions(page)) == ("statement", ["kicker", "title"])
    assert page.title == text_of(page, "statement") == "端云结合。"


def test_a_slide_with_nothing_but_a_title_is_a_statement() -> None:
    page = slides("- {title: 端云结合}").pages[0]
    assert (page.kind, page.layout, page.title) == ("statement", "statement", "端云结合")


def test_a_statement_with_title_stands_under_it() -> None:
    made = slides("- {title: 小结, statement: 端云结合。}")
    page = made.pages[0]
    assert (page.layout, regions(page), page.title) == ("statement-titled", ["title", "statement"], "小结")
    assert min(sizes(texts(page, "statement"))) > max(sizes(texts(page, "title")))


@pytest.mark.parametrize("title", ["", "title: 名言, "])
def test_a_quotation(title: str) -> None:
    words = "{text: 模型越小越好。, name: 某人, role: 教授, org: 大学, edited: true}"
    page = slides(f"- {{{title}quote: {words}}}").pages[0]
    quote, said = (box for box in texts(page) if box.role in ("quote", "attribution"))
    assert page.layout == ("quote-titled" if title else "quote")
    assert page.title == ("名言" if title else "模型越小越好。")
    assert quote.region == ("quote" if title else "title")
    assert [p.plain for p in said.paragraphs] == ["某人", "教授 · 大学", "（经整理）"]
    assert said.paragraphs[0].bold
    assert quote.group == said.group
    assert quote.group is not None
    assert quote.group.kind == "quote"


def test_a_quotation_of_nobody_has_no_attribution() -> None:
    assert regions(slides("- quote: 模型越小越好。").pages[0]) == ["title"]


CODE = 'def f(x):\n\n    # 注释\n    return "a" + 1\n'


def test_code_keeps_its_lines_and_gets_colours() -> None:
    lines = "\n      ".join(CODE.split("\n"))
    page = slides(f"- title: 标题\n  code:\n    lang: python\n    caption: 图注\n    text: |\n      {lines}").pages[0]
    (box,) = texts(page, "code")
    assert regions(page) == ["title", "body", "caption"]
    assert [p.plain for p in box.paragraphs] == ["def f(x):", " ", "    # 注释", '    return "a" + 1']
    assert {p.face for p in box.paragraphs} == {"mono"}
    coloured: dict[str, str] = {}
    for run in (run for p in box.paragraphs for run in p.runs if run.colour):
        coloured[run.colour or ""] = coloured.get(run.colour or "", "") + run.text.strip()
    assert coloured == {
        "code-keyword": "defreturn",
        "code-name": "f",
        "code-comment": "# 注释",
        "code-string": '"a"',
        "code-number": "1",
    }
    assert box.fill == "code-panel"


@pytest.mark.parametrize("lang", ["", "lang: nosuchlanguage, "])
def test_code_without_a_known_language_is_plain(lang: str) -> None:
    page = slides(f'- {{title: 标题, code: {{{lang}text: "if x:\\n\\tpass"}}}}').pages[0]
    (box,) = texts(page, "code")
    assert [p.plain for p in box.paragraphs] == ["if x:", "    pass"]
    assert {run.colour for p in box.paragraphs for run in p.runs} == {None}


def test_long_code_continues_with_the_caption_on_the_last_part() -> None:
    lines = "".join(f"      line_{n} = call({n})\n" for n in range(70))
    made = slides(f"- title: 标题\n  code:\n    lang: python\n    caption: 图注\n    text: |\n{lines}")
    assert len(made.pages) > 2
    assert [p.plain for page in made.pages for p in paragraphs(page) if p.face == "mono"] == [
        f"line_{n} = call({n})" for n in range(70)
    ]
    assert [bool(texts(page, "caption")) for page in made.pages] == [False] * (len(made.pages) - 1) + [True]
    assert unsound(made) == []


def test_a_prompt_wraps() -> None:
    made = slides(f"- title: 标题\n  prompt: {{text: '{LONG * 4}', caption: 提示词}}")
    (box,) = texts(made.pages[0], "prompt")
    assert len(box.paragraphs[0].lines) > 3
    assert box.paragraphs[0].plain == LONG * 4
    assert regions(made.pages[0]) == ["title", "body", "caption"]


def test_links_stand_beside_a_list() -> None:
    page = slides(
        "- {title: 标题, bullets: [甲], links: ['https://a.example/x', {url: 'https://b.example', title: 乙}]}"
    ).pages[0]
    assert page.layout == "bullets-links"
    assert regions(page) == ["title", "body", "qr1", "link1", "qr2", "link2"]
    assert [plain(box) for box in texts(page, "link")] == ["a.example/x", "乙\nb.example"]
