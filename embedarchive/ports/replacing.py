"""Write a file whole or not at all: what stood there before survives a full disk."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

NEW = 0o666
"""What a new file may be read and written by, before the umask."""


def replace_text(target: Path, text: str) -> None:
    """Write a text to a file beside the target, then put it in the target's place; links are followed.

    A file that was there leaves its permissions, and its owner where we may give it. What is no regular file
    (`/dev/stdout`, a pipe) is written to, and so is a file in a folder where nothing new may be made. Raises
    OSError, which names the target.
    """
    content = text.encode("utf-8", "backslashreplace")
    try:
        if _replaceable(target):
            _replace(Path(os.path.realpath(target)), content)
            return
    except PermissionError:  # a folder such as /tmp, in which another's file may be written and not replaced
        pass
    except OSError as error:
        raise _named(error, target) from error
    try:
        target.write_bytes(content)
    except OSError as error:
        raise _named(error, target) from error


def _named(error: OSError, target: Path) -> OSError:
    """Say where it was: of a disk that is full the system does not."""
    return OSError(error.errno, error.strerror, str(target))


def _replaceable(target: Path) -> bool:
    """Whether another file may take a file's place: nobody else holds it by another name or number."""
    place = Path(os.path.realpath(target))
    if target.is_relative_to("/dev") or target.is_relative_to("/proc"):
        return False  # `/dev/fd/5` names what is open, not where it lies
    try:
        state = place.stat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(state.st_mode) and state.st_nlink == 1 and os.access(place.parent, os.W_OK)


def _replace(place: Path, content: bytes) -> None:
    number, name = tempfile.mkstemp(prefix=".embedarchive-", suffix=place.suffix, dir=place.parent)
    beside = Path(name)
    try:
        with open(number, "wb") as file:
            _like(place, number)
            file.write(content)
            file.flush()
            os.fsync(number)
        beside.replace(place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _like(place: Path, number: int) -> None:
    """Give an open file the owner and the permissions of the one that it replaces, or of a new one."""
    try:
        known = place.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(number, NEW & ~mask)
        return
    with suppress(OSError):  # only root may give files away
        os.fchown(number, known.st_uid, known.st_gid)
    os.fchmod(number, stat.S_IMODE(known.st_mode))
