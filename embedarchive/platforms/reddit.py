"""Reddit: submissions and comments, under numbers written with 36 digits."""

from __future__ import annotations

from urllib.parse import urlencode

from embedarchive.late import re
from embedarchive.platforms import SITES
from embedarchive.platforms.base import EmbedRule, Endpoint, Meaning, PageForm, Platform, Unasked, Wording
from embedarchive.platforms.forms import everywhere
from embedarchive.platforms.urls import place
from embedarchive.records import PostRef, Testified, Witness

NAME = "reddit"
VIEWS = ("old", "new", "np", "sh", "i", "amp", "embed", "en", "de", "es", "fr", "pt")
SHORT = "redd.it"
HOSTS = frozenset({*SITES[NAME], *(f"{view}.reddit.com" for view in VIEWS)})
"""`embed.reddit.com` and, before 2023, `www.redditmedia.com` show the frame of a post under its path."""
POST = re.compile(
    r"(?:/(?:r|u|user)/[\w.-]{1,64})?/comments/(?P<id>[a-z0-9]{1,13})"
    r"(?:/(?:comment|[^/]{0,300})/(?P<comment>[a-z0-9]{1,13}))?(?:/|\Z)",
    re.A | re.I,
)
BRIEF = re.compile(r"/(?P<id>[a-z0-9]{1,13})/?\Z", re.A | re.I)
GALLERY = re.compile(r"/gallery/(?P<id>[a-z0-9]{1,13})/?\Z", re.A | re.I)
"""The pictures of a submission, under its number: gallery-dl's `RedditSubmissionExtractor` (2026)."""
ID = re.compile(r"[a-z0-9]{1,13}(?:/[a-z0-9]{1,13})?\Z", re.A)


def read_url(url: str) -> PostRef | None:
    """Return the submission, or the comment, that a URL of Reddit names.

    A comment's id is `SUBMISSION/COMMENT`. None for subreddits, users, media and `/s/…` share links.
    """
    where = place(url, HOSTS)
    if where is None:
        return None
    shapes = (BRIEF,) if where.host == SHORT else (POST, GALLERY)
    match = next((match for shape in shapes if (match := shape.match(where.path))), None)
    if match is None:
        return None
    comment = match.groupdict().get("comment")
    return PostRef(NAME, (f"{match['id']}/{comment}" if comment else match["id"]).lower())


def permalink(post: PostRef) -> str:
    """Return `https://www.reddit.com/comments/ID/`, with `_/COMMENT/` behind it for a comment."""
    submission, _, comment = post.id.partition("/")
    return f"https://www.reddit.com/comments/{submission}/" + (f"_/{comment}/" if comment else "")


def is_id(text: str) -> bool:
    """Whether a string is written as the id of a submission or a comment."""
    return bool(ID.match(text))


BLOCKED = "Reddit asks for an account, or has blocked this address"
WITNESSES = (
    Endpoint(
        Witness.OEMBED,
        "reddit-oembed",
        lambda post: f"https://www.reddit.com/oembed?{urlencode({'url': permalink(post)})}",
        "www.reddit.com/oembed?url=PERMALINK",
        "author, title",
        "oembed.com/providers.json; a stored answer of 2021",
        (
            Meaning(404, Testified.NOT_FOUND, "Reddit knows no such post", "not verified"),
            Meaning(
                403, Testified.LOGIN_WALL, BLOCKED, "humhub #6794 (2024): `blocked due to a network policy`"
            ),
        ),
    ),
    Endpoint(
        Witness.API,
        "reddit-feed",
        lambda post: f"{permalink(post)}.rss",
        "www.reddit.com/comments/ID/.rss",
        "author, moment, title and words",
        "only-cli/oc #52, #53 (2026-09-04): what still answers without an account, ten times a minute",
        (
            Meaning(404, Testified.NOT_FOUND, "Reddit knows no such post", "not verified"),
            Meaning(403, Testified.LOGIN_WALL, BLOCKED, "FreshRSS #8189"),
            Meaning(
                None,
                Testified.DELETED,
                "the words are `[deleted]`",
                "Reddit's help pages; not verified in this feed",
            ),
            Meaning(
                None,
                Testified.REMOVED,
                "the words are `[removed]`",
                "Reddit's help pages; not verified in this feed",
            ),
        ),
        "application/atom+xml",
    ),
)
UNASKED = (
    Unasked(
        "www.reddit.com/comments/ID.json",
        "answers 403 without an account, whatever the user agent, since 30 May 2026",
        "only-cli/oc #52, browser-harness #450 (2026)",
    ),
)

SAYS = Wording(
    lines=(re.compile(r"\bby\s{0,3}/?u/(?P<handle>[\w-]{1,40})", re.A),),
    words="blockquote > a:first-of-type",
    stand_ins=("Comment",),
)
"""The title, `by u/NAME in COMMUNITY`; of a comment the word `Comment`. `div.reddit-embed` (2015 to 2021) was
made for comments alone, and what its links say is never their words."""

REDDIT = Platform(
    name=NAME,
    hosts=HOSTS,
    read_url=read_url,
    permalink=permalink,
    is_id=is_id,
    frame=r"(?:embed\.reddit|redditmedia)\.com/r/",
    embeds=(
        # support.reddithelp.com, "How do I embed a post or comment": the first link is the post, or the
        # comment, then follow its author, the discussion and the community. In a translated page
        # (Microsoft's manuals, 2020) the discussion may come first.
        EmbedRule(
            "reddit-blockquote",
            "blockquote.reddit-embed-bq, blockquote.reddit-card, .reddit-embed, .reddit-card",
            inside=True,
            first=True,
            says=SAYS,
        ),
        # amp.dev/documentation/components/amp-reddit
        EmbedRule("amp-reddit", "amp-reddit[data-src]", urls=("data-src",)),
        *everywhere(NAME),
    ),
    witnesses=WITNESSES,
    unasked=UNASKED,
    media_hosts=("i.redd.it", "preview.redd.it", "external-preview.redd.it", "redditmedia.com"),
    page=PageForm(
        "og:title",
        lead=re.compile(r"(?:From the \w{1,40} community|r/\w{1,40}) on Reddit: "),
        whole_up_to=300,
    ),
)
