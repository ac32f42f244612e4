"""Cards, comparisons, columns and links: equal tiles whose parts share a size."""

from __future__ import annotations

from itertools import pairwise

import pytest

from talkdeck.model.page import TextBox
from tests.layout.made import (
    LOOKS,
    Shape,
    pictures,
    plain,
    regions,
    sizes,
    slides,
    table,
    text_of,
    texts,
    unsound,
)

LONG = "这一条讲的是端侧的小模型怎样与云上的大模型分工，哪些话留在手机里，哪些话要送上云。"


@pytest.mark.parametrize("count", [3, 4, 6, 8])
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_cards_fill_their_tiles(count: int, brand: str, shape: Shape) -> None:
    cards = ", ".join(
        f"{{title: 第{n}张卡片{'的标题' * (n % 2)}, text: 说明文字{'多' * n}}}" for n in range(1, count + 1)
    )
    made = slides(f"- {{title: 标题, cards: [{cards}]}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    assert page.layout == f"cards{count}"
    parts = [f"{part}{n}" for n in range(1, count + 1) for part in ("number", "heading", "text")]
    assert regions(page) == ["title", *parts]
    assert [plain(box) for box in texts(page, "number")] == [str(n) for n in range(1, count + 1)]
    (heading,), (text,) = sizes(texts(page, "heading")), sizes(texts(page, "body"))
    assert text < heading
    groups = [box.group for box in texts(page) if box.role != "title"]
    assert [group.id if group else 0 for group in groups] == [n for n in range(1, count + 1) for _ in range(3)]
    assert {group.kind if group else "" for group in groups} == {"card"}


@pytest.mark.parametrize("count", [3, 4, 6, 8])
def test_cards_without_texts_are_labels(count: int) -> None:
    made = slides(f"- {{title: 标题, cards: [{', '.join(f'卡 {n}' for n in range(count))}]}}")
    assert made.pages[0].layout == f"labels{count}"
    assert len(sizes(texts(made.pages[0], "heading"))) == 1


def test_one_long_card_makes_all_smaller() -> None:
    short, long = (
        slides(
            f"- {{title: 标题, cards: [{{title: 甲, text: 短}}, {{title: 乙, text: {text}}}, {{title: 丙, text: 短}}]}}"
        )
        for text in ("短", LONG * 2)
    )
    (before,), (after,) = (sizes(texts(made.pages[0], "body")) for made in (short, long))
    assert after < before


def test_the_authors_signs_stand_on_cards() -> None:
    page = slides("- {title: 标题, cards: [{title: 甲, number: A}, {title: 乙, number: 贰}, 丙]}").pages[0]
    assert [plain(box) for box in texts(page, "number")] == ["A", "贰", "3"]


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("verdict", ["", "各有所长。"])
def test_a_comparison(count: int, verdict: str) -> None:
    sides = ", ".join(f"{{title: 甲{n}, bullets: [{', '.join(['短句'] * n)}]}}" for n in range(1, count))
    last = f"{{title: 最后的一方, text: {LONG}}}"
    end = f", verdict: {verdict}" if verdict else ""
    made = slides(f"- {{title: 标题, compare: {{columns: [{sides}, {last}]{end}}}}}")
    (page,) = made.pages
    assert unsound(made) == []
    assert page.layout == f"compare{count}" + ("-verdict" if verdict else "")
    tiles = [f"{part}{n}" for n in range(1, count + 1) for part in ("heading", "body")]
    assert sorted(regions(page)) == sorted(["title", *tiles, *(["verdict"] if verdict else [])])
    assert len(sizes(texts(page, "heading"))) == len(sizes(texts(page, "body"))) == 1
    assert (text_of(page, "verdict") if verdict else "") == verdict
    for heading, body in zip(texts(page, "heading"), texts(page, "body"), strict=True):
        assert heading.group == body.group


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("titled", [True, False])
def test_columns_share_a_size(count: int, titled: bool) -> None:
    titles = [f"title: 栏 {n}, " if titled else "" for n in range(count)]
    columns = ", ".join(f"{{{title}text: {LONG * (n * 2 + 1)}}}" for n, title in enumerate(titles))
    made = slides(f"- {{title: 标题, columns: [{columns}]}}")
    assert unsound(made) == []
    page = made.pages[0]
    assert page.layout == f"columns{count}" + ("" if titled else "-plain")
    assert len(sizes(texts(page, "body"))) == 1
    assert len(texts(page, "heading")) == count * titled


def test_columns_continue_together() -> None:
    long = ", ".join(f"{n} 号{LONG}" for n in range(30))
    made = slides(
        f"- {{title: 标题, columns: [{{title: 甲, bullets: [{long}]}}, {{title: 乙, numbered: [短, 又短]}}]}}"
    )
    assert unsound(made) == []
    assert len(made.pages) > 2
    assert len({size for page in made.pages for size in sizes(texts(page, "body"))}) == 1
    assert all([plain(box) for box in texts(page, "heading")] == ["甲", "乙"] for page in made.pages)
    first = [p.plain for page in made.pages for p in texts(page, "body")[0].paragraphs]
    assert first == [f"{n} 号{LONG}" for n in range(30)]
    assert plain(texts(made.pages[0], "body")[1]) == "短\n又短"
    assert [len(texts(page, "body")) for page in made.pages] == [2] + [1] * (len(made.pages) - 1)


def test_each_column_its_own_kind() -> None:
    made = slides("""
- title: 标题
  columns:
    - {title: 图, image: {src: wide.png, alt: 描述, caption: 图注, credit: 作者}}
    - {title: 话, quote: {text: 越小越好。, name: 某人, edited: true}}
    - {title: 码, code: {text: x = 1, lang: python}}
- title: 又一
  columns: [{table: {head: [年, 值], rows: [[2024, 1], [2025, 2]]}}, {prompt: 写一首诗}]
""")
    assert unsound(made) == []
    first, second = made.pages
    (picture,) = pictures(first)
    (caption,) = texts(first, "caption")
    assert picture.alt == "描述"
    assert made.brand.layouts[first.layout].region("body1").frame.contains(picture.frame)
    assert plain(caption) == "图注\n作者"
    assert caption.frame.y >= picture.frame.bottom
    assert picture.group == caption.group
    said, by = texts(first, "quote")[0], texts(first, "attribution")[0]
    assert (plain(said), plain(by)) == ("“越小越好。”", "某人\n（经整理）")
    assert said.group is not None
    assert said.group.kind == "quote"
    assert said.group == by.group
    assert (said.region, by.region) == ("body2", None)
    assert by.frame.y > said.frame.bottom
    assert texts(first, "code")[0].region == "body3"
    assert made.brand.layouts[second.layout].region("body1").frame.contains(table(second).frame)
    assert text_of(second, "prompt") == "写一首诗"


def test_code_and_prompts_in_columns_stand_on_panels() -> None:
    """A panel fills its column; code gets smaller rather than to wrap; a caption stands below, on the last part."""
    code = "\\n".join(f"answer_{n} = compute(of={n}, by={n})" for n in range(20))
    made = slides(f"""
- {{title: 标题, columns: [{{title: 码, code: {{text: "{code}", caption: 说明}}}}, {{title: 词, prompt: 写一首诗}}]}}
- {{title: 又一, columns: [{{code: "a_rather_long_name = 1"}}, {{text: 短}}]}}
""")
    assert unsound(made) == []
    first, second, third = made.pages
    for page, role, region in (first, "code", "body1"), (first, "prompt", "body2"), (second, "code", "body1"):
        (panel,) = texts(page, role)
        place = made.brand.layouts[page.layout].region(region)
        assert panel.fill == "code-panel"
        assert min(panel.inset) > 0
        assert panel.frame.h > place.frame.h * 0.9
        assert panel.frame.w == place.frame.w
        assert all(len(p.lines) == 1 for p in panel.paragraphs)
    assert texts(first, "caption") == []
    (caption,) = texts(second, "caption")
    assert plain(caption) == "说明"
    assert caption.region is None
    assert caption.frame.y >= texts(second, "code")[0].frame.bottom
    assert sizes(texts(third, "code")) == sizes(texts(third, "body"))


def test_links_with_long_titles_are_fewer_a_slide() -> None:
    title = "一个很长的标题，说了很多话，" * 4
    for length, layouts in (14, ["links6"]), (28, ["links3", "links3"]), (56, ["links3", "links3"]):
        entries = ", ".join(f"{{url: 'https://e.example/{n}', title: {title[:length]}, text: 说明}}" for n in range(6))
        made = slides(f"- {{title: 标题, links: [{entries}]}}", shape="4:3")
        assert unsound(made) == []
        assert [page.layout for page in made.pages] == layouts


@pytest.mark.parametrize("count", range(1, 15))
def test_links_get_a_code_each(count: int) -> None:
    entries = ", ".join(f"{{url: 'https://e.example/{n}', title: 地址 {n}, text: 说明}}" for n in range(count))
    made = slides(f"- {{title: 标题, links: [{entries}]}}")
    assert unsound(made) == []
    assert len(made.pages) == -(-count // 6)
    codes = [box.asset for page in made.pages for box in pictures(page)]
    assert codes == [f"qr:https://e.example/{n}" for n in range(count)]
    words = [plain(box) for page in made.pages for box in texts(page, "link")]
    assert words == [f"地址 {n}\ne.example\n说明" for n in range(count)]
    addresses = [
        run.link for page in made.pages for box in texts(page, "link") for p in box.paragraphs for run in p.runs
    ]
    assert [a for a, b in pairwise([*addresses, None]) if a and a != b] == [
        f"https://e.example/{n}" for n in range(count)
    ]
    for page in made.pages:
        shown = len(pictures(page))
        assert page.layout == {1: "links2", 5: "links6"}.get(shown, f"links{shown}")
        assert [box.group for box in pictures(page)] == [box.group for box in texts(page, "link")]
    counts = [len(pictures(page)) for page in made.pages]
    assert len(set(counts[:-1])) <= 1
    assert counts[-1] > counts[0] // 2


def test_a_link_without_title_shows_its_address_once() -> None:
    made = slides("- {title: 标题, links: ['https://www.example.org/a/b?c=d', 'mailto:wei@example.org']}")
    assert [plain(box) for box in texts(made.pages[0], "link")] == ["example.org/a/b?c=d", "wei@example.org"]


def test_an_address_too_long_for_a_code_has_none() -> None:
    made = slides(f"- {{title: 标题, links: ['https://e.example/{'x' * 2100}']}}")
    assert pictures(made.pages[0]) == []
    assert text_of(made.pages[0], "link") == "e.example"


def test_codes_are_square_and_beside_their_words() -> None:
    page = slides("- {title: 标题, links: ['https://a.example', 'https://b.example', 'https://c.example']}").pages[0]
    for code, words in zip(pictures(page), texts(page, "link"), strict=True):
        assert code.frame.w == code.frame.h
        assert code.frame.right < words.frame.x
        assert code.frame.y < words.frame.bottom
        assert words.frame.y < code.frame.bottom


def test_boxes_of_a_group_are_neighbours() -> None:
    made = slides("""
- {title: 一, cards: [{title: 甲, text: 乙}, {title: 甲, text: 乙}, {title: 甲, text: 乙}]}
- {title: 二, images: [{src: wide.png, caption: 甲}, {src: tall.png, caption: 乙}]}
- {title: 三, links: ['https://a.example', 'https://b.example']}
""")
    for page in made.pages:
        ids = [group.id for box in page.boxes if (group := box.group) is not None]
        assert ids == sorted(ids)
        assert all(isinstance(box, TextBox) for box in page.boxes if box.group is None)
