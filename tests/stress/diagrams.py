"""Diagrams at their limits: many nodes, many edges, long words, every form, both directions."""

from __future__ import annotations

from typing import Any

WORDS = {
    "zh": {
        "title": "示意图",
        "nodes": "用户 检索器 向量库 提示词 大模型 审查 日志 网关 缓存 工具 记忆 规划 评测 反馈",
        "long": "经过检索增强的 Transformer 大语言模型",
        "label": "找相近的段落",
        "text": "拆成小步，逐一完成",
    },
    "en": {
        "title": "Diagram",
        "nodes": "User Search Index Prompt Model Review Log Gate Cache Tools Store Plan Tests Votes",
        "long": "A retrieval-augmented language model",
        "label": "similar passages",
        "text": "small steps, one by one",
    },
}
FORMS = ("box", "round", "circle", "diamond", "store")


def slides(lang: str) -> list[dict[str, Any]]:
    """Slides as plain outline data; `lang` is `zh` or `en`."""
    w = WORDS[lang]
    n, label = w["nodes"].split(), str(w["label"])
    count = 0

    def slide(**diagram: Any) -> dict[str, Any]:
        nonlocal count
        count += 1
        return {"title": f"{w['title']} D{count}", "diagram": diagram}

    fan = [f"{n[0]} -> {name}" for name in n[1:6]] + [f"{name} -> {n[6]}" for name in n[1:6]]
    layers = [f"{a} -> {b}" for a in n[0:3] for b in n[3:6]] + [f"{a} -> {b}" for a in n[3:6] for b in n[6:9]]
    wide = [f"{n[a]} -> {n[b]}" for a, b in ((0, 1), (0, 2), (0, 3), (1, 4), (2, 5), (3, 6), (4, 7), (5, 7), (6, 8))]
    return [
        slide(edges=[f"{n[0]} -- {n[1]}"]),
        slide(edges=[f"{n[0]} -> {n[1]}: {label}", f"{n[1]} -> {n[0]}: {label}"]),
        slide(edges=[f"{n[0]} -> {n[1]} -> {n[2]} -> {n[3]} -> {n[4]}", f"{n[4]} -> {n[0]}", f"{n[0]} -> {n[3]}"]),
        slide(edges=fan),
        slide(edges=fan, direction="down"),
        slide(edges=layers),
        slide(edges=[*wide, f"{n[8]} -> {n[0]}", f"{n[0]} -> {n[7]}", f"{n[9]} <-> {n[7]}", f"{n[10]} -- {n[0]}"]),
        slide(
            edges=[f"{n[0]} -> {n[1]} -> {n[2]}", f"{n[2]} -> {n[3]}: {label}", f"{n[2]} -> {n[4]}: {label}"],
            nodes={
                name: {"form": form, "title": w["long"] if at == 1 else name, "strong": at == 0}
                | ({"text": w["text"]} if at == 0 else {})
                for at, (name, form) in enumerate(zip(n, FORMS, strict=False))
            },
        ),
        slide(
            edges=[f"{n[0]} -> {n[1]}: {label}", f"{n[1]} -> {n[2]}", f"{n[1]} -> {n[3]}: {label}"],
            nodes={n[1]: {"form": "diamond"}},
            direction="down",
        ),
    ]
