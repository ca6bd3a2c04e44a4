"""What `doctor` looks at: each check yields findings, none of them changes anything."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import socket
import sqlite3
import ssl
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from embedarchive.cli.talk import count
from embedarchive.errors import EmbedArchiveError, ExitCode
from embedarchive.ports.database import open_reader
from embedarchive.ports.proxies import parse_proxy, proxy_from_environment
from embedarchive.ports.warc import folder_of

OLDEST_SQLITE = (3, 38)
"""STRICT tables came with 3.37, JSON functions always built in with 3.38 (sqlite.org/changes.html)."""
ROOM = 1_000_000_000
"""Bytes on the disk below which we warn."""
HOSTS = ("t.co", "publish.twitter.com", "cdn.syndication.twimg.com", "web.archive.org")
PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check-up."""

    subject: str
    told: str
    level: str = "ok"
    code: ExitCode | None = None
    """How the program ends if nothing earlier decides it; only for `FAIL`."""


def _fail(subject: str, told: str, code: ExitCode) -> Finding:
    return Finding(subject, told, "FAIL", code)


def findings(db: Path, environ: Mapping[str, str], *, network: bool) -> Iterator[Finding]:
    """Yield what every check found."""
    yield from _python()
    yield from _sqlite()
    yield from _packages()
    yield from _folder(db.absolute().parent)
    yield from _readable(_archive(db))
    yield from _way_out(environ)
    if network:
        yield from _network(environ)


def _readable(found: Iterator[Finding]) -> Iterator[Finding]:
    """Yield findings; what this user may not look at is one as well, and the check-up goes on."""
    try:
        yield from found
    except OSError as error:
        yield _fail("archive", f"{error.filename}: {error.strerror}; run as its owner", ExitCode.USAGE)


def _python() -> Iterator[Finding]:
    yield Finding("python", f"{sys.version.split()[0]} at {sys.executable}")
    yield Finding("openssl", ssl.OPENSSL_VERSION)


def _sqlite() -> Iterator[Finding]:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        yield _fail("sqlite", f"{sqlite3.sqlite_version}; {wanted} or newer is needed", ExitCode.USAGE)
        return
    try:
        with sqlite3.connect(":memory:") as memory:
            memory.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    except sqlite3.OperationalError:
        yield _fail("sqlite", "built without FTS5, which look-ups need", ExitCode.USAGE)
    else:
        yield Finding("sqlite", f"{sqlite3.sqlite_version} with FTS5")
    finally:
        memory.close()


def _packages() -> Iterator[Finding]:
    versions, missing = [], []
    try:
        requirements = importlib.metadata.requires("embedarchive") or []
    except importlib.metadata.PackageNotFoundError:
        yield Finding("packages", "not installed, run from its source: versions were not checked", "warn")
        return
    for requirement in requirements:
        name = re.split(r"[^A-Za-z0-9._-]", requirement)[0]
        if "extra ==" in requirement:
            continue
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        yield _fail("packages", f"missing: {', '.join(missing)}; install embedarchive again", ExitCode.USAGE)
    else:
        yield Finding("packages", ", ".join(versions))


def _folder(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        yield _fail("folder", f"{folder} does not exist; make it, or use --db", ExitCode.USAGE)
        return
    if not os.access(folder, os.W_OK):
        yield _fail("folder", f"{folder} cannot be written to; use --db", ExitCode.USAGE)
    free = shutil.disk_usage(folder).free
    told = f"{folder} has {free / 1e9:.1f} GB free"
    yield (
        Finding("folder", told) if free >= ROOM else Finding("folder", f"{told}; a crawl may fill it", "warn")
    )


def _archive(db: Path) -> Iterator[Finding]:
    if not db.exists():
        yield Finding("archive", f"{db} is not there yet; the first crawl makes it")
        return
    try:
        database = open_reader(db)
    except EmbedArchiveError as error:
        yield _fail("archive", str(error), error.exit_code)
        return
    try:
        yield from _database(database.conn, db)
        yield from _warcs(database.conn, db)
    except sqlite3.DatabaseError as error:
        yield _fail("archive", f"{db} cannot be read through: {error}", ExitCode.DAMAGED)
    finally:
        database.close()


def _database(connection: sqlite3.Connection, db: Path) -> Iterator[Finding]:
    told = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    if told != ["ok"]:
        yield _fail("archive", f"{db}: {'; '.join(told)}", ExitCode.DAMAGED)
    if dangling:
        tables = ", ".join(sorted({row[0] for row in dangling}))
        yield _fail(
            "archive",
            f"{db}: {count(len(dangling), 'row')} of {tables} without what they refer to",
            ExitCode.DAMAGED,
        )
    if told == ["ok"] and not dangling:
        (runs,) = connection.execute("SELECT count(*) FROM run").fetchone()
        yield Finding("archive", f"{db} is whole: {count(runs, 'run')}, {db.stat().st_size / 1e6:.1f} MB")


def _warcs(connection: sqlite3.Connection, db: Path) -> Iterator[Finding]:
    folder, files, size = folder_of(db), 0, 0
    for name, durable_end in connection.execute("SELECT name, durable_end FROM warc_file"):
        path = folder / name
        there = path.stat().st_size if path.is_file() else None
        if there is None and durable_end:
            yield _fail("warc", f"{path} is missing; put it back from a copy", ExitCode.DAMAGED)
        elif (there or 0) < durable_end:
            told = (
                f"{path} has {count(there or 0, 'byte')}, {durable_end:,} were kept; put it back from a copy"
            )
            yield _fail("warc", told, ExitCode.DAMAGED)
        else:
            files, size = files + 1, size + (there or 0)
    yield Finding("warc", f"{count(files, 'file')} in {folder}, nothing cut off, {size / 1e6:.1f} MB")


def _way_out(environ: Mapping[str, str]) -> Iterator[Finding]:
    try:
        proxy, exempt = proxy_from_environment(environ)
        address = parse_proxy(proxy) if proxy else None
    except EmbedArchiveError as error:
        yield _fail("proxy", str(error), ExitCode.USAGE)
    else:
        but = f", but not for {', '.join(exempt)}" if exempt else ""
        told = f"{address.kind}://{address.host}:{address.port}{but}" if address else "none: we ask directly"
        yield Finding("proxy", told)
    bundle = environ.get("SSL_CERT_FILE") or None
    try:
        ssl.create_default_context(cafile=bundle or _certifi())
    except (OSError, ssl.SSLError) as error:
        yield _fail("ca", f"{bundle or 'certifi'}: {error.strerror or error}", ExitCode.USAGE)
    else:
        yield Finding("ca", f"SSL_CERT_FILE: {bundle}" if bundle else "certifi's")


def _certifi() -> str:
    import certifi

    return certifi.where()


def _network(environ: Mapping[str, str]) -> Iterator[Finding]:
    named, _ = proxy_from_environment(environ)
    if named:
        proxy = parse_proxy(named)
        yield _dial(f"proxy {proxy.host}", proxy.host, proxy.port)
        return
    for name in HOSTS:
        yield _dial(name, name, 443)


def _dial(told: str, host: str, port: int) -> Finding:
    try:
        with socket.create_connection((host, port), timeout=PATIENCE) as connection:
            return Finding("network", f"{told} answers at {connection.getpeername()[0]}")
    except OSError as error:
        return _fail("network", f"{told}: {error.strerror or error}", ExitCode.UNREACHED)
