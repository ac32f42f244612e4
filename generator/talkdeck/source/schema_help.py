"""What editors show beside the sentences of the classes: an example for each key, and what each word of a choice means.

Keys are listed by class, as they are written in an outline; the tests see to it that none is missing, that no class has
lost one, and that the reader takes every example.
"""

from __future__ import annotations

from typing import Any

_ITEM = ["端云结合", {"lead": "先看全局：", "text": "三个趋势"}, {"text": "分两步", "items": ["试点", "推广"]}]
_IMAGE = {"src": "img/harbour.jpg", "alt": "港口的夜班，两台吊车在卸货", "credit": "摄影：港务局"}
_QUOTE = {"text": "先把一张表做对。", "name": "林晓", "role": "调度长"}
_CODE = {"lang": "python", "text": "def f(x):\n    return x + 1\n"}
_CHART = {"kind": "column", "unit": "亿美元", "categories": ["2024", "2027"], "values": [387.9, 1454.2]}
_TABLE = {"head": ["模型", "参数（亿）"], "rows": [["甲", 70], ["乙", 130]]}
_PERSON = {"name": "李开复", "latin": "Kai-Fu Lee", "role": "董事长", "org": "零一万物"}
_SLIDE = {"title": "三件事", "bullets": ["第一件", "第二件", "第三件"]}
_BY = "build"

EXAMPLES: dict[str, dict[str, Any]] = {
    "Outline": {
        "title": "人工智能行业发展趋势",
        "subtitle": "八个趋势，三个行业",
        "kicker": "市场观察 · 2024 年 4 月",
        "speakers": ["林晓", {"name": "Wei", "role": "创始人", "org": "算法妈妈"}],
        "occasion": "MEET 2024 智能未来大会，北京",
        "date": "2024年4月6日",
        "editions": ["en"],
        "brand": "algmon",
        "cover": _IMAGE,
        "footer": "内部资料",
        "recording": {"url": "https://example.org/143", "anchor": "#t={seconds}"},
        "duration": 30,
        _BY: "items",
        "player": {"loop": True, "advance": 20},
        "description": "八个发展趋势，以及在三个行业的应用。",
        "keywords": ["大模型", "端侧"],
        "notes": "大家好，今天讲三件事。",
        "slides": [_SLIDE],
        "sections": [{"title": "背景", "slides": [_SLIDE]}],
    },
    "Section": {
        "title": "背景与回报",
        "label": "第一部分",
        "text": "热潮之后，大家开始问价值",
        "notes": "先看两件事。",
        "slides": [_SLIDE],
    },
    "Slide": {
        "id": "first-result",
        "title": "每投入 1 美元，平均收回 3.5 美元",
        "kicker": "趋势 1",
        "layout": "content",
        "bullets": _ITEM,
        "numbered": ["备数据", "调模型", "上线运营"],
        "text": "一段话。\n\n空一行，就是下一段。\n",
        "statement": "一张表，大家用",
        "quote": _QUOTE,
        "image": _IMAGE,
        "images": [{"src": "img/a.jpg", "caption": "白天"}, {"src": "img/b.jpg", "caption": "夜里"}],
        "cards": [{"title": "一张表", "text": "谁也不留副本"}, {"title": "五分钟"}, {"title": "不追责"}],
        "compare": [{"title": "以前", "bullets": ["各算各的"]}, {"title": "现在", "bullets": ["一张表"]}],
        "columns": [{"title": "结论", "bullets": ["快了一半"]}, {"chart": _CHART}],
        "table": _TABLE,
        "matrix": {"columns": ["端侧", "云端"], "rows": {"华为": ["full", "part"], "小米": ["open", "none"]}},
        "chart": _CHART,
        "stats": [{"value": "3.5", "unit": "倍", "label": "平均回报"}, {"value": "28", "unit": "%", "label": "一年内"}],
        "timeline": [{"date": "2018", "title": "BERT 与 GPT"}, {"date": "2022", "title": "ChatGPT", "strong": True}],
        "steps": ["预训练", "指令微调", "对齐"],
        "cycle": {"center": "飞轮", "steps": ["更多用户", "更多数据", "更好的模型"]},
        "levels": {"form": "funnel", "levels": ["听说过", "试用", "上线"]},
        "person": {**_PERSON, "claim": "模型走进产业"},
        "people": [_PERSON, {"name": "林晓", "role": "调度长"}],
        "panel": {"people": ["廖若雪", "黄泽铧"], "questions": {"还要几年？": ["两年", "三年"]}},
        "diagram": {"edges": ["用户 -> 模型: 提问", "模型 -> 用户: 回答"]},
        "math": [{"latex": r"f(x)=\frac{1}{1+e^{-x}}", "text": "S 形曲线"}],
        "video": {"src": "media/crane.mp4", "caption": "吊车在卸货"},
        "audio": {"src": "media/episode.mp3", "caption": "节目片段"},
        "links": [{"url": "https://example.org/report", "title": "报告全文"}],
        "code": _CODE,
        "prompt": "请用三句话总结下面的文章。",
        "section": {"title": "夜班", "label": "第二部分之二"},
        "closing": {"points": ["一张表", "五分钟"], "thanks": "谢谢", "contact": "lin@example.org"},
        "source": "IDC，2024-04",
        "footnotes": ["按公开评测推算。"],
        "time": "00:18:49",
        _BY: {"by": "items", "effect": "rise"},
        "pace": 90,
        "notes": "这里写讲的时候要说的话。",
    },
    "Recording": {"url": "https://example.org/143", "anchor": "#t={seconds}", "title": "第 143 期"},
    "Speaker": {"name": "林晓", "role": "调度长", "org": "港务局"},
    "Quote": {"text": "先把一张表做对。", "name": "林晓", "role": "调度长", "org": "港务局", "image": "img/lin.jpg"},
    "Card": {"title": "一张表", "text": "谁也不留副本", "number": "A", "icon": "rocket"},
    "CompareColumn": {"title": "以前", "bullets": ["各算各的", "电话里改"], "text": "一段话，不是要点。"},
    "Compare": {
        "columns": [{"title": "以前", "text": "各算各的"}, {"title": "现在", "text": "一张表"}],
        "verdict": "快了一半",
    },
    "Code": {
        "text": "def f(x):\n    return x + 1\n",
        "lang": "python",
        "first": 40,
        "highlight": ["3", "5-7"],
        "steps": ["1-3", "5, 8", "all"],
        "caption": "berth.py，12 行",
    },
    "Prompt": {"text": "请用三句话总结下面的文章。", "caption": "第二版提示词"},
    "Divider": {"title": "夜班", "label": "第二部分之二", "text": "三张图，一个结论"},
    "Closing": {
        "points": ["一张表", "五分钟"],
        "thanks": "谢谢",
        "contact": "lin@example.org",
        "link": "https://example.org/report",
    },
    "Column": {
        "title": "结论",
        "bullets": _ITEM,
        "numbered": ["第一步", "第二步"],
        "text": "一段话。",
        "image": _IMAGE,
        "quote": _QUOTE,
        "code": _CODE,
        "prompt": "请用三句话总结。",
        "table": _TABLE,
        "chart": _CHART,
        "math": ["E=mc^2"],
    },
    "Image": {"src": "img/harbour.jpg", "alt": "港口的夜班", "caption": "夜里十点", "credit": "摄影：港务局"},
    "Item": {"text": "三个趋势，一个结论", "lead": "先看全局：", "items": ["试点", "推广"]},
    "Prose": {"paragraphs": ["第一段。", "第二段。"]},
    "Link": {"url": "https://example.org/report", "title": "报告全文", "text": "四十页，有数据"},
    "Stat": {"value": "55.3", "label": "全球年增长", "unit": "%", "change": "+12 %", "source": "IDC，2024-04"},
    "Event": {"title": "ChatGPT", "date": "2022", "text": "人人可用"},
    "Step": {"title": "备数据", "text": "清洗、标注、脱敏", "label": "10 天"},
    "Steps": {"steps": ["预训练", "指令微调", "对齐"]},
    "Cycle": {"steps": ["更多用户", "更多数据", "更好的模型"], "center": "数据飞轮"},
    "Level": {"title": "部分自动", "label": "L2", "text": "速度与方向都管"},
    "Levels": {"levels": ["听说过", "试用", "上线"]},
    "Person": {
        "name": "李开复",
        "latin": "Kai-Fu Lee",
        "role": "董事长",
        "org": "零一万物",
        "image": "img/kaifu.jpg",
        "claim": "模型走进产业",
        "points": ["四十年前开始研究语音识别"],
    },
    "Question": {"question": "还要几年？", "answers": ["两年", None, "三年"]},
    "Panel": {"people": ["廖若雪", "黄泽铧"], "questions": {"还要几年？": ["两年", "三年"]}},
    "DiagramNode": {"name": "模型", "title": "大模型", "text": "千亿参数"},
    "Diagram": {
        "edges": ["用户 -> 模型: 提问", "模型 -> 检索 -> 文档库"],
        "nodes": {"文档库": {"form": "store"}, "模型": {"strong": True}},
        "alt": "用户向模型提问，模型去文档库检索",
    },
    "Formula": {"latex": r"f(x)=\frac{1}{1+e^{-x}}", "text": "S 形曲线"},
    "Math": {"formulas": [{"latex": "E=mc^2", "text": "质能方程"}]},
    "Media": {
        "src": "media/crane.mp4",
        "poster": "img/crane.jpg",
        "alt": "吊车在卸货",
        "caption": "夜里十点",
        "credit": "港务局",
    },
    "DataColumn": {"column": "world", "name": "全球", "mark": "sure"},
    "DataFile": {
        "file": "data/spending.csv",
        "category": "year",
        "series": ["world", {"column": "china", "name": "中国"}],
        "rows": ["2024", "2027"],
    },
    "Point": {"value": 387.9, "low": 2025, "high": 2028, "x": 7.5, "label": "约四倍"},
    "Series": {"name": "全球", "values": [387.9, None, {"value": 1454.2, "mark": "estimate"}]},
    "Reference": {"value": 60, "label": "及格线"},
    "Annotation": {"at": "2022", "text": "ChatGPT 发布", "series": "全球"},
    "Chart": {
        "categories": ["2024", "2025", "2026"],
        "series": {"全球": [387.9, 602, 936], "中国": [35.3, 54.4, 83.9]},
        "values": [40, 120, 960],
        "data": {"file": "data/spending.csv", "series": ["world"]},
        "unit": "亿美元",
        "given": "million",
        "decimals": 1,
        "least": 0,
        "most": 100,
        "x_title": "参数（亿）",
        "highlight": ["2027"],
        "reference": {"value": 60, "label": "及格线"},
        "annotations": [{"at": "2022", "text": "ChatGPT 发布"}],
        "note": "2025 年起为预测。",
        "alt": "三年增至近四倍",
    },
    "Cell": {"text": "平均", "across": 2, "down": 2},
    "TableRow": {"cells": ["甲", 70, None], "group": "国内"},
    "Table": {
        "head": ["模型", "参数（亿）"],
        "rows": [["甲", 70], {"group": "国外"}, ["乙", None]],
        "data": {"file": "data/models.csv"},
        "align": ["left", "decimal"],
        "widths": [2, 1],
        "emphasis": ["参数（亿）"],
        "caption": "数据截至 2023 年 12 月",
        "footnotes": ["参数量没有公布。"],
    },
    "MatrixRow": {"name": "华为", "cells": ["full", "part", "仅旗舰"]},
    "Matrix": {
        "columns": ["端侧", "云端"],
        "rows": {"华为": ["full", "part"], "小米": ["open", "none"]},
        "corner": "厂商",
        "caption": "公开资料，截至 2024 年 3 月",
    },
    "Shortcut": {"command": "next", "press": ["n", "PageDown"]},
    "Player": {"advance": 20, "shortcuts": {"next": ["n", "PageDown"]}},
}

_MARKS = {
    "computed": "worked out from other figures",
    "unconfirmed": "not confirmed",
    "estimate": "an estimate or a forecast",
    "edited": "edited, not literal",
}
_TRANSITIONS = {
    "none": "at once",
    "fade": "one fades into the other",
    "push": "the new slide pushes the old one out",
    "wipe": "the new slide is uncovered from one side",
    "morph": "what stands on both slides moves to its new place",
}
_EFFECTS = {"appear": "at once", "fade": "fading in", "wipe": "uncovered from the left", "rise": "rising into place"}

MEANINGS: dict[tuple[str, str], dict[str, str]] = {
    ("Image", "fit"): {"cover": "fills the frame and crops", "contain": "shows all of the picture"},
    ("Outline", "agenda"): {
        "once": "after the cover",
        "repeat": "also before each section, with that part marked",
        "none": "no agenda",
    },
    ("Outline", "shape"): {"16:9": "wide, as most screens are", "4:3": "for old projectors"},
    ("Outline", "transition"): _TRANSITIONS,
    ("Slide", "transition"): _TRANSITIONS,
    ("Build", "effect"): _EFFECTS,
    ("Build", "by"): {
        "items": "item by item, card by card",
        "blocks": "block by block",
        "columns": "column by column",
        "rows": "row by row",
        "series": "series by series",
        "nodes": "node by node, with its edges",
        "lines": "line by line, as `steps` of the code say",
        "none": "all at once",
        **_EFFECTS,
    },
    ("Stat", "trend"): {"up": "arrow upwards", "down": "arrow downwards", "flat": "level arrow"},
    ("Steps", "form"): {"chevrons": "arrows in a row", "nodes": "nodes joined by connectors"},
    ("Levels", "form"): {
        "funnel": "narrowing from the top",
        "pyramid": "resting on each other, the broadest below",
        "stairs": "rising from the lowest",
    },
    ("DiagramNode", "form"): {
        "box": "a box",
        "round": "a box with round ends",
        "circle": "a circle",
        "diamond": "a decision",
        "store": "a data store",
    },
    ("Diagram", "direction"): {"right": "from left to right", "down": "from top to bottom"},
    ("Chart", "kind"): {
        "column": "upright columns",
        "bar": "lying bars, for long names",
        "line": "a line over time",
        "area": "a line with its area filled",
        "pie": "parts of a whole",
        "doughnut": "parts of a whole, with a hole",
        "scatter": "points by two figures",
        "range": "from-to for each category",
    },
    ("Chart", "stack"): {
        "grouped": "side by side",
        "stacked": "on top of each other",
        "percent": "as shares of 100 %",
    },
    ("Chart", "axis"): {"linear": "equal steps", "log": "each step ten times the one before"},
    ("Chart", "sort"): {
        "none": "as given",
        "rising": "smallest value first",
        "falling": "largest value first",
    },
    ("Chart", "labels"): {
        "auto": "where there is room",
        "all": "every point",
        "ends": "first and last point",
        "none": "no point",
    },
    ("Point", "mark"): _MARKS,
    ("Cell", "mark"): _MARKS,
    ("Text", "mark"): _MARKS,
}
"""What the words of a choice mean, by class and key."""

UNTITLED = ("statement", "quote", "section", "closing")
"""Kinds of slide that need no title."""

KINDS = tuple(EXAMPLES["Slide"])[4:-6]
"""The keys of a slide that name its kind, in the order of the manual."""


def snippets(sentences: dict[str, str]) -> list[dict[str, Any]]:
    """A ready-made slide of every kind, as editors offer it at a new item; `sentences` are those of a slide's keys."""
    made = []
    for kind in KINDS:
        head = {} if kind in UNTITLED else {"title": "${1:标题}"}
        body = {**head, kind: EXAMPLES["Slide"][kind]}
        made.append({"label": f"slide: {kind}", "description": sentences[kind], "body": body})
    return made
