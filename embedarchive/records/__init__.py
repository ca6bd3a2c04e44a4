"""The nouns: frozen, slotted, picklable values that stages return and worlds answer with.

Nothing here touches network, disk or clock. A field carries its unit and its caveat. What the web
does (a dead link, a refusal, a time-out) is a value of one of these types, never an exception.
"""

from __future__ import annotations

from embedarchive.late import imported

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from typing import Any

    from embedarchive.records.answering import CONFINED, LOAD, Answered
    from embedarchive.records.asking import All, Confined, Dialogue, Load, Recall, Topic
    from embedarchive.records.auditing import Cell, Finding, Grade
    from embedarchive.records.exchanging import Exchange, Failure, Overrun, Purpose, RecordRef, Request
    from embedarchive.records.judging import (
        Candidate,
        Check,
        CheckOutcome,
        Citation,
        Liveness,
        Provenance,
        Run,
        Verdict,
    )
    from embedarchive.records.reading import (
        Article,
        Claim,
        Mention,
        MentionKind,
        Place,
        PostRef,
        Reading,
        Source,
        SourceKind,
    )
    from embedarchive.records.recalling import Look, PastLink, Sibling, Visit
    from embedarchive.records.resolving import Hop, HopKind, Outcome, Resolution
    from embedarchive.records.testifying import Copy, CopyKind, Testimony
    from embedarchive.records.witnessing import Testified, Witness

__all__ = [
    "CONFINED",
    "LOAD",
    "All",
    "Answered",
    "Article",
    "Candidate",
    "Cell",
    "Check",
    "CheckOutcome",
    "Citation",
    "Claim",
    "Confined",
    "Copy",
    "CopyKind",
    "Dialogue",
    "Exchange",
    "Failure",
    "Finding",
    "Grade",
    "Hop",
    "HopKind",
    "Liveness",
    "Load",
    "Look",
    "Mention",
    "MentionKind",
    "Outcome",
    "Overrun",
    "PastLink",
    "Place",
    "PostRef",
    "Provenance",
    "Purpose",
    "Reading",
    "Recall",
    "RecordRef",
    "Request",
    "Resolution",
    "Run",
    "Sibling",
    "Source",
    "SourceKind",
    "Testified",
    "Testimony",
    "Topic",
    "Verdict",
    "Visit",
    "Witness",
]

_PARTS = (
    *("exchanging", "reading", "witnessing", "asking", "resolving"),
    *("testifying", "answering", "recalling", "judging", "auditing"),
)
"""The modules in the order of what needs them: `find` the first three, a crawl all but the last."""


if not TYPE_CHECKING:  # a type checker would take every name for one of the package's

    def __getattr__(name: str) -> Any:
        """Import a noun when it is first asked for: to define all takes five times as long as Python."""
        for part in _PARTS if name in __all__ else ():
            module = imported(f"{__name__}.{part}")
            if hasattr(module, name):
                globals()[name] = found = getattr(module, name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
