"""The overview talk holds every fact of its source, in the order restored, with its doubts marked.

The lists were made from the source and its reading by hand, not from the outline.
"""

from __future__ import annotations

import pytest

from tests.talks.conftest import GetDecks
from tests.talks.facts import Deck, Fact, bare

MODELS: tuple[Fact, ...] = (
    ("M6", "1000", "100", "2021-03-01"),
    ("Stable Diffusion 1.0", "9.83", "0.983", "2022-08"),
    ("Whisper", "15.5", "1.55", "2022-09-21"),
    ("ERNIE-ViLG 2.0", "240", "24", "2022-10-27"),
    ("Stable Diffusion 2.0", "9.83", "0.983", "2022-11-24"),
    ("Whisper V2", "15.5", "1.55", "2022-12-09"),
    ("MOSS", "160", "16", "2023-02-20"),
    ("PaLM-E", "5620", "562", "2023-03-06"),
    ("Visual ChatGPT", "1750", "175", "2023-03-08"),
    ("GPT-4", "1750", "175", "2023-03-14"),
    ("HuggingGPT", "2023-03-31"),
    ("LVDM", "2023-04-06"),
    ("Whisper JAX", "15.5", "1.55", "2023-04-14"),
)
"""Model, parameters in 亿, in B, date; the two last without parameters."""

PLOTTED: tuple[Fact, ...] = tuple(
    ("对数轴", "亿", name, value)
    for name, value in (
        ("PaLM-E", "5,620"),
        ("GPT-4", "1,750"),
        ("Visual ChatGPT", "1,750"),
        ("M6", "1,000"),
        ("ERNIE-ViLG 2.0", "240"),
        ("MOSS", "160"),
        ("Whisper", "15.5"),
        ("Whisper V2", "15.5"),
        ("Whisper JAX", "15.5"),
        ("Stable Diffusion 1.0", "9.83"),
        ("Stable Diffusion 2.0", "9.83"),
    )
)
"""The eleven bars on a logarithmic axis."""

SHOWN: tuple[Fact, ...] = (
    ("AI 大模型发展概况",),
    ("2023年年中",),
    ("根据上下文", "下一个词"),
    ("长度为 m 的词序列", "概率"),
    ("长距离", "Transformer", "预训练"),
    ("n-gram", "n 较大时", "数据稀疏", "估算不准"),
    ("NNLM", "分布式", "连续空间"),
    ("NNLM", "数据稀疏", "定长"),
    ("RNNLM", "变长", "梯度消失或爆炸", "长时依赖"),
    ("LSTM-RNNLM", "记忆单元", "NNLM", "主流"),
    ("ELMo", "语境"),
    ("GPT-1", "无监督预训练", "有监督微调", "领域专家", "通用的语言学家"),
    ("GPT-2", "容量", "数据", "任何任务"),
    ("GPT-3", "梯度", "微调", "任务说明", "示例", "1750 亿"),
    ("BERT", "Google", "2018", "双向", "Transformer 编码器"),
    ("MLM", "NSP", "掩码语言模型", "下一句预测", "一个输出层"),
    ("自注意力", "不同位置", "句法", "语义", "长距离", "并行"),
    ("Transformer", "编码器", "解码器", "嵌入", "位置编码"),
    ("紫东太初 2.0", "2023 年 6 月 16 日", "人工智能框架生态峰会 2023", "千亿", "1.0"),
    ("语音", "图像", "文本", "视频", "信号", "3D 点云"),
    ("多轮问答", "文本创作", "图像生成", "3D 理解", "信号分析", "任意输入，任意输出"),
    ("单模态", "多模态", "全模态"),
    ("通用大模型", "成本", "垂直大模型", "降本增效", "底座模型"),
    ("视觉", "70", "触觉", "10", "听觉", "20"),
    ("紫东太初 2.0", "世界知识", "底座模型"),
    ("算力", "算法", "数据", "无标注数据", "高精度数据"),
)

TOLD: tuple[Fact, ...] = (
    ("NLP", "自然语言处理"),
    ("2018 年以来", "参数指标"),
    ("参数量突破", "参数量再突破"),
    ("GPT-1", "ELMo", "框架"),
    ("认知增强的多模态关联",),
    ("理解", "生成", "关联"),
    ("ChatGPT", "GPT", "模态覆盖更全", "原文的主张"),
    ("低功耗", "更类人", "融合多模态"),
    ("国内大模型", "语言"),
    ("内部注意力",),
)

READINGS: tuple[Fact, ...] = (
    ("【更正】", "词列", "词序列"),
    ("【恢复】", "n-gram、NNLM、RNNLM、LSTM-RNNLM"),
    ("【存疑】", "n-gram", "我们的读法"),
    ("【更正】", "ELMO", "ELMo"),
    ("【更正】", "工业大模型", "产业模型"),
    ("【存疑】", "OpenAI 从未公布"),
    ("【更正】", "互相融通", "引号"),
    ("【存疑】", "紫东·太初", "峰会的名字"),
    ("【计算】", "100 − 70 − 10 = 20"),
    ("【计算】", "B 列", "亿列"),
    ("围绕其他模型搭的系统", "HuggingGPT", "Visual ChatGPT"),
)
"""What the notes say of what was corrected, restored, doubted or computed."""


@pytest.fixture(params=["pptx", "html"])
def deck(request: pytest.FixtureRequest, decks: GetDecks) -> Deck:
    return decks("overview")[None][("pptx", "html").index(request.param)]


@pytest.mark.parametrize("fact", MODELS + PLOTTED + SHOWN, ids="+".join)
def test_fact_is_shown(deck: Deck, fact: Fact) -> None:
    assert deck.shows(fact)


@pytest.mark.parametrize("fact", TOLD + READINGS, ids="+".join)
def test_fact_is_told(deck: Deck, fact: Fact) -> None:
    assert deck.tells(fact)


def test_history_is_in_the_order_restored(deck: Deck) -> None:
    lines = deck.slide("语言模型走过四步").split("\n")
    places = [lines.index(name) for name in ("n-gram统计模型", "NNLM", "RNNLM", "LSTM-RNNLM")]
    assert places == sorted(places)


def test_doubtful_values_are_marked_where_they_stand(deck: Deck) -> None:
    assert "日期不明" in deck.slide("2021-03-01")
    table = deck.slide("2023-03-31")
    assert all(words in table for words in ("1750（未证实）", "175（未证实）", "不是零"))
    assert {"HuggingGPT", "LVDM"} & set(table.split("\n")) == {"HuggingGPT", "LVDM"}
    chart = deck.slide("对数轴")
    assert "斜纹为未经证实的值：GPT-4。" in chart
    assert "HuggingGPT与LVDM没有给出参数，不在图中" in chart
    assert not {"HuggingGPT", "LVDM"} & set(chart.split("\n"))
    assert "斜纹为推算值：听觉及其他。" in deck.slide("七成靠视觉")


@pytest.mark.parametrize("words", ["2022-08-00", "ELMO", "工业大模型", "查看详情", "紫东·太初", "词列"])
def test_mistakes_and_noise_are_not_seen(deck: Deck, words: str) -> None:
    assert bare(words) not in deck.shown.replace("源文写“2022-08-00”，日期不明", "")
