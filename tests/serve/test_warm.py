"""A talk kept warm gives what a cold build gives, whatever has changed since the last time."""

from __future__ import annotations

from pathlib import Path

from talkdeck.build.talk import Job, Made
from talkdeck.build.warm import Warm
from talkdeck.model.problems import Problem
from talkdeck.serve.document import change, document, place
from tests.serve.conftest import BRAND, DATA, OUTLINE, PICTURE, Project

LONG = (
    "        bullets: [" + ", ".join(f"第{n}点说得很长很长很长很长很长很长很长很长很长很长" for n in range(30)) + "]\n"
)
FAT = "      - title: 放不下\n        quote: {text: " + "这一句太长了，" * 200 + ", name: 某人}\n"


def built(warm: Warm) -> tuple[list[Made], tuple[Problem, ...]]:
    """A warm build, compared with a cold one of the same files."""
    made, problems = warm.build()
    cold = Warm(warm.job)
    expected, found = cold.build()
    assert problems == found
    assert [one.pages for one in made] == [one.pages for one in expected]
    assert [one.assets for one in made] == [one.assets for one in expected]
    for one, other in zip(made, expected, strict=True):
        keep, fresh = warm.keep(one.edition).sections, cold.keep(one.edition).sections
        assert document(one, keep).html == document(other, fresh).html
    return made, problems


def warm_talk(project: Project) -> Warm:
    return Warm(Job(talk=project.talk, root=project.root, out=project.root, offline=True))


def test_every_version_is_as_a_cold_build_makes_it(project: Project) -> None:
    warm = warm_talk(project)
    at = OUTLINE.index("      - id: quay")
    rich = OUTLINE[:at] + "      - title: 脚注\n        text: 一句话\n        footnotes: [一条脚注]\n" + OUTLINE[at:]
    versions = (
        OUTLINE,
        OUTLINE,
        OUTLINE.replace("三个泊位", "四个泊位"),
        OUTLINE[:at] + "# 一行\n\n" + OUTLINE[at:],
        OUTLINE[:at] + "      - title: 新的一页\n" + LONG + OUTLINE[at:],
        OUTLINE[:at] + "      - title: 新的一页\n" + LONG + OUTLINE[at:].replace("数字", "别的数字"),
        "# 一行\n" + OUTLINE[:at] + FAT + OUTLINE[at:],
        "# 一行\n# 两行\n" + OUTLINE[:at] + FAT + OUTLINE[at:],
        OUTLINE.replace("第一部分", "头一部分"),
        rich,
        "\n" + rich,
        OUTLINE.replace("lang: zh-CN", "lang: zh-TW"),
        OUTLINE.replace("brand: mine", "brand: plain"),
        OUTLINE.replace("id: quay", "id: berth"),
        OUTLINE,
    )
    refused = 0
    for version in versions:
        project.talk.write_text(version, "utf-8")
        _, problems = built(warm)
        refused += any(problem.is_error for problem in problems)
    assert refused == 2


def test_files_that_change_are_read_again(project: Project) -> None:
    warm = warm_talk(project)
    built(warm)
    project.talk.write_text(OUTLINE + PEOPLE, "utf-8")
    built(warm)
    for path, text in (
        (project.picture, PICTURE % "red"),
        (project.picture.with_name("same.svg"), PICTURE % "red"),
        (project.picture, PICTURE % "blue"),
        (project.data, DATA.replace("12", "13")),
        (project.brand, BRAND.replace("B5482A", "FFF2A8")),
        (project.brand, BRAND.replace("B5482A", "222222")),
        (project.brand, BRAND + "styles: {body: {sizes: [26, 24, 22, 20]}}\n"),
        (project.brand, BRAND + "stiles: {}\n"),
        (project.brand, BRAND),
    ):
        path.write_text(text, "utf-8")
        built(warm)
    project.picture.unlink()
    assert "W401" in {problem.code for problem in built(warm)[1]}
    assert {project.talk, project.brand, project.picture, project.data} <= set(warm.files)


PEOPLE = """\
      - title: 两张一样的图
        images: [{src: img/quay.svg, alt: 码头}, {src: img/same.svg, alt: 还是码头}]
      - title: 说话的人
        people: [{name: 李雷, claim: 港口要扩建}, {name: 韩梅梅, claim: 码头要绿化}]
"""


def test_what_did_not_change_is_not_made_again(project: Project) -> None:
    warm = warm_talk(project)
    first = document(warm.build()[0][0], warm.keep(None).sections)
    project.edit("三个泊位", "四个泊位")
    second = document(warm.build()[0][0], warm.keep(None).sections)
    assert [one is other for one, other in zip(first.slides, second.slides, strict=True)] == [True] * 3 + [False, True]
    made = change(first, second)
    assert made is not None
    assert [each for each in made.slides if isinstance(each, int)] == [0, 1, 2, 4]


def test_boxes_and_their_paragraphs_know_their_lines(project: Project) -> None:
    warm = warm_talk(project)
    made = document(warm.build()[0][0], warm.keep(None).sections)

    def line(slide: str, node: str, paragraph: int | None = None) -> int:
        found = place(made, slide, f"sections.0.slides.{node}", paragraph)
        assert Path(found.path) == project.talk
        number: int = found.line
        return number

    rows = OUTLINE.split("\n")
    assert rows[line("freight", "0.title") - 1].strip() == "title: 货运量"
    assert rows[line("freight", "0.bullets", 1) - 1].strip() == "- 冷藏货物翻了一番"
    assert rows[line("quay", "1.image") - 1].strip().startswith("image:")
    assert rows[line("quay", "1") - 1].strip() == "- id: quay"
    assert place(made, "nowhere", "title", None) is None
