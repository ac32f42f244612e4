"""Decks as text that can be read in a review: one tag a line, pictures as the digest of their pixels."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable

from talkdeck.brand.model import Brand

WHOLE = re.compile(
    r"\[Content_Types\]\.xml|ppt/presentation\.xml|ppt/theme/theme1\.xml|ppt/slideMasters/slideMaster1\.xml"
    r"|ppt/slides/slide\d+\.xml|ppt/charts/chart\d+\.xml|ppt/notesSlides/notesSlide\d+\.xml"
)
"""Parts that are kept as text; of the layouts only one of each ground is, of all the rest a digest."""

USUAL = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}

_EMPTY = re.compile(r"<([^\s<>/]+)([^<>]*)></\1>")
_DATA = re.compile(r"data:(image/[a-z+]+);base64,([A-Za-z0-9+/=]+)")
_SCRIPT = re.compile(r"(<script[^>]*>)(.+?)(</script>)", re.DOTALL)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def picture(data: bytes) -> str:
    """What a picture shows: its size and the digest of its pixels, which no version of a compressor changes."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        return f"{image.format} {image.width}x{image.height} {digest(image.convert('RGBA').tobytes())}"


def canonical(xml: bytes) -> str:
    """An XML part, one tag a line; the order of attributes and the form of empty tags do not count.

    The usual namespaces under their usual prefixes are left out: they would stand at every other tag.
    """
    text = ET.canonicalize(xml.decode())
    for prefix, address in USUAL.items():
        text = text.replace(f' xmlns:{prefix}="{address}"', "")
    return _EMPTY.sub(r"<\1\2/>", text).replace("><", ">\n<") + "\n"


def workbook(data: bytes) -> str:
    """A chart's workbook: its parts, whatever they are packed with."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return "".join(f"{name}\n{canonical(box.read(name))}" for name in sorted(box.namelist()))


def of_pptx(deck: bytes, brand: Brand) -> dict[str, str]:
    """Golden files of a PowerPoint deck by name: parts as text, and `digests.txt` with the others."""
    grounds: dict[str, int] = {}
    for number, layout in enumerate(brand.layouts.values(), start=1):
        grounds.setdefault(layout.ground, number)
    layouts = {f"ppt/slideLayouts/slideLayout{number}.xml" for number in grounds.values()}
    files, digests = {}, []
    with zipfile.ZipFile(io.BytesIO(deck)) as box:
        for name in sorted(box.namelist()):
            data = box.read(name)
            if WHOLE.fullmatch(name) or name in layouts:
                files[name] = canonical(data)
            elif name.endswith((".xml", ".rels")):
                digests.append(f"{name} {digest(canonical(data).encode())}\n")
            elif name.endswith(".xlsx"):
                digests.append(f"{name} {digest(workbook(data).encode())}\n")
            else:
                digests.append(f"{name} {picture(data)}\n")
    return {**files, "digests.txt": "".join(digests)}


def of_html(deck: bytes) -> dict[str, str]:
    """The golden file of an HTML deck: pictures and the player as digests, one tag a line in the slides."""
    text = deck.decode()
    text = _DATA.sub(lambda m: f"data:{m[1]};{picture(base64.b64decode(m[2]))}", text)
    text = _SCRIPT.sub(lambda m: f"{m[1]}{digest(m[2].encode())}{m[3]}", text)
    head, body, rest = text.partition("<body")
    return {"deck.html": head.replace("}", "}\n") + body + rest.replace("><", ">\n<")}


def changes(wanted: dict[str, str], built: dict[str, str], diff: Callable[[str, str, str], str]) -> str:
    """What differs between two sets of golden files, in a sentence a file, and the first difference; empty if none."""
    told = []
    for name in sorted(wanted.keys() | built.keys()):
        if name not in built:
            told.append(f"{name} is no longer written")
        elif name not in wanted:
            told.append(f"{name} is new")
        elif wanted[name] != built[name]:
            told.append(
                f"{name} changed"
                + ("" if any("changed" in line for line in told) else diff(name, wanted[name], built[name]))
            )
    return "\n".join(told)
