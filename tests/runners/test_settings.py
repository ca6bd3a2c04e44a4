"""What is written into a run."""

from __future__ import annotations

import json

from embedarchive.runners.settings import Settings


def test_a_password_is_not_written_into_the_run() -> None:
    """The run says which proxy was used, not with which secret."""
    kept = json.dumps(Settings(proxy="http://user:s3cret@proxy.example:3128").record())
    assert "s3cret" not in kept and "proxy.example:3128" in kept
    assert Settings(proxy="http://proxy.example:3128").record()["proxy"] == "http://proxy.example:3128"
    assert Settings().record()["proxy"] is None
