"""Icons of accounts that lead to a post cite nothing; other links, and icons of one thing's posts, do."""

from __future__ import annotations

import pytest

from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import page

POST = "https://x.com/example_press/status/2018345678901234567"
FILM = "https://www.youtube.com/watch?v=abcDEF_-123"
PAGE = "https://www.facebook.com/example.press"


def icon(url: str, inside: str = '<i class="icon"></i>') -> str:
    """Return a link that shows an icon."""
    return f'<a href="{url}" target="_blank">{inside}</a>'


@pytest.mark.parametrize(
    "row",
    [
        f"<div>{icon(POST)}&nbsp;{icon(PAGE)}</div>",
        f"<ul><li>{icon('#')}</li><li>{icon(POST)}</li><li>{icon(PAGE)}</li></ul>",
        f"<p><span>{icon(FILM)}</span><span>{icon('https://de.linkedin.com/company/example')}</span></p>",
        f"<nav>{icon(POST, '<svg></svg>')}{icon(PAGE, '<svg></svg>')}</nav>",
        f"<div>{icon(POST, '<img src=x.png width=24>')}{icon(PAGE, '<img src=f.png height=24>')}</div>",
        f"<footer><ul><li>{icon(POST)}</li></ul></footer>",
    ],
)
def test_an_icon_beside_those_of_accounts_cites_nothing(row: str) -> None:
    """A site whose account's icon leads to one of its posts means the account."""
    assert not page(f"<h1>The dam</h1>{row}<p>It holds.</p>")


@pytest.mark.parametrize(
    "row",
    [
        f"<div>{icon(POST)}</div>",
        f"<div>{icon(POST)}{icon('https://example.org/dam')}</div>",
        f"<div>{icon(POST, 'As the agency wrote')}{icon(PAGE)}</div>",
        f"<div>{icon(POST, '<img src=dam.jpg>')}{icon(PAGE)}</div>",
        f"<div>{icon(POST, '<img src=dam.jpg width=640 height=480>')}{icon(PAGE)}</div>",
        f"<footer><p>{icon(POST, 'Our post of February')}</p></footer>",
        f"<div>{icon(POST)}{icon(PAGE, 'Example Press')}</div>",
        f"<ul><li>{icon(POST)} in February</li><li>{icon(PAGE)}</li></ul><p>{icon(POST, 'Read')}</p>",
    ],
)
def test_other_links_cite(row: str) -> None:
    """Links with words or a picture, and icons that stand in no row of accounts."""
    body = f"<h1>The dam</h1>{row}<p>It holds.</p>"
    (found,) = page(body)
    assert found.post is not None
    assert found.post.id == "2018345678901234567"
    assert may_cite(body.encode())


def test_icons_that_all_lead_to_posts_cite() -> None:
    """A row may say where one thing was posted."""
    found = page(f"<p>Seen on {icon(POST)}{icon(FILM)}</p>")
    assert [mention.platform for mention in found] == ["twitter", "youtube"]
