"""`embedarchive verify`: follow one article and say, for people, how well its citations stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from embedarchive.cli.options import db_option, paths, talk_options, web_options
from embedarchive.cli.talk import Talk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from embedarchive.cli.sources import Gathered
    from embedarchive.outputs.report import Photo, Report
    from embedarchive.ports.archive import ArchiveReader
    from embedarchive.records import Provenance, Source

FORMS = ("text", "json", "html", "markdown")
NO_FORMS = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".csv", ".xml")
"""What a file's name promises that no report keeps."""
STDOUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""What names standard output: it is written to as it was given to us, by `>>` at its end."""
SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}


@click.command("verify")
@click.argument("source", shell_complete=paths)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="The form of the report; by default what the name of FILE says, else text.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=paths,
    help="Write the report to FILE; else to standard output.",
)
@click.option(
    "--article-url",
    metavar="URL",
    help="Where SOURCE was published: that page and its archived copies may still name lost posts.",
)
@db_option
@web_options
@talk_options
@click.pass_obj
def command(
    talk: Talk,
    /,
    source: str,
    form: str | None,
    output: str | None,
    article_url: str | None,
    **options: Any,
) -> int:
    """Report how well the citations of one article stand.

    SOURCE is a web address, an .html, .htm, .txt or .md file, a saved page (.mhtml, .mht, .webarchive),
    mail (.eml) or feed, or - for an article on standard input. Follows it as 'embedarchive crawl' does,
    keeps everything in the archive, and writes a report: for each cited post the quoted words, a
    verdict, what it rests on, and where the best copy is.
    """
    from dataclasses import replace
    from pathlib import Path

    from embedarchive.cli.archives import refuse_invented
    from embedarchive.cli.options import settings_from
    from embedarchive.cli.running import crawl

    settings = replace(settings_from(options), article_url=article_url)
    refuse_invented(settings.db)
    found = _only(source, talk)
    sources = [_published(one, article_url) for one in found.sources]
    target = _writable(output, source, settings.db, form)
    if found.hint:
        talk.say(found.hint)
    followed: list[Provenance] = []
    ended = crawl(talk, sources, settings, followed.append, found.stdin, once=found.once)
    for provenance in followed:
        chosen = form or SUFFIXES.get(Path(output or "").suffix.lower(), "text")
        text = _drawn(provenance, settings.db, chosen, _columns() if target is None else None)
        _hand_over(talk, text, target)
    return ended


def _only(source: str, talk: Talk) -> Gathered:
    """Return the one article that was named; raises `UsageError` for none and for several."""
    from embedarchive.cli.sources import gather
    from embedarchive.errors import UsageError

    found = gather((source,), say=talk.say)
    if found.problems:
        raise UsageError(found.problems[0])
    if len(found.sources) != 1:
        raise UsageError(
            f"{source} holds {len(found.sources)} articles; verify reports on one, "
            "'embedarchive crawl' takes many"
        )
    return found


def _published(source: Source, url: str | None) -> Source:
    """Return the source with the address that the user gives it."""
    from embedarchive.errors import UsageError
    from embedarchive.records import SourceKind

    if url is None:
        return source
    if source.kind is SourceKind.URL:
        raise UsageError(f"{source.name} is an address itself; --article-url is for a file or -")
    if not url.lower().startswith(("https://", "http://")):
        raise UsageError(f"{url} is no web address; --article-url takes one that begins with https://")
    return source._replace(address=url)


def _writable(output: str | None, source: str, db: Path, form: str | None) -> Path | None:
    """Return where the report goes, judged before anything is asked of anybody."""
    import os
    from pathlib import Path

    from embedarchive.errors import UsageError
    from embedarchive.ports.warc import folder_of

    if output in (None, *STDOUT):
        return None
    target = Path(output)
    try:
        target.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # its name is too long, or links to itself
        why = getattr(error, "strerror", None) or error
        raise UsageError(f"{output} cannot be written: {why}; name another file with -o") from error
    if output.endswith(os.sep) or target.is_dir():
        inside = os.path.join(output, "report.html")
        raise UsageError(f"{output or repr(output)} names a folder; name the file as well: -o {inside}")
    if form is None and target.suffix.lower() in NO_FORMS:
        raise UsageError(
            f"{output}: no report is written in this form; {', '.join(SUFFIXES)} say which, or --format"
        )
    folder, place = target.parent, Path(os.path.realpath(target))
    if place in (Path(source).resolve(), db.resolve()) or folder_of(db).resolve() in place.parents:
        raise UsageError(f"{output} is read or written by this run itself; name another file with -o")
    if not folder.is_dir():
        raise UsageError(f"{output} cannot be written: there is no folder {folder}; make it, or name another")
    if not os.access(target if target.exists() else folder, os.W_OK):
        raise UsageError(f"{output} cannot be written: you may not write there; name another file with -o")
    return target


def _columns() -> int | None:
    """Return how wide the terminal is on which a report is read; None where it is read elsewhere."""
    import shutil
    import sys

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _drawn(provenance: Provenance, db: Path, form: str, columns: int | None) -> str:
    from embedarchive.ports.archive import Archive

    with Archive.read_only(db) as archive:
        run = archive.rows("SELECT id, started FROM run ORDER BY rowid DESC LIMIT 1")[0]
        if form == "json":
            return _json(provenance, run)
        return _renderer(form, columns)(_report(provenance, run, archive))


def _report(provenance: Provenance, run: dict[str, Any], archive: ArchiveReader) -> Report:
    from embedarchive.outputs.report import report

    return report(provenance, run["started"], run["id"], _photos(provenance, archive))


def _renderer(form: str, columns: int | None) -> Callable[[Report], str]:
    from functools import partial

    from embedarchive.outputs import report_html, report_markdown, report_text

    if form == "text":
        widest = report_text.COLUMNS
        return partial(report_text.render, columns=min(columns or widest, widest))
    return {"html": report_html.render, "markdown": report_markdown.render}[form]


def _json(provenance: Provenance, run: dict[str, Any]) -> str:
    """Return the object that `crawl` prints, with the run and each verdict in words."""
    from embedarchive.outputs import ndjson, report_words
    from embedarchive.outputs.elsewhere import searches

    row = ndjson.article(provenance)
    for told, citation in zip(row["citations"], provenance.citations, strict=True):
        told["in_words"] = report_words.verdict(citation)
        told["searches"] = [{"where": where, "url": url} for where, url in searches(citation)]
    return ndjson.dump({**row, "run": run["id"], "checked": run["started"]})


def _photos(provenance: Provenance, archive: ArchiveReader) -> dict[str, Photo]:
    """Return the photos of the cited posts that can be drawn, read from our own WARC."""
    from embedarchive.outputs.report import photo_of
    from embedarchive.records import CopyKind

    copies = (copy for citation in provenance.citations for copy in citation.copies)
    held = {copy.url: copy.record for copy in copies if copy.kind is CopyKind.PHOTO and copy.record}
    drawn = ((url, photo_of(archive.read(record))) for url, record in held.items())
    return {url: photo for url, photo in drawn if photo}


def _hand_over(talk: Talk, text: str, target: Path | None) -> None:
    from embedarchive.cli.talk import write
    from embedarchive.ports.replacing import replace_text

    if target is None:
        write(text)
        return
    replace_text(target, text + "\n")
    talk.say(f"the report is in {target}")
