"""Fetch pictures from public web addresses, within limits of size, time and redirects.

A host is resolved once, every one of its addresses must be public, and the connection goes to an address that was
checked, so a name that resolves differently the second time (DNS rebinding) gains nothing. Proxies named in the
environment are not used: a proxy would resolve the name again, beyond our check.
"""

from __future__ import annotations

import io
import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from talkdeck.model.values import Struct

if TYPE_CHECKING:
    import http.client
    import ssl

IsAllowed = Callable[[str, int], bool]
"""Whether a numeric address and a port may be connected to."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_BLOCK = 65_536


class UnavailableError(Exception):
    """A picture that cannot be had; the text says why, in words for the author that follow the address."""


class Limits(Struct, frozen=True):
    """Limits of one picture: bytes, seconds for a request and for all of them, redirects."""

    size: int = 20 * 1024 * 1024
    request: float = 10.0
    total: float = 20.0
    redirects: int = 3


def is_public(address: str, port: int) -> bool:
    """Whether a numeric IP address is reachable by everybody and the port is one of the web's.

    Private, loopback, link-local, multicast, reserved and IPv4-mapped addresses are not, nor tunnels (6to4, Teredo).
    NAT64, which is how networks without IPv4 reach it, counts as the address it leads to.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if port not in (80, 443):
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None or ip.scope_id is not None:
            return False
        if ip in _NAT64:
            return _everybodys(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF))
        if ip.is_site_local or ip.sixtofour is not None or ip.teredo is not None:
            return False
    return _everybodys(ip)


def _everybodys(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return ip.is_global and not (
        ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    )


class _Target(Struct, frozen=True):
    """An address taken apart and made fit for the wire."""

    secure: bool
    host: str
    port: int
    request: str

    @property
    def header(self) -> str:
        """Value of the Host header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (443 if self.secure else 80) else f"{name}:{self.port}"


def _target(url: str) -> _Target:
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        raise UnavailableError("is not a web address") from None
    if parts.scheme not in ("http", "https") or not host or not host.isprintable() or " " in host:
        raise UnavailableError("is not a web address")
    if parts.username is not None or parts.password is not None:
        raise UnavailableError("carries a user name or password, which is not sent")
    safe = "/%:@!$&'()*+,;=~-._"
    request = quote(parts.path or "/", safe=safe) + (f"?{quote(parts.query, safe=safe + '?')}" if parts.query else "")
    secure = parts.scheme == "https"
    return _Target(secure, host, port if port is not None else 443 if secure else 80, request)


class _Reader(io.RawIOBase):
    """The bytes of a socket until a moment: a server that drips cannot hold us longer than a silent one."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._sock.settimeout(_left(self._deadline))
        return self._sock.recv_into(buffer)


class _Wire:
    """What http.client needs of a socket."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._sock, self._deadline), _BLOCK)

    def close(self) -> None:
        """Left to whoever opened the socket: http.client closes here while the answer is still being read."""


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class Fetcher:
    """Fetches addresses and remembers which hosts do not answer, so that each costs one failure. Thread-safe."""

    def __init__(self, limits: Limits | None = None, is_allowed: IsAllowed = is_public) -> None:
        self.limits = limits or Limits()
        self._is_allowed = is_allowed
        self._dead: dict[tuple[str, int], str] = {}
        self._tls: ssl.SSLContext | None = None

    def fetch(self, url: str) -> bytes:
        """The body behind an http(s) address. Raises UnavailableError."""
        end = time.monotonic() + self.limits.total
        for _ in range(self.limits.redirects + 1):
            answer = self._request(_target(url), min(time.monotonic() + self.limits.request, end))
            if isinstance(answer, bytes):
                return answer
            url = urljoin(url, answer)
        raise UnavailableError(f"redirects more than {self.limits.redirects} times")

    def is_dead(self, url: str) -> bool:
        """Whether the address's host is known not to answer."""
        try:
            target = _target(url)
        except UnavailableError:
            return False
        return (target.host, target.port) in self._dead

    def _request(self, target: _Target, deadline: float) -> bytes | str:
        """One request: the body, or where the server sends us instead."""
        place = (target.host, target.port)
        if place in self._dead:
            raise UnavailableError(self._dead[place])
        try:
            sock = self._connect(target, deadline)
            try:
                return self._talk(sock, target, deadline)
            finally:
                sock.close()
        except TimeoutError:
            reason = f"cannot be had: {target.host} does not answer in time"
            self._dead[place] = reason
            raise UnavailableError(reason) from None

    def _connect(self, target: _Target, deadline: float) -> socket.socket:
        addresses = self._resolve(target, deadline)
        for address in addresses:
            if not self._is_allowed(address, target.port):
                where = target.header if address == target.host else f"{target.header} ({address})"
                raise UnavailableError(f"is refused: {where} is not a public web address")
        error: OSError | None = None
        for number, address in enumerate(addresses):
            # Each address gets an equal part of the time left, so that a dead first one leaves time for the next.
            try:
                return socket.create_connection(
                    (address, target.port), timeout=_left(deadline) / (len(addresses) - number)
                )
            except OSError as failure:
                error = failure
        if isinstance(error, TimeoutError):
            raise error
        reason = f"cannot be had: no connection to {target.host}"
        self._dead[target.host, target.port] = reason
        raise UnavailableError(reason) from error

    def _resolve(self, target: _Target, deadline: float) -> list[str]:
        """All addresses of a host. The system's resolver knows no time limit, so it is asked in a thread of its own."""
        answer: queue.SimpleQueue[list[str] | None] = queue.SimpleQueue()

        def ask() -> None:
            try:
                found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
                answer.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
            except (OSError, UnicodeError):
                answer.put(None)

        threading.Thread(target=ask, daemon=True).start()
        try:
            addresses = answer.get(timeout=_left(deadline))
        except queue.Empty:
            raise TimeoutError from None
        if not addresses:
            reason = f"cannot be had: {target.host} is not found"
            self._dead[target.host, target.port] = reason
            raise UnavailableError(reason)
        return addresses

    def _talk(self, sock: socket.socket, target: _Target, deadline: float) -> bytes | str:
        import http.client

        connection = http.client.HTTPConnection(target.host, target.port)
        try:
            if target.secure:
                sock.settimeout(_left(deadline))
                sock = self._context().wrap_socket(sock, server_hostname=target.host)
            connection.sock = _Wire(sock, deadline)
            headers = {"Host": target.header, "User-Agent": "talkdeck", "Accept": "image/*", "Connection": "close"}
            connection.request("GET", target.request, headers={**headers, "Accept-Encoding": "identity"})
            return self._body(connection.getresponse(), deadline)
        except TimeoutError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as failure:
            said = type(failure).__name__
            raise UnavailableError(f"cannot be had: the connection to {target.host} failed ({said})") from failure
        finally:
            sock.close()

    def _body(self, response: http.client.HTTPResponse, deadline: float) -> bytes | str:
        place = response.getheader("Location")
        if response.status in _REDIRECTS and place:
            return place
        if response.status != 200:
            raise UnavailableError(f"cannot be had: the server answers {response.status} {response.reason}".rstrip())
        limit = self.limits.size
        too_large = f"is larger than {limit / 1024 / 1024:g} MB"
        if response.length is not None and response.length > limit:
            raise UnavailableError(too_large)
        body = bytearray()
        while block := response.read1(_BLOCK):
            body += block
            if len(body) > limit:
                raise UnavailableError(too_large)
        if response.length:
            raise UnavailableError("cannot be had: the connection broke off")
        _left(deadline)
        return bytes(body)

    def _context(self) -> ssl.SSLContext:
        """The system's certificates, loaded at the first connection that needs them (about 20 ms)."""
        if self._tls is None:
            import ssl

            self._tls = ssl.create_default_context()
        return self._tls
