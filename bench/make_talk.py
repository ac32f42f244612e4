"""Writes a mixed talk of N slides: an outline for talkdeck, and the same content as Markdown for Pandoc and Marp.

    python -m bench.make_talk 1000 FOLDER [--distinct]

Cover, sections, bullets, tables, pictures, columns, code and notes, Chinese and English, no two sentences alike: what
is remembered about one slide's text is of no use for the next. A few pictures are shared by all slides, or every use
has a picture of its own. The same arguments give the same files.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

SHARED = 12
"""Pictures of a talk whose slides share them."""

SECTION = 25
"""Slides of a section, its section slide among them."""

PIXELS = (960, 540)

Slide = dict[str, Any]

_ZH = (
    ("端侧模型", "检索增强", "多模态训练", "具身机器人", "开源社区", "教培机构", "视频生成", "数据标注", "推理芯片"),
    ("正在降低", "明显改善", "重新定义", "逐步替代", "持续放大", "首次证明了", "很难回避", "提前验证了"),
    ("内容生产的成本", "老师备课的时间", "小团队的门槛", "长文档的准确率", "用户对隐私的担心", "产品迭代的节奏"),
    ("，提高约 {}%", "，节省 {} 小时", "，覆盖 {} 所学校", "（样本 {} 份）", "，比去年多 {} 倍", "，误差在 {} 毫秒内"),
)
_EN = (
    (
        "Small models",
        "Retrieval pipelines",
        "Open weights",
        "Robot arms",
        "Video generators",
        "Edge devices",
        "Teachers",
    ),
    ("reduce", "reshape", "postpone", "measure", "explain", "quietly replace", "finally justify"),
    ("the cost of content", "the time to first draft", "what small teams can do", "the accuracy of long answers"),
    (
        " by {} percent",
        " in {} schools",
        " after {} days",
        " for {} users",
        " at {} tokens a second",
        ", see figure {}",
    ),
)
_NAMES = ("load", "score", "merge", "embed", "rank", "split", "align", "trace", "fold", "sample")


class Words:
    """Sentences, names and programs by chance, the same chance each time."""

    def __init__(self) -> None:
        self._chance = random.Random(2024)
        self._number = count(1)

    def sentence(self, lang: str) -> str:
        """About 20 Han characters or 10 English words; the running number in it makes it unlike all others."""
        parts = "".join if lang == "zh" else " ".join
        *start, tail = (self._chance.choice(choices) for choices in (_ZH if lang == "zh" else _EN))
        return parts(start) + tail.format(next(self._number))

    def title(self, lang: str) -> str:
        who, does, what, _ = _ZH if lang == "zh" else _EN
        parts = "".join if lang == "zh" else " ".join
        return parts(self._chance.choice(choices) for choices in (who, does, what)) + f" {next(self._number)}"

    def marked(self, lang: str) -> str:
        """A sentence with inline markup in it."""
        n = next(self._number)
        return f"**{self.title(lang)}** `run --top {n}` [example.org/{n}](https://example.org/{n})"

    def program(self) -> str:
        lines = ["from tools import report", ""]
        for _ in range(2):
            name, n = self._chance.choice(_NAMES), next(self._number)
            lines += [f"def {name}_{n}(rows, limit={n}):", f'    """Keep what {name} finds."""']
            lines += [
                f"    best = [row.{name} for row in rows if row.{name} > {n / 100}]",
                "    return best[:limit]",
                "",
            ]
        return "\n".join(lines[:-1])

    def row(self, lang: str) -> list[str]:
        """Four cells: a name and three figures."""
        who = self._chance.choice((_ZH if lang == "zh" else _EN)[0])
        figures = (self._chance.randrange(10_000), self._chance.randrange(100), self._chance.randrange(2_000) / 10)
        return [f"{who} {next(self._number)}", f"{figures[0]:,}", f"{figures[1]}%", f"{figures[2]:.1f}"]


def content(total: int, *, distinct: bool) -> tuple[str, list[tuple[str, list[Slide]]]]:
    """The talk's title, and its sections with their slides in the words of the outline language.

    Cover, section slides and slides are `total` together. Pictures are `img/000001.jpg` and so on.
    """
    words, uses = Words(), count()

    def image(lang: str) -> dict[str, str]:
        n = next(uses)
        return {"src": f"img/{n if distinct else n % SHARED:06}.jpg", "caption": words.title(lang)}

    made: list[tuple[str, list[Slide]]] = []
    left, number = total - 1, count()
    while left > 0:
        size = min(left, SECTION)
        made.append((words.title("zh"), [_slide(words, next(number), image) for _ in range(size - 1)]))
        left -= size
    return words.title("zh"), made


def _slide(words: Words, number: int, image: Any) -> Slide:
    """The next slide of the mix; ten kinds take turns, and every third round is English."""
    lang = "en" if number // 10 % 3 == 2 else "zh"
    say, kind = words.sentence, number % 10
    slide: Slide = {"title": words.title(lang)}
    if kind == 0:
        slide["bullets"] = [
            say(lang),
            words.marked(lang),
            {"text": say(lang), "items": [say(lang), say(lang)]},
            say(lang),
        ]
    elif kind == 1:
        slide["table"] = {"head": ["名称", "数量", "比例", "得分"], "rows": [words.row(lang) for _ in range(6)]}
    elif kind == 2:
        slide["image"] = image(lang)
    elif kind == 3:
        slide["columns"] = [{"bullets": [say(lang) for _ in range(3)]}, {"bullets": [say(lang) for _ in range(3)]}]
    elif kind == 4:
        slide["code"] = {"lang": "python", "text": words.program()}
    elif kind == 5:
        slide["bullets"] = [say(lang) for _ in range(5)]
    elif kind == 6:
        slide["columns"] = [{"bullets": [say(lang) for _ in range(3)]}, {"image": image(lang)}]
    elif kind == 7:
        slide["numbered"] = [say(lang) for _ in range(4)]
    elif kind == 8:
        slide["text"] = [say(lang) + say(lang), words.marked(lang)]
    else:
        slide["columns"] = [{"text": [say(lang), say(lang)]}, {"bullets": [say(lang), words.marked(lang)]}]
    if kind not in (2, 4, 7):
        slide["notes"] = "\n\n".join(say(lang) + say(lang) for _ in range(2))
    return slide


def outline(title: str, sections: list[tuple[str, list[Slide]]]) -> str:
    """The talk in the outline language."""
    import yaml

    class Dumper(yaml.CSafeDumper):
        """Writes texts of several lines as blocks, as an author would."""

    def text(dumper: yaml.CSafeDumper, value: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    talk = {
        "title": title,
        "lang": "zh-CN",
        "agenda": "none",
        "sections": [{"title": name, "slides": slides} for name, slides in sections],
    }
    return yaml.dump(talk, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def markdown(title: str, sections: list[tuple[str, list[Slide]]], *settings: str) -> str:
    """The talk in Pandoc's Markdown: sections at level 1, slides at level 2. `settings` are lines of its head."""
    lines = ["---", f"title: {title}", "lang: zh-CN", *settings, "---", ""]
    for name, slides in sections:
        lines += [f"# {name}", ""]
        for slide in slides:
            lines += [f"## {slide['title']}", "", *_blocks(slide)]
            if "columns" in slide:
                lines += [":::::: columns"]
                for column in slide["columns"]:
                    lines += ["::: column", *_blocks(column), ":::"]
                lines += ["::::::", ""]
            if "notes" in slide:
                lines += ["::: notes", slide["notes"], ":::", ""]
    return "\n".join(lines)


def _blocks(part: Slide) -> Iterator[str]:
    """The lines of a slide's or column's own content."""
    yield from _list(part.get("bullets", ()), "- ")
    yield from _list(part.get("numbered", ()), "1. ")
    for paragraph in part.get("text", ()):
        yield from (paragraph, "")
    if "image" in part:
        yield from (f"![{part['image']['caption']}]({part['image']['src']})", "")
    if "code" in part:
        yield from (f"```{part['code']['lang']}", part["code"]["text"], "```", "")
    if "table" in part:
        head, rows = part["table"]["head"], part["table"]["rows"]
        yield from ("| " + " | ".join(cells) + " |" for cells in (head, ["---", "--:", "--:", "--:"], *rows))
        yield ""


def _list(items: Any, sign: str, indent: str = "") -> Iterator[str]:
    for item in items:
        if isinstance(item, str):
            yield indent + sign + item
        else:
            yield indent + sign + item["text"]
            yield from _list(item["items"], sign, indent + " " * 4)
    if items and not indent:
        yield ""


def draw(folder: Path, sources: set[str]) -> None:
    """Photographs, more or less: soft stains of colour, about 30 KB each. Those already there are left."""
    from PIL import Image

    (folder / "img").mkdir(parents=True, exist_ok=True)
    for source in sorted(sources):
        if not (folder / source).exists():
            stains = Image.frombytes("RGB", (32, 18), random.Random(source).randbytes(32 * 18 * 3))
            stains.resize(PIXELS, Image.Resampling.BICUBIC).save(folder / source, quality=80)


def pictures(sections: list[tuple[str, list[Slide]]]) -> list[str]:
    """The pictures in order of use."""
    parts = (part for _, slides in sections for slide in slides for part in (slide, *slide.get("columns", ())))
    return [part["image"]["src"] for part in parts if "image" in part]


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a mixed talk as outline and as Markdown.")
    parser.add_argument("slides", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--distinct", action="store_true", help="a picture of its own for every use")
    given = parser.parse_args()
    title, sections = content(given.slides, distinct=given.distinct)
    draw(given.folder, set(pictures(sections)))
    stem = given.folder / f"{'distinct' if given.distinct else 'shared'}-{given.slides}"
    stem.with_suffix(".yaml").write_text(outline(title, sections), "utf-8")
    stem.with_suffix(".md").write_text(markdown(title, sections), "utf-8")
    # Marp has no columns and no fenced notes: it shows their marks as text, and the slides are as many.
    marp = markdown(title, sections, "marp: true", "headingDivider: 2")
    stem.with_suffix(".marp.md").write_text(marp, "utf-8")


if __name__ == "__main__":
    main()
