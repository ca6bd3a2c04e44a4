"""One sign of a mention: bytes by which the gate knows that a page may hold one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """Bytes that mentions leave in a raw body, or that hide such bytes."""

    name: str
    pattern: bytes
    """Caseless; `.` is any byte."""
    needs: tuple[bytes, ...]
    """Lower case; one of them stands in whatever the pattern matches."""
    cuts: tuple[bytes, ...] = ()
    """The same for hyperscan, in pieces; a veil's may match a little more."""

    @property
    def expressions(self) -> tuple[bytes, ...]:
        """Return what hyperscan looks for: one of them stands in a body if the sign does."""
        return self.cuts or (self.pattern,)


def cut_up(name: str, pattern: str, needs: tuple[bytes, ...], cuts: Iterable[str]) -> Sign:
    """Return a sign that is given to hyperscan in pieces."""
    return Sign(name, pattern.encode(), needs, tuple(cut.encode() for cut in cuts))
