"""A small article with citations of every verdict, for the tests of reports."""

from __future__ import annotations

import datetime as dt

from embedarchive.records import (
    Article,
    Candidate,
    Check,
    CheckOutcome,
    Citation,
    Claim,
    Copy,
    CopyKind,
    Hop,
    HopKind,
    Liveness,
    Mention,
    MentionKind,
    Outcome,
    PostRef,
    Provenance,
    RecordRef,
    Resolution,
    Source,
    SourceKind,
    Testified,
    Testimony,
    Verdict,
    Witness,
)

AGREES, DIFFERS = CheckOutcome.AGREES, CheckOutcome.DIFFERS
RECORD = RecordRef("EA-1.warc.gz", 0, 10, "urn:uuid:1")
POST = PostRef("twitter", "2018345678901234567", "harbour_board")
PHOTO = "https://pbs.twimg.com/media/x.jpg"
CLAIM = Claim(
    "Harbour Board", "harbour_board", dt.date(2026, 2, 2), "February 2, 2026", "The bridge is shut."
)
CHECKED = "2026-09-05T10:20:30.000000Z"


def mention(claim: Claim = CLAIM, kind: MentionKind = MentionKind.ATTRIBUTION) -> Mention:
    """A mention that claims so."""
    return Mention(1, "twitter", kind, "flattened", 0, 5, claim.text or "a link", "", "", claim)


def found(text: str = "The bridge is shut.", witness: Witness = Witness.SYNDICATION) -> Testimony:
    """A witness who shows the post."""
    created = dt.datetime(2026, 2, 2, 11, 20, tzinfo=dt.UTC)
    return Testimony(
        witness,
        Testified.FOUND,
        "https://cdn.example/",
        POST,
        "Harbour Board",
        "harbour_board",
        created,
        text=text,
        lang="en",
        record=RECORD,
    )


def check(name: str, outcome: CheckOutcome, expected: str, said: str, witness: str = "syndication") -> Check:
    """A check."""
    return Check(name, outcome, expected, said, witness, RECORD)


CONFIRMED = Citation(
    mention(),
    post=POST,
    testimonies=(found(),),
    copies=(
        Copy(
            CopyKind.MEMENTO,
            "https://web.archive.org/web/2026/https://x.com/a",
            "2026-02-03T00:00:00Z",
            RECORD,
        ),
        Copy(CopyKind.PHOTO, PHOTO, "2026-02-03T00:00:00Z", RECORD),
    ),
    checks=(
        check("date", AGREES, "2026-02-02", "2026-02-02", "id"),
        check("handle", AGREES, "harbour_board", "harbour_board"),
        check("words", AGREES, "The bridge is shut.", "The bridge is shut."),
    ),
    verdict=Verdict.CONFIRMED,
    liveness=Liveness.LIVE,
)
DIFFERENT = Citation(
    mention(),
    post=POST,
    testimonies=(found("The bridge is open."),),
    checks=(
        check("date", DIFFERS, "2026-02-05", "2026-02-03"),
        check("words", DIFFERS, "The bridge is shut.", "The bridge is open."),
    ),
    verdict=Verdict.CONFLICT,
    liveness=Liveness.LIVE,
)
PROBABLE = Citation(
    mention(),
    post=POST,
    testimonies=(Testimony(Witness.OEMBED, Testified.PROTECTED, "https://publish.example/"),),
    checks=(check("date", AGREES, "2026-02-02", "2026-02-02", "id"),),
    verdict=Verdict.PROBABLE,
    reasons=("the post id: posted on 2026-02-02 (UTC)", "no witness to the author or the words"),
    liveness=Liveness.PROTECTED,
)
UNRESOLVED = Citation(
    mention(),
    candidates=(Candidate(POST, "cdx", False, "posted on another day"),),
    verdict=Verdict.UNRESOLVED,
    reasons=("2018345678901234567: posted on another day",),
    reached=False,
)


def bare_link(asked: str, final: str | None, outcome: Outcome) -> Citation:
    """A link in the text that cites no post."""
    hops = (Hop(asked, HopKind.FINAL, 200),)
    return Citation(mention(Claim(), MentionKind.LINK), (Resolution(asked, hops, outcome, final),))


def provenance(*citations: Citation, title: str = "A night without the bridge") -> Provenance:
    """An article with these citations."""
    url = "https://news.example/bridge"
    article = Article(
        url, url, title, "The Ledger", "2026-02-05", "en", "…", "text/html", "utf-8", exchange=None
    )
    return Provenance(Source(url, SourceKind.URL), article, citations, record=RECORD)


def hostile(text: str, url: str = "https://news.example/") -> Provenance:
    """An article in which a stranger wrote the same thing everywhere he could."""
    claim = Claim(text, text, None, text, text, text)
    said = Testimony(
        Witness.SYNDICATION, Testified.FOUND, url, POST, text, text, text=text, lang=text, detail=text
    )
    shut = Testimony(Witness.OEMBED, Testified.TOMBSTONE, url, detail=text)
    citation = Citation(
        mention(claim),
        (Resolution(url, (), Outcome.NOT_FOUND, text),),
        (Candidate(PostRef("nowhere", text), "cdx", False, text),),
        PostRef("nowhere", text, text),
        (said, shut),
        (Copy(CopyKind.MEMENTO, url, text), Copy(CopyKind.PHOTO, url, text)),
        (Check("handle", DIFFERS, text, text, text), Check("id", DIFFERS, text, text, "id")),
        Verdict.CONFLICT,
        (text,),
    )
    article = Article(url, url, text, text, text, text, text, "text/html", "utf-8")
    links = bare_link(url, text, Outcome.FINAL)
    return Provenance(Source(text, SourceKind.FILE), article, (citation, links), problem=text)
