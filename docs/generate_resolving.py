"""Write docs/resolving.md from the program's tables; with `--check`, only tell whether it is as they say.

python docs/generate_resolving.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from embedarchive.platforms.shorteners import SHORTENERS, Shortener  # noqa: E402
from embedarchive.platforms.wrappers import WRAPPERS, Wrapper  # noqa: E402
from embedarchive.records import HopKind, Outcome  # noqa: E402
from embedarchive.stages.redirects import NOTES  # noqa: E402
from embedarchive.stages.resolve import MAX_HOPS  # noqa: E402

TARGET = ROOT / "docs" / "resolving.md"

KINDS = {
    HopKind.LOCATION: "a redirect (3xx) with `Location`",
    HopKind.REFRESH_HEADER: "the header `Refresh`",
    HopKind.META_REFRESH: "`<meta http-equiv=refresh>`, within 30 seconds",
    HopKind.JAVASCRIPT: "a script of a small page that does nothing else",
    HopKind.INTERSTITIAL: "a page that stands before the target and shows it, or warns of it",
    HopKind.UNWRAPPED: "the target stands in the URL itself; nobody was asked",
    HopKind.CANONICAL: "what the page at the end calls its own address; it is noted and not asked for",
    HopKind.ARCHIVE_INDEX: "the Wayback Machine was asked for copies of a dead link; `target` is one of them",
    HopKind.ARCHIVED: "an archived copy of a dead link; `target` is where it led then",
    HopKind.FINAL: "the answer leads nowhere further",
}
OUTCOMES = {
    Outcome.FINAL: "the way was followed to its end",
    Outcome.ARCHIVED: "the link is dead; an archived copy told where it led; that was followed to its end",
    Outcome.NOT_FOUND: "404",
    Outcome.SOFT_404: "it leads where the shortener sends dead links, or to a page that shows no target",
    Outcome.GONE: "410",
    Outcome.BLOCKED: "refused: another 4xx, robots.txt, a captcha, a page that makes a reader wait",
    Outcome.LOOP: "the way came back to where it was; `final_url` is set where only a cookie was wanted",
    Outcome.TOO_MANY_HOPS: f"more than {MAX_HOPS} steps",
    Outcome.REFUSED_ADDRESS: "a private address, or a target in which two readers see different hosts",
    Outcome.TIMEOUT: "no whole answer in time",
    Outcome.TLS_ERROR: "the certificate is not valid for the name; nothing of the answer is believed",
    Outcome.UNREACHABLE: "no such name, no connection, an answer that broke off, 429 or 5xx: ask again later",
    Outcome.TRUNCATED: "the article's text cut the link short; it is never asked for",
    Outcome.UNSAFE_INTERSTITIAL: "the shortener warns of the target, which is named and never asked for",
    Outcome.LOGIN_WALL: "the way leads to a login, which is not asked for, or the answer is 401",
    Outcome.NON_HTTP: "the target is no web address that can be read; it stands in `final_url` verbatim",
}
HEAD = """# How a link is followed

Made by `python docs/generate_resolving.py` from the program's own tables; do not edit.

A link is followed step by step until it names a post, leads nowhere further, or must not be followed. What
a step says is kept byte for byte: in the WARC record it names, and in the hop's `target`. Targets are read
as browsers read them (WHATWG URL). A user name or password is left out and never sent, cookies are neither
kept nor sent ([why](adr/0008-a-way-carries-no-cookie.md)), no URL is asked for twice on one way, and a
permalink is not asked for: its identity stands in the URL.

A dead link of a shortener is looked up in the Wayback Machine. Its index does not tell capitals from small
letters, slugs do: only a capture whose own address is the very link counts. Where a copy tells where the
link led, the outcome is `archived`, and the index's answer and the copy are hops with their records.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *sections()]) + "\n"


def sections() -> Iterator[str]:
    """Yield the tables."""
    yield from table("Outcomes", ("outcome", "means"), ((f"`{one}`", OUTCOMES[one]) for one in Outcome))
    yield from table("Kinds of hop", ("kind", "means"), ((f"`{one}`", KINDS[one]) for one in HopKind))
    yield from table("Notes", ("note", "means"), ((f"`{name}`", text) for name, text in NOTES.items()))
    yield from table("Shorteners", ("hosts", "what is known", "source"), map(_shortener, SHORTENERS))
    yield "`[K]`: believed, and written so that it survives being wrong.\n"
    yield from table("Links that carry their target", ("form", "example", "source"), map(_wrapper, WRAPPERS))


def table(
    title: str, columns: tuple[str, ...], rows: Iterator[tuple[str, ...]] | map[tuple[str, ...]]
) -> Iterator[str]:
    """Yield one section with its table."""
    yield f"## {title}\n"
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"
    yield ""


def _shortener(row: Shortener) -> tuple[str, str, str]:
    known = [
        f"a dead link leads to `{row.dead}`" if row.dead != "(?!)" else "",
        f"a dead link answers {row.dead_status}" if row.dead_status else "",
        f"its page shows the target (`{'`, `'.join(door.selector for door in row.doors)}`)"
        if row.doors
        else "",
        f"the target stands in `{row.door_header}` of an answer 200" if row.door_header else "",
        f"a page that shows none is `{row.silent}`",
        f"no links: `{row.pages}`" if row.pages != "(?!)" else "",
    ]
    return ", ".join(f"`{host}`" for host in row.hosts), "; ".join(filter(None, known)), row.source


def _wrapper(row: Wrapper) -> tuple[str, str, str]:
    link, target = row.example
    warns = " (a warning: not followed)" if row.warns else ""
    copy = " (undone only for a post or another link)" if row.archive else ""
    return f"`{row.name}`{warns}{copy}", f"`{link}` → `{target}`", row.source


def main() -> int:
    """Write the page, or compare it."""
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(page(), encoding="utf-8")
        return 0
    same = TARGET.exists() and TARGET.read_text(encoding="utf-8") == page()
    if not same:
        print("docs/resolving.md is not as the program's tables say: python docs/generate_resolving.py")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
