"""What every page has: one title, footer, number, source, its texts' languages; and how texts are set."""

from __future__ import annotations

import pytest

from talkdeck.layout import arrange
from talkdeck.layout.sheet import _links_by_line, _spread
from talkdeck.layout.words import WORDS, word
from talkdeck.model.page import Page, Paragraph, Run, TextBox
from talkdeck.model.units import EMU_PER_CPT
from talkdeck.model.values import replace
from tests.layout.made import (
    LOOKS,
    Shape,
    make,
    paragraphs,
    pictures,
    plain,
    slides,
    table,
    text_of,
    texts,
    unsound,
)

LONG = "这一条讲的是端侧的小模型怎样与云上的大模型分工，哪些话留在手机里，哪些话要送上云。"

EVERY = """
title: 一次演讲
subtitle: 副题
agenda: repeat
speakers: [{name: Wei, org: 算法妈妈}]
cover: {src: wide.png, alt: 星系}
sections:
  - title: 上
    label: 第一部分
    slides:
      - {title: 列表, kicker: 眉, bullets: [{text: 甲, items: [乙]}, 丙], source: IDC, notes: 说一}
      - {title: 数, numbered: [甲, 乙]}
      - {title: 文, text: 正文。}
      - {statement: 一句话。}
      - {title: 又, statement: 一句话。}
      - {quote: {text: 话。, name: 某人}}
      - {title: 码, code: {text: x = 1, lang: python}}
      - {title: 提示, prompt: 写一首诗}
      - {title: 图, image: {src: wide.png, caption: 图注}}
      - {title: 宽, image: wide.png}
      - {title: 全, image: wide.png, layout: full}
      - {title: 图文, image: tall.png, bullets: [甲]}
      - {title: 两图, images: [wide.png, {src: tall.png, caption: 图注}]}
      - {section: 组}
  - title: 下
    slides:
      - {title: 卡, cards: [{title: 甲, text: 乙}, 丙, 丁]}
      - {title: 牌, cards: [甲, 乙, 丙, 丁]}
      - {title: 比, compare: {columns: [{title: 甲, text: 乙}, {title: 丙, text: 丁}], verdict: 都好}}
      - {title: 栏, columns: [{text: 甲}, {image: wide.png}]}
      - {title: 表, table: {head: [甲, 乙], rows: [[1, 2]]}}
      - {title: 链, links: ['https://a.example']}
      - {closing: {points: [甲], link: 'https://a.example'}}
"""


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_every_kind_is_sound_in_every_look(brand: str, shape: Shape) -> None:
    made = make(EVERY, brand, shape)
    assert made.problems == ()
    assert unsound(made) == []


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_every_page_fills_its_one_title_placeholder(brand: str, shape: Shape) -> None:
    made = make(EVERY, brand, shape)
    for page in made.pages:
        types = {region.name: region.placeholder for region in made.brand.layouts[page.layout].regions}
        filled = [box for box in page.boxes if types.get(getattr(box, "region", None) or "") in ("title", "ctrTitle")]
        assert len(filled) == 1, page.id
        assert isinstance(filled[0], TextBox)
        assert plain(filled[0]) == page.title


def test_same_input_same_pages() -> None:
    assert make(EVERY).whole == make(EVERY).whole


@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_sizes_are_the_styles(brand: str, shape: Shape) -> None:
    """Each box's size is a step of its region's style; what is scaled down stays readable."""
    made = make(EVERY, brand, shape)
    for page in made.pages:
        layout = made.brand.layouts[page.layout]
        for box in page.boxes:
            if isinstance(box, TextBox) and box.role not in ("caption", "quote"):
                style = made.brand.styles[layout.region(box.region or "").style]
                first = next(p for p in box.paragraphs if p.level == 0)
                assert first.size in style.sizes, (page.id, box.region)
        assert all(p.size >= 1000 for p in paragraphs(page))


def test_footers_name_the_section_else_the_talk() -> None:
    made = make("title: 一次演讲\nslides: [{title: 前}]\nsections: [{title: 上, slides: [{title: 甲}]}]")
    footers = {page.kind + page.title: [plain(box) for box in texts(page, "footer")] for page in made.pages}
    assert footers == {"cover一次演讲": [], "statement前": ["一次演讲"], "section上": [], "statement甲": ["上"]}


def test_the_authors_footer_stands_everywhere() -> None:
    made = make("title: T\nfooter: 内部资料\nsections: [{title: 上, slides: [{title: 甲}, {title: 乙}]}]")
    assert [text_of(page, "footer") for page in made.pages if texts(page, "footer")] == ["内部资料"] * 2


def test_a_sections_title_too_long_for_the_footer_is_cut() -> None:
    title = "The influence of quite small models on very large organisations and on their people"
    made = make(f"title: T\nsections: [{{title: {title}, slides: [{{title: A, image: wide.png, text: b}}]}}]")
    style = made.brand.styles["footer"]
    large = replace(made.brand, styles={**made.brand.styles, "footer": replace(style, sizes=(1400,))})
    whole, problems = arrange(made.deck, large)
    assert problems == ()
    assert whole is not None
    footer = text_of(whole.pages[-1], "footer")
    assert footer.endswith("…")
    assert title.startswith(footer[:-1])
    assert len(texts(whole.pages[-1], "footer")[0].paragraphs[0].lines) == 1


def test_slides_are_numbered_as_they_stand() -> None:
    made = make(EVERY)
    shown = [(page.number, text_of(page, "slide-number")) for page in made.pages if texts(page, "slide-number")]
    assert len(shown) > 20
    assert all(str(number) == text for number, text in shown)


@pytest.mark.parametrize(
    ("lang", "source", "shown"),
    [
        ("zh-CN", "IDC，2024", "来源：IDC，2024"),
        ("zh-TW", "IDC", "來源：IDC"),
        ("ja", "IDC", "出典：IDC"),
        ("en", "IDC", "Source: IDC"),
        ("en-GB", "IDC", "Source: IDC"),
        ("zh-CN", "来源：IDC", "来源：IDC"),
        ("en", "'Source: IDC'", "Source: IDC"),
    ],
)
def test_the_source_has_a_label_once(lang: str, source: str, shown: str) -> None:
    made = slides(f"- {{title: A, bullets: [b], source: {source}}}", head=f"title: T\nlang: {lang}")
    assert text_of(made.pages[0], "source") == shown


def test_every_part_names_the_source() -> None:
    items = ", ".join(f"{n} 号{LONG}" for n in range(30))
    made = slides(f"- {{title: 标题, bullets: [{items}], source: IDC}}")
    assert len(made.pages) > 1
    assert [text_of(page, "source") for page in made.pages] == ["来源：IDC"] * len(made.pages)


@pytest.mark.parametrize("lang", WORDS)
def test_every_language_has_every_word(lang: str) -> None:
    assert WORDS[lang].keys() == WORDS["en"].keys()
    assert all(WORDS[lang][key].count("{}") == WORDS["en"][key].count("{}") for key in WORDS["en"])


@pytest.mark.parametrize(
    ("lang", "agenda", "edited", "name"),
    [
        ("zh-CN", "目录", "（经整理）", "表格：A"),
        ("zh-TW", "目錄", "（經整理）", "表格：A"),
        ("ja", "目次", "（編集済み）", "表：A"),
        ("en", "Agenda", "(edited)", "Table: A"),
        ("en-US", "Agenda", "(edited)", "Table: A"),
    ],
)
def test_words_of_ours_are_in_the_talks_language(lang: str, agenda: str, edited: str, name: str) -> None:
    made = make(f"""
title: T
lang: {lang}
sections:
  - {{title: A, slides: [{{title: A, table: {{rows: [[x]]}}}}, {{quote: {{text: q, name: m, edited: true}}}}]}}
  - {{title: B, slides: [{{title: C, links: ['https://a.example']}}]}}
""")
    assert made.pages[1].title == agenda
    assert table(made.pages[3]).alt == name
    assert texts(made.pages[4], "attribution")[0].paragraphs[-1].plain == edited
    assert pictures(made.pages[6])[0].alt == word("opens", lang, "https://a.example")


def test_a_language_that_is_not_known_gets_english_words() -> None:
    assert word("agenda", "fr-FR") == "Agenda"


@pytest.mark.parametrize(("title", "lang"), [("一次演讲", "zh-CN"), ("A talk", "en-US"), ("AI 与教育", "zh-CN")])
def test_the_language_is_found_from_the_title(title: str, lang: str) -> None:
    assert make(f"title: {title}\nslides: [{{title: A}}]").deck.lang == lang


def test_runs_and_paragraphs_carry_their_language() -> None:
    made = slides("- {title: 标题, bullets: [用 GPT-4 写诗, only English]}")
    first, second = texts(made.pages[0], "body")[0].paragraphs
    assert {run.text.strip(): run.lang for run in first.runs} == {"用": "zh-CN", "GPT-4": "en-US", "写诗": "zh-CN"}
    assert (first.lang, second.lang) == ("zh-CN", "en-US")


@pytest.mark.parametrize(
    ("mark", "sign"), [("computed", "（推算）"), ("unconfirmed", "（未证实）"), ("edited", "（经整理）")]
)
def test_marks_follow_their_text_small_and_quiet(mark: str, sign: str) -> None:
    made = slides(f"- {{title: 标题, bullets: [{{text: {{text: 三倍, mark: {mark}}}}}]}}")
    (paragraph,) = texts(made.pages[0], "body")[0].paragraphs
    assert paragraph.plain == "三倍" + sign
    assert (paragraph.runs[-1].scale, paragraph.runs[-1].colour) == (75, "muted")


def test_markup_reaches_the_page() -> None:
    made = slides("- {title: 标题, bullets: ['**粗**与*斜*与`码`与[链](https://a.example)与~~删~~']}")
    (paragraph,) = texts(made.pages[0], "body")[0].paragraphs
    found = {run.text: run for run in paragraph.runs}
    assert found["粗"].bold
    assert found["斜"].italic
    assert found["码"].mono
    assert found["链"].link == "https://a.example"
    assert found["链"].colour == "link"
    assert found["删"].strike


def test_colours_follow_what_the_text_stands_on() -> None:
    made = slides(
        "- {title: 标题, compare: {columns: [{title: 甲, text: 乙}, {title: 丙, text: 丁}], verdict: '[果](https://a.example)'}}"
    )
    (verdict,) = texts(made.pages[0], "verdict")
    assert verdict.paragraphs[0].runs[0].colour == "on-dark"
    assert {p.colour for p in texts(made.pages[0], "body")[0].paragraphs} == {"panel-ink"}


# Links


def test_links_are_parted_where_lines_end() -> None:
    made = slides(f"- {{title: 标题, bullets: ['[{LONG * 2}](https://a.example)与别的']}}")
    (paragraph,) = texts(made.pages[0], "body")[0].paragraphs
    assert len(paragraph.lines) > 2
    assert paragraph.plain == LONG * 2 + "与别的"
    linked = [run for run in paragraph.runs if run.link]
    assert len(linked) == len(paragraph.lines)
    ends = {sum(len(line) for line in paragraph.lines[:n]) for n in range(1, len(paragraph.lines))}
    at, starts = 0, set()
    for run in paragraph.runs:
        starts.add(at)
        at += len(run.text)
    assert ends <= starts


def test_parting_links_changes_nothing_but_runs() -> None:
    runs = (Run("ab", "en-US"), Run("cdefghij", "en-US", link="https://a.example", bold=True), Run("kl", "en-US"))
    paragraph = Paragraph(runs, 2000, 1300, 108_000, lines=("abc", "defg", "hijkl"))
    parted = _links_by_line(paragraph)
    assert [run.text for run in parted.runs] == ["ab", "c", "defg", "hij", "kl"]
    assert replace(parted, runs=runs) == paragraph
    assert {(run.link, run.bold) for run in parted.runs[1:4]} == {("https://a.example", True)}


def test_text_without_links_stays_as_it_is() -> None:
    paragraph = Paragraph((Run("abcdef", "en-US"),), 2000, 1300, 108_000, lines=("abc", "def"))
    assert _links_by_line(paragraph) is paragraph


# Spreading


def lines(count: int, level: int = 0) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph((Run("a", "en-US"),), 2000, 1000, 83_333, level=level if n else 0, before=127_000, lines=("a",))
        for n in range(count)
    )


@pytest.mark.parametrize("count", [2, 3, 7])
@pytest.mark.parametrize("room", [1_000_000, 4_000_000, 9_000_000])
def test_spreading_uses_free_height_up_to_a_limit(count: int, room: int) -> None:
    tall = count * 254_000 + (count - 1) * 127_000
    spread = _spread(lines(count), room, 2000)
    after = count * 254_000 + sum(p.before for p in spread[1:])
    assert after <= max(tall, room * 85 // 100)
    assert all(127_000 <= p.before <= 127_000 + 279_400 for p in spread)
    assert len({p.before for p in spread[1:]}) == 1


def test_only_first_level_items_are_spread() -> None:
    made = lines(3, level=1)
    assert _spread(made, 9_000_000, 2000) == made
    assert _spread(lines(1), 9_000_000, 2000) == lines(1)


# Headings


def title_sizes(pages: tuple[Page, ...]) -> list[int]:
    return [texts(page, "title")[0].paragraphs[0].size for page in pages]


def test_titles_of_one_kind_keep_their_size() -> None:
    titles = ("短", "端云结合的小模型", "端侧小模型与云上大模型怎样分工", "Small models at the edge")
    made = slides("".join(f"- {{title: {title}, bullets: [甲]}}\n" for title in titles))
    assert set(title_sizes(made.pages)) == {made.brand.styles["title"].sizes[0]}


def test_a_title_too_long_for_its_size_is_set_smaller() -> None:
    made = slides(f"- {{title: 短, bullets: [甲]}}\n- {{title: {LONG}{LONG[:20]}, bullets: [甲]}}")
    short, long = title_sizes(made.pages)
    assert long < short
    assert unsound(made) == []


def test_no_last_character_alone_on_its_line() -> None:
    for count in range(24, 40):
        made = slides(f"- {{title: {'端' * count}, bullets: [甲]}}")
        (box,) = texts(made.pages[0], "title")
        assert len(box.paragraphs[0].lines[-1]) > 1


@pytest.mark.parametrize(
    ("statement", "sign"),
    [
        ("我们要追寻的，是单位参数、单位开销能换来多少智能", "、"),
        ("新的一年从训练到推理，大模型的五个趋势", "，"),
    ],
)
def test_a_statement_is_drawn_narrower_to_end_lines_at_signs(statement: str, sign: str) -> None:
    made = slides(f"- statement: {statement}")
    (box,) = texts(made.pages[0], "statement")
    shown = box.paragraphs[0].lines
    assert len(shown) > 1
    assert [line[-1] for line in shown[:-1]] == [sign]
    region = made.brand.layouts["statement"].region("title").frame
    assert region.w * 2 // 3 <= box.frame.w < region.w
    assert (box.frame.x, box.frame.y, box.frame.h) == (region.x, region.y, region.h)
    # A face a twentieth narrower ends no line elsewhere: what comes next does not fit by then either.
    size = box.paragraphs[0].size * EMU_PER_CPT
    assert box.frame.w < (max(map(len, shown)) + 1) * size


def test_a_statement_whose_lines_part_words_at_any_width_keeps_its_frame() -> None:
    made = slides(f"- statement: {'端' * 60}")
    (box,) = texts(made.pages[0], "statement")
    assert len(box.paragraphs[0].lines) > 1
    assert box.frame == made.brand.layouts["statement"].region("title").frame


def test_a_latin_statement_keeps_its_frame() -> None:
    made = slides("- statement: Edge models answer at once, and the cloud answers what they cannot, every single day")
    (box,) = texts(made.pages[0], "statement")
    assert len(box.paragraphs[0].lines) > 1
    assert box.frame == made.brand.layouts["statement"].region("title").frame


def test_statements_rather_take_one_line() -> None:
    made = slides("".join(f"- statement: {'端' * count}\n" for count in range(4, 20)))
    shown = [texts(page, "statement")[0].paragraphs[0] for page in made.pages]
    assert all(len(p.lines[-1]) > 1 for p in shown)
    style = made.brand.styles["statement"]
    room = made.brand.layouts["statement"].region("title").frame.w * 98 // 100
    least = style.sizes[0] * 8 // 10
    one_line = [p for p in shown if len(p.plain) * least * 127 < room]
    assert len(one_line) > 8
    assert all(len(p.lines) == 1 for p in one_line)


def test_the_brands_sizes_are_not_missed_when_one_step_is_left() -> None:
    made = slides("- {title: 标题, bullets: [{text: 甲, items: [乙]}]}")
    style = made.brand.styles["body"]
    only = replace(made.brand, styles={**made.brand.styles, "body": replace(style, sizes=(1600,))})
    whole, problems = arrange(made.deck, only)
    assert whole is not None
    assert problems == ()
