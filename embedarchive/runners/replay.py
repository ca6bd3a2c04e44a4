"""The replay world: the archive's own records answer, and nobody else is asked.

Every question of a dialogue is given the answer it was given when the dialogue was first held. An
archive that was begun before answers were noted has none; there the newest exchange of the URL that was
asked for by then answers instead, which may not be the one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from os.path import normpath
from typing import Any

from embedarchive.errors import ArchiveDamaged
from embedarchive.ports.confine import Confinement
from embedarchive.ports.files import STDIN, path_of
from embedarchive.ports.rows import storable
from embedarchive.records import (
    CONFINED,
    LOAD,
    Answered,
    Confined,
    Exchange,
    Failure,
    Overrun,
    Purpose,
    Recall,
    RecordRef,
    Request,
    Source,
    SourceKind,
)
from embedarchive.runners.reading import size_given
from embedarchive.runners.recording import name_of
from embedarchive.runners.worlds import NOT_ASKED


class Unanswered(ArchiveDamaged):
    """A question is asked that no answer is noted for."""


Guess = Callable[[str, str], RecordRef | None]
"""Takes a purpose and a URL; returns the record that most likely answered."""


@dataclass(slots=True)
class Replay:
    """The world of one dialogue that was held before."""

    read: Callable[[RecordRef], Exchange]
    confinement: Confinement
    moment: str
    """When what was concluded was written: the time of answers that nobody was asked for."""
    given: dict[tuple[str, str], Answered]
    """By purpose and URL, as they stand in the database."""
    guess: Guess | None = None
    """Answers where no answers were noted at all."""
    offline: bool = False
    """The run asked nobody; what is not known was answered so. Only where answers are guessed."""
    waits: bool = False
    """Let a question without an answer wait for ever: a bug of ours ended the dialogue before it was
    answered, and meets it again in another branch."""
    located: str | None = None
    """The absolute path under which a local source was read, once it was loaded."""
    _stopped: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Pick out the parsers that were stopped."""
        stopped = (one for one in self.given.values() if one.purpose == CONFINED)
        self._stopped = {one.url: one.detail for one in stopped}

    async def answer(self, request: Request) -> Exchange:
        """Answer one request."""
        purpose = str(request.purpose)
        await self._waiting(purpose, request.url)
        return self._exchange(purpose, request)

    async def recall(self, question: Recall) -> Exchange:
        """Answer with what was remembered then."""
        purpose = str(Purpose.MEMORY)
        await self._waiting(purpose, question.url)
        known = self._known(purpose, question.url)
        if known is None and not self.guess:
            raise Unanswered(_unanswered(purpose, question.url))
        if known is None or known.record is None:
            return question.nothing(self.moment)
        return self._exchange(purpose, Request(question.url, Purpose.MEMORY))

    async def _waiting(self, purpose: str, url: str) -> None:
        if self.waits and self._known(purpose, url) is None:
            await asyncio.get_running_loop().create_future()

    async def load(self, source: Source) -> Exchange:
        """Answer with the bytes of a local source as they were read then."""
        url = next((url for purpose, url in self.given if purpose == LOAD), "")
        if self.guess and not url:
            known = self.guess(LOAD, url)
            url = self.read(known).request.url if known else url
        if not _is_of(url, source):
            raise Unanswered(_unanswered(LOAD, source.name))
        self.located = path_of(url)
        return self._exchange(LOAD, Request(url, Purpose.ARTICLE))

    async def confine(self, work: Confined) -> Any:
        """Run a parser where it can be killed, unless it was killed then: it may have time enough today."""
        if self._stopped and (reason := self._stopped.get(name_of(work))):
            return Overrun(reason)
        done = await self.confinement.run(work.function, *work.args, size=size_given(work.args))
        if isinstance(done, Overrun):
            raise Unanswered(f"its reader was stopped this time ({done.reason}), and was not then")
        return done

    def _known(self, purpose: str, url: str) -> Answered | None:
        known = self.given.get((purpose, storable(url)))
        if known is None and self.guess:
            record = self.guess(purpose, url)
            return Answered(purpose, url, record) if record else None
        return known

    def _exchange(self, purpose: str, request: Request) -> Exchange:
        known = self._known(purpose, request.url)
        if known is None and self.offline:
            known = Answered(purpose, request.url, None, Failure.OFFLINE, NOT_ASKED)
        if known is None:
            raise Unanswered(_unanswered(purpose, request.url))
        if known.record is None:
            return Exchange(request, self.moment, failure=_failure(known), detail=known.detail)
        exchange = self.read(known.record)
        return exchange if exchange.request.url == request.url else exchange._replace(request=request)


def _unanswered(purpose: str, url: str) -> str:
    return f"no answer is noted to the question for {url} ({purpose})"


def _failure(known: Answered) -> Failure:
    try:
        return Failure(known.failure or "")
    except ValueError:
        raise ArchiveDamaged(f"{known.failure!r} is no failure that an answer can have") from None


def _is_of(url: str, source: Source) -> bool:
    """Tell whether bytes kept under a URI can be those of a source: a relative path ends the absolute."""
    if source.kind is SourceKind.STDIN:
        return url.startswith(STDIN)
    # The database holds names as `storable`: what was no character of theirs stands there as U+FFFD.
    path, name = storable(path_of(url) or ""), normpath(source.name)
    while name.startswith("../"):
        name = name[3:]
    return bool(path) and (path == name or path.endswith(f"/{name}") or name in (".", ".."))
