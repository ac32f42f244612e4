"""Relations of a package's parts: which part leads to which (ECMA-376 Part 2 §9.3), read for the linter."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import XML, XMLParser

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# A part of relations as `rels.xml.j2` writes it. Whatever else is well-formed goes the long way.
_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
_TAIL = b"</Relationships>"
_INSIDE = ["<Relationship Id=", " Type=", " Target=", ""]
_OUTSIDE = ["<Relationship Id=", " Type=", " Target=", " TargetMode=", ""]
"""What stands between the values of a relation's attributes."""


class Relation(NamedTuple):
    """A relation of a part. `target` is a part's name, or an address outside the package."""

    id: str
    type: str
    target: str
    external: bool


def read_relations(base: str, data: bytes) -> list[Relation]:
    """The relations in a part of them; `base` is the folder of their source. Raises ParseError."""
    found = _our_relations(base, data)
    return list(_any_relations(base, data)) if found is None else found


def relations_part(source: str) -> str:
    """The name of the part that holds the relations of a part; those of the package itself have no source."""
    folder, slash, leaf = source.rpartition("/")
    return f"{folder}{slash}_rels/{leaf}.rels"


def _our_relations(base: str, data: bytes) -> list[Relation] | None:
    """Relations of a part spelt as ours are; None for any other spelling. `base` is the folder of the source."""
    if not (data.startswith(_HEAD) and data.endswith(b"/>" + _TAIL) and data.isascii()):
        return None
    text = data[len(_HEAD) : -len(_TAIL) - 2].decode("ascii")
    if not text.isprintable() or ("&" in text and text.count("&") != text.count("&amp;")):
        return None
    found = []
    for element in text.split("/>"):
        parts = element.split('"')
        external = parts[7:8] == ["External"]
        if parts[0::2] != (_OUTSIDE if external else _INSIDE) or element.count("<") != 1:
            return None
        target = parts[5].replace("&amp;", "&")
        found.append(Relation(parts[1], parts[3], target if external else _part_name(base, target), external))
    return found


def _any_relations(base: str, data: bytes) -> Iterator[Relation]:
    for each in XML(data, XMLParser(encoding="utf-8")).iter(_RELATION):
        target, external = each.get("Target", ""), each.get("TargetMode") == "External"
        yield Relation(
            each.get("Id", ""), each.get("Type", ""), target if external else _part_name(base, target), external
        )


def _part_name(base: str, target: str) -> str:
    """A relation's target as a part's name. Most are `../folder/part.xml`, which needs no general normaliser."""
    if target.startswith("/"):
        return target[1:]
    if target.startswith("../") and "/." not in target[2:]:
        parent, slash, _ = base.rpartition("/")
        return f"{parent}{slash}{target[3:]}"
    return posixpath.normpath(posixpath.join(base, target))
