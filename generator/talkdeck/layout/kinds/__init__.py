"""The slide kinds: the function that arranges each, by module and name, and one sentence for people about it.

To add a kind, see docs/architecture.md: its keys in model/outline.py, its content in model/deck.py and
layout/resolve.py, its function in a module here with a row below, its layouts in templates/base/brand.yaml.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkdeck.layout.sheet import Sheet
    from talkdeck.layout.stage import Stage
    from talkdeck.model.deck import Slide

Arranger = Callable[["Slide", "Stage"], "list[Sheet]"]

KINDS: dict[str, tuple[str, str]] = {
    "cover": (
        "opening.arrange_cover",
        "The first slide, made from the talk's title, subtitle, speakers, occasion and date.",
    ),
    "agenda": (
        "opening.arrange_agenda",
        "The talk's parts, made from its sections; `agenda: repeat` shows it before each.",
    ),
    "section": (
        "opening.arrange_section",
        "A part begins: number, label, title and one line of promise, made from a section.",
    ),
    "divider": (
        "opening.arrange_section",
        "A quiet section slide inside a section, for a group of slides (`section:`).",
    ),
    "bullets": ("flow.arrange_flow", "A list, up to three levels, with lead phrases; long ones continue."),
    "numbered": ("flow.arrange_flow", "A numbered list; numbers go on over continued slides."),
    "text": ("flow.arrange_flow", "Running text in paragraphs."),
    "statement": ("flow.arrange_statement", "One sentence, huge."),
    "quote": ("flow.arrange_quote", "Somebody's words with name, role and organisation."),
    "image": ("picture.arrange_image", "A picture with caption and credit, alone or beside another kind."),
    "images": ("picture.arrange_images", "A grid of 2, 3, 4 or 6 pictures with captions."),
    "cards": ("tiles.arrange_cards", "3, 4, 6 or 8 equal tiles with number, heading and text."),
    "compare": ("tiles.arrange_columns", "Two or three sides of the same structure, and a verdict."),
    "columns": ("tiles.arrange_columns", "Two or three columns, each of its own kind."),
    "person": (
        "people.arrange_person",
        "One person with portrait or monogram, both scripts of the name, and what they claim.",
    ),
    "people": ("people.arrange_people", "Two to eight people as cards, with role, organisation and claim."),
    "panel": ("panel.arrange_panel", "A round table: people against questions, as a native table."),
    "stats": ("figures.arrange_stats", "One to four large figures with unit, trend, label and source."),
    "timeline": ("sequences.arrange_timeline", "One to twelve events in order, dated or not."),
    "steps": ("sequences.arrange_steps", "Three to seven steps as chevrons, or as shapes joined by connectors."),
    "cycle": ("sequences.arrange_cycle", "Three to six steps that begin again, with a word in the middle."),
    "levels": ("sequences.arrange_levels", "Three to six levels as stairs, funnel or pyramid."),
    "table": ("table.arrange_table", "A native table; long ones continue with their head."),
    "matrix": (
        "matrix.arrange_matrix",
        "Rows against columns, with marks or a few words; long ones continue with their head.",
    ),
    "chart": ("chart.arrange_chart", "A chart from figures in the outline or a data file; native, with its workbook."),
    "math": ("formulas.arrange_math", "One to four formulas in LaTeX, each with its words."),
    "diagram": ("diagram.arrange_diagram", "Nodes and edges, laid out in layers, as shapes with connectors."),
    "video": ("media.arrange_media", "A film: embedded from a file beside the outline, or linked by its address."),
    "audio": ("media.arrange_media", "A sound: embedded from a file beside the outline, or linked by its address."),
    "links": ("tiles.arrange_links", "Addresses with host and QR code."),
    "code": ("flow.arrange_flow", "Program text, coloured, on a panel."),
    "prompt": ("flow.arrange_flow", "Words given to a model, monospaced on a panel."),
    "sources": (
        "sources.arrange_sources",
        "The sources of all slides, made at the end where the talk says `sources: true`.",
    ),
    "closing": ("opening.arrange_closing", "What to remember, thanks, contact, and a link with QR code."),
}


def arranger(slide: Slide) -> Arranger:
    """The function for a slide: its kind's, or the picture's where a picture stands beside other content."""
    if slide.figure is not None and slide.kind != "image":
        return _function("picture.arrange_picture")
    return _function(KINDS[slide.kind][0])


@cache
def _function(name: str) -> Arranger:
    """A function by its name and that of its module; a talk imports the modules of its own kinds only."""
    module, _, function = name.rpartition(".")
    found: Arranger = getattr(import_module(f"talkdeck.layout.kinds.{module}"), function)
    return found
