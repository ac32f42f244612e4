"""A difference as a page: one HTML file without any outside request, readable on a phone."""

from __future__ import annotations

from collections.abc import Sequence

from talkdeck.build.gallery import digest
from talkdeck.diff.show import headline, named, shortened, tally
from talkdeck.diff.values import Difference
from talkdeck.model.resources import compiled_templates, templates_root


def page(differences: Sequence[Difference], title: str) -> str:
    """The page of some talks' differences. All words of the talks are escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    folder = templates_root() / "base" / "pages"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled_templates(),
    )
    style = (folder / "pages.css").read_text("utf-8")
    return environment.get_template("diff.html.j2").render(
        differences=differences,
        title=title,
        headline=headline,
        named=named,
        shortened=shortened,
        tally=tally,
        style=Markup(style),
        style_hash=Markup(digest(style)),
    )
