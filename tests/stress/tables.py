"""Tables, matrices and program text at their limits."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, dict[str, Any]] = {
    "zh": {
        "title": "表格",
        "name": "第 {} 个端侧大模型",
        "long": "端侧的小模型与云上的大模型怎样分工，哪些话留在手机里，哪些话要送上云，由隐私与成本决定",
        "org": "浪潮信息",
        "mark": "computed",
        "group": "第 {} 组：参数规模",
        "note": "参数量没有公布，这里是业界的估计，各家口径不同，只供比较用",
        "unit": "亿",
        "head": ["模型", "机构", "参数（亿）", "得分", "增长", "备注"],
        "caption": "数据截至 2023 年 12 月，按参数从大到小排列",
        "code": "# 第 {} 步：更新 embedding 的权重",
        "columns": ["端侧模型", "云端模型", "开放源代码", "手机首发", "多模态", "开发者社区"],
    },
    "en": {
        "title": "Table",
        "name": "On-device model {}",
        "long": "How the small model on the phone and the large one in the cloud share their work depends on privacy",
        "org": "Example Institute",
        "mark": "unconfirmed",
        "group": "Group {}: parameters",
        "note": "The number of parameters is not published; this is an estimate, and makers count in different ways",
        "unit": "bn",
        "head": ["Model", "Maker", "Parameters", "Score", "Growth", "Remark"],
        "caption": "As of December 2023, ordered by parameters",
        "code": "# step {}: update the weights of the embedding",
        "columns": ["On device", "In the cloud", "Open source", "On phones first", "Multimodal", "Community"],
    },
}


def slides(lang: str) -> list[dict[str, Any]]:
    """Slides as plain outline data; `lang` is `zh` or `en`."""
    w = WORDS[lang]
    count = 0

    def slide(**content: Any) -> dict[str, Any]:
        nonlocal count
        count += 1
        return {"title": f"{w['title']} T{count}", **content}

    def row(n: int, remark: str | None = None) -> list[Any]:
        value = f"{n * 137.25:,.{n % 3}f}"
        growth: Any = f"{'−' if n % 4 == 0 else ''}{n * 1.5:g} %"
        if n % 5 == 0:
            growth = {"text": growth, "mark": w["mark"]}
        return [w["name"].format(n), w["org"], value, f"{60 + n / 7:.{n % 3}f}", growth, remark]

    head, name = w["head"], w["name"].format(1)
    spans = [
        [{"text": w["group"].format(1), "down": 3}, name, {"text": w["long"], "across": 2}],
        [name, {"text": "1,454.2", "strong": True}, "3"],
        [name, {"text": w["long"], "down": 2, "across": 2}],
        [{"text": w["org"], "across": 2}],
    ]
    groups: list[Any] = []
    for g in range(4):
        groups += [{"group": w["group"].format(g + 1)}, *(row(g * 15 + n) for n in range(15))]
    marks = ["full", "part", "none", "open", None, w["org"]]
    program = "\n".join(f"w[{n}] -= rate * grad[{n}]  {w['code'].format(n)}" for n in range(40))
    wide = f"model = fine_tune(base_model, data, rank=8, alpha=16, dropout=0.05, epochs=3, rate=2e-4)  {w['code']}"
    return [
        slide(table={"rows": [[name]]}),
        slide(table={"head": head, "rows": [row(n) for n in range(1, 8)], "emphasis": [head[3]]}),
        slide(
            table={
                "head": head,
                "rows": [*groups, {"cells": ["Σ", None, "9,999.5", "61", "3 %", None], "strong": True}],
                "caption": w["caption"],
                "footnotes": [w["note"]],
            },
            source=w["org"],
        ),
        slide(
            table={
                "head": head,
                "rows": [*(row(n, w["long"]) for n in range(1, 4)), [f"{name}^1^", "x^2^", "~", "—", "0", w["long"]]],
                "footnotes": [w["note"], w["note"] * 2],
                "caption": w["caption"],
            }
        ),
        slide(table={"head": head[:4], "rows": spans}),
        slide(table={"head": head[:3], "rows": [row(n)[:3] for n in range(4)], "widths": [3, 1, 2]}),
        slide(table={"rows": [[str(n * m) for n in range(1, 13)] for m in range(1, 10)]}),
        slide(columns=[{"table": {"head": head[2:4], "rows": [row(n)[2:4] for n in range(4)]}}, {"text": w["long"]}]),
        slide(matrix={"columns": [head[0]], "rows": {name: ["full"]}}),
        slide(
            matrix={
                "corner": head[1],
                "columns": w["columns"],
                "rows": {w["name"].format(n): [marks[(n + m) % 6] for m in range(6)] for n in range(18)},
                "caption": w["caption"],
            },
            source=w["org"],
        ),
        slide(code={"lang": "python", "numbers": True, "first": 91, "highlight": ["95-110"], "text": program}),
        slide(code={"lang": "python", "numbers": True, "highlight": ["1", "3"], "text": "\n".join([wide] * 4)}),
        slide(code={"lang": "python", "highlight": ["2"], "text": "a = 1\nb = 2"}),
        slide(columns=[{"code": {"numbers": True, "highlight": ["1"], "text": wide}}, {"bullets": [w["long"]]}]),
    ]
