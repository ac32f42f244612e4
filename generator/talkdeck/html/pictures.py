"""Pictures: each embedded once. One that is shown once is an `img`, one shown again is drawn by reference."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping

from markupsafe import Markup

from talkdeck.html.css import number
from talkdeck.html.inline import safe_address
from talkdeck.html.sheet import Sheet
from talkdeck.model.escape import escape_attribute
from talkdeck.model.page import Asset, MediaBox, Page, Pages, PictureBox


def data_address(asset: Asset) -> Markup:
    """The picture as a `data:` address."""
    return Markup(f"data:{escape_attribute(asset.mime)};base64,{b64encode(asset.data).decode('ascii')}")


class Pictures:
    """Draws picture boxes; `shared` gives the pictures that were referred to, to be put at the document's end."""

    def __init__(self, pages: Pages, assets: Mapping[str, Asset], sheet: Sheet) -> None:
        boxes = [box for page in pages.pages for box in page.boxes if isinstance(box, PictureBox)]
        first: dict[bytes, str] = {}  # two assets may hold the same bytes: both are drawn from the first
        self._same = {box.asset: first.setdefault(assets[box.asset].data, box.asset) for box in boxes}
        uses = Counter(self._same[box.asset] for box in boxes)
        self._assets = assets
        self._sheet = sheet
        self._shared = {key: f"picture.{i}" for i, key in enumerate((k for k, n in uses.items() if n > 1), 1)}

    def shared(self) -> Iterator[tuple[str, Asset, Markup]]:
        """Id, picture and address of every picture used more than once, one at a time: they may be large."""
        for key, made in self._shared.items():
            yield made, self._assets[key], data_address(self._assets[key])

    def stands_on(self, page: Page) -> tuple[tuple[Asset | str | None, ...], ...]:
        """What the markup of a page's pictures is made from besides its boxes."""
        made: list[tuple[Asset | str | None, ...]] = []
        for box in page.boxes:
            if isinstance(box, PictureBox):
                made.append((self._assets[box.asset], self._shared.get(self._same[box.asset])))
            elif isinstance(box, MediaBox):
                made.append((self._assets[box.asset], self._assets[box.poster]))
        return tuple(made)

    def markup(self, box: PictureBox, classes: str, node: str) -> str:
        """The element of a picture box. `classes` place it; `node` is the outline node it came from."""
        asset, address = self._assets[box.asset], safe_address(box.link)
        place = f' class="{classes}" data-node="{escape_attribute(node)}"'
        framed = address or (any(box.crop) and self._same[box.asset] not in self._shared)
        drawn = self._draw(box, asset, "" if framed else place)
        if address:
            said = "" if box.alt else f' aria-label="{escape_attribute(address)}"'
            if box.decorative:
                said = ' aria-hidden="true" tabindex="-1"'
            drawn = f'<a{place} href="{escape_attribute(address)}" target="_blank" rel="noreferrer"{said}>{drawn}</a>'
        elif framed:
            drawn = f"<div{place}>{drawn}</div>"
        return drawn

    def recording(self, box: MediaBox, classes: str) -> str:
        """The element of an embedded film or sound, with the browser's own controls; a sound stands upon its poster."""
        asset, poster = self._assets[box.asset], data_address(self._assets[box.poster])
        source = f'preload="metadata" src="{data_address(asset)}"'
        place = f'class="{classes} {box.kind}" data-node="{escape_attribute(box.node)}"'
        if box.kind == "video":
            said = f'aria-label="{escape_attribute(box.alt)}" controls playsinline poster="{poster}"'
            made = f"<video {place} {said} {source}></video>"
        else:
            said = f'<audio aria-label="{escape_attribute(box.alt)}" controls {source}></audio>'
            made = f'<div {place}><img alt="" src="{poster}">{said}</div>'
        return made

    def _draw(self, box: PictureBox, asset: Asset, place: str) -> str:
        shared, silent = self._shared.get(self._same[box.asset]), box.decorative or not box.alt
        if shared:
            left, top, right, bottom = (part / 100_000 for part in box.crop)
            view = (left * asset.width, top * asset.height, (1 - left - right) * asset.width)
            numbers = " ".join(number(n) for n in (*view, (1 - top - bottom) * asset.height))
            said = 'aria-hidden="true"' if silent else f'role="img" aria-label="{escape_attribute(box.alt)}"'
            return f'<svg{place} viewBox="{numbers}" preserveAspectRatio="none" {said}><use href="#{shared}"/></svg>'
        if any(box.crop):
            place = f' class="{self._sheet.crop(box.crop)}"'
        said = 'alt="" aria-hidden="true"' if silent else f'alt="{escape_attribute(box.alt)}"'
        size = f'width="{asset.width}" height="{asset.height}" loading="lazy"'
        return f'<img{place} {said} {size} src="{data_address(asset)}">'
