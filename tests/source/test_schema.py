"""The JSON Schema for editors: in step with the language, complete, and valid in itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from talkdeck.model import basics, data, kinds, motion
from talkdeck.model import outline as language
from talkdeck.source import rules, schema_help
from talkdeck.source.schema import json_schema, schema_text

ROOT = Path(__file__).parents[2]


def every(value: Any) -> list[dict[str, Any]]:
    """All mappings inside a schema."""
    if isinstance(value, dict):
        return [value, *(inner for part in value.values() for inner in every(part))]
    return [inner for part in value for inner in every(part)] if isinstance(value, list) else []


def mapping(schema: dict[str, Any]) -> dict[str, Any]:
    """The mapping among a definition's forms."""
    return next(form for form in [schema, *schema.get("anyOf", [])] if "properties" in form)


def test_the_committed_schema_is_in_step() -> None:
    committed = (ROOT / "outline.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "write it anew: talkdeck schema > outline.schema.json"


def test_every_class_and_key_is_there_with_its_sentence() -> None:
    schema = json_schema()
    modules = (basics, data, kinds, motion, language)
    found_in = ((m, c) for m in modules for c in vars(m).values() if isinstance(c, type))
    classes: list[Any] = [c for m, c in found_in if hasattr(c, "keys") and c.__module__ == m.__name__]
    assert len(classes) > 40
    for cls in classes:
        name = getattr(cls, "__name__", "")
        found = mapping(schema if name == "Outline" else schema["definitions"][name])
        assert list(found["properties"]) == [key.name for key in cls.keys]
        assert set(cls.__struct_fields__) == {"where", *found["properties"]}
        assert found["additionalProperties"] is False
        for key in cls.keys:
            assert found["properties"][key.name]["description"] == key.doc


def test_where_is_not_part_of_the_language() -> None:
    assert '"where"' not in schema_text()


def test_references_lead_somewhere_and_patterns_compile() -> None:
    schema = json_schema()
    for part in every(schema):
        if "$ref" in part:
            assert list(part) == ["$ref"], "draft 7 ignores what stands beside a $ref"
            assert part["$ref"].removeprefix("#/definitions/") in schema["definitions"]
        if isinstance(part.get("pattern"), str):
            re.compile(part["pattern"])
        if isinstance(part.get("required"), list) and "properties" in part:
            assert set(part["required"]) <= set(part["properties"])


def accepts(schema: dict[str, Any], value: Any, root: dict[str, Any]) -> bool:
    """A validator for the few keywords that our schema uses."""
    kinds: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "null": type(None),
        "number": (int, float),
        "integer": int,
    }
    for keyword, rule in schema.items():
        fits: dict[str, Any] = {
            "$ref": lambda r: accepts(root["definitions"][r.split("/")[-1]], value, root),
            "allOf": lambda r: all(accepts(part, value, root) for part in r),
            "anyOf": lambda r: any(accepts(part, value, root) for part in r),
            "enum": lambda r: value in r,
            "const": lambda r: value == r,
            "type": lambda r: isinstance(value, kinds[r]) and (r != "number" or not isinstance(value, bool)),
            "required": lambda r: not isinstance(value, dict) or set(r) <= set(value),
            "properties": lambda r: (
                not isinstance(value, dict) or all(accepts(r[k], v, root) for k, v in value.items() if k in r)
            ),
            "propertyNames": lambda r: not isinstance(value, dict) or all(accepts(r, key, root) for key in value),
            "additionalProperties": lambda r: (
                not isinstance(value, dict)
                or all(
                    r if isinstance(r, bool) else accepts(r, v, root)
                    for k, v in value.items()
                    if k not in schema.get("properties", {})
                )
            ),
            "items": lambda r: not isinstance(value, list) or all(accepts(r, v, root) for v in value),
            "minItems": lambda r: not isinstance(value, list) or len(value) >= r,
            "maxItems": lambda r: not isinstance(value, list) or len(value) <= r,
            "minLength": lambda r: not isinstance(value, str) or len(value) >= r,
            "maxLength": lambda r: not isinstance(value, str) or len(value) <= r,
            "minProperties": lambda r: not isinstance(value, dict) or len(value) >= r,
            "pattern": lambda r: not isinstance(value, str) or re.search(r, value) is not None,
        }
        known = {"$schema", "title", "description", "definitions", "default"}
        known |= {"examples", "enumDescriptions", "defaultSnippets"}
        if keyword not in known and not fits[keyword](rule):
            return False
    return True


def test_the_schema_and_the_reader_agree_on_examples() -> None:
    from talkdeck.source import read_bytes

    slides: list[tuple[Any, bool]] = [
        ({"title": "a", "bullets": ["b", {"text": "c", "items": [3]}]}, True),
        ({"title": {"text": "a", "mark": "computed"}}, True),
        ({"title": {"text": "a", "mark": "guessed"}}, False),
        ({"title": "a", "bullets": "b"}, False),
        ({"title": "a", "bullets": []}, False),
        ({"title": "a", "text": "b"}, True),
        ({"title": "a", "text": ["b", "c"]}, True),
        ({"title": "a", "image": "b.png"}, True),
        ({"title": "a", "image": {}}, False),
        ({"title": "a", "images": ["b.png"]}, False),
        ({"title": "a", "table": {"rows": [["b", None, "", 1.5]]}}, True),
        ({"title": "a", "table": {"head": ["b"]}}, False),
        ({"title": "a", "compare": [{"title": "b", "text": "c"}, {"title": "d", "bullets": ["e"]}]}, True),
        ({"title": "a", "compare": {"columns": [{"title": "b", "text": "c"}]}}, False),
        ({"closing": "a"}, True),
        ({"closing": ["a"] * 6}, False),
        ({"closing": {"thanks": "a"}}, True),
        ({"quote": {"text": "a", "edited": True}}, True),
        ({"quote": {"text": "a", "edited": "yes"}}, False),
        ({"title": "a", "id": "a-b"}, True),
        ({"title": "a", "id": "A b"}, False),
        ({"title": "a", "nots": "b"}, False),
        ({"title": "a", "code": {"text": "b", "lang": "python"}}, True),
        ({"title": "a", "links": ["https://a.b"]}, True),
        ("a", False),
    ]
    schema = json_schema()
    for slide, right in slides:
        talk = {"title": "t", "slides": [slide]}
        assert accepts(schema, talk, schema) is right, slide
        outline, problems = read_bytes(json.dumps(talk).encode(), "x")
        assert (outline is not None) is right, (slide, problems)


def test_the_schema_and_the_reader_agree_on_values_by_language() -> None:
    from talkdeck.source import read_bytes

    slides: list[tuple[Any, bool]] = [
        ({"title": {"zh-CN": "甲", "en": "a"}}, True),
        ({"title": {"zh-CN": "甲", "fr": "a"}}, False),
        ({"title": {"en": "a"}}, False),
        ({"title": {"zh-CN": ["甲"], "en": "a"}}, False),
        ({"title": "a", "notes": {"zh-CN": "甲", "en": None}}, True),
        ({"title": "a", "bullets": {"zh-CN": ["甲"], "en": ["a", "b"]}}, True),
        ({"title": "a", "bullets": [{"zh-CN": "甲", "en": "a"}, {"text": {"zh-CN": "甲", "en": "a"}}]}, True),
        ({"title": "a", "text": {"zh-CN": "甲", "en": "a"}}, True),
        ({"title": "a", "table": {"rows": {"zh-CN": [["甲"]], "en": [["a"]]}}}, True),
        ({"title": "a", "table": {"rows": [[{"zh-CN": "甲", "en": "a"}, 1]]}}, True),
        ({"title": "a", "quote": {"text": "b", "edited": {"zh-CN": True, "en": False}}}, True),
        ({"zh-CN": {"title": "甲"}, "en": {"title": "a"}}, True),
        ({"title": "a", "layout": {"zh-CN": "content"}}, False),
    ]
    schema = json_schema()
    for slide, right in slides:
        talk = {"title": {"zh-CN": "题", "en": "t"}, "lang": "zh-CN", "editions": ["en"], "slides": [slide]}
        assert accepts(schema, talk, schema) is right, slide
        outline, problems = read_bytes(json.dumps(talk).encode(), "x")
        assert (outline is not None) is right, (slide, problems)


def all_classes() -> dict[str, Any]:
    """The classes of the language by name."""
    modules = (basics, data, kinds, motion, language)
    classes = (c for m in modules for c in vars(m).values() if isinstance(c, type) and c.__module__ == m.__name__)
    return {c.__name__: c for c in classes if hasattr(c, "keys")}


def test_every_key_has_a_sentence_and_an_example_or_words_that_are_explained() -> None:
    schema = json_schema()
    for name, cls in all_classes().items():
        properties = mapping(schema if name == "Outline" else schema["definitions"][name])["properties"]
        for key in cls.keys:
            said = properties[key.name]
            assert len(said["description"]) >= 5, (name, key.name)
            choice = next((part for part in every(said) if part.get("enum") and "propertyNames" not in part), None)
            shown = "examples" in said or any(part.get("type") == "boolean" for part in said.get("anyOf", [said]))
            assert shown or choice, (name, key.name)
        assert set(schema_help.EXAMPLES.get(name, {})) <= set(properties)
    assert set(schema_help.EXAMPLES) <= set(all_classes())
    assert {cls for cls, _ in schema_help.MEANINGS} <= {*all_classes(), "Text"}
    for part in every(schema):
        if "enumDescriptions" in part:
            assert len(part["enumDescriptions"]) == len(part["enum"])
    texts = str(schema)
    assert all(meaning in texts for meanings in schema_help.MEANINGS.values() for meaning in meanings.values())


def test_schema_and_reader_take_every_example() -> None:
    from talkdeck.source.scalars import BAD, Reading
    from talkdeck.source.validate import plan
    from talkdeck.source.yaml import load

    schema = json_schema()
    for name, examples in schema_help.EXAMPLES.items():
        properties = mapping(schema if name == "Outline" else schema["definitions"][name])["properties"]
        for key, example in examples.items():
            assert accepts(properties[key], example, schema), (name, key)
            root, problems = load(json.dumps(example, ensure_ascii=False), "x")
            reading = Reading("x")
            assert root is not None
            assert plan(all_classes()[name]).readers[key](reading, root, key) is not BAD, (name, key, reading.problems)
            assert not reading.problems
            assert not problems


def test_every_snippet_is_a_slide_of_its_kind() -> None:
    from talkdeck.source import read_bytes

    schema = json_schema()
    snippets = schema["definitions"]["Slide"]["defaultSnippets"]
    labels = [snippet["label"].removeprefix("slide: ") for snippet in snippets]
    assert {*labels, *schema_help.KINDS} - {"image", "links"} == set(rules.KINDS) - {"image", "links"}
    for snippet in snippets:
        talk = {"title": "t", "slides": [snippet["body"]]}
        assert accepts(schema, talk, schema), snippet["label"]
        outline, problems = read_bytes(json.dumps(talk).encode(), "x")
        assert outline, (snippet["label"], problems)
