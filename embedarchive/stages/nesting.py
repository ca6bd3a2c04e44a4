"""Elements that stand one in the other."""

from __future__ import annotations

from collections.abc import Sequence

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_LEVELS = 3
"""Embeds one in the other that are still read: a widget holds a frame, a card the card it quotes."""


def levels(nodes: Sequence[LexborNode], root: LexborNode | None = None) -> dict[int, int]:
    """Return, by their numbers, how many of some elements, given in document order, stand one in the other
    within each: 0 where none does.

    Each element between them and `root`, by default the page's, is looked at once.
    """
    found = {node.mem_id: 0 for node in nodes}
    if len(found) < 2:
        return found
    holders = _holders(nodes, root)
    for node in reversed(nodes):
        if (holder := holders[node.mem_id]) is not None:
            found[holder] = max(found[holder], found[node.mem_id] + 1)
    return found


def _holders(nodes: Sequence[LexborNode], root: LexborNode | None) -> dict[int, int | None]:
    """Return for each element, and for all between it and the root, by which of the elements it is held."""
    own = {node.mem_id for node in nodes}
    holders: dict[int, int | None] = {root.mem_id: None} if root is not None else {}
    for node in nodes:
        path: list[int] = []
        around: LexborNode | None = node
        holder: int | None = None
        while around is not None:
            number = around.mem_id
            if path and number in own:
                holder = number
                break
            if number in holders:
                holder = holders[number]
                break
            path.append(number)
            around = around.parent
        holders.update(dict.fromkeys(path, holder))
    return holders


def readable(nodes: Sequence[LexborNode], root: LexborNode | None = None) -> set[int]:
    """Return the numbers of those elements that hold less than `MOST_LEVELS` of them, one in the other.

    Their texts together are no more than so many times the page's.
    """
    return {number for number, depth in levels(nodes, root).items() if depth < MOST_LEVELS}


def innermost(nodes: Sequence[LexborNode]) -> set[int]:
    """Return the numbers of those elements that hold none of the others."""
    return {number for number, depth in levels(nodes).items() if not depth}


def outermost(nodes: Sequence[LexborNode], root: LexborNode) -> list[LexborNode]:
    """Return those elements beneath a root that none of the others holds."""
    holders = _holders(nodes, root)
    return [node for node in nodes if holders[node.mem_id] is None]
