"""Paper: one page for each slide, in its size, with its colours; with and without script, from stage and article."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser import program
from tests.html import toy
from tests.html.conftest import OpenDeck

OPTIONS: list[dict[str, Any]] = [
    {},
    {"java_script_enabled": False},
    {"viewport": {"width": 400, "height": 700}},
]


def poppler(name: str, *arguments: str) -> str:
    path = program((name,), "apt-get install poppler-utils")
    return subprocess.run([path, *arguments], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("options", OPTIONS, ids=["stage", "without script", "phone"])
def test_one_page_for_each_slide(open_deck: OpenDeck, tmp_path: Path, options: dict[str, Any]) -> None:
    path = tmp_path / "toy.pdf"
    open_deck(**options).pdf(path=path, prefer_css_page_size=True)
    info = poppler("pdfinfo", str(path))
    pages = toy.deck().pages
    assert re.search(r"Pages:\s+(\d+)", info)[1] == str(len(pages))  # type: ignore[index]
    assert re.search(r"Page size:\s+960 x 540 pts", info)
    for page in pages:
        text = "".join(poppler("pdftotext", "-f", str(page.number), "-l", str(page.number), str(path), "-").split())
        assert "".join(page.title.split()) in text


def test_grounds_art_and_pictures_are_printed(open_deck: OpenDeck, tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "toy.pdf"
    open_deck().pdf(path=path, prefer_css_page_size=True)
    poppler("pdftoppm", "-r", "48", "-png", str(path), str(tmp_path / "page"))
    shots = [Image.open(each).convert("RGB") for each in sorted(tmp_path.glob("page-*.png"))]

    def near(slide: int, x: float, y: float, wanted: tuple[int, int, int]) -> bool:
        found = shots[slide].getpixel((round(x * 48), round(y * 48)))
        assert isinstance(found, tuple)
        return max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= 6

    assert near(0, 0.2, 7.2, (0x10, 0x24, 0x3E))
    assert near(0, 12.8, 6.5, (0xFF, 0x8A, 0x75))
    assert near(3, 1.0, 6.0, (0xF1, 0xF3, 0xF7))
    assert near(5, 1.0, 3.0, (16, 36, 62))
    assert near(5, 7.5, 3.0, (11, 122, 117))
    assert near(8, 0.9, 2.5, (11, 122, 117))
    assert near(9, 1.0, 6.0, (0x10, 0x24, 0x3E))
