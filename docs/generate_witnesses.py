"""Write docs/witnesses.md from the platforms' own tables; with `--check`, only tell whether it is right.

    python docs/generate_witnesses.py [--check]

Whom the program asks of a post, what each answer means, and what follows for whether the post is still
there: all of it is in `embedarchive/platforms/*.py`, `stages/snapshot` and `stages/verify`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from embedarchive.platforms import PLATFORMS  # noqa: E402
from embedarchive.platforms.base import Endpoint, Platform  # noqa: E402
from embedarchive.records import Testified, Testimony, Witness  # noqa: E402
from embedarchive.stages.snapshot.tombstones import REASONS  # noqa: E402
from embedarchive.stages.verify import liveness  # noqa: E402

TARGET = ROOT / "docs" / "witnesses.md"
HEAD = """# Whom the program asks of a post, and what the answers mean

Made by `python docs/generate_witnesses.py` from the program's own tables; do not edit.

Nobody is logged in anywhere. Each witness is asked once per visit, at the pace of its host, and every answer
is kept as it came. **Only `found` says anything of what the post says**; the other answers say why it is not
shown, as far as the platform tells. What nobody has shown to be so is marked *not verified*: the program
survives its being wrong, because such an answer alone settles nothing.
"""
EVERYWHERE = """## What every witness may answer

| answer | testimony |
|---|---|
| 429, 500, 502, 503, 504, 520 to 529 | `busy`: says nothing of the post; a later run asks again |
| no answer, a time-out, a body that breaks off | `unreachable`: likewise |
| a redirect to a login page | `login-wall`: says nothing of the post |
| any status that the tables below do not name | `unreadable`: says nothing of the post |
| a complete answer that shows another post, or none by name | `unreadable`; what it shows is kept |

The Wayback Machine is asked for copies of every platform's posts, by their permalinks: exactly, but for X's,
which are asked for by prefix under twitter.com and x.com. A copy that shows the words is a `memento`; it says
nothing of today. An index without copies is `no-copy`; one that fails is never taken for an empty one.
"""


def main(arguments: list[str]) -> int:
    """Write the document, or compare it."""
    wanted = document()
    if "--check" not in arguments:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stderr.write("docs/witnesses.md is not what the tables say: run python docs/generate_witnesses.py\n")
    return 1


def document() -> str:
    """Return the document."""
    parts = [HEAD, *_testified(), EVERYWHERE, *_tombstones()]
    for site in PLATFORMS.values():
        parts += _platform(site)
    return "\n".join(parts)


# --- What follows for liveness ------------------------------------------------------------------------


def _testified() -> Iterator[str]:
    yield "## What an answer means for whether the post is still there\n"
    yield "| testimony | one witness says so | two say so |\n|---|---|---|"
    for status in Testified:
        yield f"| `{status}` | {_follows(status, 1)} | {_follows(status, 2)} |"
    yield "\nTwo visits at least a day apart count as two witnesses.\n"


def _follows(status: Testified, count: int) -> str:
    """Ask the program itself what it makes of answers."""
    told = (Testimony(witness, status, "") for witness in (Witness.OEMBED, Witness.API)[:count])
    return f"`{liveness(tuple(told)).means}`"


# --- X's notices ----------------------------------------------------------------------------------------


def _tombstones() -> Iterator[str]:
    yield "## X's notices in place of a post\n"
    yield "| notice (regular expression) | testimony | seen |\n|---|---|---|"
    for reason in REASONS:
        notice = reason.notice.pattern.replace("|", "\\|")
        yield f"| `{notice}` | `{reason.status}` | {reason.source} |"
    yield "| anything else, or nothing | `tombstone` | react-tweet #160 (2024) |\n"


# --- Platforms ------------------------------------------------------------------------------------------


def _platform(site: Platform) -> Iterator[str]:
    yield f"## {site.name}\n"
    for endpoint in site.witnesses:
        yield from _endpoint(endpoint)
    for one in site.unasked:
        yield f"**Not asked: `{one.shown_as}`**: {_stop(one.why)} Source: {_stop(one.source)}\n"
    if site.posted_at.__name__ in ("posted_at", "moment"):
        yield "**The id itself** tells when the post was made (UTC), without asking anybody.\n"
    else:
        yield "The id does not tell when the post was made.\n"
    copies = ", ".join(f"`{host}`" for host in site.media_hosts) or "the post's own server"
    if site.name == "youtube":
        copies += " (the still image; videos are not kept)"
    yield f"Pictures are kept from {copies}.\n"


def _endpoint(endpoint: Endpoint) -> Iterator[str]:
    yield f"**`{endpoint.witness}`**: `{endpoint.shown_as}` tells {_stop(endpoint.tells)}"
    yield f"Source: {_stop(endpoint.source)}\n"
    yield "| answer | testimony | meaning | seen |\n|---|---|---|---|"
    for meaning in endpoint.meanings:
        answer = str(meaning.status) if meaning.status else "complete, and read"
        words = f" with “{meaning.words}”" if meaning.words else ""
        yield f"| {answer}{words} | `{meaning.says}` | {meaning.why} | {meaning.source} |"
    yield "| complete, and shows the post | `found` | | |\n"


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
