"""A linter for PowerPoint packages: finds what makes PowerPoint offer to repair a deck.

Runs over every package while it is written. Here are the package's own rules (ECMA-376 Part 2): names, content types,
relations, and which part hangs on which; `lint_parts` has the rules for what is inside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import XML, Element, ParseError, XMLParser
from xml.parsers.expat import ExpatError, ParserCreate

from talkdeck.pptx import lint_charts as charts
from talkdeck.pptx import lint_parts as parts
from talkdeck.pptx.lint_relations import Relation, read_relations, relations_part
from talkdeck.pptx.lint_timing import timing
from talkdeck.pptx.package import CONTENT_TYPES, MEDIA, OFFICE, PACKAGE, WORKBOOK
from talkdeck.pptx.unzip import Buffer, NotAZipError, content, entries

TYPES_PART = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_CORE = PACKAGE + "relationships/metadata/core-properties"

# RFC 3986: what an address may hold. PowerPoint refuses a package with a target that is no URI.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.\-]*:(?:%[0-9A-Fa-f]{2}|[!#$&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~])+", re.IGNORECASE)

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
    OFFICE + "chart": "chart",
    OFFICE + "chartUserShapes": "chartUserShapes",
    OFFICE + "package": WORKBOOK,
}
"""Content type that a relation's target must have."""

_ONE_EACH = {
    "slide": ("slideLayout",),
    "slideLayout": ("slideMaster",),
    "slideMaster": ("theme",),
    "notesSlide": ("notesMaster", "slide"),
    "notesMaster": ("theme",),
    "presentation": ("presProps", "tableStyles", "theme"),
    "chart": ("package",),
}
"""Relations that each kind of part has exactly once (§13.3)."""

_RECORDINGS = (OFFICE + "video", OFFICE + "audio", MEDIA)

_SMALL = ("tags", "presProps", "viewProps", "core-properties", "extended-properties")
"""Parts that need only be well-formed, with relations that resolve."""

_TREES = ("slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster")


def lint(package: bytes | BinaryIO | Path) -> tuple[str, ...]:
    """Findings, each `part: what is wrong`; none for a sound package. Nothing raises for a bad package."""
    if isinstance(package, Path):
        with package.open("rb") as file:
            if package.stat().st_size == 0:
                return ("package: it is empty",)
            with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
                return tuple(_lint_zip(data))
    return tuple(_lint_zip(package if isinstance(package, bytes) else package.read()))


def _lint_zip(data: Buffer) -> Iterator[str]:
    """What is wrong with the zip itself, then with the parts in it."""
    try:
        found = list(entries(data))
    except NotAZipError as reason:
        yield f"package: {reason}"
        return
    linter = Linter()
    for entry in sorted(found, key=lambda entry: entry.name != TYPES_PART):
        if entry.name.endswith("/"):
            yield f"{entry.name}: the zip has an entry for a folder"
            continue
        if entry.flags & 1:
            yield f"{entry.name}: it is encrypted"
        try:
            part = content(data, entry)
        except NotAZipError as reason:
            yield f"{entry.name}: {reason}"
            part = b""
        linter.part(entry.name, part)
    yield from linter.findings()


class Sound:
    """Parts that were found sound, by digest, with what the linter keeps of them: give it to the linter of each version
    of one deck.
    """

    def __init__(self) -> None:
        self._before: dict[bytes, tuple[list[str], parts.Placeholders]] = {}
        self._now: dict[bytes, tuple[list[str], parts.Placeholders]] = {}

    def begin(self) -> None:
        """A version begins."""
        self._before, self._now = self._now, {}

    def known(self, key: bytes) -> tuple[list[str], parts.Placeholders] | None:
        """Relations that a part uses and its placeholders, if it is known to be sound."""
        if (found := self._before.get(key)) is not None:
            self._now[key] = found
        return found

    def add(self, key: bytes, uses: list[str], placeholders: parts.Placeholders) -> None:
        """A part is sound."""
        self._now[key] = uses, placeholders


class Linter:
    """Looks over a package whose parts are handed in one after another: the content types first, the others as they
    come. Of each part it keeps a few facts, so that a deck can be looked over while it is written.
    """

    def __init__(self, sound: Sound | None = None) -> None:
        self._sound = sound
        if sound:
            sound.begin()
        self._kinds: dict[str, str] = {}
        self._twice: list[str] = []
        self._types: tuple[dict[str, str], dict[str, str]] | None = None
        self._relations: dict[str, list[Relation]] = {}
        self._leads: dict[str, dict[str, list[str]]] = {}  # where they lead to, by source and type
        self._uses: dict[str, list[str]] = {}
        self._placeholders: dict[str, parts.Placeholders] = {}
        self._masters: list[Element] = []
        self._orders: dict[bytes, list[str]] = {}
        self._presentation: tuple[str, Element] | None = None
        self._inside: list[str] = []

    def part(self, name: str, data: bytes) -> None:
        """Take a part in. `name` is that of its entry in the zip."""
        if name in self._kinds:
            self._twice.append(name)
        self._kinds[name] = kind = self._kind(name)
        try:
            if name == TYPES_PART:
                found = self._read_types(data)
            elif name.endswith(".rels"):
                found = self._read_relations(name, data)
            else:
                found = self._look_anew(name, kind, data) if self._sound else self._look_inside(name, kind, data)
        except (ExpatError, ParseError) as reason:
            found = (f"it is not well-formed: {reason}",)
        for what in found:
            self._inside.append(f"{name}: {what}")

    def findings(self) -> tuple[str, ...]:
        """What is wrong, each `part: what is wrong`, once all parts are in."""
        return tuple(self._all_findings())

    def _all_findings(self) -> Iterator[str]:
        yield from self._names()
        yield from self._content_types()
        for source, found in self._relations.items():
            for what in self._check_relations(found):
                yield f"{relations_part(source)}: {what}"
        yield from self._hangs_together()
        yield from self._inside
        for name in self._uses:
            for what in (*self._unresolved(name), *self._not_in_layout(name)):
                yield f"{name}: {what}"
        if self._presentation is None:
            yield "package: it has no presentation part"
        else:
            name, root = self._presentation
            for what in (*parts.presentation_ids(root), *parts.master_ids(root, self._masters), *self._slides_listed()):
                yield f"{name}: {what}"

    def _names(self) -> Iterator[str]:
        names = [name.lower() for name in (*self._kinds, *self._twice)]
        if len(set(names)) != len(names):
            for name, count in Counter(names).items():
                if count > 1:
                    yield f"{name}: the zip has it {count} times"

    def _kind(self, name: str) -> str:
        """What the content types say of a part; empty where they do not know it."""
        defaults, overrides = self._types or ({}, {})
        type_ = overrides.get(name)
        if type_ is None:
            type_ = defaults.get(name.rpartition(".")[2].lower(), "")
        return _KIND.get(type_, type_)

    def _read_types(self, data: bytes) -> Iterable[str]:
        defaults: dict[str, str] = {}
        overrides: dict[str, str] = {}
        self._types = defaults, overrides
        for each in XML(data, _parser()):
            if each.tag == _TYPES + "Default":
                key, known = each.get("Extension", "").lower(), defaults
            else:
                key, known = each.get("PartName", "").removeprefix("/"), overrides
            if key in known:
                yield f"it names {key} twice"
            known[key] = each.get("ContentType", "")

    def _content_types(self) -> Iterator[str]:
        if self._types is None:
            yield f"{TYPES_PART}: it is missing"
            return
        for name in self._types[1]:
            if name not in self._kinds:
                yield f"{TYPES_PART}: it names {name}, which is missing"
        for name, kind in self._kinds.items():
            if not kind and name != TYPES_PART:
                yield f"{name}: it has no content type"
            elif kind == "application/xml":
                yield f"{name}: its content type says no more than XML"

    def _read_relations(self, name: str, data: bytes) -> Iterable[str]:
        folder, _, leaf = name.rpartition("/")
        base = folder.removesuffix("_rels").removesuffix("/")
        source = f"{base}/{leaf}".removesuffix(".rels").removeprefix("/")
        self._relations[source] = found = read_relations(base, data)
        leads = self._leads[source] = {}
        for relation in found:
            leads.setdefault(relation.type, []).append(relation.target)
        return ()

    def _check_relations(self, found: list[Relation]) -> Iterator[str]:
        if len({relation.id for relation in found}) != len(found):
            yield "two relations have one id"
        for relation in found:
            if relation.external:
                if not _ADDRESS.fullmatch(relation.target):
                    yield f"{relation.id} leads to {relation.target!r}, which is no address"
            elif relation.target not in self._kinds:
                yield f"{relation.id} leads to {relation.target}, which is missing"
            else:
                expected, kind = _EXPECTED.get(relation.type), self._kinds[relation.target]
                if relation.type == OFFICE + "image":
                    if not kind.startswith("image/"):
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
        for source in self._relations:
            if source and source not in self._kinds:
                yield f"{relations_part(source)}: it is about {source}, which is missing"
        for name, kind in self._kinds.items():
            if name not in reached and kind != _RELATIONS_TYPE and name != TYPES_PART:
                yield f"{name}: nothing leads to it"
            for wanted in _ONE_EACH.get(kind, ()):
                count = len(self._targets(name, wanted))
                if count != 1:
                    yield f"{name}: it has {count} relations to a {wanted} instead of one"
            if kind == "slide":
                yield from self._notes_lead_back(name)
                yield from self._recordings_in_pairs(name)
        yield from self._own_themes()

    def _targets(self, name: str, kind: str) -> list[str]:
        return self._leads.get(name, {}).get(OFFICE + kind, [])

    def _notes_lead_back(self, slide: str) -> Iterator[str]:
        notes = self._targets(slide, "notesSlide")
        if len(notes) > 1:
            yield f"{slide}: it has {len(notes)} notes"
        for each in notes:
            if self._targets(each, "slide") != [slide]:
                yield f"{each}: it does not lead back to {slide}"

    def _recordings_in_pairs(self, slide: str) -> Iterator[str]:
        """An embedded recording has a relation for old programs and one for new ones, to one part of its kind."""
        leads = self._leads.get(slide, {})
        if leads.keys().isdisjoint(_RECORDINGS):
            return
        old = Counter([*self._targets(slide, "video"), *self._targets(slide, "audio")])
        if old != Counter(leads.get(MEDIA, ())):
            yield f"{slide}: its recordings do not have two relations each"
        for target in old:
            if not self._kinds.get(target, "").startswith(("video/", "audio/")):
                yield f"{slide}: {target} is no recording"

    def _own_themes(self) -> Iterator[str]:
        masters = [name for name, kind in self._kinds.items() if kind in ("slideMaster", "notesMaster")]
        themes = Counter(theme for name in masters for theme in self._targets(name, "theme"))
        for theme, count in themes.items():
            if count > 1:
                yield f"{theme}: {count} masters share it; each needs its own"

    def _look_anew(self, name: str, kind: str, data: bytes) -> Iterable[str]:
        """What is wrong inside a part; nothing in one of a slide that was found sound before."""
        if self._sound is None or kind not in ("slide", "slideLayout", "notesSlide", "tags"):
            return self._look_inside(name, kind, data)
        key = sha256(kind.encode() + data).digest()
        if (known := self._sound.known(key)) is None:
            if found := list(self._look_inside(name, kind, data)):
                return found
            self._sound.add(key, self._uses.get(name, []), self._placeholders.get(name, ()))
        else:
            self._uses[name], self._placeholders[name] = known
        return ()

    def _look_inside(self, name: str, kind: str, data: bytes) -> Iterable[str]:
        """What is wrong inside a part."""
        if kind.startswith("image/"):
            return parts.picture(data, kind)
        if kind == WORKBOOK:
            return charts.workbook(data)
        if not (kind in CONTENT_TYPES or kind.endswith("xml")):
            return ()
        if b"!" in data and b"<!DOCTYPE" in data:
            return ("it has a document type declaration",)
        if kind in _TREES:
            return self._tree(name, kind, data)
        if kind in _SMALL:
            ParserCreate("utf-8", " ").Parse(data, True)
        else:
            root = XML(data, _parser())
            if kind == "theme":
                return parts.theme(root)
            if kind == "chart":
                self._uses[name] = parts.references(data)
                return charts.chart(root)
            if kind == "chartUserShapes":
                return charts.drawing(root)
            if kind == "presentation":
                self._presentation = name, root
                return parts.in_order(root)
        return ()

    def _tree(self, name: str, kind: str, data: bytes) -> list[str]:
        """What is wrong in a part with a shape tree. Layouts are the same in many decks and are looked into once."""
        if kind == "slideLayout" and type(data) is bytes:
            known = _LAYOUTS.get(data)
            if known is None:
                known = look_into_layout(data)
                know_layouts({data: known})
            found, self._uses[name], self._placeholders[name] = known
            return found
        return self._look_into_tree(name, kind, data)

    def _look_into_tree(self, name: str, kind: str, data: bytes) -> list[str]:
        ParserCreate("utf-8", " ").Parse(data, True)
        skeleton = parts.skeleton(data)
        if skeleton not in self._orders:
            self._orders[skeleton] = list(parts.in_order(XML(skeleton, _parser())))
        found = list(self._orders[skeleton])
        if kind == "slideMaster":
            self._masters.append(XML(skeleton, _parser()))
        if not parts.is_plain(data):
            data = parts.plain(data)
        drawn = parts.drawn(data)
        found += drawn.wrong
        found += parts.repeated(drawn)
        self._uses[name] = parts.references(data)
        if kind in ("slide", "slideLayout"):
            self._placeholders[name] = drawn.placeholders
        if kind == "slide":
            found += parts.slide(data, drawn)
            found += timing(data)
        return found

    def _unresolved(self, name: str) -> Iterator[str]:
        if used := self._uses.get(name):
            known = {relation.id for relation in self._relations.get(name, ())}
            for id_ in dict.fromkeys(used):
                if id_ not in known:
                    yield f"it uses the relation {id_!r}, which it does not have"

    def _not_in_layout(self, slide: str) -> Iterator[str]:
        """Placeholders of a slide that its layout does not have."""
        if self._kinds[slide] != "slide":
            return
        layout = next(iter(self._targets(slide, "slideLayout")), "")
        if layout in self._placeholders:
            yield from parts.not_in_layout(self._placeholders.get(slide, ()), self._placeholders[layout])

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


MOST_LAYOUTS = 1000
"""Layouts that are known by what they hold: those of half a dozen brands, some 20 MB."""

Looked = tuple[list[str], list[str], parts.Placeholders]
"""Of a layout that was looked into: what is wrong, the relations it uses, its placeholders."""

_LAYOUTS: dict[bytes, Looked] = {}


def look_into_layout(data: bytes) -> Looked:
    """What a linter finds in a layout's XML. Raises ExpatError or ParseError where it is not well-formed."""
    linter = Linter()
    return linter._look_into_tree("", "slideLayout", data), linter._uses[""], linter._placeholders[""]


def know_layouts(looked: Mapping[bytes, Looked]) -> None:
    """Have layouts known that were looked into before, by their XML."""
    if len(_LAYOUTS) < MOST_LAYOUTS:
        _LAYOUTS.update(looked)


_KIND = {type_: kind for kind, type_ in CONTENT_TYPES.items()}


def _parser() -> XMLParser:
    return XMLParser(encoding="utf-8")
