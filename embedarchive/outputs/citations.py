"""Rows of the view `citations` and citations of a run, as people read them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from embedarchive.outputs.ndjson import dump
from embedarchive.outputs.terminal import clip, line, table
from embedarchive.platforms import permalink
from embedarchive.records import Citation, MentionKind, Provenance, Resolution, Testified

WORDS = 72
"""Columns for quoted words in a look-up."""
FIRST_WORDS = 34
"""Columns for them in a table."""


def as_json(row: Mapping[str, Any]) -> str:
    """Return a row of the view as one line of JSON, with its reasons as a list."""
    return dump({**row, "reasons": _reasons(row)})


def as_text(row: Mapping[str, Any]) -> str:
    """Return a row of the view as a paragraph; right-to-left words stand at the end of their line."""
    return "\n".join([_head(row), *(f"    {entry}" for entry in _body(row)), ""])


def _head(row: Mapping[str, Any]) -> str:
    handle = f"@{line(row['claimed_handle'])}" if row["claimed_handle"] else None
    parts = (row["verdict"], row["liveness"], row["claimed_date"], handle, line(row["claimed_name"]) or None)
    return " · ".join(part for part in parts if part)


def _body(row: Mapping[str, Any]) -> Iterator[str]:
    title = f", {line(row['article_title'])}" if row["article_title"] else ""
    if row["quote"]:
        yield clip(line(row["quote"]), WORDS)
    yield f"post      {line(row['post_url']) or 'not known'}"
    yield f"cited in  {line(row['article_url'])}{title} ({row['kind']})"
    for number, reason in enumerate(_reasons(row)):
        yield f"{'because' if number == 0 else '':<10}{line(reason)}"
    if row["best_copy_url"]:
        yield f"copy      {line(row['best_copy_url'])}"
    for link in row.get("links") or ():
        yield f"link      {_link(link)}"
    yield f"seen      {_minute(row['first_seen'])}, last checked {_minute(row['last_checked'])} UTC"


def _reasons(row: Mapping[str, Any]) -> list[str]:
    reasons = row["reasons"]
    return list(json.loads(reasons)) if isinstance(reasons, str) else list(reasons or ())


def _link(link: Any) -> str:
    if not isinstance(link, Mapping):
        return line(str(link))
    return f"{line(link['link'])} → {line(link['final_url']) or 'nowhere'} ({link['outcome']})"


def _minute(moment: str) -> str:
    return line(moment)[:16].replace("T", " ")


def report(provenance: Provenance) -> Iterator[str]:
    """Yield one article's citations as a table, each with its post's address, then its other links."""
    article = provenance.article
    yield line(article.title if article and article.title else provenance.source.name)
    if provenance.problem:
        yield f"  {line(provenance.problem)}"
    posts = [citation for citation in provenance.citations if _cites(citation)]
    heading, *lines = table(("VERDICT", "POST", "DATE", "WHO", "FIRST WORDS"), map(_row, posts), indent="  ")
    if posts:
        yield heading
    for text, citation in zip(lines, posts, strict=True):
        yield text
        yield f"    {_where(citation)}"
    for citation in provenance.citations:
        if citation not in posts:
            yield from (f"  link {_led(each)}" for each in citation.resolutions)


def _cites(citation: Citation) -> bool:
    """Tell a cited post from a link that leads elsewhere."""
    return bool(citation.post or citation.mention.kind is not MentionKind.LINK)


def _row(citation: Citation) -> tuple[str, ...]:
    """Say what the article claims; where it claims nothing, what a witness said."""
    claim = citation.mention.claim
    said = next((each for each in citation.testimonies if each.status is Testified.FOUND), None)
    day = claim.date or (said and (said.day or (said.created and said.created.date())))
    handle = claim.handle or (said and said.handle) or (citation.post and citation.post.handle)
    return (
        citation.verdict.value,
        citation.liveness.value,
        day.isoformat() if day else line(claim.date_text),
        f"@{line(handle)}" if handle else "",
        clip(line(claim.text or (said and said.text) or citation.mention.exact), FIRST_WORDS),
    )


def _where(citation: Citation) -> str:
    post = citation.post
    if post is None:
        return "post not known"
    return line(permalink(post)) or f"{line(post.platform)} {line(post.id)}"


def _led(resolved: Resolution) -> str:
    return f"{line(resolved.asked)} → {line(resolved.final_url) or 'nowhere'} ({resolved.outcome.value})"
