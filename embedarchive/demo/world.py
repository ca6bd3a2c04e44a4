"""The world of the demo: three articles, and what has become of the posts and links they cite.

Every account but @NAofPakistan is invented, and so is every word, also those put under that name.
"""

from __future__ import annotations

import datetime as dt
from importlib.resources import files

from embedarchive.demo import captures
from embedarchive.demo.markup import blockquote
from embedarchive.demo.script import (
    Author,
    Capture,
    Media,
    MediaKind,
    Page,
    Post,
    ShortLink,
    Shown,
    State,
    World,
    post_id,
)

LEDGER = "https://thedailyledger.example"
FAROL = "https://elfarol.example"
LEDGER_ARTICLE = f"{LEDGER}/2026/02/05/a-night-without-the-bridge"
FAROL_ARTICLE = f"{FAROL}/2026/02/05/la-noche-del-puente"
TEXT_ARTICLE = "assembly.txt"

_ASSEMBLY = Author("NAofPakistan", "National Assembly 🇵🇰")
_BOARD = Author("ea_demo_harbor", "Marrow Harbour Board")
_TIDE = Author("ea_demo_tide", "Tide Tables")
_QUIET = Author("ea_demo_quiet", "A Quiet Account")
_LOUD = Author("ea_demo_loud", "Very Loud Bridge!")
_FOG = Author("ea_demo_fog", "Fog Signal (Unit 7)")
_PILOT = Author("ea_demo_pilot", "Pilot Boat 🚤")
_FERRY = Author("ea_demo_ferry", "Ferry & Sons")
_GULL = Author("ea_demo_gull", "Gull Watch")
_INES = Author("ea_demo_ines", "Inés Faro 🕯️")
_CITY = Author("ea_demo_stadt", "Stadt Marrow")
_PEN = Author("ea_demo_qalam", "قلم الميناء")


def _at(day: int, clock: str, sequence: int) -> str:
    moment = dt.datetime.fromisoformat(f"2026-02-{day:02d}T{clock}+00:00")
    return post_id(moment, sequence)


SITTING = Post(
    _at(2, "11:20:31", 17),
    _ASSEMBLY,
    "ایوان کا اجلاس مقررہ وقت پر شروع، سوالات کے وقفے میں ارکان نے پانی اور سڑکوں کے منصوبوں پر بات کی\n"
    "#NASession https://t.co/DdqVUnObjg https://t.co/kfPNrRDYk8",
    lang="ur",
    media=(Media("kfPNrRDYk8", MediaKind.VIDEO),),
)
SITTING_RESUMED = Post(
    _at(2, "12:47:09", 5),
    _ASSEMBLY,
    "وقفے کے بعد اجلاس دوبارہ شروع، طلبہ کا ایک وفد مہمانوں کی گیلری میں موجود\n"
    "(حصہ دوم)\n#NASession https://t.co/M6TIo4vKzu",
    lang="ur",
    media=(Media("M6TIo4vKzu"),),
)
BRIDGE = Post(
    _at(4, "09:15:02", 3),
    _BOARD,
    "The swing bridge stays shut to cars tonight from 22:00.\nPeople on foot can cross until midnight. "
    "#MarrowBridge https://t.co/rK2vNw8LpE https://t.co/Hb4xQzTm9R",
    media=(Media("Hb4xQzTm9R"),),
)
TIDE = Post(
    _at(4, "10:02:44", 8),
    _TIDE,
    "High water at 23:41 tonight, a good hand above the table. Mind the lower quay & the steps.",
    state=State.DELETED,
)
QUIET = Post(
    _at(4, "11:31:20", 1),
    _QUIET,
    "From my window I can see the bridge open and nobody on it.",
    state=State.PROTECTED,
)
LOUD = Post(
    _at(4, "12:00:59", 21),
    _LOUD,
    "They say one night. Ask them which night, and of which year!",
    state=State.SUSPENDED,
)
FOG = Post(
    _at(4, "21:58:10", 4),
    _FOG,
    "Two long blasts at ten, one at midnight. That was us, sorry about the dogs.",
    shown=Shown.TOMBSTONE,
)
PILOT = Post(
    _at(4, "23:12:37", 9),
    _PILOT,
    "We took fourteen people off the late ferry. All of them are well and warm.",
    edits=(_at(4, "23:05:00", 2), _at(4, "23:12:37", 9)),
)
FERRY = Post(
    _at(3, "16:40:00", 6),
    _FERRY,
    "Our last boat leaves at half past nine on every night the bridge is shut.",
)
QUAY = Post(
    _at(3, "18:22:13", 12),
    _BOARD,
    "The lower quay this evening, before the water came. https://t.co/Gw7uLb3XyD",
    media=(Media("Gw7uLb3XyD"),),
)
GULL = Post(
    _at(4, "19:22:50", 7),
    _GULL,
    "Same quay, same lamp, one day later and a lot less dry https://t.co/Gw7uLb3XyE",
    media=(Media("Gw7uLb3XyE", source=QUAY.permalink()),),
)
INES = Post(
    _at(4, "22:30:05", 11),
    _INES,
    "El puente está abierto y la ciudad, por una noche, es una isla https://t.co/In5sFq8WvA",
    lang="es",
    media=(Media("In5sFq8WvA", MediaKind.GIF),),
)
CITY = Post(
    _at(4, "15:05:30", 2),
    _CITY,
    "Die Brücke bleibt heute Nacht gesperrt. Bitte nutzen Sie die Fähre oder bleiben Sie zu Hause.",
    lang="de",
    objects_for_lists=True,
)
PEN = Post(
    _at(4, "20:11:48", 14),
    _PEN,
    "الجسر مغلق هذه الليلة، والميناء يضيء وحده https://t.co/Qm3rTz6KjH",
    lang="ar",
    media=(Media("Qm3rTz6KjH"),),
)
TIMETABLE = Post(
    _at(4, "17:45:21", 10),
    _BOARD,
    "Every closure of this spring, in one table: https://t.co/Tb8yVn2CsP",
)

POSTS = (
    *(SITTING, SITTING_RESUMED, BRIDGE, TIDE, QUIET, LOUD, FOG, PILOT, FERRY),
    *(QUAY, GULL, INES, CITY, PEN, TIMETABLE),
)

ARCHIVED_LINK = ShortLink("https://t.co/Zq4dPw7BnU", f"{FAROL}/mapa")
"""Dead in the living web; the archive still holds its redirect."""

LINKS = (
    ShortLink("https://t.co/DdqVUnObjg", f"{LEDGER}/briefs/assembly-sitting"),
    ShortLink("https://t.co/rK2vNw8LpE", f"{LEDGER}/r/bridge"),
    ShortLink("https://t.co/Tb8yVn2CsP", f"{LEDGER}/briefs/closures", headless=True),
    ShortLink("https://t.co/Fy6hLs3EwK", f"{LEDGER}/2019/old-ferry"),
    ShortLink("https://t.co/Un4sFe9LkM", "http://cheap-lamps.example/win", unsafe=True),
    ShortLink("https://t.co/Mg5tRp2AxV", "https://twitter.com/ea_demo_harbor"),
    ShortLink("https://t.co/Lp1oBc7DnQ", "https://bit.ly/3demoLoop"),
    ShortLink("https://bit.ly/3demoLoop", "https://t.co/Lp1oBc7DnQ"),
    ShortLink("http://bit.ly/3demoMapa", f"{FAROL}/mapa"),
)


def demo_world() -> World:
    """Build the world that the demo's three articles live in."""
    return World(
        posts=POSTS,
        links=LINKS,
        pages=_pages(),
        captures=_captures(),
        migrating=frozenset({"/ea_demo_harbor"}),
        hosts=frozenset({"cheap-lamps.example"}),
    )


def demo_sources() -> tuple[str, ...]:
    """Return the demo's sources: two URLs and the path of the plain text."""
    return LEDGER_ARTICLE, FAROL_ARTICLE, str(files(__package__) / "articles" / TEXT_ARTICLE)


def article(name: str) -> bytes:
    """Return the bytes of one of the sample articles."""
    return (files(__package__) / "articles" / name).read_bytes()


def _pages() -> tuple[Page, ...]:
    modified = dt.datetime(2026, 2, 5, 6, 30, tzinfo=dt.UTC)
    return (
        Page(LEDGER_ARTICLE, article("ledger.html"), modified=modified),
        Page(FAROL_ARTICLE, article("farol.html"), modified=modified, chunked=True),
        Page(f"{LEDGER}/robots.txt", b"User-agent: *\nDisallow: /private/\n", "text/plain"),
        Page(f"{LEDGER}/private/drafts", _small("Drafts", "Not for robots.")),
        Page(f"{LEDGER}/briefs/assembly-sitting", _small("The sitting in brief", "Questions, then bills.")),
        Page(f"{LEDGER}/briefs/closures", _small("Closures", "Four nights in February, two in March.")),
        Page(f"{LEDGER}/r/bridge", status=301, location=LEDGER_ARTICLE),
        Page(f"{LEDGER}/2019/old-ferry", _small("Gone", "This page was taken down."), status=410),
        Page(f"{FAROL}/mapa", _small("El mapa", "Por dónde cruzar a pie.")),
    )


def _small(title: str, words: str) -> bytes:
    return f"<!DOCTYPE html><title>{title}</title><h1>{title}</h1><p>{words}</p>\n".encode()


def _captures() -> tuple[Capture, ...]:
    return (
        captures.missing(TIDE, "20260204100701"),
        captures.as_json(TIDE, "20260204103312"),
        captures.as_page(LOUD, "20260204121530"),
        captures.as_json(GULL, "20260204201144"),
        captures.as_old_json(TIMETABLE, "20260204181020"),
        captures.redirected(ARCHIVED_LINK, "20260205081500"),
        Capture(FAROL_ARTICLE, "20260205071500", _farol_with_its_embed(), "text/html; charset=utf-8"),
    )


def _farol_with_its_embed() -> bytes:
    """Return the article as it stood on its first morning: the German post was still an embed."""
    page = article("farol.html").decode()
    start = page.index("<!-- stadt -->")
    end = page.index("<!-- /stadt -->")
    quote = blockquote(World(), CITY, lang="de", href_host="twitter.com")
    return (page[:start] + quote + page[end:]).encode()
