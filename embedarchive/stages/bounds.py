"""Markup that Lexbor parses in linear time, whatever somebody has nested in it.

A parser that keeps to the standard looks through all open elements, all unclosed `<b>` and all attributes
of a tag again and again. On an ordinary page these are few; on one that has been made for it a megabyte
takes minutes, and a nest of `<template>` ends the process (Lexbor in selectolax 1.0.2). Such a page is
written anew before it is parsed, within bounds (`rewriting.py`). Nothing of its text is left out, and what
reads the page's source as text sees all of it.
"""

from __future__ import annotations

from embedarchive.late import re
from embedarchive.stages.rewriting import (
    ATTRIBUTE,
    ATTRIBUTES,
    BLANK,
    FORMATTING,
    MAX_ATTRIBUTE_NAMES,
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_NAMES,
    ROOTS,
    VOID,
    Writer,
)

MANY_WORDS = 400_000
"""Characters that so many names have at least that they matter."""
MAX_TAGS = 10_000
"""So many tags are parsed in time however they are nested."""
MAX_ROOTS = 100
"""Tags of `ROOTS`."""
SHORT = 20_000
"""Characters of a page that is parsed in time whatever attributes it has."""
MAY_REOPEN = 2_000_000
"""Tags times those that format text: each paragraph opens anew all that were not closed before it."""
FEW_TAGS = 2 * int(MAY_REOPEN**0.5)
"""Half of them paragraphs and half of them formatting text, so many open no more anew."""
MAX_REOPENED = 500_000
"""Elements that are opened so."""
LONG_TAG = 3 * MAX_ATTRIBUTES
"""Characters that more attributes than allowed have at least."""
START = re.compile(rf"<[a-zA-Z][^{BLANK}/>]*{ATTRIBUTES.pattern}")
TAGS = re.compile(r"""<[a-zA-Z][^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*""")
"""Each tag with its attributes; with more, if a quotation mark stands in it that opens nothing."""
NAMES = re.compile(rf"<(/?[a-z][^{BLANK}/>]*)")
WORD = re.compile(rf"[^{BLANK}/>=\"'<]+")
FORMATTED = re.compile(
    "<(?:{})[{}/>]".format(
        "|".join("".join(f"[{c}{c.upper()}]" for c in name) for name in sorted(FORMATTING)), BLANK
    )
)
"""In any case: spelled out it takes two thirds of the time that a flag takes."""


def bounded(source: str) -> str:
    """Return the markup to parse for a page's source: the source itself, if all of it is within bounds."""
    count = source.count("<")
    formatted = count > FEW_TAGS and count * len(FORMATTED.findall(source)) > MAY_REOPEN
    tags = TAGS.findall(source) if len(source) > SHORT else []
    lengths = [*map(len, tags)]
    wordy = sum(lengths) > MANY_WORDS and _is_wordy("".join(tags))
    wide = (
        max(lengths, default=0) > LONG_TAG
        and any(map(_is_long, tags))
        and any(_is_long(match[0]) for match in START.finditer(source))
    )
    if wide or wordy or ((formatted or count > MAX_TAGS) and _may_nest(source)):
        writer = Writer(source, wordy)
        written = writer.written()
        return Writer(source, wordy, plain=True).written() if writer.reopened > MAX_REOPENED else written
    return source


def _is_long(tag: str) -> bool:
    return len(tag) > LONG_TAG and len(ATTRIBUTE.findall(tag)) > MAX_ATTRIBUTES


def _is_wordy(tags: str) -> bool:
    """Whether there are so many different words in tags that they may be too many names of attributes."""
    # What parts names is no more than this, and to split takes a tenth of the time that the pattern does.
    rough = tags.replace("/", " ").replace('"', " ").replace("'", " ").split()
    return len(set(rough)) > MAX_ATTRIBUTE_NAMES and len(set(WORD.findall(tags))) > MAX_ATTRIBUTE_NAMES


def _may_nest(source: str) -> bool:
    """Whether a page's tags may nest too deep, open too many anew, or have too many names.

    An element that a tag of another name closes counts as open to the end. Writing the page takes ten times
    as long.
    """
    names = NAMES.findall(source.lower())
    opened = dict.fromkeys(names, 0)
    if len(opened) > MAX_NAMES or sum(name in ROOTS for name in names) > MAX_ROOTS:
        return True
    depth = unclosed = reopened = 0
    for name in names:
        if name[0] != "/":
            opened[name] += 1
            depth += name not in VOID
            reopened += unclosed
            unclosed += name in FORMATTING
        elif opened.get(name[1:]):
            opened[name[1:]] -= 1
            depth -= name[1:] not in VOID
            unclosed -= name[1:] in FORMATTING
        if depth > MAX_DEPTH or reopened > MAX_REOPENED:
            return True
    return False
