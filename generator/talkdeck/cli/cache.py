"""`talkdeck cache`: what is kept from builds, and removing it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from talkdeck import __version__
from talkdeck.build.evict import KINDS, Shelf, limit, stock
from talkdeck.build.evict import clear as remove
from talkdeck.cli import OK
from talkdeck.cli.console import Console, in_units
from talkdeck.cli.options import Settings
from talkdeck.model.resources import cache_folder


def show(settings: Settings) -> int:
    """Print where the cache is and what it holds, by kind."""
    console = Console(quiet=settings.quiet, json=settings.json, debug=settings.debug)
    shelves, folder = stock(), cache_folder()
    if not console.json:
        click.echo(folder or "no cache: the user has no home, and TALKDECK_CACHE is not set")
        rows = [(each.kind, each.entries, in_units(each.size), KINDS[each.kind]) for each in shelves if each.entries]
        size = sum(each.size for each in shelves)
        rows.append(("all", sum(each.entries for each in shelves), in_units(size), f"of {in_units(limit())}"))
        wide, digits = max(len(row[0]) for row in rows), max(len(str(row[1])) for row in rows)
        for kind, entries, units, what in rows:
            click.echo(f"  {kind:{wide}}  {entries:{digits}}  {units:>8}  {what}")
    console.document(
        talkdeck=__version__, exit=OK, folder=str(folder) if folder else None, limit=limit(), kinds=_described(shelves)
    )
    return OK


def clear(settings: Settings, pictures: bool) -> int:
    """Remove what is kept, fetched pictures too where that is asked for."""
    console = Console(quiet=settings.quiet, json=settings.json, debug=settings.debug)
    removed = remove(pictures)
    entries, size = sum(each.entries for each in removed), sum(each.size for each in removed)
    console.say(f"removed {entries} entries, {in_units(size)}" if entries else "there was nothing to remove")
    left = sum(each.entries for each in stock() if each.kind == "pictures")
    if left and not pictures:
        console.say(f"kept {left} fetched pictures; --pictures removes them too")
    console.document(talkdeck=__version__, exit=OK, kinds=_described(removed))
    return OK


def _described(shelves: Sequence[Shelf]) -> list[dict[str, object]]:
    return [{"kind": each.kind, "entries": each.entries, "bytes": each.size} for each in shelves]
