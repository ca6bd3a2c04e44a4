"""Options become settings; wrong values become one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from embedarchive.cli.options import Duration, Pace, settings_from
from embedarchive.errors import UsageError
from embedarchive.runners.settings import USER_AGENT, Settings

PLAIN: dict[str, Any] = {
    "db": "archive.db",
    "fresh": None,
    "offline": False,
    "max_time": None,
    "pace": (),
    "user_agent": None,
    "proxy": None,
    "proxy_dns": False,
    "ca_file": None,
    "allow_loopback": False,
}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0), ("90", 90), ("1.5", 1.5), ("30m", 1_800), ("24h", 86_400), ("7D", 604_800), ("1h30m", 5_400)],
)
def test_durations(text: str, seconds: float) -> None:
    """A bare number is seconds; units may be joined."""
    assert Duration().convert(text, None, None) == seconds


@pytest.mark.parametrize("text", ["", "-1", "1y", "h", "1 h", "٣h", "1e9", "inf", "nan", "1h30"])
def test_what_is_no_duration(text: str) -> None:
    """Signs, other digits and half-written units are refused, with examples."""
    with pytest.raises(click.BadParameter, match="write 0, 90s, 30m, 24h or 7d"):
        Duration().convert(text, None, None)


def test_a_number_beyond_all_numbers_is_none() -> None:
    """It would be infinity, which JSON, and so a run's options, cannot say."""
    endless = "9" * 400
    for kind in (Duration(), Pace()):
        for text in (endless, f"{endless}d", f"t.co={endless}"):
            with pytest.raises(click.BadParameter):
                kind.convert(text, None, None)


def test_a_limit_is_some_time() -> None:
    """0 stays a duration where it means something."""
    assert Duration().convert("0s", None, None) == 0
    with pytest.raises(click.BadParameter, match="leave the option out"):
        Duration(some=True).convert("0s", None, None)


def test_a_pace_is_for_all_hosts_or_for_one() -> None:
    """`DURATION` or `HOST=DURATION`; host names are lower-cased."""
    assert Pace().convert("2.5", None, None) == (None, 2.5)
    assert Pace().convert("T.co=5", None, None) == ("t.co", 5.0)


@pytest.mark.parametrize("text", ["0", "5", "2.5", "5s", "500.5s", "1m30s", "2H"])
def test_a_pace_is_written_as_every_other_duration(text: str) -> None:
    """What one option takes the other takes, and it means as much."""
    seconds = Duration().convert(text, None, None)
    assert Pace().convert(text, None, None) == (None, seconds)
    assert Pace().convert(f"web.archive.org={text}", None, None) == ("web.archive.org", seconds)


@pytest.mark.parametrize(
    "text", ["", "=5", "t.co=", "https://t.co=5", "t.co=-1", "t.co=x", "a b=1", "5 s", "5y"]
)
def test_what_is_no_pace(text: str) -> None:
    """A URL is no host, and a pace is not negative."""
    with pytest.raises(click.BadParameter, match="HOST=DURATION"):
        Pace().convert(text, None, None)


def test_no_option_is_needed() -> None:
    """Without options and environment the settings are the defaults."""
    assert settings_from(PLAIN, {}) == Settings()


def test_offline_takes_answers_of_any_age_unless_told_otherwise() -> None:
    """Who asks nobody has no fresher answer; the span is a number that a run's options can say."""
    centuries = settings_from({**PLAIN, "offline": True}, {}).fresh
    assert centuries > 50 * 365 * 86_400
    assert json.loads(json.dumps(centuries)) == centuries
    assert settings_from({**PLAIN, "offline": True, "fresh": 60.0}, {}).fresh == 60.0


def test_every_option_reaches_the_settings(tmp_path: Path) -> None:
    """Each option changes the setting of its name and nothing else."""
    bundle = tmp_path / "ca.pem"
    bundle.write_text("", encoding="ascii")
    chosen = settings_from(
        {
            "db": "x.db",
            "fresh": 0.0,
            "offline": True,
            "max_time": 60.0,
            "pace": ((None, 1.0), ("t.co", 5.0)),
            "user_agent": "we/1 (+https://we.example)",
            "proxy": "http://127.0.0.1:8080",
            "proxy_dns": True,
            "ca_file": str(bundle),
            "allow_loopback": True,
        },
        {},
    )
    assert chosen == Settings(
        db=Path("x.db"),
        fresh=0.0,
        offline=True,
        max_time=60.0,
        user_agent="we/1 (+https://we.example)",
        allow_loopback=True,
        proxy="http://127.0.0.1:8080",
        proxy_dns=True,
        ca_file=bundle,
        pace=1.0,
        host_pace={"t.co": 5.0},
    )


def test_the_environment_names_proxy_and_authorities(tmp_path: Path) -> None:
    """HTTPS_PROXY, NO_PROXY and SSL_CERT_FILE are heeded, as in every other program."""
    bundle = tmp_path / "ca.pem"
    bundle.write_text("", encoding="ascii")
    environ = {
        "HTTPS_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "a.example, .b.example",
        "SSL_CERT_FILE": str(bundle),
    }
    chosen = settings_from(PLAIN, environ)
    assert chosen.proxy == "http://proxy.example:3128"
    assert chosen.no_proxy == ("a.example", ".b.example")
    assert chosen.ca_file == bundle
    assert chosen.user_agent == USER_AGENT


def test_an_option_is_stronger_than_the_environment() -> None:
    """What is typed now outweighs what was exported long ago."""
    chosen = settings_from(
        {**PLAIN, "proxy": "socks5://127.0.0.1:1080"}, {"HTTPS_PROXY": "http://p.example:1"}
    )
    assert chosen.proxy == "socks5://127.0.0.1:1080"


@pytest.mark.parametrize("proxy", ["ftp://p.example:1", "http://", "http://p.example:99999"])
def test_a_wrong_proxy_is_a_usage_error(proxy: str) -> None:
    """It is told before anything is asked."""
    with pytest.raises(UsageError, match="proxy"):
        settings_from({**PLAIN, "proxy": proxy}, {})


def test_a_missing_authority_file_is_named(tmp_path: Path) -> None:
    """A stale SSL_CERT_FILE would fail every host; it is told at once instead."""
    with pytest.raises(UsageError, match="SSL_CERT_FILE names"):
        settings_from(PLAIN, {"SSL_CERT_FILE": str(tmp_path / "gone.pem")})
