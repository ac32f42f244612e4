"""The linter finds each cause of the repair prompt: a sound package, broken one way at a time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from talkdeck.pptx.lint import lint

Parts = dict[str, bytes]
SLIDE = "ppt/slides/slide2.xml"
TABLE = "ppt/slides/slide4.xml"


def unpacked(package: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        return {name: box.read(name) for name in box.namelist()}


def packed(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in parts.items():
            box.writestr(name, data)
    return out.getvalue()


def swap(part: str, old: str, new: str, times: int = 1) -> Callable[[Parts], None]:
    """Replace a piece of one part; the piece must be there."""

    def change(parts: Parts) -> None:
        assert old.encode() in parts[part], (part, old)
        parts[part] = parts[part].replace(old.encode(), new.encode(), times)

    return change


def drop(part: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        del parts[part]

    return change


def add(part: str, data: bytes) -> Callable[[Parts], None]:
    return lambda parts: parts.update({part: data})


def both(*changes: Callable[[Parts], None]) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        for each in changes:
            each(parts)

    return change


PRESENTATION, MASTER = "ppt/presentation.xml", "ppt/slideMasters/slideMaster1.xml"
BROKEN: dict[str, tuple[Callable[[Parts], None], str]] = {
    "missing content types": (drop("[Content_Types].xml"), "[Content_Types].xml: it is missing"),
    "override without its part": (drop("ppt/viewProps.xml"), "[Content_Types].xml: it names ppt/viewProps.xml, which"),
    "override twice": (
        swap("[Content_Types].xml", "</Types>", '<Override PartName="/ppt/viewProps.xml" ContentType="a/b"/></Types>'),
        "[Content_Types].xml: it names ppt/viewProps.xml twice",
    ),
    "part without a type": (add("ppt/media/a.mp9", b"x"), "ppt/media/a.mp9: it has no content type"),
    "part of type xml": (add("ppt/stray.xml", b"<x/>"), "ppt/stray.xml: its content type says no more than XML"),
    "orphan": (add("ppt/media/image9.png", b"\x89PNG\r\n\x1a\n"), "ppt/media/image9.png: nothing leads to it"),
    "relation to nothing": (
        swap("ppt/slides/_rels/slide3.xml.rels", "image1.png", "image7.png"),
        "slide3.xml.rels: rId3 leads to ppt/media/image7.png, which is missing",
    ),
    "relation to another kind": (
        swap("ppt/slides/_rels/slide3.xml.rels", "../slideLayouts/slideLayout3.xml", "../theme/theme1.xml"),
        "leads to ppt/theme/theme1.xml, which is no slideLayout",
    ),
    "relation ids twice": (swap("ppt/slides/_rels/slide3.xml.rels", '"rId2"', '"rId1"'), "two relations have one id"),
    "relation to no address": (
        swap("ppt/slides/_rels/slide3.xml.rels", "https://example.com/a", "https://example.com/a b"),
        "which is no address",
    ),
    "relations of nothing": (
        add("ppt/slides/_rels/slide99.xml.rels", b'<Relationships xmlns="x"/>'),
        "slide99.xml.rels: it is about ppt/slides/slide99.xml, which is missing",
    ),
    "relation not there": (swap(SLIDE, 'hlinkClick r:id="rId', 'hlinkClick r:id="rId9'), "it uses the relation 'rId9"),
    "shape ids twice": (swap(SLIDE, '<p:cNvPr id="3"', '<p:cNvPr id="2"'), "two shapes have the id 2"),
    "shape id too large": (swap(SLIDE, '<p:cNvPr id="3"', '<p:cNvPr id="2147483648"'), "has the id '2147483648'"),
    "shape ids twice in a layout": (
        swap("ppt/slideLayouts/slideLayout2.xml", '<p:cNvPr id="3"', '<p:cNvPr id="2"'),
        "slideLayout2.xml: two shapes have the id 2",
    ),
    "layout id is the master's": (swap(MASTER, "2147483649", "2147483648"), "two masters or layouts have the id"),
    "layout id too small": (swap(MASTER, "2147483649", "300"), "a master or layout has the id '300'"),
    "slide ids twice": (swap(PRESENTATION, '<p:sldId id="257"', '<p:sldId id="256"'), "two slides have the id 256"),
    "slide id too small": (swap(PRESENTATION, '<p:sldId id="257"', '<p:sldId id="12"'), "a slide has the id '12'"),
    "slide in no section": (swap(PRESENTATION, '<p14:sldId id="258"/>', ""), "sections do not list every slide once"),
    "slide in two sections": (
        swap(PRESENTATION, '<p14:sldId id="258"/>', '<p14:sldId id="258"/><p14:sldId id="258"/>'),
        "sections do not list every slide once",
    ),
    "slide not listed": (swap(PRESENTATION, '<p:sldId id="258" r:id="rId4"/>', ""), "it lists ppt/slides/slide3.xml 0"),
    "notes master not listed": (
        swap(PRESENTATION, "p:notesMasterIdLst>", "p:handoutMasterIdLst>", 2),
        "its notes master is related but not listed",
    ),
    "presentation out of order": (
        swap(PRESENTATION, '<p:notesSz cx="6858000" cy="9144000"/>', '<p:sldSz cx="1" cy="1"/>'),
        "children of p:presentation are out of order",
    ),
    "slide out of order": (
        both(
            swap(SLIDE, "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>", ""),
            swap(SLIDE, "<p:transition ", "<p:timing/><p:transition "),
        ),
        "children of p:sld are out of order: cSld, timing, transition",
    ),
    "tags before the tree": (
        both(
            swap(SLIDE, '<p:custDataLst><p:tags r:id="rId2"/></p:custDataLst>', ""),
            swap(SLIDE, "<p:spTree>", '<p:custDataLst><p:tags r:id="rId2"/></p:custDataLst><p:spTree>'),
        ),
        "children of p:cSld are out of order: custDataLst, spTree",
    ),
    "two layouts": (
        swap("ppt/slides/_rels/slide2.xml.rels", "</Relationships>",
             '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
             'slideLayout" Target="../slideLayouts/slideLayout1.xml"/></Relationships>'),
        "slide2.xml: it has 2 relations to a slideLayout instead of one",
    ),
    "notes lead elsewhere": (
        swap("ppt/notesSlides/_rels/notesSlide2.xml.rels", "slide2.xml", "slide1.xml"),
        "notesSlide2.xml: it does not lead back to ppt/slides/slide2.xml",
    ),
    "notes without a master": (
        swap("ppt/notesSlides/_rels/notesSlide1.xml.rels", "relationships/notesMaster", "relationships/other"),
        "notesSlide1.xml: it has 0 relations to a notesMaster",
    ),
    "theme shared": (
        swap("ppt/notesMasters/_rels/notesMaster1.xml.rels", "theme2.xml", "theme1.xml"),
        "ppt/theme/theme1.xml: 2 masters share it",
    ),
    "two fills": (
        swap("ppt/theme/theme1.xml", '<a:fillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill>',
             "<a:fillStyleLst>"),
        "a:fillStyleLst has 2 entries",
    ),
    "eleven colours": (swap("ppt/theme/theme2.xml", "a:accent6>", "a:accent7>", 2), "theme2.xml: its colours are not"),
    "cell without a paragraph": (
        swap(TABLE, "<a:txBody><a:bodyPr/><a:lstStyle/><a:p>", "<a:txBody><a:bodyPr/><a:lstStyle/></a:txBody>"
             "<a:txBody><a:bodyPr/><a:lstStyle/><a:p>"),
        "a text body has no paragraph",
    ),
    "shape without a paragraph": (
        swap(SLIDE, "</p:txBody>", "</p:txBody><p:txBody><a:bodyPr/><a:lstStyle/></p:txBody>"),
        "a text body has no paragraph",
    ),
    "text without body properties": (swap(SLIDE, "<a:bodyPr/>", ""), "does not begin with a:bodyPr"),
    "cell without a text body": (swap(TABLE, "</a:tr>", "<a:tc/></a:tr>"), "has a cell without a text body"),
    "cell too many": (swap(TABLE, "</a:tblGrid>", '<a:gridCol w="1"/></a:tblGrid>'), "3 cells for 4 columns"),
    "row without cells": (swap(TABLE, "</a:tbl>", "<a:tr></a:tr></a:tbl>"), "has 0 cells for 3 columns"),
    "not well-formed": (swap(SLIDE, "</p:spTree>", ""), "slide2.xml: it is not well-formed"),
    "control character": (swap(SLIDE, "端云", "端\x0b云"), "slide2.xml: it is not well-formed"),
    "prefix not declared": (swap(SLIDE, "<a:lstStyle/>", "<q:lstStyle/>"), "slide2.xml: it is not well-formed"),
    "entity declared": (
        swap(SLIDE, "<p:sld ", '<!DOCTYPE x [<!ENTITY a "b">]><p:sld '),
        "slide2.xml: it has a document type declaration",
    ),
    "no title": (swap(SLIDE, '<p:ph type="title"/>', '<p:ph type="body" idx="20"/>'), "it has 0 title placeholders"),
    "two titles": (swap(SLIDE, '<p:ph type="body" idx="20"/>', '<p:ph type="title"/>'), "it has 2 title placeholders"),
    "placeholder not in the layout": (swap(SLIDE, 'idx="20"', 'idx="33"'), "its layout has no placeholder with idx 33"),
    "placeholder of another type": (swap(SLIDE, 'type="body" idx="20"', 'type="pic" idx="20"'), "of type pic, in the"),
    "placeholder twice": (
        swap("ppt/slideLayouts/slideLayout2.xml", 'idx="11"', 'idx="10"'),
        "slideLayout2.xml: two placeholders have idx 10",
    ),
    "colour by value": (
        swap("ppt/slides/slide5.xml", "<a:solidFill>", '<a:solidFill><a:srgbClr val="FF0000"/>'),
        "slide5.xml: it names a colour by value",
    ),
    "negative extent": (swap(TABLE, '<a:ext cx="', '<a:ext cx="-', 2), "slide4.xml: an extent is negative"),
    "picture of another type": (add("ppt/media/image1.png", b"\xff\xd8\xff\xe0"), "png: its content type is image/png"),
    "empty text body": (swap(SLIDE, "</p:txBody>", "</p:txBody><p:txBody/>"), "a text body has no paragraph"),
    "no picture": (add("ppt/media/image1.png", b"<html>"), "it is no picture that PowerPoint knows"),
    "core properties twice": (
        swap("_rels/.rels", "</Relationships>",
             '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
             'core-properties" Target="docProps/core.xml"/></Relationships>'),
        "package: it has core properties twice",
    ),
    "no presentation": (drop(PRESENTATION), "package: it has no presentation part"),
}  # fmt: skip


def test_the_toy_decks_are_sound(package: bytes, narrow_package: bytes) -> None:
    assert lint(package) == ()
    assert lint(narrow_package) == ()


def test_repacking_alone_finds_nothing(package: bytes) -> None:
    assert lint(packed(unpacked(package))) == ()


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_is_found(fault: str, package: bytes) -> None:
    change, sentence = BROKEN[fault]
    parts = unpacked(package)
    change(parts)
    found = lint(packed(parts))
    assert any(sentence in each for each in found), found


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_twice_is_found(package: bytes) -> None:
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as box:
        box.writestr(SLIDE, box.read(SLIDE))
    assert f"{SLIDE}: the zip has it 2 times" in lint(out.getvalue())


def test_an_entry_for_a_folder_is_found(package: bytes) -> None:
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as box:
        box.writestr("ppt/slides/", b"")
    assert "ppt/slides/: the zip has an entry for a folder" in lint(out.getvalue())


def test_other_spellings_of_the_same_xml_are_understood(package: bytes) -> None:
    """Comments, single quotes and other prefixes are sound, and hide no fault."""
    parts = unpacked(package)
    parts[SLIDE] = parts[SLIDE].replace(b"<a:lstStyle/>", b"<!-- <p:cNvPr id='2'/> --><a:lstStyle/>")
    parts[TABLE] = re.sub(rb"(</?|xmlns:)p(?=[:=])", rb"\1pml", parts[TABLE])
    assert lint(packed(parts)) == ()
    parts[SLIDE] = parts[SLIDE].replace(b'<p:cNvPr id="3"', b"<p:cNvPr id='2'")
    parts[TABLE] = parts[TABLE].replace(b"</a:tblGrid>", b'<a:gridCol w="1"/></a:tblGrid>')
    found = lint(packed(parts))
    assert f"{SLIDE}: two shapes have the id 2" in found
    assert f"{TABLE}: row 1 of a table has 3 cells for 4 columns" in found


def test_a_damaged_file_is_a_finding(package: bytes, tmp_path: Path) -> None:
    assert lint(b"") == ("package: no end of a zip directory",)
    assert lint(b"not a deck") == ("package: no end of a zip directory",)
    assert lint(package[: len(package) // 2]) == ("package: no end of a zip directory",)
    middle = package.index(b"ppt/slides/slide2.xml") + 60
    damaged = package[:middle] + bytes(16) + package[middle + 16 :]
    assert any(each.startswith(f"{SLIDE}: it") for each in lint(damaged))
    empty = tmp_path / "empty.pptx"
    empty.touch()
    assert lint(empty) == ("package: it is empty",)


def test_files_and_streams_are_read_too(package: bytes, tmp_path: Path) -> None:
    path = tmp_path / "toy.pptx"
    path.write_bytes(package)
    assert lint(path) == ()
    assert lint(io.BytesIO(package)) == ()
