"""Relations of a deck's parts while they are written: their ids, their targets, and the parts that list them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from talkdeck.model.chart import ChartBox
from talkdeck.model.escape import escape_attribute
from talkdeck.model.values import Struct, field
from talkdeck.pptx.forms import form
from talkdeck.pptx.package import MEDIA, OFFICE, Relation
from talkdeck.pptx.style import Palette
from talkdeck.pptx.templates import environment, macros

if TYPE_CHECKING:
    from talkdeck.pptx.charts.store import ChartStore

_UNSAFE = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")


class PartRelations(Struct):
    """Relations of one slide, numbered as they are asked for; the same target keeps its id."""

    pictures: Mapping[str, str]
    charts: ChartStore | None = None
    all: list[Relation] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        if target not in self._known:
            self._known[target] = id_ = f"rId{len(self.all) + 1}"
            self.all.append((id_, OFFICE + kind, target, external))
        return self._known[target]

    def picture(self, asset: str) -> str:
        return self.add("image", f"../media/{self.pictures[asset]}")

    def chart(self, box: ChartBox, palette: Palette) -> str:
        assert self.charts is not None
        return self.add("chart", self.charts.add(box, palette))

    def recording(self, asset: str, kind: str) -> tuple[str, str]:
        """Two relations to one part: the one that all programs know, and that of 2010, which says it is embedded."""
        target = f"../media/{self.pictures[asset]}"
        ids = f"rId{len(self.all) + 1}", f"rId{len(self.all) + 2}"
        self.all += [(ids[0], OFFICE + kind, target, False), (ids[1], MEDIA, target, False)]
        return ids

    def link(self, url: str) -> str:
        return self.add("hyperlink", web_address(url), external=True)


class RelationsForms:
    """Writes parts of relations."""

    def __init__(self) -> None:
        self._part = form(environment().get_template("rels.xml.j2").render())
        self._inside, self._outside = (form(macros("rels").relation(external)) for external in (False, True))

    def part(self, relations: list[Relation]) -> str:
        elements = (
            (self._outside if external else self._inside)
            % {"id": id_, "type": type_, "target": escape_attribute(target)}
            for id_, type_, target, external in relations
        )
        return self._part % {"relations": "".join(elements)}


def web_address(url: str) -> str:
    """An address as a relation's target may have it: everything outside RFC 3986 percent-encoded, the host by IDNA."""
    if _UNSAFE.search(url) is None:
        return url
    from urllib.parse import quote, urlsplit, urlunsplit

    parts = urlsplit(url)
    host = parts.netloc
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = quote(host)
    safe = "!#$%&'()*+,-./:;=?@[]_~"
    path, query, fragment = (quote(part, safe=safe, errors="replace") for part in parts[2:])
    return urlunsplit((parts.scheme, host, path, query, fragment))
