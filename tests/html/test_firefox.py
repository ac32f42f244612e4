"""Firefox shows the same: places, text that fits, keys, addresses, pictures drawn by reference, paper."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest

from talkdeck.model.units import EMU_PER_PX
from tests.browser import Firefox, program
from tests.html import toy
from tests.html.test_stage import FRAMES, IDS, OVERFLOWS

RIGHT, LEFT, END = "\ue014", "\ue012", "\ue010"
SHOWN = "return [...document.querySelectorAll('.slide')].filter(s => s.checkVisibility()).map(s => s.id)"


def test_places_and_fit(firefox: Firefox, deck_file: Path) -> None:
    firefox.resize(1280, 720)
    firefox.open(deck_file)
    assert firefox.run("return [innerWidth, innerHeight]") == [1280, 720]
    found = firefox.run(f"return ({FRAMES})()")
    for laid_out, boxes in zip(toy.deck().pages, found, strict=True):
        for made, box in zip(laid_out.boxes, boxes, strict=True):
            frame = (made.frame.x, made.frame.y, made.frame.w, made.frame.h)
            assert box["place"] == pytest.approx([value / EMU_PER_PX for value in frame], abs=0.5)
    assert firefox.run(f"return ({OVERFLOWS})()") == []


def test_keys_and_addresses(firefox: Firefox, deck_file: Path) -> None:
    firefox.resize(1280, 720)
    firefox.open(deck_file, "#quote")
    assert firefox.run(SHOWN) == ["quote"]
    firefox.press(RIGHT)
    assert firefox.run(SHOWN) == ["figures"]
    firefox.press(END)
    assert firefox.run(SHOWN) == [IDS[-1]]
    assert firefox.run("return location.hash") == f"#{IDS[-1]}"
    firefox.send("WebDriver:Back", {})
    assert firefox.run(SHOWN) == ["figures"]


def test_pictures_and_art_are_drawn(firefox: Firefox, deck_file: Path) -> None:
    from PIL import Image

    firefox.resize(1280, 720)

    def pixel(slide: str, x: float, y: float) -> object:
        firefox.open(deck_file, f"#{slide}")
        return Image.open(BytesIO(firefox.screenshot())).convert("RGB").getpixel((round(x * 96), round(y * 96)))

    assert pixel("cover", 12.8, 6.5) == (0xFF, 0x8A, 0x75)
    assert pixel("figures", 1.0, 3.0) == (16, 36, 62)
    assert pixel("figures", 7.5, 3.0) == (11, 122, 117)
    assert pixel("links", 0.9, 2.5) == (11, 122, 117)


def test_article_on_a_narrow_window(firefox: Firefox, deck_file: Path) -> None:
    firefox.resize(500, 800)
    firefox.open(deck_file)
    assert firefox.run(SHOWN) == IDS
    assert firefox.run("return document.documentElement.scrollWidth <= innerWidth")


def test_paper(firefox: Firefox, deck_file: Path, tmp_path: Path) -> None:
    firefox.resize(1280, 720)
    firefox.open(deck_file)
    path = tmp_path / "toy.pdf"
    path.write_bytes(firefox.pdf())
    info = subprocess.run(
        [program(("pdfinfo",), "apt-get install poppler-utils"), path], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"Pages:\s+10\b", info)
    assert re.search(r"Page size:\s+960 x 540", info)
