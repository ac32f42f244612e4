"""Strict YAML: text to a tree of nodes that know their places, with every doubtful construction refused.

The tree is PyYAML's own (scalar, sequence and mapping nodes with marks), composed by libyaml where PyYAML has it. We
resolve scalars ourselves and late: nothing is turned into a number, a date or a truth value behind the author's back,
so `1:30` is never 90, `no` never false, and a table cell `9.830` keeps its nought.

Marks count characters (code points) from 0, lines as libyaml counts them; `span_of` makes them 1-based spans. The other
characters that libyaml takes for line breaks (NEL, LS, PS) are refused before, in `characters`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, TypeGuard

from yaml import MappingNode, MarkedYAMLError, Node, ScalarNode, SequenceNode, YAMLError

from talkdeck.model.problems import Problem, Span
from talkdeck.source.han import is_seamless
from talkdeck.source.syntax import explain

MAX_DEPTH = 60
"""Levels of nesting; the language itself needs about a dozen."""

MAX_EXPANDED = 200_000
"""Nodes that aliases may stand for in all, so that ten lines cannot ask for a billion nodes."""

NULL = frozenset(("", "~", "null", "Null", "NULL"))
"""Plain words that stand for nothing."""

BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
"""Plain words that stand for true and false."""

YES_NO = frozenset(("yes", "no", "on", "off", "y", "n"))
"""Plain words, in any case, that YAML 1.1 takes for true or false; refused without quotes."""

# YAML 1.1 §10.2.1 int and float, base 60: what other readers turn into a number.
_BASE_60 = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_NUMBER = re.compile(
    r"[-+]?(?:0[xo][0-9A-Fa-f]+|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|\.(?:inf|nan))"
)

# A continuation line of plain text that was meant as a list item.
_SWALLOWED = re.compile(r"\s*(?:[-+*•·](?:\s|$)|-[^\s\d-])")
_HASH_TEXT = re.compile(r"[ \t]#[^\s!#]")


class _TooDeepError(MarkedYAMLError):
    """Raised while composing, long before the C stack is at its end."""


class _Composing:
    """What a PyYAML parser needs of a resolver: no resolving, only a count of levels."""

    depth = 0

    def resolve(self, _kind: type[Node], _value: str | None, _implicit: object) -> str | None:
        return None

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            assert parent is not None
            raise _TooDeepError(problem="nested too deep", problem_mark=parent.start_mark)

    def ascend_resolver(self) -> None:
        self.depth -= 1


@cache
def _composer() -> Any:
    """The parser class: libyaml's, eight times quicker, or PyYAML's own where that was built without libyaml."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        return pure_composer()

    class CComposer(_Composing, CParser):
        pass

    return CComposer


def pure_composer() -> Any:
    """PyYAML's parser in Python, with the same interface as the C one."""
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PyComposer(_Composing, Reader, Scanner, Parser, Composer):
        def __init__(self, stream: bytes) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

    return PyComposer


def load(text: str, path: str, composer: Any = None) -> tuple[Node | None, tuple[Problem, ...]]:
    """Compose one YAML document and check it. `path` is what spans name.

    Returns the root node and what is wrong. After a mistake of syntax there is no root (None) and one problem; other
    mistakes leave the tree, so that a reader can go on and find its own in the same run.
    """
    try:
        root = (composer or _composer())(text.encode()).get_single_node()
    except _TooDeepError as error:
        return None, (_too_deep(span_at(path, error.problem_mark)),)
    except RecursionError:
        return None, (_too_deep(Span(path, 1, 1, 1, 1)),)
    except YAMLError as error:
        return None, (explain(error, text, path),)
    if root is None:
        return None, ()
    check = _Check(path, text)
    check.run(root)
    return (None if check.stopped else root), tuple(check.problems)


def span_at(path: str, mark: Any, length: int = 1) -> Span:
    """A span of `length` characters from a PyYAML mark on."""
    line, col = mark.line + 1, mark.column + 1
    return Span(path, line, col, line, col + length)


def span_of(node: Node, path: str) -> Span:
    """The span of a scalar or a flow collection; of a block collection or block text up to the next token's line."""
    start, end = node.start_mark, node.end_mark
    return Span(path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def is_plain(node: Node) -> TypeGuard[ScalarNode]:
    """True for a scalar that stands without quotes."""
    return isinstance(node, ScalarNode) and not node.style


def marked_up(node: Node) -> str:
    """A scalar's value as inline markup: what data have put in place of a placeholder is text and no markup."""
    return str(getattr(node, "markup", node.value))


def is_null(node: Node) -> bool:
    """True for nothing after a colon or dash, `~` or `null`."""
    return is_plain(node) and node.value in NULL


def truth(node: Node) -> bool | None:
    """The value of a plain `true` or `false`, else None."""
    return BOOL.get(node.value) if is_plain(node) else None


def is_yes_or_no(node: Node) -> bool:
    """True for a plain `yes`, `off` and the like, which `load` has refused already."""
    return is_plain(node) and node.value.lower() in YES_NO


def entries(node: MappingNode) -> Iterator[tuple[str, Node, Node]]:
    """Key, key node and value node of each entry with a usable key; of duplicates the first."""
    seen = set()
    for key, value in node.value:
        if isinstance(key, ScalarNode) and key.value not in seen:
            seen.add(key.value)
            yield key.value, key, value


def _too_deep(span: Span) -> Problem:
    hint = "an outline needs about ten levels: look for brackets or dashes too many"
    return Problem("E128", f"nested more than {MAX_DEPTH} levels deep", span, (hint,))


def odd_key(key: Node) -> tuple[str, str, str] | None:
    """Code, fact and hint for a plain key that is no word; `load` has noted it."""
    if not is_plain(key) or key.value.isidentifier():
        return None
    name = key.value
    if name == "<<":
        return "E125", "the merge key `<<` is not understood", "write the keys out"
    if name in NULL:
        return "E127", "there is no key before the colon", "text that begins with `:` must be quoted"
    if _NUMBER.fullmatch(name) or _BASE_60.fullmatch(name):
        return "E127", f"the key `{name}` is a number, not a word", f'if it is meant, quote it: "{name}"'
    return None


class _Check:
    """One walk over the tree that notes every construction we refuse. `stopped`: the tree is not safe to read."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.stopped = False
        self.seen: set[int] = set()
        self.open: set[int] = set()
        self.expanded = 0
        self.hashes = _HASH_TEXT.search(text) is not None

    def note(self, code: str, text: str, span: Span, *hints: str) -> None:
        self.problems.append(Problem(code, text, span, hints))

    def run(self, root: Node) -> None:
        self.visit(root, 1, 0)
        if self.problems:  # an alias shows its anchor's mistakes again
            self.problems = list(dict.fromkeys(self.problems))

    def visit(self, node: Node, depth: int, inside_alias: int) -> None:
        if isinstance(node, ScalarNode):
            self.expanded += inside_alias
            self.scalar(node)
            return
        if self.stopped:
            return
        identity = id(node)
        if identity in self.seen:
            inside_alias = 1
            if identity in self.open:
                self.stop("E126", "this anchor contains an alias to itself", node, "write the part out, without `*`")
                return
        self.expanded += inside_alias
        if self.expanded > MAX_EXPANDED:
            self.stop("E126", f"aliases stand for more than {MAX_EXPANDED:,} nodes", node, "write the parts out")
            return
        if depth > MAX_DEPTH:
            self.problems.append(_too_deep(span_at(self.path, node.start_mark)))
            self.stopped = True
            return
        self.seen.add(identity)
        self.open.add(identity)
        if node.tag is not None:
            self.tag(node)
        if isinstance(node, SequenceNode):
            for item in node.value:
                self.visit(item, depth + 1, inside_alias)
        else:
            assert isinstance(node, MappingNode)
            self.keys(node)
            for _, value in node.value:
                self.visit(value, depth + 1, inside_alias)
        self.open.discard(identity)

    def stop(self, code: str, text: str, node: Node, hint: str) -> None:
        self.note(code, text, span_at(self.path, node.start_mark), hint)
        self.stopped = True

    def tag(self, node: Node) -> None:
        self.note(
            "E123",
            f"the tag `{node.tag.replace('tag:yaml.org,2002:', '!!')}` is not understood",
            span_at(self.path, node.start_mark),
            "text that begins with `!` must stand in quotes",
        )

    def keys(self, node: MappingNode) -> None:
        first: dict[str, Node] = {}
        for key, _ in node.value:
            if not isinstance(key, ScalarNode):
                self.note(
                    "E127",
                    "a key must be a word, not a list or a mapping",
                    span_at(self.path, key.start_mark),
                    "text that begins with `{` or `[` must stand in quotes",
                )
                continue
            name = key.value
            if name in first:
                self.note(
                    "E120",
                    f"the key `{name}` is given twice",
                    span_of(key, self.path),
                    f"it was first given in line {first[name].start_mark.line + 1}; join the two or remove one",
                )
                continue
            first[name] = key
            if key.tag is not None:
                self.tag(key)
            elif odd := odd_key(key):
                code, text, hint = odd
                self.note(code, text, span_of(key, self.path), hint)

    def scalar(self, node: ScalarNode) -> None:
        if not node.style:
            self.plain(node)
        if node.tag is not None:
            self.tag(node)
        if node.style != "|" and node.start_mark.line != node.end_mark.line:
            self.folded(node)

    def plain(self, node: ScalarNode) -> None:
        value: str = node.value
        if len(value) <= 3 and value.lower() in YES_NO:
            self.note(
                "E122",
                f"`{value}` without quotes may mean a word or true/false",
                span_of(node, self.path),
                f'for the word, quote it: "{value}"',
                f"for the setting, write {'true' if value.lower() in ('yes', 'on', 'y') else 'false'}",
            )
        elif ":" in value and _BASE_60.fullmatch(value):
            self.note(
                "E121",
                f"`{value}` without quotes is a number to the base 60 in YAML",
                span_of(node, self.path),
                f'quote it: "{value}"',
            )
        if self.hashes:
            self.cut_by_hash(node)

    def cut_by_hash(self, node: ScalarNode) -> None:
        end = node.end_mark.index
        if node.value and _HASH_TEXT.match(self.text, end):
            line_end = self.text.find("\n", end)
            lost = self.text[end : line_end if line_end >= 0 else None].strip()
            line, col = node.end_mark.line + 1, node.end_mark.column + 2
            self.note(
                "W130",
                f"`{lost.split()[0][:40]}` begins a comment in YAML, which is not shown",
                Span(self.path, line, col, line, col + len(lost)),
                'if it is text, put the whole value in quotes: "..."',
                "if it is a comment, put a space after `#`",
            )

    def folded(self, node: ScalarNode) -> None:
        """Text over several lines that YAML folds into one: mend the joints, and see whether a list was meant."""
        quotes = 1 if node.style in ("'", '"') else 0
        lines = self.text[node.start_mark.index + quotes : node.end_mark.index - quotes].split("\n")
        if not node.style:
            for offset, line in enumerate(lines[1:], 1):
                if match := _SWALLOWED.match(line):
                    at = node.start_mark.line + 1 + offset
                    dash = len(line) - len(line.lstrip()) + 1
                    self.note(
                        "E129",
                        "this line continues the text above it; it is no list item",
                        Span(self.path, at, dash, at, match.end() + 1),
                        "sub-items go under a key: `- text: ...` and below it `items:` with the list",
                        "items of one list start in the same column, with a space after the dash",
                    )
        node.value = _unfold(node.value, lines)


def _unfold(value: str, lines: list[str]) -> str:
    """Take out the spaces that folding put between two Han characters where a source line ended.

    Found by up to eight characters on both sides of the break, so a space that the author typed stays.
    """
    at = 0
    for above, below in pairwise(lines):
        tail, head = above.strip()[-8:], below.strip()[:8]
        if tail and head and is_seamless(tail[-1], head[0]):
            found = value.find(f"{tail} {head}", at)
            if found >= 0:
                at = found + len(tail)
                value = value[:at] + value[at + 1 :]
    return value
