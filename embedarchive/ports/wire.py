"""What crossed the wire in one exchange: `web` sees the bytes, `warc` keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from embedarchive.records import Exchange


@dataclass(frozen=True, slots=True)
class Wire:
    """One exchange with its bytes exactly as sent and as received, after TLS."""

    exchange: Exchange
    """What the stage will see, still without a record."""
    sent: bytes = b""
    """The request as sent; empty where nothing was sent (refused address, DNS failure, robots)."""
    received: bytes = b""
    """The response as received: status line, headers and body, chunk framing and trailers included,
    cut at the size limit (then `exchange.truncated` says why)."""
    address: str | None = None
    """The peer's literal IP address; None behind a proxy that resolves names itself."""
    tls: str | None = None
    """Protocol and cipher suite, e.g. `TLSv1.3 TLS_AES_256_GCM_SHA384`."""
    certificate_sha256: str | None = None
    """Hex digest of the peer's leaf certificate (DER)."""
