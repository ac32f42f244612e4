"""Pages to a PowerPoint package: numbers the parts, relates them, and streams them out one at a time.

The parts and their relations are ECMA-376 Part 1 §13.3. Everything is counted beforehand, so that the content types
can stand first and no more than one slide is ever held.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from talkdeck.brand.model import Brand, Ground
from talkdeck.model.chart import ChartBox
from talkdeck.model.dates import source_date
from talkdeck.model.escape import escape_attribute
from talkdeck.model.page import ENDINGS, Asset, MediaBox, Page, Pages, PictureBox
from talkdeck.model.values import Struct
from talkdeck.pptx.forms import form
from talkdeck.pptx.kept import layout_parts
from talkdeck.pptx.layout_forms import LayoutForms
from talkdeck.pptx.layouts import BrandCompiler, LayoutPart
from talkdeck.pptx.notes import NotesWriter
from talkdeck.pptx.package import (
    CONTENT_TYPES,
    OFFICE,
    PACKAGE,
    WORKBOOK,
    Packed,
    Relation,
    ZipWriter,
    packed,
    xml_bytes,
)
from talkdeck.pptx.relations import PartRelations, RelationsForms
from talkdeck.pptx.slides import SlideWriter
from talkdeck.pptx.style import Palette
from talkdeck.pptx.templates import environment

if TYPE_CHECKING:
    from talkdeck.pptx.charts.store import ChartStore
    from talkdeck.pptx.keep import Keep

FIRST_SLIDE_ID = 256
"""The least p:sldId (§19.7.13 ST_SlideId)."""

FIRST_MASTER_ID = 2_147_483_648
"""The least id of masters and layouts, which share one number space (§19.7.11, §19.7.14)."""

DATE = "2000-01-01T00:00:00Z"
"""When decks say that they were made, where SOURCE_DATE_EPOCH says nothing else."""

_EXTENSION = {"image/png": "png", "image/jpeg": "jpg", **ENDINGS}


class Kinsoku(Struct, frozen=True):
    """Characters that may not begin or end a line (§19.2.1.14 p:kinsoku), as PowerPoint has them for the language."""

    lang: str
    not_first: str
    not_last: str


_KINSOKU = {
    "zh-CN": Kinsoku(
        "zh-CN",
        "!),.:;?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠",
        "([{£¥‘“‹〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥",
    ),
    "zh-TW": Kinsoku(
        "zh-TW",
        "!),.:;?]}¢·–—’”•‥…‧′╴、。〉》」』】〕〞︰︱︳︴︶︸︺︼︾﹀﹂﹄﹏﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝、",
        "([{£¥‘“‵〈《「『【〔〝︵︷︹︻︽︿﹁﹃﹙﹛﹝（｛",
    ),
    "ja": Kinsoku(
        "ja-JP",
        "!%),.:;?]}¢°’”‰′″℃、。々〉》」』】〕゛゜ゝゞ・ヽヾ！％），．：；？］｝｡｣､･ﾞﾟ￠",
        "$([\\{£¥‘“〈《「『【〔＄（［｛｢￡￥",
    ),
}


class TableStyle(Struct, frozen=True):
    """A table style of one ground."""

    guid: str
    name: str
    ink: object
    rule: object


class Section(Struct, frozen=True):
    """A section of the slide list: its slides' ids, in order."""

    name: str
    guid: str
    slides: list[int]


def write_pptx(
    pages: Pages,
    brand: Brand,
    assets: Mapping[str, Asset],
    out: BinaryIO,
    watch: Callable[[str, bytes], None] | None = None,
    keep: Keep | None = None,
) -> None:
    """Write a deck as a .pptx package to a binary stream; the stream stays open.

    Same pages, brand and assets give the same bytes. Pictures are those that boxes name, each stored once, in the
    order of first use. `watch` is shown every part, see `lint.Linter.part`. Slides that did not change are
    taken from the `keep` of earlier versions of a deck. Raises KeyError when a page names a layout,
    region, colour role or asset that is not there.
    """
    _DeckWriter(pages, brand, assets, ZipWriter(out, watch), keep).write()


class _DeckWriter:
    """The parts of one deck. Names follow PowerPoint's own."""

    def __init__(
        self, pages: Pages, brand: Brand, assets: Mapping[str, Asset], zip_: ZipWriter, keep: Keep | None
    ) -> None:
        self._keep = keep
        self._pages = pages
        self._brand = brand
        self._assets = assets
        self._zip = zip_
        self._asian = pages.lang if pages.lang[:2] in ("zh", "ja", "ko") else "zh-CN"
        self._compiler = BrandCompiler(brand)
        used = {page.layout for page in pages.pages}
        sources = [layout for name, layout in brand.layouts.items() if name != "master" or name in used]
        self._numbers = {source.name: number for number, source in enumerate(sources, start=1)}
        self._layouts = {name: self._layout(name) for name in self._numbers if name in used}
        self._pictures = _picture_names(pages.pages, assets)
        self._charts = [box for page in pages.pages for box in page.boxes if isinstance(box, ChartBox)]
        self._with_notes = [page for page in pages.pages if page.notes.strip()]
        self._rels = RelationsForms()
        grounds = dict.fromkeys(["paper", *(layout.ground for layout in brand.layouts.values())])
        self._table_styles = {name: _table_style(brand.grounds[name], brand) for name in grounds}

    def _layout(self, name: str) -> LayoutPart:
        return self._compiler.layout(self._brand.layouts[name], self._numbers[name])

    def write(self) -> None:
        self._write_types()
        self._write_package_properties()
        self._write_presentation()
        self._write_brand()
        self._write_slides()
        for name, asset in {name: asset for asset, name in self._pictures.items()}.items():
            self._zip.add(f"ppt/media/{name}", self._assets[asset].data, store=True)
        self._zip.close()

    def _add(self, part: str, template: str, /, **values: Any) -> None:
        self._zip.xml(part, environment().get_template(f"{template}.xml.j2").render(**values))

    def _relate(self, part: str, relations: list[Relation]) -> None:
        folder, _, name = part.rpartition("/")
        self._zip.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels", self._rels.part(relations))

    def _write_types(self) -> None:
        slides, layouts = range(1, len(self._pages.pages) + 1), range(1, len(self._numbers) + 1)
        notes = range(1, len(self._with_notes) + 1)
        parts = [
            ("ppt/presentation.xml", "presentation"),
            ("ppt/slideMasters/slideMaster1.xml", "slideMaster"),
            *((f"ppt/slideLayouts/slideLayout{n}.xml", "slideLayout") for n in layouts),
            *((f"ppt/slides/slide{n}.xml", "slide") for n in slides),
            *((f"ppt/tags/tag{n}.xml", "tags") for n in slides),
            ("ppt/notesMasters/notesMaster1.xml", "notesMaster"),
            *((f"ppt/notesSlides/notesSlide{n}.xml", "notesSlide") for n in notes),
            ("ppt/presProps.xml", "presProps"),
            ("ppt/viewProps.xml", "viewProps"),
            ("ppt/tableStyles.xml", "tableStyles"),
            ("ppt/theme/theme1.xml", "theme"),
            ("ppt/theme/theme2.xml", "theme"),
            ("docProps/core.xml", "core-properties"),
            ("docProps/app.xml", "extended-properties"),
        ]
        kinds = {self._assets[key].mime for key in self._pictures}
        files = sorted((_EXTENSION[mime], mime) for mime in kinds)
        if self._charts:
            from talkdeck.pptx.charts.store import part_kinds

            parts += part_kinds(self._charts)
            files.append(("xlsx", WORKBOOK))
        named = [(name, CONTENT_TYPES[kind]) for name, kind in parts]
        self._add("[Content_Types].xml", "content_types", parts=named, files=files)

    def _write_package_properties(self) -> None:
        self._relate(
            "",
            [
                ("rId1", OFFICE + "officeDocument", "ppt/presentation.xml", False),
                ("rId2", PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml", False),
                ("rId3", OFFICE + "extended-properties", "docProps/app.xml", False),
            ],
        )
        shape = "Widescreen" if self._brand.shape == "16:9" else "On-screen Show (4:3)"
        count = {"slides": len(self._pages.pages), "notes": len(self._with_notes)}
        date = source_date()
        self._add("docProps/core.xml", "core", pages=self._pages, date=f"{date:%Y-%m-%dT%H:%M:%SZ}" if date else DATE)
        self._add("docProps/app.xml", "app", format=shape, **count)

    def _write_presentation(self) -> None:
        pages = self._pages
        relations = PartRelations({})
        master = relations.add("slideMaster", "slideMasters/slideMaster1.xml")
        slides = [
            (FIRST_SLIDE_ID + n, relations.add("slide", f"slides/slide{n + 1}.xml")) for n in range(len(pages.pages))
        ]
        notes_master = relations.add("notesMaster", "notesMasters/notesMaster1.xml")
        for kind, target in (
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ):
            relations.add(kind, target)
        self._add(
            "ppt/presentation.xml",
            "presentation",
            master=(FIRST_MASTER_ID, master),
            slides=slides,
            notes_master=notes_master,
            width=pages.width,
            height=pages.height,
            size_type="screen4x3" if (pages.width, pages.height) == (9_144_000, 6_858_000) else None,
            kinsoku=_KINSOKU.get(self._asian, _KINSOKU["zh-CN"]),
            lang=pages.lang,
            default_style=self._compiler.other_style(),
            sections=_sections(pages),
        )
        self._relate("ppt/presentation.xml", relations.all)
        self._add("ppt/presProps.xml", "pres_props", loop=pages.player.loop)
        self._add("ppt/viewProps.xml", "view_props")
        self._add("ppt/tableStyles.xml", "table_styles", styles=list(self._table_styles.values()))

    def _write_brand(self) -> None:
        brand = self._brand
        faces = [("majorFont", brand.fonts["heading"]), ("minorFont", brand.fonts["body"])]
        for number in (1, 2):
            self._add(
                f"ppt/theme/theme{number}.xml",
                "theme",
                name=brand.title,
                colours=list((brand.theme if number == 1 else _on_white(brand.theme)).items()),
                faces=[(tag, chain.latin[0], chain.asian[0]) for tag, chain in faces],
            )
        relations = PartRelations({})
        ids = [
            (FIRST_MASTER_ID + n, relations.add("slideLayout", f"../slideLayouts/slideLayout{n}.xml"))
            for n in range(1, len(self._numbers) + 1)
        ]
        relations.add("theme", "../theme/theme1.xml")
        name = "ppt/slideMasters/slideMaster1.xml"
        self._add(name, "master", master=self._compiler.master(), layout_ids=ids)
        self._relate(name, relations.all)
        parts = layout_parts(brand, self._layout_parts)
        to_master = [("rId1", OFFICE + "slideMaster", "../slideMasters/slideMaster1.xml", False)]
        relations_part = packed(xml_bytes(self._rels.part(to_master)))
        for layout, number in self._numbers.items():
            self._zip.put(f"ppt/slideLayouts/slideLayout{number}.xml", parts[layout])
            self._zip.put(f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels", relations_part)
        name = "ppt/notesMasters/notesMaster1.xml"
        image_height = 5_486_400 * self._pages.height // self._pages.width
        self._add(name, "notes_master", image_height=image_height)
        self._relate(name, [("rId1", OFFICE + "theme", "../theme/theme2.xml", False)])

    def _layout_parts(self) -> dict[str, Packed]:
        """Every layout of the brand as a part."""
        forms, template = LayoutForms(), environment().get_template("layout.xml.j2")
        layouts = (self._compiler.layout(source, 0) for source in self._brand.layouts.values())
        return {
            layout.source.name: packed(xml_bytes(template.render(layout=layout, forms=forms))) for layout in layouts
        }

    def _chart_store(self) -> ChartStore:
        from talkdeck.pptx.charts.store import ChartStore

        return ChartStore(self._zip, self._relate, self._pages.lang)

    def _write_slides(self) -> None:
        tags = form(environment().get_template("tags.xml.j2").render())
        notes = NotesWriter(self._asian, self._pages.lang)
        writers: dict[str, SlideWriter] = {}
        charts = self._chart_store() if self._charts else None
        keep = self._keep
        if keep:
            keep.begin(self._pages, self._brand)

        def write(number: int, page: Page, layout: LayoutPart, notes_number: int) -> None:
            writer = writers.get(page.layout)
            if writer is None:
                style = self._table_styles[layout.source.ground].guid
                writer = writers[page.layout] = SlideWriter(layout, self._compiler.faces, self._asian, style)
            relations = PartRelations(self._pictures, charts)
            relations.add("slideLayout", f"../slideLayouts/slideLayout{layout.number}.xml")
            tag = relations.add("tags", f"../tags/tag{number}.xml")
            if notes_number:
                relations.add("notesSlide", f"../notesSlides/notesSlide{notes_number}.xml")
            name = f"ppt/slides/slide{number}.xml"
            self._zip.xml(name, writer.slide(page, relations, tag, self._pages.player.advance))
            self._relate(name, relations.all)
            words = {"id": escape_attribute(page.id), "node": escape_attribute(page.node)}
            self._zip.xml(f"ppt/tags/tag{number}.xml", tags % words)
            if notes_number:
                name = f"ppt/notesSlides/notesSlide{notes_number}.xml"
                self._zip.xml(name, notes.part(page.notes))
                self._relate(
                    name,
                    [
                        ("rId1", OFFICE + "notesMaster", "../notesMasters/notesMaster1.xml", False),
                        ("rId2", OFFICE + "slide", f"../slides/slide{number}.xml", False),
                    ],
                )

        noted = 0
        for number, page in enumerate(self._pages.pages, start=1):
            layout = self._layouts[page.layout]
            has_notes = bool(page.notes.strip())
            noted += has_notes
            notes_number = noted if has_notes else 0
            if keep:
                numbers = number, layout.number, notes_number
                keep.write(self._zip, page, numbers, self._pictures, partial(write, number, page, layout, notes_number))
            else:
                write(number, page, layout, notes_number)


def _on_white(theme: Mapping[str, str]) -> Mapping[str, str]:
    """The theme of the notes, which are printed: a brand that is light on dark has its text dark there."""
    from talkdeck.brand.colour import luminance

    if luminance(theme["dk1"]) <= luminance(theme["lt1"]):
        return theme
    return {**theme, "dk1": theme["lt1"], "lt1": theme["dk1"], "dk2": theme["lt2"], "lt2": theme["dk2"]}


def _picture_names(pages: tuple[Page, ...], assets: Mapping[str, Asset]) -> dict[str, str]:
    """File names of pictures and recordings of pages, by asset, in the order of first use; equal ones share a file."""
    names: dict[str, str] = {}
    files: dict[bytes, str] = {}
    for page in pages:
        for box in page.boxes:
            keys = [("image", box.asset)] if isinstance(box, PictureBox) else []
            if isinstance(box, MediaBox):
                keys = [("image", box.poster), ("media", box.asset)]
            for kind, key in keys:
                if key not in names:
                    asset = assets[key]
                    names[key] = files.setdefault(asset.data, f"{kind}{len(files) + 1}.{_EXTENSION[asset.mime]}")
    return names


def _sections(pages: Pages) -> list[Section]:
    """Sections of the slide list. PowerPoint wants every slide in one, so slides before the first get their own."""
    if not pages.sections or not pages.pages:
        return []
    made = [Section(pages.title or pages.stem, guid(f"{pages.stem}/sections"), [])]
    made += [Section(title, guid(f"{pages.stem}/sections/{n}"), []) for n, (title, _) in enumerate(pages.sections)]
    current = 0
    for position, page in enumerate(pages.pages):
        # A section is a stretch of the slide list: a page that names none goes on with the one before.
        current = max(current, 0 if page.section is None else page.section + 1)
        made[current].slides.append(FIRST_SLIDE_ID + position)
    return made if made[0].slides else made[1:]


def _table_style(ground: Ground, brand: Brand) -> TableStyle:
    palette = Palette(ground)
    name = brand.title if ground.name == "paper" else f"{brand.title} ({ground.name})"
    return TableStyle(guid(f"{brand.name}/table/{ground.name}"), name, palette["ink"], palette["rule"])


def guid(seed: str) -> str:
    """A GUID that depends on nothing but the seed, in PowerPoint's spelling."""
    h = hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest().upper()
    return f"{{{h[:8]}-{h[8:12]}-4{h[13:16]}-8{h[17:20]}-{h[20:32]}}}"
