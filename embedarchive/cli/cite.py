"""`embedarchive cite`: a post of the archive as a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from embedarchive.cli.options import db_option, talk_options
from embedarchive.cli.talk import Talk

if TYPE_CHECKING:
    import datetime as dt

    from embedarchive.outputs.cite import Cited
    from embedarchive.ports.archive import ArchiveReader
    from embedarchive.records import PostRef

FORMS = ("plain", "apa", "mla", "chicago", "bibtex", "csl-json", "ris", "wikipedia", "robust-links")


@click.command("cite")
@click.argument("post")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="plain",
    show_default=True,
    help="The style of a paper, the format of a program, or markup.",
)
@db_option
@talk_options
@click.pass_obj
def command(talk: Talk, /, post: str, form: str, db: str) -> int:
    """Write a post of the archive as a reference.

    POST is the address of a post, its id, or a short link that led to it. Author, words and date are
    what witnesses said of the post, never what an article claims of it; the archived copy is the latest
    one known. Reads the archive and writes nothing.
    """
    from pathlib import Path

    from embedarchive.cli.archives import DEMO_AGENT, agents
    from embedarchive.cli.talk import write
    from embedarchive.errors import ExitCode
    from embedarchive.outputs.cite import FORMATS
    from embedarchive.ports.archive import Archive

    path = Path(db)
    with Archive.read_only(path) as archive:
        cited = _cited(archive, _latest(archive, post))
    write(FORMATS[form](cited))
    if cited.text is None:
        talk.say("no witness has shown this post; the reference rests on its address alone")
    if DEMO_AGENT in agents(path):
        talk.say(f"{path} is the demo's archive: its posts are invented")
    return ExitCode.DONE


def _latest(archive: ArchiveReader, sought: str) -> dict[str, Any]:
    """Return the latest citation of a post; raises `UsageError` where the archive holds none."""
    from embedarchive.errors import UsageError
    from embedarchive.platforms import read_url

    sought = sought.strip()
    named = read_url(sought) or read_url(f"https://{sought}") or _led_to(archive, sought)
    where, values = _same(named) if named else ("? IN (c.post_id, c.post_url)", (sought.lstrip("@"),))
    sql = f"SELECT * FROM citation c WHERE c.post_id IS NOT NULL AND {where} ORDER BY c.id DESC LIMIT 1"
    rows = archive.rows(sql, *values)
    if not rows:
        if archive.last_look(sought):
            raise UsageError(
                f"{sought} is an article; 'embedarchive lookup {sought}' lists the posts that it cites"
            )
        raise UsageError(
            f"{archive.db} holds no post {sought!r}; 'embedarchive lookup' finds posts by @handle or words, "
            "'embedarchive verify' takes an article that cites it"
        )
    return rows[0]


def _led_to(archive: ArchiveReader, link: str) -> PostRef | None:
    """Return the post to which a link led when it was last followed to one."""
    from json import dumps

    from embedarchive.records import PostRef

    rows = archive.rows(
        "SELECT post_platform, post_id, post_handle FROM resolution "
        "WHERE asked IN (SELECT value FROM json_each(?)) AND post_id IS NOT NULL ORDER BY id DESC LIMIT 1",
        dumps(archive.spellings(link)),
    )
    return PostRef(*rows[0].values()) if rows else None


def _same(post: PostRef) -> tuple[str, tuple[str, ...]]:
    """Return what tells a post among citations `c`: platform, id and, of Mastodon, the server."""
    from embedarchive.platforms.mastodon import server_of

    where, server = "c.post_platform = ? AND c.post_id = ?", server_of(post)
    if server is None:
        return where, (post.platform, post.id)
    on_server = "lower(substr(c.post_handle, instr(c.post_handle, '@') + 1)) = ?"
    return f"{where} AND {on_server}", (post.platform, post.id, server.lower())


def _cited(archive: ArchiveReader, citation: dict[str, Any]) -> Cited:
    """Gather what any visit learnt of the post: a post that is gone today was seen before."""
    from embedarchive.outputs.cite import Cited
    from embedarchive.records import PostRef

    post = PostRef(citation["post_platform"], citation["post_id"], citation["post_handle"])
    where, values = _same(post)
    of_post = f"FROM {{0}} t JOIN citation c ON c.id = t.citation WHERE {where}"
    told = archive.rows(
        f"SELECT t.name, t.handle, t.created, t.day, t.text {of_post.format('testimony')} "
        "AND t.status = 'found' ORDER BY t.text_cut, c.id DESC, t.created IS NULL, t.seq",
        *values,
    )
    copies = archive.rows(
        f"SELECT t.url, t.captured {of_post.format('copy')} AND t.kind = 'memento' "
        "ORDER BY t.captured DESC LIMIT 1",
        *values,
    )
    copy = copies[0] if copies else {"url": None, "captured": None}
    return Cited(
        platform=post.platform,
        id=post.id,
        url=citation["post_url"],
        name=_first(told, "name"),
        handle=_first(told, "handle") or citation["post_handle"],
        text=_first(told, "text"),
        posted=_posted(post.platform, post.id, told),
        copy_url=copy["url"],
        copy_date=_day(copy["captured"]),
        checked=_day(citation["checked"]),
    )


def _first(told: list[dict[str, Any]], column: str) -> str | None:
    return next((row[column] for row in told if row[column]), None)


def _posted(platform: str, post_id: str, told: list[dict[str, Any]]) -> dt.date | None:
    """Return the UTC day that the id itself tells, else a witness."""
    from embedarchive.platforms import PLATFORMS

    site = PLATFORMS.get(platform)
    moment = site.posted_at(post_id) if site else None
    return moment.date() if moment else _day(_first(told, "created") or _first(told, "day"))


def _day(stamp: str | None) -> dt.date | None:
    """Return the UTC day of an ISO 8601 moment."""
    import datetime as dt

    if not stamp:
        return None
    moment = dt.datetime.fromisoformat(stamp)
    return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).date()
