"""Rules of the language beyond the types: which contents go together, how many, and what must be unique.

A rule sees the YAML node of a mapping and the values read so far (BAD where a value was refused), so that it can point
at the very key and works in the same run as every other complaint.
"""

from __future__ import annotations

import re
from typing import Any

from yaml import Node, ScalarNode, SequenceNode

from talkdeck.model.basics import Image, Link
from talkdeck.model.outline import Card, Closing, Column, Compare, CompareColumn, Outline, Slide
from talkdeck.model.text import Text
from talkdeck.source import (
    rules_builds,
    rules_charts,
    rules_code,
    rules_diagrams,
    rules_figures,
    rules_math,
    rules_media,
    rules_people,
    rules_tables,
)
from talkdeck.source.address import fault
from talkdeck.source.rule_helpers import Notes, Rule, _count, _length, _nodes, _one_of, _value

KINDS = (
    "bullets",
    "numbered",
    "text",
    "statement",
    "quote",
    "images",
    "cards",
    "compare",
    "columns",
    "table",
    "code",
    "prompt",
    "chart",
    "matrix",
    "stats",
    "timeline",
    "steps",
    "cycle",
    "levels",
    "person",
    "people",
    "panel",
    "diagram",
    "math",
    "video",
    "audio",
    "section",
    "closing",
)
"""Content keys of a slide of which it holds one at most; `image` and `links` may join some of them."""

BESIDE_IMAGE = ("bullets", "numbered", "text", "compare", "prompt", "code", "quote", "statement")
BESIDE_LINKS = ("bullets", "numbered", "text", "compare")
UNTITLED = ("statement", "quote", "section", "closing", "person")
COLUMN_KINDS = ("bullets", "numbered", "text", "image", "quote", "code", "prompt", "table", "chart", "math")

MAX_LEVELS = 3
MAX_POINTS = 5

ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
"""What an id looks like: fit for the address of a slide."""

_ID = re.compile(ID_PATTERN)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def _outline(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    rules_builds.outline_of_builds(notes, given, values)
    count = _length(given.get("slides"))
    sections = given.get("sections")
    if sections and isinstance(sections[1], SequenceNode):
        count += sum(_length(_nodes(section).get("slides")) for section in sections[1].value)
    if not count:
        at = sections[0] if sections else next(iter(given.values()), (node, node))[0]
        notes.note("E212", "the outline has no slide", at, "add `slides:` and below it `  - title: ...`")


def _slide(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    kinds = [name for name in given if name in KINDS]
    if len(kinds) > 1:
        listed = " and ".join(f"`{name}`" for name in kinds)
        notes.note(
            "E210",
            f"a slide holds one kind of content, this one has {listed}",
            given[kinds[1]][0],
            "make two slides, or use `columns:` with one kind in each",
        )
    elif kinds:
        kind = kinds[0]
        _beside(notes, given, kind, "image", BESIDE_IMAGE)
        beside = BESIDE_LINKS if "image" in given else tuple(k for k in BESIDE_LINKS if k != "compare")
        _beside(notes, given, kind, "links", beside)
        if kind == "section" and "title" in given:
            notes.note(
                "E210", "`section` brings its own title", given["title"][0], "put it under `section: {title: ...}`"
            )
    if "title" not in values and not any(name in UNTITLED for name in values):
        first = next(iter(given.values()), (node, node))[0]
        if any(name in values for name in (*KINDS, "image", "links")):
            notes.note("E202", "a slide needs `title`", first, "add `title: What the slide says`")
        elif given.keys() <= values.keys():
            notes.note("E212", "this slide has neither a title nor content", first, "add `title:`, or remove the slide")
    for name in ("bullets", "numbered"):
        if name in given:
            _levels(notes, given[name][1], 1)
    _count(notes, _value(given, "images"), "the pictures of a grid", (2, 3, 4, 6), "spread them over several slides")
    _count(notes, _value(given, "cards"), "the cards of a slide", (3, 4, 6, 8), "for two use `compare` or `columns`")
    _count(notes, _value(given, "columns"), "the columns of a slide", (2, 3), "spread them over several slides")
    rules_figures.slide_of_figures(notes, given)
    rules_people.slide_of_people(notes, given, values)
    rules_builds.slide_of_builds(notes, given, values, next(iter(kinds), _alone(given)))
    if isinstance(values.get("id"), str):
        _id(notes, given["id"][1], values["id"])


def _alone(given: dict[str, tuple[Node, Node]]) -> str:
    """The kind of a slide without any of KINDS: its picture or its links."""
    return next((name for name in ("image", "links") if name in given), "")


def _beside(notes: Notes, given: dict[str, tuple[Node, Node]], kind: str, guest: str, hosts: tuple[str, ...]) -> None:
    if guest in given and kind not in hosts:
        listed = _one_of(("image", *hosts) if guest == "links" else hosts)
        hint = f"make two slides; `{guest}` stands alone or beside {listed}"
        notes.note("E210", f"`{guest}` cannot stand beside `{kind}`", given[guest][0], hint)


def _id(notes: Notes, node: Node, name: str) -> None:
    if not _ID.match(name):
        plain = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
        hints = (*((f"write `{plain}`",) if plain else ()), "an id has small letters a-z, digits and single hyphens")
        notes.note("E208", f"the id `{name[:60]}` is not fit for an address", node, *hints)
    elif name in notes.ids:
        notes.note("E209", f"the id `{name}` is taken", node, f"the slide in line {notes.ids[name]} has it already")
    else:
        notes.ids[name] = node.start_mark.line + 1


def _levels(notes: Notes, node: Node, level: int) -> None:
    """Sub-items of sub-items end at the third level."""
    if not isinstance(node, SequenceNode):
        return
    for item in node.value:
        inner = _nodes(item).get("items")
        if inner is None:
            continue
        if level == MAX_LEVELS:
            hint = "a list on a slide has three levels at most: make it flatter or use two slides"
            notes.note("E213", f"these items are {level + 1} levels deep", inner[0], hint)
        else:
            _levels(notes, inner[1], level + 1)


def _column(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    kinds = [name for name in given if name in COLUMN_KINDS]
    if len(kinds) > 1:
        listed = " and ".join(f"`{name}`" for name in kinds)
        notes.note("E210", f"a column holds one kind, this one has {listed}", given[kinds[1]][0], "keep one of them")
    elif given and not kinds:
        hint = f"add {_one_of(COLUMN_KINDS)}"
        notes.note("E212", "this column has no content", next(iter(given.values()))[0], hint)
    for name in ("bullets", "numbered"):
        if name in given:
            _levels(notes, given[name][1], 1)
    if "image" in (quote := _nodes(_value(given, "quote") or node)) and "quote" in given:
        hint = "leave it out, or give the quotation a slide of its own"
        notes.note("E210", "a portrait has no place beside a quotation in a column", quote["image"][0], hint)


def _compare(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    columns = node if isinstance(node, SequenceNode) else _value(_nodes(node), "columns")
    _count(notes, columns, "the sides of a comparison", (2, 3), "for more, use a `table`")


def _compare_column(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    if "bullets" in given and "text" in given:
        notes.note("E210", "a side has `bullets` or `text`, not both", given["text"][0], "keep one of them")
    elif given and "bullets" not in given and "text" not in given:
        hint = "add `bullets:` with a list, or `text: ...`"
        notes.note("E212", "this side of the comparison has no content", next(iter(given.values()))[0], hint)
    if "bullets" in given:
        _levels(notes, given["bullets"][1], 1)


def _link(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    url = values.get("url")
    if isinstance(url, str) and (wrong := fault(url)):
        at = node if isinstance(node, ScalarNode) else _nodes(node)["url"][1]
        notes.note("E207", f"the address `{url[:80]}` {wrong[0]}", at, wrong[1])


def _image(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    src = values.get("src")
    if not isinstance(src, str) or not _SCHEME.match(src):
        return
    at = node if isinstance(node, ScalarNode) else _nodes(node)["src"][1]
    hint = "a picture is a file beside the outline, such as img/galaxy.png, or an http(s) address"
    if not src.lower().startswith(("http:", "https:")):
        notes.note("E207", f"`{src[:80]}` is neither a relative path nor an http(s) address", at, hint)
    elif wrong := fault(src):
        notes.note("E207", f"the address `{src[:80]}` {wrong[0]}", at, hint)


def _closing(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    points = node if isinstance(node, SequenceNode) else _value(_nodes(node), "points")
    if isinstance(points, SequenceNode) and len(points.value) > MAX_POINTS:
        hint = "nobody remembers more; put the others on a slide before"
        notes.note("E211", f"a closing slide has {MAX_POINTS} points at most, not {len(points.value)}", points, hint)


def _card(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    if "icon" in given and "number" in given:
        notes.note("E210", "a card has `icon` or `number`, not both", given["number"][0], "keep one of them")
    number = values.get("number")
    if isinstance(number, Text) and len(number.plain) > MAX_NUMBER:
        at = _nodes(node)["number"][1]
        notes.note(
            "E206", f"the card's number has {len(number.plain)} characters", at, "keep it to a sign such as 1 or A"
        )


MAX_NUMBER = 12

RULES: dict[type[Any], Rule] = {
    Outline: _outline,
    Slide: _slide,
    Column: _column,
    Compare: _compare,
    CompareColumn: _compare_column,
    Link: _link,
    Image: _image,
    Closing: _closing,
    Card: _card,
    **rules_builds.RULES,
    **rules_charts.RULES,
    **rules_tables.RULES,
    **rules_code.RULES,
    **rules_figures.RULES,
    **rules_diagrams.RULES,
    **rules_math.RULES,
    **rules_media.RULES,
    **rules_people.RULES,
}
