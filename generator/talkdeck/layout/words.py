"""The few words that the generator itself puts on slides, by the deck's language."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "zh-CN": {
        "agenda": "目录",
        "thanks": "谢谢",
        "source": "来源：{}",
        "edited": "（经整理）",
        "computed": "（推算）",
        "unconfirmed": "（未证实）",
        "estimate": "（估计）",
        "sources": "资料来源",
        "slide": "幻灯片",
        "more": "（{}/{}）",
        "opens": "二维码：{}",
        "table": "表格：{}",
        "picture": "配图：{}",
        "absent": "{}（生成的装饰图，原图地址：{}）",
        "art": "{}（生成的装饰图）",
    },
    "zh-TW": {
        "agenda": "目錄",
        "thanks": "謝謝",
        "source": "來源：{}",
        "edited": "（經整理）",
        "computed": "（推算）",
        "unconfirmed": "（未證實）",
        "estimate": "（估計）",
        "sources": "資料來源",
        "slide": "投影片",
        "more": "（{}/{}）",
        "opens": "二維碼：{}",
        "table": "表格：{}",
        "picture": "配圖：{}",
        "absent": "{}（生成的裝飾圖，原圖位址：{}）",
        "art": "{}（生成的裝飾圖）",
    },
    "ja": {
        "agenda": "目次",
        "thanks": "ありがとうございました",
        "source": "出典：{}",
        "edited": "（編集済み）",
        "computed": "（計算値）",
        "unconfirmed": "（未確認）",
        "estimate": "（推定）",
        "sources": "出典一覧",
        "slide": "スライド",
        "more": "（{}/{}）",
        "opens": "QRコード：{}",
        "table": "表：{}",
        "picture": "図：{}",
        "absent": "{}（生成された装飾画像、元の画像：{}）",
        "art": "{}（生成された装飾画像）",
    },
    "en": {
        "agenda": "Agenda",
        "thanks": "Thank you",
        "source": "Source: {}",
        "edited": " (edited)",
        "computed": " (computed)",
        "unconfirmed": " (unconfirmed)",
        "estimate": " (estimate)",
        "sources": "Sources",
        "slide": "Slide",
        "more": " ({}/{})",
        "opens": "QR code: {}",
        "table": "Table: {}",
        "picture": "Picture: {}",
        "absent": "{} (generated art; the picture's address: {})",
        "art": "{} (generated art)",
    },
}


def word(key: str, lang: str, *values: object) -> str:
    """The word or phrase `key` in the language of a BCP 47 tag, values filled in; English for languages not known."""
    words = WORDS.get(lang) or WORDS.get(lang.split("-")[0]) or WORDS["en"]
    return words[key].format(*values)
