"""The gallery: one folder with an index page of all decks, pictures of their slides, and the decks themselves.

```text
index.html          the page; it asks for nothing outside its folder
idc.pptx idc.html   the decks, written by the build before
slides/idc/001.jpg  each slide, large; 001-small.jpg for the overview
```
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from talkdeck.build.files import replacing
from talkdeck.build.render import Renderer, failed
from talkdeck.build.talk import About, Result, deck_name
from talkdeck.model.html import html_environment, policy_digest
from talkdeck.model.problems import RefusedError
from talkdeck.model.resources import templates_root
from talkdeck.model.values import Struct, replace

if TYPE_CHECKING:
    from PIL.Image import Image

INDEX = "index.html"
LARGE, SMALL = 1440, 480
"""Widths of the pictures in pixels: to fill a laptop's screen, and for the overview at twice its size there."""

AT_ONCE = 12
"""So many slides of a talk are seen at once; the others unfold. Two, three, four and six columns divide it."""

WORDS = {
    "zh-CN": {
        "gallery": "演示文稿一览",
        "count": "{} 场演讲，共 {} 页",
        "slides": "{} 页",
        "slide": "第 {} 页：{}",
        "more": "其余 {} 页",
        "all": "{}：全部幻灯片",
        "html": "打开 HTML",
        "pptx": "下载 PowerPoint",
        "before": "上一页",
        "after": "下一页",
        "close": "关闭",
        "deck": "在幻灯片中打开",
    },
    "zh-TW": {
        "gallery": "簡報一覽",
        "count": "{} 場演講，共 {} 頁",
        "slides": "{} 頁",
        "slide": "第 {} 頁：{}",
        "more": "其餘 {} 頁",
        "all": "{}：全部投影片",
        "html": "開啟 HTML",
        "pptx": "下載 PowerPoint",
        "before": "上一頁",
        "after": "下一頁",
        "close": "關閉",
        "deck": "在簡報中開啟",
    },
    "ja": {
        "gallery": "スライド一覧",
        "count": "講演 {} 件、全 {} 枚",
        "slides": "{} 枚",
        "slide": "{} 枚目：{}",
        "more": "残り {} 枚",
        "all": "{}：全スライド",
        "html": "HTML を開く",
        "pptx": "PowerPoint をダウンロード",
        "before": "前へ",
        "after": "次へ",
        "close": "閉じる",
        "deck": "スライドで開く",
    },
    "en": {
        "gallery": "Slide decks",
        "count": "Talks: {}. Slides: {}.",
        "slides": "{} slides",
        "slide": "Slide {}: {}",
        "more": "{} more slides",
        "all": "{}: all slides",
        "html": "Open the HTML deck",
        "pptx": "Download PowerPoint",
        "before": "Previous slide",
        "after": "Next slide",
        "close": "Close",
        "deck": "Open in the deck",
    },
}
"""What the page itself says, in the language of its first talk; an edition is labelled in its own."""

LANGUAGES = {"zh-CN": "简体中文", "zh-TW": "繁體中文", "ja": "日本語", "en": "English"}


class Shot(Struct, frozen=True):
    """A slide of the page. Addresses are relative and encoded; `place` is the slide in the HTML deck."""

    number: int
    title: str
    large: str
    small: str
    place: str


class Edition(Struct, frozen=True, kw_only=True):
    """A talk in one language, as the page shows it. `height` is that of a picture of SMALL width."""

    about: About
    words: dict[str, str]
    language: str
    pptx: str
    html: str
    height: int
    shots: tuple[Shot, ...]


def make_gallery(
    results: Sequence[Result], out: Path, program: Renderer, tell: Callable[[Path, int], None]
) -> tuple[Path | None, tuple[Result, ...]]:
    """Draw the talks that were built into `out`, and write the page of them.

    `tell` hears of each talk how many of its slides are drawn. Returns the page (None when no talk could be shown) and
    the results, those refused whose pictures could not be had: such a talk is left out of the page and stops no other.
    Raises RefusedError when the page cannot be written. The same decks and renderer give the same bytes.
    """
    talks: list[tuple[Edition, ...]] = []
    after = []
    for result in results:
        if result.ok:
            try:
                talks.append(_drawn(result, out, program, tell))
            except RefusedError as refusal:
                result = replace(result, ok=False, problems=(*result.problems, *refusal.problems))
        after.append(result)
    if not talks:
        return None, tuple(after)
    page = out / INDEX
    with replacing([page]) as (part,):
        part.stream.write(_page(talks).encode())
    return page, tuple(after)


def _drawn(result: Result, out: Path, program: Renderer, tell: Callable[[Path, int], None]) -> tuple[Edition, ...]:
    """The pictures of a talk's editions, written."""
    editions = []
    done = 0
    for about in result.about:
        stem = deck_name(result.talk.stem, about.edition, "")[:-1]
        pptx, html = out / f"{stem}.pptx", out / f"{stem}.html"
        folder = Path("slides", stem)
        names = [(f"{number:03}.jpg", f"{number:03}-small.jpg") for number in range(1, len(about.slides) + 1)]
        height = 0
        with replacing([out / folder / name for pair in names for name in pair]) as parts:
            drawn = 0
            for data in program.draw(pptx, html, LARGE):
                if drawn < len(names):
                    large, small = _pictures(data)
                    parts[2 * drawn].stream.write(_jpeg(large, 88))
                    parts[2 * drawn + 1].stream.write(_jpeg(small, 82))
                    height = small.height
                drawn += 1
                tell(result.talk, done + drawn)
            if drawn != len(names):
                raise failed(program.name, html, f"{drawn} pictures of {len(names)} slides")
        done += drawn
        _sweep(out / folder, len(names))
        shots = tuple(
            Shot(
                number,
                title,
                _relative(folder / pair[0]),
                _relative(folder / pair[1]),
                f"{quote(html.name)}#{quote(place)}",
            )
            for number, ((place, title), pair) in enumerate(zip(about.slides, names, strict=True), 1)
        )
        editions.append(
            Edition(
                about=about,
                words=_words(about.lang),
                language=_of_language(LANGUAGES, about.lang) or about.lang,
                pptx=quote(pptx.name),
                html=quote(html.name),
                height=height,
                shots=shots,
            )
        )
    return tuple(editions)


def _pictures(png: bytes) -> tuple[Image, Image]:
    """A slide large and small."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as opened:
        large = opened.convert("RGB")
    height = round(large.height * SMALL / large.width)
    return large, large.resize((SMALL, height), Image.Resampling.LANCZOS)


def _jpeg(picture: Image, quality: int) -> bytes:
    """Colours are not subsampled: coloured text on a coloured ground would blur."""
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality, subsampling=0, optimize=True, progressive=True)
    return held.getvalue()


def _sweep(folder: Path, slides: int) -> None:
    """Remove pictures of slides that a talk no longer has; other files are not ours."""
    for path in sorted(folder.iterdir()):
        found = re.fullmatch(r"(\d{3,})(-small)?\.jpg", path.name)
        if found and int(found[1]) > slides:
            with suppress(OSError):
                path.unlink()


def _relative(path: Path) -> str:
    return quote(path.as_posix())


def _of_language(table: dict[str, Any], lang: str) -> Any:
    return table.get(lang) or table.get(lang.split("-")[0])


def _words(lang: str) -> dict[str, str]:
    found: dict[str, str] = _of_language(WORDS, lang) or WORDS["en"]
    return found


def _page(talks: Sequence[tuple[Edition, ...]]) -> str:
    from markupsafe import Markup

    folder = templates_root() / "base" / "gallery"
    style, script = ((folder / name).read_text("utf-8") for name in ("gallery.css", "gallery.js"))
    lang = talks[0][0].about.lang
    # Style sheet and script are ours, taken as they stand; the policy allows them and pictures of this folder.
    return (
        html_environment("gallery")
        .get_template("index.html.j2")
        .render(
            talks=talks,
            lang=lang,
            words=_words(lang),
            slides=sum(len(edition.shots) for edition in _all(talks)),
            small=SMALL,
            at_once=AT_ONCE,
            style=Markup(style),
            script=Markup(script),
            style_hash=Markup(policy_digest(style)),
            script_hash=Markup(policy_digest(script)),
        )
    )


def _all(talks: Sequence[tuple[Edition, ...]]) -> Iterator[Edition]:
    for editions in talks:
        yield from editions
