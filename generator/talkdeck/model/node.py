"""What classes of the outline language are made with: `node` for the class, `doc` for a key with its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_REQUIRED: Any = object()


def doc(text: str, *, default: Any = _REQUIRED) -> Any:
    """A field with its sentence for schema and manual; required unless a default is given."""
    if default is _REQUIRED:
        return field(metadata={"doc": text})
    return field(default=default, metadata={"doc": text})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, doc))
def node(cls: type[T]) -> type[T]:
    """Make a class of the language: a frozen dataclass with keywords only."""
    return dataclass(frozen=True, kw_only=True, slots=True)(cls)
