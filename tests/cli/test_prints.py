"""PDF, handout, pages for clicks, pictures and the card, by real Chromium and LibreOffice; looked at by poppler."""

from __future__ import annotations

import io
import json
import re
import subprocess
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from talkdeck.build import render
from talkdeck.build.cff import Outline, write_cff
from talkdeck.cli import main
from tests.browser import program
from tests.cli.conftest import Run

TALK = """\
title: 人工智能的“文字”
subtitle: 一二三，行行出状元
speakers: [王小明]
description: 怎样印得好
keywords: [印刷, PDF]
lang: zh-CN
brand: algmon
sections:
  - title: 第一部分
    slides:
      - title: 长长的一户人家
        id: long
        build: items
        bullets: [见**金色**的龙, "[网址](https://example.org/a?b=1)"]
        notes: |
          开头是这样的。

NOTES
          末尾是那样的。
      - title: 没有讲稿的页
        id: silent
        text: 方寸之间
"""
NOTES = "".join(f"          第{n}段，{'讲者在台上不会照着念，听众回家以后可以读。' * 8}\n\n" for n in range(14))
WIDE = """\
title: Letters
lang: en-US
shape: "4:3"
slides:
  - title: The only slide
    text: some text
    notes: Say it.
"""


def poppler(name: str, *arguments: object) -> str:
    path = program((name,), "apt-get install poppler-utils")
    done = subprocess.run([path, *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout


def facts(path: Path) -> dict[str, str]:
    lines = (line.partition(":") for line in poppler("pdfinfo", path).splitlines())
    return {name: value.strip() for name, _, value in lines}


def text(path: Path, page: int | None = None) -> str:
    pages = ("-f", page, "-l", page) if page else ()
    return "".join(poppler("pdftotext", *pages, path, "-").split())


def bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """(depth, title, page) of each, in order."""
    import pikepdf

    def walk(items: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            yield depth, item.title, pdf.pages.index(pikepdf.Page(item.destination[0])) + 1
            yield from walk(item.children, depth + 1)

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return list(walk(outline.root, 0))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with two talks, printed and drawn into `a`."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "talks").mkdir()
    (folder / "talks" / "文.yaml").write_text(TALK.replace("NOTES\n", NOTES), "utf-8")
    (folder / "talks" / "wide.yaml").write_text(WIDE, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        assert main(["-q", "build", "--offline", "--to", "pdf,png", "--width", "480", "--out", "a"]) == 0
        yield folder


def test_files_are_called_by_talk_and_slide(printed: Path) -> None:
    shots = [f"文/00{number}.png" for number in range(1, 5)]
    assert sorted(files(printed / "a")) == sorted(
        ["wide.pdf", "wide-card.png", "wide/001.png", "wide/002.png", "文.pdf", "文-card.png", *shots]
    )


def test_a_pdf_says_what_it_is_about(printed: Path) -> None:
    import pikepdf

    info = facts(printed / "a" / "文.pdf")
    assert (info["Title"], info["Author"], info["Keywords"]) == ("人工智能的“文字”", "王小明", "印刷, PDF")
    assert (info["Pages"], info["Tagged"], info["Page size"]) == ("4", "yes", "960 x 540 pts")
    assert "CreationDate" not in info
    assert facts(printed / "a" / "wide.pdf")["Page size"] == "720 x 540 pts"
    with pikepdf.open(printed / "a" / "文.pdf") as pdf:
        assert pdf.Root.Lang == "zh-CN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as about:
            assert about["dc:title"] == "人工智能的“文字”"
        links = [note.A.URI for page in pdf.pages for note in page.get("/Annots", [])]
    assert links == ["https://example.org/a?b=1"]


def test_bookmarks_are_slides_below_their_sections(printed: Path) -> None:
    assert bookmarks(printed / "a" / "文.pdf") == [
        (0, "人工智能的“文字”", 1),
        (0, "第一部分", 2),
        (1, "长长的一户人家", 3),
        (1, "没有讲稿的页", 4),
    ]


def test_faces_are_embedded_as_fonts(printed: Path) -> None:
    """Chromium draws CFF faces as Type 3; none of that is left, and poppler draws as it did."""
    rows = [line.split() for line in poppler("pdffonts", printed / "a" / "文.pdf").splitlines()[2:]]
    assert rows
    assert {row[0].partition("+")[2] for row in rows} >= {"NotoSansCJKsc-Regular", "NotoSansCJKsc-Bold"}
    assert all("Type 3" not in " ".join(row) for row in rows)
    # emb, sub, uni
    assert {tuple(row[-5:-2]) for row in rows} == {("yes", "yes", "yes")}


def test_text_is_that_of_the_deck_not_its_radicals(printed: Path) -> None:
    said = text(printed / "a" / "文.pdf")
    for words in ("人工智能的“文字”", "一二三，行行出状元", "长长的一户人家", "见金色的龙", "方寸之间"):
        assert words in said
    assert [letter for letter in said if unicodedata.name(letter, "").startswith(("KANGXI", "CJK RADICAL"))] == []


def test_a_page_drawn_from_the_pdf_is_the_slide(printed: Path, tmp_path: Path) -> None:
    """The faces that were written anew have the same shapes at the same places."""
    from PIL import Image, ImageChops, ImageStat

    poppler("pdftoppm", "-png", "-scale-to-x", 480, "-scale-to-y", 270, printed / "a" / "文.pdf", tmp_path / "page")
    for number in (2, 3, 4):
        with Image.open(tmp_path / f"page-{number}.png") as page, Image.open(printed / f"a/文/00{number}.png") as slide:
            # Lines of small type may fall a pixel apart, which is little in a picture so small.
            small = [each.convert("L").resize((120, 68)) for each in (page, slide)]
        assert ImageStat.Stat(ImageChops.difference(*small)).rms[0] < 5


def test_pictures_show_complete_slides_without_the_players_parts(printed: Path) -> None:
    from PIL import Image

    with Image.open(printed / "a" / "文" / "003.png") as slide:
        assert slide.size == (480, 270)
        low = slide.convert("L").crop((30, 100, 90, 125)).getextrema()
        corner = slide.convert("RGB").crop((380, 200, 440, 240)).getcolors()
    assert isinstance(low[0], int)
    assert low[0] < 140, "the second build is there"
    assert corner is not None
    assert len(corner) == 1


def test_the_card_is_the_cover_without_bars(printed: Path) -> None:
    from PIL import Image

    for stem in ("文", "wide"):
        with Image.open(printed / "a" / f"{stem}-card.png") as card:
            assert card.size == (1200, 630)
            assert "date:create" not in card.info
            assert len(set(card.convert("RGB").resize((40, 21)).tobytes())) > 20


def test_same_talk_same_bytes_in_any_time_zone(printed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert main(["-q", "build", "文", "--offline", "--to", "png,pdf", "--width", "480", "--out", "b"]) == 0
    monkeypatch.undo()
    time.tzset()
    again = files(printed / "b")
    assert again
    assert again == {name: data for name, data in files(printed / "a").items() if name in again}


def test_a_handout_has_slides_above_their_notes(printed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert main(["-q", "build", "--offline", "--to", "pdf", "--with-notes", "--slides", "2-", "--out", "h"]) == 0
    path = printed / "h" / "文-handout.pdf"
    info = facts(path)
    assert "(A4)" in info["Page size"]
    assert info["CreationDate"] == "Tue Nov 14 22:13:20 2023 UTC"
    pages = int(info["Pages"])
    assert pages > 3, "long notes go on"
    assert bookmarks(path) == [(0, "第一部分", 1), (1, "长长的一户人家", 2), (1, "没有讲稿的页", pages)]
    assert "开头是这样的。" in text(path, 2)
    assert "末尾是那样的。" not in text(path, 2)
    assert "末尾是那样的。" in text(path, pages - 1)
    assert "方寸之间" in text(path, pages)
    assert "人工智能的“文字”" in text(path, pages), "the talk's title stands at the foot"
    letter = printed / "h" / "wide-handout.pdf"
    assert "(letter)" in facts(letter)["Page size"]
    assert "Sayit." in text(letter)


def test_a_page_for_each_click(printed: Path) -> None:
    assert main(["-q", "build", "文", "--offline", "--to", "pdf", "--builds", "--slides", "long,4", "--out", "c"]) == 0
    path = printed / "c" / "文.pdf"
    said = [text(path, number) for number in range(1, 5)]
    assert facts(path)["Pages"] == "4"
    assert ["见金色的龙" in each for each in said] == [False, True, True, False]
    assert ["网址" in each for each in said] == [False, False, True, False]
    assert bookmarks(path)[1:] == [(1, "长长的一户人家", 1), (1, "没有讲稿的页", 4)]


def test_chosen_slides_keep_their_numbers(project: Path, run: Run) -> None:
    old = project / "decks" / "small" / "009.png"
    mine = project / "decks" / "small" / "mine.png"
    old.parent.mkdir(parents=True)
    for path in (old, mine, old.with_name("001.png")):
        path.write_bytes(b"old")
    result = run("build", "--to", "png,html", "--slides", "2", "--width", "320", "--json")
    assert result.code == 0
    outputs = json.loads(result.out)["talks"][0]["outputs"]
    paths = [str(Path("decks", name)) for name in ("small.html", "small/002.png", "small-card.png")]
    assert [(each["path"], each["format"]) for each in outputs] == list(zip(paths, ["html", "png", "png"], strict=True))
    assert [each["bytes"] for each in outputs] == [(project / path).stat().st_size for path in paths]
    assert sorted(path.name for path in old.parent.iterdir()) == ["001.png", "002.png", "mine.png"]
    assert (old.parent / "001.png").read_bytes() == b"old"


def test_libreoffice_where_chromium_is_not(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.setattr(render, "CHROMIUM", ("no-such-browser",))
    result = run("build", "--to", "pdf,png", "--slides", "2", "--width", "320")
    assert (result.code, result.err) == (0, "")
    path = project / "decks" / "small.pdf"
    info = facts(path)
    assert (info["Title"], info["Pages"], info["Tagged"]) == ("A small talk", "1", "yes")
    assert "CreationDate" not in info
    assert "Theonlyslide" in text(path)
    assert bookmarks(path) == [(0, "The only slide", 1)]
    assert "Type 3" not in poppler("pdffonts", path)
    with Image.open(project / "decks" / "small" / "002.png") as picture:
        assert picture.size == (320, 180)
    with Image.open(project / "decks" / "small-card.png") as card:
        assert card.size == (1200, 630)
    before = path.read_bytes()
    for option in ("--with-notes", "--builds"):
        result = run("build", "--to", "pdf", option)
        assert result.code == 3
        assert "E615" in result.err
    assert run("build", "--to", "pdf", "--slides", "2").code == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--with-notes",), "--with-notes is about pdf: add --to pdf"),
        (("--to", "png", "--builds"), "--builds is about pdf"),
        (("--slides", "1"), "--slides is about pdf and png"),
        (("--to", "pdf", "--width", "100"), "--width"),
        (("--to", "pdf", "--width", "800"), "--width is about png"),
        (("--to", "pdf", "--with-notes", "--builds"), "choose one"),
    ],
)
def test_options_that_do_not_go_together(project: Path, run: Run, words: tuple[str, ...], said: str) -> None:
    result = run("build", *words)
    assert result.code == 2
    assert said in result.err
    assert not (project / "decks").exists()


def test_slides_that_are_not_there(project: Path, run: Run) -> None:
    result = run("build", "--to", "pdf,pptx", "--slides", "1,3,covr,5-4,2-9")
    assert result.code == 1
    assert sorted(re.findall(r"has no slide `(.*?)`", result.err)) == ["2-9", "3", "5-4", "covr"]
    assert "did you mean `cover`?" in result.err
    assert "slides 1 to 2" in result.err
    assert not (project / "decks").exists()


def test_without_a_program_nothing_is_built(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    result = run("build", "--to", "pptx,pdf")
    assert result.code == 3
    assert "E611" in result.err
    assert not (project / "decks").exists()


@pytest.mark.usefixtures("dying_browser")
def test_a_browser_that_dies_leaves_the_old_files(project: Path, run: Run) -> None:
    decks = project / "decks"
    decks.mkdir()
    for form in ("pdf", "html"):
        (decks / f"small.{form}").write_bytes(b"old")
    result = run("build", "--to", "pdf,html")
    assert result.code == 3
    assert "E612" in result.err
    assert "small.html" in result.err
    assert "Traceback" not in result.err
    assert files(decks) == {"small.pdf": b"old", "small.html": b"old"}


def test_a_folder_that_cannot_be(project: Path, run: Run) -> None:
    (project / "decks").mkdir()
    (project / "decks" / "small").write_text("in the way")
    result = run("build", "--to", "html,png")
    assert result.code == 3
    assert "E604" in result.err
    assert list(files(project / "decks")) == ["small"]


def test_a_font_program_is_read_back() -> None:
    from fontTools.cffLib import CFFFontSet  # type: ignore[import-untyped]
    from fontTools.pens.recordingPen import RecordingPen  # type: ignore[import-untyped]

    curve = (((10.0, -5.5),), ((200.0, -5.5),), ((300.0, 0.0), (310.25, 40.0), (10.0, 700.0)))
    data = write_cff("TAAAAA+Face", {"g12": Outline(600, (curve,)), "gAB": Outline(250.5, ())}, (0, -6, 310, 700))
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    assert fonts.fontNames == ["TAAAAA+Face"]
    assert top.getGlyphOrder() == [".notdef", "g12", "gAB"]
    pen = RecordingPen()
    top.CharStrings["g12"].draw(pen)
    assert pen.value == [
        ("moveTo", ((10, -5.5),)),
        ("lineTo", ((200, -5.5),)),
        ("curveTo", ((300, 0), (310.25, 40), (10, 700))),
        ("closePath", ()),
    ]
    assert [top.CharStrings[name].width for name in ("g12", "gAB") if not top.CharStrings[name].draw(pen)] == [
        600,
        250.5,
    ]


def named_cells(*names: str) -> bytes:
    """The structure of a PDF with a row of head cells of these names, put in order, and a cell that names the first."""
    import pikepdf

    from talkdeck.build.pdf import _name_elements

    pdf = pikepdf.new()
    cells = [
        pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.TH, ID=pikepdf.String(name), K=number))
        for number, name in enumerate(names)
    ]
    attributes = pikepdf.Dictionary(O=pikepdf.Name.Table, Headers=[pikepdf.String(names[0])])
    cells.append(pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.TD, A=[attributes], K=9)))
    row = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.TR, K=pikepdf.Array(cells)))
    tree = [each for cell in sorted(cells[:-1], key=lambda cell: str(cell.ID)) for each in (cell.ID, cell)]
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=row, IDTree=pikepdf.Dictionary(Names=pikepdf.Array(tree)))
    _name_elements(pdf)
    found = pdf.Root.StructTreeRoot
    assert [str(name) for name in found.IDTree.Names[::2]] == [str(cell.ID) for cell in found.K.K if "/ID" in cell]
    shown: bytes = found.unparse() + b"".join(cell.unparse() for cell in found.K.K)
    return shown


def test_a_browsers_own_names_of_cells_do_not_show() -> None:
    one = named_cells("node00000246", "node00000248", "node00001230")
    assert b"node00000001" in one
    assert one == named_cells("node00000250", "node00000253", "node00000099")
