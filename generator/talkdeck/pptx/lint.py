"""A linter for PowerPoint packages: finds what makes PowerPoint offer to repair a deck.

Runs over every package that is written. Here are the package's own rules (ECMA-376 Part 2): names, content types,
relations, and which part hangs on which; `lint_parts` has the rules for what is inside.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from talkdeck.pptx import lint_parts as parts
from talkdeck.pptx.package import CONTENT_TYPES, OFFICE, PACKAGE
from talkdeck.pptx.unzip import Buffer, Entry, NotAZipError, content, entries

TYPES_PART = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_CORE = PACKAGE + "relationships/metadata/core-properties"

# RFC 3986: what an address may hold. PowerPoint refuses a package with a target that is no URI.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.\-]*:(?:%[0-9A-Fa-f]{2}|[!#$&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~])+", re.IGNORECASE)

# A relation as `rels.xml.j2` writes it; each NUL opens a group. Whatever else is well-formed goes the long way.
_ELEMENT = (
    r'<Relationship Id="\0[\w.-]+)" Type="\0[\w:/.-]+)" Target="\0(?:[\w:/.?=+,;@!~*()$%\[\]#-]|&amp;)+)"'
    r'\0 TargetMode="External")?/>'
)
_OUR_RELATION = re.compile(_ELEMENT.replace(r"\0", "("), re.ASCII)
_OURS = re.compile(
    r'<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>'
    r'<Relationships xmlns="http://schemas\.openxmlformats\.org/package/2006/relationships">'
    r"((?:" + _ELEMENT.replace(r"\0", "(?:") + r")*)</Relationships>",
    re.ASCII,
)

_EXPECTED = {
    OFFICE + "slideMaster": "slideMaster",
    OFFICE + "slideLayout": "slideLayout",
    OFFICE + "slide": "slide",
    OFFICE + "notesMaster": "notesMaster",
    OFFICE + "notesSlide": "notesSlide",
    OFFICE + "theme": "theme",
    OFFICE + "tags": "tags",
    OFFICE + "tableStyles": "tableStyles",
    OFFICE + "presProps": "presProps",
    OFFICE + "viewProps": "viewProps",
    OFFICE + "officeDocument": "presentation",
}
"""Content type that a relation's target must have."""

_ONE_EACH = {
    "slide": ("slideLayout",),
    "slideLayout": ("slideMaster",),
    "slideMaster": ("theme",),
    "notesSlide": ("notesMaster", "slide"),
    "notesMaster": ("theme",),
    "presentation": ("presProps", "tableStyles", "theme"),
}
"""Relations that each kind of part has exactly once (§13.3)."""

_SMALL = ("tags", "presProps", "viewProps", "core-properties", "extended-properties")
"""Parts that need only be well-formed, with relations that resolve."""

_TREES = ("slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster")


class Relation(NamedTuple):
    """A relation of a part. `target` is a part's name, or an address outside the package."""

    id: str
    type: str
    target: str
    external: bool


def lint(package: bytes | BinaryIO | Path) -> tuple[str, ...]:
    """Findings, each `part: what is wrong`; none for a sound package. Nothing raises for a bad package."""
    if isinstance(package, Path):
        with package.open("rb") as file:
            if package.stat().st_size == 0:
                return ("package: it is empty",)
            with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
                return tuple(_Linter(data).findings())
    return tuple(_Linter(package if isinstance(package, bytes) else package.read()).findings())


class _Linter:
    """One package being looked over."""

    def __init__(self, data: Buffer) -> None:
        from lxml import etree

        self._data = data
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        self._parse = partial(etree.fromstring, parser=parser)
        self._syntax_error = etree.XMLSyntaxError
        self._entries: dict[str, Entry] = {}
        self._kinds: dict[str, str] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._layouts: dict[str, parts.Placeholders] = {}
        self._masters: list[Any] = []
        self._orders: dict[bytes, list[str]] = {}
        self._presentation: tuple[str, Any] | None = None

    def findings(self) -> Iterator[str]:
        try:
            yield from self._names(list(entries(self._data)))
        except NotAZipError as reason:
            yield f"package: {reason}"
            return
        yield from self._content_types()
        yield from self._read_relations()
        yield from self._hangs_together()
        # Layouts come before the slides that are compared with them.
        order = {"slideLayout": 0, "slideMaster": 1}
        for name in sorted(self._kinds, key=lambda name: order.get(self._kinds[name], 2)):
            if self._kinds[name] != _RELATIONS_TYPE:
                for what in self._part(name, self._kinds[name]):
                    yield f"{name}: {what}"
        if self._presentation is None:
            yield "package: it has no presentation part"
        else:
            name, root = self._presentation
            for what in (*parts.presentation_ids(root), *parts.master_ids(root, self._masters), *self._slides_listed()):
                yield f"{name}: {what}"

    def _names(self, found: list[Entry]) -> Iterator[str]:
        for entry in found:
            if entry.name.endswith("/"):
                yield f"{entry.name}: the zip has an entry for a folder"
                continue
            if entry.flags & 1:
                yield f"{entry.name}: it is encrypted"
            self._entries[entry.name] = entry
        for name, count in Counter(entry.name.lower() for entry in found).items():
            if count > 1:
                yield f"{name}: the zip has it {count} times"

    def _content(self, name: str) -> bytes:
        return content(self._data, self._entries[name])

    def _xml(self, name: str) -> Any:
        return self._parse(self._content(name))

    def _content_types(self) -> Iterator[str]:
        if TYPES_PART not in self._entries:
            yield f"{TYPES_PART}: it is missing"
            return
        try:
            root = self._xml(TYPES_PART)
        except (NotAZipError, self._syntax_error) as reason:
            yield f"{TYPES_PART}: {reason}"
            return
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        for each in root:
            if each.tag == _TYPES + "Default":
                key, known = each.get("Extension", "").lower(), defaults
            else:
                key, known = each.get("PartName", "").removeprefix("/"), overrides
                if key not in self._entries:
                    yield f"{TYPES_PART}: it names {key}, which is missing"
            if key in known:
                yield f"{TYPES_PART}: it names {key} twice"
            known[key] = each.get("ContentType", "")
        for name in self._entries:
            type_ = overrides.get(name) or defaults.get(name.rpartition(".")[2].lower())
            if name == TYPES_PART:
                continue
            if type_ is None:
                yield f"{name}: it has no content type"
            elif type_ == "application/xml":
                yield f"{name}: its content type says no more than XML"
            self._kinds[name] = _KIND.get(type_ or "", type_ or "")

    def _read_relations(self) -> Iterator[str]:
        for name in self._entries:
            if not name.endswith(".rels"):
                continue
            folder, _, leaf = name.rpartition("/")
            base = folder.removesuffix("_rels").removesuffix("/")
            source = f"{base}/{leaf}".removesuffix(".rels").removeprefix("/")
            if source and source not in self._entries:
                yield f"{name}: it is about {source}, which is missing"
            try:
                written = self._written_relations(self._content(name))
            except (NotAZipError, self._syntax_error) as reason:
                yield f"{name}: {reason}"
                continue
            self._relations[source] = found = [
                Relation(id_, type_, target if external else _part_name(base, target), external)
                for id_, type_, target, external in written
            ]
            for what in self._check_relations(found):
                yield f"{name}: {what}"

    def _written_relations(self, data: bytes) -> Iterable[tuple[str, str, str, bool]]:
        """Relations as they are written. A part spelt as ours are is read by a pattern that admits nothing else."""
        # Their patterns admit ASCII alone, so any other byte may be lost before they are asked.
        if whole := _OURS.fullmatch(data.decode("ascii", "replace")):
            return [
                (id_, type_, target.replace("&amp;", "&") if "&" in target else target, external != "")
                for id_, type_, target, external in _OUR_RELATION.findall(whole[1])
            ]
        return (
            (each.get("Id", ""), each.get("Type", ""), each.get("Target", ""), each.get("TargetMode") == "External")
            for each in self._parse(data).iter(_RELATION)
        )

    def _check_relations(self, found: list[Relation]) -> Iterator[str]:
        if len({relation.id for relation in found}) != len(found):
            yield "two relations have one id"
        for relation in found:
            if relation.external:
                if not _ADDRESS.fullmatch(relation.target):
                    yield f"{relation.id} leads to {relation.target!r}, which is no address"
            elif relation.target not in self._entries:
                yield f"{relation.id} leads to {relation.target}, which is missing"
            else:
                expected, kind = _EXPECTED.get(relation.type), self._kinds.get(relation.target)
                if relation.type == OFFICE + "image":
                    if not (kind or "").startswith("image/"):
                        yield f"{relation.id} leads to {relation.target}, which is no picture"
                elif expected is not None and kind != expected:
                    yield f"{relation.id} leads to {relation.target}, which is no {expected}"

    def _hangs_together(self) -> Iterator[str]:
        """Every part is reached from the package, and has the relations its kind needs."""
        if sum(relation.type == _CORE for relation in self._relations.get("", ())) > 1:
            yield "package: it has core properties twice"
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            for relation in self._relations.get(waiting.pop(), ()):
                if not relation.external and relation.target not in reached:
                    reached.add(relation.target)
                    waiting.append(relation.target)
        for name, kind in self._kinds.items():
            if name not in reached and kind != _RELATIONS_TYPE:
                yield f"{name}: nothing leads to it"
            for wanted in _ONE_EACH.get(kind, ()):
                count = len(self._targets(name, wanted))
                if count != 1:
                    yield f"{name}: it has {count} relations to a {wanted} instead of one"
            if kind == "slide":
                yield from self._notes_lead_back(name)
        yield from self._own_themes()

    def _targets(self, name: str, kind: str) -> list[str]:
        type_ = OFFICE + kind
        return [relation.target for relation in self._relations.get(name, ()) if relation.type == type_]

    def _notes_lead_back(self, slide: str) -> Iterator[str]:
        notes = self._targets(slide, "notesSlide")
        if len(notes) > 1:
            yield f"{slide}: it has {len(notes)} notes"
        for each in notes:
            if self._targets(each, "slide") != [slide]:
                yield f"{each}: it does not lead back to {slide}"

    def _own_themes(self) -> Iterator[str]:
        masters = [name for name, kind in self._kinds.items() if kind in ("slideMaster", "notesMaster")]
        themes = Counter(theme for name in masters for theme in self._targets(name, "theme"))
        for theme, count in themes.items():
            if count > 1:
                yield f"{theme}: {count} masters share it; each needs its own"

    def _part(self, name: str, kind: str) -> Iterable[str]:
        """What is wrong inside a part."""
        try:
            data = self._content(name)
            if kind.startswith("image/"):
                return parts.picture(data, kind)
            if not (kind in CONTENT_TYPES or kind.endswith("xml")):
                return ()
            if kind in _SMALL or kind in _TREES:
                ParserCreate("utf-8", " ").Parse(data, True)
                root = None
            else:
                root = self._parse(data)
        except (NotAZipError, ExpatError, self._syntax_error) as reason:
            return (f"it is not well-formed: {reason}" if not isinstance(reason, NotAZipError) else str(reason),)
        if b"!" in data and b"<!DOCTYPE" in data:
            return ("it has a document type declaration",)
        if kind in _TREES:
            return self._tree(name, kind, data)
        found = list(self._unresolved(name, data))
        if kind == "theme":
            found += parts.theme(root)
        elif kind == "presentation":
            self._presentation = name, root
            found += parts.in_order(root)
        return found

    def _tree(self, name: str, kind: str, data: bytes) -> list[str]:
        """What is wrong in a part with a shape tree."""
        skeleton = parts.skeleton(data)
        if skeleton not in self._orders:
            self._orders[skeleton] = list(parts.in_order(self._parse(skeleton)))
        found = list(self._orders[skeleton])
        if kind == "slideMaster":
            self._masters.append(self._parse(skeleton))
        if not parts.is_plain(data):
            data = parts.plain(self._parse(data))
        drawn = parts.drawn(data)
        found += drawn.wrong
        found += parts.repeated(drawn)
        found += self._unresolved(name, data)
        if kind == "slideLayout":
            self._layouts[name] = dict(drawn.placeholders)
        elif kind == "slide":
            layout = next(iter(self._targets(name, "slideLayout")), None)
            found += parts.slide(data, drawn, self._layouts.get(layout or ""))
        return found

    def _unresolved(self, name: str, data: bytes) -> Iterator[str]:
        known = {relation.id for relation in self._relations.get(name, ())}
        for id_ in dict.fromkeys(parts.references(data)):
            if id_ not in known:
                yield f"it uses the relation {id_!r}, which it does not have"

    def _slides_listed(self) -> Iterator[str]:
        if self._presentation is None:
            return
        name, root = self._presentation
        known = {relation.id: relation.target for relation in self._relations.get(name, ())}
        listed = Counter(
            known.get(each.get(parts.R + "id", ""), "") for each in root.iterfind(f"{parts.P}sldIdLst/{parts.P}sldId")
        )
        for slide, kind in self._kinds.items():
            if kind == "slide" and listed[slide] != 1:
                yield f"it lists {slide} {listed[slide]} times"
        own_master = bool(self._targets(name, "notesMaster"))
        if own_master != (root.find(parts.P + "notesMasterIdLst") is not None):
            yield "its notes master is related but not listed, or listed but not related"


_KIND = {type_: kind for kind, type_ in CONTENT_TYPES.items()}


def _part_name(base: str, target: str) -> str:
    """A relation's target as a part's name. Most are `../folder/part.xml`, which needs no general normaliser."""
    if target.startswith("/"):
        return target[1:]
    if target.startswith("../") and "/." not in target[2:]:
        parent, slash, _ = base.rpartition("/")
        return f"{parent}{slash}{target[3:]}"
    return posixpath.normpath(posixpath.join(base, target))
