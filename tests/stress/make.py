"""Writes the stress talks: every kind at its limits, in Chinese, English and both mixed.

    python -m tests.stress.make

The talks are kept in git as YAML, because what an author would write is what is under test; a test holds them to this
script. Everything here must build for both brands and both shapes; what must be refused is tests/decks/test_bad_input.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any, Literal

from tests.stress import charts, diagrams, figures, formulas, people, tables

FOLDER = Path(__file__).parent
SCHEMA = "# yaml-language-server: $schema=../../outline.schema.json\n# Made by tests/stress/make.py.\n"

CHINESE = (
    "人工智能正在改变每一个行业，从教室到工厂，从实验室到厨房。我们先看清问题，再谈方法；先有数据，再有结论。"
    "“能用”和“好用”之间，隔着无数次打磨——耐心、诚实、对人的尊重，一样都不能少。孩子问：机器会做梦吗？"
    "老师答：它会预测下一个词，你会提出下一个问题！这就是差别（也是希望）。《论语》里说：学而时习之，不亦说乎？"
)
ENGLISH = (
    "Every model begins with a question that somebody cared about, and most of them end with another one. "
    "We measure before we place; what does not fit is set smaller, and what is still too long goes on elsewhere. "
    "“Good enough” is a decision, not an accident – it needs patience, honesty and well-known trade-offs. "
    "A child asked: do machines dream? They predict the next word; you ask the next question! "
)
MIXED = (
    "用Transformer训练GPT-4o需要约25,000块A100显卡，成本超过1亿美元（约7.2亿元人民币）。在MMLU上得分为86.4%，"
    "比Claude 3 Opus低0.4个百分点；RAG（检索增强生成）把准确率从62%提高到91%。打开https://example.org/a/b看demo，"
    "再用Python 3.11写10行代码。iPhone 15 Pro的A17芯片每秒35万亿次运算，端侧模型3B参数、INT4量化后约1.8 GB。"
)

LONG_WORD = "".join(
    f"{word}" for word in ("pneumono", "ultra", "micro", "scopic", "silico", "volcano", "koniosis") * 9
)[:400]
LONG_URL = (
    "https://example.org/" + "/".join(f"a-rather-long-path-segment-{n}" for n in range(1, 9)) + "?query=" + "x" * 60
)

Pen = Callable[[int], str]


def pen(corpus: str, wide: int) -> Pen:
    """A pen that writes the next `n` widths of a corpus, over and over; `wide` characters make two widths."""
    letters = cycle(corpus)

    def write(n: int) -> str:
        text = "".join(next(letters) for _ in range(n * wide // 2)).strip(" ，。；、：！？”）》—,.;:!?–)")
        # Neither an opening sign at the end nor half a pair of quotation marks in the middle of an outline.
        return text.rstrip("“（《(").strip() or "…"

    return write


def slide(title: str | None, **content: Any) -> dict[str, Any]:
    return ({"title": title} if title else {}) | content


class Book:
    """One stress talk: its words, and the slides of each kind."""

    def __init__(self, name: str, corpus: str, wide: int, words: dict[str, str]) -> None:
        self.name, self.say, self.words = name, pen(corpus, wide), words
        self.count = 0

    def title(self, kind: str, more: int = 8) -> str:
        """A title that no other slide has."""
        self.count += 1
        return (
            f"{self.words[kind]} {self.count}: {self.say(more)}"
            if self.name == "english"
            else (f"{self.words[kind]}{self.count}：{self.say(more)}")
        )

    def item(self, n: int, lead: int = 0, items: list[Any] | None = None) -> Any:
        if not lead and items is None:
            return self.say(n)
        made: dict[str, Any] = {"text": self.say(n)}
        if lead:
            made["lead"] = self.say(lead) + ("：" if self.name != "english" else ":")
        if items is not None:
            made["items"] = items
        return made

    def bullets(self) -> list[dict[str, Any]]:
        say, item, title = self.say, self.item, self.title
        nested = [
            item(14, items=[item(12, items=[item(10), item(30)]), item(40), item(6)]),
            item(30, 4, items=[item(20), item(20, items=[item(50)])]),
            item(5),
        ]
        marked = [
            f"**{say(5)}**{say(5)}*{say(4)}*{say(6)}`code_{self.count}()`{say(3)}",
            f"{say(4)}[{say(6)}](https://example.org/{self.name}/one){say(4)}[two](https://example.com/two?a=1&b=2)",
            f"E = mc^2^, H~2~O, 10^−3^ {say(10)} ~~{say(6)}~~ {say(4)}",
            f"**{self.words['bold']}**{say(8)} `a < b && c > d` {say(8)} <https://example.org/auto>",
            {"text": say(10), "lead": f"*{say(3)}* `lead`"},
            {"text": {"text": say(8), "mark": "computed"}, "lead": say(4)},
            {"text": say(8), "items": [{"text": say(8), "items": [{"text": {"text": say(6), "mark": "unconfirmed"}}]}]},
        ]
        return [
            slide(title("bullets"), bullets=[say(3)]),
            slide(title("bullets"), bullets=[say(4), say(6), say(5)], kicker=say(6), source=say(12), notes=say(60)),
            slide(title("bullets"), bullets=[item(60, lead=6) for _ in range(12)], source=say(34)),
            slide(title("bullets", 28), bullets=nested),
            slide(title("bullets"), bullets=nested * 5),
            slide(title("bullets"), bullets=[say(9) for _ in range(300)]),
            slide(title("bullets"), bullets=marked),
            slide(title("bullets"), bullets=[item(3, lead=3) for _ in range(6)]),
            slide(title("bullets"), bullets=[say(600), say(3), say(900)]),
            slide(title("bullets"), bullets=[f"{say(8)}\\\n{say(8)}\\\n{say(3)}", say(30)]),
            slide(title("links"), bullets=[say(10), say(30), say(20)], links=self.links(3)),
            slide(title("links"), bullets=[say(40) for _ in range(30)], links=self.links(5)),
        ]

    def flowing(self) -> list[dict[str, Any]]:
        say, title = self.say, self.title
        return [
            slide(title("numbered"), numbered=[say(6), say(9), say(4)]),
            slide(title("numbered"), numbered=[self.item(26, items=[say(12)] * (n % 3) or None) for n in range(40)]),
            slide(title("numbered"), numbered=[say(3) for _ in range(120)]),
            slide(title("text"), text=say(20)),
            slide(title("text"), text=[say(90), say(60), f"**{say(6)}** {say(30)}"], kicker=say(20), source=say(34)),
            slide(title("text"), text=[say(400), say(700), say(5), say(500)], notes="\n\n".join([say(300)] * 3)),
            slide(title("links"), text=[say(60)], links=self.links(2)),
            slide(title("links"), numbered=[say(30) for _ in range(6)], links=self.links(1)),
        ]

    def words_alone(self) -> list[dict[str, Any]]:
        say, title = self.say, self.title
        about = {"name": say(5), "role": say(12), "org": say(12)}
        return [
            slide(None, statement=say(6)),
            slide(None, statement=say(90), kicker=say(10), source=say(30)),
            slide(title("statement"), statement=say(8)),
            slide(title("statement", 30), statement=say(110), kicker=say(6)),
            slide(title("statement")),
            slide(None, quote={"text": say(8), "name": say(4)}),
            slide(None, quote={"text": say(130), **about, "edited": True}, kicker=say(8), source=say(20)),
            slide(title("quote"), quote={"text": say(12)}),
            slide(title("quote", 30), quote={"text": say(130), **about}),
            slide(None, section={"title": title("divider")}),
            slide(None, section={"title": title("divider", 28), "label": say(14), "text": say(60)}, notes=say(20)),
        ]

    def pictures(self) -> list[dict[str, Any]]:
        say, title = self.say, self.title
        caption, short = {"caption": say(18), "credit": say(10)}, {"caption": say(11), "credit": say(6)}
        return [
            slide(title("image"), image="img/wide.jpg"),
            slide(title("image", 28), image={"src": "img/tall.png", "fit": "contain", **caption}, kicker=say(8)),
            slide(title("image"), image={"src": "img/square.webp", "caption": say(70), "alt": say(30)}, source=say(24)),
            slide(title("image"), image={"src": "img/wide.jpg", "fit": "contain", "credit": say(20)}),
            slide(title("image"), image={"src": "img/turned.jpg", **short}, layout="full", kicker=say(6)),
            slide(title("image"), image={"caption": say(10), "alt": say(12)}, source=say(10)),
            slide(title("image"), image={"src": "img/drawing.svg", "fit": "contain"}, links=self.links(3)),
        ]

    def beside(self) -> list[dict[str, Any]]:
        say, title = self.say, self.title
        about = {"name": say(5), "role": say(8), "org": say(8)}
        sources = cycle(("img/wide.jpg", "img/tall.png", "img/square.webp", "img/turned.jpg"))

        def picture() -> dict[str, Any]:
            return {"src": next(sources), "caption": say(18), "credit": say(10)}

        code = "def f(x):\n    return x ** 2  # " + say(8)
        return [
            slide(title("image", 20), image=picture(), bullets=[say(6), say(8)]),
            slide(title("image", 20), image=picture(), bullets=[self.item(40, 5) for _ in range(9)], source=say(20)),
            slide(title("image"), image=picture(), bullets=[say(10), say(14)], links=self.links(1)),
            slide(title("image"), image=picture(), bullets=[say(30)] * 6, links=self.links(3)),
            slide(title("image"), image=picture(), numbered=[say(20) for _ in range(14)], kicker=say(10)),
            slide(title("image"), image=picture(), text=[say(80), say(160)]),
            slide(title("image"), image=picture(), compare=self.sides(2, 2, 8)),
            slide(title("image"), image=picture(), compare=self.sides(3, 1, 6)),
            slide(title("image"), image=picture(), compare=self.sides(2, 1, 6), links=self.links(2)),
            slide(title("image"), image=picture(), prompt={"text": say(160), "caption": say(16)}),
            slide(title("image"), image=picture(), code={"text": code, "lang": "python", "caption": say(12)}),
            slide(title("image"), image=picture(), quote={"text": say(60), **about}),
            slide(None, image=picture(), quote={"text": say(10), "name": say(4)}, kicker=say(6)),
            slide(title("image"), image=picture(), statement=say(40)),
            slide(None, image=picture(), statement=say(16)),
        ]

    def grids(self) -> list[dict[str, Any]]:
        say, title = self.say, self.title
        sources = cycle(("img/wide.jpg", "img/tall.png", "img/square.webp", "img/turned.jpg", "img/drawing.svg"))

        def grid(count: int, caption: int, credit: int = 0) -> list[dict[str, Any]]:
            made = []
            for n in range(count):
                image: dict[str, Any] = {"src": next(sources), "fit": "contain" if n % 3 == 2 else "cover"}
                image |= {"caption": say(caption)} if caption else {}
                made.append(image | ({"credit": say(credit)} if credit else {}))
            return made

        return [
            slide(title("images"), images=grid(2, 20, 10)),
            slide(title("images"), images=grid(3, 28), kicker=say(8), source=say(20)),
            slide(title("images"), images=grid(4, 28)),
            slide(title("images"), images=grid(6, 16)),
            slide(title("images"), images=grid(6, 0)),
            slide(title("images", 28), images=grid(2, 4, 4)),
        ]

    def tiles(self) -> list[dict[str, Any]]:
        say, title = self.say, self.title
        made = []
        for count, heading, text in ((3, 14, 50), (4, 10, 10), (6, 9, 14), (8, 5, 9)):
            made.append(slide(title("cards"), cards=[{"title": say(heading), "text": say(text)} for _ in range(count)]))
            made.append(slide(title("cards"), cards=[say(heading + 6) for _ in range(count)], kicker=say(5)))
        signs = ("A", "B2", "→", "①", "X =", "99 %")
        made.append(slide(title("cards"), cards=[{"title": say(3), "text": say(4), "number": sign} for sign in signs]))
        return made

    def sides(self, count: int, items: int, n: int, verdict: int = 0) -> dict[str, Any]:
        columns = [{"title": self.say(5), "bullets": [self.say(n) for _ in range(items)]} for _ in range(count)]
        return {"columns": columns} | ({"verdict": self.say(verdict)} if verdict else {})

    def columns(self) -> list[dict[str, Any]]:
        say, title = self.say, self.title
        compare_text = {"columns": [{"title": say(8), "text": [say(40), say(30)]} for _ in range(2)]}
        table = {"head": [say(2), say(2)], "rows": [[say(3), str(n * 1000 + 5)] for n in range(4)]}
        return [
            slide(title("compare"), compare=self.sides(2, 4, 18)),
            slide(title("compare"), compare=self.sides(2, 3, 16, verdict=40), kicker=say(8), source=say(30)),
            slide(title("compare"), compare=self.sides(3, 4, 8)),
            slide(title("compare"), compare=self.sides(3, 3, 8, verdict=50)),
            slide(title("compare"), compare=compare_text),
            slide(
                title("columns"),
                columns=[{"title": say(6), "bullets": [say(12), say(20)]}, {"title": say(6), "text": [say(60)]}],
            ),
            slide(
                title("columns"),
                columns=[{"bullets": [say(20) for _ in range(24)]}, {"numbered": [say(24) for _ in range(9)]}],
            ),
            slide(
                title("columns"),
                columns=[
                    {"title": say(5), "quote": {"text": say(30), "name": say(4), "org": say(6)}},
                    {"title": say(5), "image": {"src": "img/tall.png", "caption": say(12), "credit": say(6)}},
                    {"title": say(5), "table": table},
                ],
            ),
            slide(
                title("columns"),
                columns=[
                    {"code": {"text": "for x in y:\n    print(x)", "lang": "python"}},
                    {"prompt": say(60)},
                    {"text": say(50)},
                ],
            ),
            slide(title("columns"), columns=[{"title": say(9), "image": "img/wide.jpg"}, {"bullets": [say(8)] * 4}]),
        ]

    def tables(self) -> list[dict[str, Any]]:
        say, title = self.say, self.title
        head = [self.words["table"], say(3), say(4), "2024", "Δ %"]
        long = [[f"{n}", say(6), say(14), f"{n * 1234.5:,.1f}", f"{n * 3 % 17}%"] for n in range(1, 61)]
        wide = [[say(4), say(40), say(60)] for _ in range(5)]
        eight = [[say(2), *(str(n * m) for m in range(6)), say(3)] for n in range(9)]
        mixed = [
            ["GPT-4o多模态", "128k上下文", "5.00 $", "是"],
            ["Qwen2-72B", None, "0.9 ¥", "否（待定）"],
            [None, "约3亿", "12 %", "√"],
        ]
        marked = [[f"**{say(3)}**", f"[{say(4)}](https://example.org/t{n})", f"`x{n}`"] for n in range(4)]
        return [
            slide(
                title("table"), table={"head": head, "rows": long, "caption": say(40)}, source=say(20), kicker=say(5)
            ),
            slide(title("table"), table={"head": [say(2), say(4), say(6)], "rows": wide}),
            slide(title("table"), table={"rows": [[say(20)] for _ in range(7)]}),
            slide(title("table"), table={"head": [say(2) for _ in range(8)], "rows": eight}),
            slide(title("table"), table={"head": ["模型", "说明 Note", "Price", "OK?"], "rows": mixed}),
            slide(
                title("table"),
                table={"head": [say(2), say(2), say(2)], "rows": marked, "align": ["right", "center", "left"]},
            ),
            slide(title("table"), table={"head": [say(4)], "rows": [[say(3)]]}),
        ]

    def links(self, count: int) -> list[Any]:
        made: list[Any] = []
        for n in range(count):
            url = f"https://www.example.org/{self.name}/{self.count}/{n}"
            made.append(
                url
                if n % 3 == 0
                else {"url": url, "title": self.say(10)} | ({"text": self.say(9)} if n % 3 == 2 else {})
            )
        return made

    def addresses(self) -> list[dict[str, Any]]:
        made = [slide(self.title("links"), links=self.links(n)) for n in (1, 2, 3, 4, 5, 6, 7, 14)]
        made.append(slide(self.title("links"), links=["mailto:someone@example.org", LONG_URL], notes=self.say(9)))
        return made

    def programs(self) -> list[dict[str, Any]]:
        say, title = self.say, self.title
        wide = "result = function_with_a_long_name(argument_one, argument_two, keyword=value, other=None)  # " + say(30)
        long = "\n".join(f"    line_{n} = {n} * x  # {say(6)}" if n % 5 else "" for n in range(70))
        sql = "SELECT name, COUNT(*) AS n\nFROM talks\nWHERE lang = 'zh-CN' -- " + say(5) + "\nGROUP BY name;"
        js = "const f = (x) => `${x} 人工智能`;\n\tif (f(1) < 2 && true) {\n\t\treturn null;\n\t}"
        return [
            slide(title("code"), code="x = 1"),
            slide(title("code"), code={"text": wide, "lang": "python", "caption": say(40)}, kicker=say(6)),
            slide(
                title("code"), code={"text": "def f(x):\n" + long, "lang": "python", "caption": say(10)}, source=say(8)
            ),
            slide(title("code"), code={"text": sql, "lang": "sql"}),
            slide(title("code"), code={"text": js, "lang": "javascript"}),
            slide(title("code"), code={"text": "<p class='a'>&amp; &lt;</p>\n" + "x" * 300, "lang": "html"}),
            slide(title("code"), code={"text": "plain  with   blanks\n\n\n  end", "lang": "no-such-language"}),
            slide(title("prompt"), prompt=say(20)),
            slide(title("prompt"), prompt={"text": f"{say(150)}\n\n{say(80)}", "caption": say(20)}),
            slide(title("prompt"), prompt={"text": "\n".join(say(90) for _ in range(16)), "caption": say(20)}),
        ]

    def odd(self) -> list[dict[str, Any]]:
        """Writing systems, endless words, and marks that stick together."""
        say, title = self.say, self.title
        odd = [
            "emoji 👩🏽‍🚀 🇨🇳🇩🇪 👨‍👩‍👧‍👦 ❤️ ☎ ✅ 🤖 " + say(6),
            "العربية: الذكاء الاصطناعي يغيّر كل صناعة، من الفصل إلى المصنع (AI) في 2024.",
            "עברית: בינה מלאכותית משנה כל תעשייה, 100% בשנת 2024!",
            f"{say(6)} العربية {say(6)} עברית abc {say(6)}",
            "ไทย ภาษาไทยไม่มีช่องว่างระหว่างคำ · हिन्दी कृत्रिम बुद्धिमत्ता · 한국어 인공지능 · Ελληνικά · Русский",
            "e\u0301 a\u0308 x\u0305 Å Å ﬁ ½ № ℃ ㎡ ①②③ ⅣⅥ ⿰木木",
        ]
        punctuation = "……——！！！？？？（（（【【【《《《》》》】】】）））。。。、、、，，，：：；；“”‘’……" * 4
        return [
            slide(title("odd"), bullets=odd),
            slide("العربية أولاً " + title("odd"), text=odd[1:3], kicker="עברית", source="العربية"),
            slide(title("odd"), bullets=[LONG_WORD, say(4), say(4) + LONG_WORD + say(4)]),
            slide(title("odd"), table={"head": [say(2), say(2)], "rows": [[LONG_WORD, say(3)], [say(3), "1"]]}),
            slide(title("odd"), bullets=[f"{say(5)} {LONG_URL} {say(5)}", f"[{say(4)}]({LONG_URL})"]),
            slide(title("odd"), text=(say(10_000) if self.name != "english" else say(5_400))),
            slide(title("odd"), bullets=[punctuation, say(8) + punctuation, punctuation + "end"]),
            slide(
                title("odd"), cards=[{"title": "🤖🚀", "text": "العربية"}, {"title": "עברית", "text": say(6)}, "ไทย"]
            ),
            slide(title("odd"), table={"rows": [odd[:3], odd[3:]]}),
            slide(None, statement="2024–2030：100×、3.5 %、“1:30”、¥5、$9.99、−40 ℃、№ 7"),
        ]

    def closing(self) -> list[dict[str, Any]]:
        say = self.say
        link = {"url": "https://example.org/go-on", "title": say(12), "text": say(10)}
        return [
            slide(
                None,
                closing={"points": [say(24) for _ in range(5)], "thanks": say(4), "contact": say(20), "link": link},
                kicker=say(8),
                source=say(20),
                notes=say(30),
            ),
            slide(self.title("closing", 3), closing={"points": [say(8)], "thanks": say(4)}),
        ]

    def outline(self, **head: Any) -> dict[str, Any]:
        parts = (
            ("bullets", self.bullets), ("text", self.flowing), ("statement", self.words_alone),
            ("image", lambda: [*self.pictures(), *self.grids()]), ("beside", self.beside), ("cards", self.tiles),
            ("columns", self.columns), ("table", lambda: [*self.tables(), *self.addresses()]),
            ("code", self.programs), ("odd", lambda: [*self.odd(), *self.closing()]),
        )  # fmt: skip
        sections = []
        for n, (kind, make) in enumerate(parts):
            section: dict[str, Any] = {
                "title": self.title(kind, 3 + n % 4),
                "slides": make(),
            }
            if n % 2:
                section |= {"label": self.say(8), "text": self.say(40), "notes": self.say(50)}
            sections.append(section)
        return head | {"sections": sections}


ZH = {
    "bullets": "列表", "numbered": "编号", "text": "正文", "statement": "一句话", "quote": "引文", "divider": "分组",
    "image": "图片", "beside": "图文", "images": "图组", "cards": "卡片", "compare": "对比", "columns": "分栏",
    "table": "表格", "links": "链接", "code": "代码", "prompt": "提示词", "odd": "疑难",
    "closing": "结束", "bold": "标题：",
}  # fmt: skip
EN = {key: key.capitalize() for key in ZH} | {"bold": "Heading:"}


def chinese() -> dict[str, Any]:
    book = Book("chinese", CHINESE, 2, ZH)
    return book.outline(
        title="人工智能行业发展趋势与教育实践：八个趋势、三个行业、一份附录",
        subtitle=book.say(36), kicker=book.say(12),
        speakers=[{"name": "王小明", "role": book.say(6), "org": book.say(8)}, {"name": "李雷", "org": "Algmon 公司"}],
        occasion=book.say(10), date="2024 年 3 月", lang="zh-CN", agenda="once", notes=book.say(80),
        description=book.say(30), keywords=["人工智能", "AIGC"],
    )  # fmt: skip


def english() -> dict[str, Any]:
    book = Book("english", ENGLISH, 4, EN)
    return book.outline(
        title="What everybody should know about large language models before Monday morning",
        subtitle=book.say(30), speakers=["Ada Lovelace", {"name": "Grace Hopper", "role": "Rear Admiral"}],
        occasion="A conference with a long name", date="March 2024", lang="en-GB", agenda="none",
        footer="A footer of our own · page by page", notes=book.say(80),
        cover={"src": "img/tall.png", "alt": "A tower"},
    )  # fmt: skip


def mixed() -> dict[str, Any]:
    book = Book("mixed", MIXED, 2, ZH)
    return book.outline(
        title="AI Agent与RAG：从GPT-4o到Claude 3的8个趋势", subtitle=book.say(30), kicker="AIGC 2024",
        speakers=["Wei Wang 王伟"], date="2024-03", lang="zh-CN", agenda="repeat", cover={"alt": "封面Cover"},
    )  # fmt: skip


AREAS = (
    ("图表", "Charts", charts.slides),
    ("数字与次序", "Figures and sequences", figures.slides),
    ("人物", "People", people.slides),
    ("表格与代码", "Tables and programs", tables.slides),
    ("示意图", "Diagrams", diagrams.slides),
    ("公式与录像", "Formulas and recordings", formulas.slides),
)
"""Name in both languages and slides of each area that has a module of its own."""


def kinds(lang: Literal["zh", "en"]) -> dict[str, Any]:
    """The talk of every kind that has a module of its own, with a list of sources at its end."""
    book = Book("chinese", MIXED, 2, ZH) if lang == "zh" else Book("english", ENGLISH, 4, EN)
    sections = [
        {"title": zh if lang == "zh" else en, "label": book.say(6), "slides": make(lang)} for zh, en, make in AREAS
    ]
    recording = {"url": "https://example.org/episodes/a-rather-long-name", "title": book.say(10)}
    return {
        "title": "各种页面：图表、人物、时间线与示意图"
        if lang == "zh"
        else "All kinds of slides: charts, people and diagrams",
        "subtitle": book.say(30),
        "speakers": [{"name": "Wei Wang 王伟", "role": book.say(8)}],
        "date": "2024-03",
        "lang": "zh-CN" if lang == "zh" else "en-GB",
        "agenda": "once",
        "sources": True,
        "recording": recording | ({} if lang == "zh" else {"anchor": "#t={seconds}"}),
        "notes": book.say(60),
        "sections": sections,
    }


TALKS: dict[str, Callable[[], dict[str, Any]]] = {
    "chinese": chinese,
    "english": english,
    "mixed": mixed,
    "kinds-zh": lambda: kinds("zh"),
    "kinds-en": lambda: kinds("en"),
}


def text_of(name: str) -> str:
    """The YAML of a stress talk."""
    import yaml

    dumper = type("Dumper", (yaml.CSafeDumper,), {"ignore_aliases": lambda self, data: True})
    return SCHEMA + yaml.dump(TALKS[name](), Dumper=dumper, allow_unicode=True, sort_keys=False, width=118)


def main() -> None:
    for name in TALKS:
        (FOLDER / f"{name}.yaml").write_text(text_of(name), "utf-8")


if __name__ == "__main__":
    main()
