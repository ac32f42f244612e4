"""Rules of charts: where the figures stand, and which keys a kind knows. Figures themselves are checked later."""

from __future__ import annotations

from typing import Any

from yaml import Node, ScalarNode

from talkdeck.model.data import Chart, DataFile
from talkdeck.source.rule_helpers import Notes, Rule, _nodes

ROUND = ("pie", "doughnut")
STACKING = ("column", "bar", "area")
WITHOUT_CATEGORIES = ("scatter",)
MOST_DECIMALS = 6


def _chart(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    given = _nodes(node)
    kind = values.get("kind")
    if not given or not isinstance(kind, str):
        return
    inline = [key for key in ("categories", "series", "values") if key in given]
    if "data" in given and inline:
        hint = f"keep `data`, or take it out and keep `{inline[0]}`"
        notes.note("E210", f"the figures come from `data` or from `{inline[0]}`, not both", given[inline[0]][0], hint)
    elif "series" in given and "values" in given:
        hint = "`values` is for a chart with one series, without a name"
        notes.note("E210", "the figures stand in `series` or in `values`, not both", given["values"][0], hint)
    elif not inline and "data" not in given:
        hint = "add `series:` with values for each category, or `data: spend.csv` with a file beside the outline"
        notes.note("E202", "a chart needs figures", given["kind"][0], hint)
    elif "data" not in given and "series" not in given and "values" not in given:
        hint = "add `values: [...]`, or `series: {Name: [...]}`"
        notes.note("E202", "a chart needs figures", given["categories"][0], hint)
    elif "data" not in given and "categories" not in given and kind not in WITHOUT_CATEGORIES:
        hint = "add `categories: [...]`, a name for each value"
        notes.note("E202", f"a {kind} chart needs `categories`", given["kind"][0], hint)
    for key, fact, hint in _misplaced(kind, values):
        if key in given:
            notes.note("E210", fact, given[key][0], hint)
    decimals = values.get("decimals")
    if isinstance(decimals, int) and not 0 <= decimals <= MOST_DECIMALS:
        hint = f"give 0 to {MOST_DECIMALS}"
        notes.note("E204", f"`decimals` cannot be {decimals}", given["decimals"][1], hint)
    _twice(notes, given)


def _misplaced(kind: str, values: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(key, fact, hint) of keys that this kind of chart does not know."""
    found = []
    if kind in ROUND:
        for key in ("axis", "least", "most", "reference", "annotations", "x_title"):
            found.append((key, f"a {kind} has no `{key}`", "leave it out, or use kind: bar"))
    if kind not in STACKING and values.get("stack", "grouped") != "grouped":
        found.append(("stack", f"a {kind} does not stack", "use kind: column, bar or area"))
    if kind == "scatter":
        for key in ("categories", "sort", "annotations"):
            found.append(
                (key, f"a scatter chart has no `{key}`", "give each point `x`, `value` and, to name it, `label`")
            )
    elif kind not in ROUND:
        found.append(("x_title", "`x_title` is for kind: scatter", "say it in the slide's title or in `note:`"))
    series = values.get("series")
    alone = not isinstance(series, tuple) or len(series) < 2
    if kind == "area" and not alone and values.get("stack", "grouped") == "grouped":
        found.append(("series", "areas side by side hide each other", "add `stack: stacked`, or use kind: line"))
    if values.get("axis") == "log" and values.get("stack", "grouped") != "grouped":
        found.append(("axis", "stacked values have no meaning on a logarithmic axis", "use stack: grouped"))
    return found


def _twice(notes: Notes, given: dict[str, tuple[Node, Node]]) -> None:
    """Categories of one name cannot be told apart, nor named by `highlight`."""
    seen: dict[str, int] = {}
    for item in getattr(given.get("categories", (None, None))[1], "value", ()) or ():
        if isinstance(item, ScalarNode):
            if item.value in seen:
                hint = f"it stands in line {seen[item.value]} already; say what is special about each"
                notes.note("E218", f"the category `{item.value[:60]}` is given twice", item, hint)
            seen.setdefault(item.value, item.start_mark.line + 1)


def _data(notes: Notes, node: Node, values: dict[str, Any]) -> None:
    name = values.get("file")
    at = node if isinstance(node, ScalarNode) else _nodes(node).get("file", (node, node))[1]
    if isinstance(name, str) and name.lower().startswith(("http:", "https:", "file:")):
        hint = "save it beside the outline and give the file's name"
        notes.note("E207", "figures come from a file of the project, not from an address", at, hint)


RULES: dict[type[Any], Rule] = {Chart: _chart, DataFile: _data}
