"""What is true of each citation of the generated web, written down while it is made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Claim(StrEnum):
    """Whether an article tells the truth of the post it cites."""

    HONEST = "honest"
    FAKED = "faked"
    """Somebody altered words, author, day or id."""
    HAND_DATED = "hand-dated"
    """The day is one off, as in another time zone: honest or not, nobody can tell."""


class Fate(StrEnum):
    """What has become of the post."""

    LIVE = "live"
    DELETED = "deleted"
    PROTECTED = "protected"
    SUSPENDED = "suspended"
    INVENTED = "invented"
    """It never existed."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of one citation."""

    article: str
    """URL of the article, or its file name."""
    handle: str
    """As the article writes it."""
    scenario: str
    claim: Claim
    fate: Fate
    posts: frozenset[str]
    """Ids that may rightly be named: the post itself; empty where no id can rightly be named."""
    lost: bool = False
    """The article does not hold the permalink."""
    recoverable: bool = False
    """Lost, but a slug, an archived copy, the article's own page or an earlier article leads to it alone."""
