"""Fill docs/outline.md and docs/brands.md with keys, examples and pictures: python docs/make_outline.py

Between `<!-- keys: Slide -->` and `<!-- end -->` goes the table of that class's keys, from the sentences in
`talkdeck.model.outline` (or `talkdeck.brand.spec`). Between `<!-- example: bullets.yaml -->` and `<!-- end -->` go the
slides of that example and their pictures; with a number behind the name that slide alone, with `whole` the whole file
but its first line. `<!-- pictures: bullets -->` asks for the pictures alone. Everything else is left as it is.
"""

from __future__ import annotations

import re
import textwrap
import types
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

DOCS = Path(__file__).resolve().parent
PAGES = ("outline.md", "brands.md")
ANCHORS = {
    "Outline": "the-talk",
    "Section": "section",
    "Speaker": "cover",
    "Slide": "what-every-slide-can-have",
    "Image": "image",
    "Item": "bullets",
    "Prose": "text",
    "Quote": "quote",
    "Card": "cards",
    "Compare": "compare",
    "CompareColumn": "compare",
    "Column": "columns",
    "Table": "table",
    "Link": "links",
    "Code": "code",
    "Prompt": "prompt",
    "Formula": "math",
    "Math": "math",
    "Media": "video",
    "Divider": "divider",
    "Closing": "closing",
    "Chart": "chart",
    "Series": "chart",
    "Point": "chart",
    "DataFile": "chart",
    "DataColumn": "chart",
    "Reference": "chart",
    "Annotation": "chart",
    "Matrix": "matrix",
    "Stat": "stats",
    "Event": "timeline",
    "Step": "steps",
    "Level": "levels",
    "Steps": "steps",
    "Cycle": "cycle",
    "Levels": "levels",
    "Diagram": "diagram",
    "TableRow": "table",
    "DiagramNode": "diagram",
    "MatrixRow": "matrix",
    "Cell": "table",
    "Person": "person",
    "Panel": "panel",
    "Question": "panel",
    "Recording": "the-talk",
    "Build": "builds-and-motion",
    "Player": "builds-and-motion",
    "Shortcut": "builds-and-motion",
    "ColourSpec": "colours-and-grounds",
    "FontSpec": "faces",
    "StyleSpec": "text-styles",
    "RegionSpec": "regions",
    "ArtSpec": "shapes",
    "TilesSpec": "tiles",
    "LayoutSpec": "layouts",
    "PictureArtSpec": "generated-pictures",
    "GridSpec": "the-grid",
    "BrandSpec": "the-whole-file",
}
"""The heading below which a class is described."""

PART = re.compile(r"<!-- (keys|example|pictures): ([^>]*?) -->\n.*?<!-- end -->", re.DOTALL)


def filled(text: str) -> str:
    """A page with all its parts made anew. Raises KeyError or FileNotFoundError for what does not exist."""

    def part(match: re.Match[str]) -> str:
        name, _, which = match[2].partition(" ")
        made = keys(name) if match[1] == "keys" else (example if match[1] == "example" else pictures)(name, which)
        return f"<!-- {match[1]}: {match[2]} -->\n\n{made}\n\n<!-- end -->"

    return PART.sub(part, text)


# --- keys -------------------------------------------------------------------------------------------------------------


def classes() -> dict[str, type[Any]]:
    """The classes whose mappings an author writes, by name."""
    from talkdeck.brand import spec
    from talkdeck.model import basics, data, kinds, motion, outline
    from talkdeck.model.node import Node

    found = {}
    for module in (outline, basics, data, kinds, motion, spec):
        for name, value in vars(module).items():
            if isinstance(value, type) and issubclass(value, Node) and value.__module__ == module.__name__:
                found[name] = value
    return found


def keys(name: str) -> str:
    """The table of a class's keys."""
    cls = classes()[name]
    hints = get_type_hints(cls)
    lines = ["| key | what it holds | |", "|---|---|---|"]
    short = getattr(cls, "short", None)
    for key in cls.keys:
        notes = key.doc.replace("|", "\\|")
        if key.required:
            notes += " **Required.**"
        elif isinstance(key.default, str):
            notes += f" Default: `{key.default}`."
        if key.name == short:
            notes += " A bare value goes here."
        lines.append(f"| `{key.name}` | {_holds(hints[key.name])} | {notes} |")
    return "\n".join(lines)


def _holds(hint: Any) -> str:
    """What an annotation asks for, in an author's words."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        return " or ".join(_holds(arg) for arg in args if arg is not type(None))
    if origin is tuple:
        return f"list of {_holds(args[0])}"
    if origin is dict:
        return f"mapping of names to {_holds(args[1])}"
    if origin is Literal:
        return " or ".join(f"`{arg}`" for arg in args)
    plain = {"Text": "text", "Verbatim": "text as it stands", "str": "word", "bool": "`true` or `false`"}
    plain |= {"int": "whole number", "float": "number"}
    return plain.get(hint.__name__) or f"[{hint.__name__.removesuffix('Spec')}](#{ANCHORS[hint.__name__]})"


# --- examples ---------------------------------------------------------------------------------------------------------


def example(name: str, which: str = "") -> str:
    """An example's YAML, or a slide of it, and its pictures from both decks."""
    stem = name.removesuffix(".yaml")
    text = (DOCS / "examples" / name).read_text("utf-8").partition("\n")[2]
    if which != "whole":
        text = textwrap.dedent(text.partition("\nslides:\n")[2])
    if which.isdigit():
        text = re.split(r"(?m)^(?=- )", text)[int(which)]
    shown = pictures(stem, which) if drawn(stem) else "(no picture yet)"
    return f"```yaml\n{text.strip()}\n```\n\n{shown}"


def pictures(stem: str, which: str = "") -> str:
    """The pictures of an example, or the one with a number, as a table of both decks."""
    names = drawn(stem)
    if which.isdigit():
        names = names[int(which) - 1 : int(which)]
    rows = [f"| {_picture(n, 'pptx', stem)} | {_picture(n, 'html', stem)} |" for n in names]
    return "\n".join(["| PowerPoint | HTML |", "|---|---|", *rows])


def drawn(stem: str) -> list[str]:
    """Names of the pictures of an example, in the order of its pages."""
    names = [path.name.removesuffix(".pptx.png") for path in (DOCS / "pictures").glob(f"{stem}*.pptx.png")]
    mine = [(int(found[1] or 1), name) for name in names if (found := re.fullmatch(rf"{stem}(?:-(\d))?", name))]
    return [name for _, name in sorted(mine)]


def _picture(name: str, form: str, stem: str) -> str:
    made = {"pptx": "PowerPoint", "html": "HTML"}[form]
    return f"![{made} slide of the example {stem}](pictures/{name}.{form}.png)"


if __name__ == "__main__":
    for name in PAGES:
        page = DOCS / name
        page.write_text(filled(page.read_text("utf-8")), "utf-8")
        print(f"filled docs/{name}")
