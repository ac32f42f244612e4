"""The command `serve`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from talkdeck import __version__
from talkdeck.cli import OK
from talkdeck.cli.commands import refuse, unwinding_when_terminated
from talkdeck.cli.console import Console
from talkdeck.cli.options import Settings
from talkdeck.model.problems import RefusedError


def serve_talks(
    settings: Settings,
    *,
    talks: Sequence[str],
    port: int,
    no_open: bool,
    editor: str | None,
    brand: str | None,
    offline: bool,
) -> int:
    """Serve talks until Ctrl-C, which is its good end; returns the exit code."""
    from talkdeck.serve.editor import editor as read_editor
    from talkdeck.serve.run import run

    console = Console(quiet=settings.quiet, json=settings.json, debug=settings.debug)
    try:
        opened = read_editor(editor) if editor else None
    except ValueError as mistake:
        raise click.BadParameter(str(mistake), param_hint="--editor") from mistake

    def said(address: str, taken: int) -> None:
        if port not in (0, taken):
            console.say(f"port {port} is taken, so this is {taken}")
        console.say(f"serving {address} (Ctrl-C ends it)")
        console.document(talkdeck=__version__, exit=OK, address=address, port=taken)
        sys.stdout.flush()

    try:
        with unwinding_when_terminated():
            run(
                talks,
                Path.cwd(),
                port=port,
                opens=not no_open,
                editor=opened,
                brand=brand,
                offline=offline,
                said=said,
                tell=lambda line: click.echo(line, err=True) if console.debug else None,
            )
    except RefusedError as refusal:
        return refuse(console, refusal.problems)
    console.say("stopped")
    return OK
