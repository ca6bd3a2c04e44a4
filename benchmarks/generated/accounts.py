"""Accounts: handles, names as people write them, and the language each posts in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from embedarchive.demo.script import Author

FIRST = "harbor tide quay ledger signal ferry pilot beacon anchor delta marsh cove reef strait jetty"
LAST = "desk watch notes daily office board line post room guild union press club"
SHOWN = (
    "{} {}",
    "{} {} 🇵🇰",
    "{} & {}",
    "The {} {} (official)",
    "{}: {}!",
    "{} {} 🕯️",
    "{}·{}",
    "{} {}, PhD",
    "{}.{}.com",
    "{} | {}",
)
NATIVE = {
    "ar": "قلم {}",
    "ur": "دفتر {}",
    "ja": "{}通信",
    "hi": "{} समाचार",
    "fr": "{} – le quai",
    "de": "Stadt {}",
    "tr": "{} Gözcüsü",
}
LANGUAGES = ("en", "en", "en", "de", "es", "fr", "pt", "tr", "ar", "ur", "ja", "hi")


@dataclass(frozen=True, slots=True)
class Account:
    """One account and the language of its posts."""

    author: Author
    lang: str


def accounts(chance: random.Random, count: int) -> list[Account]:
    """Return so many accounts, no handle twice whatever the case."""
    return [_account(chance, n, handle) for n, handle in zip(range(count), _handles(chance), strict=False)]


def _handles(chance: random.Random) -> Iterator[str]:
    known: set[str] = set()
    while True:
        first, last = chance.choice(FIRST.split()), chance.choice(LAST.split())
        form = chance.choice(("{2}{0}_{1}", "{0}{1}{2}", "{3}{4}{2}", "_{0}{2}_"))
        handle = form.format(first, last, chance.randint(1, 99), first.title(), last.title())[:15]
        if handle.lower() not in known:
            known.add(handle.lower())
            yield handle


def _account(chance: random.Random, number: int, handle: str) -> Account:
    lang = LANGUAGES[number % len(LANGUAGES)]
    words = chance.choice(FIRST.split()).title(), chance.choice(LAST.split()).title()
    native = NATIVE.get(lang)
    name = (native if native and chance.random() < 0.7 else chance.choice(SHOWN)).format(*words)
    return Account(Author(handle, name, 10_000 + number), lang)
