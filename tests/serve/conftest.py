"""A project with a talk, a brand, a picture and a data file of its own, served to Chromium over loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talkdeck.serve.editor import Editor
from talkdeck.serve.server import Server
from talkdeck.serve.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OUTLINE = """\
title: 港口的一年
lang: zh-CN
brand: mine
sections:
  - title: 第一部分
    slides:
      - id: freight
        title: 货运量
        bullets:
          - 比去年多一成
          - 冷藏货物翻了一番
      - id: quay
        title: 新码头
        image: {src: img/quay.svg, alt: 新码头的鸟瞰图}
        bullets: [三个泊位]
      - id: figures
        title: 数字
        chart:
          kind: column
          data: figures.csv
"""
BRAND = "title: 我们的品牌\ntheme: {accent1: B5482A}\n"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="%s"/></svg>'
)
DATA = "年份,货运量\n2022,12\n2023,15\n"


class Project:
    """The files of a project, to be edited as people do."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.talk = root / "talks" / "港口.yaml"
        self.brand = root / "brands" / "mine" / "brand.yaml"
        self.picture = root / "talks" / "img" / "quay.svg"
        self.data = root / "talks" / "figures.csv"
        files = ((self.talk, OUTLINE), (self.brand, BRAND), (self.picture, PICTURE % "teal"), (self.data, DATA))
        for path, text in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def edit(self, old: str, new: str) -> None:
        """Replace words of the outline."""
        text = self.talk.read_text("utf-8")
        assert old in text
        self.talk.write_text(text.replace(old, new), "utf-8")


Serve = Callable[..., Server]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A fresh project, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path)


@pytest.fixture
def serve(project: Project) -> Iterator[Serve]:
    """Starts a server for the project; it is stopped at the end of the test."""
    started: list[tuple[Server, threading.Thread]] = []

    def serve(*named: str, editor: Editor | None = None, port: int = 0) -> Server:
        site = Site(named, project.root, brand=None, offline=True, tell=lambda line: None)
        server = Server(site, port, editor)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        started.append((server, thread))
        return server

    yield serve
    for server, thread in started:
        server.site.stop()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a fresh context; the test fails if the page wrote an error or broke its policy."""
    contexts, wrongs = [], []

    def open_page(address: str, **options: Any) -> Page:
        settings: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}, "reduced_motion": "reduce", **options}
        context = chromium.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrongs.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrongs.append(error.stack or str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrongs == []
