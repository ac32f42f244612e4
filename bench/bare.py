"""Writes the mixed talk of N slides with python-pptx alone: its default template, no measuring, no look of its own.

python -m bench.bare 1000 FOLDER [--distinct]    # FOLDER has the pictures that bench.make_talk drew
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bench.make_talk import content


def main() -> None:
    from pptx.util import Inches

    from pptx import Presentation

    folder = Path(sys.argv[2])
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    cover, title_body, section, two, title_only = (deck.slide_layouts[n] for n in (0, 1, 2, 3, 5))

    def start(layout: Any, title: str) -> Any:
        slide = deck.slides.add_slide(layout)
        slide.shapes.title.text = title
        return slide

    def fill(frame: Any, part: dict[str, Any]) -> None:
        items = part.get("bullets") or part.get("numbered") or part["text"]
        lines = [
            line
            for item in items
            for line in (
                [(item, 0)] if isinstance(item, str) else [(item["text"], 0), *((i, 1) for i in item["items"])]
            )
        ]
        for number, (text, level) in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.text, paragraph.level = text, level

    def place(slide: Any, image: dict[str, str], left: float) -> None:
        slide.shapes.add_picture(str(folder / image["src"]), Inches(left), Inches(1.7), width=Inches(6))
        slide.shapes.add_textbox(Inches(left), Inches(6.2), Inches(6), Inches(0.5)).text_frame.text = image["caption"]

    title, sections = content(int(sys.argv[1]), distinct="--distinct" in sys.argv)
    start(cover, title)
    for name, slides in sections:
        start(section, name)
        for given in slides:
            if "columns" in given:
                slide = start(two, given["title"])
                for number, column in enumerate(given["columns"], 1):
                    if "image" in column:
                        place(slide, column["image"], 7)
                    else:
                        fill(slide.placeholders[number].text_frame, column)
            elif "image" in given:
                slide = start(title_only, given["title"])
                place(slide, given["image"], 3.5)
            elif "code" in given:
                slide = start(title_only, given["title"])
                box = slide.shapes.add_textbox(Inches(0.7), Inches(1.7), Inches(12), Inches(5))
                box.text_frame.text = given["code"]["text"]
            elif "table" in given:
                slide, rows = start(title_only, given["title"]), [given["table"]["head"], *given["table"]["rows"]]
                frame = slide.shapes.add_table(len(rows), 4, Inches(0.7), Inches(1.7), Inches(12), Inches(4))
                for y, row in enumerate(rows):
                    for x, cell in enumerate(row):
                        frame.table.cell(y, x).text = cell
            else:
                slide = start(title_body, given["title"])
                fill(slide.placeholders[1].text_frame, given)
            if "notes" in given:
                slide.notes_slide.notes_text_frame.text = given["notes"]
    deck.save(str(folder / "out" / "bare.pptx"))


if __name__ == "__main__":
    main()
