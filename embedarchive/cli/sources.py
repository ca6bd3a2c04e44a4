"""From the words on the command line to sources; what cannot be a source becomes one clear line."""

from __future__ import annotations

import os

from embedarchive.cli.addresses import WEB, address_problem
from embedarchive.cli.contents import SAMPLE, content_problem, file_problem, megabytes
from embedarchive.cli.folders import articles_in
from embedarchive.cli.lists import STDIN, TYPED, is_typed, listed, read_once, read_stdin
from embedarchive.records import Source, SourceKind

TYPE_CHECKING = False  # as in __init__.py
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ARTICLE_SUFFIXES = (
    *(".html", ".htm", ".xhtml", ".txt", ".md", ".markdown", ".mhtml", ".mht", ".webarchive", ".eml"),
    *(".rss", ".atom"),
)
DUMP_SUFFIXES = (".warc", ".warc.gz", ".wet", ".wet.gz", ".wacz")
LARGEST_FILE = 200_000_000
MANY = 3
"""Lines of a list; where that many and all are wrong it is probably no list."""


class Gathered:
    """What the command line named: sources in order, each once, and what was wrong with the rest."""

    def __init__(self, suffixes: tuple[str, ...] = ARTICLE_SUFFIXES, *, web: bool = True) -> None:
        """Take how the files end that are looked for in a folder, and whether addresses are sources.

        A dump is taken only where a file ends so.
        """
        self.sources: list[Source] = []
        self.problems: list[str] = []
        self.stdin: bytes | None = None
        """The article on standard input, where `-` is one of the sources."""
        self.once: list[str] = []
        """What can be read only once: standard input, pipes. The same command finds them empty."""
        self.hint = ""
        """What was probably meant otherwise, in words; empty where nothing was."""
        self.suffixes = suffixes
        self.web = web
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
    names: Sequence[str],
    files: Sequence[str] = (),
    *,
    web: bool = True,
    dumps: bool = False,
    say: Callable[[str], None] | None = None,
) -> Gathered:
    """Return the sources that were named: with `web` False no address, with `dumps` dumps as well.

    `say` tells who types into a terminal that we wait for it.
    """
    found = Gathered(ARTICLE_SUFFIXES + DUMP_SUFFIXES if dumps else ARTICLE_SUFFIXES, web=web)
    if not names and not files:
        found.problems.append(
            "no source given; name a web address, a file or a folder, or - for standard input, "
            "or a list of them with -f FILE"
        )
    if "-" in names and not STDIN.isdisjoint(files):
        found.problems.append("-: standard input cannot be both an article and a list (-f -); choose one")
        files = [name for name in files if name not in STDIN]
    if say and ("-" in names or not STDIN.isdisjoint(files)) and is_typed():
        say(TYPED)
    for name in names:
        _take(found, name)
    for name in files:
        _take_list(found, name)
    return found


def _take(found: Gathered, name: str) -> None:
    if name == "-":
        _take_stdin(found)
    elif name[:4].lower() == "http" and WEB.match(name):
        problem = (
            address_problem(name)
            if found.web
            else f"{name}: this command asks no web; use 'embedarchive crawl'"
        )
        if problem:
            found.problems.append(problem)
        else:
            found.add(name, SourceKind.URL)
    elif os.path.isdir(name):
        _take_folder(found, name)
    else:
        before = len(found.sources)
        _take_file(found, name)
        if found.web and not found.hint and len(found.sources) > before and _is_list(name):
            found.hint = (
                f"{name}: read as one article, although it holds web addresses alone; "
                f"'embedarchive crawl -f {name}' takes it as a list"
            )


def _take_stdin(found: Gathered) -> None:
    if found.stdin is not None:
        return
    found.stdin = read_stdin(LARGEST_FILE)
    problem = None
    if not found.stdin.strip():
        problem = "-: standard input is empty; pipe one article into it"
    elif len(found.stdin) > LARGEST_FILE:
        problem = f"-: standard input holds more than {megabytes(LARGEST_FILE)}; an article is smaller"
    else:
        problem = content_problem("-", found.stdin[:SAMPLE])
    if problem:
        found.problems.append(problem)
    else:
        found.add("-", SourceKind.STDIN)
        found.once.append("-")
        if found.web and _only_addresses(found.stdin):
            found.hint = (
                "-: read as one article, although it holds web addresses alone; a page is asked for by its "
                "address, a list of them with 'embedarchive crawl -f -'"
            )


def _is_list(path: str) -> bool:
    """Whether a file was probably to be taken as a list."""
    if not path.lower().endswith((".txt", ".lst", ".csv")) and "." in os.path.basename(path):
        return False
    try:
        with open(path, "rb") as file:
            return _only_addresses(file.read(SAMPLE))
    except (OSError, ValueError):
        return False


def _only_addresses(article: bytes) -> bool:
    words = article[:SAMPLE].decode("utf-8", "replace").split()
    return bool(words) and all(map(WEB.match, words))


def _take_folder(found: Gathered, folder: str) -> None:
    before = len(found.problems)
    paths = list(articles_in(folder, found.suffixes, found.problems))
    for path in paths:
        _take_file(found, path)
    if not paths and len(found.problems) == before:
        kinds = ", ".join(found.suffixes)
        found.problems.append(
            f"{folder}: no article in this folder; we look for files that end in {kinds}, and for feeds"
        )


def _take_file(found: Gathered, path: str) -> None:
    taken = DUMP_SUFFIXES[0] in found.suffixes and is_dump(path)
    if is_dump(path) and not taken and os.path.isfile(path):
        problem: str | None = f"{path}: a dump of pages is no article; 'embedarchive find' reads it"
    else:
        problem = file_problem(path, None if taken else LARGEST_FILE, web=found.web)
    if problem:
        found.problems.append(problem)
    else:
        found.add(path, SourceKind.FILE)


def _take_list(found: Gathered, path: str) -> None:
    try:
        lines = listed(path)
    except ValueError as error:
        found.problems.append(str(error))
        return
    if not lines:
        found.problems.append(f"{path}: this list holds no source; write one per line")
    elif read_once(path):
        found.once.append(path)
    _take_lines(found, path, lines)


def _take_lines(found: Gathered, path: str, lines: Sequence[str]) -> None:
    """Take the lines of a list; where none of many is a source, one problem says so for all."""
    sources, problems = len(found.sources), len(found.problems)
    for name in lines:
        if name == "-":
            found.problems.append(f"{path}: - cannot stand in a list; give it on the command line")
        else:
            _take(found, name)
    if len(lines) >= MANY and len(found.sources) == sources and len(found.problems) - problems == len(lines):
        found.problems[problems:] = [
            f"{path}: none of its {len(lines)} lines is a source ({found.problems[problems]}); "
            "is it an article? then name it without -f"
        ]
