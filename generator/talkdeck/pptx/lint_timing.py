"""What the linter asks of a slide's timeline: its ids, the shapes that it moves, and what is built by parts.

PowerPoint drops the animations of a slide, or offers a repair, where one of these does not hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_SHAPE = re.compile(rb'<p:cNvPr id="([^"]*)"')
_NODE = re.compile(rb'<p:cTn id="([^"]*)"')
_TARGET = re.compile(rb'<p:spTgt spid="([^"]*)"')
_LED_BACK = re.compile(rb'<p:tn val="([^"]*)"')
_BUILT = re.compile(rb'<p:bld(?:P|Graphic|OleChart|Dgm) spid="([^"]*)" grpId="([^"]*)"')
_EFFECT = re.compile(
    rb'<p:cTn [^>]*\bpresetID="[^>]*\bgrpId="([^"]*)"[^>]*>(?:(?!<p:spTgt).)*<p:spTgt spid="([^"]*)"', re.DOTALL
)


def timing(data: bytes) -> Iterator[str]:
    """What is wrong with the timeline of a slide in the plain form (`lint_parts.plain`)."""
    start = data.find(b"<p:timing")
    if start < 0:
        return
    shapes, line = set(_SHAPE.findall(data, 0, start)), data[start:]
    ids = _NODE.findall(line)
    nodes = Counter(ids)
    for id_, times in nodes.items():
        if times > 1:
            yield f"{times} nodes of its timeline have the id {id_.decode()}"
        if not id_.isdigit() or int(id_) < 1:
            yield f"a node of its timeline has the id {id_.decode()!r}, which is no number from 1 on"
    if len(ids) != line.count(b"<p:cTn"):
        yield "a node of its timeline has no id"
    numbers = [int(id_) for id_ in ids if id_.isdigit()]
    if numbers != sorted(numbers):
        yield "ids of its timeline do not rise"
    for id_ in dict.fromkeys(_TARGET.findall(line)):
        if id_ not in shapes:
            yield f"its timeline moves shape {id_.decode()}, which is not there"
    for id_ in dict.fromkeys(_LED_BACK.findall(line)):
        if id_ not in nodes:
            yield f"its timeline leads back to node {id_.decode()}, which is not there"
    built = Counter(_BUILT.findall(line))
    for (id_, group), times in built.items():
        if id_ not in shapes:
            yield f"its builds name shape {id_.decode()}, which is not there"
        if times > 1:
            yield f"its builds name shape {id_.decode()} {times} times with group {group.decode()}"
    effects = dict.fromkeys((id_, group) for group, id_ in _EFFECT.findall(line))
    for id_, group in effects:
        if (id_, group) not in built:
            yield f"an effect on shape {id_.decode()} is of group {group.decode()}, which its builds do not name"
    for id_, group in built:
        if (id_, group) not in effects:
            yield f"its builds name group {group.decode()} of shape {id_.decode()}, which has no effect"
