"""An article becomes mentions: every place that cites a post or carries a short link.

What only some articles need is imported for the first of them: a page's markup, lines with a handle, dates.
"""

from __future__ import annotations

from collections.abc import Iterable

from embedarchive.platforms.sharing import shared_as
from embedarchive.platforms.tco import tco_slug
from embedarchive.records import Mention, MentionKind, Place
from embedarchive.stages.find.draft import Cover, Draft
from embedarchive.stages.find.merging import identity, once, with_places
from embedarchive.stages.find.own_page import cited
from embedarchive.stages.find.pasted import pasted
from embedarchive.stages.find.prose import anchors, is_elsewhere, links_in_text, own_lines, unseen_slugs
from embedarchive.stages.find.urls import post_at

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.page import Page

HANDLE_SIGNS = ("@", "＠")
"""One of these stands in every line that names an author by handle."""


def find(document: Page | str, moment: str | None = None) -> tuple[Mention, ...]:
    """Return the mentions of a page or of a plain text in their order; `moment` is when it was read.

    What was seen in markup is not seen again in the text, and a link that belongs to an embed or an
    attribution is no mention of its own. What stands beside the article is none; links in it are links.
    """
    page, text = (None, document) if isinstance(document, str) else (document, "")
    linking = list(anchors(page)) if page else []
    if page:
        from embedarchive.stages.find.embedded import embedded

        page.note(sight.node for sight in linking)
        drafts = embedded(page)
        text = page.text
    else:
        drafts = pasted(text)
    alone = cited(page, _apart(own_lines(text, page), Cover(drafts)))
    drafts = once(drafts + _judged(page, alone), text)
    drafts = once(drafts + _judged(page, _signed(text, drafts, page)), text)
    embeds = Cover(draft for draft in drafts if draft.kind is MentionKind.EMBED)
    # Until here what stands beside the article kept what lies in it from being seen once more.
    drafts = [draft for draft in drafts if not draft.beside]
    found = [sight.placed(page) for sight in linking] if page else []
    found = _outside(embeds, [*found, *links_in_text(text, page)])
    drafts += _links(cited(page, found), drafts, text, page)
    drafts = [without_later_date(draft, moment) for draft in drafts]
    drafts.sort(key=lambda draft: (draft.start, draft.end))
    return tuple(draft.numbered(seq, text) for seq, draft in enumerate(drafts, 1))


def _signed(text: str, drafts: list[Draft], page: Page | None) -> list[Draft]:
    """Return the lines that name an author by handle, and are in nothing seen so far."""
    if not any(sign in text for sign in HANDLE_SIGNS):
        return []
    from embedarchive.stages.find.flattened import flattened
    from embedarchive.stages.find.instagram import shared
    from embedarchive.stages.find.linked import linked
    from embedarchive.stages.find.sourced import is_unsigned, with_sources

    cover = Cover(drafts)
    others = [draft for draft in drafts if not is_unsigned(draft)]
    lines = _apart([*flattened(text, others, cover, page), *shared(text)], cover)
    if page is None or not lines:
        return lines
    from embedarchive.stages.find.credits import without_credits

    return with_sources(without_credits(linked(lines, page), page), drafts)


def _judged(page: Page | None, drafts: list[Draft]) -> list[Draft]:
    """Say of each draft of a page whether it stands beside the article."""
    if page is None or not drafts:
        return drafts
    from embedarchive.stages.find.beside import judged

    return judged(page, drafts)


def without_later_date(draft: Draft, moment: str | None) -> Draft:
    """Drop a date later than the day after the article was read; its text stays as it stands.

    Somewhere it is tomorrow already, and no article cites a post of the day after.
    """
    date = draft.claim.date
    if date is None or not moment:
        return draft
    import datetime as dt

    latest = dt.datetime.fromisoformat(moment).date() + dt.timedelta(days=1)
    return draft if date <= latest else draft._replace(claim=draft.claim._replace(date=None))


def _apart(drafts: Iterable[Draft], cover: Cover) -> list[Draft]:
    """Drop what lies within something already seen."""
    return [draft for draft in drafts if not cover.holds(draft.start, draft.end)]


def _outside(embeds: Cover, links: list[Draft]) -> list[Draft]:
    """Drop what an embed's markup links on other platforms: Reddit's comments name their thread.

    Of X's the links stand in the mention itself, and those that do not are posts it cites.
    """
    return [one for one in links if not (is_elsewhere(one) and embeds.holds(one.start, one.end))]


def _links(links: list[Draft], seen: list[Draft], text: str, page: Page | None) -> list[Draft]:
    """Return the links that belong to nothing seen so far, each slug and each post once."""
    found = [*links, *(unseen_slugs(page) if page else ())]
    known = {key for draft in seen for key in _keys(draft)}
    kept: dict[frozenset[str], Draft] = {}
    spans: dict[frozenset[str], list[Place]] = {}
    for draft in found:
        keys = _keys(draft)
        if not keys <= known:
            known |= keys
            kept[keys], spans[keys] = draft, []
        if keys in kept:
            spans[keys] += draft.spans()
    return [with_places(draft, spans[keys], text) for keys, draft in kept.items()]


def _keys(draft: Draft) -> frozenset[str]:
    keys = frozenset(tco_slug(link) or " ".join(shared_as(link) or (link,)) for link in draft.links)
    if draft.post:
        keys = frozenset(key for key in keys if not post_at(key)) | {
            " ".join(("post", *identity(draft.post)))
        }
    return keys
