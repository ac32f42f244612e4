"""The idc talk holds every fact of its source, in Chinese and in English, with computed and corrected things marked.

The lists were made from the source and its reading by hand, not from the outline: first what both editions share, then
what each says in its own language.
"""

from __future__ import annotations

import re

import pytest

from tests.talks.conftest import GetDecks
from tests.talks.facts import Deck, Fact, bare

BOTH: tuple[Fact, ...] = (
    ("武连峰", "Wu Lianfeng", "钟振山", "Zhong Zhenshan", "IDC"),
    ("28%", "3.5", "46.5%", "27.1%"),
    ("9.1%", "8.9%", "55.3%", "54.2%"),
    ("ICT", "ChatGPT", "GPT-3.5", "2022", "2024"),
    ("子曰", "MathGPT", "KidsGPT", "贞仪", "百灵", "雅意", "言犀", "ChatJD"),
    ("网易有道", "好未来", "孩子王", "蚂蚁集团", "中科闻歌", "京东"),
    ("盘古", "MiLM", "蓝心", "安第斯", "魔法", "Siri"),
    ("MagicLM", "魔方"),
    ("CPU", "GPU", "XPU", "MoE"),
    ("Wu Lianfeng", "武连峰"),
    ("HPC", "ISV"),
    ("CSDN", "10", "30", "20"),
    ("RAG", "ChatPDF", "RAG-Fusion"),
    ("Transformer",),
    ("vLLM",),
)

CHINESE: tuple[Fact, ...] = (
    ("从训练到推理", "五个趋势", "2024年4月6日", "电子发烧友网", "章鹰"),
    ("副总裁兼首席分析师", "副总裁", "IDC 中国"),
    ("新质生产力", "十大任务", "政府工作报告", "高端", "智能", "绿色", "核心支撑要素"),
    ("印度", "6.2", "中国", "5", "世界", "2.6", "美国", "2"),
    ("不到一年", "28%"),
    ("每投入 1 美元", "3.5 倍"),
    ("自动化 IT 任务", "46.5", "产品与服务创新", "27.1", "不是回报率"),
    ("开源", "商业", "更倾向开源模型", "数据仓库"),
    ("全球", "2024", "387.9", "2027", "1,454.2", "亿美元", "55.3%"),
    ("中国", "2024", "35.3", "2027", "129.3", "亿美元"),
    ("全球", "中国", "生成式 AI", "其他 AI"),
    ("企业移动软件", "IoT 连接", "可穿戴设备", "移动数据服务", "10% 以下"),
    ("AI 平台", "机器人相关的 OT 服务", "AI 相关的商业服务", "18%–40%"),
    ("卷向产业", "开闭并存", "走向端侧", "多模态", "杀手级应用", "新一代基础设施", "下一个战场"),
    ("教育", "子曰", "网易有道"),
    ("金融", "贞仪、百灵", "蚂蚁集团"),
    ("媒体", "雅意", "中科闻歌"),
    ("商业", "言犀 ChatJD", "京东"),
    ("压缩、量化、蒸馏", "十亿到千亿", "万亿", "微调", "CPU、GPU 和 XPU"),
    ("华为", "小米", "vivo", "OPPO", "荣耀", "苹果"),
    ("效率", "隐私", "交互", "带宽", "算力"),
    ("手机", "PC", "耳机、音箱", "XR", "汽车", "可穿戴"),
    ("文本", "视频", "图像", "音频", "剧本", "漫画", "动态视频"),
    ("灵活调配", "边缘计算", "私有云", "高性能", "多云集成", "伙伴", "合规"),
    ("训练", "云上和本地", "推理", "边缘", "混合架构"),
    ("高性能处理器", "下一代存储", "超融合系统", "高性能 AI 网络", "精密计算", "数据中心", "量子计算"),
    ("2027 年", "边缘推理服务器", "本地推理服务器"),
    ("10 天", "初阶应用", "30 天", "高阶应用", "模型训练", "20 天", "商业闭环", "九十天"),
    ("转载", "不是 IDC"),
    ("Prompt 攻击", "思维链与思维树"),
    ("向量表示", "向量数据库", "混合检索", "本地部署"),
    ("神经网络", "轻量化微调", "实验数据集", "损失函数"),
    ("硬件选型", "私有化部署", "内容安全", "算法备案"),
)

ENGLISH: tuple[Fact, ...] = (
    ("From training to inference", "five trends", "6 April 2024", "Elecfans", "电子发烧友网", "Zhang Ying", "章鹰"),
    ("Vice president and chief analyst", "Vice president", "IDC China"),
    ("新质生产力", "ten tasks", "government report", "intelligent", "green"),
    ("India", "6.2", "China", "5", "World", "2.6", "United States", "2"),
    ("28%", "less than a year"),
    ("dollar", "3.5"),
    ("Automated IT tasks", "46.5", "Product and service innovation", "27.1", "not the return"),
    ("Open and commercial", "lean towards open", "Data warehouses"),
    ("World", "2024", "38.79", "2027", "145.42", "billion US dollars", "55.3"),
    ("China", "2024", "3.53", "2027", "12.93", "billion US dollars"),
    ("World", "China", "Generative AI", "Other AI"),
    ("Enterprise mobile software", "IoT connections", "Wearables", "Mobile data services", "under 10"),
    ("AI platforms", "Robot-related OT services", "AI-related business services", "18–40"),
    ("Into industries", "Open and closed", "To the device", "Multimodal", "killer application", "battlefield"),
    ("Education", "Ziyue", "子曰", "Youdao"),
    ("Education", "MathGPT", "TAL", "好未来"),
    ("Education", "KidsGPT", "Kidswant", "孩子王"),
    ("Finance", "Zhenyi", "Bailing", "Ant Group"),
    ("Media", "Yayi", "Wenge"),
    ("Commerce", "ChatJD", "JD"),
    ("Compress, quantise, distil", "a hundred billion", "a trillion", "CPU, GPU and XPU"),
    ("Huawei", "华为", "Xiaomi", "小米", "vivo", "OPPO", "Honor", "荣耀", "Apple"),
    ("Pangu", "MiLM", "BlueLM", "Andes", "MagicLM", "Siri"),
    ("Efficiency", "Privacy", "interact", "bandwidth"),
    ("Phones", "PCs", "Earphones, speakers", "XR", "Cars", "wearables"),
    ("text, video, pictures and sound", "script, comic and moving video"),
    ("Flexible", "Edge", "Private cloud", "High performance", "Multi-cloud", "Partnerships"),
    ("Training", "cloud", "own sites", "Inference", "edge", "hybrid"),
    ("processors", "storage", "Hyperconverged", "networks", "data centres", "Quantum"),
    ("2027", "edge inference", "on-site inference"),
    ("10 days", "30 days", "20 days", "ninety days"),
    ("republished", "not from IDC"),
    ("Embeddings", "vector databases", "Hybrid search"),
)

CHINESE_NOTES: tuple[Fact, ...] = (
    ("“今年”都指 2024 年",),
    ("【更正】", "核心支撑要求", "核心支撑要素", "ChateGPT3.5"),
    ("【更正】", "生成是AI", "生成式AI"),
    ("【更正】", "全球支持", "全球支出"),
    ("【更正】", "国内大通用大模型", "国内通用大模型"),
    ("【存疑】", "46.5%", "比例", "不是 46.5% 的回报率"),
    ("【更正】", "为什么要做 RAG", "第二阶段"),
    ("【验算】", "(1454.2 ÷ 387.9)^(1/3) − 1 = 55.3%"),
    ("【计算】", "(129.3 ÷ 35.3)^(1/3) − 1", "54.2%"),
    ("【计算】", "35.3 ÷ 387.9 = 9.1%", "129.3 ÷ 1454.2 = 8.9%"),
    ("【计算】", "387.9 × 1.553 ≈ 602", "936"),
    ("【计算】", "100 − 16.7 = 83.3", "100 − 16 = 84"),
    ("【计算】", "10 + 30 + 30 + 20 = 90"),
    ("百款", "2023 年"),
    ("推理", "大于训练"),
)

ENGLISH_NOTES: tuple[Fact, ...] = (
    ('"This year" is 2024',),
    ("Corrected:", "核心支撑要求", "核心支撑要素", "ChateGPT3.5"),
    ("Corrected:", "生成是AI", "生成式AI"),
    ("Corrected:", "全球支持", "全球支出"),
    ("Corrected:", "国内大通用大模型", "国内通用大模型"),
    ("Unsure:", "46.5", "a share of answers"),
    ("Corrected:", "why RAG", "stage 2"),
    ("(145.42 / 38.79)^(1/3) - 1 = 55.3",),
    ("Computed:", "(12.93 / 3.53)^(1/3) - 1", "54.2"),
    ("Computed:", "3.53 / 38.79 = 9.1", "12.93 / 145.42 = 8.9"),
    ("Computed:", "60.2", "93.6"),
    ("Computed:", "10 + 30 + 30 + 20 = 90"),
    ("hundred general models", "2023"),
)

NOISE = ("红包", "二维码", "免费领取", "天才", "15 天", "机器翻译", "[^1]", "在这里插入图片描述", "工作十余年", "点赞")
MISTAKES = ("ChateGPT", "生成是AI", "全球支持", "核心支撑要求", "国内大通用")
"""Only the notes may name them."""


@pytest.fixture(params=["pptx", "html"])
def chinese(request: pytest.FixtureRequest, decks: GetDecks) -> Deck:
    return decks("idc")[None][("pptx", "html").index(request.param)]


@pytest.fixture(params=["pptx", "html"])
def english(request: pytest.FixtureRequest, decks: GetDecks) -> Deck:
    return decks("idc")["en"][("pptx", "html").index(request.param)]


@pytest.mark.parametrize("fact", BOTH + CHINESE, ids="+".join)
def test_fact_is_shown_in_chinese(chinese: Deck, fact: Fact) -> None:
    assert chinese.shows(fact)


@pytest.mark.parametrize("fact", BOTH + ENGLISH, ids="+".join)
def test_fact_is_shown_in_english(english: Deck, fact: Fact) -> None:
    assert english.shows(fact)


@pytest.mark.parametrize("fact", CHINESE_NOTES, ids="+".join)
def test_fact_is_told_in_chinese(chinese: Deck, fact: Fact) -> None:
    assert chinese.tells(fact)


@pytest.mark.parametrize("fact", ENGLISH_NOTES, ids="+".join)
def test_fact_is_told_in_english(english: Deck, fact: Fact) -> None:
    assert english.tells(fact)


def test_computed_values_are_marked_where_they_stand(chinese: Deck, english: Deck) -> None:
    shares = chinese.slide("几乎不变")
    assert shares.count("（推算）") == 3
    assert "计算；IDC未给出" in chinese.slide("中国同步起跑")
    path = chinese.slide("匀速增长")
    assert "虚线为推算值：2025–2026。" in path
    assert "插值，IDC没有给出" in path
    assert chinese.slide("六分之一").count("斜纹为推算值：其他AI。") == 2
    assert "合计为计算" in chinese.slide("一共九十天")
    assert english.slide("stays near 9").count("(computed)") == 3
    assert bare("computed; not given by IDC") in english.slide("China keeps pace")
    assert bare("interpolated at 55.3 %; IDC does not give them") in english.slide("At a steady rate")


def test_the_appendix_says_whose_it_is(chinese: Deck, english: Deck) -> None:
    stages = [slide.shown for slide in chinese.slides if "学习路径" in slide.shown]
    assert len(stages) >= 5
    assert all("转载" in shown for shown in stages if "阶段" in shown)
    learning = [slide.shown for slide in english.slides if re.search(r"Stage[1-4]", slide.shown)]
    assert len(learning) == 4
    assert all("Republishingblog" in shown for shown in learning)


@pytest.mark.parametrize("words", NOISE + MISTAKES)
def test_noise_and_mistakes_are_not_seen(chinese: Deck, english: Deck, words: str) -> None:
    assert bare(words) not in chinese.shown
    assert bare(words) not in english.shown
