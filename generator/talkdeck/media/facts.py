"""What a picture file is before its pixels are decoded: kind, size, and why it cannot be used."""

from __future__ import annotations

import io
import re
import struct
import threading
import warnings
from typing import TYPE_CHECKING

from talkdeck.media import strip
from talkdeck.model.values import Struct

if TYPE_CHECKING:
    from PIL import Image

PIXELS = 50_000_000
"""Most pixels of a picture; a small file can unfold to far more (a decompression bomb)."""

_PLUGINS = {
    "PNG": "PngImagePlugin",
    "JPEG": "JpegImagePlugin",
    "WEBP": "WebPImagePlugin",
    "AVIF": "AvifImagePlugin",
    "GIF": "GifImagePlugin",
    "BMP": "BmpImagePlugin",
    "TIFF": "TiffImagePlugin",
}

_SAVE_AS = "save the picture as PNG, JPEG, WebP, AVIF, GIF, BMP, TIFF or SVG"

_STRANGERS = (
    (b"....ftyp(?:heic|heix|hevc|mif1|msf1)", "HEIC", "export it as JPEG; on a phone, ask for 'most compatible'"),
    (rb"%PDF", "PDF", "export the page as SVG or PNG"),
    (rb"%!PS", "PostScript", "export it as SVG or PNG"),
    (b"\x01\x00\x00\x00.{36} EMF|\xd7\xcd\xc6\x9a", "Windows metafile", "export it as SVG or PNG"),
    (rb"8BPS", "Photoshop", "export it as PNG"),
    (b"PK\x03\x04", "ZIP", _SAVE_AS),
    (b"\x1f\x8b", "gzip", "unpack it; an .svgz becomes an .svg"),
    (b"\x00\x00\x01\x00", "icon", "export it as PNG"),
    (rb"version https://git-lfs", "Git LFS pointer", "run `git lfs pull` to get the picture itself"),
    (rb"(?i:\s*<(?:!doctype html|html|head|body))", "web page", "save the picture itself, not the page it is on"),
)

_lock = threading.Lock()


class PictureError(Exception):
    """A picture that cannot be used: a problem's code, a fact that follows the picture's name, and hints."""

    def __init__(self, code: str, text: str, *hints: str) -> None:
        super().__init__(text)
        self.code, self.text, self.hints = code, text, hints


class Facts(Struct, frozen=True):
    """A picture's kind (a Pillow format name or SVG) and its size in pixels as shown (EXIF orientation applied).

    `has_words`: an SVG with text, which is drawn in whatever fonts the machine has.
    """

    kind: str
    width: int
    height: int
    has_words: bool = False


def kind_of(data: bytes) -> str:
    """The kind by the first bytes, whatever the file is called. Raises PictureError if it is none we read."""
    head = data[:4096]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and (b"avif" in head[8:40] or b"avis" in head[8:40]):
        return "AVIF"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head.startswith(b"BM") and len(head) > 26:
        return "BMP"
    if head.startswith((b"II*\0", b"MM\0*")):
        return "TIFF"
    if re.search(rb"<(?:\w+:)?svg[\s>]", head) and not re.match(rb"(?i)\s*<(?:!doctype html|html)", head):
        return "SVG"
    for magic, name, hint in _STRANGERS:
        if re.match(magic, head, re.DOTALL):
            raise PictureError("E414", f"is a {name} file, which is not a picture that can be read", hint)
    raise PictureError("E414", "is not a picture that can be read", _SAVE_AS)


def inspect(data: bytes) -> Facts:
    """Kind and size of a picture file. Raises PictureError if it is no picture, damaged, or too large.

    Pixels are not decoded: what only shows there is found when the picture is encoded. Checksums and the end of the
    file are looked at, so a file that was cut short is found here.
    """
    if not data:
        raise PictureError("E413", "is empty", "save the picture again")
    kind = kind_of(data)
    if kind == "SVG":
        from talkdeck.media import svg

        return svg.inspect(data)
    if not _is_whole(data, kind):
        raise PictureError("E415", "is damaged: the file was cut short or changed", "copy or save the picture again")
    with open_raster(data, kind) as image:
        turned = orientation(image, kind, data) >= 5
        width, height = (image.height, image.width) if turned else image.size
    return Facts(kind, width, height)


def open_raster(data: bytes, kind: str) -> Image.Image:
    """Open a raster picture of a known kind without decoding it. Raises PictureError; the pixel limit is checked."""
    from importlib import import_module

    from PIL import Image

    # Only the plugin that is needed: Pillow's own search imports forty of them.
    import_module(f"PIL.{_PLUGINS[kind]}")
    try:
        # warnings' filters belong to the whole process, so two threads must not change them at once.
        with _lock, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=(kind,))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as failure:
        raise _too_many_pixels() from failure
    except Exception as failure:
        raise damaged(failure) from failure
    if image.width * image.height > PIXELS:
        raise _too_many_pixels()
    return image


def orientation(image: Image.Image, kind: str, data: bytes) -> int:
    """EXIF orientation still to be applied, 1 to 8; 1 where it is missing or nonsense. Pillow turns TIFF by itself."""
    if kind == "TIFF":
        return 1
    try:
        # Pillow decodes a whole PNG to look for EXIF behind its pixels, so there it is taken from the file.
        exif = _png_exif(data) if kind == "PNG" else image.getexif()
        value = exif.get(0x0112, 1)
    except Exception:
        # EXIF is often mangled by tools; the picture itself is none the worse.
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _png_exif(data: bytes) -> Image.Exif:
    from PIL import Image

    exif = Image.Exif()
    for name, start, end in strip.png_chunks(data):
        if name == b"eXIf":
            exif.load(data[start + 8 : end - 4])
    return exif


def damaged(failure: Exception) -> PictureError:
    """The problem for whatever a decoder throws: they share no base class."""
    said = str(failure).strip().rstrip(".") or type(failure).__name__
    if "BytesIO" in said:
        said = "its header makes no sense"
    return PictureError("E415", f"is damaged: {said}", "open it in a picture program and save it again")


def _too_many_pixels() -> PictureError:
    limit = PIXELS // 1_000_000
    return PictureError(
        "E416", f"has more than {limit} million pixels", "scale it down; a slide shows 3 million at most"
    )


def _is_whole(data: bytes, kind: str) -> bool:
    """Whether the file reaches its own end unchanged, for the kinds that say where that is and how to tell."""
    if kind == "PNG":
        try:
            return all(strip.png_chunks(data))
        except ValueError:
            return False
    if kind == "JPEG":
        return data.rfind(b"\xff\xd9") > 0
    if kind == "WEBP":
        return len(data) >= int(struct.unpack("<I", data[4:8])[0]) + 8
    return True
