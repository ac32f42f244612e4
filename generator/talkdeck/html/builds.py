"""Builds, transitions and the player's options as attributes: what comes in with which click, and how.

`data-build="2"` comes in with the second click, by `data-effect`. `data-build-out="1 3"` dims with the first click,
brightens with the third, and so on by turns. On paper, in the article and without script everything is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from talkdeck.model.page import Build, Page, Player
from talkdeck.model.values import replace

if TYPE_CHECKING:
    from talkdeck.html.paragraphs import Block
    from talkdeck.html.slides import Item, Table, TableRow

_TAG = re.compile(r"<[a-z0-9]+")
_LAST_TAG = re.compile(r"<[a-z0-9]+(?=[^<]*$)")


def by_box(page: Page) -> dict[int, list[Build]]:
    """The builds of each box, by the box's id."""
    found: dict[int, list[Build]] = {}
    for build in page.builds:
        found.setdefault(id(page.boxes[build.box]), []).append(build)
    return found


def _coming(build: Build) -> str:
    return f' data-build="{build.click}" data-effect="{build.effect}"'


def series_attributes(builds: Sequence[Build]) -> dict[int, Markup]:
    """Attributes of a chart's series that come in, by their number."""
    coming = [build for build in builds if build.part == "series"]
    return {n: Markup(_coming(build)) for build in coming for n in range(build.first, build.last + 1)}


def marked(item: Item, builds: Sequence[Build]) -> Item:
    """A box's item with the attributes of its builds; those of chart series stand in it already."""
    whole = next((build for build in builds if build.part == "box"), None)
    if whole is not None:
        if item.kind == "drawn":
            return item._replace(content=_in_tag(item.content, _coming(whole), _TAG))
        return item._replace(begin=_in_tag(item.begin, _coming(whole), _TAG))
    if item.kind == "table":
        return item._replace(content=_rows(item.content, builds))
    return item._replace(content=_paragraphs(item.content, builds)) if item.kind == "text" else item


def _in_tag(markup: str, attributes: str, tag: re.Pattern[str]) -> str:
    """Markup with attributes in the tag that a pattern finds."""
    return tag.sub(lambda found: found[0] + attributes, markup, count=1)


def _paragraphs(blocks: list[Block], builds: Sequence[Build]) -> list[Block]:
    attributes: dict[int, str] = {}
    turns: dict[int, list[int]] = {}
    for build in builds:
        for n in range(build.first, build.last + 1):
            if build.part == "paragraphs":
                attributes[n] = _coming(build)
            else:
                turns.setdefault(n, []).append(build.click)
    attributes |= {n: f' data-build-out="{" ".join(map(str, clicks))}"' for n, clicks in turns.items()}
    return [
        (_in_tag(opening, attributes[n], _LAST_TAG), text, closing) if n in attributes else (opening, text, closing)
        for n, (opening, text, closing) in enumerate(blocks)
    ]


def _rows(table: Table, builds: Sequence[Build]) -> Table:
    attributes = {n: _coming(build) for build in builds for n in range(build.first, build.last + 1)}
    number = len(table.head)
    bodies: list[list[TableRow]] = []
    for body in table.bodies:
        bodies.append([])
        for opening, cells in body:
            bodies[-1].append((Markup(_in_tag(opening, attributes.get(number, ""), _TAG)), cells))
            number += 1
    return replace(table, bodies=bodies)


def motion(page: Page) -> Markup:
    """Attributes of a page's section: its transition, unless it fades, and its pace."""
    transition = f' data-transition="{page.transition}"' if page.transition != "fade" else ""
    pace = f' data-pace="{page.pace}"' if page.pace is not None else ""
    return Markup(transition + pace)


def options(player: Player) -> str:
    """The player's options as JSON; "" where the talk has none."""
    said: Mapping[str, object] = {
        "duration": player.duration,
        "loop": player.loop,
        "advance": player.advance,
        "keys": dict(player.keys),
    }
    wanted = {name: value for name, value in said.items() if value}
    return json.dumps(wanted, ensure_ascii=False, separators=(",", ":")) if wanted else ""
