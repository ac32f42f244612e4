"""The encoded pictures that laid-out pages need: each source once, as large as the largest use of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talkdeck.brand.model import Brand
from talkdeck.media.crop import pixels
from talkdeck.model.page import Asset, MediaBox, Pages, PictureBox
from talkdeck.model.problems import Problem, RefusedError, Span, in_order
from talkdeck.model.values import replace

if TYPE_CHECKING:
    from talkdeck.media.library import Library


Encoded = dict[tuple[str, int, int, str], Asset]
"""Encoded pictures by source, size in pixels and, where a brand's colours are in them, the brand's digest."""


def encode(
    pages: Pages, brand: Brand, library: Library, keep: Encoded | None = None
) -> tuple[dict[str, Asset], tuple[Problem, ...]]:
    """Assets by key, in order of first use. `keep` has those of the last version of the deck, then of this."""
    needs: dict[str, tuple[int, int]] = {}
    spans: dict[str, Span] = {}
    for page in pages.pages:
        for box in page.boxes:
            if isinstance(box, PictureBox):
                left, top, right, bottom = box.crop
                width = box.frame.w * 100_000 // max(1, 100_000 - left - right)
                height = box.frame.h * 100_000 // max(1, 100_000 - top - bottom)
                old = needs.get(box.asset, (0, 0))
                needs[box.asset] = (max(old[0], pixels(width)), max(old[1], pixels(height)))
                spans.setdefault(box.asset, box.span)
            elif isinstance(box, MediaBox):
                old = needs.get(box.poster, (0, 0))
                needs[box.poster] = (max(old[0], pixels(box.frame.w)), max(old[1], pixels(box.frame.h)))
                spans.setdefault(box.poster, box.span)
                needs.setdefault(f"media:{box.asset}", (0, 0))
                spans.setdefault(f"media:{box.asset}", box.span)
    assets: dict[str, Asset] = {}
    problems: list[Problem] = []
    used: Encoded = {}
    for key, (width, height) in needs.items():
        name = key, width, height, brand.digest if key.startswith(("art:", "qr:")) else ""
        try:
            asset = keep.get(name) if keep else None
            used[name] = assets[key.removeprefix("media:")] = asset or _make(key, width, height, brand, library)
        except RefusedError as refusal:
            problems += (replace(problem, span=spans[key]) for problem in refusal.problems)
    if keep is not None:
        keep.clear()
        keep.update(used)
    return assets, in_order(problems)


def _make(key: str, width: int, height: int, brand: Brand, library: Library) -> Asset:
    kind, _, rest = key.partition(":")
    if kind == "art":
        from talkdeck.media.art import ArtPalette, draw

        seed, _, size = rest.rpartition(":")
        wide, _, tall = size.partition("x")
        slots = {name: str(brand.art[name]) for name in ("ground", "ink", "accent", "second", "tint")}
        return draw(seed, int(wide), int(tall), ArtPalette(**slots), str(brand.art["family"]))
    if kind == "media":
        return library.recordings.read(rest)
    if kind == "qr":
        from talkdeck.media.qr import qr

        made = qr(rest, brand.theme["dk1"], brand.theme["lt1"])
        assert made is not None, "links too long for a QR code get none (layout.kinds.opening)"
        return made
    return library.encode(key, width, height)
