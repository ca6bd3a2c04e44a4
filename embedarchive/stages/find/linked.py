"""Attribution lines whose date still is a link, though the blockquote is gone, and the posts these name."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from embedarchive.platforms import PLATFORMS
from embedarchive.records import MentionKind, PostRef
from embedarchive.stages.find.draft import Draft, Sight
from embedarchive.stages.find.own_links import carried, is_carried_own
from embedarchive.stages.find.urls import is_thread, post_at, written

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from embedarchive.stages.page import Page

CARRIED = "permalink-in-link"
"""The rule of a link to a host that no table knows, in which the address of a post stands."""


def linked(lines: list[Draft], page: Page) -> list[Draft]:
    """Give attributions whose date still is a link, though the blockquote is gone, the post it names."""
    posts = _posts(page, {line.platform for line in lines})
    starts = [post.start for post in posts]

    def inside(line: Draft) -> list[Draft]:
        return posts[bisect.bisect_left(starts, line.start) : bisect.bisect_left(starts, line.end)]

    return [_with_post(line, inside(line)) for line in lines]


def _posts(page: Page, sites: set[str]) -> list[Draft]:
    """Return the linked posts of some platforms that are shown as text, in its order."""
    sights = list(_linking(page, sites))
    page.note(sight.node for sight in sights)
    shown = [post for post in (sight.placed(page) for sight in sights) if post.shows]
    return sorted(shown, key=lambda post: post.start)


def _linking(page: Page, sites: set[str]) -> Iterator[Sight]:
    hosts = sorted(host for site in sites for host in PLATFORMS[site].hosts)
    selector = ", ".join(f'a[href*="{host}{end}"]' for host in hosts for end in ("/", "%2", ":", "%3"))
    for node in page.select(selector) if selector else ():
        url = written(page.attributes(node).get("href") or "")
        target = carried(url)
        post = post_at(target or url)
        if post and post.platform in sites and not is_thread(url):
            rule = CARRIED if target else "permalink"
            links = (target or url,)
            yield Sight(Draft(post.platform, MentionKind.LINK, rule, 0, 0, post=post, links=links), node)


def _with_post(line: Draft, linked: list[Draft]) -> Draft:
    """Name the post that is linked in the line itself, mostly at its date; else one of its own author.

    Any other that is linked among the words is somebody else's: it is cited by them.
    """
    if line.post:
        return line
    of_site = [draft for draft in linked if draft.platform == line.platform and _may_be_own(line, draft)]
    own = [draft for draft in of_site if draft.end > line.signed] or [
        draft for draft in reversed(of_site) if _is_by(draft.post, line.claim.handle)
    ]
    return line._replace(post=own[0].post, links=(*line.links, *own[0].links)) if own else line


def _may_be_own(line: Draft, link: Draft) -> bool:
    """Whether a link may lead to a line's post: one in another link is asked for author and day."""
    if link.rule != CARRIED:
        return True
    in_line = link.end > line.signed
    return in_line and is_carried_own(link.links[0], line.claim.handle or "", line.claim.date)


def _is_by(post: PostRef | None, handle: str | None) -> bool:
    author = post.handle if post else None
    return author is not None and handle is not None and author.lower() == handle.lower()
