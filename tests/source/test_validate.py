"""Reading any class of the language's kind, as brands do: numbers, words in their place, mappings with free names."""

from __future__ import annotations

from typing import Literal

import pytest

from talkdeck.model.node import Node, doc
from talkdeck.model.problems import NOWHERE, Problem, Span
from talkdeck.source.validate import keys, read_as
from talkdeck.source.yaml import load


class Toy(Node):
    """A class with the types that outlines do not use."""

    count: int = doc("How many.", default=0)
    ratio: float = doc("How much.", default=0.0)
    size: int | Literal["auto"] = doc("How large.", default="auto")
    colours: dict[str, str] | None = doc("By name.", default=None)
    where: Span = NOWHERE


def toy(text: str) -> tuple[Toy | None, list[Problem]]:
    root, problems = load(text, "x")
    assert root is not None
    assert problems == ()
    return read_as(Toy, root, "x")


def test_numbers_words_and_names() -> None:
    value, problems = toy("{count: 3, ratio: 0.5, size: auto, colours: {ink: '112233', 纸: white}}")
    assert problems == []
    assert value is not None
    assert (value.count, value.ratio, value.size) == (3, 0.5, "auto")
    assert value.colours == {"ink": "112233", "纸": "white"}
    assert value.where == Span("x", 1, 1, 1, 71)
    value, _ = toy("size: -12\nratio: 3")
    assert value is not None
    assert (value.size, value.ratio) == (-12, 3.0)


@pytest.mark.parametrize(
    "text",
    [
        "count: 1.5",
        "count: '3'",
        "count: [1]",
        "count: 1_000",
        "ratio: .nan",
        "ratio: inf",
        "ratio: ~",
        "size: wide",
        "colours: red",
        "colours: {ink: [a]}",
        "colours: [a]",
    ],
)
def test_what_is_no_number_or_no_mapping_of_names(text: str) -> None:
    value, problems = toy(text)
    assert value is None
    assert [p.code for p in problems] == ["E203"]
    assert problems[0].hints


def test_keys_are_the_fields_but_the_place() -> None:
    assert keys(Toy) == ("count", "ratio", "size", "colours")
