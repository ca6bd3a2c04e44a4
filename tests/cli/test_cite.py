"""`cite` as a process, over the archive that the demo leaves."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from embedarchive.cli.cite import FORMS
from embedarchive.demo.world import BRIDGE, QUIET, TIDE
from embedarchive.ports.archive import Archive
from embedarchive.records import PostRef
from tests.cli.conftest import Run, program_in
from tests.ports.kept import STARTED, citation, provenance, run, wire


@pytest.fixture(scope="module")
def cite(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The program, in a folder with the demo's archive."""
    place = tmp_path_factory.mktemp("cite") / "work"
    place.mkdir()
    program = program_in(place)
    assert program("demo").code == 0
    return program


def test_a_post_is_named_by_its_id_or_any_address(cite: Run) -> None:
    """The id, the permalink, and a link without the author's name give the same reference."""
    number = BRIDGE.id
    asked = (number, BRIDGE.permalink(), f"https://x.com/i/status/{number}?s=20", f"x.com/a/status/{number}/")
    told = {cite("cite", each).stdout for each in asked}
    (reference,) = told
    assert reference.startswith(
        "Marrow Harbour Board (@ea_demo_harbor), X, 4 February 2026: “The swing bridge"
    )


@pytest.mark.parametrize("scheme", ["https://", "http://", ""])
def test_a_post_is_named_by_a_link_that_led_to_it(cite: Run, scheme: str) -> None:
    """As it stands in an article, with or without its scheme; in its case, for slugs have one."""
    link = f"{scheme}pic.twitter.com/{BRIDGE.media[0].slug}"
    assert cite("cite", link).stdout == cite("cite", BRIDGE.id).stdout
    assert cite("cite", link.swapcase()).code == 2


def test_a_post_that_is_gone_is_cited_with_its_copy(cite: Run) -> None:
    """Author and words come from the archived copy, which is named with its date."""
    ended = cite("cite", TIDE.id, "--format", "robust-links")
    assert ended.code == 0
    copy = f"https://web.archive.org/web/20260204103312/https://twitter.com/ea_demo_tide/status/{TIDE.id}"
    assert f'data-versionurl="{copy}"' in ended.stdout
    assert 'data-versiondate="2026-02-04"' in ended.stdout
    assert "Tide Tables (@ea_demo_tide)" in ended.stdout


def test_what_only_the_article_says_is_not_cited(cite: Run) -> None:
    """No witness showed this post: neither the name nor the words that the article puts there."""
    ended = cite("cite", QUIET.id)
    assert ended.code == 0
    assert ended.stdout.startswith("@ea_demo_quiet, X, 4 February 2026 https://")
    assert "no witness has shown this post" in ended.stderr


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_printed(cite: Run, form: str) -> None:
    """Exit code 0 and the post's id or address in it."""
    ended = cite("cite", BRIDGE.id, "--format", form)
    assert (ended.code, ended.complaints) == (0, [])
    assert BRIDGE.id in ended.stdout
    assert "its posts are invented" in ended.stderr


def test_csl_json_is_json(cite: Run) -> None:
    """One list with one entry."""
    (entry,) = json.loads(cite("cite", BRIDGE.id, "--format", "csl-json").stdout)
    assert entry["issued"] == {"date-parts": [[2026, 2, 4]]}


@pytest.mark.parametrize("post", ["12345", "https://x.com/a/status/12345", "https://news.example/", "", "'"])
def test_a_post_that_is_not_there_is_an_error(cite: Run, post: str) -> None:
    """One line that names the way out; exit code 2."""
    ended = cite("cite", post)
    assert (ended.code, ended.stdout, len(ended.complaints)) == (2, "", 1)
    assert f"archive.db holds no post {post!r}" in ended.stderr


def test_an_article_in_a_posts_place_is_told(cite: Run) -> None:
    """Who has the article in hand is told how its posts are listed."""
    article = "thedailyledger.example/2026/02/05/a-night-without-the-bridge"
    ended = cite("cite", article)
    assert (ended.code, len(ended.complaints)) == (2, 1)
    assert (
        f"{article} is an article; 'embedarchive lookup {article}' lists the posts that it cites"
        in ended.stderr
    )


def test_an_account_is_looked_up_by_its_profile(cite: Run) -> None:
    """Its posts, although an article links to the profile itself."""
    posts = cite("lookup", "@ea_demo_harbor").stdout
    found = cite("lookup", "https://x.com/ea_demo_harbor").stdout
    assert "(embed)" in posts
    assert set(posts.splitlines()) <= set(found.splitlines())


def test_without_an_archive_there_is_nothing_to_cite(run: Run, folder: Path) -> None:
    """One line, exit code 2, and no archive is made."""
    ended = run("cite", "12345")
    assert (ended.code, ended.stdout, len(ended.complaints)) == (2, "", 1)
    assert not (folder / "archive.db").exists()


def test_a_number_of_mastodon_is_cited_of_its_own_server(tmp_path: Path) -> None:
    """Two servers gave two posts one number: neither's author nor words stand for the other's."""
    program = program_in(tmp_path)
    number, hosts = "113949000000000000", ("a.test", "b.test")
    with Archive.open(tmp_path / "archive.db", run(), clock=lambda: STARTED) as archive:
        for host in hosts:
            evidence = archive.keep(wire(f"https://{host}/api"))
            made = citation(evidence)
            post = PostRef("mastodon", number, f"dam@{host}")
            told = replace(made.testimonies[0], text=f"Words of {host}", handle=post.handle)
            page = archive.keep(wire(f"https://news.test/{host}"))
            archive.commit(provenance(page, replace(made, post=post, testimonies=(told,))))
    for host, other in (hosts, hosts[::-1]):
        ended = program("cite", f"https://{host}/@dam/{number}")
        assert f"Words of {host}" in ended.stdout and other not in ended.stdout, ended
