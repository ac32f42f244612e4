"""Brands: folders of data (`brand.yaml`) that become one `Brand` value for a slide shape.

A project's own brands stand in its `templates/` or `brands/` folder and go before the shipped ones of the same name.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Literal

from talkdeck.brand.model import Brand
from talkdeck.model import kept, reads
from talkdeck.model.problems import NOWHERE, Problem, Span
from talkdeck.model.resources import templates_root
from talkdeck.model.values import replace

BASE = "base"
NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def load(
    name: str, shape: Literal["16:9", "4:3"], root: Path, span: Span = NOWHERE
) -> tuple[Brand | None, tuple[Problem, ...]]:
    """A brand by name. `root` is the project's folder, `span` where the outline names the brand.

    None and the problems where there is no such brand (E301) or its data do not hold together (E3xx, at their lines).
    """
    file = _find(name, root)
    if file is None:
        names = [entry[0] for entry in available(root)]
        close = get_close_matches(name, names, 1)
        hints = (*(f"did you mean `{word}`?" for word in close), f"there are: {', '.join(names)}")
        return None, (Problem("E301", f"there is no brand `{name}`", span, hints),)
    try:
        return _read(name, file, reads.read(file), shape)
    except OSError as error:
        fact = f"the brand's file cannot be read: {error.strerror}"
        return None, (Problem("E302", fact, Span(str(file), 1, 1, 1, 1), ("check its rights",)),)


@lru_cache(maxsize=16)
def _read(
    name: str, file: Path, source: bytes, shape: Literal["16:9", "4:3"]
) -> tuple[Brand | None, tuple[Problem, ...]]:
    base_source = (templates_root() / BASE / "brand.yaml").read_bytes()
    here = Path(__file__).parent
    entry = kept.key((here, here.parent / "model"), name, shape, source, base_source)
    found = kept.load("brands", entry)
    if isinstance(found, Brand):
        return found, ()
    brand, problems = _assembled(name, str(file), source, base_source, shape)
    if brand is not None:
        brand = replace(brand, digest=entry)
        if not problems:
            kept.store("brands", entry, brand)
    return brand, problems


def _assembled(
    name: str, path: str, source: bytes, base_source: bytes, shape: Literal["16:9", "4:3"]
) -> tuple[Brand | None, tuple[Problem, ...]]:
    from yaml import MappingNode

    from talkdeck.brand.assemble import assemble
    from talkdeck.brand.merge import laid_over, moved, with_likes
    from talkdeck.brand.spec import BrandSpec
    from talkdeck.source.validate import read_as
    from talkdeck.source.yaml import load as load_yaml
    from talkdeck.source.yaml import span_of

    try:
        text = source.decode()
    except UnicodeDecodeError:
        return None, (Problem("E302", "the file is not UTF-8", Span(path, 1, 1, 1, 1), ("save it as UTF-8",)),)
    base, _ = load_yaml(base_source.decode(), "base")
    over, problems = load_yaml(text, path)
    if over is None or base is None or any(p.is_error for p in problems):
        fact = Problem("E302", "the brand's file is empty", Span(path, 1, 1, 1, 1), ("begin with `title: My brand`",))
        return None, problems or (fact,)
    if not isinstance(over, MappingNode):
        hint = "write `title: My brand`, then what differs from the base"
        return None, (Problem("E302", "a brand is a mapping of keys", span_of(over, path), (hint,)),)
    tree = laid_over(moved(base, over), over)
    for section in ("styles", "layouts"):
        tree, lost = with_likes(tree, section)
        problems += tuple(
            Problem("E303", f"`like: {value}` names none of the {section}, or runs in a circle", span_of(node, path))
            for node, value in lost
        )
    spec, found = read_as(BrandSpec, tree, path)
    problems += tuple(found)
    if spec is None or any(p.is_error for p in problems):
        return None, problems
    brand, found_here = assemble(name, spec, shape)
    problems += found_here
    return (None if any(p.is_error for p in problems) else brand), problems


def _find(name: str, root: Path) -> Path | None:
    if not NAME.fullmatch(name) or name == BASE:
        return None
    for folder in (root / "templates", root / "brands", templates_root()):
        file = folder / name / "brand.yaml"
        if file.is_file():
            return file
        reads.absent(file)
    return None


def available(root: Path) -> tuple[tuple[str, str, str], ...]:
    """(name, title, description) of every brand to be had, by name; a broken one is listed with what is wrong."""
    found: dict[str, tuple[str, str, str]] = {}
    for folder in (root / "templates", root / "brands", templates_root()):
        for file in sorted(folder.glob("*/brand.yaml")):
            name = file.parent.name
            if name != BASE and NAME.fullmatch(name) and name not in found:
                found[name] = (name, *_described(file))
    return tuple(found[name] for name in sorted(found))


def _described(file: Path) -> tuple[str, str]:
    from yaml import MappingNode

    from talkdeck.source.yaml import entries
    from talkdeck.source.yaml import load as load_yaml

    try:
        tree, _ = load_yaml(file.read_text("utf-8"), str(file))
    except (OSError, UnicodeDecodeError):
        tree = None
    if not isinstance(tree, MappingNode):
        return "", "(cannot be read)"
    words = {key: str(value.value) for key, _, value in entries(tree) if isinstance(value.value, str)}
    return words.get("title", ""), words.get("description", "")
