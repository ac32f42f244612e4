"""Drawings are drawn at the size that is needed, and touch nothing outside themselves."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from talkdeck.media.facts import Facts, PictureError, inspect
from talkdeck.media.raster import encode
from tests.media.conftest import bomb_png, encoded, graphic, opened, pixel

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
DISC = '<rect width="100%" height="100%" fill="#fff"/><circle cx="50" cy="25" r="20" fill="#c00000"/>'


def svg(body: str, attributes: str = 'viewBox="0 0 100 50"') -> bytes:
    return f"<svg {NS} {attributes}>{body}</svg>".encode()


def look(data: bytes) -> None:
    """Everything that a drawing goes through."""
    inspect(data)
    encode(data, 100, 100)


def refused(data: bytes) -> PictureError:
    with pytest.raises(PictureError) as caught:
        look(data)
    return caught.value


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="600" height="300"', (600, 300)),
        ('width="6in" height="3in"', (576, 288)),
        ('width="400pt" height="5in"', (533, 480)),
        ('viewBox="0 0 1000 500"', (1000, 500)),
        ('viewBox="0 0 24 24"', (256, 256)),
        ('width="100%" height="100%" viewBox="0,0,800,200"', (800, 200)),
        ('width="500" viewBox="0 0 10 20"', (500, 1000)),
        ('width="1e6" height="5e5"', (4096, 2048)),
    ],
)
def test_size(attributes: str, size: tuple[int, int]) -> None:
    assert inspect(svg(DISC, attributes)) == Facts("SVG", *size)


def test_drawn_sharp_at_the_size_that_is_needed() -> None:
    asset = encode(svg(DISC), 800, 200)
    picture = opened(asset.data).convert("RGB")
    assert picture.size == (800, 400)
    assert asset.mime == "image/png"
    assert pixel(picture, 400, 200) == (192, 0, 0)
    assert pixel(picture, 10, 10) == (255, 255, 255)
    assert encode(svg(DISC), 800, 200) == asset


def test_words_are_noticed() -> None:
    assert inspect(svg("<text>hello</text>")).has_words
    assert not inspect(svg("<text> </text>")).has_words


@pytest.mark.parametrize("element", ["image", "feImage", "svg:image"])
@pytest.mark.parametrize("attribute", ["href", "xlink:href"])
def test_no_file_and_no_address_is_loaded(element: str, attribute: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(encoded(graphic(), "PNG"))
    for target in (str(secret), secret.as_uri(), "secret.png", "http://127.0.0.1/x.png", "//host/x.png"):
        body = f'<{element} xmlns:svg="http://www.w3.org/2000/svg" {attribute}="{target}" width="100" height="50"/>'
        error = refused(svg(body))
        assert error.code == "E414"
        assert "another file" in error.text


def test_embedded_pictures_are_drawn_but_no_bombs() -> None:
    def holding(data: bytes, kind: str = "png") -> bytes:
        return svg(
            f'<image width="100" height="50" href="data:image/{kind};base64,{base64.b64encode(data).decode()}"/>'
        )

    picture = opened(encode(holding(encoded(graphic(100, 50), "PNG")), 300, 150).data).convert("RGB")
    assert pixel(picture, 20, 20) == (200, 0, 0)
    assert refused(holding(bomb_png())).code == "E416"
    assert refused(holding(svg(DISC), "svg+xml")).code == "E414"
    assert refused(holding(b"rubbish")).code == "E414"


def test_multiplying_drawings_are_refused() -> None:
    levels = "".join(f'<g id="l{n + 1}">' + f'<use href="#l{n}"/>' * 10 + "</g>" for n in range(10))
    data = svg('<g id="l0"><rect width="1" height="1"/></g>' + levels)
    assert refused(data).code == "E416"


def test_drawings_that_hold_themselves() -> None:
    data = svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>' + DISC)
    assert refused(data).code == "E415"


def test_entities_are_refused() -> None:
    head = b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert refused(head + svg("<text>&x;</text>")).code == "E414"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (svg(DISC)[:-9], "E415"),
        (svg(DISC, ""), "E414"),
        (svg(DISC, 'viewBox="0 0 0 0"'), "E414"),
        (svg(DISC, 'viewBox="0 0 100000 1"'), "E414"),
        (svg(DISC, 'viewBox="a b c d"'), "E414"),
        (b"<!-- <svg > --><other/>", "E414"),
        (svg("<!--" + "x" * 5_000_000 + "-->"), "E417"),
    ],
)
def test_unfit_drawings(data: bytes, code: str) -> None:
    assert refused(data).code == code
