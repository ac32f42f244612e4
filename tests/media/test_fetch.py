"""Fetching: public addresses only, within limits, and a dead host costs one failure."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from talkdeck.media.fetch import Fetcher, Limits, UnavailableError, is_public
from tests.media.conftest import Web

BODY = b"\x89PNG picture" * 1000


def local(**limits: float) -> Fetcher:
    """A fetcher that may ask the loopback device."""
    return Fetcher(Limits(**limits), is_allowed=lambda address, port: address == "127.0.0.1")  # type: ignore[arg-type]


def why(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(UnavailableError) as caught:
        fetcher.fetch(url)
    return str(caught.value)


@pytest.mark.parametrize("address", ["1.1.1.1", "151.101.1.137", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_public_addresses(address: str) -> None:
    assert is_public(address, 443)
    assert is_public(address, 80)
    assert not is_public(address, 22)
    assert not is_public(address, 8080)


NOT_PUBLIC = """
127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.2.1 198.18.0.1
224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 2001:db8::1
::ffff:1.1.1.1 ::ffff:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1::1 2002:c0a8:101::1 fec0::1 nonsense
"""


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_addresses_that_are_not_everybodys(address: str) -> None:
    assert not is_public(address, 443)


def test_fetches(web: Web) -> None:
    assert local().fetch(web.give("/a.png", BODY)) == BODY
    # No length given: the answer ends with the connection.

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(BODY)

    web.answers["/b"] = endless
    assert local().fetch(web.url("/b")) == BODY


def test_writes_any_path_as_ascii(web: Web) -> None:
    web.give("/%E5%9B%BE/a%20b.png?q=%E6%96%87&r=1", BODY)
    assert local().fetch(web.url("/图/a b.png?q=文&r=1#part")) == BODY
    assert local().fetch(web.url("/%E5%9B%BE/a%20b.png?q=%E6%96%87&r=1")) == BODY


def test_follows_redirects_but_not_forever(web: Web) -> None:
    web.give("/end", BODY)
    web.redirect("/3", "/2")
    web.redirect("/2", web.url("/1"))
    web.redirect("/1", "end")
    assert local().fetch(web.url("/3")) == BODY
    assert "more than 3 times" in why(local(), web.redirect("/4", "/3"))
    assert "more than 3 times" in why(local(), web.redirect("/loop", "/loop"))


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2/x", "http://10.0.0.1/x", "http://[::1]/x", "http://169.254.169.254/latest"]
)
def test_redirects_to_private_places_are_refused(web: Web, target: str) -> None:
    assert "not a public web address" in why(local(), web.redirect("/out", target))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x", "http://u:p@host/"])
def test_redirects_to_other_schemes_are_refused(web: Web, target: str) -> None:
    assert why(local(), web.redirect("/out", target))
    assert web.asked == ["/out"]


def test_private_addresses_are_never_connected_to(web: Web) -> None:
    url = web.give("/a.png", BODY)
    for name in (url, url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "2130706433")):
        assert "not a public web address" in why(Fetcher(), name)
    assert web.asked == []


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*args: object, **options: object) -> list[object]:
        return [(2, 1, 6, "", ("1.1.1.1", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    assert "not a public web address" in why(Fetcher(), "http://rebind.example/x.png")


def test_connects_to_the_checked_address(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its address between the check and the connection (DNS rebinding) wins nothing."""
    asked = []

    def answers(host: str, *args: object, **options: object) -> list[object]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "127.0.0.66", web.port))]

    connected = []

    def connect(place: tuple[str, int], **options: float) -> socket.socket:
        connected.append(place[0])
        sock = socket.socket()
        sock.settimeout(options["timeout"])
        sock.connect(place)
        return sock

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    monkeypatch.setattr(socket, "create_connection", connect)
    web.give("/a.png", BODY)
    assert local().fetch(f"http://rebind.example:{web.port}/a.png") == BODY
    assert asked == ["rebind.example"]
    assert connected == ["127.0.0.1"]


def forbidden(*args: object, **options: object) -> object:
    raise AssertionError("the network was asked")


def test_too_large_by_header_and_by_stream(web: Web) -> None:
    small = local(size=5000)
    assert "larger than" in why(small, web.give("/said", b"", length=6000))

    def stream(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 1000)

    web.answers["/unsaid"] = stream
    assert "larger than" in why(small, web.url("/unsaid"))


def test_cut_short(web: Web) -> None:
    assert "broke off" in why(local(), web.give("/cut", BODY, length=len(BODY) + 1))


def test_errors_of_the_server(web: Web) -> None:
    assert "404 Not Found" in why(local(), web.url("/none"))

    def rubbish(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"this is not http\r\n\r\n")

    web.answers["/rubbish"] = rubbish
    assert "failed" in why(local(), web.url("/rubbish"))


@pytest.mark.parametrize("drip", ["silence", "header", "body"])
def test_slow_servers_are_left(web: Web, drip: str) -> None:
    gone = threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        if drip == "body":
            handler.send_response(200)
            handler.end_headers()
        while drip != "silence" and not gone.wait(0.02):
            handler.wfile.write(b"H")
            handler.wfile.flush()
        gone.wait(5)

    web.answers["/slow"] = slow
    fetcher = local(request=0.15)
    assert "does not answer in time" in why(fetcher, web.url("/slow"))
    # Its host is given up.
    assert fetcher.is_dead(web.url("/another"))
    assert "does not answer in time" in why(fetcher, web.give("/another", BODY))
    gone.set()
    assert web.asked == ["/slow"]


def test_a_slow_resolver_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = threading.Event()

    def waits(*args: object, **options: object) -> list[object]:
        gone.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", waits)
    assert "does not answer in time" in why(Fetcher(Limits(request=0.05)), "http://slow.example/a.png")
    gone.set()


def test_dead_hosts_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def nowhere(host: str, *args: object, **options: object) -> list[object]:
        asked.append(host)
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    fetcher = Fetcher()
    reasons = {why(fetcher, f"https://nowhere.example/{n}.png") for n in range(5)}
    assert reasons == {"cannot be had: nowhere.example is not found"}
    assert asked == ["nowhere.example"]


def test_refused_connections_are_remembered() -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    fetcher = local()
    assert "no connection" in why(fetcher, f"http://127.0.0.1:{port}/a")
    assert fetcher.is_dead(f"http://127.0.0.1:{port}/b")


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http:///x",
        "http://[::1",
        "http://a:99999/",
        "http://a:b/",
        "http://a b/",
        "http://" + "a" * 70 + ".org/",
    ],
)
def test_malformed_addresses(url: str) -> None:
    assert "is not a web address" in why(Fetcher(), url)
    assert not Fetcher().is_dead(url)
