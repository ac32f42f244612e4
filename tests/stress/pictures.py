"""The pictures of the stress talks, made on the fly: wide, tall, square, turned by EXIF, and a drawing."""

from __future__ import annotations

from pathlib import Path


def draw_pictures(folder: Path) -> None:
    """Write the pictures that the stress talks name into a folder."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    ramp = Image.linear_gradient("L")
    blue, warm = (
        Image.merge("RGB", channels) for channels in ((ramp, ramp, ramp.rotate(90)), (ramp.rotate(90), ramp, ramp))
    )
    blue.resize((2400, 500)).save(folder / "wide.jpg", quality=80)
    warm.resize((300, 1800)).save(folder / "tall.png")
    see_through = blue.resize((640, 640)).convert("RGBA")
    see_through.putalpha(ramp.resize((640, 640)))
    see_through.save(folder / "square.webp")
    exif = Image.Exif()
    exif[0x0112] = 6
    warm.resize((900, 600)).save(folder / "turned.jpg", exif=exif)
    (folder / "drawing.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="#dde"/>'
        '<circle cx="200" cy="150" r="90" fill="#1f5fbf"/></svg>',
        "utf-8",
    )
