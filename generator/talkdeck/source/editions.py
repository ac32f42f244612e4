"""One outline in several languages: a value written as a mapping by language becomes the value of one edition.

A talk's languages are its `lang` and its `editions`. In such a talk any value may be `{zh-CN: 趋势, en: Trends}`, whole
lists too. This is a pass over the YAML tree before anything is validated: what comes out is the tree of an outline in
one language, its nodes still at their places in the file. A talk without `editions` is not walked at all.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import get_args

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from talkdeck.model.outline import Language
from talkdeck.model.problems import Problem
from talkdeck.source.scalars import place
from talkdeck.source.yaml import entries, is_null

LANGUAGES: tuple[Language, ...] = get_args(Language)
"""What `lang` and `editions` may say."""


def editions(root: Node, path: str) -> tuple[tuple[tuple[Language | None, Node], ...], list[Problem]]:
    """The tree of each edition with its language, the talk's own first; the whole tree without a language (None) for a
    talk without editions.

    Problems: E202 no `lang`, E240 a value that lacks a language, E241 a language that is not the talk's, E242 one that
    is named twice. The trees are complete all the same, so that the reader finds its own mistakes in the same run.
    """
    given = {name: (key, value) for name, key, value in entries(root)} if isinstance(root, MappingNode) else {}
    if "editions" not in given or not isinstance(given["editions"][1], SequenceNode):
        return ((None, root),), []
    key, listed = given["editions"]
    problems: list[Problem] = []
    own = given["lang"][1] if "lang" in given else None
    if own is None:
        hint = "add `lang:` with the language that plain values are in, such as `lang: zh-CN`"
        problems.append(Problem("E202", "a talk with `editions` needs `lang`", place(key, path), (hint,)))
    languages: list[Language] = []
    for node in (*([own] if own else []), *listed.value):
        for language in LANGUAGES:  # of a word that is none of them the reader says so
            if not isinstance(node, ScalarNode) or node.value != language:
                continue
            if language in languages:
                hint = "`editions` names each further language once"
                problems.append(Problem("E242", f"the talk is in `{language}` already", place(node, path), (hint,)))
            else:
                languages.append(language)
    if not languages:
        return ((None, root),), problems
    trees = []
    for language in languages:
        choosing = _Choosing(tuple(languages), language, path, problems)
        trees.append((language, choosing.chosen(root)))
    return tuple(trees), problems


class _Choosing:
    """One walk that copies what changes and keeps what does not; nodes that aliases share stay shared."""

    def __init__(self, languages: tuple[str, ...], wanted: str, path: str, problems: list[Problem]) -> None:
        self.languages, self.wanted, self.path, self.problems = languages, wanted, path, problems
        self.done: dict[int, Node] = {}

    def chosen(self, node: Node) -> Node:
        """The node as this edition has it."""
        if isinstance(node, ScalarNode):
            return node
        if id(node) not in self.done:
            self.done[id(node)] = self._copied(node)
        return self.done[id(node)]

    def _copied(self, node: Node) -> Node:
        if isinstance(node, MappingNode):
            if self._is_by_language(node):
                return self.chosen(self._picked(node))
            pairs = list(self._entries(node))
            if [id(value) for _, value in pairs] == [id(value) for _, value in node.value]:
                return node
            return MappingNode(node.tag, pairs, node.start_mark, node.end_mark, flow_style=node.flow_style)
        assert isinstance(node, SequenceNode)
        items = [self.chosen(item) for item in node.value]
        if all(new is old for new, old in zip(items, node.value, strict=True)):
            return node
        return SequenceNode(node.tag, items, node.start_mark, node.end_mark, flow_style=node.flow_style)

    def _entries(self, node: MappingNode) -> Iterator[tuple[Node, Node]]:
        """Entries of a mapping; one that this edition has as null is left out of it."""
        for key, value in node.value:
            new = self.chosen(value)
            if new is value or not is_null(new):
                yield key, new

    def _is_by_language(self, node: MappingNode) -> bool:
        return any(isinstance(key, ScalarNode) and key.value in self.languages for key, _ in node.value)

    def _picked(self, node: MappingNode) -> Node:
        values: dict[str, Node] = {}
        for name, key, value in entries(node):
            if name in self.languages:
                values[name] = value
            else:
                self._unknown(name, key)
        lacking = [language for language in self.languages if language not in values]
        if lacking:
            listed = " and ".join(f"`{language}`" for language in lacking)
            hint = f"add `{lacking[0]}: ...`; `{lacking[0]}: ~` leaves the value out of that edition"
            fact = f"the value is not given in {listed}"
            self.problems.append(Problem("E240", fact, place(node.value[0][0], self.path), (hint,)))
        return values.get(self.wanted) or next(iter(values.values()))

    def _unknown(self, name: str, key: Node) -> None:
        close = [language for language in self.languages if language.partition("-")[0] == name.partition("-")[0]]
        close = close or difflib.get_close_matches(name, self.languages, 1)
        hints = [f"did you mean `{close[0]}`?"] if close else []
        if name in LANGUAGES and not close:
            hints.append(f"add `{name}` to the talk's `editions`")
        hints.append(f"the talk's languages are {', '.join(self.languages)}; names that are none go into a list")
        fact = f"`{name[:60]}` stands beside languages and is none of the talk's"
        self.problems.append(Problem("E241", fact, place(key, self.path), tuple(hints)))
