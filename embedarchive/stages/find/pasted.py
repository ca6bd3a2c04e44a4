"""Embeds whose markup or whose code somebody has pasted into a plain text."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.stages.find.draft import Draft
from embedarchive.stages.find.hidden import windows
from embedarchive.stages.find.merging import once
from embedarchive.stages.find.shortcodes import shortcodes
from embedarchive.stages.literal_places import lowered, places_by_search


def pasted(text: str) -> list[Draft]:
    """Return the embeds in a plain text."""
    return once(_seen(text), text)


def _seen(text: str) -> Iterator[Draft]:
    places = places_by_search(lowered(text))
    for window in windows(text, places):
        from embedarchive.stages.find.embeds import sights
        from embedarchive.stages.page import parse

        for draft, *_ in sights(parse(window.markup)):
            yield draft._replace(start=window.start, end=window.end)
    yield from shortcodes(text, places, plain=True)
