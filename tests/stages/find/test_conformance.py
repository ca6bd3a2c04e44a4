"""t.co links are cut where X cuts them: twitter-text's own conformance cases."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

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
