"""Whatever an outline says, arranging it gives sound pages with every word, or problems at places in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.layout.made import LOOKS, Made, make, paragraphs, pictures, unsound

_WORDS = (
    "端云结合", "小模型", "人工智能", "GPT-4", "the", "people", "of", "387.9 亿美元", "internationalisation",
    "，", "。", "“引号”", "🎉", "👨‍👩‍👧", "x" * 60, "https://www.example.org/a/b?c=d&e=f", "مرحبا", "e\u0301", "·",
    "**", "2024",
)  # fmt: skip
Json = dict[str, Any]


def words(most: int) -> st.SearchStrategy[str]:
    """Text of 1 to `most` words, Chinese, English and mixed, with or without blanks between."""
    bits = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=most)
    return st.tuples(bits, st.sampled_from(("", " "))).map(lambda made: made[1].join(made[0]))


short, medium, line, long = words(3), words(5), words(12), words(90)
url = st.sampled_from(("https://a.example/x", "https://www.b.example/路径?q=1", "mailto:someone@example.org"))
picture = st.sampled_from(("wide.png", "tall.png", "gone.png"))
image = picture | st.fixed_dictionaries({"src": picture}, optional={"alt": short, "caption": line, "credit": short})
link = url | st.fixed_dictionaries({"url": url}, optional={"title": short, "text": line})
some = partial(st.lists, min_size=1)


def item(depth: int) -> st.SearchStrategy[Any]:
    if depth == 0:
        return line
    inner = st.fixed_dictionaries({"text": line}, optional={"lead": short, "items": some(item(depth - 1), max_size=3)})
    return line | inner


items = some(item(2), max_size=5) | some(line, min_size=8, max_size=14)
prose = long | some(line, max_size=5)
quote = line | st.fixed_dictionaries({"text": line}, optional={"name": short, "role": short, "org": short})
code = st.fixed_dictionaries({"text": long}, optional={"lang": st.sampled_from(("python", "none")), "caption": line})
side = st.fixed_dictionaries({"title": short, "text": prose}) | st.fixed_dictionaries(
    {"title": short, "bullets": items}
)
cell = st.none() | short | st.integers(0, 9999).map(str)


@st.composite
def table(draw: st.DrawFn) -> Json:
    width = draw(st.integers(1, 4))
    row = st.lists(cell, min_size=width, max_size=width)
    made: Json = {"rows": draw(some(row, max_size=6)) * draw(st.sampled_from((1, 1, 5)))}
    if draw(st.booleans()):
        made["head"] = draw(st.lists(short, min_size=width, max_size=width))
    if draw(st.booleans()):
        made["caption"] = draw(line)
    return made


@st.composite
def some_of(draw: st.DrawFn, of: st.SearchStrategy[Any], counts: tuple[int, ...]) -> list[Any]:
    count = draw(st.sampled_from(counts))
    return draw(st.lists(of, min_size=count, max_size=count))


card = short | st.fixed_dictionaries({"title": short}, optional={"text": line, "number": st.just("A")})
plain_table = table().map(lambda made: {key: value for key, value in made.items() if key != "caption"})
COLUMN_KINDS: dict[str, st.SearchStrategy[Any]] = {
    "bullets": items,
    "numbered": items,
    "text": prose,
    "image": image,
    "quote": quote,
    "code": code,
    "table": plain_table,
}
column = st.one_of([st.fixed_dictionaries({kind: of}, optional={"title": short}) for kind, of in COLUMN_KINDS.items()])
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "bullets": items,
    "numbered": items,
    "text": prose,
    "statement": line,
    "quote": quote,
    "images": some_of(image, (2, 3, 4, 6)),
    "cards": some_of(card, (3, 4, 6, 8)),
    "compare": st.fixed_dictionaries({"columns": some_of(side, (2, 3))}, optional={"verdict": line}),
    "columns": some_of(column, (2, 3)),
    "table": table(),
    "code": code,
    "prompt": code.map(lambda made: {key: value for key, value in made.items() if key != "lang"}),
    "closing": st.fixed_dictionaries({"points": some(line, max_size=5)}, optional={"contact": short, "link": link}),
    "section": st.fixed_dictionaries({"title": line}, optional={"label": short, "text": line}),
    "image": image,
    "links": some(link, max_size=8),
    "": st.none(),
}
BESIDE_IMAGE = ("bullets", "numbered", "text", "prompt", "code", "quote", "statement")
BESIDE_LINKS = ("bullets", "numbered", "text", "image")


@st.composite
def slide(draw: st.DrawFn) -> Json:
    kind = draw(st.sampled_from(sorted(KINDS)))
    made: Json = {kind: draw(KINDS[kind])} if kind else {}
    if kind != "section":
        made["title"] = draw(medium)
    if kind in BESIDE_IMAGE and draw(st.booleans()):
        made["image"] = draw(image)
    if kind in BESIDE_LINKS and draw(st.booleans()):
        made["links"] = draw(some(link, max_size=3))
    for key, of in {"kicker": short, "source": short, "notes": long}.items():
        if draw(st.integers(0, 3)) == 0:
            made[key] = draw(of)
    return made


@st.composite
def outline(draw: st.DrawFn) -> Json:
    made: Json = {"title": draw(medium), "slides": draw(some(slide(), max_size=3))}
    if draw(st.booleans()):
        made["agenda"] = draw(st.sampled_from(("once", "repeat", "none")))
        made["sections"] = [
            {"title": title, "slides": [draw(slide())]} for title in draw(st.lists(short, min_size=1, max_size=3))
        ]
    return made


def numbered(value: Any, count: Iterator[int]) -> Any:
    """The outline with a number in each text, unlike any other, so that each can be looked for."""
    if isinstance(value, dict):
        texts = {
            k: v for k, v in value.items() if k not in ("src", "url", "lang", "agenda", "number", "image", "images")
        }
        return {k: numbered(v, count) if k in texts else v for k, v in value.items()}
    if isinstance(value, list):
        return [numbered(entry, count) for entry in value]
    if isinstance(value, str) and not value.startswith(("https:", "mailto:")):
        return f"{value}§{next(count)}¶"
    return value


def marks(made: Made) -> set[str]:
    """The numbers that the pages show; what was cut in two where a text continues has one node. Alt texts count."""
    said: dict[str, str] = {}
    for page in made.pages:
        for p in paragraphs(page):
            said[p.node] = said.get(p.node, "") + p.plain.replace("\n", "")
        for box in pictures(page):
            said["alt"] = said.get("alt", "") + box.alt
        said["notes"] = said.get("notes", "") + page.notes
    return set(re.findall("§\\d+¶", " ".join(said.values())))


@settings(max_examples=150)
@given(outline(), st.sampled_from(LOOKS))
def test_any_outline(wish: Json, look: tuple[str, Any]) -> None:
    text = json.dumps(numbered(wish, iter(range(10_000))), ensure_ascii=False, indent=1)
    made = make(text, *look)
    ends = text.split("\n")
    for problem in made.problems:
        span = problem.span
        assert span.path == "talk.yaml"
        assert 1 <= span.line <= span.end_line <= len(ends) + 1
        assert 1 <= span.col <= len(ends[span.line - 1]) + 1
        assert problem.hints
    if not made.pages:
        assert any(problem.is_error for problem in made.problems)
        return
    assert unsound(made) == []
    assert make(text, *look).whole == made.whole
    assert marks(made) == set(re.findall("§\\d+¶", text))
