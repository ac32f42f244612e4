"""Builds and transitions: clicks forward and back, past them, effects, morphing, and none of it on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.html.conftest import OpenDeck, current, wait

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

BUILDS = (
    ('<section class="slide l-quote g-tint k-quote" id="quote"', ' data-transition="push"'),
    ('<section class="slide l-bullets g-paper k-table" id="table"', ' data-transition="wipe"'),
    ('<section class="slide l-bullets g-paper k-code" id="code"', ' data-transition="none"'),
    ('<section class="slide l-bullets g-paper k-links" id="links"', ' data-transition="morph"'),
)
"""Section tags of the toy deck and the attributes that are put into them."""
CARDS = ("策划", "研究", "设计", "演讲")
VISIBLE = """[...document.querySelectorAll('#cards h3')].filter(
  (each) => each.checkVisibility({visibilityProperty: true})).map((each) => each.textContent)"""


@pytest.fixture
def built(deck_file: Path, tmp_path: Path) -> Path:
    """The toy deck, its four cards coming in one by one, the last two on one click, the first dimmed then."""
    source = deck_file.read_text("utf-8")
    for tag, attributes in BUILDS:
        assert tag in source
        source = source.replace(tag, tag + attributes)
    head, cards, rest = source.partition('id="cards"')
    for n, (click, effect) in enumerate(((0, ""), (1, "fade"), (2, "rise"), (2, "wipe"))):
        mark = f' data-build="{click}" data-effect="{effect}"' if click else ' data-build-out="2"'
        before, item, rest = rest.partition('<li class="group card"')
        assert item, n
        head, cards = head + cards + before + item + mark, ""
    path = tmp_path / "built.html"
    path.write_text(head + rest, "utf-8")
    return path


def shown(page: Page) -> list[str]:
    names: list[str] = page.evaluate(VISIBLE)
    return names


def place(page: Page) -> str:
    return page.url.partition("#")[2]


def test_clicks_bring_in_what_waits(open_deck: OpenDeck, built: Path) -> None:
    page = open_deck(built, fragment="#small-models")
    steps = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        steps.append((place(page), shown(page) if place(page).startswith("cards") else []))
    assert steps == [
        ("cards", ["策划"]), ("cards/1", ["策划", "研究"]), ("cards/2", [*CARDS]), ("quote", []),
    ]  # fmt: skip


def test_going_back_shows_a_complete_slide_and_takes_builds_away(open_deck: OpenDeck, built: Path) -> None:
    page = open_deck(built, fragment="#quote")
    page.keyboard.press("ArrowLeft")
    assert (place(page), shown(page)) == ("cards/2", [*CARDS])
    page.keyboard.press("ArrowLeft")
    assert (place(page), shown(page)) == ("cards/1", ["策划", "研究"])
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert place(page) == "small-models"


def test_alt_skips_builds(open_deck: OpenDeck, built: Path) -> None:
    page = open_deck(built, fragment="#cards")
    for key, then in (("ArrowRight", "quote"), ("ArrowUp", "cards/2"), ("ArrowLeft", "small-models")):
        page.keyboard.press(f"Alt+{key}")
        assert place(page) == then
    page.keyboard.press("Alt+ArrowDown")
    assert (place(page), shown(page)) == ("cards", ["策划"])


def test_what_is_done_is_dimmed_and_what_comes_in_is_said(open_deck: OpenDeck, built: Path) -> None:
    page = open_deck(built, fragment="#cards/1")
    opacity = "getComputedStyle(document.querySelector('#cards li')).opacity"
    assert page.evaluate(opacity) == "1"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(opacity) == "0.35"
    said = page.locator("#said").inner_text()
    assert "设计" in said
    assert "演讲" in said
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(opacity) == "1"


def test_a_build_has_an_address_and_reloading_keeps_it(open_deck: OpenDeck, built: Path) -> None:
    page = open_deck(built, fragment="#cards/1")
    assert shown(page) == ["策划", "研究"]
    page.keyboard.press("ArrowRight")
    page.reload()
    assert (place(page), shown(page)) == ("cards/2", [*CARDS])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert current(page) == "figures"
    page.go_back()
    page.go_back()
    assert (place(page), shown(page)) == ("cards/2", [*CARDS])
    page.evaluate("location.hash = '#cards/99'")
    wait(page, "document.querySelector('#cards').checkVisibility()")
    assert shown(page) == [*CARDS]


def test_the_end_of_the_deck_stays_as_it_is(open_deck: OpenDeck, built: Path) -> None:
    page = open_deck(built, fragment="#links")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert current(page) == "statement"


def test_paper_the_overview_and_the_article_show_everything(open_deck: OpenDeck, built: Path) -> None:
    page = open_deck(built, fragment="#cards")
    assert shown(page) == ["策划"]
    page.keyboard.press("o")
    wait(page, "document.querySelector('#cards .p').checkVisibility()")
    assert shown(page) == [*CARDS]
    page.keyboard.press("o")
    page.emulate_media(media="print")
    assert shown(page) == [*CARDS]
    assert page.locator(".player:visible").count() == 0
    page.emulate_media(media="screen")
    assert shown(page) == ["策划"]
    page.set_viewport_size({"width": 500, "height": 800})
    wait(page, "document.documentElement.dataset.mode === 'read'")
    assert shown(page) == [*CARDS]


WATCH_MOTION = """() => {
  window.moves = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (frames, timing) {
    window.moves.push([this.closest("section").id, Object.keys(frames).sort()]);
    return animate.call(this, frames, timing);
  };
}"""


@pytest.mark.parametrize(
    ("start", "motion"),
    [
        ("small-models", [["cards", ["opacity"]]]),
        ("cards", [["cards", ["opacity"]]]),
        ("cards/1", [["cards", ["opacity", "translate"]], ["cards", ["clipPath"]]]),
        ("cards/2", [["cards", ["translate"]], ["quote", ["translate"]]]),
        ("figures", [["table", ["clipPath"]]]),
        ("table", []),
    ],
)
def test_motion(open_deck: OpenDeck, built: Path, start: str, motion: list[object]) -> None:
    """Each kind of motion runs, ends, and leaves one slide; the key that comes next ends it at once."""
    page = open_deck(built, fragment=f"#{start}", reduced_motion="no-preference")
    page.evaluate(WATCH_MOTION)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.moves") == motion
    wait(page, "!document.querySelector('.was') && !document.getAnimations().length")
    here = current(page)
    page.keyboard.press("Home")
    page.keyboard.press("End")
    assert page.evaluate("document.querySelector('.now').id") == "statement" != here


def test_no_motion_for_those_who_want_none(open_deck: OpenDeck, built: Path) -> None:
    page = open_deck(built, reduced_motion="reduce")
    page.evaluate("() => { document.startViewTransition = () => { throw Error('moved') } }")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.evaluate("document.querySelectorAll('.was').length") == 0
    assert current(page) == "statement"


def test_morph_moves_what_both_slides_have(open_deck: OpenDeck, built: Path) -> None:
    page = open_deck(built, fragment="#code", reduced_motion="no-preference")
    page.evaluate("""() => {
      const start = document.startViewTransition.bind(document);
      document.startViewTransition = (update) => {
        const named = () => [...document.querySelectorAll('.slide *')].filter((each) => each.style.viewTransitionName)
          .map((each) => [each.closest('section').id, each.dataset.node, each.style.viewTransitionName]);
        window.before = named();
        const running = start(() => { update(); window.after = named(); });
        running.finished.then(() => setTimeout(() => { window.left = named().length }));
        return running;
      };
    }""")
    page.keyboard.press("ArrowRight")
    wait(page, "window.left === 0")
    before, after = page.evaluate("[window.before, window.after]")
    assert current(page) == "links"
    assert {section for section, _, _ in before} == {"code"}
    assert {section for section, _, _ in after} == {"links"}
    names = {node.rpartition(".")[2]: name for _, node, name in before}
    assert names == {node.rpartition(".")[2]: name for _, node, name in after}
    assert {"title", "kicker"} <= names.keys()
    # Two keys in a row: the last one counts, and nothing is left half way.
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    wait(page, "window.left === 0 && !document.querySelector('.was')")
    assert current(page) == "table"
