"""Formulas and recordings through every stage: what python-pptx and the linter find, and what browsers show."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from pptx import Presentation
from talkdeck.build.talk import Job, build_talk
from talkdeck.math.latex import parse
from talkdeck.math.tree import mathml
from talkdeck.pptx.lint import lint
from talkdeck.pptx.omml import omml
from tests.math.formulas import FORMULAS
from tests.media.recordings import mp4, wav

if TYPE_CHECKING:
    from playwright.sync_api import Browser

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
OUTLINE = r"""
title: 公式与录像
slides:
  - title: 公式
    math:
      - latex: \sum_{i=1}^{n}\frac{x_i}{n}\geq 0
        text: 平均值
  - title: 影片
    video: {src: film.mp4, caption: 两秒的影片}
  - title: 录音
    audio: tone.wav
  - title: 地址
    video: https://example.com/a.mp4
"""


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the talk's two decks."""
    folder = tmp_path_factory.mktemp("recordings")
    (folder / "film.mp4").write_bytes(mp4())
    (folder / "tone.wav").write_bytes(wav())
    (folder / "talk.yaml").write_text(OUTLINE, "utf-8")
    result = build_talk(Job(talk=folder / "talk.yaml", root=folder, out=folder, strict=True, offline=True))
    assert result.ok, result.problems
    return folder


def part(deck: Path, name: str) -> bytes:
    with zipfile.ZipFile(deck / "talk.pptx") as package:
        return package.read(name)


def test_the_package_is_sound(deck: Path) -> None:
    assert lint(deck / "talk.pptx") == ()


def test_python_pptx_reads_recordings_back(deck: Path) -> None:
    slides = list(Presentation(str(deck / "talk.pptx")).slides)
    film = next(shape for shape in slides[2].shapes if shape.name.startswith("Video"))
    assert film.media_format is not None
    assert film.poster_frame is not None
    kinds = {rel.reltype.rpartition("/")[2]: rel.target_part for rel in slides[2].part.rels.values()}
    assert kinds["video"] is kinds["media"]
    assert kinds["video"].blob == mp4()
    assert kinds["video"].content_type == "video/mp4"
    sound = {rel.reltype.rpartition("/")[2]: rel.target_part for rel in slides[3].part.rels.values()}
    assert sound["audio"] is sound["media"]
    assert sound["audio"].blob == wav()


def test_a_click_plays_a_recording(deck: Path) -> None:
    for number, kind in ((3, "video"), (4, "audio")):
        root = ElementTree.fromstring(part(deck, f"ppt/slides/slide{number}.xml"))
        (picture,) = root.iter(f"{P}pic")
        (shape,) = picture.iter(f"{P}cNvPr")
        targets = {target.get("spid") for target in root.iter(f"{P}spTgt")}
        assert targets == {shape.get("id")}
        assert root.find(f".//{P}{kind}/{P}cMediaNode") is not None
        assert [each.get("cmd") for each in root.iter(f"{P}cmd")] == ["togglePause"]
    assert ElementTree.fromstring(part(deck, "ppt/slides/slide2.xml")).find(f"{P}timing") is None


def test_a_recording_that_lacks_a_relation_is_found(deck: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(deck / "talk.pptx") as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "ppt/slides/_rels/slide3.xml.rels":
                data = data.replace(b"office/2007/relationships/media", b"office/2007/relationships/other")
            new.writestr(name, data)
    assert any("two relations" in finding for finding in lint(out.getvalue()))


def test_the_sign_on_a_poster_leads_where_the_poster_does(deck: Path) -> None:
    shapes = list(list(Presentation(str(deck / "talk.pptx")).slides)[4].shapes)
    linked = [shape.click_action.hyperlink.address for shape in shapes if shape.name.startswith(("Picture", "Shape"))]
    assert linked == ["https://example.com/a.mp4"] * 3


def test_a_formula_is_native_and_has_its_text_beside_it(deck: Path) -> None:
    data = part(deck, "ppt/slides/slide2.xml").decode()
    assert data.count("<m:oMathPara ") == 1
    assert '<m:chr m:val="∑"/>' in data
    choice, _, fallback = data.partition("<mc:Fallback>")
    assert "<m:f>" in choice
    assert "∑" in fallback
    assert "<m:f>" not in fallback


@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_of_office_are_whole(latex: str) -> None:
    """Every structure has the parts that the schema asks for (ECMA-376 Part 1 §22.1.2), every letter comes through."""
    needed = {
        "f": ["num", "den"], "rad": ["deg", "e"], "sSub": ["e", "sub"], "sSup": ["e", "sup"],
        "sSubSup": ["e", "sub", "sup"], "nary": ["sub", "sup", "e"], "limLow": ["e", "lim"], "limUpp": ["e", "lim"],
        "acc": ["e"], "bar": ["e"], "groupChr": ["e"],
    }  # fmt: skip
    drawn = mathml(parse(latex), latex)
    colour = '<a:schemeClr val="tx1"/>'
    made = omml(drawn, 2400, colour, "zh-CN").replace("<m:oMathPara ", f'<m:oMathPara xmlns:a="{A}" ')
    root = ElementTree.fromstring(made)
    for element in root.iter():
        name = element.tag.removeprefix(M)
        children = [child.tag.removeprefix(M) for child in element]
        if name in needed:
            assert children == [f"{name}Pr", *needed[name]], name
        if name == "r":
            assert children[-1] == "t"
            assert element[-1].text
    letters = "".join(e.text or "" for e in ElementTree.fromstring(drawn).iter() if not e.tag.endswith("}mo"))
    said = "".join(e.text or "" for e in root.iter(f"{M}t"))
    assert all(said.count(c) >= letters.count(c) for c in letters if c.isalnum())


def test_chromium_shows_controls_and_formulas(deck: Path, chromium: Browser) -> None:
    page = chromium.new_page(offline=True)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.goto((deck / "talk.html").as_uri())
    page.evaluate("for (const slide of document.querySelectorAll('.slide')) slide.style.display = 'block'")
    assert page.locator("video[controls]").count() == 1
    assert page.locator("video").get_attribute("aria-label") == "两秒的影片"
    sound = page.locator("audio[controls]")
    sound.evaluate("a => new Promise(done => a.readyState ? done() : a.addEventListener('loadedmetadata', done))")
    assert sound.evaluate("a => a.duration") == pytest.approx(0.1)
    assert sound.bounding_box()
    assert page.locator("math mfrac").count() == 1
    assert page.locator("a[href='https://example.com/a.mp4']").count() == 2
    assert not refused
    page.close()


def test_same_bytes(deck: Path, tmp_path: Path) -> None:
    for name in ("film.mp4", "tone.wav", "talk.yaml"):
        (tmp_path / name).write_bytes((deck / name).read_bytes())
    build_talk(Job(talk=tmp_path / "talk.yaml", root=tmp_path, out=tmp_path, offline=True))
    for name in ("talk.pptx", "talk.html"):
        assert (tmp_path / name).read_bytes() == (deck / name).read_bytes()
