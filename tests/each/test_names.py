"""What decks of rows are called: fit for every file system, below one folder, each once."""

from __future__ import annotations

from typing import Any

import pytest

from talkdeck.build.names import Taken, pattern
from talkdeck.source.slug import slug


@pytest.mark.parametrize(
    ("text", "values", "name"),
    [
        ("{slug}", {"name": "Société 中国（北京）"}, "société-中国-北京"),
        ("{slug}", {"name": "x", "slug": "As_It.Is"}, "As_It.Is"),
        ("{region}/{row:04}-{name:slug}", {"region": "亚洲", "name": "A/B & C"}, "亚洲/0007-a-b-c"),
        ("{row}", {}, "7"),
        ("{{{name}}}", {"name": "x"}, "{x}"),
        ("{id}", {"id": 12}, "12"),
    ],
)
def test_a_name(text: str, values: dict[str, Any], name: str) -> None:
    assert pattern(text, None).name(7, values) == name


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("{name}", {"name": "../../etc/passwd"}),
        ("{name}", {"name": "a\\b"}),
        ("{name}", {"name": ".."}),
        ("x{name}", {"name": ""}),
        ("{name}", {"name": None}),
        ("{name}", {"name": ["a"]}),
        ("{name:slug}", {"name": "&&&"}),
        ("{name}", {"name": "a:b"}),
        ("{name}", {"name": "CON"}),
        ("{name}", {"name": "aux.report"}),
        ("{name}", {"name": "a\x00b"}),
        ("{name}", {"name": "文" * 100}),
        ("{name}", {"name": "trailing."}),
        ("{other}", {"name": "x"}),
    ],
)
def test_what_can_be_no_name_is_told(text: str, values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        pattern(text, None).name(1, values)


@pytest.mark.parametrize(
    "text", ["{nmae}", "{", "{name!r}", "{name.upper}", "{name[0]}", "{}", "{name:>9}", "/x", "../{name}", "", "a//b"]
)
def test_what_is_no_pattern_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        pattern(text, ("name",))


def test_names_are_taken_once_whatever_their_case() -> None:
    taken = Taken((".en", "-card"))
    assert taken.take("Acme", 1) is None
    assert taken.take("acme", 2) == 1
    assert taken.take("ACME.en", 3) == 1
    assert taken.take("acme-card", 4) == 1
    assert taken.take("acme-2", 5) is None


def test_a_slug_keeps_letters_of_every_script() -> None:
    assert slug("  Straße 1/2: नमस्ते（上海）  ") == "straße-1-2-नमस्ते-上海"
    assert len(slug("x" * 500)) == 80
