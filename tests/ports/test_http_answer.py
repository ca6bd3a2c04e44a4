"""The reader of HTTP bytes takes what servers really send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedarchive.ports.http_answer import dechunk, head_length, read_answer


def test_case_order_and_repetition_of_headers_are_kept() -> None:
    """Headers are evidence: nothing is folded together, re-ordered or lower-cased."""
    answer = read_answer(b"HTTP/1.1 200 OK\r\nX-b: 1\r\nSet-COOKIE: a\r\nset-cookie:  b \r\n\r\nhi")
    assert answer.headers == (("X-b", "1"), ("Set-COOKIE", "a"), ("set-cookie", "b"))
    assert (answer.status, answer.body, answer.whole) == (200, b"hi", False)


def test_interim_answers_are_passed_over() -> None:
    """103 Early Hints come before the answer and are not it."""
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n"
    received = b"HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n" + moved
    assert read_answer(received).status == 301
    assert read_answer(received).headers[0] == ("Location", "/y")


@pytest.mark.parametrize(
    ("received", "status", "body", "whole"),
    [
        (b"HTTP/1.1 200 OK\nA: b\n\nbody", 200, b"body", False),
        (b"HTTP/1.1 999 Request denied\r\n\r\n", 999, b"", False),
        (b"HTTP/1.1 200\r\n\r\nx", 200, b"x", False),
        (b"HTTP/1.0  200 OK\r\nContent-Length: 4\r\n\r\nab", 200, b"ab", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabcd", 200, b"ab", True),
        (b"HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\nab", 204, b"", True),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            200,
            b"a",
            True,
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Le", 200, b"", False),
        (b"<html>no head at all</html>", None, b"", False),
        (b"", None, b"", False),
    ],
)
def test_odd_answers(received: bytes, status: int | None, body: bytes, whole: bool) -> None:
    """LF alone, odd status lines, false lengths, no head: read as far as they can be read."""
    answer = read_answer(received)
    assert (answer.status, answer.body, answer.whole) == (status, body, whole)


def test_without_a_status_line_nothing_is_an_answer() -> None:
    """What follows a line that is no status line is not read as headers."""
    answer = read_answer(b"HTP/1.1 nonsense\r\nA: b\r\n\r\nbody")
    assert (answer.status, answer.headers, answer.body) == (None, (), b"")


def test_a_folded_header_is_one_header() -> None:
    """An obsolete line fold goes on with the value above it."""
    answer = read_answer(b"HTTP/1.1 200 OK\r\nA: one\r\n\ttwo\r\nB: 3\r\n\r\n")
    assert answer.headers == (("A", "one two"), ("B", "3"))


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=5), st.data())
def test_chunks_cut_anywhere_give_the_bytes_that_arrived(chunks: list[bytes], data: st.DataObject) -> None:
    """A chunked body gives what arrived of it, and is whole only with its last chunk."""
    framed = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    ended = framed + b"0\r\nTrailer: x\r\n\r\n"
    assert dechunk(ended) == (b"".join(chunks), True)
    cut = data.draw(st.integers(0, len(framed)))
    body, whole = dechunk(framed[:cut])
    assert b"".join(chunks).startswith(body)
    assert not whole


@given(st.binary(max_size=200))
def test_no_bytes_whatever_raise(received: bytes) -> None:
    """The reader answers to everything."""
    for start in (b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"):
        read_answer(start + received)
        end = head_length(start + received)
        assert end is None or (start + received)[:end].endswith(b"\n")


def test_a_header_that_broke_off_is_left_out() -> None:
    """Wherever the connection breaks, a Location is there whole or not at all."""
    sent = b"HTTP/1.1 301 Moved\r\nServer: x\r\nLocation: https://a.example/whole/path\r\n\r\n"
    for cut in range(len(b"HTTP/1.1 301 "), len(sent)):
        answer = read_answer(sent[:cut])
        assert answer.status == 301
        assert answer.values("location") in ((), ("https://a.example/whole/path",))
