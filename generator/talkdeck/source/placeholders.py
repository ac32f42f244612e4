"""Outlines with placeholders: `{{ name }}` in the values of an outline, filled with a row of data.

Placeholders are filled in the values of the YAML tree, after it was read and before anything is validated. So no
quotation mark, colon, line feed or brace of the data can become YAML, and what comes out has its places in the outline.
A value that is one placeholder and nothing else takes over what the data hold there: a number, a list, a mapping, or
nothing (then its key is left out); any other value is text. What data put into text with inline markup is not markup
(`{{ remark | markup }}` lets it be).

Jinja2 evaluates what is between the braces, in its sandbox: no attributes with an underscore, no files, nothing random.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from types import GeneratorType
from typing import TYPE_CHECKING, Any

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from talkdeck.model.problems import Problem, RefusedError, Span
from talkdeck.model.values import Struct, field
from talkdeck.source.characters import odd_characters
from talkdeck.source.reader import Editions, outlines_of, read_tree
from talkdeck.source.scalars import is_figure
from talkdeck.source.slug import slug
from talkdeck.source.yaml import is_null

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_OPENING = re.compile(r"\{[{%#]")
_LONE = re.compile(r"\{\{[-+]?((?:(?!\}\}).)*?)[-+]?\}\}", re.DOTALL)

_SIGN = "\ufdd0"
"""Stands before signs of markup that came from data, until it is known whether the text has markup. No character."""

_MARKUP = re.compile(r"[\\*`~^_\[\]()<>!]")


class _Markup(str):
    """Text of the data that may have inline markup."""

    __slots__ = ()


class _UnknownError(Exception):
    """A name or attribute that is not there."""

    def __init__(self, name: object, owner: object, message: str) -> None:
        super().__init__(message)
        self.name = str(name)
        self.owner = owner


class _UnfitError(Exception):
    """A value that cannot stand in text."""


class FilledNode(ScalarNode):
    """A scalar whose placeholders are filled. `markup` is its value for readers of inline markup."""

    def __init__(self, at: ScalarNode, value: str, markup: str, style: str | None) -> None:
        super().__init__(at.tag, value, at.start_mark, at.end_mark, style=style)
        self.markup = markup


class Template:
    """An outline that was read once and is filled for each row. `names` are those that its placeholders ask for."""

    def __init__(self, path: Path, columns: Sequence[str] | None) -> None:
        """Read the outline at `path`. `columns` are the names that rows have, None where that differs by row.

        Raises RefusedError for all that is wrong with the outline before any row is looked at: YAML, the syntax of
        placeholders (E260), names that no row can have (E261), what is not allowed (E262).
        """
        self.path = str(path)
        root, self._text, problems = read_tree(path)
        if root is None:
            raise RefusedError([_with_quotes(problem, self._text) for problem in problems])
        self.root = root
        self._problems = problems
        plan = _Plan(self.path, self._text, columns)
        self._fill = plan.of(root)
        if plan.problems:
            raise RefusedError(plan.problems)
        self.names = frozenset(plan.names)

    def filled(self, values: Mapping[str, Any]) -> Editions:
        """All editions of the outline with the values of a row, and what is wrong; spans are places in the outline."""
        if self._fill is None:
            return outlines_of(self.root, self.path, self._text)
        filling = _Filling(self.path, values)
        root = self._fill(filling)
        if filling.problems:
            return (), tuple(filling.problems)
        outlines, problems = outlines_of(root, self.path, self._text)
        return outlines, (*self._problems, *problems)


class _Filling(Struct):
    """The filling of one row: its values, what is wrong with them, and nodes that several aliases stand for."""

    path: str
    values: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)
    done: dict[int, Node] = field(default_factory=dict)


_Fill = Callable[[_Filling], Node]
"""Gives a node as it is in one row."""


class _Plan:
    """One walk over the tree that compiles its placeholders. Parts without any are left as they are."""

    def __init__(self, path: str, text: str, columns: Sequence[str] | None) -> None:
        self.path, self.text, self.columns = path, text, columns
        self.problems: list[Problem] = []
        self.names: set[str] = set()
        self._plans: dict[int, _Fill | None] = {}

    def of(self, node: Node) -> _Fill | None:
        """How to fill a node; None where there is nothing to fill in it."""
        if id(node) not in self._plans:
            if isinstance(node, ScalarNode):
                self._plans[id(node)] = self._scalar(node) if _OPENING.search(node.value) else None
            else:
                self._plans[id(node)] = self._collection(node)
        return self._plans[id(node)]

    def _collection(self, node: Node) -> _Fill | None:
        if isinstance(node, SequenceNode):
            fills = [(at, fill) for at, item in enumerate(node.value) if (fill := self.of(item))]
            return partial(_sequence, node, fills) if fills else None
        assert isinstance(node, MappingNode)
        for key, _ in node.value:
            if isinstance(key, ScalarNode) and (found := _OPENING.search(key.value)):
                span = _Places(key, self.path, self.text).first
                hint = "give the name as a value: a list of `{name: ..., values: ...}` stands for a mapping of names"
                self.problems.append(Problem("E262", f"a key cannot have `{found.group()}`", span, (hint,)))
        fills = [(at, fill) for at, (_, value) in enumerate(node.value) if (fill := self.of(value))]
        return partial(_mapping, node, fills) if fills else None

    def _scalar(self, node: ScalarNode) -> _Fill | None:
        """Compile the placeholders of a scalar, and note what is wrong whatever the row."""
        from jinja2 import TemplateSyntaxError

        environment, places = _environment(), _Places(node, self.path, self.text)
        value: str = node.value
        try:
            tree = environment.parse(value)
            if refused := self._refused(tree, places):
                self.problems += refused
                return None
            if node.style != "|" and (lone := _LONE.fullmatch(value.strip())):
                return partial(_alone, node, places, environment.compile_expression(lone[1], undefined_to_none=False))
            return partial(_text, node, places, environment.from_string(value))
        except TemplateSyntaxError as error:
            fact = f"this placeholder cannot be read: {error.message or 'its syntax is wrong'}"
            hint = "braces that are meant as text stand between {% raw %} and {% endraw %}"
            self.problems.append(Problem("E260", fact, places.on(error.lineno), (hint,)))
            return None

    def _refused(self, tree: Any, places: _Places) -> list[Problem]:
        """What no row can make right: parts of Jinja2 that are not for outlines, and names that are not there."""
        from jinja2 import meta, nodes

        found = []
        for kind in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block, nodes.Macro):
            for node in tree.find_all(kind):
                fact = f"`{kind.__name__.lower()}` is not for outlines"
                found.append(Problem("E262", fact, places.on(node.lineno), ("write the text out",)))
        for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
            name = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "")
            if isinstance(name, str) and name.startswith("_"):
                found.append(_unsafe(name, places.of(name)))
        names = meta.find_undeclared_variables(tree)
        self.names |= names
        if self.columns is not None:
            optional = {
                node.node.name
                for node in tree.find_all((nodes.Test, nodes.Filter))
                if node.name in ("defined", "undefined", "default", "d") and isinstance(node.node, nodes.Name)
            }
            known = {*self.columns, "row", "columns", *_environment().globals}
            for name in sorted(names - known - optional):
                found.append(_unknown(name, self.columns, places.of(name)))
        return found


class _Places:
    """Where the placeholders of a scalar stand in the outline."""

    def __init__(self, node: ScalarNode, path: str, text: str) -> None:
        start = node.start_mark
        self.path, self.line, self.col = path, start.line + 1, start.column + 1
        self.source = text[start.index : node.end_mark.index]
        self.below = node.style in ("|", ">")
        self.openings = [found.start() for found in _OPENING.finditer(self.source)] or [0]

    @property
    def first(self) -> Span:
        """The first placeholder."""
        return self._at(self.openings[0], 2)

    def of(self, name: str) -> Span:
        """Where a placeholder names something; else the first placeholder."""
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        for opening in self.openings:
            end = self.source.find("}}" if self.source.startswith("{{", opening) else "%}", opening)
            if found := pattern.search(self.source, opening, end if end > 0 else len(self.source)):
                return self._at(found.start(), len(name))
        return self.first

    def on(self, line: int) -> Span:
        """The first placeholder of a line of the value, counted from 1; else the first of all."""
        wanted = line + self.below  # a block's text begins in the line below its sign
        for opening in self.openings:
            if self.source.count("\n", 0, opening) + 1 == wanted:
                return self._at(opening, 2)
        return self.first

    def _at(self, offset: int, length: int) -> Span:
        above = self.source.count("\n", 0, offset)
        col = offset - self.source.rfind("\n", 0, offset) if above else self.col + offset
        return Span(self.path, self.line + above, col, self.line + above, col + length)


# --- one row ----------------------------------------------------------------------------------------------------------


def _sequence(node: SequenceNode, fills: list[tuple[int, _Fill]], filling: _Filling) -> Node:
    if id(node) not in filling.done:
        items = list(node.value)
        for at, fill in fills:
            items[at] = fill(filling)
        filling.done[id(node)] = SequenceNode(
            node.tag, items, node.start_mark, node.end_mark, flow_style=node.flow_style
        )
    return filling.done[id(node)]


def _mapping(node: MappingNode, fills: list[tuple[int, _Fill]], filling: _Filling) -> Node:
    """A mapping without the entries for which the data have nothing."""
    if id(node) not in filling.done:
        found = dict(fills)
        pairs = []
        for at, (key, value) in enumerate(node.value):
            new = found[at](filling) if at in found else value
            if new is value or not is_null(new):
                pairs.append((key, new))
        filling.done[id(node)] = MappingNode(
            node.tag, pairs, node.start_mark, node.end_mark, flow_style=node.flow_style
        )
    return filling.done[id(node)]


def _text(node: ScalarNode, places: _Places, template: Any, filling: _Filling) -> Node:
    """A scalar with placeholders among other text: text, whatever the data hold."""
    try:
        made: str = template.render(filling.values)
    except Exception as failure:
        return _failed(node, places, filling, failure)
    return _filled(node, places, filling, made, node.style or '"')


def _alone(node: ScalarNode, places: _Places, expression: Callable[..., Any], filling: _Filling) -> Node:
    """A scalar that is one placeholder: what the data hold there."""
    try:
        return _node_of(expression(filling.values), node, places, filling)
    except Exception as failure:
        return _failed(node, places, filling, failure)


def _node_of(value: Any, at: ScalarNode, places: _Places, filling: _Filling) -> Node:
    if isinstance(value, (list, tuple, GeneratorType)):
        items = [_node_of(item, at, places, filling) for item in value]
        return SequenceNode(at.tag, items, at.start_mark, at.end_mark, flow_style=True)
    if isinstance(value, Mapping):
        pairs = [
            (_filled(at, places, filling, _said(str(key)), '"'), _node_of(item, at, places, filling))
            for key, item in value.items()
        ]
        return MappingNode(at.tag, pairs, at.start_mark, at.end_mark, flow_style=True)
    said = _said(value) or "null"
    plain = value in (None, "") or isinstance(value, (bool, int, float)) or is_figure(said)
    return _filled(at, places, filling, said, None if plain else '"')


def _filled(at: ScalarNode, places: _Places, filling: _Filling, made: str, style: str | None) -> FilledNode:
    value = made.replace(_SIGN, "")
    for _, code, fact, hints in odd_characters(value, escaped=True):
        filling.problems.append(Problem(code, f"in the data, {fact}", places.first, hints))
    return FilledNode(at, value, made.replace(_SIGN, "\\"), style)


def _failed(node: ScalarNode, places: _Places, filling: _Filling, failure: Exception) -> Node:
    """Note why a placeholder could not be filled."""
    from jinja2.exceptions import SecurityError
    from jinja2.utils import missing

    match failure:
        case _UnknownError():
            owner = filling.values if failure.owner is missing else failure.owner
            names = list(map(str, owner)) if isinstance(owner, Mapping) else []
            problem = _unknown(failure.name, names, places.of(failure.name))
        case SecurityError():
            name = re.search(r"'(_\w*)'", str(failure))
            problem = _unsafe(name[1] if name else "this", places.of(name[1]) if name else places.first)
        case _:
            fact = f"this placeholder cannot be filled: {failure}"
            at, line = failure.__traceback__, 1
            while at is not None:
                line = at.tb_lineno if at.tb_frame.f_code.co_filename == "<template>" else line
                at = at.tb_next
            problem = Problem("E263", fact[:300], places.on(line), ("look at what the data hold",))
    filling.problems.append(problem)
    return node


def _unknown(name: str, known: Sequence[str], span: Span) -> Problem:
    close = difflib.get_close_matches(name, known, 1, 0.6) or [
        word for word in known if word.casefold() == name.casefold()
    ]
    listed = ", ".join(f"`{word}`" for word in list(known)[:12])
    hints = (*(f"did you mean `{word}`?" for word in close), *((f"there are {listed}",) if known else ()))
    return Problem("E261", f"the data have no `{name}`", span, hints)


def _unsafe(name: str, span: Span) -> Problem:
    hint = "a placeholder shows data and nothing of the program"
    return Problem("E262", f"`{name}` is not allowed in a placeholder", span, (hint,))


def _with_quotes(problem: Problem, text: str) -> Problem:
    """The problem, with the advice for a placeholder that stands without quotes, which YAML takes for a mapping."""
    rows = text.split("\n")
    row = rows[problem.span.line - 1] if problem.span.line <= len(rows) else ""
    if found := re.search(r"(?:^|[:\-\[,])\s*(\{\{.*)$", row):
        hint = f'a placeholder stands in quotes: "{found[1].strip()[:60]}"'
        return Problem(problem.code, problem.text, problem.span, (hint, *problem.hints))
    return problem


def _said(value: Any) -> str:
    """A value of the data as text, signs of markup marked as such."""
    if isinstance(value, _Markup):
        return value.replace(_SIGN, "")
    if isinstance(value, str):
        return _MARKUP.sub(rf"{_SIGN}\g<0>", value.replace(_SIGN, ""))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return format(value, ".15g")
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        return str(value)  # raises
    if isinstance(value, (list, tuple, Mapping, GeneratorType)):
        what = "a mapping" if isinstance(value, Mapping) else "a list"
        raise _UnfitError(f"{what} cannot stand among text; join a list by `| join(', ')`")
    raise _UnfitError("this is a part of the program, no data; to call it, write `()` behind it")


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
    from jinja2.utils import missing

    class Missing(StrictUndefined):
        """Says which name it was that is not there."""

        def __init__(self, hint: Any = None, obj: Any = missing, name: Any = None, exc: Any = None) -> None:
            failure: Any = exc or partial(_UnknownError, name, obj)
            super().__init__(hint, obj, name, failure)

    environment = ImmutableSandboxedEnvironment(
        undefined=Missing, finalize=_said, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.globals.clear()
    environment.globals["range"] = safe_range
    del environment.filters["random"]
    environment.filters |= {"slug": slug, "markup": _Markup}
    return environment
