"""Small makers of what a run keeps: wires with their bytes, provenances with their records."""

from __future__ import annotations

import datetime as dt

from embedarchive.ports.wire import Wire
from embedarchive.records import (
    Article,
    Candidate,
    Check,
    CheckOutcome,
    Citation,
    Claim,
    Copy,
    CopyKind,
    Exchange,
    Failure,
    Hop,
    HopKind,
    Liveness,
    Mention,
    MentionKind,
    Outcome,
    PostRef,
    Provenance,
    Purpose,
    Request,
    Resolution,
    Run,
    Source,
    SourceKind,
    Testified,
    Testimony,
    Verdict,
    Witness,
)

STARTED = "2026-02-03T04:05:06.789012Z"
POST = PostRef("twitter", "2018345678901234567", "NAofPakistan")
SLUG = "https://t.co/Ab12345678"


def run(number: int = 1) -> Run:
    """Make a run."""
    return Run(f"20260203T040506-{number:06}", STARTED, "0.1.0", "embedarchive/0.1.0", {"pace": 2.0})


def wire(url: str, body: bytes = b"<p>Hello</p>", status: int = 200, started: str = STARTED) -> Wire:
    """Make a complete answer with a stated length."""
    headers = (("content-TYPE", "text/html"), ("X-Odd", "caf\xe9"), ("Content-Length", str(len(body))))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    received = f"HTTP/1.1 {status} Fine\r\n{head}\r\n".encode("latin-1") + body
    exchange = Exchange(Request(url), started, status, headers, body)
    sent = f"GET {url} HTTP/1.1\r\nHost: e.test\r\n\r\n".encode("utf-8", "replace")
    return Wire(exchange, sent, received, "192.0.2.7")


def failed(url: str, failure: Failure = Failure.DNS, received: bytes = b"") -> Wire:
    """Make an exchange without an answer."""
    exchange = Exchange(Request(url, Purpose.OEMBED), STARTED, failure=failure, detail=f"{failure}: no luck")
    return Wire(exchange, b"GET / HTTP/1.1\r\n\r\n" if received else b"", received)


def article(exchange: Exchange, text: str = "Some words. Quoted words — NA (@NAofPakistan)") -> Article:
    """Make an article read from an exchange."""
    url = exchange.request.url
    return Article(url, url, "A title", "A paper", None, "en", text, "text/html", "utf-8", exchange)


def mention(seq: int = 1, text: str = "Quoted words") -> Mention:
    """Make an attribution."""
    claim = Claim("NA", "NAofPakistan", dt.date(2026, 2, 2), "February 2, 2026", text, "en")
    return Mention(
        seq,
        "twitter",
        MentionKind.ATTRIBUTION,
        "dash",
        12,
        24,
        text,
        "words. ",
        " — NA",
        claim,
        None,
        (SLUG,),
    )


def citation(evidence: Exchange, seq: int = 1, verdict: Verdict = Verdict.CONFIRMED) -> Citation:
    """Make a citation that rests on one exchange."""
    record = evidence.record
    hop = Hop(
        SLUG, HopKind.LOCATION, 301, "https://x.com/NAofPakistan/status/2018345678901234567", record=record
    )
    return Citation(
        mention=mention(seq),
        resolutions=(Resolution(SLUG, (hop,), Outcome.FINAL, hop.target, POST),),
        candidates=(Candidate(POST, "slug", True, "the slug led to it", record),),
        post=POST,
        testimonies=(Testimony(Witness.OEMBED, Testified.FOUND, "https://o.test", POST, record=record),),
        copies=(Copy(CopyKind.PHOTO, "https://pbs.test/1.jpg", None, record),),
        checks=(Check("date", CheckOutcome.AGREES, "2026-02-02", "2026-02-02", "oembed", record),),
        verdict=verdict,
        reasons=("it follows from the link",),
        liveness=Liveness.LIVE,
    )


def provenance(page: Exchange, *citations: Citation) -> Provenance:
    """Make an article with its citations."""
    source = Source(page.request.url, SourceKind.URL)
    return Provenance(source, article(page), citations, record=page.record)
