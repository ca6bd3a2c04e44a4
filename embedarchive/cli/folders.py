"""The articles in a folder: which files are taken, and which are left alone."""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as in __init__.py
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEED_SUFFIXES = (".xml", ".rdf", ".json")
"""Feeds end so, and much else: in a folder the beginning tells."""


def articles_in(folder: str, suffixes: tuple[str, ...], problems: list[str]) -> Iterator[str]:
    """Yield the articles under a folder, in the order of their names; hidden ones are left out.

    Those count that end as one of `suffixes`, and feeds; folders that cannot be read become problems.
    """

    def unreadable(error: OSError) -> None:
        problems.append(f"{error.filename}: {error.strerror}")

    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not (name.startswith(".") or _is_pieces(name, names)))
        for name in sorted(names):
            path = os.path.join(place, name)
            if not name.startswith(".") and (name.lower().endswith(suffixes) or _is_feed(path)):
                yield path


def _is_pieces(folder: str, beside: Sequence[str]) -> bool:
    """Whether a folder holds what a page beside it is made of: browsers save `page.html` and `page_files`."""
    page = folder.removesuffix("_files")
    return page != folder and (f"{page}.html" in beside or f"{page}.htm" in beside)


def _is_feed(path: str) -> bool:
    """Whether a file in a folder ends as feeds may and is one."""
    if not path.lower().endswith(FEED_SUFFIXES) or not os.path.isfile(path):
        return False
    from embedarchive.stages.feed_type import is_json_feed
    from embedarchive.stages.feeds import LONGEST_HEAD, is_feed

    try:
        with open(path, "rb") as file:
            head = file.read(LONGEST_HEAD)
    except OSError:
        return False
    return is_json_feed(head) or is_feed(head.decode("utf-8", "replace"))
