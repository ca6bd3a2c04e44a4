"""News sites and any other host whose pages the script declares."""

from __future__ import annotations

import hashlib

from embedarchive.demo.reply import Answer, Ask, Headers, http_date
from embedarchive.demo.reply import page as html_page
from embedarchive.demo.script import Page, World


def page(world: World, ask: Ask) -> Answer:
    """Serve the page the script declares, 304 where the client has it already, else 404."""
    found = world.page_by_url.get(f"{ask.host}{ask.target}") or world.page_by_url.get(ask.host + ask.path)
    if found is None:
        return html_page("<title>Page not found</title><h1>Page not found</h1>\n", 404)
    if found.location:
        return Answer(found.status, found.body, (("Location", found.location),))
    validators = _validators(found)
    if found.status == 200 and _unchanged(ask, dict(validators)):
        return Answer(304, b"", validators)
    return Answer(
        found.status, found.body, (("Content-Type", found.media_type), *validators), chunked=found.chunked
    )


def _validators(found: Page) -> Headers:
    etag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
    modified = (("Last-Modified", http_date(found.modified)),) if found.modified else ()
    return (("ETag", etag), *modified)


def _unchanged(ask: Ask, validators: dict[str, str]) -> bool:
    """Hold the client's conditions against ours; If-None-Match wins (RFC 9110, 13.2.2)."""
    tags = ask.header("if-none-match")
    if tags:
        return validators["ETag"] in tags or tags.strip() == "*"
    since = ask.header("if-modified-since")
    return bool(since) and since == validators.get("Last-Modified")
