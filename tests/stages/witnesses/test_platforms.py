"""The witnesses of each platform: what their answers mean, and what they say of the post."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Mapping

import pytest

from embedarchive.platforms import PLATFORMS
from embedarchive.records import Claim, CopyKind, Exchange, PostRef, Testified, Testimony, Witness
from embedarchive.stages.snapshot import ask_platform, snapshot
from embedarchive.stages.snapshot.readers import READERS
from tests.shared import shared
from tests.stages.witnesses import answers as a
from tests.worlds.dict_world import DictWorld, hold, moved, page

MORNING = dt.datetime(2025, 2, 3, 10, tzinfo=dt.UTC)
TOLD = "The dam & the town.\nNobody asked."


def address(post: PostRef, witness: Witness) -> str:
    """What a witness of a post is asked."""
    endpoint = next(one for one in PLATFORMS[post.platform].witnesses if one.witness is witness)
    url = endpoint.address(post)
    assert url is not None
    return url


def heard(
    post: PostRef, witness: Witness, answer: Exchange, more: Mapping[str, Exchange] | None = None
) -> Testimony:
    """What one witness says when asked; the others of the platform have no address."""
    where = {Witness.API: a.POSTS, Witness.OEMBED: a.BLUESKY_OEMBED}
    url = where[witness] if post == a.BLUESKY else address(post, witness)
    said = hold(ask_platform(post), {**(more or {}), url: answer})
    return next(one for one in said if one.witness is witness)


RESOLVED = {a.RESOLVE: a.said({"did": a.DID})}


# --- Bluesky ---------------------------------------------------------------------------------------


def test_a_post_of_bluesky_is_found_by_its_authors_did() -> None:
    """The handle becomes a DID; author, moment, words, picture and language are told."""
    told = heard(a.BLUESKY, Witness.API, a.said({"posts": [a.bluesky_view()]}), RESOLVED)
    assert (told.status, told.post) == (Testified.FOUND, a.BLUESKY)
    assert (told.handle, told.name, told.text, told.lang) == ("dam.example", "Dam Watch", a.WORDS, "en")
    assert (told.created, told.media) == (MORNING, ("https://cdn.bsky.app/img/f@jpeg",))
    assert told.record is not None


def test_a_did_in_the_link_needs_no_resolving() -> None:
    """One question less; the testimony names the handle of today."""
    post = PostRef("bluesky", a.BLUESKY.id, a.DID)
    world = DictWorld({a.POSTS: a.said({"posts": [a.bluesky_view()]})})
    said = hold(ask_platform(post), world)
    assert said[0].handle == "dam.example" and a.RESOLVE not in world.asked


def test_a_post_that_bluesky_does_not_list_is_missing_or_its_account_is() -> None:
    """What is left out of the list is not found; the profile tells a takedown from a farewell."""
    none = a.said({"posts": []})
    for error, status in (
        ("AccountTakedown", Testified.SUSPENDED),
        ("AccountDeactivated", Testified.ACCOUNT_GONE),
        ("InvalidRequest", Testified.ACCOUNT_GONE),
        ("Other", Testified.NOT_FOUND),
    ):
        more = {**RESOLVED, a.PROFILE: a.said({"error": error, "message": ""}, 400)}
        assert heard(a.BLUESKY, Witness.API, none, more).status is status
    more = {**RESOLVED, a.PROFILE: a.said({"did": a.DID, "handle": "dam.example"})}
    assert heard(a.BLUESKY, Witness.API, none, more).status is Testified.NOT_FOUND


def test_a_handle_that_nobody_has_says_nothing_of_the_post() -> None:
    """It may have changed; an outage is told apart."""
    unknown = {a.RESOLVE: a.said({"error": "InvalidRequest", "message": "Unable to resolve handle"}, 400)}
    for more, status in (
        (unknown, Testified.UNREADABLE),
        ({}, Testified.UNREACHABLE),
        ({a.RESOLVE: page("", 502)}, Testified.BUSY),
        ({a.RESOLVE: a.said({"did": "none"})}, Testified.UNREADABLE),
    ):
        said = hold(ask_platform(a.BLUESKY), more)
        assert (said[0].witness, said[0].status) == (Witness.API, status)
    assert hold(ask_platform(PostRef("bluesky", a.BLUESKY.id)), {}) == ()


def test_an_author_who_wants_members_only_is_read_and_it_is_said() -> None:
    """The open interface shows the post; the label stands in the detail, and oEmbed refuses."""
    view = a.bluesky_view()
    view["author"]["labels"] = [{"val": "!no-unauthenticated"}]
    told = heard(a.BLUESKY, Witness.API, a.said({"posts": [view]}), RESOLVED)
    assert told.status is Testified.FOUND and "account holders" in told.detail
    refused = heard(a.BLUESKY, Witness.OEMBED, page("post is not publicly accessible", 403))
    assert refused.status is Testified.RESTRICTED


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_quoting_post_of_bluesky_names_the_quoted(wrapped: bool) -> None:
    """With pictures beside the quoted post its record stands one level down."""
    uri = "at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3lhd5xaeh2k2a"
    inner = {"uri": uri, "$type": "app.bsky.embed.record#viewRecord"}
    view = a.bluesky_view()
    view["embed"] = (
        {"record": {"record": inner}, "media": {"thumbnail": "https://video.bsky.app/t.jpg"}}
        if wrapped
        else {"record": inner}
    )
    told = heard(a.BLUESKY, Witness.API, a.said({"posts": [view]}), RESOLVED)
    assert told.quoted == "https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3lhd5xaeh2k2a"
    assert told.media == (("https://video.bsky.app/t.jpg",) if wrapped else ())


def test_blueskys_oembed_tells_author_day_and_words() -> None:
    """It is asked by whatever name the link holds."""
    told = heard(a.BLUESKY, Witness.OEMBED, a.said(a.bluesky_oembed()))
    assert (told.status, told.post) == (Testified.FOUND, a.BLUESKY)
    assert (told.name, told.handle, told.text, told.day) == ("Dam Watch", "dam.example", TOLD, MORNING.date())


@pytest.mark.parametrize("answer", [a.said({}), a.said([]), page("<p>"), a.said({"html": "<p>x</p>"})])
def test_an_answer_of_another_shape_says_nothing(answer: Exchange) -> None:
    """An error page, an empty object, a foreign embed."""
    for post in (a.BLUESKY, a.MASTODON, a.YOUTUBE, a.TIKTOK, a.REDDIT):
        told = heard(post, Witness.OEMBED, answer)
        assert told.status is Testified.UNREADABLE, post
    for post in (a.MASTODON, a.TRUTH):
        assert heard(post, Witness.API, answer).status is Testified.UNREADABLE
    assert heard(a.BLUESKY, Witness.API, answer, RESOLVED).status is Testified.UNREADABLE


def test_an_answer_about_another_post_of_bluesky_is_no_testimony() -> None:
    """The list holds one post, and it is not the one."""
    view = a.bluesky_view() | {"uri": a.URI[:-3] + "2aa"}
    assert heard(a.BLUESKY, Witness.API, a.said({"posts": [view]}), RESOLVED).status is Testified.UNREADABLE


# --- Mastodon and Truth Social ----------------------------------------------------------------------


def test_a_post_of_mastodon_is_asked_of_its_own_server() -> None:
    """Its number counts there; author, moment, words, pictures and the edit are told."""
    told = heard(a.MASTODON, Witness.API, a.said(a.mastodon_status()))
    assert (told.status, told.post) == (Testified.FOUND, a.MASTODON)
    assert (told.handle, told.name, told.text, told.created) == (
        "dam@social.example",
        "Dam Watch",
        TOLD,
        MORNING,
    )
    assert told.edited == MORNING + dt.timedelta(hours=1)
    assert told.media == ("https://files.social.example/a.png", "https://social.example/still.png")
    assert hold(ask_platform(PostRef("mastodon", a.MASTODON.id)), {}) == ()


def test_a_server_of_mastodon_speaks_for_its_own_accounts_only() -> None:
    """Whoever runs a server can answer any name; the author at another server is not told by it."""
    forged = a.mastodon_status(account={"acct": "mayor@city.example", "display_name": "The Mayor"})
    told = heard(a.MASTODON, Witness.API, a.said(forged))
    assert (told.status, told.handle) == (Testified.FOUND, None)
    own = a.mastodon_status(account={"acct": "dam@Social.example"})
    assert heard(a.MASTODON, Witness.API, a.said(own)).handle == "dam@Social.example"


def test_a_boost_is_nobodys_words_and_a_warning_is_told() -> None:
    """A status that boosts another shows another's post."""
    boost = a.mastodon_status(reblog=a.mastodon_status())
    assert heard(a.MASTODON, Witness.API, a.said(boost)).status is Testified.UNREADABLE
    warned = heard(a.MASTODON, Witness.API, a.said(a.mastodon_status(spoiler_text="floods")))
    assert "floods" in warned.detail and warned.text == TOLD
    quoting = a.mastodon_status(
        quote={"state": "accepted", "quoted_status": {"url": "https://a.example/@b/1"}}
    )
    assert heard(a.MASTODON, Witness.API, a.said(quoting)).quoted == "https://a.example/@b/1"


@pytest.mark.parametrize(
    ("status", "means"),
    [
        (404, Testified.NOT_FOUND),
        (410, Testified.ACCOUNT_GONE),
        (401, Testified.LOGIN_WALL),
        (403, Testified.LOGIN_WALL),
        (429, Testified.BUSY),
        (418, Testified.UNREADABLE),
    ],
)
def test_a_server_that_does_not_show_a_post_says_why(status: int, means: Testified) -> None:
    """Deleted or private, the account closed, members only, too busy: told apart by the status."""
    answer = a.said({"error": "Record not found"}, status)
    assert heard(a.MASTODON, Witness.API, answer).status is means
    assert heard(a.MASTODON, Witness.OEMBED, answer).status is means


def test_mastodons_oembed_names_the_post_and_its_author() -> None:
    """It shows no words: its name and handle bear witness."""
    told = heard(a.MASTODON, Witness.OEMBED, a.said(a.mastodon_oembed()))
    assert (told.status, told.handle, told.name, told.text) == (
        Testified.FOUND,
        "dam@social.example",
        "Dam Watch",
        None,
    )


def test_truth_social_answers_some_and_challenges_others() -> None:
    """Mastodon's interface, where it answers; a challenge says nothing of the post."""
    status = a.mastodon_status(url=f"https://truthsocial.com/@dam/{a.TRUTH.id}")
    told = heard(a.TRUTH, Witness.API, a.said(status))
    assert (told.status, told.handle, told.text) == (Testified.FOUND, "dam", TOLD)
    shut = heard(a.TRUTH, Witness.API, page("<title>Just a moment...</title>", 403))
    assert shut.status is Testified.LOGIN_WALL


# --- YouTube, TikTok, Reddit ------------------------------------------------------------------------


def test_youtubes_oembed_tells_title_and_channel() -> None:
    """The title is what articles quote; the still image is named."""
    told = heard(a.YOUTUBE, Witness.OEMBED, a.said(a.youtube_oembed()))
    assert (told.status, told.post) == (Testified.FOUND, PostRef("youtube", a.YOUTUBE.id, "damwatch"))
    assert (told.text, told.name) == ("The dam, explained", "Dam Watch")
    assert told.media == (f"https://i.ytimg.com/vi/{a.YOUTUBE.id}/hqdefault.jpg",)


@pytest.mark.parametrize(
    ("status", "body", "means"),
    [
        (404, "Not Found", Testified.NOT_FOUND),
        (400, "Bad Request", Testified.NOT_FOUND),
        (401, "Unauthorized", Testified.RESTRICTED),
        (403, "Forbidden", Testified.PROTECTED),
        (200, "Forbidden", Testified.PROTECTED),
        (200, "Not Found", Testified.NOT_FOUND),
        (200, "Unauthorized", Testified.RESTRICTED),
        (503, "", Testified.BUSY),
    ],
)
def test_youtube_says_why_it_shows_no_video(status: int, body: str, means: Testified) -> None:
    """Missing, private, embedding off; the words came with status 200 too."""
    assert heard(a.YOUTUBE, Witness.OEMBED, page(body, status)).status is means


def test_a_channel_without_a_handle_has_none() -> None:
    """`/channel/UC…` is a number, no name."""
    for url, handle in (
        ("https://www.youtube.com/channel/UC123", None),
        ("https://www.youtube.com/user/old", "old"),
        ("https://[bad", None),
        (None, None),
    ):
        told = heard(a.YOUTUBE, Witness.OEMBED, a.said(a.youtube_oembed() | {"author_url": url}))
        assert told.handle == handle


def stored(path: str) -> Exchange:
    """The body of a stored exchange."""
    body: str = json.loads(shared(f"corpus/api/oembed/{path}").read_text(encoding="utf-8"))["body"]
    return page(body, kind=a.JSON)


def test_stored_answers_of_tiktok_and_reddit_are_read() -> None:
    """Real bodies of 2021 and 2024: the post by its id, its author, its caption or title."""
    told = heard(a.TIKTOK, Witness.OEMBED, stored("tiktok.json"))
    assert (told.post, told.name) == (a.TIKTOK, "Antena 3 Noticias")
    assert (told.text or "").startswith("Nuestro #AplausoSanitario más sincero.")
    older = PostRef("tiktok", "7005293332821822726", "shmemmmy")
    told = heard(older, Witness.OEMBED, stored("vcr_tiktok_00.json"))
    assert (told.post, told.name) == (older, "Emily")
    told = heard(a.REDDIT, Witness.OEMBED, stored("reddit.json"))
    assert (told.status, told.handle) == (Testified.FOUND, "dennisrieves")
    assert (told.text or "").startswith("Buffett on cyrptocurrencies")


@pytest.mark.parametrize(
    "answer",
    [
        a.said({"status_msg": "Something went wrong", "code": 400}, 400),
        a.said({"status_msg": "Something went wrong"}),
        page("", 404),
    ],
)
def test_tiktok_has_one_answer_for_all_it_does_not_show(answer: Exchange) -> None:
    """Deleted, private, blocked here: which, it does not say, so nothing is settled."""
    assert heard(a.TIKTOK, Witness.OEMBED, answer).status is Testified.TOMBSTONE


def test_reddits_feed_tells_a_submission_and_a_comment() -> None:
    """Author and moment; a submission's title and words, a comment's words."""
    told = heard(a.REDDIT, Witness.API, page(a.feed("t3_7pfpeq"), kind="application/atom+xml"))
    assert (told.status, told.handle) == (Testified.FOUND, "dennisrieves")
    assert told.text == "Buffett on the dam\n\nLong live the dam."
    assert told.created == dt.datetime(2018, 1, 10, 17, tzinfo=dt.UTC)
    told = heard(a.COMMENT, Witness.API, page(a.feed("t3_7pfpeq"), kind="application/atom+xml"))
    assert (told.post, told.text) == (PostRef("reddit", a.COMMENT.id, "leaky"), "It leaks.")


def test_reddit_says_who_took_a_post_down() -> None:
    """[deleted] is the author, [removed] a moderator; a feed without the post says nothing."""
    for words, status in (("[deleted]", Testified.DELETED), ("[removed]", Testified.REMOVED)):
        body = a.feed("t3_7pfpeq", "/u/[deleted]", f"<p>{words}</p>")
        assert heard(a.REDDIT, Witness.API, page(body)).status is status
    assert heard(a.REDDIT, Witness.API, page(a.feed("t3_other"))).status is Testified.UNREADABLE
    assert heard(a.REDDIT, Witness.API, page("blocked", 403)).status is Testified.LOGIN_WALL
    titled = {
        "title": "[ Removed by Reddit ]",
        "html": '<a href="https://www.reddit.com/comments/7pfpeq/"></a>',
    }
    assert heard(a.REDDIT, Witness.OEMBED, a.said(titled)).status is Testified.REMOVED


# --- Frames and pages -------------------------------------------------------------------------------


def test_telegrams_frame_tells_channel_moment_words_and_picture() -> None:
    """The line breaks of the words are kept."""
    told = heard(a.TELEGRAM, Witness.EMBED, page(a.TELEGRAM_PAGE))
    assert (told.status, told.post, told.name) == (Testified.FOUND, a.TELEGRAM, "Pavel Durov")
    assert (told.text, told.created) == (TOLD, dt.datetime(2018, 1, 10, 17, tzinfo=dt.UTC))
    assert told.media == ("https://cdn4.cdn-telegram.org/file/a.jpg",)


def test_telegrams_failures_come_with_status_200() -> None:
    """Not found, shown in the app only, another post, no frame at all."""
    assert heard(a.TELEGRAM, Witness.EMBED, page(a.TELEGRAM_ERROR)).status is Testified.NOT_FOUND
    assert heard(a.TELEGRAM, Witness.EMBED, page(a.TELEGRAM_HIDDEN)).status is Testified.RESTRICTED
    other = a.TELEGRAM_PAGE.replace("durov/68", "durov/69")
    assert heard(a.TELEGRAM, Witness.EMBED, page(other)).status is Testified.UNREADABLE
    assert heard(a.TELEGRAM, Witness.EMBED, page("<p>t.me")).status is Testified.UNREADABLE


def test_instagrams_frame_tells_handle_and_caption() -> None:
    """Without the name before the caption and the comments' line behind it."""
    told = heard(a.INSTAGRAM, Witness.EMBED, page(a.INSTAGRAM_EMBED))
    assert (told.status, told.handle, told.text) == (Testified.FOUND, "nasa", TOLD)
    assert told.media == ("https://scontent.cdninstagram.com/v/a.jpg",)
    bare = a.INSTAGRAM_EMBED.replace('class="Caption"', "")
    assert heard(a.INSTAGRAM, Witness.EMBED, page(bare)).text is None
    other = a.INSTAGRAM_EMBED.replace(a.INSTAGRAM.id, "DdEy97xj9P_")
    assert heard(a.INSTAGRAM, Witness.EMBED, page(other)).status is Testified.UNREADABLE


@pytest.mark.parametrize(
    ("body", "means"),
    [
        (
            '<div class="EmbedBrokenMedia"><p>may be broken</p></div>',
            Testified.TOMBSTONE,
        ),
        ("<title>Instagram</title><form></form>", Testified.LOGIN_WALL),
    ],
)
def test_instagrams_frame_does_not_say_deleted(body: str, means: Testified) -> None:
    """Broken or removed, or a shell for account holders: neither is proof."""
    assert heard(a.INSTAGRAM, Witness.EMBED, page(body)).status is means


def test_instagrams_page_tells_name_handle_and_caption() -> None:
    """The description counts likes first, and quotes the caption."""
    told = heard(a.INSTAGRAM, Witness.PAGE, page(a.INSTAGRAM_PAGE))
    assert (told.status, told.name, told.handle, told.text) == (Testified.FOUND, "NASA", "nasa", TOLD)
    other = a.INSTAGRAM_PAGE.replace("likes, 777 comments - nasa on", "followers of nasa, as of")
    assert heard(a.INSTAGRAM, Witness.PAGE, page(other)).status is Testified.LOGIN_WALL


def test_facebooks_frame_tells_page_moment_and_words() -> None:
    """What is folded away is read, `See more` is not."""
    told = heard(a.FACEBOOK, Witness.EMBED, page(a.FACEBOOK_FRAME))
    assert (told.status, told.name, told.handle) == (Testified.FOUND, "NASA", "NASA")
    assert (told.text, told.created) == (TOLD, dt.datetime(2026, 2, 2, 10, tzinfo=dt.UTC))
    assert told.media == ("https://scontent.xx.fbcdn.net/v/a.jpg",)
    assert heard(a.FACEBOOK, Witness.EMBED, page(a.FACEBOOK_GONE)).status is Testified.TOMBSTONE
    assert heard(a.FACEBOOK, Witness.EMBED, page("<p>hello")).status is Testified.UNREADABLE
    other = a.FACEBOOK_FRAME.replace("1602283071267063", "1602283071267064")
    assert heard(a.FACEBOOK, Witness.EMBED, page(other)).status is Testified.UNREADABLE


def test_a_redirect_to_a_login_page_says_nothing() -> None:
    """Facebook, X and Instagram send those without an account to the door."""
    for post, door in (
        (a.FACEBOOK, "https://www.facebook.com/login/?next=x"),
        (a.INSTAGRAM, "https://www.instagram.com/accounts/login/?next=x"),
        (PostRef("twitter", "20", "jack"), "https://x.com/i/flow/login?redirect_after_login=x"),
    ):
        asked = address(post, Witness.PAGE)
        told = heard(post, Witness.PAGE, moved(door, 302), {door: page("<form>Log in</form>")})
        assert (told.status, told.url) == (Testified.LOGIN_WALL, door), asked


def test_linkedins_frame_tells_name_and_words() -> None:
    """The moment is told by the number alone; a page of another number is none."""
    told = heard(a.LINKEDIN, Witness.EMBED, page(a.LINKEDIN_FRAME))
    assert (told.status, told.name, told.text) == (Testified.FOUND, "Dam Watch", TOLD)
    assert told.media == ("https://media.licdn.com/dms/image/a",)
    other = a.LINKEDIN_FRAME.replace("7339567106482405376", "7339567106482405377")
    assert heard(a.LINKEDIN, Witness.EMBED, page(other)).status is Testified.UNREADABLE
    assert heard(a.LINKEDIN, Witness.EMBED, page("", 999)).status is Testified.LOGIN_WALL
    assert heard(a.LINKEDIN, Witness.EMBED, page("<p>")).status is Testified.UNREADABLE


def test_threads_page_tells_name_handle_and_words() -> None:
    """The title may begin with the post's own words."""
    url = f"https://www.threads.com/@zuck/post/{a.THREADS.id}"
    for title in ("Mark Zuckerberg (@zuck) on Threads", "🚨 News | of | Mark Zuckerberg (@zuck) on Threads"):
        told = heard(a.THREADS, Witness.PAGE, page(a.previewed(url, title, TOLD)))
        assert (told.name, told.handle, told.text) == ("Mark Zuckerberg", "zuck", TOLD)
    shell = heard(a.THREADS, Witness.PAGE, page("<title>Threads</title>"))
    assert shell.status is Testified.LOGIN_WALL


def test_xs_page_tells_author_and_words() -> None:
    """The properties for link previews, as served to anyone in 2026; an avatar is no picture of the post."""
    post = PostRef("twitter", "20", "jack")
    body = a.previewed(
        "https://x.com/jack/status/20",
        "jack (@jack) on X",
        "just setting up my twttr",
        "https://pbs.twimg.com/profile_images/1/a.jpg",
    )
    told = heard(post, Witness.PAGE, page(body))
    assert (told.status, told.name, told.handle, told.text, told.text_cut, told.media) == (
        Testified.FOUND,
        "jack",
        "jack",
        "just setting up my twttr",
        False,
        (),
    )
    long = heard(post, Witness.PAGE, page(body.replace("just setting", "just " * 60 + "setting")))
    assert long.text_cut
    assert heard(post, Witness.PAGE, page(body, 404)).status is Testified.NOT_FOUND
    other = body.replace("/status/20", "/status/21")
    assert heard(post, Witness.PAGE, page(other)).status is Testified.LOGIN_WALL


def test_the_migrate_form_is_not_the_posts_page() -> None:
    """A meta refresh to the bare host and a form to x/migrate: it says nothing of the post."""
    body = (
        '<meta http-equiv="refresh" content="5; url = https://twitter.com?mx=1">'
        '<form action="https://x.com/x/migrate" method="post"></form>'
    )
    told = heard(PostRef("twitter", "20", "jack"), Witness.PAGE, page(body))
    assert told.status is Testified.LOGIN_WALL and "migrate" in told.detail


def test_a_page_may_tell_its_posting_in_json_ld() -> None:
    """A SocialMediaPosting that names itself as the very post; broken blocks are passed over."""
    node = {
        "@type": "SocialMediaPosting",
        "url": "https://x.com/jack/status/20",
        "datePublished": "2006-03-21T20:50:14.000Z",
        "articleBody": "just setting up my twttr",
        "author": {"@type": "Person", "name": "jack", "additionalName": "jack"},
    }
    post = PostRef("twitter", "20", "jack")
    for value in (node, [node], {"@graph": [{"@type": "Other"}, node]}):
        tag = '<script type="application/ld+json">'
        body = f"{tag}{{</script>{tag}{json.dumps(value)}</script>"
        told = heard(post, Witness.PAGE, page(body))
        assert (told.status, told.handle, told.text) == (Testified.FOUND, "jack", "just setting up my twttr")
        assert told.created == dt.datetime(2006, 3, 21, 20, 50, 14, tzinfo=dt.UTC)


# --- All of them ------------------------------------------------------------------------------------


def test_every_platform_has_a_witness_and_every_reader_a_platform() -> None:
    """No platform is left without one, and each endpoint's reader exists."""
    forms = {endpoint.form for site in PLATFORMS.values() for endpoint in site.witnesses}
    assert forms == set(READERS)
    for site in PLATFORMS.values():
        assert site.witnesses, site.name
        assert len({endpoint.witness for endpoint in site.witnesses}) == len(site.witnesses)


def test_copies_of_every_platform_are_looked_for_under_its_permalink() -> None:
    """The index is asked exactly, and a copy is read by the page's own properties."""
    post = a.THREADS
    url = f"https://www.threads.net/@zuck/post/{post.id}"
    cdx = "https://web.archive.org/cdx/search/cdx?"
    names = ["timestamp", "original", "mimetype", "statuscode", "digest"]
    rows = [names, ["20240120000000", url, "text/html", "200", "A"]]
    world = DictWorld()
    hold(snapshot(post, Claim()), world)
    asked = [one for one in world.asked if one.startswith(cdx)]
    assert len(asked) == 2 and all("matchType=exact" in one for one in asked)
    memento = f"https://web.archive.org/web/20240120000000id_/{url}"
    kept = hold(
        snapshot(post, Claim()),
        {
            asked[0]: a.said(rows),
            memento: page(a.previewed(url, "Mark Zuckerberg (@zuck) on Threads", TOLD)),
        },
    )
    told = next(one for one in kept.testimonies if one.witness is Witness.MEMENTO)
    assert (told.status, told.handle, told.text) == (Testified.FOUND, "zuck", TOLD)
    assert [copy.kind for copy in kept.copies] == [CopyKind.MEMENTO]


def test_pictures_are_kept_from_the_platforms_own_hosts_only() -> None:
    """A server of Mastodon's hosts its media on or beneath itself; anything elsewhere is not asked for."""
    status = a.mastodon_status()
    status["media_attachments"].append({"type": "image", "url": "https://tracker.example/x.gif"})
    api = address(a.MASTODON, Witness.API)
    picture = "https://files.social.example/a.png"
    kept = hold(
        snapshot(a.MASTODON, Claim()), {api: a.said(status), picture: page(b"\x89PNG", kind="image/png")}
    )
    assert [copy.url for copy in kept.copies if copy.kind is CopyKind.PHOTO] == [picture]


def test_names_of_one_author_are_held_against_each_other_as_far_as_they_can_be() -> None:
    """A DID says nothing of a handle, a number nothing of a name, a name without server something."""
    sites = PLATFORMS
    assert sites["bluesky"].same_author(a.DID, "dam.example") is None
    assert sites["bluesky"].same_author("Dam.example", "dam.example") is True
    assert sites["facebook"].same_author("54971236771", "NASA") is None
    assert sites["facebook"].same_author("nasa", "NASA") is True
    assert sites["mastodon"].same_author("dam", "Dam@social.example") is True
    assert sites["mastodon"].same_author("dam@other.example", "dam@social.example") is False
    assert sites["twitter"].same_author("Jack", "jack") is True


def test_a_feed_of_nothing_but_spaces_is_read_in_time() -> None:
    """Reddit's own line is looked for without going over the same spaces again and again."""
    body = a.feed("t3_7pfpeq", words=f"<pre>{' ' * 300_000}x</pre>")
    started = time.process_time()
    told = heard(a.REDDIT, Witness.API, page(body))
    assert told.status is Testified.FOUND
    assert time.process_time() - started < 5


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("field", ["html", "title", "author_url", "content", "url", "posts"])
def test_half_a_surrogate_pair_breaks_no_reader(form: str, field: str) -> None:
    """JSON can escape what UTF-8 cannot hold; raw bytes of it are read likewise."""
    platform = next((name for name in PLATFORMS if form.startswith(name)), "twitter")
    for half in (b"\\ud800", b"\xed\xa0\x80"):
        body = b'{"%s": "<blockquote>%s</blockquote>"}' % (field.encode(), half)
        told = READERS[form](body, "application/json", PostRef(platform, "20", "u@s.example"))
        assert "\ud800" not in repr(told) and "\\ud800" not in repr(told)


def test_an_embed_of_x_without_markup_is_none() -> None:
    """An address alone is no blockquote."""
    body = b'{"html": "https://twitter.com/jack/status/20"}'
    assert READERS["x-oembed"](body, "application/json", PostRef("twitter", "20")) is None


def test_half_a_surrogate_pair_in_a_pages_json_is_replaced() -> None:
    """JSON-LD is read like any other JSON: what it tells can be printed."""
    url = "https://x.com/jack/status/20"
    posting = json.dumps({"@type": "SocialMediaPosting", "url": url, "articleBody": "just \ud800 setting"})
    body = f'<script type="application/ld+json">{posting}</script>'.encode()
    told = READERS["page"](body, "text/html", PostRef("twitter", "20", "jack"))
    assert told is not None and told.text == "just \ufffd setting"
