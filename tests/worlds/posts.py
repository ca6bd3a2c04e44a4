"""Made-up posts and what each witness would say of them, for dictionary worlds."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from urllib.parse import urlencode

from embedarchive.platforms import snowflake
from embedarchive.platforms.twitter import syndication_token
from embedarchive.records import Claim, Exchange, Mention, MentionKind, PostRef
from embedarchive.stages.search.listings import STATUSES, id_pattern
from tests.worlds.dict_world import page

JSON = "application/json"
DAY = dt.date(2026, 2, 2)


def id_on(day: dt.date, n: int = 1) -> str:
    """The n-th id of a UTC day, in steps of a second."""
    return str(snowflake.day_range(day)[0] + (n << snowflake.SHIFT) * 1000)


@dataclass(frozen=True)
class Post:
    """A post that somebody made."""

    id: str = id_on(DAY)
    handle: str = "dam_watch"
    name: str = "Dam Watch"
    text: str = "The plan to raise the dam was read today"
    day: dt.date = DAY

    @property
    def ref(self) -> PostRef:
        return PostRef("twitter", self.id, self.handle)

    @property
    def url(self) -> str:
        return f"https://twitter.com/{self.handle}/status/{self.id}"

    @property
    def claim(self) -> Claim:
        """What an honest article says of it."""
        return Claim(self.name, self.handle, self.day, self.day.isoformat(), self.text, "en")


def mention(claim: Claim, *links: str, post: PostRef | None = None, kind: str = "attribution") -> Mention:
    """A mention that makes a claim."""
    text = claim.text or ""
    return Mention(1, "twitter", MentionKind(kind), "test", 0, len(text), text, "", "", claim, post, links)


def oembed_url(post: Post) -> str:
    query = {"url": post.url, "omit_script": "1", "hide_thread": "1", "dnt": "1", "lang": "en"}
    return f"https://publish.twitter.com/oembed?{urlencode(query)}"


def syndication_url(post: Post) -> str:
    query = {"id": post.id, "lang": "en", "token": syndication_token(post.id)}
    return f"https://cdn.syndication.twimg.com/tweet-result?{urlencode(query)}"


def cdx_url(prefix: str) -> str:
    query = {
        "url": prefix,
        "matchType": "prefix",
        "output": "json",
        "fl": "timestamp,original,mimetype,statuscode,digest",
        "filter": "statuscode:200",
        "limit": "500",
    }
    return f"https://web.archive.org/cdx/search/cdx?{urlencode(query)}"


def day_url(prefix: str, day: dt.date = DAY, resume: str = "") -> str:
    """What the index is asked for an author's posts of one day."""
    return ids_url(prefix, *snowflake.day_range(day), resume)


def ids_url(prefix: str, low: int, high: int, resume: str = "") -> str:
    """What the index is asked for an author's posts with ids of a range."""
    query: dict[str, str | tuple[str, ...]] = {
        "url": prefix,
        "matchType": "prefix",
        "output": "json",
        "fl": "timestamp,original,mimetype,statuscode,digest",
        "filter": (STATUSES, f"original:{id_pattern(low, high)}"),
        "showResumeKey": "true",
        **({"resumeKey": resume} if resume else {}),
        "limit": "500",
    }
    return f"https://web.archive.org/cdx/search/cdx?{urlencode(query, doseq=True)}"


def oembed_answer(post: Post) -> Exchange:
    date = post.day.strftime("%B %-d, %Y")
    html = (
        f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{post.text}</p>&mdash; {post.name} '
        f'(@{post.handle}) <a href="{post.url}?ref_src=twsrc%5Etfw">{date}</a></blockquote>'
    )
    answer = {"url": post.url, "author_name": post.name, "html": html, "type": "rich", "version": "1.0"}
    return page(json.dumps(answer), kind=JSON)


def syndication_answer(post: Post, photo: str | None = None, **more: object) -> Exchange:
    moment = snowflake.moment(post.id)
    assert moment is not None
    media = [{"media_url_https": photo, "type": "photo"}] if photo else []
    answer = {
        "__typename": "Tweet",
        "id_str": post.id,
        "lang": "en",
        "created_at": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "text": post.text,
        "user": {"name": post.name, "screen_name": post.handle},
        "mediaDetails": media,
        **more,
    }
    return page(json.dumps(answer), kind=JSON)


TOMBSTONE = page(
    json.dumps(
        {"__typename": "TweetTombstone", "tombstone": {"text": {"text": "This Post is unavailable."}}}
    ),
    kind=JSON,
)
DELETED = page(
    json.dumps(
        {
            "__typename": "TweetTombstone",
            "tombstone": {"text": {"text": "This Post was deleted by the Post author. Learn more"}},
        }
    ),
    kind=JSON,
)
NO_CAPTURES = page("[]", kind=JSON)


def cdx_answer(*captures: tuple[str, str, str], resume: str = "") -> Exchange:
    """Rows of (timestamp, original, mimetype); with `resume` more would follow."""
    rows = [["timestamp", "original", "mimetype", "statuscode", "digest"]]
    rows += [[stamp, original, kind, "200", "A" * 32] for stamp, original, kind in captures]
    rows += [[], [resume]] if resume else []
    return page(json.dumps(rows), kind=JSON)


def memento_answer(post: Post, account: str | None = None) -> Exchange:
    """A copy as API v1.1 JSON, as posts are often held; `account` is the author's own id."""
    moment = snowflake.moment(post.id)
    assert moment is not None
    status = {
        "id_str": post.id,
        "full_text": post.text,
        "created_at": moment.strftime("%a %b %d %H:%M:%S +0000 %Y"),
        "user": {"name": post.name, "screen_name": post.handle, "id_str": account},
    }
    return page(json.dumps(status), kind=JSON)


def held(post: Post, stamp: str = "20260203000000") -> dict[str, Exchange]:
    """The Wayback Machine's answers where it holds one copy of a post under twitter.com."""
    return {
        cdx_url(f"twitter.com/{post.handle}/status/{post.id}"): cdx_answer((stamp, post.url, JSON)),
        cdx_url(f"x.com/{post.handle}/status/{post.id}"): NO_CAPTURES,
        f"https://web.archive.org/web/{stamp}id_/{post.url}": memento_answer(post),
    }


def not_held(post: Post) -> dict[str, Exchange]:
    """The Wayback Machine's answers where it holds none."""
    return {
        cdx_url(f"{host}/{post.handle}/status/{post.id}"): NO_CAPTURES for host in ("twitter.com", "x.com")
    }


def page_url(post: Post) -> str:
    """The post's own page."""
    return f"https://x.com/{post.handle}/status/{post.id}"


SHELL = page('<div id="react-root"></div>')
"""What a post's own page shows without an account and without scripts."""


def live(post: Post) -> dict[str, Exchange]:
    """Both services of X know the post; its page shows nothing without an account."""
    return {
        oembed_url(post): oembed_answer(post),
        syndication_url(post): syndication_answer(post),
        page_url(post): SHELL,
    }


def deleted(post: Post) -> dict[str, Exchange]:
    """Both services of X say that it is not there."""
    return {
        oembed_url(post): page("Not found", 404),
        syndication_url(post): DELETED,
        page_url(post): page("<title>Page not found</title>", 404),
    }
