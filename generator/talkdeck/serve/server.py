"""The preview over HTTP, for browsers on this machine alone.

It listens on 127.0.0.1, and answers only those who call it by that name: another site's page, whose name may lead to
127.0.0.1 too, is refused by its Host and Origin. There are no paths to files: an address is looked up among the talks.
What does something (opening the editor) needs a token besides, which only the preview's own pages hold.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from markupsafe import escape

from talkdeck.model.resources import interface_words
from talkdeck.serve.document import Document, change, empty_page, page, place
from talkdeck.serve.editor import Editor
from talkdeck.serve.site import Site, asset
from talkdeck.serve.talk import State, Talk

ADDRESS = "127.0.0.1"
TRIES = 50
"""Ports tried from the one asked for upwards."""

BEAT = 10.0
"""Seconds after which a silent connection says that it is alive, and notices if nobody listens any more."""

BODY = 10_000
"""Most bytes of what a page may send."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


FOREIGN = -1
"""The version of a page that another start of the server has given out."""


class Server(ThreadingHTTPServer):
    """Serves a site until it is shut down. Raises OSError where no port from `port` on is free; 0 takes any."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would share a port with another program

    def __init__(self, site: Site, port: int, editor: Editor | None = None) -> None:
        self.site, self.editor = site, editor
        self.token = secrets.token_urlsafe(24)
        self.start = secrets.token_hex(4)
        for number in range(port, port + (TRIES if port else 1)):
            try:
                super().__init__((ADDRESS, number), Handler)
            except OSError:
                if number == min(port + TRIES - 1, 65535) or not port:
                    raise
            else:
                break
        self.port: int = self.server_address[1]

    @property
    def address(self) -> str:
        return f"http://{ADDRESS}:{self.port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is nobody's mistake; anything else is ours."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    server_version, sys_version = "talkdeck", ""
    timeout = 30

    def do_GET(self) -> None:
        """A page, one of the preview's own files, or the stream of what changes."""
        if not self._is_welcome():
            return
        address = urlsplit(self.path)
        query = {key: values[-1] for key, values in parse_qs(address.query).items()}
        parts = unquote(address.path).split("/")[1:]
        if parts == [""]:
            self._index()
        elif parts[0] == "~" and len(parts) == 2:
            self._own(parts[1])
        elif len(parts) == 2 and (found := self.server.site.find(parts[0])):
            talk, lang = found
            if parts[1] == "":
                self._deck(parts[0], talk, lang)
            elif parts[1] == "events":
                self._events(talk, lang, query)
            elif parts[1] == "place":
                self._place(talk, lang, query)
            else:
                self._refuse(HTTPStatus.NOT_FOUND)
        elif len(parts) == 1 and self.server.site.find(parts[0]):
            self._send(b"", "text/plain", HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{address.path}/"})
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Open a place in the editor."""
        if not self._is_welcome():
            return None
        if not secrets.compare_digest(self.headers.get("X-Talkdeck-Token", ""), self.server.token):
            return self._refuse(HTTPStatus.FORBIDDEN)
        length = self.headers.get("Content-Length", "")
        name, _, action = unquote(urlsplit(self.path).path)[1:].partition("/")
        found = self.server.site.find(name)
        if not length.isdigit() or int(length) > BODY or found is None or action != "open":
            return self._refuse(HTTPStatus.BAD_REQUEST)
        try:
            wanted = msgspec.json.decode(self.rfile.read(int(length)), type=_Place)
        except msgspec.MsgspecError:
            return self._refuse(HTTPStatus.BAD_REQUEST)
        file = Path(wanted.file)
        if self.server.editor is None or not self.server.site.is_source(found[0], file):
            return self._refuse(HTTPStatus.FORBIDDEN)
        try:
            self.server.editor.open(file, wanted.line, wanted.column)
        except OSError as failure:
            return self._json({"opened": False, "reason": failure.strerror or str(failure)})
        return self._json({"opened": True})

    def _is_welcome(self) -> bool:
        """Whether the request was meant for this server, by a page of this server. Refuses it otherwise."""
        ours = {f"{ADDRESS}:{self.server.port}", f"localhost:{self.server.port}"}
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "none")
        moves = self.headers.get("Sec-Fetch-Mode") == "navigate" and self.command == "GET"
        if (
            self.headers.get("Host") in ours
            and (origin is None or origin in {f"http://{host}" for host in ours})
            and (site in ("none", "same-origin") or moves)
        ):
            return True
        self._refuse(HTTPStatus.FORBIDDEN)
        return False

    def _index(self) -> None:
        lang = _language(self.headers.get("Accept-Language", ""))
        settings = {"words": interface_words("preview", lang)}
        nonce, added = self._added("talks.js", settings)
        self._html(empty_page("talkdeck", lang, added, nonce))

    def _own(self, name: str) -> None:
        if name == "talks":
            site = self.server.site
            return self._json([site.entry(each, talk) for each, talk in site.talks().items()])
        found = asset(name)
        if found is None:
            return self._refuse(HTTPStatus.NOT_FOUND)
        return self._send(found[0], found[1])

    def _deck(self, name: str, talk: Talk, lang: str) -> None:
        state = talk.now()
        document = state.documents.get(lang)
        speaks = document.pages.lang if document else _language(self.headers.get("Accept-Language", ""))
        settings = {
            "version": state.number,
            "good": state.good,
            "start": self.server.start,
            "token": self.server.token,
            "edits": self.server.editor is not None,
            "words": interface_words("preview", speaks),
            "problems": self.server.site.problems(state),
        }
        nonce, added = self._added("preview.js", settings)
        if document is None:
            self._html(empty_page(name, speaks, added, nonce))
        else:
            self._html(page(document, added, nonce))

    def _added(self, script: str, settings: Mapping[str, Any]) -> tuple[str, str]:
        nonce = secrets.token_urlsafe(18)
        data = escape(msgspec.json.encode(settings).decode())
        return nonce, (
            f'<link rel="stylesheet" href="/~/preview.css" nonce="{nonce}">\n'
            f'<script src="/~/{script}" defer nonce="{nonce}" data-preview="{data}"></script>\n'
        )

    def _events(self, talk: Talk, lang: str, query: Mapping[str, str]) -> None:
        """Say what changes for as long as the page listens. It tells which version it has, of which start of ours."""
        number, good = _number(query.get("version")), _number(query.get("good"))
        if query.get("start") != self.server.start:
            number = good = FOREIGN
        self.send_response(HTTPStatus.OK)
        for name, value in {**HEADERS, "Content-Type": "text/event-stream; charset=utf-8"}.items():
            self.send_header(name, value)
        self.end_headers()
        with talk.watched():
            state: State | None = talk.now()
            while not talk.stopped:
                if state is not None and state.number != number:
                    self._tell(b"data: " + _encoded(self._news(talk, state, lang, good)) + b"\n\n")
                    number, good = state.number, state.good
                else:
                    self._tell(b": still here\n\n")
                state = talk.after(number, BEAT)

    def _news(self, talk: Talk, state: State, lang: str, good: int) -> dict[str, Any]:
        old, new = talk.past(good).get(lang), state.documents.get(lang)
        same = state.good == good
        made = change(old, new) if old and new and not same else None
        return {
            "version": state.number,
            "good": state.good,
            "problems": self.server.site.problems(state),
            "change": made,
            "reload": not same and made is None,
        }

    def _tell(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _place(self, talk: Talk, lang: str, query: Mapping[str, str]) -> None:
        document: Document | None = talk.past(_number(query.get("good"))).get(lang)
        paragraph = query.get("paragraph", "")
        found = None
        if document:
            at = int(paragraph) if paragraph.isdecimal() else None
            found = place(document, query.get("slide", ""), query.get("node", ""), at)
        if found is None or not found.path:
            return self._refuse(HTTPStatus.NOT_FOUND)
        return self._json(self.server.site.place(found))

    def _html(self, text: str) -> None:
        self._send(text.encode(), "text/html")

    def _json(self, value: Any) -> None:
        self._send(msgspec.json.encode(value), "application/json")

    def _refuse(self, status: HTTPStatus) -> None:
        self._send(f"{status.value} {status.phrase}\n".encode(), "text/plain", status)

    def _send(
        self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, more: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        length = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in {**HEADERS, **length, **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Requests are of no interest to whoever edits a talk."""


class _Place(msgspec.Struct):
    """What a page asks to open."""

    file: str
    line: int
    column: int


def _encoded(value: Any) -> bytes:
    """JSON of values that may hold markup, a kind of `str` of its own."""
    return msgspec.json.encode(value, enc_hook=str.__str__)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _language(accepted: str) -> str:
    """The first language that a browser asks for."""
    return accepted.split(",")[0].split(";")[0].strip() or "en"
