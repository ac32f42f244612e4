"""Whatever is edited: a warm cache gives the bytes that a build without one gives."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkdeck.build.pool import build_all
from talkdeck.build.talk import Job
from tests.build.conftest import BRAND, DATA

WORDS = st.sampled_from(["one", "two", "三个泊位", "**bold** and [a link](https://example.org)", "long " * 60])
SLIDES = st.one_of(
    st.builds(lambda title, items: {"title": title, "bullets": items}, WORDS, st.lists(WORDS, min_size=1, max_size=3)),
    st.builds(lambda title, note: {"title": title, "text": "Words", "notes": note}, WORDS, WORDS),
    st.builds(lambda title: {"title": title, "image": {"src": "dot.png", "alt": "A dot"}}, WORDS),
    st.builds(lambda title: {"title": title, "chart": {"kind": "column", "data": {"file": "data.csv"}}}, WORDS),
    st.builds(lambda words: {"statement": words}, st.sampled_from(["A claim", "一个判断"])),
)
EDITS = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 9), SLIDES),
    st.tuples(st.just("replace"), st.integers(0, 9), SLIDES),
    st.tuples(st.just("remove"), st.integers(0, 9), st.none()),
    st.tuples(st.just("move"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("brand"), st.just(0), st.sampled_from(["A03020", "2040A0"])),
    st.tuples(st.just("picture"), st.just(0), st.sampled_from(["red", "blue"])),
    st.tuples(st.just("data"), st.just(0), st.integers(1, 99)),
    st.tuples(st.just("lang"), st.just(0), st.sampled_from(["en", "zh-CN"])),
)


class Talk:
    """A talk in a folder, edited and built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lang = "en"
        self.slides: list[dict[str, Any]] = [{"title": "First", "bullets": ["one"]}, {"title": "Last", "text": "two"}]
        (folder / "brands" / "mine").mkdir(parents=True)
        for kind, value in (("brand", "A03020"), ("picture", "red"), ("data", 12)):
            self.edit(kind, 0, value)

    def edit(self, kind: str, at: int, value: Any) -> None:
        at = min(at, len(self.slides) - 1)
        if kind == "add":
            self.slides.insert(at, value)
        elif kind == "replace":
            self.slides[at] = value
        elif kind == "remove" and len(self.slides) > 1:
            del self.slides[at]
        elif kind == "move":
            self.slides.insert(min(value, len(self.slides) - 1), self.slides.pop(at))
        elif kind == "brand":
            (self.folder / "brands" / "mine" / "brand.yaml").write_text(BRAND.replace("A03020", value), "utf-8")
        elif kind == "picture":
            from PIL import Image

            Image.new("RGB", (40, 30), value).save(self.folder / "dot.png")
        elif kind == "data":
            (self.folder / "data.csv").write_text(DATA.replace("12", str(value)), "utf-8")
        elif kind == "lang":
            self.lang = value

    def built(self, out: str, cache: bool) -> tuple[object, dict[str, bytes]]:
        import yaml

        outline = {"title": "Any talk", "lang": self.lang, "brand": "mine", "slides": self.slides}
        path = self.folder / "any.yaml"
        path.write_text(yaml.dump(outline, allow_unicode=True, sort_keys=False), "utf-8")
        job = Job(talk=path, root=self.folder, out=self.folder / out, offline=True, cache=cache)
        (result,) = build_all([job], 1, lambda talk, step: None)
        assert result.crash is None, result.crash
        files = {each.path.name: each.path.read_bytes() for each in result.outputs}
        return (result.ok, result.problems, result.slides, result.about), files


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=1, max_size=3))
def test_any_edit(edits: list[tuple[str, int, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("TALKDECK_CACHE", f"{folder}/cache")
        talk = Talk(Path(folder))
        talk.built("warm", cache=True)
        for edit in edits:
            talk.edit(*edit)
            assert talk.built("warm", cache=True) == talk.built("cold", cache=False)
