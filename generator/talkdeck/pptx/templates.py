"""The Jinja2 environment of the PPTX templates: autoescaped, compact, made once."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from talkdeck.model.resources import compiled_templates, templates_root
from talkdeck.pptx.forms import SLOTS

if TYPE_CHECKING:
    from jinja2 import Environment

# Templates are indented for people. A line break between two tags goes, one inside a tag becomes a space: a:t is always
# written on one line, so no text is touched.
_BETWEEN = re.compile(r"(?<=[>}])[ ]*\n\s*(?=[<{])")
_INSIDE = re.compile(r"\s*\n\s*")


@cache
def environment() -> Environment:
    """The environment over `templates/base/pptx`. Undefined names are errors."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    class CompactLoader(FileSystemLoader):
        def get_source(self, environment: Environment, template: str) -> tuple[str, str, object]:  # type: ignore[override]
            source, path, uptodate = super().get_source(environment, template)
            source = re.sub(r"\{#.*?#\}\s*", "", source, flags=re.DOTALL)
            return _INSIDE.sub(" ", _BETWEEN.sub("", source.strip())), path, uptodate

    made = Environment(
        loader=CompactLoader(templates_root() / "base" / "pptx"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=compiled_templates(),
    )
    made.globals["slot"] = SLOTS
    return made


def macros(name: str) -> Any:
    """The macros of a template, as attributes."""
    return environment().get_template(f"{name}.xml.j2").module
