"""SVG: read safely, and drawn as PNG at the size a slide needs.

A drawing may hold everything it shows, and nothing else: what it would load from a file is refused, since the renderer
would read any file of the machine; scripts and addresses do nothing in a picture that is drawn once.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from talkdeck.media.facts import Facts, PictureError, kind_of, open_raster

SIZE = 4 * 1024 * 1024
"""Most bytes of a drawing."""

ELEMENTS = 50_000
"""Most elements after every `use` is followed: nested ones multiply, ten levels of ten make ten thousand million."""

SIDE = 4096
"""Longest side of a drawing in pixels; it is scaled anyway, so this only bounds nonsense."""

_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$", re.IGNORECASE)
_XLINK = "{http://www.w3.org/1999/xlink}href"


def inspect(data: bytes) -> Facts:
    """Size of a drawing in CSS pixels, at most SIDE long. Raises PictureError if it is unfit or unsafe."""
    root = _parse(data)
    width, height = _size(root)
    has_words = any(_local(element) in ("text", "tspan") and _words(element) for element in root.iter())
    return Facts("SVG", width, height, has_words)


def render(data: bytes, width: int, height: int) -> bytes:
    """A PNG of the drawing, as small as covers width x height pixels, in the drawing's own shape. Raises PictureError.

    System fonts are loaded only for a drawing with text, the one thing that looks different on another machine.
    """
    import resvg_py
    from lxml import etree

    root = _parse(data)
    own_w, own_h = _size(root)
    if width * own_h < height * own_w:
        width = -(-own_w * height // own_h)
    width = max(1, min(width, SIDE, SIDE * own_w // own_h or 1))
    # What is drawn is what was checked: our own serialisation, so no second parser reads the file differently.
    checked = etree.tostring(root, encoding="unicode")
    fonts = any(_local(element) == "text" for element in root.iter())
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=checked, width=width, dpi=96.0, skip_system_fonts=not fonts))
    except BaseException as failure:
        # A panic in the renderer arrives as a BaseException.
        if isinstance(failure, KeyboardInterrupt | SystemExit):
            raise
        raise PictureError("E415", "is damaged: the drawing cannot be drawn", "save it again as plain SVG") from failure


def _parse(data: bytes) -> Any:
    """The drawing's root element, checked. Raises PictureError."""
    from lxml import etree

    if len(data) > SIZE:
        raise PictureError("E417", f"is a drawing of more than {SIZE // 1024 // 1024} MB", "export it as PNG")
    if b"<!ENTITY" in data or b"<\0!\0E\0N\0T" in data:
        raise PictureError("E414", "is an SVG that defines entities, which are not read", "save it as plain SVG")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        said = re.sub(r"\s*\(<string>.*", "", str(failure))
        raise PictureError("E415", f"is damaged: {said}", "save it again as plain SVG") from failure
    if _local(root) != "svg":
        raise PictureError("E414", "is XML but not an SVG drawing", "save it as plain SVG or PNG")
    for element in root.iter("{*}image", "{*}feImage", "image", "feImage"):
        for name in ("href", _XLINK):
            _check_reference(element.get(name))
    _check_weight(root)
    return root


def _check_reference(href: str | None) -> None:
    """A picture within a drawing must be embedded, of a raster kind, and of no more pixels than any other picture."""
    href = (href or "").strip()
    if not href or href.startswith("#"):
        return
    if not href[:5].lower() == "data:":
        raise PictureError("E414", f"is an SVG that loads another file, `{href[:80]}`", "embed that picture in the SVG")
    head, _, body = href.partition(",")
    try:
        data = base64.b64decode(unquote_to_bytes(body)) if head.lower().endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError) as failure:
        raise PictureError("E415", "is damaged: a picture embedded in it cannot be read") from failure
    kind = kind_of(data)
    if kind == "SVG":
        raise PictureError("E414", "is an SVG with another SVG embedded as a picture", "ungroup it into one drawing")
    open_raster(data, kind).close()


def _check_weight(root: Any) -> None:
    """Refuse drawings that multiply themselves through nested `use` elements, or hold themselves."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    weights: dict[Any, int] = {}
    heavy = PictureError("E416", "is an SVG of too many elements to draw", "simplify it, or export it as PNG")

    def weigh(element: Any, depth: int) -> int:
        if depth > 400:
            raise heavy
        if element in weights:
            if not weights[element]:
                raise PictureError("E415", "is an SVG that holds itself", "save it again as plain SVG")
            return weights[element]
        weights[element] = 0
        total = 1 + sum(weigh(child, depth + 1) for child in element)
        if _local(element) == "use":
            target = named.get((element.get("href") or element.get(_XLINK) or "").strip().removeprefix("#"))
            total += weigh(target, depth + 1) if target is not None else 0
        if total > ELEMENTS:
            raise heavy
        weights[element] = total
        return total

    weigh(root, 0)


def _size(root: Any) -> tuple[int, int]:
    """Width and height from the attributes, else from the view box; the missing one of a pair follows its shape."""
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = re.split(r"[\s,]+", (root.get("viewBox") or "").strip())
    try:
        box_w, box_h = (float(box[2]), float(box[3])) if len(box) == 4 else (0.0, 0.0)
    except ValueError:
        box_w = box_h = 0.0
    if box_w > 0 and box_h > 0:
        if not width and not height:
            width, height = box_w, box_h
        width = width or height * box_w / box_h
        height = height or width * box_h / box_w
    if not (0 < width < 1e9 and 0 < height < 1e9):
        raise PictureError("E414", "is an SVG that does not say how large it is", "give it a viewBox")
    if not 1 / 200 < width / height < 200:
        raise PictureError("E414", "is an SVG far too long for its height, or the other way round", "check its viewBox")
    shrink = min(1.0, SIDE / max(width, height))
    # Tiny drawings (icons in units of their own) are given pixels enough to keep their shape.
    grow = max(1.0, 256 / max(width, height))
    return max(1, round(width * shrink * grow)), max(1, round(height * shrink * grow))


def _length(value: str | None) -> float:
    """A length in CSS pixels; 0 if missing, relative (%, em) or nonsense."""
    match = _LENGTH.match(value or "")
    return float(match[1]) * _UNITS.get(match[2].lower(), 0.0) if match else 0.0


def _local(element: Any) -> str:
    """Name without namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(element: Any) -> bool:
    return bool("".join(element.itertext()).strip())
