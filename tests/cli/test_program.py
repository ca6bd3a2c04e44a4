"""The shell around every command: help, wrong words, streams, signals, exit codes."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from embedarchive import __version__
from embedarchive.cli import COMMANDS
from embedarchive.cli.program import called
from embedarchive.errors import ExitCode
from tests.cli.conftest import FLATTENED, PATIENCE, PROGRAM, Run, environment, in_shell

HEAVY = "asyncio|httpx|httpcore|bs4|lxml|sqlite3|sqlite_utils|tenacity|warcio|selectolax|wcwidth|ssl"
ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def loaded(folder: Path, *words: str, **changes: str) -> set[str]:
    """Return the names of the modules that a call of the program imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "embedarchive", *words],
        cwd=folder,
        env=environment(folder, **changes),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}


@pytest.mark.parametrize("words", [["--version"], *([name, "--help"] for name in COMMANDS)])
def test_help_loads_click_and_nothing_of_weight(folder: Path, words: list[str]) -> None:
    """`--help` answers at once: what a command works with is imported when it is called."""
    names = loaded(folder, *words)
    assert "click" in names
    assert {name for name in names if re.fullmatch(HEAVY, name.partition(".")[0])} == set()
    assert {
        name for name in names if re.match(r"embedarchive\.(ports|stages|runners|platforms)\b", name)
    } == set()


@pytest.mark.parametrize("word", ["", "cr", "find --fi", "find art"])
def test_completion_loads_nothing_of_weight(folder: Path, word: str) -> None:
    """Every press of Tab starts the program."""
    words = {"COMP_WORDS": f"embedarchive {word}", "COMP_CWORD": str(1 + word.count(" "))}
    names = loaded(folder, **words, _EMBEDARCHIVE_COMPLETE="bash_complete")
    assert {name for name in names if re.fullmatch(HEAVY, name.partition(".")[0])} == set()
    assert ("click" in names) == (word == "find art")


def test_completion_names_the_commands(run: Run) -> None:
    """The shell is told every command."""
    ended = run(COMP_WORDS="embedarchive ", COMP_CWORD="1", _EMBEDARCHIVE_COMPLETE="bash_complete")
    assert [line.partition(",")[2] for line in ended.stdout.splitlines()] == list(COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        "find art",
        "crawl art",
        "verify art",
        "crawl --db art",
        "crawl -f art",
        "crawl --ca-file art",
        "verify -o art",
        "audit --article art",
        "lookup --db art",
    ],
)
def test_where_a_file_may_stand_the_shell_completes_files(folder: Path, words: str) -> None:
    """As bash does it for a person who presses Tab, behind the script that the documents name."""
    program = folder / "embedarchive"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    line = (
        'PATH=$PWD:$PATH; eval "$(_EMBEDARCHIVE_COMPLETE=bash_source ./embedarchive)"; '
        "compopt() { echo told: $2; }; "
        f"COMP_WORDS=(embedarchive {words}); COMP_CWORD={1 + words.count(' ')}; "
        "_embedarchive_completion embedarchive; echo offered: ${COMPREPLY[*]}"
    )
    assert in_shell(folder, line).stdout.splitlines() == ["told: default", "offered:"]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_says(name: str) -> None:
    """The list of commands is written down, so that `--help` imports none of them."""
    assert (called(name).help or "").partition("\n\n")[0] == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_imports_no_command(folder: Path, name: str) -> None:
    """To list a command its name and its sentence are enough."""
    assert f"embedarchive.cli.{name}" not in loaded(folder, "--help")


def test_version(run: Run) -> None:
    """One line, for bug reports and scripts."""
    assert run("--version").stdout == f"embedarchive, version {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no command given; 'embedarchive --help' lists them"),
        (("crowl",), "No such command 'crowl'. Did you mean 'crawl'? (see 'embedarchive --help')"),
        (("-q", "verfy", "x"), "No such command 'verfy'. Did you mean 'verify'? (see 'embedarchive --help')"),
        (("xyz", "crawl"), "No such command 'xyz' (see 'embedarchive --help')"),
        (
            ("https://a.example/b",),
            "No such command 'https://a.example/b'. Did you mean 'verify https://a.example/b'? (see",
        ),
        (
            ("--db", "a.db", "crawl", "x"),
            "No such option '--db'. Did you mean it behind 'crawl'? (see 'embedarchive crawl --help')",
        ),
        (("-x", "crawl", "x"), "No such option '-x' (see 'embedarchive --help')"),
        (
            ("crawl", "--frsh", "0"),
            "No such option '--frsh'. Did you mean '--fresh'? (see 'embedarchive crawl",
        ),
        (
            ("crawl", "--jobs", "4", "x"),
            "No such option '--jobs': it is an option of 'find' (see 'embedarchive crawl --help')",
        ),
        (("help", "find"), "No such command 'help'. Did you mean '--help'? (see 'embedarchive --help')"),
        (("-v", "find", "-f"), "Option '-f' requires an argument (see 'embedarchive find --help')"),
        (("crawl", "--fresh", "soon", "x"), "'soon' is no duration; write 0, 90s, 30m, 24h or 7d"),
        (("crawl", "--pace", "t.co=x", "x"), "'t.co=x' is no pace; write 2.5, 5s or HOST=DURATION"),
        (
            ("crawl", "--proxy", "ftp://x:1", "x"),
            "proxy ftp://x:1: give http://host:port or socks5://host:port",
        ),
        (("crawl", "--ca-file", "gone.pem", "x"), "File 'gone.pem' does not exist"),
        (("crawl", "--user-agent", "", "x"), "a user agent is one line of printable ASCII"),
        (("--log-format", "xml", "find"), "'xml' is not one of 'text', 'json'"),
        (("crawl",), "no source given; name a web address, a file or a folder"),
        (("find",), "no source given; name a web address, a file or a folder"),
        (("resolve",), "no link given; name web addresses"),
        (("resolve", "t.co/x"), "t.co/x: not a web address; did you mean 'https://t.co/x'?"),
        (("lookup",), "Missing argument 'QUERY...'"),
        (("lookup", "words"), "there is no archive at archive.db: crawl something first"),
        (("find", "https://a.example/"), "this command asks no web; use 'embedarchive crawl'"),
        (("find", "-", "-f", "-"), "standard input cannot be both an article and a list"),
    ],
)
def test_a_wrong_word_gets_one_line_and_exit_code_2(run: Run, words: tuple[str, ...], said: str) -> None:
    """The line names the input and the way out; there is no usage screen to scroll past."""
    ended = run(*words)
    assert (ended.code, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == len(ended.complaints) <= 2


def test_an_article_for_a_command_is_told_what_takes_it(run: Run, article: Path) -> None:
    """Who tries the program first gives it what they have."""
    ended = run(article.name)
    assert (ended.code, ended.stdout) == (2, "")
    assert ended.complaints == [
        "embedarchive: No such command 'article.txt'. Did you mean 'verify article.txt'? "
        "(see 'embedarchive --help')"
    ]


def test_what_is_right_loads_no_search_for_what_is_near(folder: Path) -> None:
    """Only who mistypes waits for it."""
    assert "difflib" not in loaded(folder, "crawl", "--help")


def test_no_command_leaves_a_file_behind_when_it_was_called_wrongly(run: Run, folder: Path) -> None:
    """A wrong option makes no empty archive."""
    run("crawl")
    run("crawl", "gone.txt")
    run("lookup", "x")
    run("doctor")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "said",
    ["--log-format json find gone.txt", "find --log-format json gone.txt", "find gone.txt --log-format=json"],
)
def test_problems_as_json(run: Run, said: str) -> None:
    """Unattended runs are read by machines; the options may stand before or after the command."""
    ended = run(*said.split())
    (line,) = ended.stderr.splitlines()
    spoken = json.loads(line)
    assert spoken["level"] == "error"
    assert spoken["message"].startswith("gone.txt: no such file")
    assert spoken["time"].endswith("Z")


def test_a_file_name_cannot_act_on_the_terminal(run: Run) -> None:
    """Escape sequences and bidi overrides in a name are shown, not obeyed."""
    ended = run("find", "\x1b]0;gone\x07\u202etxt")
    assert ACTING.search(ended.stderr) is None
    assert r"\x1b]0;gone\x07\u202etxt: no such file" in ended.stderr


def test_find_prints_mentions_and_nothing_else(run: Run, article: Path) -> None:
    """Output is data, stderr is talk; with nothing to say it is silent."""
    ended = run("find", article.name)
    assert (ended.code, ended.stderr) == (0, "")
    seen = [json.loads(line) for line in ended.stdout.splitlines()]
    attributions = [row for row in seen if row["kind"] == "attribution"]
    assert [row["claim"]["handle"] for row in attributions] == ["harbour_board"]
    assert {row["source"] for row in seen} == {article.name}


def test_find_reads_standard_input(run: Run) -> None:
    """`-` is one article."""
    ended = run("find", "-", stdin=FLATTENED.encode())
    assert ended.code == 0
    assert {json.loads(line)["source"] for line in ended.stdout.splitlines()} == {"-"}


def test_find_reads_a_list_from_standard_input(run: Run, article: Path) -> None:
    """`-f -` is a list of sources."""
    ended = run("find", "-f", "-", stdin=b"# tonight\n" + article.name.encode() + b"\n")
    assert ended.code == 0
    assert json.loads(ended.stdout.splitlines()[0])["source"] == article.name


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (("-",), b"", "-: standard input is empty; pipe one article into it"),
        (("-",), b"\x89PNG\r\n", "-: no text but a PNG picture"),
        (("-f", "-"), b"", "-: this list holds no source; write one per line"),
        (("empty",), b"", "empty: no article in this folder"),
        (("binary.txt",), b"", "binary.txt: no text but binary"),
        (("dump.txt",), b"", "dump.txt: 250 MB, more than the 200 MB we take"),
        (("gone.txt",), b"", "gone.txt: no such file or folder"),
        (("htp:/x",), b"", "htp:/x: no such file, and not a web address; did you mean 'https://x'?"),
    ],
)
def test_bad_input_is_named_and_the_rest_is_done(
    run: Run, folder: Path, article: Path, words: tuple[str, ...], stdin: bytes, said: str
) -> None:
    """One wrong source: one line, exit code 2, and the good source is read all the same."""
    (folder / "empty").mkdir()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    with (folder / "dump.txt").open("wb") as file:
        file.truncate(250_000_000)
    ended = run("find", *words, article.name, stdin=stdin)
    assert ended.code == 2
    assert len(ended.complaints) == len(ended.stderr.splitlines()) == 1
    assert said in ended.stderr
    assert json.loads(ended.stdout.splitlines()[0])["source"] == article.name


def test_a_wrong_encoding_is_read_all_the_same(run: Run, folder: Path) -> None:
    """An old page in Windows-1252 that says nothing of it still gives its mention."""
    (folder / "old.txt").write_bytes(FLATTENED.replace("The bridge", "Café “bridge”").encode("cp1252"))
    ended = run("find", "old.txt")
    assert (ended.code, ended.stderr) == (0, "")
    assert any(json.loads(line)["claim"]["handle"] == "harbour_board" for line in ended.stdout.splitlines())


@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "utf-16"},
    ],
)
def test_output_is_utf8_whatever_the_locale(run: Run, folder: Path, locale: dict[str, str]) -> None:
    """JSON is UTF-8, and an article is in any language."""
    (folder / "a.txt").write_text(FLATTENED.replace("No cars", "خیال پل 🌉"), encoding="utf-8")
    ended = run("find", "a.txt", **locale)
    assert ended.code == 0
    assert "خیال پل 🌉" in ended.stdout


def test_no_colour_is_emitted(run: Run, article: Path) -> None:
    """With and without NO_COLOR, help, output and talk hold no control characters."""
    for changes in ({}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1", "TERM": "xterm-256color"}):
        for words in (("--help",), ("find", article.name), ("find", "gone.txt"), ("doctor",)):
            ended = run(*words, **changes)
            assert ACTING.search(ended.stdout + ended.stderr) is None


def test_a_reader_that_has_seen_enough_ends_us_in_peace(folder: Path) -> None:
    """Output into `head`: no traceback, exit code 0."""
    (folder / "long.txt").write_text(FLATTENED * 2_000, encoding="utf-8")
    ended = in_shell(folder, "embedarchive find long.txt | head -n 1; echo ${PIPESTATUS[0]}")
    first, code = ended.stdout.splitlines()
    assert json.loads(first)["source"] == "long.txt"
    assert (code, ended.stderr) == ("0", "")


@pytest.mark.parametrize(("word", "code"), [("missing.html", 2), ("--wrong", 2)])
def test_who_cannot_be_told_still_gets_the_exit_code(
    folder: Path, article: Path, word: str, code: int
) -> None:
    """A disk that is full under stderr hides the line, not that something went wrong."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, "find", article.name, word],
            cwd=folder,
            env=environment(folder),
            stdout=subprocess.DEVNULL,
            stderr=full,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == code


CALLS = (
    *("find missing.html", "find", "find article.txt missing.html", "find -v article.txt", "--wrong"),
    *(
        "doctor",
        "doctor --db no/such/archive.db",
        "lookup dam",
        "cite missing",
        "audit",
        "crawl missing.html",
    ),
    *("verify missing.html", "resolve not-an-address", "crawl --log-format json missing.html", "--help"),
)


@pytest.mark.parametrize("command", CALLS)
def test_the_exit_code_does_not_depend_on_who_listens(run: Run, folder: Path, command: str) -> None:
    """Where stderr is full or closed, a command ends as it does with both; without stdout it may fail."""
    (folder / "article.txt").write_text(FLATTENED, encoding="utf-8")
    code = run(*command.split()).code

    def ended(redirected: str) -> tuple[int, str]:
        done = in_shell(folder, f"embedarchive {command} {redirected}")
        return done.code, done.stderr

    assert ended("2>/dev/full") == ended("2>&-") == (code, "")
    assert ended(">&-")[0] in (code, ExitCode.USAGE)
    assert ended(">/dev/full")[0] in (code, ExitCode.LIMIT)


def test_a_full_disk_under_our_output_is_a_limit(folder: Path, article: Path) -> None:
    """Exit code 5 and one line, not a traceback."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, "find", article.name],
            cwd=folder,
            env=environment(folder),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 5
    assert done.stderr == "embedarchive: output: No space left on device\n"


CLOSED = "embedarchive: output: standard output is closed; redirect it to a file or to /dev/null\n"


@pytest.mark.parametrize("command", ["find article.txt", "find --help", "--help", "--version", "doctor"])
def test_what_cannot_be_printed_is_an_error(folder: Path, article: Path, command: str) -> None:
    """A closed stdout is told as `ls` and `cat` tell it; a script must not take silence for "no post"."""
    ended = in_shell(folder, f"embedarchive {command} >&-")
    assert (ended.code, ended.stderr) == (2, CLOSED)


def test_what_has_nothing_to_print_needs_no_output(folder: Path) -> None:
    """As with `ls` of an empty folder."""
    (folder / "silent.txt").write_text("Nobody is quoted here.\n", encoding="utf-8")
    ended = in_shell(folder, "embedarchive find silent.txt >&-")
    assert (ended.code, ended.stderr) == (0, "")


def test_a_crawl_needs_no_output(folder: Path, article: Path) -> None:
    """Its product is the archive: started by a scheduler without a stdout it says so and goes on."""
    ended = in_shell(folder, f"embedarchive crawl --offline {article.name} >&-")
    assert ended.code == 4
    assert ended.stderr.startswith("standard output is closed: nothing is printed; the run goes on")
    assert (folder / "archive.db").exists()


@pytest.mark.parametrize(("closed", "code"), [(">&- 2>&-", 2), (">&- 2>&- <&-", 2), ("2>&-", 0), ("<&-", 0)])
def test_whatever_stream_is_closed_the_work_is_done(
    folder: Path, article: Path, closed: str, code: int
) -> None:
    """Their numbers go to no file or pipe of ours, which would mix what is written."""
    ended = in_shell(folder, f"embedarchive find {article.name} {closed}")
    assert (ended.code, ended.stderr) == (code, "")


@pytest.mark.parametrize(("quiet", "said"), [("-v", True), ("-q", False)])
def test_who_types_is_told_that_we_wait(folder: Path, quiet: str, said: bool) -> None:
    """A terminal as standard input, and nothing in it yet, looks like a program that hangs."""
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [*PROGRAM, quiet, "find", "-"],
        cwd=folder,
        env=environment(folder),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.write(ours, FLATTENED.encode() + b"\n\x04")
        stdout, stderr = process.communicate(timeout=PATIENCE)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    assert json.loads(stdout)["claim"]["handle"] == "harbour_board"
    assert ("reading from this terminal: type or paste, then press Enter and Ctrl-D" in stderr) is said


def test_ctrl_c_stops_with_one_line(folder: Path) -> None:
    """130, as shells expect, and no traceback."""
    process = subprocess.Popen(
        [*PROGRAM, "find", "-"],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + PATIENCE
    while not _reads(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE)
    assert (process.returncode, stdout, stderr) == (130, "", "embedarchive: stopped\n")


def _reads(pid: int) -> bool:
    """Tell whether a process waits for its standard input: system call 0 (read) of descriptor 0."""
    if not os.path.exists("/proc/self/syscall"):
        pytest.skip("no /proc/PID/syscall here: we cannot tell when the program is reading")
    try:
        return Path(f"/proc/{pid}/syscall").read_text(encoding="ascii").startswith("0 0x0 ")
    except OSError:
        return False


def test_too_little_memory_is_no_bug(folder: Path) -> None:
    """Who gave the limit is told of it."""
    many = "head -c 60000000 /dev/zero | tr '\\0' a"
    ended = in_shell(folder, f"{many} | (ulimit -v 70000; embedarchive find -)")
    assert (ended.code, ended.stdout) == (5, "")
    assert ended.stderr == (
        "embedarchive: there is not enough memory; allow more (ulimit -v), or give smaller files\n"
    )
