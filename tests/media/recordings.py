"""Recordings of a few bytes, made on the spot: a WAV that plays, and the first boxes of the other kinds."""

from __future__ import annotations

import io
import struct
import wave


def wav(frames: int = 800) -> bytes:
    """A tenth of a second of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * frames)
    return out.getvalue()


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def mp4(brand: bytes = b"isom") -> bytes:
    """An ISO base media file of a brand, with nothing in it."""
    return box(b"ftyp", brand + b"\0\0\2\0" + b"isommp41") + box(b"free", b"") + box(b"mdat", b"\0" * 16)


WEBM = (
    b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm" + b"\0" * 32
)
MATROSKA = WEBM.replace(b"\x84webm", b"\x88matroska")
MP3 = b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x64" + b"\0" * 400
MP3_BARE = b"\xff\xfb\x90\x64" + b"\0" * 400
OGG = b"OggS\0\2" + b"\0" * 40
