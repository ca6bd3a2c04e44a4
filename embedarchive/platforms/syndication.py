"""The token that cdn.syndication.twimg.com wants: a JavaScript expression, done as V8 does it.

`((Number(id) / 1e15) * Math.PI).toString(36).replace(/(0+|\\.)/g, "")` (vercel/react-tweet).
"""

from __future__ import annotations

import math
import re

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
RADIX = len(DIGITS)


def token(post_id: str) -> str:
    """Return the token for a post id."""
    return re.sub(r"0+|\.", "", to_base36(float(int(post_id)) / 1e15 * math.pi))


def to_base36(value: float) -> str:
    """Write a positive double as `Number.prototype.toString(36)` does in V8.

    V8 prints the fewest digits that still tell the double from its neighbours
    (v8/src/numbers/conversions.cc, DoubleToRadixCString).
    """
    whole = math.floor(value)
    digits, carry = _fraction(value - whole, max(0.5 * math.ulp(value), math.ulp(0.0)))
    text = _integer(whole + carry)
    return f"{text}.{''.join(DIGITS[d] for d in digits)}" if digits else text


def _integer(whole: int) -> str:
    text = ""
    while whole:
        whole, digit = divmod(whole, RADIX)
        text = DIGITS[digit] + text
    return text or "0"


def _fraction(fraction: float, delta: float) -> tuple[list[int], int]:
    """Return the digits behind the point, and 1 where rounding carried into the whole part."""
    digits: list[int] = []
    while fraction >= delta:
        fraction *= RADIX
        delta *= RADIX
        digits.append(int(fraction))
        fraction -= digits[-1]
        half_up = fraction > 0.5 or (fraction == 0.5 and digits[-1] % 2 == 1)
        if half_up and fraction + delta > 1:
            return _rounded_up(digits)
    return digits, 0


def _rounded_up(digits: list[int]) -> tuple[list[int], int]:
    while digits:
        last = digits.pop()
        if last + 1 < RADIX:
            return [*digits, last + 1], 0
    return [], 1
