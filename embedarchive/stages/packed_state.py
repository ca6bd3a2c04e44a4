"""State that a framework packs in a way of its own becomes the JSON that it stands for.

Angular up to 15 writes the state of a page with escapes that HTML does not know (`escapeHtml` in
@angular/platform-browser 15.2.10: `&q;` is a quotation mark). Nuxt from 3 on writes it as a flat list, in
which objects and lists hold the numbers of what they are made of (Nuxt 4.4.5, `devalue`).
"""

from __future__ import annotations

from collections.abc import Sequence

from embedarchive.late import re

SCRIPT = re.compile(r"<script\b(?P<tag>[^<>]{0,500})>(?P<state>[^<]*)(?=</script)", re.I)
"""Neither has a `<` in its state."""
ANGULARS, NUXTS = "&q;", "__NUXT_DATA__"
REFERENCE = re.compile("&(?P<name>[aqslg]);")
CHARACTERS = {"a": "&", "q": '"', "s": "'", "l": "<", "g": ">"}
DEEPEST = 100
"""Objects and lists one in the other."""
MOST_TIMES = 3
"""How much longer than the list its JSON may be: texts may be named many times."""


def unpacked(source: str) -> str:
    """Return a page's source with plain JSON for packed state; the same string where there is none."""
    if ANGULARS not in source and NUXTS not in source:
        return source
    return SCRIPT.sub(_script, source)


def _script(match: re.Match[str]) -> str:
    tag, state = match["tag"], match["state"]
    if NUXTS in tag:
        plain = _joined(state)
    elif ANGULARS in state and "json" in tag:
        plain = REFERENCE.sub(lambda found: CHARACTERS[found["name"]], state)
    else:
        return match[0]
    return f"<script{tag}>" + plain.replace("<", "\\u003c")


def _joined(state: str) -> str:
    """Return the JSON that a flat list stands for; the list where it is none, or names too much."""
    import json

    try:
        values = json.loads(state)
    except (ValueError, RecursionError):
        return state
    if not isinstance(values, list) or not values:
        return state
    joining = _Joining(values, MOST_TIMES * len(state))
    whole = joining.value(0, DEEPEST)
    return state if joining.room < 0 else json.dumps(whole, ensure_ascii=False)


class _Joining:
    """The values of a flat list; each object and list is put together once, where it is named first."""

    def __init__(self, values: Sequence[object], room: int) -> None:
        self._values = values
        self.room = room
        self._seen: set[int] = set()

    def value(self, number: object, depth: int) -> object:
        """Return what stands under a number; None for what is no value, is too deep or too much."""
        if not isinstance(number, int) or not 0 <= number < len(self._values) or self.room < 0:
            return None
        value = self._values[number]
        if not isinstance(value, dict | list):
            self.room -= len(value) if isinstance(value, str) else 1
            return value
        if depth == 0 or number in self._seen:
            return None
        self._seen.add(number)
        if isinstance(value, dict):
            return {key: self.value(each, depth - 1) for key, each in value.items()}
        # `["ShallowReactive", 7]` and `["Set", 7, 8]` have the name of their kind before the numbers.
        kind = value[:1] if value and isinstance(value[0], str) else []
        held = [self.value(each, depth - 1) for each in value[len(kind) :]]
        return held[0] if kind and len(held) == 1 else held
