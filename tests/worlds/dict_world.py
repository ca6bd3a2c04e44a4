"""The smallest world: a dictionary answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from embedarchive.pipeline import drive
from embedarchive.records import (
    Confined,
    Dialogue,
    Exchange,
    Failure,
    Recall,
    RecordRef,
    Request,
    Source,
)

T = TypeVar("T")
MOMENT = "2026-02-03T04:05:06.000000Z"


def page(
    body: str | bytes = b"",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    kind: str = "text/html",
) -> Exchange:
    """An answer of the dictionary; its URL is filled in when it is given."""
    raw = body.encode() if isinstance(body, str) else body
    fields = tuple({"Content-Type": kind, **(headers or {})}.items())
    return Exchange(Request("about:blank"), MOMENT, status=status, headers=fields, body=raw)


def moved(target: str, status: int = 301) -> Exchange:
    """A redirect."""
    return page(status=status, headers={"Location": target})


def dead(failure: Failure = Failure.DNS) -> Exchange:
    """No answer."""
    return Exchange(Request("about:blank"), MOMENT, failure=failure, detail=f"{failure} in the dictionary")


@dataclass
class DictWorld:
    """Answers by URL; what it does not know has no address. Every answer has a record of its own."""

    answers: Mapping[str, Exchange] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    memory: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    """What the archive remembers, by `Recall.url`."""
    asked: list[str] = field(default_factory=list)
    recalled: list[str] = field(default_factory=list)

    async def answer(self, request: Request) -> Exchange:
        self.asked.append(request.url)
        await asyncio.sleep(0)
        known = self.answers.get(request.url) or dead()
        return known._replace(request=request, record=self._record("asked", len(self.asked)))

    async def recall(self, question: Recall) -> Exchange:
        self.recalled.append(question.url)
        known, nothing = self.memory.get(question.url), question.nothing(MOMENT)
        record = self._record("recalled", len(self.recalled))
        return nothing._replace(body=json.dumps(known).encode(), record=record) if known else nothing

    def _record(self, kind: str, number: int) -> RecordRef:
        return RecordRef("dict.warc.gz", number, 1, f"urn:uuid:{kind}-{number}")

    async def load(self, source: Source) -> Exchange:
        body = self.files[source.name]
        return Exchange(Request(f"file:///{source.name}"), MOMENT, status=200, body=body)

    async def confine(self, work: Confined) -> Any:
        return work.function(*work.args)


def hold(dialogue: Dialogue[T], answers: Mapping[str, Exchange] | DictWorld | None = None) -> T:
    """Hold a dialogue with a dictionary."""
    world = answers if isinstance(answers, DictWorld) else DictWorld(answers or {})
    return asyncio.run(drive(dialogue, world))
