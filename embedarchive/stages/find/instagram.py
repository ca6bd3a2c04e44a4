"""Flattened embeds of Instagram: the line that says who shared a post; the post itself is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from embedarchive.late import re, regex
from embedarchive.records import Claim, MentionKind
from embedarchive.stages.blanks import evened
from embedarchive.stages.find.dates import DateText, read_date
from embedarchive.stages.find.draft import Draft
from embedarchive.stages.find.names import clean_name

SHARING = (
    *("shared by", "posted by", "geteilt von", "gepostet von", "partagée par", "publiée par", "compartid"),
    *("publicad", "partilhad", "condivis", "pubblicat", "gedeeld door", "geplaatst door"),
    *("udostępniony przez", "Публикация от", "Допис, поширений", "inlägg delat av", "opslag delt af"),
    *("innlegg delt av", "Příspěvek sdílený", "postare distribuită de", "kiriman dibagikan oleh"),
    *("โพสต์ที่แชร์โดย", "تمت مشاركة منشور بواسطة", "Bài viết do", "δημοσίευση κοινοποιήθηκε από", "Henkilön"),
    *(
        "がシェアした",
        "が投稿した",
        "님의 공유",
        "paylaştığı",
        "által megosztott",
        "jakama julkaisu",
        "分享的",
    ),
)
"""One of these stands in every line that `SHARED` or `SHARED_BEHIND` matches; to compile the two takes half
as long as to start Python, to import what else is known of Instagram a tenth."""
FRONT = regex.compile(r"(?:^|\n)[^\S\n>]{0,20}(?:>[^\S\n]{0,9}){0,9}\Z")
"""The line begins a line of the text."""
VIEW_BEFORE = regex.compile(
    r"[Ii]nstagram(?:\w{0,2}| an| bekijken|で見る|에서 이 게시물 보기)[^\S\n]{0,20}\Z"
)
"""The line follows `View this post on Instagram`: then it is one, whatever is glued to its end."""
LONGEST_FRONT = 300
"""Characters of the line before the account's `@`."""
LOOK_BACK = 60
LONGEST_CAPTION = 2_200
"""Characters (developers.facebook.com/docs/instagram-platform, "Content Publishing")."""
LEAD = regex.compile(r"(?P<word>[^\S\n]{0,9}[-,]?[^\S\n]{0,9})(?P<word>\p{L}{1,4}[^\S\n]{1,9}){0,2}")
"""What may stand before the date: `on`, `am`, `le`."""
ENDED = regex.compile(r"(?:[^\S\n]{1,3}(?:on|el|le|am|em|op))?[^\S\n]{0,9}(?:\n|\Z)")
"""Also where the date of an embed was left out behind the word that leads to it."""


def shared(text: str) -> Iterator[Draft]:
    """Yield the lines `A post shared by NAME (@handle)`, with their date where one stands behind.

    A sentence may begin so too: without a date nothing else stands on the line.
    """
    if not any(word in text for word in SHARING):
        return
    written, text = text, evened(text)
    from embedarchive.platforms.instagram import SHARED, SHARED_BEHIND

    found: list[tuple[int, re.Match[str]]] = []
    for start, end in _stretches(text):
        found += [(match.start(), match) for match in SHARED.finditer(text, start, end)]
        found += [(match.start("name"), match) for match in SHARED_BEHIND.finditer(text, start, end)]
    behind = 0
    for start, match in sorted(found, key=lambda one: one[0]):
        if start >= behind and _is_line(text, start, match.start("date")):
            draft = _line(text, match, start, behind)
            behind = draft.end
            words = written[draft.start : draft.start + len(draft.claim.text or "")]
            yield draft._replace(claim=draft.claim._replace(text=words or None))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands before an account to the end of its line: the patterns are slow on a whole text."""
    behind = 0
    at = text.find("@")
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield max(behind, at - LONGEST_FRONT), end
        behind = end
        at = text.find("@", end)


def _is_line(text: str, start: int, close: int) -> bool:
    """Whether a line is what an embed shows, and no sentence that begins or ends so."""
    before = max(0, start - LOOK_BACK)
    if VIEW_BEFORE.search(text, before, start):
        return True
    return bool(FRONT.search(text, before, start) and (_date(text, close) or ENDED.match(text, close)))


def _line(text: str, match: re.Match[str], start: int, floor: int) -> Draft:
    from embedarchive.platforms.instagram import NAME

    close = match.start("date")
    date = _date(text, close)
    begin, words = _caption(text, floor, start)
    claim = Claim(
        name=clean_name(match["name"]) or None,
        handle=match["handle"].rstrip("."),
        date=date.date if date else None,
        date_text=date.text if date else None,
        text=words,
    )
    end = date.end if date else close
    return Draft(NAME, MentionKind.ATTRIBUTION, "attribution-shared-by", begin, end, claim)


def _caption(text: str, floor: int, start: int) -> tuple[int, str | None]:
    """Return where the caption begins, and the caption: what stands behind `View this post on Instagram`."""
    from embedarchive.platforms.instagram import VIEWED

    views = list(VIEWED.finditer(text, max(floor, start - LONGEST_CAPTION - LOOK_BACK), start))
    words = text[views[-1].end() : start].strip(" \t\r\n>|*") if views else ""
    return (text.index(words, views[-1].end()), words) if words else (start, None)


def _date(text: str, close: int) -> DateText | None:
    lead = LEAD.match(text, close)
    starts = lead.ends("word") if lead else []
    dates = (read_date(text, start) for start in starts)
    return next((date for date in dates if date and date.date), None)
