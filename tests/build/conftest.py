"""A small project with a cache of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

TALK = """\
title: A small talk
lang: en
brand: mine
slides:
  - title: The first slide
    bullets: [one, two]
    notes: Say it.
  - title: A picture
    image: {src: img/dot.png, alt: A dot}
  - title: Figures
    chart: {kind: column, data: {file: data.csv}}
"""
BRAND = "title: Mine\ntheme: {accent1: A03020}\n"
DATA = "year,sold\n2023,12\n2024,15\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose talk has a picture, data and a brand, as the current folder."""
    from PIL import Image

    folder = tmp_path / "project"
    (folder / "talks" / "img").mkdir(parents=True)
    (folder / "brands" / "mine").mkdir(parents=True)
    (folder / "brands" / "mine" / "brand.yaml").write_text(BRAND, "utf-8")
    (folder / "talks" / "small.yaml").write_text(TALK, "utf-8")
    (folder / "talks" / "data.csv").write_text(DATA, "utf-8")
    Image.new("RGB", (40, 30), "#336699").save(folder / "talks" / "img" / "dot.png")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TALKDECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return folder
