"""The latetalk talk holds the whole argument of its source with time codes, and only readings that are sure.

The lists were made from the transcript and its reading by hand, not from the outline.
"""

from __future__ import annotations

import re

import pytest

from tests.talks.conftest import GetDecks
from tests.talks.facts import Deck, Fact, bare

EPISODE = "https://www.xiaoyuzhoufm.com/episode/693b46ec79debc3231f1d7bf"

ARC: tuple[Fact, ...] = (
    ("00:00:20", "Densing Law of LLMs", "2025", "11 月", "封面"),
    ("00:02:36", "智能体", "写代码", "生成图像", "文字"),
    ("00:04:34", "一周", "一年", "能力更强", "能效更高"),
    ("00:05:00", "2018年", "2022年底", "ChatGPT", "指令微调", "2024年底", "2025年初", "强化学习", "深度思考"),
    ("00:05:51", "规模法则", "线性甚至超线性"),
    ("00:08:30", "MiniMax", "Qwen3-Next", "DeepSeek V3.2", "mini", "Gemini Diffusion", "开源", "闭源"),
    ("00:09:40", "大型机", "个人电脑", "手机", "智能手机", "摩尔定律"),
    ("00:10:52", "指标", "十万张卡", "DeepSeek V3"),
    ("00:13:33", "法则", "定律", "1965", "自我实现", "熵增", "物竞天择", "大脑"),
    ("00:17:30", "密度法则", "规模法则", "相辅相成", "转化率"),
    ("00:18:49", "3.3 个月", "3.5 个月", "一百天", "10.8 倍"),
    ("00:21:08", "2023", "140B", "模型风洞", "2024年1月", "MiniCPM 2.4B"),
    ("00:25:59", "基座", "o1", "R1", "2.0"),
    ("00:27:11", "架构", "数据", "算法", "软硬一体"),
    ("00:30:44", "FFN", "MoE", "稀疏注意力"),
    ("00:34:34", "L0", "L1", "L2", "L3", "L4"),
    ("00:40:30", "强化学习", "scaling law", "几千步", "几十万步"),
    ("00:44:06", "环境", "样本效率", "奖励工程", "环境工程"),
    ("00:49:23", "黄氏定律", "GPU", "Transformer", "FlashAttention", "NPU", "DeepSeek V3", "汇编"),
    ("00:52:04", "InfLLM-V2", "NSA", "DSA"),
    ("00:55:19", "KDA", "Qwen3-Next", "MiniMax M1", "MiniMax M2", "全注意力", "长输出"),
    ("00:58:37", "FFN 稀疏", "注意力也稀疏"),
    ("00:58:53", "光刻机", "成本", "具身智能"),
    ("01:02:42", "2030 年", "60B", "8B+", "GPT-4~5"),
    ("01:02:42", "汽车", "个人电脑", "手机"),
    ("01:06:50", "长安马自达", "吉利", "六款"),
    ("01:10:34", "API", "钞能力", "2024 年 5 月", "价格战", "确定性", "端侧"),
    ("01:15:07", "2027年", "端侧强化学习", "2026年", "2030年"),
    ("01:15:07", "眼镜", "手表", "NAS"),
    ("01:17:41", "自主学习", "协同", "创造"),
    ("01:21:05", "手机", "92", "数据中心", "8", "十二倍"),
    ("01:21:05", "1943", "IBM", "个人模型", "专家模型"),
    ("01:24:48", "体力", "脑力", "你加你的 AI", "亚马逊", "1.4 万人"),
    ("01:28:57", "知识", "大球", "AI for Science", "Genesis Mission"),
    ("01:32:32", "束缚自己前进的步伐"),
    ("01:33:56", "强化学习走多远", "生产 AI 的 AI", "2026 年"),
)
"""Every place of the argument with its time code, on one slide with what is said there."""

SHOWN: tuple[Fact, ...] = (
    ("晚点聊", "LateTalk", "2025年12月11日"),
    ("刘知远", "Liu Zhiyuan", "清华大学", "面壁智能"),
    ("肖朝军", "Xiao Chaojun", "博士后", "MiniCPM"),
    ("程曼祺", "Cheng Manqi", "晚点"),
    ("清华大学计算机系副教授", "面壁智能首席科学家", "文本模型负责人"),
    ("Gemini 3", "GPT-5.1", "Claude Opus 4.5", "Nano Banana"),
    ("0", "3.5", "7", "10.5", "14", "1", "2", "4", "8", "16"),
    ("140B", "大几千万", "元"),
    ("Llama 2 13B", "13", "Mistral 7B", "7", "MiniCPM 2.4B", "2.4"),
    ("小模型", "预言大模型", "OpenAI"),
    ("上世纪90年代", "2020年", "Google", "2021年", "张正彦", "DeepSeek"),
    ("FineWeb", "100", "Ultra-FineWeb", "不到十分之一"),
    ("Less is More", "刘鹏飞", "上海交大"),
    ("最小的数据集",),
    ("几十 T token", "R1", "不到一万步"),
    ("可验证的奖励", "unhackable environment", "数学和代码"),
    ("约 50", "不到 5", "128K", "4–6K", "第一版", "第二版"),
    ("NSA", "三部分", "三倍"),
    ("MiniMax M1", "一层全注意力配七层线性"),
    ("Kimi", "KDA"),
    ("Sam Altman", "Anthropic", "Mary Meeker"),
    ("600 亿", "60B"),
    ("100+", "座舱功能"),
    ("5–10 年", "AGI"),
    ("医学", "心理咨询", "金融", "教育", "法律"),
    ("Nano Banana", "OpenAI"),
)

TOLD: tuple[Fact, ...] = (
    ("Nature Machine Intelligence", "自然·机器智能"),
    ("Nature Communications", "MiniCPM-V"),
    ("芯片战争",),
    ("Ilya Sutskever", "OpenAI"),
    ("英伟达", "NVIDIA"),
    ("Llama 3 405B",),
    ("知识密度",),
    ("UltraChat", "UltraFeedback"),
    ("predictable scaling",),
    ("mixture of experts",),
    ("IMO", "IOI"),
    ("熵",),
    ("test-time scaling", "inference-time scaling"),
    ("MiniCPM4", "2025 年 6 月", "10 月"),
    ("prefilling",),
    ("sliding window",),
    ("杨松琳",),
    ("Lightning Attention",),
    ("傅天予", "汪玉"),
    ("华为", "路线图"),
    ("Apple Intelligence", "VLA"),
    ("火山引擎", "阿里", "DeepSeek"),
    ("一炮而红",),
    ("爱因斯坦", "Einstein", "牛顿", "Newton"),
    ("美团", "滴滴", "抖音"),
    ("刘慈欣", "乡村教师"),
    ("1940", "computer"),
    ("to C", "to B"),
    ("物理",),
    ("中国电信研究院",),
    ("长输出", "没有成为行业共识", "01:41:02"),
    ("至少有五家", "GPT-4"),
)

READINGS: tuple[Fact, ...] = (
    ("“今年”都指 2025 年", "“明年”都指 2026 年"),
    ("机器转写", "没有把握的不上页面"),
    ("引语", "不是逐字"),
    ("没有时间锚点",),
    ("【计算】", "2^(12 ÷ 3.5) ≈ 10.8"),
    ("【计算】", "2^(月数 ÷ 3.5)"),
    ("【计算】", "12 ÷ 13 ≈ 92%"),
    ("【计算】", "3.1% 到 4.7%"),
    ("【更正】", "2023 年 4 月", "2023 年 3 月 14 日"),
    ("【更正】", "60筆", "600一", "60B"),
    ("【更正】", "104到6K", "4 到 6K"),
    ("【存疑】", "2023 年 5 月", "2023 年 2 月"),
    ("1943 年", "没有可靠出处"),
    ("贡献者", "一百多人", "凭记忆"),
    ("嘉宾先没说币种", "人民币"),
    ("【存疑】", "Jason Wei", "不上页面"),
    ("【存疑】", "Richard Sutton", "不上页面"),
    ("嘉宾自己的说法",),
)

NOT_SEEN = ("Jason Wei", "Sutton", "Grok", "NotebookLM", "Gated DeltaNet", "Lightning Attention", "血糖", "减肥")
"""Readings that are only likely, and asides: the notes may name them."""

NOWHERE = ("Fossign", "自國高校", "Miance", "開明一步子", "小宇宙，", "苹果播客", "评论区", "公众号")
"""Readings that are guesses, and noise."""

GARBLED = (
    "Dancing Law",
    "命力CPM",
    "Nanu",
    "Dipsyke",
    "拉马",
    "喇嘛",
    "Skilling",
    "西蘇",
    "吞噬",
    "巨神",
    "端策",
    "算例",
)


@pytest.fixture(params=["pptx", "html"])
def deck(request: pytest.FixtureRequest, decks: GetDecks) -> Deck:
    return decks("latetalk")[None][("pptx", "html").index(request.param)]


@pytest.mark.parametrize("fact", ARC + SHOWN, ids="+".join)
def test_fact_is_shown(deck: Deck, fact: Fact) -> None:
    assert deck.shows(fact)


@pytest.mark.parametrize("fact", TOLD + READINGS, ids="+".join)
def test_fact_is_told(deck: Deck, fact: Fact) -> None:
    assert deck.tells(fact)


def test_every_slide_of_the_argument_has_its_time(deck: Deck) -> None:
    """All but cover, agenda, section and closing slides; the teaser of the first two minutes is not cited."""
    times = [re.findall(r"\d\d:\d\d:\d\d", slide.shown) for slide in deck.slides]
    assert sum(bool(each) for each in times) >= 50
    assert len(deck.slides) - sum(bool(each) for each in times) == 8
    assert {time for each in times for time in each} <= {fact[0] for fact in ARC}


def test_quotes_are_marked_as_edited(deck: Deck) -> None:
    quotes = [slide.shown for slide in deck.slides if "（经整理）" in slide.shown]
    assert len(quotes) == 4
    assert all("刘知远" in quote or "肖朝军" in quote for quote in quotes)


def test_computed_and_doubtful_things_are_marked_where_they_stand(deck: Deck) -> None:
    assert "一年后的密度（推算）" in deck.slide("3.3个月")
    assert "虚线为推算值：3.5–14。" in deck.slide("十四个月是十六倍")
    assert "斜纹为推算值：手机、数据中心。" in deck.slide("十二倍")
    assert "未证实" in deck.slide("1943")
    assert "嘉宾的说法" in deck.slide("Mistral7B")


@pytest.mark.parametrize("words", NOT_SEEN)
def test_readings_that_are_only_likely_are_not_seen(deck: Deck, words: str) -> None:
    assert bare(words) not in deck.shown


@pytest.mark.parametrize("words", NOWHERE + GARBLED)
def test_guesses_garble_and_noise_are_nowhere(deck: Deck, words: str) -> None:
    assert bare(words) not in deck.shown + deck.notes


def test_the_recording_is_linked(decks: GetDecks) -> None:
    pptx, html = decks("latetalk")[None]
    assert pptx.links.count(EPISODE) >= 50
    assert html.links.count(EPISODE) >= 50
