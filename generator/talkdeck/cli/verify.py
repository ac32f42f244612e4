"""`talkdeck build --verify`: every talk built twice, and compared."""

from __future__ import annotations

from collections.abc import Sequence

import click

from talkdeck import __version__
from talkdeck.build.talk import Job
from talkdeck.build.verify import shown, verify
from talkdeck.cli import MISTAKES, OK
from talkdeck.cli.console import Console


def verify_talks(console: Console, jobs: Sequence[Job]) -> int:
    """Verify talks one after another; returns the exit code."""
    results = []
    for job in jobs:
        result = verify(job)
        results.append(result)
        good = not result.said and not result.differences
        for line in shown(result):
            if good:
                console.say(line)
            elif not console.json:
                click.echo(line, err=True)
    code = MISTAKES if any(each.said or each.differences for each in results) else OK
    console.document(
        talkdeck=__version__,
        exit=code,
        talks=[
            {
                "talk": str(each.talk),
                "files": list(each.files),
                "said": each.said,
                "differences": [
                    {"file": one.file, "part": one.part, "one": one.one, "other": one.other} for one in each.differences
                ],
            }
            for each in results
        ],
    )
    return code
