"""twitter.com and x.com show no post to a client without an account."""

from __future__ import annotations

from embedarchive.demo import world
from embedarchive.demo.littleweb import LittleWeb
from tests.demo.asking import ask


def test_twitter_redirects_to_the_same_path_on_x(web: LittleWeb) -> None:
    """The permalink keeps its path and query."""
    seen = ask(web, world.BRIDGE.permalink("twitter.com") + "?s=20")
    assert (seen.status, seen.location) == (302, world.BRIDGE.permalink() + "?s=20")


def test_x_shows_the_same_shell_for_every_post(web: LittleWeb) -> None:
    """The page tells nothing of the post, not even whether it exists."""
    pages = {ask(web, post.permalink("x.com")).body for post in (world.BRIDGE, world.TIDE, world.QUIET)}
    pages.add(ask(web, "https://x.com/nobody/status/1").body)
    assert len(pages) == 1
    assert world.BRIDGE.text.encode() not in pages.pop()


def test_the_migrate_trap_looks_like_a_redirect_and_is_none(web: LittleWeb) -> None:
    """A meta refresh to the bare host and a form to x/migrate, where a profile was asked for."""
    seen = ask(web, "https://twitter.com/ea_demo_harbor")
    assert (seen.status, seen.location) == (200, None)
    assert '<meta http-equiv="refresh" content="5; url = https://twitter.com?mx=1">' in seen.text
    assert 'action="https://x.com/x/migrate"' in seen.text


def test_the_bare_host_is_not_a_post(web: LittleWeb) -> None:
    """Following the trap leads to the home page."""
    assert ask(web, "https://twitter.com/?mx=1").location == "https://x.com/?mx=1"
