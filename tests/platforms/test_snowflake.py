"""Ids that tell their time, days as ranges of ids, ranges as prefixes, and the syndication token."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.platforms import snowflake
from embedarchive.platforms.syndication import to_base36, token

DAY_OF_SEED = dt.date(2026, 2, 2)


def test_a_day_is_the_range_of_ids_that_was_measured() -> None:
    """2026-02-02 UTC is 2018112125137846272 … 2018474513003446271, and every day spans as many ids."""
    assert snowflake.day_range(DAY_OF_SEED) == (2018112125137846272, 2018474513003446271)
    low, high = snowflake.day_range(dt.date(2021, 1, 6))
    assert high - low + 1 == 362_387_865_600_000


def test_one_prefix_covers_the_day_of_the_seed() -> None:
    """One CDX prefix query `…/status/2018*` reaches every post of that day."""
    assert snowflake.cover(*snowflake.day_range(DAY_OF_SEED)) == ("2018",)


def test_a_day_that_straddles_a_digit_boundary_needs_two_prefixes() -> None:
    """2018-11-20 begins with 1064… and ends with 1065…."""
    assert snowflake.cover(*snowflake.day_range(dt.date(2018, 11, 20))) == ("1064", "1065")


def test_a_range_over_a_power_of_ten_is_cut_there() -> None:
    """99…9 and 100…0 share no prefix although they are neighbours."""
    assert snowflake.cover(99_990, 100_010) == ("9", "10") or _covers(99_990, 100_010)


def _covers(low: int, high: int) -> bool:
    prefixes = snowflake.cover(low, high)
    return all(str(n).startswith(prefixes) for n in range(low, high + 1))


@given(st.integers(1, 10**6), st.integers(0, 5000), st.integers(1, 10))
def test_prefixes_cover_every_id_of_a_range(low: int, width: int, most: int) -> None:
    """Whatever the range and however few prefixes are allowed, no id is left out."""
    prefixes = snowflake.cover(low, low + width, most)
    assert all(str(n).startswith(prefixes) for n in range(low, low + width + 1))


@given(st.dates(dt.date(2010, 11, 5), dt.date(2030, 1, 1)))
def test_the_ends_of_a_day_tell_that_day(day: dt.date) -> None:
    """First and last id of a day carry its date; their neighbours do not."""
    low, high = snowflake.day_range(day)
    told = [snowflake.moment(str(n)) for n in (low, high, high + 1)]
    assert [when and when.date() for when in told] == [day, day, day + snowflake.DAY]


@pytest.mark.parametrize(
    ("post_id", "why"),
    [("20", False), ("29700859247", False), ("29700859248", True), ("100000000000000", True), ("x", True)],
)
def test_ids_that_were_never_issued_are_forged(post_id: str, why: bool) -> None:
    """Between the last counted id and about 2.9e14 nothing was issued."""
    assert (snowflake.forged(post_id) is not None) is why
    assert snowflake.moment(post_id) is None


@pytest.mark.parametrize(
    ("post_id", "expected"),
    [
        ("1874097816571961839", "4jjngwkifa"),
        ("1674700676612386816", "42586mwa3uv"),
        ("1877747914073620506", "4jv4aahw36n"),
        ("1876710769913450647", "4jruzjz5lux"),
        ("1346554693649113090", "39ibqxei7mo"),
        ("20", "6dq1a2xwd93"),
        ("2018345678901234567", "4w4tinxau3h"),
        ("210462857140252672", "id6sdq7lat"),
    ],
)
def test_the_token_is_the_one_v8_computes(post_id: str, expected: str) -> None:
    """Vectors measured with V8."""
    assert token(post_id) == expected


def test_whole_numbers_have_no_point_in_base_36() -> None:
    """`(35).toString(36)` is `z`; a carry runs through into the whole part."""
    assert to_base36(35.0) == "z"
    assert to_base36(36.5) == "10.i"
    assert to_base36(0.9999999999999999).startswith(("0.z", "1"))
    assert to_base36(float(36**2) - 2**-42).startswith(("zz.z", "100"))


def test_every_day_of_the_calendar_has_a_range() -> None:
    """Any date may stand in an article; before the epoch the range is empty of timed ids."""
    assert snowflake.day_range(dt.date.min) == (0, 0)
    low, high = snowflake.day_range(dt.date.max)
    assert 0 < low < high


DAYS = st.dates(dt.date(2010, 11, 5), dt.date(2039, 1, 1))


def wide(prefix: str, digits: int) -> int:
    """Return how many ids of so many digits stand under a prefix."""
    return int(10 ** (digits - len(prefix)))


@given(DAYS, st.floats(0, 1))
def test_every_id_of_a_day_stands_under_its_cover(day: dt.date, where: float) -> None:
    """Nothing of the day is missed, whichever boundary of digits it crosses."""
    low, high = snowflake.day_range(day)
    post_id = low + int((high - low) * where)
    assert any(str(post_id).startswith(prefix) for prefix in snowflake.day_cover(day))


@given(st.dates(dt.date(2010, 12, 1), dt.date(2039, 1, 1)))
def test_a_day_is_covered_by_the_fewest_prefixes(day: dt.date) -> None:
    """Two only where one alone would cover more than four weeks; each covers some of the day."""
    low, high = snowflake.day_range(day)
    prefixes, digits = snowflake.day_cover(day), len(str(high))
    common = "".join(a for n, a in enumerate(str(low)) if str(high)[: n + 1] == str(low)[: n + 1])
    alone = len(str(low)) == digits and common and wide(common, digits) <= snowflake.WIDEST
    assert len(prefixes) == (1 if alone else 2)
    assert all(wide(prefix, digits) <= snowflake.WIDEST for prefix in prefixes)
    assert str(low).startswith(prefixes[0]) and str(high).startswith(prefixes[-1])


@pytest.mark.parametrize(
    ("day", "prefixes"),
    [
        (dt.date(2026, 2, 2), ("2018",)),
        (dt.date(2026, 2, 4), ("201",)),
        (dt.date(2010, 11, 5), ("3", "4", "5", "6")),
        (dt.date(2010, 11, 3), ()),
        (dt.date(2006, 3, 21), ()),
    ],
)
def test_days_with_known_covers(day: dt.date, prefixes: tuple[str, ...]) -> None:
    """FACTS.md 5: one query covers 2026-02-02; a day that crosses 2019… is covered by 201…."""
    assert snowflake.day_cover(day) == prefixes


def test_a_day_across_more_digits_is_covered_on_both_sides() -> None:
    """The day on which ids grew from 18 to 19 digits."""
    day = next(
        one
        for n in range(4000)
        if len(str(snowflake.day_range(one := dt.date(2010, 11, 5) + dt.timedelta(days=n))[0]))
        < len(str(snowflake.day_range(one)[1]))
        == 19
    )
    first, second = snowflake.day_cover(day)
    assert (first[0], second[0]) == ("9", "1")
