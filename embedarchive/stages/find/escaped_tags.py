"""Tags that stand in a document as text, whatever their `<` was escaped to."""

from __future__ import annotations

from embedarchive.late import regex

OPENS = regex.compile(
    r"(?:<|\\{1,16}(?:u003c|x3c)|&(?:amp;){0,4}(?:lt|#0{0,3}60|#x0{0,3}3c);|%(?:25){0,4}3c)\Z", regex.I
)
"""What stands before the name of an opening tag, whatever its `<` was escaped to."""
CLOSES = regex.compile(
    r"(?:/|\\{1,16}(?:u002f|x2f)|&(?:amp;){0,4}(?:#0{0,3}47|#x0{0,3}2f|sol);|%(?:25){0,4}2f)\Z", regex.I
)
LONGEST_ESCAPE = 40
ENDS_OF_ESCAPES = frozenset("cCfF;")


def tags_in(
    text: str, names: list[tuple[int, str]]
) -> tuple[list[tuple[int, int, str]], dict[str, list[int]]]:
    """Return opening tags (start, end of name, name) and where closing tags end, by name, in one pass."""
    opened: list[tuple[int, int, str]] = []
    closed: dict[str, list[int]] = {}
    for start, tag in names:
        before = text[max(0, start - LONGEST_ESCAPE) : start]
        if before[-1:] == "<":
            opened.append((start - 1, start + len(tag), tag))
        elif before[-1:] == "/":
            if opens(before[:-1].rstrip("\\")):  # an address may have the name in its path
                closed.setdefault(tag, []).append(start + len(tag))
        elif before[-1:] not in ENDS_OF_ESCAPES:
            continue
        elif escape := OPENS.search(before):
            opened.append((start - len(escape[0]), start + len(tag), tag))
        elif (escape := CLOSES.search(before)) and opens(before[: escape.start()]):
            closed.setdefault(tag, []).append(start + len(tag))
    return opened, closed


def opens(before: str) -> bool:
    """Whether a `<` stands right before, whatever it was escaped to."""
    return before[-1:] == "<" or (before[-1:] in ENDS_OF_ESCAPES and bool(OPENS.search(before)))
