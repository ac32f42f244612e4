"""Encode a picture for the decks: as many pixels as are shown, sRGB, upright, without metadata."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from talkdeck.media import strip
from talkdeck.media.facts import damaged, kind_of, open_raster, orientation
from talkdeck.model.page import Asset

if TYPE_CHECKING:
    from PIL import Image

_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""What brings each EXIF orientation upright, by Pillow's names (rotations are anticlockwise)."""

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Channels of a PNG by its colour type (PNG 3rd edition, 11.2.2)."""

QUALITY = 85
"""JPEG quality. Colour is stored at half the resolution: at two pixels for one that is shown, it is still full."""

ENOUGH = 1.25
"""A picture up to this much wider than needed is not scaled: the gain is small, the loss of sharpness is seen."""


def encode(data: bytes, width: int, height: int) -> Asset:
    """The picture, just covering width x height pixels (never enlarged, never cropped), as PNG or JPEG.

    A JPEG or PNG that is fit already keeps its pixels byte for byte and only loses its metadata. Photographs become
    JPEG; pictures with transparency or flat colours become PNG. Raises PictureError if the file turns out damaged.
    """
    kind = kind_of(data)
    if kind == "SVG":
        from talkdeck.media import svg

        data, kind = svg.render(data, width, height), "PNG"
    with open_raster(data, kind) as image:
        turn = orientation(image, kind, data)
        full = (image.height, image.width) if turn >= 5 else image.size
        size = _needed(full, width, height)
        try:
            if turn == 1 and size == full and _is_fit(image, kind, data):
                kept = _keep(image, kind, data)
                if kept is not None:
                    return kept
            return _save(_decode(image, kind, size, turn), kind)
        except Exception as failure:
            raise damaged(failure) from failure


def prove(data: bytes) -> None:
    """Decode a picture's pixels and forget them. Raises PictureError if they are damaged."""
    kind = kind_of(data)
    if kind == "SVG":
        return
    with open_raster(data, kind) as image:
        try:
            image.load()
        except Exception as failure:
            raise damaged(failure) from failure


def _needed(full: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    """The size that covers width x height in the picture's shape, or its full size if that is not much larger."""
    own_w, own_h = full
    if width * own_h >= height * own_w:
        size = (width, -(-own_h * width // own_w))
    else:
        size = (-(-own_w * height // own_h), height)
    return full if own_w <= size[0] * ENOUGH and own_h <= size[1] * ENOUGH else size


def _is_fit(image: Image.Image, kind: str, data: bytes) -> bool:
    """Whether the file can go into a deck as it is, judged by kind, colours and weight before decoding."""
    if not _is_srgb(image):
        return False
    weight = (len(data) - 4096) / (image.width * image.height)
    if kind == "JPEG":
        return image.mode in ("RGB", "L") and weight <= 0.75
    return kind == "PNG" and data[24] <= 8 and image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")


def _keep(image: Image.Image, kind: str, data: bytes) -> Asset | None:
    """The same pixels without metadata; None if they are too heavy. ValueError or zlib.error if the file is damaged.

    A PNG carries checksums, which hold, and its pixels are unpacked and counted, but not decoded: a deck of a thousand
    pictures would spend most of its time there. Of a JPEG's coded bytes a decoder accepts any, as long as the file
    reaches its end.
    """
    if kind == "JPEG":
        return Asset(strip.strip_jpeg(data), "image/jpeg", *image.size)
    if len(data) > 4096 + 0.5 * image.width * image.height and image.mode in ("RGB", "L") and not _is_flat(image):
        return None
    kept = strip.strip_png(data)
    start = b"".join(kept[a + 8 : b - 4] for name, a, b in strip.png_chunks(kept) if name == b"IDAT")
    if data[28]:  # interlaced: the rows of its passes are not worth counting by hand
        image.load()
    else:
        row = (image.width * data[24] * _CHANNELS[data[25]] + 7) // 8 + 1
        if len(zlib.decompressobj().decompress(start, row * image.height)) < row * image.height:
            raise ValueError("it holds fewer pixels than it says")
    return Asset(kept, "image/png", *image.size)


def _decode(image: Image.Image, kind: str, size: tuple[int, int], turn: int) -> Image.Image:
    """Pixels at their size: upright, sRGB, 8 bits, mode L, RGB or RGBA."""
    from PIL import Image

    lying = (size[1], size[0]) if turn >= 5 else size
    if kind == "JPEG":
        # The decoder's own halving is cheap; LANCZOS does the last step from at least one and a half times the size.
        image.draft(None, (lying[0] * 3 // 2, lying[1] * 3 // 2))
    image.load()
    done = _to_srgb(_to_8_bits(image))
    if done.size != lying:
        done = done.resize(lying, Image.Resampling.LANCZOS)
    if turn != 1:
        done = done.transpose(Image.Transpose[_TURNS[turn]])
    if done.mode == "RGBA" and done.getchannel("A").getextrema() == (255, 255):
        done = done.convert("RGB")
    return done


def _to_8_bits(image: Image.Image) -> Image.Image:
    """Mode L, RGB, RGBA, CMYK or LAB of any picture; palettes unfolded."""
    mode = image.mode
    if mode in ("L", "RGB", "RGBA", "CMYK", "LAB"):
        return image.convert("RGBA") if "transparency" in image.info else image
    if mode in ("I", "F") or mode.startswith("I;16"):
        # Pillow's own conversion clips at 255. Whole numbers are 16 bits deep unless they are larger.
        high = image.getextrema()[1]
        top = float(high) if isinstance(high, int | float) else 0.0
        scale = 255 / 65535 if mode != "F" and top <= 65535 else 255 / max(top, 1e-9)
        return image.convert("F").point(lambda value: value * scale + 0.5).convert("L")
    if mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    if mode == "1":
        return image.convert("L")
    return image.convert("RGB")


def _is_srgb(image: Image.Image) -> bool:
    """Whether its colours are sRGB: no profile, or one that names it. Grey pictures are taken as they are."""
    profile = image.info.get("icc_profile") or b""
    return not profile or image.mode in ("1", "L", "LA") or b"sRGB" in profile or b"s\0R\0G\0B" in profile


def _to_srgb(image: Image.Image) -> Image.Image:
    """Convert by the embedded profile; a broken profile is as good as none."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if profile and (image.mode in ("CMYK", "LAB") or not _is_srgb(image)):
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            flat = image.convert("RGB") if alpha else image
            done = ImageCms.profileToProfile(flat, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            done = None
        if done is not None:
            if alpha is not None:
                done.putalpha(alpha)
            return done
    return image if image.mode in ("L", "RGB", "RGBA") else image.convert("RGB")


def _save(image: Image.Image, kind: str) -> Asset:
    clean = image.copy()
    clean.info = {}
    out = io.BytesIO()
    if kind != "JPEG" and (clean.mode == "RGBA" or _is_flat(clean)):
        _with_palette(clean).save(out, "PNG", compress_level=6)
        return Asset(out.getvalue(), "image/png", *clean.size)
    clean.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=False, subsampling=2)
    return Asset(out.getvalue(), "image/jpeg", *clean.size)


def _is_flat(image: Image.Image) -> bool:
    """Whether it is a graphic: in a sample of its pixels, sixteen colours make at least half."""
    from PIL import Image

    sample = image.convert("RGB").resize((128, 128), Image.Resampling.NEAREST)
    counts = sorted((count for count, _ in sample.getcolors(128 * 128) or ()), reverse=True)
    return 2 * sum(counts[:16]) >= 128 * 128


def _with_palette(image: Image.Image) -> Image.Image:
    """The picture with a palette if it has at most 256 colours, exactly; else as it is."""
    from PIL import Image, ImageChops

    if image.mode != "RGB" or image.getcolors(256) is None:
        return image
    small = image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    same = ImageChops.difference(small.convert("RGB"), image).getbbox() is None
    return small if same else image
