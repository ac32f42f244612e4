"""What the linter asks of single parts: ids, order of elements, placeholders, tables, colours, theme, pictures.

Each check yields sentences about one part. The rules are those that make PowerPoint offer a repair although the part
is valid by its schema, and the schema's own where a slip of ours would break them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"

MAX_ID = 2_147_483_647
FIRST_SLIDE_ID = 256
FIRST_MASTER_ID = 2_147_483_648
TITLES = ("title", "ctrTitle")

_ORDER = {
    "sld": ("cSld", "clrMapOvr", "transition", "timing", "extLst"),
    "notes": ("cSld", "clrMapOvr", "extLst"),
    "sldLayout": ("cSld", "clrMapOvr", "transition", "timing", "hf", "extLst"),
    "sldMaster": ("cSld", "clrMap", "sldLayoutIdLst", "transition", "timing", "hf", "txStyles", "extLst"),
    "notesMaster": ("cSld", "clrMap", "hf", "notesStyle", "extLst"),
    "presentation": (
        "sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldIdLst", "sldSz", "notesSz", "smartTags",
        "embeddedFontLst", "custShowLst", "photoAlbum", "custDataLst", "kinsoku", "defaultTextStyle", "modifyVerifier",
        "extLst",
    ),
    "cSld": ("bg", "spTree", "custDataLst", "controls", "extLst"),
}  # fmt: skip
"""Order of children by element (ECMA-376 Part 1 §19.3.1, §19.2.1.26)."""

_SLOTS = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split()
_STYLE_LISTS = ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst")

_CNVPR, _PH, _SRGB, _EXT, _TABLE = P + "cNvPr", P + "ph", A + "srgbClr", A + "ext", A + "tbl"
_BODIES = (P + "txBody", A + "txBody")
_ASKED = (_CNVPR, _PH, _SRGB, _EXT, _TABLE, *_BODIES)
_PARAGRAPH, _BODY_PROPERTIES = A + "p", A + "bodyPr"

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
    (b"\x01\x00\x00\x00", "image/x-emf"),
)
_REFERENCE = re.compile(rb' r:[a-zA-Z]+="([^"]*)"')

Placeholders = dict[str | None, str]
"""Type of each placeholder of a layout, by idx; a title has none."""


def references(data: bytes) -> list[str]:
    """Relation ids that a part uses."""
    return [found.decode("utf-8", "replace") for found in _REFERENCE.findall(data)]


def in_order(root: Any) -> Iterator[str]:
    """Children of a part's root, and of its p:cSld, in the order of the schema, each once."""
    for element in (root, *root.iterfind(P + "cSld")):
        name = element.tag.rpartition("}")[2]
        if (order := _ORDER.get(name)) is None:
            continue
        children = [child.tag.rpartition("}")[2] for child in element if isinstance(child.tag, str)]
        places = [order.index(child) for child in children if child in order]
        if places != sorted(places) or len(set(places)) != len(places):
            yield f"children of p:{name} are out of order: {', '.join(children)}"
    if root.tag != P + "presentation" and root.find(f"{P}cSld/{P}spTree") is None:
        yield "it has no p:spTree"


def shapes(root: Any) -> Iterator[str]:
    """Ids, extents, text bodies and tables of everything drawn in a part."""
    seen: set[str] = set()
    for element in root.iter(*_ASKED):
        tag = element.tag
        if tag == _CNVPR:
            id_ = element.get("id", "")
            if id_ in seen:
                yield f"two shapes have the id {id_}"
            seen.add(id_)
            if not id_.isdecimal() or not 1 <= int(id_) <= MAX_ID:
                yield f"a shape has the id {id_!r}, which is not in 1 to {MAX_ID}"
        elif tag == _EXT:
            for side in ("cx", "cy"):
                length = element.get(side)
                if length is not None and length.startswith("-"):
                    yield f"an extent is negative: {side} is {length}"
        elif tag in _BODIES:
            if element.find(_PARAGRAPH) is None:
                yield "a text body has no paragraph (a:p)"
            if not len(element) or element[0].tag != _BODY_PROPERTIES:
                yield "a text body does not begin with a:bodyPr"
        elif tag == _TABLE:
            yield from _table(element)


def _table(table: Any) -> Iterator[str]:
    columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
    for number, row in enumerate(table.iterfind(A + "tr"), start=1):
        cells = row.findall(A + "tc")
        if len(cells) != columns:
            yield f"row {number} of a table has {len(cells)} cells for {columns} columns"
        if any(cell.find(A + "txBody") is None for cell in cells):
            yield f"row {number} of a table has a cell without a text body"


def placeholders(root: Any) -> Iterator[tuple[str | None, str]]:
    """(idx, type) of the placeholders of a part; a title's idx is None, a missing type is obj, a missing idx 0."""
    for holder in root.iter(_PH):
        kind = holder.get("type", "obj")
        yield (None if kind in TITLES else holder.get("idx", "0")), kind


def layout_placeholders(root: Any) -> tuple[Placeholders, list[str]]:
    """Placeholders of a layout, and what is wrong with them."""
    found = list(placeholders(root))
    counts = Counter(index for index, _ in found)
    return dict(found), [f"two placeholders have idx {index}" for index, count in counts.items() if count > 1]


def slide(root: Any, layout: Placeholders | None) -> Iterator[str]:
    """Placeholders and colours of a slide. `layout` is None when the slide's layout could not be read."""
    found = list(placeholders(root))
    titles = sum(kind in TITLES for _, kind in found)
    if titles != 1:
        yield f"it has {titles} title placeholders instead of one"
    for index, count in Counter(index for index, _ in found).items():
        if count > 1 and index is not None:
            yield f"two placeholders have idx {index}"
    for index, kind in found if layout is not None else ():
        if index not in layout:
            yield f"its layout has no placeholder {kind if index is None else f'with idx {index}'}"
        elif layout[index] != kind:
            yield f"placeholder {index} is of type {kind}, in the layout of type {layout[index]}"
    if next(root.iter(_SRGB), None) is not None:
        yield "it names a colour by value (a:srgbClr) instead of one of the theme"


def presentation_ids(root: Any) -> Iterator[str]:
    """Ids of slides: unique and in range; every slide in one section, in the order of slides."""
    ids = [each.get("id", "") for each in root.iterfind(f"{P}sldIdLst/{P}sldId")]
    for id_, count in Counter(ids).items():
        if count > 1:
            yield f"two slides have the id {id_}"
        if not id_.isdecimal() or not FIRST_SLIDE_ID <= int(id_) <= MAX_ID:
            yield f"a slide has the id {id_!r}, which is not in {FIRST_SLIDE_ID} to {MAX_ID}"
    sections = list(root.iter(P14 + "section"))
    if sections:
        listed = [each.get("id", "") for each in root.iter(P14 + "sldId")]
        if listed != ids:
            yield "its sections do not list every slide once, in order"
        guids = Counter(section.get("id") for section in sections)
        yield from (f"two sections have the id {guid}" for guid, count in guids.items() if count > 1)


def master_ids(presentation: Any, masters: list[Any]) -> Iterator[str]:
    """Ids of masters and layouts share one number space (§19.7.11, §19.7.14)."""
    ids = [each.get("id", "") for each in presentation.iterfind(f"{P}sldMasterIdLst/{P}sldMasterId")]
    for master in masters:
        ids += [each.get("id", "") for each in master.iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId")]
    for id_, count in Counter(ids).items():
        if count > 1:
            yield f"two masters or layouts have the id {id_}"
        if not id_.isdecimal() or int(id_) < FIRST_MASTER_ID:
            yield f"a master or layout has the id {id_!r}, which is below {FIRST_MASTER_ID}"


def theme(root: Any) -> Iterator[str]:
    """The twelve colours, and three entries at least in every list of the format scheme (§20.1.4.1)."""
    colours = [child.tag for child in root.iterfind(f"{A}themeElements/{A}clrScheme/*")]
    if colours[: len(_SLOTS)] != [A + slot for slot in _SLOTS]:
        yield "its colours are not the twelve of a:clrScheme in order"
    for name in _STYLE_LISTS:
        count = len(root.findall(f"{A}themeElements/{A}fmtScheme/{A}{name}/*"))
        if count < 3:
            yield f"a:{name} has {count} entries instead of three"


def picture(data: bytes, content_type: str) -> Iterator[str]:
    """The picture's first bytes against its content type."""
    head = data[:64]
    kind = next((kind for sign, kind in _SIGNATURES if head.startswith(sign)), None)
    if kind is None and b"<svg" in data[:1024]:
        kind = "image/svg+xml"
    if kind != content_type:
        yield f"its content type is {content_type}, but it is {kind or 'no picture that PowerPoint knows'}"
