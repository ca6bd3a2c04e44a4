"""One JSON object per line: the form in which other programs read what was found.

Absent is `null`, a date is ISO 8601, a post's id is a string (ids exceed 2^53). New keys are only
ever added at the end of an object.
"""

from __future__ import annotations

import json

from embedarchive.outputs.hidden import escape
from embedarchive.platforms import permalink

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import Any

    from embedarchive.records import (
        Candidate,
        Check,
        Citation,
        Claim,
        Copy,
        Hop,
        Mention,
        PostRef,
        Provenance,
        RecordRef,
        Resolution,
        Source,
        Testimony,
    )

    Json = dict[str, Any]


def dump(row: Json) -> str:
    """Return an object as one line of JSON, without the newline.

    UTF-8 as it stands; what would act on a terminal or hide there is written as an escape, which
    means the same to every reader of JSON.
    """
    return escape(json.dumps(row, ensure_ascii=False), _written)


def _written(point: int) -> str:
    if point > 0xFFFF:
        high, low = divmod(point - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
    return f"\\u{point:04x}"


def mention(source: Source, seen: Mention) -> Json:
    """Return what `find` prints of one mention."""
    return {
        "source": source.name,
        "seq": seen.seq,
        "platform": seen.platform,
        "kind": seen.kind.value,
        "rule": seen.rule,
        "start": seen.start,
        "end": seen.end,
        "exact": seen.exact,
        "claim": _claim(seen.claim),
        "post": _post(seen.post),
        "links": list(seen.links),
        "prefix": seen.prefix,
        "suffix": seen.suffix,
        "start_certain": seen.start_certain,
        "places": [{"start": place.start, "end": place.end} for place in seen.places],
    }


def article(provenance: Provenance) -> Json:
    """Return what `crawl` prints of one article."""
    read = provenance.article
    return {
        "source": provenance.source.name,
        "url": read.url if read else None,
        "title": read.title if read else None,
        "publisher": read.publisher if read else None,
        "published": read.published if read else None,
        "record": _record(provenance.record),
        "problem": provenance.problem,
        "citations": [_citation(provenance.source, citation) for citation in provenance.citations],
    }


def resolution(link: str, resolved: Resolution) -> Json:
    """Return what `resolve` prints of one link."""
    return {
        "link": link,
        "outcome": resolved.outcome.value,
        "final_url": resolved.final_url,
        "post": _post(resolved.post),
        "hops": [_hop(hop) for hop in resolved.hops],
    }


def _citation(source: Source, citation: Citation) -> Json:
    row = mention(source, citation.mention)
    row["post"] = _post(citation.post)
    return row | {
        "verdict": citation.verdict.value,
        "verdict_rule": citation.verdict_rule,
        "reasons": list(citation.reasons),
        "liveness": citation.liveness.value,
        "liveness_rule": citation.liveness_rule,
        "resolutions": [_resolved(each) for each in citation.resolutions],
        "testimonies": [_testimony(each) for each in citation.testimonies],
        "copies": [_copy(each) for each in citation.copies],
        "checks": [_check(each) for each in citation.checks],
        "candidates": [_candidate(each) for each in citation.candidates],
    }


def _claim(claim: Claim) -> Json:
    return {
        "name": claim.name,
        "handle": claim.handle,
        "date": claim.date.isoformat() if claim.date else None,
        "date_text": claim.date_text,
        "text": claim.text,
        "lang": claim.lang,
    }


def _post(post: PostRef | None) -> Json | None:
    if post is None:
        return None
    return {"platform": post.platform, "id": post.id, "handle": post.handle, "url": permalink(post)}


def _record(record: RecordRef | None) -> Json | None:
    if record is None:
        return None
    return {
        "warc": record.warc,
        "offset": record.offset,
        "length": record.length,
        "record_id": record.record_id,
    }


def _resolved(resolved: Resolution) -> Json:
    return {
        "asked": resolved.asked,
        "outcome": resolved.outcome.value,
        "final_url": resolved.final_url,
        "hops": [_hop(hop) for hop in resolved.hops],
    }


def _hop(hop: Hop) -> Json:
    return {
        "url": hop.url,
        "kind": hop.kind.value,
        "status": hop.status,
        "target": hop.target,
        "failure": hop.failure.value if hop.failure else None,
        "record": _record(hop.record),
        "detail": hop.detail,
        "notes": list(hop.notes),
    }


def _testimony(said: Testimony) -> Json:
    return {
        "witness": said.witness.value,
        "status": said.status.value,
        "url": said.url,
        "post": _post(said.post),
        "name": said.name,
        "handle": said.handle,
        "created": said.created.isoformat() if said.created else None,
        "day": said.day.isoformat() if said.day else None,
        "text": said.text,
        "text_cut": said.text_cut,
        "lang": said.lang,
        "media": list(said.media),
        "edits": list(said.edits),
        "edited": said.edited.isoformat() if said.edited else None,
        "quoted": said.quoted,
        "detail": said.detail,
        "record": _record(said.record),
    }


def _copy(copy: Copy) -> Json:
    return {
        "kind": copy.kind.value,
        "url": copy.url,
        "captured": copy.captured,
        "record": _record(copy.record),
    }


def _check(check: Check) -> Json:
    return {
        "name": check.name,
        "outcome": check.outcome.value,
        "expected": check.expected,
        "found": check.found,
        "witness": check.witness,
        "record": _record(check.record),
    }


def _candidate(candidate: Candidate) -> Json:
    return {
        "post": _post(candidate.post),
        "rung": candidate.rung,
        "accepted": candidate.accepted,
        "reason": candidate.reason,
        "record": _record(candidate.record),
    }
