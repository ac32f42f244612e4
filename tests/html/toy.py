"""A small brand and a small deck, made by hand: every kind of box, in places that are easy to check."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from talkdeck.brand.model import Brand, Colour, FontChain, Ground, Region, SlideLayout, TextStyle
from talkdeck.model.page import (
    Asset,
    Box,
    Cell,
    Close,
    Curve,
    Group,
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
from talkdeck.model.units import Emu, Rect, inches, points

__all__ = ["NOWHERE", "Box", "Cell", "Page", "Rect", "Row", "Run", "TableBox", "TextBox", "inches"]

WIDTH, HEIGHT = inches(13.3333333), inches(7.5)
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]+")
BULLET_HANG = points(24)

COLOURS = {
    "paper": {
        "paper": "FFFFFF", "ink": "1B1F27", "muted": "565D69", "accent": "D9483B", "accent-ink": "B23327",
        "second": "0B7A75", "rule": "D5D9E0", "panel": "F1F3F7", "panel-ink": "1B1F27", "link": "1F5FBF",
        "on-accent": "FFFFFF", "dark": "10243E", "on-dark": "FFFFFF", "code-panel": "F1F3F7", "code-text": "1B1F27",
        "code-keyword": "B23327", "code-string": "0A6B66", "code-comment": "5B6472",
    },
    "tint": {
        "paper": "F6F1E9", "ink": "1B1F27", "muted": "565D69", "accent": "D9483B", "accent-ink": "B23327",
        "second": "0B7A75", "rule": "D9D2C5", "panel": "FFFFFF", "panel-ink": "1B1F27", "link": "1F5FBF",
        "on-accent": "FFFFFF",
    },
    "dark": {
        "paper": "10243E", "ink": "FFFFFF", "muted": "C3CCD8", "accent": "FF8A75", "accent-ink": "FFA594",
        "second": "4FC3B8", "rule": "3A4C66", "panel": "1B3352", "panel-ink": "FFFFFF", "link": "FFFFFF",
        "on-accent": "10243E",
    },
}  # fmt: skip


def rect(x: float, y: float, w: float, h: float) -> Rect:
    """A rectangle from inches."""
    return Rect(inches(x), inches(y), inches(w), inches(h))


def runs(text: str, **formatting: Any) -> tuple[Run, ...]:
    """Text split by script, as the layout hands it over."""
    out, at = [], 0
    for found in HAN.finditer(text):
        if found.start() > at:
            out.append(Run(text[at : found.start()], "en-US", **formatting))
        out.append(Run(found.group(), "zh-CN", **formatting))
        at = found.end()
    if at < len(text):
        out.append(Run(text[at:], "en-US", **formatting))
    return tuple(out)


def para(text: str | tuple[Run, ...], size: float = 22, **rest: Any) -> Paragraph:
    """A paragraph at a size in points."""
    made = runs(text) if isinstance(text, str) else text
    return Paragraph(made, round(size * 100), rest.pop("leading", 1300), 100_000, **rest)


def item(text: str | tuple[Run, ...], level: int = 0, number: int | None = None, size: float = 22) -> Paragraph:
    """A list item with its marker."""
    indent = BULLET_HANG * (level + 1)
    marker = Marker(number)
    return para(text, size, level=level, marker=marker, indent=indent, hang=BULLET_HANG, before=points(size * 0.5))


def text(region: str, role: str, frame: Rect, *paragraphs: Paragraph, **rest: Any) -> TextBox:
    """A text box in a region of its name."""
    node = rest.pop("node", f"sections.0.slides.0.{region}")
    return TextBox(
        node=node, role=role, frame=frame, paragraphs=paragraphs, height=frame.h, span=NOWHERE, region=region, **rest
    )


def picture(asset: str, frame: Rect, alt: str = "", **rest: Any) -> PictureBox:
    return PictureBox(node="picture", frame=frame, asset=asset, alt=alt, span=NOWHERE, **rest)


TITLE = rect(0.65, 0.75, 12, 0.85)
KICKER = rect(0.65, 0.42, 12, 0.3)
BODY = rect(0.65, 1.85, 11, 4.65)
SOURCE = rect(0.65, 6.6, 10, 0.3)
FOOTER, NUMBER = rect(0.65, 6.98, 9, 0.26), rect(11.65, 6.98, 1, 0.26)
CARDS = [rect(0.65 + 3.05 * i, 1.85, 2.85, 4.5) for i in range(4)]


def _region(name: str, frame: Rect, placeholder: str = "body", index: int = 20, style: str = "body") -> Region:
    return Region(name=name, placeholder=placeholder, index=index, frame=frame, style=style)


def _layout(name: str, ground: str, *regions: Region, art: tuple[ShapeBox, ...] = ()) -> SlideLayout:
    return SlideLayout(name=name, title=name, ground=ground, regions=regions, art=art)


def _styles() -> dict[str, TextStyle]:
    def style(name: str, size: int, **rest: Any) -> TextStyle:
        return TextStyle(name=name, face="body", sizes=(size,), **rest)

    return {
        "title": style("title", 3200, bold=True),
        "body": style("body", 2200, levels=3, marker="•", before=500),
        "caps": style("caps", 1400, caps=True),
    }


def _layouts() -> dict[str, SlideLayout]:
    title, body = _region("title", TITLE, "title", 0, "title"), _region("body", BODY)
    kicker = _region("kicker", KICKER, style="caps")
    curve = Curve(0, inches(2), inches(2), 0, inches(4.6), 0)
    swoosh = (Move(0, inches(7.5)), curve, LineTo(inches(4.6), inches(7.5)), Close())
    cover = (
        ShapeBox(frame=rect(8.7333, 0, 4.6, 7.5), shape="path", path=swoosh, fill="accent"),
        ShapeBox(frame=rect(9.4, 3.2, 2.6, 2.6), shape="ellipse", stroke="paper", stroke_width=points(10)),
        ShapeBox(frame=rect(11, 1, 1.2, 1.2), shape="ellipse", fill="second", opacity=80_000),
    )
    panels = tuple(ShapeBox(frame=each, shape="round", radius=inches(0.12), fill="panel") for each in CARDS)
    layouts = [
        _layout("cover", "dark", _region("title", rect(0.65, 1.3, 8, 2.75), "ctrTitle", 0, "title"), art=cover),
        _layout("section", "dark", title),
        _layout("bullets", "paper", kicker, title, body),
        _layout("cards4", "paper", title, art=panels),
        _layout("quote", "tint", _region("title", rect(1.7, 1.75, 9.9, 3.2), "title", 0)),
        _layout("statement", "paper", _region("title", rect(0.65, 1.2, 10.5, 4.8), "title", 0)),
    ]
    return {layout.name: layout for layout in layouts}


def brand() -> Brand:
    """Three grounds, six layouts, faces that the test machine has."""
    sans = FontChain(("Arial", "Liberation Sans"), ("Microsoft YaHei", "Noto Sans CJK SC"), "sans", "sans-serif")
    mono = FontChain(("Consolas", "Liberation Mono"), ("Microsoft YaHei", "Noto Sans CJK SC"), "mono", "monospace")
    grounds = {
        ground: Ground(ground, {role: Colour("dk1", 100_000, 0, value) for role, value in roles.items()})
        for ground, roles in COLOURS.items()
    }
    return Brand(
        name="toy",
        title="Toy",
        shape="16:9",
        width=WIDTH,
        height=HEIGHT,
        theme={},
        grounds=grounds,
        fonts={"heading": sans, "body": sans, "mono": mono},
        styles=_styles(),
        layouts=_layouts(),
        art={},
    )


def page(number: int, ident: str, kind: str, layout: str, title: str, boxes: list[Box], notes: str = "") -> Page:
    return Page(
        id=ident,
        node=f"sections.0.slides.{number}",
        number=number,
        kind=kind,
        layout=layout,
        title=title,
        boxes=tuple(boxes),
        notes=notes,
        section=None,
        span=NOWHERE,
    )


def pages(*made: Page, title: str = "人工智能行业发展趋势") -> Pages:
    return Pages(
        title=title,
        author="Wei",
        subject="八个趋势",
        keywords="AI",
        lang="zh-CN",
        stem="toy",
        width=WIDTH,
        height=HEIGHT,
        sections=(),
        pages=made,
    )


def _foot(number: int) -> list[Box]:
    return [
        text("footer", "footer", FOOTER, para("发展趋势", 11, colour="muted"), anchor="middle"),
        text("slide-number", "slide-number", NUMBER, para(str(number), 11, colour="muted", align="right")),
    ]


def _head(title: str, kicker: str = "Trend 1") -> list[Box]:
    return [
        text("kicker", "kicker", KICKER, para(kicker, 14, bold=True, colour="accent-ink", leading=1250)),
        text("title", "title", TITLE, para(title, 32, bold=True, face="heading", leading=1200)),
    ]


def _cover() -> Page:
    boxes: list[Box] = [
        text(
            "kicker", "kicker", rect(0.65, 0.75, 8, 0.35), para("中国 · 上海 2024", 14, bold=True, colour="accent-ink")
        ),
        text(
            "title",
            "title",
            rect(0.65, 1.3, 8, 2.75),
            para("人工智能行业发展趋势", 54, bold=True, face="heading", leading=1150),
            anchor="bottom",
        ),
        text(
            "subtitle", "subtitle", rect(0.65, 4.25, 8, 1), para("八个趋势，三个行业，一份技术附录", 24, colour="muted")
        ),
        text("speakers", "speakers", rect(0.65, 5.4, 8, 0.9), para("Wei · 算法妈妈 Algmon", 20), anchor="bottom"),
    ]
    return page(1, "cover", "cover", "cover", "人工智能行业发展趋势", boxes, "大家好。\n\n今天讲八个趋势。")


def _section() -> Page:
    boxes: list[Box] = [
        text("number", "number", rect(0.65, 0.75, 5, 2.45), para("01", 150, bold=True, colour="accent", leading=1050)),
        text("label", "label", rect(0.65, 3.4, 9, 0.35), para("第一部分", 14, bold=True, colour="accent-ink")),
        text("title", "title", rect(0.65, 3.8, 9, 1.35), para("发展趋势", 44, bold=True, face="heading")),
        text(
            "text", "body", rect(0.65, 5.25, 9, 1), para("从小模型到开源，八个方向正在同时变化。", 22, colour="muted")
        ),
    ]
    return page(2, "part-1", "section", "section", "发展趋势", boxes)


def _bullets() -> Page:
    link = "https://openai.com/research/video-generation-models-as-world-simulators"
    lead = (*runs("端云结合：", bold=True), *runs("小模型跑在手机上，大模型留在云端，按任务的难度分流。"))
    linked = (*runs("阅读 "), *runs("Video generation models 作为世界模拟器", link=link), *runs("（英文）。"))
    formula = (Run("2", "en-US", script="super"), *runs("，水 H"), Run("2", "en-US", script="sub", scale=66))
    formats = (*runs("强调", italic=True), *runs("，"), *runs("旧值", strike=True), *runs("，"))
    marked = (*runs("公式 E=mc"), *formula, *runs("O，"), *formats, *runs("import talkdeck", mono=True))
    body = text(
        "body",
        "body",
        BODY,
        item(lead),
        item(linked),
        item("第二层的第一点", 1, size=20),
        item("第二层的第二点 with English words in it", 1, size=20),
        item("再深一层", 2, size=18),
        item(marked),
        item("先做这个", 0, 4),
        item("再做那个", 0, 5),
    )
    source = text("source", "source", SOURCE, para("来源：IDC, 2024-04", 12, colour="muted"), anchor="bottom")
    boxes = [*_head("小模型与大模型各得其所"), body, source, *_foot(3)]
    return page(
        3, "small-models", "bullets", "bullets", "小模型与大模型各得其所", boxes, "这里停一下。\n问观众一个问题。"
    )


def _cards() -> Page:
    boxes = _head("四个角色，一个团队")
    words = [
        ("策划", "定题目，定受众，定时长。"),
        ("研究", "核对数字和出处。"),
        ("设计", "版式、配图与颜色。"),
        ("演讲", "Tell the story in ten minutes."),
    ]
    for i, (frame, (heading, body)) in enumerate(zip(CARDS, words, strict=True)):
        left, width = frame.x + inches(0.25), frame.w - inches(0.47)
        number = para(str(i + 1), 28, bold=True, colour="accent-ink", leading=1100)
        title, told = para(heading, 24, bold=True, colour="panel-ink"), para(body, 18, colour="panel-ink")
        group = Group("card", i)
        boxes += [
            text(f"number{i}", "number", Rect(left, inches(2.1), width, inches(0.5)), number, group=group),
            text(f"heading{i}", "heading", Rect(left, inches(2.6), width, inches(0.8)), title, group=group),
            text(f"text{i}", "body", Rect(left, inches(3.4), width, inches(2.8)), told, group=group),
        ]
    return page(4, "cards", "cards", "cards4", "四个角色，一个团队", [*boxes, *_foot(4)])


def _quote() -> Page:
    group = Group("quote", 1)
    words = "“我们总是高估两年后的变化，低估十年后的变化。”"
    boxes: list[Box] = [
        ShapeBox(frame=rect(1.2, 1.9, 0.08, 2.9), fill="accent", node="bar", group=group),
        text(
            "title", "quote", rect(1.7, 1.75, 9.9, 3.2), para(words, 36, face="heading"), anchor="middle", group=group
        ),
        text("attribution", "attribution", rect(1.7, 5.15, 9.9, 1), para("Bill Gates，微软", 20), group=group),
        *_foot(5),
    ]
    return page(5, "quote", "quote", "quote", words, boxes)


def _figures() -> Page:
    boxes = _head("两张图，一张用了两次", "图")
    for i, (asset, crop) in enumerate((("photo", (0, 0, 0, 0)), ("twice", (10_000, 20_000, 0, 20_259)))):
        x, group = 0.65 + 6.2 * i, Group("figure", i)
        caption = para("图 1：端云结合的架构，credit: Algmon", 14, colour="muted")
        boxes += [
            picture(asset, rect(x, 1.8, 5.8, 3.85), "一张示意图", crop=crop, group=group),
            text(f"caption{i}", "caption", rect(x, 5.75, 5.8, 0.7), caption, group=group),
        ]
    return page(6, "figures", "images", "bullets", "两张图，一张用了两次", [*boxes, *_foot(6)])


def _table() -> Page:
    columns = (inches(5), inches(3.5), inches(3.5))
    inset = (0, points(5), points(10), points(5))

    def row(cells: tuple[str, ...], bold: bool = False) -> Row:
        made = [
            Cell((para(cell, 18, bold=bold, align="right" if i else "left"),), inset) for i, cell in enumerate(cells)
        ]
        return Row(inches(0.5), tuple(made))

    data = (("地区", "2024（亿美元）", "2027（亿美元）"), ("全球", "387.9", "1454.2"), ("中国", "35.3", "129.3"))
    table = TableBox(
        node="table",
        frame=rect(0.65, 1.8, 12, 1.5),
        columns=columns,
        rows=tuple(row(cells, i == 0) for i, cells in enumerate(data)),
        head=True,
        alt="生成式 AI 支出",
        span=NOWHERE,
    )
    boxes = [*_head("全球生成式 AI 支出三年增至近四倍"), table, *_foot(7)]
    return page(7, "table", "table", "bullets", "全球生成式 AI 支出三年增至近四倍", boxes)


def _code() -> Page:
    def line(*parts: tuple[str, str | None]) -> Paragraph:
        made = tuple(Run(words, "en-US", mono=True, colour=role) for words, role in parts)
        return para(made, 20, face="mono", colour="code-text", leading=1400)

    body = text(
        "body",
        "code",
        rect(0.65, 1.8, 12, 3),
        line(("def ", "code-keyword"), ("greet(name):", None)),
        line(('    return ', "code-keyword"), ('f"你好 {name} <b>"', "code-string")),
        line(),
        line(("# two  spaces   stay", "code-comment")),
        fill="code-panel",
        inset=(inches(0.35), inches(0.3), inches(0.35), inches(0.3)),
    )  # fmt: skip
    return page(8, "code", "code", "bullets", "几行代码", [*_head("几行代码"), body, *_foot(8)])


def _links() -> Page:
    boxes = _head("从这里继续", "链接")
    for i, (title, url) in enumerate(
        (("多模态", "https://www.anthropic.com/news/claude-3-family"), ("写信", "mailto:a@b.cn"))
    ):
        y, group = 1.9 + 2.3 * i, Group("link", i)
        words = (
            para(runs(title, link=url), 22, bold=True),
            para(url.split("/")[2] if "//" in url else url, 16, colour="muted"),
        )
        boxes += [
            picture("twice", rect(0.65, y, 2, 2), decorative=True, link=url, group=group),
            text(f"link{i}", "link", rect(3.05, y, 9, 2), *words, anchor="middle", group=group),
        ]  # fmt: skip
    return page(9, "links", "links", "bullets", "从这里继续", [*boxes, *_foot(9)])


def _statement() -> Page:
    words = "一句话，足够大，周围是空白。"
    statement = para(words, 54, bold=True, face="heading", leading=1250)
    verdict = text(
        "verdict",
        "verdict",
        rect(0.65, 5.6, 12, 0.75),
        para("结论：先做小的。", 22, bold=True, colour="on-dark", align="center"),
        fill="dark",
        anchor="middle",
        inset=(inches(0.35), inches(0.08), inches(0.35), inches(0.08)),
    )
    title = text("title", "statement", rect(0.65, 1.2, 10.5, 4.2), statement, anchor="middle")
    return page(10, "statement", "statement", "statement", words, [title, verdict, *_foot(10)])


def deck() -> Pages:
    """Ten slides, one of each kind."""
    return pages(
        _cover(), _section(), _bullets(), _cards(), _quote(), _figures(), _table(), _code(), _links(), _statement()
    )


def _image(width: int, height: int, first: tuple[int, int, int], second: tuple[int, int, int]) -> Asset:
    """A picture of two halves, left and right, so that a crop can be seen."""
    from PIL import Image

    made = Image.new("RGB", (width, height), first)
    made.paste(second, (width // 2, 0, width, height))
    out = BytesIO()
    made.save(out, "PNG")
    return Asset(out.getvalue(), "image/png", width, height)


def assets() -> dict[str, Asset]:
    """Two pictures: `photo` is shown once, `twice` more often."""
    return {
        "photo": _image(580, 385, (16, 36, 62), (217, 72, 59)),
        "twice": _image(400, 400, (11, 122, 117), (246, 241, 233)),
    }


def emu(css_pixels: float) -> Emu:
    return round(css_pixels * 9525)
