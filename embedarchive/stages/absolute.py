"""Addresses joined as browsers join them."""

from __future__ import annotations

import ada_url


def absolute_url(target: str, base: str) -> str | None:
    """Join a target to its base as browsers do (WHATWG URL); None unless it is http(s)."""
    try:
        joined = ada_url.join_url(base, target)
    except ValueError:
        return None
    return str(joined) if joined.startswith(("http://", "https://")) else None
