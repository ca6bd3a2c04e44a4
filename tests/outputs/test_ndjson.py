"""The keys of each line are the contract of the design, in its order."""

from __future__ import annotations

import datetime as dt
import json

from embedarchive.outputs import ndjson
from embedarchive.records import (
    Article,
    Candidate,
    Check,
    CheckOutcome,
    Citation,
    Claim,
    Copy,
    CopyKind,
    Failure,
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

SOURCE = Source("in/a.txt", SourceKind.FILE)
RECORD = RecordRef("EA-1.warc.gz", 512, 1024, "urn:uuid:1")
RECORD_JSON = {"warc": "EA-1.warc.gz", "offset": 512, "length": 1024, "record_id": "urn:uuid:1"}
POST = PostRef("twitter", "2018345678901234567", "NAofPakistan")
MENTION = Mention(
    1,
    "twitter",
    MentionKind.ATTRIBUTION,
    "flattened",
    3,
    9,
    "خیال — N",
    "pre",
    "suf",
    Claim("N", "NAofPakistan", dt.date(2026, 2, 2), "February 2, 2026", "خیال", "ur"),
    None,
    ("https://t.co/DdqVUnObjg",),
)
RESOLUTION = Resolution(
    "https://t.co/DdqVUnObjg",
    (
        Hop("https://t.co/DdqVUnObjg", HopKind.LOCATION, 301, "https://x.com/a/status/1", record=RECORD),
        Hop("https://x.example/", HopKind.FINAL, failure=Failure.DNS, detail="no such name", record=RECORD),
    ),
    Outcome.UNREACHABLE,
    None,
)


def test_a_mention_has_the_keys_of_the_design_in_their_order() -> None:
    """Other programs read `find`; what was added stands at the end."""
    row = ndjson.mention(SOURCE, MENTION)
    assert list(row) == [
        *("source", "seq", "platform", "kind", "rule", "start", "end", "exact", "claim", "post", "links"),
        *("prefix", "suffix", "start_certain", "places"),
    ]
    assert list(row["claim"]) == ["name", "handle", "date", "date_text", "text", "lang"]
    assert row["source"] == "in/a.txt"
    assert row["kind"] == "attribution"
    assert row["claim"]["date"] == "2026-02-02"
    assert row["post"] is None
    assert row["links"] == ["https://t.co/DdqVUnObjg"]


def test_what_is_absent_is_null() -> None:
    """An empty claim has all its keys."""
    row = ndjson.mention(SOURCE, Mention(1, "twitter", MentionKind.LINK, "tco", 0, 1, "x", "", ""))
    assert set(row["claim"].values()) == {None}


def test_a_post_is_named_with_its_address() -> None:
    """The id is a string: JSON readers round numbers beyond 2^53."""
    row = ndjson.resolution("https://t.co/a", Resolution("https://t.co/a", (), Outcome.FINAL, None, POST))
    assert row["post"]["id"] == "2018345678901234567"
    assert "2018345678901234567" in row["post"]["url"]
    assert list(row["post"]) == ["platform", "id", "handle", "url"]


def test_a_resolution_tells_every_hop() -> None:
    """Each hop names the record in which its answer is kept, and why there was none."""
    row = ndjson.resolution(RESOLUTION.asked, RESOLUTION)
    assert row["outcome"] == "unreachable"
    assert [hop["kind"] for hop in row["hops"]] == ["location", "final"]
    assert row["hops"][0]["record"] == RECORD_JSON
    assert row["hops"][1]["failure"] == "dns"


def test_an_article_is_one_line_with_its_citations() -> None:
    """All that was learnt of a mention stands beside it; lines in other scripts stay readable."""
    article = Article("in/a.txt", None, "T", "P", "2026-02-03", "en", "text", "text/plain", "utf-8")
    citation = Citation(
        MENTION,
        (RESOLUTION,),
        (Candidate(POST, "slug", True, "handle and date agree", RECORD),),
        POST,
        (
            Testimony(
                Witness.SYNDICATION,
                Testified.FOUND,
                "https://cdn.syndication.twimg.com/tweet-result",
                POST,
                created=dt.datetime(2026, 2, 2, 11, 20, tzinfo=dt.UTC),
                record=RECORD,
            ),
        ),
        (Copy(CopyKind.PHOTO, "https://pbs.twimg.com/media/x", None, RECORD),),
        (Check("date", CheckOutcome.AGREES, "2026-02-02", "2026-02-02", "syndication", RECORD),),
        Verdict.CONFIRMED,
        ("handle, date and words agree",),
        Liveness.LIVE,
    )
    row = ndjson.article(Provenance(SOURCE, article, (citation,), None, RECORD))
    assert list(row) == ["source", "url", "title", "publisher", "published", "record", "problem", "citations"]
    (cited,) = row["citations"]
    assert cited["verdict"] == "confirmed"
    assert cited["liveness"] == "live"
    assert cited["post"]["id"] == POST.id
    assert cited["testimonies"][0]["created"] == "2026-02-02T11:20:00+00:00"
    assert cited["checks"][0]["outcome"] == "agrees"
    assert cited["candidates"][0]["accepted"] is True
    assert cited["copies"][0]["kind"] == "photo"
    assert cited["resolutions"][0]["asked"] == "https://t.co/DdqVUnObjg"
    line = ndjson.dump(row)
    assert "خیال" in line
    assert json.loads(line) == row


def test_an_article_that_could_not_be_had_says_why() -> None:
    """A source is never silently left out."""
    row = ndjson.article(Provenance(SOURCE, None, problem="in/a.txt: gone", record=RECORD))
    assert row["problem"] == "in/a.txt: gone"
    assert row["citations"] == []
    assert row["title"] is None
