"""Look citations up by what a person has in hand: a URL, host, file, slug, handle, post id, or words."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from sqlite_utils import Database

from embedarchive.platforms import read_url
from embedarchive.platforms.spellings import SAME_HOSTS, page_of, profile_of
from embedarchive.ports.rows import storable

Row = dict[str, Any]
Condition = tuple[str, tuple[Any, ...]]

LIMIT = 200
LONGEST = 2000
"""Characters of a query that are looked at."""
WORDS = 30
"""Words of a query that are looked at: SQLite bounds the depth of an expression."""
COLUMNS = (
    "article_url, article_title, platform, kind, rule, claimed_name, claimed_handle, claimed_date, quote, "
    "post_id, post_url, verdict, reasons, liveness, best_copy_url, first_seen, last_checked"
)
LINK_COLUMNS = "asked AS link, final_url, outcome"
_SLUG = re.compile(r"[A-Za-z0-9_-]{4,40}")
_HANDLE = re.compile(r"[@＠]\S+")
"""Also with the full-width sign of CJK keyboards."""
_HOST = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z0-9-]+)/?", re.IGNORECASE)
_UPWARDS = re.compile(r"(?:\.\./)*/*")
_WORD = re.compile(r"\w+")
_OF_ARTICLE = (
    "citation IN (SELECT c.id FROM citation c JOIN mention m ON m.id = c.mention"
    " JOIN article a ON a.id = m.article WHERE {where})"
)
_IS_FILE = "a.source = ? OR (a.kind = 'file' AND substr(a.place, -length(?)) = ?)"
_LINKED = (
    "citation IN (SELECT r.citation FROM resolution r WHERE {on_resolution}"
    " UNION SELECT c.id FROM citation c JOIN mention m ON m.id = c.mention, json_each(m.links) l"
    " WHERE {on_link})"
)


KEPT = (
    "SELECT DISTINCT place AS url FROM article WHERE instr(lower(place), ?)",
    "SELECT DISTINCT source AS url FROM article WHERE instr(lower(source), ?)",
    "SELECT DISTINCT asked AS url FROM resolution WHERE instr(lower(asked), ?)",
    "SELECT DISTINCT final_url AS url FROM resolution WHERE instr(lower(final_url), ?)",
    "SELECT DISTINCT l.value AS url FROM mention m, json_each(m.links) l WHERE instr(lower(l.value), ?)",
)
"""Every address that is kept in which a host stands."""


def search(database: Database, query: str, limit: int = LIMIT) -> list[Row]:
    """Return rows of `citations`, the latest first; exact matches where there are any, else by words.

    Each row has besides the view's columns `links`: what was followed for it, as rows of `LINK_COLUMNS`.
    """
    query = storable(query).strip()[:LONGEST]
    for condition in _conditions(database, query):
        if rows := _rows(database, condition, limit):
            return rows
    return []


def last_look(database: Database, query: str) -> Row | None:
    """Return `at` and `problem` of the last look at an article, which is told as in `search`; None without.

    For articles that cite no post: `search` finds what is cited.
    """
    query = storable(query).strip()[:LONGEST]
    names = json.dumps([query, *spellings(database, addressed(query))])
    among = "IN (SELECT value FROM json_each(?))"
    where = f"a.place {among} OR a.source {among} OR {_IS_FILE}"
    sql = f"SELECT at, problem FROM article a WHERE {where} ORDER BY id DESC LIMIT 1"
    return next(database.query(sql, (names, names, *_of_file(query))), None)


def _conditions(database: Database, query: str) -> Iterator[Condition]:
    """Yield what a query may mean, the most exact meaning first."""
    if not query:
        return
    if "/" in query:
        address = addressed(query)
        if profile := profile_of(address):
            # The account's posts, and the places that link to the profile itself.
            yield _either(_by_account(*profile), *_by_spelling(spellings(database, address)))
        yield _by_url(query)
        yield _by_url(address)
        yield from _by_spelling(spellings(database, address))
    if _HANDLE.fullmatch(query):
        yield _by_handle(query[1:])
        yield _by_parts([f"@{query[1:]}"])
        return
    yield "post_id = ?", (query,)
    if _SLUG.fullmatch(query):
        yield _by_slug(query)
    yield _by_file(query)
    if host := _HOST.fullmatch(query):
        yield _by_host(host[1])
    yield from _by_words(query)


def _by_url(url: str) -> Condition:
    """Match a URL as the article's, the post's, a link's or where one led."""
    post = read_url(url)
    on_link = _LINKED.format(on_resolution="? IN (r.asked, r.final_url)", on_link="l.value = ?")
    named = ("", "") if post is None else (post.platform, post.id)
    return (
        f"? IN (article_url, post_url, best_copy_url) OR (platform = ? AND post_id = ?) OR {on_link}",
        (url, *named, url, url),
    )


def addressed(query: str) -> str:
    """Return a query as an address, whether or not its scheme was written."""
    return query if query[:8].lower().startswith(("https://", "http://")) else f"https://{query}"


def spellings(database: Database, url: str) -> list[str]:
    """Return the addresses that are kept and lead to the same page as a URL; none for what is no URL."""
    page = page_of(url)
    if page is None:
        return []
    # The host's last part stands in each of its spellings but in those of another name.
    hosts = [old for old, new in SAME_HOSTS.items() if new == page.host] + [page.host.partition(":")[0]]
    kept: set[str] = set()
    for host in hosts:
        for sql in KEPT:
            kept.update(row["url"] for row in database.query(sql, (host,)))
    return sorted(each for each in kept if page_of(each) == page)


def _by_spelling(urls: Sequence[str]) -> Iterator[Condition]:
    """Match any of some addresses as the article's, the post's, a link's or where one led."""
    if not urls:
        return
    among = "IN (SELECT value FROM json_each(?))"
    on_link = _LINKED.format(
        on_resolution=f"r.asked {among} OR r.final_url {among}", on_link=f"l.value {among}"
    )
    given = _OF_ARTICLE.format(where=f"a.source {among}")
    where = f"article_url {among} OR post_url {among} OR best_copy_url {among} OR {on_link} OR {given}"
    yield where, (json.dumps(urls),) * where.count("?")


def _either(*conditions: Condition) -> Condition:
    where = " OR ".join(f"({each})" for each, _ in conditions)
    return where, tuple(value for _, values in conditions for value in values)


def _by_account(platform: str, handle: str) -> Condition:
    where, values = _by_handle(handle)
    return f"platform = ? AND ({where})", (platform, *values)


def _by_file(path: str) -> Condition:
    """Match an article that is a file: its path as it was given, its name, or the end of where it stands."""
    return _OF_ARTICLE.format(where=_IS_FILE), _of_file(path)


def _of_file(path: str) -> tuple[str, str, str]:
    """Return what `_IS_FILE` asks for."""
    tail = "/" + _UPWARDS.sub("", posixpath.normpath(path), count=1)
    return path, tail, tail


def _by_host(host: str) -> Condition:
    """Match the articles of a host, with and without `www.`, at whatever port."""
    starts = product(("http://", "https://"), ("", "www."), ("", "/%", ":%", "?%"))
    patterns = tuple(f"{scheme}{www}{host}{rest}" for scheme, www, rest in starts)
    return " OR ".join("article_url LIKE ?" for _ in patterns), patterns


def _by_handle(handle: str) -> Condition:
    same = "SELECT c.id FROM citation c WHERE lower(c.post_handle) = lower(?)"
    return f"lower(claimed_handle) = lower(?) OR citation IN ({same})", (handle, handle)


def _by_slug(slug: str) -> Condition:
    """Match the slug of a short link, or of one made for sharing, which may end in a slash; in its case."""
    ends = "substr(rtrim({0}, '/'), -length(?)) = ?"
    on_link = _LINKED.format(on_resolution=ends.format("r.asked"), on_link=ends.format("l.value"))
    tail = f"/{slug}"
    return on_link, (tail, tail, tail, tail)


def _by_words(query: str) -> Iterator[Condition]:
    """Match words by the index; else, for scripts without spaces, as parts of what is kept.

    Every term is quoted: no string a person types is a syntax error to FTS5.
    """
    words = _WORD.findall(query)[:WORDS]
    if words:
        terms = " ".join(f'"{word}"' for word in words)
        matching = "SELECT rowid FROM citation_words WHERE citation_words MATCH ?"
        yield f"citation IN ({matching})", (terms,)
    yield _by_parts(query.split()[:WORDS])


def _by_parts(parts: Sequence[str]) -> Condition:
    held = "title || ' ' || name || ' ' || quote || ' ' || exact"
    every = " AND ".join(f"instr(lower({held}), lower(?)) > 0" for _ in parts)
    return f"citation IN (SELECT rowid FROM citation_words WHERE {every})", tuple(parts)


def _rows(database: Database, condition: Condition, limit: int) -> list[Row]:
    where, values = condition
    order = "ORDER BY last_checked DESC, citation DESC LIMIT ?"
    sql = f"SELECT citation, {COLUMNS} FROM citation_latest WHERE {where} {order}"
    rows = list(database.query(sql, (*values, limit)))
    return [row | {"links": _links(database, row.pop("citation"))} for row in rows]


def _links(database: Database, citation: int) -> list[Row]:
    sql = f"SELECT {LINK_COLUMNS} FROM resolution WHERE citation = ? ORDER BY seq"
    return list(database.query(sql, (citation,)))
