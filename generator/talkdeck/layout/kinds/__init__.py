"""The slide kinds: which function arranges each, and one sentence about it for `talkdeck kinds` and the manual.

To add a kind, see docs/architecture.md: its keys in model/outline.py, its content in model/deck.py and
layout/resolve.py, its function in a module here with a row below, its layouts in templates/base/brand.yaml.
"""

from __future__ import annotations

from collections.abc import Callable

from talkdeck.layout.kinds.chart import arrange_chart
from talkdeck.layout.kinds.diagram import arrange_diagram
from talkdeck.layout.kinds.figures import arrange_stats
from talkdeck.layout.kinds.flow import arrange_flow, arrange_quote, arrange_statement
from talkdeck.layout.kinds.formulas import arrange_math
from talkdeck.layout.kinds.matrix import arrange_matrix
from talkdeck.layout.kinds.media import arrange_media
from talkdeck.layout.kinds.opening import arrange_agenda, arrange_closing, arrange_cover, arrange_section
from talkdeck.layout.kinds.panel import arrange_panel
from talkdeck.layout.kinds.people import arrange_people, arrange_person
from talkdeck.layout.kinds.picture import arrange_image, arrange_images, arrange_picture
from talkdeck.layout.kinds.sequences import arrange_cycle, arrange_levels, arrange_steps, arrange_timeline
from talkdeck.layout.kinds.sources import arrange_sources
from talkdeck.layout.kinds.table import arrange_table
from talkdeck.layout.kinds.tiles import arrange_cards, arrange_columns, arrange_links
from talkdeck.layout.sheet import Sheet
from talkdeck.layout.stage import Stage
from talkdeck.model.deck import Slide

Arranger = Callable[[Slide, Stage], list[Sheet]]

KINDS: dict[str, tuple[Arranger, str]] = {
    "cover": (arrange_cover, "The first slide, made from the talk's title, subtitle, speakers, occasion and date."),
    "agenda": (arrange_agenda, "The talk's parts, made from its sections; `agenda: repeat` shows it before each."),
    "section": (arrange_section, "A part begins: number, label, title and one line of promise, made from a section."),
    "divider": (arrange_section, "A quiet section slide inside a section, for a group of slides (`section:`)."),
    "bullets": (arrange_flow, "A list, up to three levels, with lead phrases; long ones continue."),
    "numbered": (arrange_flow, "A numbered list; numbers go on over continued slides."),
    "text": (arrange_flow, "Running text in paragraphs."),
    "statement": (arrange_statement, "One sentence, huge."),
    "quote": (arrange_quote, "Somebody's words with name, role and organisation."),
    "image": (arrange_image, "A picture with caption and credit, alone or beside another kind."),
    "images": (arrange_images, "A grid of 2, 3, 4 or 6 pictures with captions."),
    "cards": (arrange_cards, "3, 4, 6 or 8 equal tiles with number, heading and text."),
    "compare": (arrange_columns, "Two or three sides of the same structure, and a verdict."),
    "columns": (arrange_columns, "Two or three columns, each of its own kind."),
    "person": (arrange_person, "One person with portrait or monogram, both scripts of the name, and what they claim."),
    "people": (arrange_people, "Two to eight people as cards, with role, organisation and claim."),
    "panel": (arrange_panel, "A round table: people against questions, as a native table."),
    "stats": (arrange_stats, "One to four large figures with unit, trend, label and source."),
    "timeline": (arrange_timeline, "One to twelve events in order, dated or not."),
    "steps": (arrange_steps, "Three to seven steps as chevrons, or as shapes joined by connectors."),
    "cycle": (arrange_cycle, "Three to six steps that begin again, with a word in the middle."),
    "levels": (arrange_levels, "Three to six levels as stairs, funnel or pyramid."),
    "table": (arrange_table, "A native table; long ones continue with their head."),
    "matrix": (arrange_matrix, "Rows against columns, with marks or a few words; long ones continue with their head."),
    "chart": (arrange_chart, "A chart from figures in the outline or a data file; native, with its workbook."),
    "math": (arrange_math, "One to four formulas in LaTeX, each with its words."),
    "diagram": (arrange_diagram, "Nodes and edges, laid out in layers, as shapes with connectors."),
    "video": (arrange_media, "A film: embedded from a file beside the outline, or linked by its address."),
    "audio": (arrange_media, "A sound: embedded from a file beside the outline, or linked by its address."),
    "links": (arrange_links, "Addresses with host and QR code."),
    "code": (arrange_flow, "Program text, coloured, on a panel."),
    "prompt": (arrange_flow, "Words given to a model, monospaced on a panel."),
    "sources": (arrange_sources, "The sources of all slides, made at the end where the talk says `sources: true`."),
    "closing": (arrange_closing, "What to remember, thanks, contact, and a link with QR code."),
}


def arranger(slide: Slide) -> Arranger:
    """The function for a slide: its kind's, or the picture's where a picture stands beside other content."""
    if slide.figure is not None and slide.kind != "image":
        return arrange_picture
    return KINDS[slide.kind][0]
