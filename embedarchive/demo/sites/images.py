"""pbs.twimg.com: one-coloured pictures made in code, the same bytes for the same key."""

from __future__ import annotations

import hashlib
import struct
import zlib
from functools import lru_cache

from embedarchive.demo import picture_keys
from embedarchive.demo.reply import Answer, Ask, page
from embedarchive.demo.script import Post, State, World

_FOR_EVER = ("Cache-Control", "max-age=604800, must-revalidate")


def picture(world: World, ask: Ask) -> Answer:
    """Serve the picture of a live post; every other key is a 404."""
    path = ask.path.removesuffix(".jpg").removesuffix(".png")
    if path not in _paths(world.posts):
        return page("", 404)
    wants_png = ask.path.endswith(".png") or ask.parameter("format") == "png"
    body, kind = (png(path), "image/png") if wants_png else (jpeg(path), "image/jpeg")
    return Answer(200, body, (("Content-Type", kind), _FOR_EVER))


@lru_cache(maxsize=16)
def _paths(posts: tuple[Post, ...]) -> frozenset[str]:
    living = (post for post in posts if post.state is State.LIVE)
    return frozenset(picture_keys.path(post, media) for post in living for media in post.media)


def png(key: str, side: int = 16) -> bytes:
    """Return a square PNG whose colour follows from the key."""
    row = b"\0" + hashlib.sha256(key.encode()).digest()[:3] * side
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(row * side, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def jpeg(key: str) -> bytes:
    """Return a 16×16 baseline JPEG of one grey (four blocks), whose shade follows from the key."""
    level = hashlib.sha256(key.encode()).digest()[0] - 128
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
            _segment(0xDB, b"\0" + b"\x08" * 64),
            _segment(0xC0, struct.pack(">BHHB", 8, 16, 16, 1) + b"\x01\x11\x00"),
            _segment(0xC4, b"\x00" + bytes((0, 0, 0, 12)) + bytes(12) + bytes(range(12))),
            _segment(0xC4, b"\x10" + bytes((1,)) + bytes(15) + b"\x00"),
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            _packed(_difference(level) + "0" + "00000" * 3),
            b"\xff\xd9",
        )
    )


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def _difference(level: int) -> str:
    """Code the first block's DC: four bits of category, then its bits (ITU-T T.81, F.1.2.1)."""
    size = abs(level).bit_length()
    value = level if level > 0 else level + (1 << size) - 1
    return f"{size:04b}" + (f"{value:0{size}b}" if size else "")


def _packed(bits: str) -> bytes:
    padded = bits + "1" * (-len(bits) % 8)
    return int(padded, 2).to_bytes(len(padded) // 8).replace(b"\xff", b"\xff\0")
