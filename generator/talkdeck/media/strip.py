"""Take metadata out of JPEG and PNG files without touching a pixel.

A photograph tells where and when it was made, by which camera and whom; a deck goes to strangers.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
"""What a PNG decoder needs. Colour chunks go too: pictures in another space than sRGB are converted, not kept."""

_KEPT_SEGMENTS = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}
"""Application segments kept in a JPEG: JFIF without its extension (a thumbnail), and how Adobe coded the colours."""

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each chunk of a PNG up to its last. ValueError if one is cut short or its sum is wrong."""
    view = memoryview(data)
    place = 8
    while place + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            break
        if zlib.crc32(view[place + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise ValueError("a part of it was changed")
        yield name, place, end
        if name == b"IEND":
            return
        place = end
    raise ValueError("the file was cut short")


def strip_png(data: bytes) -> bytes:
    """A PNG with its essential chunks only: no text, time, EXIF, profile, animation. ValueError if it is malformed."""
    return data[:8] + b"".join(data[start:end] for name, start, end in png_chunks(data) if name in _KEPT_CHUNKS)


def strip_jpeg(data: bytes) -> bytes:
    """A JPEG with its essential segments only: no EXIF, XMP, profile, comment, nothing after its end.

    ValueError if it is malformed. Segments as in ITU-T T.81 Annex B: a marker, and a length that counts itself; after
    a scan's header come coded bytes in which FF is followed by 00 or a restart marker.
    """
    parts = [data[:2]]
    place = 2
    while match := _MARKER.search(data, place):
        marker = match[1][0]
        if marker == 0xD9:
            parts.append(b"\xff\xd9")
            return b"".join(parts)
        start = match.start(1) - 1
        if start + 4 > len(data):
            break
        end = start + 2 + int(struct.unpack_from(">H", data, start + 2)[0])
        if marker == 0xDA:
            coded = _MARKER.search(data, end)
            end = coded.start() if coded else len(data)
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or data.startswith(
            _KEPT_SEGMENTS.get(marker, b"-"), start + 4
        ):
            parts.append(data[start:end])
        place = end
    raise ValueError("the file was cut short")
