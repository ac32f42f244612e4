"""The report of a release finds what it says that it looks for: each is put wrong on laid-out pages, and found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from talkdeck.build.talk import Job, Made, through_the_stages
from talkdeck.model.page import Box, Page, PictureBox, TextBox
from talkdeck.model.values import replace
from talkdeck.release.survey import DeckReport, measured

TALK = """\
title: A small talk
lang: en
agenda: none
slides:
  - title: Picture
    image: {src: p.svg, alt: A square}
    bullets: [one, two]
"""
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#123"/></svg>'
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("talk")
    (folder / "talk.yaml").write_text(TALK, "utf-8")
    (folder / "p.svg").write_text(SQUARE, "utf-8")
    (one,) = through_the_stages(Job(talk=folder / "talk.yaml", root=folder, out=folder), lambda step: None, [])
    return one


def changed(made: Made, change: Callable[[Page], Page]) -> DeckReport:
    """The report when the second slide is another."""
    first, second = made.pages.pages
    return measured(Made(None, made.outline, replace(made.pages, pages=(first, change(second))), made.brand, {}))


def with_boxes(page: Page, change: Callable[[Box], Box]) -> Page:
    return replace(page, boxes=tuple(map(change, page.boxes)))


def test_a_deck_as_it_comes_is_sound(made: Made) -> None:
    report = measured(made)
    assert report.sound
    assert not report.findings
    assert (report.slides, report.shown, report.described) == (2, 1, 1)
    assert 0 < report.fullest <= 100


def test_a_picture_without_words(made: Made) -> None:
    report = changed(
        made, lambda page: with_boxes(page, lambda b: replace(b, alt="") if isinstance(b, PictureBox) else b)
    )
    assert (report.shown, report.described, report.sound) == (1, 0, False)
    assert "no words for people" in report.findings[0].fact


def test_a_slide_without_title(made: Made) -> None:
    report = changed(made, lambda page: replace(page, title=" "))
    assert (report.untitled, report.sound) == (1, False)


def test_a_title_that_is_read_last(made: Made) -> None:
    report = changed(made, lambda page: replace(page, boxes=page.boxes[::-1]))
    assert report.backwards == 1
    assert "the title is not read first" in {finding.fact for finding in report.findings}


def test_more_than_has_room_and_a_box_off_the_slide(made: Made) -> None:
    def taller(box: Box) -> Box:
        return replace(box, height=box.frame.h + 1) if isinstance(box, TextBox) and box.role == "title" else box

    def outside(box: Box) -> Box:
        return replace(box, frame=replace(box.frame, x=made.pages.width)) if isinstance(box, PictureBox) else box

    for report in (
        changed(made, lambda page: with_boxes(page, taller)),
        changed(made, lambda page: with_boxes(page, outside)),
    ):
        assert (report.over, report.sound) == (1, False)


def test_faint_text_and_type_below_the_floor(made: Made) -> None:
    def faint(box: Box) -> Box:
        if not (isinstance(box, TextBox) and box.role == "title"):
            return box
        return replace(box, paragraphs=tuple(replace(each, colour="rule", size=500) for each in box.paragraphs))

    report = changed(made, lambda page: with_boxes(page, faint))
    assert {pair.role.split()[0] for pair in report.faint} == {"rule"}
    assert report.smallest == 500 < report.floor
    assert not report.sound
