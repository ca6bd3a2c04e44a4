"""t.co links are cut where X cuts them: twitter-text's own conformance cases."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from embedarchive.stages.find.breaks import TOKENS
from embedarchive.stages.find.slugs import short_links
from tests.shared import SHARED, shared

CASES = "corpus/conformance/twitter-text_conformance_extract.yml"
GROUPS = ("urls", "urls_with_indices", "urls_with_directional_markers", "tco_urls_with_params")
NOT_OURS = frozenset(
    {"Properly extract URL that contains t.co in referer", "DO NOT extract URL if preceded by $"}
)
"""X leaves these as text; a link inside another URL, or glued to what stood before it, has its slug."""
TCO = re.compile(r"(?:https?://)?t\.co/([A-Za-z0-9]+)", re.I)


def cases() -> list[Any]:
    """The cases that speak of t.co; one that says so where the file is absent."""
    path = SHARED / CASES
    if not path.exists():
        return [pytest.param(None, id="absent")]
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    listed = [case for group in GROUPS for case in groups[group] if "t.co/" in case["text"]]
    listed = [case for case in listed if case["description"] not in NOT_OURS]
    return [pytest.param(case, id=case["description"]) for case in listed]


@pytest.mark.parametrize("case", cases())
def test_slugs_end_where_x_ends_them(case: dict[str, Any]) -> None:
    """An apostrophe, a hyphen, a colon, another script end a slug; forty letters are the most."""
    shared(CASES)
    expected = [one["url"] if isinstance(one, dict) else one for one in case["expected"]]
    slugs = [match[1] for url in expected if (match := TCO.match(url))]
    assert [link.slug for link in short_links(case["text"])] == slugs


def test_the_suite_has_cases_of_ours() -> None:
    """An empty parametrisation would prove nothing."""
    shared(CASES)
    assert len(cases()) >= 15


def test_no_case_about_t_co_is_left_out() -> None:
    """Whatever case of the suite speaks of t.co stands in a group that is tested here.

    Irrelevant are the other groups: cash tags, lists, replies and validation are no part of a citation. Of
    autolink.yml the group `json` is given the links it makes, and has none to find.
    """
    shared(CASES)
    for kind, tested in (("extract", GROUPS), ("autolink", ("urls", "json")), ("validate", ())):
        path = SHARED / f"corpus/conformance/twitter-text_conformance_{kind}.yml"
        groups = yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
        about = {name for name, cases in groups.items() for case in cases if "t.co/" in case["text"]}
        assert about <= set(tested)


def test_what_is_made_a_link_is_found() -> None:
    """The t.co links that autolink.yml makes are those that are found in its texts."""
    path = shared("corpus/conformance/twitter-text_conformance_autolink.yml")
    about = [
        case
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]["urls"]
        if "t.co/" in case["text"]
    ]
    for case in about:
        if not case["description"].endswith("preceded by $"):
            made = re.findall(r'href="https?://t\.co/(\w+)', case["expected"])
            assert [link.slug for link in short_links(case["text"])] == made
    assert about


@pytest.mark.parametrize("group", ["mentions", "mentions_with_indices", "hashtags", "hashtags_with_indices"])
def test_no_quotation_begins_within_a_mention_or_a_hashtag(group: str) -> None:
    """Every mention and hashtag that X links is one token of ours, or begins one."""
    shared(CASES)
    groups = yaml.safe_load((SHARED / CASES).read_text(encoding="utf-8"))["tests"]
    for case in groups[group]:
        tokens = [token[0][1:] for token in TOKENS.finditer(case["text"])]
        for one in case["expected"]:
            name = one if isinstance(one, str) else one.get("screen_name") or one["hashtag"]
            assert any(token.startswith(name) for token in tokens), (case["description"], tokens)
