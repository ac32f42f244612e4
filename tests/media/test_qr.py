"""QR codes: the pixels are the modules, with a quiet zone, and the same every time."""

from __future__ import annotations

import pytest
import segno

from talkdeck.media.qr import QUIET, qr
from tests.media.conftest import opened

URLS = [
    "https://openai.com/research/video-generation-models-as-world-simulators",
    "https://example.org/",
    "mailto:wei@example.org",
    "https://example.org/路径/文?q=" + "x" * 200,
]


@pytest.mark.parametrize("url", URLS)
def test_pixels_are_the_modules(url: str) -> None:
    asset = qr(url, "14274E", "FFFFFF")
    assert asset is not None
    picture = opened(asset.data)
    assert asset.mime == "image/png"
    assert picture.size == (asset.width, asset.height)
    assert 300 <= asset.width <= 420
    code = segno.make(url.encode(), error="m", micro=False, mode="byte")
    assert code.error in ("M", "Q", "H")
    side = len(code.matrix) + 2 * QUIET
    scale = asset.width // side
    assert scale * side == asset.width
    rgb = picture.convert("RGB")
    colours = {0: (255, 255, 255), 1: (0x14, 0x27, 0x4E)}
    for row in range(side):
        for column in range(side):
            inside = QUIET <= row < side - QUIET and QUIET <= column < side - QUIET
            module = code.matrix[row - QUIET][column - QUIET] & 1 if inside else 0
            for corner in (0, scale - 1):
                assert rgb.getpixel((column * scale + corner, row * scale + corner)) == colours[module]


def test_never_light_on_dark() -> None:
    assert qr(URLS[0], "FFFFFF", "14274E") == qr(URLS[0], "14274E", "FFFFFF")


def test_deterministic_and_small() -> None:
    first = qr(URLS[0], "000000", "FFFFFF")
    qr.cache_clear()
    assert qr(URLS[0], "000000", "FFFFFF") == first
    assert first is not None
    assert len(first.data) < 2_000


def test_too_long_or_empty_is_none() -> None:
    assert qr("https://example.org/" + "x" * 3_000, "000000", "FFFFFF") is None
    assert qr("", "000000", "FFFFFF") is None
