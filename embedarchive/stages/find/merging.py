"""One mention of each post: drafts that show the same post become one, with all its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from embedarchive.late import regex
from embedarchive.platforms.sharing import shared_as
from embedarchive.platforms.tco import tco_slug
from embedarchive.records import Claim, MentionKind, Place, PostRef
from embedarchive.stages.find.draft import Draft

WORDS = 30
"""Characters of the words that bring two drafts together; then the whole of the words is compared."""
LINK = regex.compile(r"(?:https?://|pic\.(?:twitter|x)\.com/)\S{1,400}")
Key = tuple[object, ...]


def once(drafts: Iterable[Draft], text: str) -> list[Draft]:
    """Make one draft of all that show the same post, in the order of the first ones.

    The same post is the one that markup or a link names; where only one side names it, or neither, the same
    author, day and words. The claim is the fullest, and so is the place; the other places follow.
    """
    drafts = list(drafts)
    if len(drafts) < 2:  # there is nothing to compare
        return [with_places(draft, list(draft.spans()), text) for draft in drafts]
    kept: list[Draft] = []
    words: list[str] = []
    spans: list[list[Place]] = []
    known: dict[Key, int] = {}
    for draft in drafts:
        said = letters(draft.claim)
        own = tuple(keys(draft, said))
        alike = (known[key] for key in own if key in known)
        number = next((n for n in alike if same(kept[n], draft, words[n], said)), len(kept))
        if number == len(kept):
            kept.append(draft)
            words.append(said)
            spans.append([])
        else:
            kept[number] = merged(kept[number], draft)
            words[number] = said if kept[number].claim is draft.claim else words[number]
        spans[number] += draft.spans()
        for key in own:
            known.setdefault(key, number)
    return [with_places(draft, found, text) for draft, found in zip(kept, spans, strict=True)]


def keys(draft: Draft, words: str) -> Iterator[Key]:
    """Yield what brings drafts of one post together: its id, or its author, its day and its `letters`.

    An embed is known by the address made for sharing it as well, one without that or a post by its words,
    and one that says nothing of its post by its links.
    """
    claim = draft.claim
    if draft.post:
        yield *identity(draft.post), draft.beside
    if code := shared_code(draft):
        yield *code, "shared", draft.beside
    elif draft.kind is MentionKind.EMBED and not draft.post:
        leads = None if claim.text else draft.links
        yield draft.platform, claim.handle, claim.date_text, claim.text, leads, draft.beside
    if claim.handle and words:
        author = (draft.platform, claim.handle.lower(), claim.date, draft.beside)
        yield *author, "begin", words[:WORDS]
        yield *author, "end", words[-WORDS:]


def identity(post: PostRef) -> tuple[str, str, str]:
    """Return what tells a post from all others: where its handle names a server, the id is that server's."""
    return post.platform, post.id, (post.handle or "").partition("@")[2].lower()


def shared_code(draft: Draft) -> tuple[str, str] | None:
    """Return what tells an embed without a post of its own from others: the address made for sharing it."""
    links = draft.links if draft.kind is MentionKind.EMBED else ()
    return next((code for link in links if (code := shared_as(link)) and code[0] == draft.platform), None)


def letters(claim: Claim) -> str:
    """Return the quoted words as they are compared: without links, and white space as one space."""
    return " ".join(LINK.sub(" ", claim.text).split()) if claim.text else ""


def same(one: Draft, other: Draft, first: str, second: str) -> bool:
    """Whether two drafts that were brought together show one post; with the `letters` of both."""
    if one.post and other.post:
        return identity(one.post) == identity(other.post)
    if first == second or ((code := shared_code(one)) and code == shared_code(other)):
        return True
    # Of a line nobody knows for certain where its words begin; what stands in a script has no end to see.
    if one.hidden or other.hidden or not one.shows or not other.shows:
        return first[:WORDS] == second[:WORDS]
    return (not one.start_certain and first.endswith(second)) or (
        not other.start_certain and second.endswith(first)
    )


def merged(first: Draft, other: Draft) -> Draft:
    """Return one draft of two: the fuller claim, at the place where it is shown."""
    richer = other if _said(other) > _said(first) else first
    poorer = first if richer is other else other
    shown = max(richer, poorer, key=lambda draft: (draft.shows, not draft.hidden))
    seen = richer if richer.kind is MentionKind.EMBED or poorer.kind is not MentionKind.EMBED else poorer
    post = richer.post or poorer.post
    if post and poorer.post and not post.handle:
        post = poorer.post
    return richer._replace(
        kind=seen.kind,
        rule=seen.rule,
        start=shown.start,
        end=shown.end,
        post=post,
        links=_both(first.links, other.links),
        hidden=shown.hidden,
    )


def _both(links: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return the links of one draft, and the short ones that only the other has: each leads somewhere."""
    if not links or not others or links == others:
        return links or others
    known = {tco_slug(link) for link in links}
    return links + tuple(link for link in others if tco_slug(link) and tco_slug(link) not in known)


def _said(draft: Draft) -> tuple[int, bool]:
    claim = draft.claim
    parts = (claim.name, claim.handle, claim.date, claim.text)
    return sum(part is not None for part in parts), draft.start_certain


def with_places(draft: Draft, spans: list[Place], text: str) -> Draft:
    """Give a draft the places among `spans` that are not its own.

    What lies in a script, a comment or a template has no place; what shows nothing and stands beside
    what shows something is at its place: a widget before its blockquote, a frame behind it.
    """
    if len(spans) < 2:
        return draft
    own = Place(draft.start, draft.end)
    groups: list[tuple[Place, bool]] = []
    for place in sorted(spans, key=lambda each: (each.start, each.end)):
        if groups and _beside(groups[-1][0], place, text):
            shown, is_own = groups.pop()
            groups.append((shown if shown.end > shown.start else place, is_own or place == own))
        else:
            groups.append((place, place == own))
    return draft._replace(places=tuple(place for place, is_own in groups if not is_own))


def _beside(one: Place, other: Place, text: str) -> bool:
    if other.start < one.end or one == other:
        return True
    unseen = one.start == one.end or other.start == other.end
    return unseen and not text[one.end : other.start].strip()
