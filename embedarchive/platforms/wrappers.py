"""Wrappers: links that carry their target, and where in each it stands. Read without asking anybody.

Only the hosts of this table are read, replays aside: a parameter that looks like an address names nothing at
a host that is not known. Every row carries one example, which is its test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from embedarchive.platforms.replays import replayed
from embedarchive.platforms.wrapping import (
    Reader,
    amp,
    archived,
    behind,
    parameter,
    proofpoint_v1,
    proofpoint_v2,
    proofpoint_v3,
    respelled,
    substack,
    whole_query,
)

DANBOORU = "danbooru/danbooru url_shortener.rb (2026-11-26)"
CLEANER = (
    "the table of unwrap functions of a URL cleaner on GitHub (unwrapThreadsShim, unwrapYouTube; 2026-11-26)"
)
MINET = "minet's table (FACTS.md 9)"
BELIEVED = "[K]"


@dataclass(frozen=True, slots=True)
class Wrapper:
    """One form of link that carries its target."""

    name: str
    where: str
    """What host (lower case) and path together must match as a whole."""
    read: Reader
    example: tuple[str, str]
    """A link and the target that it carries."""
    source: str
    warns: bool = False
    """The page stands before a target that is held unsafe: it is named and never asked for."""
    archive: bool = False
    """An archive's copy. It is a place of its own: it is undone only for a target that itself leads on."""

    def target(self, url: str) -> str | None:
        """Return the target that a URL carries in this form, verbatim."""
        try:
            parts = urlsplit(url)
            place = f"{parts.hostname or ''}{parts.path}"
        except ValueError:
            return None
        return self.read(url) if re.fullmatch(self.where, place, re.S) else None


GOOGLE = r"(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})"
T, E = "https://example.org/a?b=c", "https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc"

WRAPPERS = (
    Wrapper(
        "x-unsafe",
        r"(?:www\.)?(?:twitter|x)\.com/safety/unsafe_link_warning",
        parameter("unsafe_link"),
        (f"https://twitter.com/safety/unsafe_link_warning?unsafe_link={E}", T),
        "yt-dlp TwitterShortenerIE",
        warns=True,
    ),
    Wrapper(
        "bitly-warning",
        r"bitly\.com/a/(?:warning|blocked)",
        parameter("url"),
        (f"https://bitly.com/a/warning?hash=2om6hZ4&url={E}", T),
        "programs on GitHub read bitly.com/a/warning?hash=&url= (2026-11-26)",
        warns=True,
    ),
    Wrapper(
        "facebook",
        r"(?:l|lm|www|m|web)\.facebook\.com/l\.php|facebook\.com/l\.php",
        parameter("u"),
        (f"https://l.facebook.com/l.php?u={E}&h=AT0", T),
        "medialab/ural infer_redirection_test.py",
    ),
    Wrapper(
        "instagram",
        r"l\.instagram\.com/",
        parameter("u"),
        (f"https://l.instagram.com/?u={E}&e=1", T),
        MINET,
    ),
    Wrapper(
        "messenger",
        r"l\.messenger\.com/l\.php",
        parameter("u"),
        (f"https://l.messenger.com/l.php?u={E}", T),
        BELIEVED,
    ),
    Wrapper(
        "threads",
        r"l\.threads\.(?:net|com)/",
        parameter("u"),
        (f"https://l.threads.com/?u={E}&e=1", T),
        CLEANER,
    ),
    Wrapper(
        "google",
        rf"{GOOGLE}/url",
        parameter("q", "url"),
        (f"https://www.google.de/url?sa=t&url={E}&usg=A", T),
        "medialab/ural infer_redirection_test.py",
    ),
    Wrapper(
        "google-amp",
        rf"{GOOGLE}/amp/.+",
        amp,
        ("https://www.google.com/amp/s/example.org/a?b=c", T),
        "amp.dev, AMP Cache URL format",
    ),
    Wrapper(
        "amp-cache",
        r"(?:[a-z0-9-]+\.)?cdn\.ampproject\.org/[a-z]{1,3}/.+|(?:[a-z0-9-]+\.)?bing-amp\.com/[a-z]{1,3}/.+",
        amp,
        ("https://example-org.cdn.ampproject.org/c/s/example.org/a?b=c", T),
        "medialab/ural infer_redirection_test.py",
    ),
    Wrapper(
        "youtube",
        r"(?:www\.|m\.)?youtube\.com/redirect",
        parameter("q"),
        (f"https://www.youtube.com/redirect?event=video_description&q={E}", T),
        CLEANER,
    ),
    Wrapper(
        "youtube-attribution",
        r"(?:www\.|m\.)?youtube\.com/attribution_link",
        parameter("u"),
        (
            "https://www.youtube.com/attribution_link?a=b&u=%2Fwatch%3Fv%3Df5ZJLklAIQc%26feature%3Dshare",
            "/watch?v=f5ZJLklAIQc&feature=share",
        ),
        "medialab/ural infer_redirection_test.py",
    ),
    Wrapper(
        "reddit",
        r"out\.reddit\.com/[^/]*",
        parameter("url"),
        (f"https://out.reddit.com/t3_9275r8?url={E}&token=A", T),
        "data-outbound-url in reddit's pages (2018)",
    ),
    Wrapper(
        "vk",
        r"(?:m\.|www\.)?vk\.com/away(?:\.php)?",
        parameter("to"),
        (f"https://vk.com/away.php?to={E}", T),
        DANBOORU,
    ),
    Wrapper(
        "tumblr",
        r"t\.umblr\.com/redirect",
        parameter("z"),
        (f"https://t.umblr.com/redirect?z={E}&t=Y", T),
        "bridgy's tests",
    ),
    Wrapper("href-li", r"href\.li/", whole_query, (f"https://href.li/?{T}", T), DANBOORU),
    Wrapper(
        "steam",
        r"steamcommunity\.com/linkfilter/?",
        parameter("url", "u"),
        (f"https://steamcommunity.com/linkfilter/?u={E}", T),
        "lyubomyr-shaydariv/uu-webext steam.js; both names stand in uBlock's lists",
    ),
    Wrapper(
        "slack",
        r"slack-redir\.net/link|[a-z0-9-]+\.slack\.com/link",
        parameter("url"),
        (f"https://slack-redir.net/link?url={E}&v=3", T),
        "links pasted out of Slack in ten repositories on GitHub",
    ),
    Wrapper(
        "safelinks",
        r"(?:[a-z0-9-]+\.)?safelinks\.protection\.outlook\.com/(?:GetUrlReputation)?",
        parameter("url"),
        (f"https://eur01.safelinks.protection.outlook.com/?url={E}&data=05", T),
        "learn.microsoft.com, Safe Links",
    ),
    Wrapper(
        "proofpoint-v1",
        r"urldefense(?:\.proofpoint)?\.com/v1/url",
        proofpoint_v1,
        (f"https://urldefense.proofpoint.com/v1/url?u={E}&k=A", T),
        "Proofpoint's URLDefenseDecode.py 3.0.1 (2019)",
    ),
    Wrapper(
        "proofpoint-v2",
        r"urldefense(?:\.proofpoint)?\.com/v2/url",
        proofpoint_v2,
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a-3Fb-3Dc&d=DwMF", T),
        "Proofpoint's URLDefenseDecode.py 3.0.1 (2019)",
    ),
    Wrapper(
        "proofpoint-v3",
        r"urldefense(?:\.proofpoint)?\.(?:com|us)/v3/__.+",
        proofpoint_v3,
        (
            "https://urldefense.com/v3/__https://lore.kernel.org/linux-scsi/Ykqg0kr0F*2Fyzk2XW@infradead.org/"
            "__;JQ!!ACWV5N9M2RV99hQ!MwAZ$",
            "https://lore.kernel.org/linux-scsi/Ykqg0kr0F%2Fyzk2XW@infradead.org/",
        ),
        "Proofpoint's URLDefenseDecode.py 3.0.1 (2019); the example from a kernel list",
    ),
    Wrapper(
        "substack",
        r"substack\.com/redirect/2/.+",
        substack,
        ("https://substack.com/redirect/2/eyJlIjoiaHR0cHM6Ly9leGFtcGxlLm9yZy9hP2I9YyIsInAiOjF9.c2ln", T),
        "newsletters in ten repositories on GitHub; /redirect/<uuid> holds nothing and is asked",
    ),
    Wrapper(
        "linkedin",
        r"(?:www\.)?linkedin\.com/(?:redir/redirect|safety/go)/?",
        parameter("url"),
        (f"https://www.linkedin.com/redir/redirect?url={E}&urlhash=A", T),
        "LINKEDIN_REDIRECT_PATHS of a resolver on GitHub; safety/go [K]",
    ),
    Wrapper(
        "weibo",
        r"(?:www\.)?weibo\.c(?:om|n)/sinaurl",
        parameter("u"),
        (f"https://weibo.cn/sinaurl?u={E}", T),
        DANBOORU,
    ),
    Wrapper(
        "zhihu",
        r"link\.zhihu\.com/",
        parameter("target"),
        (f"https://link.zhihu.com/?target={E}", T),
        "a user script on GitHub that undoes links of zhihu and Steam",
    ),
    Wrapper(
        "duckduckgo",
        r"duckduckgo\.com/l/",
        parameter("uddg"),
        (f"https://duckduckgo.com/l/?uddg={E}&rut=A", T),
        BELIEVED,
    ),
    Wrapper(
        "telegram-view",
        r"t\.me/iv",
        parameter("url"),
        (f"https://t.me/iv?url={E}&rhash=1", T),
        "instantview.telegram.org",
    ),
    Wrapper(
        "deviantart",
        r"(?:www\.)?deviantart\.com/users/outgoing",
        whole_query,
        (f"https://www.deviantart.com/users/outgoing?{T}", T),
        DANBOORU,
    ),
    Wrapper(
        "pixiv",
        r"(?:www\.)?pixiv\.net/jump\.php",
        whole_query,
        (f"https://www.pixiv.net/jump.php?{E}", T),
        DANBOORU,
    ),
    Wrapper(
        "nijie", r"nijie\.info/jump\.php", whole_query, (f"https://nijie.info/jump.php?{E}", T), DANBOORU
    ),
    Wrapper(
        "piapro", r"piapro\.jp/jump/?", parameter("url"), (f"https://piapro.jp/jump/?url={E}", T), DANBOORU
    ),
    Wrapper(
        "unsafelink", r"unsafelink\.com/https?:.+", behind("/"), (f"https://unsafelink.com/{T}", T), DANBOORU
    ),
    Wrapper(
        "bitly-preview",
        r"(?:bit\.ly|j\.mp)/[A-Za-z0-9_-]+\+",
        respelled(r"https?://(bit\.ly|j\.mp)/([A-Za-z0-9_-]+)\+", r"https://\1/\2"),
        ("https://bit.ly/4aAVa4y+", "https://bit.ly/4aAVa4y"),
        f"{DANBOORU}: a + shows where the link goes",
    ),
    Wrapper(
        "isgd-preview",
        r"is\.gd/[A-Za-z0-9_]+-",
        respelled(r"https?://is\.gd/([A-Za-z0-9_]+)-", r"https://is.gd/\1"),
        ("https://is.gd/UeUnvf-", "https://is.gd/UeUnvf"),
        "is.gd's API reference: a hyphen leads to the preview page",
    ),
    Wrapper(
        "tinyurl-preview",
        r"preview\.tinyurl\.com/[A-Za-z0-9_-]+",
        respelled(r"https?://preview\.tinyurl\.com/([A-Za-z0-9_-]+)", r"https://tinyurl.com/\1"),
        ("https://preview.tinyurl.com/3avx9w4r", "https://tinyurl.com/3avx9w4r"),
        "tinyurl.com/preview.php",
    ),
    Wrapper(
        "replay",
        r".+/[0-9*]{1,14}(?:[a-z]{2}_)?/.+",
        replayed,
        ("https://web.archive.org/web/20200131000000/https://example.org/a?b=c", T),
        "platforms/replays.py: the Wayback Machine, arquivo.pt, pywb and OpenWayback at any host",
        archive=True,
    ),
    Wrapper(
        "archive-today",
        r"archive\.(?:today|ph|is|li|md|fo|vn)/(?:(?:o/[A-Za-z0-9]+|newest|oldest|[0-9.-]{4,19})/)?https?:.+",
        archived(r"/(?:(?:o/[A-Za-z0-9]+|newest|oldest|[0-9.-]{4,19})/)?"),
        ("https://archive.ph/2020.01.31-000000/https://example.org/a?b=c", T),
        "archive.today/faq, long form of a link",
        archive=True,
    ),
    Wrapper(
        "megalodon",
        r"megalodon\.jp/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{2}/.+",
        archived(r"/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{2}/"),
        (
            "https://megalodon.jp/2020-0131-0000-00/https://example.org:443/a?b=c",
            "https://example.org:443/a?b=c",
        ),
        "addresses in public repositories (2026-11-28)",
        archive=True,
    ),
    Wrapper(
        "skyview",
        r"skyview\.social/?",
        parameter("url"),
        (f"https://skyview.social/?url={E}&viewtype=tree", T),
        "addresses in public repositories (2026-11-28): a reader of threads on Bluesky",
    ),
)
"""In order; the first that holds a target counts."""


def carried(url: str) -> str | None:
    """Return the target that a URL carries, verbatim; None where it is no wrapper or holds none."""
    return next((target for wrapper in WRAPPERS if (target := wrapper.target(url))), None)
