"""Write docs/problems.md: python docs/make_problems.py

Every code of a problem is found in the source of the package, with the facts that it may state there; what a code is
about stands here. A code that is not described, or described but nowhere in the source, stops the script.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "generator" / "talkdeck"
PAGE = ROOT / "docs" / "problems.md"

CODE = re.compile(r"[EW][1-6]\d\d")

GROUPS = {
    "1": ("YAML", "The file itself, its characters and its syntax."),
    "2": (
        "The outline language",
        "Keys, values and combinations; [the outline language](outline.md) says what is right.",
    ),
    "3": ("Brands", "A brand that is not there, or whose data do not hold together; see [brands](brands.md)."),
    "4": (
        "Pictures and data",
        "Pictures that are missing, cannot be fetched, or cannot be used; their name stands first. Figures of charts.",
    ),
    "5": ("Layout", "Content that finds no place."),
    "6": ("Building and writing", "Files, folders and what was asked for on the command line."),
}

ABOUT = {
    "E101": "The outline cannot be opened: it is not there, is a folder, or may not be read.",
    "E102": "The outline is larger than 16 MB.",
    "E103": "The file is not UTF-8.",
    "E104": "The file is empty.",
    "W105": "The file begins with a byte order mark. It is read all the same.",
    "E106": "A control character, or half of one, that nobody can see.",
    "E107": "A character that turns the direction of text about without being seen.",
    "E110": "The line is not YAML.",
    "E111": "A colon and a space inside text. YAML takes what is before it for a key: put the text in quotes.",
    "E112": "A space is missing after a colon or a dash.",
    "E113": "The indentation does not fit the lines above.",
    "E114": "A full-width colon where a key ends. YAML knows only the plain one.",
    "E115": "A quotation mark is not closed, or closed too early.",
    "E116": "Text begins with a sign that means something in YAML, such as `@`, `*` or `%`: put it in quotes.",
    "E117": "A tab at the start of a line. YAML is indented by spaces.",
    "E118": "A bracket is not closed, or text goes on after it.",
    "E119": "A backslash escape in double quotes that stands for no character.",
    "E120": "A key is given twice. Other readers keep the last one without a word.",
    "E121": "A value such as `1:30`, which other readers turn into the number 90: put it in quotes.",
    "E122": "A bare `yes`, `no`, `on` or `off`, which other readers turn into true or false.",
    "E123": "A YAML tag (`!name`). They are not used here.",
    "E124": "A second document in one file.",
    "E125": "The merge key `<<`. Write the keys out.",
    "E126": "An anchor or alias that cannot be used: unknown, double, circular, or standing for too much.",
    "E127": "A key that is no word.",
    "E128": "More than 60 levels of nesting.",
    "E129": "A line that was meant as a list item but continues the text above it.",
    "W130": "Text after ` #` is a comment in YAML and is not shown.",
    "E201": "A key that does not exist here.",
    "E202": "A key that must be there is missing.",
    "E203": "A value of the wrong type: text where a list belongs, and the like.",
    "E204": "A word that is none of those to choose from.",
    "E205": "A key, list or text without content.",
    "E206": "Text longer than its place can ever hold: a title beyond 400 characters, a card's number beyond 12.",
    "E207": "An address that is none, or leads where a talk must not (only http, https and mailto are allowed).",
    "E208": "An `id` that is not fit for an address.",
    "E209": "Two slides with one `id`.",
    "E210": "Keys that cannot stand together.",
    "E211": "A number of items that has no layout.",
    "E212": "Something without content: an outline without slides, a slide with nothing on it.",
    "E213": "A list of more than three levels.",
    "E214": "Rows of a table that differ in length, what is said of columns that do not exist, or at a round table not "
    "as many answers as people.",
    "E215": "Cells of a table that span what they cannot.",
    "E216": "Lines of program text that do not exist.",
    "E217": "An edge of a diagram that cannot be read.",
    "E218": "Two categories of a chart with one name.",
    "E219": "A time code that is none, or a recording's anchor without a place for the seconds.",
    "W220": "A radical that only looks like a Chinese character (⽂ for 文): searching will not find it.",
    "W221": "HTML in text. It is shown as it is written.",
    "W224": "A timeline on which only some events have a date.",
    "E222": "Markdown's `![picture](...)` inside text.",
    "E223": "An edge names a node that does not exist, and one that does is nearly called so.",
    "E225": "A slide cannot be built by what its `build` says.",
    "E226": "A number of minutes or seconds that nobody can plan with.",
    "W230": "Two slides with one title.",
    "E240": "A value given by language lacks one of the talk's languages.",
    "E241": "A value given by language has one that is not among the talk's `lang` and `editions`.",
    "E242": "A language that the talk is in already.",
    "E243": "An edition was asked for that the talk does not have.",
    "E250": "LaTeX that is not well-formed: a brace that is not closed, an argument that is missing, and the like.",
    "E251": "A LaTeX command or environment that is not known; [math](outline.md#math) says which are.",
    "E252": "A character that means something else in LaTeX, such as `%` and `$`.",
    "E260": "A placeholder whose syntax is wrong; [data-driven decks](data-driven.md) has the right one.",
    "E261": "A placeholder names something that the data do not have.",
    "E262": "A placeholder asks for what it must not: parts of the program, other files, a key of the outline.",
    "E263": "A placeholder cannot be filled with what a row holds.",
    "E301": "There is no brand of this name.",
    "E302": "The brand's file cannot be read or is no mapping.",
    "E303": "`like:` names nothing, or runs in a circle.",
    "E311": "A theme colour is missing, misspelt, or no colour.",
    "E312": "A ground lacks a role, or a role names no theme colour.",
    "E313": "A face lacks its Latin or East-Asian names.",
    "E314": "A layout stands on a ground that does not exist.",
    "E315": "A region, tile or shape of a layout that cannot be placed.",
    "E316": "A region names a text style that does not exist.",
    "E317": "A region lies partly outside the slide.",
    "E318": "Text would be hard to read on what it stands on (WCAG AA).",
    "E319": "A face names a table of widths that does not exist.",
    "W401": "The picture's file is not there. Generated art stands in.",
    "W402": "The picture's address cannot be had. Generated art stands in.",
    "W403": "The picture's address was not asked for, because of `--offline`. Generated art stands in.",
    "W404": "An SVG with text, which is drawn in the fonts of the machine that builds.",
    "E410": "A picture outside the project's folder.",
    "E411": "A picture's name leads to something that is no file.",
    "E412": "A picture's file cannot be read, or changed while the deck was built.",
    "E413": "A picture's file is empty.",
    "E414": "A file that is no picture, or of a kind that is not read.",
    "E415": "A damaged picture.",
    "E416": "A picture of more than 50 million pixels.",
    "E417": "A picture file of more than 100 MB.",
    "E418": "A picture's address that is none.",
    "E431": "A chart whose figures and categories are not as many, or that has none.",
    "E432": "A figure that this kind of chart cannot show, such as a negative part of a pie.",
    "E433": "A missing figure where the kind of chart cannot leave a gap. It is never drawn as zero.",
    "E434": "A figure without a place on the axis: 0 or less on a logarithmic one, or outside of its ends.",
    "E435": "A point with keys of another kind of chart, or a range that is none.",
    "E436": "`highlight`, an annotation or a reference line that is about nothing in the chart.",
    "E437": "Figures that cannot be converted to the unit that the chart shows.",
    "E440": "The data file is not there.",
    "E441": "A data file outside the project's folder.",
    "E442": "A data file that cannot be read: too large, no text, or of another kind.",
    "E443": "A data file that is no table: an open quotation mark, rows of different length, headings given twice.",
    "E444": "A column that the data file does not have.",
    "E445": "A cell of a data file that is no number, or no mark.",
    "E446": "A row that the data file does not have, or more columns than the kind takes.",
    "E460": "The file of rows is not there or cannot be opened.",
    "E461": "The file of rows is of a kind that is not read.",
    "E462": "The file of rows has no headings, no rows, or is no list of rows.",
    "E463": "A row that cannot be read. The other rows are built.",
    "E470": "An icon that Lucide does not have.",
    "W450": "The file of a film or sound is not there. Its poster and its name stand in.",
    "W451": "A film or sound of more than 50 MB. Both decks hold all of it.",
    "W452": "A kind of film or sound that not every program plays. It is embedded all the same.",
    "E453": "A film or sound of more than 300 MB.",
    "E454": "A file that is no film or sound, or of a kind that is not embedded.",
    "E455": "A sound where a film is asked for.",
    "E501": "Text that does not fit its place at the smallest size.",
    "E502": "More links than there is room for beside other content.",
    "E503": "A comparison that does not fit beside a picture.",
    "E504": "A table, or a row of one, that fits no slide.",
    "E505": "A `layout:` that does not exist, or that has no place for the content.",
    "E510": "A chart whose words find no room even at the smallest size.",
    "E511": "A chart of more series or parts than anybody can tell apart.",
    "E507": "Something of the outline that would stand on no slide. Nothing is left out in silence.",
    "W540": "Notes with more click marks than their slide has clicks.",
    "E520": "A diagram that fits no slide in either direction.",
    "E601": "Not allowed to write the file; often it is open in PowerPoint.",
    "E602": "No room left on the disk.",
    "E603": "A folder stands where the deck should go.",
    "E604": "The folder for the decks cannot be made.",
    "E605": "The system refuses to write for another reason.",
    "E606": "Two talks, or a talk and an edition of another, would be written to one deck.",
    "E607": "There is no outline of this name.",
    "E608": "A folder without outlines.",
    "E609": "The PowerPoint package did not pass our own check. A mistake of talkdeck: please report it.",
    "E610": "`talkdeck new` would overwrite a file.",
    "E611": "Neither Chromium nor LibreOffice with poppler was found, to draw slides or print them.",
    "E612": "The program that draws slides failed, or gave up.",
    "E613": "The preview finds no port to listen on, neither the one asked for nor any of the fifty behind it.",
    "E616": "`talkdeck fmt` would have changed what a talk says, and left it. A mistake of talkdeck: please report it.",
    "E614": "`--slides` names a slide that the talk has not.",
    "E615": "A handout, or a page for each click, takes Chromium.",
    "E630": "`--name` is no pattern for names of files.",
    "E631": "A row from which no name of a file can be made.",
    "E632": "Two rows that would be called the same. The first of them is built.",
    "E634": "No cluster answers at the address that `--executor` names.",
    "E635": "The cluster has no worker.",
    "E636": "A worker of the cluster has another talkdeck or other libraries, so its decks would differ, or has none.",
    "E637": "A deck came back from the cluster damaged.",
    "E638": "The cluster has gone while it was building.",
    "E620": "A revision is to be looked at, and there is no git repository here, or no git.",
    "E621": "A revision that git does not know here, such as a tag that was not fetched.",
    "E622": "A tag that is no version: `v` and three numbers.",
    "E623": "A release under a tag that exists and stands at another commit.",
    "E624": "Files that differ from the commit which is to be released, or are in none.",
    "E625": "The folder for a release holds something else.",
    "E626": "A talk whose name is that of a file of the release, such as `report`.",
    "E627": "A release with warnings that nobody has accepted.",
    "E690": "A mistake of talkdeck itself: please report it.",
}
"""What each code is about, in one or two sentences."""


def facts() -> dict[str, list[str]]:
    """The facts that problems of each code may state, in the order of the source; `…` for what is filled in."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for code, text in _said(tree):
            known = found.setdefault(code, [])
            if text and text not in known:
                known.append(text)
    return dict(sorted(found.items(), key=lambda pair: pair[0][1:]))


def _said(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(code, the text that follows it) of each code in a call's arguments, a tuple, or a pattern of our own."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.Module):
            continue
        for node in _own(function):
            items = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
            for at, item in enumerate(items):
                if isinstance(item, ast.Constant) and isinstance(item.value, str) and CODE.fullmatch(item.value):
                    follows = items[at + 1] if at + 1 < len(items) else None
                    if not _is_code(follows):
                        yield item.value, _text(follows, function)


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a function but those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        if isinstance(child, ast.FunctionDef):
            continue
        yield child
        yield from _own(child)


def _is_code(node: ast.expr | None) -> bool:
    """True inside a mere list of codes, such as those that lead to one exit code."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(CODE.fullmatch(node.value))


def _text(node: ast.expr | None, function: ast.AST) -> str:
    """A fact as written in the source, or that of the variable which holds it; empty where it cannot be told."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, function) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.Name):
        for other in _own(function):
            if isinstance(other, ast.Assign) and any(_names(target, node.id) for target in other.targets):
                return _text(other.value, function)
    return ""


def _names(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name


def page() -> str:
    """The page as Markdown. Raises ValueError where codes and descriptions are out of step."""
    found = facts()
    if found.keys() != ABOUT.keys():
        undescribed, unknown = sorted(found.keys() - ABOUT.keys()), sorted(ABOUT.keys() - found.keys())
        raise ValueError(f"describe {undescribed} in ABOUT of docs/make_problems.py, and take out {unknown}")
    lines = [
        "# Problems",
        "",
        "<!-- Made by docs/make_problems.py from the source; change what codes are about there. -->",
        "",
        "Every message of talkdeck has a code that stays the same when its words change. `E` is an error: nothing is",
        "written. `W` is a warning: the decks are written, and `--strict` makes it an error. A message names the file,",
        "line and column, shows the line, and says what to do. `…` stands for what a message fills in.",
    ]
    for group, (title, about) in GROUPS.items():
        lines += [
            "",
            f"## {group}xx: {title}",
            "",
            about,
            "",
            "| code | what it is about | what the message says |",
            "|---|---|---|",
        ]
        for code, texts in found.items():
            if code[1] == group:
                said = "<br>".join(text.replace("|", "\\|") for text in texts) or "…"
                lines.append(f"| {code} | {ABOUT[code].replace('|', chr(92) + '|')} | {said} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    try:
        PAGE.write_text(page(), "utf-8")
    except ValueError as mistake:
        sys.exit(str(mistake))
    print(f"wrote {PAGE.relative_to(ROOT)}")
