"""Reddit: its oEmbed, and the Atom feed of one submission with its comments."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from embedarchive.late import re
from embedarchive.platforms import reddit
from embedarchive.records import PostRef, Testified
from embedarchive.stages.snapshot.asking import mapping, moment, parse_json, text_of
from embedarchive.stages.snapshot.readers.markup import shown, tree_of
from embedarchive.stages.snapshot.readers.oembed import thumbnail
from embedarchive.stages.snapshot.told import Told

TAKEN_DOWN = {
    "[deleted]": (Testified.DELETED, "Reddit shows [deleted]: its author took it down"),
    "[removed]": (Testified.REMOVED, "Reddit shows [removed]: a moderator or Reddit took it down"),
    "[ removed by reddit ]": (Testified.REMOVED, "Reddit took it down"),
}
"""reddit.zendesk.com, "What is the difference between [deleted] and [removed]"; the words stand in the post's
place, in any case."""
SUBMITTED = re.compile(r"submitted by\s{1,9}/u/.*\Z", re.S)
"""Reddit's own line below a submission in its feeds."""


def oembed(body: bytes, _media_type: str, post: PostRef) -> Told | None:
    """Read the embed: a submission's title, which is what articles quote, and its author."""
    told = mapping(parse_json(body))
    tree = LexborHTMLParser(text_of(told.get("html")) or "")
    refs = [reddit.read_url(node.attributes.get("href") or "") for node in tree.css("a[href]")]
    ids = [ref.id for ref in refs if ref]
    author = text_of(told.get("author_name"))
    title = text_of(told.get("title"))
    if not ids:
        return None
    if (title or "").lower() in TAKEN_DOWN:
        status, why = TAKEN_DOWN[(title or "").lower()]
        return Told(post_id=ids[0], status=status, detail=why)
    return Told(
        post_id=post.id if post.id in ids else ids[0],
        name=author,
        handle=None if author == "[deleted]" else author,
        text=title,
        media=thumbnail(told),
    )


def feed(body: bytes, _media_type: str, post: PostRef) -> Told | None:
    """Read the entry of the post in the Atom feed of its page: author, moment, title and words."""
    tree = tree_of(body)
    kind, _, wanted = _entry_id(post).partition("_")
    for entry in tree.css("entry"):
        if _inner(entry, "id") == f"{kind}_{wanted}":
            return _entry(entry, post)
    return None


def _entry_id(post: PostRef) -> str:
    """Return Reddit's full name of a post: `t3_` for submissions, `t1_` for comments."""
    submission, _, comment = post.id.partition("/")
    return f"t1_{comment}" if comment else f"t3_{submission}"


def _entry(entry: LexborNode, post: PostRef) -> Told:
    title = _inner(entry, "title")
    words = SUBMITTED.sub("", shown(_inner(entry, "content")) or "").strip()
    for said in (words.lower(), (title or "").lower()):
        if said in TAKEN_DOWN:
            return Told(post_id=post.id, status=TAKEN_DOWN[said][0], detail=TAKEN_DOWN[said][1])
    author = (_inner(entry, "author > name") or "").removeprefix("/u/")
    own = [words] if "/" in post.id else [title or "", words]
    return Told(
        post_id=post.id,
        name=author or None,
        handle=author if author and author != "[deleted]" else None,
        created=moment(_inner(entry, "published") or _inner(entry, "updated")),
        text="\n\n".join(part for part in own if part) or None,
    )


def _inner(entry: LexborNode, selector: str) -> str | None:
    """Return an element's text; HTML in a feed stands escaped, so that its text is markup."""
    node = entry.css_first(selector)
    return node.text().strip() or None if node else None
