"""What stands in the file: markup, embedded pictures, escaping, policy, equal bytes. No browser."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from talkdeck.html import write_html
from talkdeck.html.inline import Inline, safe_address, with_breaks
from talkdeck.html.paragraphs import Paragraphs
from talkdeck.html.sheet import Sheet
from talkdeck.html.writer import player
from talkdeck.model.page import Page, Paragraph, Run
from talkdeck.model.values import replace
from tests.html import toy
from tests.html.conftest import write

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></script></title><b>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;i&gt; &amp; 'quoted'",
)


def one_page(*paragraphs: Paragraph) -> Page:
    return toy.page(1, "one", "bullets", "bullets", "题", [toy.text("body", "body", toy.BODY, *paragraphs)])


def blocks(*paragraphs: Paragraph) -> str:
    """The markup of a box's paragraphs, without classes and languages."""
    made = Paragraphs(Sheet(toy.brand()), "zh-CN").blocks(paragraphs)
    text = "".join("".join(block) for block in made)
    return re.sub(r' (class|lang)="[^"]*"', "", text)


class Reader(HTMLParser):
    """Reads a deck as a browser's tokenizer does: tags by name, attributes, text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_same_pages_give_same_bytes_in_any_process() -> None:
    code = "import sys, hashlib; from tests.html import toy; from tests.html.conftest import write; " \
        "sys.stdout.write(hashlib.sha256(write(toy.deck())).hexdigest())"  # fmt: skip
    root = Path(__file__).parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{root}:{root / 'generator'}", "PATH": ""},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert digests == {hashlib.sha256(write(toy.deck())).hexdigest()}


def test_every_picture_is_embedded_once() -> None:
    source = write(toy.deck()).decode()
    for asset in toy.assets().values():
        assert source.count(base64.b64encode(asset.data).decode()) == 1


def test_policy_allows_exactly_the_deck_s_own_sheets_and_script() -> None:
    source = write(toy.deck()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', source)
    assert policy
    directives = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    assert directives.keys() == {"default-src", "img-src", "style-src", "script-src", "base-uri", "form-action"}
    assert directives["default-src"] == "'none'"
    assert directives["img-src"] == "data:"

    def hashes(tag: str) -> list[str]:
        found = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", source, re.DOTALL)
        return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found]

    assert directives["style-src"].split() == hashes("style")
    assert directives["script-src"].split() == hashes("script")
    assert not re.search(r"<[^>]* style=", source)


@pytest.mark.parametrize("text", HOSTILE)
def test_outline_text_stays_text(text: str) -> None:
    paragraph = toy.para((Run(text, "zh-CN"), Run(text, "zh-CN", bold=True, link="https://example.org/" + text)))
    page = replace(one_page(toy.item(paragraph.runs), paragraph), notes=text, title=text, node=text)
    pages = replace(toy.pages(page, title=text), author=text, subject=text, keywords=text)
    reader = Reader(write(pages).decode())
    plain = Reader(write(toy.pages(replace(one_page(toy.item("x"), toy.para("x")), notes="x"))).decode())
    new = {tag for tag, _ in reader.tags} - {tag for tag, _ in plain.tags}
    assert new <= {"a", "strong"}
    assert "".join(reader.text).count(text) == 6
    assert all(not name.startswith("on") for _, attributes in reader.tags for name in attributes)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://example.org/a?b=c&d=é", True),
        ("http://example.org", True),
        ("mailto:a@b.cn", True),
        ("javascript:alert(1)", False),
        (" JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_links_go_only_where_a_browser_may_go(link: str | None, kept: bool) -> None:
    assert (safe_address(link) is not None) == kept
    markup = Inline(Sheet(toy.brand())).markup((Run("words", "en-US", link=link),), "en-US")
    assert ("<a " in markup) == kept
    assert "words" in markup


def test_one_link_over_two_scripts_is_one_anchor() -> None:
    runs = (*toy.runs("AI 趋势 report", link="https://a.cn"), *toy.runs("另一", link="https://b.cn"))
    markup = Inline(Sheet(toy.brand())).markup(runs, "zh-CN")
    assert markup.count("<a ") == markup.count("</a>") == 2
    assert re.sub(r"<[^>]+>", "", markup) == "AI 趋势 report另一"


def test_lists_nest_by_level_and_count_on() -> None:
    made = blocks(
        toy.item("a"), toy.item("b", 1), toy.item("c", 2), toy.item("d"), toy.item("e", 0, 3), toy.item("f", 0, 4),
        toy.item("g", 0, 9), toy.item("h", 1, 1), toy.para("i"), toy.item("j", 2), toy.item("k"),
    )  # fmt: skip
    assert made == (
        "<ul><li><span>a</span><ul><li><span>b</span><ul><li><span>c</span></li></ul></li></ul></li>"
        "<li><span>d</span></li></ul>"
        '<ol start="3"><li><span>e</span></li><li><span>f</span></li>'
        '<li value="9"><span>g</span><ol><li><span>h</span></li></ol></li></ol>'
        "<p>i</p><ul><li><span>j</span></li></ul><ul><li><span>k</span></li></ul>"
    )


def test_an_indented_paragraph_belongs_to_the_item_above() -> None:
    made = blocks(toy.item("a"), toy.para("more", indent=toy.BULLET_HANG), toy.item("b"))
    assert made == "<ul><li><span>a</span><span>more</span></li><li><span>b</span></li></ul>"


@given(
    st.lists(
        st.tuples(st.sampled_from([None, "bullet", "number"]), st.integers(0, 3), st.integers(1, 12), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=150, deadline=None)
def test_lists_are_always_well_formed_and_complete(
    items: list[tuple[str | None, int, int, bool]],
) -> None:
    paragraphs = [
        toy.para(f"t{i}", indent=toy.BULLET_HANG * indented)
        if kind is None
        else toy.item(f"t{i}", level, number if kind == "number" else None)
        for i, (kind, level, number, indented) in enumerate(items)
    ]
    made = blocks(*paragraphs)
    open_tags: list[str] = []
    for end, tag in re.findall(r"<(/?)(\w+)", made):
        if end:
            assert open_tags.pop() == tag
            continue
        parent = open_tags[-1] if open_tags else ""
        assert (parent in ("ul", "ol")) == (tag == "li")
        assert tag != "p" or not open_tags
        open_tags.append(tag)
    assert open_tags == []
    assert re.findall(r"t\d+", made) == [f"t{i}" for i in range(len(items))]


def test_formatting_keeps_every_character() -> None:
    runs = (
        Run("a\nb", "en-US", bold=True, italic=True), Run("c", "zh-CN", mono=True, strike=True),
        Run("d", "zh-CN", script="super"), Run("e", "zh-CN", colour="accent", scale=120),
    )  # fmt: skip
    made = blocks(toy.para(runs))
    assert made == "<p><strong><em>a<br>b</em></strong><s><code>c</code></s><sup>d</sup><span>e</span></p>"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("看 https://a.org/b/c?d=1/2 吧", "看 https://a.org/<wbr>b/<wbr>c?<wbr>d=1/2 吧"),
        ("https://a.org", "https://a.org"),
        ("论。“能用”和“好”，", "论。<wbr>“能用”<wbr>和<wbr>“好”，"),
        ("say “yes” now", "say “yes” now"),
        ("<a>“好”\n", "&lt;a&gt;“好”<br>"),
    ],
)
def test_breaks_that_were_predicted_are_offered_to_the_browser(text: str, made: str) -> None:
    assert with_breaks(text, False) == made
    assert re.sub("<wbr>", "", with_breaks(text, True)) == escape(text)


def test_a_closing_quotation_mark_lets_han_of_the_next_run_go_to_the_next_line() -> None:
    assert blocks(toy.para((*toy.runs("“GPT”", bold=True), *toy.runs("模型")))).endswith("</strong><wbr>模型</p>")


def test_phrases_carry_their_language_and_terms_do_not() -> None:
    markup = Inline(Sheet(toy.brand())).markup(toy.runs("用GPT-4o读All you need is attention一文"), "zh-CN")
    assert markup == '用GPT-4o读<span lang="en-US">All you need is attention</span>一文'
    markup = Inline(Sheet(toy.brand())).markup(toy.runs("the word 文 here"), "en-US")
    assert markup == 'the word <span lang="zh-CN">文</span> here'


def test_the_paper_has_the_slide_s_shape() -> None:
    assert b"@page{size:13.3333in 7.5in;margin:0}" in write(toy.deck())
    standard = replace(toy.deck(), width=toy.inches(10))
    assert b"@page{size:10in 7.5in;margin:0}" in write(standard)
    assert b'data-width="960" data-height="720"' in write(standard)


def test_slides_of_one_title_are_told_apart() -> None:
    first = one_page(toy.para("x"))
    title = toy.text("title", "title", toy.TITLE, toy.para("目录"))
    twice = [replace(first, id=f"s{n}", number=n, title="目录", boxes=(title,)) for n in (1, 2)]
    reader = Reader(write(toy.pages(*twice)).decode())
    labels = [attributes["aria-label"] for tag, attributes in reader.tags if tag == "section"]
    assert labels == ["目录 (1)", "目录 (2)"]
    assert [tag for tag, _ in reader.tags if tag in ("h1", "h2")] == ["h1", "h2"]


def test_notes_are_kept_by_paragraph() -> None:
    source = write(toy.deck()).decode()
    assert '<aside class="notes" hidden><p>大家好。</p><p>今天讲八个趋势。</p></aside>' in source
    assert '<aside class="notes" hidden><p>这里停一下。\n问观众一个问题。</p></aside>' in source


def test_nothing_is_fetched_and_nothing_tells_the_time() -> None:
    source = write(toy.deck()).decode()
    bare = re.sub(r'href="(https?|mailto):[^"]*"', "", source).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"(https?:)?//\w", bare.split("</style>")[-1].split("</script>")[1])
    assert not re.search(r"url\((?!\"data:)", source)
    assert "@import" not in source
    assert "generator" not in source


def test_a_long_deck_is_written_in_pieces() -> None:
    pages = toy.deck().pages
    many = [replace(pages[n % 10], id=f"s{n}", number=n + 1) for n in range(400)]
    sizes: list[int] = []

    class Out:
        def write(self, data: bytes) -> int:
            sizes.append(len(data))
            return len(data)

    write_html(toy.pages(*many), toy.brand(), toy.assets(), Out())  # type: ignore[arg-type]
    assert max(sizes) < sum(sizes) / 5


@pytest.mark.parametrize("lang", ["en", "zh-CN", "zh-TW", "ja"])
def test_the_player_is_small(lang: str) -> None:
    """Script, words and styles of the player's own parts, as they stand in a file."""
    source = write(toy.deck())
    style = re.findall(rb"<style>(.*?)</style>", source, re.DOTALL)[-1]
    assert b".pen-bar" in style
    assert b".pv-notes" in style
    assert player("zh-CN").encode() in source
    assert len(style) + len(player(lang).encode()) <= 40_000
