"""The forms in which real systems put posts into pages, and what they put there that cites none.

`forms/embeds.jsonl` and `forms/no_citations.jsonl` hold one document each line: the posts are made up, the
markup is what the named system prints (WordPress and its plug-ins, consent tools, AMP, newsletters, the state
of newsrooms' pages).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from embedarchive.records import MentionKind
from embedarchive.stages.find.gate import may_cite
from tests.stages.find.reading import of_kind, page

FORMS = Path(__file__).with_name("forms")
BEFORE = "<article><p>It rains in the valley, and nobody knows for how long.</p>"
BEHIND = "<p>More of it follows tomorrow.</p></article>"


def documents(name: str) -> dict[str, dict[str, object]]:
    """Read the documents of a file, by form."""
    rows = [json.loads(line) for line in (FORMS / name).read_text(encoding="utf-8").splitlines()]
    return {row["form"]: row for row in rows}


EMBEDS = documents("embeds.jsonl")
NO_CITATIONS = documents("no_citations.jsonl")


@pytest.mark.parametrize("form", EMBEDS)
def test_every_form_names_its_posts_and_no_others(form: str) -> None:
    """Each post once, in markup, in an attribute, in a script; and the gate is open."""
    row = EMBEDS[form]
    body = f"{BEFORE}{row['body']}{BEHIND}"
    found = of_kind(page(body), MentionKind.EMBED)
    assert sorted([mention.platform, mention.post.id] for mention in found if mention.post) == row["posts"]
    assert may_cite(body.encode()) or not row["posts"]


@pytest.mark.parametrize("form", NO_CITATIONS)
def test_what_cites_nothing_is_no_mention(form: str) -> None:
    """Buttons, accounts, walls and side bars are neither embeds nor attributions."""
    body = f"{BEFORE}{BEHIND}{NO_CITATIONS[form]['body']}<p>More news.</p>"
    assert [mention for mention in page(body) if mention.kind is not MentionKind.LINK] == []
