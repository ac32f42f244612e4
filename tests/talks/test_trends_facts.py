"""The trends talk holds every fact of its source: names, links, prompts, and each picture under its own number.

The lists below were made from the source page by hand, not from the outline. Text is compared without blanks, since
the outline sets a space between Han and Latin where the page has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from talkdeck import source
from talkdeck.model.basics import Image, Link
from talkdeck.model.outline import Divider, Outline, Slide
from talkdeck.model.text import Text, Verbatim
from talkdeck.model.values import Struct

TALK = Path(__file__).resolve().parents[2] / "talks" / "trends.yaml"
CLOUD = "https://res.cloudinary.com/djba6ta1n/image/upload/v1708589440/algmon/algmon-company-website/talk/"

PARTS = (
    "发展趋势",
    "赋能教培行业应用",
    "赋能时尚行业应用",
    "赋能其他行业应用",
    "总结",
    "附：部分核心技术详解",
)

TRENDS = (
    "小模型与大模型",
    "逼真视频生成",
    "有灵魂具身机器人",
    "多模态",
    "RAG",
    "多端与平台",
    "AIGC赋能传统行业",
    "闭源与开源共发展",
)

LINKS = (
    (
        2,
        "Intro: Video generation models as world simulators",
        "https://openai.com/research/video-generation-models-as-world-simulators",
    ),
    (2, "Sora Samples", "https://www.youtube.com/watch?v=HK6y8DAPN_0"),
    (
        3,
        "Learning Bimanual Mobile Manipulation with Low-Cost Whole-Body Teleoperation",
        "https://mobile-aloha.github.io/",
    ),
    (4, "Claude 3 family", "https://www.anthropic.com/news/claude-3-family"),
    (
        5,
        "OpenAI Dev Day: A Survey of Techniques for Maximizing LLM Performance",
        "https://www.youtube.com/watch?v=ahnGLM-RC1Y",
    ),
    (5, "RAG 技术解读", "https://www.algmon.com/docs/research/2023-12-19-research-post"),
    (6, "LinkAI平台 技术解读", "https://docs.link-ai.tech/platform"),
    (6, "算法妈妈通用智能助手Rita 产品介绍", "https://www.algmon.com/docs/chatbot/intro"),
    (7, "360安全大模型简介", "https://ai.360.com/"),
    (7, "算法妈妈公司简介", "https://www.algmon.com/docs/about/"),
    (8, "技术解读 Gemini", "https://www.algmon.com/docs/research/2023-12-07-research-post"),
    (8, "技术解读 MoE", "https://www.algmon.com/docs/research/2023-12-10-research-post"),
)
"""The trend each link belongs to, its words and its address, as they stand on the page."""

TALK_PICTURES = (
    ("./img/galaxy.s24.png", "端云结合"),
    ("./img/sora.png", "Sora"),
    ("./img/aloha.png", "Mobile ALOHA"),
    (f"{CLOUD}wei/1.multimodal", "multimodal"),
    (f"{CLOUD}wei/2.rag", "RAG"),
    (f"{CLOUD}wei/3.platform.and.edges", "Edge & Platform"),
    (f"{CLOUD}wei/4.aipowered", "Education & Fashion Industry"),
    (f"{CLOUD}wei/5.transformer", "decoder only is popular"),
    (f"{CLOUD}wei/6.selfstudyroom", "算法妈妈：人工智能自习室"),
    (f"{CLOUD}wei/7.store", "算法妈妈：AI原优舍买手店"),
)
"""The ten pictures of parts 1 to 3, each with words that stand on its slide."""

APPENDIX: dict[str, tuple[str, ...]] = {
    "01": ("我们在此感谢Jeff。",),
    "02": (
        "Key Observations",
        "In recent years, ML has completely changed our expectations of what is possible with computers.",
        "Increasing scale (compute, data, model size) delivers better results.",
        "The kinds of computations we want to run and the hardware on which we run them is changing dramatically.",
    ),
    "03": ("to text",),
    "04": ("from text",),
    "05": ("Image Classification",),
    "06": ("Speech Recognition",),
    "07": (
        "More computational power improves models significantly",
        "Deep learning is transforming how we design computers",
    ),
    "08": (
        "ML Optimized Hardware is Much More Efficient",
        "Major improvements from generation to generation",
        "Enables larger-scale models with lower economic and energy costs",
    ),
    "09": ("It is OK to reduce precision",),
    "10": ("TPU Chip family",),
    "11": ("TPU Pods",),
    "12": ("TPU v5 generation",),
    "13": ("fifteen years of language model advances",),
    "14": ("Simple techniques over large amounts of data are very effective",),
    "15": ("Distributed representations are powerful",),
    "16": (
        "Use a neural encoder over an input sequence to generate state,"
        " use that to initialize state of a neural decoder",
        "Scale up LSTMs and this works",
    ),
    "17": ("Possible to have effective multi-turn interactions using a neural language model",),
    "18": ("Attention is all you need",),
    "20": ("Meena",),
    "21": ("Chatbots & LLMs",),
    "22": ("Gemini",),
    "23": ("Multimodal from the start",),
    "24": ("Ultra, Pro and Nano",),
    "25": ("Training Infra: Pathways",),
    "26": ("Training at Scale",),
    "27": ("Training Data",),
    "28": (
        "Advances not just on training, but also on how to ask questions of a model",
        'Ask models to "Show Their Work" improves accuracy and interpretability',
    ),
    "29": ("Chain of Thought Example",),
    "30": ("Chain of Thought Reasoning",),
    "32": ("Vision Understanding & Logic Reasoning",),
    "34": ("Evaluation is a critical aspect for LLMs",),
    "35": ("Text Benchmarks",),
    "36": ("Image Understanding Benchmarks 1",),
    "37": ("Image Understanding Benchmarks 2",),
    "38": ("Audio & Multilingual Benchmarks",),
    "39": ("Large Transformer-Based Language Models Can Generate Surprisingly Coherent Conversations",),
    "40": ("AI Assistant for code writing",),
    "41": ("AI Assistant for answering facts",),
    "46": ("Further refinement of general models can make amazing domain-specific models",),
    "47": ("Med-PaLM 2",),
    "48": ("Generative models can produce realistic images, videos, and audio",),
    "49": ("Image Generation",),
    "50": ("A steam train passes through a grand library. Oil painting in the style of Rembrandt.",),
    "51": ('A giant cobra snake made from X. X in {"corn", "pancakes", "sushi", "salad"}',),
    "52": (
        "A photo of a living room with a white couch and a fireplace."
        " An abstract painting is on the wall and bright light comes through windows.",
    ),
    "55": ("1",),
    "56": ("2",),
    "57": ("ML is becoming more personally and communally beneficial",),
    "58": ("Computational Photography",),
    "59": ("Magic Eraser",),
    "61": ("Growing Impact in Engineering, Science, Health, and Sustainability",),
    "62": ("Materials Science",),
    "64": ("Medical Imaging",),
    "65": ("Automated solution for screening for detecting diabetic retinopathy",),
    "66": ("Deeper and broader understanding of ML",),
    "67": ("Our focus: Avoid creating or reinforcing unfair bias.",),
    "69": (
        "Conclusions",
        "AI is making major progress in the ability for computers to understand, perceive,"
        " and reason about the world around them.",
        "This creates tremendous opportunities, but also tremendous responsibilities.",
    ),
}
"""Picture number to the words the page has under it; 32 and 50 as corrected."""

SAID = (
    "端云结合",
    "我们和AI做好朋友",
    "我们会用好AI工具",
    "深入AIGC工具的原理，总令人兴奋",
    "AI、实体经济与2024年，共同勾勒现代创业新范式",
    "算法妈妈与各行业合作伙伴一道，为客户提供优质产品和服务",
    "Closed source",
    "Open source",
    "Closed & Open Source",
    "LinkAI",
    "Rita",
    "360安全大模型",
    "Mobile ALOHA",
    "2024年3月",
    "Wei",
)
"""Further names and sentences that must be seen somewhere."""

MISTAKES = ("Vison", "stream train", "rembrandt.", "Close Source", "Close & Open", "sidebar_position")
"""What the page has wrong, or what is no content: only the notes may name it."""


@pytest.fixture(scope="module")
def outline() -> Outline:
    found, problems = source.read(TALK)
    assert [f"{p.span.line}:{p.span.col} {p.code} {p.text}" for p in problems] == []
    assert found is not None
    return found


def values(node: object, leave_out: tuple[str, ...] = ()) -> Iterator[object]:
    """Every value of an outline node, depth first in the order of the fields; fields named in `leave_out` are not."""
    yield node
    if isinstance(node, tuple):
        for entry in node:
            yield from values(entry, leave_out)
    elif isinstance(node, Struct) and not isinstance(node, Text | Verbatim):
        for name in node.__struct_fields__:
            if name not in leave_out:
                yield from values(getattr(node, name), leave_out)


def seen(node: object) -> str:
    """What an audience reads of a node, without blanks: no notes, no alt text."""
    hidden = ("notes", "alt", "where")
    parts = [bare(value) for value in values(node, hidden) if isinstance(value, Text | Verbatim)]
    return "\n".join(parts)


def bare(text: Text | Verbatim | str) -> str:
    plain = text if isinstance(text, str) else text.text if isinstance(text, Verbatim) else text.plain
    return re.sub(r"\s+", "", plain)


def all_slides(outline: Outline) -> list[Slide]:
    return [*outline.slides, *(slide for section in outline.sections for slide in section.slides)]


def pictures(node: object) -> list[Image]:
    return [value for value in values(node) if isinstance(value, Image)]


def links(node: object) -> set[tuple[str, str]]:
    """Titles and addresses of a node's links."""
    return {(link.title.plain, link.url) for link in values(node) if isinstance(link, Link) and link.title}


def slide_of(outline: Outline, src: str) -> Slide:
    """The one slide that shows a picture."""
    found = [slide for slide in all_slides(outline) for image in pictures(slide) if image.src == src]
    assert len(found) == 1, f"{src} is shown {len(found)} times"
    return found[0]


def title_of(slide: Slide) -> Text:
    title = slide.title or (slide.section.title if slide.section else None)
    assert title is not None, f"line {slide.where.line}: a slide without a title"
    return title


def kind_of(slide: Slide) -> str:
    """The slide's make-up, which decides its layout: names of its content keys, and how many a grid holds."""
    apart = ("bullets", "numbered", "text", "statement", "quote", "image", "images", "cards", "compare", "columns")
    keys = (*apart, "table", "links", "code", "prompt", "section", "closing")
    names = []
    for key in keys:
        held = getattr(slide, key)
        if held:
            names.append(f"{key}{len(held)}" if key in ("images", "cards", "columns") else key)
    return "+".join(names)


def test_parts_stand_in_order(outline: Outline) -> None:
    assert [section.title.plain for section in outline.sections] == list(PARTS)
    assert [section.label.plain for section in outline.sections if section.label] == [
        f"第{number}部分" for number in "一二三四五六"
    ]


def test_each_trend_has_its_tile_and_its_slide(outline: Outline) -> None:
    first = outline.sections[0]
    board = next(slide for slide in first.slides if slide.cards)
    assert [bare(card.title) for card in board.cards] == list(TRENDS)
    headed = [bare(title_of(slide)) for slide in first.slides]
    assert [title for title in headed if title in TRENDS] == list(TRENDS)


@pytest.mark.parametrize(("trend", "title", "url"), LINKS)
def test_link_stands_at_its_trend_and_among_the_links(outline: Outline, trend: int, title: str, url: str) -> None:
    first = outline.sections[0]
    of_trend = [slide for slide in first.slides if slide.kicker and bare(slide.kicker).startswith(f"趋势{trend}")]
    assert any((title, url) in links(slide) for slide in of_trend)
    gathered = [slide for slide in first.slides if kind_of(slide) == "links"]
    assert any((title, url) in links(slide) for slide in gathered)


def test_no_other_address_is_linked(outline: Outline) -> None:
    assert links(outline) == {(title, url) for _, title, url in LINKS}


def test_links_slides_hold_at_most_six(outline: Outline) -> None:
    assert all(len(slide.links) <= 6 for slide in all_slides(outline))


@pytest.mark.parametrize(("src", "words"), TALK_PICTURES)
def test_talk_picture_has_its_words(outline: Outline, src: str, words: str) -> None:
    assert bare(words).lower() in seen(slide_of(outline, src)).lower()


@pytest.mark.parametrize("number", APPENDIX)
def test_appendix_picture_has_its_number_and_its_words(outline: Outline, number: str) -> None:
    src = f"{CLOUD}jeff/{number}"
    slide = slide_of(outline, src)
    text = seen(slide)
    assert f"jeff/{number}" in text
    for words in APPENDIX[number]:
        assert bare(words) in text
    if slide.images:
        caption = next(image.caption for image in slide.images if image.src == src)
        assert caption is not None
        assert re.match(rf"jeff/{number}( · |\n)", caption.plain)
        assert bare(caption).endswith(bare(APPENDIX[number][0]))


def test_appendix_is_complete_and_in_order(outline: Outline) -> None:
    assert len(APPENDIX) == 57
    numbers = [image.src.removeprefix(f"{CLOUD}jeff/") for image in pictures(outline.sections[5]) if image.src]
    assert numbers == list(APPENDIX)


def test_prompts_are_set_as_prompts(outline: Outline) -> None:
    prompts = [bare(slide.prompt.text) for slide in all_slides(outline) if slide.prompt]
    assert prompts == [bare(APPENDIX[number][0]) for number in ("50", "51", "52")]
    tiles = [[card.title.plain for card in slide.cards] for slide in outline.sections[5].slides if slide.cards]
    assert tiles == [["corn\n玉米", "pancakes\n薄煎饼", "sushi\n寿司", "salad\n沙拉"]]


@pytest.mark.parametrize("words", SAID)
def test_words_are_seen(outline: Outline, words: str) -> None:
    assert bare(words) in seen(outline)


@pytest.mark.parametrize("words", MISTAKES)
def test_mistakes_of_the_source_are_not_seen(outline: Outline, words: str) -> None:
    assert bare(words) not in seen(outline)


def test_full_name_of_jeff_is_our_reading_and_stays_in_the_notes(outline: Outline) -> None:
    assert "Dean" not in seen(outline)
    noted = [str(value.text) for value in values(outline) if isinstance(value, Verbatim) and "Dean" in value.text]
    assert noted
    assert all("我们的" in note for note in noted)


def test_titles_are_unique_and_short(outline: Outline) -> None:
    titles = [title_of(slide).plain for slide in all_slides(outline)]
    titles += [outline.title.plain, *(section.title.plain for section in outline.sections)]
    assert [title for title, times in Counter(titles).items() if times > 1] == []
    han = {title: len(re.findall(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]", title)) for title in titles}
    assert [title for title, count in han.items() if count > 22] == []


def test_ids_are_unique(outline: Outline) -> None:
    ids = [slide.id for slide in all_slides(outline)]
    assert None not in ids
    assert len(set(ids)) == len(ids)


def test_every_picture_has_alt_text_of_its_own(outline: Outline) -> None:
    alts = [image.alt.plain for image in pictures(outline) if image.alt]
    assert len(alts) == len(pictures(outline)) == len(TALK_PICTURES) + len(APPENDIX)
    assert len(set(alts)) == len(alts)


def test_every_slide_has_notes_of_its_own(outline: Outline) -> None:
    nodes: list[Slide | Outline] = [*all_slides(outline), outline]
    notes = [node.notes.text for node in nodes if node.notes]
    assert len(notes) == len(nodes)
    assert all(section.notes for section in outline.sections)
    assert len(set(notes)) == len(notes)


def test_notes_say_more_than_the_slide(outline: Outline) -> None:
    """A speaker can use them: two sentences and a time at least, and not the slide read out."""
    for slide in all_slides(outline):
        assert slide.notes is not None
        spoken = slide.notes.text.partition("（约")[0]
        assert "（约" in slide.notes.text, title_of(slide).plain
        if not slide.section:
            assert len(re.findall(r"[。？！]", spoken)) >= 2, title_of(slide).plain
        said = {sentence for sentence in re.split(r"[。？！]", bare(spoken)) if sentence}
        assert not said & set(seen(slide).split("\n")), title_of(slide).plain


def test_length_and_rhythm(outline: Outline) -> None:
    """45 to 60 slides with cover, agenda and section slides; four kinds in any ten in a row."""
    kinds = ["cover", "agenda"]
    for section in outline.sections:
        kinds += ["part", *map(kind_of, section.slides)]
    assert 45 <= len(kinds) <= 60
    for start in range(len(kinds) - 9):
        ten = {kind.replace("bullets", "body").replace("text", "body") for kind in kinds[start : start + 10]}
        assert len(ten) >= 4, kinds[start : start + 10]


def test_grids_hold_what_the_language_allows(outline: Outline) -> None:
    assert {len(slide.images) for slide in all_slides(outline) if slide.images} == {2, 3, 4, 6}
    dividers = [value for value in values(outline) if isinstance(value, Divider)]
    assert 4 <= len(dividers) <= 8
