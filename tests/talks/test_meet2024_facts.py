"""The meet2024 talk holds every speaker, claim and figure of its source, with corrections and doubts marked.

The lists were made from the source and its reading by hand, not from the outline.
"""

from __future__ import annotations

import pytest

from tests.talks.conftest import GetDecks
from tests.talks.facts import Deck, Fact, bare

SPEAKERS: tuple[Fact, ...] = (
    ("李开复", "Kai-Fu Lee", "董事长", "CEO", "创新工场", "零一万物", "01.AI"),
    ("李培根", "Li Peigen", "院士", "中国工程院"),
    ("欧阳万里", "Ouyang Wanli", "领军科学家", "上海人工智能实验室"),
    ("方汉", "Fang Han", "董事长兼 CEO", "昆仑万维"),
    ("王晓刚", "Wang Xiaogang", "联合创始人、首席科学家", "商汤", "SenseTime"),
    ("马艳军", "Ma Yanjun", "AI 技术生态总经理", "百度"),
    ("李大海", "Li Dahai", "联合创始人、CEO", "面壁智能", "ModelBest"),
    ("李笛", "Li Di", "首席执行官", "小冰", "Xiaoice"),
    ("杨铭", "Yang Ming", "研究员", "百灵多模态大模型", "蚂蚁集团"),
    ("梁志辉", "Liang Zhihui", "副总裁", "大模型应用负责人", "360"),
    ("祝铭明", "Zhu Mingming", "Misa", "创始人兼 CEO", "Rokid"),
    ("周围", "Zhou Wei", "副总裁", "AI 全球研究院院长", "vivo"),
    ("栾剑", "Luan Jian", "AI 实验室大模型团队负责人", "小米"),
    ("颜辰巍", "Yan Chenwei", "产品管理高级副总裁", "高通"),
    ("吴韶华", "Wu Shaohua", "AI 软件研发总监", "浪潮信息"),
    ("卞正达", "Bian Zhengda", "联合创始人兼 CTO", "潞晨科技", "HPC-AI Tech"),
    ("田山", "Tian Shan", "联合创始人兼 CTO", "DeepWay 深向", "百度 Apollo 商用车"),
    ("廖若雪", "Liao Ruoxue", "联合创始人", "千挂科技"),
    ("黄泽铧", "Huang Zehua", "创始人兼 CEO", "零一汽车", "图森", "TuSimple"),
)
"""Sixteen talks and three founders, in this order."""

SHOWN: tuple[Fact, ...] = (
    ("MEET 2024", "新起点，再出发", "量子位", "2023年12月14日", "头号AI玩家", "2024 年 1 月 1 日"),
    ("20+", "十九位", "近 300 万", "数百位", "4", "1"),
    ("五六家", "AI Native", "最快两年", "杀手级应用", "扫雷"),
    ("算力层、架构层、系统层", "解放生产力"),
    # 李开复
    ("四十多年", "AGI", "《时代》", "25", "Yi"),
    ("10 倍", "PC", "移动互联网", "5–6 家", "不含大厂", "中美", "100 倍"),
    ("AI-First", "AI-Native", "基础设施", "图灵测试", "闭源", "技术加法律"),
    # 李培根
    ("知识巨人", "意识流", "巨人的肩上"),
    ("固定模式", "确定性", "因果关系", "不确定性", "暗知识"),
    # 欧阳万里
    ("计算机视觉", "标注少", "蛋白质结构", "一年", "食材"),
    ("风乌", "10 天以上", "30 秒", "10 天全球"),
    # 方汉
    ("AI 大模型", "AI 搜索", "AI 音乐", "AI 游戏", "AI 动漫", "AI 社交"),
    ("AI 搜索", "Agent", "低代码", "端侧推理"),
    ("技术迭代", "内容革命", "端侧推理"),
    ("付费是过渡", "免费", "杀手级应用"),
    # 王晓刚
    ("2018 年", "50 亿元", "AI 大装置", "一到两年"),
    ("端到端", "手写规则", "座舱大脑", "驾舱融合", "同一颗芯片"),
    # 马艳军
    ("数据闭环", "对齐", "AI 原生应用", "最好的时代", "模型大", "算力大", "参差"),
    ("自然语言", "零代码", "AI for Science"),
    # 李大海
    ("逻辑推理", "第四次技术革命", "20–30 年"),
    ("CPM-Cricket", "63.76", "GPT-4", "61.88", "%"),
    ("引擎", "转向、底盘、内饰", "蚁群、蜂群、鱼群", "Internet of Agents"),
    ("人设", "智商", "情商", "感知", "价值观", "成长性"),
    ("AgentVerse", "ChatDev", "XAgent"),
    # 李笛
    ("500 元", "著作权第一案", "82 类", "知识图谱", "6 个月"),
    ("赛跑", "扫雷", "能力上限", "宽容"),
    ("API", "创造力", "价值", "收入"),
    # 杨铭
    ("数十亿", "中英文图文对", "百亿参数"),
    ("初始权重", "不收敛", "分阶段训练", "训练贵", "集群调度", "稳定性"),
    ("图文对话", "广告审核", "视频理解", "可控生成", "一张图"),
    # 梁志辉
    ("增强", "取代", "幻觉", "行业知识", "提示词"),
    ("智能营销", "智能办公", "智能客服", "诸葛亮"),
    # 祝铭明
    ("2014", "阿里巴巴", "五年", "智能眼镜", "2024 年", "XR", "超过 AI"),
    ("OST", "光学透视", "Rokid AR Studio", "VST", "视频透视", "Apple"),
    # 周围
    ("蓝心", "OriginOS 4", "逻辑、情感和价值观"),
    ("BlueLM", "十亿、百亿、千亿", "5 款", "70 亿", "开源", "130 亿", "手机上跑通"),
    ("大而全", "算法强", "真安全", "自进化", "广开源"),
    # 栾剑
    ("大数据、大参数、大任务", "轻量化", "本地部署"),
    ("近 7 亿", "1370 万", "五台以上", "200 亿元", "1000 亿元", "2022–2026", "2023 年三季度"),
    ("入口在硬件", "粘性靠生态"),
    # 颜辰巍
    ("云端推理贵", "隐私", "5G"),
    ("骁龙 X Elite", "130", "第三代骁龙 8", "100", "vivo", "70", "亿"),
    ("20 token/秒", "4.5 倍", "竞品"),
    # 吴韶华
    ("GPT-3", "提示词", "GPT-4", "微调", "强化学习"),
    ("2021年9月", "源 1.0", "2457 亿", "2023年9月", "源 2.0"),
    ("LFA", "LLaMA", "4.4%", "非均匀流水并行", "共训计划", "大模型生成"),
    # 卞正达
    ("Colossal-AI", "1000 美元", "LLaMA-2"),
    ("N 维并行", "内存管理", "Chunk", "两项技术"),
    # 圆桌
    ("田山", "限定场景", "通用场景", "数据各家不同", "算力有限", "人工干预", "三到五年"),
    ("廖若雪", "降本增效", "产品与数据的闭环", "2025 年"),
    ("黄泽铧", "ChatGPT 的知识", "端到端", "两年"),
    ("廖若雪", "黄泽铧", "田山", "2025", "2026", "2028", "2023 年 12 月"),
    ("政策", "投资人", "不是终极政策", "足够数据"),
)

TOLD: tuple[Fact, ...] = (
    ("年度评选", "前沿趋势报告"),
    ("哥伦比亚大学", "卡内基梅隆大学"),
    ("百模大战",),
    ("数字化身",),
    ("威廉·詹姆斯", "William James"),
    ("多快好省",),
    ("多模态输入", "多任务"),
    ("大潮将起，落地为王",),
    ("内容生成", "AI 说明书", "健康问诊", "旅游规划"),
    ("特斯拉", "CVPR 最佳论文"),
    ("文心一言",),
    ("GMAT", "93%"),
    ("T+1",),
    ("AutoGPT", "金融", "法律"),
    ("千亿多模态大模型", "对标 GPT-3.5", "公司的说法"),
    ("智周万物",),
    ("数字支付", "数字金融"),
    ("时序", "人脸特效"),
    ("查汇率", "查天气", "订机票"),
    ("Optical See Through", "Video See Through"),
    ("2016", "小米"),
    ("场景大模型", "云边端"),
    ("扫地机器人",),
    ("Localized Filtering-based Attention",),
    ("245.7B",),
    ("李彦宏", "张一鸣"),
    ("技术天花板",),
)

READINGS: tuple[Fact, ...] = (
    ("“今年”都指 2023 年", "“明年”都指 2024 年"),
    ("【存疑】", "20 余位", "十九位"),
    ("【更正】", "纬度", "维度"),
    ("【更正】", "提示词模版", "模板", "不有利于", "不利于"),
    ("【更正】", "多智能体智协作", "多智能体协作"),
    ("【更正】", "扩展率", "scaling law"),
    ("【更正】", "黄泽铧", "U+2EE9"),
    ("【存疑】", "三大核心技术", "两项"),
    ("【存疑】", "20 token/秒", "100 亿参数"),
    ("【计算】", "63.76 − 61.88 = 1.88"),
    ("【计算】", "2023 年 12 月", "2026 到 2028 年"),
    ("“周围”是人名",),
)

ABSENT = (
    "⻩",
    "模版",
    "业务纬度",
    "应用纬度",
    "高纬度",
    "智协作",
    "不有利于",
    "新榜",
    "小红书",
    "banggebangmei",
    "君悦",
    "北京望京",
    "阅读原文",
    "查看原文",
    "继续滑动",
    "在看",
    "Around",
    "Claude2",
)
"""Mistakes of the source, and its noise."""


@pytest.fixture(params=["pptx", "html"])
def deck(request: pytest.FixtureRequest, decks: GetDecks) -> Deck:
    return decks("meet2024")[None][("pptx", "html").index(request.param)]


@pytest.mark.parametrize("fact", SPEAKERS + SHOWN, ids="+".join)
def test_fact_is_shown(deck: Deck, fact: Fact) -> None:
    assert deck.shows(fact)


@pytest.mark.parametrize("fact", TOLD + READINGS, ids="+".join)
def test_fact_is_told(deck: Deck, fact: Fact) -> None:
    assert deck.tells(fact)


def test_speakers_come_in_the_order_of_the_day(deck: Deck) -> None:
    places = [
        next(number for number, slide in enumerate(deck.slides) if bare(latin) in slide.shown)
        for _, latin, *_ in SPEAKERS
    ]
    assert places == sorted(places)
    assert len(set(places[:16])) == 16


def test_four_blocks_and_a_round_table(deck: Deck) -> None:
    blocks = ("新思考，新趋势", "新应用，新场景", "新终端，新交互", "新模式，新机遇", "圆桌：自动驾驶的ChatGPT时刻")
    assert all(block in deck.shown for block in blocks)


def test_computed_years_and_claims_are_marked(deck: Deck) -> None:
    prediction = deck.slide("从2023年12月起算")
    assert "斜纹为推算值：黄泽铧、田山。" in prediction
    assert "公司自己的测试" in deck.slide("总正确率")
    assert "各公司自己的说法" in deck.slide("端侧能跑多大")
    assert "把握中等" in deck.slide("分阶段训练")


@pytest.mark.parametrize("words", ABSENT)
def test_mistakes_and_noise_are_not_seen(deck: Deck, words: str) -> None:
    assert bare(words) not in deck.shown
