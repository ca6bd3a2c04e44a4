"""Names behind `By` and its like: of whoever wrote an article or took a picture, or of an account.

What only leads to a name (`by`, `von`, `via`) begins the names of accounts, too. Then it is asked whether
words of a post stand before the dash.
"""

from __future__ import annotations

import unicodedata

from embedarchive.late import regex

LEADS = ("by", "von", "par", "por", "di", "da", "door", "av", "af", "od", "from", "via", "follow")
"""What leads to a name in a byline, in several languages."""
AFTER_WRITTEN = (
    *("by", "von", "par", "por", "di", "da", "door"),
    *("av", "af", "od", "de", "przez", "från", "fra"),
)
OF = f"(?:{'|'.join(AFTER_WRITTEN)})"
"""Which of them follow what was made. `Story of` and `Words from` begin names."""
WRITTEN = (
    *("written", "reporting", "reported", "posted", "shared", "tweet", "published", "edited", "words"),
    *("story", "text", "texts", "texte", "texto", "testo", "tekst", "author", "autor", "autora"),
    *("auteur", "autore", "photo", "photos", "foto", "fotos", "picture", "image", "imagen", "bild"),
    *("video", "credit", "credits", "geschrieben", "veröffentlicht", "écrit", "publié", "escrito"),
    *("publicado", "scritto", "pubblicato", "geschreven", "geplaatst", "skrevet", "skriven"),
    *("napisane", "source", "quelle", "fuente", "fonte"),
)
"""What is said of somebody who made something: behind it `by` or a colon leads to no account."""
CREDITED = regex.compile(
    rf"(?:(?:a\s(?:post|photo|video)\s)?(?:{'|'.join(WRITTEN)})\s{OF}(?:\s|\s?[:：])"
    rf"|(?:{'|'.join((*WRITTEN, *LEADS))})\s?[:：])",
    regex.I,
)
BEGINS_CREDIT = ("a ", *WRITTEN, *LEADS)
"""One of these begins what `CREDITED` matches, which takes half as long to compile as Python to start."""
NOT_IN_HANDLE = regex.compile(r"[^a-z0-9]")
NEVER_IN_HANDLE = frozenset({"by"})
"""Reporters call themselves so: `Jane Doe (@ByJaneDoe)`."""
SHORTEST_ALIKE = 2
"""Letters behind the lead in which name and handle have to be alike."""

PICTURED = (
    *("photo", "photos", "foto", "fotos", "picture", "image", "imagen", "bild", "credit", "credits"),
    *("source", "quelle", "fuente", "fonte"),
)
"""Which of them say so without `by`."""
MADE = (
    r"(?:(?:\w{2,11}ed|made|shot|drawn|taken|sung|built)\sby|\w{2,14}(?:iert|en)\svon|\w{2,14}(?:ée?s?|it)\spar"
    r"|\w{2,12}[ai]d[ao]s?\spor)"
)
"""What somebody did to a work, by its ending: `Directed by`, but not `Passing by`."""
LEADING = regex.compile(
    rf"(?:\A|[\n.!?…:>*])[^\S\n]{{0,3}}"
    rf"(?:{'|'.join(PICTURED)}|(?:{'|'.join(WRITTEN)})\s{OF}|{MADE})\s?[:：]?[^\S\n]{{0,3}}\Z",
    regex.I,
)
"""The same before a dash, as a sentence of its own: `A dam. Photo — Jane Doe (@jane)`, `Directed by — …`."""
LONGEST_LEAD = 40
ENDS_LEAD = (*PICTURED, *AFTER_WRITTEN)
"""One of these ends what `LEADING` matches, but for a colon and spaces."""
CREDIT = regex.compile(r"\s(?:by|was|were|is|are|has|had|said|says|von|par|por)\s", regex.I)
"""What stands in a sentence that ends with an account, and in hardly a name."""
ENDS_POST = regex.compile(
    r"(?:[.!?…。．！？؟۔।\"”’»)\]]|[#@]\w{1,60}|\p{Extended_Pictographic}\ufe0f?)\s{0,9}\Z"
)
"""The end of a sentence, a hashtag or an emoji: a headline has none."""


def is_credited(name: str) -> bool:
    """Whether a name says what its bearer made: `Written by Jane Doe`, `Photo: Jane Doe`."""
    return name.lower().startswith(BEGINS_CREDIT) and bool(CREDITED.match(name))


def is_led(text: str, at: int) -> bool:
    """Whether what stands before a dash at `at` says what somebody made, and nothing else."""
    before = text[max(0, at - LONGEST_LEAD) : at]
    return before.rstrip().rstrip(":：").rstrip().lower().endswith(ENDS_LEAD) and bool(LEADING.search(before))


def lead_of(name: str) -> str | None:
    """Return the word a name begins with that may lead to the name of a writer, in lower case."""
    lead, _, rest = name.partition(" ")
    return lead.lower() if rest and lead.lower() in LEADS else None


def is_own_name(lead: str, name: str, handle: str) -> bool:
    """Whether a handle begins as the name does, lead and all: `Von Example (@VonExample)`."""
    both = (_squashed(text)[: len(lead) + SHORTEST_ALIKE] for text in (name, handle))
    return lead not in NEVER_IN_HANDLE and len(set(both)) == 1


def _squashed(text: str) -> str:
    return NOT_IN_HANDLE.sub("", unicodedata.normalize("NFKD", text).lower())
