"""By which rules a run concludes: our version, our source, and the libraries that read untrusted bytes.

Rows that other rules wrote may legitimately be derived otherwise; `audit` tells the two apart by this.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import sqlite3
import ssl
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
CONCLUDING = (
    "pipeline.py",
    "platforms",
    "ports/decode.py",
    "ports/http_answer.py",
    "ports/rows.py",
    "ports/warc_wire.py",
    "records",
    "stages",
)
"""What turns kept bytes into rows."""
READERS = (
    "ada-url",
    "beautifulsoup4",
    "brotli",
    "chardet",
    "lxml",
    "rapidfuzz",
    "regex",
    "selectolax",
    "zstandard",
)
"""The libraries by which what is concluded may change."""


def versions() -> dict[str, Any]:
    """Return what is written into a run: the rules, and what they ran on."""
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "openssl": ssl.OPENSSL_VERSION,
        "rules": fingerprint(),
        "readers": dict(_readers()),
    }


def noted_answers(stored: object) -> bool:
    """Tell whether a run with these `versions` noted which answers its dialogues were given."""
    return isinstance(stored, dict) and "rules" in stored


def same(stored: object) -> bool:
    """Tell whether a run's `versions` are of the very rules that are running now."""
    if not isinstance(stored, dict):
        return False
    return (stored.get("rules"), stored.get("readers")) == (fingerprint(), dict(_readers()))


@cache
def fingerprint() -> str:
    """Return a SHA-256 over the source that concludes, shortened to 16 hex digits."""
    digest = hashlib.sha256()
    for name in CONCLUDING:
        part = PACKAGE / name
        for path in [part] if part.is_file() else sorted(part.rglob("*.py")):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@cache
def _readers() -> tuple[tuple[str, str | None], ...]:
    return tuple((name, _version(name)) for name in READERS)


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
