"""Prose that looks like a citation and is none."""

from __future__ import annotations

import pytest

from embedarchive.records import MentionKind
from tests.stages.find.reading import mentions, of_kind, page

PROSE = (
    "The council met for the third time this month, and nobody was in the mood for long speeches. The bridge "
    "stays open until the autumn, and after that nobody knows."
)

LOOKALIKES = {
    "byline": "By Jane Doe (@jane_doe)\nMay 1, 2020",
    "byline in one line": "By Jane Doe (@jane_doe) May 1, 2020",
    "byline with a bar": "Jane Doe (@jane_doe) | May 1, 2020",
    "byline in two lines": "Jane Doe (@jane_doe)\nMay 1, 2020",
    "byline in German": "Von Jane Doe (@jane_doe)\n1. Mai 2020",
    "byline with a role": "Jane Doe - Staff writer (@jane_doe) - May 1, 2020",
    "byline with a dash": "Author: Jane Doe (@jane_doe) – 1 May 2020",
    "byline of text": "Text by Jane Doe (@jane_doe) -- May 1, 2020",
    "byline behind a day": "Published 2020-05-01 — Jane Doe (@jane_doe)",
    "byline of an update": "Updated by Jane Doe (@jane_doe) on May 1, 2020",
    "about the author": "— Jane Doe (@jane_doe) is a reporter at the Harbour Post.",
    "about the author, no sentence": "About the author — Jane Doe (@jane_doe)\nJane writes about boats.",
    "contact line": "Contact: Jane Doe (@jane_doe), jane@harbour.example",
    "contact line with a dash": "Tips? — Jane Doe (@jane_doe), 555 0100",
    "reporting and editing": "Reporting by Jane Doe (@jane_doe); Editing by Bob Roe (@bob_roe)",
    "photo credit": "Photo: Jane Doe (@jane_doe)",
    "photo credit with a day": "Photo: Jane Doe (@jane_doe) May 1, 2020",
    "photo credit with a year": "Photo – Jane Doe (@jane_doe) 2020",
    "picture credit with a dash": "Image credit — Jane Doe (@jane_doe)",
    "via": "(via @jane_doe)",
    "via with a day": "via Jane Doe (@jane_doe) May 1, 2020",
    "list of accounts": "Follow us:\n- Jane Doe (@jane_doe)\n- Bob Roe (@bob_roe)\n- Cem Er (@cem_er)",
    "list of accounts with dashes": "— Jane Doe (@jane_doe)\n— Bob Roe (@bob_roe)\n— Cem Er (@cem_er)",
    "list of dates": "- Jane Doe (@jane_doe) May 1, 2020\n- Bob Roe (@bob_roe) May 2, 2020",
    "list of talks": "* Jane Doe (@jane_doe) - May 1, 2020: keynote\n* Bob (@bob_roe) - May 2, 2020: boats",
    "programme in one line": "May 1 – Jane Doe (@jane_doe), May 2 – Bob Roe (@bob_roe)",
    "credits of a podcast": "Host — Jane Doe (@jane_doe)\nProducer — Bob Roe (@bob_roe)",
    "interview": "Q: Who are you?\nA: I am Jane — Jane Doe (@jane_doe) — and I write.",
    "interview with handles": "HARBOUR POST (@harbour): Who are you?\nJANE DOE (@jane_doe): I write.",
    "insertion between dashes": "The editor — Jane Doe (@jane_doe) — said on May 1, 2020 that it would rain.",
    "editor's note": "Editor’s note — This was first published by Jane Doe (@jane_doe) on May 1, 2020.",
    "comment with an hour": "Jane Doe (@jane_doe)  3 hours ago\nNice article!",
    "comment with a day": "Jane Doe (@jane_doe)\nMay 1, 2020 at 3:14 pm\nNice article!",
    "comment with an avatar": "avatar Jane Doe (@jane_doe) – May 1, 2020\nNice article!",
    "footer": "© 2020 Harbour Post (@harbour). All rights reserved.",
    "newsletter": "Subscribe — Harbour Post (@harbour) sends one mail a week.",
}  # fmt: skip


@pytest.mark.parametrize("what", LOOKALIKES)
def test_what_looks_like_an_attribution_is_none(what: str) -> None:
    """Neither in the middle of an article nor at its end."""
    text = LOOKALIKES[what]
    for document in (
        f"{PROSE}\n\n{text}\n\n{PROSE}\n",
        f"{PROSE}\n{text}\n",
        f"{PROSE}\n\n{PROSE}\n\n{text}",
    ):
        assert of_kind(mentions(document), MentionKind.ATTRIBUTION) == []


@pytest.mark.parametrize(
    "what", [what for what in LOOKALIKES if not LOOKALIKES[what].startswith(("- ", "— "))]
)
@pytest.mark.parametrize("end", [".", "!", "?", "”", " pic."])
def test_what_stands_in_a_paragraph_is_none(what: str, end: str) -> None:
    """A sentence that ends before it does not make it one for a name without a dash."""
    text = f"{PROSE.removesuffix('.')}{end} {LOOKALIKES[what]} {PROSE}"
    assert of_kind(mentions(text), MentionKind.ATTRIBUTION) == []


@pytest.mark.parametrize("what", LOOKALIKES)
def test_the_same_on_a_page_is_none(what: str) -> None:
    """Markup round it, with the account linked, changes nothing."""
    lines = (
        LOOKALIKES[what]
        .replace("@jane_doe", '<a href="https://twitter.com/jane_doe">@jane_doe</a>')
        .split("\n")
    )
    body = "".join(f"<p>{line}</p>" for line in (PROSE, *lines, PROSE))
    assert not [mention for mention in page(body) if mention.kind is not MentionKind.LINK]


def test_two_posts_one_behind_the_other_are_no_list() -> None:
    """Lines with a date and a real dash are attributions, whatever stands between them."""
    text = f"{PROSE}\n— Jane Doe (@jane_doe) May 1, 2020\n— Bob Roe (@bob_roe) May 2, 2020\n"
    assert len(of_kind(mentions(text), MentionKind.ATTRIBUTION)) == 2


def test_spaces_behind_a_sentence_are_the_lost_dash() -> None:
    """Where a dash and a letter of the name were lost, the name begins behind the sentence."""
    text = f"{PROSE} Will it rain?  Morten  verbye (@morten) June 6, 2017Whoops!"
    (found,) = of_kind(mentions(text), MentionKind.ATTRIBUTION)
    assert found.claim.name == "Morten verbye"


def test_a_page_kept_in_a_frame_is_no_picture_to_press() -> None:
    """Archives keep whole pages in `srcdoc`, and those lead to many posts and to one."""
    inner = "<p>The dam holds.</p>" * 200 + "<a href='https://www.youtube.com/embed/abcDEF_-123'>Play</a>"
    assert page(f'<p>The dam.</p><iframe srcdoc="{inner}"></iframe>') == ()
