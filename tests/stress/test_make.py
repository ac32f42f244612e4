"""The stress talks in git are what the script makes, and they hold every kind and every key of the language."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from talkdeck.layout.kinds import KINDS
from talkdeck.model import outline
from talkdeck.model.values import Struct
from tests.stress.make import FOLDER, TALKS, text_of

MADE_ALONE = {"cover", "agenda", "section", "divider"}
"""Kinds that no key of a slide names: they are made of the talk, its sections, and `section:`."""


@pytest.mark.parametrize("name", TALKS)
def test_files_are_up_to_date(name: str) -> None:
    written = (FOLDER / f"{name}.yaml").read_text("utf-8")
    assert written == text_of(name), "run python -m tests.stress.make"


def keys_of(path: Path) -> set[str]:
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            found.update(value)
            value = list(value.values())
        if isinstance(value, list):
            for each in value:
                walk(each)

    walk(yaml.load(path.read_bytes(), yaml.CSafeLoader))
    return found


MOVING = ("build", "duration", "pace", "player", "transition")
"""Keys of builds and times, which tests/decks/builds.yaml has."""


def test_every_kind_and_key_is_used() -> None:
    keys = set().union(*(keys_of(FOLDER / f"{name}.yaml") for name in TALKS))
    assert set(KINDS) - MADE_ALONE - {"image"} <= keys
    nodes = [each for each in vars(outline).values() if getattr(each, "__module__", "") == outline.__name__]
    classes = [each for each in nodes if isinstance(each, type) and issubclass(each, Struct)]
    named = {name for each in classes for name in each.__struct_fields__}
    # A talk's brand and shape are set by the tests; ids, and slides before the first section, are the trends talk's
    # and the smaller tests'; editions are the idc talk's. `paragraphs` and `where` are no keys that authors write.
    assert named - keys <= {*MOVING, "brand", "shape", "id", "slides", "editions", "paragraphs", "where"}
