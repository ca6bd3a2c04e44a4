"""What happens to citations: honest ones whose posts live, die, move and are edited, and faked ones.

A scenario adds posts, links and captures to the web and returns how an article cites, and what is true.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from benchmarks.generated.articles import Quoted, as_line, as_markup
from benchmarks.generated.builder import Builder, Fragment
from benchmarks.generated.truth import Claim, Fate
from embedarchive.demo.script import Author, Media, Post, State

DATE_LANGUAGES = {"en", "de", "es", "fr", "ar", "ur"}
DEAD = (Fate.DELETED, Fate.PROTECTED, Fate.SUSPENDED)


def _markup(b: Builder, quoted: Quoted, fate: Fate, claim: Claim = Claim.HONEST, **more: object) -> Fragment:
    lang = quoted.post.lang if quoted.post.lang in DATE_LANGUAGES and b.chance.random() < 0.5 else "en"
    posts = frozenset({quoted.post.id})
    return Fragment(
        as_markup(quoted, lang),
        True,
        quoted.post.author.handle,
        claim,
        fate,
        **({"posts": posts} | more),  # type: ignore[arg-type]
    )


def _line(
    b: Builder, quoted: Quoted, fate: Fate, claim: Claim = Claim.HONEST, *, slugs: bool = True, **more: object
) -> Fragment:
    lang = quoted.post.lang if quoted.post.lang in DATE_LANGUAGES and b.chance.random() < 0.3 else "en"
    line = as_line(quoted, b.chance, slugs=slugs, lang=lang)
    known: dict[str, object] = {"posts": frozenset({quoted.post.id}), "lost": True}
    return Fragment(line, False, quoted.post.author.handle, claim, fate, **(known | more))  # type: ignore[arg-type]


# --- Honest, with the permalink -----------------------------------------------------------------------


def embedded(b: Builder) -> Fragment:
    """An embed of a living post."""
    slot = b.slot()
    post = b.post(slot, b.words(slot).text, media=b.chance.random() < 0.4, outbound=b.chance.random() < 0.2)
    b.noise(slot)
    return _markup(b, Quoted(post), Fate.LIVE)


def embedded_and_dead(b: Builder) -> Fragment:
    """An embed of a post that is gone or hidden, archived or not."""
    slot, fate = b.slot(), b.chance.choice(DEAD)
    post = b.post(slot, b.words(slot).text, fate, media=b.chance.random() < 0.3)
    if b.chance.random() < 0.5:
        b.archive(post)
    return _markup(b, Quoted(post), fate)


def renamed(b: Builder) -> Fragment:
    """The account has another handle and name today; article, link and archive know the old ones."""
    slot = b.slot()
    old = Author(f"old_{slot.author.handle}"[:15], "Before The Move", slot.author.number)
    post = b.post(slot, b.words(slot).text)
    if b.chance.random() < 0.6:
        b.archive(post, old)
    return _markup(b, Quoted(replace(post, author=old)), Fate.LIVE)


def renamed_display(b: Builder) -> Fragment:
    """Only the display name has changed since."""
    slot = b.slot()
    post = b.post(slot, b.words(slot).text)
    author = replace(slot.author, name="On leave until Monday 🌴")
    return _markup(b, Quoted(replace(post, author=author)), Fate.LIVE)


def edited(b: Builder) -> Fragment:
    """The post was edited: the article shows the first version under its id; the second has another."""
    slot = b.slot()
    words = b.words(slot)
    ids = sorted((b.new_id(slot), b.new_id(slot)), key=int)
    versions = [
        Post(one, slot.author, text, slot.account.lang, edits=tuple(ids))
        for one, text in zip(ids, (words.text, words.renumbered), strict=True)
    ]
    b.posts += versions
    return _markup(b, Quoted(versions[0]), Fate.LIVE)


def long_and_cut(b: Builder) -> Fragment:
    """A long post, of which the embed shows the beginning; so do the witnesses."""
    slot = b.slot()
    post = b.post(slot, b.writer.long(slot.account.lang).text, long=True)
    if b.chance.random() < 0.4:
        b.archive(post)
    return _markup(b, Quoted(post), Fate.LIVE)


def retyped(b: Builder) -> Fragment:
    """Somebody typed the words again: other quotation marks, no emoji, no hashtag sign lost."""
    slot = b.slot()
    words = b.words(slot).text
    post = b.post(slot, f'"{words}" is what they told us...')
    typed = post.text.replace('"', "”").replace("...", "…").replace(" 🚤", "").replace(" & ", " & ")
    return _markup(b, Quoted(replace(post, text=typed)), Fate.LIVE)


# --- Honest, flattened ------------------------------------------------------------------------------


def flat_with_slug(b: Builder) -> Fragment:
    """A flattened line whose own media's slug leads to the post."""
    slot = b.slot()
    fate = b.chance.choice((Fate.LIVE, Fate.LIVE, Fate.LIVE, *DEAD))
    words = b.words(slot)
    post = b.post(slot, words.text, fate, media=True, outbound=b.chance.random() < 0.3)
    if fate is not Fate.LIVE and b.chance.random() < 0.5:
        b.archive(post)
    b.noise(slot, words)
    return _line(b, Quoted(post), fate, recoverable=True)


def flat_archived(b: Builder) -> Fragment:
    """A flattened line without a usable link; an archived copy says the same words."""
    slot, fate = b.slot(), b.chance.choice((Fate.LIVE, Fate.DELETED, Fate.SUSPENDED))
    words = b.words(slot)
    post = b.post(slot, words.text, fate, outbound=b.chance.random() < 0.4)
    b.archive(post)
    b.noise(slot, words)
    return _line(b, Quoted(post), fate, recoverable=True)


def flat_and_lost(b: Builder) -> Fragment:
    """A flattened line without link or copy; other posts of the day are archived, one nearly the same."""
    slot, fate = b.slot(), b.chance.choice((Fate.LIVE, Fate.DELETED))
    words = b.words(slot)
    post = b.post(slot, words.text, fate)
    b.noise(slot, words)
    return _line(b, Quoted(post), fate)


def tied(b: Builder) -> Fragment:
    """The author said the same twice that day, and both are archived: nobody can tell which is quoted."""
    slot = b.slot()
    words = b.words(slot)
    posts = [b.post(slot, words.text) for _ in range(2)]
    for post in posts:
        b.archive(post)
    return _line(b, Quoted(posts[0]), Fate.LIVE, posts=frozenset())


def borrowed_media(b: Builder) -> Fragment:
    """The slug leads to the post that lent the media: another author's, or another of the same day."""
    slot = b.slot()
    own_day = b.chance.random() < 0.4
    lender = b.post(slot if own_day else b.slot(), b.words(slot).text, media=True)
    post = b.post(slot, b.words(slot).text, media=True, source=lender.permalink())
    kept = b.chance.random() < 0.6
    if kept:
        b.archive(post)
    return _line(b, Quoted(post), Fate.LIVE, recoverable=kept)


def quoting(b: Builder) -> Fragment:
    """A post that quotes another one: the t.co link in its words leads to the quoted post."""
    slot = b.slot()
    quoted = b.post(b.slot(), b.words(slot).text)
    link = b.outbound(quoted.permalink())
    post = b.post(slot, f"{b.words(slot).text} https://t.co/{link}", quoted=quoted.id)
    b.archive(post)
    return _line(b, Quoted(post), Fate.LIVE, recoverable=True)


def renamed_and_flat(b: Builder) -> Fragment:
    """A flattened line under the old handle, whose slug leads to the old address of the post."""
    slot = b.slot()
    old = Author(f"was_{slot.author.handle}"[:15], slot.author.name, slot.author.number)
    base = b.post(slot, b.words(slot).text)
    slug = b.slug()
    text = f"{base.text} https://t.co/{slug}"
    post = replace(base, text=text, media=(Media(slug, source=replace(base, author=old).permalink()),))
    b.posts[-1] = post
    b.archive(post, old)
    return _line(b, Quoted(replace(post, author=old)), Fate.LIVE, recoverable=True)


def own_page(b: Builder) -> Fragment:
    """Only the article's text is at hand; its page on the web still holds the embed."""
    slot, fate = b.slot(), b.chance.choice((Fate.LIVE, Fate.DELETED))
    post = b.post(slot, b.words(slot).text, fate)
    line = _line(b, Quoted(post), fate, recoverable=True)
    return replace(line, own_page=as_markup(Quoted(post), "en"))


def told_before(b: Builder) -> Fragment:
    """An article archived earlier embeds the same post."""
    slot = b.slot()
    post = b.post(slot, b.words(slot).text)
    line = _line(b, Quoted(post), Fate.LIVE, recoverable=True)
    return replace(line, first_told=as_markup(Quoted(post), "en"))


# --- The day of another time zone -------------------------------------------------------------------


def hand_dated(b: Builder) -> Fragment:
    """The article's date is one day off."""
    slot = b.slot()
    post = b.post(slot, b.words(slot).text)
    day = slot.day + dt.timedelta(days=b.chance.choice((-1, 1)))
    return _markup(b, Quoted(post, day), Fate.LIVE, Claim.HAND_DATED)


# --- Faked ------------------------------------------------------------------------------------------


def altered(b: Builder) -> Fragment:
    """An embed with another number, or with its meaning turned."""
    slot = b.slot()
    words = b.words(slot)
    fate = b.chance.choice((Fate.LIVE, Fate.LIVE, *DEAD))
    post = b.post(slot, words.text, fate)
    if b.chance.random() < 0.5:
        b.archive(post)
    other = replace(post, text=b.chance.choice((words.renumbered, words.turned)))
    return _markup(b, Quoted(other), fate, Claim.FAKED)


def altered_and_flat(b: Builder) -> Fragment:
    """A flattened line with altered words; slug or archived copy lead to the real post."""
    slot = b.slot()
    words = b.words(slot)
    post = b.post(slot, words.text, media=b.chance.random() < 0.5)
    b.archive(post)
    text = post.text.replace(words.text, b.chance.choice((words.renumbered, words.turned)))
    return _line(b, Quoted(replace(post, text=text)), Fate.LIVE, Claim.FAKED)


def torn_out(b: Builder) -> Fragment:
    """A part of the post that says the opposite of the whole."""
    slot = b.slot()
    part = b.writer.write("en").text
    post = b.post(slot, f"Do not believe whoever tells you this: {part}")
    return _markup(b, Quoted(replace(post, text=part)), Fate.LIVE, Claim.FAKED)


def other_author(b: Builder) -> Fragment:
    """Words, day and id are of one account; the line and the link's name are another's."""
    slot, stranger = b.slot(), b.slot()
    post = b.post(slot, b.words(slot).text)
    if b.chance.random() < 0.4:
        b.archive(post)
    return _markup(b, Quoted(replace(post, author=stranger.author)), Fate.LIVE, Claim.FAKED)


def invented_words(b: Builder) -> Fragment:
    """The id is genuine, the words are not; the post may be gone."""
    slot, fate = b.slot(), b.chance.choice((Fate.LIVE, *DEAD))
    post = b.post(slot, b.words(slot).text, fate)
    return _markup(b, Quoted(replace(post, text=b.words(slot).text)), fate, Claim.FAKED)


def invented_post(b: Builder) -> Fragment:
    """No such post was ever made: the id is free, or one that was never issued."""
    slot = b.slot()
    number = b.new_id(slot) if b.chance.random() < 0.6 else str(b.chance.randrange(10**11, 10**14))
    post = Post(number, slot.author, b.words(slot).text, slot.account.lang, State.DELETED)
    return _markup(b, Quoted(post, slot.day), Fate.INVENTED, Claim.FAKED)


def other_day(b: Builder) -> Fragment:
    """The day is another one, weeks or years away."""
    slot = b.slot()
    post = b.post(slot, b.words(slot).text)
    day = slot.day + dt.timedelta(days=b.chance.choice((-400, -30, -2, 2, 3, 29, 365)))
    return _markup(b, Quoted(post, day), Fate.LIVE, Claim.FAKED)


def other_day_and_flat(b: Builder) -> Fragment:
    """A flattened line with its own slug under another day."""
    slot = b.slot()
    post = b.post(slot, b.words(slot).text, media=True)
    day = slot.day + dt.timedelta(days=b.chance.choice((-30, -2, 2, 30)))
    return _line(b, Quoted(post, day), Fate.LIVE, Claim.FAKED)


Scenario = Callable[[Builder], Fragment]
SCENARIOS: tuple[tuple[Scenario, int], ...] = (
    (embedded, 20),
    (embedded_and_dead, 12),
    (renamed, 5),
    (renamed_display, 2),
    (edited, 4),
    (long_and_cut, 4),
    (retyped, 3),
    (flat_with_slug, 20),
    (flat_archived, 16),
    (flat_and_lost, 8),
    (tied, 3),
    (borrowed_media, 6),
    (quoting, 4),
    (renamed_and_flat, 4),
    (own_page, 4),
    (told_before, 4),
    (hand_dated, 3),
    (altered, 8),
    (altered_and_flat, 5),
    (torn_out, 3),
    (other_author, 4),
    (invented_words, 5),
    (invented_post, 4),
    (other_day, 4),
    (other_day_and_flat, 3),
)
"""Each with how often it happens among 158."""


def shares(count: int) -> list[Scenario]:
    """Return so many scenarios in their proportions, every one at least once."""
    whole = sum(weight for _, weight in SCENARIOS)
    return [one for one, weight in SCENARIOS for _ in range(max(1, round(count * weight / whole)))]
