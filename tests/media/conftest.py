"""Picture files made on the spot, and a web server on the loopback device."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from PIL import Image, ImageDraw


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 240, height: int = 160) -> Image.Image:
    """Something with as many colours as a photograph: two gradients and grain, the same every time."""
    noise = Image.frombytes("L", (width, height), random.Random(7).randbytes(width * height))
    across = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (noise, across, across.transpose(Image.Transpose.ROTATE_180)))


def graphic(width: int = 240, height: int = 160) -> Image.Image:
    """A drawing in three flat colours; its top left quarter is red."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(200, 0, 0))
    draw.rectangle((width // 2, height // 2, width, height), fill=(0, 0, 200))
    return image


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that claim to be an enormous picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(b"\0" * 999)) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """A pixel's channels."""
    value = image.getpixel((x, y))
    assert isinstance(value, tuple)
    return value


Answer = Callable[[BaseHTTPRequestHandler], None]


def _not_found(handler: BaseHTTPRequestHandler) -> None:
    handler.send_error(404)


class Web:
    """A server whose answers a test sets by path; it counts what it was asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                # The client hangs up on an answer that is too large or too slow, as it should.
                with contextlib.suppress(OSError):
                    web.answers.get(self.path, _not_found)(self)

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *args: object) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def give(self, path: str, body: bytes, kind: str = "image/png", length: int | None = None) -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", kind)
            handler.send_header("Content-Length", str(len(body) if length is None else length))
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer
        return self.url(path)

    def redirect(self, path: str, target: str) -> str:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", target)
            handler.end_headers()

        self.answers[path] = answer
        return self.url(path)


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.server.shutdown()
    web.server.server_close()
