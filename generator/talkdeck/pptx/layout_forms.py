"""The shapes of layouts written by forms: those alike but for number, name and place are rendered once.

A brand has some fifty layouts with ten placeholders each, and about sixty ways to write one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from talkdeck.model.units import Rect
from talkdeck.model.values import replace
from talkdeck.pptx.forms import SLOTS, Form, form
from talkdeck.pptx.layouts import Placeholder
from talkdeck.pptx.shapes import Drawing
from talkdeck.pptx.templates import macros

if TYPE_CHECKING:
    from markupsafe import Markup

_ANYWHERE = Rect(0, 0, 0, 0)


class LayoutForms:
    """Writes placeholders and art."""

    def __init__(self) -> None:
        self._placeholder = macros("placeholders").placeholder
        self._drawing = macros("shapes").drawing
        self._forms: dict[Placeholder | Drawing, Form] = {}

    def placeholder(self, holder: Placeholder) -> Markup:
        """A placeholder as XML."""
        index = None if holder.index is None else 0
        kind = replace(holder, id=0, name="", index=index, frame=_ANYWHERE, prompt=holder.prompt and " ")
        known = self._forms.get(kind)
        if known is None:
            index = None if index is None else SLOTS.index
            prompt = kind.prompt and SLOTS.prompt
            blank = replace(kind, id=SLOTS.id, name=SLOTS.name, index=index, frame=SLOTS, prompt=prompt)
            known = self._forms[kind] = form(self._placeholder(blank))
        return _filled(known, holder, index=holder.index, prompt=holder.prompt)

    def drawing(self, art: Drawing) -> Markup:
        """A drawn shape as XML."""
        kind = replace(art, id=0, name="", frame=_ANYWHERE)
        known = self._forms.get(kind)
        if known is None:
            blank = replace(kind, id=SLOTS.id, name=SLOTS.name, frame=SLOTS)
            known = self._forms[kind] = form(self._drawing(blank, True))
        return _filled(known, art)


def _filled(form: Form, shape: Placeholder | Drawing, **more: object) -> Markup:
    from markupsafe import Markup, escape

    frame = shape.frame
    values = {"id": shape.id, "name": shape.name, "x": frame.x, "y": frame.y, "w": frame.w, "h": frame.h, **more}
    return Markup(form % {name: escape(value) for name, value in values.items()})
