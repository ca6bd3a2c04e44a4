"""Bytes become text: by BOM, HTTP header, meta, UTF-8, and last by what the bytes look like.

Labels and their meaning are WHATWG's (https://encoding.spec.whatwg.org/#names-and-labels): no page
can name utf-7 or a codec that only Python has.
"""

from __future__ import annotations

import codecs

from embedarchive.late import re
from embedarchive.tuples import NamedTuple

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32le"),  # begins as UTF-16's does; browsers know no UTF-32, files do
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)

LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "ibm866": "ibm866 866 cp866 csibm866",
    "iso-8859-2": "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2 iso88592 iso-ir-101 csisolatin2",
    "iso-8859-3": "iso-8859-3 iso8859-3 latin3 l3 iso88593",
    "iso-8859-4": "iso-8859-4 iso8859-4 latin4 l4 iso88594",
    "iso-8859-5": "iso-8859-5 iso8859-5 cyrillic iso88595",
    "iso-8859-6": "iso-8859-6 iso8859-6 arabic iso88596 ecma-114 asmo-708 iso-8859-6-i iso-8859-6-e",
    "iso-8859-7": "iso-8859-7 iso8859-7 greek greek8 iso88597 ecma-118 elot_928",
    "iso-8859-8": "iso-8859-8 iso8859-8 hebrew iso88598 visual iso-8859-8-i iso-8859-8-e logical",
    "iso-8859-10": "iso-8859-10 iso8859-10 latin6 l6 iso885910",
    "iso-8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso-8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso-8859-15": "iso-8859-15 iso8859-15 iso885915 latin9 l9 csisolatin9",
    "iso-8859-16": "iso-8859-16",
    "koi8-r": "koi8-r koi koi8 koi8_r cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "mac_roman": "macintosh mac x-mac-roman csmacintosh",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp874": "windows-874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 l1 ascii us-ascii"
    " ansi_x3.4-1968 cp819 ibm819 iso-ir-100 csisolatin1",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 latin5 l5",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "gb18030": "gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese x-gbk csgb2312 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932 csshiftjis cp932",
    "cp949": "euc-kr korean ks_c_5601-1987 ksc5601 ksc_5601 windows-949 cseuckr cp949",
    "utf-16le": "utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2 unicodefeff csunicode",
    "utf-16be": "utf-16be unicodefffe",
}
"""Python codec: WHATWG labels, in lower case."""
CODEC_OF = {label: codec for codec, labels in LABELS.items() for label in labels.split()}

META = re.compile(
    rb"""<meta\b[^>]{0,400}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{1,40})"""
    rb"""|<\?xml\b[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_:.-]{1,40})""",
    re.I,
)
PLAIN_META = b'<meta charset="utf-8"'
"""What most pages have: what says the encoding in another way stands in a `<meta` or `<?xml` before it."""
META_BYTES = 8192
"""The specification says 1024; pages put longer things first."""
HEADER = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_:.-]{1,40})""", re.I)
GUESS_BYTES = 32_768
DAMAGED, NAMED = 4, 2
"""Good sequences for each bad one in damaged UTF-8. By chance not one in two is good in other encodings, most
in Thai's. `NAMED` where the page says that it is UTF-8; then one for one is enough."""
NO_CHANCE = 10
"""Bytes behind the first ones of their sequences. What is UTF-8 with so many is nothing else, whatever it
says: of a saved page the header is lost that its browser believed."""


class Decoded(NamedTuple):
    """A text and how it was read."""

    text: str
    """Can be written as UTF-8. A NUL has become U+FFFD, one character for one."""
    encoding: str
    utf_8: bytes | None = None
    """The text in UTF-8, where its bytes are just that."""


def decode(body: bytes, content_type: str | None = None, markup: bool = True) -> Decoded:
    """Decode bytes; never raises."""
    for bom, codec in BOMS:
        if body.startswith(bom):
            # A UTF-8 mark stays a character of plain text, as `bytes.decode("utf-8")` has it.
            return Decoded(_text(body if codec == "utf-8" and not markup else body[len(bom) :], codec), codec)
    for label in _declared(body, content_type, markup):
        codec = CODEC_OF.get(label.strip().lower(), "")
        if codec == "utf-8":
            if (decoded := _utf_8(body, NAMED)) is not None:
                return decoded
        elif codec and _plausible(body, codec):
            return Decoded(_text(body, codec), codec)
    if (decoded := _utf_8(body, DAMAGED)) is not None:
        return decoded
    codec = _guess(body)
    return Decoded(_text(body, codec), codec)


def _declared(body: bytes, content_type: str | None, markup: bool) -> list[str]:
    """Return the labels that header and meta give, in the order of their authority."""
    labels = HEADER.findall(content_type) if content_type else []
    if markup and _is_plainly_utf_8(body[:META_BYTES].lower()):
        return [*labels, "utf-8"]
    match = META.search(body, 0, META_BYTES) if markup else None
    if match:
        named = (match[1] or match[2]).decode("ascii")
        # A page that could be read up to its meta is not UTF-16 (WHATWG, prescan).
        labels.append("utf-8" if CODEC_OF.get(named.lower(), "").startswith("utf-16") else named)
    return [str(label) for label in labels]


def _is_plainly_utf_8(head: bytes) -> bool:
    """Whether what `META` finds first is `PLAIN_META`; of a page in lower case."""
    before, plain, _ = head.partition(PLAIN_META)
    return bool(plain) and b"<meta" not in before and b"<?xml" not in before


def _plausible(body: bytes, codec: str) -> bool:
    if codec.startswith("utf-16"):
        return body.count(b"\0") * 20 > len(body)
    # Two letters of GBK may be UTF-8 by chance, no text of Latin-1 is.
    return not _is_strict_utf8(body, 1 if codec == "cp1252" else NO_CHANCE)


def _is_strict_utf8(body: bytes, least: int) -> bool:
    """Whether the bytes are UTF-8, with at least so many behind the first ones of their sequences."""
    try:
        return not body.isascii() and len(body) - len(body.decode("utf-8")) >= least
    except UnicodeDecodeError:
        return False


def _utf_8(body: bytes, least: int) -> Decoded | None:
    """Decode bytes that are UTF-8, damaged at most where `least` good sequences stand for each bad one."""
    exact = b"\0" not in body
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        exact = False
        text = body.decode("utf-8", "replace")
        replaced = text.count("\ufffd")
        good = sum(not c.isascii() for c in text) - replaced
        if (replaced - body.count("\ufffd".encode())) * least > good + (least == NAMED):
            return None
    return Decoded(text if exact else text.replace("\0", "\ufffd"), "utf-8", body if exact else None)


def _guess(body: bytes) -> str:
    if body.count(b"\0") * 4 > len(body):
        return "utf-16le" if body[1:2] == b"\0" else "utf-16be"
    import chardet

    guessed = chardet.detect(body[:GUESS_BYTES]).get("encoding") or ""
    return CODEC_OF.get(guessed.lower().replace("_", "-"), "utf-8")


def _text(body: bytes, codec: str) -> str:
    text = body.decode(codec, "replace").replace("\0", "\ufffd")
    # No byte of UTF-8 decodes to half of a surrogate pair.
    return text if codec == "utf-8" else clean(text)


def clean(text: str) -> str:
    """Make a text that can be written as UTF-8: pairs of surrogates are joined, lone ones become U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
