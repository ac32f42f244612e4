"""What classes of the outline language are made with: `Node` for the class, `doc` for a key with its sentence."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple, dataclass_transform

from msgspec import Struct, StructMeta

_REQUIRED: Any = object()


class Key(NamedTuple):
    """A key of a class. `default` counts where it is not `required`."""

    name: str
    doc: str
    required: bool
    default: Any


class _Said(NamedTuple):
    text: str
    default: Any


def doc(text: str, *, default: Any = _REQUIRED) -> Any:
    """A field with its sentence for schema and manual; required unless a default is given."""
    return _Said(text, default)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(doc,))
class _NodeMeta(StructMeta):
    """Takes the sentences out of a class's body before it becomes a struct, and keeps them as its `keys`."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        said = {key: value for key, value in namespace.items() if isinstance(value, _Said)}
        for key, (_, default) in said.items():
            if default is _REQUIRED:
                del namespace[key]
            else:
                namespace[key] = default
        keys = (Key(key, text, default is _REQUIRED, default) for key, (text, default) in said.items())
        namespace["keys"] = tuple(keys)
        return super().__new__(mcs, name, bases, namespace, frozen=True, kw_only=True)


class Node(Struct, metaclass=_NodeMeta):
    """A class of the language: frozen, with keywords only. `where` is its place in the outline, and no key."""

    keys: ClassVar[tuple[Key, ...]]
