"""A post as the HTML of an embed, and its date in the words of a language."""

from __future__ import annotations

import datetime as dt
import html
import re

from embedarchive.demo.script import Post, World

_LINKED = re.compile(r"https://t\.co/(?P<slug>\w+)|(?<!\w)#(?P<tag>\w+)|(?<!\w)@(?P<handle>\w{1,15})|\n")
_SOURCE = "ref_src=twsrc%5Etfw"
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
LONGEST_SHOWN = 270
"""Witnesses show about so many characters of a long post."""

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
}
_FORMS = {
    "en": "{month} {day}, {year}",
    "de": "{day}. {month} {year}",
    "es": "{day} de {month} de {year}",
    "fr": "{day} {month} {year}",
    "ar": "{day} {month} {year}",
    "ur": "{month} {day}, {year}",
}
"""`lang` sets the language of the date: forms seen on real pages; Urdu in a corpus of Urdu news."""
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def date_text(day: dt.date, lang: str = "en") -> str:
    """Write a date as an embed in that language does; an unknown language gets English."""
    lang = lang if lang in _FORMS else "en"
    month = _MONTHS[lang].split()[day.month - 1]
    text = _FORMS[lang].format(day=day.day, month=month, year=day.year)
    return text.translate(_ARABIC_DIGITS) if lang == "ar" else text


def blockquote(world: World, post: Post, *, lang: str = "", marks: str = "", href_host: str = "") -> str:
    """Write a post as the blockquote of its embed; `marks` are further attributes, with a leading space."""
    host = href_host or world.href_host
    direction = "rtl" if post.lang in _RIGHT_TO_LEFT else "ltr"
    shown = f' data-lang="{html.escape(lang)}"' if lang and lang != "en" else ""
    return (
        f'<blockquote class="twitter-tweet"{marks}{shown}>'
        f'<p lang="{post.lang}" dir="{direction}">{_linked(post, host)}</p>'
        f"&mdash; {html.escape(post.author.name)} (@{post.author.handle}) "
        f'<a href="{post.permalink(host)}?{_SOURCE}">{date_text(post.created.date(), lang)}</a></blockquote>'
    )


def shortened(post: Post) -> str:
    """Return the words a witness shows: all, or the beginning of a long post."""
    if not post.long or len(post.text) <= LONGEST_SHOWN:
        return post.text
    return post.text[:LONGEST_SHOWN].rpartition(" ")[0] + "…"


def _linked(post: Post, host: str) -> str:
    media = {medium.slug for medium in post.media}

    def link(found: re.Match[str]) -> str:
        if found["slug"]:
            url = f"https://t.co/{found['slug']}"
            text = f"pic.twitter.com/{found['slug']}" if found["slug"] in media else url
            return f'<a href="{url}">{text}</a>'
        if found["tag"]:
            return (
                f'<a href="https://{host}/hashtag/{found["tag"]}?src=hash&amp;{_SOURCE}">#{found["tag"]}</a>'
            )
        if found["handle"]:
            return f'<a href="https://{host}/{found["handle"]}?{_SOURCE}">@{found["handle"]}</a>'
        return "<br>"

    return _LINKED.sub(link, html.escape(shortened(post), quote=False))
