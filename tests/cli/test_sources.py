"""From the words on the command line to sources: what is taken, and what is said of the rest."""

from __future__ import annotations

import gzip
import io
import os
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.cli.addresses import address_problem
from embedarchive.cli.contents import binary_kind
from embedarchive.cli.lists import listed
from embedarchive.cli.sources import LARGEST_FILE, gather
from embedarchive.records import Source, SourceKind


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*words: str, files: tuple[str, ...] = ()) -> list[str]:
    """Return the names of the sources that were taken."""
    return [source.name for source in gather(words, files).sources]


def problem(*words: str, files: tuple[str, ...] = ()) -> str:
    """Return the only problem; nothing else was taken."""
    found = gather(words, files)
    assert found.sources == []
    assert len(found.problems) == 1
    return found.problems[0]


def test_a_web_address_is_a_source_verbatim() -> None:
    """An address is neither lower-cased nor re-encoded, fragment and all."""
    url = "HTTPS://News.Example/Ä?q=%2F#part"
    assert gather([url]).sources == [Source(url, SourceKind.URL)]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("htp:/x", "did you mean 'https://x'?"),
        ("htp:/x.example/a", "did you mean 'https://x.example/a'?"),
        ("example.com/foo", "did you mean 'https://example.com/foo'?"),
        ("www.example.com/a/page.html", "did you mean 'https://www.example.com/a/page.html'?"),
        ("t.co/DdqVUnObjg", "did you mean 'https://t.co/DdqVUnObjg'?"),
        ("ftp://example.com/x", "did you mean 'https://example.com/x'?"),
        ("file:///tmp/a%20b.html", "a file is named by its path; did you mean '/tmp/a b.html'?"),
        ("host:8765/a", "did you mean 'http://host:8765/a'?"),
        ("localhost:8000", "did you mean 'http://localhost:8000'?"),
        ("192.168.1.7/a", "did you mean 'http://192.168.1.7/a'?"),
        ("[::1]:80/a", "did you mean 'http://[::1]:80/a'?"),
        ("news.example:8443/a?b=c", "did you mean 'https://news.example:8443/a?b=c'?"),
        ("zeitung.example/straße", "did you mean 'https://zeitung.example/straße'?"),
        ("https:/example.com", "did you mean 'https://example.com'?"),
        ("https://", "it has no host"),
        ("http://[half/x", "its host or port cannot be read"),
        ("http://a.example:99999/", "its host or port cannot be read"),
        ("https://a.example/two words", "holds no spaces"),
    ],
)
def test_what_is_no_web_address_is_told_with_the_way_out(word: str, meant: str) -> None:
    """Nothing is guessed: the person is told what was probably meant."""
    said = problem(word)
    assert said.startswith(f"{word}: ")
    assert meant in said


@pytest.mark.parametrize("word", ["news.example/a", "host:8765/a"])
def test_where_no_address_is_taken_the_command_for_it_is_told(word: str) -> None:
    """`find` asks no web: with a scheme the word would be refused again."""
    (said,) = gather([word], web=False).problems
    assert said.startswith(
        f"{word}: no such file, and this command asks no web; use 'embedarchive crawl http"
    )
    assert said.endswith(f"://{word}'")


@pytest.mark.parametrize(
    "word", ["missing.txt", "no/such/folder", "article", "report.pdf", "feeds/a.xml", "C:/x"]
)
def test_a_missing_file_is_named(word: str) -> None:
    """A path that leads nowhere is no address either."""
    assert problem(word).startswith(f"{word}: no such file or folder; check the path")


def test_a_folder_gives_its_articles_in_order(here: Path) -> None:
    """Articles are found at any depth and in the order of their names; the rest is left alone."""
    for name in ("b.TXT", "a.html", "c.md", "d.htm", "e.pdf", ".hidden.txt", "sub/a.txt", ".git/x.txt"):
        path = here / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", encoding="utf-8")
    assert names("in") == ["in/a.html", "in/b.TXT", "in/c.md", "in/d.htm", "in/sub/a.txt"]


def test_a_folder_without_articles_is_a_problem(here: Path) -> None:
    """An empty answer would look like an article that cites nothing."""
    (here / "in").mkdir()
    (here / "in" / "picture.png").write_bytes(b"\x89PNG")
    assert problem("in") == (
        "in: no article in this folder; we look for files that end in .html, .htm, .xhtml, .txt, .md, "
        ".markdown, .mhtml, .mht, .webarchive, .eml, .rss, .atom, and for feeds"
    )


def test_a_folder_gives_its_feeds(here: Path) -> None:
    """`.rss` and `.atom` are feeds; of `.xml`, `.rdf` and `.json` only those that begin as one."""
    (here / "in").mkdir()
    for name, content in {
        "a.rss": "<rss></rss>",
        "b.xml": "<?xml version='1.0'?>\n<!-- words --><feed xmlns='http://www.w3.org/2005/Atom'></feed>",
        "c.rdf": "<rdf:RDF></rdf:RDF>",
        "d.json": '{"version": "https://jsonfeed.org/version/1.1", "items": []}',
        "e.xml": "<urlset></urlset>",
        "f.json": '{"items": []}',
        "g.xml": "",
        "h.xhtml": "<p>",
        "i.markdown": "words",
    }.items():
        (here / "in" / name).write_text(content, encoding="utf-8")
    assert [name[3:] for name in names("in")] == [
        "a.rss",
        "b.xml",
        "c.rdf",
        "d.json",
        "h.xhtml",
        "i.markdown",
    ]


def test_the_pieces_of_a_saved_page_are_no_articles(here: Path) -> None:
    """ "Web page, complete" puts frames and advertisements into a folder beside the page."""
    for name in ("in/a.html", "in/a_files/frame.html", "in/b_files/c.html"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text("<p>words", encoding="utf-8")
    assert names("in") == ["in/a.html", "in/b_files/c.html"]
    assert names("in/a_files") == ["in/a_files/frame.html"]


def test_each_source_counts_once(here: Path) -> None:
    """A file named twice, and again by its folder, is one article."""
    (here / "in").mkdir()
    (here / "in" / "a.txt").write_text("words", encoding="utf-8")
    assert names("in/a.txt", "in", "in/a.txt") == ["in/a.txt"]


def test_a_path_in_another_spelling_is_the_same_file(here: Path) -> None:
    """The first spelling stays: it is what the output names."""
    (here / "a.txt").write_text("words", encoding="utf-8")
    assert names("./a.txt", "a.txt", str(here / "a.txt"), ".//a.txt") == ["./a.txt"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04rest", "a ZIP file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a document of Microsoft Office; save it as HTML or text"),
        (b"{\\rtf1 words}", "RTF; save it as HTML or text"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x00" * 500, "binary"),
    ],
)
def test_a_binary_file_is_refused_by_name(here: Path, content: bytes, kind: str) -> None:
    """What is no text is told apart by its first bytes, not by its name."""
    (here / "article.txt").write_bytes(content)
    assert problem("article.txt").startswith(f"article.txt: no text but {kind}")


WARC = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


@pytest.mark.parametrize(
    ("content", "kind"), [(WARC, "a WARC"), (gzip.compress(WARC, mtime=0), "a compressed WARC")]
)
def test_a_dump_by_another_name_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, kind: str
) -> None:
    """Read as one article, its headers would be words; the way out is a file with the name of a dump."""
    (here / "dump.txt").write_bytes(content)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    for name, told in (("dump.txt", problem("dump.txt")), ("-", problem("-"))):
        assert told == (
            f"{name}: no article but {kind}, a dump of pages; 'embedarchive find FILE' reads it from a file "
            "whose name ends in .warc or .warc.gz"
        )


def test_prose_may_speak_of_dumps(here: Path) -> None:
    """Only a line of its own makes a WARC; broken gzip is gzip."""
    (here / "a.txt").write_bytes(b"WARC/1.1 is a format.\nWARC/1.1\n")
    (here / "b.txt").write_bytes(gzip.compress(b"words")[:12] + b"\xff" * 30)
    found = gather(["a.txt", "b.txt"])
    assert [source.name for source in found.sources] == ["a.txt"]
    assert found.problems == ["b.txt: no text but gzip; unpack it first"]


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "gb18030", "shift_jis"]
)
def test_text_in_any_encoding_is_text(codec: str) -> None:
    """An article in an old encoding is never taken for a binary file."""
    words = "قومی 国会 Assembly — 2 February\n" * 40
    assert binary_kind(words.encode(codec, "replace")) is None


def test_one_stray_zero_does_not_make_a_page_binary() -> None:
    """Pages with a NUL byte exist; the parser copes with it."""
    assert binary_kind(b"<p>" + b"words " * 100 + b"\x00</p>") is None


@given(st.binary(max_size=300))
def test_judging_bytes_never_fails(sample: bytes) -> None:
    """Whatever a file begins with, it is judged."""
    assert binary_kind(sample) is None or isinstance(binary_kind(sample), str)


def test_a_file_that_is_no_article_by_its_size(here: Path) -> None:
    """More than 200 MB is refused without reading it."""
    with (here / "dump.html").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert "201 MB, more than the 200 MB we take" in problem("dump.html")
    assert "split it" in problem("dump.html")


@pytest.mark.parametrize("name", ["pages.wet", "pages.warc.gz", "pages.wacz"])
def test_a_dump_is_sent_to_the_command_that_reads_it(here: Path, name: str) -> None:
    """The head of a dump's record is no article's text."""
    (here / name).write_bytes(b"WARC/1.0\r\n")
    assert problem(name) == f"{name}: a dump of pages is no article; 'embedarchive find' reads it"


def test_an_empty_file_is_named(here: Path) -> None:
    """No bytes are no article."""
    (here / "a.txt").write_bytes(b" \n")
    assert problem("a.txt") == "a.txt: the file is empty"


def test_a_pipe_is_no_file(here: Path) -> None:
    """Looking into a pipe would take its bytes away; `-` is for that."""
    os.mkfifo(here / "pipe.txt")
    assert problem("pipe.txt") == "pipe.txt: not a regular file; use - to read from a pipe"


def test_no_source_at_all() -> None:
    """A command without sources says what a source is."""
    assert problem().startswith("no source given; name a web address, a file or a folder")


def test_a_list_skips_comments_blank_lines_and_its_mark(here: Path) -> None:
    """Lists are written by people: comments, blank lines, CRLF and a byte-order mark."""
    (here / "list.txt").write_bytes(
        b"\xef\xbb\xbfhttps://a.example/1\r\n\r\n# a comment\r\n"
        b"  https://a.example/2#part   # why\nhttps://a.example/1\n"
    )
    assert names(files=("list.txt",)) == ["https://a.example/1", "https://a.example/2#part"]


def test_a_list_tells_of_its_bad_lines_and_gives_the_good_ones(here: Path) -> None:
    """One wrong line does not cost the others."""
    (here / "list.txt").write_text("https://a.example/1\nhtp:/x\n-\nmissing.txt\n", encoding="utf-8")
    found = gather([], ["list.txt"])
    assert [source.name for source in found.sources] == ["https://a.example/1"]
    assert [said.split(":")[0] for said in found.problems] == ["htp", "list.txt", "missing.txt"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "list.txt: no such file or folder; check the path (a web address begins with https://)"),
        (b"", "list.txt: this list holds no source; write one per line"),
        (b"# nothing\n\n", "list.txt: this list holds no source; write one per line"),
        (b"%PDF-1.7", "list.txt: no text but a PDF; extract its text (pdftotext) and give that"),
        (
            "\ufeffa.txt".encode("utf-16-le"),
            "list.txt: this list is no text; write one source per line, in UTF-8",
        ),
        (
            b"One.\n\nTwo two.\nThree.\n",
            "list.txt: none of its 3 lines is a source (One.: no such file or folder; check the path (a web "
            "address begins with https://)); is it an article? then name it without -f",
        ),
    ],
)
def test_a_list_that_is_none(here: Path, content: bytes | None, said: str) -> None:
    """A list that is missing, empty or no text is named."""
    if content is not None:
        (here / "list.txt").write_bytes(content)
    assert problem(files=("list.txt",)) == said


def test_a_list_comes_out_of_a_pipe(here: Path) -> None:
    """`-f <(command)`: nothing is looked at beforehand, and it is known that it cannot be read again."""
    os.mkfifo(here / "pipe")
    writer = threading.Thread(target=(here / "pipe").write_text, args=("https://a.example/1\n# end\n",))
    writer.start()
    found = gather([], ["pipe"])
    writer.join()
    assert [source.name for source in found.sources] == ["https://a.example/1"]
    assert (found.once, found.problems) == (["pipe"], [])


def test_a_list_that_never_ends_is_refused() -> None:
    """It is not read any further than a list goes."""
    assert gather([], ["/dev/zero"]).problems == [
        "/dev/zero: more than the 50 MB that a list may have; split it"
    ]


def test_standard_input_is_one_thing_under_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article cannot be its own list, however the list is named."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"Words.")))
    found = gather(["-"], ["/dev/stdin"])
    assert [source.name for source in found.sources] == ["-"]
    assert found.problems == ["-: standard input cannot be both an article and a list (-f -); choose one"]


def test_a_list_without_its_option_is_told(here: Path) -> None:
    """It is read as what was asked for all the same."""
    (here / "tonight.txt").write_text("https://a.example/1\nhttps://a.example/2\n", encoding="utf-8")
    (here / "article.txt").write_text("See https://a.example/1\n", encoding="utf-8")
    assert gather(["tonight.txt"]).hint.endswith("'embedarchive crawl -f tonight.txt' takes it as a list")
    assert gather(["article.txt"]).hint == gather(["tonight.txt"], web=False).hint == ""


def test_a_folder_is_no_list_but_a_source(here: Path) -> None:
    """Who gives it with -f is told how it is taken."""
    (here / "tonight").mkdir()
    assert gather((), ("tonight",)).problems == ["tonight: a folder is no list; give it without -f"]


def test_an_address_in_another_encoding_is_told_as_that(here: Path) -> None:
    """It holds no control character; what is wrong with it is the list."""
    (here / "list").write_bytes("https://news.example/café\n".encode("latin-1"))
    (problem,) = gather((), ("list",)).problems
    assert problem.endswith(": not UTF-8; a list is UTF-8, and an address may be written with %")


def test_a_list_keeps_names_that_are_not_utf8(here: Path) -> None:
    """A file name is bytes; a list can name any file."""
    (here / os.fsdecode(b"caf\xe9.txt")).write_text("words", encoding="utf-8")
    (here / "list.txt").write_bytes(b"caf\xe9.txt\n")
    assert list(listed("list.txt")) == ["caf\udce9.txt"]
    assert names(files=("list.txt",)) == ["caf\udce9.txt"]


@given(st.text(max_size=60))
def test_every_word_is_taken_or_named_in_one_problem(word: str) -> None:
    """Whatever a person types becomes a source or a problem; nothing raises, nothing is lost."""
    if word in {"-", ".", ".."} or "/" in word:
        return
    found = gather([word])
    assert len(found.sources) + len(found.problems) == 1


@given(st.text(max_size=60))
def test_an_address_is_judged_whatever_it_holds(rest: str) -> None:
    """`urlsplit` raises on some strings; a person gets a line instead."""
    told = address_problem(f"https://{rest}")
    assert told is None or told.startswith(f"https://{rest}: ")
