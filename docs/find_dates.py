"""Dates for docs/find.md: how X's display languages write one and the same day, and other calendars.

`docs/generate_find.py` reads each of them behind a handle, as the program reads a file.
"""

from __future__ import annotations

DAY = "2026-02-02"

LANGUAGES = (
    ("en", "February 2, 2026"),
    ("ar", "2 فبراير 2026"),
    ("bn", "2 ফেব্রুয়ারী, 2026"),
    ("cs", "2. února 2026"),
    ("da", "2. februar 2026"),
    ("de", "2. Februar 2026"),
    ("el", "2 Φεβρουαρίου 2026"),
    ("es", "2 de febrero de 2026"),
    ("fa", "2 فوریهٔ 2026"),
    ("fi", "2. helmikuuta 2026"),
    ("fil", "Pebrero 2, 2026"),
    ("fr", "2 février 2026"),
    ("he", "2 בפברואר 2026"),
    ("hi", "2 फ़रवरी 2026"),
    ("hu", "2026. február 2."),
    ("id", "2 Februari 2026"),
    ("it", "2 febbraio 2026"),
    ("ja", "2026年2月2日"),
    ("ko", "2026년 2월 2일"),
    ("msa", "2 Februari 2026"),
    ("nl", "2 februari 2026"),
    ("no", "2. februar 2026"),
    ("pl", "2 lutego 2026"),
    ("pt", "2 de fevereiro de 2026"),
    ("ro", "2 februarie 2026"),
    ("ru", "2 февраля 2026 г."),
    ("sv", "2 februari 2026"),
    ("th", "2 กุมภาพันธ์ ค.ศ. 2026"),
    ("tr", "2 Şubat 2026"),
    ("uk", "2 лютого 2026 р."),
    ("ur", "2 فروری، 2026"),
    ("vi", "2 tháng 2, 2026"),
    ("zh-cn", "2026年2月2日"),
    ("zh-tw", "2026年2月2日"),
)
"""X's 34 display languages (docs.x.com) and the long form of CLDR."""

OTHER_FORMS = (
    ("older form", "febrero 2, 2026"),
    ("short", "Feb 2, 2026"),
    ("with an hour", "11:04 AM - Feb 2, 2026"),
    ("native digits", "२ फ़रवरी २०२६"),
    ("Buddhist years (Thai)", "2 กุมภาพันธ์ 2569"),
    ("Solar Hijri (Persian)", "۱۳ بهمن ۱۴۰۴"),
    ("numbers", "2026-02-02"),
    ("milliseconds since 1970", "1770033600000"),
)
"""The same day in other forms."""

UNREAD = (
    ("day or month first?", "3/4/2020"),
    ("before the first post of all", "January 2, 2005"),
)
"""Kept as they stand, and no day is read."""
