"""From the words on the command line to sources; what cannot be a source becomes one clear line."""

from __future__ import annotations

import os
import stat
import sys

from embedarchive.cli.contents import SAMPLE, binary_kind, content_problem
from embedarchive.late import re
from embedarchive.records import Source, SourceKind

TYPE_CHECKING = False  # as in __init__.py
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ARTICLE_SUFFIXES = (".html", ".htm", ".txt", ".md", ".mhtml", ".mht", ".webarchive", ".eml")
DUMP_SUFFIXES = (".warc", ".warc.gz", ".wet", ".wet.gz", ".wacz")
LARGEST_FILE = 200_000_000
LARGEST_LIST = 50_000_000
PIECE = 1 << 20
"""Bytes of standard input that are asked for at once."""
MANY = 3
"""Lines of a list; where that many and all are wrong it is probably no list."""

_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:/+", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::[0-9]+)?(?:[/?#]\S*)?\Z", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"(?:^|\s)#.*\Z")


class Gathered:
    """What the command line named: sources in order, each once, and what was wrong with the rest."""

    def __init__(self, suffixes: tuple[str, ...] = ARTICLE_SUFFIXES) -> None:
        """Take how the files end that are looked for in a folder; a dump is taken only where it ends so."""
        self.sources: list[Source] = []
        self.problems: list[str] = []
        self.stdin: bytes | None = None
        """The article on standard input, where `-` is one of the sources."""
        self.hint = ""
        """What was probably meant otherwise, in words; empty where nothing was."""
        self.suffixes = suffixes
        self._seen: set[str] = set()

    def add(self, name: str, kind: SourceKind) -> None:
        """Take a source, unless it was named before; a file also in another spelling of its path."""
        known = os.path.abspath(name) if kind is SourceKind.FILE else name
        if known not in self._seen:
            self._seen.add(known)
            self.sources.append(Source(name, kind))


def is_dump(path: str) -> bool:
    """Whether a file's name says that many pages stand in it."""
    return path.lower().endswith(DUMP_SUFFIXES)


def gather(
    names: Sequence[str], files: Sequence[str] = (), *, web: bool = True, dumps: bool = False
) -> Gathered:
    """Return the sources that were named: with `web` False no address, with `dumps` dumps as well."""
    found = Gathered(suffixes=ARTICLE_SUFFIXES + DUMP_SUFFIXES if dumps else ARTICLE_SUFFIXES)
    if not names and not files:
        found.problems.append(
            "no source given; name a web address, a file or a folder, or - for standard input, "
            "or a list of them with -f FILE"
        )
    if "-" in names and "-" in files:
        found.problems.append("-: standard input cannot be both an article and a list (-f -); choose one")
        files = [name for name in files if name != "-"]
    for name in names:
        _take(found, name, web)
    for name in files:
        _take_list(found, name, web)
    return found


def address_problem(name: str) -> str | None:
    """Say why a word is no web address that we can ask; None where it is one."""
    if not _WEB.match(name):
        return f"{name}: not a web address;{_meant(name)}"
    if not name.isascii() and any("\udc80" <= character <= "\udcff" for character in name):
        return f"{name}: not UTF-8; a list is UTF-8, and an address may be written with %"
    if any(character.isspace() or not character.isprintable() for character in name):
        return f"{name}: a web address holds no spaces or control characters; put each on its own line"
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(name)
        named = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        named = False
    return None if named else f"{name}: not a web address; its host or port cannot be read"


def _meant(name: str) -> str:
    rest = _SCHEME.sub("", name.strip(), count=1)
    return f" did you mean 'https://{rest}'?" if rest else " it has no host"


def _take(found: Gathered, name: str, web: bool) -> None:
    if name == "-":
        _take_stdin(found, web)
    elif name[:4].lower() == "http" and _WEB.match(name):
        problem = (
            address_problem(name) if web else f"{name}: this command asks no web; use 'embedarchive crawl'"
        )
        if problem:
            found.problems.append(problem)
        else:
            found.add(name, SourceKind.URL)
    elif os.path.isdir(name):
        _take_folder(found, name)
    else:
        _take_file(found, name)


def _take_stdin(found: Gathered, web: bool) -> None:
    if found.stdin is not None:
        return
    found.stdin = read_stdin(LARGEST_FILE)
    problem = None
    if not found.stdin.strip():
        problem = "-: standard input is empty; pipe one article into it"
    elif len(found.stdin) > LARGEST_FILE:
        problem = f"-: standard input holds more than {_megabytes(LARGEST_FILE)}; an article is smaller"
    else:
        problem = content_problem("-", found.stdin[:SAMPLE])
    if problem:
        found.problems.append(problem)
    else:
        found.add("-", SourceKind.STDIN)
        if web and _only_addresses(found.stdin):
            found.hint = (
                "-: read as one article, although it holds web addresses alone; a page is asked for by its "
                "address, a list of them with 'embedarchive crawl -f -'"
            )


def _only_addresses(article: bytes) -> bool:
    words = article[:SAMPLE].decode("utf-8", "replace").split()
    return bool(words) and all(map(_WEB.match, words))


def read_stdin(most: int) -> bytes:
    """Return standard input, at most one byte more than `most`."""
    if sys.stdin is None:
        return b""
    pieces: list[bytes] = []
    left = most + 1
    # Piece by piece: room for all that `read` is asked for is made before it reads.
    while left and (piece := sys.stdin.buffer.read(min(left, PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _take_folder(found: Gathered, folder: str) -> None:
    before = len(found.problems)
    paths = list(_articles(found, folder))
    for path in paths:
        _take_file(found, path)
    if not paths and len(found.problems) == before:
        kinds = ", ".join(found.suffixes)
        found.problems.append(f"{folder}: no article in this folder; we look for files that end in {kinds}")


def _articles(found: Gathered, folder: str) -> Iterator[str]:
    """Yield the articles under a folder, in the order of their names; hidden ones are left out."""

    def unreadable(error: OSError) -> None:
        found.problems.append(f"{error.filename}: {error.strerror}")

    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(found.suffixes) and not name.startswith("."):
                yield os.path.join(place, name)


def _take_file(found: Gathered, path: str) -> None:
    taken = DUMP_SUFFIXES[0] in found.suffixes and is_dump(path)
    if is_dump(path) and not taken and os.path.isfile(path):
        problem: str | None = f"{path}: a dump of pages is no article; 'embedarchive find' reads it"
    else:
        problem = file_problem(path, None if taken else LARGEST_FILE)
    if problem:
        found.problems.append(problem)
    else:
        found.add(path, SourceKind.FILE)


def file_problem(path: str, largest: int | None) -> str | None:
    """Say why a file cannot be read as text; None where it can. Without a largest size it is a dump."""
    try:
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            return f"{path}: not a regular file; use - to read from a pipe"
        if largest is not None and state.st_size > largest:
            return (
                f"{path}: {_megabytes(state.st_size)}, more than the {_megabytes(largest)} we take; "
                "an article is smaller: split it"
            )
        with open(path, "rb") as file:
            sample = file.read(SAMPLE)
    except FileNotFoundError:
        return _missing(path)
    except (OSError, ValueError) as error:
        return f"{path}: {getattr(error, 'strerror', None) or error}"
    if not sample.strip():
        return f"{path}: the file is empty" if state.st_size <= SAMPLE else None
    return None if largest is None else content_problem(path, sample)


def _missing(path: str) -> str:
    first, _, _ = path.partition("/")
    host = _BARE_HOST.match(path) and not first.lower().endswith(ARTICLE_SUFFIXES)
    if _SCHEME.match(path) or host:
        return f"{path}: no such file, and not a web address;{_meant(path)}"
    return (
        f"{path if path.strip() else repr(path)}: no such file or folder; check the path "
        "(a web address begins with https://)"
    )


def _megabytes(size: int) -> str:
    return f"{-(-size // 1_000_000)} MB"  # rounded up: a limit and what exceeds it must not look alike


def _take_list(found: Gathered, path: str, web: bool) -> None:
    try:
        lines = listed(path)
    except (OSError, ValueError) as error:
        found.problems.append(str(error))
        return
    if not lines:
        found.problems.append(f"{path}: this list holds no source; write one per line")
    _take_lines(found, path, lines, web)


def _take_lines(found: Gathered, path: str, lines: Sequence[str], web: bool) -> None:
    """Take the lines of a list; where none of many is a source, one problem says so for all."""
    sources, problems = len(found.sources), len(found.problems)
    for name in lines:
        if name == "-":
            found.problems.append(f"{path}: - cannot stand in a list; give it on the command line")
        else:
            _take(found, name, web)
    if len(lines) >= MANY and len(found.sources) == sources and len(found.problems) - problems == len(lines):
        found.problems[problems:] = [
            f"{path}: none of its {len(lines)} lines is a source ({found.problems[problems]}); "
            "is it an article? then name it without -f"
        ]


def listed(path: str) -> list[str]:
    """Return the lines of a list without comments, blank lines and byte-order mark.

    ValueError says why it is no list (UTF-16 is none); paths in it are seen from the current folder.
    """
    if path == "-":
        content = read_stdin(LARGEST_LIST)
    else:
        if os.path.isdir(path):
            raise ValueError(f"{path}: a folder is no list; give it without -f")
        problem = file_problem(path, LARGEST_LIST)
        if problem and not problem.endswith("the file is empty"):
            raise ValueError(problem)
        with open(path, "rb") as file:
            content = file.read()
    if binary_kind(content[:SAMPLE]) or b"\0" in content:
        raise ValueError(f"{path}: this list is no text; write one source per line, in UTF-8")
    lines = _LINE_END.split(content.decode("utf-8-sig", "surrogateescape"))
    return [line for line in (_COMMENT.sub("", line).strip() for line in lines) if line]
