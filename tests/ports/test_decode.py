"""Content codings: what a body decodes to, and what a hostile one may cost."""

from __future__ import annotations

import gzip
import itertools
import json
import subprocess
import sys
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.ports.decode import MAX_CODINGS, Decoded, content_codings, decode_body

TEXT = "Ein Satz, and another; خیال. ".encode() * 9_000


def bare_deflate(body: bytes) -> bytes:
    """Deflate without the zlib frame, as some servers send it."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return engine.compress(body) + engine.flush()


ENCODE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}
NAMES = tuple(ENCODE)


@pytest.mark.parametrize("name", NAMES)
def test_a_coding_is_undone(name: str) -> None:
    """What was coded comes back, to the byte, whether the cap is far or exactly reached."""
    coded = ENCODE[name](TEXT)
    assert decode_body(coded, [name], 10**8) == Decoded(TEXT)
    assert decode_body(coded, [name], len(TEXT)) == Decoded(TEXT)


def test_bare_deflate_is_undone() -> None:
    """`deflate` without its zlib frame is read as browsers read it."""
    assert decode_body(bare_deflate(TEXT), ["deflate"], 10**8) == Decoded(TEXT)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("cap", [0, 1, 65_535, 65_536, 65_537, len(TEXT) - 1])
def test_the_cap_is_exact(name: str, cap: int) -> None:
    """No byte beyond the cap is given, and every byte before it."""
    assert decode_body(ENCODE[name](TEXT), [name], cap) == Decoded(TEXT[:cap], truncated=True)


@pytest.mark.parametrize("names", list(itertools.product(["gzip", "deflate", "br", "zstd"], repeat=2)))
def test_stacked_codings_are_undone_from_the_last(names: tuple[str, ...]) -> None:
    """`Content-Encoding: a, b` means that b was applied last."""
    coded = TEXT
    for name in names:
        coded = ENCODE[name](coded)
    assert decode_body(coded, names, 10**8) == Decoded(TEXT)


def test_a_second_reading_with_the_first_one_s_size_gives_the_same_bytes() -> None:
    """The archive reads again with the size it noted; codings beneath are not bound by it."""
    coded = gzip.compress(zlib.compress(bytes(range(256))), compresslevel=0)
    first = decode_body(coded, ["deflate", "gzip"], 10**8).body
    assert decode_body(coded, ["deflate", "gzip"], len(first)) == Decoded(first)
    tiny = gzip.compress(gzip.compress(b"x"))
    assert decode_body(tiny, ["gzip", "gzip"], 1) == Decoded(b"x")


def test_gzip_members_follow_each_other() -> None:
    """A gzip body may have several members; what is no member after them is left out."""
    both = gzip.compress(b"one ") + gzip.compress(b"two")
    assert decode_body(both, ["gzip"], 100) == Decoded(b"one two")
    assert decode_body(both + b"\x00\x00junk", ["gzip"], 100) == Decoded(b"one two")


def test_empty_members_without_end_are_stopped() -> None:
    """A million empty gzip members cost nothing."""
    decoded = decode_body(gzip.compress(b"a") + gzip.compress(b"") * 100_000, ["gzip"], 10**7)
    assert decoded.body == b"a"
    assert "members" in (decoded.problem or "")


@pytest.mark.parametrize("name", NAMES)
def test_a_body_that_is_not_what_its_header_says_stays_as_it_is(name: str) -> None:
    """Plain text that calls itself coded is kept, and the lie is named."""
    decoded = decode_body(b"<!doctype html><p>plain", [name], 100)
    assert decoded.body == b"<!doctype html><p>plain"
    assert decoded.problem


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_a_cut_stream_gives_what_it_holds(name: str) -> None:
    """The beginning of a cut body is kept, and the early end is named."""
    noise = b"".join(str(number * 7919 % 10_007).encode() for number in range(60_000))
    decoded = decode_body(ENCODE[name](noise)[:-2_000], [name], 10**8)
    assert decoded.body and noise.startswith(decoded.body)
    assert "ends early" in (decoded.problem or "")


def test_an_unknown_coding_leaves_the_body_raw() -> None:
    """A coding we do not know is named, also where a known one lies over it."""
    raw = gzip.compress(b"abc")
    assert decode_body(raw, ["sdch", "gzip"], 100).body == raw
    assert "'sdch'" in (decode_body(raw, ["sdch", "gzip"], 100).problem or "")


def test_more_codings_than_five_are_not_undone() -> None:
    """Nobody codes a page six times."""
    assert decode_body(b"abc", ["gzip"] * (MAX_CODINGS + 1), 100).body == b"abc"


def test_codings_are_read_from_all_headers() -> None:
    """Lists, repeated headers, case and `identity` are read as RFC 9110 8.4 says."""
    headers = (("content-encoding", " GZip , identity"), ("X", "br"), ("Content-Encoding", "br,,"))
    assert content_codings(headers) == ("gzip", "br")


@given(st.binary(max_size=300), st.lists(st.sampled_from([*NAMES, "odd"]), max_size=6), st.integers(0, 400))
def test_no_bytes_raise(raw: bytes, names: list[str], cap: int) -> None:
    """Whatever bytes come under whatever name, there is a body within the cap."""
    assert len(decode_body(raw, names, cap).body) <= cap


@given(st.binary(max_size=2_000), st.lists(st.sampled_from(NAMES), max_size=MAX_CODINGS))
def test_every_stack_comes_back(body: bytes, names: list[str]) -> None:
    """Coding and decoding are inverse for every stack of five."""
    coded = body
    for name in names:
        coded = ENCODE[name](coded)
    assert decode_body(coded, names, 10**6) == Decoded(body)


BOMB = '''
import gzip, json, resource, sys, time, zlib
import brotli, zstandard
from embedarchive.ports.decode import decode_body
name, depth = sys.argv[1], int(sys.argv[2])
def bomb(name):
    """A gigabyte of zeros, coded without ever standing in memory."""
    zeros = bytes(1 << 20)
    if name == "br":
        engine = brotli.Compressor(quality=4)
        return b"".join([engine.process(zeros) for _ in range(1024)]) + engine.finish()
    if name == "zstd":
        engine = zstandard.ZstdCompressor().compressobj()
    else:
        engine = zlib.compressobj(9, zlib.DEFLATED, {"gzip": 31, "deflate": 15, "bare": -15}[name])
    step = engine.process if name == "br" else engine.compress
    return b"".join([step(zeros) for _ in range(1024)]) + engine.flush()
coded = bomb(name)
label = "deflate" if name == "bare" else name
for _ in range(depth - 1):
    coded = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress,
             "zstd": zstandard.compress}[label](coded)
open("/proc/self/clear_refs", "w").write("5")
peak = lambda: int(next(l.split()[1] for l in open("/proc/self/status") if l.startswith("VmHWM")))
before, began = peak(), time.monotonic()
decoded = decode_body(coded, [label] * depth, 20_000_000)
print(json.dumps({"coded": len(coded), "body": len(decoded.body), "cut": decoded.truncated,
                  "grown": peak() - before, "seconds": time.monotonic() - began}))
'''


@pytest.mark.slow
@pytest.mark.parametrize("depth", [1, 2, 5])
@pytest.mark.parametrize("name", ["gzip", "deflate", "bare", "br", "zstd"])
def test_a_bomb_costs_no_more_than_its_cap(name: str, depth: int) -> None:
    """A gigabyte from a few bytes, in any coding, stacked or not: at most 48 MB more than before."""
    if name == "bare" and depth > 1:
        pytest.skip("the layers above a bare deflate are those of `deflate`")
    done = subprocess.run(
        [sys.executable, "-c", BOMB, name, str(depth)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["body"], seen["cut"]) == (20_000_000, True)
    assert seen["grown"] <= 48 * 1024
    assert seen["seconds"] < 10
