"""Whoever wrote an article, and accounts whose names begin like a byline."""

from __future__ import annotations

import pytest

from embedarchive.stages.find.attributions import attributions
from embedarchive.stages.find.bylines import LEADS, WRITTEN
from tests.stages.find.reading import mentions

DAY = "May 1, 2020"
HEADLINE = "The harbour is shut again"
LEADING = ("by", "von", "par", "por", "di", "da", "door", "av", "af", "od", "from", "via", "follow")
MADE = (
    *("written", "reporting", "reported", "posted", "shared", "tweet", "published", "edited", "words"),
    *("story", "text", "texts", "texte", "texto", "testo", "tekst", "author", "autor", "autora"),
    *("auteur", "autore", "photo", "photos", "foto", "fotos", "picture", "image", "imagen", "bild"),
    *("video", "credit", "credits", "geschrieben", "veröffentlicht", "écrit", "publié", "escrito"),
    *("publicado", "scritto", "pubblicato", "geschreven", "geplaatst", "skrevet", "skriven"),
    *("napisane", "source", "quelle", "fuente", "fonte"),
)


def names(text: str) -> list[str]:
    """Return the names of the attribution lines of a text."""
    return [line.name for line in attributions(text)]


def test_every_word_of_a_byline_is_tried_here() -> None:
    """Written out, so that none can be taken out unseen."""
    assert (LEADS, WRITTEN) == (LEADING, MADE)


@pytest.mark.parametrize("lead", LEADING)
@pytest.mark.parametrize("form", [str.lower, str.title, str.upper])
def test_a_name_behind_a_headline_and_a_lead_is_a_byline(lead: str, form: type[str]) -> None:
    """At the top, behind a headline, with a colon; with any dash behind a sentence but the em dash."""
    line = f"— {form(lead)} Ann Lee (@ann_lee) {DAY}"
    assert names(line) == []
    assert names(f"{HEADLINE}\n\n{line}\n\nThe rain came at noon.") == []
    assert names(f"It rains.\n{line.replace(' Ann', ': Ann')}") == []
    assert names(f"It rains.\n{line.replace('—', '-')}") == []
    assert names(f"{HEADLINE} {line}") == []


@pytest.mark.parametrize("made", MADE)
def test_whoever_made_something_is_no_account(made: str) -> None:
    """With `by` in any language or a colon, also where words end right before the dash."""
    for said in ("{} by Ann", "{} von Ann", "{} por: Ann", "{}: Ann"):
        line = f"— {said.format(made.title())} (@ann_lee) {DAY}"
        assert names(f"It rains. pic.twitter.com/ZyXwVu9876\n{line}") == []


@pytest.mark.parametrize("lead", ["Photo", "Photos by", "Directed by", "Source:", "Foto von", "Released by"])
def test_what_stands_before_the_dash_may_lead_to_a_writer(lead: str) -> None:
    """As a sentence of its own on the line; a post may end so, or be that word above its line."""
    assert names(f"It rains. {lead} — Ann (@ann_lee) {DAY}") == []
    assert names(f"It rains.\n{lead} — Ann (@ann_lee) {DAY}") == []
    assert names(f"It rains in the {lead} — Ann (@ann_lee) {DAY}") == ["Ann"]
    assert names(f"It rains.\n\n{lead}\n\n— Ann (@ann_lee) {DAY}") == ["Ann"]
    url = "https://twitter.com/ann_lee/status/1256300000000000000"
    assert names(f"{lead} — Ann (@ann_lee) [{DAY}]({url})") == ["Ann"]


@pytest.mark.parametrize(
    "words", ["Stand by", "Passing by", "It rained. Drop by", "Uno por", "Tu passes par"]
)
def test_a_post_may_end_with_such_a_word(words: str) -> None:
    """Only what was done to a work leads to whoever did it."""
    assert names(f"It rains.\n\n{words} — Ann (@ann_lee) {DAY}") == ["Ann"]
    assert names(f"It rains.\n\n{words}\n— Ann (@ann_lee) {DAY}") == ["Ann"]


@pytest.mark.parametrize("what", ["post", "photo", "video"])
def test_what_somebody_shared_on_instagram_is_another_line(what: str) -> None:
    """It is read by a rule of its own."""
    assert names(f"It rains.\n— A {what} shared by Ann (@ann_lee) {DAY}") == []


@pytest.mark.parametrize(
    "text",
    [
        f"What a day! pic.twitter.com/ZyXwVu9876— {{}} (@aaa) {DAY}",
        f"What a day\npic.twitter.com/ZyXwVu9876\n— {{}} (@aaa) {DAY}",
        f"> What a day\n>\n> — {{}} (@aaa) {DAY}",
        f"What a day\n— {{}} (@aaa) [{DAY}](https://twitter.com/aaa/status/1256012345678901234)",
    ],
)
@pytest.mark.parametrize("name", [f"{lead.title()} Example" for lead in LEADING])
def test_a_post_before_the_dash_makes_any_name_an_account(text: str, name: str) -> None:
    """Its picture, its block quote, its own address behind the date."""
    assert names(text.format(name)) == [name]


@pytest.mark.parametrize("lead", LEADING[1:])
def test_an_account_is_told_by_its_handle_or_the_words_before(lead: str) -> None:
    """The handle begins as the name; a sentence, hashtag or emoji ends before an em dash. Not with `By`."""
    name = f"{lead.title()} Ämple"
    assert names(f"{HEADLINE}\n— {name} (@{lead.upper()}_Ample_x) {DAY}") == [name]
    assert names(f"{HEADLINE}\n— {name} (@{lead}other) {DAY}") == []
    for words in ("What a day!", "What a day #harbour", "What a day ⛴️", "何という日。"):
        assert names(f"{words}\n— {name} (@aaa) {DAY}") == [name]
        assert names(f"{words}\n— {name} (@aaa)\n{DAY}") == []
    assert names(f"{HEADLINE}\n— By Ample (@ByAmple) {DAY}") == []
    assert names(f"What a day!\n— By Ample (@aaa) {DAY}") == []


@pytest.mark.parametrize("name", ["Story of Rivers", "Words from the Pier", "Photography Now", "Texture"])
def test_what_only_resembles_a_byline_is_a_name(name: str) -> None:
    """A word that is made of such a word, or is followed by another one."""
    assert names(f"{HEADLINE}\n— {name} (@aaa) {DAY}") == [name]


def test_the_words_of_such_an_account_are_found() -> None:
    """The name is whole, and the words are the post's."""
    (found,) = mentions(f"What a day! pic.twitter.com/ZyXwVu9876— Von Example (@VonExample) {DAY}")
    assert found.claim.name == "Von Example"
    assert found.claim.text == "What a day! pic.twitter.com/ZyXwVu9876"
