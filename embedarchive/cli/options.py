"""Options that several commands share, and how they become the settings of a run."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from embedarchive.cli.talk import Talk

if TYPE_CHECKING:
    from pathlib import Path

    from embedarchive.runners.settings import Settings

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
EVER = 100 * 365 * 86_400.0
"""Seconds: older than any answer that is kept."""
_SPAN = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?[smhdw])+\Z")
_PART = re.compile(r"([0-9.]+)([smhdw])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?\Z")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?\Z")


class Duration(click.ParamType[float]):
    """A length of time: 0, 90s, 30m, 24h, 7d, 1h30m; a bare number is seconds."""

    name = "duration"

    def __init__(self, *, some: bool = False) -> None:
        """Take 0 as well, unless it must be `some` time."""
        self._some = some

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return seconds."""
        seconds = _seconds(str(value).strip().lower())
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is no duration; write 0, 90s, 30m, 24h or 7d", param, ctx)
        if self._some and not seconds:
            self.fail(f"{value!r} is no time at all; leave the option out to set no limit", param, ctx)
        return seconds


def _seconds(text: str) -> float:
    """Return seconds; NaN for what is no duration."""
    if _NUMBER.match(text):
        return float(text)
    if _SPAN.match(text):
        return sum(float(number) * SECONDS[unit] for number, unit in _PART.findall(text))
    return math.nan


class Pace(click.ParamType[tuple[str | None, float]]):
    """A `Duration` between two requests to one host; with `HOST=` for that host alone."""

    name = "[host=]duration"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str | None, float]:
        """Return the host (None for all) and seconds."""
        if isinstance(value, tuple):
            return value
        host, named, text = str(value).strip().lower().rpartition("=")
        seconds = _seconds(text)
        if not math.isfinite(seconds) or (named and not _HOST.match(host)):
            self.fail(f"{value!r} is no pace; write 2.5, 5s or HOST=DURATION (t.co=5s)", param, ctx)
        return (host if named else None), seconds


def _agent(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not (value.strip() and value.isprintable() and value.isascii()):
        raise click.BadParameter("a user agent is one line of printable ASCII", ctx, param)
    return value


def paths(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell complete a word that may be a path: click asks it to for no other type than its own."""
    return [CompletionItem(incomplete, type="file")]


def _together(*options: Callable[[Decorated], Decorated]) -> Callable[[Decorated], Decorated]:
    def decorate(command: Decorated) -> Decorated:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _set(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    talk = ctx.find_object(Talk)
    if talk and value:
        setattr(talk, str(param.name), True)


def _form(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    talk = ctx.find_object(Talk)
    if talk and value:
        talk.json = value == "json"


def talk_options(command: Decorated) -> Decorated:
    """Give a command -q, -v and --log-format; they may stand before or after its name."""
    for option in (
        click.option(
            "--log-format",
            type=click.Choice(["text", "json"]),
            callback=_form,
            expose_value=False,
            is_eager=True,
            help="How stderr speaks: for people (the default), or one JSON object per line.",
        ),
        click.option(
            "-v",
            "--verbose",
            is_flag=True,
            callback=_set,
            expose_value=False,
            is_eager=True,
            help="Say more: each question to the web and its answer, the traceback of a bug.",
        ),
        click.option(
            "-q",
            "--quiet",
            is_flag=True,
            callback=_set,
            expose_value=False,
            is_eager=True,
            help="Say nothing but problems.",
        ),
    ):
        command = option(command)
    return command


list_option = click.option(
    "-f",
    "--file",
    "files",
    multiple=True,
    metavar="FILE",
    shell_complete=paths,
    help="Take sources from FILE, one per line; blank lines and # comments are skipped; - is standard input.",
)
db_option = click.option(
    "--db",
    default="archive.db",
    show_default=True,
    metavar="FILE",
    shell_complete=paths,
    help="The archive; its WARC files stand in the folder FILE.warcs beside it (archive.db: archive.warcs).",
)
web_options = _together(
    click.option(
        "--fresh",
        type=Duration(),
        help="Take an answer from the archive if it is younger than this (24h by default); 0 asks the web "
        "always.",
    ),
    click.option(
        "--offline",
        is_flag=True,
        help="Ask nobody: answer from the archive alone, however old its answers, unless --fresh is given.",
    ),
    click.option("--max-time", type=Duration(some=True), help="Stop cleanly after this long (exit code 5)."),
    click.option(
        "--pace",
        type=Pace(),
        multiple=True,
        help="Least time between two requests to one host (2 by default), or to the named host; repeatable.",
    ),
    click.option(
        "--user-agent",
        callback=_agent,
        metavar="TEXT",
        help="Who we say we are; keep an address for complaints in it.",
    ),
    click.option(
        "--proxy",
        metavar="URL",
        help="http://HOST:PORT or socks5://HOST:PORT; else HTTPS_PROXY and NO_PROXY are heeded.",
    ),
    click.option(
        "--proxy-dns",
        is_flag=True,
        help="The proxy must resolve names itself: we cannot judge the addresses that it dials.",
    ),
    click.option(
        "--ca-file",
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE",
        help="Trust the authorities in this PEM file instead of certifi's; else SSL_CERT_FILE is heeded.",
    ),
    click.option(
        "--allow-loopback",
        is_flag=True,
        help="Let this machine's own addresses be dialled; written into the run.",
    ),
)


def settings_from(options: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings that the options of `web_options` and `db_option` and the environment ask for."""
    from pathlib import Path

    from embedarchive.ports.proxies import parse_proxy, proxy_from_environment
    from embedarchive.runners.settings import Settings

    environ = os.environ if environ is None else environ
    proxy, no_proxy = proxy_from_environment(environ)
    proxy = options["proxy"] or proxy
    if proxy:
        parse_proxy(proxy)
    chosen: dict[str, Any] = {
        "db": Path(options["db"]),
        "offline": options["offline"],
        "max_time": options["max_time"],
        "proxy": proxy,
        "no_proxy": no_proxy,
        "proxy_dns": options["proxy_dns"],
        "ca_file": _authorities(options["ca_file"], environ),
        "allow_loopback": options["allow_loopback"],
        "host_pace": {host: seconds for host, seconds in options["pace"] if host},
    }
    if options["fresh"] is not None:
        chosen["fresh"] = options["fresh"]
    elif options["offline"]:
        chosen["fresh"] = EVER
    if options["user_agent"]:
        chosen["user_agent"] = options["user_agent"]
    everywhere = [seconds for host, seconds in options["pace"] if not host]
    if everywhere:
        chosen["pace"] = everywhere[-1]
    return Settings(**chosen)


def _authorities(named: str | None, environ: Mapping[str, str]) -> Path | None:
    from pathlib import Path

    from embedarchive.errors import UsageError

    path = named or environ.get("SSL_CERT_FILE")
    if not path:
        return None
    if not Path(path).is_file():
        raise UsageError(
            f"SSL_CERT_FILE names {path}, which is no file; correct it, unset it or use --ca-file"
        )
    return Path(path)
