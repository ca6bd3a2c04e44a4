"""What is answered without click is what click answers, letter by letter."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from pathlib import Path

import pytest
from click.shell_completion import shell_complete

from embedarchive.cli import COMMANDS, NAME, answers, quick
from embedarchive.cli.program import group
from tests.cli.conftest import PATIENCE, PROGRAM, Run, environment, in_shell, shown_on
from tests.cli.test_program import loaded
from tools.generate_answers import written

LOOK = "import embedarchive.cli.quick as quick; quick.told = lambda *_: None; import embedarchive.__main__"
"""The program with nothing written down."""
WORDS = sorted({line.split("|")[1] for line in answers.COMPLETIONS.splitlines()})
BEGINNINGS = sorted({word[:length] for word in WORDS for length in range(len(word) + 1)} | {"x", "-x", "--y"})


def test_the_answers_are_written_anew_after_every_change() -> None:
    """`python -m tools.generate_answers > embedarchive/cli/answers.py`, and with a new click."""
    assert Path(answers.__file__).read_text(encoding="utf-8") == written()


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_the_help_is_clicks_own(folder: Path, word: str) -> None:
    """The bytes that click writes, and its exit code, where there is no terminal."""
    click_alone = (PROGRAM[0], "-c", LOOK, word)
    ended = [
        subprocess.run(program, env=environment(folder), capture_output=True, check=False, timeout=PATIENCE)
        for program in ((*PROGRAM, word), click_alone)
    ]
    assert ended[0].returncode == 0
    assert len({(each.returncode, each.stdout, each.stderr) for each in ended}) == 1


def on_terminal(folder: Path, columns: int, *program: str) -> bytes:
    """Return what a program writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(program, env=environment(folder), stdout=theirs, stdin=theirs) as process:
        os.close(theirs)
        seen = shown_on(ours)
        process.wait(PATIENCE)
    return seen


@pytest.mark.parametrize("columns", [0, 40, 79, 80, 81, 99, 100, 180])
def test_the_help_is_clicks_own_on_every_terminal(folder: Path, columns: int) -> None:
    """Widths that were written down, and those that click is asked for."""
    quickly = on_terminal(folder, columns, *PROGRAM, "--help")
    assert quickly == on_terminal(folder, columns, PROGRAM[0], "-c", LOOK, "--help")
    assert quickly.startswith(b"Usage: ")


def test_the_help_loads_no_click(folder: Path) -> None:
    """`--help` answers at once, and brings nothing but what every program has."""
    names = loaded(folder, "--help")
    assert {"click", "re", "typing", "dataclasses"} & names == set()


@pytest.mark.parametrize("columns", ["60", "100", "soon"])
def test_a_width_that_is_asked_for_is_clicks_to_heed(run: Run, columns: str) -> None:
    """COLUMNS may say anything."""
    assert quick.told(["--help"], {"COLUMNS": columns}) is None
    assert run("--help", COLUMNS=columns).stdout.startswith("Usage: ")


@pytest.mark.parametrize(
    "words", [[], ["--help", "find"], ["find", "--help"], ["--hel"], ["-hq"], ["-q", "--help"], ["--version"]]
)
def test_other_words_are_clicks_to_read(words: list[str]) -> None:
    """Only the plain question was written down."""
    assert quick.told(words, {}) is None


def by_click(instruction: str, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what click prints for a press of Tab."""
    told: list[bytes] = []
    with monkeypatch.context() as patch:
        for name, value in environ.items():
            patch.setenv(name, value)
        patch.setattr("click.shell_completion.echo", told.append)
        assert shell_complete(group, {}, NAME, quick.COMPLETE, instruction) == 0
    return told[0].decode()


@pytest.mark.parametrize("instruction", ["bash_complete", "zsh_complete"])
@pytest.mark.parametrize("owner", ["", *COMMANDS])
def test_completion_is_clicks_own(owner: str, instruction: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever word is begun, behind the program or a command: the same lines in the same order."""
    for begun in BEGINNINGS:
        environ = {"COMP_WORDS": f"{NAME} {owner} {begun}", "COMP_CWORD": "2" if owner else "1"}
        quickly = quick.told([], environ | {quick.COMPLETE: instruction})
        if owner and not begun.startswith("-"):
            assert quickly is None
        else:
            assert quickly == by_click(instruction, environ, monkeypatch), begun


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("embedarchive crawl --offline --f", "3"),
        ("embedarchive crowl -", "2"),
        ("embedarchive -q ", "2"),
        ("embedarchive 'fi", "1"),
        ("embedarchive --log-format=", "1"),
        ("embedarchive find\t-", "2"),
        ("embedarchive f", "x"),
        ("embedarchive f", ""),
    ],
)
def test_what_depends_on_more_is_clicks_to_complete(words: str, place: str) -> None:
    """Options that were given, quoted words, values, what is no number."""
    environ = {"COMP_WORDS": words, "COMP_CWORD": place, quick.COMPLETE: "bash_complete"}
    assert quick.told([], environ) is None


@pytest.mark.parametrize(
    "instruction", ["bash_source", "fish_complete", "powershell_complete", "nu_complete"]
)
def test_other_shells_are_clicks_to_answer(instruction: str) -> None:
    """They quote and number words in their own ways."""
    environ = {"COMP_WORDS": "embedarchive f", "COMP_CWORD": "1", quick.COMPLETE: instruction}
    assert quick.told([], environ) is None


@pytest.mark.parametrize("shell", ["| true", ">/dev/null"])
def test_a_help_that_nobody_reads_is_no_error(folder: Path, shell: str) -> None:
    """A pager that has ended, a shell that asks whether we are there."""
    ended = in_shell(folder, f"embedarchive --help {shell}; exit ${{PIPESTATUS[0]}}")
    assert (ended.code, ended.stdout, ended.stderr) == (0, "", "")


def test_a_help_on_a_full_disk_is_a_limit(folder: Path) -> None:
    """As any other output of ours: exit code 5 and one line."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, "--help"],
            env=environment(folder),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (5, b"embedarchive: output: No space left on device\n")


def test_the_widths_are_clicks() -> None:
    """The help is as wide as the terminal up to what the group allows."""
    assert group.context_settings["max_content_width"] == quick.WIDE
    assert list(answers.HELP) == [quick.USUAL, quick.WIDE]


@pytest.mark.parametrize(
    "words", [[], ["article.txt"], ["gone.txt", "article.txt"], ["", "."], ["-"], ["-", "-"]]
)
def test_find_without_options_is_clicks_own(folder: Path, article: Path, words: list[str]) -> None:
    """The same output, complaints and exit code as where click reads the words."""
    around = "import embedarchive.cli.quick as quick; quick.files_of_find = lambda *_: None; "
    ended = [
        subprocess.run(
            [*program, "find", *words],
            cwd=folder,
            env=environment(folder),
            input=article.read_bytes(),
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        for program in (PROGRAM, (PROGRAM[0], "-c", f"{around}import embedarchive.__main__"))
    ]
    assert len({(each.returncode, each.stdout, each.stderr) for each in ended}) == 1


@pytest.mark.parametrize(
    "words",
    [[], ["crawl", "a"], ["find", "-q"], ["find", "a", "--jobs=2"], ["find", "--"], ["-v", "find", "a"]],
)
def test_options_are_clicks_to_parse(words: list[str]) -> None:
    """Where a word may be an option, nothing is taken for a source."""
    assert quick.files_of_find(words, {}) is None


def test_find_loads_what_a_text_needs(folder: Path, article: Path) -> None:
    """No click, no network, no threads or processes but the one it forks."""
    names = loaded(folder, "find", article.name)
    assert {"click", "asyncio", "concurrent.futures", "subprocess", "ssl", "ada_url"} & names == set()
    assert {"embedarchive.records.judging", "embedarchive.stages.redirects"} & names == set()
