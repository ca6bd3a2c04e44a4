"""Quotations with their source (`blockquote[cite]`) whose author stands behind them, in a line of his own.

The words are then the line's, and the source says which post they are of.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from embedarchive.platforms import QUOTATION
from embedarchive.stages.find.draft import Draft


def is_unsigned(draft: Draft) -> bool:
    """Whether a draft is a quotation of which the author is not known."""
    return draft.rule.endswith(QUOTATION) and not draft.claim.handle


def with_sources(lines: Iterable[Draft], seen: Iterable[Draft]) -> list[Draft]:
    """Give each line without a post that of the quotation right before it, if it may be the author's."""
    quotations = sorted(filter(is_unsigned, seen), key=lambda one: one.end)
    ends = [one.end for one in quotations]
    return [_with_source(line, quotations, ends) for line in lines]


def _with_source(line: Draft, quotations: list[Draft], ends: list[int]) -> Draft:
    last = bisect.bisect_right(ends, line.signed) - 1
    if line.post or last < 0 or quotations[last].start < line.start or not quotations[last].shows:
        return line
    post, handle = quotations[last].post, line.claim.handle or ""
    own = post and post.platform == line.platform and (post.handle or handle).lower() == handle.lower()
    return line._replace(post=post) if own else line
