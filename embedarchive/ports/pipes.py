"""Two pipes that are one end of a line, used as a socket is.

Importing `socket` takes a fifth of a start of Python, and who forks a worker itself needs nothing else of it.
"""

from __future__ import annotations

import os
import select
import time

TYPE_CHECKING = False  # as in cli/__init__.py
if TYPE_CHECKING:
    import socket
    from typing import TypeAlias

    Line: TypeAlias = "socket.socket | Pipes"

GLANCE = 0.1
"""Seconds after which whoever waits looks whether another thread has broken the line."""


class Pipes:
    """One end: a pipe to read from and one to write into."""

    def __init__(self, read: int, write: int) -> None:
        """Take the descriptors; they are closed with it."""
        self._read = read
        self._write = write
        self._timeout: float | None = None
        self._broken = False
        os.set_blocking(write, False)

    def fileno(self) -> int:
        """Return the descriptor that tells whether something has come."""
        return self._read

    def descriptors(self) -> tuple[int, int]:
        """Return both."""
        return self._read, self._write

    def settimeout(self, seconds: float | None) -> None:
        """Say how long a single wait may take."""
        self._timeout = seconds

    def sendall(self, piece: bytes) -> None:
        """Write all of it. Raises TimeoutError, or BrokenPipeError where the other end is gone."""
        rest = memoryview(piece)
        while rest:
            self._wait(self._write, select.POLLOUT)
            rest = rest[os.write(self._write, rest) :]

    def send(self, piece: memoryview) -> int:
        """Write as much as there is room for, and say how much. Raises as `sendall`."""
        self._wait(self._write, select.POLLOUT)
        return os.write(self._write, piece)

    def recv_into(self, room: memoryview) -> int:
        """Read what has come, as much as there is room for; 0 is the end. Raises TimeoutError."""
        self._wait(self._read, select.POLLIN)
        return 0 if self._broken else os.readv(self._read, [room])

    def shutdown(self, _how: int) -> None:
        """Break the line, from any thread: whoever waits at this end sees its end."""
        self._broken = True

    def close(self) -> None:
        """Close both descriptors; whoever waits at the other end sees its end."""
        os.close(self._read)
        os.close(self._write)

    def __enter__(self) -> Pipes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _wait(self, descriptor: int, event: int) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if self._timeout is None:
            poll.poll()
            return
        until = time.monotonic() + self._timeout
        while not self._broken:
            rest = until - time.monotonic()
            if poll.poll(1000 * max(0.0, min(rest, GLANCE))):
                return
            if rest <= 0:
                raise TimeoutError("nothing came in time")


def pair() -> tuple[Pipes, Pipes]:
    """Return both ends of a new line."""
    here, there = os.pipe(), os.pipe()
    return Pipes(here[0], there[1]), Pipes(there[0], here[1])
