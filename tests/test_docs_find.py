"""docs/find.md says what the finder does: its tables are made anew, its worked examples carried out."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.shared import shared
from tests.stages.find.reading import reading

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "find.md").read_text(encoding="utf-8")


def block(label: str) -> str:
    """Return the code that stands below `<!-- LABEL -->` in docs/find.md."""
    found = re.search(rf"<!-- {re.escape(label)} -->\n```python\n(.*?)```", PAGE, re.DOTALL)
    assert found, f"docs/find.md has no block {label!r}"
    return found[1]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what a newcomer changes."""
    for folder in ("embedarchive", "docs", "tools"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, where it finds the copy before the installed package."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def changed(path: Path, old: str, new: str) -> None:
    """Change a file at the first place where `old` stands."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(folder: Path, body: str, name: str) -> list[dict[str, Any]]:
    """Return what the copy's `find` prints of a document."""
    (folder / name).write_text(body, encoding="utf-8")
    done = run(folder, "-m", "embedarchive", "find", name)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_tables_are_what_the_program_finds() -> None:
    """Every rule has an example that it sees, what is no citation yields none, and the page says so."""
    done = run(ROOT, "docs/generate_find.py", "--check")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"telegram", "telegram-post"', '"telegram", "other"', "'telegram-post' of telegram"),
        ("<amp-reddit data-src", "<amp-reddit data-url", "'amp-reddit' of reddit"),
        ('Shown("liquid-tag"', 'Shown("solid-tag"', "'liquid-tag', 'solid-tag'"),
        ("{{% twitter {ID} %}}", "{{% twitter %}}", "'liquid-tag' is seen as []"),
        ("<iframe src=", "<iframe alt=", "'twitter-iframe' is seen as []"),
        ("<p>Write to", "<p>— Jane Doe (@jane_doe_ex) February 2, 2026</p><p>", "profile link is taken for"),
        ("<amp-twitter data-tweetid", "<lite-youtube videoid", "'amp-twitter' of twitter"),
    ],
)
def test_what_the_examples_do_not_show_is_not_written(tree: Path, old: str, new: str, said: str) -> None:
    """A rule without example, an example that its rule does not see, a citation among what is none."""
    changed(tree / "docs" / "find_examples.py", old, new)
    done = run(tree, "docs/generate_find.py")
    assert (done.returncode, said in done.stderr) == (1, True), done.stderr
    assert (tree / "docs" / "find.md").read_text(encoding="utf-8") == PAGE


def add_murmur(tree: Path) -> None:
    """Do what the page says of a new platform: one module and its line in the list."""
    (tree / "embedarchive/platforms/murmur.py").write_text(
        block("file: embedarchive/platforms/murmur.py"), encoding="utf-8"
    )
    sites = tree / "embedarchive/platforms/__init__.py"
    listed = block(f"lines: {sites.relative_to(tree)}")
    changed(sites, "SITES = {\n", f"SITES = {{\n{listed}\n")
    marked = block(f"marks: {sites.relative_to(tree)}")
    changed(sites, "MARKS = {\n", f"MARKS = {{\n{marked}\n")


def test_a_platform_is_added_as_the_page_says(tree: Path) -> None:
    """Frames, permalinks and its own element are found afterwards, and were not before."""
    page = '<p>Before.</p><murmur-bubble post="abcdefgh"></murmur-bubble><p>After.</p>'
    frame = '<iframe data-src="https://murmur.example/@example_press/m/abcdefgh"></iframe>'
    assert found(tree, page + frame, "before.html") == []
    add_murmur(tree)
    address = "https://murmur.example/@example_press/m/abcdefgh"
    for name, body, kind, rule in (
        ("own.html", page, "embed", "murmur-bubble"),
        ("frame.html", frame, "embed", "murmur-iframe"),
        ("script.html", f"<script>{json.dumps({'html': frame})}</script>", "embed", "murmur-iframe"),
        ("line.txt", f"Before.\n\n{address}\n", "embed", "bare-permalink"),
        ("anchor.html", f'<p>She <a href="{address}">said so</a>.</p>', "link", "permalink"),
        ("bare.txt", f"She said so ({address.removeprefix('https://')}).", "link", "permalink"),
    ):
        (mention,) = found(tree, body, name)
        assert (mention["platform"], mention["kind"], mention["rule"]) == ("murmur", kind, rule)
        assert mention["post"]["id"] == "abcdefgh"
    assert found(tree, '<a href="https://murmur.example/@example_press">Follow</a>', "none.html") == []


def test_a_new_platform_needs_examples(tree: Path) -> None:
    """The generator asks for them, and with the page's two lines it is content."""
    add_murmur(tree)
    asked = run(tree, "docs/generate_find.py")
    assert (asked.returncode, "murmur" in asked.stderr) == (1, True), asked.stderr

    examples = tree / "docs/find_examples.py"
    post, own = block("lines: docs/find_examples.py").splitlines()
    changed(examples, "POSTS = {\n", f"POSTS = {{\n{post}\n")
    changed(examples, "OWN = (\n", f"OWN = (\n{own}\n")
    done = run(tree, "docs/generate_find.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert "| murmur | `murmur-bubble` |" in (tree / "docs/find.md").read_text(encoding="utf-8")


def test_a_language_is_added_as_the_page_says(tree: Path) -> None:
    """One line in the generator of the month names, and what it prints."""
    article = "The dam holds.\n— Example Press (@example_press) 5. veebruar 2026\n"
    assert [mention["claim"]["date"] for mention in found(tree, article, "before.txt")] in ([], [None])

    line = block("lines: tools/generate_dates.py")
    changed(tree / "tools/generate_dates.py", "LOCALES = {\n", f"LOCALES = {{\n{line}")
    done = run(tree, "tools/generate_dates.py")
    assert (done.returncode, done.stderr) == (0, "")
    (tree / "embedarchive/stages/find/months.py").write_text(done.stdout, encoding="utf-8")

    (mention,) = found(tree, article, "after.txt")
    assert (mention["claim"]["date"], mention["claim"]["date_text"]) == ("2026-02-05", "5. veebruar 2026")
    (known,) = found(tree, article.replace("5. veebruar", "5. Februar"), "known.txt")
    assert known["claim"]["date"] == "2026-02-05"


@pytest.mark.slow
def test_every_rule_that_the_corpus_shows_has_a_row() -> None:
    """No name goes into a record that the page does not explain."""
    pages = [
        path for folder in ("html", "neg", "natural") for path in shared(f"corpus/dev/{folder}").iterdir()
    ]
    seen: set[str] = set()
    for path in pages:
        body = path.read_bytes()
        body = gzip.decompress(body) if path.suffix == ".gz" else body
        seen |= {mention.rule for mention in reading(body, path.name.removesuffix(".gz")).mentions}
    named = re.findall(r"`(?:PLATFORM-)?([\w-]+)`", PAGE)
    assert len(seen) > 20
    assert {rule for rule in seen if rule not in named and rule.partition("-")[2] not in named} == set()
