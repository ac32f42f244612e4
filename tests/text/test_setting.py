"""Lines never run over, and nothing is lost between them."""

from __future__ import annotations

from bisect import bisect_right

from hypothesis import example, given
from hypothesis import strategies as st

from talkdeck.model.page import Marker, Run
from talkdeck.model.units import EMU_PER_CPT
from talkdeck.text.breaking import break_opportunities, grapheme_ends
from talkdeck.text.setting import Draft, measure
from tests.text.strategies import METRICS, broken, drafts, sizes, widths


def draft(text: str, **changes: object) -> Draft:
    return Draft((Run(text, "zh-CN"),) if text else (), **changes)  # type: ignore[arg-type]


def em(count: float, size: int = 2000) -> int:
    """A width that holds so many em at a size, the margin of safety added."""
    return round((count * size * EMU_PER_CPT + 9525) / 0.99) + 2


@given(drafts(), widths, sizes)
@example(draft("W" * 400), 1_000_000, 6000)
@example(draft("小" * 10_000), 1_000_000, 1200)
@example(draft("a\n"), 1_000_000, 1200)
def test_no_line_is_wider_than_its_room(paragraph: Draft, width: int, size: int) -> None:
    shaped = measure(paragraph, METRICS)
    own = paragraph.size(size)
    room = (width - paragraph.indent * size * EMU_PER_CPT // 1000) * 1000 // (own * EMU_PER_CPT)
    graphemes = grapheme_ends(shaped.text)
    start = 0
    for line, end in zip(shaped.lines(width, size), shaped.line_ends(width, size), strict=True):
        seen = start + len(line.rstrip(" "))
        advance = shaped._xs[seen] - shaped._xs[start]
        alone = bisect_right(graphemes, seen) - bisect_right(graphemes, start) <= 1
        assert advance <= room or alone
        start = end
    assert start == len(shaped.text)


@given(drafts(), widths, sizes)
def test_lines_are_the_text(paragraph: Draft, width: int, size: int) -> None:
    shaped = measure(paragraph, METRICS)
    lines = shaped.lines(width, size)
    assert "".join(lines) == paragraph.plain.replace("\n", "")
    assert len(lines) == shaped.line_count(width, size) >= paragraph.plain.count("\n") + 1


@given(broken, widths, sizes)
def test_lines_end_at_opportunities_or_graphemes(text: str, width: int, size: int) -> None:
    ends = measure(draft(text), METRICS).line_ends(width, size)
    allowed = {*break_opportunities(text), *(grapheme_ends(text) if text else ()), len(text)}
    assert allowed.issuperset(ends)


@given(broken, widths, widths, sizes)
def test_more_room_never_takes_more_lines(text: str, one: int, other: int, size: int) -> None:
    shaped = measure(draft(text), METRICS)
    assert shaped.line_count(max(one, other), size) <= shaped.line_count(min(one, other), size)


def test_greedy_lines() -> None:
    assert measure(draft("人工智能，行业发展"), METRICS).lines(em(4), 2000) == ("人工智", "能，行业", "发展")
    assert measure(draft("人工智能行业"), METRICS).lines(em(6), 2000) == ("人工智能行业",)
    assert measure(draft("aaa bbb  cc"), METRICS).lines(em(1.8), 2000) == ("aaa ", "bbb  ", "cc")
    assert measure(draft("一\n\n二"), METRICS).lines(em(9), 2000) == ("一", "", "二")
    assert measure(draft(""), METRICS).lines(em(9), 2000) == ("",)


def test_clusters_stay_whole_in_a_narrow_box() -> None:
    family = "👨‍👩‍👧‍👦"
    assert measure(draft(family * 3), METRICS).lines(em(1), 2000) == (family,) * 3
    assert measure(draft("e\u0301" * 4), METRICS).lines(em(1.2), 2000) == ("e\u0301" * 2,) * 2


def test_bold_mono_and_scale_are_wider() -> None:
    def width(**changes: object) -> int:
        run = Run("will meet", "en-US", **changes)  # type: ignore[arg-type]
        return measure(Draft((run,)), METRICS)._xs[-1]

    assert width() < width(bold=True)
    assert width(mono=True) == 9 * 603
    assert width(scale=150) > width() > width(script="super")
    assert measure(draft("will meet", bold=True), METRICS)._xs[-1] == width(bold=True)


def test_indent_and_wide_numbers_take_room() -> None:
    text = "小" * 8
    assert measure(draft(text, indent=2000), METRICS).line_count(em(9), 2000) == 2
    assert measure(draft(text, marker=Marker(7), hang=1000), METRICS).line_count(em(8), 2000) == 1
    assert measure(draft(text, marker=Marker(1000), hang=1000), METRICS).line_count(em(8), 2000) == 2


def test_lines_that_may_part_a_word() -> None:
    for text, at, count in (
        ("发展概况", 3, 1),
        ("发展，概况", 3, 0),
        ("发展的概况", 3, 0),
        ("开源AI", 2.5, 0),
        ("发展\n概况", 2, 0),
        ("发展概况", 4, 0),
        ("人工智能行业发展", 3, 2),
    ):
        shaped = measure(draft(text), METRICS)
        assert shaped.parted(em(at), 2000) == count, text


def test_widow() -> None:
    title = measure(draft("人工智能行业。"), METRICS)
    assert title.lines(em(5), 2000)[-1] == "业。"
    assert title.widow(em(5), 2000)
    assert not title.widow(em(4), 2000)
    assert not title.widow(em(9), 2000)
    assert not measure(draft("人工\n智"), METRICS).widow(em(9), 2000)


@given(st.text(max_size=40))
def test_measured_once(text: str) -> None:
    paragraph = draft(text)
    assert measure(paragraph, METRICS) is measure(paragraph, METRICS)
