"""The package of a deck: parts streamed into a zip with fixed dates, and the names OPC gives to types and relations.

Open Packaging Conventions are ECMA-376 Part 2. `zipfile` would do, but it allocates a quarter of a megabyte of
compressor for every part; a deck has five small parts a slide, and that alone cost more than writing their XML.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import BinaryIO

from talkdeck.model.dates import source_date
from talkdeck.model.values import Struct

_UTF8 = 0x0800
_LIMIT32 = 0xFFFFFFFF

Relation = tuple[str, str, str, bool]
"""Id, type, target, and whether the target is outside the package."""

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MEDIA = "http://schemas.microsoft.com/office/2007/relationships/media"
"""The relation of an embedded recording ([MS-PPTX] 2.2.3)."""

PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
PRESENTATIONML = "application/vnd.openxmlformats-officedocument.presentationml."
OFFICEDOCUMENT = "application/vnd.openxmlformats-officedocument."

CONTENT_TYPES = {
    "presentation": PRESENTATIONML + "presentation.main+xml",
    "slideMaster": PRESENTATIONML + "slideMaster+xml",
    "slideLayout": PRESENTATIONML + "slideLayout+xml",
    "slide": PRESENTATIONML + "slide+xml",
    "notesMaster": PRESENTATIONML + "notesMaster+xml",
    "notesSlide": PRESENTATIONML + "notesSlide+xml",
    "tags": PRESENTATIONML + "tags+xml",
    "presProps": PRESENTATIONML + "presProps+xml",
    "viewProps": PRESENTATIONML + "viewProps+xml",
    "tableStyles": PRESENTATIONML + "tableStyles+xml",
    "theme": OFFICEDOCUMENT + "theme+xml",
    "chart": OFFICEDOCUMENT + "drawingml.chart+xml",
    "chartUserShapes": OFFICEDOCUMENT + "drawingml.chartshapes+xml",
    "extended-properties": OFFICEDOCUMENT + "extended-properties+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}
"""Content type of each kind of part (ECMA-376 Part 1 §13.3, §14.2, §15.2)."""

WORKBOOK = OFFICEDOCUMENT + "spreadsheetml.sheet"
"""Content type of a chart's workbook."""

# XML 1.0 §2.2 has no place for these; bytes of the C0 range never occur inside a UTF-8 sequence. A carriage return
# is legal but becomes a line feed when read, so it goes too.
_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A})
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")


def xml_bytes(text: str) -> bytes:
    """UTF-8 of a part's text without the characters that XML cannot carry (lone surrogates become `?`)."""
    data = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    for character in _NONCHARACTERS:
        if character in data:
            data = data.replace(character, b"")
    return data


def _moment(date: datetime | None) -> tuple[int, int]:
    """Time and day as a zip has them (MS-DOS): the first moment that it can name, unless a later one is wanted."""
    first, last = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)
    at = min(max(date or first, first), last)
    return at.hour << 11 | at.minute << 5 | at.second >> 1, at.year - 1980 << 9 | at.month << 5 | at.day


class Packed(Struct, frozen=True):
    """A part's bytes, and the same deflated."""

    data: bytes
    body: bytes
    crc: int


def packed(data: bytes) -> Packed:
    """A part ready for the zip."""
    # A window no larger than the part: small parts take a small compressor, made in microseconds.
    bits, memory = (12, 5) if len(data) <= 4096 else (14, 7) if len(data) <= 16384 else (15, 8)
    # Level 2 takes an eighth less time than 4, for parts 3 % larger.
    packer = zlib.compressobj(2, zlib.DEFLATED, -bits, memory)
    return Packed(data, packer.compress(data) + packer.flush(), zlib.crc32(data))


class ZipWriter:
    """Writes a zip front to back to any binary stream; holds one part at a time and shows it to `watch`.

    Same parts in the same order give the same bytes. Raises ValueError past 4 GiB, which PowerPoint does not open.
    """

    def __init__(self, out: BinaryIO, watch: Callable[[str, bytes], None] | None = None) -> None:
        self._out = out
        self._watch = watch
        self._time, self._date = _moment(source_date())
        self._offset = 0
        self._count = 0
        self._directory: list[bytes] = []
        self._copies: list[tuple[str, Packed]] | None = None

    def xml(self, name: str, text: str) -> None:
        """Add an XML part."""
        self.add(name, xml_bytes(text), store=False)

    def add(self, name: str, data: bytes, *, store: bool) -> None:
        """Add a part; `store` is for data that is compressed already."""
        if store:
            self._add(name, data, data, zlib.crc32(data), 0)
        else:
            self.put(name, packed(data))

    def put(self, name: str, part: Packed) -> None:
        """Add a part that is packed already."""
        if self._copies is not None:
            self._copies.append((name, part))
        self._add(name, part.data, part.body, part.crc, 8)

    @contextmanager
    def copying(self) -> Iterator[list[tuple[str, Packed]]]:
        """Parts that are added while the block runs, those that are stored left out."""
        copies: list[tuple[str, Packed]] = []
        self._copies = copies
        try:
            yield copies
        finally:
            self._copies = None

    def _add(self, name: str, data: bytes, body: bytes, crc: int, method: int) -> None:
        if self._watch is not None:
            self._watch(name, data)
        path = name.encode()
        fields = struct.pack(
            "<HHHHHIIIHH", 20, _UTF8, method, self._time, self._date, crc, len(body), len(data), len(path), 0
        )
        if self._offset + len(body) > _LIMIT32:
            raise ValueError("the deck is larger than 4 GiB")
        self._out.write(b"PK\x03\x04" + fields + path)
        self._out.write(body)
        self._directory.append(b"PK\x01\x02\x14\x00" + fields + struct.pack("<HHHII", 0, 0, 0, 0, self._offset) + path)
        self._offset += 30 + len(path) + len(body)
        self._count += 1

    def close(self) -> None:
        """Write the central directory; the stream stays open."""
        directory = b"".join(self._directory)
        count, start, size = self._count, self._offset, len(directory)
        self._out.write(directory)
        if count >= 0xFFFF or start + size > _LIMIT32:  # zip64 end of central directory, APPNOTE 4.3.14
            self._out.write(b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, start))
            self._out.write(b"PK\x06\x07" + struct.pack("<IQI", 0, start + size, 1))
        short, place = min(count, 0xFFFF), min(start, _LIMIT32)
        self._out.write(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, short, short, min(size, _LIMIT32), place, 0))
