"""A toy brand and toy decks that hold every kind of box, region and markup the writer knows."""

from __future__ import annotations

import io
from typing import Any

from talkdeck.brand.model import Brand, Colour, FontChain, Ground, Region, SlideLayout, TextStyle
from talkdeck.model.page import (
    Asset,
    Box,
    Cell,
    Close,
    Curve,
    LineTo,
    Marker,
    Move,
    Page,
    Pages,
    Paragraph,
    PictureBox,
    Row,
    Run,
    ShapeBox,
    TableBox,
    TextBox,
)
from talkdeck.model.problems import NOWHERE
from talkdeck.model.units import Rect, inches, points
from talkdeck.model.values import replace
from talkdeck.pptx import write_pptx
from talkdeck.text.metrics import NATURAL

THEME = {
    "dk1": "1B2A41", "lt1": "FFFFFF", "dk2": "324A5F", "lt2": "F3F1EC",
    "accent1": "D9483B", "accent2": "1F8A83", "accent3": "C98A1B", "accent4": "5B6C9E", "accent5": "8E5EA2",
    "accent6": "5E7F3A", "hlink": "1F5FBF", "folHlink": "6B4FA0",
}  # fmt: skip


def _c(slot: str, mod: int = 100_000, off: int = 0) -> Colour:
    return Colour(slot, mod, off, THEME[slot])


PAPER = Ground(
    "paper",
    {
        "paper": _c("lt1"),
        "ink": _c("dk1"),
        "muted": _c("dk1", 65_000, 35_000),
        "accent": _c("accent1"),
        "second": _c("accent2"),
        "rule": _c("dk1", 25_000, 75_000),
        "panel": _c("lt2"),
        "panel-ink": _c("dk1"),
        "link": _c("hlink"),
        "on-accent": _c("lt1"),
        "code-keyword": _c("accent4"),
    },
)
DARK = Ground(
    "dark",
    {
        "paper": _c("dk1"),
        "ink": _c("lt1"),
        "muted": _c("lt1", 75_000),
        "accent": _c("accent1", 60_000, 40_000),
        "second": _c("accent2", 60_000, 40_000),
        "rule": _c("lt1", 50_000),
        "panel": _c("dk2"),
        "panel-ink": _c("lt1"),
        "link": _c("accent2", 40_000, 60_000),
        "on-accent": _c("lt1"),
        "code-keyword": _c("accent4", 40_000, 60_000),
    },
)


def _styles() -> dict[str, TextStyle]:
    made = [
        TextStyle(name="cover", face="heading", sizes=(5400, 4800), bold=True, leading=1150),
        TextStyle(name="title", face="heading", sizes=(3200, 2800, 2400), bold=True, leading=1150),
        TextStyle(name="lead", face="body", sizes=(2400, 2000), colour="muted", leading=1300),
        TextStyle(
            name="body", face="body", sizes=(2200, 2000, 1800, 1600), before=450, levels=3, marker="•",
            level_indent=1000, leading=1300,
        ),
        TextStyle(name="small", face="body", sizes=(1600, 1400), leading=1300),
        TextStyle(name="label", face="heading", sizes=(1600,), colour="accent", bold=True, caps=True, leading=1200),
        TextStyle(name="code", face="mono", sizes=(1600, 1400), colour="panel-ink", leading=1300),
        TextStyle(name="footer", face="body", sizes=(1100,), colour="muted", leading=1200),
        TextStyle(name="number", face="body", sizes=(1100,), colour="muted", align="right", leading=1200),
    ]  # fmt: skip
    return {style.name: style for style in made}


def _frame(x: float, y: float, w: float, h: float) -> Rect:
    return Rect(inches(x), inches(y), inches(w), inches(h))


def _region(name: str, type_: str, index: int, frame: Rect, style: str, **more: Any) -> Region:
    return Region(name=name, placeholder=type_, index=index, frame=frame, style=style, **more)


def _layouts(width: float) -> dict[str, SlideLayout]:
    text = width - 1.3
    half = (text - 0.4) / 2
    footer = _region("footer", "ftr", 10, _frame(0.65, 6.95, 8, 0.25), "footer", anchor="middle")
    number = _region("slide-number", "sldNum", 11, _frame(width - 1.65, 6.95, 1, 0.25), "number", anchor="middle")
    title = _region("title", "title", 0, _frame(0.65, 0.55, text, 0.9), "title", anchor="bottom", prompt="Title")
    rule = ShapeBox(frame=_frame(0.65, 1.5, 0.8, 0.05), fill="accent")
    arc = ShapeBox(
        frame=_frame(width - 3, 0, 3, 3),
        shape="path",
        path=(
            Move(0, 0),
            Curve(0, 1_500_000, 1_200_000, 2_743_200, 2_743_200, 2_743_200),
            LineTo(2_743_200, 0),
            Close(),
        ),
        fill="second",
        opacity=40_000,
    )
    made = [
        SlideLayout(
            name="cover",
            title="Cover",
            ground="dark",
            regions=(
                _region("title", "ctrTitle", 0, _frame(0.65, 2.2, text - 2, 1.8), "cover", anchor="bottom"),
                _region("subtitle", "subTitle", 20, _frame(0.65, 4.2, text - 2, 1.0), "lead"),
                _region("kicker", "body", 21, _frame(0.65, 1.4, text - 2, 0.5), "label"),
            ),
            art=(
                arc,
                ShapeBox(frame=_frame(width - 2.5, 4, 2, 2), shape="ellipse", stroke="accent", stroke_width=points(6)),
                ShapeBox(frame=_frame(width - 4, 5, 1, 1), shape="round", radius=inches(0.2), fill="accent"),
            ),
        ),
        SlideLayout(
            name="bullets",
            title="Bullets",
            ground="paper",
            regions=(title, _region("body", "body", 20, _frame(0.65, 1.7, text, 5), "body"), footer, number),
            art=(rule,),
        ),
        SlideLayout(
            name="picture",
            title="Picture and text",
            ground="paper",
            regions=(
                title,
                _region("body", "body", 20, _frame(0.65, 1.7, half, 5), "body"),
                _region("picture", "pic", 21, _frame(0.65 + half + 0.4, 1.7, half, 4.5), "small"),
                _region("caption", "body", 22, _frame(0.65 + half + 0.4, 6.25, half, 0.4), "small"),
                footer,
                number,
            ),
            art=(),
        ),
        SlideLayout(
            name="table",
            title="Table",
            ground="paper",
            regions=(title, _region("table", "tbl", 20, _frame(0.65, 1.7, text, 4.8), "small"), footer, number),
            art=(),
        ),
        SlideLayout(
            name="code",
            title="Code",
            ground="dark",
            regions=(
                title,
                _region(
                    "code",
                    "body",
                    20,
                    _frame(0.65, 1.7, text, 4.5),
                    "code",
                    fill="panel",
                    anchor="middle",
                    inset=(inches(0.3), inches(0.2), inches(0.3), inches(0.2)),
                ),
                footer,
                number,
            ),
            art=(),
        ),
    ]
    return {layout.name: layout for layout in made}


def toy_brand(shape: str = "16:9") -> Brand:
    """A small brand: five layouts on two grounds."""
    width = 13 + 1 / 3 if shape == "16:9" else 10
    return Brand(
        name="toy",
        title="Toy",
        shape="16:9" if shape == "16:9" else "4:3",
        width=inches(width),
        height=inches(7.5),
        theme=THEME,
        grounds={"paper": PAPER, "dark": DARK},
        fonts={
            "heading": FontChain(("Arial",), ("Microsoft YaHei", "Noto Sans CJK SC"), "sans", "sans-serif"),
            "body": FontChain(("Calibri",), ("Microsoft YaHei", "Noto Sans CJK SC"), "humanist", "sans-serif"),
            "mono": FontChain(("Consolas",), ("Microsoft YaHei",), "mono", "monospace"),
        },
        styles=_styles(),
        layouts=_layouts(width),
        art={},
    )


def para(text: str | tuple[Run, ...], style: TextStyle, **more: Any) -> Paragraph:
    """A paragraph at its style's first size, one run unless runs are given."""
    runs = (Run(text, "zh-CN" if ord(text[0]) > 0x2E80 else "en-US"),) if isinstance(text, str) else text
    values: dict[str, Any] = {
        "size": style.sizes[0], "leading": style.leading, "spacing": style.leading * 100_000 // NATURAL,
        "face": style.face, "colour": style.colour, "bold": style.bold, "align": style.align,
        "before": style.sizes[0] * 127 * style.before // 1000, "lang": "zh-CN",
    }  # fmt: skip
    return Paragraph(runs=runs, **{**values, **more})


def item(
    text: str | tuple[Run, ...], style: TextStyle, level: int = 0, number: int | None = None, **more: Any
) -> Paragraph:
    """A list item with the indents of its style."""
    step = style.sizes[0] * 127 * style.level_indent // 1000
    more = {"size": style.sizes[0] * 92 // 1000 * 10 if level else style.sizes[0], **more}
    return para(text, style, level=level, marker=Marker(number), indent=step * (level + 1), hang=step, **more)


def png(width: int = 64, height: int = 48, tint: int = 0) -> bytes:
    """A small picture with a gradient, so that crops can be seen."""
    from PIL import Image

    image = Image.new("RGB", (width, height))
    image.putdata([(x * 255 // width, y * 255 // height, tint % 256) for y in range(height) for x in range(width)])
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def jpeg(width: int = 64, height: int = 48) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), (40, 120, 160)).save(out, "JPEG")
    return out.getvalue()


def toy_assets() -> dict[str, Asset]:
    return {
        "gradient": Asset(png(), "image/png", 64, 48),
        "photo": Asset(jpeg(), "image/jpeg", 64, 48),
        "unused": Asset(png(tint=9), "image/png", 64, 48),
    }


class Maker:
    """Makes boxes and pages of the toy brand."""

    def __init__(self, brand: Brand) -> None:
        self.brand = brand

    def box(self, layout: str, region: str, role: str, paragraphs: tuple[Paragraph, ...], node: str) -> TextBox:
        place = self.brand.layouts[layout].region(region)
        return TextBox(
            node=node,
            role=role,
            frame=place.frame,
            paragraphs=paragraphs,
            height=0,
            span=NOWHERE,
            region=region,
            anchor=place.anchor,
            inset=place.inset,
            fill=place.fill,
        )

    def words(self, layout: str, region: str, role: str, text: str, node: str) -> TextBox:
        style = self.brand.styles[self.brand.layouts[layout].region(region).style]
        return self.box(layout, region, role, (para(text, style),), node)

    def page(self, number: int, layout: str, title: str, boxes: tuple[Box, ...], **more: Any) -> Page:
        node = f"slides.{number - 1}"
        made: list[Box] = [self.words(layout, "title", "title", title, node), *boxes]
        regions = {region.name for region in self.brand.layouts[layout].regions}
        if "footer" in regions:
            made.append(self.words(layout, "footer", "footer", "人工智能", node))
            made.append(self.words(layout, "slide-number", "slide-number", str(number), node))
        values: dict[str, Any] = {"notes": "", "section": None, **more}
        return Page(
            id=f"s{number}",
            node=node,
            number=number,
            kind=layout,
            layout=layout,
            title=title,
            boxes=tuple(made),
            span=NOWHERE,
            **values,
        )


def toy_pages(brand: Brand) -> Pages:
    """A deck of all kinds of boxes, in Chinese, English and mixed."""
    m, styles = Maker(brand), brand.styles
    body, small, code = styles["body"], styles["small"], styles["code"]
    picture = brand.layouts["picture"].region("picture").frame
    table = brand.layouts["table"].region("table").frame
    link = "https://example.com/a?b=1&c=2"
    inset = (inches(0.08), inches(0.04), inches(0.08), inches(0.04))

    def cell(text: str, **more: Any) -> Cell:
        return Cell((para(text, small, **more),) if text else (), inset)

    widths = tuple([table.w // 3] * 2 + [table.w - table.w // 3 * 2])
    height = inches(0.5)
    grid = TableBox(
        node="slides.3.table",
        frame=replace(table, h=height * 4),
        columns=widths,
        head=True,
        alt="开支",
        span=NOWHERE,
        region="table",
        rows=(
            Row(height, (cell("年份", bold=True), cell("全球", bold=True, align="right"), cell("中国", bold=True))),
            Row(height, (cell("2024"), cell("387.9", align="right"), cell("35.3"))),
            Row(height, (cell("2027"), cell("1454.2", align="right", colour="accent"), cell(""))),
            Row(height, (cell("合计"), cell("—"), Cell((para((Run("见附录", "zh-CN", link=link),), small),), inset))),
        ),
    )
    pages = (
        m.page(
            1,
            "cover",
            "人工智能行业发展趋势",
            (
                m.words("cover", "subtitle", "subtitle", "八个趋势，三个行业，一份技术附录", "subtitle"),
                m.words("cover", "kicker", "kicker", "Trends 2024", "kicker"),
            ),
            notes="大家好。\n\nWelcome, everybody.",
        ),
        m.page(
            2,
            "bullets",
            "小模型与大模型 Small & large",
            (
                m.box(
                    "bullets",
                    "body",
                    "body",
                    (
                        item("端云结合 <on device>", body),
                        item(
                            (
                                Run("更小、", "zh-CN", bold=True),
                                Run("cheaper", "en-US", italic=True),
                                Run("、更快", "zh-CN"),
                            ),
                            body,
                        ),
                        item("二级条目", body, 1),
                        item("Third level", body, 2),
                        item(
                            (
                                Run("H", "en-US"),
                                Run("2", "en-US", script="sub"),
                                Run("O, x", "en-US"),
                                Run("2", "en-US", script="super"),
                                Run("旧", "zh-CN", strike=True),
                                Run("pip install", "en-US", mono=True),
                            ),
                            body,
                        ),
                        item((Run("见 ", "zh-CN"), Run("example.com", "en-US", link=link)), body),
                        item("第一行\n第二行", body),
                        item("שלום עולם", body),
                    ),
                    "slides.1.bullets",
                ),
            ),
            notes="第二页",
            section=0,
        ),
        m.page(
            3,
            "picture",
            "编号、图片与链接",
            (
                m.box(
                    "picture",
                    "body",
                    "body",
                    (
                        item("第三项", body, number=3),
                        item("插入的子项", body, 1),
                        item("第四项", body, number=4),
                        para("没有项目符号的段落", body, align="center"),
                        item("第一项", body, number=1),
                    ),
                    "slides.2.numbered",
                ),
                PictureBox(
                    node="slides.2.image",
                    frame=picture,
                    asset="gradient",
                    alt='渐变 "图"',
                    span=NOWHERE,
                    region="picture",
                    crop=(0, 12_500, 25_000, 0),
                    link=link,
                ),
                m.words("picture", "caption", "caption", "图 1：渐变", "slides.2.image"),
                PictureBox(
                    node="slides.2.qr",
                    frame=_frame(0.65, 5.6, 0.9, 0.9),
                    asset="photo",
                    alt="",
                    span=NOWHERE,
                    decorative=True,
                ),
            ),
            section=0,
        ),
        m.page(4, "table", "三年增至近四倍", (grid,), section=1),
        m.page(
            5,
            "code",
            "代码与浮动文本框",
            (
                m.box(
                    "code",
                    "code",
                    "code",
                    (
                        para(
                            (Run("def", "en-US", mono=True, colour="code-keyword"), Run(" f(x):", "en-US", mono=True)),
                            code,
                        ),
                        para("    return x  # 返回", code, size=1400),
                    ),
                    "slides.4.code",
                ),
                ShapeBox(
                    frame=_frame(1, 6.3, 3, 0.5),
                    shape="round",
                    radius=90_000,
                    fill="panel",
                    opacity=80_000,
                    node="slides.4",
                ),
                TextBox(
                    node="slides.4.note",
                    role="label",
                    frame=_frame(1, 6.3, 3, 0.5),
                    height=0,
                    span=NOWHERE,
                    anchor="middle",
                    paragraphs=(
                        para(
                            (Run("loose 文本 ", "zh-CN"), Run("link", "en-US", link=link)),
                            small,
                            align="center",
                            face="heading",
                        ),
                    ),
                ),
                PictureBox(
                    node="slides.4.image",
                    frame=_frame(5, 6.3, 0.6, 0.5),
                    asset="gradient",
                    alt="同一张图",
                    span=NOWHERE,
                ),
            ),
            section=1,
        ),
    )
    return Pages(
        title="人工智能行业发展趋势",
        author="Wei & Co",
        subject="八个趋势",
        keywords="AI, 趋势",
        lang="zh-CN",
        stem="toy",
        width=brand.width,
        height=brand.height,
        sections=(("发展趋势", 2), ("附录 <A>", 4)),
        pages=pages,
    )


def written(pages: Pages, brand: Brand) -> bytes:
    """The deck as a package."""
    out = io.BytesIO()
    write_pptx(pages, brand, toy_assets(), out)
    return out.getvalue()
