"""From a brand's specification to a `Brand` for one slide shape; what does not fit together is a `Problem`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from talkdeck.brand.colour import contrast, with_luminance
from talkdeck.brand.grid import Canvas, draw, part_frame
from talkdeck.brand.model import SLOTS, Brand, Colour, FontChain, Ground, Region, SlideLayout, TextStyle
from talkdeck.brand.roles import on_ground
from talkdeck.brand.spec import BrandSpec, ColourSpec, LayoutSpec, RegionSpec, StyleSpec
from talkdeck.model.geometry import text_area
from talkdeck.model.page import Face, ShapeBox
from talkdeck.model.problems import Problem, Span
from talkdeck.model.units import Rect, inches
from talkdeck.text.metrics import NAMES

SIZES: dict[str, tuple[int, int]] = {"16:9": (12_192_000, 6_858_000), "4:3": (9_144_000, 6_858_000)}
"""Slide sizes in EMU. Source: PowerPoint's own (13.333 x 7.5 in and 10 x 7.5 in)."""

ROLES: tuple[str, ...] = (
    *("paper", "ink", "muted", "accent", "accent-ink", "on-accent", "second", "second-ink", "rule"),
    *("panel", "panel-ink", "panel-muted", "dark", "on-dark", "on-dark-muted", "link"),
    *("code-panel", "code-text", "code-keyword", "code-name", "code-string", "code-number", "code-comment"),
    *("art1", "art2", "art3", "art4"),
    *("chart1", "chart2", "chart3", "chart4", "chart5", "chart6", "chart-rest"),
)
"""Colour roles that every ground has to name."""

HEAD = ("kicker", "title", "time", "body")
TAIL = ("footnotes", "source", "footer", "slide-number")
"""Reading order, whatever layout a region comes from: HEAD, then the tiles, then the others, then TAIL."""

INDEX = {"title": 0, "footer": 10, "slide-number": 11}


def assemble(name: str, spec: BrandSpec, shape: Literal["16:9", "4:3"]) -> tuple[Brand, tuple[Problem, ...]]:
    """The brand for one shape, with all its problems (the brand is of use only when there is none)."""
    problems: list[Problem] = []
    theme = _theme(spec, problems)
    grounds = {key: Ground(key, _colours(roles, theme, spec, key, problems)) for key, roles in spec.grounds.items()}
    styles = {key: _style(key, style) for key, style in spec.styles.items()}
    width, height = SIZES[shape]
    canvas = Canvas(width, height, spec.grid)
    dark = dict(_dark(spec, problems))
    layouts = {}
    faint: dict[Faint, SlideLayout] = {}
    for key, layout in spec.layouts.items():
        made = _layout(key, layout, canvas, shape, spec, problems)
        layouts[key] = made
        for ground in dict.fromkeys((made.ground, dark.get(made.ground, made.ground))):
            faint.update({pair: made for pair in _faint(made, ground, grounds, styles) if pair not in faint})
    problems += (_contrast(pair, made, grounds, spec) for pair, made in faint.items())
    problems += _pale_charts(grounds, spec)
    brand = Brand(
        name=name,
        title=spec.title,
        shape=shape,
        width=width,
        height=height,
        theme=theme,
        grounds=grounds,
        fonts={face: _fonts(spec, face, problems) for face in ("heading", "body", "mono")},
        styles=styles,
        layouts=layouts,
        art={slot: theme.get(value, value) for slot, value in _art(spec).items()},
        dark=dark,
    )
    return brand, tuple(problems)


def _dark(spec: BrandSpec, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Each ground that a reader may have dark, with the one to take instead."""
    for pair in spec.dark.items():
        for ground in pair:
            if ground not in spec.grounds:
                hint = f"the grounds are {', '.join(spec.grounds)}"
                problems.append(Problem("E314", f"`dark` names an unknown ground `{ground}`", spec.where, (hint,)))
        if set(pair) <= set(spec.grounds):
            yield pair


def _art(spec: BrandSpec) -> dict[str, str]:
    art = spec.art
    return {
        "family": art.family,
        "ground": art.ground,
        "ink": art.ink,
        "accent": art.accent,
        "second": art.second,
        "tint": art.tint,
    }


def _theme(spec: BrandSpec, problems: list[Problem]) -> dict[str, str]:
    theme = {}
    for slot in SLOTS:
        value = str(spec.theme.get(slot, ""))
        if len(value) != 6 or set(value.upper()) - set("0123456789ABCDEF"):
            hint = f"give it six hexadecimal digits, such as `{slot}: 1F5FBF`"
            problems.append(Problem("E311", f"theme colour {slot} is {value or 'missing'}", spec.where, (hint,)))
            value = "000000"
        theme[slot] = value.upper()
    for slot in sorted(set(spec.theme) - set(SLOTS)):
        hint = f"the slots are {', '.join(SLOTS)}"
        problems.append(Problem("E311", f"a theme has no colour slot `{slot}`", spec.where, (hint,)))
    return theme


def _colours(
    roles: dict[str, ColourSpec], theme: dict[str, str], spec: BrandSpec, ground: str, problems: list[Problem]
) -> dict[str, Colour]:
    colours = {}
    for role in ROLES:
        given = roles.get(role)
        if given is None:
            hint = f"add `{role}: accent1` (or another slot) to grounds.{ground}"
            problems.append(Problem("E312", f"ground `{ground}` has no colour for `{role}`", spec.where, (hint,)))
            given = ColourSpec(slot="dk1")
        if given.slot not in theme:
            hint = f"the slots are {', '.join(SLOTS)}"
            problems.append(Problem("E312", f"`{given.slot}` is no theme colour", given.where, (hint,)))
            given = ColourSpec(slot="dk1")
        mod, off = round(given.mod * 1000), round(given.off * 1000)
        colours[role] = Colour(given.slot, mod, off, with_luminance(theme[given.slot], mod, off))
    return colours


def _fonts(spec: BrandSpec, face: Face, problems: list[Problem]) -> FontChain:
    font = spec.fonts.get(face)
    if font is None or not font.latin or not font.asian:
        hint = f"give fonts.{face} a `latin` and an `asian` list and its `metrics`"
        problems.append(Problem("E313", f"the brand names no {face} face", spec.where, (hint,)))
        return FontChain(("Arial",), ("Microsoft YaHei",), "sans", "sans-serif")
    if font.metrics not in NAMES:
        hint = f"the tables are {', '.join(NAMES)}; take the one whose faces are as wide as yours, or wider"
        problems.append(Problem("E319", f"there is no table of widths `{font.metrics}`", font.where, (hint,)))
    return FontChain(font.latin, font.asian, font.metrics, font.generic)


def _style(name: str, spec: StyleSpec) -> TextStyle:
    return TextStyle(
        name=name,
        face=spec.face or "body",
        sizes=tuple(round(size * 100) for size in spec.sizes) or (2000,),
        colour=spec.colour or "ink",
        bold=bool(spec.bold),
        align=spec.align or "left",
        leading=round((spec.leading or 1.25) * 1000),
        before=round((spec.before or 0) * 1000),
        levels=spec.levels or 1,
        marker=None if spec.marker in (None, "none") else spec.marker,
        marker_colour=spec.marker_colour or "accent",
        level_indent=round((spec.level_indent or 1) * 1000),
    )


def _layout(
    name: str, layout: LayoutSpec, canvas: Canvas, shape: str, spec: BrandSpec, problems: list[Problem]
) -> SlideLayout:
    ground = layout.ground or "paper"
    if ground not in spec.grounds:
        hint = f"the grounds are {', '.join(spec.grounds)}"
        problems.append(
            Problem("E314", f"layout `{name}` stands on an unknown ground `{ground}`", layout.where, (hint,))
        )
    placed: list[tuple[str, RegionSpec, Rect]] = []
    art: list[ShapeBox] = []
    slide = Rect(0, 0, canvas.width, canvas.height)
    at: Span = layout.where
    try:
        art += [draw(shape_spec, slide) for shape_spec in layout.art or ()]
        regions = dict(layout.regions or {})
        tail = [(key, regions.pop(key)) for key in TAIL if key in regions]
        head = [(key, regions.pop(key)) for key in HEAD if key in regions]
        placed += [(key, region, canvas.frame(region)) for key, region in head]
        if layout.tiles is not None:
            for n, tile in enumerate(canvas.tiles(layout.tiles, shape), start=1):
                art += [draw(shape_spec, tile) for shape_spec in layout.tiles.art]
                placed += [(f"{k}{n}", part, part_frame(tile, part)) for k, part in layout.tiles.parts.items()]
        placed += [(key, region, canvas.frame(region)) for key, region in (*regions.items(), *tail)]
    except ValueError as flaw:
        problems.append(Problem("E315", f"layout `{name}`: {flaw}", at))
    made, free = [], iter(range(20, 10_000))
    for key, region, frame in placed:
        problems += _check_region(name, key, region, frame, slide, spec)
        radius = inches(0.1 if region.radius is None and region.shape == "round" else region.radius or 0)
        area = text_area(region.shape, frame.w, frame.h, radius)
        inset = tuple(inches(v) + kept for v, kept in zip((*region.inset, 0, 0, 0, 0), area, strict=False))
        made.append(
            Region(
                name=key,
                placeholder=region.type,
                index=INDEX[key] if key in INDEX else next(free),
                frame=frame,
                style=region.style if region.style in spec.styles else "body",
                anchor=region.anchor,
                inset=(inset[0], inset[1], inset[2], inset[3]),
                fill=region.fill,
                over=region.fill or region.over or "paper",
                prompt=region.prompt,
                shape=region.shape,
                radius=radius,
            )
        )
    return SlideLayout(name=name, title=layout.title or name, ground=ground, regions=tuple(made), art=tuple(art))


def _check_region(
    layout: str, key: str, region: RegionSpec, frame: Rect, slide: Rect, spec: BrandSpec
) -> Iterator[Problem]:
    where = f"region `{key}` of layout `{layout}`"
    if region.style not in spec.styles:
        hint = f"the styles are {', '.join(spec.styles)}"
        yield Problem("E316", f"{where} names an unknown style `{region.style}`", region.where, (hint,))
    if not slide.contains(frame):
        yield Problem("E317", f"{where} lies partly outside the slide", region.where, ("move its edges inwards",))


def _pale_charts(grounds: dict[str, Ground], spec: BrandSpec) -> Iterator[Problem]:
    """Colours of charts that are hard to see on their ground (WCAG 2.2 AA, 1.4.11: 3 to 1 for graphics)."""
    for ground in grounds.values():
        paper = ground.colours["paper"].hex
        for role in (role for role in ROLES if role.startswith("chart")):
            ratio = contrast(ground.colours[role].hex, paper)
            if ratio < 3:
                fact = f"`{role}` has a contrast of only {ratio:.1f} on the paper of ground `{ground.name}`"
                hint = f"bars and lines need 3:1 (WCAG AA): make `{role}` of grounds.{ground.name} darker or lighter"
                where = spec.grounds[ground.name].get(role)
                yield Problem("E318", fact, where.where if where else spec.where, (hint,))


Faint = tuple[str, str, str, float]
"""A ground, two of its roles that text uses one upon the other, and the contrast that they would need."""


def _faint(layout: SlideLayout, on: str, grounds: dict[str, Ground], styles: dict[str, TextStyle]) -> Iterator[Faint]:
    """Colours that text of a region can have, but that are too faint on what it stands on, on the ground called `on`.

    WCAG 2.2 AA: 4.5 to 1, or 3 to 1 for large text (18 pt, or 14 pt bold).
    """
    ground = grounds.get(on)
    if ground is None:
        return
    for region in layout.regions:
        if region.placeholder in ("pic", "tbl", "chart"):
            continue
        style = styles[region.style]
        need = 3.0 if style.sizes[-1] >= (1400 if style.bold else 1800) else 4.5
        roles = {style.colour, on_ground("link", region.over)}
        if style.face == "mono":
            roles |= {role for role in ROLES if role.startswith("code-") and role != "code-panel"}
        else:
            roles.add(on_ground("muted", region.over))
        for role in sorted(roles):
            if contrast(ground.colours[role].hex, ground.colours[region.over].hex) < need:
                yield on, role, region.over, need


def _contrast(pair: Faint, layout: SlideLayout, grounds: dict[str, Ground], spec: BrandSpec) -> Problem:
    ground, role, over, need = pair
    colours = grounds[ground].colours
    ratio = contrast(colours[role].hex, colours[over].hex)
    fact = f"`{role}` on `{over}` has a contrast of only {ratio:.1f} on ground `{ground}` (layout `{layout.name}`)"
    hint = f"text there needs {need:g}:1 (WCAG AA): make `{role}` or `{over}` of grounds.{ground} darker or lighter"
    return Problem("E318", fact, spec.grounds[ground][role].where, (hint,))
