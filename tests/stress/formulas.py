"""Formulas and recordings at their limits, for the stress talk. Recordings are addresses, so that it needs no file."""

from __future__ import annotations

from itertools import count
from typing import Any, Literal

Lang = Literal["zh", "en"]

ATTENTION = r"\operatorname{Attention}(Q,K,V)=\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V"
LOSS = r"\mathcal{L}(\theta)=-\frac{1}{N}\sum_{i=1}^{N}\log p_\theta(y_i\mid x_i)"
STEP = r"\theta_{t+1}=\theta_t-\eta\,\nabla_\theta\mathcal{L}(\theta_t)"
RELU = r"f(x)=\begin{cases}x,&x>0\\0,&x\le 0\end{cases}"
MATRIX = r"\begin{bmatrix}w_{11}&w_{12}\\w_{21}&w_{22}\end{bmatrix}\begin{bmatrix}x_1\\x_2\end{bmatrix}"
BAYES = r"P(A\mid B)=\frac{P(B\mid A)\,P(A)}{P(B)}"
LONG = (
    r"x_{t-1}=\frac{1}{\sqrt{\alpha_t}}\left(x_t-\frac{1-\alpha_t}{\sqrt{1-\bar\alpha_t}}"
    r"\,\epsilon_\theta(x_t,t)\right)+\sigma_t z"
)
TALL = r"\begin{aligned}a_1&=\frac{b_1}{c_1}\\a_2&=\frac{b_2}{c_2}\\a_3&=\sum_{i=1}^{n}\int_0^1 g_i(x)\,dx\end{aligned}"
SMALL = "E=mc^2"

WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "title": "公式与录像",
        "word": "注意力",
        "line": "查询与键的相似度决定每个值占多大的权重",
        "long": "查询（query）与键（key）的相似度经 softmax 归一化之后，决定每个值（value）在输出里占多大的权重，"
        "除以维数的平方根是为了不让梯度消失",
        "text": r"\text{训练集误差}\leq\text{泛化误差}+\epsilon",
        "point": "学习率决定每一步走多远",
    },
    "en": {
        "title": "Formulas and recordings",
        "word": "Attention",
        "line": "How alike a query and a key are decides how much a value weighs",
        "long": "How alike a query and a key are decides, after softmax, how much each value weighs in the output; the "
        "square root of the dimension keeps gradients from vanishing",
        "text": r"\text{training error}\leq\text{generalisation error}+\epsilon",
        "point": "The learning rate says how far a step goes",
    },
}


def slides(lang: Lang) -> list[dict[str, Any]]:
    """One to four formulas with and without words, the widest and the tallest; recordings with all and with nothing."""
    w = WORDS[lang]
    numbers = count(1)

    def title() -> str:
        return f"{w['title']} {next(numbers)}"

    def said(latex: str, text: str) -> dict[str, str]:
        return {"latex": latex, "text": text}

    foot = {"footnotes": [w["line"]], "source": w["word"], "kicker": w["word"]}
    film = "https://example.com/talks/2024/keynote-with-a-rather-long-name-of-its-file.mp4"
    return [
        {"title": title(), "math": [SMALL]},
        {"title": title(), "math": [said(ATTENTION, w["line"])]} | foot,
        {"title": title(), "math": [said(LONG, w["long"])]},
        {"title": title(), "math": [TALL]},
        {"title": title(), "math": [said(LOSS, w["line"]), said(STEP, w["line"])]} | foot,
        {"title": title(), "math": [said(LONG, w["line"]), said(w["text"], w["word"])]},
        {"title": title(), "math": [said(RELU, w["line"]), said(MATRIX, w["word"]), said(BAYES, w["line"])]} | foot,
        {"title": title(), "math": [said(SMALL, w["word"]), said(BAYES, w["word"]), said(STEP, w["word"]), LOSS]},
        {
            "title": title(),
            "columns": [
                {"title": w["word"], "bullets": [w["point"]] * 3},
                {"title": w["word"], "math": [said(STEP, w["line"]), said(BAYES, w["word"])]},
            ],
        },
        {"title": title(), "video": {"src": film, "caption": w["long"], "credit": w["line"]}} | foot,
        {"title": title(), "video": film},
        {"title": title(), "audio": {"src": "https://example.com/a.mp3", "caption": w["line"]}},
    ]
