"""HTML from our templates: their environment, what a security policy allows by, and pages that stand alone."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from talkdeck.model.resources import compiled_templates, templates_root

if TYPE_CHECKING:
    from jinja2 import Environment


def html_environment(folder: str) -> Environment:
    """The environment over a folder of `templates/base`: all text is escaped, and undefined names are errors."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates_root() / "base" / folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled_templates(),
    )


def policy_digest(source: str) -> str:
    """What a content security policy needs to allow an inline style sheet or script: exactly this text."""
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"


def page(template: str, **values: Any) -> str:
    """A page of `templates/base/pages` with the style sheet that they share: one file without any outside request."""
    from markupsafe import Markup

    style = (templates_root() / "base" / "pages" / "pages.css").read_text("utf-8")
    made = html_environment("pages").get_template(f"{template}.html.j2")
    return made.render(**values, style=Markup(style), style_hash=Markup(policy_digest(style)))
