"""Pages saved as one file, and mails: what is read of them is what a reader of them saw."""

from __future__ import annotations

import base64
import plistlib
import quopri
from collections.abc import Sequence
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.records import Exchange, Purpose, Reading, Request, Source, SourceKind
from embedarchive.stages.mediatype import HTML, MIME, PLAIN, WEB_ARCHIVE, media_type
from embedarchive.stages.reading import mentions_in, read
from embedarchive.stages.saved import opened

POST = "2018345678901234567"
BLOCKQUOTE = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The dam holds. '
    '<a href="https://t.co/abcdefghij">https://t.co/abcdefghij</a></p>&mdash; Example Press (@example_press) '
    f'<a href="https://twitter.com/example_press/status/{POST}">February 2, 2026</a></blockquote>'
)
PAGE = f"<html><head><title>Rain</title></head><body><p>“Again”, they said.</p>{BLOCKQUOTE}</body></html>"
WHERE = "https://news.example/rain?a=1&b=2"


def mhtml(page: str, *frames: tuple[str, str | None, str], where: str = WHERE) -> bytes:
    """Return a page as Chromium saves it, with frames: their number, address and page."""
    parts = [("frame-0@mhtml.blink", where, page), *frames]
    lines = [
        "From: <Saved by Blink>",
        f"Snapshot-Content-Location: {where}",
        "Subject: Rain",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Multipart--x----"',
        "\r\n",
    ]
    for number, address, markup in parts:
        lines += ["------Multipart--x----", "Content-Type: text/html", f"Content-ID: <{number}>"]
        lines += ["Content-Transfer-Encoding: quoted-printable"]
        lines += [f"Content-Location: {address}"] if address else []
        lines += ["", quopri.encodestring(markup.encode()).decode().replace("\n", "\r\n")]
    return "\r\n".join([*lines, "------Multipart--x------", ""]).encode()


def web_archive(content: bytes, **said: str) -> bytes:
    """Return a page as Safari saves it."""
    main = {"WebResourceData": content, "WebResourceMIMEType": "text/html", "WebResourceURL": WHERE, **said}
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=plistlib.FMT_BINARY)


def mail(*parts: tuple[str, str], to_attach: Sequence[str] = (), charset: str = "utf-8") -> bytes:
    """Return a mail whose parts, text and subtype, are alternatives, with attached pages."""
    message = EmailMessage()
    message["From"], message["Subject"] = "letter@news.example", "The week"
    (text, subtype), *others = parts
    message.set_content(text, subtype=subtype, charset=charset, cte="base64")
    for text, subtype in others:
        message.add_alternative(text, subtype=subtype, charset=charset, cte="base64")
    for page in to_attach:
        message.add_attachment(page, subtype="html", filename="page.html")
    return message.as_bytes()


def read_file(name: str, body: bytes, kind: SourceKind = SourceKind.FILE) -> Reading:
    """Read bytes as a file of a name."""
    return read(Source(name, kind), of_file(name, body))


def of_file(name: str, body: bytes) -> Exchange:
    """Return the exchange of a file."""
    asked = Request(f"file:///{name}", Purpose.ARTICLE)
    return Exchange(asked, "2026-11-27T00:00:00Z", status=200, body=body)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("rain.mhtml", mhtml(PAGE)),
        ("rain.mht", mhtml(PAGE)),
        ("-", mhtml(PAGE)),
        ("rain", mhtml(PAGE)),
        ("rain.webarchive", web_archive(PAGE.encode())),
        ("rain", web_archive(PAGE.encode())),
        ("week.eml", mail((PAGE, "html"))),
        ("week.eml", mail(("Read it on the web.", "plain"), (PAGE, "html"))),
        ("week.eml", mail(("Read it on the web.", "plain"), (PAGE, "html"), to_attach=["<p>An advert</p>"])),
        ("-", mail((PAGE, "html"))),
    ],
)
def test_the_page_is_read_as_if_it_were_a_file_of_its_own(name: str, body: bytes) -> None:
    """The same mentions in the same places; quoted-printable breaks no link, and base64 hides none."""
    kind = SourceKind.STDIN if name == "-" else SourceKind.FILE
    found, plain = read_file(name, body, kind), read_file("rain.html", PAGE.encode())
    assert [mention.post.id for mention in plain.mentions if mention.post] == [POST]
    assert found.mentions == plain.mentions
    assert found.article and plain.article
    assert found.article.media_type == HTML
    assert (found.article.text, found.article.title) == (plain.article.text.strip(), "Rain")
    assert mentions_in(Source(name, kind), of_file(name, body)) == (found.mentions, None)


@pytest.mark.parametrize("body", [mhtml(PAGE), web_archive(PAGE.encode())])
def test_a_saved_page_says_where_it_was(body: bytes) -> None:
    """The program that saved it has written that down; a mail has not."""
    article = read_file("rain", body).article
    assert article and article.origin == WHERE
    article = read_file("week.eml", mail((PAGE, "html"))).article
    assert article and article.origin is None


def test_a_frame_has_its_address_back() -> None:
    """In MHTML the page names its frames by numbers; the post is in the frame's address."""
    page = '<p>A film:</p><iframe src="cid:frame-1@mhtml.blink"></iframe><iframe src="cid:other@x"></iframe>'
    film = (
        "frame-1@mhtml.blink",
        "https://www.youtube.com/embed/abcDEF_-123?feature=oembed&x=1",
        "<p>Film</p>",
    )
    found = read_file("film.mhtml", mhtml(page, film))
    assert [(one.platform, one.post.id) for one in found.mentions if one.post] == [("youtube", "abcDEF_-123")]
    assert found.article and "Film" not in found.article.text


def test_a_frame_without_an_address_is_put_back() -> None:
    """What stood in `srcdoc` is a part of its own; what it holds is found as in the page itself."""
    page = '<p>A post:</p><iframe src="cid:frame-1@mhtml.blink"></iframe>'
    found = read_file("post.mhtml", mhtml(page, ("frame-1@mhtml.blink", None, BLOCKQUOTE)))
    whole = f'<p>A post:</p><iframe srcdoc="{BLOCKQUOTE.replace(chr(34), "&quot;")}"></iframe>'
    assert [one.post.id for one in found.mentions if one.post] == [POST]
    assert found.mentions == read_file("post.html", whole.encode()).mentions


def test_a_saved_page_whose_address_cannot_be_read_has_no_frames_in_its_text() -> None:
    """Chromium writes addresses that are not ASCII as encoded words."""
    frame = ("frame-1@mhtml.blink", "https://ads.example/", "<p>An advert</p>")
    found = read_file("rain.mhtml", mhtml(PAGE, frame, where="=?utf-8?Q?https://news.example/=C3=A4?="))
    assert found.article and "An advert" not in found.article.text
    assert found.article.origin is None


def test_all_that_a_mail_shows_is_read() -> None:
    """Apple's Mail parts the HTML where a picture stands."""
    body = (
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/html; charset=windows-1251\n\n<p>" + "Река".encode("cp1251") + b"</p>\n"
        b"--b\nContent-Type: image/png\n\nx\n"
        b"--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(BLOCKQUOTE.encode())
        + b"--b--\n"
    )
    found = read_file("week.eml", body)
    assert found.article and found.article.text.startswith("Река")
    assert [one.post.id for one in found.mentions if one.post] == [POST]


def test_a_mail_of_text_is_text() -> None:
    """Its lines are kept as they are; Japanese mails are written in ISO-2022-JP."""
    text = "ダムは持ちこたえた。\n- Example Press (@example_press) February 2, 2026\n"
    found = read_file("week.eml", mail((text, "plain"), charset="iso-2022-jp"))
    assert found.article and (found.article.media_type, found.article.text) == (PLAIN, text)
    assert [one.claim.handle for one in found.mentions] == ["example_press"]


def test_an_attached_page_is_read_where_nothing_else_is_there() -> None:
    """A page that somebody sends to himself."""
    message = EmailMessage()
    message.add_attachment(PAGE, subtype="html", filename="page.html")
    assert [one.post.id for one in read_file("sent.eml", message.as_bytes()).mentions if one.post] == [POST]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.webarchive", b"bplist00 and then nothing"),
        ("a.webarchive", plistlib.dumps({"a": 1})),
        ("a.webarchive", plistlib.dumps(["a"])),
        ("a.webarchive", plistlib.dumps({"WebMainResource": {"WebResourceData": "text"}})),
        ("a.webarchive", web_archive(b" ")),
        ("a.webarchive", web_archive(b"%PDF-1.7 words", WebResourceMIMEType="application/pdf")),
        ("a.webarchive", b'<plist version="1.0"><date>today</date></plist>'),
        ("a.webarchive", b'<plist version="1.0"><key>WebMainResource</key></plist>'),
        ("a.webarchive", b'<?xml version="1.0" encoding="x-none"?><plist version="1.0"><dict/></plist>'),
        ("a.eml", b"MIME-Version: 1.0\nContent-Type: image/png\n\nx"),
        ("a.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nno parts"),
        ("a.eml", b""),
    ],
)
def test_a_file_without_a_page_says_so(name: str, body: bytes) -> None:
    """It names the file and the way out."""
    said = read_file(name, body)
    assert (said.article, said.mentions) == (None, ())
    assert said.problem == f"{name}: there is no page and no text in it; save the article as HTML instead"


@pytest.mark.parametrize("name", ["rain.webarchive", "rain.mhtml", "rain.eml"])
def test_a_page_under_a_wrong_name_is_a_page(name: str) -> None:
    """What begins as HTML is HTML."""
    assert read_file(name, PAGE.encode()).mentions == read_file("rain.html", PAGE.encode()).mentions


def test_a_web_archive_may_be_xml() -> None:
    """`plutil -convert xml1` writes it so."""
    body = plistlib.dumps(plistlib.loads(web_archive(PAGE.encode())))
    assert body.startswith(b"<?xml")
    assert read_file("rain.webarchive", body).mentions == read_file("rain.html", PAGE.encode()).mentions


def test_what_the_web_sends_is_not_opened() -> None:
    """A server says what it sends; the gate before dumps reads no mails."""
    asked = Request("https://news.example/rain.mhtml", Purpose.ARTICLE)
    sent = Exchange(asked, "2026-11-27T00:00:00Z", status=200, body=mhtml(PAGE))
    article = read(Source(asked.url, SourceKind.URL), sent).article
    assert article and article.media_type == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        b"Note: the headers Content-Type: and MIME-Version: matter.\n\nWords.\n",
        b"Subject: a talk\n\nMIME-Version: 1.0\nContent-Type: text/html\n",
        b"MIME-Version: 1.0\nContent-Type: text/html",
        b"Date: today\nFrom: a friend\n\nWords.\n",
        b"Content-Type: text/html\nWords without a colon\nMIME-Version: 1.0\n",
    ],
)
def test_text_that_looks_like_a_mail_is_text(text: bytes) -> None:
    """A mail is known by its whole head, on standard input and in a file that is named as text."""
    for name in ("-", "a.txt"):
        assert media_type(name, None, text) == PLAIN
        assert media_type(name, None, mhtml(PAGE)) == MIME


@given(
    st.sampled_from([MIME, WEB_ARCHIVE]),
    st.binary(max_size=400),
    st.integers(0, 3_000),
    st.integers(0, 3_000),
)
def test_damage_ends_in_no_exception(kind: str, rubbish: bytes, start: int, end: int) -> None:
    """Bytes that nobody vouches for: cut off, overwritten, or nothing but rubbish."""
    whole = mhtml(PAGE, ("frame-1@x", None, BLOCKQUOTE)) if kind == MIME else web_archive(PAGE.encode())
    for body in (rubbish, whole[:start], whole[:start] + rubbish + whole[end:]):
        found = opened(kind, body)
        assert found is None or "\0" not in found.text


HALF_A_LINK = (
    b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    b"No cars https://t.co/abcde=\nfghij\n"
)


@pytest.mark.parametrize("said", [b"", b"; boundary=another"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_mail_in_parts_is_read_whatever_its_head_says_of_them(said: bytes, end: bytes) -> None:
    """What parts it stands in the mail itself; else all of it would be one part that is no text."""
    head = b"Subject: Story\nMIME-Version: 1.0\nContent-Type: multipart/alternative" + said
    body = head + b"\n\n--=_part.1\n" + HALF_A_LINK + b"--=_part.1--\n"
    (found,) = read_file("week.eml", body.replace(b"\n", end)).mentions
    assert found.links == ("https://t.co/abcdefghij",)


def test_a_mail_may_be_saved_as_text() -> None:
    """Its name says text, its head what it is made of; without that head it is a text."""
    body = b"Subject: Story\nMIME-Version: 1.0\n" + HALF_A_LINK
    (found,) = read_file("week.txt", body).mentions
    assert found.links == ("https://t.co/abcdefghij",)
    article = read_file("week.txt", b"Subject: Story\nDate: Monday\n\nWords.\n").article
    assert article is not None
    assert article.text.startswith("Subject: Story")
