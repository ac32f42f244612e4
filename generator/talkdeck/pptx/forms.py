"""Forms: XML that a template rendered once, with slots to fill many times.

A deck of a thousand slides has tens of thousands of runs and shapes, but only a few dozen ways to write them. A
template renders each way once, with `slot.name` where a value goes; what is left for every shape is one string
formatting. All XML stays in the templates, and a slide costs a fraction of rendering it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markupsafe import Markup

Form = str
"""A template for the `%` operator with named slots. Values must be escaped, see `model.escape`."""

_SIGN = "\ue000"  # stands for % until the per cent signs of the template itself are doubled


class _Slots:
    """`slot.x` in a template becomes the slot named x."""

    def __getattr__(self, name: str) -> Markup:
        from markupsafe import Markup

        return Markup(f"{_SIGN}({name})s")


SLOTS: Any = _Slots()


def form(rendered: str) -> Form:
    """A form from what a template rendered."""
    return str(rendered).replace("%", "%%").replace(_SIGN, "%")
