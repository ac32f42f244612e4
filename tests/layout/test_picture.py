"""Pictures: alone, in grids, beside other kinds; cropped, whole, or generated."""

from __future__ import annotations

import pytest

from talkdeck.model.units import EMU_PER_PX
from tests.layout.made import LOOKS, Shape, make, pictures, plain, regions, sizes, slides, text_of, texts, unsound

LONG = "这一条讲的是端侧的小模型怎样与云上的大模型分工，哪些话留在手机里，哪些话要送上云。"

BESIDE = {
    "bullets": (f"[{', '.join(f'{n} 号{LONG}' for n in range(3))}]", "picture", ["body"]),
    "numbered": ("[甲, 乙]", "picture", ["body"]),
    "text": (LONG, "picture", ["body"]),
    "code": ("{text: x = 1, lang: python, caption: 码注}", "picture-code", ["body", "legend"]),
    "prompt": ("{text: 写诗, caption: 诗注}", "picture-prompt", ["body", "legend"]),
    "compare": ("[{title: 甲, text: 一}, {title: 乙, bullets: [二]}]", "picture-compare2",
                ["heading1", "text1", "heading2", "text2"]),
    "quote": ("{text: 越小越好。, name: 某人}", "picture-quote", ["quote", "attribution"]),
    "statement": ("端云结合。", "picture-statement", ["statement"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", BESIDE)
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_a_picture_stands_beside(kind: str, brand: str, shape: Shape) -> None:
    words, layout, filled = BESIDE[kind]
    image = "{src: tall.png, alt: 描述, caption: 图注, credit: 作者}"
    made = slides(f"- {{title: 标题, {kind}: {words}, image: {image}, source: IDC}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    assert (page.kind, page.layout) == (kind, layout)
    assert sorted(regions(page)) == sorted(["title", *filled, "picture", "caption", "source"])
    (picture,) = pictures(page)
    assert picture.alt == "描述"
    assert [plain(box) for box in texts(page) if box.region == "caption"] == ["图注\n作者"]
    assert all(box.frame.right <= picture.frame.x for box in texts(page) if box.region not in ("caption", "legend"))


def test_the_picture_stays_beside_long_content() -> None:
    items = ", ".join(f"{n} 号{LONG}" for n in range(20))
    made = slides(f"- {{title: 标题, bullets: [{items}], image: {{src: wide.png, alt: 描述}}}}")
    assert len(made.pages) > 2
    assert [len(pictures(page)) for page in made.pages] == [1] * len(made.pages)
    assert unsound(made) == []


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("kind", ["bullets: [甲, 乙], ", "text: 正文。, ", ""])
@pytest.mark.parametrize("shape", ["16:9", "4:3"])
def test_links_stand_under_the_text_beside_a_picture(count: int, kind: str, shape: Shape) -> None:
    links = ", ".join(f"'https://e{n}.example/'" for n in range(count))
    made = slides(f"- {{title: 标题, {kind}image: wide.png, links: [{links}]}}", shape=shape)
    assert unsound(made) == []
    (page,) = made.pages
    assert page.layout == "picture-links"
    assert [plain(box) for box in texts(page, "link")] == [f"e{n}.example" for n in range(count)]
    assert len(pictures(page)) == 1


def test_fewer_links_leave_more_room_for_text() -> None:
    frames = []
    for count in (1, 2, 3):
        links = ", ".join(f"'https://e{n}.example/'" for n in range(count))
        page = slides(f"- {{title: 标题, bullets: [甲], image: wide.png, links: [{links}]}}").pages[0]
        frames.append(texts(page, "body")[0].frame.h)
    assert frames == sorted(frames, reverse=True)
    assert len(set(frames)) == 3


def test_two_sides_and_links_beside_a_picture() -> None:
    sides = "[{title: 甲, text: 一}, {title: 乙, text: 二}]"
    made = slides(
        f"- {{title: 标题, compare: {sides}, image: wide.png, links: ['https://a.example', 'https://b.example']}}"
    )
    assert unsound(made) == []
    assert made.pages[0].layout == "picture-compare2-links"
    assert len(texts(made.pages[0], "link")) == 2


@pytest.mark.parametrize("words", ["quote: 越小越好。", "statement: 越小越好。"])
def test_untitled_words_beside_a_picture_are_the_title(words: str) -> None:
    page = slides(f"- {{{words}, image: wide.png, kicker: 眉题}}").pages[0]
    assert page.title == "越小越好。"
    assert "title" in regions(page)


@pytest.mark.parametrize(
    ("image", "layout"),
    [
        ("wide.png", "image-wide"),
        ("{src: wide.png, alt: 描述}", "image-wide"),
        ("{src: wide.png, caption: 图注}", "image"),
        ("{src: wide.png, credit: 作者}", "image"),
    ],
)
def test_a_picture_alone(image: str, layout: str) -> None:
    made = slides(f"- {{title: 标题, image: {image}}}")
    assert made.pages[0].layout == layout
    assert unsound(made) == []


def test_a_picture_over_the_whole_slide() -> None:
    made = slides("- {title: 标题, image: {src: wide.png, caption: 图注}, layout: full}")
    (picture,) = pictures(made.pages[0])
    assert made.pages[0].layout == "full"
    assert picture.frame.w == made.brand.width
    assert unsound(made) == []


@pytest.mark.parametrize("src", ["wide.png", "tall.png", "square.png"])
def test_covering_pictures_are_cropped_to_their_frame(src: str) -> None:
    (box,) = pictures(slides(f"- {{title: 标题, image: {src}}}").pages[0])
    width, height = {"wide.png": (1600, 900), "tall.png": (900, 1600), "square.png": (800, 800)}[src]
    left, top, right, bottom = box.crop
    shown = (width * (100_000 - left - right), height * (100_000 - top - bottom))
    assert shown[0] * box.frame.h == pytest.approx(shown[1] * box.frame.w, rel=1e-3)
    assert min(box.crop) == 0
    assert (left, top) == (right, bottom)


@pytest.mark.parametrize("src", ["wide.png", "tall.png"])
def test_whole_pictures_keep_their_shape_inside_the_frame(src: str) -> None:
    made = slides(f"- {{title: 标题, image: {{src: {src}, fit: contain}}}}")
    (box,) = pictures(made.pages[0])
    room = made.brand.layouts["image-wide"].region("picture").frame
    width, height = {"wide.png": (1600, 900), "tall.png": (900, 1600)}[src]
    assert box.crop == (0, 0, 0, 0)
    assert box.frame.w * height == pytest.approx(box.frame.h * width, rel=1e-3)
    assert room.contains(box.frame)
    assert room.w - box.frame.w <= 1 or room.h - box.frame.h <= 1
    assert abs((box.frame.x - room.x) - (room.right - box.frame.right)) <= 1


@pytest.mark.parametrize("count", [2, 3, 4, 6])
@pytest.mark.parametrize(("brand", "shape"), LOOKS)
def test_grids_have_equal_frames_and_captions_of_one_size(count: int, brand: str, shape: Shape) -> None:
    images = ", ".join(f"{{src: wide.png, caption: 图 {n} {LONG[: n * 4]}}}" for n in range(count))
    made = slides(f"- {{title: 标题, images: [{images}]}}", brand, shape)
    assert unsound(made) == []
    (page,) = made.pages
    assert page.layout == f"images{count}"
    frames = [box.frame for box in pictures(page)]
    assert max(f.w for f in frames) - min(f.w for f in frames) <= 1
    assert max(f.h for f in frames) - min(f.h for f in frames) <= 1
    assert len(sizes(texts(page, "caption"))) == 1
    assert [box.group for box in pictures(page)] == [box.group for box in texts(page, "caption")]


def test_a_grid_without_captions() -> None:
    page = slides("- {title: 标题, images: [wide.png, tall.png]}").pages[0]
    assert regions(page) == ["title", "picture1", "picture2"]


def test_what_describes_a_picture() -> None:
    made = slides("""
- {title: 标题, image: {src: wide.png, alt: 描述, caption: 图注}}
- {title: 二题, image: {src: wide.png, caption: 图注}}
- {title: 三题, image: wide.png}
- {statement: 四题, image: wide.png}
""")
    assert [pictures(page)[0].alt for page in made.pages] == ["描述", "图注", "三题", "配图：talk"]


def test_art_stands_in_for_what_is_not_there() -> None:
    made = make("""
title: 一次演讲
slides:
  - {title: 甲, image: {alt: 描述}}
  - {title: 乙, image: {src: 'https://e.example/a.png', caption: 图注}}
  - {title: 丙, image: {src: gone.png}}
""")
    first, second, third = (pictures(page)[0] for page in made.pages[1:])
    assert made.codes == ["W401", "W401"]
    assert [problem.span.line for problem in made.problems] == [5, 6]
    assert (first.alt, first.link) == ("描述（生成的装饰图）", None)
    assert (second.link, third.link) == ("https://e.example/a.png", None)
    assert second.alt == "图注（生成的装饰图，原图地址：https://e.example/a.png）"
    assert text_of(made.pages[2], "caption") == "图注"
    assert len({box.asset for box in (first, second, third)}) == 3
    for box in (first, second, third):
        kind, _, size = box.asset.rpartition(":")
        width, _, height = size.partition("x")
        assert kind.startswith("art:")
        assert max(int(width), int(height)) <= 960
        assert int(width) * box.frame.h == pytest.approx(int(height) * box.frame.w, rel=5e-3)
        assert round(box.frame.w / EMU_PER_PX) >= int(width)
