"""Named steps of the write path, at which a crash test may kill this process.

Nothing happens here in a normal run. With `EMBEDARCHIVE_KILL_AT=n` in the environment at start the
process kills itself with SIGKILL at the n-th step it passes, as a power cut or the OOM killer would.
"""

from __future__ import annotations

import os
import signal

VARIABLE = "EMBEDARCHIVE_KILL_AT"


class Countdown:
    """Counts the steps passed and kills the process at a given one."""

    def __init__(self, kill_at: int) -> None:
        self.kill_at = kill_at
        self.passed: list[str] = []
        """The names of the steps passed; empty in a normal run."""

    def arm(self, kill_at: int) -> None:
        """Begin to count again; 0 disarms."""
        self.kill_at, self.passed = kill_at, []

    def step(self, name: str) -> None:
        """Pass one step."""
        if not self.kill_at:
            return
        self.passed.append(name)
        if len(self.passed) == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


COUNTDOWN = Countdown(int(os.environ.get(VARIABLE, "0") or "0"))
"""One per process: a kill is an affair of the process, not of an object in it."""


def step(name: str) -> None:
    """Mark a step of the write path."""
    COUNTDOWN.step(name)


def armed() -> bool:
    """Tell whether a kill is ordered; only then is a WARC member written in two halves."""
    return bool(COUNTDOWN.kill_at)
