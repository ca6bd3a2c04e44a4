"""The demo's own world, served once for all tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.world import demo_world


@pytest.fixture(scope="package")
def web() -> Iterator[LittleWeb]:
    with LittleWeb(demo_world()) as served:
        yield served
