"""The WARC files inside a WACZ, read where they stand; what is odd about the ZIP is refused by name.

WACZ 1.1.1 (specs.webrecorder.net/wacz/1.1.1): `archive/` holds the WARCs, `datapackage.json` lists all
files with their sizes. WARCs are compressed already, so they are stored: a deflated one is refused, and
nothing here inflates more than `datapackage.json`.
"""

from __future__ import annotations

import json
import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from embedarchive.errors import UsageError
from embedarchive.ports.dumps import Stretch

FOLDER = "archive/"
LISTING = "datapackage.json"
MOST_FILES = 100_000
LARGEST_DIRECTORY = 32 * 2**20
LARGEST_LISTING = 16 * 2**20
WARC_NAME = re.compile(r"archive/[^/]+\.warc(?:\.gz)?\Z", re.I)
BAD_NAME = re.compile(r"[\x00-\x1f\x7f\\]|^/|^[A-Za-z]:|(?:^|/)\.\.?(?:/|\Z)|//")
LOCAL = struct.Struct("<4s5H3I2H")
"""The header before a file's bytes (APPNOTE 4.3.7)."""
END, END64 = b"PK\x05\x06", b"PK\x06\x06"
TAIL = 66_000
"""Bytes at the end of a ZIP in which the end of its directory stands."""
ENCRYPTED = 0x1


def warcs(path: str) -> list[Stretch]:
    """Return the WARC files of a WACZ, each as one stretch. Raises UsageError, which says why not."""
    try:
        with open(path, "rb") as file:
            _check_directory(path, file)
            with zipfile.ZipFile(file) as wacz:
                files = wacz.infolist()
                _check_names(path, files)
                places = _check_places(path, file, files, wacz.start_dir)
                inside = [each for each in files if WARC_NAME.match(each.filename)]
                _check_listing(path, wacz, inside)
            return [_stretch(path, each, places[each.filename]) for each in inside]
    except (zipfile.BadZipFile, struct.error, RuntimeError, EOFError) as error:
        raise UsageError(f"{path}: no WACZ: the ZIP is damaged ({error})") from error


def _stretch(path: str, each: zipfile.ZipInfo, base: int) -> Stretch:
    return Stretch(path, 0, each.file_size, each.file_size, each.filename, base)


def _refuse(path: str, name: str, why: str) -> UsageError:
    return UsageError(f"{path}: refused: {name[:120]!r} {why}")


def _check_directory(path: str, file: BinaryIO) -> None:
    """Look at how large the directory says it is before anybody reads it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    at, at64 = tail.rfind(END), tail.rfind(END64)
    if at < 0:
        raise UsageError(f"{path}: no WACZ: this is no ZIP, or its end is missing")
    count, length = struct.unpack_from("<HI", tail, at + 10)
    if at64 >= 0:
        count, length = struct.unpack_from("<QQ", tail, at64 + 32)
    if count > MOST_FILES or length > LARGEST_DIRECTORY:
        raise UsageError(f"{path}: refused: its directory lists more than {MOST_FILES} files")
    file.seek(0)


def _check_names(path: str, files: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for each in files:
        name = each.filename
        if BAD_NAME.search(each.orig_filename) or name != each.orig_filename:
            raise _refuse(path, each.orig_filename, "leads out of the file, or has characters no name has")
        if stat.S_ISLNK(each.external_attr >> 16):
            raise _refuse(path, name, "is a symbolic link")
        if name.casefold() in seen:
            raise _refuse(path, name, "stands in it twice, or in two spellings")
        seen.add(name.casefold())
        if each.flag_bits & ENCRYPTED:
            raise _refuse(path, name, "is encrypted")
        if name.startswith(FOLDER) and not each.is_dir():
            _check_warc(path, each)


def _check_warc(path: str, each: zipfile.ZipInfo) -> None:
    if not WARC_NAME.match(each.filename):
        raise _refuse(path, each.filename, "stands among the WARC files and is none")
    if each.compress_type != zipfile.ZIP_STORED or each.file_size != each.compress_size:
        raise _refuse(path, each.filename, "is compressed within the ZIP; store it (zip -0)")


def _check_places(path: str, file: BinaryIO, files: list[zipfile.ZipInfo], directory: int) -> dict[str, int]:
    """Return where each file's bytes begin; no two may share bytes (bombs are made so)."""
    places: dict[str, int] = {}
    free = 0
    for each in sorted(files, key=lambda each: each.header_offset):
        file.seek(each.header_offset)
        header = LOCAL.unpack(file.read(LOCAL.size))
        name, start = file.read(header[9]), each.header_offset + LOCAL.size + header[9] + header[10]
        if header[0] != b"PK\x03\x04" or name != _raw_name(each):
            raise _refuse(path, each.filename, "is called otherwise in the directory than before its bytes")
        if each.header_offset < free or start + each.compress_size > directory:
            raise _refuse(path, each.filename, "shares its bytes with another file")
        free = start + each.compress_size
        places[each.filename] = start
    return places


def _raw_name(each: zipfile.ZipInfo) -> bytes:
    return each.orig_filename.encode("utf-8" if each.flag_bits & 0x800 else "cp437", "replace")


def _check_listing(path: str, wacz: zipfile.ZipFile, inside: list[zipfile.ZipInfo]) -> None:
    """Hold the WARCs against `datapackage.json`: the same names, the same sizes."""
    listed = dict(_listed(path, wacz))
    there = {each.filename: each.file_size for each in inside}
    for name, size in there.items():
        if name not in listed:
            raise _refuse(path, name, f"is not listed in {LISTING}")
        if listed[name] is not None and listed[name] != size:
            raise _refuse(path, name, f"has another size than {LISTING} says")
    for name in listed:
        if WARC_NAME.match(name) and name not in there:
            raise _refuse(path, name, f"is listed in {LISTING} and missing")
    if not there:
        raise UsageError(f"{path}: no WACZ: it holds no WARC file")


def _listed(path: str, wacz: zipfile.ZipFile) -> Iterator[tuple[str, object]]:
    try:
        if wacz.getinfo(LISTING).file_size > LARGEST_LISTING:
            raise _refuse(path, LISTING, "is too large")
        with wacz.open(LISTING) as file:
            listing = json.loads(file.read(LARGEST_LISTING))
        resources = listing["resources"]
        yield from ((str(each["path"]), each.get("bytes")) for each in resources)
    except KeyError as error:
        raise UsageError(f"{path}: no WACZ: {error} is missing") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{path}: no WACZ: its {LISTING} cannot be read") from error
