"""Figures and sequences at their limits, for the stress talk: fewest and most, long texts, mixed scripts."""

from __future__ import annotations

from typing import Any, Literal

Lang = Literal["zh", "en"]

NAMES = {
    "zh": ("采集", "清洗与标注", "预训练", "指令微调", "对齐人类偏好", "部署 vLLM", "监控与反馈"),
    "en": ("Collect", "Clean and label", "Pre-train", "Fine-tune", "Align", "Deploy vLLM", "Monitor"),
}
LINES = {
    "zh": (
        "来自产品与公开数据",
        "去重、脱敏",
        "两千张 GPU 三个月",
        "十万条指令",
        "RLHF 或 DPO",
        "端云结合",
        "每周复盘",
    ),
    "en": (
        "Product and open data",
        "No doubles",
        "2,000 GPUs",
        "100,000 tasks",
        "RLHF or DPO",
        "Edge and cloud",
        "Weekly",
    ),
}
EVENTS = {
    "zh": (
        "图灵测试提出",
        "达特茅斯会议", "感知机", "专家系统 XCON", "反向传播", "深蓝战胜卡斯帕罗夫", "深度学习", "AlexNet",
        "AlphaGo 战胜李世石", "Transformer", "GPT-3", "ChatGPT 发布",
    ),
    "en": (
        "Turing test", "Dartmouth workshop", "Perceptron", "Expert systems", "Backpropagation",
        "Deep Blue beats Kasparov",
        "Deep learning", "AlexNet", "AlphaGo beats Lee Sedol", "Transformer", "GPT-3", "ChatGPT",
    ),
}  # fmt: skip
YEARS = (1950, 1956, 1958, 1980, 1986, 1997, 2006, 2012, 2016, 2017, 2020, 2022)
LEVELS = {
    "zh": ("人工驾驶", "辅助驾驶", "部分自动驾驶", "有条件自动驾驶", "高度自动驾驶", "完全自动驾驶"),
    "en": ("No automation", "Assistance", "Partial", "Conditional", "High", "Full"),
}


def slides(lang: Lang) -> list[dict[str, Any]]:
    """Every kind with its fewest and its most."""
    return [*_stats(lang), *_timelines(lang), *_steps(lang), *_cycles(lang), *_levels(lang)]


def _stats(lang: Lang) -> list[dict[str, Any]]:
    zh = lang == "zh"
    wide = {
        "value": "1,454.2" if zh else "145.42",
        "unit": "亿美元" if zh else "billion dollars",
        "label": "2027 年全球生成式 AI 支出（IDC 2024 年 4 月预测）"
        if zh
        else "World-wide spending on generative AI in 2027",
        "trend": "up",
        "change": "五年复合增长率 55.3 %" if zh else "55.3 % a year over five years",
        "source": "IDC，2024-04" if zh else "IDC, 2024-04",
    }
    small: dict[str, Any] = {
        "value": 86.2,
        "unit": "%",
        "label": "中国五年复合增长率" if zh else "A year in China",
        "trend": "up",
    }
    falling: dict[str, Any] = {
        "value": "−12.5",
        "unit": "%",
        "label": "训练成本" if zh else "Cost of training",
        "trend": "down",
    }
    plain: dict[str, Any] = {
        "value": "5-6",
        "unit": "倍" if zh else "×",
        "label": "推理吞吐" if zh else "Throughput",
        "trend": "flat",
    }
    sets: tuple[list[dict[str, Any]], ...] = (
        [wide],
        [wide, small],
        [small, falling, plain],
        [wide, small, falling, plain],
    )
    title = "{} 个数字" if zh else "Figures: {}"
    return [{"title": title.format(len(stats)), "stats": stats} for stats in sets]


def _timelines(lang: Lang) -> list[dict[str, Any]]:
    zh = lang == "zh"
    made: list[dict[str, Any]] = []
    for count in (1, 2, 4, 5, 6, 7, 9, 12):
        names = EVENTS[lang][-count:]
        events: list[dict[str, Any]] = [
            {"date": f"{year} 年" if zh else str(year), "title": name, "strong": year == 2022}
            for year, name in zip(YEARS[-count:], names, strict=True)
        ]
        if count <= 6:
            for event in events[::2]:
                event["text"] = "此后十年的研究都由此展开" if zh else "What the next ten years built on"
        made.append({"title": f"时间线：{count} 件事" if zh else f"A timeline of {count}", "timeline": events})
    made.append({"title": "没有日期的时间线" if zh else "Without dates", "timeline": list(EVENTS[lang][:5])})
    made.append({"title": "没有日期的十件事" if zh else "Ten without dates", "timeline": list(EVENTS[lang][:10])})
    return made


def _steps(lang: Lang) -> list[dict[str, Any]]:
    zh = lang == "zh"
    made: list[dict[str, Any]] = []
    for count in (3, 4, 5, 6, 7):
        names, lines = NAMES[lang][:count], LINES[lang][:count]
        told = [{"title": name, "text": line} for name, line in zip(names, lines, strict=True)]
        title = ("{} 步：{}", "{} steps as {}")[not zh]
        chevrons, bare, nodes = ("箭头", "只有名字", "连接线") if zh else ("arrows", "names", "nodes")
        labelled = [{**step, "label": f"{n * 10} 天" if zh else f"{n}0 d"} for n, step in enumerate(told, 1)]
        made += [
            {"title": title.format(count, chevrons), "steps": labelled},
            {"title": title.format(count, bare), "steps": list(names)},
            {"title": title.format(count, nodes), "steps": {"form": "nodes", "steps": told}},
        ]
    return made


def _cycles(lang: Lang) -> list[dict[str, Any]]:
    zh = lang == "zh"
    made: list[dict[str, Any]] = []
    for count in (3, 4, 5, 6):
        pairs = zip(NAMES[lang][:count], LINES[lang][:count], strict=True)
        steps = [{"title": name, "text": line} for name, line in pairs]
        title = f"循环：{count} 步" if zh else f"A round of {count}"
        made.append({"title": title, "cycle": {"steps": steps, "center": "数据飞轮" if zh else "Flywheel"}})
    return made


def _levels(lang: Lang) -> list[dict[str, Any]]:
    zh = lang == "zh"
    made: list[dict[str, Any]] = []
    forms = {"stairs": "台阶", "funnel": "漏斗", "pyramid": "金字塔"}
    for form, name in forms.items():
        for count in (3, 6):
            levels = [
                {"label": f"L{n}", "title": title, "text": "人随时可以接管" if zh else "A person may take over"}
                for n, title in enumerate(LEVELS[lang][:count])
            ]
            title = f"{name}：{count} 级" if zh else f"{form.capitalize()} of {count}"
            made.append({"title": title, "levels": {"form": form, "levels": levels}})
    return made
