"""Reading whole outlines: what becomes of the language's forms, and that no input at all raises."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkdeck.model.outline import Outline, Slide
from talkdeck.model.text import Run, Verbatim
from talkdeck.source import read, read_bytes
from talkdeck.source.reader import MAX_BYTES


def good(text: str) -> Outline:
    outline, problems = read_bytes(dedent(text).encode(), "talk.yaml")
    assert problems == ()
    assert outline is not None
    return outline


def one(text: str) -> Slide:
    """The one slide of an outline, its keys given."""
    return good("title: T\nslides:\n- title: S\n" + "".join(f"  {line}\n" for line in dedent(text).split("\n"))).slides[
        0
    ]


def codes(data: bytes) -> list[str]:
    outline, problems = read_bytes(data, "x.yaml")
    assert outline is None or not any(p.is_error for p in problems)
    return [p.code for p in problems]


def test_an_outline_is_read_with_its_places() -> None:
    outline = good(
        """\
        # yaml-language-server: $schema=../outline.schema.json
        title: 人工智能**趋势**
        speakers: [Wei, {name: Li, org: Algmon}]
        keywords: [a, b]
        date: 2024-03
        shape: "4:3"
        sections:
          - title: 一
            slides:
              - title: 甲
                bullets:
                  - 乙
                  - lead: 引子
                    text: 丙
                    items: [丁, {text: 戊, items: [己]}]
              - quote:
                  text: 庚
                  edited: true
        """
    )
    assert outline.title.runs == (Run("人工智能"), Run("趋势", bold=True))
    assert (outline.title.span.line, outline.title.span.col, outline.title.span.end_col) == (2, 8, 18)
    assert [s.name.plain for s in outline.speakers] == ["Wei", "Li"]
    assert (outline.date and outline.date.plain, outline.shape, outline.brand) == ("2024-03", "4:3", "plain")
    assert outline.keywords == ("a", "b")
    first, second = outline.sections[0].slides
    assert [item.text.plain for item in first.bullets] == ["乙", "丙"]
    lead = first.bullets[1].lead
    assert lead is not None
    assert lead.plain == "引子"
    assert first.bullets[1].items[1].items[0].text.plain == "己"
    assert (first.where.line, first.where.col, first.where.end_line, first.where.end_col) == (10, 9, 15, 46)
    assert second.where.line == 16
    assert second.quote is not None
    assert second.quote.edited is True
    assert outline.where.line == 2


def test_numbers_and_dates_are_text_as_written() -> None:
    table = one("table: {head: [名, 2024], rows: [[9.830, 1000], [2024-03-01, ~], ['', 0x1F]]}").table
    assert table is not None
    cells = [[cell and cell.text and cell.text.plain for cell in row.cells] for row in table.rows]
    assert cells == [["9.830", "1000"], ["2024-03-01", None], [None, "0x1F"]]


def test_marked_text() -> None:
    slide = one("text: {paragraphs: [{text: 约 **5** 倍, mark: computed}, 2]}\nsource: {text: IDC, mark: unconfirmed}")
    assert slide.text is not None
    assert slide.text.paragraphs[0].mark == "computed"
    assert slide.text.paragraphs[0].runs[1] == Run("5", bold=True)
    assert slide.source is not None
    assert slide.source.mark == "unconfirmed"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("text: 一段", ["一段"]),
        ("text: |\n  一段\n  接着\n\n  二段\n  and more\n", ["一段接着", "二段 and more"]),
        ("text: >\n  一段\n  接着\n\n  二段\n", ["一段接着", "二段"]),
        ("text: 一段\n  接着\n\n  二段", ["一段接着", "二段"]),
        ('text: "一段\\n\\n二段\\n接着"', ["一段", "二段接着"]),
        ("text: [一段, 二段]", ["一段", "二段"]),
        ("text: {paragraphs: [一段]}", ["一段"]),
    ],
)
def test_running_text(text: str, paragraphs: list[str]) -> None:
    prose = one(text).text
    assert prose is not None
    assert [p.plain for p in prose.paragraphs] == paragraphs


def test_short_forms() -> None:
    slide = one("image: a.png\nlinks: [https://a.b]\ncompare: [{title: a, text: b}, {title: c, bullets: [d]}]")
    assert slide.image is not None
    assert slide.image.src == "a.png"
    assert slide.links[0].url == "https://a.b"
    assert slide.compare is not None
    assert len(slide.compare.columns) == 2
    closing = one("closing: 一句话").closing
    assert closing is not None
    assert [p.plain for p in closing.points] == ["一句话"]
    closing = one("closing: {thanks: 谢谢, link: https://a.b}").closing
    assert closing is not None
    assert closing.link is not None
    assert closing.points == ()
    assert [card.title.plain for card in one("cards: [a, {title: b, text: c}, 3]").cards] == ["a", "b", "3"]


def test_verbatim_is_taken_as_it_stands() -> None:
    slide = one("code: |\n  def f(*a):\n\n      return **a\n\nnotes: |+\n  说\n\n")
    assert slide.code is not None
    assert slide.code.text.text == "def f(*a):\n\n    return **a"
    assert isinstance(slide.notes, Verbatim)
    assert slide.notes.text == "说"


def test_a_byte_order_mark_is_a_warning_and_windows_line_ends_are_nothing() -> None:
    outline, problems = read_bytes("\ufefftitle: 中\r\nslides:\r\n  - title: a\r\n".encode(), "x")
    assert outline is not None
    assert [p.code for p in problems] == ["W105"]
    assert outline.slides[0].title is not None
    assert (outline.slides[0].title.span.line, outline.slides[0].title.span.col) == (3, 12)


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "E104", (1, 1)),
        (b" \n\n", "E104", (1, 1)),
        (b"# only words\n", "E104", (1, 1)),
        (b"---\n", "E104", (1, 1)),
        (b"\xff\xfet\x00i\x00", "E103", (1, 1)),
        ("title: 中文\n".encode("gbk"), "E103", (1, 8)),
        ("title: 中\nsub: 文".encode() + b"\xff", "E103", (2, 7)),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "E103", (1, 1)),
        ("title: 中\x00\n".encode(), "E106", (1, 9)),
        ("title: 中\x07文\n".encode(), "E106", (1, 9)),
        ("title: 中\n# \u2028 in a comment\n".encode(), "E106", (2, 3)),
        ("title: 中\n\na: b\ufeff\n".encode(), "E106", (3, 5)),
        ("title: a\u202eb\n".encode(), "E107", (1, 9)),
        ("title: a\u2067b\n".encode(), "E107", (1, 9)),
        ('title: "\u200b\u3000"\nslides: [{title: a}]'.encode(), "E205", (1, 8)),
        (b"title: \xed\xa0\x80\n", "E103", (1, 8)),
    ],
)
def test_bad_bytes(data: bytes, code: str, place: tuple[int, int]) -> None:
    outline, problems = read_bytes(data, "x.yaml")
    assert outline is None
    assert [(p.code, (p.span.line, p.span.col)) for p in problems] == [(code, place)]
    assert problems[0].hints


def test_a_binary_file_has_an_end_of_problems() -> None:
    _, problems = read_bytes(b"\x01" * 100_000, "x.yaml")
    assert 1 < len(problems) < 100


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    outline, problems = read(path)
    assert outline is None
    assert [p.code for p in problems] == ["E102"]
    assert codes(b" " * (MAX_BYTES + 1)) == ["E102"]


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    for path in (tmp_path / "none.yaml", tmp_path, tmp_path / "pipe.yaml", tmp_path / "loop.yaml", Path("a\0b")):
        outline, problems = read(path)
        assert outline is None
        assert [p.code for p in problems] == ["E101"]
        assert problems[0].span.path == str(path)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "talk.yaml"
    path.write_text("title: a\nslides: [{title: b}]\n", encoding="utf-8")
    outline, problems = read(path)
    assert problems == ()
    assert outline is not None
    assert outline.where.path == str(path)


def test_all_problems_of_a_run_in_the_order_of_the_file() -> None:
    text = "title: ''\nlang: xx\nslides:\n- titel: a\n- title: b\n  images: [c]\n- {}\nsubtitle: yes\n"
    _, problems = read_bytes(text.encode(), "x")
    assert [(p.span.line, p.code) for p in problems] == [
        (1, "E205"), (2, "E204"), (4, "E201"), (6, "E211"), (7, "E205"), (8, "E122"),
    ]  # fmt: skip


def test_reading_leaves_the_collector_as_it_was() -> None:
    assert gc.isenabled()
    read_bytes(b"title: a\nslides: [{title: b}]", "x")
    assert gc.isenabled()
    gc.disable()
    try:
        read_bytes(b"title: a\nslides: [{title: b}]", "x")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_reading_twice_gives_equal_outlines() -> None:
    data = "title: **a**中\nslides: [{title: b, bullets: [c, {text: d, items: [e]}]}]".encode()
    data = data.replace(b"**a**", b"'**a**'").replace("'中".encode(), "中'".encode())
    assert read_bytes(data, "x") == read_bytes(data, "x")


def test_right_to_left_text_and_emoji_are_text() -> None:
    assert good("title: שלום 👩‍👩‍👧 مرحبا\nslides: [{title: 🇨🇳}]").title.plain == "שלום 👩‍👩‍👧 مرحبا"


def test_an_aliased_slide_is_two_slides() -> None:
    outline = good("title: a\nslides:\n- &s {title: b, bullets: [c]}\n- *s\n")
    assert [s.title and s.title.plain for s in outline.slides] == ["b", "b"]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    codes(data)


WORDS = ["title", "slides", "sections", "bullets", "items", "text", "mark", "table", "rows", "head", "image", "id",
         "quote", "closing", "compare", "columns", "code", "notes", "links", "url", "where", "cards", "x"]  # fmt: skip
SCALARS = st.sampled_from(
    ["a", "", "~", "true", "1", "1:30", "yes", "'q'", '"\\u2028"', "**b**", "https://a.b", "中：文"]
)


def flow(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(st.sampled_from(WORDS), children), max_size=5)
    return st.lists(children, max_size=4).map(lambda items: "[" + ", ".join(items) + "]") | pairs.map(
        lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items) + "}"
    )


@settings(deadline=None)
@given(st.recursive(SCALARS, flow, max_leaves=25))
def test_no_tree_raises(tree: str) -> None:
    codes(tree.encode())
    codes(f"title: a\nslides: [{{title: b, bullets: {tree}}}, {tree}]\nsections: {tree}".encode())


@settings(deadline=None)
@given(st.text("tile:slides- \n\t[]{}'\"|>&*!%@`#,?~1。：中\\", max_size=80))
def test_no_text_raises(text: str) -> None:
    codes(text.encode())
