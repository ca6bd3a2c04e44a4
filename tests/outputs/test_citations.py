"""Citations as people read them: the claim first, then the evidence, each line safe to show."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from embedarchive.outputs.citations import as_json, as_text, report
from embedarchive.records import (
    Citation,
    Claim,
    Liveness,
    Mention,
    MentionKind,
    Outcome,
    PostRef,
    Provenance,
    Resolution,
    Source,
    SourceKind,
    Testified,
    Testimony,
    Verdict,
    Witness,
)

POST = PostRef("twitter", "2018345678901234567", "NAofPakistan")
ROW: dict[str, Any] = {
    "article_url": "file:///a.txt",
    "article_title": "A \x1b[31mtitle",
    "platform": "twitter",
    "kind": "attribution",
    "rule": "flattened",
    "claimed_name": "قومی اسمبلی",
    "claimed_handle": "NAofPakistan",
    "claimed_date": "2026-02-02",
    "quote": "two\nlines of \u202e words",
    "post_id": "2018345678901234567",
    "post_url": None,
    "verdict": "conflict",
    "reasons": '["date differs", "words agree"]',
    "liveness": "unknown",
    "best_copy_url": None,
    "first_seen": "2026-11-24T01:02:03.000000Z",
    "last_checked": "2026-11-25T01:02:03.000000Z",
}


def reported(*citations: Citation, problem: str | None = None) -> list[str]:
    """Return the lines of a report on an article without a title."""
    return list(report(Provenance(Source("a.txt", SourceKind.FILE), None, citations, problem)))


def mention(kind: MentionKind, claim: Claim | None = None) -> Mention:
    """Return a mention whose text is `exact words`."""
    return Mention(1, "twitter", kind, "rule", 0, 11, "exact words", "", "", claim or Claim())


def test_a_row_is_a_paragraph() -> None:
    """Verdict first, a right-to-left name last on its line, one reason per line, times in UTC."""
    assert as_text(ROW).splitlines() == [
        "conflict · unknown · 2026-02-02 · @NAofPakistan · قومی اسمبلی",
        r"    two lines of \u202e words",
        "    post      not known",
        r"    cited in  file:///a.txt, A \x1b[31mtitle (attribution)",
        "    because   date differs",
        "              words agree",
        "    seen      2026-11-24 01:02, last checked 2026-11-25 01:02 UTC",
    ]


def test_a_row_shows_its_links_where_it_has_them() -> None:
    """Where each led, in the same words as everywhere."""
    link = {"link": "https://t.co/a", "final_url": None, "outcome": "loop"}
    assert "    link      https://t.co/a → nowhere (loop)" in as_text({**ROW, "links": [link]}).splitlines()


def test_a_row_as_json_has_its_reasons_as_a_list() -> None:
    """Nobody should have to parse JSON inside JSON."""
    assert json.loads(as_json(ROW))["reasons"] == ["date differs", "words agree"]


def test_a_report_shows_claim_verdict_and_permalink() -> None:
    """The address stands on a line of its own, whole."""
    claim = Claim("N", "NAofPakistan", dt.date(2026, 2, 2), "February 2, 2026", "خیال", "ur")
    lines = reported(
        Citation(
            mention(MentionKind.ATTRIBUTION, claim),
            post=POST,
            verdict=Verdict.CONFIRMED,
            liveness=Liveness.LIVE,
        )
    )
    assert lines[0] == "a.txt"
    assert lines[2] == "  confirmed  live  2026-02-02  @NAofPakistan  خیال"
    assert lines[3].endswith("/NAofPakistan/status/2018345678901234567")


def test_where_the_article_claims_nothing_the_witness_speaks() -> None:
    """A bare embed has neither name nor words of its own."""
    said = Testimony(
        Witness.OEMBED,
        Testified.FOUND,
        "https://publish.x.com/oembed",
        POST,
        handle="NAofPakistan",
        day=dt.date(2026, 2, 2),
        text="its words",
    )
    silent = Testimony(Witness.SYNDICATION, Testified.TOMBSTONE, "https://cdn.syndication.twimg.com/")
    lines = reported(Citation(mention(MentionKind.EMBED), post=POST, testimonies=(silent, said)))
    assert lines[2].split(None, 2)[2] == "2026-02-02  @NAofPakistan  its words"


def test_a_link_that_cites_no_post_stands_below_the_table() -> None:
    """Where it led, not a verdict on a post that it never meant."""
    way = Resolution("https://t.co/a", (), Outcome.GONE, "https://a.example/x")
    assert reported(Citation(mention(MentionKind.LINK), (way,))) == [
        "a.txt",
        "  link https://t.co/a → https://a.example/x (gone)",
    ]


def test_an_article_that_could_not_be_had_is_told() -> None:
    """Its line says why."""
    assert reported(problem="a.txt: cannot be \x1bread") == ["a.txt", r"  a.txt: cannot be \x1bread"]
