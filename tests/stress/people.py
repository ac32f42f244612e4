"""People at their limits: persons, cards, round tables, portraits at quotations, icons, footnotes and time codes."""

from __future__ import annotations

from typing import Any, Literal

WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "name": "欧阳万里",
        "latin": "Ouyang Wanli",
        "long": "Chenwei Alexander Yan-Featherstonehaugh",
        "other": "颜辰巍",
        "role": "高级副总裁兼全球产品管理与人工智能终端平台规划研发及生态合作业务总负责人代理首席",
        "org": "高通技术公司产品管理与全球人工智能平台生态合作事业发展总部",
        "claim": "数据在终端产生，**隐私**要留在终端",
        "say": "云上的成本越来越高，数据在终端产生，隐私要留在终端，没有网络的地方也要能用，所以推理会往终端走",
        "title": "谁在台上",
        "ask": "关键在哪里？数据、算力还是安全？",
        "year": "两年，约 **2025–2026** 年",
        "word": "终端",
        "note": "按公开评测推算，口径见节目说明，与原文略有出入",
    },
    "en": {
        "name": "Ilya Sutskever",
        "latin": "伊利亚·苏茨克韦尔",
        "long": "Konstantinos Alexander Featherstonehaugh",
        "other": "费瑟斯通霍",
        "role": "Senior Vice President of Global Products",
        "org": "Qualcomm Technologies, San Diego",
        "claim": "Data are born on the device, **private** ones stay",
        "say": "Cloud costs keep rising, data are born on the device, privacy wants them to stay, and networks fail",
        "title": "Who is on stage",
        "ask": "What is the key: data, compute or safety?",
        "year": "Two years, about **2025–2026**",
        "word": "Devices",
        "note": "Computed from public benchmarks, see the notes; it differs a little from the original",
    },
}


def slides(lang: Literal["zh", "en"]) -> list[dict[str, Any]]:
    """Slides as an outline has them, in Chinese or English, with Latin or Han mixed in."""
    w = WORDS[lang]
    count = 0

    def title() -> str:
        nonlocal count
        count += 1
        return f"{w['title']} {count}"

    full = {"name": w["name"], "latin": w["latin"], "role": w["role"], "org": w["org"]}
    longest = full | {"name": w["long"], "latin": w["other"]}
    short = {"name": w["name"], "latin": w["latin"], "role": w["word"]}
    foot = {"footnotes": [w["note"], w["word"]], "source": w["say"][:16], "time": "1:18:49", "kicker": w["word"]}
    questions: list[dict[str, Any]] = [{"question": f"{n}. {w['ask']}"} for n in range(1, 5)]

    def panel(people: list[Any], answers: list[str | None], asked: int) -> dict[str, Any]:
        rows = [question | {"answers": answers[: len(people)]} for question in questions[:asked]]
        return {"people": people, "questions": rows}

    said = [w["say"], w["year"], w["claim"], None, w["say"]]
    return [
        {"person": longest | {"claim": w["say"], "points": [w["say"]] * 3}} | foot,
        {"person": longest | {"name": " ".join(reversed(w["long"].split())), "claim": w["word"]}},
        {"person": short | {"claim": {"text": w["claim"], "mark": "edited"}, "points": [w["word"]]}},
        {"title": title(), "person": full | {"points": [w["say"]] * 9}},
        {
            "title": title(),
            "person": full | {"claim": w["say"], "points": [w["say"]] * 2},
            "footnotes": [w["note"]] * 3,
        },
        {"title": title(), "person": w["name"]},
        *({"title": title(), "people": [short] * n} for n in range(2, 9)),
        *({"title": title(), "people": [full | {"claim": w["claim"]}] * n} for n in (2, 3, 5, 8)),
        {"title": title(), "people": [short | {"claim": w["word"]}] * 8} | foot,
        {"title": title(), "people": [longest, w["name"], full, short]},
        {"title": title(), "panel": panel([full] * 5, said, 4)} | foot,
        {"title": title(), "panel": panel([w["name"]] * 5, [w["year"]] * 5, 1)},
        {"title": title(), "panel": panel([short, w["long"]], said, 4)},
        {"title": title(), "panel": panel([short] * 3, [w["year"], w["word"], None], 3)},
        {
            "quote": {
                "text": w["say"],
                "name": w["name"],
                "role": w["role"],
                "org": w["org"],
                "edited": True,
                "image": {"src": "img/tall.png"},
            }
        }
        | foot,
        {"title": title(), "cards": [{"title": w["word"], "text": w["claim"], "icon": "rocket"}] * 3} | foot,
        {"title": title(), "cards": [{"title": w["word"], "text": w["word"], "icon": "cpu"}] * 4},
        {"title": title(), "cards": [{"title": w["word"], "text": w["word"], "icon": "heart-handshake"}] * 6} | foot,
        {"title": title(), "cards": [{"title": w["word"], "icon": "smartphone"}] * 8},
        {"title": title(), "bullets": [w["say"]] * 9, "footnotes": [w["note"] * 2] * 4, "time": "18:49"},
        {"statement": w["say"][1:], "time": "1:00:00", "kicker": w["say"][:30]},
        {"title": title(), "image": {"src": "img/wide.jpg"}, "bullets": [w["say"]] * 2} | foot,
    ]
