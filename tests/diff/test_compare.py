"""Slides of two revisions are told apart as a person would: which is which, which moved, which words changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkdeck.diff import Difference, compare, of_file
from talkdeck.diff.compare import _moved
from talkdeck.diff.show import as_json, markdown, text
from talkdeck.diff.words import alike, bag, pieces, tokens

Compared = Callable[[str, str], Difference]

HEAD = "title: A talk\nlang: en\n"


@pytest.fixture
def compared(tmp_path: Path) -> Compared:
    """Compare two outlines, each in a folder of its own, whose other files are there too."""

    def run(old: str, new: str) -> Difference:
        paths = []
        for name, outline in (("old", old), ("new", new)):
            (tmp_path / name).mkdir(exist_ok=True)
            paths.append(tmp_path / name / "talk.yaml")
            paths[-1].write_text(outline if outline.startswith("title") else HEAD + outline, "utf-8")
        return compare(*map(of_file, paths))

    return run


def states(found: Difference) -> list[tuple[str, ...]]:
    return [(slide.title, *slide.states) for slide in found.slides]


def lines(found: Difference) -> list[str]:
    return [line.strip() for line in text(found).splitlines()[1:]]


THREE = """\
slides:
  - title: One
    bullets: [alpha beta gamma, two, three]
  - title: Two
    text: Some words that stay as they are.
  - title: Three
    statement: 一句话说明一切，我们都很好
"""


def test_a_talk_does_not_differ_from_itself(compared: Compared) -> None:
    found = compared(
        THREE, THREE.replace("[alpha beta gamma, two, three]", "\n      - alpha beta gamma\n      - two\n      - three")
    )
    assert not found.differs
    assert text(found).startswith("talk: no difference")


def test_slides_that_come_go_move_and_change(compared: Compared) -> None:
    new = """\
slides:
  - title: Three
    statement: 一句话说明不了一切，我们都很好
  - title: One
    bullets: [three, alpha beta delta, two]
  - title: Another
    text: Quite new.
"""
    found = compared(THREE, new)
    assert states(found) == [
        ("Three", "moved", "reworded"),
        ("One", "reworded"),
        ("Two", "removed"),
        ("Another", "added"),
    ]
    assert [(slide.old, slide.new) for slide in found.slides] == [(3, 1), (1, 2), (2, None), (None, 3)]
    assert lines(found)[:6] == [
        "> slide 1 (was 3), moved and reworded: Three",
        "~ statement: 一句话说明{+不了+}一切，我们都很好",
        "~ slide 2, reworded: One",
        "> bullets: three (stands elsewhere)",
        "~ bullets: alpha beta [-gamma-]{+delta+}",
        "- slide 2, removed: Two",
    ]
    assert dict(found.tally) == {"added": 1, "removed": 1, "moved": 1, "reworded": 2}


def test_a_slide_is_known_by_its_id_whatever_else_changes(compared: Compared) -> None:
    old = "slides:\n  - {id: a, title: First, text: This is what it said.}\n  - {title: Last, text: The end of it.}\n"
    new = "slides:\n  - {id: a, title: Else, statement: Not one word of it.}\n  - {title: Last, text: The end of it.}\n"
    assert states(compared(old, new)) == [("Else", "reworded")]


def test_a_slide_with_a_new_title_is_known_by_its_words(compared: Compared) -> None:
    assert states(compared(THREE, THREE.replace("title: Two", "title: The second of them"))) == [
        ("The second of them", "reworded")
    ]


def test_slides_of_one_title_are_told_apart_by_their_content(compared: Compared) -> None:
    first, second = (f"  - {{title: More, text: {word} of them}}\n" for word in ("The first", "The second"))
    assert states(compared(f"slides:\n{first}{second}", f"slides:\n{second}{first}")) == [("More", "moved")]


def test_the_slide_most_alike_is_the_one(compared: Compared) -> None:
    old = "slides:\n  - {title: Old, text: one two three four five six seven eight}\n"
    half = "  - {title: Half, text: one two three four five nine ten eleven}\n"
    most = "  - {title: Most, text: one two three four five six seven nine}\n"
    found = compared(old, f"slides:\n{half}{most}")
    assert states(found) == [("Half", "added"), ("Most", "reworded")]


def test_a_section_that_comes_in_does_not_move_its_neighbours(compared: Compared) -> None:
    slides = "      - {title: One, text: first words}\n      - {title: Two, text: other}\n"
    old = f"sections:\n  - title: A\n    slides:\n{slides}"
    new = old.replace("      - {title: Two", "  - title: B\n    slides:\n      - {title: Two")
    assert states(compared(old, new)) == [("B", "added")]


def test_keys_of_the_talk(compared: Compared) -> None:
    found = compared(
        f"{HEAD}speakers: [Ann]\n{THREE}", f"title: A good talk\nlang: en\nbrand: stage\nspeakers: [Bo]\n{THREE}"
    )
    assert lines(found) == ["~ title: A {+good +}talk", "~ speakers: [-Ann-]{+Bo+}", "+ brand: stage"]
    assert "title and speakers and brand of the talk changed" in text(found)


def test_a_picture_and_a_data_file_are_compared_by_content(compared: Compared, tmp_path: Path) -> None:
    talk = """\
slides:
  - title: Picture
    image: {src: p.png, alt: it}
  - title: Figures
    chart: {kind: bar, data: {file: d.csv}}
  - title: Gone
    image: {src: q.png, alt: it}
"""
    for name, data in (("old", b"1"), ("new", b"2")):
        (tmp_path / name).mkdir()
        for file in ("p.png", "d.csv"):
            (tmp_path / name / file).write_bytes(data)
    (tmp_path / "old" / "q.png").write_bytes(b"3")
    found = compared(talk, talk)
    assert [(line.kind, line.label, line.pieces[0].text) for slide in found.slides for line in slide.lines] == [
        ("content", "image.src", "p.png"),
        ("content", "chart.data.file", "d.csv"),
        ("content", "image.src", "q.png"),
    ]


def test_an_edition_tells_only_what_it_says_otherwise(compared: Compared) -> None:
    old = """\
title: {zh-CN: 趋势, en: Trends}
lang: zh-CN
editions: [en]
slides:
  - title: {zh-CN: 三件事, en: Three things}
    stats: [{value: "55", label: 件}]
"""
    found = compared(old, old.replace("Three things", "Three great things").replace('"55"', '"56"'))
    assert lines(found)[1:] == ["~ stats.value: [-55-]{+56+}", "~ title (en): Three {+great +}things"]


def test_rows_of_a_table_are_lines(compared: Compared) -> None:
    old = "slides:\n  - title: T\n    table: {head: [a, b], rows: [[1, 2], [3, 4], [5, 6]]}\n"
    found = compared(old, old.replace("[3, 4], ", "").replace("[5, 6]", "[5, 7]"))
    assert lines(found)[1:] == ["- table.rows: 3 | 4", "~ table.rows: 5 | [-6-]{+7+}"]


def test_a_revision_with_mistakes_is_compared_but_for_the_slides_that_have_them(compared: Compared) -> None:
    wrong = THREE.replace("    text: Some words that stay as they are.", "    txt: Some words that stay as they are.")
    found = compared(wrong, THREE.replace("title: Three", "title: Third"))
    assert states(found) == [("Two", "added"), ("Third", "reworded")]
    assert ("E201", 7) in [(problem.code, problem.span.line) for problem in found.unread]
    assert found.slides[1].old == 2


def test_a_revision_that_is_no_yaml_at_all_is_said_to_be_unread(compared: Compared) -> None:
    found = compared("slides: [\n", THREE)
    assert found.unread
    assert found.state == "added"


def test_the_same_comes_out_each_time(compared: Compared) -> None:
    new = THREE.replace("title: Two", "title: Zwei").replace("alpha", "beta")
    assert as_json(compared(THREE, new)) == as_json(compared(THREE, new))


def test_markdown_shows_words_as_they_stand(compared: Compared) -> None:
    found = compared(THREE, THREE.replace("Some words", "Some @team <b>#1</b> https://x.example words"))
    shown = markdown([found])
    assert "<ins>" in shown
    for sign in ("@team", "<b>", "#1", "https://"):
        assert sign not in shown


# --- words ------------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text("ab 一二三.,A1", max_size=40), st.text("ab 一二三.,A1", max_size=40))
def test_pieces_make_up_both_texts(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.op != "added") == old
    assert "".join(piece.text for piece in found if piece.op != "removed") == new
    assert all(piece.text for piece in found)
    if old == new:
        assert all(piece.op == "same" for piece in found)


def test_latin_goes_by_words_and_chinese_by_characters() -> None:
    assert tokens("GPT-4o is 3.5x 好，don't") == ["GPT-4o", " ", "is", " ", "3.5x", " ", "好", "，", "don't"]
    assert [(piece.op, piece.text) for piece in pieces("大模型的趋势", "大模型的未来趋势")] == [
        ("same", "大模型的"),
        ("added", "未来"),
        ("same", "趋势"),
    ]


def test_a_word_between_two_changes_stays_and_a_lone_sign_goes_with_them() -> None:
    assert [piece.op for piece in pieces("alpha beta gamma", "delta beta epsilon")] == [
        *("removed", "added", "same", "removed", "added")
    ]
    assert [(piece.op, piece.text) for piece in pieces("市场，增长", "规模，扩大")] == [
        ("removed", "市场，增长"),
        ("added", "规模，扩大"),
    ]


def test_a_very_long_text_is_replaced_rather_than_waited_for() -> None:
    old, new = ("word " * 30_000, "other " * 30_000)
    assert [piece.op for piece in pieces(old, new)] == ["removed", "added"]


def test_likeness_is_symmetric_and_full_for_equals() -> None:
    assert alike(bag("One two"), bag("one TWO")) == 1
    assert alike(Counter(), Counter()) == 1
    assert alike(bag("a b"), bag("b c")) == alike(bag("b c"), bag("a b")) == 0.5


@settings(deadline=None)
@given(st.permutations(range(6)))
def test_as_few_slides_moved_as_can_be(order: list[int]) -> None:
    stayed = [number for number in order if number not in _moved(order)]
    assert stayed == sorted(stayed)
    longest = max(n for n in range(7) for some in combinations(order, n) if list(some) == sorted(some))
    assert len(stayed) == longest
