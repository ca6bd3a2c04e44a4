"""Auditing: what is wrong with an archive, or worth knowing of it, named by where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bytes | None


class Grade(StrEnum):
    """What a finding says of the archive."""

    DAMAGE = "damage"
    """Kept bytes are not what they were, or a row does not follow from them."""
    CHANGED = "changed"
    """A row was written by other rules than these, which derive it otherwise."""
    NOTE = "note"
    """Worth knowing, and no sign of damage."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an audit found."""

    kind: str
    """`differs`, `missing-row`, `unknown-row`, …: docs/cli.md lists them."""
    told: str
    """In one line, for people."""
    grade: Grade = Grade.DAMAGE
    file: str | None = None
    """The WARC file, without folder."""
    offset: int | None = None
    """Bytes from the start of the compressed file."""
    length: int | None = None
    table: str | None = None
    row: int | str | None = None
    """The row's key: its `id`, for `citation_words` its `rowid`."""
    column: str | None = None
    stored: Cell = None
    """What the database says; a long text is cut round the first difference."""
    derived: Cell = None
    """What follows from the kept bytes."""
    article: int | None = None
    """`article.id` of the article that was derived again."""
    place: str | None = None
    """Where that article stands, or the link that was followed by itself."""
    since: str | None = None
    """The version that wrote a row which these rules derive otherwise."""
