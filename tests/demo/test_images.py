"""pbs.twimg.com serves valid pictures that are the same every time."""

from __future__ import annotations

import base64
import datetime as dt
import struct
import zlib

from embedarchive.demo import picture_keys, world
from embedarchive.demo.littleweb import LittleWeb
from embedarchive.demo.sites import images
from tests.demo.asking import ask

URL = picture_keys.url(world.BRIDGE, world.BRIDGE.media[0])


def png_chunks(octets: bytes) -> dict[bytes, bytes]:
    """Read the chunks of a PNG and hold each against its checksum."""
    found, at = {}, 8
    while at < len(octets):
        length, name = struct.unpack_from(">I4s", octets, at)
        content = octets[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", octets, at + 8 + length) == (zlib.crc32(name + content),)
        found[name], at = content, at + 12 + length
    return found


def test_a_png_has_whole_chunks_and_all_its_pixels() -> None:
    """Signature, checksums and 16 rows of 16 coloured pixels."""
    octets = images.png("/media/a")
    assert octets.startswith(b"\x89PNG\r\n\x1a\n")
    chunks = png_chunks(octets)
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    assert len(zlib.decompress(chunks[b"IDAT"])) == 16 * (1 + 3 * 16)


def test_a_jpeg_has_all_its_segments() -> None:
    """SOI, JFIF, tables, frame, scan, EOI, for every shade of grey."""
    for number in range(300):
        octets, markers, at = images.jpeg(f"/media/{number}"), [], 2
        while octets[at + 1] != 0xDA:
            markers.append(octets[at + 1])
            at += 2 + struct.unpack_from(">H", octets, at + 2)[0]
        assert markers == [0xE0, 0xDB, 0xC0, 0xC4, 0xC4]
        assert octets[:2] == b"\xff\xd8" and octets[-2:] == b"\xff\xd9"
        assert b"\xff" not in octets[at + 10 : -2].replace(b"\xff\0", b"")


def test_pictures_are_served_by_suffix_and_by_format(web: LittleWeb) -> None:
    """JPEG and PNG of the same key, byte for byte the same at every request."""
    jpeg, png = ask(web, URL), ask(web, URL.removesuffix(".jpg") + "?format=png&name=large")
    assert (jpeg.status, jpeg.headers["content-type"]) == (200, "image/jpeg")
    assert (png.status, png.headers["content-type"]) == (200, "image/png")
    assert jpeg.body == ask(web, URL + "?name=orig").body
    assert png.body == ask(web, URL.removesuffix(".jpg") + ".png").body


def test_an_unknown_key_is_404(web: LittleWeb) -> None:
    """Only media of living posts are there."""
    assert ask(web, "https://pbs.twimg.com/media/AAAAAAAAAAAAAAA.jpg").status == 404


def test_a_photos_key_carries_the_moment_of_its_upload() -> None:
    """The first 64 of its 88 bits are a snowflake some seconds before the post."""
    key = URL.rpartition("/")[2].removesuffix(".jpg")
    assert len(key) == 15
    snowflake = int.from_bytes(base64.urlsafe_b64decode(key + "=")[:8])
    lead = ((int(world.BRIDGE.id) >> 22) - (snowflake >> 22)) / 1000
    assert dt.timedelta(seconds=1) <= dt.timedelta(seconds=lead) <= dt.timedelta(seconds=181)
