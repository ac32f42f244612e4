"""Keys of the player: all that move, remapping, going by number or words, the overview, the help; in both browsers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talkdeck.html.writer import PLAYER, player
from talkdeck.model.resources import interface_words, templates_root
from talkdeck.source.rules_builds import COMMANDS
from tests.html import toy
from tests.html.conftest import OpenDeck, current, wait, write
from tests.html.test_axe import violations
from tests.html.test_stage import IDS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Firefox

NEXT = ("n", "N", "Space", "PageDown", "ArrowRight", "ArrowDown", "l", "j", "Enter", "Alt+ArrowRight", "Alt+ArrowDown")
PREVIOUS = ("p", "P", "Shift+Space", "PageUp", "ArrowLeft", "ArrowUp", "h", "k", "Alt+ArrowLeft", "Alt+ArrowUp")
FIRST, LAST = ("Home", "Shift+ArrowLeft", "Shift+ArrowUp"), ("End", "Shift+ArrowRight", "Shift+ArrowDown")
MODE = "document.documentElement.dataset.mode"
FOUND = "[...document.querySelectorAll('#player-found li')].map((each) => each.querySelector('b').textContent)"
FOCUS = "document.activeElement.textContent.trim()"


def with_options(deck: Path, tmp_path: Path, options: str) -> Path:
    """The deck with options of its outline in place of its own."""
    path = tmp_path / "options.html"
    source = deck.read_text("utf-8")
    assert source.count("<main>") == 1
    path.write_text(source.replace("<main>", f"<main data-player='{options}'>", 1), "utf-8")
    return path


def test_every_key_that_moves(open_deck: OpenDeck) -> None:
    page = open_deck(fragment=f"#{IDS[4]}")
    for key in NEXT:
        page.keyboard.press(key)
        assert current(page) == IDS[5], key
        page.keyboard.press("p")
    for key in PREVIOUS:
        page.keyboard.press(key)
        assert current(page) == IDS[3], key
        page.keyboard.press("n")
    for key in FIRST:
        page.keyboard.press(key)
        assert current(page) == IDS[0], key
        page.keyboard.press("n")
    for key in LAST:
        page.keyboard.press(key)
        assert current(page) == IDS[-1], key
        page.keyboard.press("p")


def test_space_presses_a_button_and_arrows_move_on_from_it(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#cards")
    page.locator(".bar button").nth(2).focus()
    page.keyboard.press("Space")
    assert current(page) == "quote"
    page.keyboard.press("ArrowRight")
    assert current(page) == "figures"
    page.locator(".bar button").first.click()
    assert current(page) == "quote"
    assert page.locator(".bar .number").inner_text() == "5 / 10"


def test_keys_are_given_to_other_commands(open_deck: OpenDeck, deck_file: Path, tmp_path: Path) -> None:
    """A command has the keys that the talk gives it and no others; a key that was another's is so no more."""
    options = json.dumps({"keys": {"next": ["x", "Space", "Home"], "overview": "F2", "help": [], "nonsense": ["q"]}})
    page = open_deck(with_options(deck_file, tmp_path, options), fragment=f"#{IDS[4]}")
    for key in ("n", "ArrowRight", "?", "o", "q"):
        page.keyboard.press(key)
        assert current(page) == IDS[4], key
        assert page.locator("dialog").count() == 0
    for n, key in enumerate(("x", "Space", "Home"), start=5):
        page.keyboard.press(key)
        assert current(page) == IDS[n], key
    page.keyboard.press("F2")
    assert page.evaluate(MODE) == "overview"


@pytest.mark.parametrize(
    "options", ["nonsense", "null", "[]", '{"keys": 5}', '{"keys": null}', '{"keys": {"next": 7}}']
)
def test_options_that_are_wrong_do_no_harm(open_deck: OpenDeck, deck_file: Path, tmp_path: Path, options: str) -> None:
    page = open_deck(with_options(deck_file, tmp_path, options))
    page.keyboard.press("End")
    assert current(page) == IDS[-1]


def find(page: Page, words: str) -> list[str]:
    page.keyboard.press("g")
    page.keyboard.type(words)
    found: list[str] = page.evaluate(FOUND)
    return found


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("模型", ["3", "2"]), ("7", ["7"]), ("FIGURES", ["6"]), ("Bill gates", ["5"]), ("大家好", []),
     ("地区 全球", ["7"]), ("（亿美元）", ["7"])],
)  # fmt: skip
def test_search_finds_numbers_ids_titles_and_text_but_no_notes(
    open_deck: OpenDeck, words: str, numbers: list[str]
) -> None:
    page = open_deck()
    assert find(page, words)[: len(numbers) or 1] == numbers
    assert (page.locator("dialog [role=status]").inner_text() == "没有找到") == (not numbers)
    page.keyboard.press("Enter")
    assert current(page) == (IDS[int(numbers[0]) - 1] if numbers else "cover")


def test_search_by_keys(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#cards")
    assert find(page, "") == [str(n) for n in range(1, 11)]
    active = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent"
    assert page.evaluate(active).startswith("4四个角色")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert current(page) == "part-1"
    assert page.locator("dialog:modal").count() == 0
    find(page, "模型")
    assert page.locator("mark").first.inner_text() == "模型"
    page.locator("#player-found li").nth(1).click()
    assert current(page) == "part-1"
    page.keyboard.press("g")
    page.keyboard.press("Escape")
    wait(page, "!document.querySelector('dialog:modal')")
    page.keyboard.press("n")
    assert current(page) == "small-models"


def test_overview(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#cards")
    page.keyboard.press("o")
    assert page.evaluate(MODE) == "overview"
    assert page.evaluate(FOCUS) == "4 四个角色，一个团队"
    assert (
        page.evaluate("[...document.querySelectorAll('.slide')].filter((each) => each.checkVisibility()).length") == 10
    )
    overlaps = page.evaluate("""[...document.querySelectorAll('.slide')].filter((slide, n) => {
      const [under, over] = [slide, document.querySelectorAll('.grid button')[n]].map((e) => e.getBoundingClientRect());
      return Math.abs(under.left - over.left) + Math.abs(under.top - over.top) + Math.abs(under.width - over.width) > 2;
    }).length""")
    assert overlaps == 0
    steps = []
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home", "ArrowUp"):
        page.keyboard.press(key)
        steps.append(int(page.evaluate(FOCUS).split()[0]))
    assert steps == [5, 9, 10, 9, 5, 10, 1, 1]
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('main')")
    page.keyboard.press("Escape")
    assert (page.evaluate(MODE), current(page)) == ("stage", "cards")
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert (page.evaluate(MODE), current(page)) == ("stage", "statement")
    assert page.url.endswith("#statement")
    page.go_back()
    assert current(page) == "cards"
    page.keyboard.press("o")
    page.mouse.click(500, 120)
    assert current(page) == "part-1"


def test_help(open_deck: OpenDeck) -> None:
    page = open_deck(fragment="#cards")
    page.keyboard.press("?")
    rows = page.locator(".help section button:visible")
    everything = rows.count()
    assert everything >= 9
    assert page.locator(".help h3").first.inner_text() == "翻页"
    text = rows.first.inner_text()
    assert text.startswith("下一步")
    assert "空格" in text
    page.keyboard.type("总览")
    assert rows.all_inner_texts() == ["总览\nO\nEsc"]
    rows.first.click()
    assert page.evaluate(MODE) == "overview"
    page.keyboard.press("F1")
    assert rows.count() == everything
    page.keyboard.type("xyzxyz")
    assert rows.count() == 0
    assert page.locator(".help [role=status]").inner_text() == "没有找到"


@pytest.mark.parametrize(("keys", "name"), [(("g",), "find"), (("?",), "help"), (("o",), "overview")])
def test_axe(open_deck: OpenDeck, keys: tuple[str, ...], name: str) -> None:
    page = open_deck(fragment="#cards")
    for key in keys:
        page.keyboard.press(key)
    assert page.locator(f"dialog.{name}, .grid").first.is_visible()
    if name == "overview":
        wait(page, "document.querySelector('#cards .p').checkVisibility()")
    assert violations(page) == []


def test_dialogs_have_room_at_twice_the_zoom_and_without_colours(open_deck: OpenDeck) -> None:
    page = open_deck(viewport={"width": 640, "height": 360}, forced_colors="active")
    for key in ("?", "g"):
        page.keyboard.press(key)
        left, top, right, bottom = page.evaluate("""(({left, top, right, bottom}) => [left, top, right, bottom])(
          document.querySelector('dialog:modal').getBoundingClientRect())""")
        assert 0 <= left < right <= 640
        assert 0 <= top < bottom <= 360
        assert page.evaluate("document.activeElement.checkVisibility() && document.activeElement.tagName") == "INPUT"
        page.keyboard.press("Escape")
        wait(page, "!document.querySelector('dialog:modal')")
    line = "getComputedStyle(document.querySelector('.line')).backgroundColor"
    page.keyboard.press("End")
    assert page.evaluate(line) not in (
        "rgba(0, 0, 0, 0)",
        page.evaluate("getComputedStyle(document.body).backgroundColor"),
    )


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh-CN", "总览"),
        ("zh-TW", "總覽"),
        ("zh-Hant-HK", "總覽"),
        ("ja", "一覧"),
        ("en-GB", "Overview"),
        ("fr", "Overview"),
    ],
)
def test_words_are_of_the_deck_s_language(lang: str, text: str) -> None:
    source = player(lang)
    assert json.dumps(text, ensure_ascii=False) in source
    assert sum(f'overview:"{each}"' in source for each in ("总览", "總覽", "一覧", "Overview")) == 1


def test_all_languages_say_the_same_things() -> None:
    folder = templates_root() / "base" / "html" / "player" / "words"
    known = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    assert len(known) == 4
    for each in known:
        assert list(each) == list(known[0])
        assert all(each.values())


def test_every_command_has_its_words(open_deck: OpenDeck) -> None:
    page = open_deck()
    page.keyboard.press("?")
    words = set(interface_words("player", "zh-CN").values())
    assert {*page.locator(".help section button > span:first-child, .help h3").all_inner_texts()} <= words


CAPS = {"→": "ArrowRight", "←": "ArrowLeft", "↑": "ArrowUp", "↓": "ArrowDown", "Space": " ", "Page Down": "PageDown",
        "Page Up": "PageUp"}  # fmt: skip


def test_the_manual_has_every_command_and_its_keys() -> None:
    root = Path(__file__).parents[2]
    manual = {}
    for name, keys in re.findall(r"^\| `([\w-]+)` \| (.+?) \|", (root / "docs" / "player.md").read_text("utf-8"), re.M):
        named = [key.rpartition("+") if len(key) > 1 else ("", "", key) for key in re.split(r", (?=.)", keys)]
        manual[name] = [
            held + plus + (CAPS.get(key) or (key.lower() if len(key) == 1 else key)) for held, plus, key in named
        ]
    folder = root / "templates" / "base" / "html" / "player"
    source = "\n".join((folder / f"{part}.js").read_text("utf-8") for part in PLAYER)
    found = re.findall(r'\bcommand\("([\w-]+)", "(.*?)", ', source)
    assert manual == {name: [key.replace("Space", " ") for key in keys.split()] for name, keys in found}
    assert manual.keys() == set(COMMANDS)


def test_hostile_text_in_search_and_overview(open_deck: OpenDeck, tmp_path: Path) -> None:
    text = "</script><img src=x onerror='window.owned = 1'><b>"
    boxes: list[toy.Box] = [
        toy.text("title", "title", toy.TITLE, toy.para(text, 20)),
        toy.text("body", "body", toy.BODY, toy.para(text, 20)),
    ]
    path = tmp_path / "hostile.html"
    path.write_bytes(write(toy.pages(toy.page(1, "one", "bullets", "bullets", text, boxes), title=text)))
    page = open_deck(path)
    find(page, "<img src")
    assert page.locator("#player-found span").inner_text() == text
    assert page.locator("mark").first.inner_text() == "<img"
    page.keyboard.press("Enter")
    wait(page, "!document.querySelector('dialog[open]')")
    page.keyboard.press("o")
    assert page.locator(".grid button").inner_text() == f"1 {text}"
    assert page.locator("main img, dialog img, .grid img").count() == 0
    assert page.evaluate("window.owned") is None


FIREFOX_KEYS = {
    "n": 1, "\ue014": 2, "\ue00f": 3, " ": 4, "j": 5, "p": 4, "\ue012": 3, "h": 2, "\ue010": 9, "\ue011": 0,
    "\ue015": 1,
}  # fmt: skip
"""Keys as WebDriver has them (arrows, Page Down, End, Home among them) and the slide that each leads to."""


def test_firefox(firefox: Firefox, deck_file: Path) -> None:
    firefox.resize(1280, 720)
    firefox.open(deck_file)
    shown = "return document.querySelector('.now').id"
    for key, then in FIREFOX_KEYS.items():
        firefox.press(key)
        assert firefox.run(shown) == IDS[then], repr(key)
    firefox.press("o")
    assert firefox.run(f"return {MODE}") == "overview"
    firefox.press("\ue014")
    assert firefox.run(f"return {FOCUS}").startswith("3 ")
    assert firefox.run("return [...document.querySelectorAll('.slide')].every((each) => each.checkVisibility())")
    firefox.press("\ue007")
    assert firefox.run(shown) == IDS[2]
    firefox.press("g")
    for letter in "gates":
        firefox.press(letter)
    assert firefox.run(f"return {FOUND}") == ["5"]
    firefox.press("\ue007")
    assert firefox.run("return location.hash") == "#quote"
    firefox.press("?")
    assert firefox.run("return document.querySelectorAll('.help:modal section').length") >= 3
    firefox.press("\ue00c")
    firefox.press("n")
    assert firefox.run(shown) == "figures"
