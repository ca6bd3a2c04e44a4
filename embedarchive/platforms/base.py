"""The shape of a platform: everything the stages know of one site, as a value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from embedarchive.records import PostRef, Testified, Witness
from embedarchive.tuples import NamedTuple

UNIX = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""From when on ids that tell a moment count, if from no moment of their site's own."""
JSON = "application/json"
HTML = "text/html"


class Wording(NamedTuple):
    """How a platform's own embed markup says who posted what, and when."""

    lines: tuple[re.Pattern[str], ...] = ()
    """The line that names the author, in the text as shown: the last match of the first pattern that has one.
    Groups, each optional: `name`, `handle`, `words`, `date` (that and what stands around it)."""
    words: str = ""
    """CSS selector of the elements that hold the quoted words, apart from the line."""
    signed: bool = False
    """Words are believed only where the line is there too: else they are a button's."""
    before: bool = False
    """The quoted words are what stands before the line."""
    stand_ins: tuple[str, ...] = ()
    """What stands in place of words or behind them and is not the author's."""
    button: re.Pattern[str] | None = None
    """What an element for words holds that is a button's: the whole of it."""
    author: tuple[str, ...] = ()
    """CSS selectors of the link to the author, in order; its text is the name, the date stands behind it.
    Within a paragraph, which may hold words, a date has to."""
    profile: re.Pattern[str] | None = None
    """The address behind that link; group `handle`."""


class EmbedRule(NamedTuple):
    """One form of embed markup."""

    name: str
    """Goes into the record as `Mention.rule`."""
    selector: str
    """CSS selector of the element that stands for the embed."""
    attributes: tuple[str, ...] = ()
    """Attributes that hold the post's URL or, failing that, its bare id; tried in order."""
    quotes: bool = False
    """Whether the element holds the quoted words and the attribution line (a blockquote)."""
    shaped: bool = False
    """Believed only where an attribution line closes the element: its selector alone says too little."""
    inside: bool = False
    """The post is named by a link or a URL inside the element, and by one only."""
    first: bool = False
    """With `inside`: the first post named inside is meant, whatever others are named after it."""
    urls: tuple[str, ...] = ()
    """Attributes that hold the post's URL and nothing else; tried in order, before `attributes`."""
    keys: tuple[str, ...] = ()
    """Keys whose value is the post's URL or bare id, where an attribute holds a JSON object."""
    tells: tuple[tuple[str, str], ...] = ()
    """Fields of the claim, and the keys of that object that hold them."""
    unlike: re.Pattern[str] | None = None
    """Matches values that have the form of a bare id and are none: an element's own number."""
    says: Wording | None = None
    """What else the element says of the post; without it a card is looked for (`stages/find/cards.py`)."""


class Meaning(NamedTuple):
    """What one answer of a witness means for the post."""

    status: int | None
    """HTTP status; None: whatever the reader of a complete answer found in it."""
    says: Testified
    why: str
    """In words; becomes `Testimony.detail`."""
    source: str
    """Where it was seen and when; "not verified" where nobody showed it."""
    words: str = ""
    """Lower case; stand in the body, whatever its case. Empty: any body."""


class Endpoint(NamedTuple):
    """A place where a platform says something of one post to anyone who asks."""

    witness: Witness
    form: str
    """The name of the reader in `stages/snapshot/readers`."""
    address: Callable[[PostRef], str | None]
    """What to ask; None where the reference holds too little for it."""
    shown_as: str
    """The address for people, with names in capitals."""
    tells: str
    """What of the post a complete answer tells."""
    source: str
    """Where the endpoint is described or was measured, with a date."""
    meanings: tuple[Meaning, ...] = ()
    """Ordered; the first that fits counts."""
    accept: str = JSON


class Unasked(NamedTuple):
    """An endpoint that is known and not asked."""

    shown_as: str
    why: str
    source: str


class PageForm(NamedTuple):
    """Where a post's own page holds its author and words, in the properties for link previews."""

    words: str
    """The property that holds the words."""
    lead: re.Pattern[str] | None = None
    """What the platform writes before the words; without it the property holds other things."""
    tail: re.Pattern[str] | None = None
    """What the platform writes behind them."""
    title: re.Pattern[str] | None = None
    """Matches `og:title`; its groups `name` and `handle` are the author's, as are those of `lead`."""
    whole_up_to: int = 190
    """Characters. Words at least as long may be the beginning only."""
    names_post: bool = True
    """Whether the page must name the post in `og:url` or as canonical link; else its address is trusted."""


class Platform(NamedTuple):
    """What one site calls its posts, where they stand and how articles embed them."""

    name: str
    hosts: frozenset[str]
    """Host names, lower case, `www.` left out, under which posts stand."""
    read_url: Callable[[str], PostRef | None]
    """Read a URL: the post it names, or None. Never guesses."""
    permalink: Callable[[PostRef], str | None]
    """The post's canonical URL; None where it cannot be made of what the reference holds."""
    is_id: Callable[[str], bool]
    """Whether a string has the form of this platform's post ids."""
    embeds: tuple[EmbedRule, ...] = ()
    posted_at: Callable[[str], dt.datetime | None] = lambda _id: None
    """The moment of posting (UTC) that the id itself tells; None where it tells none."""
    joined_at: Callable[[str], dt.datetime | None] = lambda _id: None
    """The moment (UTC) at which an account was made, where its id tells it."""
    posted_by: Callable[[str], dt.date | None] = lambda _id: None
    """The latest UTC day on which an id that tells no moment can have been posted; None: not known."""
    forged_id: Callable[[str], str | None] = lambda _id: None
    """Why an id cannot be genuine; None where nothing speaks against it."""
    frame: str = ""
    """Regular expression of where, from the host's name on, the site shows one post in a frame."""
    framed: Callable[[str], str] = lambda url: url
    """The address of a post that such a frame is given in its own; any other URL as it stands."""
    witnesses: tuple[Endpoint, ...] = ()
    """Whom to ask of a post today, side by side."""
    unasked: tuple[Unasked, ...] = ()
    media_hosts: tuple[str, ...] = ()
    """Hosts of the platform's own media; a host beneath one of them counts. Others are not asked."""
    page: PageForm | None = None
    """How the post's page is read, live or archived; None: it says nothing without scripts or an account."""
    archived_as: Callable[[PostRef], tuple[str, ...]] = lambda _post: ()
    """Addresses, without scheme, under which archives hold the post; empty: its permalink."""
    same_author: Callable[[str, str], bool | None] = lambda one, other: one.lower() == other.lower()
    """Whether two names are one author's; None where they cannot be compared (a handle and a number)."""
