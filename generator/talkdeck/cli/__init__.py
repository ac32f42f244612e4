"""The command line. What a command needs is imported when it runs, so that `talkdeck --help` costs next to nothing."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

import click

from talkdeck import __version__
from talkdeck.cli.options import (
    Settings,
    cache_option,
    parse_executor,
    parse_formats,
    row_options,
    shared,
    talk_options,
)

OK, MISTAKES, USAGE, UNWRITTEN, INTERNAL, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 4, 130, 143
EXIT_CODES = """\b
Exit codes:
  0    all is well
  1    mistakes in an outline, a brand or a picture (with --strict also warnings)
  2    the command was not understood
  3    a file could not be written (the old one is kept), or slides could not be drawn
  4    a mistake of talkdeck itself
  130  stopped by Ctrl-C; no file is left half-written
"""


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="talkdeck", message="%(prog)s %(version)s")
@shared
def command_line() -> None:
    """One YAML outline per talk in; a native PowerPoint deck and a self-contained HTML deck out."""


@command_line.command()
@talk_options
@click.option(
    "--to",
    "formats",
    default="pptx,html",
    show_default=True,
    callback=parse_formats,
    metavar="FORMATS",
    help="What to write, of pptx, html, pdf and png.",
)
@click.option("--slides", metavar="WHICH", help="Only these in PDF and pictures: 1,3-5,ID.")
@click.option("--with-notes", is_flag=True, help="Make the PDF a handout, each slide above its notes.")
@click.option("--builds", is_flag=True, help="Give the PDF a page for each click.")
@click.option(
    "--width", type=click.IntRange(160, 7680), metavar="N", help="Width of pictures in pixels; 1920 if left out."
)
@click.option("--out", metavar="FOLDER", help="Where to write; decks/ if left out.")
@click.option(
    "--verify",
    is_flag=True,
    help="Write nothing; build everything twice under different conditions, and exit with 1 where bytes differ.",
)
@row_options
@click.option(
    "--executor",
    callback=parse_executor,
    metavar="dask://HOST:PORT",
    help="Build on a Dask cluster; files come back here.",
)
@shared
@click.pass_obj
def build(settings: Settings, /, **options: Any) -> int:
    """Build decks of talks.

    TALK is an outline, a folder of outlines, or the bare name of one in talks/. Without any, all talks in talks/ of
    the project are built: the nearest folder upwards that has a talks/ folder. All files of a talk are replaced
    together, and only when there is no error in its outline. PDF and pictures are made by Chromium, else LibreOffice.

    With --each, TALK is one outline with {{ placeholders }} for columns of FILE. What became of each row is listed in
    TALK.each.jsonl beside the decks; rows that are done and have not changed are not built again.
    """
    if options["executor"] and options["jobs"]:
        raise click.UsageError("--jobs is about this machine, and --executor about another: leave one out")
    return _of_talks_or_rows(settings, **options)


def _of_talks_or_rows(settings: Settings, *, each: str | None, name: str | None, **options: Any) -> int:
    if each:
        from talkdeck.cli.each import build_rows

        return build_rows(settings, each=each, name=name, **options)
    if name:
        raise click.UsageError("--name is about the rows of a file: add --each FILE")
    from talkdeck.cli.commands import build_talks

    return build_talks(settings, **options)


@command_line.command()
@talk_options
@row_options
@shared
@click.pass_obj
def check(settings: Settings, /, **options: Any) -> int:
    """Do everything but write: find every mistake of talks.

    TALK is as for `build`; with --each, it is checked for every row of FILE.
    """
    return _of_talks_or_rows(settings, formats=(), out=None, **options)


@command_line.command()
@talk_options
@click.option("--out", metavar="FOLDER", help="Where to write; decks/gallery/ if left out.")
@shared
@click.pass_obj
def gallery(settings: Settings, /, **options: Any) -> int:
    """Build decks, and a page that shows them with pictures of their slides.

    TALK is as for `build`. The folder holds index.html, the decks and the pictures, and needs nothing else: put it on
    a web server or open it from disk. Slides are drawn by Chromium, else by LibreOffice and pdftoppm.
    """
    from talkdeck.cli.commands import build_gallery

    return build_gallery(settings, **options)


@command_line.command()
@click.argument("talks", nargs=-1, metavar="[TALK]...")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8321,
    show_default=True,
    metavar="N",
    help="Where to listen; a port that is taken is passed over.",
)
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option(
    "--editor", metavar="COMMAND", help="What opens a place of a file: words {file}, {line} and {column} are filled in."
)
@click.option("--brand", metavar="NAME", help="Use this brand instead of the outline's own.")
@click.option("--offline", is_flag=True, help="Never ask the network; art stands in for what is not cached.")
@shared
@click.pass_obj
def serve(settings: Settings, /, **options: Any) -> int:
    """Show decks in the browser, and follow their files as they are edited.

    TALK is as for `build`. Without one, the first page lists all talks. Whatever a talk is made from, when it is saved,
    the page shows at once, at the same slide; mistakes stand over the last good deck. Only this machine is answered.
    Ctrl-C ends it.
    """
    from talkdeck.cli.preview import serve_talks

    return serve_talks(settings, **options)


@command_line.command()
@click.argument("name")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the starter."
)
@shared
@click.pass_obj
def new(settings: Settings, name: str, lang: str) -> int:
    """Start a talk: write an outline that builds, with the language explained in comments.

    NAME becomes talks/NAME.yaml of the project; a path is taken as it stands. Nothing is ever overwritten.
    """
    from talkdeck.cli.commands import start_talk

    return start_talk(settings, name, lang)


@command_line.command()
@click.argument("talks", nargs=-1, metavar="[TALK]...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 and name the outlines that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@shared
@click.pass_obj
def fmt(settings: Settings, /, **options: Any) -> int:
    """Put outlines in order: indentation, quotes, order of keys, empty lines.

    TALK is as for `build`; - reads standard input and writes standard output. The talk stays the same and every comment
    is kept, which is checked before anything is written. An outline with mistakes is left as it is.
    """
    from talkdeck.cli.format import format_talks

    return format_talks(settings, **options)


@command_line.command()
@click.argument("talks", nargs=-1, metavar="OLD NEW | [TALK]...")
@click.option("--rev", metavar="A..B", help="Compare talks at two revisions; A alone: with the files as they are.")
@click.option("--html", metavar="FILE", help="Write a page of it, too.")
@click.option("--md", is_flag=True, help="Show it as Markdown, for a pull request.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there is a difference.")
@shared
@click.pass_obj
def diff(settings: Settings, /, **options: Any) -> int:
    """Show what changed between two revisions of a talk: slides added, removed, moved and reworded.

    OLD and NEW are outlines, or REVISION:PATH as git has them, such as v0.1.0:talks/idc.yaml. With --rev, TALK is as
    for `build`; without any, all talks are compared.
    """
    from talkdeck.cli.diff import diff_talks

    return diff_talks(settings, **options)


@command_line.command()
@click.argument("talks", nargs=-1, metavar="[TALK]...")
@click.option("--tag", required=True, metavar="vX.Y.Z", help="The version to release.")
@click.option("--out", metavar="FOLDER", help="Where to write; dist/vX.Y.Z if left out.")
@click.option("--accept", multiple=True, metavar="CODES", help="Warnings to accept: W401, or W401@NAME of one talk.")
@click.option("--allow-dirty", is_flag=True, help="Release files that are in no commit, too; the manifest lists them.")
@click.option("--dry-run", is_flag=True, help="Build nothing; check everything and list the files.")
@click.option("--offline", is_flag=True, help="Never ask the network; art stands in for what is not cached.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Build so many talks at once.")
@shared
@click.pass_obj
def release(settings: Settings, /, **options: Any) -> int:
    """Build everything that a release page hands out, into one folder.

    TALK is as for `build`. The folder gets decks, PDF and pictures of every talk, a zip for each, the gallery, a report
    of accessibility and overflow, notes of what changed since the last tag, a manifest and SHA256SUMS. A warning that
    is not accepted refuses the release. Nothing is tagged or pushed.
    """
    from talkdeck.cli.release import release_talks

    return release_talks(settings, **options)


@command_line.group()
@shared
def cache() -> None:
    """See what is kept from builds, or remove it."""


@cache.command("info")
@cache_option
@shared
@click.pass_obj
def cache_info(settings: Settings) -> int:
    """Say where the cache is, what it holds and how much of it."""
    from talkdeck.cli.cache import show

    return show(settings)


@cache.command("clear")
@click.option("--pictures", is_flag=True, help="Remove fetched pictures too, which takes the network to get again.")
@cache_option
@shared
@click.pass_obj
def cache_clear(settings: Settings, pictures: bool) -> int:
    """Remove what is kept from builds; the next build of each talk takes longer. Decks are left alone."""
    from talkdeck.cli.cache import clear

    return clear(settings, pictures)


@command_line.command()
@shared
@click.argument("what", type=click.Choice(["outline", "brand"]), default="outline")
def schema(what: str) -> int:
    """Print the JSON Schema of outlines (or of a brand.yaml), for editors."""
    from talkdeck.source.schema import schema_text

    if what == "brand":
        from talkdeck.brand.schema import brand_schema

        text = schema_text(brand_schema())
    else:
        text = schema_text()
    click.echo(text.rstrip("\n").encode())
    return OK


@command_line.command()
@shared
@click.argument("name", required=False)
@click.pass_obj
def brands(settings: Settings, name: str | None) -> int:
    """List the brands to be had here, shipped ones and the project's own; with NAME, that brand's layouts."""
    from talkdeck.cli.commands import list_brands, list_layouts

    return list_brands(settings) if name is None else list_layouts(settings, name)


@command_line.command()
@shared
@click.pass_obj
def kinds(settings: Settings) -> int:
    """List the kinds of slide an outline can hold."""
    from talkdeck.cli.commands import list_kinds

    return list_kinds(settings)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Never raises but SystemExit, never shows a traceback unasked."""
    _tame_streams()
    try:
        code = command_line.main(argv, prog_name="talkdeck", standalone_mode=False)
        sys.stdout.flush()
        return int(code or OK)
    except click.exceptions.Abort:
        click.echo("talkdeck: stopped; no file is left half-written", err=True)
        return INTERRUPTED
    except click.ClickException as mistake:
        mistake.show()
        return USAGE
    except BrokenPipeError:
        # Whoever read our output has gone, which is their right; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MISTAKES
    except Exception as bug:
        from talkdeck.cli.console import show_bug

        show_bug(bug, debug="--debug" in (sys.argv[1:] if argv is None else argv))
        return INTERNAL


def run() -> NoReturn:
    """The console script: run a command and end the process with its exit code.

    It ends at once. Taking a large deck's values apart one by one, for a process that is over, costs a twentieth of
    the run; files are closed and temporary folders gone when `main` returns. For the same reason nothing looks for
    cyclic garbage, of which there is next to none; commands that go on for long turn that on again.
    """
    gc.disable()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _tame_streams() -> None:
    """Show what a console's encoding cannot (Chinese on cp1252, a broken file name) as escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
