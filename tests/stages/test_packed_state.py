"""State that frameworks pack in a way of their own: Angular's escapes, Nuxt's list of numbers."""

from __future__ import annotations

import json
import time

import pytest

from embedarchive.records import MentionKind
from embedarchive.runners.bulk import scanner
from embedarchive.stages.find.gate import may_cite
from embedarchive.stages.packed_state import unpacked
from tests.stages.find.reading import page

ID, OTHER = "1752345678901817345", "1752012345678905345"
URL, OTHER_URL = f"https://x.com/kelp_watch/status/{ID}", f"https://x.com/reef_notes/status/{OTHER}"
FILM = "kElp_fi-lm7"
QUOTE = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The reef is white again.</p>&mdash; Kelp Watch '
    f'(@kelp_watch) <a href="{URL}">January 30, 2024</a></blockquote>'
)


def angulars(state: object, tag: str = 'id="serverApp-state" type="application/json"') -> str:
    """Return a state as @angular/platform-browser 15.2.10 writes it."""
    escapes = str.maketrans({"&": "&a;", '"': "&q;", "'": "&s;", "<": "&l;", ">": "&g;"})
    return f"<script {tag}>{json.dumps(state).translate(escapes)}</script>"


def nuxts(values: object) -> str:
    """Return a list of values as Nuxt 4.4.5 writes it."""
    text = json.dumps(values).replace("<", "\\u003C").replace("/", "\\u002F")
    return f'<script type="application/json" data-nuxt-data="nuxt-app" id="__NUXT_DATA__">{text}</script>'


def embeds(body: str) -> list[tuple[str, str | None, str | None]]:
    """Return id, handle and words of each embed of a page; the gate has to let it through."""
    assert may_cite(body.encode())
    found = [one for one in page(f"<p>Off the coast.</p>{body}") if one.kind is MentionKind.EMBED]
    return sorted((one.post.id, one.claim.handle, one.claim.text) for one in found if one.post)


TOLD = (ID, "kelp_watch", "The reef is white again.")
FLAT = [
    ["ShallowReactive", 1],
    {"data": 2, "state": 3},
    ["Reactive", 4],
    {"loop": 1},
    {"post": 5},
    {"title": 6, "html": 7, "blocks": 8},
    "Kelp",
    QUOTE,
    [9, 12],
    {"type": 10, "url": 11},
    "tweet",
    OTHER_URL,
    {"type": 13, "url": 14},
    "youtube",
    f"https://www.youtube.com/watch?v={FILM}",
]


def test_angulars_state_is_read() -> None:
    """Markup with all that stands in it, and objects that say what they are."""
    blocks = [
        {"type": "tweet", "url": OTHER_URL},
        {"type": "youtube", "videoUrl": f"https://youtu.be/{FILM}"},
    ]
    body = angulars(
        {"G.https://news.example/api?": {"body": {"content": f"<p>x</p>{QUOTE}<script></script>"}}}
    )
    assert embeds(body) == [TOLD]
    assert embeds(angulars({"k": {"body": {"blocks": blocks}}})) == [(OTHER, None, None), (FILM, None, None)]
    assert embeds(angulars({"tweetId": ID})) == [(ID, None, None)]


@pytest.mark.parametrize(
    "state",
    [{"twitter_id": ID}, {"_type": "tweet", "id": ID}, {"type": "tweet", "version": 1, "id": ID}],
    ids=lambda state: next(iter(state)),
)
def test_a_bare_id_in_json_within_angulars_is_seen_by_the_gate(state: dict[str, object]) -> None:
    """A string of JSON in the state: each quotation mark has a stroke before its escape."""
    inner = json.dumps(state, separators=(",", ":"))
    assert embeds(angulars({"body": inner})) == embeds(f"<script>{inner}</script>") == [(ID, None, None)]


def test_nuxts_list_is_joined() -> None:
    """What an object is made of stands elsewhere in the list; one that holds itself ends."""
    assert embeds(nuxts(FLAT)) == [(OTHER, None, None), TOLD, (FILM, None, None)]


BARE_IDS = (
    [{"tweetId": 1}, ID],
    [{"_type": 1, "id": 2}, "tweet", ID],
    [{"blocks": 1}, [2], {"_type": 3, "id": 4}, "twitterEmbed", ID],
    [{"type": 1, "version": 2, "id": 3}, "tweet", 1, ID],
    [{"type": 1, "attrs": 2}, "youtube", {"id": 3}, FILM],
)


@pytest.mark.parametrize("values", BARE_IDS)
def test_a_bare_id_in_nuxts_list_is_seen_by_the_gate(values: list[object]) -> None:
    """Though its name stands elsewhere; the site's own accounts in such a list open no gate for dumps."""
    found = embeds(nuxts(values))
    assert [identity for identity, _, _ in found] == [values[-1]]
    assert may_cite(nuxts(values).encode(), scanner())
    accounts = [{"social": 1}, {"twitter": 2, "youtube": 3}, "https://x.com/kelp_watch", "@kelp"]
    assert not may_cite(nuxts(accounts).encode(), scanner())


@pytest.mark.parametrize(
    "body",
    [
        nuxts([{"links": 1}, [2], {"kind": 3, "url": 4}, "social", "https://x.com/kelp_watch"]),
        nuxts([{"related": 1}, [2], {"type": 3, "url": 4}, "video", f"https://youtu.be/{FILM}"]),
        angulars({"share": f"https://twitter.com/intent/tweet?url={URL}"}),
    ],
)
def test_what_is_no_embed_in_plain_state_is_none_in_packed(body: str) -> None:
    """A profile, a list of films, a share button."""
    assert page(f"<p>Off the coast.</p>{body}") == ()


@pytest.mark.parametrize(
    "source",
    [
        "<p>a=1&q;b</p>",
        "<script>var a='&q;'</script>",
        '<script id="__NUXT_DATA__">not JSON</script>',
        '<script id="__NUXT_DATA__">{"a":1}</script>',
        '<script id="__NUXT_DATA__">[]</script>',
        "<script>x='__NUXT_DATA__'</script>",
        f'<script id="__NUXT_DATA__">{"[" * 100_000}</script>',
        f'<script id="__NUXT_DATA__">{json.dumps([[1] * 9_000, "x" * 9_000])}</script>',
    ],
)
def test_other_sources_stay_as_they_are(source: str) -> None:
    """Also a list whose JSON would be much longer than itself."""
    assert unpacked(source) == source


def test_joining_takes_no_more_time_than_the_list_is_long() -> None:
    """Each object is put together once, however often it is named, and however deep."""
    wide = [[number + 1] * 20 for number in range(20_000)]
    source = nuxts([*wide, "x"])
    started = time.perf_counter()
    unpacked(source)
    assert time.perf_counter() - started < 5


def test_nothing_ends_the_script_early() -> None:
    """What the state holds in escapes stays in the script."""
    plain = unpacked(angulars({"a": "</script><p>b</p>"}))
    assert json.loads(plain[plain.index(">") + 1 : plain.rindex("</script")]) == {"a": "</script><p>b</p>"}
    assert plain.count("</script") == 1
