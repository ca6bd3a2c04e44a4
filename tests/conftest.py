"""What every test may use, and the last words of `python -m tests`."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

FAILED_PARTS = "EMBEDARCHIVE_FAILED_PARTS"
"""Set by tests/__main__.py: the parts (ruff, mypy) that failed before pytest began."""


# How long an example takes says how busy the machine is, and nothing of the program.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat above pytest's closing line what failed before it and has scrolled out of sight."""
    failed = os.environ.get(FAILED_PARTS)
    if failed:
        terminalreporter.write_line(f"failed before the tests: {failed}; what they said stands above")


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs under test, also where we were started in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
