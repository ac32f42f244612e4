"""Fitting is the largest size that holds; splitting loses nothing."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from talkdeck.model.page import Marker, Run
from talkdeck.model.units import EMU_PER_CPT
from talkdeck.text.fitting import Slot, fit, height, set_paragraphs, split, text_height
from talkdeck.text.setting import Draft, measure
from tests.text.strategies import METRICS, broken, drafts, sizes, texts, widths

SIZES = (3200, 2800, 2400, 2000, 1800, 1600)
slots = st.builds(Slot, st.lists(drafts(texts), max_size=4).map(tuple), widths, st.integers(100_000, 6_000_000))


def draft(text: str, **changes: object) -> Draft:
    return Draft((Run(text, "zh-CN"),) if text else (), **changes)  # type: ignore[arg-type]


def fresh(slot: Slot) -> Slot:
    """The same slot with nothing measured yet."""
    return Slot(
        tuple(Draft(d.runs, d.face, d.bold, d.leading, d.before, d.indent, d.hang, d.level, d.marker, scale=d.scale)
              for d in slot.drafts), slot.width, slot.height)  # fmt: skip


@given(st.lists(slots, min_size=1, max_size=3), st.integers(0, 6))
def test_fit_is_the_largest_size_that_holds(boxes: list[Slot], count: int) -> None:
    def holds(size: int) -> bool:
        return all(height(set_paragraphs(s.drafts, size, s.width, METRICS)) <= s.height for s in boxes)

    found = fit(boxes, SIZES[:count], METRICS)
    assert found == next((size for size in SIZES[:count] if holds(size)), None)
    assert found == fit([fresh(slot) for slot in boxes], SIZES[:count], METRICS)


@given(st.lists(drafts(), max_size=4), widths, sizes)
def test_height_of_what_is_set_is_what_was_fitted(texts: list[Draft], width: int, size: int) -> None:
    assert height(set_paragraphs(texts, size, width, METRICS)) == text_height(texts, size, width, METRICS)


def test_set_paragraph() -> None:
    source = draft(
        "人工智能", leading=1300, before=500, indent=1000, hang=800, level=1, marker=Marker(3), scale=90, node="x"
    )
    other = draft("行业")
    first, second = set_paragraphs((other, source), 2000, 9_000_000, METRICS)
    assert (second.size, second.leading, second.spacing) == (1800, 1300, 108_333)
    assert (second.before, second.indent, second.hang) == (127_000, 254_000, 203_200)
    assert (second.lines, second.marker, second.node, second.level) == (("人工智能",), Marker(3), "x", 1)
    assert height((first, second)) == 20 * 12_700 * 5 // 4 + 127_000 + 18 * 12_700 * 13 // 10


def test_large_runs_make_their_lines_taller() -> None:
    number = Draft((Run("87", "en-US", scale=300), Run("%", "en-US")), leading=1000)
    assert text_height((number,), 1000, 9_000_000, METRICS) == 3 * 127_000


def _flat(text: str) -> str:
    return text.replace("\n", "")


@given(st.lists(drafts(), max_size=8), widths, sizes, st.integers(200_000, 4_000_000))
def test_split_keeps_text_order_numbers_and_pages(items: list[Draft], width: int, size: int, room: int) -> None:
    pages = split(items, size, width, room, METRICS)
    parts = [part for page in pages for part in page]
    assert _flat("".join(part.plain for part in parts)) == _flat("".join(item.plain for item in items))
    assert [part.marker for part in parts if part.marker] == [item.marker for item in items if item.marker]
    for page in pages:
        assert page
        alone = len(page) == 1 and measure(page[0], METRICS).line_count(width, size) == 1
        assert alone or text_height(page, size, width, METRICS) <= room
    for item in items:
        if text_height((item,), size, width, METRICS) <= room:
            assert item in parts
    assert pages == split(items, size, width, room, METRICS)


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_parents_stay_with_their_first_sub_item(levels: list[int]) -> None:
    items = [draft("小", level=level, leading=1000) for level in levels]
    pages = split(items, 2000, 9_000_000, 4 * 20 * 12_700, METRICS)
    for page, following in pairwise(pages):
        assert page[-1].level >= following[0].level


def test_pages_are_even() -> None:
    items = [draft("小", leading=1000) for _ in range(7)]
    assert [len(page) for page in split(items, 2000, 9_000_000, 6 * 20 * 12_700, METRICS)] in ([3, 4], [4, 3])
    mixed = [draft("小", level=level, leading=1000) for level in (0, 1, 1, 0, 1, 0)]
    assert [len(page) for page in split(mixed, 2000, 9_000_000, 5 * 20 * 12_700, METRICS)] == [3, 3]


def test_long_paragraph_is_cut_at_line_ends() -> None:
    text = "小模型，" * 40
    line = 20 * 12_700
    paragraph = Draft(
        (Run(text[:50], "zh-CN", bold=True), Run(text[50:], "zh-CN")), leading=1000, marker=Marker(2), hang=900
    )
    pages = split((paragraph,), 2000, round(20.5 * 2000 * EMU_PER_CPT), 3 * line, METRICS)
    assert [measure(page[0], METRICS).line_count(round(20.5 * 2000 * EMU_PER_CPT), 2000) for page in pages] == [3, 3, 2]
    assert "".join(page[0].plain for page in pages) == text
    assert [page[0].marker for page in pages] == [Marker(2), None, None]
    assert pages[0][0].runs[0].bold
    assert not pages[-1][0].runs[0].bold


@given(broken)
def test_line_ends_at_cuts_are_the_cuts(text: str) -> None:
    pages = split((draft(text),), 2000, 3_000_000, 20 * 12_700 * 5 // 4, METRICS)
    assert _flat("".join(part.plain for page in pages for part in page)) == _flat(text)
    assert all("\n" not in page[0].plain for page in pages)
