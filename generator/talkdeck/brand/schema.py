"""The JSON Schema of brand.yaml. A brand says only what differs from the base, so that nothing is required."""

from __future__ import annotations

from typing import Any

from talkdeck.brand.spec import BrandSpec
from talkdeck.source.schema import Schema, schema_of


def brand_schema() -> Schema:
    """The schema for editors, keys in the order of the manual."""
    schema: Schema = _partial(schema_of(BrandSpec, "talkdeck brand", {}))
    return schema


def _partial(value: Any) -> Any:
    """The schema without its required keys: a brand is laid over the base, mapping by mapping."""
    if isinstance(value, dict):
        return {
            key: _partial(inner) for key, inner in value.items() if key != "required" or not isinstance(inner, list)
        }
    if isinstance(value, list):
        return [_partial(inner) for inner in value]
    return value
