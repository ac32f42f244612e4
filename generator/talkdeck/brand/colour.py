"""Colour arithmetic: PowerPoint's luminance changes, and WCAG contrast."""

from __future__ import annotations

import colorsys
from functools import lru_cache


def with_luminance(rgb: str, mod: int, off: int) -> str:
    """RRGGBB with its HSL luminance times `mod` plus `off` (thousandths of a percent), clamped.

    Source: ECMA-376 Part 1 §20.1.2.3.20 lumMod and §20.1.2.3.21 lumOff.
    White at mod 85 % becomes D9D9D9, as in PowerPoint's palette.
    """
    if mod == 100_000 and off == 0:
        return rgb.upper()
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in bytes.fromhex(rgb)))
    light = min(1.0, max(0.0, light * mod / 100_000 + off / 100_000))
    return "".join(f"{round(channel * 255):02X}" for channel in colorsys.hls_to_rgb(hue, light, saturation))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two RRGGBB colours, 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(1024)
def luminance(rgb: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (b / 255 for b in bytes.fromhex(rgb))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
