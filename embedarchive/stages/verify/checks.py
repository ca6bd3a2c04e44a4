"""Each claim is held against each piece of evidence; a check names the record that supports it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from embedarchive.platforms import PLATFORMS
from embedarchive.records import (
    Check,
    CheckOutcome,
    Claim,
    Mention,
    PostRef,
    RecordRef,
    Resolution,
    Testified,
    Testimony,
)
from embedarchive.stages.search import posted_on
from embedarchive.stages.verify.media import Basis, of_linked_media, of_shown_media
from embedarchive.stages.words import Comparison, compare, fold

WESTMOST, EASTMOST = dt.timedelta(hours=-12), dt.timedelta(hours=14)
"""Offsets from UTC in which people live (IANA time zones: Etc/GMT+12, Pacific/Kiritimati)."""
LIKE_NAMES = 80.0
"""Percent of rapidfuzz `token_set_ratio` from which two names are one with something added or left out."""
EXISTED = frozenset(
    {
        Testified.FOUND,
        Testified.DELETED,
        Testified.REMOVED,
        Testified.ACCOUNT_GONE,
        Testified.WITHHELD,
        Testified.AGE_GATED,
        Testified.RESTRICTED,
    }
)
"""Answers that a post only gets if there is, or was, one of that id."""
WORDS = {
    "same": CheckOutcome.AGREES,
    "shortened": CheckOutcome.AGREES,
    "retyped": CheckOutcome.RETYPED,
    "part": CheckOutcome.PART,
    "cut": CheckOutcome.PART,
    "surrounded": CheckOutcome.PART,
    "altered": CheckOutcome.DIFFERS,
    "other": CheckOutcome.DIFFERS,
    "wordless": CheckOutcome.SILENT,
}
"""What each way of standing to the post's words means for a quotation."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a citation claims, and where."""

    mention: Mention
    post: PostRef
    """The post that it was found to cite."""
    record: RecordRef | None
    """What named the post, else the article's own bytes."""
    read_at: str | None = None
    """When the article was read, ISO 8601."""
    resolutions: Sequence[Resolution] = ()

    @property
    def claim(self) -> Claim:
        """What the article says of the post."""
        return self.mention.claim


def checks_of(held: Held, testimonies: Sequence[Testimony]) -> tuple[Check, ...]:
    """Hold a citation against what its link, its post's id and every witness say."""
    edited = may_be_older(held, testimonies)
    told = (check for one in testimonies for check in of_testimony(held, one, edited))
    return (*of_identity(held), *of_linked_media(held.claim, held.post, held.resolutions), *told)


def may_be_older(held: Held, testimonies: Iterable[Testimony]) -> bool:
    """Whether words that differ may be those of another version: it says them, or nobody shows it."""
    found = [one for one in testimonies if one.status is Testified.FOUND]
    others = [one for one in found if is_other_version(held.post, one)]
    versions = {version for one in found if held.post.id in one.edits for version in one.edits}
    unseen = versions - {held.post.id} - {one.post.id for one in others if one.post}
    return bool(unseen) or any(words_held(held.mention, one).whole for one in others)


def is_other_version(post: PostRef, told: Testimony) -> bool:
    """Whether a witness shows a version of an edited post that has another id."""
    return told.post is not None and told.post.id != post.id and post.id in told.edits


# --- What link and id say ------------------------------------------------------------------------


def of_identity(held: Held) -> tuple[Check, ...]:
    """Hold the claim against what the link and the id themselves say."""
    claim, post = held.claim, held.post
    return (
        of_id(held),
        of_handle("link-handle", claim.handle, post.handle, ("link", held.record), post),
        of_id_day(claim.date, post, ("id", held.record)),
    )


def of_id(held: Held) -> Check:
    """Whether the id can have been issued, and when."""
    site, post_id = PLATFORMS.get(held.post.platform), held.post.id
    moment = site.posted_at(post_id) if site else None
    why = (site.forged_id(post_id) if site else None) or _not_yet(moment, held.read_at)
    if why:
        return Check("id", CheckOutcome.DIFFERS, "an id that was issued", why, "id", held.record)
    found = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
    outcome = CheckOutcome.AGREES if moment else CheckOutcome.SILENT
    return Check("id", outcome, None, found, "id", held.record)


def _not_yet(moment: dt.datetime | None, read_at: str | None) -> str | None:
    """Say so where an article cites what was posted after it was read, a day's wrong clock allowed."""
    read = dt.datetime.fromisoformat(read_at) if read_at else None
    late = moment is not None and read is not None and moment > read + dt.timedelta(days=1)
    return f"it tells of {moment:%Y-%m-%d}, after the article was read" if late else None


def of_id_day(claimed: dt.date | None, post: PostRef, basis: Basis) -> Check:
    """Hold the claimed day against the moment in the id; an id without one tells only the latest day."""
    site = PLATFORMS.get(post.platform)
    moment = site.posted_at(post.id) if site else None
    latest = site.posted_by(post.id) if site and moment is None else None
    if claimed and latest and claimed > latest:
        return Check("date", CheckOutcome.DIFFERS, _iso(claimed), f"{latest} or earlier", *basis)
    return of_day(claimed, posted_on(post), moment, basis)


# --- What a witness says -------------------------------------------------------------------------


def of_testimony(held: Held, told: Testimony, edited: bool = False) -> Iterator[Check]:
    """Hold the claim against what one witness says; a link that names an author claims that much.

    `edited`: the words may be those of another version. Of a version that is not the one cited only
    the words are held against the claim.
    """
    claim, post, basis = held.claim, held.post, (speaker(told), told.record)
    yield of_post(told, basis)
    if told.status is not Testified.FOUND:
        return
    yield of_words(held, told, edited, basis)
    if is_other_version(post, told):
        return
    named, claimed = ("handle", claim.handle) if claim.handle else ("link-handle", post.handle)
    yield of_handle(named, claimed, told.handle, basis, post)
    yield from of_account(post, told, basis)
    yield of_name(claim.name, told.name, basis)
    yield of_day(claim.date, told.created.date() if told.created else told.day, told.created, basis)
    yield from of_shown_media(claim, told, basis)


def speaker(told: Testimony) -> str:
    """Name a witness, and the day on which it said so where that was on an earlier visit."""
    return f"{told.witness.value}@{(told.at or '')[:10]}" if told.recalled else told.witness.value


def of_post(told: Testimony, basis: Basis) -> Check:
    """Whether the witness knows of such a post, today or once; a bare "not found" may mean: never."""
    if told.status in EXISTED:
        outcome = CheckOutcome.AGREES
    else:
        unknown = told.status is Testified.NOT_FOUND
        outcome = CheckOutcome.ABSENT if unknown else CheckOutcome.SILENT
    return Check("post", outcome, "a post of this id", told.status.value, *basis)


def of_account(post: PostRef, told: Testimony, basis: Basis) -> Iterator[Check]:
    """Yield a difference where the post's id is older than its author's account.

    Accounts of X have ids of the same kind as posts since about 2016; older ones tell no time.
    """
    site = PLATFORMS.get(post.platform)
    made = site.joined_at(told.author_id) if site and told.author_id else None
    posted = site.posted_at(post.id) if site else None
    if made and posted and posted < made:
        why = f"it tells of {posted:%Y-%m-%d}, before the account was made on {made:%Y-%m-%d}"
        yield Check("account", CheckOutcome.DIFFERS, "a post by an account that was there", why, *basis)


def of_handle(name: str, claimed: str | None, found: str | None, basis: Basis, post: PostRef) -> Check:
    """Two names are held against each other as the platform does; a handle and a number are no difference.

    Where the link to this very post bears the claimed name, the account may have been renamed since:
    a post keeps its id, and the name in its URL is not authoritative (FACTS.md 5).
    """
    same = _same_author(post, claimed, found)
    if same is None:
        return Check(name, CheckOutcome.SILENT, claimed, found, *basis)
    renamed = not same and _same_author(post, claimed, post.handle)
    outcome = CheckOutcome.AGREES if same else CheckOutcome.DIFFERS
    return Check(name, CheckOutcome.RENAMED if renamed else outcome, claimed, found, *basis)


def _same_author(post: PostRef, one: str | None, other: str | None) -> bool | None:
    """Whether two names are one author's; None where one is missing or they are of two kinds."""
    if not one or not other:
        return None
    site = PLATFORMS.get(post.platform)
    return site.same_author(one, other) if site else one.lower() == other.lower()


def of_name(claimed: str | None, found: str | None, basis: Basis) -> Check:
    """People change the names they show, so another name is no difference; nor is it borne out."""
    mine, its = _name(claimed), _name(found)
    outcome = _outcome(mine, its, fuzz.token_set_ratio(mine, its) >= LIKE_NAMES)
    return Check(
        "name", CheckOutcome.RENAMED if outcome is CheckOutcome.DIFFERS else outcome, claimed, found, *basis
    )


def _name(name: str | None) -> str:
    """Fold a name word by word, so that emoji and case do not count."""
    return " ".join(filter(None, (fold(word).casefold() for word in (name or "").split())))


def of_day(claimed: dt.date | None, found: dt.date | None, moment: dt.datetime | None, basis: Basis) -> Check:
    """The date line gives the UTC day: 199 of 199 dated embeds (FACTS.md 4), so the check is exact.

    Another day that some place on earth had at that moment is a `local-date`: the line was made by
    hand or drawn again in the reader's time zone.
    """
    outcome = _outcome(claimed, found, claimed == found)
    if claimed and found and outcome is CheckOutcome.DIFFERS and _local(claimed, found, moment):
        outcome = CheckOutcome.LOCAL_DATE
    return Check("date", outcome, _iso(claimed), _iso(found), *basis)


def _local(claimed: dt.date, found: dt.date, moment: dt.datetime | None) -> bool:
    if moment is None:
        return abs((claimed - found).days) == 1
    try:
        return (moment + WESTMOST).date() <= claimed <= (moment + EASTMOST).date()
    except OverflowError:
        return False


def of_words(held: Held, told: Testimony, edited: bool, basis: Basis) -> Check:
    """Hold the quoted words against the witness's; they may be those of another version of the post."""
    comparison = words_held(held.mention, told)
    outcome = WORDS[comparison.how]
    if is_other_version(held.post, told):
        outcome = CheckOutcome.EDITED if outcome is CheckOutcome.AGREES else CheckOutcome.SILENT
    elif comparison.how == "altered" and (edited or told.edited):
        outcome = CheckOutcome.EDITED
    return Check("words", outcome, held.claim.text, told.text, *basis)


def words_held(mention: Mention, told: Testimony) -> Comparison:
    """Compare the quoted words with the witness's."""
    return compare(
        mention.claim.text,
        told.text,
        told_cut=told.text_cut,
        start_certain=mention.start_certain,
        before=mention.prefix,
    )


def _outcome(claimed: object, found: object, same: bool) -> CheckOutcome:
    if not claimed or not found:
        return CheckOutcome.SILENT
    return CheckOutcome.AGREES if same else CheckOutcome.DIFFERS


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
