"""Options that several commands take, and what becomes of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


class Settings:
    """Options that every command takes, before its name or after it."""

    quiet = False
    json = False
    debug = False


def _note(context: click.Context, option: click.Parameter, value: bool) -> None:
    if value and option.name:
        setattr(context.ensure_object(Settings), option.name, True)
    else:
        context.ensure_object(Settings)


def shared(command: Function) -> Function:
    """Options of every command."""
    for flags, text in (
        (("--debug",), "Show the traceback of an internal error."),
        (("--json",), "Write one JSON document to standard output, for machines."),
        (("-q", "--quiet"), "Say nothing but problems."),
    ):
        option = click.option(*flags, is_flag=True, is_eager=True, expose_value=False, callback=_note, help=text)
        command = option(command)
    return command


def parse_formats(context: click.Context, option: click.Parameter, value: str) -> tuple[str, ...]:
    """The formats named, in the order of FORMATS. Raises BadParameter for an unknown one."""
    from talkdeck.build.talk import FORMATS

    wanted = {name.strip().lower() for name in value.split(",")}
    unknown = sorted(wanted - set(FORMATS))
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in wanted)


def parse_executor(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Where a cluster is, as `HOST:PORT`."""
    if value is None:
        return None
    scheme, sign, address = value.partition("://")
    if scheme != "dask" or not sign:
        raise click.BadParameter(f"{value!r} is not known; there is dask://HOST:PORT")
    host, _, port = address.rpartition(":")
    if not host or not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.BadParameter(f"{value!r} needs a host and a port, such as dask://localhost:8786")
    return address


def _in_environment(context: click.Context, option: click.Parameter, value: str | None) -> None:
    """Hand an option on through the environment, which workers get too, while the command runs."""
    if value is None or context.resilient_parsing:
        return
    name = str(option.envvar)
    before = os.environ.get(name)
    os.environ[name] = value

    def back() -> None:
        if before is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = before

    context.call_on_close(back)


def _folder(context: click.Context, option: click.Parameter, value: str | None) -> None:
    if value and os.path.lexists(value) and not os.path.isdir(value):
        raise click.BadParameter(f"{value!r} is no folder")
    _in_environment(context, option, os.path.abspath(value) if value else None)
    if value and context.command.name in ("build", "check", "gallery"):
        try:
            os.makedirs(value, exist_ok=True)
            fault = None if os.access(value, os.W_OK) else "no right to write there"
        except OSError as error:
            fault = error.strerror
        if fault:
            click.echo(f"talkdeck: nothing can be kept in {value}: {fault}", err=True)


def _size(context: click.Context, option: click.Parameter, value: str | None) -> None:
    if value:
        from talkdeck.build.evict import in_bytes

        if in_bytes(value) is None:
            raise click.BadParameter(f"{value!r} is no size, such as 500M or 2G")
    _in_environment(context, option, value or None)


def cache_option(command: Function) -> Function:
    """Where things are kept."""
    option = click.option(
        "--cache",
        "cache_folder",
        envvar="TALKDECK_CACHE",
        metavar="FOLDER",
        expose_value=False,
        callback=_folder,
        help="Where to keep what need not be done again; the user's cache if left out.",
    )
    return option(command)


def cache_options(command: Function) -> Function:
    """Where things are kept, how much of them, and whether."""
    for decorate in (
        click.option(
            "--cache-size",
            envvar="TALKDECK_CACHE_SIZE",
            metavar="SIZE",
            expose_value=False,
            callback=_size,
            help="How much to keep there, such as 500M; 1G if left out.",
        ),
        click.option(
            "--no-cache",
            "cache",
            is_flag=True,
            flag_value=False,
            default=True,
            help="Build all talks anew, and keep nothing of them.",
        ),
        cache_option,
    ):
        command = decorate(command)
    return command


def talk_options(command: Function) -> Function:
    """Which talks, and how to build them."""
    for decorate in reversed(
        (
            click.argument("talks", nargs=-1, metavar="[TALK]..."),
            click.option("--brand", metavar="NAME", help="Use this brand instead of the outline's own."),
            click.option("--strict", is_flag=True, help="Treat warnings as errors."),
            click.option(
                "--offline", is_flag=True, help="Never ask the network; art stands in for what is not cached."
            ),
            click.option(
                "--jobs",
                type=click.IntRange(min=1),
                metavar="N",
                help="Build so many talks at once (default: by itself).",
            ),
            cache_options,
        )
    ):
        command = decorate(command)
    return command


def row_options(command: Function) -> Function:
    """Rows of data that an outline is filled from."""
    for option in (
        click.option(
            "--name", metavar="PATTERN", help="With --each, what decks are called: '{slug}', '{row:04}-{company:slug}'."
        ),
        click.option("--each", metavar="FILE", help="A deck for each row of FILE: CSV, JSON Lines, YAML or Parquet."),
    ):
        command = option(command)
    return command
