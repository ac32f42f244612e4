"""Charts at their limits, for the stress talk: every kind with many and with few figures, long names, mixed scripts."""

from __future__ import annotations

from typing import Any, Literal

Lang = Literal["zh", "en"]

LONG = {
    "zh": (
        "多模态具身语言模型 PaLM-E",
        "Stable Diffusion 1.0 基础版本",
        "紫东太初 2.0 全模态大模型",
        "大规模预训练模型 ERNIE-ViLG 2.0",
    ),
    "en": (
        "Embodied multimodal language model",
        "Stable Diffusion 1.0 base model",
        "Visual question answering",
        "ERNIE-ViLG 2.0 text to image",
    ),
}
SHORT = {
    "zh": ("硬件", "软件与平台", "服务", "人才培训", "数据标注", "其他"),
    "en": ("Hardware", "Software", "Services", "Training", "Labelling", "Other"),
}
YEARS = list(range(2015, 2025))


def _titles(lang: Lang) -> dict[str, str]:
    return {
        "bars": "条形图：二十个模型" if lang == "zh" else "Twenty models as bars",
        "turned": "名字很长的柱形图变成条形图" if lang == "zh" else "Columns with long names become bars",
        "two": "两根柱子也撑得起一页" if lang == "zh" else "Two columns carry a slide",
        "grouped": "分组柱形图：六个系列" if lang == "zh" else "Six series side by side",
        "stacked": "堆叠柱形图与注释" if lang == "zh" else "Stacked columns with a remark",
        "percent": "百分比堆叠" if lang == "zh" else "Shares of a hundred per cent",
        "signs": "有正有负的条形图" if lang == "zh" else "Bars on both sides of zero",
        "lines": "十二条线只突出两条" if lang == "zh" else "Twelve lines, two of them matter",
        "line": "一条线，八个点，中间缺一个" if lang == "zh" else "One line with a gap",
        "area": "堆叠面积图" if lang == "zh" else "Stacked areas",
        "pie": "六块的饼图" if lang == "zh" else "A pie of six",
        "ring": "环形图：一个重点" if lang == "zh" else "A ring with one message",
        "dots": "散点图：十个有名字的点" if lang == "zh" else "Ten named dots",
        "ranges": "区间图：各家预测的年份" if lang == "zh" else "Ranges of forecasts",
        "log": "对数坐标：从 0.983 到 562" if lang == "zh" else "A logarithmic axis from 0.983 to 562",
        "column": "一栏图，一栏字" if lang == "zh" else "A chart in a column",
        "weeks": "五十周的数据" if lang == "zh" else "Fifty weeks of figures",
    }


def slides(lang: Lang) -> list[dict[str, Any]]:
    """Slides as plain outline data."""
    zh = lang == "zh"
    title, long, short = _titles(lang), LONG[lang], SHORT[lang]
    unit = "亿美元" if zh else "billion US dollars"
    source = "IDC《全球人工智能支出指南》，2024-04" if zh else "IDC Worldwide AI Spending Guide, 2024-04"
    note = (
        "按发布日期排列；未公开的参数量不画。"
        if zh
        else "By date of release; sizes that were not published are left out."
    )
    remark = "推理服务器的支出首次超过训练服务器" if zh else "Inference servers overtake training servers"
    mark = {"value": 145.42, "mark": "estimate"}
    made: list[dict[str, Any]] = [
        {
            "title": title["bars"],
            "chart": {
                "kind": "bar",
                "unit": "%",
                "sort": "falling",
                "categories": [f"{long[n % 4][:12]} {n + 1}" for n in range(20)],
                "values": [round(96.3 - 4.7 * n, 1) for n in range(20)],
                "highlight": [f"{long[2][:12]} 3"],
            },
            "source": source,
        },
        {
            "title": title["turned"],
            "kicker": "图表" if zh else "Charts",
            "chart": {
                "kind": "column",
                "unit": "亿" if zh else "billion",
                "categories": [f"{name}（{n + 1}）" for n, name in enumerate((*long, *long[:3]))],
                "values": [9.83, 240, 5620, 1750, 1000, {"value": 1750, "mark": "unconfirmed"}, None],
                "reference": {"value": 1000, "label": "千亿参数级" if zh else "A hundred billion"},
                "annotations": [{"at": f"{long[0]}（1）", "text": remark}],
                "note": note,
            },
            "source": source,
        },
        {
            "title": title["two"],
            "chart": {
                "kind": "column",
                "given": "亿美元" if zh else "million US dollars",
                "unit": "十亿美元" if zh else "billion US dollars",
                "categories": [2024, 2027],
                "values": [387.9, 1454.2],
            },
            "source": source,
        },
        {
            "title": title["grouped"],
            "chart": {
                "kind": "column",
                "unit": unit,
                "categories": [2023, 2024, 2025, 2026],
                "series": {
                    name: [10 + 7 * n, 21 + 6 * n, 34 + 5 * n, 1454.2 - 100 * n] for n, name in enumerate(short)
                },
            },
        },
        {
            "title": title["stacked"],
            "chart": {
                "kind": "column",
                "stack": "stacked",
                "unit": unit,
                "categories": [2023, 2024, 2025, 2026, 2027],
                "series": {name: [14 - n, 18, 25, 33 + 4 * n, 50] for n, name in enumerate(short)},
                "annotations": [
                    {"at": 2025, "series": short[-1], "text": remark},
                    {"at": 2023, "series": short[0], "text": remark},
                ],
                "highlight": [short[0], short[2]],
            },
        },
        {
            "title": title["percent"],
            "chart": {
                "kind": "bar",
                "stack": "percent",
                "categories": list(long),
                "series": {name: [40 - n, 31 + n, 20, 9 + 3 * n] for n, name in enumerate(short[:4])},
            },
            "source": source,
        },
        {
            "title": title["signs"],
            "chart": {"kind": "bar", "unit": "%", "categories": list(short), "values": [-12.5, -3.2, 0, 4.75, 18, 120]},
        },
        {
            "title": title["lines"],
            "chart": {
                "kind": "line",
                "unit": "分" if zh else "points",
                "categories": YEARS,
                "series": {
                    f"{long[n % 4][:9].strip()} {n + 1}": [None] * (n % 4)
                    + [n * 3 + k * (6 - n / 3) for k in range(n % 4, 10)]
                    for n in range(12)
                },
                "highlight": [f"{long[0][:9].strip()} 1", f"{long[1][:9].strip()} 6"],
                "reference": {"value": 75, "label": "人类水平" if zh else "Human level"},
            },
        },
        {
            "title": title["line"],
            "chart": {
                "kind": "line",
                "unit": unit,
                "categories": list(range(2020, 2028)),
                "values": [
                    19.2,
                    24.5,
                    31,
                    None,
                    38.79,
                    {"value": 60.2, "mark": "computed"},
                    {"value": 93.6, "mark": "computed"},
                    mark,
                ],
            },
            "source": source,
        },
        {
            "title": title["area"],
            "chart": {
                "kind": "area",
                "stack": "stacked",
                "unit": unit,
                "categories": YEARS,
                "series": {name: [5 + n * 2 + k * k for k in range(10)] for n, name in enumerate(short[:5])},
            },
        },
        {
            "title": title["pie"],
            "chart": {"kind": "pie", "unit": unit, "categories": [*long, *short[:2]], "values": [31, 24, 16, 14, 9, 6]},
            "source": source,
        },
        {
            "title": title["ring"],
            "chart": {
                "kind": "doughnut",
                "unit": "%",
                "categories": ["生成式 AI" if zh else "Generative AI", "其他" if zh else "Other AI"],
                "values": [16.7, 83.3],
                "highlight": ["生成式 AI" if zh else "Generative AI"],
            },
        },
        {
            "title": title["dots"],
            "chart": {
                "kind": "scatter",
                "unit": "分" if zh else "points",
                "x_title": "参数量（十亿）" if zh else "Parameters in billions",
                "values": [
                    {"x": 2.4 + 7.3 * n, "value": 31 + (n * 37) % 60, "label": f"{long[n % 4][:8].strip()} {n}"}
                    for n in range(10)
                ],
            },
        },
        {
            "title": title["ranges"],
            "chart": {
                "kind": "range",
                "categories": list(long),
                "values": [
                    {"low": 2025, "high": 2025},
                    {"low": 2025, "high": 2026, "mark": "computed"},
                    {"low": 2026, "high": 2028, "mark": "computed"},
                    {"low": 2024, "high": 2035, "mark": "estimate"},
                ],
                "note": note,
            },
        },
        {
            "title": title["log"],
            "chart": {
                "kind": "bar",
                "axis": "log",
                "unit": "十亿参数" if zh else "billion parameters",
                "categories": [
                    "M6",
                    "Stable Diffusion 1.0",
                    "Whisper",
                    "ERNIE-ViLG 2.0",
                    "MOSS",
                    "PaLM-E",
                    "GPT-4",
                    "HuggingGPT",
                ],
                "values": [100, 0.983, 1.55, 24, 16, 562, {"value": 175, "mark": "unconfirmed"}, None],
                "highlight": ["PaLM-E"],
                "note": note,
            },
            "source": source,
        },
        {
            "title": title["column"],
            "columns": [
                {
                    "title": "支出" if zh else "Spending",
                    "chart": {
                        "kind": "column",
                        "unit": unit,
                        "categories": [2024, 2025, 2026, 2027],
                        "values": [38.79, 60.2, 93.6, mark],
                    },
                },
                {"title": "要点" if zh else "What it says", "bullets": [remark, remark, remark]},
            ],
        },
        {
            "title": title["weeks"],
            "chart": {
                "kind": "column",
                "unit": "万人" if zh else "thousand people",
                "categories": [f"第{n}周" if zh else f"W{n}" for n in range(1, 51)],
                "values": [1 + (n * 7) % 26 for n in range(50)],
            },
        },
    ]
    return made
