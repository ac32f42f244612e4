"""The outline language as a JSON Schema (draft 7, which editors know best), from the same classes as the reader."""

from __future__ import annotations

import json
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from talkdeck.model.basics import Prose
from talkdeck.model.outline import Language, Outline
from talkdeck.model.text import Mark, Text, Verbatim
from talkdeck.source import rules, schema_help
from talkdeck.source.scalars import MAX_TITLE

Schema = dict[str, Any]

_EDGE: Schema = {"type": "string", "minLength": 1}
"""An edge; `a -> b: label` without quotes is a mapping of one key to YAML."""

_COUNTS: dict[tuple[str, str], Schema] = {
    ("Diagram", "edges"): {"items": {"anyOf": [_EDGE, {"type": "object", "maxProperties": 1, "minProperties": 1}]}},
    ("Slide", "images"): {"minItems": 2, "maxItems": 6},
    ("Slide", "cards"): {"minItems": 3, "maxItems": 8},
    ("Slide", "columns"): {"minItems": 2, "maxItems": 3},
    ("Compare", "columns"): {"minItems": 2, "maxItems": 3},
    ("Closing", "points"): {"minItems": 1, "maxItems": rules.MAX_POINTS},
}


_NOT_BY_LANGUAGE = (("Outline", "lang"), ("Outline", "editions"))

_EITHER: dict[str, tuple[str, ...]] = {"Table": ("rows", "data"), "Chart": ("values", "series", "data")}
"""Keys of a class of which one must be there."""


def json_schema() -> Schema:
    """The outline's schema, keys in the order of the language. Short forms stand beside the mappings.

    Every value may also be given by language. What each language holds is said for texts only, which is most of what
    differs: for other values it would double the schema, and editors would show twice the mistakes.
    """
    texts = {"text": _text(), "title": _text(MAX_TITLE), "verbatim": _verbatim()}
    definitions: dict[str, Schema] = {_BY_LANGUAGE: _by_language(True)}
    for name, text in texts.items():
        text["anyOf"].append(_by_language({"anyOf": [*text["anyOf"], {"type": "null"}]}))
        definitions[name] = text
    return schema_of(Outline, "talkdeck outline", definitions)


_BY_LANGUAGE = "by-language"


def _by_language(value: Schema | Literal[True]) -> Schema:
    """A mapping of languages to values; two at least, the talk's own and a further one."""
    return {
        "description": "A value for each of the talk's languages, its `lang` and its `editions`.",
        "type": "object",
        "propertyNames": {"enum": list(get_args(Language))},
        "additionalProperties": value,
        "minProperties": 2,
    }


def _in_languages(value: Schema, definitions: dict[str, Schema]) -> Schema:
    """The schema of a value that may be given by language, where the language at hand knows that."""
    if _BY_LANGUAGE not in definitions or value.get("$ref") in _TEXTS:
        return value
    return {"anyOf": [value, {"$ref": f"#/definitions/{_BY_LANGUAGE}"}]}


_TEXTS = tuple(f"#/definitions/{name}" for name in ("text", "title", "verbatim"))


def schema_of(root: type[Any], title: str, definitions: dict[str, Schema]) -> Schema:
    """The schema of any class of this kind; `definitions` are given ones, which it adds to."""
    schema = _mapping(root, definitions)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **schema,
        "definitions": dict(sorted(definitions.items())),
    }


def schema_text(schema: Schema | None = None) -> str:
    """A schema (the outline's) as the text of a file: two blanks of indentation, a line feed at the end."""
    return json.dumps(schema or json_schema(), ensure_ascii=False, indent=2) + "\n"


def _text(longest: int | None = None) -> Schema:
    """Inline text: words, a number as written, or either with a mark.

    It says nothing of itself: editors would show that instead of what the key is for.
    """
    words: Schema = {"type": "string", "minLength": 1}
    if longest:
        words["maxLength"] = longest
    marked = {
        "type": "object",
        "properties": {
            "text": {
                "description": "The text itself, with inline markup.",
                "examples": ["10.8"],
                "anyOf": [words, {"type": "number"}],
            },
            "mark": _explained({"description": "How sure the text is.", "enum": list(get_args(Mark))}, "Text", "mark"),
        },
        "required": ["text"],
        "additionalProperties": False,
    }
    return {"anyOf": [words, {"type": "number"}, marked]}


def _verbatim() -> Schema:
    text = {"type": "string", "minLength": 1}
    return {"anyOf": [text, {"type": "number"}]}


def _mapping(cls: type[Any], definitions: dict[str, Schema]) -> Schema:
    """The schema of a class's mapping, without its short form."""
    hints = get_type_hints(cls)
    properties: dict[str, Schema] = {}
    required = []
    for key in cls.keys:
        described: Schema = {"description": key.doc}
        if key.required and key.name != getattr(cls, "named", None):
            required.append(key.name)
        elif isinstance(key.default, (str, bool, int)):
            described["default"] = key.default
        example = schema_help.EXAMPLES.get(cls.__name__, {}).get(key.name)
        if example is not None:
            described["examples"] = [example]
        value = _explained(_value(hints[key.name], definitions, key.name), cls.__name__, key.name)
        value.update(_COUNTS.get((cls.__name__, key.name), {}))
        if (cls.__name__, key.name) not in _NOT_BY_LANGUAGE:
            value = _in_languages(value, definitions)
        # Beside a $ref draft 7 ignores other keywords, hence allOf.
        properties[key.name] = {**described, **({"allOf": [value]} if "$ref" in value else value)}
    schema: Schema = {"description": (cls.__doc__ or "").strip(), "type": "object", "properties": properties}
    if required:
        schema["required"] = required
    elif cls.__name__ != "Slide":
        schema["minProperties"] = 1
    if cls.__name__ == "Slide":
        schema["defaultSnippets"] = schema_help.snippets({key.name: key.doc for key in cls.keys})
    if cls.__name__ in _EITHER:
        schema["anyOf"] = [{"required": [key]} for key in _EITHER[cls.__name__]]
    return {**schema, "additionalProperties": False}


def _explained(value: Schema, cls: str, key: str) -> Schema:
    """The schema of a choice with what its words mean, for editors; others as they are."""
    meanings = schema_help.MEANINGS.get((cls, key))
    if meanings and "enum" in value:
        value["enumDescriptions"] = [meanings[word] for word in value["enum"]]
    return value


def _value(hint: Any, definitions: dict[str, Schema], key: str) -> Schema:
    """The schema of an annotation; classes become definitions."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, Union):
        values = [_value(arg, definitions, key) for arg in args if arg is not type(None)]
        return values[0] if len(values) == 1 else {"anyOf": values}
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        inner = _in_languages(_value(args[0], definitions, ""), definitions)
        if type(None) in get_args(args[0]):
            inner = {"anyOf": [inner, {"type": "null"}, {"const": ""}]}
        listed = {"type": "array", "items": inner, "minItems": 1}
        if hasattr(args[0], "named"):  # entries may also be written as a mapping of their names
            return {"anyOf": [listed, {"type": "object", "additionalProperties": inner, "minProperties": 1}]}
        return listed
    if origin is dict:
        return {"type": "object", "additionalProperties": _value(args[1], definitions, key)}
    if hint in (int, float):
        return {"type": "integer" if hint is int else "number"}
    if hint is bool:
        return {"type": "boolean"}
    if hint is str:
        return {"type": "string", "minLength": 1, **({"pattern": rules.ID_PATTERN} if key == "id" else {})}
    if hint is Text:
        return {"$ref": f"#/definitions/{'title' if key == 'title' else 'text'}"}
    if hint is Verbatim:
        return {"$ref": "#/definitions/verbatim"}
    _define(hint, definitions)
    return {"$ref": f"#/definitions/{hint.__name__}"}


def _define(cls: type[Any], definitions: dict[str, Schema]) -> None:
    if cls.__name__ in definitions:
        return
    definitions[cls.__name__] = {}  # its own place first: items hold items
    schema = _mapping(cls, definitions)
    short = getattr(cls, "short", None)
    if short is not None:
        hint = get_type_hints(cls)[short]
        bare = _value(hint, definitions, short)
        forms = [bare]
        if get_origin(hint) is tuple:
            bare.update(_COUNTS.get((cls.__name__, short), {}))
            if cls is Prose or get_args(hint)[0] is Text:
                forms.insert(0, {"$ref": "#/definitions/text"})
        description = schema.pop("description")
        schema = {"description": description, "anyOf": [*forms, schema]}
    definitions[cls.__name__] = schema
