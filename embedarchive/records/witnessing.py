"""Who says something of a post, and what can be said: the tables of the platforms need no more."""

from __future__ import annotations

from enum import StrEnum


class Witness(StrEnum):
    """Who says something of a post."""

    OEMBED = "oembed"
    SYNDICATION = "syndication"
    MEMENTO = "memento"
    PAGE = "page"
    """The post's own page, as it answers without an account."""
    API = "api"
    """The platform's open interface."""
    EMBED = "embed"
    """The page that the platform shows in a frame on other sites."""


class Testified(StrEnum):
    """What kind of answer a witness gave. Only `found` says anything of the post's content."""

    FOUND = "found"
    NOT_FOUND = "not-found"
    TOMBSTONE = "tombstone"
    """X's answer for a post it will not show and does not say why; deleted, limited and adult look alike."""
    EMPTY = "empty"
    DELETED = "deleted"
    """The witness says in words that the author took the post down."""
    REMOVED = "removed"
    """The witness says in words that the platform or a moderator took the post down."""
    ACCOUNT_GONE = "account-gone"
    """The author's account no longer exists."""
    PROTECTED = "protected"
    SUSPENDED = "suspended"
    RESTRICTED = "restricted"
    """The post is there, but this witness may not show it: embedding switched off, limited visibility."""
    WITHHELD = "withheld"
    """Withheld in a country by its law: there, and shown elsewhere."""
    AGE_GATED = "age-gated"
    """There, and shown to grown-up account holders only."""
    LOGIN_WALL = "login-wall"
    """Shown to account holders only, or a page that is drawn by its scripts: says nothing of the post."""
    NO_COPY = "no-copy"
    """The archive asked holds no copy: says nothing of the post."""
    BUSY = "busy"
    """429 or 5xx: says nothing of the post."""
    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"
