"""What scenarios build with: accounts on days of their own, posts and noise, slugs, captures."""

from __future__ import annotations

import datetime as dt
import random
import string
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from benchmarks.generated.accounts import Account, accounts
from benchmarks.generated.sentences import Sentence, Writer
from benchmarks.generated.truth import Claim, Fate
from embedarchive.demo import captures
from embedarchive.demo.script import Author, Capture, Media, MediaKind, Post, ShortLink, State, post_id

SLUG_LETTERS = string.ascii_letters + string.digits
FIRST_DAY, LAST_DAY = dt.date(2012, 1, 10), dt.date(2026, 10, 20)
STATES = {
    Fate.LIVE: State.LIVE,
    Fate.DELETED: State.DELETED,
    Fate.PROTECTED: State.PROTECTED,
    Fate.SUSPENDED: State.SUSPENDED,
}
FORMS: tuple[Callable[[Post, str, str], Capture], ...] = (
    captures.as_json,
    captures.as_old_json,
    captures.as_page,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """An account on a day on which no other scenario uses it."""

    account: Account
    day: dt.date

    @property
    def author(self) -> Author:
        """The account as it is today."""
        return self.account.author


@dataclass(frozen=True, slots=True)
class Fragment:
    """One citation as an article shows it, and what is true of it."""

    content: str
    """A blockquote, or a flattened line."""
    markup: bool
    handle: str
    claim: Claim
    fate: Fate
    posts: frozenset[str]
    lost: bool = False
    recoverable: bool = False
    own_page: str | None = None
    """The blockquote that the article's own live page still holds, where only its text is at hand."""
    first_told: str | None = None
    """The blockquote of an article that was archived before this one."""


@dataclass(slots=True)
class Builder:
    """Collects a web while scenarios make it."""

    chance: random.Random
    people: list[Account]
    writer: Writer
    posts: list[Post] = field(default_factory=list)
    links: list[ShortLink] = field(default_factory=list)
    captures: list[Capture] = field(default_factory=list)
    _taken: set[tuple[str, dt.date]] = field(default_factory=set)
    _slugs: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, seed: int, people: int) -> Builder:
        """Begin an empty web."""
        chance = random.Random(seed)
        return cls(chance, accounts(chance, people), Writer(chance))

    def slot(self) -> Slot:
        """Return an account on a day that nobody has used; its neighbours stay free too."""
        while True:
            account = self.chance.choice(self.people)
            day = FIRST_DAY + dt.timedelta(days=self.chance.randrange((LAST_DAY - FIRST_DAY).days))
            days = [day + dt.timedelta(days=n) for n in (-1, 0, 1)]
            if not any((account.author.handle, one) in self._taken for one in days):
                self._taken.add((account.author.handle, day))
                return Slot(account, day)

    def words(self, slot: Slot) -> Sentence:
        """Return new words in the account's language."""
        return self.writer.write(slot.account.lang)

    def slug(self) -> str:
        """Return a slug nobody has; some differ from another in case alone, as t.co's do."""
        while True:
            known = self.chance.choice(sorted(self._slugs)) if len(self._slugs) % 20 == 19 else ""
            slug = known.swapcase() or "".join(self.chance.choices(SLUG_LETTERS, k=10))
            if slug not in self._slugs:
                self._slugs.add(slug)
                return slug

    def new_id(self, slot: Slot) -> str:
        """Return the id of a moment of the slot's day (UTC)."""
        start = dt.datetime.combine(slot.day, dt.time(), dt.UTC)
        moment = start + dt.timedelta(milliseconds=self.chance.randrange(86_400_000))
        return post_id(moment, self.chance.randrange(4_096))

    def post(
        self,
        slot: Slot,
        text: str,
        fate: Fate = Fate.LIVE,
        *,
        media: bool = False,
        source: str | None = None,
        outbound: bool = False,
        **more: object,
    ) -> Post:
        """Make a post; `source` is the permalink its media were borrowed from, `outbound` adds a link out."""
        text += f" https://t.co/{self.outbound()}" if outbound else ""
        shown: tuple[Media, ...] = ()
        if media:
            kind = self.chance.choice((MediaKind.PHOTO, MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.GIF))
            shown = (Media(self.slug(), kind, source),)
            text += f" https://t.co/{shown[0].slug}"
        made = Post(
            self.new_id(slot),
            slot.author,
            text,
            slot.account.lang,
            STATES[fate],
            media=shown,
            **more,  # type: ignore[arg-type]
        )
        self.posts.append(made)
        return made

    def outbound(self, target: str = "https://paper.example/story") -> str:
        """Make a short link that leads out of X; return its slug."""
        slug = self.slug()
        self.links.append(ShortLink(f"https://t.co/{slug}", target))
        return slug

    def archive(self, post: Post, author: Author | None = None) -> None:
        """Let the Wayback Machine hold a post, in one of its forms, sometimes behind an early 404."""
        held = replace(post, author=author) if author else post
        host = "x.com" if self.chance.random() < 0.1 else "twitter.com"
        later = post.created + dt.timedelta(minutes=self.chance.randint(2, 90_000))
        if self.chance.random() < 0.1:
            self.captures.append(captures.missing(held, f"{post.created:%Y%m%d%H%M%S}", host))
        self.captures.append(self.chance.choice(FORMS)(held, f"{later:%Y%m%d%H%M%S}", host))

    def noise(self, slot: Slot, near: Sentence | None = None) -> None:
        """Add other posts of the same day, near-duplicates among them; some are archived."""
        busy = self.chance.random() < 0.04
        count = self.chance.randint(14, 22) if busy else self.chance.choice((0, 1, 1, 2, 3, 5))
        for n in range(count):
            text = near.renumbered if near and n == 0 else self.words(slot).text
            other = self.post(slot, text, media=self.chance.random() < 0.3)
            if busy or self.chance.random() < 0.6:
                self.archive(other)
