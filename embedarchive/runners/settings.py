"""What a run may do: every option that decides what it sees, in one value that is written into the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from embedarchive import __version__
from embedarchive.ports.confine import DEADLINE
from embedarchive.ports.proxies import without_secret

HOME_PAGE = "https://github.com/embedarchive/embedarchive"
USER_AGENT = f"embedarchive/{__version__} (+{HOME_PAGE})"
"""Says who we are and where to complain; t.co and bit.ly answer such agents with a plain 301
(yt-dlp TwitterShortenerIE, danbooru url_shortener.rb)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of one run. Times in seconds, sizes in bytes."""

    db: Path = Path("archive.db")
    fresh: float = 86_400.0
    """An exchange younger than this is answered from our own WARC; 0 asks the web always."""
    offline: bool = False
    """Ask nobody: answer from the archive alone."""
    max_time: float | None = None
    """Stop cleanly after this long; exit code 5."""
    user_agent: str = USER_AGENT
    allow_loopback: bool = False
    """Let 127.0.0.0/8 and ::1 be dialled: for tests and the demo."""
    proxy: str | None = None
    """`http://host:port` (CONNECT) or `socks5://host:port`."""
    proxy_dns: bool = False
    """The proxy resolves names itself: we cannot judge the addresses it dials."""
    ca_file: Path | None = None
    """PEM bundle trusted instead of certifi's."""
    pace: float = 2.0
    """Least time between two requests to one host, from the end of one to the start of the next."""
    host_pace: dict[str, float] = field(default_factory=dict)
    """The same for named hosts; overrides what is built in (Wayback's limits)."""
    total_timeout: float = 60.0
    """One exchange, from the name look-up to the last byte."""
    max_body: int = 20_000_000
    parse_deadline: float = DEADLINE
    articles_at_once: int = 64
    no_proxy: tuple[str, ...] = ()
    """Hosts that go past the proxy, in the forms of NO_PROXY."""

    article_url: str | None = None
    """Where the one source of the run was published, as the user says."""

    def record(self) -> dict[str, Any]:
        """Return what is written into the run: JSON values only."""
        return {
            "fresh": self.fresh,
            "offline": self.offline,
            "max_time": self.max_time,
            "allow_loopback": self.allow_loopback,
            "proxy": without_secret(self.proxy),
            "proxy_dns": self.proxy_dns,
            "no_proxy": list(self.no_proxy),
            "ca_file": str(self.ca_file) if self.ca_file else None,
            "pace": self.pace,
            "host_pace": dict(self.host_pace),
            "total_timeout": self.total_timeout,
            "max_body": self.max_body,
            "parse_deadline": self.parse_deadline,
            "article_url": self.article_url,
        }
