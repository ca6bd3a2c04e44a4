"""Lines end with LF, CR LF or, in files of old, CR: what looks for lines is given the first alone."""

from __future__ import annotations


def evened(text: str) -> str:
    """Return a text of the same length whose lines all end with LF: places in it are the text's own."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
