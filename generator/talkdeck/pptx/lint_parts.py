"""What the linter asks of single parts: ids, order of elements, placeholders, tables, colours, theme, pictures.

Each check yields sentences about one part. The rules are those that make PowerPoint offer a repair although the part
is valid by its schema, and the schema's own where a slip of ours would break them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element
from xml.parsers.expat import ParserCreate

from talkdeck.brand.model import SLOTS
from talkdeck.model.escape import escape_attribute
from talkdeck.model.values import Struct, field

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
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

_STYLE_LISTS = ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst")

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
_ATTRIBUTES = rb"(?=[\s/>])([^>\"]*(?:\"[^\"]*\"[^>\"]*)*)>"
_ALL = re.compile(rb"<(p:cNvPr|p:ph|/?[pa]:txBody|a:p|/?a:t(?:bl|r|c)|a:gridCol)" + _ATTRIBUTES)
_BODY = re.compile(rb"<[pa]:txBody>(?!\s*<a:bodyPr[\s/>])")
_JOINED = re.compile(rb'<a:(?:st|end)Cxn id="([^"]*)"')
_NEGATIVE = re.compile(rb'<a:ext [^>]*\bc[xy]="-')
_FALLBACK = re.compile(rb"<mc:Fallback>.*?</mc:Fallback>", re.DOTALL)
_ID, _TYPE, _INDEX = (re.compile(rb'\s%s="([^"]*)"' % name) for name in (b"id", b"type", b"idx"))
_REFERENCE = re.compile(rb' r:[a-zA-Z]+="([^"]*)"')
_PREFIXES = {"p": P, "a": A, "r": R}
_DECLARED = tuple(f'xmlns:{prefix}="{name[1:-1]}"'.encode() for prefix, name in _PREFIXES.items())

Placeholders = Sequence[tuple[str | None, str]]
"""Placeholders of a part as (idx, type). A title's idx is None, a missing type is obj, a missing idx 0 (§19.3.1.36)."""


def references(data: bytes) -> list[str]:
    """Relation ids that a part uses. An empty one is an action without a target, such as to play a recording."""
    return [found.decode("utf-8", "replace") for found in _REFERENCE.findall(data) if found]


def is_plain(data: bytes) -> bool:
    """Whether a part is written as ours are, so that patterns find what there is.

    That is: the usual prefixes, double quotes, no comments and no CDATA. `plain` turns any other part into that.
    """
    # Most parts have neither character anywhere, and one character is found many times faster than two.
    if (b"!" in data and b"<!" in data) or (b"'" in data and b"='" in data):
        return False
    return all(each in data for each in _DECLARED)


def plain(data: bytes) -> bytes:
    """A part in the plain form, as far as the patterns here ask: elements, attributes, no text."""
    prefixes = {name[1:-1]: prefix for prefix, name in (*_PREFIXES.items(), ("mc", MC))}
    written: list[str] = []

    def short(name: str) -> str:
        space, blank, local = name.rpartition(" ")
        return f"{prefixes.get(space, 'x')}:{local}" if blank else name

    def start(tag: str, attributes: dict[str, str]) -> None:
        pairs = (f' {short(name)}="{escape_attribute(value)}"' for name, value in attributes.items())
        written.append(f"<{short(tag)}{''.join(pairs)}>")

    parser = ParserCreate("utf-8", " ")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: written.append(f"</{short(tag)}>")
    parser.Parse(data, True)
    return "".join(written).encode()


def in_order(root: Element) -> Iterator[str]:
    """Children of a part's root, and of its p:cSld, in the order of the schema, each once."""
    for element in (root, *root.iterfind(P + "cSld")):
        name = element.tag.rpartition("}")[2]
        if (order := _ORDER.get(name)) is None:
            continue
        children = [_chosen(child).tag.rpartition("}")[2] for child in element]
        places = [order.index(child) for child in children if child in order]
        if places != sorted(places) or len(set(places)) != len(places):
            yield f"children of p:{name} are out of order: {', '.join(children)}"
    if root.tag != P + "presentation" and root.find(f"{P}cSld/{P}spTree") is None:
        yield "it has no p:spTree"


def _chosen(child: Element) -> Element:
    """The element itself; of a choice for newer programs the element in it."""
    return next(iter(child.iterfind(f"{MC}Choice/*")), child) if child.tag == MC + "AlternateContent" else child


class Drawn(Struct):
    """What is drawn in a part: its placeholders, and what is wrong with the shapes."""

    placeholders: list[tuple[str | None, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def drawn(data: bytes) -> Drawn:
    """Ids, extents, placeholders, text bodies and tables of a part in the plain form.

    Patterns over bytes, not a tree: building a tree of every slide takes longer than writing the slides. Most slides
    are seen to be sound by counting; of those only placeholders are looked at.
    """
    found = Drawn()
    if b"<mc:Fallback>" in data:  # what stands there has the ids of what it stands in for
        data = _FALLBACK.sub(b"", data)
    simple = _simple_placeholders(data)
    if simple is None:
        _look_through(data, found)
    else:
        found.placeholders = simple
    if (b'cx="-' in data or b'cy="-' in data) and _NEGATIVE.search(data):
        found.wrong.append("an extent is negative")
    if b"Cxn id=" in data:
        ids = {_value(_ID, attributes) for attributes in re.findall(rb"<p:cNvPr" + _ATTRIBUTES, data)}
        for id_ in dict.fromkeys(_JOINED.findall(data)):
            if id_ not in ids:
                found.wrong.append(f"a connector is glued to shape {id_.decode()}, which is not there")
    return found


def _simple_placeholders(data: bytes) -> list[tuple[str | None, str]] | None:
    """The placeholders of a part where every shape has an id of its own, every text body goes from its properties to a
    last paragraph, and every row of a table has a cell with one body for each column; None for any other part.
    """
    shapes = data.split(b"<p:cNvPr")[1:]
    ids = {shape[5 : shape.find(b'"', 5)] for shape in shapes if shape.startswith(b' id="')}
    if len(ids) != len(shapes) or not all(id_.isdigit() and len(id_) < 10 and id_[0] != 48 for id_ in ids):
        return None
    parts = data.split(b"txBody")
    for begin, body, end in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        if not (begin.endswith(_BODY_BEGINS) and body.startswith(b"><a:bodyPr") and body.endswith(_BODY_ENDS)):
            return None
        if not end.startswith(b">"):
            return None
    if not len(parts) % 2 or (b"<a:tbl" in data and not _has_simple_tables(data)):
        return None
    holders = []
    for piece in data.split(b"<p:ph")[1:]:
        attributes = piece[: piece.find(b">")]
        if attributes.count(b'"') % 2:
            return None
        holders.append(_placeholder(attributes))
    return holders


_BODY_BEGINS = (b"<p:", b"<a:")
_BODY_ENDS = (b"</a:p></p:", b"</a:p></a:", b"<a:p/></p:", b"<a:p/></a:")


def _has_simple_tables(data: bytes) -> bool:
    tables = data.split(b"<a:tbl>")[1:]
    if len(tables) != data.count(b"</a:tbl>") or b"<a:tc/" in data:
        return False
    for table in tables:
        columns = table.count(b"<a:gridCol ")
        rows = table.split(b"<a:tr ")[1:]
        if len(rows) != table.count(b"</a:tr>"):
            return False
        for row in rows:
            cells = row.split(b"</a:tc>")[:-1]
            if len(cells) != columns or not all(cell.count(b"<a:txBody>") == 1 for cell in cells):
                return False
    return True


def _look_through(data: bytes, found: Drawn) -> None:
    """As `drawn`, of any part."""
    wrong = found.wrong
    ids: set[bytes] = set()
    paragraphs = columns = cells = rows = 0
    has_body = True
    for name, attributes in _ALL.findall(data):
        if name == b"p:cNvPr":
            id_ = _value(_ID, attributes)
            if id_ in ids:
                wrong.append(f"two shapes have the id {id_.decode()}")
            ids.add(id_)
            if not id_.isdigit() or not 1 <= int(id_) <= MAX_ID:
                wrong.append(f"a shape has the id {id_.decode()!r}, which is not in 1 to {MAX_ID}")
        elif name == b"p:ph":
            found.placeholders.append(_placeholder(attributes))
        elif name == b"a:p":
            paragraphs += 1
        elif name.endswith(b"txBody"):
            has_body = True
            if not name.startswith(b"/"):
                paragraphs = 0
            if not paragraphs and (name.startswith(b"/") or attributes.endswith(b"/")):
                wrong.append("a text body has no paragraph (a:p)")
        elif name == b"a:tc":
            cells += 1
            has_body = False
            if attributes.endswith(b"/"):
                wrong.append(f"row {rows} of a table has a cell without a text body")
        elif name == b"/a:tc":
            if not has_body:
                wrong.append(f"row {rows} of a table has a cell without a text body")
        elif name == b"a:gridCol":
            columns += 1
        elif name == b"a:tr":
            rows += 1
            cells = 0
        elif name == b"/a:tr":
            if cells != columns:
                wrong.append(f"row {rows} of a table has {cells} cells for {columns} columns")
        elif name == b"a:tbl":
            columns = rows = 0
    if _BODY.search(data):
        wrong.append("a text body does not begin with a:bodyPr")


def _value(attribute: re.Pattern[bytes], attributes: bytes) -> bytes:
    found = attribute.search(attributes)
    return found[1] if found else b""


@lru_cache(maxsize=1024)
def _placeholder(attributes: bytes) -> tuple[str | None, str]:
    kind = _value(_TYPE, attributes).decode() or "obj"
    return None if kind in TITLES else _value(_INDEX, attributes).decode() or "0", kind


def skeleton(data: bytes) -> bytes:
    """A part without what stands in its shape tree: the same few bytes for nearly every slide of a deck."""
    start, end = data.find(b"<p:spTree>"), data.rfind(b"</p:spTree>")
    return data[: start + 10] + data[end:] if 0 <= start < end else data


def repeated(found: Drawn) -> Iterator[str]:
    """Placeholders of one idx."""
    indexes = [index for index, _ in found.placeholders if index is not None]
    if len(set(indexes)) != len(indexes):
        for index, count in Counter(indexes).items():
            if count > 1:
                yield f"two placeholders have idx {index}"


def slide(data: bytes, found: Drawn) -> Iterator[str]:
    """Title and colours of a slide."""
    titles = len([kind for _, kind in found.placeholders if kind in TITLES])
    if titles != 1:
        yield f"it has {titles} title placeholders instead of one"
    if b"<a:srgbClr" in data:
        yield "it names a colour by value (a:srgbClr) instead of one of the theme"


def not_in_layout(slide: Placeholders, layout: Placeholders) -> Iterator[str]:
    """Placeholders of a slide that its layout does not have, or has of another type."""
    if slide and not set(slide) <= set(layout):
        known = dict(layout)
        for index, kind in slide:
            if index not in known:
                yield f"its layout has no placeholder {kind if index is None else f'with idx {index}'}"
            elif known[index] != kind:
                yield f"placeholder {index} is of type {kind}, in the layout of type {known[index]}"


def presentation_ids(root: Element) -> Iterator[str]:
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


def master_ids(presentation: Element, masters: list[Element]) -> Iterator[str]:
    """Ids of masters and layouts share one number space (§19.7.11, §19.7.14)."""
    ids = [each.get("id", "") for each in presentation.iterfind(f"{P}sldMasterIdLst/{P}sldMasterId")]
    for master in masters:
        ids += [each.get("id", "") for each in master.iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId")]
    for id_, count in Counter(ids).items():
        if count > 1:
            yield f"two masters or layouts have the id {id_}"
        if not id_.isdecimal() or int(id_) < FIRST_MASTER_ID:
            yield f"a master or layout has the id {id_!r}, which is below {FIRST_MASTER_ID}"


def theme(root: Element) -> Iterator[str]:
    """The twelve colours, and three entries at least in every list of the format scheme (§20.1.4.1)."""
    colours = [child.tag for child in root.iterfind(f"{A}themeElements/{A}clrScheme/*")]
    if colours[: len(SLOTS)] != [A + slot for slot in SLOTS]:
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
