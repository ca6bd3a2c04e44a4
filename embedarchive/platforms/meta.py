"""What Instagram, Facebook and Threads have in common: Meta's oEmbed, which is not asked."""

from __future__ import annotations

OEMBED_TERMS = (
    "its terms forbid keeping what it says for anything but showing the post; since 3 November 2025 it tells "
    "neither author nor words (since 15 June 2026 no token is needed)"
)
"""developers.facebook.com/documentation/instagram-platform/oembed, "Limitations" (15 May 2026), and
developers.facebook.com/docs/graph-api/reference/oembed-post. Measured 2026-09-16: a box without words."""
