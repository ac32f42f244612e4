"""Writes a laid-out deck as one HTML file: stage, print and article in one document, nothing asked of the network."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from talkdeck.brand.model import Brand
from talkdeck.model import kept
from talkdeck.model.html import html_environment, policy_digest
from talkdeck.model.page import Asset, MediaBox, Pages
from talkdeck.model.resources import interface_words, templates_root
from talkdeck.model.units import EMU_PER_INCH, EMU_PER_PX

if TYPE_CHECKING:
    from jinja2 import Environment

    from talkdeck.html.keep import Keep

PLAYER = (
    "dom",
    "commands",
    "address",
    "stage",
    "motion",
    "keys",
    "hall",
    "touch",
    "pen",
    "media",
    "embed",
    "read_light",
    "read",
    "overview",
    "find",
    "help",
    "bar",
    "link",
    "presenter_time",
    "presenter",
    "main",
)
"""The player's parts under templates/base/html/player, in the order they are joined."""


@cache
def _environment() -> Environment:
    return html_environment("html")


def _words(lang: str) -> str:
    """The player's texts in the language nearest to a talk's, as an object of JavaScript that cannot end a script."""
    texts = interface_words("player", lang)
    words = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return re.sub(r'(?<=[{,])"(\w+)":', r"\1:", words)


@cache
def player(lang: str = "en") -> str:
    """The player's source: its parts in one strict function, so that nothing of it is global; shrunk, which is kept."""
    folder = templates_root() / "base" / "html" / "player"
    words = _words(lang)
    entry = kept.key((Path(__file__).parent, folder), words)
    found: str | None = kept.load("players", entry)
    if found is None:
        from talkdeck.html.shrink import shrink

        parts = "\n".join((folder / f"{part}.js").read_text("utf-8") for part in PLAYER)
        found = f'(()=>{{"use strict";{shrink(f"const words = {words};{parts}")}}})();'
        kept.store("players", entry, found)
    return found


def write_html(
    pages: Pages, brand: Brand, assets: Mapping[str, Asset], out: BinaryIO, keep: Keep | None = None
) -> None:
    """Write the deck to `out` as UTF-8, slide by slide.

    `assets` holds every picture that `pages` names. The same pages, brand and assets give the same bytes, with the
    `keep` of earlier versions of a deck too, from which slides that did not change are taken.
    Raises KeyError where a box names a layout, colour or picture that is not there, which is a bug of an earlier stage.
    """
    from markupsafe import Markup

    from talkdeck.html import css
    from talkdeck.html.builds import options
    from talkdeck.html.pictures import Pictures
    from talkdeck.html.sheet import Sheet
    from talkdeck.html.slides import Slides

    sheet = Sheet(brand)
    sheet.collect(pages)
    environment = _environment()
    look = {
        "grounds": css.grounds(brand),
        "fonts": css.faces(brand),
        "layouts": sheet.layout_rules(pages, keep.art(brand) if keep else {}),
        "rules": sheet.rules,
        "text_colours": sheet.text_colours(),
        "shape_colours": sheet.shape_colours(),
        "width": css.px(pages.width),
        "height": css.px(pages.height),
        "paper_width": f"{css.number(pages.width / EMU_PER_INCH, 4)}in",
        "paper_height": f"{css.number(pages.height / EMU_PER_INCH, 4)}in",
    }
    shared, article, stage, controls = (
        environment.get_template(f"{part}.css.j2").render(look) for part in ("shared", "article", "stage", "player")
    )
    controls = controls.replace("\n", "")
    script = player(pages.lang)
    pictures = Pictures(pages, assets, sheet)
    slides = Slides(pages, brand, sheet, pictures)
    section = environment.get_template("slide.html.j2").module.section  # type: ignore[attr-defined]
    if keep:
        keep.begin(pages, brand, sheet)
    stream = environment.get_template("deck.html.j2").stream(
        pages=pages,
        sections=keep.sections(pages, slides, pictures, section) if keep else (section(*each) for each in slides),
        pictures=pictures,
        media=any(isinstance(box, MediaBox) for page in pages.pages for box in page.boxes),
        width=css.number(pages.width / EMU_PER_PX),
        height=css.number(pages.height / EMU_PER_PX),
        options=options(pages.player),
        # Style sheets and script are ours, made of numbers and of escaped names: the only text taken as it is.
        shared_css=Markup(shared),
        article_css=Markup(article),
        stage_css=Markup(stage),
        player_css=Markup(controls),
        player=Markup(script),
        style_hashes=Markup(" ".join(map(policy_digest, (shared, article, stage, controls)))),
        script_hash=Markup(policy_digest(script)),
    )
    stream.enable_buffering(16)
    for chunk in stream:
        out.write(chunk.encode())
