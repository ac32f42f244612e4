"""Pictures are encoded at the size that is shown, upright, in sRGB, and say nothing about who took them where."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from talkdeck.media import strip
from talkdeck.media.facts import Facts, PictureError, inspect
from talkdeck.media.raster import encode
from tests.media.conftest import bomb_png, encoded, graphic, opened, photo, pixel, png_chunk

GPS = 0x8825


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "Camera of Wei"
    tags.get_ifd(GPS)[1] = "N"
    return tags


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF", "GIF", "BMP", "TIFF"])
def test_reads_every_format(kind: str) -> None:
    data = encoded(graphic(), kind)
    assert inspect(data) == Facts(kind, 240, 160)
    asset = encode(data, 120, 80)
    picture = opened(asset.data).convert("RGB")
    assert picture.size == (asset.width, asset.height) == (120, 80)
    assert asset.mime == ("image/jpeg" if kind == "JPEG" else "image/png")
    red, green, blue = pixel(picture, 20, 20)
    assert red > 180
    assert green < 40
    assert blue < 40


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_turns_by_exif_and_forgets_it(kind: str, orientation: int) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = graphic(96, 64)
    stored = upright.transpose(turns[orientation]) if orientation in turns else upright
    data = encoded(stored, kind, exif=exif(orientation))
    assert inspect(data) == Facts(kind, 96, 64)
    asset = encode(data, 96, 64)
    picture = opened(asset.data)
    assert picture.size == (96, 64)
    assert not picture.getexif()
    assert b"Wei" not in asset.data
    red, _, blue = pixel(picture.convert("RGB"), 10, 10)
    assert red > blue + 100


def test_photo_becomes_jpeg_and_is_scaled_to_what_is_shown() -> None:
    data = encoded(photo(1200, 800), "PNG")
    asset = encode(data, 300, 300)
    # It covers the frame in its own shape; cropping is the slide's business.
    assert (asset.mime, asset.width, asset.height) == ("image/jpeg", 450, 300)
    assert opened(asset.data).size == (450, 300)
    assert len(asset.data) < len(data) / 10


def test_never_enlarged() -> None:
    asset = encode(encoded(graphic(40, 30), "BMP"), 4000, 4000)
    assert (asset.width, asset.height) == (40, 30)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 90), st.integers(1, 90))
def test_covers_what_is_asked_unless_too_small(w: int, h: int, width: int, height: int) -> None:
    asset = encode(encoded(Image.new("RGB", (w, h), "teal"), "BMP"), width, height)
    assert asset.width >= min(w, width)
    assert asset.height >= min(h, height)
    assert asset.width <= w
    assert asset.height <= h


def test_transparency_survives_and_opaque_alpha_goes() -> None:
    clear = graphic().convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    picture = opened(encode(encoded(clear, "WEBP", lossless=True), 100, 100).data)
    assert picture.mode == "RGBA"
    assert pixel(picture, 5, 2)[3] < 20
    assert pixel(picture, 5, 95)[3] > 235
    opaque = encode(encoded(photo().convert("RGBA"), "TIFF"), 240, 160)
    assert opaque.mime == "image/jpeg"


def test_palette_with_transparent_colour() -> None:
    image = graphic().quantize(4)
    data = encoded(image, "GIF", transparency=image.getpixel((2, 2)))
    picture = opened(encode(data, 240, 160).data).convert("RGBA")
    assert pixel(picture, 2, 2)[3] == 0
    assert pixel(picture, 230, 150)[3] == 255


def test_flat_colours_are_kept_exactly_in_a_palette() -> None:
    asset = encode(encoded(graphic(), "BMP"), 240, 160)
    picture = opened(asset.data)
    assert picture.mode == "P"
    assert picture.convert("RGB").tobytes() == graphic().tobytes()


def test_cmyk_jpeg_becomes_rgb() -> None:
    picture = opened(encode(encoded(graphic().convert("CMYK"), "JPEG"), 240, 160).data)
    assert picture.mode == "RGB"
    red, green, blue = pixel(picture, 20, 20)
    assert red > 150
    assert max(green, blue) < 60


def test_sixteen_bits_become_eight() -> None:
    deep = Image.new("I;16", (8, 8), 0x8080)
    for kind in ("PNG", "TIFF"):
        assert opened(encode(encoded(deep, kind), 8, 8).data).convert("L").getpixel((4, 4)) in (127, 128, 129)


def test_sixteen_bit_colour_is_not_kept() -> None:
    row = b"\0" + b"\x80\x00\x10\x00\xff\xff" * 4
    body = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 16, 2, 0, 0, 0))
    body += png_chunk(b"IDAT", zlib.compress(row * 4)) + png_chunk(b"IEND", b"")
    asset = encode(b"\x89PNG\r\n\x1a\n" + body, 4, 4)
    assert asset.data[24] <= 8


def wide_gamut() -> bytes:
    """A profile that is not sRGB: the one for LAB will not do for RGB, so sRGB's with its name taken away."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    changed = bytearray(profile.replace(b"sRGB", b"wide").replace(b"s\0R\0G\0B", b"w\0i\0d\0e"))
    # Swap the red and the green primary, so that a conversion shows.
    changed[:] = changed.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    return bytes(changed)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_profiles_are_applied_and_dropped(kind: str) -> None:
    picture = opened(encode(encoded(graphic(), kind, icc_profile=wide_gamut()), 240, 160).data)
    assert "icc_profile" not in picture.info
    red, green, _ = pixel(picture.convert("RGB"), 20, 20)
    assert green > red + 100


def test_broken_profile_costs_nothing() -> None:
    asset = encode(encoded(graphic(), "PNG", icc_profile=b"nonsense" * 40), 240, 160)
    assert pixel(opened(asset.data).convert("RGB"), 20, 20) == (200, 0, 0)


def test_fit_files_keep_their_pixels_and_lose_their_words() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Wei of Algmon")
    png = encoded(graphic(), "PNG", pnginfo=words, exif=exif(1))
    asset = encode(png, 240, 160)
    assert b"Wei" not in asset.data
    assert opened(asset.data).convert("RGB").tobytes() == graphic().tobytes()

    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    jpeg = encoded(photo(), "JPEG", exif=exif(1), comment=b"by Wei", icc_profile=srgb, quality=70) + b"film of Wei"
    asset = encode(jpeg, 240, 160)
    assert b"Wei" not in asset.data
    assert asset.mime == "image/jpeg"
    assert opened(asset.data).tobytes() == opened(jpeg).tobytes()


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_blocks": 3}, {"subsampling": 0}])
def test_strip_jpeg_keeps_every_coded_byte(options: dict[str, int]) -> None:
    data = encoded(photo(), "JPEG", quality=95, exif=exif(1), **options)
    stripped = strip.strip_jpeg(data + b"trailing")
    assert opened(stripped).tobytes() == opened(data).tobytes()
    assert stripped.endswith(b"\xff\xd9")
    assert strip.strip_jpeg(stripped) == stripped


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_strip_refuses_rubbish_quietly(rubbish: bytes) -> None:
    for cut in (strip.strip_jpeg, strip.strip_png):
        with pytest.raises(ValueError, match="cut short"):
            cut(rubbish.replace(b"\xff\xd9", b"").replace(b"IEND", b""))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_same_bytes_every_time(kind: str) -> None:
    data = encoded(photo(), kind)
    assert encode(data, 100, 100) == encode(data, 100, 100)


# -- what cannot be used -------------------------------------------------------------------------------------------


def look(data: bytes) -> None:
    """Everything that a picture goes through."""
    inspect(data)
    encode(data, 100, 100)


def refused(data: bytes) -> PictureError:
    with pytest.raises(PictureError) as caught:
        inspect(data)
    return caught.value


@pytest.mark.parametrize("size", [(60_000, 60_000), (7_100, 7_100), (2**31 - 1, 2**31 - 1), (12_000, 9_000)])
def test_bombs_are_refused_before_they_unfold(size: tuple[int, int]) -> None:
    error = refused(bomb_png(*size))
    assert error.code == "E416"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated_files_are_found_at_once(kind: str, share: float) -> None:
    data = encoded(photo(), kind)
    assert refused(data[: int(len(data) * share)]).code == "E415"


@pytest.mark.parametrize("kind", ["AVIF", "BMP", "GIF", "TIFF"])
def test_truncated_files_are_found_when_encoded(kind: str) -> None:
    data = encoded(photo(), kind)
    cut = data[: len(data) // 2]
    with pytest.raises(PictureError) as caught:
        look(cut)
    assert caught.value.code == "E415"


def test_flipped_bits_are_found() -> None:
    data = bytearray(encoded(photo(), "PNG"))
    data[len(data) // 2] ^= 0xFF
    assert refused(bytes(data)).code == "E415"


def test_sound_checksums_around_unsound_pixels() -> None:
    body = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0))
    body += png_chunk(b"IDAT", b"not deflate at all") + png_chunk(b"IEND", b"")
    data = b"\x89PNG\r\n\x1a\n" + body
    assert inspect(data).width == 40
    with pytest.raises(PictureError) as caught:
        encode(data, 40, 40)
    assert caught.value.code == "E415"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"just a text\n" * 9, "not a picture"),
        (b"<!DOCTYPE html><html><svg></svg></html>", "web page"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        (b"\0", "not a picture"),
    ],
)
def test_strangers_are_named(data: bytes, word: str) -> None:
    error = refused(data)
    assert error.code == "E414"
    assert word in error.text
    assert error.hints


def test_empty() -> None:
    assert refused(b"").code == "E413"


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"]), st.data())
def test_no_damage_escapes_as_another_exception(kind: str, draw: st.DataObject) -> None:
    data = bytearray(encoded(graphic(24, 16), kind))
    for _ in range(draw.draw(st.integers(1, 6))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with contextlib.suppress(PictureError):
        facts = inspect(bytes(data))
        if facts.width * facts.height < 1_000_000:
            encode(bytes(data), 24, 16)


def test_animation_gives_its_first_frame() -> None:
    out = io.BytesIO()
    frames = [graphic(), Image.new("RGB", (240, 160), "black")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    asset = encode(out.getvalue(), 240, 160)
    assert b"acTL" not in asset.data
    assert b"fdAT" not in asset.data
    assert pixel(opened(asset.data).convert("RGB"), 20, 20) == (200, 0, 0)
