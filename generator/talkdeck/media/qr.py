"""QR codes as small two-colour PNGs."""

from __future__ import annotations

import io
from functools import lru_cache

from talkdeck.model.page import Asset

QUIET = 4
"""Modules of quiet zone on each side, as ISO/IEC 18004 asks: it also holds on a dark ground."""

PIXELS = 360
"""Pixels that a code is wide, about: a whole number of pixels for each module."""


@lru_cache(maxsize=512)
def qr(url: str, dark: str, light: str) -> Asset | None:
    """The QR code of an address, or None if it is too long for one (about 2,300 bytes) or empty.

    `dark` and `light` are RRGGBB; if they come the other way round they are swapped, since many readers do not see
    a light code on a dark ground. Error correction is M or better, 300 to 420 pixels wide for any usual address.
    """
    import segno
    from PIL import Image

    if not url:
        return None
    if _luminance(dark) > _luminance(light):
        dark, light = light, dark
    try:
        code = segno.make(url.encode(), error="m", micro=False, mode="byte")
    except segno.DataOverflowError:
        return None
    modules = Image.frombytes("P", (len(code.matrix),) * 2, b"".join(code.matrix))
    side = modules.width + 2 * QUIET
    scale = max(2, round(PIXELS / side))
    picture = Image.new("P", (side, side), 0)
    picture.paste(modules, (QUIET, QUIET))
    picture.putpalette(bytes.fromhex(light + dark))
    out = io.BytesIO()
    # Not segno's own writer, which takes as long as making the code.
    picture.resize((side * scale,) * 2, Image.Resampling.NEAREST).save(out, "PNG", bits=1, compress_level=6)
    return Asset(out.getvalue(), "image/png", side * scale, side * scale)


def _luminance(rgb: str) -> int:
    """Rough brightness of RRGGBB, enough to tell the darker of two."""
    red, green, blue = bytes.fromhex(rgb)
    return 299 * red + 587 * green + 114 * blue
