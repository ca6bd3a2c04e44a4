"""Post ids of X that carry their own time of posting.

`ms = (id >> 22) + 1288834974657`, UTC (Twitter's open-sourced `snowflake`, 2010).
"""

from __future__ import annotations

import datetime as dt

from embedarchive.late import re

EPOCH_MS = 1_288_834_974_657
SHIFT = 22
LAST_SEQUENTIAL = 29_700_859_247
"""Ids up to this one were counted, not timed (TweetedAt, arXiv 1907.04402)."""
FIRST_TIMED = 290_000_000_000_000
"""Between the last counted id and about 2.9e14 no id was ever issued (measured, FACTS.md 5)."""
LAST_SEQUENTIAL_DAY = dt.date(2010, 11, 4)
"""The day on which X changed from counted ids to timed ones (TweetedAt, arXiv 1907.04402)."""
DIGITS = 19

_UNIX = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MILLISECOND = dt.timedelta(milliseconds=1)


def moment(post_id: str) -> dt.datetime | None:
    """Return when the post was made (UTC), or None where the id tells no time."""
    if not is_id(post_id) or int(post_id) < FIRST_TIMED:
        return None
    return _UNIX + dt.timedelta(milliseconds=(int(post_id) >> SHIFT) + EPOCH_MS)


def posted_by(post_id: str) -> dt.date | None:
    """Return the latest day on which a counted id can have been posted; None for one that tells its time."""
    return LAST_SEQUENTIAL_DAY if is_id(post_id) and int(post_id) <= LAST_SEQUENTIAL else None


def is_id(text: str) -> bool:
    """Whether a string is written as a post id: 1 to 19 ASCII digits that fit in 63 bits."""
    return text.isascii() and text.isdigit() and len(text) <= DIGITS and 0 < int(text) < 1 << 63


def forged(post_id: str) -> str | None:
    """Say why an id cannot have been issued; None where nothing speaks against it."""
    if not is_id(post_id):
        return "not a post id"
    if LAST_SEQUENTIAL < int(post_id) < FIRST_TIMED:
        return "in the range that was never issued"
    return None


def day_range(day: dt.date) -> tuple[int, int]:
    """Return the first and the last id of one UTC day, both inclusive."""
    start = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    first = (_milliseconds(start) - EPOCH_MS) << SHIFT
    after = (_milliseconds(start) + DAY // MILLISECOND - EPOCH_MS) << SHIFT
    return max(first, 0), max(after - 1, 0)


def _milliseconds(when: dt.datetime) -> int:
    return (when - _UNIX) // MILLISECOND


def cover(low: int, high: int, most: int = 2) -> tuple[str, ...]:
    """Return at most `most` decimal prefixes that cover every id from `low` to `high`.

    Only where not even the first digits are so few, as on the epoch's own day, they are more. Together
    they may cover more: whoever asks with them filters the answers. Ids are compared as numbers, so a
    range that crosses a power of ten is cut there first.
    """
    best: tuple[str, ...] = ()
    for length in range(1, len(str(high)) + 1):
        prefixes = _prefixes(low, high, length)
        if len(prefixes) > most:
            break
        best = prefixes
    return best or _prefixes(low, high, 1)


WIDEST = 10**16
"""Ids under one prefix, some four weeks: of an index that filters by itself no wider listing is asked."""


def day_cover(day: dt.date) -> tuple[str, ...]:
    """Return the fewest prefixes that cover the ids of one UTC day, none of them wider than `WIDEST`.

    One for 96 of 100 days, two where the day crosses a boundary of higher digits; none for a day on
    which ids told no time. Whoever asks with them filters the answers.
    """
    low, high = day_range(day)
    if high < FIRST_TIMED:
        return ()
    single = cover(low, high, 1)
    wide = len(single) > 1 or 10 ** (len(str(high)) - len(single[0])) > WIDEST
    return cover(low, high, 2) if wide else single


def _prefixes(low: int, high: int, length: int) -> tuple[str, ...]:
    found: list[str] = []
    for digits in range(len(str(low)), len(str(high)) + 1):
        first = max(low, 10 ** (digits - 1))
        last = min(high, 10**digits - 1)
        cut = 10 ** max(digits - length, 0)
        found.extend(str(n) for n in range(first // cut, min(last // cut, first // cut + 10) + 1))
    return tuple(dict.fromkeys(found))


UPLOAD = re.compile(
    r"twimg\.com/(?:media|tweet_video_thumb)/(?P<key>[A-Za-z0-9_-]{15})(?![A-Za-z0-9_-])"
    r"|(?:ext_tw_video|amplify_video)(?:_thumb)?/(?P<id>[0-9]{15,19})/"
)
"""Addresses of pictures and videos that were uploaded to X: they hold the upload's own timed id."""


def uploads(text: str) -> tuple[str, ...]:
    """Return the ids of uploads whose addresses stand in a text, each once.

    The 15 base64url characters of a picture's key are 88 bits whose first 64 are its id: 1 to 181 s
    before the post in 10 of 10 pairs (measured, FACTS.md 5).
    """
    if "twimg.com/" not in text and "_video" not in text:
        return ()
    ids = (found["id"] or _id_of_key(found["key"]) for found in UPLOAD.finditer(text))
    return tuple(dict.fromkeys(one for one in ids if moment(one)))


def _id_of_key(key: str) -> str:
    import base64  # few articles hold one

    return str(int.from_bytes(base64.urlsafe_b64decode(f"{key}=")[:8]))
