"""A brand as PowerPoint's master and layouts: what each part says, and what slides on it inherit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from talkdeck.brand.model import Brand, Region, SlideLayout, TextStyle
from talkdeck.model.geometry import path
from talkdeck.model.page import ShapeBox
from talkdeck.model.units import Rect
from talkdeck.model.values import Struct, replace
from talkdeck.pptx.shapes import Drawing, Outline, drawing, outline
from talkdeck.pptx.style import LEVELS, Level, Palette, levels_of, master_region
from talkdeck.pptx.text import Faces, ParagraphForm, RunForm, centipoints

if TYPE_CHECKING:
    from markupsafe import Markup

TITLES = ("title", "ctrTitle")
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
_ALIGN = {"left": "l", "right": "r", "center": "ctr"}
_PROMPTS = {
    "title": "Title",
    "ctrTitle": "Title",
    "subTitle": "Subtitle",
    "pic": "Picture",
    "tbl": "Table",
    "chart": "Chart",
}


class LevelForm(Struct, frozen=True):
    """One level of a list style for the template: its number from 1, paragraph and run properties."""

    number: int
    paragraph: ParagraphForm
    run: RunForm


class Placeholder(Struct, frozen=True):
    """A placeholder of master or layout. `type` is None for the default (obj); `index` None where there is none."""

    id: int
    name: str
    type: str | None
    index: int | None
    frame: Rect
    outline: Outline
    inset: tuple[int, int, int, int]
    anchor: str
    fill: Markup | None
    levels: tuple[LevelForm, ...]
    prompt: str
    custom_prompt: bool


class LayoutPart(Struct, frozen=True):
    """A slide layout, compiled. `number` counts from 1; `type` is None for a layout that PowerPoint has no name for."""

    number: int
    source: SlideLayout
    type: str | None
    ground: Markup
    palette: Palette
    art: tuple[Drawing, ...]
    placeholders: tuple[Placeholder, ...]
    levels: Mapping[str, tuple[Level, ...]]
    """Inherited levels by the region's name."""


class MasterPart(Struct, frozen=True):
    """The slide master, compiled: its placeholders and the three text styles (§19.3.1.52 p:txStyles)."""

    ground: Markup
    placeholders: tuple[Placeholder, ...]
    title_style: tuple[LevelForm, ...]
    body_style: tuple[LevelForm, ...]
    other_style: tuple[LevelForm, ...]


class BrandCompiler:
    """Compiles the master and the layouts of a brand; holds the palettes and faces that slides share."""

    def __init__(self, brand: Brand) -> None:
        self.brand = brand
        self.faces = Faces(brand.fonts)
        self.palettes = {name: Palette(ground) for name, ground in brand.grounds.items()}
        self._paper = self.palettes["paper"]
        self._levels: dict[tuple[str, str], tuple[Level, ...]] = {}
        self._differing: dict[tuple[str, str, str], tuple[LevelForm, ...]] = {}
        title, body = master_region(brand, "title"), master_region(brand, "body")
        if title is None or body is None:
            raise ValueError(f"brand {brand.name} has no layout with a title and a body")
        self._title, self._body = title, body
        self._title_levels = levels_of(brand.styles[title.style], self._paper)
        self._body_levels = levels_of(brand.styles[body.style], self._paper)

    def other_style(self) -> tuple[LevelForm, ...]:
        """Text in shapes that are no placeholders: 18 pt, ink, body face, as PowerPoint's own templates have it."""
        style = TextStyle(name="other", face="body", sizes=(1800,))
        return self._forms(levels_of(style, self._paper), None)

    def master(self) -> MasterPart:
        placeholders: list[Placeholder] = []
        for type_ in ("title", "body", "ftr", "sldNum"):
            region = master_region(self.brand, type_)
            if region is None:
                continue
            number = len(placeholders)
            levels = levels_of(self.brand.styles[region.style], self._paper)
            made = self._placeholder(replace(region, placeholder=type_), number + 2, self._paper)
            inherits = type_ in ("title", "body")  # their levels are the master's text styles themselves
            placeholders.append(
                replace(
                    made,
                    index=number if number else None,
                    levels=() if inherits else self._forms(levels[:1], None),
                    fill=None,
                    custom_prompt=False,
                )
            )
        return MasterPart(
            ground=self._paper["paper"],
            placeholders=tuple(placeholders),
            title_style=self._forms(self._title_levels, None),
            body_style=self._forms(self._body_levels, None),
            other_style=self.other_style(),
        )

    def layout(self, source: SlideLayout, number: int) -> LayoutPart:
        """One slide layout; ids of its shapes count from 2, art first because it lies behind.

        Forms of regions are drawn as art, their placeholders are rectangles upon them: LibreOffice 7.4 shows every
        placeholder for text as a rectangle, and would let the text of others out of their form.
        """
        palette = self.palettes[source.ground]
        drawn = (*source.art, *map(_form_of, filter(is_formed, source.regions)))
        art = tuple(drawing(box, 2 + i, f"Art {i + 1}", palette) for i, box in enumerate(drawn))
        first = 2 + len(art)
        return LayoutPart(
            number=number,
            source=source,
            type=_layout_type(source),
            ground=palette["paper"],
            palette=palette,
            art=art,
            placeholders=tuple(self._placeholder(r, first + i, palette) for i, r in enumerate(source.regions)),
            levels={r.name: self._levels_of(self.brand.styles[r.style], palette) for r in source.regions},
        )

    def _placeholder(self, region: Region, id_: int, palette: Palette) -> Placeholder:
        form_ = "rect" if is_formed(region) else region.shape
        prompt = region.prompt or _PROMPTS.get(region.placeholder, "Text")
        return Placeholder(
            id=id_,
            name=_shape_name(region),
            type=None if region.placeholder == "obj" else region.placeholder,
            index=None if region.placeholder in TITLES else region.index,
            frame=region.frame,
            outline=outline(form_, region.frame.w, region.frame.h, region.radius),
            inset=region.inset,
            anchor=ANCHORS[region.anchor],
            fill=palette[region.fill] if region.fill and not is_formed(region) else None,
            levels=self._differences(region, palette),
            # LibreOffice forgets the footer's style where the layout's footer has no text; a space will do.
            prompt=" " if region.placeholder == "ftr" else prompt,
            custom_prompt=region.placeholder not in ("ftr", "sldNum", "dt"),
        )

    def _levels_of(self, style: TextStyle, palette: Palette) -> tuple[Level, ...]:
        key = style.name, palette.name
        if key not in self._levels:
            self._levels[key] = levels_of(style, palette)
        return self._levels[key]

    def _differences(self, region: Region, palette: Palette) -> tuple[LevelForm, ...]:
        """What the list style of a region's placeholder says beyond the master's text style that it inherits."""
        kind: str
        base: tuple[Level, ...] | None
        kind, base = "body", self._body_levels
        if region.placeholder in TITLES:
            kind, base = "title", self._title_levels
        elif region.placeholder in ("ftr", "sldNum", "dt"):
            kind, base = "other", None
        key = region.style, palette.name, kind
        if key not in self._differing:
            style = self.brand.styles[region.style]
            levels = self._levels_of(style, palette)[: max(1, style.levels)]
            self._differing[key] = self._forms(levels, base)
        return self._differing[key]

    def _forms(self, levels: tuple[Level, ...], base: tuple[Level, ...] | None) -> tuple[LevelForm, ...]:
        """Levels as forms: in full, or where they differ from `base`; levels that say nothing are left out."""
        forms = []
        for number, level in enumerate(levels[:LEVELS]):
            form = self._form(number + 1, level, base[number] if base else None)
            if form is not None:
                forms.append(form)
        return tuple(forms)

    def _form(self, number: int, level: Level, base: Level | None) -> LevelForm | None:
        if level == base:
            return None
        own_marker = base is None or level.marker != base.marker
        own_marker_colour = level.marker is not None and (
            base is None or base.marker is None or level.marker_colour != base.marker_colour
        )
        paragraph = ParagraphForm(
            margin=level.indent if base is None or level.indent != base.indent else None,
            hang=level.hang if base is None or level.hang != base.hang else None,
            align=_ALIGN[level.align] if base is None or level.align != base.align else None,
            spacing=level.spacing if base is None or level.spacing != base.spacing else None,
            before=centipoints(level.before) if base is None or level.before != base.before else None,
            bullet=None if not own_marker else "none" if level.marker is None else "char",
            char=level.marker or "",
            bullet_colour=level.marker_colour if own_marker_colour else None,
        )
        run = RunForm(
            size=level.size if base is None or level.size != base.size else None,
            bold=level.bold if base is None or level.bold != base.bold else None,
            caps=level.caps if (base is None and level.caps) or (base and level.caps != base.caps) else None,
            colour=level.colour if base is None or level.colour != base.colour else None,
            face=self.faces[level.face] if base is None or level.face != base.face else None,
        )
        return LevelForm(number, paragraph, run)


def is_formed(region: Region) -> bool:
    """Whether a region's fill has another form than its frame; it is drawn in the layout, under the placeholder."""
    return region.fill is not None and region.shape != "rect"


def _form_of(region: Region) -> ShapeBox:
    frame = region.frame
    steps = path(region.shape, frame.w, frame.h, region.radius)
    shape: Literal["round", "ellipse", "path"] = region.shape if region.shape in ("round", "ellipse") else "path"
    return ShapeBox(frame=frame, shape=shape, radius=region.radius, path=steps, fill=region.fill)


def _shape_name(region: Region) -> str:
    """The region's name as a person reads it: `slide-number` becomes `Slide number`."""
    return region.name.replace("-", " ").replace("_", " ").capitalize()


def _layout_type(layout: SlideLayout) -> str | None:
    """The layout's type (§19.7.15 ST_SlideLayoutType) where its placeholders are just those of that type.

    PowerPoint matches layouts of two templates by it when slides are pasted or a design is applied.
    """
    kinds = sorted(r.placeholder for r in layout.regions if r.placeholder not in ("ftr", "sldNum", "dt"))
    if layout.name == "section" and kinds == ["body", "title"]:
        return "secHead"
    return {
        (): "blank",
        ("title",): "titleOnly",
        ("ctrTitle", "subTitle"): "title",
        ("body", "title"): "tx",
        ("obj", "title"): "obj",
        ("body", "body", "title"): "twoColTx",
        ("body", "pic", "title"): "picTx",
        ("tbl", "title"): "tbl",
    }.get(tuple(kinds))
