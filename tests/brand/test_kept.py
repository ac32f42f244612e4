"""What is kept between runs: used again only when it is whole and made of the same things."""

from __future__ import annotations

from pathlib import Path

import pytest

from talkdeck.brand import _read, load
from talkdeck.model import kept

BRAND = "title: Mine\ntheme: {accent1: A03020}\n"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "brands" / "mine"
    folder.mkdir(parents=True)
    (folder / "brand.yaml").write_text(BRAND, "utf-8")
    _read.cache_clear()
    return tmp_path / "cache" / "talkdeck" / "brands"


def read(root: Path) -> str:
    """The brand's accent, read as a new process would."""
    _read.cache_clear()
    brand, problems = load("mine", "16:9", root)
    assert brand is not None
    assert not problems
    return brand.theme["accent1"]


def test_a_brand_is_assembled_once(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(tmp_path) == "A03020"
    assert len(list(own_cache.iterdir())) == 1
    monkeypatch.setattr("talkdeck.brand._assembled", None)  # whoever calls it now fails
    assert read(tmp_path) == "A03020"


def test_a_changed_brand_is_another_entry(tmp_path: Path, own_cache: Path) -> None:
    read(tmp_path)
    (tmp_path / "brands" / "mine" / "brand.yaml").write_text(BRAND.replace("A03020", "2040A0"), "utf-8")
    assert read(tmp_path) == "2040A0"
    assert len(list(own_cache.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"x" * 10, None])
def test_a_damaged_entry_is_made_anew(tmp_path: Path, own_cache: Path, damage: bytes | None) -> None:
    read(tmp_path)
    (entry,) = own_cache.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-7] + b"garbage" if damage is None else damage)
    assert read(tmp_path) == "A03020"
    assert entry.read_bytes() == whole


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert read(tmp_path) == "A03020"


def test_an_entry_hangs_on_the_code_and_the_sources(tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "a.py").write_text("1", "utf-8")
    before = kept.key((code,), "x", b"y")
    assert before == kept.key((code,), "x", b"y") != kept.key((code,), "x", b"z")
    (code / "a.py").write_text("12", "utf-8")
    assert kept.key((code,), "x", b"y") != before
